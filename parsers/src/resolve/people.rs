//! Who is who: entries about the same person brought together, by address, then by name.
//!
//! The same address under two different names is two people. The newest address wins over an older one.

use std::collections::HashMap;

use crate::conversation::Conversation;
use crate::evidence::Evidenced;
use crate::extraction::Mailbox;
use crate::lexicon::labels::Slot;
use crate::read::roster::{Known, Roster, Title};
use crate::read::{readdressed, spelled};
use crate::statement::{Claim, EmailReading, Entry, FieldReading};
use crate::text::key;

/// A person with everything that names them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    pub(crate) entries: Vec<usize>,
    pub(crate) name: Option<Evidenced<String>>,
    pub(crate) email: Option<Evidenced<String>>,
    pub(crate) invalid_email: bool,
    pub(crate) asked: bool,
    pub(crate) barred: bool,
    email_age: usize,
    /// Every address that was given, in small letters.
    addresses: Vec<String>,
    /// The words of the name, folded.
    words: Vec<String>,
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

/// "Ship to: same as Nadine": what was said of the person named there, or of the one above.
pub(crate) fn copy_others(entries: &mut [Entry]) {
    for index in 1..entries.len() {
        let (above, below) = entries.split_at_mut(index);
        let Some(entry) = below.first_mut() else { continue };
        for (slot, words) in std::mem::take(&mut entry.copies) {
            let words = key(&words);
            let named = |other: &&Entry| {
                other
                    .name()
                    .is_some_and(|name| words.split(' ').any(|word| word_is(name, word)))
            };
            let Some(source) = above.iter().rev().find(named).or(above.last()) else {
                continue;
            };
            let copied = source.said.iter().filter(|said| is_of(slot, &said.claim));
            entry.said.extend(copied.cloned());
        }
    }
}

fn word_is(name: &str, word: &str) -> bool {
    word.len() > 2 && key(name).split(' ').any(|part| part == word)
}

fn is_of(slot: Slot, claim: &Claim) -> bool {
    match claim {
        Claim::Level(_) => slot == Slot::Level,
        Claim::Roles(_) => slot == Slot::Roles,
        Claim::Field(FieldReading::Facilities(_)) => slot == Slot::Facilities,
        Claim::Field(FieldReading::Physicians(_)) => slot == Slot::Physicians,
        Claim::Field(FieldReading::ShipTo(_)) => slot == Slot::ShipTo,
        Claim::Field(_) | Claim::Activation { .. } | Claim::Doubted | Claim::Removed => false,
    }
}

/// Brings entries together; the order is that of the first mention.
pub(crate) fn gather(conversation: &Conversation, entries: &[Entry]) -> Vec<Person> {
    let mut found = Found::default();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    // Corrections name people by half a name; those who are named in full come first.
    order.sort_by_key(|index| (entries[*index].correction, first_only(&entries[*index])));
    for index in order {
        let entry = &entries[index];
        let age = conversation.voices[entry.voice].age;
        let words = entry.name().map(words_of).unwrap_or_default();
        let person = found.find(entries, entry, &words).unwrap_or_else(|| {
            found.people.push(Person::default());
            found.people.len() - 1
        });
        found.people[person].take(index, entry, age);
        found.note(person, entry, words);
    }
    let mut people = found.people;
    people.sort_by_key(|person| person.entries.iter().min().copied());
    people
}

fn words_of(name: &str) -> Vec<String> {
    key(name).split(' ').map(str::to_owned).collect()
}

/// The people found so far, by address and by the words of their names.
#[derive(Default)]
struct Found {
    people: Vec<Person>,
    by_email: HashMap<String, Vec<usize>>,
    by_word: HashMap<String, Vec<usize>>,
    /// People who have a name of single letters only.
    initials: Vec<usize>,
}

impl Found {
    fn note(&mut self, person: usize, entry: &Entry, words: Vec<String>) {
        if let Some(email) = entry.address() {
            let people = self.by_email.entry(email.to_ascii_lowercase()).or_default();
            if people.last() != Some(&person) {
                people.push(person);
            }
        }
        if !words.is_empty() && words.iter().all(|word| word.chars().count() == 1) {
            self.initials.push(person);
        }
        for word in words {
            let people = self.by_word.entry(word).or_default();
            if people.last() != Some(&person) {
                people.push(person);
            }
        }
    }

    fn find(&self, entries: &[Entry], entry: &Entry, words: &[String]) -> Option<usize> {
        let by_address = entry
            .address()
            .and_then(|email| self.by_email.get(&email.to_ascii_lowercase()))
            .into_iter()
            .flatten()
            .copied()
            .filter(|person| agree(&self.people[*person].words, words))
            .min();
        if by_address.is_some() || words.is_empty() {
            return by_address.or_else(|| self.corrected(entries, entry));
        }
        if let Some(person) = self
            .instead(entry)
            .filter(|person| agree(&self.people[*person].words, words))
        {
            return Some(person);
        }
        let mut hits = self.candidates(words).into_iter().filter(|person| {
            let person = &self.people[*person];
            let other_voice = || person.entries.iter().all(|other| entries[*other].voice != entry.voice);
            let addressed = person.email.is_some() && entry.address().is_some();
            !person.words.is_empty()
                && agree(&person.words, words)
                && (!addressed
                    || entry.correction
                    || other_voice() && (person.words == words || is_first_name(person, entry, words)))
        });
        match (hits.next(), hits.next()) {
            (Some(index), None) => Some(index),
            (Some(index), Some(_)) => (self.people[index].words == words).then_some(index),
            (None, _) => None,
        }
    }

    /// "azubiri@x should be ander.z@x": the one person who has the other address of the sentence.
    fn instead(&self, entry: &Entry) -> Option<usize> {
        let others = entry.instead_of.iter().flatten();
        let mut hits: Vec<usize> = others
            .filter_map(|other| self.by_email.get(other))
            .flatten()
            .copied()
            .collect();
        hits.dedup();
        match hits.as_slice() {
            [person] => Some(*person),
            [] | [_, ..] => None,
        }
    }

    /// Whose address is put right where nobody is named: by the address beside it, by the name that the new one spells,
    /// or by the only one that it is much the same as.
    fn corrected(&self, entries: &[Entry], entry: &Entry) -> Option<usize> {
        if let Some(person) = self.instead(entry).or_else(|| self.spelled(entries, entry)) {
            return Some(person);
        }
        let email = entry.address().filter(|_| entry.instead_of.is_some())?;
        let alike = |person: &&usize| {
            let own = self.people[**person].email.as_ref();
            own.is_some_and(|own| readdressed::is_alike(own.value(), email))
        };
        let all: Vec<usize> = (0..self.people.len()).collect();
        let mut hits = all.iter().filter(alike);
        match (hits.next(), hits.next()) {
            (Some(index), None) => Some(*index),
            (Some(_) | None, _) => None,
        }
    }

    /// "His address is wrong, it must be shea.donnelly@x": the one person whom the new address spells.
    fn spelled(&self, entries: &[Entry], entry: &Entry) -> Option<usize> {
        let (local, _) = entry.address().filter(|_| entry.correction)?.split_once('@')?;
        let fits = |person: &&usize| {
            let person = &self.people[**person];
            let older =
                entry.instead_of.is_some() || person.entries.iter().all(|other| entries[*other].voice != entry.voice);
            let name = person.name.as_ref().map(|name| name.value().as_str());
            older && person.email.is_some() && name.is_some_and(|name| spelled::spells(local, name))
        };
        let all: Vec<usize> = (0..self.people.len()).collect();
        let mut hits = all.iter().filter(fits);
        match (hits.next(), hits.next()) {
            (Some(index), None) => Some(*index),
            (Some(_) | None, _) => None,
        }
    }

    /// Everybody who shares a word of the name; names of initials may fit anybody.
    fn candidates(&self, words: &[String]) -> Vec<usize> {
        if words.iter().all(|word| word.chars().count() == 1) {
            return (0..self.people.len()).collect();
        }
        let sharing = words.iter().filter_map(|word| self.by_word.get(word)).flatten();
        let mut out: Vec<usize> = sharing.chain(&self.initials).copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// "Ander is at ander.z@x now", of Ander Zubiri who has another address at the same house.
fn is_first_name(person: &Person, entry: &Entry, words: &[String]) -> bool {
    let house = |email: &str| email.rsplit('@').next().unwrap_or_default().to_owned();
    let same = person.email.as_ref().map(|email| house(email.value())) == entry.address().map(house);
    same && words.len() == 1 && (person.words.first() == words.first() || person.words.last() == words.first())
}

fn first_only(entry: &Entry) -> bool {
    entry.address().is_none() && entry.name().is_none_or(|name| !name.contains(' '))
}

/// Whether two names can be one person's: equal, or one is a part of the other.
fn agree(one: &[String], other: &[String]) -> bool {
    if one.is_empty() || other.is_empty() {
        return true;
    }
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short.iter().all(|word| {
        long.contains(word) || (word.chars().count() == 1 && long.iter().any(|other| other.starts_with(word.as_str())))
    })
}

impl Person {
    /// Gives the person the name that somebody put right.
    pub(crate) fn rename(&mut self, name: Evidenced<String>) {
        self.words = words_of(name.value());
        self.name = Some(name);
    }

    fn take(&mut self, index: usize, entry: &Entry, age: usize) {
        self.entries.push(index);
        self.asked |= entry.asked;
        self.barred |= entry.barred;
        let longer = |name: &Evidenced<String>| {
            self.name
                .as_ref()
                .is_none_or(|own| name.value().split(' ').count() > own.value().split(' ').count())
        };
        if let Some(name) = entry.name.clone().filter(|name| longer(name)) {
            self.words = words_of(name.value());
            self.name = Some(name);
        }
        let address = entry.address().map(str::to_ascii_lowercase);
        // "ander.z@x is right and azubiri@x was wrong" names the old one too.
        let new = address
            .as_ref()
            .is_some_and(|address| !self.addresses.contains(address));
        let newer = age < self.email_age || entry.correction && new && age == self.email_age;
        self.addresses.extend(address.filter(|_| new));
        match &entry.email {
            EmailReading::Address(email) if self.email.is_none() || newer => {
                self.email = Some(email.clone());
                self.email_age = age;
            }
            EmailReading::Invalid(_) => self.invalid_email = true,
            EmailReading::Address(_) | EmailReading::None => {}
        }
    }
}

/// The people as clauses know them.
pub(crate) fn known(people: &[Person], entries: &[Entry], author: &Mailbox) -> Roster {
    let known = people
        .iter()
        .map(|person| {
            let email = person.email.as_ref().map(|email| email.value().clone());
            let name = person.name.as_ref().map(|name| name.value().clone());
            let is_author = email.is_some() && email == author.email;
            let alias = person.entries.iter().find_map(|entry| entries[*entry].alias.clone());
            let title = person.entries.iter().find_map(|entry| {
                let name = entries[*entry].name.as_ref()?;
                Title::before(&name.evidence().text)
            });
            let notes = person.entries.iter().flat_map(|entry| &entries[*entry].notes);
            Known {
                name,
                email,
                is_author,
                alias,
                title,
                notes: notes.map(|note| crate::text::fold(note)).collect(),
            }
        })
        .collect();
    Roster::new(known)
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
