//! One IMAP connection that never takes silence for success.
//!
//! The client library parses responses, but its own fetch, store and search end without an error when the server says
//! NO or goes away in the middle. So commands are written here, and [`Wire::command`] ends well only with the tagged OK
//! of that very command. Every await has a limit. After an error on the connection each further command fails.

use std::fmt;
use std::io;
use std::time::Duration;

use async_imap::Client;
use async_imap::imap_proto::{MailboxDatum, Outcome, Response, ResponseCode, Status};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::intake::error::{IntakeError, safe_words};

use super::guard::Guard;

/// How long a server may take for one response that carries no mail.
pub(crate) const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// The one command after which the server is expected to say goodbye.
pub(crate) const LOGGING_OUT: &str = "logging out";

/// Anything that a connection can run over.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug> Duplex for T {}

/// The stream under a connection.
pub(crate) type Boxed = Box<dyn Duplex>;

/// One connection.
#[derive(Debug)]
pub(crate) struct Wire {
    client: Client<Guard<Boxed>>,
    place: String,
    tags: u32,
    broken: bool,
    exists: u32,
    news: bool,
}

/// What the server greeted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Greeting {
    /// Log in, please.
    Hello,
    /// Logged in already.
    KnownAlready,
}

impl Wire {
    /// A connection over `stream`; a response with a literal above `largest_literal` ends it.
    pub(crate) fn new(stream: Boxed, place: &str, largest_literal: u64) -> Self {
        Self {
            client: Client::new(Guard::new(stream, largest_literal)),
            place: place.to_owned(),
            tags: 0,
            broken: false,
            exists: 0,
            news: false,
        }
    }

    /// `host:port`, for sentences.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// The stream below, to put TLS over it. What was read ahead is thrown away, so nobody can slip commands in.
    pub(crate) fn into_stream(self) -> Boxed {
        self.client.into_inner().into_inner()
    }

    /// Reads the greeting.
    pub(crate) async fn greeting(&mut self) -> Result<Greeting, IntakeError> {
        let doing = "waiting for the greeting";
        let greeting = self.read(doing, ANSWER_LIMIT, |response| {
            let Response::Data { status, outcome } = response else {
                return Err("the server speaks something else than IMAP".into());
            };
            match status {
                Status::Ok => Ok(Greeting::Hello),
                Status::PreAuth => Ok(Greeting::KnownAlready),
                Status::No | Status::Bad | Status::Bye => Err(words(outcome)),
            }
        });
        greeting.await?.map_err(|words| self.lost(doing, &words))
    }

    /// Runs one command and shows every other response to `see`.
    ///
    /// Ends well only with its tagged OK. After a NO or BAD the connection is still in step, and the caller decides.
    pub(crate) async fn command(
        &mut self,
        doing: &'static str,
        command: &str,
        limit: Duration,
        mut see: impl FnMut(&Response<'_>),
    ) -> Result<(), IntakeError> {
        let tag = self.send_tagged(doing, command).await?;
        loop {
            let end = self.read(doing, limit, |response| {
                let end = end_of(&tag, response);
                if end.is_none() {
                    see(response);
                }
                end
            });
            if let Some(end) = end.await? {
                return self.ended(doing, end);
            }
        }
    }

    /// Sends a command and waits until the server asks for more.
    pub(crate) async fn command_until_asked(
        &mut self,
        doing: &'static str,
        command: &str,
    ) -> Result<String, IntakeError> {
        let tag = self.send_tagged(doing, command).await?;
        loop {
            let read = self.read(doing, ANSWER_LIMIT, |response| {
                (is_question(response), end_of(&tag, response))
            });
            let (is_question, end) = read.await?;
            if is_question {
                return Ok(tag);
            }
            if let Some(end) = end {
                self.ended(doing, end)?;
                return Err(self.lost(doing, "the server ended a command that it should have asked more for"));
            }
        }
    }

    /// Sends what the server asked for and waits for the end of the command with `tag`.
    pub(crate) async fn finish(&mut self, doing: &'static str, tag: &str, line: &str) -> Result<(), IntakeError> {
        self.send(doing, line).await?;
        loop {
            let read = self.read(doing, ANSWER_LIMIT, |response| {
                (is_question(response), end_of(tag, response))
            });
            let (is_question, end) = read.await?;
            if let Some(end) = end {
                return self.ended(doing, end);
            }
            if is_question {
                // A challenge after our answer means that it was refused; an empty line brings the tagged NO.
                self.send(doing, "").await?;
            }
        }
    }

    /// Whether new messages were announced since this was last asked.
    pub(crate) fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.news)
    }

    /// Reads until the server announces new messages. May be dropped at any await without losing a response.
    pub(crate) async fn wait_for_news(&mut self, doing: &'static str) -> Result<(), IntakeError> {
        while !self.take_news() {
            self.read_unlimited(doing, |_| ()).await?;
        }
        Ok(())
    }

    async fn send_tagged(&mut self, doing: &'static str, command: &str) -> Result<String, IntakeError> {
        self.tags += 1;
        let tag = format!("g{}", self.tags);
        self.send(doing, &format!("{tag} {command}")).await?;
        Ok(tag)
    }

    async fn send(&mut self, doing: &'static str, line: &str) -> Result<(), IntakeError> {
        if self.broken {
            return Err(self.lost(doing, "it failed before"));
        }
        let stream = self.client.get_mut();
        let write = async {
            stream.write_all(format!("{line}\r\n").as_bytes()).await?;
            stream.flush().await
        };
        match timeout(ANSWER_LIMIT, write).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(self.failed(doing, &error)),
            Err(_) => Err(self.lost(doing, "the server takes nothing any more")),
        }
    }

    async fn read<T>(
        &mut self,
        doing: &'static str,
        limit: Duration,
        see: impl FnOnce(&Response<'_>) -> T,
    ) -> Result<T, IntakeError> {
        let read = timeout(limit, self.read_unlimited(doing, see)).await;
        read.unwrap_or_else(|_| Err(self.lost(doing, &format!("no answer within {} seconds", limit.as_secs()))))
    }

    async fn read_unlimited<T>(
        &mut self,
        doing: &'static str,
        see: impl FnOnce(&Response<'_>) -> T,
    ) -> Result<T, IntakeError> {
        if self.broken {
            return Err(self.lost(doing, "it failed before"));
        }
        let data = match self.client.read_response().await {
            Ok(Some(data)) => data,
            Ok(None) => return Err(self.lost(doing, "the server closed the connection")),
            Err(error) => return Err(self.failed(doing, &error)),
        };
        let response = data.parsed();
        if let Response::MailboxData(MailboxDatum::Exists(exists)) = response {
            self.news |= *exists > self.exists;
            self.exists = *exists;
        } else if let Response::Expunge(_) = response {
            self.exists = self.exists.saturating_sub(1);
        } else if let Response::Data {
            status: Status::Bye,
            outcome,
        } = response
            && !doing.eq(LOGGING_OUT)
        {
            return Err(self.lost(doing, &format!("the server said goodbye: {}", words(outcome))));
        }
        Ok(see(response))
    }

    fn ended(&self, doing: &'static str, end: Result<(), String>) -> Result<(), IntakeError> {
        end.map_err(|words| IntakeError::Refused {
            place: self.place.clone(),
            doing,
            words,
        })
    }

    fn lost(&mut self, doing: &'static str, words: &str) -> IntakeError {
        self.broken = true;
        IntakeError::Lost {
            place: self.place.clone(),
            doing,
            words: words.to_owned(),
        }
    }

    /// An error of the stream. A parse error quotes the mail it failed at, so its words are not shown.
    fn failed(&mut self, doing: &'static str, error: &io::Error) -> IntakeError {
        self.broken = true;
        if error.kind() == io::ErrorKind::Other {
            return IntakeError::Unreadable {
                place: self.place.clone(),
                doing,
            };
        }
        self.lost(doing, &safe_words(&error.to_string()))
    }
}

/// How the command with `tag` ended, if this is its end: well, or with the server's words.
fn end_of(tag: &str, response: &Response<'_>) -> Option<Result<(), String>> {
    let Response::Done {
        tag: of,
        status,
        outcome,
    } = response
    else {
        return None;
    };
    (of.0 == tag).then(|| match status {
        Status::Ok => Ok(()),
        Status::No | Status::Bad | Status::PreAuth | Status::Bye => Err(words(outcome)),
    })
}

fn is_question(response: &Response<'_>) -> bool {
    matches!(response, Response::Continue(_))
}

/// The server's words, with the response codes that matter to us.
fn words(outcome: &Outcome<'_>) -> String {
    let code = match outcome.code {
        Some(ResponseCode::TryCreate) => "[TRYCREATE] ",
        Some(ResponseCode::Alert) => "[ALERT] ",
        _ => "",
    };
    format!(
        "{code}{}",
        safe_words(outcome.information.as_deref().unwrap_or_default())
    )
}
