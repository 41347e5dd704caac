//! A mail of ours came back: the person it was for becomes undeliverable, with the server's words.

use super::bounce::{Bounce, Fate};
use super::{Pipeline, Settled};
use crate::domain::event::Event;
use crate::domain::ids::OutboxId;
use crate::domain::mail::{MailRecord, Outcome};
use crate::domain::ticket::{Person, PersonState};
use crate::store::commit::{Commit, CommitError};
use crate::store::record::Key;
use crate::store::{Find, Index, StoreError};

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
            let ticket = commit.ticket(row.ticket).await?;
            let waits = ticket
                .person(row.person)
                .is_some_and(|person| is_waited_for(person, &id));
            if !waits {
                continue;
            }
            let event = Event::DeliveryFailed {
                person: row.person,
                number: row.number,
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
