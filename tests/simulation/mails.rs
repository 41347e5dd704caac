//! What mails, times and settings mean for the account of the promises. What delays counts as soon as the daemon looks.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::guard::{Earliest, File, Guard, READ_LATE, RULED_LATE, Rules, TAKEN_OUT, TOO_LATE_OUT, Wish};
use crate::letters::address;
use crate::model::Model;
use crate::script::{Act, Ask, Say};

/// Why somebody waits whom another ticket has as well.
const ELSEWHERE: &str = "on another ticket";

/// Whether somebody is on another ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Elsewhere {
    No,
    /// It depends on whether they were taken out there.
    Perhaps,
    Yes,
}

impl Model {
    /// A mail is in the mailbox, and the daemon looks there.
    pub(crate) fn delivered(&mut self, act: &Act, now: Timestamp) {
        match act {
            Act::Submit {
                id,
                client,
                people,
                say,
                complete,
                ..
            } => {
                self.submitted(*id, *client, people, *say, *complete, now);
                if self.again.remove(id) {
                    self.unclear(*id);
                }
            }
            Act::Copy { of, .. } => self.copied(*of, now),
            // An answer without a tag is left to a person: nobody's link leaves before it was read.
            Act::Amend { of, tag: false, .. } => self.unclear(*of),
            Act::Amend {
                of,
                place,
                ask,
                tag: true,
                ..
            } => self.amended(*of, *place, *ask, now),
            Act::Unclear { of, .. } => self.unclear(*of),
            Act::GoLive { client, to, .. } => self.go_live_by_mail(*client, *to, now),
            // Whoever sees to it is told, and may send another link.
            Act::Returned { of, place, .. } => self.excuse(*of, *place, "came back"),
            Act::AskLink { of, place, .. } => {
                let address = self.guard(*of, *place).map(|guard| guard.address.clone());
                self.asked_for_link(&address.unwrap_or_default());
            }
            _ => {}
        }
    }

    /// What a submission says about when its people's links may leave, seen at `now`.
    fn by_submission(&self, id: u32, client: u8, say: Say, complete: bool, now: Timestamp) -> (Wish, Earliest) {
        let written = self.written.get(&id).copied().unwrap_or(Date::MIN);
        let soft = |why| Earliest::Never { why, hard: false };
        let hold = |due: Option<Timestamp>| match due {
            None => soft("there is no such hour"),
            Some(due) if due <= now => soft("late"),
            Some(_) if !complete => soft("incomplete"),
            Some(due) => Earliest::From(due),
        };
        match say {
            Say::GoLive(date) => {
                if date > self.today(client, now) + 18.months() {
                    return (Wish::GoLive, soft("far"));
                }
                (Wish::GoLive, hold(self.rules.before(client, date)))
            }
            // A day that was past when it was written is none.
            Say::Until(day) if day <= written => (Wish::GoLive, soft("no go-live")),
            Say::Until(day) => (Wish::Until(day), hold(self.rules.on(client, day))),
            Say::Perhaps(_) => (Wish::GoLive, soft("tentative")),
            Say::Hold => (Wish::GoLive, soft("no go-live")),
            Say::Now => (Wish::Now, soft("now needs a person")),
            Say::Nothing => (Wish::Unsaid, soft("nothing said")),
        }
    }

    fn today(&self, client: u8, now: Timestamp) -> Date {
        let zone = TimeZone::get(&self.rules.zones[client as usize]).unwrap();
        now.to_zoned(zone).date()
    }

    pub(crate) fn submitted(&mut self, id: u32, client: u8, people: &[u32], say: Say, complete: bool, now: Timestamp) {
        let (wish, earliest) = self.by_submission(id, client, say, complete, now);
        let crowded = self.burst < 50;
        let mut guards = Vec::new();
        for person in people {
            let mut guard = Guard {
                person: *person,
                address: address(*person, client),
                wish,
                earliest,
                excuses: BTreeSet::new(),
                let_go: false,
                causes: 0,
                handed: Vec::new(),
                accepted: false,
                refused: false,
                noted: false,
                used: false,
                perhaps_out: false,
                on_its_way: false,
                is_erased: false,
                is_half_read: false,
                by_either: None,
                since: now,
            };
            if let Earliest::Never { why, .. } = earliest {
                guard.excuses.insert(why);
            }
            if crowded {
                guard.excuses.insert("burst");
            }
            match self.hold_elsewhere(&guard.address, earliest) {
                Elsewhere::Yes => guard.never(ELSEWHERE, true),
                Elsewhere::Perhaps => {
                    guard.excuses.insert(ELSEWHERE);
                }
                Elsewhere::No => {}
            }
            guards.push(guard);
        }
        let go_live = match say {
            Say::GoLive(date) | Say::Perhaps(date) => Some(date),
            Say::Until(_) | Say::Hold | Say::Now | Say::Nothing => None,
        };
        self.files.insert(
            id,
            File {
                client,
                go_live,
                unread: false,
                people: guards,
            },
        );
    }

    /// Whether a person is in another submission; if they are to be held longer now, they wait there as well.
    fn hold_elsewhere(&mut self, to: &str, earliest: Earliest) -> Elsewhere {
        let mut found = Elsewhere::No;
        for file in self.files.values_mut() {
            for guard in file.people.iter_mut().filter(|guard| guard.address == to) {
                if guard.is_taken_out() {
                    continue;
                }
                if guard.perhaps_out || guard.is_erased {
                    found = found.max(Elsewhere::Perhaps);
                    continue;
                }
                found = Elsewhere::Yes;
                let longer = match (guard.earliest, earliest) {
                    (Earliest::From(present), Earliest::From(wanted)) => {
                        wanted > guard.by_either.unwrap_or(present).max(present)
                    }
                    (Earliest::AtOnce, Earliest::From(_)) => true,
                    _ => false,
                };
                guard.excuses.insert(ELSEWHERE);
                guard.causes += 1;
                if longer && !guard.accepted {
                    guard.never("to be held longer elsewhere", true);
                }
            }
        }
        found
    }

    pub(crate) fn amended(&mut self, of: u32, place: u32, ask: Ask, now: Timestamp) {
        let Some(client) = self.files.get(&of).map(|file| file.client) else {
            return;
        };
        let go_live = self.files.get(&of).and_then(|file| file.go_live);
        let by_go_live = go_live.and_then(|date| self.rules.before(client, date));
        let due = match ask {
            Ask::Until(day) => self.rules.on(client, day),
            Ask::Stop | Ask::Now | Ask::Remove => None,
        };
        let Some(guard) = self.guard(of, place) else { return };
        guard.causes += 1;
        guard.noted = guard.accepted;
        if guard.is_taken_out() || guard.is_erased {
            // Who is meant, if not somebody else? Nobody's link leaves before a person has read that.
            return self.unclear(of);
        }
        if guard.perhaps_out {
            // If they are out, nobody can tell who is meant, and everybody on the ticket waits until that was read.
            for other in self.files.get_mut(&of).into_iter().flat_map(|file| &mut file.people) {
                other.excuses.insert("perhaps an unread mail");
            }
        }
        let Some(guard) = self.guard(of, place) else { return };
        match ask {
            Ask::Stop => guard.stop(by_go_live.filter(|due| *due > now)),
            Ask::Remove if guard.accepted => {
                guard.perhaps_out = true;
                guard.never(TOO_LATE_OUT, true);
            }
            Ask::Remove => guard.never(TAKEN_OUT, true),
            Ask::Now => {
                guard.excuses.insert("asked to hurry");
                if let Earliest::Never { hard: false, .. } = guard.earliest {
                    guard.wish = Wish::Now;
                }
            }
            Ask::Until(day) => match due {
                Some(due) if due > now => {
                    let earlier = matches!(guard.earliest, Earliest::From(present) if due < present);
                    guard.not_before(due);
                    if !earlier {
                        guard.wish = Wish::Until(day);
                    }
                    if matches!(guard.earliest, Earliest::From(_)) && guard.accepted {
                        guard.excuses.insert("held after it was sent");
                    }
                }
                Some(_) | None => guard.never("held until a day that is past", false),
            },
        }
    }

    pub(crate) fn unclear(&mut self, of: u32) {
        let Some(file) = self.files.get_mut(&of) else { return };
        file.unread = true;
        for guard in &mut file.people {
            guard.excuses.insert("unread mail");
            guard.let_go = false;
            guard.causes += 1;
        }
    }

    /// A go-live moved by mail: what is later counts, what is earlier does not.
    pub(crate) fn go_live_by_mail(&mut self, client: u8, to: Date, now: Timestamp) {
        let due = self.rules.before(client, to);
        for file in self.files.values_mut().filter(|file| file.client == client) {
            let Some(due) = due else { continue };
            if due <= now || file.is_hastened(due, now) {
                for guard in &mut file.people {
                    guard.excuses.insert("an earlier go-live");
                }
                continue;
            }
            file.go_live = Some(to);
            for guard in &mut file.people {
                guard.causes += 1;
                if guard.let_go {
                    guard.excuses.insert("go-live moved");
                }
                if guard.wish == Wish::GoLive && !guard.accepted {
                    guard.not_before(due);
                }
            }
        }
    }

    /// Somebody wrote for a new link from their own address.
    pub(crate) fn asked_for_link(&mut self, address: &str) {
        for guard in self.files.values_mut().flat_map(|file| &mut file.people) {
            if guard.address == address {
                guard.causes += 1;
            }
        }
    }

    /// The process died over a mail; whoever it is about may have become due before it is read again.
    pub(crate) fn interrupted(&mut self, act: &Act) {
        let concerned: Vec<u32> = match act {
            Act::Submit { id, .. } => vec![*id],
            Act::Amend { of, tag: true, .. } => vec![*of],
            Act::GoLive { client, .. } => {
                let theirs = self.files.iter().filter(|(_, file)| file.client == *client);
                theirs.map(|(id, _)| *id).collect()
            }
            _ => Vec::new(),
        };
        for file in concerned {
            let people = self.files.get_mut(&file).map(|file| &mut file.people);
            for guard in people.into_iter().flatten() {
                guard.excuses.insert(READ_LATE);
                guard.is_half_read = true;
            }
        }
    }

    /// Whatever was half read is read now.
    pub(crate) fn all_is_read(&mut self) {
        for guard in self.files.values_mut().flat_map(|file| &mut file.people) {
            guard.is_half_read = false;
        }
    }

    /// The rules changed: what delays counts, what hastens does not.
    pub(crate) fn ruled(&mut self, rules: Rules, now: Timestamp) {
        self.rules = rules;
        for file in self.files.values_mut().chain(self.before.values_mut()) {
            for guard in file.people.iter_mut().filter(|guard| !guard.accepted) {
                let due = match guard.wish {
                    Wish::Until(day) => self.rules.on(file.client, day),
                    Wish::GoLive => file.go_live.and_then(|date| self.rules.before(file.client, date)),
                    Wish::Now | Wish::Unsaid => None,
                };
                if let (Earliest::From(present), Some(due)) = (guard.earliest, due)
                    && present > now
                {
                    // A mail that is read only now is read by the new rules.
                    let (sooner, later) = (present.min(due), present.max(due));
                    let from = if guard.is_half_read { sooner } else { later };
                    guard.by_either = guard.is_half_read.then_some(later);
                    guard.earliest = Earliest::From(from);
                    guard.causes += 1;
                } else if let (Earliest::From(_), Some(due)) = (guard.earliest, due)
                    && due > now
                {
                    // Whoever was on the way by then goes on; whoever was not waits for the later hour.
                    guard.excuses.insert(RULED_LATE);
                }
            }
        }
    }
}
