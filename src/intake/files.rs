//! Mail from a folder of `.eml` and `.mbox` files. The files are left as they are.
//!
//! The key in the ledger is the file's name, with `#n` for the nth message of an mbox file. When a file of that name
//! later holds another mail, the new one gets `@` and the start of its hash, so a name that is used again hides
//! nothing. A file that is still being written is left to the next pass. A crash here loses nothing: what has no ledger
//! row is read again.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::config::FilesConfig;
use crate::domain::ids::MailId;
use crate::domain::mail::{FolderKey, LedgerKey, LedgerRow, Taken};

use super::accept::{Arrival, Content, accept};
use super::batch::{BATCH_BYTES, BATCH_MESSAGES, batches};
use super::disk::{READ_TRIES, blocking, file_name};
use super::error::IntakeError;
use super::mbox::{Entry, Mbox};
use super::pass::{Pass, Tools};
use super::source::Manner;

/// A watched folder of files.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) config: FilesConfig,
    pub(crate) key: FolderKey,
    path: PathBuf,
    /// Whether a file must look the same in two passes before it is taken.
    patient: bool,
    /// How each file looked in the last pass.
    seen: HashMap<PathBuf, Stamp>,
    /// How each file looked when all of it had been taken.
    done: HashMap<PathBuf, Stamp>,
    /// Files that could not be read, and how often.
    unreadable: HashMap<PathBuf, u32>,
}

/// What tells whether a file is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    size: u64,
    changed: Option<SystemTime>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Eml,
    Mbox,
}

impl Files {
    pub(crate) fn new(config: FilesConfig, path: PathBuf, manner: Manner) -> Self {
        let key = FolderKey {
            source: config.name.clone(),
            folder: config.path.display().to_string(),
        };
        Self {
            config,
            key,
            path,
            patient: manner == Manner::Watching,
            seen: HashMap::new(),
            done: HashMap::new(),
            unreadable: HashMap::new(),
        }
    }

    /// Takes in everything that is new.
    pub(crate) async fn pass(&mut self, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
        let listed = list(&self.path).await?;
        let settled: BTreeMap<PathBuf, u64> = listed
            .iter()
            .filter(|(path, (_, stamp))| self.done.get(*path) != Some(stamp))
            .filter(|(path, (_, stamp))| !self.patient || self.seen.get(*path) == Some(stamp))
            .map(|(path, (_, stamp))| (path.clone(), stamp.size))
            .collect();
        self.seen = listed.iter().map(|(path, (_, stamp))| (path.clone(), *stamp)).collect();
        self.done.retain(|path, _| listed.contains_key(path));
        let (mbox, eml): (BTreeMap<_, _>, BTreeMap<_, _>) = settled
            .into_iter()
            .partition(|(path, _)| listed.get(path).is_some_and(|(kind, _)| *kind == Kind::Mbox));
        if !eml.is_empty() {
            pass.found(&self.key, &eml);
        }
        for batch in batches(eml) {
            tools.floor.check()?;
            self.take_emls(batch, tools, pass).await?;
        }
        for path in mbox.into_keys() {
            self.take_mbox(&path, tools, pass).await?;
        }
        Ok(())
    }

    async fn take_emls(
        &mut self,
        batch: Vec<(PathBuf, u64)>,
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<(), IntakeError> {
        let mut arrivals = Vec::new();
        let mut read = Vec::new();
        for (path, size) in batch {
            let Some(content) = self.read_eml(&path, size).await else {
                continue;
            };
            let name = path.file_name().map(file_name).unwrap_or_default();
            arrivals.extend(self.arrival(&name, size, content, tools).await?);
            read.push(path);
        }
        let report = accept(&tools.store, tools.clock.now(), arrivals, None).await?;
        pass.accepted(&self.key, &report);
        for path in read {
            self.is_done(path);
        }
        Ok(())
    }

    /// The content of a file; `None` when it is tried again in the next pass.
    async fn read_eml(&mut self, path: &Path, size: u64) -> Option<Content> {
        if size > self.limit() {
            return Some(Content::Refused(super::too_large(size, self.config.max_mail_mb)));
        }
        match tokio::fs::read(path).await {
            // It was changed while it was read.
            Ok(bytes) if bytes.len() as u64 != size || !self.looks_as_before(path).await => None,
            Ok(bytes) => {
                self.unreadable.remove(path);
                Some(Content::Mail(bytes))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => self.failed(path, &error),
        }
    }

    async fn take_mbox(&mut self, path: &Path, tools: &Tools, pass: &mut Pass<'_>) -> Result<(), IntakeError> {
        let name = path.file_name().map(file_name).unwrap_or_default();
        let limit = self.limit();
        let mut mbox = match File::open(path) {
            Ok(file) => Mbox::new(BufReader::new(file), limit),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return self.refuse_file(path, &error, tools, pass).await,
        };
        loop {
            tools.floor.check()?;
            let (entries, rest) = blocking(path, move || {
                let read = next_batch(&mut mbox);
                Ok((read, mbox))
            })
            .await?;
            mbox = rest;
            let entries = match entries {
                Ok(entries) => entries,
                Err(error) => return self.refuse_file(path, &error, tools, pass).await,
            };
            if entries.is_empty() {
                break;
            }
            pass.found(
                &self.key,
                &entries.iter().map(|entry| (entry.number, entry.size)).collect(),
            );
            let mut arrivals = Vec::new();
            for entry in entries {
                let content = match entry.bytes {
                    Some(bytes) => Content::Mail(bytes),
                    None => Content::Refused(super::too_large(entry.size, self.config.max_mail_mb)),
                };
                let name = format!("{name}#{}", entry.number);
                arrivals.extend(self.arrival(&name, entry.size, content, tools).await?);
            }
            let report = accept(&tools.store, tools.clock.now(), arrivals, None).await?;
            pass.accepted(&self.key, &report);
        }
        if self.looks_as_before(path).await {
            self.is_done(path.to_owned());
        }
        Ok(())
    }

    /// Lists a file as refused once it failed often enough.
    async fn refuse_file(
        &mut self,
        path: &Path,
        error: &io::Error,
        tools: &Tools,
        pass: &mut Pass<'_>,
    ) -> Result<(), IntakeError> {
        let Some(content) = self.failed(path, error) else {
            return Ok(());
        };
        let name = path.file_name().map(file_name).unwrap_or_default();
        let size = self.seen.get(path).map_or(0, |stamp| stamp.size);
        let arrivals = self.arrival(&name, size, content, tools).await?.into_iter().collect();
        let report = accept(&tools.store, tools.clock.now(), arrivals, None).await?;
        pass.accepted(&self.key, &report);
        self.is_done(path.to_owned());
        Ok(())
    }

    /// Counts a failure; from some tries on, the words for the ledger. What is no mbox does not become one.
    fn failed(&mut self, path: &Path, error: &io::Error) -> Option<Content> {
        let tries = self.unreadable.entry(path.to_owned()).or_default();
        *tries += 1;
        tracing::warn!(folder = %self.key, %error, tries, "a file cannot be read");
        let hopeless = error.kind() == io::ErrorKind::InvalidData || !self.patient;
        (hopeless || *tries >= READ_TRIES).then(|| Content::Refused(format!("not read after {tries} tries: {error}")))
    }

    /// An arrival under a name that nothing else has; `None` when this very content has its row.
    async fn arrival(
        &self,
        name: &str,
        size: u64,
        content: Content,
        tools: &Tools,
    ) -> Result<Option<Arrival>, IntakeError> {
        let mut key = LedgerKey::file(&self.key, name);
        if let Some(row) = tools.store.ledger_row(&key).await? {
            if holds(&row, size, &content) {
                return Ok(None);
            }
            let mark = match &content {
                Content::Mail(bytes) => MailId::of(bytes).to_string().chars().take(12).collect(),
                Content::Refused(_) | Content::Vanished | Content::Old(_) => size.to_string(),
            };
            key = LedgerKey::file(&self.key, &format!("{name}@{mark}"));
            if tools.store.ledger_row(&key).await?.is_some() {
                return Ok(None);
            }
        }
        Ok(Some(Arrival {
            key,
            size,
            content,
            tell: false,
        }))
    }

    async fn looks_as_before(&self, path: &Path) -> bool {
        let file = path.to_owned();
        let now = blocking(path, move || std::fs::metadata(file)).await;
        now.ok().map(|facts| stamp(&facts)) == self.seen.get(path).copied()
    }

    fn is_done(&mut self, path: PathBuf) {
        if let Some(stamp) = self.seen.get(&path) {
            self.done.insert(path, *stamp);
        }
    }

    fn limit(&self) -> u64 {
        self.config.max_mail_mb.saturating_mul(1 << 20)
    }
}

/// Whether a row is about this content.
fn holds(row: &LedgerRow, size: u64, content: &Content) -> bool {
    match (&row.taken, content) {
        (Taken::Stored { mail }, Content::Mail(bytes)) => *mail == MailId::of(bytes),
        (
            Taken::Refused { .. } | Taken::Vanished | Taken::Old { .. },
            Content::Refused(_) | Content::Vanished | Content::Old(_),
        ) => row.size == size,
        (Taken::Stored { .. }, Content::Refused(_) | Content::Vanished | Content::Old(_))
        | (Taken::Refused { .. } | Taken::Vanished | Taken::Old { .. }, Content::Mail(_)) => false,
    }
}

fn next_batch(mbox: &mut Mbox<BufReader<File>>) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut bytes = 0;
    while entries.len() < BATCH_MESSAGES && bytes < BATCH_BYTES {
        let Some(entry) = mbox.next_entry()? else { break };
        bytes += entry.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        entries.push(entry);
    }
    Ok(entries)
}

fn stamp(facts: &std::fs::Metadata) -> Stamp {
    Stamp {
        size: facts.len(),
        changed: facts.modified().ok(),
    }
}

/// Each name that the audit expects in the ledger: files, or the messages of mbox files.
pub(crate) async fn names(path: &Path) -> Result<Vec<String>, IntakeError> {
    let listed = list(path).await?;
    blocking(path, move || {
        let mut names = Vec::new();
        for (path, (kind, _)) in listed {
            let name = path.file_name().map(file_name).unwrap_or_default();
            let mut entries = 0;
            if kind == Kind::Mbox {
                let mut mbox = Mbox::new(BufReader::new(File::open(&path)?), 0);
                while let Ok(Some(entry)) = mbox.next_entry() {
                    entries = entry.number;
                    names.push(format!("{name}#{entries}"));
                }
            }
            if entries == 0 && !(kind == Kind::Mbox && std::fs::metadata(&path)?.len() == 0) {
                names.push(name);
            }
        }
        Ok(names)
    })
    .await
}

async fn list(path: &Path) -> Result<BTreeMap<PathBuf, (Kind, Stamp)>, IntakeError> {
    let folder = path.to_owned();
    blocking(path, move || {
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let is_hidden = path.file_name().is_some_and(|name| file_name(name).starts_with('.'));
            let extension = path
                .extension()
                .map(|extension| extension.to_string_lossy().to_lowercase());
            let kind = match extension.as_deref() {
                Some("eml") => Kind::Eml,
                Some("mbox") => Kind::Mbox,
                _ => continue,
            };
            // A file that is gone between the two looks was not ours to take yet.
            if let Ok(facts) = std::fs::metadata(&path)
                && facts.is_file()
                && !is_hidden
            {
                found.insert(path, (kind, stamp(&facts)));
            }
        }
        Ok(found)
    })
    .await
}
