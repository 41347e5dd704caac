//! Mail from a Maildir on this machine.
//!
//! Messages in `new` and in `cur` are taken, so one that a person read first is not missed. The key in the ledger is
//! the file's name without its flags. After the commit a message in `new` is moved to `cur`, unseen; a crash before
//! that leaves an unacknowledged row, and the next pass moves it. Files in `tmp` are being written and left alone.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::config::MaildirConfig;
use crate::domain::mail::{FolderKey, LedgerKey, LedgerRow};
use crate::store::{Find, Index, Key};

use super::accept::{Arrival, Content, accept, acknowledge};
use super::batch::batches;
use super::disk::{READ_TRIES, blocking, file_name};
use super::error::IntakeError;
use super::pass::{Pass, Tools};

/// The most rows that are told at once.
const TOLD_AT_ONCE: usize = 200;

/// A watched Maildir.
#[derive(Debug)]
pub(crate) struct Maildir {
    pub(crate) config: MaildirConfig,
    pub(crate) key: FolderKey,
    path: PathBuf,
    /// Messages that have their row; saves asking the store about all of `cur` each time.
    known: HashSet<String>,
    /// Messages that could not be read, and how often.
    unreadable: HashMap<String, u32>,
}

/// A message as its folder lists it.
#[derive(Debug, Clone)]
struct Listed {
    path: PathBuf,
    size: u64,
    is_new: bool,
}

impl Maildir {
    pub(crate) fn new(config: MaildirConfig, path: PathBuf) -> Self {
        let key = FolderKey {
            source: config.name.clone(),
            folder: config.path.display().to_string(),
        };
        Self {
            config,
            key,
            path,
            known: HashSet::new(),
            unreadable: HashMap::new(),
        }
    }

    /// Takes in everything that is new.
    pub(crate) async fn pass(&mut self, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
        let listed = list(&self.path).await?;
        self.known.retain(|name| listed.contains_key(name));
        self.tell_what_was_left(&listed, tools, pass).await?;
        let mut open = BTreeMap::new();
        for (name, message) in &listed {
            if self.known.contains(name) {
                continue;
            }
            if tools
                .store
                .ledger_row(&LedgerKey::file(&self.key, name))
                .await?
                .is_some()
            {
                self.known.insert(name.clone());
            } else {
                open.insert(name.clone(), message.size);
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        pass.found(&self.key, &open);
        for batch in batches(open) {
            tools.floor.check()?;
            self.take_batch(batch, &listed, tools, pass).await?;
        }
        Ok(())
    }

    async fn take_batch(
        &mut self,
        batch: Vec<(String, u64)>,
        listed: &BTreeMap<String, Listed>,
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<(), IntakeError> {
        let mut arrivals = Vec::new();
        for (name, size) in batch {
            let Some(message) = listed.get(&name) else { continue };
            if let Some(content) = self.read(&name, message).await? {
                arrivals.push(Arrival {
                    key: LedgerKey::file(&self.key, &name),
                    size,
                    content,
                    tell: message.is_new,
                });
            }
        }
        let names: Vec<String> = arrivals.iter().map(|arrival| arrival.key.uid.clone()).collect();
        let report = accept(&tools.store, tools.clock.now(), arrivals, None).await?;
        self.known.extend(names);
        pass.accepted(&self.key, &report);
        self.tell(report.to_tell, listed, tools, pass).await
    }

    /// The content of a message; `None` when it is tried again in the next pass.
    async fn read(&mut self, name: &str, message: &Listed) -> Result<Option<Content>, IntakeError> {
        let max_mb = self.config.max_mail_mb;
        if message.size > max_mb.saturating_mul(1 << 20) {
            return Ok(Some(Content::Refused(super::too_large(message.size, max_mb))));
        }
        match tokio::fs::read(&message.path).await {
            Ok(bytes) => {
                self.unreadable.remove(name);
                Ok(Some(Content::Mail(bytes)))
            }
            // Another reader has moved it or changed its flags; it is listed anew in the next pass.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let tries = self.unreadable.entry(name.to_owned()).or_default();
                *tries += 1;
                tracing::warn!(folder = %self.key, %error, tries, "a message cannot be read");
                Ok((*tries >= READ_TRIES).then(|| Content::Refused(format!("not read after {tries} tries: {error}"))))
            }
        }
    }

    async fn tell_what_was_left(
        &self,
        listed: &BTreeMap<String, Listed>,
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<(), IntakeError> {
        loop {
            let find = Find::is(Index::LedgerUnacknowledged, self.key.to_string(), TOLD_AT_ONCE);
            let mut rows = Vec::new();
            for (_, key) in tools.store.find(find).await? {
                if let Key::Ledger(key) = key
                    && let Some(row) = tools.store.ledger_row(&key).await?
                {
                    rows.push(row);
                }
            }
            if rows.is_empty() {
                return Ok(());
            }
            self.tell(rows, listed, tools, pass).await?;
        }
    }

    /// Moves messages from `new` to `cur`, then notes that it was done.
    async fn tell(
        &self,
        rows: Vec<LedgerRow>,
        listed: &BTreeMap<String, Listed>,
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<(), IntakeError> {
        let moves: Vec<(PathBuf, PathBuf)> = rows
            .iter()
            .filter_map(|row| listed.get(&row.key.uid).filter(|message| message.is_new))
            .filter_map(|message| {
                let mut name = message.path.file_name()?.to_owned();
                if !file_name(&name).contains(":2,") {
                    name.push(":2,");
                }
                Some((message.path.clone(), self.path.join("cur").join(name)))
            })
            .collect();
        blocking(&self.path, move || {
            for (from, to) in moves {
                match std::fs::rename(&from, &to) {
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound && !from.exists() => {}
                    other => other?,
                }
            }
            Ok(())
        })
        .await?;
        pass.report.acknowledged += rows.len() as u64;
        Ok(acknowledge(&tools.store, rows).await?)
    }
}

/// The names of all messages without their flags, for the audit.
pub(crate) async fn names(path: &Path) -> Result<Vec<String>, IntakeError> {
    Ok(list(path).await?.into_keys().collect())
}

async fn list(path: &Path) -> Result<BTreeMap<String, Listed>, IntakeError> {
    let folder = path.to_owned();
    blocking(path, move || {
        let mut found = BTreeMap::new();
        // First `new`, then `cur`: a message that is moved meanwhile is seen twice rather than not at all.
        for (part, is_new) in [("new", true), ("cur", false)] {
            for entry in std::fs::read_dir(folder.join(part))? {
                let entry = entry?;
                let name = file_name(&entry.file_name());
                if name.starts_with('.') {
                    continue;
                }
                let Ok(facts) = entry.metadata() else { continue };
                if facts.is_file() {
                    let unique = name.split(":2,").next().unwrap_or(&name).to_owned();
                    found.insert(
                        unique,
                        Listed {
                            path: entry.path(),
                            size: facts.len(),
                            is_new,
                        },
                    );
                }
            }
        }
        Ok(found)
    })
    .await
}
