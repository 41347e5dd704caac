//! What must hold, told by the history of a run alone: a second, small account of the promises that shares nothing with
//! the daemon's rules.
//!
//! For each person of each submission it keeps from when on a link may leave at all ([`Earliest`]), and whether there is
//! any reason for which a person may have to look first. Whatever delays counts when the mail is delivered; nothing that
//! hastens counts before a reviewer has said so.

use std::collections::{BTreeMap, BTreeSet};

use greenroom::domain::ids::MailId;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::guard::{Earliest, File, Guard, Rules, TAKEN_OUT, Wish};
use crate::letters::corrected_address;
use crate::lost::Files;
use crate::script::{Act, Do, Setting};

/// The whole account.
pub(crate) struct Model {
    pub(crate) rules: Rules,
    pub(crate) files: BTreeMap<u32, File>,
    /// Which submission some bytes are.
    pub(crate) family: BTreeMap<MailId, u32>,
    /// Submissions that were written before a restore and come in only after it.
    pub(crate) again: BTreeSet<u32>,
    /// What the account was before mails over which the process died. They may not have been taken in.
    pub(crate) before: Files,
    /// Submissions as they were written.
    pub(crate) submissions: BTreeMap<u32, Act>,
    /// On which day a mail was written.
    pub(crate) written: BTreeMap<u32, Date>,
    pub(crate) violations: Vec<String>,
    /// The latest that the clock has shown.
    pub(crate) high_water: Timestamp,
    /// More than that many links an hour wait.
    pub(crate) burst: u32,
}

impl Model {
    pub(crate) fn new(setting: &Setting) -> Self {
        Self {
            rules: Rules::of(setting),
            files: BTreeMap::new(),
            family: BTreeMap::new(),
            again: BTreeSet::new(),
            before: BTreeMap::new(),
            submissions: BTreeMap::new(),
            written: BTreeMap::new(),
            violations: Vec::new(),
            high_water: setting.start,
            burst: setting.burst,
        }
    }

    pub(crate) fn broken(&mut self, words: String) {
        self.violations.push(words);
    }

    pub(crate) fn guard(&mut self, of: u32, place: u32) -> Option<&mut Guard> {
        self.files.get_mut(&of)?.people.get_mut(place.checked_sub(1)? as usize)
    }

    /// What a reviewer did, and was not refused. `shown` is what the desk showed: the wish and the go-live.
    pub(crate) fn reviewed(&mut self, of: u32, place: u32, what: Do, shown: (Wish, Option<Date>), now: Timestamp) {
        let rules = self.rules.clone();
        self.before.remove(&of);
        let Some(file) = self.files.get_mut(&of) else { return };
        let client = file.client;
        match what {
            Do::Settle => return file.settled(now),
            Do::Reject => {
                // Who has used their link stays who they are.
                for guard in file.people.iter_mut().filter(|guard| !guard.used) {
                    guard.never(TAKEN_OUT, true);
                }
                return;
            }
            Do::GoLive(date) => return file.go_live_by_reviewer(date, rules.before(client, date), now),
            Do::Approve
            | Do::Now
            | Do::On(_)
            | Do::BeforeGoLive
            | Do::Stop
            | Do::Cancel
            | Do::NewLink
            | Do::Correct => {}
        }
        file.go_live = shown.1.or(file.go_live);
        let go_live = file.go_live;
        let Some(guard) = file.people.get_mut(place as usize - 1) else {
            return;
        };
        guard.causes += 1;
        // Of somebody who was taken out this would have been refused.
        guard.perhaps_out = false;
        guard.on_its_way = false;
        guard.by_either = None;
        let wish = match what {
            Do::Approve => shown.0,
            Do::Now | Do::NewLink => Wish::Now,
            Do::On(day) => Wish::Until(day),
            Do::BeforeGoLive => Wish::GoLive,
            Do::Stop => return guard.never("stopped by a reviewer", true),
            Do::Cancel => return guard.never(TAKEN_OUT, true),
            Do::Correct => {
                guard.address = corrected_address(&guard.address);
                // A mail that was on its way to another address is taken back and must be approved again.
                let on_its_way = match guard.earliest {
                    Earliest::AtOnce => true,
                    Earliest::From(due) => due <= now,
                    Earliest::Never { .. } => false,
                };
                if on_its_way && !guard.accepted {
                    guard.never("corrected", true);
                }
                return;
            }
            Do::GoLive(_) | Do::Settle | Do::Reject => return,
        };
        let due = match wish {
            Wish::Now | Wish::Unsaid => None,
            Wish::Until(day) => rules.on(client, day),
            Wish::GoLive => go_live.and_then(|date| rules.before(client, date)),
        };
        guard.since = now;
        guard.noted = false;
        guard.refused = false;
        // A new link goes out at once, and leaves what was wished for as it was.
        guard.wish = if what == Do::NewLink { shown.0 } else { wish };
        // To approve somebody who is due already lets a stopped burst go on.
        guard.let_go = wish == Wish::Now || what == Do::Approve && due.is_some_and(|due| due <= now);
        guard.earliest = due.map_or(Earliest::AtOnce, Earliest::From);
        guard.excuses.retain(|why| *why == "burst");
        if file.unread {
            guard.excuses.insert("unread mail");
        }
    }

    /// Whether a link may be handed over now. Says why not. While the mailbox is `away` nobody can know what is in it: mails
    /// over which the process died count again when it can be reached.
    pub(crate) fn may_leave(&self, (of, place): (u32, u32), to: &str, away: bool) -> Result<(), String> {
        let now = self.may_leave_by(&self.files, (of, place), to);
        if away && now.is_err() && self.before.contains_key(&of) {
            return self.may_leave_by(&self.before, (of, place), to);
        }
        now
    }

    fn may_leave_by(&self, files: &Files, (of, place): (u32, u32), to: &str) -> Result<(), String> {
        let missing = || format!("a link for {to}, who is nobody we know of");
        let file = files.get(&of).ok_or_else(missing)?;
        let guard = file.people.get(place as usize - 1).ok_or_else(missing)?;
        if guard.address != to {
            return Err(format!("the link of {} goes to {to}", guard.address));
        }
        if guard.used {
            return Err(format!("a link for {to}, whose link was used already"));
        }
        if file.unread && !guard.let_go {
            return Err(format!("a link for {to}, while a mail waits to be read"));
        }
        match guard.earliest {
            Earliest::AtOnce => Ok(()),
            Earliest::From(due) if due <= self.high_water => Ok(()),
            Earliest::From(due) => Err(format!("a link for {to} before {due}")),
            Earliest::Never { why, .. } => Err(format!("a link for {to}: {why}")),
        }
    }

    /// The server took a mail.
    pub(crate) fn accepted(&mut self, of: u32, place: u32) {
        if let Some(guard) = self.guard(of, place) {
            guard.accepted = true;
        }
    }

    /// The server refused a mail for good.
    pub(crate) fn refused(&mut self, of: u32, place: u32) {
        if let Some(guard) = self.guard(of, place) {
            guard.refused = true;
        }
    }

    /// Somebody pressed the button.
    pub(crate) fn used(&mut self, of: u32, place: u32) {
        if let Some(guard) = self.guard(of, place) {
            guard.used = true;
            // A restored store may not know that it was sent.
            guard.accepted = true;
            guard.perhaps_out = false;
        }
    }

    /// There is a reason why a person may have to look.
    pub(crate) fn excuse(&mut self, of: u32, place: u32, why: &'static str) {
        if let Some(guard) = self.guard(of, place) {
            guard.excuses.insert(why);
        }
    }

    /// Whoever should have a link by now, and has none, although nothing has stood in the way for longer than `patience`.
    pub(crate) fn find_forgotten(&mut self, now: Timestamp, patience: SignedDuration) {
        let mut found = Vec::new();
        for (id, file) in &mut self.files {
            for guard in file.people.iter_mut().filter(|guard| guard.excuses.is_empty()) {
                let due = match guard.earliest {
                    Earliest::Never { .. } => continue,
                    Earliest::From(due) => due.max(guard.since),
                    Earliest::AtOnce => guard.since,
                };
                if !guard.accepted && !guard.used && due + patience < now {
                    guard.excuses.insert("forgotten");
                    found.push(format!(
                        "{} of {id} was due at {due} and is forgotten at {now}",
                        guard.address
                    ));
                }
            }
        }
        self.violations.extend(found);
    }

    /// A mail was handed to the server. A second one that is not the same needs a cause.
    pub(crate) fn handed(&mut self, of: u32, place: u32, message_id: &str) {
        let mut words = None;
        if let Some(guard) = self.guard(of, place) {
            let known = guard.handed.iter().any(|(known, _)| known == message_id);
            let last = guard.handed.last().map(|(_, causes)| *causes);
            if !known && last == Some(guard.causes) {
                words = Some(format!(
                    "{} gets two different mails, and nobody asked for the second",
                    guard.address
                ));
            }
            if !known {
                guard.handed.push((message_id.to_owned(), guard.causes));
            }
        }
        self.violations.extend(words);
    }
}
