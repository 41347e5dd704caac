//! Whether every word of a request is understood: what is not understood activates nobody.
//!
//! "Activate them at launch", "activate the night shift", "send the links to the printer" all begin like a request. No list
//! of words that take a request back is ever complete, so the words of the clause that activates must all be known.

use std::sync::LazyLock;

use regex::Regex;

use super::heard::{spaced, with_objects, without_courtesy, without_harmless};
use super::{HOLD, NOW, conclusion, leads};
use crate::lexicon;
use crate::lexicon::explained::EXPLAINED;
use crate::lexicon::listed::Listed;
use crate::lexicon::requests::GOING_ON;
use crate::lexicon::unsettling::{OTHERWISE_MEANT, PUTTING_OFF, REPORTED_BEFORE, REPORTS, SAID_BEHIND};
use crate::text::fold;

static KNOWN: LazyLock<Listed> = LazyLock::new(|| Listed::of(EXPLAINED));
/// Where a clause ends: what stands behind gives a reason or speaks of something else, and is judged by its own words.
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[,;:()!?…–—]|\b(?:since|because) (?:i|he|she|they|we) [^,;:]{3,60}? (?P<request>(?:you (?:may|can|could)|please) )|\band (?:i|we)(?:'ll|\u{2019}ll| will|'m| am| owe| can)\b|\s-+\s|\s/\s|\b(?:because|since|so|bc|cos|cuz|coz|weil|damit|denn|car|parce que|puisque|porque|ya que|pois|omdat|want|perche)\b|\b(?:as|da)\s(?:\s{2,}|he |she |they |we |the |sie |er )|\b(?:now|today|immediately|asap|right away|straight away|at once)\s+(?P<then>(?:he |she |they |it )?(?:is|are|has|have|'s|'re|needs?|wants?)\b)").expect("a valid pattern")
});
/// "She is trained and you can invite her": a fact or another request before the one that activates.
static ALSO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^.*?\s(?:and|so) (?:he|she|they|we|it)(?:'s|'re|'d| is| are| would)\b)|(?:^.*?\s(?:and|und|et|y|e|en)\s(?:(?:therefore|so|thus|also|deshalb|daher|donc|dus|quindi) )?(?:should|must|can|may|needs?|would|gets?|is to|are to|has to|have to|soll|sollen|muss|mussen|darf|durfen|kann|konnen|doit|doivent|peut|peuvent|debe|deben|puede|pueden|deve|devem|pode|podem|moet|moeten|mag|mogen|dient|dienen|kan|kunnen|devono|puo|possono)\b)|(?:^\s*(?:(?:please|kindly|pls|also|and|then) )*(?:create|add|set up|set|mark|register|give|make|put)\b.*?|\b(?:is|are|was|has|have|'s)\b.*?)\s(?:and|und|et|y|e|en)\s").expect("a valid pattern")
});
/// "One of them": nobody knows which.
static SOME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\bin the (?:morning|afternoon|evening)\b|\b(?:one|some|most|any|few|several|half|either|einige|einen|einer|eine|certains|quelques|alguno|algunos|algunas|uno|una|alguns|sommige|een|alcuni) (?:of|von|de|di|van|da|d'|dei|delle) ?(?:them|these|those|the|us|ihnen|denen|eux|elles|ellos|ellas|eles|elas|hen|loro|beiden?)\b|\ben (?:un|une|deux|trois|quatre)\b|^\W*(?:only |just )?one (?:gets|can|should|may|is)\b|\b(?:those|everyone|everybody|anyone|anybody|all|the ones|people|users|colleagues|reps) (?:who|that|which)\b|(?:^|[^a-z])[a-z]\.[a-z]\.(?:\s|$)").expect("a valid pattern")
});
/// So many words beside a request may belong to it.
const MAX_TAIL: usize = 4;
/// A verb or somebody who does something: a clause of its own.
static TELLS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:hes|shes|theyre|whatever|regardless|no matter|go live|goes live|is|isn't|are|aren't|was|were|has|have|had|will|would|needs?|wants?|starts?|comes|does|do|did|can|could|must|should|knows?|works?|runs?|says|asked|likes?|i|we|you|he|she|they|it|i'm|we're|he's|she's|they're|it's|i'd|we'd|i'll|we'll|ist|sind|hat|haben|braucht|muss|kann|konnen|konnte|soll|sollen|darf|peut|peuvent|puede|pueden|pode|podem|kan|kunnen|puo|possono|ich|wir|est|sont|ont|doit|elle|il|je|nous|es|son|tiene|necesita|precisa|tem|zijn|heeft|moet|ze|ha|sono|stanno|sta|attendono|aspettano|esperan|attendent|attend|hanno|tienen|tem|as|per|like|wie|comme|como|zoals|come)\b").expect("a valid pattern")
});
/// "Jane's team", "Jane's boss": somebody or something else than she. Her name has been taken out.
static POSSESSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|\s)['\u{2019}]s? (?:own |new |whole )?(?:team|crew|boss|managers?|assistant|people|group|office|department|colleagues?|staff|replacement|successor|module|users?|reps?|members?|shop|store|site|company)\b").expect("a valid pattern")
});
/// Requests in form alone: something comes first, somebody reports, or somebody among the people is to act.
static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[OTHERWISE_MEANT]));
static REPORTED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[REPORTS]));
/// "Activate them now, was the client's message": somebody else's words, or a second thought.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    let said = SAID_BEHIND.join("|");
    Regex::new(&format!(r"^\W*(?:{said})(?-u:\b)")).expect("a valid pattern")
});
/// "Message from the client: …".
static REPORTED_AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    let reported = REPORTED_BEFORE.join("|");
    Regex::new(&format!(r"^\W*(?:and |but |so )?(?:{reported})\W*$")).expect("a valid pattern")
});
/// "Later, send them the links", "contract signed, send the links": what stands before the request puts it off.
static PUTS_OFF: LazyLock<Regex> = LazyLock::new(|| {
    let leads = PUTTING_OFF.join("|");
    Regex::new(&format!(r"^\W*(?:and |but |so )?(?:{leads})\W*$")).expect("a valid pattern")
});
/// Words that go together and say no more than "now", or whose list it is.
static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\bin (?:both|all) (?:two |three |four )?cases\b|\b(?:log-?in|sign-?in|access) details\b|\bskip the hold\b|\bthe sooner the better\b|\b(?:one|two|three) (?:days?|weeks?) to go\b|\bstill today\b|\bthis very day\b|\bthe same day\b|\bd(?:en|ar|ad|e) de alta\b|\bwith (?:that|this) (?:out of the way|done|sorted|settled)\b|\bby (?:the )?(?:end|close) of business(?: today)?\b|\b(?:right|straight) off the bat\b|\bright after(?:wards)?\b|\bwithin the (?:next )?hour\b|\bbefore (?:noon|lunch|midday)\b|\bin any case\b|\bwould be (?:super|great|lovely|perfect|nice|ideal|wonderful|fantastic|brilliant|marvellous|(?:much |greatly |very )?appreciated)\b|\band be done with it\b|\bas (?:from|of) (?:today|now)\b|\bby \d{1,2}(?::\d\d)? ?(?:am|pm) today\b|\b(?:please )?(?:see|make sure|ensure|take care|see to it) (?:to it )?that\b|\bon (?:its|their) way\b|\bon sight\b|\b(?:with|in) (?:today's|this morning's) batch\b|\bnormal procedure\b|\bfire off\b|\bfirst thing\b|\bthe (?:whole |entire )?group\b|\b(?:thanks|thank you) (?:ever )?so (?:very )?much\b|\bmany thanks\b|\bmuch appreciated\b|\bthank(?:s|ing you| you)? in advance\b|\bsee (?:the )?(?:list )?below\b|\b(?:before|by) (?:the )?weekend\b|\b(?:push|ping|whizz|pop|dispatch|kick off)\b|\b(?:across|over) to\b|\b(?:by|before) (?:the )?(?:end of (?:the )?(?:day|today)|eod|cob|noon|lunch|lunchtime)\b|\bthe (?:minute|moment|second|instant) (?:\S+ (?:is|are)|you have \S+) (?:in the system|created|set up|added|in)\b|\bthis (?:morning|afternoon|minute|instant)\b|\b(?:straight|right) off\b|\bat this (?:point|time|stage)\b|\bas soon as (?:possible|you can|able)\b|\b[a-z-]+['\u{2019}]s? (?:list|table|sheet|form|mail|e-?mail|message|side)\b|\b(?:in|on|from) the (?:attached |enclosed )?(?:list|table|sheet|form|file|spreadsheet|attachment|csv|document)\b|\ball levels\b|\b(?:for|at) the moment\b|\b(?:pour|a) l'instant\b|\bpour le moment\b|\b(?:de|por el) momento\b|\bper il momento\b|\bpor (?:enquanto|agora|ahora)\b|\bfurs erste\b|\berst (?:ein)?mal\b").expect("a valid pattern")
});

/// Whether a few folded words before or over a request put it off, or say that nothing is asked: "later", "example".
pub(crate) fn puts_off(folded: &str) -> bool {
    PUTS_OFF.is_match(folded)
}

/// Whether all words of the clauses that activate are known; people, levels, roles and addresses were left out before.
pub(crate) fn is_explained(text: &str) -> bool {
    if REPORTED.is_match(spaced(text).trim()) {
        return false;
    }
    // "Would you be so kind as to activate them" is one clause.
    let courteous = joined(&without_courtesy(&fold(text)));
    let text = courteous.as_str();
    let mut start = 0;
    let ends = CLAUSE.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        // "As soon as the accounts exist" is one clause.
        let joint = whole.as_str().trim_start().to_lowercase();
        if joint.starts_with("as ") && text[..whole.start()].trim_end().ends_with("soon") {
            return None;
        }
        // "Since I have done the training you may send me my link": the reason ends where the request begins.
        if let Some(request) = found.name("request") {
            return Some((whole.start(), request.start()));
        }
        // "Activate her now she is waiting" ends behind "now".
        Some(
            found
                .name("then")
                .map_or((whole.start(), whole.end()), |then| (then.start(), then.start())),
        )
    });
    let mut reason = false;
    let mut requested = false;
    for (end, next) in ends.chain([(text.len(), text.len())]) {
        let clause = text.get(start..end).unwrap_or_default();
        // Behind "because" stands a reason, whatever its words.
        let reasoned = std::mem::replace(
            &mut reason,
            text.get(end..next)
                .is_some_and(|joint| joint.contains(char::is_alphabetic)),
        );
        start = next;
        let folded = spaced(clause);
        let own = ALSO.find(&folded).map_or(0, |found| found.end());
        let own = folded.get(own..).filter(|rest| NOW.is_match(rest)).unwrap_or(&folded);
        if !NOW.is_match(&folded) {
            let doubted = if requested {
                !is_remark(&folded)
            } else {
                is_led_in(&folded)
            };
            if !reasoned && doubted {
                return false;
            }
            continue;
        }
        requested = true;
        // A sign may strike out what stands beside it.
        let signed = clause.contains(['❌', '🚫', '👎', '⏸', '⏳', '✗', '✖', '🙃', '😉', '🔴', '_']);
        if signed || POSSESSED.is_match(&folded) || OTHERWISE.is_match(&folded) {
            return false;
        }
        let harmless = with_objects(&without_harmless(own));
        if !knows_words(&harmless) || says_some(&folded) {
            return false;
        }
    }
    true
}

/// "Maria expects      (       ,        ) to be activated": one clause, where the values of somebody were taken out of it.
fn joined(folded: &str) -> String {
    static GAP: LazyLock<Regex> = LazyLock::new(|| {
        let verbs = GOING_ON.join("|");
        Regex::new(&format!(r"\s{{3,}}[\s,;()<>]*(?P<verb>(?:{verbs})(?-u:\b))")).expect("a valid pattern")
    });
    static EMPTY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[(<][\s,;.]*[)>]").expect("a valid pattern"));
    static AND: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s{3,}(?:and|&|und|et|y|e|en)\s{3,}").expect("a valid pattern"));
    let bare = EMPTY.replace_all(folded, "   ");
    let bare = AND.replace_all(&bare, "   ");
    GAP.replace_all(&bare, " $verb").into_owned()
}

/// Whether a clause before a request says when it is to be done, after what, or whose words it is.
fn is_led_in(folded: &str) -> bool {
    // "Once he is set up, send him the link" waits for nothing.
    let left = without_harmless(folded);
    let left = left.trim();
    if !left.contains(char::is_alphanumeric) {
        return false;
    }
    PUTS_OFF.is_match(left) || REPORTED_AHEAD.is_match(left) || leads::puts_off(folded)
}

/// Whether a clause beside a request does not touch it: its words are known, or it says something of its own.
///
/// "Activate both, date to follow", "HR permitting": few words without a verb belong to the request.
fn is_remark(folded: &str) -> bool {
    let words = folded.split_whitespace().count();
    // "Activate Reggie, leave Vernell for later": Vernell is a segment of his own.
    let remarks = words == 0
        || folded.trim() == "leave"
        || folded.trim() == "keep"
        || words > MAX_TAIL
        || HOLD.is_match(folded)
        || TELLS.is_match(folded)
        || knows_words(&without_harmless(folded));
    remarks && !SAID.is_match(folded) && !conclusion::is_proviso(&without_harmless(folded))
}

/// Whether all words of a text are known, those that go together taken as one.
pub(super) fn knows_words(folded: &str) -> bool {
    let words = TOGETHER.replace_all(folded, " ");
    words
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-' || c == '\u{2019}'))
        .map(|word| word.trim_matches(['\'', '-', '\u{2019}']))
        // "All 3" counts people, "zum 15.3." is a day.
        .filter(|word| !word.is_empty() && !is_count(word))
        .all(is_known)
}

fn is_known(word: &str) -> bool {
    let word = word.replace('\u{2019}', "'");
    let bare = word.strip_suffix("'s").unwrap_or(&word);
    // "They'd", "she'll": what follows says what they do.
    let pronoun = |word: &str| {
        matches!(
            word,
            "i" | "you" | "he" | "she" | "we" | "they" | "it" | "that" | "there"
        )
    };
    if word
        .split_once('\'')
        .is_some_and(|(first, end)| pronoun(first) && matches!(end, "ve" | "d" | "ll" | "re" | "m" | "s"))
    {
        return true;
    }
    KNOWN.has(&word) || KNOWN.has(bare) || NOW.is_match(bare) || !bare.chars().any(|c| c.is_ascii_alphabetic())
}

/// "Every one of them" is all of them.
fn says_some(folded: &str) -> bool {
    SOME.find_iter(folded).any(|found| {
        let before = folded[..found.start()].trim_end();
        !before.ends_with("every") && !before.ends_with("each")
    })
}

fn is_count(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_explained;

    #[test]
    fn what_is_not_understood_is_not_explained() {
        for text in [
            "Please activate them all now",
            "send the three of them their links right away, she owns the project",
            "Bitte beide sofort freischalten",
            "Merci d'activer les deux tout de suite",
            "activate both this morning because the workshop begins",
            "I'd like him invited by email this morning.",
        ] {
            assert!(is_explained(text), "{text}");
        }
        for text in [
            "Activate them at launch",
            "Please activate the night shift",
            "Activate one of them now",
            "send the links to the printer",
            "Bitte das Modul sofort freischalten",
            "Activeren als HR akkoord is",
        ] {
            assert!(!is_explained(text), "{text}");
        }
    }
}
