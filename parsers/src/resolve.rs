//! The only place that weighs statements. Every row has its test in `tests/precedence.rs`, in this order.
//!
//! | what | counts |
//! |---|---|
//! | two authors | the newest; a covering mail is newer than what it brings |
//! | a newer word about all, an older one about one person | the newer |
//! | nobody before a day, a person's own later day | the later day |
//! | one author: about one person, about all | about the one |
//! | one author: about one person, in a column | about the one |
//! | one author: a column's no, "activate everyone" | the column |
//! | one author: a column's yes, "hold everyone" | neither: a conflict, and nobody is activated |
//! | the same, and the author makes the column the exception | the column |
//! | a now, and newer words or an answer of the same rank that nobody understands | neither: nobody is activated |
//! | a now, and words beside the person, over people or behind the request that nobody understands | neither: nobody is activated |
//! | an author's now about all, people whom only newer authors name | not about them |
//! | a now about all, and a subject of the mail's own that stops | neither: nobody is activated |
//! | one author, one rank, now and hold | neither: a conflict |
//! | one author, one rank, two levels | the last |
//! | one author, one rank, several roles | all of them |
//! | "all except", "only", with a now | the others wait |
//! | somebody not older does not want a person set up | the person is left out |
//! | custodian-only, nothing said of an invitation | hold |
//! | a fact of the team, nothing said of the person | the team's |
//! | a distributorship named as such, an organisation that people are from | the distributorship |
//! | the subject holds, nobody says anything | hold; a subject never activates |
//!
//! `people` merges what names one person, `standing` says who is to be set up at all, `issues` names what is missing, and
//! `explain` says of every value why it is what it is.

pub(crate) mod client;
pub(crate) mod explain;
pub(crate) mod issues;
pub(crate) mod kind;
pub(crate) mod manual;
pub(crate) mod people;
pub(crate) mod standing;

use std::collections::HashSet;

use crate::conversation::Conversation;
use crate::evidence::Evidence;
use crate::extraction::{Activate, Fields, User};
use crate::profile::Profile;
use crate::resolve::explain::Explained;
use crate::resolve::people::Person;
use crate::statement::{About, Claim, Entry, FieldReading, LevelReading, Rank, RoleReading, Said, Statement, Until};

/// A claim with its author's age: lower is newer.
struct Weighed<'s> {
    age: usize,
    said: &'s Said,
    voice: usize,
}

/// What was decided about one person, with what cannot be told.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    pub(crate) user: User,
    pub(crate) conflict: bool,
    pub(crate) level: Option<LevelReading>,
    pub(crate) unknown_roles: Vec<String>,
    pub(crate) invalid_email: bool,
    pub(crate) roles_stated: bool,
    /// Every statement about the person, where that was asked for.
    pub(crate) explained: Vec<Explained>,
}

/// What all decisions rest on.
pub(crate) struct Ground<'g> {
    pub(crate) profile: &'g Profile,
    pub(crate) conversation: &'g Conversation,
    pub(crate) entries: &'g [Entry],
    pub(crate) statements: &'g [Statement],
    /// Voices that make the column the exception to what they say of everybody.
    pub(crate) column_rules: &'g HashSet<usize>,
    pub(crate) explain: bool,
}

/// Weighs everything that is said about a person.
pub(crate) fn decide(ground: &Ground<'_>, index: usize, person: &Person) -> Decided {
    let Ground {
        profile,
        conversation,
        entries,
        statements,
        column_rules,
        explain,
    } = *ground;
    let age = |voice: usize| conversation.voices[voice].age;
    let mut all: Vec<Weighed<'_>> = Vec::new();
    for entry in person.entries.iter().map(|entry| &entries[*entry]) {
        all.extend(entry.said.iter().map(|said| Weighed {
            age: age(entry.voice),
            said,
            voice: entry.voice,
        }));
    }
    // Who asked for everybody's link could not mean people whom somebody named later.
    let named = person.entries.iter().map(|entry| age(entries[*entry].voice)).max();
    let too_old = |statement: &&Statement| {
        let about_all = !matches!(statement.about, About::People(_));
        about_all && statement.said.claim.is_now() && named.is_some_and(|named| age(statement.voice) > named)
    };
    let about = statements.iter().filter(|statement| concerns(&statement.about, index));
    for statement in about.filter(|statement| !too_old(statement)) {
        all.push(Weighed {
            age: age(statement.voice),
            said: &statement.said,
            voice: statement.voice,
        });
    }
    let mut decided = Decided::default();
    decided.identify(person);
    decided.weigh_activation(&all, column_rules);
    decided.weigh_level(&all);
    decided.weigh_roles(&all, profile);
    if !profile.has_levels() {
        decided.weigh_fields(&all);
    }
    if explain {
        decided.explained = explain::explain(conversation, index, &all, &decided);
    }
    decided
}

fn concerns(about: &About, person: usize) -> bool {
    match about {
        About::People(people) => people.contains(&person),
        About::AllBut(people) => !people.contains(&person),
        About::OfKind(..) => false,
    }
}

/// The strongest claims that `pick` accepts: of the newest author, of the highest rank.
fn strongest<'s, T>(all: &[Weighed<'s>], pick: impl Fn(&'s Claim) -> Option<T>) -> Vec<(T, &'s Evidence, Rank, usize)> {
    let picked: Vec<_> = all
        .iter()
        .filter_map(|weighed| pick(&weighed.said.claim).map(|value| (value, weighed)))
        .collect();
    let Some(newest) = picked.iter().map(|(_, weighed)| weighed.age).min() else {
        return Vec::new();
    };
    let of_newest: Vec<_> = picked
        .into_iter()
        .filter(|(_, weighed)| weighed.age == newest)
        .collect();
    let highest = of_newest.iter().map(|(_, weighed)| weighed.said.rank).max();
    of_newest
        .into_iter()
        .filter(|(_, weighed)| Some(weighed.said.rank) == highest)
        .map(|(value, weighed)| (value, &weighed.said.evidence, weighed.said.rank, weighed.voice))
        .collect()
}

type Activation<'s> = (Activate, Option<&'s Until>);

fn activation(claim: &Claim) -> Option<Activation<'_>> {
    match claim {
        Claim::Activation { activate, until } => Some((*activate, until.as_ref())),
        Claim::Level(_) | Claim::Roles(_) | Claim::Field(_) | Claim::Doubted | Claim::Removed => None,
    }
}

/// Where nothing may go out before a day: the day that somebody has besides, if that is later.
fn later_by_itself<'s>(all: &[Weighed<'s>], floor: &Until) -> Option<&'s Until> {
    if !floor.is_floor {
        return None;
    }
    let own = strongest(all, |claim| {
        activation(claim).filter(|(_, until)| until.is_none_or(|until| !until.is_floor))
    });
    let days = own.into_iter().filter_map(|((_, until), ..)| until);
    days.filter(|until| until.day.value() > floor.day.value())
        .max_by_key(|until| *until.day.value())
}

impl Decided {
    /// Whether a level, a role or a further field is stated.
    pub(crate) fn is_described(&self) -> bool {
        self.is_rated() || self.user.fields != Fields::default()
    }

    /// Whether a level or a role was stated.
    pub(crate) fn is_rated(&self) -> bool {
        self.level.is_some() || self.roles_stated
    }

    fn note(&mut self, field: &str, evidence: &Evidence) {
        self.user.evidence.insert(field.to_owned(), evidence.clone());
    }

    fn identify(&mut self, person: &Person) {
        if let Some(name) = &person.name {
            self.user.name = Some(name.value().clone());
            self.note("name", name.evidence());
        }
        if let Some(email) = &person.email {
            self.user.email = Some(email.value().clone());
            self.note("email", email.evidence());
        }
        self.invalid_email = person.email.is_none() && person.invalid_email;
    }

    fn weigh_activation(&mut self, all: &[Weighed<'_>], column_rules: &HashSet<usize>) {
        let best = strongest(all, activation);
        let Some(((first, _), evidence, rank, voice)) = best.first() else {
            return;
        };
        let disagree = best.iter().any(|((activate, _), ..)| activate != first);
        let everybody_holds = *rank == Rank::Column
            && *first == Activate::Now
            && !column_rules.contains(voice)
            && all.iter().any(|weighed| {
                let held = matches!(
                    weighed.said.claim,
                    Claim::Activation {
                        activate: Activate::Hold,
                        ..
                    }
                );
                weighed.voice == *voice && weighed.said.rank == Rank::Everybody && held
            });
        if disagree || everybody_holds {
            self.conflict = true;
            return;
        }
        // Newer words, or an answer as close to the person, that nobody understands.
        let now = all.iter().find(|weighed| weighed.voice == *voice);
        let doubted = |weighed: &Weighed<'_>| {
            let newer = now.is_some_and(|now| weighed.age < now.age);
            let beside = weighed.voice == *voice && weighed.said.rank >= *rank;
            weighed.said.claim == Claim::Doubted && (newer || beside)
        };
        if *first == Activate::Now && all.iter().any(doubted) {
            return;
        }
        self.user.activate = *first;
        self.note("activate", evidence);
        if let Some(until) = best.iter().find_map(|((_, until), ..)| *until) {
            let day = later_by_itself(all, until).unwrap_or(until);
            self.user.hold_until = Some(*day.day.value());
            self.note("hold_until", day.day.evidence());
        }
    }

    fn weigh_level(&mut self, all: &[Weighed<'_>]) {
        let best = strongest(all, |claim| match claim {
            Claim::Level(level) => Some(*level),
            Claim::Activation { .. } | Claim::Roles(_) | Claim::Field(_) | Claim::Doubted | Claim::Removed => None,
        });
        if let Some((level, evidence, ..)) = best.last() {
            self.level = Some(*level);
            if let LevelReading::Is(number) = level {
                self.user.level = Some(*number);
                self.note("level", evidence);
            }
        }
    }

    fn weigh_roles(&mut self, all: &[Weighed<'_>], profile: &Profile) {
        let best = strongest(all, |claim| match claim {
            Claim::Roles(roles) => Some(roles),
            Claim::Activation { .. } | Claim::Level(_) | Claim::Field(_) | Claim::Doubted | Claim::Removed => None,
        });
        let Some((_, evidence, ..)) = best.first() else { return };
        self.roles_stated = true;
        let mut roles: Vec<&RoleReading> = Vec::new();
        for role in best.iter().flat_map(|(roles, ..)| roles.iter()) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        if profile.has_levels() {
            self.unknown_roles = roles
                .iter()
                .filter(|role| !role.known)
                .map(|role| role.name.clone())
                .collect();
            self.user.roles = roles.iter().map(|role| role.name.clone()).collect();
            if !roles.is_empty() {
                self.note("roles", evidence);
            }
        } else if let Some(role) = roles.first() {
            self.unknown_roles = if role.known {
                Vec::new()
            } else {
                vec![role.name.clone()]
            };
            self.user.fields.role = Some(role.name.clone());
            self.note("role", evidence);
        }
    }

    fn weigh_fields(&mut self, all: &[Weighed<'_>]) {
        let mut seen: Vec<std::mem::Discriminant<FieldReading>> = Vec::new();
        let mut readings: Vec<&FieldReading> = all
            .iter()
            .filter_map(|weighed| match &weighed.said.claim {
                Claim::Field(reading) => Some(reading),
                Claim::Activation { .. } | Claim::Level(_) | Claim::Roles(_) | Claim::Doubted | Claim::Removed => None,
            })
            .collect();
        // "New team for Kinetica Spine" names no distributorship where somebody else does.
        if readings
            .iter()
            .any(|reading| matches!(reading, FieldReading::Distributorship(_)))
        {
            readings.retain(|reading| !matches!(reading, FieldReading::Organisation(_)));
        }
        for reading in readings {
            let kind = std::mem::discriminant(reading);
            if seen.contains(&kind) {
                continue;
            }
            seen.push(kind);
            let best = strongest(all, |claim| match claim {
                Claim::Field(other) if std::mem::discriminant(other) == kind => Some(other),
                Claim::Activation { .. }
                | Claim::Level(_)
                | Claim::Roles(_)
                | Claim::Field(_)
                | Claim::Doubted
                | Claim::Removed => None,
            });
            if let Some((reading, evidence, ..)) = best.first() {
                let (reading, evidence) = fuller(all, reading, evidence);
                let name = set(&mut self.user.fields, reading);
                self.note(name, evidence);
            }
        }
        name_in_full(&mut self.user.fields);
        let custodian = self.user.fields.custodian_only == Some(true);
        if custodian && self.user.activate == Activate::Unstated && !self.conflict {
            self.user.activate = Activate::Hold;
            if let Some(evidence) = self.user.evidence.get("custodian_only").cloned() {
                self.note("activate", &evidence);
            }
        }
    }
}

/// "Bernadette needs to see all cases", where Bernadette Kowal holds the account.
fn name_in_full(fields: &mut Fields) {
    let half = |half: &str, whole: &str| {
        !half.contains(' ') && whole.contains(' ') && whole.split(' ').any(|word| word == half)
    };
    if let (Some(holder), Some(all)) = (&mut fields.distributor_account_holder, &fields.sees_all_cases)
        && let Some(whole) = all.iter().find(|whole| whole.contains(' ') && half(holder, whole))
    {
        holder.clone_from(whole);
    }
    if let (Some(holder), Some(all)) = (&fields.distributor_account_holder, &mut fields.sees_all_cases) {
        all.iter_mut()
            .filter(|name| half(name, holder))
            .for_each(|name| name.clone_from(holder));
    }
    if let Some(all) = &mut fields.sees_all_cases {
        let named = std::mem::take(all);
        for name in &named {
            let fuller = named.iter().any(|other| half(name, other));
            if !fuller && !all.contains(name) {
                all.push(name.clone());
            }
        }
    }
}

/// "Tri-Rivers" is "Tri-Rivers Biologics", where somebody says so.
fn fuller<'s>(
    all: &[Weighed<'s>],
    reading: &'s FieldReading,
    evidence: &'s Evidence,
) -> (&'s FieldReading, &'s Evidence) {
    if let FieldReading::Physicians(short) = reading {
        return named_in_full(all, short).unwrap_or((reading, evidence));
    }
    let (FieldReading::Distributorship(short) | FieldReading::Organisation(short)) = reading else {
        return (reading, evidence);
    };
    let longer = all.iter().find_map(|weighed| {
        let long = weighed.said.claim.field()?;
        let (FieldReading::Distributorship(name) | FieldReading::Organisation(name)) = long else {
            return None;
        };
        (name.len() > short.len() && name.starts_with(&format!("{short} "))).then_some((long, &weighed.said.evidence))
    });
    longer.unwrap_or((reading, evidence))
}

/// "Dr. Sorensen" of one sentence, where another one lists Dr. Mark Sorensen and Dr. Lucille Begay.
fn named_in_full<'s>(all: &[Weighed<'s>], short: &[String]) -> Option<(&'s FieldReading, &'s Evidence)> {
    let behind = |whole: &str, half: &str| whole.rsplit(' ').next() == Some(half);
    let surnames = !short.is_empty() && short.iter().all(|name| !name.contains(' '));
    all.iter().filter(|_| surnames).find_map(|weighed| {
        let long = weighed.said.claim.field()?;
        let FieldReading::Physicians(names) = long else {
            return None;
        };
        let covers = short
            .iter()
            .all(|half| names.iter().any(|name| name.contains(' ') && behind(name, half)));
        covers.then_some((long, &weighed.said.evidence))
    })
}

/// Sets a field and says its name.
fn set(fields: &mut Fields, reading: &FieldReading) -> &'static str {
    match reading.clone() {
        FieldReading::Distributorship(name) | FieldReading::Organisation(name) => {
            fields.distributorship = Some(name);
            "distributorship"
        }
        FieldReading::AccountHolder(name) => {
            fields.distributor_account_holder = Some(name);
            "distributor_account_holder"
        }
        FieldReading::SeesAllCases(names) => {
            fields.sees_all_cases = Some(names);
            "sees_all_cases"
        }
        FieldReading::Facilities(names) => {
            fields.facilities = Some(names);
            "facilities"
        }
        FieldReading::Physicians(names) => {
            fields.physicians = Some(names);
            "physicians"
        }
        FieldReading::ShipTo(address) => {
            fields.ship_to = Some(address);
            "ship_to"
        }
        FieldReading::CustodianOnly(only) => {
            fields.custodian_only = Some(only);
            "custodian_only"
        }
        FieldReading::Trained(trained) => {
            fields.trained = Some(trained);
            "trained"
        }
    }
}
