//! Who wrote a mail, and whether it counts: by the configuration, by what people said, and by the ticket it belongs to.

use greenroom_parsers::{Envelope, Reading};
use jiff::{Timestamp, ToSpan};
use tracing::{debug, error, warn};

use super::proof::Proof;
use super::{Pipeline, Settled, Verdict, lookalike};
use crate::domain::event::Event;
use crate::domain::ids::TicketId;
use crate::domain::mail::{MailRecord, Outcome, Recheck};
use crate::domain::matching::{self, domain_of, folded};
use crate::domain::ticket::{Problem, Ticket};
use crate::domain::wording::counted;
use crate::store::commit::{Commit, CommitError};
use crate::store::index::{Range, instant};
use crate::store::record::Key;
use crate::store::{Find, Index, StoreError};

/// So many mails of one domain that were taken in by the same pass are compared by their places in the mailbox.
const MOST_BESIDE: usize = 256;

/// Longer addresses are nobody's.
const LONGEST_ADDRESS: usize = 320;

/// The address of From, folded; of a mail that names several senders, nobody's.
pub(super) fn address(envelope: &Envelope) -> Option<String> {
    if envelope.from_headers != 1 || envelope.from.len() != 1 {
        return None;
    }
    let from = envelope.from.first().and_then(|from| from.email.as_deref()).map(folded);
    from.filter(|address| address.len() <= LONGEST_ADDRESS)
}

/// When a mail was written, as it says itself, but never after it was taken in.
pub(super) fn written_at(mail: &MailRecord, envelope: Option<&Envelope>) -> Timestamp {
    let stated = envelope
        .and_then(|envelope| envelope.date.as_ref())
        .map(jiff::Zoned::timestamp);
    stated.map_or(mail.received_at, |stated| stated.min(mail.received_at))
}

impl Pipeline {
    /// Known submitters count, those whom a person trusts, and on a ticket its own submitter and the client's contact.
    pub(super) async fn verdict(
        &self,
        mail: &MailRecord,
        envelope: &Envelope,
        meant: &[Ticket],
    ) -> Result<Verdict, StoreError> {
        if mail.released_by().is_some() {
            return Ok(Verdict::Known);
        }
        if let Some(cause) = self.cause(envelope, meant).await? {
            return Ok(Verdict::Unknown(cause));
        }
        let Some(domain) = address(envelope).as_deref().and_then(domain_of) else {
            return Ok(Verdict::Known);
        };
        if self.waits_behind(mail, &domain).await? {
            let words = format!(
                "an earlier mail from {} waits for the proof of its sender",
                shown(&domain)
            );
            return Ok(Verdict::Unproven(words));
        }
        Ok(match self.proof(mail, envelope).await? {
            Proof::Full | Proof::Weak(_) => Verdict::Known,
            Proof::Missing(cause) => Verdict::Unknown(cause),
            Proof::Unanswered(cause) => Verdict::Unproven(cause),
        })
    }

    /// Whether the mail is from the domain of its From, as far as our own server leaves that to the DNS.
    pub(super) async fn proof(&self, mail: &MailRecord, envelope: &Envelope) -> Result<Proof, StoreError> {
        let (Some(prover), true) = (&self.prover, self.trust.needs_proof(envelope)) else {
            return Ok(Proof::Full);
        };
        let Some(domain) = address(envelope).as_deref().and_then(domain_of) else {
            return Ok(Proof::Missing("the mail has no readable sender".into()));
        };
        match self.store.raw(mail.id).await? {
            Some(raw) => Ok(prover.proof(mail.id, raw, &domain).await),
            None => Ok(Proof::Missing("its bytes are gone".into())),
        }
    }

    /// Whether a mail of this domain that was taken in before this one still waits for its proof. The later one may well say
    /// "stop", and would be lost on what is not there yet.
    async fn waits_behind(&self, mail: &MailRecord, domain: &str) -> Result<bool, StoreError> {
        let own = instant(mail.received_at);
        let find = Find {
            index: Index::MailAwaitingProof,
            range: Range::StartsWith(format!("{domain}/")),
            after: None,
            limit: MOST_BESIDE,
        };
        let found = self.store.find(find).await?;
        for (value, key) in &found {
            let taken_in = value.rsplit('/').next().unwrap_or_default();
            let Key::Mail(id) = key else { continue };
            if *id == mail.id {
                continue;
            }
            if taken_in != own {
                return Ok(taken_in < own.as_str());
            }
            // Taken in by the same pass: then the order of the mailbox counts.
            let other = self.store.mail(*id).await?;
            if other.is_some_and(|other| other.found.to_string() < mail.found.to_string()) {
                return Ok(true);
            }
        }
        Ok(found.len() == MOST_BESIDE)
    }

    /// Leaves a mail in quarantine until the DNS has an answer about it, or people have.
    pub(super) async fn wait_for_proof(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        (meant, cause): (&[Ticket], String),
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let recheck = Recheck::after(mail.recheck, now);
        let cause = match &recheck {
            Some(_) => format!("{cause}; it is looked at again by itself"),
            None => format!("{cause}, for days; a person must decide"),
        };
        match recheck.map(|recheck| recheck.tries) {
            Some(1) => {
                warn!(mail = %mail.id, "a mail waits in quarantine: name servers do not say if it is its sender's");
            }
            Some(tries) => debug!(mail = %mail.id, tries, "a mail still waits for the proof of its sender"),
            None => {
                error!(mail = %mail.id, "for days name servers did not say if a mail is its sender's; a person must decide");
            }
        }
        let mut settled = self
            .keep_in_quarantine(commit, mail, reading, (meant, recheck.is_some()), cause)
            .await?;
        settled.recheck = recheck;
        Ok(settled)
    }

    /// Why a mail does not count of itself.
    async fn cause(&self, envelope: &Envelope, meant: &[Ticket]) -> Result<Option<String>, StoreError> {
        if let Some(doubt) = self.trust.doubt(envelope) {
            return Ok(Some(doubt));
        }
        let Some(from) = address(envelope) else {
            return Ok(Some("the mail has no readable sender".into()));
        };
        if !self.is_known(&from, meant).await? {
            return Ok(Some(self.stranger(&from, envelope)));
        }
        for reply_to in envelope.reply_to.iter().filter_map(|owner| owner.email.as_deref()) {
            let owner = folded(reply_to);
            let beside = domain_of(&owner) == domain_of(&from);
            if !beside && !self.own_addresses.contains(&owner) && !self.is_known(&owner, meant).await? {
                let words = format!(
                    "its answers are to go to {}, who is not known, although it names a known sender",
                    shown(&owner)
                );
                return Ok(Some(words));
            }
        }
        Ok(None)
    }

    /// Leaves a mail in quarantine. One that gives itself out as somebody's whose mail counts may well be theirs, and may say
    /// "stop": where it names people who wait, no link leaves before a person has read it. With `waits` it is looked at again.
    pub(super) async fn keep_in_quarantine(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        (meant, waits): (&[Ticket], bool),
        mut cause: String,
    ) -> Result<Settled, CommitError> {
        let mut claimed = None;
        for from in reading.envelope.from.iter().filter_map(|from| from.email.as_deref()) {
            let from = from.to_owned();
            let mut takes_part = self.is_known(&folded(&from), &[]).await?;
            takes_part |= meant.iter().any(|ticket| takes_part_in(&folded(&from), ticket));
            if takes_part {
                claimed = Some(shown(&from));
            }
        }
        if let Some(claimed) = claimed {
            let tickets = self.waiting_tickets(commit, reading, meant).await?;
            let words = format!(
                "A mail that gives itself out as {claimed}'s is about people of this ticket and waits in quarantine: {cause}. \
                 Please read it; no link leaves before."
            );
            for id in &tickets {
                let known = commit.ticket(*id).await?;
                let says_so = known.problems.iter().any(|problem| problem.message == words);
                // Somebody who has settled it since has read the mail; only its final place in quarantine is news.
                let was_read = mail.recheck.is_some() && waits && known.mails.contains(&mail.id);
                if says_so || was_read {
                    continue;
                }
                let event = Event::MailAmended {
                    mail: mail.id,
                    author: matching::party(&reading.extraction.submitter),
                    // Whoever answers it answers a mail that may be nobody's.
                    message_id: None,
                    changes: Vec::new(),
                    removed: Vec::new(),
                    problems: vec![Problem::new("message", words.clone())],
                };
                commit.happen(*id, event).await?;
            }
            if !tickets.is_empty() {
                let tickets = counted(tickets.len(), "ticket", "tickets");
                cause = format!(
                    "{cause}; it may be about people who wait on {tickets}, who are kept back until it was read"
                );
            }
        }
        Ok(Settled::new(Outcome::Quarantined, cause))
    }

    /// Whether somebody's mail counts, at least on the tickets that may be meant: on each of them.
    async fn is_known(&self, address: &str, meant: &[Ticket]) -> Result<bool, StoreError> {
        let takes_part = !meant.is_empty() && meant.iter().all(|ticket| takes_part_in(address, ticket));
        if self.trust.is_listed(address) || takes_part {
            return Ok(true);
        }
        Ok(self.store.sender(address).await?.is_some_and(|sender| sender.trusted))
    }

    /// Whether a mail gives itself out as somebody's whose mail counts everywhere.
    pub(super) async fn is_of_submitter(&self, envelope: &Envelope) -> Result<bool, StoreError> {
        match address(envelope) {
            Some(from) => self.is_known(&from, &[]).await,
            None => Ok(false),
        }
    }

    /// Why somebody is not known; what looks like an attempt to pass for somebody else is said.
    fn stranger(&self, from: &str, envelope: &Envelope) -> String {
        let own_domains = self.trust.own_domains();
        if let Some(real) = domain_of(from).and_then(|domain| lookalike::of(&domain, &own_domains)) {
            return format!(
                "the sender's domain looks like {real} and is another one: {}",
                shown(from)
            );
        }
        let named = envelope.from.first().and_then(|from| from.name.as_deref());
        if let Some(named) = named.filter(|name| own_domains.iter().any(|own| names_address_of(name, own))) {
            return format!(
                "the sender's name is an address of ours ({}), the address is not",
                shown(named)
            );
        }
        if envelope.is_own_ticket_tags.is_empty() {
            "the sender is not among the submitters in [trust]".into()
        } else {
            "the sender has no part in the ticket that the subject names, and is not among the submitters in [trust]"
                .into()
        }
    }

    /// Whether this is a mail of ours: nobody else can make up its Message-ID, and it says that it is from us.
    pub(super) fn is_own_mail(&self, envelope: &Envelope) -> bool {
        let named = envelope.message_id.as_deref().is_some_and(|id| self.links.is_own(id));
        named && address(envelope).is_some_and(|from| self.own_addresses.contains(&from))
    }

    /// The name of a mail of ours as we wrote it; some servers change the case of what they quote.
    pub(super) fn own_name(&self, message_id: &str) -> Option<String> {
        self.links.is_own(message_id).then(|| message_id.to_lowercase())
    }

    /// Opens a ticket, unless the sender has sent so many mails in the last hour that something must be going in a circle.
    /// Mails about tickets or about people on tickets are never kept waiting, for they may say "stop".
    pub(super) async fn open_unless_flooded(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        now: Timestamp,
    ) -> Result<Settled, CommitError> {
        let limit = usize::try_from(self.config.trust.sender_burst).unwrap_or(usize::MAX);
        if let (Some(from), None) = (address(&reading.envelope), mail.released_by()) {
            let at = written_at(mail, Some(&reading.envelope));
            let since = at.checked_sub(1.hour()).unwrap_or(Timestamp::MIN);
            let sent = self.store.mails_of_sender(&from, since, at, limit).await?;
            let addresses = reading.extraction.users.iter().filter_map(|user| user.email.as_deref());
            if sent >= limit && self.elsewhere(commit, addresses, None).await?.is_empty() {
                let words = format!(
                    "{} has sent {limit} mails within an hour; is a machine answering?",
                    shown(&from)
                );
                return Ok(Settled::new(Outcome::Quarantined, words));
            }
        }
        self.open(commit, mail, reading, None, now).await
    }

    /// What a reviewer must know of a mail whose sender counts only here: because a person let this mail out of quarantine,
    /// or because the ticket is theirs. No rule may approve what is in it.
    pub(super) async fn borrowed_trust(
        &self,
        mail: &MailRecord,
        envelope: &Envelope,
    ) -> Result<Option<Problem>, StoreError> {
        if self.cause(envelope, &[]).await?.is_none() {
            match self.proof(mail, envelope).await? {
                Proof::Full => return Ok(None),
                Proof::Weak(why) => {
                    let words = format!("Please compare the mail: {why}. Settle this if it is right.");
                    return Ok(Some(Problem::new("weak_proof", words)));
                }
                Proof::Missing(_) | Proof::Unanswered(_) => {}
            }
        }
        let from = address(envelope).unwrap_or_else(|| "its sender".into());
        let words = match mail.released_by() {
            Some(release) => format!(
                "{} let this mail out of quarantine. Is it really from {from}? Then settle this.",
                release.by
            ),
            None => format!(
                "{from} counts on this ticket only, and is not among the submitters. Settle this if it is right."
            ),
        };
        Ok(Some(Problem::new("borrowed_trust", words)))
    }

    /// Puts that on the tickets which such a mail changes, before any rule looks at them.
    pub(super) async fn doubt_borrowed_trust(
        &self,
        commit: &mut Commit<'_>,
        mail: &MailRecord,
        reading: &Reading,
        tickets: &[TicketId],
    ) -> Result<(), CommitError> {
        if let Some(problem) = self.borrowed_trust(mail, &reading.envelope).await? {
            for id in tickets {
                let event = matching::doubt(mail.id, &reading.extraction, problem.clone());
                commit.happen(*id, event).await?;
            }
        }
        Ok(())
    }
}

/// Whether a ticket is somebody's: its submitter's or the client's contact's.
fn takes_part_in(address: &str, ticket: &Ticket) -> bool {
    let contact = ticket
        .client
        .contact
        .as_ref()
        .and_then(|contact| contact.email.as_deref());
    let known = [ticket.submitter.email.as_deref(), contact];
    known.into_iter().flatten().any(|known| folded(known) == address)
}

/// Whether a name that is shown is an address of `domain`.
fn names_address_of(name: &str, domain: &str) -> bool {
    name.to_lowercase().contains(&format!("@{domain}"))
}

/// An address or name of a stranger, at a length that people can bear, without what cannot be seen or turns the writing.
pub(super) fn shown(text: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = text.chars().filter(|letter| !letter.is_control() && !turns(*letter));
    shown.take(80).collect()
}
