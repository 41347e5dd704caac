//! One person of one submission, and from when on their link may leave.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::script::Setting;

/// The reason that nothing but a reviewer's decision changes.
pub(crate) const TAKEN_OUT: &str = "taken out";

/// A mail asked for that when the link was out, or on its way.
pub(crate) const TOO_LATE_OUT: &str = "to be taken out, and sent already";

/// A mail was under way when the process died.
pub(crate) const READ_LATE: &str = "read late";

/// The rules changed while the program was down, and somebody who had become due is due later by the new ones.
pub(crate) const RULED_LATE: &str = "ruled late";

/// From when on a link may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Earliest {
    /// Not before a reviewer has decided; a clear later mail may be enough unless it is `hard`.
    Never { why: &'static str, hard: bool },
    /// From this instant on.
    From(Timestamp),
    /// At once.
    AtOnce,
}

/// How a day is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    GoLive,
    Until(Date),
    Now,
    Unsaid,
}

/// One person of one submission.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    pub(crate) person: u32,
    pub(crate) address: String,
    pub(crate) wish: Wish,
    pub(crate) earliest: Earliest,
    /// Why a person may have to look before the link leaves.
    pub(crate) excuses: BTreeSet<&'static str>,
    /// A reviewer has let it go whatever else the ticket waits for.
    pub(crate) let_go: bool,
    /// Counts what may bring about another mail.
    pub(crate) causes: u32,
    /// Mails that the server was handed, and how many causes there were then.
    pub(crate) handed: Vec<(String, u32)>,
    /// The server took one.
    pub(crate) accepted: bool,
    /// The server refused the last one for good; until a reviewer has said what next, no calendar is kept for them.
    pub(crate) refused: bool,
    /// A mail has asked for something since, which a person has not read.
    pub(crate) noted: bool,
    /// Its link was used.
    pub(crate) used: bool,
    /// A mail asked to take them out when the link had left. Whether that was done or only noted depends on whether the link
    /// still counted, so another ticket may ask for them or not; both is right.
    pub(crate) perhaps_out: bool,
    /// It is a restored store's, and the mail with their link was on its way at the backup.
    pub(crate) on_its_way: bool,
    /// What the ticket said of them is gone.
    pub(crate) is_erased: bool,
    /// The process died over the mail that says so, and it is not sure yet that it was read.
    pub(crate) is_half_read: bool,
    /// The rules changed while it was half read: by those that counted when it was read, a link may leave only then.
    pub(crate) by_either: Option<Timestamp>,
    /// Since when this has been so.
    pub(crate) since: Timestamp,
}

/// One submission.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) client: u8,
    pub(crate) go_live: Option<Date>,
    pub(crate) unread: bool,
    pub(crate) people: Vec<Guard>,
}

/// By which rules days become instants.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub(crate) zones: [String; 3],
    pub(crate) send_at: Time,
    pub(crate) holidays: BTreeSet<Date>,
}

impl Rules {
    pub(crate) fn of(setting: &Setting) -> Self {
        Self {
            zones: setting.zones.clone(),
            send_at: setting.send_at,
            holidays: setting.holidays.iter().copied().collect(),
        }
    }

    /// The instant of a day, if there is exactly one.
    pub(crate) fn on(&self, client: u8, day: Date) -> Option<Timestamp> {
        let zone = TimeZone::get(&self.zones[client as usize]).unwrap();
        let there = zone.to_ambiguous_zoned(day.to_datetime(self.send_at)).unambiguous();
        there.ok().map(|zoned| zoned.timestamp())
    }

    /// A week before, and if nobody works then the working day before.
    pub(crate) fn before(&self, client: u8, go_live: Date) -> Option<Timestamp> {
        let mut day = go_live - 7.days();
        while day.weekday().to_monday_one_offset() > 5 || self.holidays.contains(&day) {
            day = day.yesterday().unwrap();
        }
        self.on(client, day)
    }
}

impl File {
    pub(crate) fn is_hastened(&self, due: Timestamp, now: Timestamp) -> bool {
        let waits = |guard: &&Guard| guard.wish == Wish::GoLive && !guard.accepted && !guard.refused;
        self.people.iter().filter(waits).any(|guard| match guard.earliest {
            Earliest::From(from) => due < from && from > now,
            Earliest::Never { .. } | Earliest::AtOnce => false,
        })
    }
}

impl Guard {
    /// Whether somebody has taken this person out.
    pub(crate) fn is_taken_out(&self) -> bool {
        matches!(self.earliest, Earliest::Never { why: TAKEN_OUT, .. })
    }

    pub(crate) fn never(&mut self, why: &'static str, hard: bool) {
        self.excuses.insert(why);
        if self.is_taken_out() {
            return;
        }
        self.earliest = Earliest::Never { why, hard };
        self.let_go = false;
    }

    /// A mail says "stop". Who was to be sent a link at once is held until a week before go-live, if that is known; for
    /// everybody else a person must say what is meant. A later mail with a clear day may do so too.
    pub(crate) fn stop(&mut self, by_go_live: Option<Timestamp>) {
        let at_once = matches!(self.wish, Wish::Now | Wish::Unsaid) && !self.accepted;
        self.excuses.insert("stopped by mail");
        if at_once {
            self.wish = Wish::GoLive;
        }
        match by_go_live {
            Some(due) if at_once => self.not_before(due),
            Some(_) | None => self.never("stopped by mail", false),
        }
    }

    pub(crate) fn not_before(&mut self, from: Timestamp) {
        self.earliest = match self.earliest {
            Earliest::From(present) => Earliest::From(present.max(from)),
            Earliest::AtOnce => {
                self.excuses.insert("held after it was let go");
                self.let_go = false;
                Earliest::From(from)
            }
            never @ Earliest::Never { hard: true, .. } => never,
            Earliest::Never { .. } => Earliest::From(from),
        };
    }
}

impl File {
    /// A reviewer has read what there was to read. That alone sends nothing.
    pub(crate) fn settled(&mut self, now: Timestamp) {
        let waited = std::mem::take(&mut self.unread);
        for guard in self
            .people
            .iter_mut()
            .filter(|guard| guard.noted && !guard.is_taken_out())
        {
            // The note was read, and the link that is out was let live.
            guard.noted = false;
            guard.earliest = Earliest::AtOnce;
        }
        for guard in self.people.iter_mut().filter(|guard| {
            waited && !guard.accepted && ![READ_LATE, RULED_LATE].iter().any(|why| guard.excuses.contains(why))
        }) {
            // The same mail goes out again.
            if std::mem::take(&mut guard.on_its_way) {
                continue;
            }
            if matches!(guard.earliest, Earliest::From(due) if due <= now) {
                guard.never("due while a mail was unread", false);
            }
        }
    }

    pub(crate) fn go_live_by_reviewer(&mut self, date: Date, due: Option<Timestamp>, now: Timestamp) {
        self.go_live = Some(date);
        for guard in &mut self.people {
            guard.causes += 1;
            if guard.let_go {
                // A link that was on its way at once waits for the new day as well.
                guard.excuses.insert("go-live moved");
            }
            // Whoever had a link and is held all the same was held anew by a reviewer.
            let is_out = guard.accepted && !matches!(guard.earliest, Earliest::From(present) if present > now);
            if guard.wish != Wish::GoLive || is_out {
                continue;
            }
            match (guard.earliest, due) {
                (Earliest::Never { hard: true, .. }, _) => {}
                (Earliest::AtOnce, due) => {
                    // A new link that was on its way waits for the new day.
                    if let Some(due) = due.filter(|due| *due > now) {
                        guard.earliest = Earliest::From(due);
                    }
                }
                (Earliest::From(present), _) if present <= now => {
                    guard.excuses.insert("go-live moved while the link was on its way");
                    if let Some(due) = due.filter(|due| *due > now) {
                        guard.earliest = Earliest::From(due);
                    }
                }
                (_, Some(due)) if due > now => guard.earliest = Earliest::From(due),
                (_, Some(_) | None) => guard.never("late", false),
            }
        }
    }
}
