//! How our mails read: their words, and the mail as its reader sees it. For administrators.

use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS};
use axum::response::{IntoResponse, Response};
use tracing::error;

use super::super::router::AppState;
use super::frame::{self, Frame, Part, Wrong, page};
use super::visit::Visit;
use crate::outbound::templates::{TemplateError, Words};

/// What a mail shown in a frame of the desk may do: nothing but look as it does. Its templates are the deployment's own, so
/// their pictures may load.
const POLICY: &str = "default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

struct Sample {
    title: &'static str,
    words: Words,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/words.html")]
struct Page {
    frame: Frame,
    folder: Option<String>,
    mails: Vec<Sample>,
}

/// Each kind of mail that we send, with the details of nobody.
fn samples(state: &AppState) -> Result<Vec<Sample>, TemplateError> {
    let composer = &state.composer;
    let sample = |title, words| Sample { title, words };
    Ok(vec![
        sample("A first link", composer.sample(false)?),
        sample("A new link in the place of an earlier one", composer.sample(true)?),
        sample(
            "A note to the account manager, after people were typed in",
            composer.typed_in_sample(true)?,
        ),
    ])
}

/// They were tried when the program started.
fn broken(state: &AppState, visit: &Visit, failure: &TemplateError) -> Response {
    error!(%failure, "a template can no longer be used");
    frame::wrong(state, visit, Wrong::NothingHere)
}

/// `GET /settings/words`.
pub(in crate::web) async fn show(State(state): State<AppState>, Extension(visit): Extension<Visit>) -> Response {
    let mails = match samples(&state) {
        Ok(mails) => mails,
        Err(failure) => return broken(&state, &visit, &failure),
    };
    let folder = state.config.outbound.templates.as_ref();
    let body = Page {
        frame: Frame::new(&state, &visit, Part::Settings, "Words of mails"),
        folder: folder.map(|path| state.config.resolve(path).display().to_string()),
        mails,
    };
    page(StatusCode::OK, &body)
}

/// `GET /settings/words/{number}`: one of them as a document of its own, for a frame of the page.
pub(in crate::web) async fn formatted(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Path(number): Path<usize>,
) -> Response {
    let mail = match samples(&state) {
        Ok(mails) => mails.into_iter().nth(number),
        Err(failure) => return broken(&state, &visit, &failure),
    };
    let Some(mail) = mail else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    (headers, mail.words.html).into_response()
}
