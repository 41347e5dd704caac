//! Views of the queue that somebody keeps: as tabs with their counts, and the form that keeps or removes one.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::super::super::router::AppState;
use super::super::frame::{self, Wrong};
use super::super::guard::answered;
use super::super::listing::address;
use super::super::visit::{Fields, Visit, local};
use super::filter::{self, Show, Wanted, Who};
use super::page;
use super::view;
use crate::accounts::AccountError;
use crate::domain::account::{Account, View};
use crate::store::{Store, StoreError};

/// A kept view.
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) count: String,
    pub(super) is_current: bool,
}

/// Where a view is.
fn place(view: &View) -> String {
    address("/", &[("show", &view.show), ("who", &view.who), ("q", &view.q)])
}

/// The views that somebody keeps, with how many tickets are in each.
pub(super) async fn tabs(
    store: &dyn Store,
    account: &Account,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<Vec<Tab>, StoreError> {
    let mut tabs = Vec::new();
    for kept in &account.views {
        let (show, who) = (Show::named(&kept.show), Who::named(&kept.who, account.id));
        let count = if !kept.q.is_empty() {
            let found = filter::search(store, &kept.q).await?;
            more(found.tickets.len(), found.is_cut)
        } else if who == Who::All {
            view::counted(view::count_of(store, show, now).await?)
        } else {
            let found = filter::page(store, show, who, "", now).await?;
            more(found.tickets.len(), found.next.is_some())
        };
        tabs.push(Tab {
            name: kept.name.clone(),
            href: place(kept),
            count,
            is_current: kept.show == wanted.show && kept.who == wanted.who && kept.q == wanted.q.trim(),
        });
    }
    Ok(tabs)
}

fn more(count: usize, is_cut: bool) -> String {
    format!("{count}{}", if is_cut { "+" } else { "" })
}

/// `POST /queue/views`: keeps the view that is open under a name, or removes one.
pub(in crate::web) async fn keep(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(fields): Extension<Fields>,
) -> Response {
    let Some(account) = visit.account() else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    let field = |name: &str| fields.text(name).trim().chars().take(200).collect::<String>();
    let kept = View {
        name: field("name"),
        show: Show::named(&field("show")).key().to_owned(),
        who: Who::named(&field("who"), account.id).key().to_owned(),
        q: field("q"),
    };
    let accounts = &state.accounts;
    let done = match fields.text("deed") {
        "keep" => accounts.keep_view(account.id, kept.clone()).await,
        "remove" => accounts.remove_view(account.id, &kept.name).await,
        _ => return frame::wrong(&state, &visit, Wrong::NothingHere),
    };
    match done {
        Ok(()) => {
            let back = local(&place(&kept)).unwrap_or_else(|| "/".into());
            Redirect::to(&back).into_response()
        }
        Err(AccountError::Store(failure)) => frame::no_store(&failure),
        Err(refused @ (AccountError::Refused(_) | AccountError::TooMany { .. })) => {
            let wanted = Wanted {
                show: kept.show,
                who: kept.who,
                q: kept.q,
                ..Wanted::default()
            };
            answered(page::shown(&state, &visit, account, &wanted, Some(refused.to_string())).await)
        }
    }
}
