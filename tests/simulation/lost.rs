//! What a lost store and an erasure mean for the account of the promises.
//!
//! After a restore the account is again what it was at the backup, and everybody waits: links that were to leave since then
//! have perhaps left, what was decided since then is unknown, and so nothing goes out before a reviewer has looked. Mails
//! that were taken in since the backup count once more, and none of them lets anybody go.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::guard::{Earliest, File};
use crate::model::Model;

/// The account of all submissions.
pub(crate) type Files = BTreeMap<u32, File>;

/// Somebody whose link had become due when the store was lost.
const PERHAPS_SENT: &str = "perhaps sent before the restore";

impl Model {
    /// The store is again what it was `then`. Of those who are `queued` in it, the same mail goes out when a reviewer has
    /// settled the ticket; everybody else who has become due must be decided anew.
    pub(crate) fn restored(&mut self, then: &Files, queued: &BTreeSet<(u32, u32)>, now: Timestamp) {
        let lost = std::mem::replace(&mut self.files, then.clone());
        for (id, file) in &mut self.files {
            file.unread = true;
            for (place, guard) in (1..).zip(&mut file.people) {
                let was = lost.get(id).and_then(|file| file.people.get(place as usize - 1));
                if let Some(was) = was {
                    // What left has left.
                    guard.handed.clone_from(&was.handed);
                    guard.causes = guard.causes.max(was.causes);
                }
                guard.causes += 1;
                guard.excuses.insert("restored");
                guard.let_go = false;
                guard.on_its_way = queued.contains(&(*id, place));
                let is_due = match guard.earliest {
                    Earliest::AtOnce => true,
                    Earliest::From(due) => due <= now,
                    Earliest::Never { .. } => false,
                };
                if is_due && !guard.accepted && !guard.on_its_way {
                    guard.never(PERHAPS_SENT, true);
                }
            }
        }
    }

    /// Submissions that were written until now and that the store does not know: their mail may come in again, or a copy.
    pub(crate) fn may_come_again(&mut self) {
        let unknown = self.submissions.keys().filter(|id| !self.files.contains_key(id));
        self.again.extend(unknown);
    }

    /// A copy comes in. Where the store has lost the first mail, it is the submission.
    pub(crate) fn copied(&mut self, of: u32, now: Timestamp) {
        if !self.files.contains_key(&of)
            && let Some(first) = self.submissions.get(&of).cloned()
        {
            self.delivered(&first, now);
        }
    }

    /// Somebody asks for an erasure; it may be done in part before the process dies.
    pub(crate) fn being_erased(&mut self, address: &str) {
        for guard in self.all_at(address) {
            guard.excuses.insert("to be erased");
        }
    }

    /// Everybody with this address was erased. Who was not at an end had to be taken out by the same wish.
    pub(crate) fn erased(&mut self, address: &str, take_out: bool) {
        let mut waited = false;
        for guard in self.all_at(address) {
            if take_out && !guard.used {
                guard.never(crate::guard::TAKEN_OUT, true);
            }
            waited |= !guard.used && !guard.is_taken_out() && !guard.perhaps_out;
            guard.is_erased = true;
        }
        if waited {
            self.broken(format!("{address} was erased, and somebody there still waits"));
        }
    }

    fn all_at<'a>(&'a mut self, address: &'a str) -> impl Iterator<Item = &'a mut crate::guard::Guard> {
        let people = self.files.values_mut().flat_map(|file| &mut file.people);
        people.filter(move |guard| guard.address == address)
    }
}
