//! Requests of which nobody can tell whose link they mean: "activate the rest", "both" of three, "she" under a list.

use std::sync::LazyLock;

use regex::Regex;

use super::Speech;
use crate::read::segments::Segment;
use crate::read::whom::Whom;
use crate::statement::{About, Rank};
use crate::text::fold;

static BOTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:both|(?:the|these|those) two|the pair|beide|les deux|ambos|ambas|los dos|las dos|os dois|as duas|entrambi|entrambe|allebei)(?-u:\b)").expect("a valid pattern")
});
static ONE_PERSON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)the (?:person|guy|lady|man|woman|girl|boy|younger|older|tall|new one|other one)(?-u:\b)")
        .expect("a valid pattern")
});
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<the>(?-u:\b)(?:the|all|these|those|die|les|los|las|alle|tutti|tutte|i|os|as|de|both) )?(?-u:\b)(?P<number>two|three|four|five|six|seven|eight|nine|zwei|drei|vier|deux|trois|quatre|dos|tres|cuatro|dois|twee|drie|vier|due|tre|quattro|[2-9]) (?:of (?:them|these|those)|of the (?:users|people)|de (?:ellos|ellas)|d'entre (?:eux|elles)|von ihnen|van (?:hen|ze)|di loro|deles|delas)(?-u:\b)").expect("a valid pattern")
});

impl Speech<'_, '_> {
    /// Whether a request speaks of people, and nobody can tell of whom.
    pub(super) fn is_unsure_whose(&self, text: &str, segment: &Segment, about: Option<&(About, Rank)>) -> bool {
        // "She can be activated", and nobody knows who she is: nobody is.
        let one = matches!(segment.whom, Some(Whom::One | Whom::Former | Whom::Latter));
        if about.is_none() && one && self.unsaid().is_none() {
            return true;
        }
        // "Activate both" under a list of three.
        let all = about.is_none_or(|(about, _)| matches!(about, About::AllBut(but) if but.is_empty()));
        let folded = fold(text);
        let placed = ["prim", "premi", "first", "last", "top"]
            .iter()
            .any(|word| folded.contains(word));
        let both = all && self.known.len() > 2 && !placed && BOTH.is_match(&folded);
        // "She can have hers now" under a list of several.
        let adrift = segment.whom == Some(Whom::One) && self.adrift && self.known.len() > 1;
        // "Activate the rest", and nobody was singled out before.
        let rest = segment.whom == Some(Whom::Rest) && segment.except.is_empty() && !self.told.tells_apart();
        // "All but Xoel", and nobody is known by that name: somebody is to be held, and nobody knows who.
        let excepted = segment.except_at.is_some() && segment.except.is_empty() && segment.whom != Some(Whom::Rest);
        both || adrift || rest || excepted || self.is_one_of_several(text, segment, about)
    }

    /// "Create Jane (…) and Tom (…) and activate her today", "create both and activate her": nobody knows which of them.
    fn is_one_of_several(&self, text: &str, segment: &Segment, about: Option<&(About, Rank)>) -> bool {
        static HER: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(?:he|him|his|he's|she|her|hers|she's|ihm|ihn|elle|ella|ela|hij|hem|zij|haar|lui|lei)(?-u:\b)")
                .expect("a valid pattern")
        });
        static ASKED_FOR_HER: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(?:activate|invite|enable|unlock|reactivate|switch) (?:her|him)(?: (?:now|today|please|straight|right|immediately|asap|at|as|too|already|first|on|in)|[.!?,;]|$)")
                .expect("a valid pattern")
        });
        let several = match about {
            Some((About::People(people), _)) => people.len() > 1,
            Some((About::AllBut(but), _)) => self.known.len() > but.len() + 1,
            Some((About::OfKind(..), _)) => true,
            None => false,
        };
        if several {
            return ASKED_FOR_HER.is_match(&fold(text));
        }
        let titled = |person: &usize| {
            self.known
                .people
                .get(*person)
                .is_some_and(|known| known.title.is_some())
        };
        // "Please add Tom (…) and Jane (…). He needs his link today."
        if segment.whom == Some(Whom::One) && self.owner.is_none() {
            return self.named_last.len() > 1 && !self.named_last.iter().any(titled);
        }
        let Some(Whom::People(people)) = &segment.whom else {
            return false;
        };
        let behind = segment.told_until.saturating_sub(segment.range.start).min(text.len());
        // "Mr Marsh … and activate him": the title tells.
        !segment.beside.is_empty()
            && !people.iter().any(titled)
            && HER.is_match(&fold(text.get(behind..).unwrap_or_default()))
    }

    /// Whether the words that are left of a request, without those for people who are known, speak of nobody else.
    pub(super) fn tells_who(&self, folded: &str) -> bool {
        // "The person with level 2": one of several.
        let one = self.known.len() > 1 && ONE_PERSON.is_match(folded);
        !one && self.counts_all(folded)
    }

    /// "Two of them": nobody knows which, unless there are no more.
    fn counts_all(&self, folded: &str) -> bool {
        static COUNT: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(?P<number>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w+ )?(?:users?|people|persons|links?|accounts|invites?|invitations|logins)(?-u:\b)|(?:^|\s)(?P<of_list>#\d{1,2}|\d{1,2}(?: and | & |-)\d{1,2}|number (?:one|two|three|four|five|\d))(?-u:\b)|(?-u:\b)all (?P<all>three|four|five|six|seven|eight|nine|ten|\d{1,2})(?-u:\b)").expect("a valid pattern")
        });
        static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(?:a|one|any|the(?: new)?|that|this|just one|only one) (?:user|person|account holder)(?-u:\b)|(?-u:\b)(?:activate|invite) one(?-u:\b)").expect("a valid pattern")
        });
        let people = self.known.len();
        let fits = |found: regex::Captures<'_>| {
            let number = found.name("number").or(found.name("all"));
            number.is_some_and(|word| {
                let number = crate::lexicon::calendar::number(word.as_str());
                number.is_none_or(|number| usize::try_from(number) == Ok(people))
            })
        };
        if people > 1 && (SINGLE.is_match(folded) || !COUNT.captures_iter(folded).all(fits)) {
            return false;
        }
        COUNTED.captures_iter(folded).all(|found| {
            let number = found
                .name("number")
                .and_then(|word| crate::lexicon::calendar::number(word.as_str()));
            found.name("the").is_some() || number.is_none_or(|number| usize::try_from(number) == Ok(self.known.len()))
        })
    }
}
