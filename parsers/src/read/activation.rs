//! Whether the link may go out: one clause of running text, or one slot of a form.
//!
//! Phrases seen: "send the link", "do not activate yet", "hold until 6/22", "activate a week before go-live", "let him in",
//! "keep her in the drawer". **Now is never inferred**: a question, a doubt, a condition or a word that takes it back
//! leaves nothing or a hold. The order in which a clause is judged:
//!
//! 1. guidance ("Y = send the link") says nothing; a label ("Activate: …") is answered as a slot is (`slot`);
//! 2. what is not about this person's link is taken out of earshot (`heard`): quotes, reports, features, courtesies;
//! 3. a clause that asks for it "now" counts alone, unless what stands beside it holds or comes first (`conclusion`);
//! 4. a doubt or a time that is over: nothing, or a hold that another clause states;
//! 5. words that hold, or a negation beside words that activate: hold, until the day that is named (`dated`);
//! 6. no words that activate: nothing;
//! 7. a day to come: hold until then; a day that has passed: nothing;
//! 8. a condition ("once", "after"): hold;
//! 9. somebody else's leave, or words that only speak of activation ("the activated users"): nothing;
//! 10. a time that is no day ("next month"): hold;
//! 11. else now, if every word of the request is understood (`explained`) and nothing leads it in that comes first (`leads`).
//!
//! Incomplete support: irony without quotes; a hold that only the paragraph tells.

mod clouded;
mod conclusion;
mod dated;
mod explained;
mod heard;
mod leads;
mod slot;

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::dates::{Found, Reading};
use crate::lexicon::{self, activation as words};
use crate::read::boxes;
use crate::text::{fold, key};

pub(crate) use clouded::{
    Strength, is_absent, is_leave_taking, is_wary, names_topic, note_waits, stops_or_delays, takes_back, takes_out,
};
pub(crate) use dated::is_floor;
pub(crate) use explained::{is_explained, puts_off};
use heard::{calm, is_guidance};
pub(crate) use heard::{is_filling_in, may_be_about_them};
pub(crate) use slot::{in_slot, is_of_all};

/// What a clause or a slot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Now,
    /// Wait, and until when if a date is named; the range is the date's.
    Hold(Option<(Date, Range<usize>)>),
    Nothing,
}

static NOW: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::NOW, words::IDIOMS]));
static HOLD: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HOLD]));
static CONDITION: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::CONDITIONS]));
static DOUBT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::DOUBTS]));
static DEPENDS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::DEPENDS]));
static OVER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OVER]));
static NEGATION: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::NEGATIONS]));
static WEAK: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::WEAK]));
static LICENCE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::LICENCES]));
static WEAK_NOUN: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::WEAK_NOUNS]));
static NOUN_LICENCE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::NOUN_LICENCES]));
static OWNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^a-z])(?:his|her|their|the|an|a|your|my|our|this|that|[a-z]+'s) $").expect("a valid pattern")
});
static POLITE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:can|could|would|will) you (?:please |pls |kindly |also |just |then |go ahead and )*(?:re)?(?:activate|send|invite|hold|keep|add|set|create|get|give|make|put|switch|turn|let|enable|unlock|release)|(?:can|could) we (?:please |kindly |just )*(?:hold|wait|delay|defer|postpone|park)(?-u:\b)|(?:would|could) you (?:mind|be so (?:kind|good))|(?:may|can|could|might) i (?:please |kindly |just )?(?:ask|trouble|bother) you|(?-u:\b)please (?:activate|send|invite|hold)|^\W*(?:konnt ihr|konnten sie|konntest du|konntet ihr|wurden sie|wurdest du|kannst du (?:\S+ ){0,6}?bitte|konnen sie (?:\S+ ){0,6}?bitte|pouvez[- ]vous|pourriez[- ]vous|peux-tu|pourrais-tu|podeis|podrias|podriais|podrian|podria usted|puedes|poderias?|poderiam|pode(?:m|s)? (?:\S+ ){0,4}?por favor|wil je|wilt u|kun je|kunt u|kunnen jullie|zou je|zou u|zouden jullie|willen jullie|potete|potresti|potreste|puoi)(?-u:\b)").expect("a valid pattern")
});
/// A question by its order of words: "can they be activated now".
static INVERTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:(?:can|could|will|would|should|shall|must|may|might|are|were) (?:they|he|she|it|we|i|everyone|everybody|all|both|the (?:links?|users?|accounts?|two|three)|these|those|there)(?-u:\b)|(?:do|does|did) (?:you|we|they|i|he|she) |(?:has|have) (?:the |they |he |she |you |we )(?:\S+ ){0,3}?been |is (?:everyone|everybody|\w+) to be |sollen (?:beide|alle|sie|die|wir) |vous les? activez|would it|is it (?:ok|okay|possible|too)|any chance|kann man|konnen wir|sollen wir|peut-on|faut-il|moeten we|kunnen we|mogen ze|possiamo|(?:can|could|will|should) [a-z]+ (?:[a-z]+ )?be )").expect("a valid pattern")
});
static CHOICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:should we|shall we|shall i|should i|do you want|do we|or (?:wait|hold|not|should))(?-u:\b)")
        .expect("a valid pattern")
});

/// What a text says of which nobody's name has been taken out: now only where every word of it is understood.
pub(crate) fn in_prose(text: &str, reading: Reading) -> Verdict {
    match in_clause(text, reading) {
        Verdict::Now if !is_explained(text) => Verdict::Nothing,
        verdict @ (Verdict::Now | Verdict::Hold(_) | Verdict::Nothing) => verdict,
    }
}

/// What a clause of running text says. A now counts only if the words beside the people are understood, which whoever
/// knows the people must ask of [`is_explained`].
pub(crate) fn in_clause(text: &str, reading: Reading) -> Verdict {
    // Taking words away makes no text speak of activation, so most clauses end here.
    if !speaks(text) && heard::answer(text).is_none() || is_guidance(text) {
        return Verdict::Nothing;
    }
    if boxes::checked(text).is_some() {
        return in_slot(text, reading);
    }
    if let Some(answer) = heard::answer(text) {
        return slot::shifted(slot::answer(&text[answer.clone()], reading), answer.start);
    }
    if conclusion::asks(text, reading) {
        return Verdict::Now;
    }
    weigh(text, reading)
}

/// What one clause says, all its words weighed together.
fn weigh(text: &str, reading: Reading) -> Verdict {
    let calm = calm(text);
    let dates = dated::without_asides(text, dated::about_the_link(text, reading));
    if DOUBT.is_match(&calm) {
        // "Do not activate Bo, I need to ask his mother": the doubt is about something else.
        let holds = |clause: &str| {
            HOLD.is_match(clause) && !DOUBT.is_match(&clause.replace("not be able to", "not"))
                || !DOUBT.is_match(clause) && is_negated(clause, &requests(clause))
        };
        let held = calm.split([',', ';']).any(holds);
        return if held {
            Verdict::Hold(dated::day_after(&dated::without_denied(text, dates), reading))
        } else {
            Verdict::Nothing
        };
    }
    if calm
        .split([',', ';'])
        .any(|clause| OVER.is_match(clause) && NOW.is_match(clause))
    {
        return Verdict::Nothing;
    }
    let requests = requests(&calm);
    let put_off = dated::is_put_off(&calm) && !dates.is_empty();
    if put_off || HOLD.is_match(&calm) || is_negated(&calm, &requests) {
        return Verdict::Hold(dated::day_after(&dated::without_denied(text, dates), reading));
    }
    if requests.is_empty() || dates.is_empty() && dated::is_bare_day(&calm) {
        return Verdict::Nothing;
    }
    if let Some((date, range)) = dated::day(&dates) {
        return match reading.base.map(|base| date.cmp(&base)) {
            Some(std::cmp::Ordering::Less) => Verdict::Nothing,
            Some(std::cmp::Ordering::Equal) if depends(&calm, &requests) => Verdict::Nothing,
            Some(std::cmp::Ordering::Equal) if CONDITION.is_match(&calm) => Verdict::Hold(None),
            Some(std::cmp::Ordering::Equal) => Verdict::Now,
            Some(std::cmp::Ordering::Greater) | None => Verdict::Hold(Some((date, range))),
        };
    }
    if CONDITION.is_match(&calm) {
        return Verdict::Hold(None);
    }
    if depends(&calm, &requests) {
        return Verdict::Nothing;
    }
    if dates.is_empty() {
        Verdict::Now
    } else {
        Verdict::Hold(None)
    }
}

/// The words that activate.
fn requests(calm: &str) -> Vec<Range<usize>> {
    NOW.find_iter(calm).map(|found| found.range()).collect()
}

/// Whether the words that activate are denied: shortly before, shortly behind, or in themselves.
fn is_negated(calm: &str, requests: &[Range<usize>]) -> bool {
    let Some(first) = requests.first() else { return false };
    let before: Vec<&str> = calm[..first.start].split_whitespace().collect();
    let near = before[before.len().saturating_sub(8)..].join(" ");
    let after = calm[first.end..]
        .split_whitespace()
        .take(4)
        .collect::<Vec<_>>()
        .join(" ");
    [near.as_str(), &calm[first.clone()], after.as_str()]
        .iter()
        .any(|words| NEGATION.is_match(words))
}

/// Whether somebody else decides, or nothing asks for activation: "the activated users", "activation fee", "his invite".
fn depends(calm: &str, requests: &[Range<usize>]) -> bool {
    let is = |pattern: &Regex, words: &str| pattern.find(words).is_some_and(|found| found.len() == words.len());
    let asks = |range: &Range<usize>| {
        let edge = |c: char| !c.is_alphanumeric();
        let words = calm[range.clone()].trim_matches(edge);
        let start = range.end - calm[range.clone()].trim_start_matches(edge).len();
        let noun = is(&WEAK_NOUN, words) || words == "invite" && OWNED.is_match(&calm[..start]);
        if noun {
            NOUN_LICENCE.is_match(calm)
        } else {
            !is(&WEAK, words) || LICENCE.is_match(calm)
        }
    };
    DEPENDS.is_match(calm) || !requests.iter().any(asks)
}

/// Whether a sentence asks instead of saying. "Could you activate him?" is a request.
pub(crate) fn is_question(sentence: &str) -> bool {
    /// "Send them their links today, okay?" orders.
    static TAGGED: LazyLock<Regex> = LazyLock::new(|| {
        let (verbs, tags) = (words::IMPERATIVES.join("|"), words::TAGS.join("|"));
        Regex::new(&format!(
            r"(?:^|[,;:.–-]|\b(?:so|and))\s*(?:please |just |kindly |pls )*(?:{verbs})(?-u:\b)[^,;?]*[,;–-]? (?:{tags})[\s?!]*$"
        ))
        .expect("a valid pattern")
    });
    let folded = fold(sentence);
    if TAGGED.is_match(&folded) {
        return false;
    }
    let asks = folded
        .trim_end()
        .trim_end_matches(['"', ')', ' ', '!'])
        .ends_with(['?', '？']);
    let turned = INVERTED.is_match(&folded) && !folded.trim_end().ends_with('.');
    (asks || turned) && (CHOICE.is_match(&folded) || !POLITE.is_match(&folded))
}

/// Whether a sentence begins with a condition that everything behind it depends on: "In case they ask, send the link."
///
/// "Once they are created" and the like are no conditions. A sentence that begins with "should" asks or supposes.
pub(crate) fn is_conditional(sentence: &str) -> bool {
    let folded = heard::spaced(sentence);
    let leads = ["and ", "but ", "so ", "then ", "also ", "however ", "however, "];
    let start = leads
        .iter()
        .fold(folded.as_str(), |text, lead| text.strip_prefix(lead).unwrap_or(text));
    let opens = |text: &str| words::OPENINGS.iter().any(|opening| text.starts_with(opening));
    opens(start)
        && !["should be ", "se les ", "se le ", "se lo "]
            .iter()
            .any(|verb| start.starts_with(verb))
        && opens(heard::without_harmless(start).trim_start())
}

/// The first day to come of those a text names.
pub(crate) fn first_day(dates: &[Found], reading: Reading) -> Option<(Date, Range<usize>)> {
    dated::day_after(dates, reading)
}

/// The last day to come of those a text names for the link, if there are several.
pub(crate) fn last_of_several(text: &str, reading: Reading) -> Option<(Date, Range<usize>)> {
    dated::last_of_several(text, reading)
}

/// What a word says that stands alone beside a name: "Bronwyn now, the others hold".
pub(crate) fn in_a_word(word: &str) -> Verdict {
    if [
        "now",
        "right now",
        "right away",
        "immediately",
        "at once",
        "straight away",
        "today",
        "asap now",
        "asap",
        "straight off",
        "sofort",
        "jetzt",
        "maintenant",
        "tout de suite",
        "ahora",
        "agora",
        "nu",
        "subito",
    ]
    .contains(&word)
    {
        Verdict::Now
    } else if [
        "hold",
        "on hold",
        "wait",
        "waits",
        "later",
        "not yet",
        "at go live",
        "with go live",
        "on go live",
        "for go live",
        "waits for go live",
        "a week before go live",
        "to follow",
        "to follow at go live",
        "not now",
        "stays on hold",
        "stay on hold",
        "warten",
        "spater",
        "attendre",
        "plus tard",
        "esperar",
        "mas tarde",
        "aguardar",
        "later pas",
        "wachten",
    ]
    .contains(&word)
    {
        Verdict::Hold(None)
    } else {
        Verdict::Nothing
    }
}

/// Whether a text is nothing but a yes or a no.
pub(crate) fn is_answer(text: &str) -> bool {
    let word = key(text);
    !word.is_empty() && (words::YES.contains(&word.as_str()) || words::NO.contains(&word.as_str()))
}

/// "Once the contract is signed": whether something is to happen first, that they are set up aside.
pub(crate) fn is_waiting(text: &str) -> bool {
    CONDITION.is_match(&calm(text))
}

/// Whether a text says in so many words that somebody waits.
pub(crate) fn holds(text: &str) -> bool {
    HOLD.is_match(&heard::spaced(text))
}

/// Whether a folded text speaks of holding, or of the link itself: "waiting for the list" holds nobody.
pub(crate) fn holds_links(folded: &str) -> bool {
    NOW.is_match(folded)
        || folded
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word == "hold" || word == "holding")
}

/// Whether folded words deny something, or call it wrong.
pub(crate) fn is_denied(folded: &str) -> bool {
    NEGATION.is_match(folded) || folded.contains("wrong") || folded.contains("instead of")
}

/// Whether a text says that nobody waits, and nothing else that matters: "no need to hold them back".
pub(crate) fn lifts(text: &str) -> bool {
    let calm = calm(text);
    let held = [&*HOLD, &*CONDITION, &*DOUBT, &*NEGATION]
        .iter()
        .any(|pattern| pattern.is_match(&calm));
    heard::lifts(text) && !held
}

/// Whether a text speaks of activation at all.
pub(crate) fn speaks(text: &str) -> bool {
    let folded = heard::spaced(text);
    NOW.is_match(&folded) || HOLD.is_match(&folded) || dated::is_put_off(&folded)
}

/// "Einladung: ja": whether a clause is the label of a slot for activation with its answer.
pub(crate) fn is_answered(clause: &str) -> bool {
    heard::answer(clause.trim_start()).is_some()
}

/// Where a folded text speaks of activation.
pub(crate) fn places(folded: &str) -> Vec<Range<usize>> {
    let found = NOW.find_iter(folded).chain(HOLD.find_iter(folded));
    let mut out: Vec<Range<usize>> = found.map(|found| found.range()).collect();
    for range in &mut out {
        let words = &folded[range.clone()];
        let edge = |c: char| !c.is_alphanumeric();
        let start = range.start + (words.len() - words.trim_start_matches(edge).len());
        *range = start..(start + words.trim_matches(edge).len());
    }
    out.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    // "Un-invited" is one word, whatever its end looks like.
    out.dedup_by(|next, first| next.start < first.end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::DateOrder;
    use jiff::civil::date;

    #[test]
    fn phrases() {
        let reading = Reading {
            base: Some(date(2026, 6, 3)),
            order: DateOrder::Mdy,
        };
        let said = |text: &str| in_clause(text, reading);
        for text in [
            "send everybody the link straight away",
            "Please activate both right away once they are created",
            "A Conceição pode receber o link de ativação agora",
            "Imogen can get her link now",
            "please invite her by email now",
            "Merci d'activer Hélène tout de suite",
            "Activate both today please",
            ", but Bob can get his link today.",
            "but Bob can get his link today.",
            "Don't forget to activate them",
        ] {
            assert_eq!(said(text), Verdict::Now, "{text}");
        }
        for text in [
            "please do not activate either of them yet",
            "Nobody gets a link until I say so",
            "Activate nobody yet.",
            "Create without invite, all of them",
            "Activate a week before go-live",
            "no activation yet please",
            "Please don't send her anything yet, hold the link",
            "Bitte noch nicht aktivieren",
            "Activate: no for now, go live aug 17th",
            "activate once the contract is signed",
        ] {
            assert_eq!(said(text), Verdict::Hold(None), "{text}");
        }
        assert!(
            matches!(said("Hold them all until 6/22 please"), Verdict::Hold(Some((day, _))) if day == date(2026, 6, 22))
        );
        for text in [
            "activate the reporting module",
            "not sure whether to activate",
            "he was activated last week",
            "don't hold them",
        ] {
            assert_eq!(said(text), Verdict::Nothing, "{text}");
        }
        assert_eq!(in_slot("☒ right away   ☐ hold", reading), Verdict::Now);
        assert_eq!(in_slot("☐ right away ☒ hold", reading), Verdict::Hold(None));
        assert!(is_question("should we activate him already or wait?"));
        assert!(!is_question("Could you please activate him?"));
    }
}
