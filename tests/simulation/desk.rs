//! The people of Customer Solutions, who decide over the API, and those who press the button of their link.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use greenroom::app::App;
use greenroom::domain::lifecycle::can_be_settled;
use greenroom::domain::ticket::{self, Person, PersonState, Ticket, TicketState};
use greenroom::store::{Find, Index, Store};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::chance::Chance;
use crate::guard::Wish;
use crate::letters::corrected_address;
use crate::script::Do;
use crate::stage::{Deed, Doubt, Shared};

/// The daemon's doors, as one life of the process opens them.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    pub(crate) api: Router,
    pub(crate) link: Router,
    pub(crate) token: String,
    pub(crate) store: Arc<dyn Store>,
}

impl Desk {
    async fn ask(router: &Router, request: Request<Body>) -> StatusCode {
        let status = router.clone().oneshot(request).await.unwrap().status();
        // The store never fails here, so this one took longer than the desk allows; nobody knows what it has done.
        assert_ne!(
            status,
            StatusCode::SERVICE_UNAVAILABLE,
            "the machine stood still: play the seed again"
        );
        status
    }

    async fn order(&self, ticket: &Ticket, verb: &str, body: &Value) -> StatusCode {
        let request = Request::post(format!("/api/v1/tickets/{}/{verb}", ticket.id))
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        Self::ask(&self.api, request).await
    }

    /// The ticket of a submission.
    pub(crate) async fn ticket_of(&self, shared: &Shared, of: u32) -> Option<Ticket> {
        let known = shared.lock().tickets.get(&of).copied();
        if let Some(id) = known {
            return self.store.ticket(id).await.unwrap();
        }
        let tickets = self.store.all_tickets(None, usize::MAX).await.unwrap();
        let mut stage = shared.lock();
        let family = |ticket: &Ticket| {
            ticket
                .mails
                .first()
                .and_then(|mail| stage.model.family.get(mail))
                .copied()
        };
        let found = tickets.into_iter().find(|ticket| family(ticket) == Some(of))?;
        stage.tickets.insert(of, found.id);
        Some(found)
    }

    /// A reviewer does one thing. Says whether it was allowed.
    pub(crate) async fn review(&self, shared: &Shared, of: u32, place: u32, what: Do) -> bool {
        let Some(ticket) = self.ticket_of(shared, of).await else {
            return false;
        };
        let Some(person) = ticket.people.iter().find(|person| person.no.0 == place) else {
            return false;
        };
        let Some((verb, body)) = order(&ticket, person, what) else {
            return false;
        };
        let shown = (wish_of(person), ticket.go_live.map(|go_live| go_live.date));
        let at = shared.lock().shown();
        let deed = Deed::Review {
            of,
            place,
            what,
            shown,
            at,
        };
        shared.lock().doubt = Some(Doubt {
            ticket: ticket.id,
            revision: ticket.revision,
            deed: deed.clone(),
        });
        let status = self.order(&ticket, verb, &body).await;
        let mut stage = shared.lock();
        stage.doubt = None;
        stage.note(format!(
            "a reviewer: {what:?} for {of}/{place} on {}: {status}",
            ticket.id
        ));
        if status == StatusCode::OK {
            stage.counts.decisions += 1;
            stage.done(&deed);
        }
        status == StatusCode::OK
    }

    /// A reviewer goes through everything that waits.
    pub(crate) async fn go_through(&self, shared: &Shared, mood: u64) {
        let mut chance = Chance(mood);
        let waiting = Find::is(Index::TicketByState, TicketState::NeedsReview.words(), usize::MAX);
        for ticket in &self.store.tickets(waiting).await.unwrap() {
            let of = ticket
                .mails
                .first()
                .and_then(|mail| shared.lock().model.family.get(mail).copied());
            let Some(of) = of else {
                // A mail that nobody could place; it was read, and that is all.
                let reason = json!({ "reason": "read" });
                if ticket.people.is_empty() {
                    self.order(ticket, "reject", &reason).await;
                }
                continue;
            };
            if chance.percent(85) {
                self.review(shared, of, 1, Do::Settle).await;
            }
            for person in &ticket.people {
                self.look_at(shared, &mut chance, of, person).await;
            }
        }
    }

    async fn look_at(&self, shared: &Shared, chance: &mut Chance, of: u32, person: &Person) {
        let today = shared.lock().shown().to_zoned(jiff::tz::TimeZone::UTC).date();
        let soon = today + chance.between(2, 40).days();
        let mood = chance.below(100);
        let what = match &person.state {
            PersonState::Open => match mood {
                0..55 => Do::Approve,
                55..65 => Do::Now,
                65..77 => Do::On(soon),
                77..83 => Do::BeforeGoLive,
                83..88 => Do::GoLive(soon + 9.days()),
                88..91 => Do::Stop,
                91..94 => Do::Cancel,
                _ => return,
            },
            PersonState::Undeliverable { .. } => match mood {
                0..30 => Do::NewLink,
                30..55 => Do::Correct,
                55..70 => Do::Cancel,
                _ => return,
            },
            PersonState::Expired { .. } if mood < 20 => Do::NewLink,
            PersonState::Held
            | PersonState::Queued
            | PersonState::Sent { .. }
            | PersonState::Active { .. }
            | PersonState::Expired { .. }
            | PersonState::Cancelled { .. } => return,
        };
        let allowed = self.review(shared, of, person.no.0, what).await;
        if !allowed && what == Do::Approve && chance.percent(60) {
            self.review(shared, of, person.no.0, Do::On(soon)).await;
        }
    }

    /// Somebody presses the button of their latest link, or of the one before.
    pub(crate) async fn press(&self, shared: &Shared, of: u32, place: u32, older: bool) {
        let Some(ticket) = self.ticket_of(shared, of).await else {
            return;
        };
        if older {
            self.press_lost(shared, of, place).await;
        }
        let (token, is_latest) = {
            let stage = shared.lock();
            let theirs = stage
                .delivered
                .iter()
                .filter(|mail| mail.of == of && mail.place == place);
            let mut tokens: Vec<String> = theirs.map(|mail| mail.token.clone()).collect();
            tokens.dedup();
            let back = if older { 2 } else { 1 };
            let Some(at) = tokens.len().checked_sub(back) else {
                return;
            };
            (tokens[at].clone(), at + 1 == tokens.len())
        };
        let deed = Deed::Press { of, place };
        shared.lock().doubt = Some(Doubt {
            ticket: ticket.id,
            revision: ticket.revision,
            deed: deed.clone(),
        });
        let request = Request::post(format!("/a/{token}")).body(Body::empty()).unwrap();
        let status = Self::ask(&self.link, request).await;
        let mut stage = shared.lock();
        stage.doubt = None;
        stage.note(format!("{of}/{place} presses the button: {status}"));
        let person = ticket.people.iter().find(|person| person.no.0 == place);
        let now = stage.shown();
        let lives =
            person.is_some_and(|person| matches!(person.state, PersonState::Sent { expires, .. } if now < expires));
        if status == StatusCode::SEE_OTHER {
            if !is_latest {
                stage.model.broken(format!("an old link of {of}/{place} still works"));
            }
            stage.done(&deed);
        } else if lives && is_latest {
            stage
                .model
                .broken(format!("the link of {of}/{place} should work, and does not: {status}"));
        }
    }
}

impl Desk {
    /// Somebody presses the button of a link that the store has lost. It must not do anything.
    async fn press_lost(&self, shared: &Shared, of: u32, place: u32) {
        let lost = {
            let stage = shared.lock();
            let mut theirs = stage.lost.iter().filter(|mail| mail.of == of && mail.place == place);
            theirs.next_back().map(|mail| mail.token.clone())
        };
        let Some(token) = lost else { return };
        let request = Request::post(format!("/a/{token}")).body(Body::empty()).unwrap();
        let status = Self::ask(&self.link, request).await;
        let mut stage = shared.lock();
        stage.note(format!("{of}/{place} presses the button of a lost link: {status}"));
        if status == StatusCode::SEE_OTHER {
            stage
                .model
                .broken(format!("a link of {of}/{place} that was lost with the store works"));
        }
    }
}

impl crate::stage::Stage {
    /// Takes into account what somebody did.
    pub(crate) fn done(&mut self, deed: &Deed) {
        match *deed {
            Deed::Review {
                of,
                place,
                what,
                shown,
                at,
            } => self.model.reviewed(of, place, what, shown, at),
            Deed::Press { of, place } => self.model.used(of, place),
        }
    }
}

fn wish_of(person: &Person) -> Wish {
    match (person.wish, person.hold_until) {
        (ticket::Wish::Hold, Some(day)) => Wish::Until(day),
        (ticket::Wish::Hold, None) => Wish::GoLive,
        (ticket::Wish::Now, _) => Wish::Now,
        (ticket::Wish::Unstated, _) => Wish::Unsaid,
    }
}

/// The words of an order to the API, if there is anything to order.
fn order(ticket: &Ticket, person: &Person, what: Do) -> Option<(&'static str, Value)> {
    let (revision, no) = (ticket.revision, person.no.0);
    let decide = |decision: &str, date: Option<Date>| {
        let mut body = json!({ "person": no, "decision": decision, "revision": revision });
        if let Some(date) = date {
            body["date"] = json!(date);
        }
        Some(("decide", body))
    };
    match what {
        Do::Approve => Some(("approve", json!({ "people": [no], "revision": revision }))),
        Do::Now => decide("now", None),
        Do::On(day) => decide("on", Some(day)),
        Do::BeforeGoLive => decide("before_go_live", None),
        Do::Stop => decide("stop", None),
        Do::Cancel => {
            let body = json!({ "person": no, "reason": "not wanted any more", "revision": revision });
            Some(("cancel", body))
        }
        Do::NewLink => Some(("new-link", json!({ "person": no, "revision": revision }))),
        Do::Correct => {
            let email = corrected_address(person.details.email.as_deref()?);
            let body = json!({ "person": no, "details": { "email": email, "level": 2 }, "revision": revision });
            Some(("correct", body))
        }
        Do::GoLive(date) => Some(("go-live", json!({ "date": date, "revision": revision }))),
        Do::Settle => {
            let codes = can_be_settled(ticket);
            let body = json!({ "codes": codes, "revision": revision });
            (!codes.is_empty()).then_some(("settle", body))
        }
        Do::Reject => Some(("reject", json!({ "reason": "a mistake", "revision": revision }))),
    }
}
