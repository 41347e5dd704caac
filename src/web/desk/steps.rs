//! The first steps of an administrator: what has to be in place before the desk works by itself, and how far it is. The list
//! stands above the queue until all of it is done or somebody hides it.

use axum::extract::State;
use axum::response::Response;

use super::super::router::AppState;
use super::frame::on_to;
use super::visit::{Visit, steps_cookie};
use crate::config::TransportConfig;
use crate::domain::account::{Account, Role};
use crate::pipeline::quarantine::senders;
use crate::store::record::Key;
use crate::store::{Find, Index, StoreError};

/// So many of the mails sent first are looked at for a link: notes bring none.
const FIRST_SENT: usize = 64;

/// One step.
pub(super) struct Step {
    pub(super) title: &'static str,
    /// How it stands, or what to do.
    pub(super) words: String,
    pub(super) is_done: bool,
    /// Where it is done, and the words of that link.
    pub(super) href: &'static str,
    pub(super) label: &'static str,
}

/// The steps, for an administrator who has not hidden them, while one of them is left.
pub(super) async fn left(state: &AppState, visit: &Visit, account: &Account) -> Result<Vec<Step>, StoreError> {
    if visit.steps_hidden || account.role != Role::Administrator {
        return Ok(Vec::new());
    }
    let steps = vec![
        mailbox(state),
        submitters(state).await?,
        first_mail(state).await?,
        colleagues(state).await?,
        first_link(state).await?,
    ];
    Ok(if steps.iter().all(|step| step.is_done) {
        Vec::new()
    } else {
        steps
    })
}

fn mailbox(state: &AppState) -> Step {
    let folders = state.watching.get().map(|status| status.folders()).unwrap_or_default();
    let in_trouble = folders.values().find_map(|folder| folder.last_error.as_ref());
    let is_read = folders.values().any(|folder| folder.last_pass.is_some());
    let words = match in_trouble {
        Some(trouble) => format!("One cannot be read: {}", trouble.words),
        None if is_read => "Every mail in it is taken in, and told of under Mail.".to_owned(),
        None if folders.is_empty() => "Name one in the configuration, under [[source.imap]], and start again. \
                                       `greenroom doctor` tries it and says what to mend."
            .to_owned(),
        None => "It is being read for the first time.".to_owned(),
    };
    Step {
        title: "A mailbox is watched",
        words,
        is_done: is_read && in_trouble.is_none(),
        href: "/settings/status",
        label: "Status",
    }
}

async fn submitters(state: &AppState) -> Result<Step, StoreError> {
    let configured = !state.config.trust.submitters.is_empty();
    let is_done = configured || senders(&state.store).await?.iter().any(|sender| sender.trusted);
    let words = if is_done {
        "Their mail becomes tickets. Everybody else's waits in quarantine, unanswered."
    } else {
        "Say whose mail becomes tickets. Until then every mail waits in quarantine."
    };
    Ok(Step {
        title: "Account managers are known",
        words: words.to_owned(),
        is_done,
        href: "/settings/senders",
        label: "Senders",
    })
}

async fn first_mail(state: &AppState) -> Result<Step, StoreError> {
    let is_done = !state.store.all_tickets(None, 1).await?.is_empty();
    let words = if is_done {
        "Look at what was read beside the mail it was read in."
    } else {
        "Forward a mail with new users to the mailbox. A minute later its ticket is here."
    };
    Ok(Step {
        title: "A mail became a ticket",
        words: words.to_owned(),
        is_done,
        href: "/mail",
        label: "Mail",
    })
}

async fn colleagues(state: &AppState) -> Result<Step, StoreError> {
    let accounts = state.accounts.all().await?;
    let is_done = accounts.iter().filter(|account| !account.disabled).count() > 1;
    let words = if is_done {
        "Each signs in under their own name, so the history says who did what."
    } else {
        "Invite your colleagues of Customer Solutions, and account managers to see and answer their own tickets."
    };
    Ok(Step {
        title: "Colleagues are in",
        words: words.to_owned(),
        is_done,
        href: "/settings/accounts",
        label: "Accounts",
    })
}

async fn first_link(state: &AppState) -> Result<Step, StoreError> {
    let sent = state
        .store
        .find(Find::is(Index::OutboxByState, "sent", FIRST_SENT))
        .await?;
    let is_done = sent
        .iter()
        .any(|(_, key)| matches!(key, Key::Outbox(id) if id.is_link()));
    let words = match (&state.config.outbound.transport, is_done) {
        (TransportConfig::Maildir { .. }, _) => {
            "For trials, links go to a folder. Name a mail server under [outbound] to send them."
        }
        (TransportConfig::Smtp(_), false) => {
            "See how its mail reads. `greenroom doctor` tries the mail server without sending anything."
        }
        (TransportConfig::Smtp(_), true) => "The outbox has a row for every mail and each attempt at it.",
    };
    Ok(Step {
        title: "A link has gone out",
        words: words.to_owned(),
        is_done,
        href: "/settings/words",
        label: "Words of mails",
    })
}

/// `POST /first-steps`: hides the list in this browser.
pub(in crate::web) async fn hide(State(state): State<AppState>) -> Response {
    on_to("/", steps_cookie(&state.config.desk))
}
