//! What the operator does: backups while the daemon runs, a restore when the disk of the store is lost, and erasures.
//!
//! A restore takes the last backup in the place of the store. What the store has learned since is gone; what happened
//! outside of it is not: links that people have, mails that lie in the mailbox. Mails that somebody has cleared out of the
//! mailbox since the backup are lost with the store, and nobody can ask for them.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use greenroom::backup::file::NewFile;
use greenroom::backup::restore::{Keys, Now, RestoreError, restore};
use greenroom::backup::{self, front};
use greenroom::domain::ids::LinkHash;
use greenroom::domain::mail::{FolderKey, LedgerKey};
use greenroom::domain::ticket::{PersonState, Ticket};
use greenroom::erasure::{self, EraseError, Wish};
use greenroom::outbound::key_file::{self, Secret};
use greenroom::store::Store;
use greenroom::store::sled::SledStore;
use greenroom::store::transfer::{self, Exporting, TransferError};
use jiff::SignedDuration;

use crate::lost::Files;
use crate::mortal::Breakage;
use crate::server::link_in;
use crate::stage::Stage;
use crate::world::World;

/// A backup, and what the account of the promises was when it was taken.
#[derive(Debug, Clone)]
pub(crate) struct Backup {
    path: PathBuf,
    files: Files,
    /// Mails that had perhaps reached somebody, by Message-ID.
    left: BTreeSet<String>,
}

/// An erasure that was asked for and is not known to be done.
#[derive(Debug, Clone)]
pub(crate) struct Erasing {
    address: String,
    take_out: bool,
    /// Somebody has this address in the store; when it is done again after a death, they may be gone already.
    is_known: Arc<AtomicBool>,
}

impl World {
    /// Takes a backup, if all that was looked at is settled.
    pub(crate) async fn back_up(&mut self) {
        self.look().await;
        if self.is_fresh || !self.shared.lock().mailbox.unsettled.is_empty() {
            return;
        }
        let number = self.shared.lock().counts.backups;
        let path = self.dir.path().join(format!("{number}.backup"));
        let Some(keys) = key_file::load_all(&self.data().join("link.key")).unwrap() else {
            return;
        };
        let made = self.alive(async |daemon, shared| {
            let at = shared.lock().shown();
            write_backup(
                &path,
                &keys,
                Exporting::begin(&daemon.app.store, Some(at)).await.unwrap(),
            )
            .await
        });
        let Some(made) = made.await else { return };
        let mut stage = self.shared.lock();
        if let Err(error) = made {
            return stage.model.broken(format!("there is no backup: {error}"));
        }
        stage.counts.backups += 1;
        stage.note("a backup is taken");
        let files = stage.model.files.clone();
        let left = stage.left.keys().cloned().collect();
        self.backup = Some(Backup { path, files, left });
    }

    /// The store is lost, and the last backup takes its place.
    pub(crate) async fn restore(&mut self) {
        let Some(backup) = self.backup.clone() else { return };
        let old = self.data();
        self.shared.lock().desk = None;
        if let Some(daemon) = self.daemon.take() {
            daemon.store.is_quiet().await;
        }
        self.lives += 1;
        let now = self.shared.lock().shown();
        if self.breakage == Some(Breakage::LetOut) {
            import_alone(&backup.path, &self.data()).await;
        } else {
            match restore(&backup.path, &self.data(), Keys::Own, now).await {
                Err(RestoreError::ClockBehind { .. }) => self.restore_by_the_right_clock(&backup.path).await,
                restored => drop(restored.unwrap()),
            }
        }
        self.take_stock(&backup).await;
        // Best effort: threads of its database may still hold it.
        let _ = std::fs::remove_dir_all(old);
        self.start().await;
    }

    /// The operator puts the clock right. It may still stand before the backup: then it was wrong when that was made.
    async fn restore_by_the_right_clock(&self, backup: &Path) {
        let at = {
            let mut stage = self.shared.lock();
            let truth = stage.truth;
            stage.offset = SignedDuration::ZERO;
            stage.go_to(truth);
            stage.note("the clock is put right");
            truth
        };
        let now = Now { at, is_confirmed: true };
        restore(backup, &self.data(), Keys::Own, now).await.unwrap();
    }

    /// What the restored store knows, and what lies in the mailbox that it does not know.
    async fn take_stock(&self, backup: &Backup) {
        let store: Arc<dyn Store> = Arc::new(SledStore::open(&self.data()).unwrap());
        let tickets = store.all_tickets(None, usize::MAX).await.unwrap();
        let folder = FolderKey {
            source: "in".into(),
            folder: "in".into(),
        };
        let messages = self.shared.lock().mailbox.messages.clone();
        let mut unknown = Vec::new();
        for name in messages {
            let row = store.ledger_row(&LedgerKey::file(&folder, &name)).await.unwrap();
            if row.is_none() {
                unknown.push(name);
            }
        }
        let delivered = self.shared.lock().delivered.clone();
        let mut dead = BTreeSet::new();
        for mail in &delivered {
            let hash = LinkHash::of(mail.token.as_bytes());
            if store.link(hash).await.unwrap().is_none() {
                dead.insert(mail.token.clone());
            }
        }
        drop(store);
        let mut stage = self.shared.lock();
        stage.counts.restores += 1;
        stage.note("the store is lost, and the last backup takes its place");
        stage.doubt = None;
        stage.know(&tickets);
        let queued = stage.on_their_way(&tickets);
        stage.delivered.retain(|mail| !dead.contains(&mail.token));
        stage
            .lost
            .extend(delivered.into_iter().filter(|mail| dead.contains(&mail.token)));
        // The store does not know that they left, nor which date they bore. They may come again with another, and the same link.
        let since: Vec<String> = stage
            .left
            .keys()
            .filter(|id| !backup.left.contains(*id))
            .cloned()
            .collect();
        for message_id in since {
            let bytes = stage.left.remove(&message_id).unwrap_or_default();
            stage.left_since.insert(message_id, link_in(&bytes));
        }
        let now = stage.shown();
        stage.model.restored(&backup.files, &queued, now);
        stage.wait_again(&unknown);
    }

    /// Erases whoever is at a place of a submission, or is refused.
    pub(crate) async fn erase(&mut self, of: u32, place: u32, take_out: bool) {
        let address = {
            let mut stage = self.shared.lock();
            stage.model.guard(of, place).map(|guard| guard.address.clone())
        };
        if let Some(address) = address {
            self.erasing.push_back(Erasing {
                address,
                take_out,
                is_known: Arc::default(),
            });
            self.go_on_erasing().await;
        }
    }

    /// Does all that the operator has asked for; after a death once more.
    pub(crate) async fn go_on_erasing(&mut self) {
        while let Some(next) = self.erasing.front().cloned() {
            if !self.is_through_with(next).await {
                return;
            }
            self.erasing.pop_front();
        }
    }

    /// Whether an erasure was answered; the process may die over it.
    async fn is_through_with(&mut self, erasing: Erasing) -> bool {
        let Erasing {
            address,
            take_out,
            is_known,
        } = erasing;
        self.shared.lock().model.being_erased(&address);
        let wish = Wish {
            address: address.clone(),
            take_out,
            shared: take_out,
        };
        let done = self.alive(async |daemon, shared| {
            let now = shared.lock().shown();
            let found = erasure::look(&daemon.app.store, &wish).await?;
            is_known.fetch_or(!found.people.is_empty(), Ordering::Relaxed);
            erasure::erase(&daemon.app.store, &wish, "operator", now).await
        });
        let Some(done) = done.await else { return false };
        let mut stage = self.shared.lock();
        match done {
            Ok(_) if !is_known.load(Ordering::Relaxed) => {}
            Ok(_) => {
                stage.counts.erasures += 1;
                stage.note(format!("{address} is erased"));
                stage.model.erased(&address, take_out);
            }
            Err(EraseError::Unfinished(words)) => stage.note(format!("{address} is not erased: {words}")),
            Err(error) => stage.model.broken(format!("{address} cannot be erased: {error}")),
        }
        true
    }
}

impl Stage {
    /// Which people of the restored store are on their way to their link, as the desk shows it.
    fn on_their_way(&self, tickets: &[Ticket]) -> BTreeSet<(u32, u32)> {
        let people = tickets.iter().filter_map(|ticket| {
            let family = ticket.mails.first().and_then(|mail| self.model.family.get(mail))?;
            Some((*family, ticket))
        });
        let queued = people.flat_map(|(family, ticket)| {
            let queued = ticket
                .people
                .iter()
                .filter(|person| person.state == PersonState::Queued);
            queued.map(move |person| (family, person.no.0))
        });
        queued.collect()
    }

    /// Of the messages that the restored store does not know, those that are still there are taken in again. The others
    /// are gone for good.
    fn wait_again(&mut self, unknown: &[String]) {
        let there = self.mailbox.present();
        let gone: Vec<&String> = unknown.iter().filter(|name| !there.contains(*name)).collect();
        self.mailbox.messages.retain(|name| !gone.contains(&name));
        let again: BTreeSet<String> = unknown.iter().filter(|name| there.contains(*name)).cloned().collect();
        let letters = again.iter().filter_map(|name| self.mailbox.acts.get(name).cloned());
        self.mailbox.waiting = letters.collect();
        self.all_is_settled();
        self.mailbox.again = again;
        self.model.may_come_again();
        if let Some(letter) = &self.between {
            // Written before the restore, it counts as one that was perhaps acted on.
            self.model.again.insert(letter.id);
        }
    }
}

async fn write_backup(path: &Path, keys: &[Secret], mut exporting: Exporting) -> Result<(), String> {
    let mut file = NewFile::begin(path).map_err(|error| error.to_string())?;
    file.write_all(&front(keys)).map_err(|error| error.to_string())?;
    while let Some(lines) = exporting
        .next()
        .await
        .map_err(|error: TransferError| error.to_string())?
    {
        file.write_all(&lines).map_err(|error| error.to_string())?;
    }
    let found = file.finish().map_err(|error| error.to_string())?;
    match found.export.counts.missing {
        0 => Ok(()),
        missing => Err(format!("{missing} raw mails are missing in it")),
    }
}

/// A restore that forgets that time has passed: what was queued goes out, and nobody looks.
async fn import_alone(path: &Path, folder: &Path) {
    let mut input = BufReader::new(File::open(path).unwrap());
    let keys = backup::keys(&mut input).unwrap();
    let store: Arc<dyn Store> = Arc::new(SledStore::open(folder).unwrap());
    transfer::import(&store, input).await.unwrap();
    key_file::write_all(&folder.join("link.key"), &keys).unwrap();
}
