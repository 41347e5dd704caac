//! The list of what can become of a mail, in the order in which it is tried. Each step is a call.

use std::collections::BTreeSet;

use greenroom_parsers::{AutomaticReason, Envelope, Kind, Reading};
use jiff::Timestamp;

use super::{Pipeline, Settled, Verdict};
use crate::config::ClientConfig;
use crate::domain::event::{Actor, Event};
use crate::domain::ids::{ClientKey, OutboxId, PersonNo, TicketId};
use crate::domain::lifecycle::next_link_number;
use crate::domain::mail::{MailRecord, Outcome};
use crate::domain::matching::{self, client_keys, client_of, domain_of, find_person, is_unfinished};
use crate::domain::review::{Policy, by_rule};
use crate::domain::ticket::{PersonState, Problem, Ticket};
use crate::store::commit::{Commit, CommitError};
use crate::store::record::Key;
use crate::store::{Find, Index, StoreError};

/// Nobody gets more links than this by asking by mail; then a person looks.
const LINKS_BY_MAIL: u32 = 5;

impl Pipeline {
    /// What becomes of a mail. Adds the tickets' events to `commit`.
    pub(super) async fn decide(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let (extraction, envelope) = (&reading.extraction, &reading.envelope);
        if let Some(error) = &extraction.error {
            return Ok(Settled::new(
                Outcome::Unparsed,
                format!("it cannot be read as a mail: {error}"),
            ));
        }
        if let Some(first) = self.first_copy(mail).await? {
            let words = "the same mail, apart from the marks of its way, was taken in before";
            return Ok(Settled::new(Outcome::Duplicate { of: first }, words));
        }
        if extraction.kind == Kind::Automatic {
            return Ok(Settled::new(Outcome::Ignored, automatic_words(envelope.automatic)));
        }
        let ticket = self.ticket_meant(envelope).await?;
        if let Verdict::Unknown(cause) = self.verdict(envelope, ticket.as_ref()) {
            // Somebody who has a link may ask for a new one: it only ever goes to the address on file.
            if extraction.kind == Kind::ResetRequest
                && let Some(settled) = self.reset_by_person(commit, mail, envelope).await?
            {
                return Ok(settled);
            }
            return Ok(Settled::new(Outcome::Quarantined, cause));
        }
        match (extraction.kind, ticket) {
            (Kind::ResetRequest, ticket) => self.reset(commit, mail, reading, ticket).await,
            (Kind::Amendment, Some(ticket)) => self.amend(commit, mail, reading, &ticket, now).await,
            (Kind::Amendment, None) => {
                self.open(commit, mail, reading, Some("a ticket that does not exist"), now)
                    .await
            }
            (Kind::Submission, _) => self.open(commit, mail, reading, None, now).await,
            (Kind::GoLiveChange, _) => self.move_go_live(commit, mail, reading, now).await,
            (Kind::Unrelated, _) => {
                let words = "nobody to set up, no go-live date and no question about a link was found in it";
                Ok(Settled::new(Outcome::Ignored, words))
            }
            (Kind::Automatic, _) => Ok(Settled::new(Outcome::Ignored, automatic_words(envelope.automatic))),
        }
    }

    /// An earlier mail that says the same. Of two copies only the one that was taken in first counts.
    async fn first_copy(&self, mail: &MailRecord) -> Result<Option<crate::domain::ids::MailId>, StoreError> {
        for id in self.store.mail_by_fingerprint(mail.fingerprint).await? {
            let Some(other) = self.store.mail(id).await?.filter(|other| other.id != mail.id) else {
                continue;
            };
            if (other.received_at, &other.found) < (mail.received_at, &mail.found) {
                return Ok(Some(other.id));
            }
        }
        Ok(None)
    }

    /// The ticket that a mail's references or its subject name.
    async fn ticket_meant(&self, envelope: &Envelope) -> Result<Option<Ticket>, StoreError> {
        for message_id in envelope.in_reply_to.iter().chain(envelope.references.iter().rev()) {
            for (_, key) in self.store.find(Find::is(Index::OutboxByMessage, message_id, 1)).await? {
                if let Key::Outbox(id) = key
                    && let Some(row) = self.store.outbox_row(&id).await?
                {
                    return self.store.ticket(row.ticket).await;
                }
            }
            if let Some(ticket) = self
                .store
                .tickets(Find::is(Index::TicketByMessage, message_id, 1))
                .await?
                .pop()
            {
                return Ok(Some(ticket));
            }
        }
        match envelope.is_own_ticket_tags.first() {
            Some(number) => self.store.ticket(TicketId(*number)).await,
            None => Ok(None),
        }
    }

    /// Known submitters count, and on a ticket its own submitter and the client's contact.
    fn verdict(&self, envelope: &Envelope, ticket: Option<&Ticket>) -> Verdict {
        let verdict = self.trust.of_sender(envelope);
        if verdict == Verdict::Known || self.trust.doubt(envelope).is_some() {
            return verdict;
        }
        let from = envelope
            .from
            .first()
            .and_then(|from| from.email.as_deref())
            .map(str::to_lowercase);
        let takes_part = ticket.is_some_and(|ticket| {
            let contact = ticket
                .client
                .contact
                .as_ref()
                .and_then(|contact| contact.email.as_deref());
            let known = [ticket.submitter.email.as_deref(), contact];
            known
                .into_iter()
                .flatten()
                .any(|address| Some(address.to_lowercase()) == from)
        });
        if takes_part { Verdict::Known } else { verdict }
    }

    async fn open(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        instead_of: Option<&str>,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let extraction = &reading.extraction;
        let keys = client_keys(extraction, &self.trust.own_domains());
        let configured = self.configured_client(&keys, extraction.client.name.as_deref());
        let named = configured.map(|client| (client_key(client), client.name.clone()));
        let client = client_of(extraction, &self.trust.own_domains(), named);
        let terms = self.config.calendar.terms(configured);
        let subject = reading.envelope.subject.as_deref().unwrap_or("(no subject)");
        let mut submission = matching::submission(mail.id, subject, &self.profile.name, client, terms, extraction);
        if let Some(what) = instead_of {
            submission
                .problems
                .push(Problem::new("unknown_ticket", format!("The mail refers to {what}.")));
        }
        let ticket = commit.open(submission).await?.clone();
        self.approve_by_rule(commit, &ticket, now).await?;
        let (id, people) = (ticket.id, ticket.people.len());
        Ok(Settled::new(
            Outcome::Ticket { ticket: id },
            format!("a new ticket with {}", counted(people, "person", "people")),
        ))
    }

    async fn approve_by_rule(
        &self,
        commit: &mut Commit<'_>,
        ticket: &Ticket,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let policy = Policy {
            complete_holds: self.config.policy.approve_complete_holds,
            complete_now: self.config.policy.approve_complete_now,
        };
        for (approval, people) in by_rule(policy, ticket, now) {
            commit.happen(ticket.id, Event::Approved { people, approval }).await?;
        }
        Ok(())
    }

    fn configured_client(&self, keys: &[ClientKey], name: Option<&str>) -> Option<&ClientConfig> {
        let by_domain = |client: &&ClientConfig| {
            client
                .domains
                .iter()
                .any(|domain| keys.iter().any(|key| key.0 == domain.to_lowercase()))
        };
        let by_name = |client: &&ClientConfig| name.is_some_and(|name| client.name.eq_ignore_ascii_case(name.trim()));
        let clients = &self.config.client;
        clients.iter().find(by_domain).or_else(|| clients.iter().find(by_name))
    }

    async fn amend(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        ticket: &Ticket,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        for event in matching::amendment(ticket, mail.id, &reading.extraction) {
            commit.happen(ticket.id, event).await?;
        }
        let after = commit.ticket(ticket.id).await?.clone();
        self.approve_by_rule(commit, &after, now).await?;
        Ok(Settled::new(
            Outcome::Amendment { ticket: ticket.id },
            format!("it is about {}", ticket.id),
        ))
    }

    async fn move_go_live(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let extraction = &reading.extraction;
        let mut keys = client_keys(extraction, &self.trust.own_domains());
        let configured = self.configured_client(&keys, extraction.client.name.as_deref());
        keys.extend(configured.map(client_key));
        let concerned = self.tickets_of(&keys, extraction.client.name.as_deref()).await?;
        let Some(go_live) = matching::go_live(extraction).filter(|_| !concerned.is_empty()) else {
            let words = "a go-live moved, but no open ticket of that client was found; please look at the mail";
            return Ok(Settled::new(Outcome::GoLiveChange { tickets: Vec::new() }, words));
        };
        let by = Actor::Mail {
            mail: mail.id,
            author: matching::party(&extraction.submitter),
        };
        for id in &concerned {
            let after = commit
                .happen(
                    *id,
                    Event::GoLiveMoved {
                        by: by.clone(),
                        go_live,
                    },
                )
                .await?
                .clone();
            self.approve_by_rule(commit, &after, now).await?;
        }
        let words = format!(
            "go-live is {}; it concerns {}",
            go_live.date,
            counted(concerned.len(), "ticket", "tickets")
        );
        Ok(Settled::new(Outcome::GoLiveChange { tickets: concerned }, words))
    }

    /// The open tickets of a client: by its keys, else by a name that no other client shares.
    async fn tickets_of(&self, keys: &[ClientKey], name: Option<&str>) -> Result<Vec<TicketId>, StoreError> {
        let mut found: Vec<Ticket> = Vec::new();
        for key in keys {
            found.extend(self.store.tickets_of_client(key).await?);
        }
        if found.is_empty() {
            for key in keys {
                for weak in matching::weak_names(key, name) {
                    found.extend(
                        self.store
                            .tickets(Find::is(Index::TicketByClientName, weak, usize::MAX))
                            .await?,
                    );
                }
            }
            let clients: BTreeSet<&ClientKey> = found.iter().map(|ticket| &ticket.client.key).collect();
            if clients.len() > 1 {
                found.clear();
            }
        }
        let open: BTreeSet<TicketId> = found
            .iter()
            .filter(|ticket| is_unfinished(ticket))
            .map(|ticket| ticket.id)
            .collect();
        Ok(open.into_iter().collect())
    }

    /// A person asks for a new link from the address that we have of them.
    async fn reset_by_person(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        envelope: &Envelope,
    ) -> Result<Option<Settled>, CommitError> {
        let from = envelope.from.first().and_then(|from| from.email.as_deref());
        let (Some(from), None) = (from, self.trust.doubt(envelope)) else {
            return Ok(None);
        };
        let find = Find::is(Index::TicketByAddress, crate::store::index::folded(from), 16);
        let tickets = self.store.tickets(find).await?;
        let mut renewed = Vec::new();
        for ticket in &tickets {
            if let matching::Match::One(no) = find_person(ticket, None, Some(from))
                && self.renew(commit, mail, ticket, no, envelope).await?
            {
                renewed.push(ticket.id);
            }
        }
        Ok((!renewed.is_empty()).then(|| {
            let words = "the person asked for a new link; it goes to the address on file";
            Settled::new(Outcome::Reset { tickets: renewed }, words)
        }))
    }

    /// Somebody we know asks for a new link, on a ticket whose only candidate is clear; else a person looks.
    async fn reset(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        ticket: Option<Ticket>,
    ) -> Result<Settled, CommitError> {
        if let Some(settled) = self.reset_by_person(commit, mail, &reading.envelope).await? {
            return Ok(settled);
        }
        let mut renewed = Vec::new();
        if let Some(ticket) = ticket {
            let expired = |person: &&crate::domain::ticket::Person| matches!(person.state, PersonState::Expired { .. });
            let candidates: Vec<PersonNo> = ticket.people.iter().filter(expired).map(|person| person.no).collect();
            if let [one] = candidates.as_slice()
                && self.renew(commit, mail, &ticket, *one, &reading.envelope).await?
            {
                renewed.push(ticket.id);
            }
        }
        let words = if renewed.is_empty() {
            "a new link is asked for, and it is not clear for whom; please look at the mail"
        } else {
            "a new link was asked for; it goes to the address on file"
        };
        Ok(Settled::new(Outcome::Reset { tickets: renewed }, words))
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

fn client_key(client: &ClientConfig) -> ClientKey {
    let domain = client.domains.first().map(|domain| domain.to_lowercase());
    ClientKey(domain.unwrap_or_else(|| domain_of(&client.name).unwrap_or_else(|| client.name.to_lowercase())))
}

fn automatic_words(reason: Option<AutomaticReason>) -> &'static str {
    match reason {
        Some(AutomaticReason::AutoSubmitted) => "an automatic mail: its Auto-Submitted header says so",
        Some(AutomaticReason::AutoResponse) => "an automatic answer",
        Some(AutomaticReason::NullSender) => "an automatic mail: it has no return address",
        Some(AutomaticReason::DeliveryReport) => "a delivery report",
        Some(AutomaticReason::Bulk) => "a bulk mail",
        Some(AutomaticReason::OutOfOffice) | None => "an out-of-office note",
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
