//! Asks the provider: bounded in time and size, without following redirects, and only over TLS unless it is on this machine.

use std::path::Path;
use std::time::Duration;

use openidconnect::http::{Method, Response};
use openidconnect::{HttpRequest, HttpResponse, SyncHttpClient};
use ureq::Agent;

use crate::https;

/// One answer takes no longer; a sign-in needs up to three, and people wait for it.
const LONGEST_ANSWER: Duration = Duration::from_secs(5);

/// Documents of large providers have tens of kilobytes.
const LARGEST_ANSWER: u64 = 512 << 10;

/// Why there is no answer. Holds no address and nothing of what was sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NoAnswer(String);

/// Asks the provider. Blocks, for so long at most.
#[derive(Debug)]
pub(super) struct Http(Agent);

impl Http {
    /// Trusts the authorities in `ca_file`, else the system's.
    pub(super) fn new(ca_file: Option<&Path>, with_tls: bool) -> Result<Self, String> {
        let settings = Agent::config_builder()
            .timeout_global(Some(LONGEST_ANSWER))
            .max_redirects(0)
            .http_status_as_error(false)
            .https_only(with_tls)
            .proxy(None)
            .user_agent("greenroom")
            .tls_config(https::trusting(ca_file)?)
            .build();
        Ok(Self(settings.new_agent()))
    }
}

impl SyncHttpClient for Http {
    type Error = NoAnswer;

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let failed = |error: ureq::Error| NoAnswer(error.to_string().chars().take(200).collect());
        let answer = if request.method() == Method::GET {
            self.0.run(request.map(|_| ()))
        } else {
            self.0.run(request)
        };
        let (head, mut body) = answer.map_err(failed)?.into_parts();
        if head.status.is_server_error() || head.status.is_redirection() {
            return Err(NoAnswer(format!("it answered {}", head.status.as_u16())));
        }
        let bytes = body.with_config().limit(LARGEST_ANSWER).read_to_vec().map_err(failed)?;
        Ok(Response::from_parts(head, bytes))
    }
}
