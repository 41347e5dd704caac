//! "Everyone gets the link now. Tom only in May.": so few words that the sentence before must say what they are about.
//!
//! A few words that take somebody out of a request hold that person. Few words that are not understood, right behind a
//! request or a condition that is only named there, leave it open.

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::dates;
use crate::extraction::Activate;
use crate::lexicon::listed::Listed;
use crate::lexicon::{self, brief as words, requests};
use crate::read::activation::{self, Verdict};
use crate::read::segments::Segment;
use crate::read::whom::Whom;
use crate::read::{remarks, slots, smalltalk};
use crate::statement::{About, Claim, Rank};
use crate::text::{Flow, fold, key, without};

static SMALL: LazyLock<Listed> = LazyLock::new(|| Listed::of(words::SMALL));
static WAITS: LazyLock<Listed> = LazyLock::new(|| Listed::of(words::WAITS));
static AFTERTHOUGHT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^\W*(?:{})(?-u:\b)", words::AFTERTHOUGHTS.join("|"))).expect("a valid pattern")
});
static SET_UP: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::SET_UP]));
static THEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:then|afterwards|after that|danach|dann|puis|ensuite|luego|daarna|poi)(?-u:\b)")
        .expect("a valid pattern")
});
/// "Contract signed?"
static DONE_YET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^\W*(?:\S+ ){{1,6}}?(?:{})(?: (?:yet|it|off|now|already|back|schon|deja|ya|ja|gia))?\W*\?\W*$",
        words::DONE.join("|")
    ))
    .expect("a valid pattern")
});
/// "Jane at least", "Jane that is".
static SINGLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^(?:{})$", words::SINGLING.join("|"))).expect("a valid pattern"));
/// "…, Jane too", "…, Jane is quite keen".
static KEEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^(?:and )?(?:{})$", words::KEEN.join("|"))).expect("a valid pattern"));
/// So few words before a "then" name nothing that must come first: "you can then".
const FEW_BEFORE: usize = 3;
/// ", the latter not until he is back on June 7."
const MAX_BRIEF: usize = 12;
/// Longer than this it says something of its own.
const MAX_WORDS: usize = 9;

impl Speech<'_, '_> {
    /// Whether this sentence or the one before activates somebody.
    fn activated_lately(&self) -> bool {
        self.activates_from(self.before)
    }

    /// Whether this sentence activates somebody.
    pub(super) fn has_activated(&self) -> bool {
        self.activates_from(self.since)
    }

    fn activates_from(&self, from: usize) -> bool {
        let said = self.out.get(from..).unwrap_or_default();
        said.iter().any(|statement| statement.said.claim.is_now())
    }

    /// Whether this sentence has held somebody until a day.
    fn held_before(&self) -> bool {
        let from = self.since.min(self.out.len());
        let until = |claim: &Claim| matches!(claim, Claim::Activation { until: Some(_), .. });
        self.out[from..].iter().any(|statement| until(&statement.said.claim))
    }

    /// "Tom after training., "Exception: Tom.": holds those of a segment that has no words for activation of its own.
    pub(super) fn brief(&mut self, sentence: &Flow, segment: &Segment, about: Option<&(About, Rank)>) {
        let text = &sentence.text[segment.range.clone()];
        let people = match about {
            _ if segment.whom.is_none() && !segment.except.is_empty() => About::People(segment.except.clone()),
            Some((about @ About::People(_), _)) => about.clone(),
            // "…, the others only a week before go-live".
            Some((about @ About::AllBut(_), _)) if segment.whom == Some(Whom::Rest) => about.clone(),
            Some((About::AllBut(_) | About::OfKind(..), _)) | None => return,
        };
        if text.split_whitespace().count() > MAX_BRIEF || !segment.marks.is_empty() {
            return;
        }
        let found = dates::find(text, self.context.reading);
        let mentions = self.known.mentions(text, &self.here);
        let is_named = !mentions.is_empty();
        let known = mentions
            .into_iter()
            .map(|mention| mention.range)
            .chain(found.iter().map(|date| date.range.clone()));
        let rest = without(text, known);
        // "Mr Osei is activated on 14 June and Ms Kettle on 21 June."
        let dated = !found.is_empty() && self.held_before();
        if !dated && !self.activated_lately() {
            return;
        }
        let rest = key(&rest);
        // "Activate them now, Jane at least.": nobody knows about the others.
        if let (About::People(named), true) = (&people, SINGLED.is_match(&rest)) {
            let evidence = self.context.doc.evidence(sentence.whole());
            self.say(&About::AllBut(named.clone()), Rank::Person, Claim::Doubted, evidence);
            return;
        }
        let mut left = rest.split(' ').filter(|word| !word.is_empty());
        let excepted = segment.whom.is_none();
        let waits = excepted || !found.is_empty() || rest.split(' ').any(|word| WAITS.has(word));
        if !waits || !left.all(|word| SMALL.has(word) || WAITS.has(word)) || text.contains('?') {
            let since = rest.split(' ').any(|word| words::SINCE.contains(&word));
            let dated = !found.is_empty() && !since;
            if is_named && (dated || self.may_take_back(text, &rest, waits)) {
                let evidence = self.context.doc.evidence(sentence.cut(segment.range.clone()).whole());
                self.say(&people, Rank::Person, Claim::Doubted, evidence);
            }
            return;
        }
        if self.only_they(sentence, &rest, &people) {
            return;
        }
        let flow = sentence.cut(segment.range.clone());
        let verdict = Verdict::Hold(activation::first_day(&found, self.context.reading));
        let Some(claim) = slots::claim_of(self.context, &flow, verdict) else {
            return;
        };
        let evidence = self.context.doc.evidence(flow.whole());
        if let About::People(held) = &people {
            self.not_after_all(held);
        }
        let rank = if matches!(people, About::People(_)) {
            Rank::Person
        } else {
            Rank::Everybody
        };
        self.say(&people, rank, claim, evidence);
    }

    /// "…, as we discussed not Jane.", "…, Jane is another story.": whether words beside a request may take somebody out of it.
    fn may_take_back(&self, text: &str, rest: &str, waits: bool) -> bool {
        let folded = fold(text);
        let told = smalltalk::is_fact(&folded) || smalltalk::is_wish(&folded);
        let harmless = KEEN.is_match(rest) || told && !activation::is_wary(&folded);
        let strange = !harmless && (waits || self.has_activated());
        strange || activation::takes_out(&folded) || remarks::waits(self.context, rest)
    }

    /// "Activate them now. Only Jane.": the others are in doubt, and not Jane.
    fn only_they(&mut self, sentence: &Flow, rest: &str, people: &About) -> bool {
        let words: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
        let only = !words.is_empty() && words.iter().all(|word| words::ONLY.contains(word));
        let About::People(named) = people else { return false };
        if only {
            let evidence = self.context.doc.evidence(sentence.whole());
            self.say(&About::AllBut(named.clone()), Rank::Person, Claim::Doubted, evidence);
        }
        only
    }

    /// "Activate Jane and Tom. Tom only in May.: Tom is no longer among those activated before.
    fn not_after_all(&mut self, held: &[usize]) {
        let from = self.before.min(self.out.len());
        for statement in &mut self.out[from..] {
            if let (About::People(people), true) = (&mut statement.about, statement.said.claim.is_now()) {
                people.retain(|person| !held.contains(person));
            }
        }
    }

    /// "(Only once Kim has signed, of course.)": what was said right before becomes a hold, its condition the reason.
    pub(super) fn afterthought(&mut self, sentence: &Flow, folded: &str, since: usize) {
        let long = folded.split_whitespace().count() > MAX_WORDS;
        if !AFTERTHOUGHT.is_match(folded) || long || activation::speaks(folded) || folded.ends_with('?') {
            return;
        }
        let evidence = self.context.doc.evidence(sentence.whole());
        let before = self.out.split_off(since.min(self.out.len()));
        for statement in before {
            if !statement.said.claim.is_now() {
                self.out.push(statement);
                continue;
            }
            let held = Claim::Activation {
                activate: Activate::Hold,
                until: None,
            };
            self.say(&statement.about, statement.said.rank, held, evidence.clone());
        }
    }

    /// "First call Kim. Then activate them.": what comes then depends on what comes first, unless that is the setting up.
    ///
    /// "Contract signed? Please activate both." waits for the contract.
    pub(super) fn follows_something(&self, folded: &str) -> bool {
        if DONE_YET.is_match(&self.last_text) {
            return true;
        }
        let until = ["until", "till", "by", "before", "since", "even", "just", "from"];
        let found = THEN.find_iter(folded).find(|found| {
            let last = folded[..found.start()]
                .split_whitespace()
                .next_back()
                .unwrap_or_default();
            !until.contains(&last)
        });
        let Some(found) = found else { return false };
        let before = &folded[..found.start()];
        let told = if before.split_whitespace().count() <= FEW_BEFORE {
            self.last_text.as_str()
        } else {
            before
        };
        !told.is_empty() && (!SET_UP.is_match(told) || activation::is_waiting(told))
    }
}
