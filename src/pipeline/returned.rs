//! A mail of ours came back: the person it was for becomes undeliverable, with the server's words.

use std::collections::BTreeSet;

use super::bounce::{Bounce, Fate, Unnamed};
use super::{Heard, Pipeline, Settled};
use crate::domain::event::Event;
use crate::domain::ids::{OutboxId, TicketId};
use crate::domain::mail::{MailRecord, Outcome};
use crate::domain::matching::{self, folded};
use crate::domain::outbox::OutboxState;
use crate::domain::ticket::{Person, PersonState, Problem, Ticket};
use crate::domain::wording::counted;
use crate::store::commit::{Commit, CommitError};
use crate::store::record::Key;
use crate::store::{Find, Index, StoreError};

/// So many tickets of one address are looked at.
const MOST_TICKETS: usize = 64;

impl Pipeline {
    /// What a report about a mail of ours means for the person it was sent to.
    pub(super) async fn returned(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        bounce: &Bounce,
    ) -> Result<Settled, CommitError> {
        let said = match bounce.fate {
            Fate::Failed => format!("a mail of ours came back: {}", bounce.words),
            Fate::Delayed => format!(
                "a mail of ours is on its way still, the server goes on trying: {}",
                bounce.words
            ),
            Fate::Arrived => format!("a mail of ours arrived: {}", bounce.words),
        };
        if bounce.fate != Fate::Failed {
            return Ok(Settled::new(Outcome::Ignored, said));
        }
        let mut of = None;
        for message_id in &bounce.message_ids {
            let Some(id) = self.outgoing(message_id).await? else {
                continue;
            };
            let row = commit.outbox_row(&id).await?.clone();
            of = Some(row.ticket);
            let Some((no, number)) = row.brings.person() else {
                let reason = format!("the mail came back: {}", bounce.words);
                commit.outbox_row(&id).await?.state = OutboxState::Dead {
                    at: mail.received_at,
                    reason,
                };
                let words = format!("{said}; it was a note to the account manager");
                return Ok(Settled::new(Outcome::Bounce { ticket: row.ticket }, words));
            };
            let ticket = commit.ticket(row.ticket).await?;
            let waits = ticket.person(no).is_some_and(|person| is_waited_for(person, &id));
            if !waits {
                continue;
            }
            let event = Event::DeliveryFailed {
                person: no,
                number,
                reason: format!("the mail came back: {}", bounce.words),
                mail: Some(mail.id),
            };
            commit.happen(row.ticket, event).await?;
            return Ok(Settled::new(Outcome::Bounce { ticket: row.ticket }, said));
        }
        let settled = match of {
            Some(ticket) => {
                let words = format!("{said}; nobody waits for that mail any more");
                Settled::new(Outcome::Bounce { ticket }, words)
            }
            None => Settled::new(Outcome::Ignored, format!("{said}; that mail is not in the store")),
        };
        Ok(settled)
    }

    /// A report that names no mail of ours and may still be about one: whoever has a link at that address is marked, so that
    /// a person looks. Anybody can write such a report, so nothing else follows from it.
    pub(super) async fn maybe_returned(
        &self,
        commit: &mut Commit<'_>,
        report: Option<&Unnamed>,
    ) -> Result<Option<Settled>, CommitError> {
        let Some(report) = report else { return Ok(None) };
        let mut seen = BTreeSet::new();
        for address in &report.recipients {
            let find = Find::is(Index::TicketByAddress, address, MOST_TICKETS);
            for ticket in self.store.tickets(find).await? {
                let has_link = |person: &&Person| {
                    let is_theirs = person.details.email.as_deref().map(folded).as_ref() == Some(address);
                    let is_out = matches!(person.state, PersonState::Sent { .. } | PersonState::Expired { .. });
                    is_theirs && is_out && !person.has_problem("maybe_returned")
                };
                if ticket.rejected.is_some() {
                    continue;
                }
                for person in ticket.people.iter().filter(has_link).map(|person| person.no) {
                    let words = format!(
                        "A report says that a mail to {address} came back, and names no mail of ours: {}. If that is so, \
                         correct the address and send a new link.",
                        report.words
                    );
                    let problem = Problem::new("maybe_returned", words);
                    commit
                        .happen(ticket.id, Event::SeenElsewhere { person, problem })
                        .await?;
                    seen.insert(ticket.id);
                }
            }
        }
        Ok(seen.first().copied().map(|ticket| {
            let tickets = counted(seen.len(), "ticket", "tickets");
            let words = format!("a delivery report that names no mail of ours; a person is shown it on {tickets}");
            Settled::new(Outcome::Bounce { ticket }, words)
        }))
    }

    /// A report, or a mail of ours, that somebody passes on whose mail counts. What they say above it may be "hold everybody",
    /// so a person reads it, wherever it may belong; nothing where it belongs nowhere.
    pub(super) async fn passed_on(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        heard: &Heard,
        meant: &[Ticket],
    ) -> Result<Option<Settled>, CommitError> {
        let reading = &heard.reading;
        let mut tickets: BTreeSet<TicketId> = meant.iter().map(|ticket| ticket.id).collect();
        for message_id in &heard.own_ids {
            if let Some(id) = self.outgoing(message_id).await? {
                tickets.insert(commit.outbox_row(&id).await?.ticket);
            }
        }
        for address in heard.unnamed.iter().flat_map(|report| &report.recipients) {
            let find = Find::is(Index::TicketByAddress, address, MOST_TICKETS);
            tickets.extend(self.store.tickets(find).await?.iter().map(|ticket| ticket.id));
        }
        if tickets.is_empty() {
            return Ok(None);
        }
        tickets.extend(self.waiting_tickets(commit, reading, &[]).await?);
        let mut open = Vec::new();
        for id in tickets {
            if commit.ticket(id).await?.rejected.is_none() {
                open.push(id);
            }
        }
        let Some(first) = open.first().copied() else {
            return Ok(None);
        };
        let author = matching::party(&reading.extraction.submitter);
        let words = format!(
            "{author} passed on a report or a mail of ours, perhaps with words above it. Please read it; no link leaves before."
        );
        self.ask_a_reader(commit, mail, reading, &open, &words).await?;
        let words = "a report or a mail of ours that somebody passed on; no link leaves before a person has read it";
        Ok(Some(Settled::new(Outcome::Amendment { ticket: first }, words)))
    }

    /// The outgoing mail of this name.
    async fn outgoing(&self, message_id: &str) -> Result<Option<OutboxId>, StoreError> {
        let message_id = message_id.to_lowercase();
        let found = self.store.find(Find::is(Index::OutboxByMessage, message_id, 1)).await?;
        Ok(found
            .into_iter()
            .find_map(|(_, key)| if let Key::Outbox(id) = key { Some(id) } else { None }))
    }
}

/// Whether the link in this mail is the one that counts, and nobody knows yet that it went wrong.
fn is_waited_for(person: &Person, id: &OutboxId) -> bool {
    let counts = person.link.as_ref().is_some_and(|link| link.outbox == *id);
    counts
        && matches!(
            person.state,
            PersonState::Queued | PersonState::Sent { .. } | PersonState::Expired { .. }
        )
}
