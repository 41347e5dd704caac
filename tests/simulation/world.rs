//! Plays a script: the daemon with its real store, on a clock that is moved by hand.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use greenroom::app::App;
use greenroom::store::Index;
use jiff::{SignedDuration, Timestamp};

use crate::desk::Desk;
use crate::keep::{Backup, Erasing};
use crate::life::A_DAY;
use crate::mortal::{Breakage, Life, MortalStore};
use crate::script::{Act, Script, Setting, Weather};
use crate::stage::{Counts, Shared};

/// A link that is due leaves within this time when nothing stands in the way. The longest pause of the outbox is half.
const PATIENCE: SignedDuration = SignedDuration::from_hours(6);

/// After the last step so much time passes, so that everything comes to its end.
const REST: SignedDuration = SignedDuration::from_hours(24 * 40);

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) violations: Vec<String>,
    pub(crate) history: Vec<String>,
    pub(crate) counts: Counts,
}

/// One life of the process.
pub(crate) struct Daemon {
    pub(crate) app: Arc<App>,
    pub(crate) store: Arc<MortalStore>,
    pub(crate) life: Arc<Life>,
}

/// A run under way.
pub(crate) struct World {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) setting: Setting,
    pub(crate) shared: Shared,
    pub(crate) daemon: Option<Daemon>,
    pub(crate) breakage: Option<Breakage>,
    pub(crate) lives: u32,
    /// When the process is started again, if it is down and somebody sees to it.
    pub(crate) up_at: Option<Timestamp>,
    pub(crate) down_minutes: i64,
    /// Death comes so soon after the next start.
    pub(crate) armed: Option<u32>,
    /// The daemon has not looked into the mailbox since it was started.
    pub(crate) is_fresh: bool,
    /// The last backup.
    pub(crate) backup: Option<Backup>,
    /// In the order in which they were asked for.
    pub(crate) erasing: VecDeque<Erasing>,
}

/// Plays a script to its end.
pub(crate) fn play(script: &Script, breakage: Option<Breakage>) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
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
        let dir = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        let dir = dir.unwrap();
        let shared = Shared::new(&script.setting, dir.path());
        Self {
            dir,
            setting: script.setting.clone(),
            shared,
            daemon: None,
            breakage,
            lives: 0,
            up_at: None,
            down_minutes: 0,
            armed: None,
            is_fresh: true,
            backup: None,
            erasing: VecDeque::new(),
        }
    }

    fn is_away(&self) -> bool {
        self.shared.lock().mailbox.is_away
    }

    /// Whether there is something in the mailbox that the daemon may not have settled.
    fn is_mail_left(&self) -> bool {
        let stage = self.shared.lock();
        self.is_fresh || !stage.mailbox.waiting.is_empty() || !stage.mailbox.unsettled.is_empty()
    }

    /// Looks into the mailbox, and does all that there is to do.
    pub(crate) async fn look(&mut self) {
        if self.daemon.is_none() {
            return;
        }
        if self.is_mail_left() && !self.is_away() {
            self.shared.lock().hear();
            let taken = self.alive(async |daemon, _| daemon.app.take_in(|_| {}).await).await;
            for result in taken.into_iter().flatten() {
                if let Some(error) = result.error {
                    self.shared
                        .lock()
                        .model
                        .broken(format!("the mailbox cannot be read: {error}"));
                }
            }
        }
        if self.settle().await.is_some() && !self.is_away() {
            self.shared.lock().all_is_settled();
            self.is_fresh = false;
        }
    }

    async fn settle(&mut self) -> Option<usize> {
        let settled = self.alive(async |daemon, _| daemon.app.settle().await).await?;
        match settled {
            Ok(done) => Some(done),
            Err(error) => {
                self.shared
                    .lock()
                    .model
                    .broken(format!("a worker was cut short: {error}"));
                Some(0)
            }
        }
    }

    /// When the daemon has something to do by itself, told by the clock that is always right.
    async fn next_wake(&mut self) -> Option<Timestamp> {
        let skew = if self.is_day_early() {
            A_DAY
        } else {
            SignedDuration::ZERO
        };
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
            if !self.shared.lock().mailbox.waiting.is_empty() && !self.is_away() {
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
        if self.daemon.is_none() || stage.weather != Weather::Fair || stage.mailbox.is_away {
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
            stage.between = None;
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
            if let Some(letter) = self.letter(act).await {
                self.shared.lock().put(letter);
            }
            return;
        }
        match act {
            Act::Desk { mood } => {
                let mood = *mood;
                self.at_the_desk(async move |desk, shared| desk.go_through(&shared, mood).await)
                    .await;
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
                self.at_the_desk(async move |desk, shared| desk.press(&shared, of, place, older).await)
                    .await;
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
            Act::Away => self.shared.lock().mailbox.go(true),
            Act::Back => self.shared.lock().mailbox.go(false),
            Act::Tidy => self.shared.lock().mailbox.tidy(),
            Act::Backup => return self.back_up().await,
            Act::Restore => return self.restore().await,
            Act::Erase { of, place, take_out } => self.erase(*of, *place, *take_out).await,
            Act::Between { mail } => return self.prepare(mail).await,
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

    async fn prepare(&mut self, mail: &Act) {
        let letter = self.letter(mail).await;
        self.shared.lock().between = letter;
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
}
