//! The start of the desk for Customer Solutions: what needs a person now, the most urgent first.

use askama::Template;
use axum::http::StatusCode;

use super::super::super::router::AppState;
use super::super::frame::{Frame, Part, page};
use super::super::guard::{Answer, REFUSED};
use super::super::rows;
use super::super::steps::{self, Step};
use super::super::visit::Visit;
use super::filter::{self, Show, Wanted, Who};
use super::kept_views::{self, Tab};
use super::view::{self, ChipView, RowView};
use crate::domain::account::Account;
use crate::domain::ids::MailId;

#[derive(Template)]
#[template(config = "src/web/askama.toml", path = "desk/templates/queue.html")]
struct Page {
    frame: Frame,
    now: String,
    can_advance: bool,
    chips: Vec<ChipView>,
    whose: Vec<(&'static str, String, bool)>,
    quarantined: Option<String>,
    tabs: Vec<Tab>,
    /// What is shown is none of the kept views, and not the start either.
    can_keep: bool,
    searched: String,
    show: &'static str,
    who: String,
    rows: Vec<RowView>,
    mails: Vec<String>,
    next: Option<String>,
    is_cut: bool,
    is_first: bool,
    is_new: bool,
    steps: Vec<Step>,
    back: String,
    refused: Option<String>,
}

/// The queue of a reviewer.
pub(in super::super) async fn shown(
    state: &AppState,
    visit: &Visit,
    account: &Account,
    wanted: &Wanted,
    refused: Option<String>,
) -> Answer {
    let store = state.store.as_ref();
    let now = state.clock.now();
    let zone = &state.config.calendar.zone;
    let (show, who) = (Show::named(&wanted.show), Who::named(&wanted.who, account.id));
    let searched = wanted.q.trim();
    let found = if searched.is_empty() {
        filter::page(store, show, who, &wanted.after, now).await?
    } else {
        filter::search(store, searched).await?
    };
    let quarantined = view::quarantined(store).await?;
    let back = view::address(show, who);
    let next = found.next.map(|after| {
        let after: String = form_urlencoded::byte_serialize(after.as_bytes()).collect();
        let joint = if back.contains('?') { '&' } else { '?' };
        format!("{back}{joint}after={after}")
    });
    let whose = [
        ("Everybody's", Who::All),
        ("Mine", Who::Mine(account.id)),
        ("Nobody's", Who::Nobody),
    ];
    let tabs = kept_views::tabs(store, account, wanted, now).await?;
    let is_start = searched.is_empty() && show == Show::Open && who == Who::All;
    let is_new = found.tickets.is_empty() && store.all_tickets(None, 1).await?.is_empty();
    let body = Page {
        frame: Frame::new(state, visit, Part::Tickets, "Tickets")
            .saying(notice(wanted).as_deref())
            .at("/"),
        now: rows::moment(now, zone),
        can_advance: state.hands.is_some(),
        chips: view::chips(store, show, who, now).await?,
        whose: whose
            .into_iter()
            .map(|(label, one)| (label, view::address(show, one), one == who))
            .collect(),
        quarantined: (quarantined > 0).then(|| view::counted(quarantined)),
        can_keep: !is_start && wanted.after.is_empty() && !tabs.iter().any(|tab| tab.is_current),
        tabs,
        searched: searched.to_owned(),
        show: show.key(),
        who: wanted.who.clone(),
        rows: found
            .tickets
            .iter()
            .map(|ticket| view::row(ticket, account, now, zone))
            .collect(),
        mails: found.mails.iter().map(MailId::to_string).collect(),
        next,
        is_cut: found.is_cut,
        is_first: wanted.after.is_empty(),
        is_new,
        steps: if is_start {
            steps::left(state, visit, account).await?
        } else {
            Vec::new()
        },
        back,
        refused,
    };
    let status = if body.refused.is_some() {
        REFUSED
    } else {
        StatusCode::OK
    };
    Ok(page(status, &body))
}

/// What was just done with several tickets.
fn notice(wanted: &Wanted) -> Option<String> {
    let done = match wanted.done.as_str() {
        "approved" => "approved",
        "held" => "held back",
        "taken" => "given to you",
        "given" => "given back",
        _ => return None,
    };
    let tickets = match wanted.count {
        0 => "No ticket was".to_owned(),
        1 => "1 ticket was".to_owned(),
        many => format!("{many} tickets were"),
    };
    let known: Vec<&str> = wanted
        .not
        .split(' ')
        .filter(|name| name.starts_with("GR-"))
        .take(20)
        .collect();
    let not = if known.is_empty() {
        String::new()
    } else {
        format!(
            " Left as they are, because something must be settled or has changed: {}.",
            known.join(", ")
        )
    };
    Some(format!("{tickets} {done}.{not}"))
}
