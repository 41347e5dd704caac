//! Waits for new mail on an open folder by IDLE (RFC 2177).

use std::time::Duration;

use tokio::sync::watch;

use crate::clock::SharedClock;
use crate::intake::error::IntakeError;
use crate::intake::pass::Tools;
use crate::intake::watch::stopped;

use super::folder::ImapFolder;
use super::session::Session;

/// Servers may log out whoever idles for 30 minutes, so it is begun anew before that.
const LONGEST_IDLE: Duration = Duration::from_secs(28 * 60);

impl ImapFolder {
    /// Waits by IDLE if that can be done; says whether it was. An error ends the session.
    pub(crate) async fn idle_until_news(
        &mut self,
        tools: &Tools,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<bool, IntakeError> {
        let Some(session) = self.session.as_mut().filter(|session| self.idle && session.can("IDLE")) else {
            return Ok(false);
        };
        if session.take_news() {
            return Ok(true);
        }
        let at_most = Duration::from_secs(self.config.poll_seconds.max(1));
        match session.idle(&tools.clock, at_most, stop).await {
            Ok(()) => Ok(true),
            Err(IntakeError::Refused { words, .. }) => {
                tracing::info!(folder = %self.key, words, "the server refuses IDLE; new mail is looked for instead");
                self.idle = false;
                Ok(false)
            }
            Err(error) => {
                self.session = None;
                Err(error)
            }
        }
    }
}

impl Session {
    /// Whether the server announced messages while other commands ran.
    pub(crate) fn take_news(&mut self) -> bool {
        self.wire.take_news()
    }

    /// Returns when new messages are announced, when `at_most` is over, or when we stop. An error ends the session.
    pub(crate) async fn idle(
        &mut self,
        clock: &SharedClock,
        at_most: Duration,
        stop: &mut watch::Receiver<bool>,
    ) -> Result<(), IntakeError> {
        let doing = "waiting for new mail";
        let tag = self.wire.command_until_asked(doing, "IDLE").await?;
        tokio::select! {
            news = self.wire.wait_for_news(doing) => news?,
            () = clock.sleep(at_most.min(LONGEST_IDLE)) => {}
            () = stopped(stop) => {}
        }
        self.wire.finish(doing, &tag, "DONE").await
    }
}
