//! Somebody asks for a new link. It only ever goes to the address on file, so that whoever asks can gain nothing by it.

use greenroom_parsers::{Envelope, Reading};
use jiff::Timestamp;

use super::proof::Proof;
use super::{Pipeline, Settled};
use crate::domain::event::{Actor, Event};
use crate::domain::ids::{OutboxId, PersonNo};
use crate::domain::lifecycle::next_link_number;
use crate::domain::mail::{MailRecord, Outcome};
use crate::domain::matching::{self, find_person};
use crate::domain::ticket::{Party, Person, PersonState, Problem, Ticket};
use crate::store::commit::{Commit, CommitError};
use crate::store::{Find, Index};

/// Nobody gets more links than this by asking by mail; then a person looks.
const LINKS_BY_MAIL: u32 = 5;

impl Pipeline {
    /// A person asks for a new link from the address that we have of them.
    pub(super) async fn reset_by_person(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        envelope: &Envelope,
    ) -> Result<Option<Settled>, CommitError> {
        let from = envelope.from.first().and_then(|from| from.email.as_deref());
        let (Some(from), None) = (from, self.trust.doubt(envelope)) else {
            return Ok(None);
        };
        let find = Find::is(Index::TicketByAddress, crate::store::index::folded(from), usize::MAX);
        let tickets = self.store.tickets(find).await?;
        // Only for addresses that are on file is the DNS asked, where our own server says nothing.
        let is_proven = tickets.is_empty() || matches!(self.proof(mail, envelope).await?, Proof::Full | Proof::Weak(_));
        if !is_proven {
            return Ok(None);
        }
        let mut renewed = Vec::new();
        // The latest first, and one link: the address may be on several tickets, and the person is still one.
        for ticket in tickets.iter().rev().filter(|ticket| ticket.rejected.is_none()) {
            let matching::Match::One(no) = find_person(ticket, None, Some(from)) else {
                continue;
            };
            if is_kept_back(ticket, no) {
                let words = "somebody asks for a new link who may be meant to wait; a person is asked";
                let author = envelope.from.first().map(matching::party).unwrap_or_default();
                let event = kept_back(mail, author, no, ticket);
                commit.happen(ticket.id, event).await?;
                return Ok(Some(Settled::new(Outcome::Reset { tickets: Vec::new() }, words)));
            }
            if self.renew(commit, mail, ticket, no, envelope).await? {
                renewed.push(ticket.id);
                break;
            }
        }
        Ok((!renewed.is_empty()).then(|| {
            let words = "the person asked for a new link; it goes to the address on file";
            Settled::new(Outcome::Reset { tickets: renewed }, words)
        }))
    }

    /// Somebody we know asks for a new link, on a ticket whose only candidate is clear; else a person looks.
    pub(super) async fn reset(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        ticket: Option<Ticket>,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        if let Some(settled) = self.reset_by_person(commit, mail, &reading.envelope).await? {
            return Ok(settled);
        }
        let mut renewed = Vec::new();
        if let Some(ticket) = &ticket {
            let expired = |person: &&Person| matches!(person.state, PersonState::Expired { .. });
            let candidates: Vec<PersonNo> = ticket.people.iter().filter(expired).map(|person| person.no).collect();
            if let [one] = candidates.as_slice()
                && !is_kept_back(ticket, *one)
                && self.renew(commit, mail, ticket, *one, &reading.envelope).await?
            {
                renewed.push(ticket.id);
            }
        }
        if !renewed.is_empty() {
            let words = "a new link was asked for; it goes to the address on file";
            return Ok(Settled::new(Outcome::Reset { tickets: renewed }, words));
        }
        let asked = "A new link is asked for, and it is not clear for whom. Please read the mail.";
        let tickets = match ticket.filter(|ticket| ticket.rejected.is_none()) {
            Some(ticket) => {
                let problem = Problem::new("reset_unclear", asked);
                let event = matching::doubt(mail.id, &reading.extraction, problem);
                commit.happen(ticket.id, event).await?;
                Vec::new()
            }
            None => {
                let opened = self.open(commit, mail, reading, Some(asked.to_owned()), now).await?;
                opened.outcome.ticket().into_iter().collect()
            }
        };
        let words = "a new link is asked for, and it is not clear for whom; a person is asked";
        Ok(Settled::new(Outcome::Reset { tickets }, words))
    }

    async fn renew(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        ticket: &Ticket,
        no: PersonNo,
        envelope: &Envelope,
    ) -> Result<bool, CommitError> {
        let Some(person) = ticket.person(no) else {
            return Ok(false);
        };
        let number = next_link_number(person);
        let renewable = matches!(person.state, PersonState::Sent { .. } | PersonState::Expired { .. });
        if !renewable || number > LINKS_BY_MAIL {
            return Ok(false);
        }
        let author = envelope.from.first().map(matching::party).unwrap_or_default();
        let link = self.links.new_link(&OutboxId::activation(ticket.id, no, number));
        let by = Actor::Mail { mail: mail.id, author };
        commit
            .happen(ticket.id, Event::NewLinkRequested { person: no, by, link })
            .await?;
        Ok(true)
    }
}

/// Whether an account manager has asked to hold somebody or to take them out after their link was sent, or may have: then
/// a new link is for a person to send.
fn is_kept_back(ticket: &Ticket, no: PersonNo) -> bool {
    let asked = ticket
        .person(no)
        .is_some_and(|person| person.has_problem("already_sent"));
    asked || ticket.unread().is_some()
}

fn kept_back(mail: &MailRecord, author: Party, no: PersonNo, ticket: &Ticket) -> Event {
    let called = ticket
        .person(no)
        .map_or_else(String::new, |person| person.details.called(no));
    let words = format!(
        "{called} asks for a new link, but may be meant to wait. Read the mails, then send one if it is right."
    );
    Event::MailAmended {
        mail: mail.id,
        author,
        message_id: mail.message_id.clone(),
        changes: Vec::new(),
        removed: Vec::new(),
        problems: vec![Problem::new("reset_unclear", words)],
    }
}
