//! A go-live that moves: which tickets it concerns, and what is done when that, or the day, is not clear.
//!
//! A day that cannot be read and a client who cannot be told from others both keep links back until a person has read the
//! mail: by the old day they could be early.

use std::collections::BTreeSet;

use greenroom_parsers::Reading;
use jiff::Timestamp;

use super::outcome::{client_key, mail_of};
use super::{Pipeline, Settled};
use crate::domain::event::{Actor, Event};
use crate::domain::ids::{ClientKey, TicketId};
use crate::domain::mail::{MailRecord, Outcome};
use crate::domain::matching::{self, client_keys, is_unfinished};
use crate::domain::ticket::{GoLive, Problem, Ticket};
use crate::domain::wording::counted;
use crate::store::commit::{Commit, CommitError};
use crate::store::{Find, Index, StoreError};

/// Of a mail whose client was not found in a better way so many words are looked up.
const MOST_WORDS: usize = 2000;

/// No client's name is looked up with more words than this.
const LONGEST_NAME: usize = 3;

impl Pipeline {
    pub(super) async fn move_go_live(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        answered: Option<Ticket>,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let extraction = &reading.extraction;
        let name = extraction.client.name.as_deref();
        let mut keys = client_keys(extraction, &self.trust.own_domains());
        let configured = self.configured_client(&keys, name);
        keys.extend(configured.map(client_key));
        let answered = answered.map(|ticket| ticket.client.key);
        keys.extend(answered.filter(|key| *key != ClientKey::unknown()));
        let mut found = self.tickets_of(&keys, name).await?;
        if found.is_empty() {
            found = unfinished(self.named(reading).await?);
        }
        let clients: BTreeSet<&ClientKey> = found.iter().map(|ticket| &ticket.client.key).collect();
        let certain = clients.len() == 1 || found.iter().any(|ticket| keys.contains(&ticket.client.key));
        let concerned: Vec<TicketId> = found.iter().map(|ticket| ticket.id).collect();
        if concerned.is_empty() {
            let words =
                "A go-live moved, but no open ticket of that client was found. Please read the mail.".to_owned();
            let opened = self.open(commit, mail, reading, Some(words), now).await?;
            let tickets = opened.outcome.ticket().into_iter().collect();
            let words = "a go-live moved, and no open ticket of that client was found; a new one asks a person";
            return Ok(Settled::new(Outcome::GoLiveChange { tickets }, words));
        }
        let Some(go_live) = matching::go_live(extraction).filter(|_| certain) else {
            let author = matching::party(&extraction.submitter);
            let words = format!("{author} writes that a go-live moves. Please read the mail; no link leaves before.");
            self.ask_a_reader(commit, mail, reading, &concerned, &words).await?;
            let words = "a go-live moves, but the day or the client is not clear; no link leaves before it was read";
            return Ok(Settled::new(Outcome::GoLiveChange { tickets: concerned }, words));
        };
        let by = mail_of(mail, reading);
        self.doubt_borrowed_trust(commit, mail, reading, &concerned).await?;
        for id in &concerned {
            self.move_one(commit, *id, &by, go_live, now).await?;
        }
        let tickets = counted(concerned.len(), "ticket", "tickets");
        let words = format!("go-live is {}; it concerns {tickets}", go_live.date);
        Ok(Settled::new(Outcome::GoLiveChange { tickets: concerned }, words))
    }

    /// Puts a mail that a person must read on each of these tickets.
    pub(super) async fn ask_a_reader(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        tickets: &[TicketId],
        words: &str,
    ) -> Result<(), CommitError> {
        for id in tickets {
            let problem = Problem::new("message", words);
            let event = matching::doubt(mail.id, &reading.extraction, problem);
            commit.happen(*id, event).await?;
        }
        Ok(())
    }

    /// A go-live is the client's: other open tickets that wait for the very day that moved on `ticket` move with it.
    pub(super) async fn move_siblings(
        &self,
        commit: &mut Commit<'_>,
        ticket: &Ticket,
        by: &Actor,
        go_live: GoLive,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let Some(was) = ticket.go_live.filter(|_| ticket.client.key != ClientKey::unknown()) else {
            return Ok(());
        };
        for other in self.store.tickets_of_client(&ticket.client.key).await? {
            let waits_for_it = other.go_live.is_some_and(|other| other.date == was.date);
            if other.id != ticket.id && waits_for_it && is_unfinished(&other) {
                self.move_one(commit, other.id, by, go_live, now).await?;
            }
        }
        Ok(())
    }

    async fn move_one(
        &self,
        commit: &mut Commit<'_>,
        id: TicketId,
        by: &Actor,
        go_live: GoLive,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let by = by.clone();
        let after = commit.happen(id, Event::GoLiveMoved { by, go_live }).await?.clone();
        self.approve_by_rule(commit, &after, now).await
    }

    /// The open tickets of a client: by its keys, else by a name, which several clients may share.
    async fn tickets_of(&self, keys: &[ClientKey], name: Option<&str>) -> Result<Vec<Ticket>, StoreError> {
        let mut found: Vec<Ticket> = Vec::new();
        for key in keys {
            found.extend(self.store.tickets_of_client(key).await?);
        }
        if found.is_empty() {
            for weak in keys.iter().flat_map(|key| matching::weak_names(key, name)) {
                let find = Find::is(Index::TicketByClientName, weak, usize::MAX);
                found.extend(self.store.tickets(find).await?);
            }
        }
        Ok(unfinished(found))
    }

    /// Tickets of clients whose names stand anywhere in a mail.
    pub(super) async fn named(&self, reading: &Reading) -> Result<Vec<Ticket>, StoreError> {
        let subject = reading.envelope.subject.as_deref().unwrap_or_default();
        let texts = reading.shown.iter().map(|part| part.text.as_str());
        let words: Vec<&str> = std::iter::once(subject)
            .chain(texts)
            .flat_map(str::split_whitespace)
            .take(MOST_WORDS)
            .collect();
        let mut names = BTreeSet::new();
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + LONGEST_NAME) {
                // "Acme's" and "acme.example" name Acme as well.
                let last = words[end - 1].split(['\'', '\u{2019}', '.']).next().unwrap_or_default();
                let name = [&words[start..end - 1], &[last]].concat().concat();
                names.extend(matching::weak_name(&name));
            }
        }
        let mut found = Vec::new();
        for name in names {
            let find = Find::is(Index::TicketByClientName, name, usize::MAX);
            found.extend(self.store.tickets(find).await?);
        }
        Ok(found)
    }
}

/// Each of these that is not finished, once.
fn unfinished(mut tickets: Vec<Ticket>) -> Vec<Ticket> {
    tickets.retain(is_unfinished);
    tickets.sort_by_key(|ticket| ticket.id);
    tickets.dedup_by_key(|ticket| ticket.id);
    tickets
}
