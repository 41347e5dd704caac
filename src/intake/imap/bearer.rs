//! Login with an access token: XOAUTH2, or OAUTHBEARER (RFC 7628) where the server has only that.
//!
//! A token that is refused may just have run out, so a fresh one is asked for and tried once, on the same connection.

use data_encoding::BASE64;

use crate::config::ImapConfig;
use crate::intake::error::IntakeError;
use crate::oauth::{AccessToken, TokenError, TokenSource};

use super::connect::login_error;
use super::session::Capabilities;
use super::wire::Wire;

const DOING: &str = "logging in with an access token";

/// Logs in with a token of `source`.
pub(super) async fn log_in(
    wire: &mut Wire,
    offered: &Capabilities,
    config: &ImapConfig,
    source: &TokenSource,
) -> Result<(), IntakeError> {
    let place = wire.place().to_owned();
    let without = |source: TokenError| IntakeError::Token {
        place: place.clone(),
        source,
    };
    let token = source.token().await.map_err(without)?;
    let is_refused = match show(wire, offered, config, &token).await {
        Ok(()) => false,
        Err(IntakeError::Login { .. }) => true,
        Err(other) => return Err(other),
    };
    if is_refused {
        let fresh = source.instead_of(&token).await.map_err(without)?;
        match show(wire, offered, config, &fresh).await {
            Ok(()) => {}
            Err(IntakeError::Login { .. }) => return Err(without(source.give_up(&fresh).await)),
            Err(other) => return Err(other),
        }
    }
    source.accepted().await;
    Ok(())
}

async fn show(
    wire: &mut Wire,
    offered: &Capabilities,
    config: &ImapConfig,
    token: &AccessToken,
) -> Result<(), IntakeError> {
    let (user, token) = (&config.user, token.reveal());
    let (mechanism, answer) = if offered.has("AUTH=OAUTHBEARER") && !offered.has("AUTH=XOAUTH2") {
        let user = user.replace('=', "=3D").replace(',', "=2C");
        let (host, port) = (&config.host, config.port());
        let answer = format!("n,a={user},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01");
        ("OAUTHBEARER", answer)
    } else {
        ("XOAUTH2", format!("user={user}\x01auth=Bearer {token}\x01\x01"))
    };
    let asked = wire
        .command_until_asked(DOING, &format!("AUTHENTICATE {mechanism}"))
        .await;
    let result = match asked {
        Ok(tag) => wire.finish(DOING, &tag, &BASE64.encode(answer.as_bytes())).await,
        // It does not know this way to log in at all, whatever the token.
        Err(IntakeError::Refused { place, words, .. }) => {
            return Err(IntakeError::Protection {
                place,
                words: format!("the server takes no access tokens ({words}); name a `password` instead"),
            });
        }
        Err(other) => return Err(other),
    };
    result.map_err(login_error)
}
