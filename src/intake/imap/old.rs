//! Mail that lay in a folder long before the first connection: listed in the ledger, not fetched, left where it is.
//!
//! What counts as old is fixed and written down before anything is taken. Afterwards only messages that were there at that
//! time can be old, so that whatever comes later is taken, also a mail of last year that somebody moves into the folder.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::domain::mail::CutOff;
use crate::intake::accept::{Content, begin};
use crate::intake::error::IntakeError;
use crate::intake::pass::{Pass, Tools};
use crate::intake::source::Manner;

use super::folder::Work;
use super::session::SEARCH_WINDOW;

/// So many messages are listed in one commit.
const LISTED_IN_ONE_COMMIT: usize = 1000;

impl Work<'_> {
    /// Finds out what is old here. At the first connection, and when the server has numbered the folder anew, that is
    /// written down first.
    pub(super) async fn begin(&mut self, tools: &Tools) -> Result<(), IntakeError> {
        let row = tools.store.cursor(self.key).await?;
        if let Some(row) = row
            .as_ref()
            .filter(|row| row.cursor.uid_validity == self.opened.uid_validity)
        {
            self.cut_off = row.cut_off;
            return Ok(());
        }
        let below_uid = self.session.next_uid(self.opened).await?;
        self.cut_off = match row {
            Some(row) => {
                tracing::warn!(folder = %self.key, "the server has renumbered this folder; it is read from its beginning, \
                    mails that are known already are recognised");
                row.cut_off.map(|known| CutOff { below_uid, ..known })
            }
            None if self.manner == Manner::Everything => None,
            None => cut_off(tools.clock.now(), self.config.first_days, below_uid),
        };
        tools.floor.check()?;
        Ok(begin(&tools.store, self.key, self.opened.uid_validity, self.cut_off).await?)
    }

    /// Gives old messages their row and leaves them out.
    pub(super) async fn leave_old(
        &mut self,
        mut listed: BTreeMap<u32, u64>,
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<BTreeMap<u32, u64>, IntakeError> {
        let Some(cut_off) = self.cut_off.filter(|_| self.manner != Manner::Everything) else {
            return Ok(listed);
        };
        let old = match self.old_among(&listed, cut_off).await {
            // Rather too much is taken than nothing.
            Err(error @ IntakeError::Refused { .. }) => {
                tracing::warn!(folder = %self.key, %error, "the server does not say what is old, so everything is taken");
                return Ok(listed);
            }
            found => found?,
        };
        self.open = listed.keys().copied().collect();
        for part in old.chunks(LISTED_IN_ONE_COMMIT) {
            let sizes = part.iter().map(|uid| (*uid, listed.remove(uid).unwrap_or_default()));
            let arrivals = sizes.map(|(uid, size)| self.arrival(uid, size, Content::Old(cut_off.before)));
            let arrivals = arrivals.collect();
            let report = self.accept(arrivals, tools).await?;
            pass.accepted(self.key, &report);
        }
        if !old.is_empty() {
            let (count, before) = (old.len(), cut_off.before);
            tracing::info!(folder = %self.key, count, %before, "old mails are listed and left in the mailbox; \
                `greenroom backfill` takes them");
        }
        Ok(listed)
    }

    async fn old_among(&mut self, listed: &BTreeMap<u32, u64>, cut_off: CutOff) -> Result<Vec<u32>, IntakeError> {
        let uids: Vec<u32> = listed.range(..cut_off.below_uid).map(|(uid, _)| *uid).collect();
        let before = cut_off.before.strftime("%-d-%b-%Y");
        let (mut old, mut rest) = (BTreeSet::new(), uids.as_slice());
        while let Some(first) = rest.first() {
            let last = first.saturating_add(SEARCH_WINDOW - 1);
            let (window, after) = rest.split_at(rest.partition_point(|uid| *uid <= last));
            let last = window.last().unwrap_or(first);
            let query = format!("UID {first}:{last} BEFORE {before}");
            old.extend(self.session.search("looking for old messages", &query).await?);
            rest = after;
        }
        Ok(uids.into_iter().filter(|uid| old.contains(uid)).collect())
    }
}

/// The day before which mail is old, for somebody who connects for the first time now.
fn cut_off(now: Timestamp, first_days: u32, below_uid: u32) -> Option<CutOff> {
    let today = now.to_zoned(TimeZone::UTC).date();
    // A day that cannot be reckoned lies before every mail.
    let before = today.checked_sub(i64::from(first_days).days()).ok()?;
    Some(CutOff { before, below_uid })
}
