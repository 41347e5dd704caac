//! By what records are found: index entries that follow from a record alone, the same for every backend.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::domain::account::Account;
use crate::domain::attention;
use crate::domain::ids::MailId;
use crate::domain::mail::{MailRecord, MailStatus, Taken};
use crate::domain::matching::{domain_of, weak_names};
use crate::domain::outbox::OutboxState;
use crate::domain::ticket::Ticket;

use super::record::{Key, ReadingRow, Record};

pub mod lists;
pub mod mail_words;

/// A way to find records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// Tickets by the word of their state.
    TicketByState,
    /// Tickets by the next instant at which the clock has work ([`instant`]).
    TicketByWake,
    /// Tickets that need a person, by the moment by which somebody should have looked ([`attention`]).
    TicketByUrgency,
    /// The same by why, and then by that moment: `late/…`. A ticket with several reasons is found by each.
    TicketByNeed,
    /// The same by the number of the account that looks after it, `0` for nobody, and then by that moment.
    TicketByAssignee,
    /// Tickets by the folded address of who sent them in, the word of their state, and the moment.
    TicketBySubmitter,
    /// Tickets by each word that people look for: of names, addresses, the client and the subject.
    TicketByWord,
    /// Tickets by client key.
    TicketByClient,
    /// Tickets by what their client may also be called.
    TicketByClientName,
    /// Tickets by the folded address of each of their people.
    TicketByAddress,
    /// Tickets by the Message-IDs of their thread.
    TicketByMessage,
    /// What lists of clients say of each ticket, by scope and client ([`lists`]).
    ClientFacts,
    /// Unfinished tickets by scope, go-live and client.
    TicketByGoLive,
    /// Tickets with people whose link is still to leave, by scope and by when ([`lists::Leaving`]).
    PersonByDue,
    /// Tickets by the state and the folded name of each of their people.
    PersonByState,
    /// Events by who made them happen, or [`lists::EVERYTHING`], the newest first.
    EntryByAge,
    /// Mails by the word of where they stand, or by `@` and their sender, the newest first.
    MailByAge,
    /// What was read in mails by each word that is kept of them ([`mail_words`]).
    MailByWord,
    /// Rows of the ledger, all of them or those that brought no mail, the newest first.
    LedgerByAge,
    /// Outgoing mails: all of them, by state, or by `@` and who gets them; the newest first.
    OutboxByAge,
    /// Stored mails that nothing has become of yet, by the instant they were taken in.
    MailPending,
    /// Mails by the hash of what they say.
    MailByFingerprint,
    /// Mails by the word of their outcome and the instant they were taken in.
    MailByOutcome,
    /// Settled mails by sender and the instant they were written; tells a flood.
    MailBySender,
    /// Mails in quarantine by the instant at which they are looked at again.
    MailByRecheck,
    /// Mails that wait for the proof of their sender, by the sender's domain and the instant they were taken in.
    MailAwaitingProof,
    /// Ledger rows by the mail they were stored as.
    LedgerByMail,
    /// Ledger rows whose mailbox has not been told yet, by folder.
    LedgerUnacknowledged,
    /// Outgoing mails by the instant at which a worker has to look at them.
    OutboxByWake,
    /// Outgoing mails by the word of their state.
    OutboxByState,
    /// Outgoing mails by the instant they were queued; counts bursts.
    OutboxByQueued,
    /// Outgoing mails by their Message-ID.
    OutboxByMessage,
    /// People who use the desk by their folded address.
    AccountByEmail,
    /// People who use the desk by the hash of who they are for a provider ([`Identity::key`]).
    ///
    /// [`Identity::key`]: crate::domain::openid::Identity::key
    AccountByIdentity,
    /// Sessions by the number of whom they belong to.
    SessionByAccount,
    /// Links by which somebody sets a password, by the number of whom they are for; `0` for a new administrator.
    InvitationByAccount,
    /// Sign-ins that have begun at a provider, by the instant at which they end.
    SignInByEnd,
    /// Tokens of the API by the instant they were made.
    IssuedTokenByMade,
    /// Requests that are not done a second time, by the instant they began.
    RepeatByBegin,
    /// What endpoints are told, by endpoint, the word of its state, and its instant.
    DeliveryByState,
}

impl Index {
    /// A stable short name, part of the key in the backends.
    pub fn tag(self) -> &'static str {
        match self {
            Self::TicketByState => "ts",
            Self::TicketByWake => "tw",
            Self::TicketByUrgency => "tu",
            Self::TicketByNeed => "te",
            Self::TicketByAssignee => "tg",
            Self::TicketBySubmitter => "tb",
            Self::TicketByWord => "tx",
            Self::TicketByClient => "tc",
            Self::TicketByClientName => "tn",
            Self::TicketByAddress => "ta",
            Self::TicketByMessage => "tm",
            Self::ClientFacts => "tf",
            Self::TicketByGoLive => "tl",
            Self::PersonByDue => "td",
            Self::PersonByState => "tp",
            Self::EntryByAge => "ea",
            Self::MailByAge => "ma",
            Self::MailByWord => "mx",
            Self::LedgerByAge => "la",
            Self::OutboxByAge => "oa",
            Self::MailPending => "mp",
            Self::MailByFingerprint => "mf",
            Self::MailByOutcome => "mo",
            Self::MailBySender => "ms",
            Self::MailByRecheck => "mr",
            Self::MailAwaitingProof => "mw",
            Self::LedgerByMail => "lm",
            Self::LedgerUnacknowledged => "lu",
            Self::OutboxByWake => "ow",
            Self::OutboxByState => "os",
            Self::OutboxByQueued => "oq",
            Self::OutboxByMessage => "om",
            Self::AccountByEmail => "ae",
            Self::AccountByIdentity => "ao",
            Self::SessionByAccount => "sa",
            Self::InvitationByAccount => "ia",
            Self::SignInByEnd => "ne",
            Self::IssuedTokenByMade => "pm",
            Self::RepeatByBegin => "qb",
            Self::DeliveryByState => "ws",
        }
    }
}

/// Which values of an index are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// Exactly this value.
    Is(String),
    /// Values that begin with this.
    StartsWith(String),
    /// This value and all below.
    UpTo(String),
    /// This value and all above.
    From(String),
    /// The first value and all above, up to the second and without it.
    Between(String, String),
    /// Every value.
    All,
}

/// A question to an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// Which index.
    pub index: Index,
    /// Which values.
    pub range: Range,
    /// Only what comes after this value and key, as an earlier answer gave them; for pages.
    pub after: Option<(String, Key)>,
    /// At most so many.
    pub limit: usize,
}

impl Find {
    /// The first `limit` entries with exactly this value.
    pub fn is(index: Index, value: impl AsRef<str>, limit: usize) -> Self {
        Self {
            index,
            range: Range::Is(bounded(value.as_ref())),
            after: None,
            limit,
        }
    }

    /// The first `limit` entries up to and with this instant.
    pub fn until(index: Index, at: Timestamp, limit: usize) -> Self {
        Self {
            index,
            range: Range::UpTo(instant_until(at)),
            after: None,
            limit,
        }
    }

    /// The first `limit` entries of all.
    pub fn first(index: Index, limit: usize) -> Self {
        Self {
            index,
            range: Range::All,
            after: None,
            limit,
        }
    }
}

/// An instant as a text that sorts in time order: milliseconds since the year 1, zero-filled. Rounded up, so that
/// nothing is found before it is due.
pub fn instant(at: Timestamp) -> String {
    let nanoseconds = at.as_nanosecond();
    let begun = i128::from(nanoseconds.rem_euclid(1_000_000) != 0);
    milliseconds(nanoseconds.div_euclid(1_000_000) + begun)
}

/// The last text of an instant that is not after `at`.
fn instant_until(at: Timestamp) -> String {
    milliseconds(at.as_nanosecond().div_euclid(1_000_000))
}

/// Milliseconds from the year 1 to 1970.
const EPOCH: i128 = 62_135_596_800_000;

fn milliseconds(since_1970: i128) -> String {
    format!("{:016}", (since_1970 + EPOCH).max(0))
}

/// The instant that [`instant`] wrote.
pub fn parse_instant(text: &str) -> Option<Timestamp> {
    let since_1970 = text.get(..16)?.parse::<i128>().ok()? - EPOCH;
    Timestamp::from_millisecond(i64::try_from(since_1970).ok()?).ok()
}

/// An address as the index holds it.
pub fn folded(address: &str) -> String {
    address.trim().to_lowercase()
}

/// By what people find a ticket: what it needs, whose it is, and its words.
fn for_people(ticket: &Ticket) -> Vec<(Index, String)> {
    let mut found = Vec::new();
    let needs = attention::all(ticket);
    if let Some(first) = needs.first() {
        let moment = instant(first.by);
        let assignee = ticket.assignee.as_ref().map_or(0, |to| to.account.0);
        found.push((Index::TicketByAssignee, format!("{assignee}/{moment}")));
        found.push((Index::TicketByUrgency, moment));
    }
    let mut seen = BTreeSet::new();
    // The most urgent first, so each reason is noted with its first moment.
    for one in needs.iter().filter(|one| seen.insert(one.need)) {
        found.push((Index::TicketByNeed, format!("{}/{}", one.need.key(), instant(one.by))));
    }
    if let Some(sender) = &ticket.submitter.email {
        let (sender, state) = (folded(sender), ticket.state().words());
        let value = format!("{sender}/{state}/{}", instant(ticket.changed_at));
        found.push((Index::TicketBySubmitter, value));
    }
    found.extend(words_of(ticket).into_iter().map(|word| (Index::TicketByWord, word)));
    found
}

/// Of very long tickets no more words are found.
const MOST_WORDS: usize = 2000;

/// The words by which a ticket is found.
fn words_of(ticket: &Ticket) -> BTreeSet<String> {
    let client = ticket
        .client
        .name
        .iter()
        .map(String::as_str)
        .chain([ticket.client.key.0.as_str()]);
    let people = ticket.people.iter().map(|person| &person.details);
    let details = people.flat_map(|details| [details.name.as_deref(), details.email.as_deref()]);
    let sender = [ticket.submitter.name.as_deref(), ticket.submitter.email.as_deref()];
    let texts = client.chain([ticket.subject.as_str()]);
    let texts = texts.chain(sender.into_iter().flatten()).chain(details.flatten());
    texts.flat_map(words).take(MOST_WORDS).collect()
}

/// Whether each of these words begins a word of the ticket.
pub fn has_words(ticket: &Ticket, wanted: &BTreeSet<String>) -> bool {
    let known = words_of(ticket);
    let begins = |word: &String| {
        known
            .range(word.clone()..)
            .next()
            .is_some_and(|next| next.starts_with(word.as_str()))
    };
    wanted.iter().all(begins)
}

/// The words of a text as the index holds them: folded, an address whole and in parts.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split_whitespace() {
        let piece = folded(piece);
        if piece.contains('@') {
            let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
            found.push(bare.to_owned());
        }
        let parts = piece.split(|c: char| !c.is_alphanumeric());
        found.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
    }
    found
}

/// A value as an index holds it. Mails bring values of any length and with any characters; keys must be short and free
/// of the zero byte that ends a value.
fn bounded(value: &str) -> String {
    const LONGEST: usize = 400;
    let clean = value.replace('\0', "\u{fffd}");
    if clean.len() <= LONGEST {
        clean
    } else {
        format!("sha256:{}", MailId::of(clean.as_bytes()))
    }
}

/// Every index entry of a record.
pub fn entries(record: &Record) -> Vec<(Index, String)> {
    unbounded(record)
        .into_iter()
        .map(|(index, value)| (index, bounded(&value)))
        .collect()
}

fn unbounded(record: &Record) -> Vec<(Index, String)> {
    match record {
        Record::Ticket(ticket) => {
            let mut found = vec![
                (Index::TicketByState, ticket.state().words().to_owned()),
                (Index::TicketByClient, ticket.client.key.0.clone()),
            ];
            found.extend(for_people(ticket));
            found.extend(lists::of_ticket(ticket));
            found.extend(ticket.wakes_at().map(|at| (Index::TicketByWake, instant(at))));
            let names = weak_names(&ticket.client.key, ticket.client.name.as_deref());
            found.extend(names.into_iter().map(|name| (Index::TicketByClientName, name)));
            found.extend(ticket.thread.iter().map(|id| (Index::TicketByMessage, id.clone())));
            let addresses = ticket
                .people
                .iter()
                .filter_map(|person| person.details.email.as_deref());
            found.extend(addresses.map(|address| (Index::TicketByAddress, folded(address))));
            found
        }
        Record::Mail(mail) => of_mail(mail),
        Record::Ledger(row) => {
            let mut found = Vec::new();
            if let Taken::Stored { mail } = &row.taken {
                found.push((Index::LedgerByMail, mail.to_string()));
            }
            if !row.acknowledged {
                found.push((Index::LedgerUnacknowledged, row.key.folder.to_string()));
            }
            found.extend(lists::of_ledger(row));
            found
        }
        Record::Outbox(row) => {
            let mut found = vec![
                (Index::OutboxByState, row.state.word().to_owned()),
                (Index::OutboxByQueued, instant(row.queued_at)),
                (Index::OutboxByMessage, row.message_id.clone()),
            ];
            let wakes = match &row.state {
                OutboxState::Waiting { .. } | OutboxState::Claimed { .. } => row.state.wakes_at(),
                OutboxState::Paused { .. }
                | OutboxState::Sent { .. }
                | OutboxState::Dead { .. }
                | OutboxState::Withdrawn { .. } => None,
            };
            found.extend(wakes.map(|at| (Index::OutboxByWake, instant(at))));
            found.extend(lists::of_outgoing(row));
            found
        }
        Record::Account(account) => of_account(account),
        Record::Session(session) => vec![(Index::SessionByAccount, session.account.to_string())],
        Record::Invitation(invitation) => {
            let account = invitation.account.map_or(0, |account| account.0).to_string();
            vec![(Index::InvitationByAccount, account)]
        }
        Record::SignIn(sign_in) => vec![(Index::SignInByEnd, instant(sign_in.ends))],
        Record::Entry(entry) => lists::of_entry(entry),
        Record::Reading(row) => of_reading(row),
        Record::IssuedToken(token) => vec![(Index::IssuedTokenByMade, instant(token.made_at))],
        Record::Repeat(repeat) => vec![(Index::RepeatByBegin, instant(repeat.at))],
        Record::Delivery(delivery) => {
            let (endpoint, state) = (&delivery.endpoint, &delivery.state);
            let value = format!("{endpoint}/{}/{}", state.word(), instant(state.instant()));
            vec![(Index::DeliveryByState, value)]
        }
        Record::Cursor(_) | Record::Link(_) | Record::Sender(_) | Record::Restoration(_) | Record::Erasure(_) => {
            Vec::new()
        }
    }
}

fn of_reading(row: &ReadingRow) -> Vec<(Index, String)> {
    let words = row.words.split(' ').filter(|word| !word.is_empty());
    words.map(|word| (Index::MailByWord, word.to_owned())).collect()
}

fn of_account(account: &Account) -> Vec<(Index, String)> {
    let mut found = vec![(Index::AccountByEmail, folded(&account.email))];
    let identity = account.openid.as_ref().map(|identity| identity.key().to_string());
    found.extend(identity.map(|key| (Index::AccountByIdentity, key)));
    found
}

fn of_mail(mail: &MailRecord) -> Vec<(Index, String)> {
    let taken_in = instant(mail.received_at);
    let by_fate = match &mail.status {
        // Of one pass of intake all have the same instant; then the order of the mailbox counts.
        MailStatus::Stored => (Index::MailPending, format!("{taken_in}/{}", mail.found)),
        MailStatus::Settled { outcome, .. } => (Index::MailByOutcome, format!("{}/{taken_in}", outcome.word())),
    };
    let mut found = vec![(Index::MailByFingerprint, mail.fingerprint.to_string()), by_fate];
    found.extend(lists::of_mail(mail));
    if let Some(recheck) = &mail.recheck {
        let domain = mail.sender.as_deref().and_then(domain_of);
        found.extend(domain.map(|domain| (Index::MailAwaitingProof, format!("{domain}/{taken_in}"))));
        if mail.waits_for_proof() {
            found.push((Index::MailByRecheck, instant(recheck.next)));
        }
    }
    if let (MailStatus::Settled { .. }, Some(sender), Some(at)) = (&mail.status, &mail.sender, mail.sent_at) {
        found.push((Index::MailBySender, format!("{sender}/{}", instant(at))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_sort_as_texts_and_are_never_found_early() {
        let texts: Vec<String> = [
            "1969-12-31T23:59:59Z",
            "2027-03-01T08:59:59.9999Z",
            "2027-03-01T09:00:00Z",
        ]
        .iter()
        .map(|at| instant(at.parse().unwrap()))
        .collect();
        assert!(texts[0] < texts[1]);
        assert_eq!(texts[1], texts[2]);
        assert!(instant_until("2027-03-01T08:59:59.9999Z".parse().unwrap()) < texts[2]);
        assert_eq!(parse_instant(&texts[2]), Some("2027-03-01T09:00:00Z".parse().unwrap()));
    }
}
