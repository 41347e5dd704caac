//! What changes while a page is open, as server-sent events: a newer revision of the ticket, who else is looking at it, and
//! that the queue is another one. A page that hears nothing works as well; it only learns later.
//!
//! Nothing here is kept: who is looking is known by the streams that are open. A stream ends with the session it began with.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream::unfold;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::super::router::AppState;
use super::frame::{self, Wrong};
use super::ticket::find;
use super::visit::Visit;
use crate::domain::account::Account;
use crate::domain::ids::{AccountId, TicketId};
use crate::store::{Find, Index, StoreError};

/// More open pages than this hear nothing; the rest of the connections is for requests.
const MOST_STREAMS: usize = 100;

/// A stream on which nothing moves says so before the listener gives it up.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// The front of the queue; what changes behind it is no news.
const FRONT: usize = 50;

/// Who has one ticket open, by the number of the stream.
type Seats = BTreeMap<u64, (AccountId, String)>;

/// Who is looking at what.
pub(in crate::web) struct Live {
    looking: Mutex<BTreeMap<TicketId, Seats>>,
    moved: watch::Sender<u64>,
    seats: AtomicU64,
    streams: Arc<Semaphore>,
}

impl Live {
    /// Nobody yet.
    pub(in crate::web) fn new() -> Self {
        Self {
            looking: Mutex::new(BTreeMap::new()),
            moved: watch::Sender::new(0),
            seats: AtomicU64::new(0),
            streams: Arc::new(Semaphore::new(MOST_STREAMS)),
        }
    }

    fn sit(self: &Arc<Self>, ticket: TicketId, account: &Account) -> Seat {
        let number = self.seats.fetch_add(1, Ordering::Relaxed);
        let mut looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let seats = looking.entry(ticket).or_default();
        seats.insert(number, (account.id, account.name.clone()));
        drop(looking);
        self.moved.send_modify(|count| *count += 1);
        Seat {
            live: Arc::clone(self),
            ticket,
            number,
        }
    }

    /// Who else is looking at a ticket, each once.
    fn others(&self, ticket: TicketId, own: AccountId) -> Vec<String> {
        let looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let seats = looking.get(&ticket).into_iter().flat_map(BTreeMap::values);
        let others: BTreeSet<&(AccountId, String)> = seats.filter(|(account, _)| *account != own).collect();
        others.into_iter().map(|(_, name)| name.clone()).collect()
    }
}

/// Somebody's look at a ticket. It ends with the stream.
struct Seat {
    live: Arc<Live>,
    ticket: TicketId,
    number: u64,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut looking = self.live.looking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seats) = looking.get_mut(&self.ticket) {
            seats.remove(&self.number);
            if seats.is_empty() {
                looking.remove(&self.ticket);
            }
        }
        drop(looking);
        self.live.moved.send_modify(|count| *count += 1);
    }
}

/// What a stream is about.
enum About {
    Ticket(Seat),
    Queue,
}

/// An open stream.
struct Stream {
    state: AppState,
    visit: Visit,
    live: Arc<Live>,
    about: About,
    commits: watch::Receiver<u64>,
    moved: watch::Receiver<u64>,
    said: Option<String>,
    _place: OwnedSemaphorePermit,
}

impl Stream {
    /// What is to be said next; none ends the stream.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            // Noted before looking, so that nothing that comes meanwhile is missed.
            self.commits.borrow_and_update();
            self.moved.borrow_and_update();
            let news = self.news().await.ok()??;
            if self.said.as_ref() != Some(&news) {
                self.said = Some(news.clone());
                return Some((Ok(Event::default().event("now").data(news)), self));
            }
            tokio::select! {
                changed = self.commits.changed() => changed.ok()?,
                changed = self.moved.changed() => changed.ok()?,
            }
        }
    }

    /// How things stand, if whoever listens may still know.
    async fn news(&self) -> Result<Option<String>, StoreError> {
        let Some(who) = self.state.accounts.known(&self.visit.token).await? else {
            return Ok(None);
        };
        if !who.role.sees_everything() {
            return Ok(None);
        }
        let said = match &self.about {
            About::Ticket(seat) => {
                let ticket = self.state.store.ticket(seat.ticket).await?;
                let others = self.live.others(seat.ticket, who.id);
                ticket.map(|ticket| json!({ "revision": ticket.revision, "others": others }))
            }
            About::Queue => {
                let front = self
                    .state
                    .store
                    .find(Find::first(Index::TicketByUrgency, FRONT))
                    .await?;
                let front: Vec<String> = front
                    .into_iter()
                    .map(|(moment, key)| format!("{moment} {key:?}"))
                    .collect();
                let mark = crate::domain::ids::MailId::of(front.join("\n").as_bytes());
                Some(json!({ "mark": mark.to_string() }))
            }
        };
        Ok(said.map(|said| said.to_string()))
    }
}

fn open(state: AppState, visit: Visit, live: Arc<Live>, about: impl FnOnce() -> About) -> Response {
    let Ok(place) = Arc::clone(&live.streams).try_acquire_owned() else {
        // A browser that gets this asks no more.
        return StatusCode::NO_CONTENT.into_response();
    };
    let stream = Stream {
        commits: state.store.commits(),
        moved: live.moved.subscribe(),
        about: about(),
        state,
        visit,
        live,
        said: None,
        _place: place,
    };
    let events = unfold(stream, Stream::next);
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(HEARTBEAT))
        .into_response()
}

/// `GET /tickets/{name}/live`.
pub(in crate::web) async fn ticket(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(live): Extension<Arc<Live>>,
    Path(name): Path<String>,
) -> Response {
    let Some(account) = visit.account().cloned() else {
        return frame::wrong(&state, &visit, Wrong::NothingHere);
    };
    match find(&state, &account, &name).await {
        Ok(Some(ticket)) => {
            let seats = Arc::clone(&live);
            open(state, visit, live, move || {
                About::Ticket(seats.sit(ticket.id, &account))
            })
        }
        Ok(None) => frame::wrong(&state, &visit, Wrong::NothingHere),
        Err(failure) => frame::no_store(&failure),
    }
}

/// `GET /queue/live`.
pub(in crate::web) async fn queue(
    State(state): State<AppState>,
    Extension(visit): Extension<Visit>,
    Extension(live): Extension<Arc<Live>>,
) -> Response {
    open(state, visit, live, || About::Queue)
}
