//! Where the values of people come from, as the page tells it: the words of a mail, or who typed them; and both sides of what
//! a mail contradicts itself in.

use greenroom_parsers::{Evidence, User};

use super::super::rows;
use super::load::{LoadedMail, Reading};
use super::marks::Marks;
use super::people::Rows;
use crate::domain::matching::folded;
use crate::domain::provenance::Giver;
use crate::domain::ticket::Person;

/// Where a value comes from.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SourceView {
    /// In words; empty where there is no value.
    pub(super) words: String,
    /// The id of its place in the mail; empty where it has none.
    pub(super) anchor: String,
}

/// One side of a contradiction, as a choice.
pub(super) struct ReadingView {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) when: &'static str,
    pub(super) day: String,
}

impl Rows<'_> {
    /// Where a value of a person comes from.
    pub(super) fn source(&self, person: &Person, name: &str, present: &str, marks: &mut Marks) -> SourceView {
        let value = format!("p{}-{name}", person.no);
        let origin = |name: &str| self.origins.get(&(Some(person.no), name.to_owned()));
        // A day that was named is a source of its own; else the word that says "hold".
        let until = (name == "activate" && person.hold_until.is_some()).then(|| origin("hold_until"));
        let Some(origin) = until.flatten().or_else(|| origin(name)).filter(|_| !present.is_empty()) else {
            return SourceView::default();
        };
        match &origin.giver {
            Giver::Person(who) => SourceView {
                words: format!(
                    "{} {who}, {}",
                    if name == "activate" { "decided by" } else { "typed by" },
                    rows::short(origin.at, &self.loaded.ticket.terms.zone)
                ),
                anchor: String::new(),
            },
            Giver::Mail(mail) => {
                let found = self.loaded.mails.iter().position(|known| known.id == *mail);
                let read = found.and_then(|at| Some((at, evidence(&self.loaded.mails[at], person, name)?)));
                match read {
                    Some((at, evidence)) => SourceView {
                        words: if evidence.text == present {
                            "in the mail".into()
                        } else {
                            said(&evidence.text)
                        },
                        anchor: marks.add(at, evidence, &value),
                    },
                    None => SourceView {
                        words: "the mail".into(),
                        anchor: String::new(),
                    },
                }
            }
        }
    }

    /// Both sides of what a mail contradicts itself in about a person.
    pub(super) fn readings(&self, person: &Person, id: &str, marks: &mut Marks) -> Vec<ReadingView> {
        if !self.is_reviewer || !person.has_problem("conflicting_activation") {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (number, mail) in self.loaded.mails.iter().enumerate().rev() {
            let meant = |reading: &&Reading| user(mail, reading.user).is_some_and(|user| is_same(user, person));
            let sides: Vec<&Reading> = mail.readings.iter().filter(meant).collect();
            if sides.len() < 2 {
                continue;
            }
            for (at, side) in sides.into_iter().enumerate() {
                let reading = format!("{id}-reading{at}");
                marks.add(number, &side.evidence, &reading);
                found.push(reading_view(reading, side));
            }
            break;
        }
        found
    }
}

/// Words of a mail, in short.
pub(super) fn said(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("“{}…”", &line[..at]),
        None => format!("“{line}”"),
    }
}

fn reading_view(id: String, side: &Reading) -> ReadingView {
    let day = side.says.strip_prefix("hold until ").unwrap_or_default();
    let (when, does) = match (side.says.as_str(), day) {
        ("now", _) => ("now", "activate now".to_owned()),
        (_, "") => ("before_go_live", "hold until a week before go-live".to_owned()),
        (_, day) => ("on", format!("hold until {day}")),
    };
    ReadingView {
        id,
        words: format!("{} wrote {}: {does}", side.by, said(&side.evidence.text)),
        when,
        day: day.to_owned(),
    }
}

fn user(mail: &LoadedMail, index: usize) -> Option<&User> {
    mail.extraction.as_ref()?.users.get(index)
}

fn is_same(user: &User, person: &Person) -> bool {
    let fold = |text: &Option<String>| text.as_deref().map(folded);
    let details = &person.details;
    match (&user.email, &details.email) {
        (Some(_), Some(_)) if fold(&user.email) == fold(&details.email) => true,
        _ => user.name.is_some() && fold(&user.name) == fold(&details.name),
    }
}

/// The words of a mail that gave a person a value; of an address that was corrected since, by the name.
fn evidence<'m>(mail: &'m LoadedMail, person: &Person, name: &str) -> Option<&'m Evidence> {
    let users = &mail.extraction.as_ref()?.users;
    let by_place = usize::try_from(person.no.0)
        .ok()
        .and_then(|no| users.get(no.checked_sub(1)?));
    let found = users.iter().find(|user| is_same(user, person));
    let user = found.or(by_place.filter(|user| user.name.is_none()))?;
    let name = match name {
        "activate" if person.hold_until.is_some() && user.evidence.contains_key("hold_until") => "hold_until",
        other => other,
    };
    let evidence = user.evidence.get(name)?;
    stands(mail, evidence).then_some(evidence)
}

/// Whether the words still stand where they were read.
pub(super) fn stands(mail: &LoadedMail, evidence: &Evidence) -> bool {
    let parts = mail.shown.iter().flat_map(|shown| &shown.parts);
    let part = parts.into_iter().find(|part| part.part == evidence.part);
    let length = evidence.end.saturating_sub(evidence.start);
    part.is_some_and(|part| {
        part.text
            .chars()
            .skip(evidence.start)
            .take(length)
            .eq(evidence.text.chars())
    })
}
