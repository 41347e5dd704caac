//! What must hold, told by the history of a run alone: a second, small account of the promises that shares nothing with
//! the daemon's rules.
//!
//! For each person of each submission it keeps from when on a link may leave at all ([`Earliest`]), and whether there is
//! any reason for which a person may have to look first. Whatever delays counts when the mail is delivered; nothing that
//! hastens counts before a reviewer has said so.

use std::collections::{BTreeMap, BTreeSet};

use greenroom::domain::ids::MailId;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::letters::{address, corrected_address};
use crate::script::{Act, Ask, Do, Say, Setting};

/// The reason that nothing but a reviewer's decision changes.
const TAKEN_OUT: &str = "taken out";

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
    /// Its link was used.
    pub(crate) used: bool,
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

/// The whole account.
pub(crate) struct Model {
    pub(crate) rules: Rules,
    pub(crate) files: BTreeMap<u32, File>,
    /// Which submission some bytes are.
    pub(crate) family: BTreeMap<MailId, u32>,
    pub(crate) violations: Vec<String>,
    /// The latest that the clock has shown.
    pub(crate) high_water: Timestamp,
    /// More than that many links an hour wait.
    pub(crate) burst: u32,
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
    fn is_hastened(&self, due: Timestamp, now: Timestamp) -> bool {
        let waits = |guard: &&Guard| guard.wish == Wish::GoLive && !guard.accepted;
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

    fn never(&mut self, why: &'static str, hard: bool) {
        self.excuses.insert(why);
        if self.is_taken_out() {
            return;
        }
        self.earliest = Earliest::Never { why, hard };
        self.let_go = false;
    }

    fn not_before(&mut self, from: Timestamp) {
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

impl Model {
    pub(crate) fn new(setting: &Setting) -> Self {
        Self {
            rules: Rules::of(setting),
            files: BTreeMap::new(),
            family: BTreeMap::new(),
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

    /// What a submission says about when its people's links may leave, seen at `now`.
    fn by_submission(&self, client: u8, say: Say, complete: bool, now: Timestamp) -> (Wish, Earliest) {
        let soft = |why| Earliest::Never { why, hard: false };
        let hold = |due: Option<Timestamp>| match due {
            None => soft("there is no such hour"),
            Some(due) if due <= now => soft("late"),
            Some(_) if !complete => soft("incomplete"),
            Some(due) => Earliest::From(due),
        };
        match say {
            Say::GoLive(date) => {
                let today = now.to_zoned(TimeZone::get(&self.rules.zones[client as usize]).unwrap()).date();
                if date > today + 18.months() {
                    return (Wish::GoLive, soft("far"));
                }
                (Wish::GoLive, hold(self.rules.before(client, date)))
            }
            Say::Until(day) => (Wish::Until(day), hold(self.rules.on(client, day))),
            Say::Perhaps(_) => (Wish::GoLive, soft("tentative")),
            Say::Hold => (Wish::GoLive, soft("no go-live")),
            Say::Now => (Wish::Now, soft("now needs a person")),
            Say::Nothing => (Wish::Unsaid, soft("nothing said")),
        }
    }

    pub(crate) fn submitted(&mut self, id: u32, client: u8, people: &[u32], say: Say, complete: bool, now: Timestamp) {
        let (wish, earliest) = self.by_submission(client, say, complete, now);
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
                used: false,
                since: now,
            };
            if let Earliest::Never { why, .. } = earliest {
                guard.excuses.insert(why);
            }
            if crowded {
                guard.excuses.insert("burst");
            }
            if self.hold_elsewhere(&guard.address, earliest) {
                guard.never("on another ticket", true);
            }
            guards.push(guard);
        }
        let go_live = match say {
            Say::GoLive(date) | Say::Perhaps(date) => Some(date),
            Say::Until(_) | Say::Hold | Say::Now | Say::Nothing => None,
        };
        self.files.insert(id, File { client, go_live, unread: false, people: guards });
    }

    /// Whether a person is in another submission; if they are to be held longer now, they wait there as well.
    fn hold_elsewhere(&mut self, to: &str, earliest: Earliest) -> bool {
        let mut found = false;
        for file in self.files.values_mut() {
            for guard in file.people.iter_mut().filter(|guard| guard.address == to) {
                if guard.is_taken_out() {
                    continue;
                }
                found = true;
                let longer = match (guard.earliest, earliest) {
                    (Earliest::From(present), Earliest::From(wanted)) => wanted > present,
                    (Earliest::AtOnce, Earliest::From(_)) => true,
                    _ => false,
                };
                guard.excuses.insert("on another ticket");
                guard.causes += 1;
                if longer && !guard.accepted {
                    guard.never("to be held longer elsewhere", true);
                }
            }
        }
        found
    }

    pub(crate) fn amended(&mut self, of: u32, place: u32, ask: Ask, now: Timestamp) {
        let Some(client) = self.files.get(&of).map(|file| file.client) else { return };
        let due = match ask {
            Ask::Until(day) => self.rules.on(client, day),
            Ask::Stop | Ask::Now | Ask::Remove => None,
        };
        let Some(guard) = self.guard(of, place) else { return };
        guard.causes += 1;
        if guard.is_taken_out() {
            // Who is meant, if not somebody else? Nobody's link leaves before a person has read that.
            return self.unclear(of);
        }
        match ask {
            // A later mail with a clear day may take that back.
            Ask::Stop => guard.never("stopped by mail", false),
            Ask::Remove if guard.accepted => guard.never("to be taken out, and sent already", true),
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
            Act::Amend { of, .. } | Act::Unclear { of, .. } => vec![*of],
            Act::GoLive { client, .. } => {
                let theirs = self.files.iter().filter(|(_, file)| file.client == *client);
                theirs.map(|(id, _)| *id).collect()
            }
            _ => Vec::new(),
        };
        for file in concerned {
            let people = self.files.get_mut(&file).map(|file| &mut file.people);
            for guard in people.into_iter().flatten() {
                guard.excuses.insert("read late");
            }
        }
    }

    /// The rules changed: what delays counts, what hastens does not.
    pub(crate) fn ruled(&mut self, rules: Rules, now: Timestamp) {
        self.rules = rules;
        for file in self.files.values_mut() {
            for guard in file.people.iter_mut().filter(|guard| !guard.accepted) {
                let due = match guard.wish {
                    Wish::Until(day) => self.rules.on(file.client, day),
                    Wish::GoLive => file.go_live.and_then(|date| self.rules.before(file.client, date)),
                    Wish::Now | Wish::Unsaid => None,
                };
                if let (Earliest::From(present), Some(due)) = (guard.earliest, due)
                    && present > now
                {
                    guard.earliest = Earliest::From(present.max(due));
                    guard.causes += 1;
                }
            }
        }
    }

    /// What a reviewer did, and was not refused. `shown` is what the desk showed: the wish and the go-live.
    pub(crate) fn reviewed(&mut self, of: u32, place: u32, what: Do, shown: (Wish, Option<Date>), now: Timestamp) {
        let rules = self.rules.clone();
        let Some(file) = self.files.get_mut(&of) else { return };
        let client = file.client;
        match what {
            Do::Settle => return file.settled(now),
            Do::Reject => {
                for guard in &mut file.people {
                    guard.never(TAKEN_OUT, true);
                }
                return;
            }
            Do::GoLive(date) => return file.go_live_by_reviewer(date, rules.before(client, date), now),
            Do::Approve | Do::Now | Do::On(_) | Do::BeforeGoLive | Do::Stop | Do::Cancel | Do::NewLink | Do::Correct => {}
        }
        let go_live = shown.1.or(file.go_live);
        let Some(guard) = file.people.get_mut(place as usize - 1) else { return };
        guard.causes += 1;
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
                if !matches!(guard.earliest, Earliest::From(due) if due > now) {
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
        guard.wish = wish;
        guard.let_go = wish == Wish::Now;
        guard.earliest = due.map_or(Earliest::AtOnce, Earliest::From);
        guard.excuses.retain(|why| *why == "burst");
        if file.unread {
            guard.excuses.insert("unread mail");
        }
    }

    /// Whether a link may be handed over now. Says why not.
    pub(crate) fn may_leave(&self, of: u32, place: u32, to: &str) -> Result<(), String> {
        let missing = || format!("a link for {to}, who is nobody we know of");
        let file = self.files.get(&of).ok_or_else(missing)?;
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

    /// Somebody pressed the button.
    pub(crate) fn used(&mut self, of: u32, place: u32) {
        if let Some(guard) = self.guard(of, place) {
            guard.used = true;
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
                    found.push(format!("{} of {id} was due at {due} and is forgotten at {now}", guard.address));
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
                words = Some(format!("{} gets two different mails, and nobody asked for the second", guard.address));
            }
            if !known {
                guard.handed.push((message_id.to_owned(), guard.causes));
            }
        }
        self.violations.extend(words);
    }
}

impl File {
    /// A reviewer has read what there was to read. That alone sends nothing.
    fn settled(&mut self, now: Timestamp) {
        let waited = std::mem::take(&mut self.unread);
        for guard in self.people.iter_mut().filter(|guard| guard.accepted && !guard.is_taken_out()) {
            // The note was read, and the link that is out was let live.
            guard.earliest = Earliest::AtOnce;
        }
        for guard in self.people.iter_mut().filter(|guard| waited && !guard.accepted) {
            if matches!(guard.earliest, Earliest::From(due) if due <= now) {
                guard.never("due while a mail was unread", false);
            }
        }
    }

    fn go_live_by_reviewer(&mut self, date: Date, due: Option<Timestamp>, now: Timestamp) {
        self.go_live = Some(date);
        for guard in &mut self.people {
            guard.causes += 1;
            if guard.wish != Wish::GoLive || guard.accepted {
                continue;
            }
            match (guard.earliest, due) {
                (Earliest::Never { hard: true, .. } | Earliest::AtOnce, _) => {}
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
