//! What a table of go-lives would change, line by line, before anything is written; and then the change, on exactly that.
//!
//! A line moves the unfinished tickets of a client that wait for the same day, as a move on one of them does. All lines are
//! written in one commit or none is.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::super::super::door::Refusal;
use super::super::super::router::AppState;
use super::super::rows;
use super::facts::{client, range};
use super::sheet::{Line, Which};
use crate::domain::event::{Actor, Event};
use crate::domain::ids::{ClientKey, TicketId};
use crate::domain::lifecycle;
use crate::domain::matching::weak_name;
use crate::domain::ticket::{GoLive, PersonState, Ticket};
use crate::store::commit::Commit;
use crate::store::index::lists::{EVERYTHING, Facts, client_part};
use crate::store::{Find, Index, Key, Store, StoreError};

/// One table moves no more tickets.
const MOST_TICKETS: usize = 2000;

/// Of a name that several clients share so many tickets are looked at.
const MOST_NAMED: usize = 100;

/// A line, as it would turn out.
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) client: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) note: String,
    pub(super) tone: &'static str,
}

/// A whole table.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) rows: Vec<Row>,
    pub(super) wrong: usize,
    moves: Vec<(TicketId, u64, Date)>,
}

impl Plan {
    /// How many tickets move.
    pub(super) fn tickets(&self) -> usize {
        self.moves.len()
    }

    /// Stands for everything that was looked at.
    pub(super) fn seal(&self) -> String {
        let mut hash = Sha256::new();
        for (id, revision, date) in &self.moves {
            hash.update(format!("{id}:{revision}:{date}\n"));
        }
        HEXLOWER.encode(&hash.finalize())
    }
}

/// The unfinished tickets of a client by their go-live.
type Waves = BTreeMap<Option<Date>, Vec<TicketId>>;

struct Planner<'p> {
    store: &'p dyn Store,
    by: Actor,
    now: Timestamp,
    plan: Plan,
    known: BTreeMap<String, Result<String, String>>,
    used: BTreeMap<(String, Option<Date>), u64>,
}

/// What the lines of a table would change.
///
/// # Errors
/// What the store says.
pub(super) async fn plan(state: &AppState, name: &str, lines: &[Line]) -> Result<Plan, StoreError> {
    let mut planner = Planner {
        store: state.store.as_ref(),
        by: Actor::Reviewer { name: name.to_owned() },
        now: state.clock.now(),
        plan: Plan::default(),
        known: BTreeMap::new(),
        used: BTreeMap::new(),
    };
    for line in lines {
        let (client, told) = planner.line(line).await?;
        let (before, after, note, tone) = told.unwrap_or_else(|wrong| {
            planner.plan.wrong += 1;
            (String::new(), String::new(), wrong, "careful")
        });
        planner.plan.rows.push(Row {
            line: line.number,
            client,
            before,
            after,
            note,
            tone,
        });
    }
    Ok(planner.plan)
}

/// Before, after, what follows, and how that looks; or what is wrong.
type Told = Result<(String, String, String, &'static str), String>;

impl Planner<'_> {
    async fn line(&mut self, line: &Line) -> Result<(String, Told), StoreError> {
        let shown = line.client.clone();
        let (which, new) = match &line.asks {
            Ok(asks) => *asks,
            Err(wrong) => return Ok((shown, Err(wrong.clone()))),
        };
        let part = match self.client(&line.client).await? {
            Ok(part) => part,
            Err(wrong) => return Ok((shown, Err(wrong))),
        };
        let waves = self.waves(&part).await?;
        let day = match chosen(&waves, which) {
            Ok(day) => day,
            Err(wrong) => return Ok((shown, Err(wrong))),
        };
        if let Some(first) = self.used.insert((part, day), line.number) {
            let words = format!("Line {first} is about the same go-live of the same client.");
            return Ok((shown, Err(words)));
        }
        let before = told(day);
        let Some(new) = new.filter(|new| day != Some(*new)) else {
            return Ok((shown, Ok((before.clone(), before, "Stays as it is.".into(), "over"))));
        };
        let ids = waves.get(&day).cloned().unwrap_or_default();
        if self.plan.moves.len() + ids.len() > MOST_TICKETS {
            let words = format!("With this line more than {MOST_TICKETS} tickets would move; cut the table in parts.");
            return Ok((shown, Err(words)));
        }
        let (note, tone) = self.moved(&ids, new).await?;
        Ok((shown, Ok((before, rows::day(new), note, tone))))
    }

    /// Which client a text means, as the index names it.
    async fn client(&mut self, text: &str) -> Result<Result<String, String>, StoreError> {
        if let Some(known) = self.known.get(text) {
            return Ok(known.clone());
        }
        let found = self.looked_up(text).await?;
        self.known.insert(text.to_owned(), found.clone());
        Ok(found)
    }

    async fn looked_up(&self, text: &str) -> Result<Result<String, String>, StoreError> {
        let by_key = client_part(&ClientKey(text.to_lowercase()));
        if by_key == ClientKey::unknown().0 {
            let words = "Tickets whose client is not known have nothing in common; move each on its own page.";
            return Ok(Err(words.into()));
        }
        if client(self.store, EVERYTHING, &by_key).await?.is_some() {
            return Ok(Ok(by_key));
        }
        let unknown = || Err("No ticket is of a client with this name or domain.".to_owned());
        let Some(name) = weak_name(text) else {
            return Ok(unknown());
        };
        let find = Find::is(Index::TicketByClientName, name, MOST_NAMED);
        let tickets = self.store.tickets(find).await?;
        let keys: BTreeSet<String> = tickets.iter().map(|ticket| client_part(&ticket.client.key)).collect();
        let shown: Vec<&str> = keys.iter().take(5).map(String::as_str).collect();
        Ok(match shown.as_slice() {
            [] => unknown(),
            [one] => Ok((*one).to_owned()),
            several => Err(format!(
                "Several clients are called so: {}. Write the domain.",
                several.join(", ")
            )),
        })
    }

    async fn waves(&self, part: &str) -> Result<Waves, StoreError> {
        let find = Find {
            index: Index::ClientFacts,
            range: range(EVERYTHING, part),
            after: None,
            limit: usize::MAX,
        };
        let mut waves = Waves::new();
        for (value, key) in self.store.find(find).await? {
            if let (Some((_, facts)), Key::Ticket(id)) = (Facts::parse(&value), key)
                && facts.is_unfinished()
            {
                waves.entry(facts.go_live).or_default().push(id);
            }
        }
        Ok(waves)
    }

    /// Notes the moves, and says what they do to people.
    async fn moved(&mut self, ids: &[TicketId], new: Date) -> Result<(String, &'static str), StoreError> {
        let event = event(&self.by, new);
        let (mut moving, mut reopened, mut gone) = (0, 0, 0);
        for id in ids {
            let Some(ticket) = self.store.ticket(*id).await? else {
                continue;
            };
            let Ok((after, _)) = lifecycle::apply(&ticket, &event, self.now) else {
                continue;
            };
            let (here, waiting, out) = counted(&ticket, &after);
            (moving, reopened, gone) = (moving + here, reopened + waiting, gone + out);
            self.plan.moves.push((*id, ticket.revision, new));
        }
        let tickets = match ids.len() {
            1 => "1 ticket moves".to_owned(),
            many => format!("{many} tickets move"),
        };
        let mut note = format!("{tickets}; {moving} of the people get another day");
        if reopened > 0 {
            note += &format!(", {reopened} wait for a person by it");
        }
        if gone > 0 {
            note += &format!(", {gone} have had their link already");
        }
        let tone = if reopened + gone > 0 { "attention" } else { "going" };
        Ok((note + ".", tone))
    }
}

fn event(by: &Actor, date: Date) -> Event {
    Event::GoLiveMoved {
        by: by.clone(),
        go_live: GoLive {
            date,
            tentative: false,
            confirmed: true,
        },
    }
}

fn told(day: Option<Date>) -> String {
    day.map_or_else(|| "not known".to_owned(), rows::day)
}

/// The go-live that a line is about.
fn chosen(waves: &Waves, which: Which) -> Result<Option<Date>, String> {
    let days: Vec<String> = waves
        .keys()
        .map(|day| day.map_or_else(|| "not known".to_owned(), |day| day.to_string()))
        .collect();
    if waves.is_empty() {
        return Err("Nobody of this client is waiting any more.".into());
    }
    match which {
        Which::On(day) if waves.contains_key(&day) => Ok(day),
        Which::On(_) => Err(format!(
            "Nobody waits for that go-live; here it is {}.",
            days.join(", ")
        )),
        Which::Only => match (waves.len(), waves.keys().next()) {
            (1, Some(day)) => Ok(*day),
            _ => Err(format!(
                "This client has several go-lives ({}). Name the one you mean in \"go_live\" and the new day in \"new_go_live\".",
                days.join(", ")
            )),
        },
    }
}

/// How many people get another day, wait for a person now, and have had their link already.
fn counted(before: &Ticket, after: &Ticket) -> (usize, usize, usize) {
    let (mut moving, mut reopened, mut gone) = (0, 0, 0);
    for (was, is) in before.people.iter().zip(&after.people) {
        let day = |person: &crate::domain::ticket::Person| person.plan.as_ref().and_then(|plan| plan.day);
        if matches!(
            was.state,
            PersonState::Sent { .. } | PersonState::Expired { .. } | PersonState::Active { .. }
        ) {
            gone += 1;
        } else if was.state != PersonState::Open && is.state == PersonState::Open {
            reopened += 1;
        } else if day(was) != day(is) {
            moving += 1;
        }
    }
    (moving, reopened, gone)
}

/// Moves everything that a plan moves, in one commit.
///
/// # Errors
/// [`Refusal`]; then nothing was moved.
pub(super) async fn carry_out(state: &AppState, name: &str, plan: &Plan) -> Result<usize, Refusal> {
    let mut commit = Commit::new(&state.store, state.clock.now());
    let by = Actor::Reviewer { name: name.to_owned() };
    for (id, given, date) in &plan.moves {
        let now = commit.ticket(*id).await?.revision;
        if now != *given {
            let given = *given;
            return Err(Refusal::Stale { given, now });
        }
        commit.happen(*id, event(&by, *date)).await?;
    }
    commit.commit().await?;
    Ok(plan.moves.len())
}
