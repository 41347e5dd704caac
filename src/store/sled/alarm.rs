//! Wakes a flush that sled would let sleep for ever.
//!
//! When a write to the log fails, sled notes the error and wakes whoever waits for the log; but it forgets to wake them
//! where the failed piece was sealed by one thread and given to the disk by another (`exit_reservation` in 0.34.7). If no
//! other write comes after it, the flush waits for ever, and with it the writer and everybody who waits for a commit. So a
//! flush that takes long is nudged by another thread with a small write: with the error noted that write fails, and
//! wakes whoever waits. A disk that is only slow takes the write like any other. A crash here means nothing.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tracing::{debug, warn};

/// A flush that takes longer than this is nudged, again and again.
const LONG: Duration = Duration::from_secs(1);

/// What a nudge writes is of no meaning.
const NUDGE_KEY: &[u8] = b"nudge";

/// The thread that nudges.
pub(super) struct Alarm {
    signals: Option<Sender<Option<sled::Tree>>>,
    thread: Option<JoinHandle<()>>,
}

impl Alarm {
    pub(super) fn start() -> std::io::Result<Self> {
        let (signals, received) = channel();
        let thread = std::thread::Builder::new()
            .name("store-alarm".into())
            .spawn(move || watch(&received))?;
        Ok(Self {
            signals: Some(signals),
            thread: Some(thread),
        })
    }

    /// Flushes, and sees to it that this ends. `meta` is what a nudge writes to.
    pub(super) fn flush(&self, db: &sled::Db, meta: &sled::Tree) -> sled::Result<()> {
        self.say(Some(meta.clone()));
        let flushed = db.flush();
        self.say(None);
        flushed.map(drop)
    }

    fn say(&self, signal: Option<sled::Tree>) {
        if let Some(signals) = &self.signals {
            // The thread only ends when the sender is gone.
            let _ = signals.send(signal);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.signals = None;
        if let Some(thread) = self.thread.take() {
            // It holds the database until it has ended.
            let _ = thread.join();
        }
    }
}

fn watch(signals: &Receiver<Option<sled::Tree>>) {
    let mut watched: Option<sled::Tree> = None;
    loop {
        let patience = if watched.is_some() { LONG } else { Duration::MAX };
        match signals.recv_timeout(patience) {
            Ok(next) => watched = next,
            Err(RecvTimeoutError::Timeout) => {
                if let Some(meta) = &watched {
                    nudge(meta);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn nudge(meta: &sled::Tree) {
    match meta.insert(NUDGE_KEY, b"") {
        Ok(_) => debug!("the disk of the store is slow"),
        Err(error) => warn!(%error, "a write of the store failed unnoticed; whoever waits for it is woken"),
    }
}
