//! Who is to be set up after all: people taken out, people only mentioned, people meant by their level.

use crate::conversation::Conversation;
use crate::extraction::RemovedUser;
use crate::read::whom::Kind;
use crate::resolve::people::Person;
use crate::resolve::{Decided, Ground};
use crate::statement::{About, Claim, Entry, Rank, Statement};

/// "Activate level 3 now", "invite the two reps": finds those who are meant; says whether anything was of that kind.
pub(crate) fn of_kinds(decided: &[Decided], statements: &mut [Statement]) -> bool {
    let mut changed = false;
    for statement in statements.iter_mut() {
        let About::OfKind(kind, except) = &statement.about else {
            continue;
        };
        let of = |decided: &Decided| match kind {
            Kind::Levels(levels) => decided.user.level.is_some_and(|level| levels.contains(&level)),
            Kind::Role(role) => decided.user.fields.role.as_ref() == Some(role) || decided.user.roles.contains(role),
        };
        let people = decided
            .iter()
            .enumerate()
            .filter(|(index, one)| of(one) && !except.contains(index));
        let people: Vec<usize> = people.map(|(index, _)| index).collect();
        let some = !people.is_empty() && (people.len() < decided.len() || matches!(kind, Kind::Role(_)));
        if some {
            statement.said.rank = Rank::Person;
        }
        // Nobody is known to be of that kind: it may hold everybody back, but it activates nobody.
        statement.about = match (some, statement.said.claim.is_now() && people.is_empty()) {
            (true, _) => About::People(people),
            (false, true) => About::People(Vec::new()),
            (false, false) => About::AllBut(except.clone()),
        };
        changed = true;
    }
    changed
}

/// People whom somebody, not older than those who named them, does not want set up after all.
fn skipped(
    conversation: &Conversation,
    everybody: &[Person],
    entries: &[Entry],
    statements: &[Statement],
) -> Vec<usize> {
    let age = |voice: usize| conversation.voices[voice].age;
    let newest = |person: usize| {
        let said = statements
            .iter()
            .filter(|statement| statement.said.claim == Claim::Removed);
        let said =
            said.filter(|statement| matches!(&statement.about, About::People(people) if people.contains(&person)));
        said.map(|statement| age(statement.voice)).min()
    };
    let asked = |person: usize| {
        everybody[person]
            .entries
            .iter()
            .map(|entry| age(entries[*entry].voice))
            .min()
    };
    (0..everybody.len())
        .filter(|person| newest(*person).is_some_and(|age| asked(*person).is_none_or(|asked| age <= asked)))
        .collect()
}

/// Whether anything is said of one person: somebody who is given a level is to be set up.
fn is_described(person: usize, statements: &[Statement]) -> bool {
    statements.iter().any(|statement| {
        statement.said.claim != Claim::Removed
            && matches!(&statement.about, About::People(people) if people.contains(&person))
    })
}

fn removal(person: usize, statements: &[Statement]) -> Option<crate::evidence::Evidence> {
    let said = statements.iter().find(|statement| {
        statement.said.claim == Claim::Removed
            && matches!(&statement.about, About::People(people) if people.contains(&person))
    });
    said.map(|statement| statement.said.evidence.clone())
}

pub(crate) fn take_removed(everybody: &mut Vec<Person>, entries: &[Entry]) -> Vec<RemovedUser> {
    let evidence = |person: &Person| person.entries.iter().find_map(|entry| entries[*entry].removed.clone());
    let out = everybody
        .iter()
        .filter_map(|person| {
            evidence(person).map(|evidence| RemovedUser {
                name: person.name.as_ref().map(|name| name.value().clone()),
                email: person.email.as_ref().map(|email| email.value().clone()),
                evidence: Some(evidence),
            })
        })
        .collect();
    everybody.retain(|person| evidence(person).is_none());
    out
}

/// Whether an entry may become a user at all; who of them does is known when all is said.
pub(crate) fn may_stand(person: &Person, amendment: bool) -> bool {
    let named = person.name.is_some() || person.email.is_some();
    (amendment || !person.barred) && named || person.asked
}

/// Leaves out those who are not to be set up after all, and those who are only mentioned; says who was taken out.
pub(crate) fn leave_out(
    ground: &Ground<'_>,
    everybody: &[Person],
    amendment: bool,
    decided: &mut Vec<Decided>,
) -> Vec<RemovedUser> {
    let statements = ground.statements;
    let skipped = skipped(ground.conversation, everybody, ground.entries, statements);
    let stays: Vec<bool> = everybody
        .iter()
        .enumerate()
        .map(|(index, person)| {
            let described = person.asked || amendment || is_described(index, statements);
            described && !skipped.contains(&index)
        })
        .collect();
    let mut stays = stays.into_iter();
    decided.retain(|_| stays.next().unwrap_or(true));
    let removed = skipped.into_iter().map(|index| RemovedUser {
        name: everybody[index].name.as_ref().map(|name| name.value().clone()),
        email: everybody[index].email.as_ref().map(|email| email.value().clone()),
        evidence: removal(index, statements),
    });
    removed.collect()
}
