//! The life of the process: started, killed in the middle of its work, ended in good order, started again on what it left.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use greenroom::app::App;
use greenroom::clock::SharedClock;
use greenroom::config::Config;
use greenroom::domain::event::Event;
use greenroom::domain::mail::MailStatus;
use greenroom::store::Store;
use greenroom::store::sled::SledStore;
use greenroom::web::{ApiToken, api_router, link_router};
use jiff::SignedDuration;

use crate::desk::Desk;
use crate::guard::Rules;
use crate::mortal::{Breakage, Life, MortalStore};
use crate::script::{CLIENTS, Setting};
use crate::server::Server;
use crate::stage::{Ahead, Deed, Shared};
use crate::world::{Daemon, World};

/// By how much the broken clock is ahead.
pub(crate) const A_DAY: SignedDuration = SignedDuration::from_hours(24);

impl World {
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join(format!("data-{}", self.lives))
    }

    pub(crate) fn config(&self) -> Config {
        let Setting {
            zones,
            send_at,
            holidays,
            burst,
            ..
        } = &self.setting;
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

    pub(crate) fn is_day_early(&self) -> bool {
        self.breakage == Some(Breakage::DayEarly)
    }

    fn clock(&self) -> SharedClock {
        let clock = self.shared.lock().clock.clone();
        if self.is_day_early() {
            Arc::new(Ahead { clock, by: A_DAY })
        } else {
            Arc::new(clock)
        }
    }

    /// Starts the process, which may die at that.
    pub(crate) async fn start(&mut self) {
        self.up_at = None;
        let life = Life::new();
        let inner: Arc<dyn Store> = Arc::new(SledStore::open(&self.data()).unwrap());
        let store = Arc::new(MortalStore::new(
            inner,
            Arc::clone(&life),
            self.breakage,
            self.shared.clone(),
        ));
        self.see_what_was_done(&store).await;
        self.see_what_was_taken_in(&store).await;
        {
            let mut stage = self.shared.lock();
            stage.note("the program starts");
            let now = stage.shown();
            stage.model.ruled(Rules::of(&self.setting), now);
            stage.was_unwell();
        }
        let server = Server {
            shared: self.shared.clone(),
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
        let app = Arc::new(app);
        let pages = app.pages(None).unwrap();
        let token = ApiToken::load_or_create(&self.data().join("api.token")).unwrap();
        self.shared.lock().desk = Some(Desk {
            app: Arc::clone(&app),
            api: api_router(pages.clone()),
            link: link_router(pages),
            token: token.reveal().to_owned(),
            store: Arc::clone(&store) as _,
        });
        self.daemon = Some(Daemon { app, store, life });
        self.is_fresh = true;
        // Before anything is sent the mailbox is looked at, as the program does it.
        self.look().await;
        self.go_on_erasing().await;
    }

    /// What was under way when the process died either happened or did not.
    async fn see_what_was_done(&self, store: &Arc<MortalStore>) {
        let Some(doubt) = self.shared.lock().doubt.take() else {
            return;
        };
        let store: Arc<dyn Store> = Arc::clone(store) as _;
        let entries = store.entries(doubt.ticket).await.unwrap();
        if entries
            .iter()
            .any(|entry| entry.seq > doubt.revision && is_by(&doubt.deed, &entry.event))
        {
            let mut stage = self.shared.lock();
            stage.note(format!("it was done after all: {:?}", doubt.deed));
            stage.done(&doubt.deed);
        }
    }

    /// The process may have died over a mail as soon as its outcome was written.
    async fn see_what_was_taken_in(&self, store: &Arc<MortalStore>) {
        let waiting = self.shared.lock().mailbox.waiting.clone();
        let store: Arc<dyn Store> = Arc::clone(store) as _;
        for (id, _) in waiting {
            let mail = store.mail(id).await.unwrap();
            if mail.is_some_and(|mail| mail.status != MailStatus::Stored) {
                self.shared.lock().hear_of(id);
            }
        }
    }

    /// Does something in which the process may die. `None` when it did.
    pub(crate) async fn alive<T>(&mut self, work: impl AsyncFnOnce(&Daemon, &Shared) -> T) -> Option<T> {
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
            stage.interrupt();
            self.up_at = Some(stage.truth + down);
        }
        self.daemon = None;
        // Best effort: its threads may still hold it, and all of it goes in the end.
        let _ = std::fs::remove_dir_all(old);
    }

    /// The process ends in good order.
    pub(crate) fn stop(&mut self) {
        let mut stage = self.shared.lock();
        stage.desk = None;
        stage.note("the program ends");
        drop(stage);
        self.daemon = None;
        self.up_at = None;
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

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else if let Err(error) = std::fs::copy(entry.path(), target) {
            // Threads of the database may still give a snapshot its name, which a real death would have stopped. All that
            // is in a snapshot is in the log.
            assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{}", entry.path().display());
        }
    }
}
