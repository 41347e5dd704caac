//! Access tokens for mail servers (XOAUTH2, OAUTHBEARER): where they come from, and when a fresh one is asked for.
//!
//! A token is in a file that somebody else keeps fresh, or is printed by a command. What a command printed is used until a
//! server refuses it; then a fresh one is asked for, once. A token that was refused is not shown to a server again for a
//! quarter of an hour, so that a dead grant is one alarm and not a storm. Nothing is kept on the disk: after a crash it is asked for again.
//!
//! The command runs without our environment, and within limits of time and output.

mod command;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::io::AsyncReadExt;
use tracing::{error, info};

use crate::clock::{Clock, SystemClock};

/// Tokens of the large providers have up to a few thousand bytes.
const LONGEST_TOKEN: usize = 16 << 10;

/// A provider may be slow, and a mailbox that waits is no harm.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// After a failure the command is left alone for so long, however many mails wait.
const REST: SignedDuration = SignedDuration::from_secs(60);

/// A server may refuse a good token while something behind it is broken, so it is shown again after so long.
const SECOND_CHANCE: SignedDuration = SignedDuration::from_mins(15);

/// An access token. It is shown to mail servers, and to nobody else.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// A token, if it is one: letters that a line of a mail server can carry.
    fn new(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenError::Empty);
        }
        if text.len() > LONGEST_TOKEN || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError::Odd);
        }
        Ok(Self(text.to_owned()))
    }

    /// The token itself.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// Why there is no token to show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read.
    #[error("the access token cannot be read from {path}: {why}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The command did not do its work.
    #[error("the command for the access token {0}")]
    Command(String),
    /// There is nothing in it.
    #[error("the access token is empty")]
    Empty,
    /// It is not what a token looks like.
    #[error("expected an access token on the first line, found something else, or more than 16 kB")]
    Odd,
    /// Every token that could be had was refused.
    #[error("the server refused the access token, and there is no other one yet; sign in to the mailbox anew")]
    Refused,
}

/// Where tokens come from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    File(PathBuf),
    Command(Vec<String>, PathBuf),
}

/// What is known about the tokens of one origin.
#[derive(Debug, Default)]
struct Known {
    /// What the command printed last, until it is refused.
    held: Option<AccessToken>,
    /// What was refused last, and when.
    refused: Option<(AccessToken, Timestamp)>,
    /// When and why the command failed last.
    failed: Option<(Timestamp, TokenError)>,
    /// Whether somebody was told that no token is accepted.
    is_told: bool,
}

/// The tokens of one origin, shared by everything that signs in with them.
#[derive(Debug)]
pub(crate) struct TokenSource {
    origin: Origin,
    /// Asked for by one at a time; all others share what it found.
    known: tokio::sync::Mutex<Known>,
}

static SOURCES: LazyLock<Mutex<BTreeMap<Origin, Arc<TokenSource>>>> = LazyLock::new(Mutex::default);

impl TokenSource {
    /// The source that a configuration names, the same for all who name it; none where no token is configured.
    pub(crate) fn of(file: Option<&Path>, command: &[String], base: &Path) -> Option<Arc<Self>> {
        let origin = match file {
            Some(file) => Origin::File(base.join(file)),
            None if command.is_empty() => return None,
            None => Origin::Command(command.to_vec(), base.to_owned()),
        };
        let mut sources = SOURCES.lock().unwrap_or_else(PoisonError::into_inner);
        let source = sources.entry(origin.clone()).or_insert_with(|| {
            Arc::new(Self {
                origin,
                known: tokio::sync::Mutex::default(),
            })
        });
        Some(Arc::clone(source))
    }

    /// A token that no server has refused yet.
    pub(crate) async fn token(&self) -> Result<AccessToken, TokenError> {
        let mut known = self.known.lock().await;
        self.ask(&mut known).await
    }

    /// Another one than `refused`, which a server did not accept.
    pub(crate) async fn instead_of(&self, refused: &AccessToken) -> Result<AccessToken, TokenError> {
        let mut known = self.known.lock().await;
        if known.held.as_ref() == Some(refused) {
            known.held = None;
        }
        known.refused = Some((refused.clone(), SystemClock.now()));
        let found = self.ask(&mut known).await;
        if let Err(why) = &found {
            tell(&mut known, why);
        }
        found
    }

    /// The fresh token was refused as well. Until there is another one nothing is shown to the server.
    pub(crate) async fn give_up(&self, refused: &AccessToken) -> TokenError {
        let mut known = self.known.lock().await;
        known.held = None;
        known.refused = Some((refused.clone(), SystemClock.now()));
        known.failed = Some((SystemClock.now(), TokenError::Refused));
        tell(&mut known, &TokenError::Refused);
        TokenError::Refused
    }

    /// The server has accepted a token.
    pub(crate) async fn accepted(&self) {
        let mut known = self.known.lock().await;
        known.failed = None;
        if std::mem::take(&mut known.is_told) {
            info!("an access token is accepted again");
        }
    }

    async fn ask(&self, known: &mut Known) -> Result<AccessToken, TokenError> {
        let found = match &self.origin {
            Origin::File(path) => read(path).await,
            Origin::Command(command, base) => {
                if let Some(held) = &known.held {
                    return Ok(held.clone());
                }
                let now = SystemClock.now();
                if let Some((at, why)) = &known.failed
                    && now.duration_since(*at).abs() < REST
                {
                    return Err(why.clone());
                }
                let printed = command::first_line(command, base, LONGEST_TOKEN, LONGEST_WAIT).await;
                let found = printed
                    .map_err(TokenError::Command)
                    .and_then(|line| AccessToken::new(&line));
                let found = found.and_then(|token| not_refused(known, token));
                known.held = found.as_ref().ok().cloned();
                known.failed = found.as_ref().err().map(|why| (now, why.clone()));
                return found;
            }
        };
        found.and_then(|token| not_refused(known, token))
    }
}

fn not_refused(known: &Known, token: AccessToken) -> Result<AccessToken, TokenError> {
    let now = SystemClock.now();
    let is_refused = known
        .refused
        .as_ref()
        .is_some_and(|(refused, at)| *refused == token && now.duration_since(*at).abs() < SECOND_CHANCE);
    if is_refused {
        Err(TokenError::Refused)
    } else {
        Ok(token)
    }
}

/// One alarm, until a token is accepted again.
fn tell(known: &mut Known, why: &TokenError) {
    if !std::mem::replace(&mut known.is_told, true) {
        error!(%why, "a mail server accepts no access token of ours; mail waits until it does");
    }
}

/// The first line of a file, which must be a file: nothing is waited for.
async fn read(path: &Path) -> Result<AccessToken, TokenError> {
    let unreadable = |why: String| TokenError::Unreadable {
        path: path.to_owned(),
        why,
    };
    let reading = async {
        let is_file = tokio::fs::metadata(path).await.map(|data| data.is_file());
        if !is_file.map_err(|error| unreadable(error.to_string()))? {
            return Err(unreadable("it is no file".into()));
        }
        let file = tokio::fs::File::open(path)
            .await
            .map_err(|error| unreadable(error.to_string()))?;
        let (mut bytes, most) = (Vec::new(), LONGEST_TOKEN as u64 + 2);
        let got = file.take(most).read_to_end(&mut bytes).await;
        got.map_err(|error| unreadable(error.to_string()))?;
        Ok(bytes)
    };
    let bytes = tokio::time::timeout(LONGEST_WAIT, reading).await;
    let bytes = bytes.map_err(|_| unreadable("no answer from the disk".into()))??;
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    AccessToken::new(&String::from_utf8_lossy(line))
}

#[cfg(test)]
mod tests;
