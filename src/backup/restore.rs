//! A backup becomes a store again, in an empty place.
//!
//! The whole backup is read before anything is written, and the place is marked until everything is there, so a crash
//! leaves a folder that no greenroom opens. Nothing is sent twice or early by it: every ticket that is not at its end waits
//! for a person ([`Event::Restored`]), what was on its way is paused as perhaps sent, numbers of tickets that were perhaps given out after
//! the backup are left out, and new links are made with a new key, so that no link that somebody has by now can become
//! another's. The old key stays for what was queued with it, and to recognise our own mails.

use std::fs::{self, File};
use std::io::{self, BufReader, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::event::Event;
use crate::domain::ids::TicketId;
use crate::domain::matching::is_unfinished;
use crate::domain::ticket::PersonState;
use crate::outbound::key_file::{self, KeyFileError, Secret};
use crate::store::commit::{CommitError, happen};
use crate::store::record::{Restoration, Restored};
use crate::store::sled::SledStore;
use crate::store::transfer::{self, Counts, TransferError};
use crate::store::{Batch, Record, Store, StoreError, UNFINISHED_RESTORE};

/// So many tickets are looked at in one go.
const AT_ONCE: usize = 256;

/// New tickets begin above the next multiple of this; no store opens so many between a backup and its loss.
const NUMBERS: u64 = 10_000;

/// A backup may be restored again, when the store that it became is lost too. So many more numbers are left out for each hour
/// since it was made that no two of these stores give the same one: people write to tickets by their numbers.
const NUMBERS_AN_HOUR: u64 = 100;

/// Why there is no store.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The place is taken.
    #[error("{}: expected an empty folder, or none, found {found:?} in it; move the old store away first", folder.display())]
    NotEmpty {
        /// The folder of the store.
        folder: PathBuf,
        /// Something in it.
        found: String,
    },
    /// The backup is not whole. Nothing was written.
    #[error("{path} is not a whole backup, so nothing was restored: {source}")]
    NotWhole {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        source: TransferError,
    },
    /// The clock of the machine stands before the backup. Nothing was written.
    #[error(
        "expected a clock that shows a time after the backup of {backup_at:.0}, found {now:.0}; which mails the lost store has \
         perhaps acted on is told by the clock, so put it right first, or say --clock-is-right if it was wrong when the backup \
         was made"
    )]
    ClockBehind {
        /// When the backup was made, by the clock of then.
        backup_at: Timestamp,
        /// What the clock shows.
        now: Timestamp,
    },
    /// The keys of the links are missing.
    #[error(
        "expected the key of the links, found a backup without it; say --link-key FILE with your copy of link.key, or \
         --without-link-key, and then queued links cannot be sent"
    )]
    NoKey,
    /// The disk refuses.
    #[error("{path}: {source}")]
    Disk {
        /// Where.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// The keys cannot be read or written.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The backup could not be written into the store.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A ticket could not be marked.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// What the clock shows at a restore.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// What it shows.
    pub at: Timestamp,
    /// Somebody says that it is right, although it stands before the backup.
    pub is_confirmed: bool,
}

impl From<Timestamp> for Now {
    fn from(at: Timestamp) -> Self {
        Self {
            at,
            is_confirmed: false,
        }
    }
}

/// Where the keys of the links come from.
#[derive(Debug, Clone, Copy)]
pub enum Keys<'a> {
    /// From the backup.
    Own,
    /// From this file.
    File(&'a Path),
    /// There are none any more.
    Lost,
}

/// What was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The moment that was in the backup.
    pub backup_at: Timestamp,
    /// How much there was.
    pub counts: Counts,
    /// Tickets that wait for a person.
    pub tickets: usize,
    /// People whose link has perhaps been sent.
    pub perhaps_sent: usize,
    /// The first number of a new ticket.
    pub next_ticket: TicketId,
}

/// Makes the backup at `path` a store in `folder`.
///
/// # Errors
/// [`RestoreError`]. Before the backup was found whole and the place empty, nothing is written.
pub async fn restore(path: &Path, folder: &Path, keys: Keys<'_>, now: impl Into<Now>) -> Result<Report, RestoreError> {
    let now = now.into();
    let disk = |path: &Path| {
        let path = path.to_owned();
        move |source| RestoreError::Disk { path, source }
    };
    check_empty(folder)?;
    let mut file = File::open(path).map_err(disk(path))?;
    let found = super::check(BufReader::new(&file)).map_err(|source| RestoreError::NotWhole {
        path: path.to_owned(),
        source,
    })?;
    let backup_at = found.export.at.unwrap_or_default();
    if now.at < backup_at && !now.is_confirmed {
        return Err(RestoreError::ClockBehind { backup_at, now: now.at });
    }
    let old_keys = old_keys(keys, found.link_keys)?;
    file.rewind().map_err(disk(path))?;

    let mark = folder.join(UNFINISHED_RESTORE);
    fs::create_dir_all(folder).map_err(disk(folder))?;
    File::create_new(&mark)
        .and_then(|mark| mark.sync_all())
        .map_err(disk(&mark))?;
    sync(folder).map_err(disk(folder))?;
    let report = {
        let store: Arc<dyn Store> = Arc::new(SledStore::open_unfinished(folder)?);
        let mut input = BufReader::new(&file);
        super::keys(&mut input)?;
        let counts = transfer::import(&store, input).await?;
        begin_again(&store, counts, backup_at, now.at).await?
    };
    let new_key: Secret = rand::random();
    key_file::write_all(&folder.join("link.key"), &[&[new_key], old_keys.as_slice()].concat())?;
    fs::remove_file(&mark).map_err(disk(&mark))?;
    sync(folder).map_err(disk(folder))?;
    Ok(report)
}

fn check_empty(folder: &Path) -> Result<(), RestoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|source| RestoreError::Disk {
            path: folder.to_owned(),
            source,
        })?,
    };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    // A disk of its own has this folder from the start.
    match names.into_iter().find(|name| name != "lost+found") {
        Some(found) => Err(RestoreError::NotEmpty {
            folder: folder.to_owned(),
            found,
        }),
        None => Ok(()),
    }
}

fn old_keys(keys: Keys<'_>, own: Vec<Secret>) -> Result<Vec<Secret>, RestoreError> {
    match keys {
        Keys::Own if own.is_empty() => Err(RestoreError::NoKey),
        Keys::Own => Ok(own),
        Keys::File(path) => key_file::load_all(path)?.ok_or_else(|| RestoreError::Disk {
            path: path.to_owned(),
            source: io::ErrorKind::NotFound.into(),
        }),
        Keys::Lost => Ok(Vec::new()),
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Tells every ticket that is not at its end, and writes down that this was a backup.
async fn begin_again(
    store: &Arc<dyn Store>,
    counts: Counts,
    backup_at: Timestamp,
    now: Timestamp,
) -> Result<Report, RestoreError> {
    let (mut after, mut tickets, mut perhaps_sent) = (None, 0, 0);
    loop {
        let some = store.all_tickets(after, AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        after = Some(last.id);
        for ticket in some.iter().filter(|ticket| is_unfinished(ticket)) {
            let told = happen(store, ticket.id, Event::Restored { backup_at }, now).await?;
            tickets += 1;
            let doubtful = told.people.iter().filter(|person| person.has_problem("perhaps_sent"));
            perhaps_sent += doubtful
                .filter(|person| matches!(person.state, PersonState::Open | PersonState::Queued))
                .count();
        }
    }
    let before = store.restoration().await?;
    let given = before.as_ref().map_or(0, |before| before.tickets_up_to.0);
    let last = given.max(after.map_or(0, |last: TicketId| last.0));
    let hours = u64::try_from(now.duration_since(backup_at).as_hours()).unwrap_or(0);
    let tickets_up_to = TicketId((last + 1).next_multiple_of(NUMBERS) + hours * NUMBERS_AN_HOUR);
    let mut times = before.as_ref().map(|before| before.times.clone()).unwrap_or_default();
    times.push(Restored { backup_at, at: now });
    let restoration = Restoration {
        times,
        tickets_up_to,
        revision: before.as_ref().map_or(0, |before| before.revision) + 1,
    };
    let mut batch = Batch::new();
    batch.update(Record::Restoration(restoration));
    store.commit(batch).await?;
    Ok(Report {
        backup_at,
        counts,
        tickets,
        perhaps_sent,
        next_ticket: TicketId(tickets_up_to.0 + 1),
    })
}
