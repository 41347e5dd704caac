//! Groups by what stands beside or above people: "everybody in Leeds", "the ladies in accounts", "the warehouse waits".

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::{NO_GROUPS, Noted, Whom};
use crate::read::folded::Folded;
use crate::read::roster::Roster;

/// More different notes than this tell nobody apart.
const MAX_NOTES: usize = 60;

const CROWD: &str = "people|lot|guys|team|crew|folks|office|site|users|colleagues|ones|staff|branch|depot|pair|ladies|plant|side|group|girls|boys|lads|men|women|persons|employees|department|dept|shift|leute|kollegen|gens|equipe|gente|mensen";

/// Words before a note that say who is meant: "the two in", "all the", "everyone at the".
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?-u:\b)(?:(?P<who>(?:everybody|everyone|all|those|people|users|anyone|nobody|no one|colleagues|staff|both|two|three|four|five|six|(?:the|our|my|his|her|their) (?:(?:two|three|four|five|six|seven|\d+) )?(?:{CROWD}|two|three|four|five|six|seven|\d+|chaps|others)|alle|tous|todos|tutti|die|les|los|tout le monde)(?: (?:of them|of us|{CROWD}))?(?: (?:who are|who is|who work|who works|who sit|that are|based|working|sitting|down|up|over))* (?:in|at|from|of|on|for|aus|von|de|di|van|uit|bei|im|a|en|em|à) (?:the |our |le |la |der |dem )?)|(?P<the>(?:the|all|all the|both|both the|our|those|these|your|only the|die|der|den|dem|das|le|la|les|los|las|il|i|o|os|de|het) (?:(?:two|three|four|five|six|seven) )?))$"
    ))
    .expect("a valid pattern")
});
/// Words behind a note that make people of it.
static CROWDED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"^ (?:{CROWD})(?-u:\b)")).expect("a valid pattern"));
/// Words behind a note that say what happens to those people.
static HAPPENS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^,?:? ?(?:waits?|can|gets?|should|must|may|stays?|is to|are to|is on hold|are on hold|has to|have to|will|needs?|on hold|hold|holds|now|first|not yet|later|only|wartet|attend|espera)(?-u:\b)").expect("a valid pattern")
});

/// The distinct notes with those beside whom they stand; none that stands beside everybody.
fn notes_of(known: &Roster) -> Vec<(String, Vec<usize>)> {
    let mut notes: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, person) in known.people.iter().enumerate() {
        for note in &person.notes {
            let people = notes.entry(note.as_str()).or_default();
            if people.last() != Some(&index) {
                people.push(index);
            }
        }
    }
    let telling = |note: &str| note.chars().count() >= 3 && note.chars().any(char::is_alphabetic);
    let mut notes: Vec<(String, Vec<usize>)> = notes
        .into_iter()
        .filter(|(note, people)| telling(note) && people.len() < known.len())
        .map(|(note, people)| (note.to_owned(), people))
        .collect();
    // The longest first: "head office" before "office".
    notes.sort_by(|one, other| (other.0.len(), &one.0).cmp(&(one.0.len(), &other.0)));
    notes.truncate(MAX_NOTES);
    notes
}

/// The places where a text speaks of those beside whom a note stands.
pub(super) fn by_note(folded: &Folded, known: &Roster, noted: &mut Noted) {
    for (note, people) in notes_of(known) {
        let single = note.strip_suffix('s').unwrap_or(&note);
        let mut from = 0;
        while let Some(at) = folded.text[from..].find(single).map(|at| from + at) {
            from = at + single.len();
            let end = from + usize::from(folded.text[from..].starts_with('s'));
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            if !edge(folded.text[..at].chars().next_back()) || !edge(folded.text[end..].chars().next()) {
                continue;
            }
            if let Some((start, end)) = meant(&folded.text, at, end) {
                noted.add(folded.source(start..end), Whom::People(people.clone()));
            }
        }
    }
}

/// Whether a note at this place means people, and where the words for them begin and end.
fn meant(folded: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    let (before, behind) = (&folded[..at], &folded[end..]);
    let crowd = CROWDED.find(behind).map_or(0, |found| found.end());
    let word = &folded[at..end];
    let common = NO_GROUPS.contains(&word) || word == "account";
    if let Some(found) = BEFORE.captures(before) {
        let start = found.get(0).map_or(at, |whole| whole.start());
        // "One of the dispatchers": nobody knows which.
        let some = [
            "one of",
            "some of",
            "two of",
            "half of",
            "most of",
            "either of",
            "any of",
            "a few of",
        ];
        if some.iter().any(|some| before[..start].trim_end().ends_with(some)) {
            return None;
        }
        let group = crowd > 0 || HAPPENS.is_match(behind) || word.ends_with('s') || word.chars().count() >= 6;
        if found.name("who").is_some() || group && !common {
            return Some((start, end + crowd));
        }
        return None;
    }
    let opens = before.trim().is_empty() || before.ends_with([',', ';', ':', '.', '(']) || before.ends_with(", ");
    (opens && !common && (crowd > 0 || HAPPENS.is_match(behind))).then_some((at, end + crowd))
}
