//! A Maildir as the way out, for trials, tests and the demo: nothing leaves the machine.
//!
//! A mail is written into `tmp`, synced, and renamed into `new`. The name follows from the Message-ID, so that a repeat
//! takes the place of the first and is never a second mail. A crash leaves a file in `tmp`, which the repeat overwrites.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::domain::outbox::AttemptResult;

use super::transport::{Outgoing, Transport, TransportError};

/// Writes mails into a Maildir.
#[derive(Debug, Clone)]
pub struct MaildirTransport {
    path: PathBuf,
}

impl MaildirTransport {
    /// The Maildir at `path`, made if it is not there.
    ///
    /// # Errors
    /// [`TransportError::Maildir`] when it cannot be made.
    pub fn new(path: &Path) -> Result<Self, TransportError> {
        for folder in ["tmp", "new", "cur"] {
            fs::create_dir_all(path.join(folder)).map_err(|source| TransportError::Maildir {
                path: path.to_owned(),
                source,
            })?;
        }
        Ok(Self { path: path.to_owned() })
    }
}

#[async_trait]
impl Transport for MaildirTransport {
    async fn send(&self, mail: &Outgoing) -> AttemptResult {
        let path = self.path.clone();
        let name = file_name(&mail.message_id);
        let bytes = mail.bytes.clone();
        let written = tokio::task::spawn_blocking(move || write(&path, &name, &bytes)).await;
        match written {
            Ok(Ok(())) => AttemptResult::Accepted,
            // A repeat overwrites, so nothing is doubled by trying again.
            Ok(Err(error)) => AttemptResult::Hindered {
                reason: format!("the Maildir cannot be written: {error}"),
            },
            Err(_) => AttemptResult::Unknown {
                reason: "the write into the Maildir was broken off".into(),
            },
        }
    }

    async fn probe(&self) -> Result<String, String> {
        let path = self.path.clone();
        let name = format!("probe-{}", HEXLOWER.encode(&rand::random::<[u8; 6]>()));
        let tried = tokio::task::spawn_blocking(move || {
            let file = path.join("tmp").join(name);
            fs::write(&file, b"probe").and_then(|()| fs::remove_file(&file))
        });
        match tried.await {
            Ok(Ok(())) => Ok(format!("mails go into the Maildir {}", self.path.display())),
            Ok(Err(error)) => Err(format!(
                "the Maildir {} cannot be written: {error}",
                self.path.display()
            )),
            Err(_) => Err("the trial was broken off".into()),
        }
    }
}

/// The name of the file for a Message-ID. Hashed, because a Message-ID may hold a slash.
fn file_name(message_id: &str) -> String {
    let digest = Sha256::digest(message_id.as_bytes());
    format!("{}.greenroom", HEXLOWER.encode(&digest[..16]))
}

fn write(maildir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let tmp = maildir.join("tmp").join(name);
    let mut file = File::create(&tmp)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let new = maildir.join("new");
    // A mail reader may have moved the first one already; then the repeat goes to where that is.
    let seen = fs::read_dir(maildir.join("cur"))?
        .filter_map(Result::ok)
        .find(|entry| entry.file_name().to_string_lossy().split(':').next() == Some(name));
    let place = seen.map_or_else(|| new.join(name), |entry| entry.path());
    fs::rename(&tmp, &place)?;
    File::open(place.parent().unwrap_or(&new))?.sync_all()
}
