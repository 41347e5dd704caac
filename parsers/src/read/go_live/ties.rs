//! Which of the dates of a sentence is the go-live's: nearness within the clause first, then within the sentence.
//!
//! A date belongs to the nearest mark of its clause; one before it is nearer than one behind it. A date in a clause of
//! its own belongs to what was spoken of last and still lacks a date, or corrects it. Dates that are no longer the one
//! ("instead of 3 May") count for nothing. Of several, one that names a day outweighs "Monday" in the same clause, and
//! then the last one counts.

use crate::dates::{Form, Found, When};

use super::sentence::{Owner, Sentence};

/// What a sentence gives.
#[derive(Debug)]
pub(super) enum Tie<'s> {
    Date(&'s Found),
    /// The go-live is spoken of, without a date.
    Open,
    Nothing,
}

/// The date of a slot's value.
pub(super) fn of_slot(sentence: &Sentence) -> Tie<'_> {
    let standing = |index: &usize| !sentence.is_former(*index) && !is_others(sentence, *index);
    let mut all: Vec<usize> = (0..sentence.dates.len()).filter(standing).collect();
    drop_perhaps_former(sentence, &mut all);
    last_and_best(sentence, &all, true).map_or(Tie::Nothing, |index| Tie::Date(&sentence.dates[index]))
}

/// In a slot another appointment only counts in a clause behind the first date.
fn is_others(sentence: &Sentence, index: usize) -> bool {
    let clause = sentence.clause_of(sentence.places[index].start);
    index > 0 && owner_in_clause(sentence, index, clause) == Some(Owner::Other)
}

/// The date of a sentence; `open` when the go-live was the last topic, `served` when its date was given before.
pub(super) fn of_sentence(sentence: &Sentence, open: bool, served: bool) -> Tie<'_> {
    let spoken = sentence.marks.iter().any(|mark| mark.owner != Owner::Other);
    let owners = owners(sentence, open, served);
    let mut all: Vec<usize> = (0..owners.len())
        .filter(|index| owners[*index] == Some(Owner::GoLive) && !sentence.is_former(*index))
        .collect();
    drop_perhaps_former(sentence, &mut all);
    match last_and_best(sentence, &all, false) {
        Some(index) => Tie::Date(&sentence.dates[index]),
        None if spoken => Tie::Open,
        None => Tie::Nothing,
    }
}

/// "From 4 May to 18 May": the first is no longer the one, as there is another.
fn drop_perhaps_former(sentence: &Sentence, all: &mut Vec<usize>) {
    let former: Vec<usize> = all
        .iter()
        .copied()
        .filter(|index| sentence.is_perhaps_former(*index))
        .collect();
    if former.len() < all.len() {
        all.retain(|index| !former.contains(index));
    } else if sentence.is_moved() && all.len() > 1 {
        all.retain(|index| former.last() == Some(index));
    }
}

fn last_and_best(sentence: &Sentence, all: &[usize], slot: bool) -> Option<usize> {
    let last = all.last().copied()?;
    let clause = |index: usize| sentence.clause_of(sentence.places[index].start);
    let written =
        |index: &usize| sentence.dates[*index].form == Form::Written && sentence.dates[*index].when != When::Vague;
    let near = |index: &usize| {
        clause(*index) == clause(last) || sentence.dates[last].form != Form::Written && !sentence.is_corrected(last)
    };
    let best = all.iter().rev().copied().find(|index| written(index) && near(index));
    // A form's value begins with the date; what follows explains it, unless it corrects it.
    let first = all
        .first()
        .copied()
        .filter(|first| slot && *first != last && !sentence.is_corrected(last) && !sentence.is_moved());
    first.filter(written).or(best).or(Some(last))
}

/// Whose each date is.
fn owners(sentence: &Sentence, open: bool, served: bool) -> Vec<Option<Owner>> {
    let count = sentence.dates.len();
    let clause = |index: usize| sentence.clause_of(sentence.places[index].start);
    let mut owners: Vec<Option<Owner>> = (0..count)
        .map(|index| owner_in_clause(sentence, index, clause(index)))
        .collect();
    named_behind(sentence, &mut owners);
    pair_in_order(sentence, &mut owners);
    claim_back(sentence, &mut owners);
    for index in 0..count {
        if owners[index].is_none() {
            owners[index] = inherited(sentence, &owners, index, clause(index), open, served);
        }
    }
    owners
}

/// The nearest mark of a date's clause.
fn owner_in_clause(sentence: &Sentence, index: usize, clause: usize) -> Option<Owner> {
    let date = &sentence.places[index];
    let marks = sentence
        .marks
        .iter()
        .filter(|mark| sentence.clause_of(mark.range.start) == clause);
    let cost = |start: usize, end: usize| {
        if start <= date.start {
            date.start.saturating_sub(end)
        } else {
            4 + 2 * start.saturating_sub(date.end)
        }
    };
    marks
        .min_by_key(|mark| cost(mark.range.start, mark.range.end))
        .map(|mark| mark.owner)
}

/// "We start on 6 September (go-live)": the word right behind a day says whose it is.
fn named_behind(sentence: &Sentence, owners: &mut [Option<Owner>]) {
    for (index, owner) in owners.iter_mut().enumerate() {
        let end = sentence.places[index].end;
        let named = sentence.marks.iter().any(|mark| {
            let between = sentence.folded.get(end..mark.range.start).map(str::trim);
            mark.owner == Owner::GoLive && matches!(between, Some("(" | "=" | "(="))
        });
        if named {
            *owner = Some(Owner::GoLive);
        }
    }
}

/// "April 26 training May 3 go live": where a clause begins with a date and has as many marks, they go in pairs.
fn pair_in_order(sentence: &Sentence, owners: &mut [Option<Owner>]) {
    for (number, clause) in sentence.clauses.iter().enumerate() {
        let dates: Vec<usize> = (0..owners.len())
            .filter(|index| sentence.clause_of(sentence.places[*index].start) == number)
            .collect();
        let marks: Vec<_> = sentence
            .marks
            .iter()
            .filter(|mark| sentence.clause_of(mark.range.start) == number)
            .collect();
        let (Some(first), Some(mark)) = (dates.first(), marks.first()) else {
            continue;
        };
        let leads = sentence.places[*first].start < mark.range.start
            && sentence.folded[clause.start..sentence.places[*first].start]
                .trim()
                .len()
                <= 4;
        if leads && dates.len() > 1 && dates.len() == marks.len() {
            for (date, mark) in dates.iter().zip(&marks) {
                owners[*date] = Some(mark.owner);
            }
        }
    }
}

/// "On leave from April 5, which is our go-live date": the clause behind names what the day is.
fn claim_back(sentence: &Sentence, owners: &mut [Option<Owner>]) {
    for mark in sentence.marks.iter().filter(|mark| mark.owner == Owner::GoLive) {
        let at = sentence.clause_of(mark.range.start);
        let clauses: Vec<usize> = sentence
            .places
            .iter()
            .map(|place| sentence.clause_of(place.start))
            .collect();
        let last = clauses.iter().rposition(|clause| *clause < at);
        if let Some(last) = last.filter(|_| sentence.clause_points_back(at) && !clauses.contains(&at)) {
            owners[last] = Some(Owner::GoLive);
        }
    }
}

/// The owner of a date that has its clause to itself.
fn inherited(
    sentence: &Sentence,
    owners: &[Option<Owner>],
    index: usize,
    clause: usize,
    open: bool,
    served: bool,
) -> Option<Owner> {
    let near = sentence.strange_words(index) <= 1;
    let clause_at = |index: usize| sentence.clause_of(sentence.places[index].start);
    let has_date = |clause: usize, owner: Owner| {
        (0..owners.len()).any(|other| {
            let weaker = sentence.dates[other].form != Form::Written && sentence.dates[index].form == Form::Written;
            let same = owners[other].is_some_and(|of| (of == Owner::Other) == (owner == Owner::Other));
            other != index && clause_at(other) == clause && same && !weaker && !sentence.is_former(other)
        })
    };
    let corrects = sentence.is_corrected(index) || sentence.is_moved();
    let spoken = sentence
        .marks
        .iter()
        .rev()
        .filter(|mark| sentence.clause_of(mark.range.start) < clause);
    let spoken: Vec<_> = spoken
        .map(|mark| (sentence.clause_of(mark.range.start), plain(mark.owner)))
        .collect();
    let free = |at: usize, owner: Owner| !(at..clause).any(|clause| has_date(clause, owner));
    if !spoken.is_empty() && !near {
        return None;
    }
    if corrects && spoken.first().is_some_and(|(_, owner)| *owner == Owner::GoLive) {
        return Some(Owner::GoLive);
    }
    if let Some((_, owner)) = spoken.iter().find(|(at, owner)| free(*at, *owner)) {
        return Some(*owner);
    }
    if !spoken.is_empty() {
        return spoken.first().map(|(_, owner)| *owner).filter(|_| corrects);
    }
    let next = sentence
        .marks
        .iter()
        .find(|mark| sentence.clause_of(mark.range.start) > clause && (mark.owner != Owner::Other || !open));
    if let Some(mark) = next {
        let at = sentence.clause_of(mark.range.start);
        let wanted = mark.owner == Owner::GoLive && !has_date(at, Owner::GoLive);
        return (wanted && (near || sentence.clause_points_back(at))).then_some(Owner::GoLive);
    }
    if !near {
        return None;
    }
    (open && (!served || corrects)).then_some(Owner::GoLive)
}

/// A go-live that is denied for one day may be on another: "we are not live on 3 May but on 10 May".
fn plain(owner: Owner) -> Owner {
    match owner {
        Owner::GoLive | Owner::Denied => Owner::GoLive,
        Owner::Other => Owner::Other,
    }
}
