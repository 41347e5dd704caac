//! Plays a script: the daemon with its real store, on a clock that is moved by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use greenroom::app::App;
use greenroom::clock::SharedClock;
use greenroom::config::Config;
use greenroom::domain::event::Event;
use greenroom::domain::ids::MailId;
use greenroom::store::sled::SledStore;
use greenroom::store::{Index, Store};
use greenroom::web::{ApiToken, api_router, link_router};
use jiff::{SignedDuration, Timestamp};

use crate::desk::Desk;
use crate::letters;
use crate::model::{Model, Rules};
use crate::mortal::{Breakage, Life, MortalStore};
use crate::script::{Act, CLIENTS, Script, Setting, Weather};
use crate::server::Server;
use crate::stage::{Ahead, Counts, Deed, Shared};

/// A link that is due leaves within this time when nothing stands in the way. The longest pause of the outbox is half.
const PATIENCE: SignedDuration = SignedDuration::from_hours(6);

/// After the last step so much time passes, so that everything comes to its end.
const REST: SignedDuration = SignedDuration::from_hours(24 * 40);

/// By how much the broken clock is ahead.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) violations: Vec<String>,
    pub(crate) history: Vec<String>,
    pub(crate) counts: Counts,
}

/// One life of the process.
pub(crate) struct Daemon {
    pub(crate) app: App,
    pub(crate) store: Arc<MortalStore>,
    life: Arc<Life>,
}

/// A run under way.
pub(crate) struct World {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) setting: Setting,
    pub(crate) shared: Shared,
    pub(crate) daemon: Option<Daemon>,
    /// Every message that ever was in the mailbox.
    pub(crate) messages: Vec<String>,
    breakage: Option<Breakage>,
    lives: u32,
    /// When the process is started again, if it is down and somebody sees to it.
    up_at: Option<Timestamp>,
    down_minutes: i64,
    /// Death comes so soon after the next start.
    armed: Option<u32>,
    bytes: BTreeMap<u32, Vec<u8>>,
    /// Mails in the mailbox that the daemon has not looked at, and those that it has not settled for sure.
    waiting: Vec<Act>,
    unsettled: Vec<Act>,
    is_away: bool,
    /// The daemon has not looked into the mailbox since it was started.
    is_fresh: bool,
}

/// Plays a script to its end.
pub(crate) fn play(script: &Script, breakage: Option<Breakage>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut world = World::new(script, breakage);
        world.start().await;
        for step in &script.steps {
            world.advance(step.at).await;
            world.step(&step.act).await;
        }
        world.come_to_rest().await;
        crate::verdict::check(&world).await;
        world.daemon = None;
        let mut stage = world.shared.lock();
        stage.desk = None;
        Outcome {
            violations: std::mem::take(&mut stage.model.violations),
            history: std::mem::take(&mut stage.history),
            counts: stage.counts,
        }
    })
}

impl World {
    fn new(script: &Script, breakage: Option<Breakage>) -> Self {
        // In memory where there is such a place: no run outlives its process.
        let memory = Path::new("/dev/shm");
        let dir = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let dir = dir.unwrap();
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir_all(dir.path().join("in").join(part)).unwrap();
        }
        Self {
            dir,
            setting: script.setting.clone(),
            shared: Shared::new(&script.setting),
            daemon: None,
            messages: Vec::new(),
            breakage,
            lives: 0,
            up_at: None,
            down_minutes: 0,
            armed: None,
            bytes: BTreeMap::new(),
            waiting: Vec::new(),
            unsettled: Vec::new(),
            is_away: false,
            is_fresh: true,
        }
    }

    fn mailbox(&self) -> PathBuf {
        self.dir.path().join(if self.is_away { "in.away" } else { "in" })
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join(format!("data-{}", self.lives))
    }

    pub(crate) fn config(&self) -> Config {
        let Setting { zones, send_at, holidays, burst, .. } = &self.setting;
        let days: Vec<String> = holidays.iter().map(|day| format!("\"{day}\"")).collect();
        let mut text = format!(
            "trust.submitters = [\"@vendor.example\"]\noutbound.from = \"cs@vendor.example\"\n\
             calendar.send_at = \"{send_at}\"\ncalendar.holidays = [{}]\npolicy.activation_burst = {burst}\n\
             store.path = \"data-{}\"\nstore.free_space_floor_mb = 0\n\
             source.maildir = [{{ name = \"in\", path = \"in\" }}]\n",
            days.join(", "),
            self.lives
        );
        for (client, zone) in CLIENTS.iter().zip(zones) {
            let domain = client.to_lowercase();
            text += &format!("[[client]]\nname = \"{client}\"\ndomains = [\"{domain}.example\"]\nzone = \"{zone}\"\n");
        }
        Config::parse(&text, Path::new("simulation"), self.dir.path().to_owned()).unwrap()
    }

    fn is_day_early(&self) -> bool {
        self.breakage == Some(Breakage::DayEarly)
    }

    fn clock(&self) -> SharedClock {
        let clock = self.shared.lock().clock.clone();
        if self.is_day_early() { Arc::new(Ahead { clock, by: A_DAY }) } else { Arc::new(clock) }
    }

    /// Starts the process, which may die at that.
    async fn start(&mut self) {
        self.up_at = None;
        let life = Life::new();
        let inner: Arc<dyn Store> = Arc::new(SledStore::open(&self.data()).unwrap());
        let store = Arc::new(MortalStore::new(inner, Arc::clone(&life), self.breakage));
        self.see_what_was_done(&store).await;
        {
            let mut stage = self.shared.lock();
            stage.note("the program starts");
            let now = stage.shown();
            stage.model.ruled(Rules::of(&self.setting), now);
            stage.was_unwell();
        }
        let server = Server {
            shared: self.shared.clone(),
            store: Arc::clone(&store) as _,
            life: Arc::clone(&life),
        };
        life.limit(self.armed.take());
        let opening = App::around(self.config(), self.clock(), Arc::clone(&store) as _, Arc::new(server));
        let app = tokio::select! {
            biased;
            () = life.ended() => None,
            app = opening => Some(app.unwrap()),
        };
        let Some(app) = app else { return self.die(&store).await };
        let pages = app.pages(None).unwrap();
        let token = ApiToken::load_or_create(&self.data().join("api.token")).unwrap();
        self.shared.lock().desk = Some(Desk {
            api: api_router(pages.clone()),
            link: link_router(pages),
            token: token.reveal().to_owned(),
            store: Arc::clone(&store) as _,
        });
        self.daemon = Some(Daemon { app, store, life });
        self.is_fresh = true;
        // Before anything is sent the mailbox is looked at, as the program does it.
        self.look().await;
    }

    /// What was under way when the process died either happened or did not.
    async fn see_what_was_done(&self, store: &Arc<MortalStore>) {
        let Some(doubt) = self.shared.lock().doubt.take() else { return };
        let store: Arc<dyn Store> = Arc::clone(store) as _;
        let entries = store.entries(doubt.ticket).await.unwrap();
        if entries.iter().any(|entry| entry.seq > doubt.revision && is_by(&doubt.deed, &entry.event)) {
            let mut stage = self.shared.lock();
            stage.note(format!("it was done after all: {:?}", doubt.deed));
            stage.done(doubt.deed);
        }
    }

    /// Does something in which the process may die. `None` when it did.
    async fn alive<T>(&mut self, work: impl AsyncFnOnce(&Daemon, &Shared) -> T) -> Option<T> {
        let daemon = self.daemon.as_ref()?;
        let result = tokio::select! {
            biased;
            () = daemon.life.ended() => None,
            result = work(daemon, &self.shared) => Some(result),
        };
        if result.is_none() {
            let store = Arc::clone(&daemon.store);
            self.die(&store).await;
        }
        result
    }

    /// The process is gone. What is left is what it had written.
    async fn die(&mut self, store: &Arc<MortalStore>) {
        store.is_quiet().await;
        let (old, down) = (self.data(), SignedDuration::from_mins(self.down_minutes));
        self.lives += 1;
        // Raw mails are written whole or not at all; to move them is as good as to copy them.
        std::fs::create_dir_all(self.data()).unwrap();
        std::fs::rename(old.join("mail"), self.data().join("mail")).unwrap();
        copy_folder(&old, &self.data());
        {
            let mut stage = self.shared.lock();
            stage.desk = None;
            stage.counts.deaths += 1;
            stage.note("the process is killed");
            for act in self.unsettled.drain(..) {
                stage.model.interrupted(&act);
            }
            self.up_at = Some(stage.truth + down);
        }
        self.daemon = None;
        // Best effort: its threads may still hold it, and all of it goes in the end.
        let _ = std::fs::remove_dir_all(old);
    }

    /// The process ends in good order.
    fn stop(&mut self) {
        let mut stage = self.shared.lock();
        stage.desk = None;
        stage.note("the program ends");
        drop(stage);
        self.daemon = None;
        self.up_at = None;
    }

    /// Looks into the mailbox, and does all that there is to do.
    async fn look(&mut self) {
        if self.daemon.is_none() {
            return;
        }
        let is_new = self.is_fresh || !self.waiting.is_empty() || !self.unsettled.is_empty();
        if is_new && !self.is_away {
            let waiting = std::mem::take(&mut self.waiting);
            let mut stage = self.shared.lock();
            let now = stage.shown();
            for act in &waiting {
                stage.model.delivered(act, now);
            }
            drop(stage);
            self.unsettled.extend(waiting);
            let taken = self.alive(async |daemon, _| daemon.app.take_in(|_| {}).await).await;
            for result in taken.into_iter().flatten() {
                if let Some(error) = result.error {
                    self.shared.lock().model.broken(format!("the mailbox cannot be read: {error}"));
                }
            }
        }
        if self.settle().await.is_some() && !self.is_away {
            self.unsettled.clear();
            self.is_fresh = false;
        }
    }

    async fn settle(&mut self) -> Option<usize> {
        let settled = self.alive(async |daemon, _| daemon.app.settle().await).await?;
        match settled {
            Ok(done) => Some(done),
            Err(error) => {
                self.shared.lock().model.broken(format!("a worker was cut short: {error}"));
                Some(0)
            }
        }
    }

    /// When the daemon has something to do by itself, told by the clock that is always right.
    async fn next_wake(&mut self) -> Option<Timestamp> {
        let skew = if self.is_day_early() { A_DAY } else { SignedDuration::ZERO };
        let found = self
            .alive(async |daemon, _| {
                let store = &daemon.app.store;
                let due = store.earliest(Index::TicketByWake).await.unwrap();
                let outgoing = store.earliest(Index::OutboxByWake).await.unwrap();
                due.into_iter().chain(outgoing).min()
            })
            .await??;
        let stage = self.shared.lock();
        Some((found - stage.offset - skew).max(stage.truth))
    }

    /// Lets time pass, stopping wherever something happens by itself.
    async fn advance(&mut self, target: Timestamp) {
        loop {
            if self.daemon.is_none() {
                match self.up_at.filter(|at| *at <= target) {
                    Some(at) => {
                        self.shared.lock().go_to(at);
                        self.start().await;
                    }
                    None => break,
                }
                continue;
            }
            if !self.waiting.is_empty() && !self.is_away {
                self.look().await;
                continue;
            }
            let Some(next) = self.next_wake().await.filter(|at| *at <= target) else {
                if self.daemon.is_none() {
                    continue;
                }
                break;
            };
            self.shared.lock().go_to(next);
            if self.settle().await == Some(0) {
                // What cannot be done now is tried again a minute later.
                let later = next + SignedDuration::from_mins(1);
                if later > target {
                    break;
                }
                self.shared.lock().go_to(later);
            }
            self.find_forgotten();
        }
        self.shared.lock().go_to(target);
        self.find_forgotten();
    }

    fn find_forgotten(&self) {
        let mut stage = self.shared.lock();
        if self.daemon.is_none() || stage.weather != Weather::Fair || self.is_away {
            stage.was_unwell();
        }
        if stage.truth - PATIENCE > stage.well_since {
            let now = stage.shown();
            stage.model.find_forgotten(now, PATIENCE);
        }
    }

    async fn come_to_rest(&mut self) {
        let end = {
            let mut stage = self.shared.lock();
            stage.weather = Weather::Fair;
            stage.meanwhile = None;
            stage.was_unwell();
            stage.truth + REST
        };
        self.step(&Act::Back).await;
        if let Some(daemon) = &self.daemon {
            daemon.life.limit(None);
        }
        self.armed = None;
        self.step(&Act::Start).await;
        self.advance(end).await;
        self.look().await;
        self.find_forgotten();
    }

    async fn step(&mut self, act: &Act) {
        if !act.is_followed_by_a_look() {
            self.post(act).await;
            return;
        }
        match act {
            Act::Desk { mood } => {
                let mood = *mood;
                self.at_the_desk(async move |desk, shared| desk.go_through(&shared, mood).await).await;
            }
            Act::Review { of, place, what } => {
                let (of, place, what) = (*of, *place, *what);
                self.at_the_desk(async move |desk, shared| {
                    desk.review(&shared, of, place, what).await;
                })
                .await;
            }
            Act::Press { of, place, older } => {
                let (of, place, older) = (*of, *place, *older);
                self.at_the_desk(async move |desk, shared| desk.press(&shared, of, place, older).await).await;
            }
            Act::Kill { points, down_minutes } => {
                self.down_minutes = *down_minutes;
                match &self.daemon {
                    Some(daemon) => daemon.life.limit(Some(*points)),
                    None => self.armed = Some(*points),
                }
                return;
            }
            Act::Stop => return self.stop(),
            Act::Start if self.daemon.is_none() => return self.start().await,
            Act::Holiday { .. } | Act::SendAt { .. } | Act::Zone { .. } => self.reconfigure(act).await,
            Act::Away | Act::Back | Act::Tidy => self.change_mailbox(act),
            _ => self.change(act),
        }
        self.look().await;
        self.find_forgotten();
    }

    async fn at_the_desk(&mut self, work: impl AsyncFnOnce(Desk, Shared)) {
        self.alive(async |_, shared| {
            let desk = shared.lock().desk.clone();
            if let Some(desk) = desk {
                work(desk, shared.clone()).await;
            }
        })
        .await;
    }

    /// What changes outside of the daemon.
    fn change(&mut self, act: &Act) {
        let mut stage = self.shared.lock();
        match act {
            Act::Weather { weather } => {
                stage.was_unwell();
                stage.weather = *weather;
                stage.note(format!("the mail server: {weather:?}"));
            }
            Act::Meanwhile { seconds, what } => stage.meanwhile = Some((*seconds, *what)),
            Act::Jump { seconds } => {
                let by = SignedDuration::from_secs(*seconds);
                stage.offset += by;
                stage.note(format!("the clock is set by {by}"));
                let now = stage.truth;
                stage.go_to(now);
                // Whatever waits for an instant may have to wait for it again.
                stage.well_since = now + by.abs();
            }
            _ => {}
        }
    }

    fn change_mailbox(&mut self, act: &Act) {
        let wanted = match act {
            Act::Away => true,
            Act::Back => false,
            _ => {
                for entry in std::fs::read_dir(self.mailbox().join("cur")).unwrap() {
                    std::fs::remove_file(entry.unwrap().path()).unwrap();
                }
                return;
            }
        };
        if wanted != self.is_away {
            let old = self.mailbox();
            self.is_away = wanted;
            std::fs::rename(old, self.mailbox()).unwrap();
        }
    }

    async fn reconfigure(&mut self, act: &Act) {
        match act {
            Act::Holiday { day } => self.setting.holidays.push(*day),
            Act::SendAt { hour } => self.setting.send_at = jiff::civil::time(*hour, 0, 0, 0),
            Act::Zone { client, zone } => self.setting.zones[usize::from(*client)].clone_from(zone),
            _ => {}
        }
        if self.daemon.is_some() {
            self.stop();
            self.start().await;
        }
    }

    /// Somebody's mail comes into the mailbox.
    async fn post(&mut self, act: &Act) {
        let Some((id, family, bytes)) = self.write(act).await else { return };
        let act = &named_by(act, &bytes);
        let mail = MailId::of(&bytes);
        let mut stage = self.shared.lock();
        stage.counts.mails += 1;
        stage.note(format!("a mail comes: {act:?}"));
        stage.model.family.entry(mail).or_insert(family);
        drop(stage);
        self.bytes.insert(id, bytes.clone());
        let name = format!("{:06}.m{id}", self.messages.len());
        std::fs::write(self.mailbox().join("tmp").join(&name), bytes).unwrap();
        std::fs::rename(self.mailbox().join("tmp").join(&name), self.mailbox().join("new").join(&name)).unwrap();
        self.messages.push(name);
        self.waiting.push(act.clone());
    }

    /// The number, the submission and the bytes of a mail, if what it speaks of is there.
    async fn write(&mut self, act: &Act) -> Option<(u32, u32, Vec<u8>)> {
        let at = self.shared.lock().truth;
        Some(match act {
            Act::Submit { id, manager, client, people, say, table, complete } => {
                let bytes = letters::submission(*id, *manager, *client, people, *say, (*table, *complete), at);
                (*id, *id, bytes)
            }
            Act::Copy { id, of, same_bytes } => {
                let first = self.bytes.get(of)?;
                let bytes = if *same_bytes { first.clone() } else { letters::by_another_way(first, *id) };
                (*id, *of, bytes)
            }
            Act::Amend { id, of, manager, place, ask, tag } => {
                let (person, _) = self.person(*of, *place)?;
                let tag = if *tag { self.number_of(*of).await } else { None };
                (*id, *id, letters::amendment(*id, *manager, *of, person, *ask, tag, at))
            }
            Act::Unclear { id, of, manager } => {
                self.person(*of, 1)?;
                let tag = self.number_of(*of).await;
                (*id, *id, letters::unclear(*id, *manager, *of, tag, at))
            }
            Act::GoLive { id, client, manager, to } => (*id, *id, letters::go_live(*id, *manager, *client, *to, at)),
            Act::AskLink { id, of, place } => {
                let (person, address) = self.person(*of, *place)?;
                (*id, *id, letters::new_link(*id, person, &address, at))
            }
            Act::Noise { id, noise } => (*id, *id, letters::noise(*id, *noise, at)),
            _ => return None,
        })
    }

    fn person(&self, of: u32, place: u32) -> Option<(u32, String)> {
        let mut stage = self.shared.lock();
        let guard = stage.model.guard(of, place)?;
        Some((guard.person, guard.address.clone()))
    }

    /// The number of the ticket of a submission, as the account manager knows it.
    async fn number_of(&mut self, of: u32) -> Option<u64> {
        let found = self
            .alive(async |_, shared| {
                let desk = shared.lock().desk.clone()?;
                desk.ticket_of(shared, of).await
            })
            .await??;
        Some(found.id.0)
    }
}

impl Model {
    /// A mail is in the mailbox, and the daemon looks there.
    fn delivered(&mut self, act: &Act, now: Timestamp) {
        match act {
            Act::Submit { id, client, people, say, complete, .. } => {
                self.submitted(*id, *client, people, *say, *complete, now);
            }
            // An answer without a tag is left to a person: nobody's link leaves before it was read.
            Act::Amend { of, tag: false, .. } => self.unclear(*of),
            Act::Amend { of, place, ask, tag: true, .. } => self.amended(*of, *place, *ask, now),
            Act::Unclear { of, .. } => self.unclear(*of),
            Act::GoLive { client, to, .. } => self.go_live_by_mail(*client, *to, now),
            Act::AskLink { of, place, .. } => {
                let address = self.guard(*of, *place).map(|guard| guard.address.clone());
                self.asked_for_link(&address.unwrap_or_default());
            }
            _ => {}
        }
    }
}

/// Whether an event may be what somebody did.
fn is_by(deed: &Deed, event: &Event) -> bool {
    match deed {
        Deed::Press { .. } => matches!(event, Event::LinkUsed { .. }),
        Deed::Review { .. } => matches!(
            event,
            Event::Approved { .. }
                | Event::Decided { .. }
                | Event::Corrected { .. }
                | Event::Cancelled { .. }
                | Event::GoLiveMoved { .. }
                | Event::NewLinkRequested { .. }
                | Event::ProblemsSettled { .. }
                | Event::Rejected { .. }
        ),
    }
}

/// The mail as it was sent: without a tag where the ticket was not known.
fn named_by(act: &Act, bytes: &[u8]) -> Act {
    let mut act = act.clone();
    if let Act::Amend { tag, .. } = &mut act {
        *tag = String::from_utf8_lossy(bytes).contains("[GR-");
    }
    act
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
