//! People by their number or their place in the list: "number 1", "the first two", "die letzten drei", "the latter".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Noted, Whom};
use crate::lexicon::calendar;
use crate::lexicon::people::{FIRST, LAST, PLACES};
use crate::read::folded::Folded;
use crate::read::roster::Roster;

/// "The first two people on the list", "les deux premiers": a place and a count, in either order.
static SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    let places = [FIRST, LAST].concat().join("|");
    let count = r"one|two|three|four|five|six|couple|pair|beiden?|zwei|drei|vier|funf|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|dois|duas|quatro|twee|vijf|due|tre|quattro|cinque|[2-9]";
    let lead = r"(?:the|die|den|der|les|des|aux|los|las|os|as|aos|de|i|gli|le|ai|alle) ";
    let tail = r"(?: (?:people|persons|users|names|on the list|in the list|personen|personnes|personas|pessoas|mensen|persone))?";
    Regex::new(&format!(
        r"(?-u:\b)(?:{lead})?(?:(?P<place>{places}) (?P<count>{count})|(?P<count2>{count}) (?P<place2>{places}))(?-u:\b){tail}"
    ))
    .expect("a valid pattern")
});
/// "The former", "the second one can", "der zweite bekommt".
static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    let places = PLACES.concat().join("|");
    Regex::new(&format!(
        r"(?-u:\b)(?:(?:the )?(?P<of_two>former|latter)(?-u:\b)|(?:the |der |die |den |le |la |l'|el |o |a |de |il )(?P<place>{places}|last)(?: (?:one|user|person|guy))?(?-u:\b))"
    ))
    .expect("a valid pattern")
});
/// "The first of March" is a day, "the first batch" no person.
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:(?:one|user|person|guy) ?)?(?:$|[,.;:!=()]|-|(?:now|today|asap|on hold|at go-live|with the rest|immediately|at once|right away|straight ?away|please|pls|and|but|then|only|not|already|later|too|as well|could|shall|might|ought|stays?|waits?|holds?|goes|follows|remains?|darf|sofort|jetzt|und|et|y|e|en|aber|mais|pero|is|gets?|can|should|may|needs?|must|has|will|was|would|bekommt|erhalt|kann|darf|soll|wartet|peut|doit|recoit|attend|puede|debe|recibe|espera|pode|deve|recebe|mag|kan|krijgt|wacht|puo|riceve|aspetta)(?-u:\b))")
        .expect("a valid pattern")
});
/// "On the first", "until the last": a day.
static DATING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^a-z])(?:on|by|until|till|from|before|after|since|at|in|to|am|zum|bis|ab|vom|le|du|au|des|jusqu'au|el|hasta|desde|op|tot|vanaf|il|dal|entro)(?: (?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)?,? $").expect("a valid pattern")
});
/// "Activate number 1 now. 2 and 3 stay on hold": people by their number in the list.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:numbers?|nos?\.|nrs?\.?|nummern?|users?|persons?|people|entries|entry|rows?|lines?) #?(?P<a>\d{1,2}(?:(?:,| and|,? and|&| &|/| und| et| y| e| en) ?#?\d{1,2})*)(?-u:\b)|(?:^|[,;] ?(?:and |but )?)#?(?P<b>\d{1,2}(?:(?:,| and|,? and|&| &|/) ?#?\d{1,2})*) (?:stay|stays|wait|waits|hold|should|can|may|must|are to|is to|need|needs|get|gets|please|on hold|now|later)(?-u:\b)").expect("a valid pattern")
});

/// Notes those whom a text means by their place in the list.
pub(super) fn by_place(folded: &Folded, known: &Roster, noted: &mut Noted) {
    for found in NUMBERS.captures_iter(&folded.text) {
        let (whole, list) = (found.get(0), found.name("a").or(found.name("b")));
        let (Some(whole), Some(list)) = (whole, list) else {
            continue;
        };
        let numbers = list.as_str().split(|c: char| !c.is_ascii_digit());
        let people: Vec<usize> = numbers.filter_map(|number| number.parse().ok()).collect();
        if known.len() > 1 && people.iter().all(|number| (1..=known.len()).contains(number)) {
            let people = people.into_iter().map(|number| number - 1).collect();
            noted.add(folded.source(whole.range()), Whom::People(people));
        }
    }
    for found in SEVERAL.captures_iter(&folded.text) {
        let place = found.name("place").or(found.name("place2"));
        let count = found.name("count").or(found.name("count2"));
        let (Some(whole), Some(place), Some(count)) = (found.get(0), place, count) else {
            continue;
        };
        if let Some(people) = several(place.as_str(), count.as_str(), known.len()) {
            noted.add(folded.source(whole.range()), Whom::People(people));
        }
    }
    for found in SINGLE.captures_iter(&folded.text) {
        let whole = found.get(0).map_or(0..0, |found| found.range());
        match (found.name("of_two"), found.name("place")) {
            (Some(word), _) if word.as_str() == "former" => noted.add(folded.source(whole), Whom::Former),
            (Some(_), _) => noted.add(folded.source(whole), Whom::Latter),
            (None, Some(place))
                if TELLING.is_match(&folded.text[place.end()..]) && !DATING.is_match(&folded.text[..whole.start]) =>
            {
                if let Some(people) = single(place.as_str(), known.len()) {
                    let end = whole.end.min(folded.text.trim_end().len());
                    noted.add(folded.source(whole.start..end), Whom::People(people));
                }
            }
            (None, _) => {}
        }
    }
}

/// "The first two", "the last one".
fn several(place: &str, count: &str, people: usize) -> Option<Vec<usize>> {
    let count = match count {
        "couple" | "pair" | "beide" | "beiden" => 2,
        word => usize::try_from(calendar::number(word)?).ok()?,
    };
    let range: Range<usize> = if LAST.contains(&place) {
        people - count.min(people)..people
    } else {
        0..count.min(people)
    };
    (people > 1).then(|| range.collect())
}

/// "The second"; nobody, where there are not so many.
fn single(place: &str, people: usize) -> Option<Vec<usize>> {
    let at = PLACES.iter().position(|words| words.contains(&place));
    let index = at.or_else(|| (place == "last").then(|| people.saturating_sub(1)))?;
    let only = people == 1 && index == 0;
    (people > 0 && !only).then(|| (index..people).take(1).collect())
}
