//! The rows of the form: what was typed, what was only suggested, and what keeps a row from being added.

use std::collections::BTreeMap;

use super::super::ticket::request;
use super::super::visit::Fields;
use crate::domain::event::Request;
use crate::domain::further;
use crate::domain::matching::{folded, has_address};
use crate::domain::ticket::{PersonState, Ticket};
use crate::web::door::Refusal;

/// More rows than anybody looks through at once.
const MOST_ROWS: usize = 100;
/// So many rows are there to begin with, and so many empty ones below those that are filled.
const FIRST_ROWS: usize = 4;
const EMPTY_ROWS: usize = 2;

/// A row of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) email: String,
    /// The address once more.
    pub(super) again: String,
    pub(super) level: String,
    pub(super) roles: String,
    /// The further fields of the profile, by their name.
    pub(super) further: BTreeMap<&'static str, String>,
    pub(super) when: String,
    pub(super) day: String,
    /// Nobody typed it: it was read in lines.
    pub(super) is_suggested: bool,
    /// The address as it was suggested.
    pub(super) given: String,
    /// A person has compared it.
    pub(super) is_confirmed: bool,
    /// Why it cannot be added as it is.
    pub(super) wrong: String,
}

impl Row {
    pub(super) fn is_empty(&self) -> bool {
        let typed = [&self.name, &self.email, &self.again, &self.level, &self.roles];
        let typed = typed.into_iter().chain(self.further.values());
        typed.into_iter().all(|text| text.trim().is_empty())
    }

    /// Whether it is only suggested so far, and so counts for nothing.
    pub(super) fn waits(&self) -> bool {
        self.is_suggested && !self.is_confirmed && !self.is_empty()
    }

    /// Whether it is to be added.
    pub(super) fn counts(&self) -> bool {
        !self.is_empty() && !self.waits()
    }

    /// The person of the row; `all` is when the link goes out where the row says nothing. An address has to be typed twice, unless it stands as it was suggested and was confirmed.
    fn request(&self, all: &Moment) -> Result<Request, String> {
        let (email, again) = (self.email.trim(), self.again.trim());
        let as_suggested = self.is_suggested && email == self.given.trim();
        if !as_suggested && !email.eq_ignore_ascii_case(again) {
            let words = if again.is_empty() {
                "Type the address a second time."
            } else {
                "The two addresses are not the same: compare both with the document."
            };
            return Err(words.into());
        }
        let own = !self.when.is_empty() || !self.day.is_empty();
        let (when, day) = if own {
            (&self.when, &self.day)
        } else {
            (&all.when, &all.day)
        };
        // A day that was typed says when, also where nothing was chosen beside it.
        let on = "on".to_owned();
        let when = if when.is_empty() && !day.is_empty() { &on } else { when };
        let fields = [
            ("name", &self.name),
            ("email", &self.email),
            ("level", &self.level),
            ("roles", &self.roles),
            ("when", when),
            ("day", day),
        ];
        let further = self.further.iter().map(|(name, value)| (*name, value));
        let fields = fields.into_iter().chain(further);
        let fields = fields.map(|(name, value)| (name.to_owned(), value.clone()));
        request(&Fields::of(fields.collect())).map_err(|refusal| match refusal {
            Refusal::Invalid(words) | Refusal::NotNow(words) => words,
            Refusal::NoSuchTicket(_) | Refusal::Stale { .. } | Refusal::Store(_) => "This cannot be taken.".into(),
        })
    }
}

/// When links go out, as a form says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) when: String,
    pub(super) day: String,
}

/// Everything that was typed on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) rows: Vec<Row>,
    /// Lines to be read.
    pub(super) lines: String,
    /// For all rows that say nothing else.
    pub(super) all: Moment,
    /// The document beside it.
    pub(super) document: String,
    /// Everybody of the documents is typed in.
    pub(super) is_complete: bool,
}

impl Form {
    /// The form of these fields, which a browser sent or a session kept.
    pub(super) fn read<'f>(fields: impl Iterator<Item = (&'f str, &'f str)>) -> Self {
        let mut form = Self::default();
        let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
        for (name, value) in fields {
            match name {
                "lines" => value.clone_into(&mut form.lines),
                "when-all" => value.clone_into(&mut form.all.when),
                "day-all" => value.clone_into(&mut form.all.day),
                "document" => value.clone_into(&mut form.document),
                "complete" => form.is_complete = value == "yes",
                _ => {
                    let number = |(_, number): (&str, &str)| number.parse().ok().filter(|number| *number < 10_000);
                    let Some(number) = name.split_once('-').and_then(number) else {
                        continue;
                    };
                    let row = rows.entry(number).or_default();
                    row.fill(name.split('-').next().unwrap_or_default(), value);
                }
            }
        }
        form.rows = rows
            .into_values()
            .filter(|row| !row.is_empty())
            .take(MOST_ROWS)
            .collect();
        form
    }

    /// Says at each row what is the matter with it; true if none of those that count has anything.
    pub(super) fn check(&mut self, ticket: &Ticket) -> bool {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let there = ticket.people.iter();
        for person in there.filter(|person| !matches!(person.state, PersonState::Cancelled { .. })) {
            if let Some(email) = &person.details.email {
                let words = format!(
                    "{} is on the ticket with this address.",
                    person.details.called(person.no)
                );
                known.insert(folded(email), words);
            }
        }
        let mut is_fine = true;
        for row in &mut self.rows {
            row.wrong.clear();
            if !row.counts() {
                continue;
            }
            let address = folded(row.email.trim());
            let twice = known.get(&address).filter(|_| !address.is_empty());
            match (twice, row.request(&self.all)) {
                (Some(words), _) => row.wrong.clone_from(words),
                (None, Err(words)) => row.wrong = words,
                (None, Ok(_)) => {
                    known.insert(address, "Another row has this address.".into());
                }
            }
            is_fine &= row.wrong.is_empty();
        }
        is_fine
    }

    /// The people of all rows that count.
    pub(super) fn requests(&self) -> Result<Vec<Request>, String> {
        let counting = self.rows.iter().filter(|row| row.counts());
        counting.map(|row| row.request(&self.all)).collect()
    }

    /// Leaves what is only suggested.
    pub(super) fn keep_suggestions(&mut self) {
        self.rows.retain(Row::waits);
    }

    /// Adds suggestions whose address is in no row and on no person of the ticket yet. Says how many, and for how many there
    /// was no room.
    pub(super) fn suggest(&mut self, found: Vec<Row>, ticket: &Ticket) -> (usize, usize) {
        let (mut added, mut left) = (0, 0);
        for row in found {
            let same = |other: &Row| !row.email.is_empty() && folded(&other.email) == folded(&row.email);
            let is_there = has_address(ticket, &folded(&row.email));
            if is_there || self.rows.iter().any(same) {
                continue;
            }
            if self.rows.len() < MOST_ROWS {
                self.rows.push(row);
                added += 1;
            } else {
                left += 1;
            }
        }
        (added, left)
    }

    /// Counts the rows and adds empty ones, so that there is always room.
    pub(super) fn with_room(mut self) -> Self {
        let filled = self.rows.len();
        let wanted = (filled + EMPTY_ROWS).max(FIRST_ROWS).min(MOST_ROWS.max(filled));
        self.rows.resize(wanted, Row::default());
        for (number, row) in (1..).zip(&mut self.rows) {
            row.number = number;
        }
        self
    }
}

impl Row {
    fn fill(&mut self, field: &str, value: &str) {
        let place = match field {
            "name" => &mut self.name,
            "email" => &mut self.email,
            "again" => &mut self.again,
            "level" => &mut self.level,
            "roles" => &mut self.roles,
            "when" => &mut self.when,
            "day" => &mut self.day,
            "given" => &mut self.given,
            "suggested" => {
                self.is_suggested = value == "yes";
                return;
            }
            "confirmed" => {
                self.is_confirmed = value == "yes";
                return;
            }
            _ => {
                if let Some(field) = further::named(field) {
                    self.further.insert(field.name, value.to_owned());
                }
                return;
            }
        };
        value.clone_into(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ticket::Wish;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::read(pairs.iter().copied())
    }

    #[test]
    fn an_address_is_typed_twice_and_a_suggestion_is_confirmed() {
        let typed = form(&[("name-1", "Kim"), ("email-1", "kim@a.example"), ("when-1", "now")]);
        assert_eq!(typed.requests().unwrap_err(), "Type the address a second time.");
        let other = form(&[("email-1", "kim@a.example"), ("again-1", "kim@b.example")]);
        assert!(other.requests().unwrap_err().starts_with("The two addresses"));
        let same = form(&[("email-1", "kim@a.example"), ("again-1", "Kim@a.example ")]);
        assert_eq!(same.requests().unwrap().len(), 1);
        let suggested = [
            ("email-2", "lu@a.example"),
            ("given-2", "lu@a.example"),
            ("suggested-2", "yes"),
        ];
        assert!(form(&suggested).requests().unwrap().is_empty(), "nobody confirmed it");
        let confirmed = [&suggested[..], &[("confirmed-2", "yes")]].concat();
        assert_eq!(form(&confirmed).requests().unwrap().len(), 1);
        let changed = [&[("email-2", "lou@a.example")], &confirmed[1..]].concat();
        assert!(form(&changed).requests().is_err(), "what was changed is typed twice");
    }

    #[test]
    fn a_day_counts_without_a_choice_and_a_row_before_everybody() {
        let all = [
            ("when-all", "now"),
            ("name-1", "Kim"),
            ("name-2", "Lu"),
            ("day-2", "2027-04-05"),
        ];
        let requests = form(&all).requests().unwrap();
        assert_eq!((requests[0].wish, requests[0].hold_until), (Wish::Now, None));
        assert_eq!(requests[1].wish, Wish::Hold);
        assert_eq!(requests[1].hold_until.unwrap().to_string(), "2027-04-05");
    }

    #[test]
    fn further_fields_are_taken_with_the_row() {
        let typed = form(&[
            ("name-1", "Kim"),
            ("role-1", "Distributor"),
            ("facilities-1", "Pine General; St. Mary's, Dallas"),
            ("physicians-1", "none"),
            ("trained-1", "yes"),
            ("ship_to-1", ""),
        ]);
        let fields = &typed.requests().unwrap()[0].details.fields;
        assert_eq!(fields["role"], "Distributor");
        assert_eq!(
            fields["facilities"],
            serde_json::json!(["Pine General", "St. Mary's, Dallas"])
        );
        assert_eq!(fields["physicians"], serde_json::json!([]));
        assert_eq!(fields["trained"], true);
        assert!(!fields.contains_key("ship_to"), "nobody said");
        let wrong = form(&[("name-1", "Kim"), ("trained-1", "maybe")]);
        assert!(wrong.requests().unwrap_err().starts_with("Trained: expected yes or no"));
        let alone = form(&[("role-3", "Custodian")]);
        assert_eq!(alone.rows.len(), 1, "a row with nothing but a role is not empty");
        assert_eq!(alone.requests().unwrap_err(), "Type a name or an address.");
    }

    #[test]
    fn empty_rows_are_none_and_there_is_always_room() {
        let form = form(&[
            ("when-1", "now"),
            ("name-3", "Kim"),
            ("name-x", "?"),
            ("lines", "a"),
            ("name-99999", "no"),
        ]);
        assert_eq!(form.rows.len(), 1);
        let numbers: Vec<usize> = form.with_room().rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }
}
