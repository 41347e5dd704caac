//! From a stored mail to what becomes of it: read, trust, match, one commit.
//!
//! [`Pipeline::run_once`] takes every mail that is `stored`; each ends in exactly one outcome, in the same transaction as
//! the ticket it makes or changes. A crash before that commit leaves the mail stored, and the next pass takes it again:
//! nothing is half done. A mail that cannot be read, or whose reading panics, becomes `unparsed` and blocks nobody.

mod bounce;
pub(crate) mod elsewhere;
mod go_live;
mod lookalike;
mod outcome;
pub mod proof;
pub mod quarantine;
pub mod rehearsal;
mod reset;
mod returned;
mod sender;
mod trust;

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::future::join_all;
use futures::{StreamExt, stream};
use greenroom_parsers::{AutomaticReason, Kind, Profile, ReadOptions, Reading};
use jiff::Timestamp;
use tracing::{error, info};

use crate::config::Config;
use crate::domain::ids::MailId;
use crate::domain::mail::{MailRecord, MailStatus, Outcome, Recheck};
use crate::domain::matching;
use crate::domain::outbox::LinkMaker;
use crate::domain::ticket::Problem;
use crate::scheduler::worker::{Report, Worker};
use crate::store::commit::{Commit, CommitError, deciding};
use crate::store::index::mail_words;
use crate::store::record::{Key, ReadingRow};
use crate::store::{Find, Index, Record, Store, StoreError};

use proof::Prover;
pub use trust::{Trust, Verdict};

/// So many mails are settled at a time; the readings of that many are in memory.
const AT_ONCE: usize = 64;

/// Settles stored mails.
pub struct Pipeline {
    store: Arc<dyn Store>,
    config: Arc<Config>,
    profile: Arc<Profile>,
    trust: Trust,
    /// Asks the DNS, where that is allowed.
    prover: Option<Prover>,
    links: Arc<dyn LinkMaker>,
    /// The addresses that our own mails come from, folded.
    own_addresses: Vec<String>,
    /// So many mails are read at the same time.
    readers: usize,
}

/// A mail as it was read.
struct Heard {
    reading: Reading,
    /// What it says about a mail of ours that came back.
    bounce: Option<bounce::Bounce>,
    /// What it says about a mail that came back and may be ours.
    unnamed: Option<bounce::Unnamed>,
    /// Whether it has the form of a report and nothing says that a machine sent it.
    is_doubtful_report: bool,
    /// The mails of ours that stand in it, by Message-ID.
    own_ids: BTreeSet<String>,
    /// Whether it is a mail of a person that passes on a report, or a mail of ours.
    passes_on: bool,
}

/// What was decided about a mail.
struct Settled {
    outcome: Outcome,
    reason: String,
    /// When it is looked at again, if it waits for the proof of its sender.
    recheck: Option<Recheck>,
}

impl Settled {
    fn new(outcome: Outcome, reason: impl Into<String>) -> Self {
        Self {
            outcome,
            reason: reason.into(),
            recheck: None,
        }
    }
}

impl Pipeline {
    /// A pipeline that reads by `profile`.
    ///
    /// # Errors
    /// Why the name servers are not known that are to be asked.
    pub fn new(
        store: Arc<dyn Store>,
        config: Arc<Config>,
        profile: Profile,
        links: Arc<dyn LinkMaker>,
    ) -> anyhow::Result<Self> {
        let trust = Trust::new(&config.trust);
        let own = [Some(&config.outbound.from), config.outbound.reply_to.as_ref()];
        let own = own
            .into_iter()
            .flatten()
            .filter_map(|text| text.parse::<lettre::message::Mailbox>().ok());
        Ok(Self {
            own_addresses: own.map(|own| matching::folded(own.email.as_ref())).collect(),
            prover: Prover::new(&config.trust)?,
            store,
            config,
            profile: Arc::new(profile),
            trust,
            links,
            readers: std::thread::available_parallelism().map_or(1, usize::from),
        })
    }

    /// Settles the mails that are stored, oldest first, and says how many.
    ///
    /// # Errors
    /// What the store says; what was settled before stays settled.
    pub async fn settle_pending(&self, now: Timestamp) -> Result<usize, StoreError> {
        let mut settled = 0;
        loop {
            let pending = self.store.find(Find::first(Index::MailPending, AT_ONCE)).await?;
            if pending.is_empty() {
                return Ok(settled);
            }
            let mails = pending
                .into_iter()
                .filter_map(|(_, key)| if let Key::Mail(id) = key { Some(id) } else { None });
            // A task for each, so that readers work at the same time; no more than that, for a reader needs memory.
            let reading = mails.map(|id| {
                let links = Arc::clone(&self.links);
                let task = tokio::spawn(read(Arc::clone(&self.store), id, Arc::clone(&self.profile), links));
                async move { (id, task.await.unwrap_or_else(|_| Err(Unread::Panicked))) }
            });
            let read: Vec<_> = stream::iter(reading).buffered(self.readers).collect().await;
            settled += self.settle_in_order(read, now).await?;
        }
    }

    /// Settles mails that were read. Each has a commit of its own. Neighbours that share no
    /// mark ([`marks`]) commit at the same time, so that the disk is waited for once; all others strictly one after another.
    async fn settle_in_order(
        &self,
        read: Vec<(MailId, Result<Option<Heard>, Unread>)>,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let count = read.len();
        let (mut together, mut seen) = (Vec::new(), BTreeSet::new());
        for (id, heard) in read {
            let heard = heard?;
            let Some(mail) = self.store.mail(id).await? else {
                continue;
            };
            let marks = self.marks(&mail, heard.as_ref());
            if marks.as_ref().is_none_or(|marks| !seen.is_disjoint(marks)) {
                self.settle_together(&mut together, now).await?;
                seen.clear();
            }
            match marks {
                Some(marks) => {
                    seen.extend(marks);
                    together.push((id, heard));
                }
                None => self.settle(id, heard, now).await?,
            }
        }
        self.settle_together(&mut together, now).await?;
        Ok(count)
    }

    /// What a mail asks about or changes, if it can be settled beside others: it opens a ticket of its own, or none, and
    /// refers to nothing that was written before. Two mails that share a mark are settled one after the other, because the
    /// later one must see what became of the earlier: a copy, or a person who is on two lists.
    fn marks(&self, mail: &MailRecord, heard: Option<&Heard>) -> Option<BTreeSet<String>> {
        let mut marks = BTreeSet::from([mail.fingerprint.to_string()]);
        let Some(heard) = heard else { return Some(marks) };
        if heard.bounce.is_some() || heard.unnamed.is_some() || heard.is_doubtful_report || heard.passes_on {
            return None;
        }
        let reading = &heard.reading;
        let envelope = &reading.envelope;
        // A mail that may end in quarantine keeps those back whom it names, on whatever ticket they are.
        let is_known = self.trust.of_sender(envelope) == Verdict::Known && !self.trust.needs_proof(envelope);
        if !is_known || mail.recheck.is_some() || !envelope.reply_to.is_empty() {
            return None;
        }
        let answers = !(envelope.in_reply_to.is_empty()
            && envelope.references.is_empty()
            && envelope.is_own_ticket_tags.is_empty());
        match reading.extraction.kind {
            Kind::Automatic => Some(marks),
            Kind::Submission if !answers => {
                let addresses = reading.extraction.users.iter().filter_map(|user| user.email.as_deref());
                marks.extend(addresses.map(matching::folded));
                Some(marks)
            }
            // Whom an unread mail names is looked for on every ticket.
            Kind::Submission | Kind::Unrelated | Kind::Amendment | Kind::GoLiveChange | Kind::ResetRequest => None,
        }
    }

    async fn settle_together(
        &self,
        mails: &mut Vec<(MailId, Option<Heard>)>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let settling = mails.drain(..).map(|(id, heard)| self.settle(id, heard, now));
        // All of them come to their end, also when one fails.
        join_all(settling).await.into_iter().collect()
    }

    /// Decides about one mail and writes it, again when somebody else was faster.
    async fn settle(&self, id: MailId, heard: Option<Heard>, now: Timestamp) -> Result<(), StoreError> {
        let reading = heard.as_ref().map(|heard| &heard.reading);
        let result = deciding!(self.settle_once(id, heard.as_ref(), now).await);
        match result {
            Ok(()) => Ok(()),
            // One damaged record must not keep all other mails waiting.
            Err(error @ CommitError::Store(StoreError::Damaged(_))) => {
                error!(mail = %id, %error, "a mail cannot be acted on; a person must look at it");
                let settled = Settled::new(Outcome::Unparsed, format!("it could not be acted on: {error}"));
                deciding!(self.write_once(id, &settled, reading, now).await).map_err(of_commit)
            }
            Err(CommitError::Store(error)) => Err(error),
            // What the mail asks for cannot be done; a person sees why. The mail must not come up for ever.
            Err(error @ (CommitError::Illegal(_) | CommitError::NoSuchTicket(_))) => {
                error!(mail = %id, %error, "a mail asks for something that cannot be done; a person must look at it");
                let why = format!("it asks for something that cannot be done: {error}");
                deciding!(self.say_why_once(id, &why, reading, now).await).map_err(of_commit)
            }
        }
    }

    /// Writes why nothing was done for a mail; on the ticket that it names too, where no link leaves before it is read.
    async fn say_why_once(
        &self,
        id: MailId,
        why: &str,
        reading: Option<&Reading>,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let mut commit = Commit::new(&self.store, now);
        let mut outcome = Outcome::Unparsed;
        if let Some(reading) = reading {
            let words = format!("A mail was not acted on: {why}. Please read it; no link leaves before.");
            let meant = self.tickets_meant(&reading.envelope).await?;
            for ticket in meant.iter().filter(|ticket| ticket.rejected.is_none()).rev() {
                let event = matching::doubt(id, &reading.extraction, Problem::new("message", words.clone()));
                commit.happen(ticket.id, event).await?;
                outcome = Outcome::Amendment { ticket: ticket.id };
            }
        }
        let Some(mail) = self.unsettled(id).await? else {
            return Ok(());
        };
        self.write(&mut commit, mail, &Settled::new(outcome, why), reading, now)
            .await?;
        commit.commit().await
    }

    /// The mail, if nothing has become of it yet.
    async fn unsettled(&self, id: MailId) -> Result<Option<MailRecord>, StoreError> {
        let mail = self.store.mail(id).await?;
        Ok(mail.filter(|mail| mail.status == MailStatus::Stored))
    }

    async fn settle_once(&self, id: MailId, heard: Option<&Heard>, now: Timestamp) -> Result<(), CommitError> {
        let Some(mail) = self.unsettled(id).await? else {
            return Ok(());
        };
        let mut commit = Commit::new(&self.store, now);
        let settled = match heard {
            Some(heard) => self.decide(&mut commit, &mail, heard, now).await?,
            None => Settled::new(
                Outcome::Unparsed,
                "it could not be read at all; please look at the mail in the mailbox",
            ),
        };
        info!(mail = %id, outcome = settled.outcome.word(), "settled a mail");
        let reading = heard.map(|heard| &heard.reading);
        self.write(&mut commit, mail, &settled, reading, now).await?;
        commit.commit().await
    }

    async fn write_once(
        &self,
        id: MailId,
        settled: &Settled,
        reading: Option<&Reading>,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let Some(mail) = self.unsettled(id).await? else {
            return Ok(());
        };
        let mut commit = Commit::new(&self.store, now);
        self.write(&mut commit, mail, settled, reading, now).await?;
        commit.commit().await
    }

    /// Adds the mail's own record, made from what was decided on, and what was read in it.
    async fn write(
        &self,
        commit: &mut Commit<'_>,
        mail: MailRecord,
        settled: &Settled,
        reading: Option<&Reading>,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let id = mail.id;
        let status = MailStatus::Settled {
            at: now,
            outcome: settled.outcome.clone(),
            reason: settled.reason.clone(),
        };
        let envelope = reading.map(|reading| &reading.envelope);
        commit.update(Record::Mail(MailRecord {
            status,
            sender: envelope.and_then(sender::address),
            sent_at: Some(sender::written_at(&mail, envelope)),
            recheck: settled.recheck,
            revision: mail.revision + 1,
            ..mail
        }));
        if let Some(reading) = reading {
            let revision = self.store.reading(id).await?.map_or(0, |row| row.revision) + 1;
            let row = ReadingRow {
                mail: id,
                extraction: reading.extraction.clone(),
                words: words_of(reading),
                revision,
            };
            commit.update(Record::Reading(Box::new(row)));
        }
        Ok(())
    }
}

/// By which words a mail is found.
fn words_of(reading: &Reading) -> String {
    let subject = reading.envelope.subject.as_deref().into_iter();
    mail_words::of(subject.chain(reading.shown.iter().map(|part| part.text.as_str())))
}

fn of_commit(error: CommitError) -> StoreError {
    match error {
        CommitError::Store(error) => error,
        CommitError::Illegal(_) | CommitError::NoSuchTicket(_) => StoreError::Failed(error.to_string()),
    }
}

/// Why there is no reading.
enum Unread {
    Panicked,
    Store(StoreError),
}

impl From<Unread> for StoreError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Panicked => Self::Failed("a task that reads mails was stopped".into()),
            Unread::Store(error) => error,
        }
    }
}

/// Reads a mail off the runtime's threads; the reader is bounded, but a mail of megabytes takes its time.
async fn read(
    store: Arc<dyn Store>,
    id: MailId,
    profile: Arc<Profile>,
    links: Arc<dyn LinkMaker>,
) -> Result<Option<Heard>, Unread> {
    let raw = match store.raw(id).await {
        Ok(Some(raw)) => raw,
        Ok(None) => {
            error!(mail = %id, "the raw mail is missing from the store");
            return Ok(None);
        }
        // It will not mend itself, and the mails behind it must not wait for it.
        Err(StoreError::Damaged(why)) => {
            error!(mail = %id, why, "the raw mail is damaged");
            return Ok(None);
        }
        Err(error) => return Err(Unread::Store(error)),
    };
    let read = tokio::task::spawn_blocking(move || {
        let own_ids = bounce::own_ids(&raw, links.as_ref());
        let options = ReadOptions {
            own_message_ids: own_ids.clone(),
            ..ReadOptions::default()
        };
        let reading = greenroom_parsers::read_with(&raw, &profile, &options);
        let bounce = bounce::find(&raw, &reading.envelope, links.as_ref());
        let automatic = reading.envelope.automatic;
        let holds_report = bounce::holds_report(&raw);
        let passes_on = automatic.is_none() && (!own_ids.is_empty() || holds_report);
        let is_report = automatic == Some(AutomaticReason::DeliveryReport) && holds_report;
        let tells = bounce.is_none() && (automatic.is_some() || passes_on);
        Heard {
            unnamed: if tells { bounce::unnamed(&raw) } else { None },
            is_doubtful_report: is_report && !bounce::is_by_machine(&raw),
            reading,
            bounce,
            own_ids,
            passes_on,
        }
    })
    .await;
    if read.is_err() {
        error!(mail = %id, "the reader panicked on a mail; a person must look at it");
    }
    Ok(read.ok())
}

#[async_trait::async_trait]
impl Worker for Pipeline {
    fn name(&self) -> &'static str {
        "pipeline"
    }

    async fn run_once(&self, now: Timestamp) -> Report {
        match self.settle_pending(now).await {
            Ok(done) => Report {
                done,
                next: None,
                failed: None,
            },
            Err(error) => Report::failed(error.to_string()),
        }
    }
}
