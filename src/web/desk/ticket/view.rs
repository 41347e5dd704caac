//! A ticket as its page shows it: mails at the left, people at the right, what must be settled, what happened.

use crate::domain::account::{Account, Typing};
use crate::domain::attention;
use crate::domain::event::Event;
use crate::domain::history;
use crate::domain::ids::PersonNo;
use crate::domain::lifecycle;
use crate::domain::provenance::{self, Giver, Origin, Place};
use crate::domain::ticket::{Person, PersonState, Problem, TYPED_IN, Ticket, Wish};

use super::super::super::undo::{concerned, is_undoable};
use super::super::rows;
use super::load::{Loaded, LoadedMail};
use super::marks::Marks;
use super::paper::{PaperView, paper};
use super::people::{self, OptionView, PersonView, Rows};
use super::sources::{self, SourceView};
use std::collections::BTreeMap;

/// The ticket's go-live.
pub(super) struct GoLiveView {
    pub(super) day: String,
    pub(super) is_tentative: bool,
    pub(super) source: SourceView,
    /// An earlier day that was asked for.
    pub(super) proposed: Option<String>,
}

/// What concerns the whole ticket.
pub(super) struct ProblemView {
    pub(super) words: String,
    pub(super) code: String,
    pub(super) can_settle: bool,
}

/// A line of the history.
pub(super) struct HistoryView {
    pub(super) at: String,
    pub(super) words: String,
}

/// An approval that can be taken back.
pub(super) struct UndoView {
    pub(super) seq: u64,
    pub(super) words: String,
}

/// Who is approved by one press.
pub(super) struct ApproveAllView {
    pub(super) count: usize,
    pub(super) people: String,
    pub(super) left: usize,
}

/// The whole ticket.
pub(super) struct TicketView {
    pub(super) name: String,
    pub(super) revision: u64,
    pub(super) subject: String,
    pub(super) state: &'static str,
    pub(super) tone: &'static str,
    pub(super) client: String,
    pub(super) submitter: String,
    pub(super) zone: String,
    pub(super) opened: String,
    pub(super) urgent: Option<String>,
    pub(super) go_live: GoLiveView,
    pub(super) problems: Vec<ProblemView>,
    pub(super) people: Vec<PersonView>,
    pub(super) papers: Vec<PaperView>,
    pub(super) has_more: bool,
    pub(super) history: Vec<HistoryView>,
    pub(super) assignee: Option<String>,
    pub(super) is_mine: bool,
    pub(super) is_reviewer: bool,
    pub(super) is_over: bool,
    pub(super) approve_all: Option<ApproveAllView>,
    pub(super) undo: Option<UndoView>,
    pub(super) moments: Vec<OptionView>,
    pub(super) has_levels: bool,
}

/// What a page knows beside the ticket.
pub(super) struct Beside<'b> {
    pub(super) account: &'b Account,
    /// Whether people have levels; else they have the further fields.
    pub(super) has_levels: bool,
    pub(super) typing: Option<&'b Typing>,
    pub(super) refused: Option<&'b (String, String)>,
}

/// The view of a ticket.
pub(super) fn view(loaded: &Loaded, beside: &Beside<'_>) -> TicketView {
    let ticket = &loaded.ticket;
    let is_reviewer = beside.account.role.sees_everything();
    let origins = provenance::origins(&loaded.entries);
    let mut marks = Marks::default();
    let rows = Rows {
        loaded,
        origins: &origins,
        is_reviewer,
        has_levels: beside.has_levels,
        typing: beside.typing,
        refused: beside.refused,
    };
    let mut people: Vec<PersonView> = ticket
        .people
        .iter()
        .map(|person| rows.person(person, &mut marks))
        .collect();
    let mut go_live = go_live(loaded, &origins, &mut marks);
    let zone = &ticket.terms.zone;
    let mut papers: Vec<PaperView> = (0..)
        .zip(&loaded.mails)
        .map(|(number, mail)| paper(mail, number, zone, is_reviewer, &mut marks))
        .collect();
    let sources = people.iter_mut().flat_map(PersonView::sources);
    sources.chain([&mut go_live.source]).for_each(|source| {
        if !marks.is_placed(&source.anchor) {
            source.anchor.clear();
        }
    });
    let can_decide = is_reviewer && ticket.rejected.is_none();
    lead_to_entry(&mut papers, ticket, can_decide);
    TicketView {
        name: ticket.id.to_string(),
        revision: ticket.revision,
        subject: ticket.subject.clone(),
        state: ticket.state().words(),
        tone: rows::tone_of(ticket.state()),
        client: client(ticket),
        submitter: ticket.submitter.to_string(),
        zone: zone.replace('_', " "),
        opened: rows::brief(ticket.opened_at, zone),
        urgent: attention::first(ticket)
            .filter(|_| is_reviewer)
            .map(|one| one.need.words().to_owned()),
        go_live,
        problems: problems(ticket, can_decide),
        approve_all: approve_all(ticket).filter(|_| can_decide),
        undo: undo(loaded).filter(|_| can_decide),
        people,
        papers,
        has_more: loaded.has_more,
        history: story(loaded),
        assignee: ticket.assignee.as_ref().map(|to| to.name.clone()),
        is_mine: ticket
            .assignee
            .as_ref()
            .is_some_and(|to| to.account == beside.account.id),
        is_reviewer,
        is_over: ticket.rejected.is_some(),
        moments: people::moments(ticket, ""),
        has_levels: beside.has_levels,
    }
}

/// What must be settled about the whole ticket.
fn problems(ticket: &Ticket, can_decide: bool) -> Vec<ProblemView> {
    let settleable = lifecycle::can_be_settled(ticket);
    let view = |problem: &Problem| ProblemView {
        words: problem.message.clone(),
        code: problem.code.clone(),
        can_settle: can_decide && settleable.contains(&problem.code.as_str()),
    };
    ticket.problems.iter().map(view).collect()
}

/// Files that have to be typed in lead to the page for that.
fn lead_to_entry(papers: &mut [PaperView], ticket: &Ticket, can_decide: bool) {
    for (number, paper) in papers.iter_mut().enumerate() {
        let leads = can_decide && !paper.files.is_empty();
        paper.entry = leads.then(|| format!("/tickets/{}/entry?mail={number}", ticket.id));
    }
}

/// What a client is called.
pub(in super::super) fn client(ticket: &Ticket) -> String {
    ticket
        .client
        .name
        .clone()
        .unwrap_or_else(|| ticket.client.key.to_string())
}

impl PersonView {
    fn sources(&mut self) -> impl Iterator<Item = &mut SourceView> {
        let own = [
            &mut self.name,
            &mut self.email,
            &mut self.level,
            &mut self.roles,
            &mut self.activation,
        ];
        let further = self.further.iter_mut().map(|further| &mut further.field);
        own.into_iter().chain(further).map(|field| &mut field.source)
    }
}

fn go_live(loaded: &Loaded, origins: &BTreeMap<Place, Origin>, marks: &mut Marks) -> GoLiveView {
    let ticket = &loaded.ticket;
    let origin = origins
        .get(&(None, "go_live".to_owned()))
        .filter(|_| ticket.go_live.is_some());
    let source = origin.map(|origin| match &origin.giver {
        Giver::Person(who) => SourceView {
            words: format!("{who}, {}", rows::short(origin.at, &ticket.terms.zone)),
            anchor: String::new(),
        },
        Giver::Mail(mail) => {
            let found = loaded.mails.iter().position(|known| known.id == *mail);
            let read = found.and_then(|at| Some((at, stated(&loaded.mails[at])?)));
            read.map_or_else(
                || SourceView {
                    words: "the mail".into(),
                    anchor: String::new(),
                },
                |(at, evidence)| SourceView {
                    words: sources::said(&evidence.text),
                    anchor: marks.add(at, evidence, "go-live"),
                },
            )
        }
    });
    GoLiveView {
        day: ticket
            .go_live
            .map(|go_live| rows::day(go_live.date))
            .unwrap_or_default(),
        is_tentative: ticket
            .go_live
            .is_some_and(|go_live| go_live.tentative && !go_live.confirmed),
        source: source.unwrap_or_default(),
        proposed: ticket.proposed_go_live.map(|to| to.date.to_string()),
    }
}

fn stated(mail: &LoadedMail) -> Option<&greenroom_parsers::Evidence> {
    let evidence = &mail.extraction.as_ref()?.go_live.as_ref()?.evidence;
    sources::stands(mail, evidence).then_some(evidence)
}

/// What happened, the newest first.
fn story(loaded: &Loaded) -> Vec<HistoryView> {
    let ticket = &loaded.ticket;
    let newest = loaded.entries.iter().rev();
    newest
        .map(|entry| HistoryView {
            at: rows::short(entry.at, &ticket.terms.zone),
            words: history::words(&entry.event, ticket),
        })
        .collect()
}

/// What happened after a revision, in words, the oldest first.
pub(super) fn since(loaded: &Loaded, revision: u64) -> Vec<String> {
    let later = loaded.entries.iter().filter(|entry| entry.seq > revision);
    later
        .map(|entry| history::words(&entry.event, &loaded.ticket))
        .collect()
}

/// Open people whom nothing keeps from being approved as they were asked for.
pub(in super::super) fn approvable(ticket: &Ticket) -> Vec<&Person> {
    let open = ticket.people.iter().filter(|person| person.state == PersonState::Open);
    // Whoever was typed in is kept from rules alone.
    let is_settled = |person: &&Person| person.problems.iter().all(|problem| problem.code == TYPED_IN);
    open.filter(is_settled)
        .filter(|person| person.plan.is_some() && person.details.email.is_some())
        .collect()
}

fn approve_all(ticket: &Ticket) -> Option<ApproveAllView> {
    let people = approvable(ticket);
    let open = ticket.people.iter().filter(|person| person.state == PersonState::Open);
    let left = open.count() - people.len();
    let names: Vec<String> = people.iter().map(|person| person.details.called(person.no)).collect();
    (!people.is_empty() && ticket.people.len() > 1).then(|| ApproveAllView {
        count: people.len(),
        people: names.join(", "),
        left,
    })
}

/// Whether somebody's link leaves as soon as they are approved.
pub(super) fn leaves_at_once(person: &Person) -> bool {
    person.wish == Wish::Now || person.has_problem("activation_burst")
}

/// The last approval or decision of a person whose links have all not gone out.
fn undo(loaded: &Loaded) -> Option<UndoView> {
    let entry = loaded.entries.iter().rev().find(|entry| {
        matches!(
            entry.event,
            Event::Approved { .. } | Event::Decided { .. } | Event::ApprovalTakenBack { .. }
        )
    })?;
    let people = concerned(&entry.event);
    let can = |no: &PersonNo| {
        loaded
            .ticket
            .person(*no)
            .is_some_and(|person| is_undoable(person, entry.at))
    };
    (!people.is_empty() && people.iter().all(can)).then(|| UndoView {
        seq: entry.seq,
        words: history::words(&entry.event, &loaded.ticket),
    })
}
