//! What all pages have around them: name, navigation, who has signed in, colours. And the pages that say what went wrong,
//! and what to do about it.

use askama::Template;
use axum::extract::{Extension, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use tracing::error;

use super::super::router::AppState;
use super::visit::{Fields, Theme, Visit, local, theme_cookie};
use crate::domain::account::Role;
use crate::domain::ids::AccountId;
use crate::store::StoreError;

/// The parts of the desk, as the navigation names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Tickets,
    Calendar,
    Clients,
    People,
    Mail,
    Outbox,
    History,
    Insight,
    Settings,
    /// A page that belongs to none of them.
    None,
}

/// An entry of the navigation.
pub(super) struct Entry {
    pub(super) label: &'static str,
    pub(super) href: &'static str,
    pub(super) is_current: bool,
}

/// A button for colours.
pub(super) struct Colours {
    pub(super) key: &'static str,
    pub(super) label: &'static str,
    pub(super) is_current: bool,
}

/// Who has signed in.
pub(super) struct Who {
    pub(super) id: AccountId,
    pub(super) name: String,
    pub(super) role: &'static str,
}

/// What every page has around it.
pub(super) struct Frame {
    pub(super) title: String,
    pub(super) organisation: String,
    pub(super) theme: &'static str,
    pub(super) colours: Vec<Colours>,
    /// What a form must bring.
    pub(super) mark: String,
    /// Where a form stands, so that its typing finds back.
    pub(super) page: String,
    /// Where to come back to with other colours.
    pub(super) here: String,
    pub(super) who: Option<Who>,
    pub(super) navigation: Vec<Entry>,
    /// A sentence about what was just done.
    pub(super) notice: Option<String>,
}

impl Frame {
    /// The frame of a page of `part`.
    pub(super) fn new(state: &AppState, visit: &Visit, part: Part, title: impl Into<String>) -> Self {
        let account = visit.account();
        let all = [
            (Part::Tickets, "Tickets", "/", Role::AccountManager),
            (Part::Calendar, "Calendar", "/calendar", Role::AccountManager),
            (Part::Clients, "Clients", "/clients", Role::AccountManager),
            (Part::People, "People", "/people", Role::CustomerSolutions),
            (Part::Mail, "Mail", "/mail", Role::CustomerSolutions),
            (Part::Outbox, "Outbox", "/outbox", Role::CustomerSolutions),
            (Part::History, "History", "/history", Role::CustomerSolutions),
            (Part::Insight, "Insight", "/insight", Role::CustomerSolutions),
            (Part::Settings, "Settings", "/settings/accounts", Role::Administrator),
        ];
        let seen = all
            .into_iter()
            .filter(|(_, _, _, least)| account.is_some_and(|account| account.role >= *least));
        let colours = Theme::ALL.into_iter().zip(["System", "Light", "Dark"]);
        Self {
            title: title.into(),
            organisation: state.config.outbound.organisation.clone(),
            theme: visit.theme.key(),
            colours: colours
                .map(|(theme, label)| Colours {
                    key: theme.key(),
                    label,
                    is_current: theme == visit.theme,
                })
                .collect(),
            mark: visit.token.form_mark(),
            page: visit.path().to_owned(),
            here: visit.asked.clone(),
            who: account.map(|account| Who {
                id: account.id,
                name: account.name.clone(),
                role: account.role.words(),
            }),
            navigation: seen
                .map(|(this, label, href, _)| Entry {
                    label,
                    href,
                    is_current: this == part,
                })
                .collect(),
            notice: None,
        }
    }

    /// The same for a page that stands at another address than it was made at.
    pub(super) fn at(mut self, page: impl Into<String>) -> Self {
        self.page = page.into();
        self.here = self.page.clone();
        self
    }

    /// The same with a sentence about what was just done.
    pub(super) fn saying(mut self, notice: Option<&str>) -> Self {
        self.notice = notice.map(str::to_owned);
        self
    }
}

/// A page as an answer.
pub(super) fn page(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(failure) => {
            error!(%failure, "a page of the desk cannot be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// On to another page, with a cookie.
pub(super) fn on_to(path: &str, cookie: HeaderValue) -> Response {
    let mut answer = Redirect::to(path).into_response();
    answer.headers_mut().append(SET_COOKIE, cookie);
    answer
}

/// What can go wrong before a page is reached.
#[derive(Debug)]
pub(super) enum Wrong {
    /// A form that did not come from a page of ours.
    Foreign,
    /// A form with more than any of ours has.
    TooLarge,
    /// A form from before the last sign-in, and the page that has its typing.
    Stale { page: Option<String> },
    /// A form that somebody else had opened in this browser.
    Anothers,
    /// A page for others.
    NotYours { whose: &'static str },
    /// No page.
    NothingHere,
}

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/wrong.html")]
struct WrongPage {
    frame: Frame,
    words: String,
    href: String,
    label: &'static str,
}

/// A page that says what went wrong and what to do.
pub(super) fn wrong(state: &AppState, visit: &Visit, what: Wrong) -> Response {
    let home = || ("/".to_owned(), "Go to the start");
    let (status, title, words, (href, label)) = match what {
        Wrong::Foreign => {
            let url = &state.config.desk.public_url;
            let words = format!(
                "The form was not sent from a page of this desk, so nothing was changed. Perhaps you opened the desk by another \
                 name: its address is {url}."
            );
            let own = (url.clone(), "Open the desk at its address");
            (StatusCode::FORBIDDEN, "This form was not taken", words, own)
        }
        Wrong::TooLarge => {
            let words = "The form has more in it than this page takes. Nothing was changed.".to_owned();
            (StatusCode::PAYLOAD_TOO_LARGE, "That was too much", words, home())
        }
        Wrong::Stale { page } => {
            let words =
                "The page had been open since before you last signed in, so nothing was changed. What you typed is \
                         kept: go back to the form, look at it and send it again."
                    .to_owned();
            let back = page.map_or_else(home, |page| (page, "Back to the form"));
            (StatusCode::FORBIDDEN, "Please send that once more", words, back)
        }
        Wrong::Anothers => {
            let words = "The page was opened by somebody else who had signed in here before you. Nothing was changed, and \
                         what was typed there is not kept.";
            (
                StatusCode::FORBIDDEN,
                "This form was not yours",
                words.to_owned(),
                home(),
            )
        }
        Wrong::NotYours { whose } => {
            let words = format!("This page is for {whose}. Ask an administrator if you need it.");
            (StatusCode::FORBIDDEN, "You cannot see this page", words, home())
        }
        Wrong::NothingHere => {
            let words = "The address leads nowhere. Perhaps it was cut off, or what was here is gone.".to_owned();
            (StatusCode::NOT_FOUND, "There is nothing here", words, home())
        }
    };
    let frame = Frame::new(state, visit, Part::None, title);
    let body = WrongPage {
        frame,
        words,
        href,
        label,
    };
    page(status, &body)
}

/// The store cannot be reached, so nothing is known about the visitor either.
pub(super) fn no_store(failure: &StoreError) -> Response {
    error!(%failure, "the desk cannot reach the store");
    let words =
        "The store cannot be reached or written, so this was not done. The log says why. Try again in a minute.";
    (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
}

/// `POST /theme`: remembers the colours in a cookie.
pub(in crate::web) async fn theme(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let theme = Theme::named(fields.text("theme")).unwrap_or(visit.theme);
    let page = local(fields.text("page")).unwrap_or_else(|| "/".into());
    on_to(&page, theme_cookie(&state.config.desk, theme))
}
