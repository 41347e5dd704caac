//! The list of what can become of a mail, in the order in which it is tried. Each step is a call.

use std::collections::BTreeSet;

use greenroom_parsers::{Activate, AutomaticReason, Envelope, Extraction, Kind, Reading, User};
use jiff::Timestamp;

use super::elsewhere::{self, Asked, tell_others};
use super::sender::written_at;
use super::{Heard, Pipeline, Settled, Verdict};
use crate::config::ClientConfig;
use crate::domain::event::{Actor, Event, Request};
use crate::domain::ids::{ClientKey, MailId, TicketId};
use crate::domain::mail::{MailRecord, MailStatus, Outcome};
use crate::domain::matching::{self, client_keys, client_of, domain_of};
use crate::domain::review::{Policy, by_rule};
use crate::domain::ticket::{Person, PersonState, Problem, Ticket};
use crate::domain::wording::counted;
use crate::store::commit::{Commit, CommitError};
use crate::store::record::Key;
use crate::store::{Find, Index, StoreError};

/// No more tickets are meant by one mail. Whoever repeats a Message-ID a hundred times is in doubt with the first few.
const MOST_MEANT: usize = 16;

/// Of a mail in which nothing was found so many addresses are looked up.
const MOST_ADDRESSES: usize = 1000;

impl Pipeline {
    /// What becomes of a mail. Adds the tickets' events to `commit`.
    pub(super) async fn decide(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        heard: &Heard,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let reading = &heard.reading;
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
        if self.is_own_mail(envelope) {
            let words = "a mail of our own that came back to us, by its Message-ID";
            return Ok(Settled::new(Outcome::Ignored, words));
        }
        let is_by_person = heard.is_doubtful_report && self.is_of_submitter(envelope).await?;
        if let Some(bounce) = heard.bounce.as_ref().filter(|_| !is_by_person) {
            return self.returned(commit, mail, bounce).await;
        }
        if extraction.kind == Kind::Automatic && !is_by_person {
            if let Some(settled) = self.maybe_returned(commit, heard.unnamed.as_ref()).await? {
                return Ok(settled);
            }
            return Ok(Settled::new(Outcome::Ignored, automatic_words(envelope.automatic)));
        }
        let meant = self.tickets_meant(envelope).await?;
        let verdict = self.verdict(mail, envelope, &meant).await?;
        if let Verdict::Unproven(cause) = verdict {
            return self.wait_for_proof(commit, mail, reading, (&meant, cause), now).await;
        }
        if let Verdict::Unknown(cause) = verdict {
            // Somebody who has a link may ask for a new one: it only ever goes to the address on file.
            if extraction.kind == Kind::ResetRequest
                && let Some(settled) = self.reset_by_person(commit, mail, envelope).await?
            {
                return Ok(settled);
            }
            return self
                .keep_in_quarantine(commit, mail, reading, (&meant, false), cause)
                .await;
        }
        self.act(commit, mail, heard, (meant, is_by_person), now).await
    }

    /// What a mail that counts brings about. `is_by_person`: it has the form of a report, and somebody sent it.
    async fn act(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        heard: &Heard,
        (meant, is_by_person): (Vec<Ticket>, bool),
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let reading = &heard.reading;
        let (extraction, envelope) = (&reading.extraction, &reading.envelope);
        // What a ticket is told by an answer in its thread is read as such.
        if is_by_person || heard.passes_on && meant.is_empty() {
            let settled = self.passed_on(commit, mail, heard, &meant).await?;
            if let Some(settled) = settled {
                return Ok(settled);
            }
        }
        if is_by_person {
            let words = "The mail has the form of a delivery report, and may say more. Please read it.".to_owned();
            return self.open(commit, mail, reading, Some(words), now).await;
        }
        if meant.len() > 1 {
            return self.either(commit, mail, reading, &meant, now).await;
        }
        match (extraction.kind, meant.into_iter().next()) {
            (Kind::ResetRequest, ticket) => self.reset(commit, mail, reading, ticket, now).await,
            (Kind::Amendment | Kind::Submission | Kind::Unrelated, Some(ticket)) if ticket.rejected.is_some() => {
                let words = format!("The mail refers to {}, which was rejected.", ticket.id);
                self.open(commit, mail, reading, Some(words), now).await
            }
            (Kind::Amendment | Kind::Unrelated, Some(ticket)) => self.amend(commit, mail, reading, &ticket, now).await,
            (Kind::Amendment, None) => {
                let words = "The mail refers to a ticket that does not exist.".to_owned();
                self.open(commit, mail, reading, Some(words), now).await
            }
            // An answer in the thread of a ticket without its tag: people may well answer an old mail to ask for new users.
            (Kind::Submission, Some(ticket)) if matching::is_about(&ticket, extraction) => {
                self.amend(commit, mail, reading, &ticket, now).await
            }
            (Kind::Submission, Some(ticket)) => {
                let words = format!("The mail answers {}. Does it belong there?", ticket.id);
                self.open(commit, mail, reading, Some(words), now).await
            }
            (Kind::Submission, None) => self.open_unless_flooded(commit, mail, reading, now).await,
            (Kind::GoLiveChange, ticket) => self.move_go_live(commit, mail, reading, ticket, now).await,
            (Kind::Unrelated, None) => self.unrelated(commit, mail, reading).await,
            (Kind::Automatic, _) => Ok(Settled::new(Outcome::Ignored, automatic_words(envelope.automatic))),
        }
    }

    /// A mail that says the same and was acted on. One that is quarantined, ignored or not decided yet does not count:
    /// whoever sends a copy ahead of the real mail must not be able to make that one disappear.
    async fn first_copy(&self, mail: &MailRecord) -> Result<Option<MailId>, StoreError> {
        for id in self.store.mail_by_fingerprint(mail.fingerprint).await? {
            let other = self.store.mail(id).await?.filter(|other| other.id != mail.id);
            if other.is_some_and(|other| was_acted_on(&other.status)) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The tickets that a mail's references and its subject name: none, one, or all that may be meant.
    pub(super) async fn tickets_meant(&self, envelope: &Envelope) -> Result<Vec<Ticket>, StoreError> {
        let mut meant = BTreeSet::new();
        // What it answers says most; of all before that, the last that is known.
        for message_id in &envelope.in_reply_to {
            meant.extend(self.thread_of(message_id).await?);
        }
        for message_id in envelope.references.iter().rev() {
            if !meant.is_empty() {
                break;
            }
            meant.extend(self.thread_of(message_id).await?);
        }
        meant.extend(
            envelope
                .is_own_ticket_tags
                .iter()
                .take(MOST_MEANT)
                .map(|number| TicketId(*number)),
        );
        let mut tickets = Vec::new();
        for id in meant {
            tickets.extend(self.store.ticket(id).await?);
        }
        Ok(tickets)
    }

    /// The tickets on which a Message-ID stands. One of ours stands on one, whoever else repeats it.
    async fn thread_of(&self, message_id: &str) -> Result<BTreeSet<TicketId>, StoreError> {
        let own = self.own_name(message_id);
        let message_id = own.as_deref().unwrap_or(message_id);
        for (_, key) in self.store.find(Find::is(Index::OutboxByMessage, message_id, 1)).await? {
            if let Key::Outbox(id) = key
                && let Some(row) = self.store.outbox_row(&id).await?
            {
                return Ok(BTreeSet::from([row.ticket]));
            }
        }
        let find = Find::is(Index::TicketByMessage, message_id, MOST_MEANT);
        let found = self.store.find(find).await?.into_iter();
        Ok(found
            .filter_map(|(_, key)| if let Key::Ticket(id) = key { Some(id) } else { None })
            .collect())
    }

    /// Any of these tickets may be meant. Nothing is chosen: a person reads the mail, and until then no link of any of them
    /// leaves, nor of others on which it names people.
    async fn either(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        meant: &[Ticket],
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let names: Vec<String> = meant.iter().map(|ticket| ticket.id.to_string()).collect();
        let names = names.join(" and ");
        let mut tickets = self.waiting_tickets(commit, reading, &[]).await?;
        tickets.extend(
            meant
                .iter()
                .filter(|ticket| ticket.rejected.is_none())
                .map(|ticket| ticket.id),
        );
        let tickets: Vec<TicketId> = tickets.into_iter().collect();
        let Some(first) = tickets.first().copied() else {
            let words = format!("The mail refers to {names}, which were all rejected.");
            return self.open(commit, mail, reading, Some(words), now).await;
        };
        let author = matching::party(&reading.extraction.submitter);
        let words = format!(
            "{author} wrote, and {names} may all be meant. Nothing was done by it. Please read the mail; no link leaves before."
        );
        self.ask_a_reader(commit, mail, reading, &tickets, &words).await?;
        let words = format!("it may be about {names}; nobody there is sent a link before a person has read it");
        Ok(Settled::new(Outcome::Amendment { ticket: first }, words))
    }

    pub(super) async fn open(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        doubt: Option<String>,
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
        submission
            .problems
            .extend(doubt.map(|words| Problem::new("unknown_ticket", words)));
        submission
            .problems
            .extend(self.borrowed_trust(mail, &reading.envelope).await?);
        submission
            .problems
            .extend(self.lost_time(mail, &reading.envelope).await?);
        let addresses = addressed(extraction, |_| true);
        let elsewhere = self
            .elsewhere(commit, addresses.iter().map(String::as_str), None)
            .await?;
        let again = self
            .same_request(commit, &submission.submitter, &addresses, &elsewhere)
            .await?;
        submission.problems.extend(again);
        let (in_use, twice) = (self.in_use(commit, &elsewhere).await?, self.given_twice(extraction));
        for request in &mut submission.people {
            let address = request.details.email.as_deref().map(matching::folded);
            request
                .problems
                .extend(address.and_then(|address| in_use.get(&address).cloned()));
            doubt_twice(request, &twice);
        }
        let ticket = commit.open(submission.clone()).await?.clone();
        let asked = Asked {
            mail: mail.id,
            author: &submission.submitter,
            addresses: &addresses,
        };
        self.hold_elsewhere(commit, &ticket, &asked, &elsewhere, now).await?;
        tell_others(commit, &ticket, &submission.submitter.to_string(), &elsewhere).await?;
        self.approve_by_rule(commit, &ticket, now).await?;
        let (id, people) = (ticket.id, ticket.people.len());
        Ok(Settled::new(
            Outcome::Ticket { ticket: id },
            format!("a new ticket with {}", counted(people, "person", "people")),
        ))
    }

    /// A mail that was written before a restore and is only taken in now: the lost store may have acted on it.
    async fn lost_time(&self, mail: &MailRecord, envelope: &Envelope) -> Result<Option<Problem>, StoreError> {
        let Some(last) = self
            .store
            .restoration()
            .await?
            .and_then(|found| found.times.last().copied())
        else {
            return Ok(None);
        };
        let words = format!(
            "The mail is older than the restore of {:.0}. Before that it was perhaps acted on already, and links were perhaps \
             sent. Please compare; no link leaves by the calendar before this is settled.",
            last.at
        );
        let is_older = envelope.date.is_none() || written_at(mail, Some(envelope)) <= last.at;
        Ok(is_older.then(|| Problem::new("restored", words)))
    }

    /// Nothing was found in it. If it names somebody who waits for their link, it may ask to stop that.
    async fn unrelated(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
    ) -> Result<Settled, CommitError> {
        let tickets = self.waiting_tickets(commit, reading, &[]).await?;
        let Some(first) = tickets.first().copied() else {
            let words = "nobody to set up, no go-live date and no question about a link was found in it";
            return Ok(Settled::new(Outcome::Ignored, words));
        };
        let tickets: Vec<TicketId> = tickets.into_iter().collect();
        let author = matching::party(&reading.extraction.submitter);
        let words = format!("{author} wrote about people of this ticket. Please read the mail; no link leaves before.");
        self.ask_a_reader(commit, mail, reading, &tickets, &words).await?;
        let words = format!(
            "it names people who wait for their link, or their client, on {}",
            counted(tickets.len(), "ticket", "tickets")
        );
        Ok(Settled::new(Outcome::Amendment { ticket: first }, words))
    }

    /// Where people wait for a link whom a mail names, or whose client it names, or on the ticket that it answers.
    pub(super) async fn waiting_tickets(
        &self,
        commit: &mut Commit<'_>,
        reading: &Reading,
        answered: &[Ticket],
    ) -> Result<BTreeSet<TicketId>, CommitError> {
        let texts = reading.shown.iter().map(|part| part.text.as_str());
        let found = self.elsewhere(commit, texts.flat_map(addresses), None).await?;
        let people = found.into_values().flatten().map(|(id, _)| id);
        let mut tickets: BTreeSet<TicketId> = people
            .chain(self.named(reading).await?.iter().map(|ticket| ticket.id))
            .chain(answered.iter().map(|ticket| ticket.id))
            .collect();
        for id in tickets.clone() {
            if !commit.ticket(id).await?.people.iter().any(waits_for_link) {
                tickets.remove(&id);
            }
        }
        Ok(tickets)
    }

    pub(super) async fn approve_by_rule(
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

    pub(super) fn configured_client(&self, keys: &[ClientKey], name: Option<&str>) -> Option<&ClientConfig> {
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
        let addresses = addressed(&reading.extraction, |_| true);
        let mut elsewhere = self
            .elsewhere(commit, addresses.iter().map(String::as_str), Some(ticket.id))
            .await?;
        let in_use = self.in_use(commit, &elsewhere).await?;
        self.doubt_borrowed_trust(commit, mail, reading, &[ticket.id]).await?;
        // As it is now: somebody else may have changed it since the mail's references were looked up.
        let before = commit.ticket(ticket.id).await?.clone();
        let twice = self.given_twice(&reading.extraction);
        for mut event in matching::amendment(&before, mail.id, &reading.extraction, &in_use) {
            if let Event::MailAmended { changes, .. } = &mut event {
                changes
                    .iter_mut()
                    .for_each(|change| doubt_twice(&mut change.request, &twice));
            }
            commit.happen(ticket.id, event).await?;
        }
        let after = commit.ticket(ticket.id).await?.clone();
        let author = matching::party(&reading.extraction.submitter);
        let held = addressed(&reading.extraction, |user| {
            user.activate == Activate::Hold || user.hold_until.is_some()
        });
        let asked = Asked {
            mail: mail.id,
            author: &author,
            addresses: &held,
        };
        self.hold_elsewhere(commit, &after, &asked, &elsewhere, now).await?;
        // Who was on this ticket before has been compared before.
        elsewhere.retain(|address, _| !matching::has_address(&before, address));
        tell_others(commit, &after, &author.to_string(), &elsewhere).await?;
        self.approve_by_rule(commit, &after, now).await?;
        if let Some(go_live) = matching::go_live(&reading.extraction) {
            let by = mail_of(mail, reading);
            self.move_siblings(commit, &before, &by, go_live, now).await?;
        }
        Ok(Settled::new(
            Outcome::Amendment { ticket: ticket.id },
            format!("it is about {}", ticket.id),
        ))
    }
}

/// Notes at a person that the mail gives their address to somebody else as well.
fn doubt_twice(request: &mut Request, twice: &BTreeSet<String>) {
    let address = request.details.email.as_deref().map(matching::folded);
    request.problems.extend(
        address
            .filter(|address| twice.contains(address))
            .map(|address| elsewhere::twice(&address)),
    );
}

/// The folded addresses of those people in a mail of whom this is so.
fn addressed(extraction: &Extraction, so: impl Fn(&User) -> bool) -> BTreeSet<String> {
    let users = extraction.users.iter().filter(|user| so(user));
    users
        .filter_map(|user| user.email.as_deref())
        .map(matching::folded)
        .collect()
}

/// Whether a copy of this mail need not be acted on again.
fn was_acted_on(status: &MailStatus) -> bool {
    match status {
        MailStatus::Stored => false,
        MailStatus::Settled { outcome, .. } => match outcome {
            Outcome::Ticket { .. }
            | Outcome::Amendment { .. }
            | Outcome::GoLiveChange { .. }
            | Outcome::Reset { .. }
            | Outcome::Bounce { .. } => true,
            Outcome::Duplicate { .. }
            | Outcome::Ignored
            | Outcome::Quarantined
            | Outcome::Unparsed
            | Outcome::Rejected => false,
        },
    }
}

/// Everything in a text that may be an address; only those that people on tickets have matter.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| letter.is_whitespace() || "<>()[]{},;:\"'|*".contains(letter);
    let words = text.split(ends).map(|word| word.trim_end_matches(['.', '!', '?']));
    words.filter(|word| word.contains('@')).take(MOST_ADDRESSES)
}

fn waits_for_link(person: &Person) -> bool {
    matches!(person.state, PersonState::Held | PersonState::Queued)
}

pub(super) fn mail_of(mail: &MailRecord, reading: &Reading) -> Actor {
    Actor::Mail {
        mail: mail.id,
        author: matching::party(&reading.extraction.submitter),
    }
}

pub(super) fn client_key(client: &ClientConfig) -> ClientKey {
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
