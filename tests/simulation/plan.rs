//! The script that a seed makes: about two hundred days of mails, decisions, bad weather and deaths.

use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::chance::Chance;
use crate::letters::PEOPLE;
use crate::script::{Act, Ask, CLIENTS, Do, MANAGERS, Noise, Say, Script, Setting, Step, Weather};

/// How long a run is.
const DAYS: i64 = 200;

const ZONES: [&str; 9] = [
    "America/New_York",
    "America/New_York",
    "Europe/Berlin",
    "Europe/London",
    "UTC",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kolkata",
];

/// What parts the chance of the operator from that of all others.
const KEEPING: u64 = 0x6B65_6570_6B65_6570;

/// A submission that was sent.
struct Sent {
    id: u32,
    manager: u8,
    people: u32,
}

/// A seed at work.
struct Planner {
    chance: Chance,
    setting: Setting,
    steps: Vec<Step>,
    sent: Vec<Sent>,
    next_id: u32,
}

/// The script of a seed.
pub(crate) fn script(seed: u64) -> Script {
    let mut chance = Chance(seed);
    let setting = setting(&mut chance);
    let start = setting.start;
    let mut planner = Planner {
        chance,
        setting,
        steps: Vec::new(),
        sent: Vec::new(),
        next_id: 1,
    };
    for day in 0..DAYS {
        planner.day(start + SignedDuration::from_hours(24 * day));
    }
    planner.keep(seed);
    planner.steps.sort_by_key(|step| step.at);
    Script {
        why: String::new(),
        setting: planner.setting,
        steps: planner.steps,
    }
}

fn setting(chance: &mut Chance) -> Setting {
    let first = date(2026, 10, 1) + chance.between(0, 540).days();
    let start = first.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
    let zone = |chance: &mut Chance| (*chance.pick(&ZONES)).to_owned();
    let holidays = (0..chance.below(12))
        .map(|_| first + chance.between(0, DAYS).days())
        .collect();
    Setting {
        start,
        zones: [zone(chance), zone(chance), zone(chance)],
        send_at: *chance.pick(&[
            time(9, 0, 0, 0),
            time(9, 0, 0, 0),
            time(2, 30, 0, 0),
            time(0, 0, 0, 0),
            time(23, 45, 0, 0),
        ]),
        holidays,
        burst: *chance.pick(&[50, 50, 50, 50, 2, 4]),
    }
}

impl Planner {
    fn number(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id - 1
    }

    fn add(&mut self, at: Timestamp, act: Act) {
        self.steps.push(Step { at, act });
    }

    /// A moment of a day, often close to the hour at which links go out.
    fn moment(&mut self, midnight: Timestamp) -> Timestamp {
        if self.chance.percent(60) {
            return midnight + SignedDuration::from_mins(self.chance.between(0, 1439));
        }
        let zone = TimeZone::get(self.chance.pick::<String>(&self.setting.zones)).unwrap();
        let day = midnight.to_zoned(TimeZone::UTC).date();
        let due = zone
            .to_zoned(day.to_datetime(self.setting.send_at))
            .unwrap()
            .timestamp();
        due + SignedDuration::from_secs(self.chance.between(-120, 120))
    }

    fn day(&mut self, midnight: Timestamp) {
        let today = midnight.to_zoned(TimeZone::UTC).date();
        for (times, make) in DAILY {
            if self.chance.below(1000) < times {
                let at = self.moment(midnight);
                make(self, at, today);
            }
        }
    }

    /// What the operator does, by a stream of chance of its own, so that all else stays as it is. Every third seed has none
    /// of it: a restore hides much of what came before.
    fn keep(&mut self, seed: u64) {
        if seed.is_multiple_of(3) {
            return;
        }
        self.chance = Chance(seed ^ KEEPING);
        let start = self.setting.start;
        for day in 0..DAYS {
            let at = |planner: &mut Self| planner.moment(start + SignedDuration::from_hours(24 * day));
            if self.chance.below(1000) < 60 {
                let at = at(self);
                self.add(at, Act::Backup);
            }
            if self.chance.below(1000) < 8 {
                let at = at(self);
                self.add(at, Act::Restore);
            }
            if self.chance.below(1000) < 50 && !self.sent.is_empty() {
                let at = at(self);
                let sent = self.chance.pick(&self.sent);
                let (of, people) = (sent.id, sent.people);
                let place = 1 + u32::try_from(self.chance.below(u64::from(people))).unwrap();
                let take_out = self.chance.percent(25);
                self.add(at, Act::Erase { of, place, take_out });
            }
        }
    }

    /// Somebody on a submission of the last weeks.
    fn somebody(&mut self) -> Option<(u32, u8, u32)> {
        let recent = self.sent.len().saturating_sub(6);
        if self.sent.len() == recent {
            return None;
        }
        let of = &self.sent[recent..];
        let sent = self.chance.pick(of);
        let (id, manager, people) = (sent.id, sent.manager, sent.people);
        let place = 1 + u32::try_from(self.chance.below(u64::from(people))).unwrap();
        Some((id, manager, place))
    }

    fn manager(&mut self, usual: u8) -> u8 {
        if self.chance.percent(80) {
            return usual;
        }
        u8::try_from(self.chance.below(MANAGERS.len() as u64)).unwrap()
    }

    fn client(&mut self) -> u8 {
        u8::try_from(self.chance.below(CLIENTS.len() as u64)).unwrap()
    }
}

/// Something that may happen on a day.
type Make = fn(&mut Planner, Timestamp, Date);

/// What happens on so many days in a thousand.
const DAILY: [(u64, Make); 20] = [
    (75, submit),
    (25, copy),
    (70, amend),
    (12, unclear),
    (35, go_live),
    (25, ask_link),
    (20, noise),
    (450, desk),
    (60, review),
    (150, press),
    (70, weather),
    (50, meanwhile),
    (50, between),
    (90, kill),
    (25, stop),
    (25, jump),
    (25, away),
    (40, tidy),
    (15, settings),
    (25, together),
];

fn say(chance: &mut Chance, today: Date) -> Say {
    let near = chance.percent(25);
    let ahead = if near {
        chance.between(-2, 12)
    } else {
        chance.between(10, 90)
    };
    let day = today + ahead.days();
    match chance.below(100) {
        0..58 => Say::GoLive(day),
        58..72 => Say::Until(day),
        72..78 => Say::Hold,
        78..89 => Say::Now,
        89..94 => Say::Nothing,
        94..96 => Say::GoLive(today + 700.days()),
        _ => Say::Perhaps(day),
    }
}

fn submit(planner: &mut Planner, at: Timestamp, today: Date) {
    let chance = &mut planner.chance;
    let count = chance.between(1, 4);
    let mut people: Vec<u32> = Vec::new();
    for _ in 0..count {
        let person = u32::try_from(chance.below(u64::from(PEOPLE))).unwrap();
        if !people.contains(&person) {
            people.push(person);
        }
    }
    let (say, table, complete) = (say(chance, today), chance.percent(50), chance.percent(88));
    let (client, manager) = (planner.client(), planner.manager(0));
    let id = planner.number();
    planner.sent.push(Sent {
        id,
        manager,
        people: u32::try_from(people.len()).unwrap(),
    });
    planner.add(
        at,
        Act::Submit {
            id,
            manager,
            client,
            people,
            say,
            table,
            complete,
        },
    );
}

fn copy(planner: &mut Planner, at: Timestamp, _: Date) {
    let Some((of, ..)) = planner.somebody() else { return };
    let (id, same_bytes) = (planner.number(), planner.chance.percent(50));
    planner.add(at, Act::Copy { id, of, same_bytes });
}

fn amend(planner: &mut Planner, at: Timestamp, today: Date) {
    let Some((of, manager, place)) = planner.somebody() else {
        return;
    };
    let manager = planner.manager(manager);
    let day = today + planner.chance.between(1, 60).days();
    let ask = *planner.chance.pick(&[
        Ask::Until(day),
        Ask::Until(day),
        Ask::Stop,
        Ask::Stop,
        Ask::Now,
        Ask::Remove,
    ]);
    let (id, tag) = (planner.number(), planner.chance.percent(50));
    planner.add(
        at,
        Act::Amend {
            id,
            of,
            manager,
            place,
            ask,
            tag,
        },
    );
}

fn unclear(planner: &mut Planner, at: Timestamp, _: Date) {
    let Some((of, manager, _)) = planner.somebody() else {
        return;
    };
    let id = planner.number();
    planner.add(at, Act::Unclear { id, of, manager });
}

fn go_live(planner: &mut Planner, at: Timestamp, today: Date) {
    let to = today + planner.chance.between(1, 80).days();
    let (client, manager, id) = (planner.client(), planner.manager(0), planner.number());
    planner.add(
        at,
        Act::GoLive {
            id,
            client,
            manager,
            to,
        },
    );
}

fn ask_link(planner: &mut Planner, at: Timestamp, _: Date) {
    let Some((of, _, place)) = planner.somebody() else {
        return;
    };
    let id = planner.number();
    planner.add(at, Act::AskLink { id, of, place });
}

fn noise(planner: &mut Planner, at: Timestamp, _: Date) {
    let kinds = [
        Some(Noise::OutOfOffice),
        Some(Noise::Bounce),
        Some(Noise::Lunch),
        Some(Noise::Stranger),
        None,
        None,
        None,
    ];
    let noise = *planner.chance.pick(&kinds);
    let id = planner.number();
    if let Some(noise) = noise {
        return planner.add(at, Act::Noise { id, noise });
    }
    // Somebody on an older submission, whose link is out by now. Told by the number: it needs no chance, so that all else
    // stays as it is.
    let back = usize::try_from(4 + id % 12).unwrap();
    if let Some(sent) = planner.sent.iter().rev().nth(back) {
        let (of, place) = (sent.id, 1 + id % sent.people);
        planner.add(at, Act::Returned { id, of, place });
    }
}

fn desk(planner: &mut Planner, at: Timestamp, _: Date) {
    let mood = planner.chance.below(u64::MAX);
    planner.add(at, Act::Desk { mood });
}

fn deed(chance: &mut Chance, today: Date) -> Do {
    let day = today + chance.between(1, 40).days();
    *chance.pick(&[
        Do::Stop,
        Do::Stop,
        Do::Cancel,
        Do::On(day),
        Do::On(day),
        Do::BeforeGoLive,
        Do::Now,
        Do::NewLink,
        Do::Correct,
        Do::GoLive(day),
        Do::GoLive(day + 14.days()),
        Do::Reject,
    ])
}

fn review(planner: &mut Planner, at: Timestamp, today: Date) {
    let Some((of, _, place)) = planner.somebody() else {
        return;
    };
    let what = deed(&mut planner.chance, today);
    planner.add(at, Act::Review { of, place, what });
}

fn meanwhile(planner: &mut Planner, at: Timestamp, today: Date) {
    let what = deed(&mut planner.chance, today);
    let seconds = planner.chance.between(1, 600);
    planner.add(at, Act::Meanwhile { seconds, what });
}

/// A mail that comes in while the next one goes out.
fn between(planner: &mut Planner, at: Timestamp, today: Date) {
    let before = planner.steps.len();
    match planner.chance.below(6) {
        0 => submit(planner, at, today),
        1 => go_live(planner, at, today),
        2 => unclear(planner, at, today),
        _ => amend(planner, at, today),
    }
    if planner.steps.len() > before
        && let Some(step) = planner.steps.pop()
    {
        let mail = Box::new(step.act);
        planner.add(at, Act::Between { mail });
    }
}

fn press(planner: &mut Planner, at: Timestamp, _: Date) {
    let Some((of, _, place)) = planner.somebody() else {
        return;
    };
    let older = planner.chance.percent(15);
    planner.add(at, Act::Press { of, place, older });
}

fn weather(planner: &mut Planner, at: Timestamp, _: Date) {
    let weather = *planner.chance.pick(&[
        Weather::Greylist,
        Weather::Down,
        Weather::LostAfterData,
        Weather::LostAfterData,
        Weather::LostBeforeData,
        Weather::Login,
    ]);
    let fair = at + SignedDuration::from_mins(planner.chance.between(10, 2600));
    planner.add(at, Act::Weather { weather });
    planner.add(fair, Act::Weather { weather: Weather::Fair });
}

fn kill(planner: &mut Planner, at: Timestamp, _: Date) {
    let points = u32::try_from(planner.chance.between(1, 30)).unwrap();
    let longest = *planner.chance.pick(&[1, 30, 600, 5000]);
    let down_minutes = planner.chance.between(0, longest);
    planner.add(at, Act::Kill { points, down_minutes });
    if planner.chance.percent(30) {
        // Who reads the mailbox beside us clears it out while we are away.
        let then = at + SignedDuration::from_mins(planner.chance.between(0, 120));
        planner.add(then, Act::Tidy);
    }
}

fn stop(planner: &mut Planner, at: Timestamp, _: Date) {
    let again = at + SignedDuration::from_mins(planner.chance.between(1, 12_000));
    planner.add(at, Act::Stop);
    planner.add(again, Act::Start);
}

fn jump(planner: &mut Planner, at: Timestamp, _: Date) {
    let longest = *planner.chance.pick(&[90, 4000, 90_000]);
    let seconds = planner.chance.between(-longest, longest);
    planner.add(at, Act::Jump { seconds });
    let back = at + SignedDuration::from_mins(planner.chance.between(1, 3000));
    planner.add(back, Act::Jump { seconds: -seconds });
}

fn away(planner: &mut Planner, at: Timestamp, _: Date) {
    let back = at + SignedDuration::from_mins(planner.chance.between(5, 6000));
    planner.add(at, Act::Away);
    planner.add(back, Act::Back);
}

fn tidy(planner: &mut Planner, at: Timestamp, _: Date) {
    planner.add(at, Act::Tidy);
}

fn settings(planner: &mut Planner, at: Timestamp, today: Date) {
    let act = match planner.chance.below(3) {
        0 => Act::Holiday {
            day: today + planner.chance.between(0, 30).days(),
        },
        1 => Act::SendAt {
            hour: i8::try_from(planner.chance.between(0, 23)).unwrap(),
        },
        _ => Act::Zone {
            client: planner.client(),
            zone: (*planner.chance.pick(&ZONES)).to_owned(),
        },
    };
    planner.add(at, act);
}

/// Several mails at the same moment, and a death close to it.
fn together(planner: &mut Planner, at: Timestamp, today: Date) {
    let points = u32::try_from(planner.chance.between(1, 9)).unwrap();
    let down_minutes = planner.chance.between(0, 60);
    planner.add(at, Act::Kill { points, down_minutes });
    submit(planner, at, today);
    for _ in 0..planner.chance.below(4) {
        match planner.chance.below(5) {
            0 => submit(planner, at, today),
            1 => copy(planner, at, today),
            2 => go_live(planner, at, today),
            _ => amend(planner, at, today),
        }
    }
    if planner.chance.percent(60) {
        planner.add(at + SignedDuration::from_secs(30), Act::Tidy);
    }
}
