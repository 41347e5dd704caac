//! What people decide about mails in quarantine and about their senders. Nothing there is deleted, and nothing decides
//! itself: a mail waits until somebody releases it or turns it down, and its bytes stay in both cases.
//!
//! A released mail is `stored` again and becomes what it becomes, in its turn. Decision and trust are one commit.

use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::ids::MailId;
use crate::domain::mail::{MailDecision, MailRecord, MailWord, NotInQuarantine, Sender};
use crate::domain::matching::folded;
use crate::store::commit::{Commit, CommitError, Tries};
use crate::store::record::Key;
use crate::store::{Record, Store, StoreError};

/// So many senders are read at once.
const AT_ONCE: usize = 256;

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    /// There is no such mail.
    #[error("there is no such mail")]
    NoSuchMail,
    /// It does not wait for a decision.
    #[error(transparent)]
    NotInQuarantine(#[from] NotInQuarantine),
    /// It was decided on an older version of the mail.
    #[error("decided on revision {given}, but the mail is at revision {now} now")]
    Stale {
        /// The revision that was decided on.
        given: u64,
        /// The present one.
        now: u64,
    },
    /// Nobody can be trusted by this mail.
    #[error("the mail does not name one sender who could be trusted; release it alone, or turn it down")]
    NoSender,
    /// Nothing was ever said about this address.
    #[error("nobody has said that {0} is trusted; the addresses of the configuration are changed there")]
    NoSuchSender(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes a person's decision about a mail, made on its revision `seen` if that is given.
///
/// # Errors
/// [`Undecided`]; then nothing is written.
pub async fn decide(
    store: &Arc<dyn Store>,
    id: MailId,
    seen: Option<u64>,
    decision: &MailDecision,
) -> Result<MailRecord, Undecided> {
    let mut tries = Tries::default();
    loop {
        let mail = store.mail(id).await?.ok_or(Undecided::NoSuchMail)?;
        if let Some(given) = seen.filter(|given| *given != mail.revision) {
            let now = mail.revision;
            return Err(Undecided::Stale { given, now });
        }
        let next = mail.decided(decision.clone())?;
        let mut commit = Commit::new(store, decision.at);
        commit.update(Record::Mail(next.clone()));
        match decision.word {
            MailWord::ReleasedAndTrusted => {
                let address = mail.sender.ok_or(Undecided::NoSender)?;
                let (trusted, by, at) = (true, decision.by.clone(), decision.at);
                let sender = Sender {
                    address,
                    trusted,
                    by,
                    at,
                    revision: 1,
                };
                write(store, &mut commit, sender).await?;
            }
            MailWord::Released | MailWord::Rejected { .. } => {}
        }
        let written = commit.commit().await;
        if !tries.again(&written) {
            written.map_err(of_commit)?;
            return Ok(next);
        }
    }
}

/// Says that all that a sender writes counts, also before a mail of theirs has come.
///
/// # Errors
/// What the store says.
pub async fn trust(store: &Arc<dyn Store>, address: &str, by: &str, now: Timestamp) -> Result<Sender, Undecided> {
    let mut tries = Tries::default();
    loop {
        let said = Sender {
            address: folded(address),
            trusted: true,
            by: by.to_owned(),
            at: now,
            revision: 1,
        };
        let mut commit = Commit::new(store, now);
        let said = write(store, &mut commit, said).await?;
        let written = commit.commit().await;
        if !tries.again(&written) {
            written.map_err(of_commit)?;
            return Ok(said);
        }
    }
}

/// Takes back what somebody said about a sender. Tickets that came of it stay.
///
/// # Errors
/// [`Undecided::NoSuchSender`] for an address that nobody has spoken of.
pub async fn distrust(store: &Arc<dyn Store>, address: &str, by: &str, now: Timestamp) -> Result<Sender, Undecided> {
    let address = folded(address);
    let mut tries = Tries::default();
    loop {
        let Some(known) = store.sender(&address).await? else {
            return Err(Undecided::NoSuchSender(address));
        };
        let next = Sender {
            trusted: false,
            by: by.to_owned(),
            at: now,
            ..known
        };
        let mut commit = Commit::new(store, now);
        let next = write(store, &mut commit, next).await?;
        let written = commit.commit().await;
        if !tries.again(&written) {
            written.map_err(of_commit)?;
            return Ok(next);
        }
    }
}

/// Everybody of whom somebody said whether their mail counts, by address.
///
/// # Errors
/// What the store says.
pub async fn senders(store: &Arc<dyn Store>) -> Result<Vec<Sender>, StoreError> {
    let (mut found, mut after) = (Vec::new(), Key::Sender(String::new()));
    loop {
        let records = store.scan(Some(&after), AT_ONCE).await?;
        let before = found.len();
        for record in records {
            let Record::Sender(sender) = record else {
                return Ok(found);
            };
            found.push(sender);
        }
        match found.last() {
            Some(last) if found.len() > before => after = Key::Sender(last.address.clone()),
            Some(_) | None => return Ok(found),
        }
    }
}

/// Adds the next version of what is known of a sender.
async fn write(store: &Arc<dyn Store>, commit: &mut Commit<'_>, mut sender: Sender) -> Result<Sender, StoreError> {
    match store.sender(&sender.address).await? {
        Some(known) => {
            sender.revision = known.revision + 1;
            commit.update(Record::Sender(sender.clone()));
        }
        None => commit.insert(Record::Sender(sender.clone())),
    }
    Ok(sender)
}

fn of_commit(error: CommitError) -> Undecided {
    match error {
        CommitError::Store(error) => Undecided::Store(error),
        CommitError::Illegal(_) | CommitError::NoSuchTicket(_) => StoreError::Failed(error.to_string()).into(),
    }
}
