//! What an address tells of a name: "cnunes" is Carlotta Nunes, and "rhodri.pugh" says which half of "Pugh Rhodri" comes
//! first.
//!
//! A name is always one that somebody wrote; the address only chooses it or puts it in order.

use std::collections::HashMap;

use crate::conversation::Conversation;
use crate::evidence::Evidenced;
use crate::extraction::Mailbox;
use crate::read::{Context, naming};
use crate::statement::{EmailReading, Entry};
use crate::text::{Flow, fold};

/// Nobody names more people apart from their addresses than in so many lines.
const MAX_LINES: usize = 400;
/// More people than this come in a table.
const MAX_NAMELESS: usize = 40;

fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn words(name: &str) -> Vec<String> {
    let words = name.split([' ', '-']).map(letters);
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether the local part of an address is made of a name: "carlotta.nunes", "cnunes", "nunesc", "carlottan".
pub(crate) fn spells(local: &str, name: &str) -> bool {
    let local = letters(local);
    let words = words(name);
    let [first, .., last] = words.as_slice() else {
        return false;
    };
    let initial = |word: &str| word.chars().take(1).collect::<String>();
    let rest = words[1..].concat();
    let initials: String = words[..words.len() - 1].iter().map(|word| initial(word)).collect();
    let forms = [
        format!("{initials}{last}"),
        format!("{first}{last}"),
        format!("{last}{first}"),
        format!("{}{last}", initial(first)),
        format!("{}{rest}", initial(first)),
        format!("{last}{}", initial(first)),
        format!("{first}{}", initial(last)),
        format!("{first}{rest}"),
    ];
    local.len() >= 4 && forms.contains(&local)
}

fn local_of(entry: &Entry) -> Option<(String, String)> {
    let (local, domain) = entry.address()?.split_once('@')?;
    Some((local.to_owned(), domain.to_owned()))
}

/// Whether an address is half a name: "anselmo" of Anselmo Quiroga.
fn is_half(local: &str, name: &str) -> bool {
    let (local, words) = (letters(local), words(name));
    words.len() > 1 && local.len() >= 3 && [words.first(), words.last()].contains(&Some(&local))
}

/// Brings names and addresses together that stand in lists of their own: who is named without an address gets the one
/// that is made of the name, and who has an address only gets the one name of the text that it is made of.
pub(crate) fn lend_names(context: &Context<'_>, flows: &[Flow], entries: &mut Vec<Entry>) {
    let nameless = |entry: &Entry| entry.name.is_none() && entry.address().is_some() && !entry.own;
    if entries
        .iter()
        .filter(|entry| nameless(entry))
        .take(MAX_NAMELESS + 1)
        .count()
        > MAX_NAMELESS
    {
        return;
    }
    join_halves(entries);
    let mut taken: Vec<String> = entries.iter().filter_map(Entry::name).map(fold).collect();
    for entry in entries.iter_mut().filter(|entry| nameless(entry)) {
        let Some((local, _)) = local_of(entry) else { continue };
        let written = |fits: &dyn Fn(&str, &str) -> bool| -> Option<(String, Evidenced<String>)> {
            let mut found: Option<(String, Evidenced<String>)> = None;
            for flow in flows.iter().take(MAX_LINES) {
                for (name, range) in naming::names_in(context, flow) {
                    let key = fold(&name);
                    if taken.contains(&key) || !fits(&local, &name) {
                        continue;
                    }
                    if found.as_ref().is_some_and(|(other, _)| *other != key) {
                        return None;
                    }
                    found.get_or_insert_with(|| (key, context.named(name, flow, range)));
                }
            }
            found
        };
        if let Some((key, name)) = written(&spells).or_else(|| written(&is_half)) {
            taken.push(key);
            entry.name = Some(name);
            entry.asked |= !entry.barred;
        }
    }
    complete(context, flows, entries);
}

/// "Dr. Noor Haddad and … Noor is noor@x": a first name becomes the one whole name of the text that begins with it.
fn complete(context: &Context<'_>, flows: &[Flow], entries: &mut [Entry]) {
    let half = |entry: &Entry| {
        let name = entry
            .name()
            .filter(|name| !name.contains(' ') && name.chars().count() >= 3);
        name.filter(|_| entry.address().is_some() && !entry.own).map(fold)
    };
    let halves: Vec<Option<String>> = entries.iter().map(half).collect();
    if halves.iter().flatten().take(MAX_NAMELESS + 1).count() > MAX_NAMELESS || halves.iter().all(Option::is_none) {
        return;
    }
    let taken: Vec<String> = entries.iter().filter_map(Entry::name).map(fold).collect();
    let mut whole: HashMap<String, Vec<(String, Evidenced<String>)>> = HashMap::new();
    for flow in flows.iter().take(MAX_LINES) {
        for (name, range) in naming::names_in(context, flow) {
            let key = fold(&name);
            let Some((first, _)) = key.split_once(' ').filter(|_| !taken.contains(&key)) else {
                continue;
            };
            if halves.iter().flatten().any(|half| half == first) {
                let found = whole.entry(first.to_owned()).or_default();
                if found.iter().all(|(other, _)| *other != key) {
                    found.push((key, context.named(name, flow, range)));
                }
            }
        }
    }
    for (at, half) in halves.iter().enumerate() {
        let Some(half) = half
            .as_ref()
            .filter(|half| halves.iter().flatten().filter(|other| other == half).count() == 1)
        else {
            continue;
        };
        if let Some([(_, name)]) = whole.get(half).map(Vec::as_slice) {
            entries[at].name = Some(name.clone());
        }
    }
}

/// Gives each entry with a name only the one entry that has only its address.
fn join_halves(entries: &mut Vec<Entry>) {
    let mut gone: Vec<usize> = Vec::new();
    for at in 0..entries.len() {
        let Some(name) = entries[at].name().filter(|_| entries[at].email == EmailReading::None) else {
            continue;
        };
        let fits = |test: &dyn Fn(&str, &str) -> bool| -> Vec<usize> {
            let nameless = |index: &usize| entries[*index].name.is_none() && !gone.contains(index);
            let own = |index: &usize| local_of(&entries[*index]).is_some_and(|(local, _)| test(&local, name));
            (0..entries.len()).filter(nameless).filter(own).collect()
        };
        let found = [fits(&spells), fits(&is_half)]
            .into_iter()
            .find(|found| !found.is_empty());
        if let Some([other]) = found.as_deref() {
            let other = *other;
            entries[at].email = entries[other].email.clone();
            let (said, lines) = (entries[other].said.clone(), entries[other].lines.clone());
            entries[at].said.extend(said);
            entries[at].lines.extend(lines);
            gone.push(other);
        }
    }
    let mut index = 0;
    entries.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}

/// Which half of a name a domain's addresses begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    GivenFirst,
    FamilyFirst,
}

/// The halves of an address such as "rhodri.pugh".
fn halves(local: &str) -> Option<(String, String)> {
    let (one, other) = local.split_once(['.', '_'])?;
    (one.len() > 1 && other.len() > 1).then(|| (letters(one), letters(other)))
}

/// How a mailbox whose name is known makes its address; programs show names in order.
fn order_of(person: &Mailbox) -> Option<(String, Order)> {
    let (local, domain) = person.email.as_deref()?.split_once('@')?;
    let (one, other) = halves(local)?;
    let words = words(person.name.as_deref()?);
    let [first, .., last] = words.as_slice() else {
        return None;
    };
    let order = if (&one, &other) == (first, last) {
        Order::GivenFirst
    } else if (&one, &other) == (last, first) {
        Order::FamilyFirst
    } else {
        return None;
    };
    Some((domain.to_owned(), order))
}

/// Whether a name of two words is written with the family name first, as its address tells.
fn is_turned(entry: &Entry, orders: &HashMap<String, Order>) -> Option<bool> {
    let (local, domain) = local_of(entry)?;
    let words = words(entry.name()?);
    let [first, second] = words.as_slice() else { return None };
    if let (Some(order), Some(halves)) = (orders.get(&domain), halves(&local)) {
        let given_first = (&halves.0, &halves.1) == (first, second);
        let turned = (&halves.0, &halves.1) == (second, first);
        return match order {
            Order::GivenFirst if turned || given_first => Some(turned),
            Order::FamilyFirst if turned || given_first => Some(given_first),
            Order::GivenFirst | Order::FamilyFirst => None,
        };
    }
    // "rpugh" for "Pugh Rhodri": an initial and the family name.
    let local = letters(&local);
    let initial = |word: &str, rest: &str| {
        rest.len() >= 3 && local.len() == rest.len() + 1 && local.ends_with(rest) && local.starts_with(&word[..1])
    };
    let ascii = first.is_ascii() && second.is_ascii();
    match (ascii && initial(second, first), ascii && initial(first, second)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (true, true) | (false, false) => None,
    }
}

/// Puts "Pugh Rhodri" in order where the addresses of the house say so, and none of them says otherwise.
pub(crate) fn put_in_order(conversation: &Conversation, submitter: &Mailbox, entries: &mut [Entry]) {
    let authors = conversation.voices.iter().map(|voice| &voice.piece.facts.author);
    let orders: HashMap<String, Order> = authors.chain([submitter]).filter_map(order_of).collect();
    let mut told: HashMap<String, (usize, usize)> = HashMap::new();
    for entry in entries.iter() {
        if let (Some(turned), Some((_, domain))) = (is_turned(entry, &orders), local_of(entry)) {
            let counts = told.entry(domain).or_default();
            *(if turned { &mut counts.0 } else { &mut counts.1 }) += 1;
        }
    }
    for entry in entries.iter_mut() {
        let Some((_, domain)) = local_of(entry) else { continue };
        let (turned, straight) = told.get(&domain).copied().unwrap_or_default();
        if turned < 2 || straight > 0 || is_turned(entry, &orders) != Some(true) {
            continue;
        }
        let swapped = entry.name.take().map(|name| {
            let (name, evidence) = name.into_parts();
            let name = name
                .split_once(' ')
                .map_or(name.clone(), |(one, other)| format!("{other} {one}"));
            Evidenced::read_at(name, evidence)
        });
        entry.name = swapped;
    }
}

#[cfg(test)]
mod tests {
    use super::{halves, spells};

    #[test]
    fn addresses_are_made_of_names() {
        for (local, name) in [
            ("cnunes", "Carlotta Nunes"),
            ("carlotta.nunes", "Carlotta Nunes"),
            ("nunesc", "Carlotta Nunes"),
            ("jvandyk", "Jan van Dyk"),
            ("rosa_o.connor", "Rosa O'Connor"),
        ] {
            assert!(spells(local, name), "{local} {name}");
        }
        for (local, name) in [("info", "Ann Lee"), ("tbohm", "Fran Delacroix"), ("nunes", "Nunes")] {
            assert!(!spells(local, name), "{local} {name}");
        }
        assert_eq!(halves("rhodri.pugh"), Some(("rhodri".to_owned(), "pugh".to_owned())));
        assert_eq!(halves("r.pugh"), None);
    }
}
