//! What the index says of the tickets of a client, summed up. Only one ticket of each client is read, for its name and zone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::domain::account::Account;
use crate::domain::ids::TicketId;
use crate::domain::ticket::Ticket;
use crate::store::index::Range;
use crate::store::index::lists::{APART, EVERYTHING, Facts, GROUPS, scope_of};
use crate::store::{Find, Index, Key, Store, StoreError};

/// Of one client no more tickets are counted on a list; then "300+" stands there.
pub(super) const MOST_COUNTED: usize = 300;

/// Whose tickets an account sees, as the index names them.
pub(in super::super) fn scope(account: &Account) -> String {
    if account.role.sees_everything() {
        EVERYTHING.to_owned()
    } else {
        scope_of(&account.email)
    }
}

/// People who begin on the same day.
#[derive(Debug, Clone, Default)]
pub(super) struct Wave {
    pub(super) tickets: usize,
    /// The first ticket of it that is not finished, else any.
    pub(super) ticket: Option<TicketId>,
    pub(super) is_unfinished: bool,
    pub(super) people: [usize; GROUPS.len()],
}

/// A client.
#[derive(Debug)]
pub(super) struct Summary {
    /// As the index names it.
    pub(super) part: String,
    pub(super) tickets: usize,
    pub(super) is_cut: bool,
    pub(super) waves: BTreeMap<Option<Date>, Wave>,
    pub(super) managers: BTreeSet<String>,
    /// Any ticket of it; one that is not finished where there is one.
    pub(super) sample: Option<Ticket>,
}

impl Summary {
    fn new(part: &str) -> Self {
        Self {
            part: part.to_owned(),
            tickets: 0,
            is_cut: false,
            waves: BTreeMap::new(),
            managers: BTreeSet::new(),
            sample: None,
        }
    }

    fn add(&mut self, facts: &Facts, id: TicketId) {
        self.tickets += 1;
        if !facts.submitter.is_empty() {
            self.managers.insert(facts.submitter.clone());
        }
        let wave = self.waves.entry(facts.go_live).or_default();
        wave.tickets += 1;
        if wave.ticket.is_none() || (facts.is_unfinished() && !wave.is_unfinished) {
            wave.ticket = Some(id);
        }
        wave.is_unfinished |= facts.is_unfinished();
        for (sum, count) in wave.people.iter_mut().zip(facts.people) {
            *sum += count;
        }
    }

    /// People of all waves, by group.
    pub(super) fn people(&self) -> [usize; GROUPS.len()] {
        let mut all = [0; GROUPS.len()];
        for wave in self.waves.values() {
            for (sum, count) in all.iter_mut().zip(wave.people) {
                *sum += count;
            }
        }
        all
    }

    /// The ticket from which the name and the zone are taken.
    async fn with_sample(mut self, store: &dyn Store) -> Result<Self, StoreError> {
        let unfinished = self.waves.values().find(|wave| wave.is_unfinished);
        let any = unfinished.or_else(|| self.waves.values().next());
        if let Some(id) = any.and_then(|wave| wave.ticket) {
            self.sample = store.ticket(id).await?;
        }
        Ok(self)
    }

    /// As people call it.
    pub(super) fn name(&self) -> String {
        match &self.sample {
            Some(ticket) => super::super::ticket::client(ticket),
            None => self.part.clone(),
        }
    }

    /// The zone of its times.
    pub(super) fn zone(&self) -> String {
        let zone = self.sample.as_ref().map(|ticket| ticket.terms.zone.replace('_', " "));
        zone.unwrap_or_default()
    }
}

/// The entries of one client.
pub(super) fn range(scope: &str, part: &str) -> Range {
    Range::Between(
        format!("{scope}{APART}{part}{APART}"),
        format!("{scope}{APART}{part}\u{2}"),
    )
}

/// One client, if the scope has it.
pub(super) async fn client(store: &dyn Store, scope: &str, part: &str) -> Result<Option<Summary>, StoreError> {
    let find = Find {
        index: Index::ClientFacts,
        range: range(scope, part),
        after: None,
        limit: MOST_COUNTED + 1,
    };
    let mut found = store.find(find).await?;
    let mut summary = Summary::new(part);
    summary.is_cut = found.len() > MOST_COUNTED;
    found.truncate(MOST_COUNTED);
    for (value, key) in &found {
        if let (Some((_, facts)), Key::Ticket(id)) = (Facts::parse(value), key) {
            summary.add(&facts, *id);
        }
    }
    if summary.tickets == 0 {
        return Ok(None);
    }
    summary.with_sample(store).await.map(Some)
}

/// The names of clients behind `after`, in their order; the index is asked once for each.
pub(super) async fn names(
    store: &dyn Store,
    scope: &str,
    after: &str,
    limit: usize,
) -> Result<Vec<String>, StoreError> {
    let begin = if after.is_empty() {
        format!("{scope}{APART}")
    } else {
        format!("{scope}{APART}{after}\u{2}")
    };
    distinct(store, scope, begin, format!("{scope}\u{2}"), limit).await
}

/// The names of clients that begin so.
pub(super) async fn names_with(
    store: &dyn Store,
    scope: &str,
    prefix: &str,
    limit: usize,
) -> Result<Vec<String>, StoreError> {
    let begin = format!("{scope}{APART}{prefix}");
    let end = format!("{begin}\u{10ffff}");
    distinct(store, scope, begin, end, limit).await
}

async fn distinct(
    store: &dyn Store,
    scope: &str,
    mut begin: String,
    end: String,
    limit: usize,
) -> Result<Vec<String>, StoreError> {
    let mut found: Vec<String> = Vec::new();
    while found.len() < limit {
        let find = Find {
            index: Index::ClientFacts,
            range: Range::Between(begin, end.clone()),
            after: None,
            limit: 1,
        };
        let entries = store.find(find).await?;
        let Some((part, _)) = entries.first().and_then(|(value, _)| Facts::parse(value)) else {
            break;
        };
        begin = format!("{scope}{APART}{part}\u{2}");
        found.push(part);
    }
    Ok(found)
}

/// Every client of the scope, one after the other, by one pass over the index; for tables.
pub(super) async fn all(store: &dyn Store, scope: &str) -> Result<Vec<Summary>, StoreError> {
    const AT_ONCE: usize = 2000;
    let mut summaries: Vec<Summary> = Vec::new();
    let mut find = Find {
        index: Index::ClientFacts,
        range: Range::Between(format!("{scope}{APART}"), format!("{scope}\u{2}")),
        after: None,
        limit: AT_ONCE,
    };
    loop {
        let found = store.find(find.clone()).await?;
        for (value, key) in &found {
            let (Some((part, facts)), Key::Ticket(id)) = (Facts::parse(value), key) else {
                continue;
            };
            if summaries.last().is_none_or(|last| last.part != part) {
                summaries.push(Summary::new(&part));
            }
            if let Some(last) = summaries.last_mut() {
                last.add(&facts, *id);
            }
        }
        let Some(last) = found.last().filter(|_| found.len() == AT_ONCE) else {
            break;
        };
        find.after = Some(last.clone());
    }
    let mut complete = Vec::new();
    for summary in summaries {
        complete.push(summary.with_sample(store).await?);
    }
    Ok(complete)
}
