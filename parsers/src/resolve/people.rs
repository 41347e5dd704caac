//! Who is who: entries about the same person brought together, by address, then by name.
//!
//! The same address under two different names is two people. The newest address wins over an older one.

use std::collections::HashMap;

use crate::conversation::Conversation;
use crate::evidence::Evidenced;
use crate::extraction::Mailbox;
use crate::read::subject::Known;
use crate::statement::{Claim, EmailReading, Entry, LevelReading};
use crate::text::key;

/// A person with everything that names them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    pub(crate) entries: Vec<usize>,
    pub(crate) name: Option<Evidenced<String>>,
    pub(crate) email: Option<Evidenced<String>>,
    pub(crate) invalid_email: bool,
    pub(crate) asked: bool,
    email_age: usize,
}

/// Tells one kind of claim from the others.
type IsKind = fn(&Claim) -> bool;

/// Fills in what "same as above" takes over, in the order of the text.
pub(crate) fn copy_dittos(entries: &mut [Entry]) {
    for index in 1..entries.len() {
        let (above, below) = entries.split_at_mut(index);
        let (Some(above), Some(entry)) = (above.last(), below.first_mut()) else {
            continue;
        };
        if above.voice != entry.voice {
            continue;
        }
        let ditto = entry.ditto;
        let has = |entry: &Entry, wanted: IsKind| entry.said.iter().any(|said| wanted(&said.claim));
        let kinds: [(bool, IsKind); 3] = [
            (ditto.level, |claim| matches!(claim, Claim::Level(_))),
            (ditto.roles, |claim| matches!(claim, Claim::Roles(_))),
            (ditto.activation, |claim| matches!(claim, Claim::Activation { .. })),
        ];
        for (wanted, is_kind) in kinds {
            if wanted && !has(entry, is_kind) {
                entry
                    .said
                    .extend(above.said.iter().filter(|said| is_kind(&said.claim)).cloned());
            }
        }
    }
}

/// Brings entries together; the order is that of the first mention.
pub(crate) fn gather(conversation: &Conversation, entries: &[Entry]) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    // Corrections name people by half a name; those who are named in full come first.
    order.sort_by_key(|index| (entries[*index].correction, first_only(&entries[*index])));
    for index in order {
        let entry = &entries[index];
        let age = conversation.voices[entry.voice].age;
        match find(&people, entries, entry) {
            Some(person) => people[person].take(index, entry, age),
            None => {
                let mut person = Person::default();
                person.take(index, entry, age);
                people.push(person);
            }
        }
    }
    people.sort_by_key(|person| person.entries.iter().min().copied());
    people
}

fn first_only(entry: &Entry) -> bool {
    entry.address().is_none() && entry.name().is_none_or(|name| !name.contains(' '))
}

fn find(people: &[Person], entries: &[Entry], entry: &Entry) -> Option<usize> {
    let by_address = entry.address().and_then(|email| {
        people.iter().position(|person| {
            let same = person.entries.iter().any(|other| {
                entries[*other]
                    .address()
                    .is_some_and(|other| other.eq_ignore_ascii_case(email))
            });
            same && agree(person.name.as_ref().map(|name| name.value().as_str()), entry.name())
        })
    });
    if by_address.is_some() {
        return by_address;
    }
    let name = entry.name()?;
    let mut hits = people.iter().enumerate().filter(|(_, person)| {
        let named = person
            .name
            .as_ref()
            .is_some_and(|other| agree(Some(other.value()), Some(name)));
        let whole = person
            .name
            .as_ref()
            .is_some_and(|other| key(other.value()) == key(name));
        let other_voice = person.entries.iter().all(|other| entries[*other].voice != entry.voice);
        let addressed = person.email.is_some() && entry.address().is_some();
        named && (!addressed || entry.correction || other_voice && whole)
    });
    match (hits.next(), hits.next()) {
        (Some((index, _)), None) => Some(index),
        (Some((index, person)), Some(_)) => person
            .name
            .as_ref()
            .filter(|other| key(other.value()) == key(name))
            .map(|_| index),
        (None, _) => None,
    }
}

/// Whether two names can be one person's: equal, or one is a part of the other.
fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    let (one, other) = (key(one), key(other));
    let one: Vec<&str> = one.split(' ').collect();
    let other: Vec<&str> = other.split(' ').collect();
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short.iter().all(|word| {
        long.contains(word) || (word.chars().count() == 1 && long.iter().any(|other| other.starts_with(word)))
    })
}

impl Person {
    fn take(&mut self, index: usize, entry: &Entry, age: usize) {
        self.entries.push(index);
        self.asked |= entry.asked;
        let longer = |name: &Evidenced<String>| {
            self.name
                .as_ref()
                .is_none_or(|own| name.value().split(' ').count() > own.value().split(' ').count())
        };
        if let Some(name) = entry.name.clone().filter(|name| longer(name)) {
            self.name = Some(name);
        }
        match &entry.email {
            EmailReading::Address(email) if self.email.is_none() || age < self.email_age => {
                self.email = Some(email.clone());
                self.email_age = age;
            }
            EmailReading::Invalid(_) => self.invalid_email = true,
            EmailReading::Address(_) | EmailReading::None => {}
        }
    }
}

/// The people as clauses know them.
pub(crate) fn known(people: &[Person], entries: &[Entry], author: &Mailbox) -> Vec<Known> {
    people
        .iter()
        .map(|person| {
            let email = person.email.as_ref().map(|email| email.value().clone());
            let name = person.name.as_ref().map(|name| name.value().clone());
            let is_author = email.is_some() && email == author.email;
            let alias = person.entries.iter().find_map(|entry| entries[*entry].alias.clone());
            let level = person.entries.iter().find_map(|entry| level_of(&entries[*entry]));
            Known {
                name,
                email,
                is_author,
                alias,
                level,
            }
        })
        .collect()
}

/// The later of two people with one address and different names.
pub(crate) fn duplicates(users: &[crate::extraction::User]) -> Vec<usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut out = Vec::new();
    for (index, user) in users.iter().enumerate() {
        if let Some(email) = &user.email
            && seen.insert(email.to_lowercase(), index).is_some()
        {
            out.push(index);
        }
    }
    out
}

/// The level an entry states.
fn level_of(entry: &Entry) -> Option<u8> {
    entry.said.iter().find_map(|said| match said.claim {
        Claim::Level(LevelReading::Is(level)) => Some(level),
        Claim::Level(_) | Claim::Activation { .. } | Claim::Roles(_) | Claim::Field(_) => None,
    })
}
