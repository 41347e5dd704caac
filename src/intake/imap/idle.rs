//! Waits for new mail on an open folder by IDLE (RFC 2177).

use std::time::Duration;

use tokio::sync::watch;

use crate::clock::SharedClock;
use crate::config::ImapConfig;
use crate::intake::error::IntakeError;
use crate::intake::watch::stopped;

use super::session::Session;

/// Servers may log out whoever idles for 30 minutes, so it is begun anew before that.
const LONGEST_IDLE: Duration = Duration::from_secs(28 * 60);

impl Session {
    /// Whether to wait by IDLE.
    pub(crate) fn can_idle(&self, config: &ImapConfig) -> bool {
        config.idle && self.can("IDLE")
    }

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
