//! "Links with go-live.", "Not so fast, please.": what a newer author writes over a request to activate, not understood.
//!
//! The request was written by somebody else, for somebody who may have decided otherwise since. A sentence of the covering
//! mail that may take it back leaves it open: a person decides.

use std::sync::LazyLock;

use regex::Regex;

use super::{Speech, follow};
use crate::dates;
use crate::lexicon::{self, covers as words, go_live};
use crate::read::activation::{self, Strength};
use crate::read::whom::{Pointer, Whom};
use crate::read::{heading, remarks, smalltalk};
use crate::statement::{About, Claim, Rank};
use crate::text::Flow;

/// A name with a question mark.
const MAX_BARE: usize = 2;
/// So many words of a cover may still be about all that it covers.
const MAX_COVER_WORDS: usize = 14;
/// "Start with Jane."; "Jane only in May" is about Jane.
const FEW_WORDS: usize = 3;
/// A longer sentence about somebody tells a story.
const MAX_WORDS: usize = 10;

/// "Signed off by: G. ap Rhys" below a table is no instruction.
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:signed off|approved|checked|authori[sz]ed|submitted|prepared|completed|filled in|requested) (?:by|on behalf of)(?-u:\b)").expect("a valid pattern")
});
/// "They need it for Monday's training." is why somebody asks.
static NEEDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:\S+ ){1,4}?(?:needs?|wants?) (?:it|this|that|access|them|the system|to be in|to get in|to log ?in) (?:all )?(?:for|before|by|ahead of|in time for)(?-u:\b)").expect("a valid pattern")
});
/// Who looks forward to it is not kept back, nor who has changed their mind about waiting.
static KEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:is|are|'s|'re) (?:\w+ )?(?:keen|eager|anxious|excited|happy|looking forward|dying|itching)(?-u:\b)|(?-u:\b)with(?:drew|drawn) (?:that|it|this)(?-u:\b)").expect("a valid pattern")
});
/// Beside these it may be one.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:not|yet|nobody|no one|none|pending|tb[acd]|to be|until|before|once|when|if|only|will|open|missing|first)(?-u:\b)|\?").expect("a valid pattern")
});

static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));

/// "His laptop arrives at three." tells of his laptop.
fn is_of_things(folded: &str) -> bool {
    let first = folded.split_whitespace().next().unwrap_or_default();
    matches!(first, "his" | "her" | "their" | "the" | "our" | "my") && smalltalk::is_fact(folded)
}

/// Whether a sentence of a cover may put aside what it covers: what must come first, what it is only shown for.
fn puts_aside(folded: &str) -> bool {
    static ASIDE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::PUTTING_ASIDE]));
    folded.split_whitespace().count() <= MAX_COVER_WORDS && ASIDE.is_match(folded)
}

/// Whether a sentence of a cover names something that may be awaited.
fn awaits(folded: &str) -> bool {
    static AWAITED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::AWAITED]));
    folded.split_whitespace().count() <= MAX_COVER_WORDS && AWAITED.is_match(folded)
}

impl Speech<'_, '_> {
    /// Whether this text only covers what somebody else wrote: nobody is introduced in it.
    fn covers(&self) -> bool {
        self.stage.owner.is_empty() && self.stage.here.is_empty()
    }

    /// Notes that a sentence may take back what an older author asked for; it said nothing that was understood.
    pub(super) fn unsettle(&mut self, sentence: &Flow, folded: &str, pointers: &[Pointer]) {
        let introduces = self.owner.is_some() || !self.here.is_empty() || folded.contains('@');
        self.doubt_before(sentence, folded, pointers);
        // "Jane?" is all but a question.
        let bare = folded.split_whitespace().count() <= MAX_BARE;
        if heading::is_title(&sentence.text)
            || activation::is_filling_in(&sentence.text)
            || (SIGNED.is_match(folded) || NEEDED.is_match(folded)) && !OPEN.is_match(folded)
        {
            return;
        }
        let dated = || GO_LIVE.is_match(folded) && !dates::find(&sentence.text, self.context.reading).is_empty();
        if activation::lifts(&sentence.text) || dated() && !activation::names_topic(folded) {
            return;
        }
        let aside = !GO_LIVE.is_match(folded) && puts_aside(folded);
        let beside = aside && !self.stage.ticked.is_empty() && !activation::is_leave_taking(folded);
        let aside = self.covers() && (aside || !GO_LIVE.is_match(folded) && awaits(folded));
        if introduces || folded.ends_with('?') && !bare && !aside && !beside {
            return;
        }
        let strength = activation::takes_back(&sentence.text, folded, self.context.reading);
        let named: Vec<usize> = pointers.iter().flat_map(|pointer| pointer.people().to_vec()).collect();
        // "He still has to sign" is about one, whoever that is.
        let one = pointers.iter().any(|pointer| pointer.whom == Whom::One);
        let named = if named.is_empty() && one {
            self.last_one.into_iter().collect()
        } else {
            named
        };
        let count = folded.split_whitespace().count();
        let (short, few) = (count <= MAX_WORDS, count <= FEW_WORDS);
        let out = || activation::takes_out(folded) || remarks::waits(self.context, &sentence.text);
        // "See below from Jane" is not about Jane.
        let subject = !named.is_empty() && pointers.iter().any(|pointer| !pointer.oblique) && !is_of_things(folded);
        let leads = folded.trim_end().ends_with(':');
        let by_name = || {
            let mentions = self.known.mentions(&sentence.text, &self.here);
            mentions.iter().any(|mention| named.contains(&mention.person))
        };
        let harmless = leads
            || activation::is_leave_taking(folded)
            || smalltalk::is_fact(folded)
            || smalltalk::is_wish(folded)
            || KEEN.is_match(folded);
        let wary = !harmless && activation::is_wary(folded) && by_name();
        let absent = short
            && !activation::is_leave_taking(folded)
            && (activation::is_absent(folded) || subject && !leads && out());
        let (about, rank) = match (named.is_empty(), strength) {
            // "Just Jane."
            (false, _) if self.covers() && few && follow::singles_out(folded) => {
                (About::AllBut(named), Rank::Everybody)
            }
            // "Please activate them now. Tom is on holiday.": what is said of one person and not understood.
            (false, _) if absent || wary || strength != Strength::None => (About::People(named), Rank::Person),
            (true, Strength::Strong) => (About::AllBut(Vec::new()), Rank::Person),
            // "PO to follow.": a yes beside it is no more than its author lets it be.
            (true, Strength::Weak | Strength::None) if beside => {
                (About::People(self.stage.ticked.clone()), Rank::Person)
            }
            // "Term begins on 11 January."
            (true, Strength::Weak) if smalltalk::is_fact(folded) => return,
            (true, Strength::Weak) => (About::AllBut(Vec::new()), Rank::Everybody),
            // "They still owe us the order.": over what somebody else wrote.
            (true, Strength::None) if aside => (About::AllBut(Vec::new()), Rank::Everybody),
            (false, _) | (true, Strength::None) => return,
        };
        let evidence = self.context.doc.evidence(sentence.whole());
        self.say(&about, rank, Claim::Doubted, evidence);
    }
}
