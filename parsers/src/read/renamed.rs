//! Names that are put right: "Cillian's surname is Brophy, not Burke", "it is spelled Katharine, not Catherine".
//!
//! Only a sentence that speaks of names or of spelling does that, and only to the one person whose name it is.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::evidence::{Evidence, Evidenced};
use crate::names;
use crate::read::{Context, activation, sentences};
use crate::text::{Flow, fold};

/// "Cillian's surname is Brophy".
static SURNAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<who>\p{Lu}[\p{L}-]+)['’]s (?:correct |real |right )?(?P<which>(?:sur|last |family |first |given |fore)name|name) (?:is|should be|must be|reads) (?:actually |really |now |spelled |spelt |written )*(?P<new>\p{Lu}[\p{L}'’-]+)").expect("a valid pattern")
});
/// "Brophy, not Burke", "Brophy instead of Burke".
static NOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<new>\p{Lu}[\p{L}'’-]+),? (?:(?:and |und |et )?(?:not|nicht|pas|niet|non|não|no)|instead of|rather than|statt|au lieu de|in plaats van|en lugar de|en vez de) (?P<old>\p{Lu}[\p{L}'’-]+)").expect("a valid pattern")
});
/// "Burke should be spelled Bourke".
static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<old>\p{Lu}[\p{L}'’-]+) (?:is|should be|must be|wird|s'écrit|se escribe) (?:actually |really |in fact |correctly )*(?:spelled|spelt|written|geschrieben|called)?:? ?(?:as )?(?P<new>\p{Lu}[\p{L}'’-]+)").expect("a valid pattern")
});
static SPEAKS_OF_NAMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:sur|last |first |fore|family |given )?names?(?-u:\b)|spell\w*|spelt|typo\w*|misspel\w+|written|geschrieben|schreibt|nachname|vorname|s'ecrit|nom de famille|prenom|apellido|se escribe|sobrenome|se escreve|achternaam|cognome").expect("a valid pattern")
});

/// A word of a name that is another one, with its place.
#[derive(Debug)]
pub(crate) struct Renamed {
    /// The word that was wrong; none where the last word of the name is meant.
    old: Option<String>,
    /// Another word of the person's name.
    who: Option<String>,
    new: String,
    evidence: Evidence,
    first: bool,
}

/// More names than this are put right in no mail, and each is looked for among everybody.
pub(crate) const MOST: usize = 20;

/// What the lines of a voice put right.
pub(crate) fn read<'l>(context: &'l Context<'_>, lines: &'l [Flow]) -> impl Iterator<Item = Renamed> + 'l {
    let sentences = lines
        .iter()
        .flat_map(|line| sentences::split(&line.text).into_iter().map(|range| line.cut(range)));
    let telling = sentences.filter(|sentence| {
        let folded = fold(&sentence.text);
        SPEAKS_OF_NAMES.is_match(&folded) && !activation::speaks(&sentence.text) && !folded.ends_with('?')
    });
    telling.flat_map(|sentence| of_sentence(context, &sentence))
}

fn of_sentence(context: &Context<'_>, sentence: &Flow) -> Vec<Renamed> {
    let text = sentence.text.as_str();
    let word = |range: Range<usize>| text[range].trim_end_matches(['\'', '’', '-']).to_owned();
    let mut out = Vec::new();
    for found in SURNAME.captures_iter(text) {
        if let (Some(who), Some(new), Some(which)) = (found.name("who"), found.name("new"), found.name("which")) {
            let first = ["first", "given", "fore"]
                .iter()
                .any(|lead| which.as_str().to_lowercase().starts_with(lead));
            let whole = which.as_str().eq_ignore_ascii_case("name");
            out.push(Renamed {
                old: (first || whole).then(|| fold(who.as_str())),
                who: Some(fold(who.as_str())),
                new: word(new.range()),
                evidence: context.doc.evidence(sentence.source(new.range())),
                first,
            });
        }
    }
    for pattern in [&NOT, &SPELLED] {
        for found in pattern.captures_iter(text) {
            if let (Some(new), Some(old)) = (found.name("new"), found.name("old")) {
                out.push(Renamed {
                    old: Some(fold(old.as_str())),
                    who: None,
                    new: word(new.range()),
                    evidence: context.doc.evidence(sentence.source(new.range())),
                    first: false,
                });
            }
        }
    }
    out
}

impl Renamed {
    /// The name put right, if it is this one that was wrong.
    pub(crate) fn of(&self, name: &str) -> Option<Evidenced<String>> {
        let words: Vec<&str> = name.split(' ').collect();
        let is = |word: &str, other: &str| fold(word) == other;
        let has = |other: &str| words.iter().any(|word| is(word, other));
        if words.len() < 2 || has(&fold(&self.new)) || self.who.as_ref().is_some_and(|who| !has(who)) {
            return None;
        }
        let at = match &self.old {
            Some(old) => words.iter().position(|word| is(word, old))?,
            None if self.first => 0,
            None => words.len() - 1,
        };
        // "Cillian's surname" does not change "Cillian".
        if self.old.is_none() && self.who.as_ref().is_some_and(|who| is(words[at], who)) {
            return None;
        }
        let mut put_right = words;
        put_right[at] = &self.new;
        let whole = put_right.join(" ");
        names::looks_like_name(&whole).then(|| Evidenced::read_at(whole, self.evidence.clone()))
    }
}
