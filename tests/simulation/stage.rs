//! What all parts of a run share: the time, the history, the account of the promises, and the mail server's state.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use greenroom::clock::{Clock, VirtualClock};
use greenroom::domain::ids::TicketId;
use greenroom::domain::mail::MailStatus;
use greenroom::domain::outbox::OutboxState;
use greenroom::domain::ticket::Ticket;
use greenroom::store::{Batch, Record};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::desk::Desk;
use crate::guard::Wish;
use crate::model::Model;
use crate::post::{Letter, Mailbox};
use crate::script::{Do, Setting, Weather};

/// A mail that the server has taken.
#[derive(Debug, Clone)]
pub(crate) struct Delivered {
    pub(crate) of: u32,
    pub(crate) place: u32,
    pub(crate) token: String,
}

/// What somebody was about to do when the process died. Whether it was done is seen when it lives again.
#[derive(Debug, Clone)]
pub(crate) struct Doubt {
    pub(crate) ticket: TicketId,
    pub(crate) revision: u64,
    pub(crate) deed: Deed,
}

/// What somebody does who is not the daemon.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    /// A reviewer, who saw this wish and go-live.
    Review {
        of: u32,
        place: u32,
        what: Do,
        shown: (Wish, Option<Date>),
        at: Timestamp,
    },
    /// Somebody who presses the button of a link.
    Press { of: u32, place: u32 },
}

/// A mail that the daemon has made its own, so that it leaves whatever happens then.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    /// The submission and the place on it.
    pub(crate) whose: (u32, u32),
    /// Why it should not have been.
    pub(crate) objection: Option<String>,
}

/// How much happened.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) handed: u64,
    pub(crate) repeated: u64,
    pub(crate) accepted: u64,
    pub(crate) deaths: u64,
    pub(crate) mails: u64,
    pub(crate) decisions: u64,
    pub(crate) tickets: u64,
    /// Mails of ours that came back and were tied to their person.
    pub(crate) returned: u64,
    pub(crate) backups: u64,
    pub(crate) restores: u64,
    pub(crate) erasures: u64,
}

/// What is shared.
pub(crate) struct Stage {
    pub(crate) model: Model,
    pub(crate) history: Vec<String>,
    pub(crate) clock: VirtualClock,
    /// What a clock shows that is always right.
    pub(crate) truth: Timestamp,
    /// By how much the machine's clock is ahead.
    pub(crate) offset: SignedDuration,
    pub(crate) weather: Weather,
    /// The next mail takes so many seconds, and this happens meanwhile.
    pub(crate) meanwhile: Option<(i64, Do)>,
    /// This mail comes and is settled while the next one is sent.
    pub(crate) between: Option<Letter>,
    pub(crate) mailbox: Mailbox,
    /// Mails that the daemon has claimed, by Message-ID.
    pub(crate) claims: BTreeMap<String, Claim>,
    families: BTreeMap<TicketId, u32>,
    pub(crate) desk: Option<Desk>,
    /// How often the server was handed a mail, by Message-ID.
    pub(crate) tries: BTreeMap<String, u32>,
    /// Mails that may have reached somebody, by Message-ID.
    pub(crate) left: BTreeMap<String, Vec<u8>>,
    /// The links of those that left between a backup and its restore.
    pub(crate) left_since: BTreeMap<String, String>,
    pub(crate) delivered: Vec<Delivered>,
    /// Those whose link went with a lost store.
    pub(crate) lost: Vec<Delivered>,
    /// The tickets of submissions, once they are known.
    pub(crate) tickets: BTreeMap<u32, TicketId>,
    pub(crate) doubt: Option<Doubt>,
    /// Since when, by the true clock, nothing stands in the way of a link that is due.
    pub(crate) well_since: Timestamp,
    pub(crate) counts: Counts,
}

/// The shared state. It is never held while something is waited for.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Mutex<Stage>>);

impl Shared {
    pub(crate) fn new(setting: &Setting, dir: &Path) -> Self {
        Self(Arc::new(Mutex::new(Stage {
            model: Model::new(setting),
            history: Vec::new(),
            clock: VirtualClock::new(setting.start),
            truth: setting.start,
            offset: SignedDuration::ZERO,
            weather: Weather::Fair,
            meanwhile: None,
            between: None,
            claims: BTreeMap::new(),
            families: BTreeMap::new(),
            mailbox: Mailbox::new(dir),
            desk: None,
            tries: BTreeMap::new(),
            left: BTreeMap::new(),
            left_since: BTreeMap::new(),
            delivered: Vec::new(),
            lost: Vec::new(),
            tickets: BTreeMap::new(),
            doubt: None,
            well_since: setting.start,
            counts: Counts::default(),
        })))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Stage> {
        self.0.lock().unwrap()
    }
}

impl Stage {
    /// What the machine's clock shows.
    pub(crate) fn shown(&self) -> Timestamp {
        self.truth + self.offset
    }

    /// Lets time pass, or the clock be set.
    pub(crate) fn go_to(&mut self, truth: Timestamp) {
        self.truth = self.truth.max(truth);
        let shown = self.shown();
        self.clock.set(shown);
        self.model.high_water = self.model.high_water.max(shown);
    }

    pub(crate) fn note(&mut self, words: impl AsRef<str>) {
        self.history.push(format!("{} {}", self.shown(), words.as_ref()));
    }

    /// The daemon has written something. A mail that it claims is looked at now: later it cannot be held back any more.
    pub(crate) fn written(&mut self, batch: &Batch) {
        for write in &batch.writes {
            match &write.record {
                Record::Ticket(ticket) => {
                    let family = ticket.mails.first().and_then(|mail| self.model.family.get(mail));
                    self.families.extend(family.map(|family| (ticket.id, *family)));
                }
                Record::Mail(mail) if mail.status != MailStatus::Stored => self.hear_of(mail.id),
                Record::Outbox(row) if matches!(row.state, OutboxState::Claimed { .. }) => {
                    let Some(family) = self.families.get(&row.ticket) else {
                        continue;
                    };
                    let Some((no, _)) = row.brings.person() else { continue };
                    let whose = (*family, no.0);
                    let objection = self.model.may_leave(whose, &row.to, self.mailbox.is_away).err();
                    let objection = objection.map(|why| format!("{why} (it is {})", self.shown()));
                    self.claims.insert(row.message_id.clone(), Claim { whose, objection });
                }
                _ => {}
            }
        }
    }

    /// From now on these are all the tickets that there are.
    pub(crate) fn know(&mut self, tickets: &[Ticket]) {
        let family = |ticket: &Ticket| {
            ticket
                .mails
                .first()
                .and_then(|mail| self.model.family.get(mail))
                .copied()
        };
        let families = tickets.iter().filter_map(|ticket| Some((ticket.id, family(ticket)?)));
        self.families = families.collect();
        self.tickets.clear();
    }

    /// Something stood in the way of links until now.
    pub(crate) fn was_unwell(&mut self) {
        self.well_since = self.truth;
    }
}

/// A clock that is ahead of another.
#[derive(Debug, Clone)]
pub(crate) struct Ahead {
    pub(crate) clock: VirtualClock,
    pub(crate) by: SignedDuration,
}

#[async_trait]
impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        self.clock.now() + self.by
    }

    async fn sleep_until(&self, instant: Timestamp) {
        self.clock.sleep_until(instant - self.by).await;
    }
}
