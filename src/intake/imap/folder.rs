//! One pass over one IMAP folder: look, fetch what is new in batches, accept, tell the mailbox.
//!
//! The cursor is UIDVALIDITY and UID. It moves in the commit that writes the ledger rows, and never past a message
//! without one. A crash anywhere makes the next pass do the rest: messages above the cursor are fetched again and
//! recognised, rows that are not acknowledged are told again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::config::{AfterCommit, ImapConfig};
use crate::domain::mail::{Cursor, CutOff, FolderKey, LedgerKey, LedgerRow, Taken};
use crate::intake::accept::{AcceptReport, Arrival, Content, accept, acknowledge};
use crate::intake::batch::batches;
use crate::intake::error::IntakeError;
use crate::intake::pass::{Pass, Tools};
use crate::intake::source::Manner;
use crate::store::{Find, Index, Key};

use super::connect::connect;
use super::session::{Opened, Session};
use super::suspects::Suspects;

/// The most messages listed at once; a larger backlog is listed in steps.
const LISTED_AT_ONCE: usize = 20_000;

/// The most rows that are told to the mailbox at once.
const TOLD_AT_ONCE: usize = 200;

/// One watched folder with its connection.
#[derive(Debug)]
pub(crate) struct ImapFolder {
    pub(crate) config: Arc<ImapConfig>,
    pub(crate) base: PathBuf,
    pub(crate) key: FolderKey,
    pub(crate) session: Option<Session>,
    /// Whether to wait by IDLE; false once the server refused it.
    pub(crate) idle: bool,
    manner: Manner,
    suspects: Suspects,
}

/// What a pass works on.
pub(super) struct Work<'a> {
    pub(super) session: &'a mut Session,
    suspects: &'a mut Suspects,
    pub(super) config: &'a ImapConfig,
    pub(super) key: &'a FolderKey,
    pub(super) manner: Manner,
    pub(super) opened: Opened,
    /// What is too old to be taken.
    pub(super) cut_off: Option<CutOff>,
    /// Listed messages that have no ledger row yet; the cursor stays below the first of them.
    pub(super) open: BTreeSet<u32>,
    /// The last UID that was listed.
    last_listed: u32,
}

impl ImapFolder {
    pub(crate) fn new(config: Arc<ImapConfig>, base: PathBuf, folder: &str, manner: Manner) -> Self {
        let key = FolderKey {
            source: config.name.clone(),
            folder: folder.to_owned(),
        };
        Self {
            idle: config.idle,
            config,
            base,
            key,
            session: None,
            manner,
            suspects: Suspects::default(),
        }
    }

    /// Takes in everything that is new. Any error drops the connection.
    pub(crate) async fn pass(&mut self, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
        let mut session = match self.session.take() {
            Some(session) => session,
            None => connect(&self.config, &self.base).await?,
        };
        let opened = session
            .open(&self.key.folder, self.config.after == AfterCommit::Leave)
            .await?;
        let mut work = Work {
            session: &mut session,
            suspects: &mut self.suspects,
            config: &self.config,
            key: &self.key,
            manner: self.manner,
            opened,
            cut_off: None,
            open: BTreeSet::new(),
            last_listed: 0,
        };
        work.begin(tools).await?;
        work.tell_what_was_left(tools, pass).await?;
        let after = match self.manner {
            Manner::Watching => work.taken_up_to(tools).await?,
            Manner::Whole | Manner::Everything => 0,
        };
        work.take_new(after, tools, pass).await?;
        self.session = Some(session);
        Ok(())
    }
}

impl Work<'_> {
    /// The UID after which everything is new.
    async fn taken_up_to(&self, tools: &Tools) -> Result<u32, IntakeError> {
        let row = tools.store.cursor(self.key).await?;
        let same = row.filter(|row| row.cursor.uid_validity == self.opened.uid_validity);
        Ok(same.map_or(0, |row| row.cursor.last_uid))
    }

    /// Takes everything after this UID that has no row.
    async fn take_new(&mut self, mut after: u32, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
        self.suspects.belong_to(self.opened.uid_validity);
        loop {
            let nothing_new = self.opened.uid_next.is_some_and(|next| next <= after.saturating_add(1));
            if self.opened.exists == 0 || nothing_new || after == u32::MAX {
                return Ok(());
            }
            let listed = self.session.sizes_from(after + 1, LISTED_AT_ONCE).await?;
            let Some((last, _)) = listed.last_key_value() else {
                return Ok(());
            };
            self.last_listed = *last;
            after = *last;
            let complete = listed.len() < LISTED_AT_ONCE;
            let listed = self.without_row(listed, tools).await?;
            pass.found(self.key, &listed);
            let listed = self.leave_old(listed, tools, pass).await?;
            self.take_listed(listed, tools, pass).await?;
            if complete {
                return Ok(());
            }
        }
    }

    /// Leaves out messages that have their row, because they came before a suspect, or because all is gone over again.
    async fn without_row(&self, listed: BTreeMap<u32, u64>, tools: &Tools) -> Result<BTreeMap<u32, u64>, IntakeError> {
        let mut open = BTreeMap::new();
        for (uid, size) in listed {
            let row = tools.store.ledger_row(&self.ledger_key(uid)).await?;
            if row.is_none_or(|row| self.manner == Manner::Everything && matches!(row.taken, Taken::Old { .. })) {
                open.insert(uid, size);
            }
        }
        Ok(open)
    }

    /// Takes what was listed: ordinary messages in batches, suspects one by one at the end.
    async fn take_listed(
        &mut self,
        listed: BTreeMap<u32, u64>,
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<(), IntakeError> {
        self.open = listed.keys().copied().collect();
        if self.open.is_empty() {
            self.accept(Vec::new(), tools).await?;
        }
        let (ordinary, suspects) = self.suspects.part(listed);
        for batch in batches(ordinary) {
            tools.floor.check()?;
            self.take_batch(&batch, tools, pass).await?;
        }
        for (uid, size) in suspects {
            tools.floor.check()?;
            self.take_batch(&[(uid, size)], tools, pass).await?;
        }
        Ok(())
    }

    /// Fetches one batch and accepts what arrived, also when the connection failed in the middle.
    async fn take_batch(
        &mut self,
        batch: &[(u32, u64)],
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<(), IntakeError> {
        let mut arrivals = Vec::new();
        let mut wanted = BTreeMap::new();
        for (uid, size) in batch {
            if *size > self.config.max_mail_bytes() {
                arrivals.push(self.arrival(*uid, *size, Content::Refused(self.too_large(*size))));
            } else {
                wanted.insert(*uid, *size);
            }
        }
        let fetched = self.fetch(&mut wanted, &mut arrivals).await;
        if let Err(error) = &fetched {
            let given_up = self.suspects.blame(&wanted, error);
            arrivals.extend(
                given_up
                    .into_iter()
                    .map(|(uid, size, reason)| self.arrival(uid, size, Content::Refused(reason))),
            );
        }
        let report = self.accept(arrivals, tools).await?;
        pass.accepted(self.key, &report);
        fetched?;
        self.tell(report.to_tell, tools, pass).await?;
        Ok(())
    }

    /// Moves what arrives from `wanted` to `arrivals`.
    async fn fetch(&mut self, wanted: &mut BTreeMap<u32, u64>, arrivals: &mut Vec<Arrival>) -> Result<(), IntakeError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let uids: Vec<u32> = wanted.keys().copied().collect();
        let mut bodies = BTreeMap::new();
        let fetched = self.session.bodies(&uids, wanted.values().sum(), &mut bodies).await;
        for (uid, body) in bodies {
            let size = wanted.remove(&uid).unwrap_or(body.len() as u64);
            arrivals.push(self.arrival(uid, size, Content::Mail(body)));
        }
        fetched?;
        if wanted.is_empty() {
            return Ok(());
        }
        // The server said OK and did not give all: either somebody removed the rest, or these cannot be read.
        let missing: Vec<u32> = wanted.keys().copied().collect();
        let present = self.session.present(&missing).await?;
        for uid in missing.into_iter().filter(|uid| !present.contains_key(uid)) {
            let size = wanted.remove(&uid).unwrap_or_default();
            arrivals.push(self.arrival(uid, size, Content::Vanished));
        }
        if wanted.is_empty() {
            return Ok(());
        }
        Err(IntakeError::Refused {
            place: self.session.wire.place().to_owned(),
            doing: "fetching messages",
            words: "the server said OK but gave no content".into(),
        })
    }

    pub(super) async fn accept(&mut self, arrivals: Vec<Arrival>, tools: &Tools) -> Result<AcceptReport, IntakeError> {
        let uids: Vec<u32> = arrivals
            .iter()
            .filter_map(|arrival| arrival.key.uid.parse().ok())
            .collect();
        for uid in &uids {
            self.open.remove(uid);
            self.suspects.clear(*uid);
        }
        let last_uid = self.open.first().map_or(self.last_listed, |first| first - 1);
        let cursor = Cursor {
            uid_validity: self.opened.uid_validity,
            last_uid,
        };
        Ok(accept(&tools.store, tools.clock.now(), arrivals, Some((self.key, cursor))).await?)
    }

    /// Tells the mailbox, then notes that it was told. Whether the server did as it was asked; one that refuses does
    /// not keep mail from being taken.
    async fn tell(&mut self, rows: Vec<LedgerRow>, tools: &Tools, pass: &mut Pass<'_>) -> Result<bool, IntakeError> {
        let uids: Vec<u32> = rows
            .iter()
            .filter(|row| row.key.uid_validity == self.opened.uid_validity)
            .filter_map(|row| row.key.uid.parse().ok())
            .collect();
        if !uids.is_empty()
            && let Err(error) = self.session.tell(&self.config.after, &uids).await
        {
            if let IntakeError::Refused { .. } = error {
                pass.complaint = Some(error);
                return Ok(false);
            }
            return Err(error);
        }
        pass.report.acknowledged += rows.len() as u64;
        acknowledge(&tools.store, rows).await?;
        Ok(true)
    }

    /// Tells the mailbox of rows that a crash left unacknowledged. Rows of an older UIDVALIDITY cannot be told any more.
    async fn tell_what_was_left(&mut self, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
        loop {
            let find = Find::is(Index::LedgerUnacknowledged, self.key.to_string(), TOLD_AT_ONCE);
            let mut rows = Vec::new();
            for (_, key) in tools.store.find(find).await? {
                if let Key::Ledger(key) = key
                    && let Some(row) = tools.store.ledger_row(&key).await?
                {
                    rows.push(row);
                }
            }
            if rows.is_empty() || !self.tell(rows, tools, pass).await? {
                return Ok(());
            }
        }
    }

    fn ledger_key(&self, uid: u32) -> LedgerKey {
        LedgerKey::imap(self.key, self.opened.uid_validity, uid)
    }

    pub(super) fn arrival(&self, uid: u32, size: u64, content: Content) -> Arrival {
        Arrival {
            key: self.ledger_key(uid),
            size,
            content,
            tell: self.config.after != AfterCommit::Leave,
        }
    }

    fn too_large(&self, size: u64) -> String {
        crate::intake::too_large(size, self.config.max_mail_mb)
    }
}
