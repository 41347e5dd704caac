//! What happened to a ticket, in words: one sentence for each event, with who and whom.

use super::event::{Actor, Decision, Event};
use super::further;
use super::ids::{MailId, PersonNo};
use super::ticket::{Person, Problem, Ticket, Wish};
use super::wording::counted;

/// An event as a person reads it in the history of `ticket`.
pub fn words(event: &Event, ticket: &Ticket) -> String {
    let called = |no: &PersonNo| {
        ticket
            .person(*no)
            .map_or_else(|| format!("person {no}"), |p| p.details.called(*no))
    };
    let all = |people: &[PersonNo]| people.iter().map(called).collect::<Vec<_>>().join(", ");
    match event {
        Event::Opened { submission } => {
            let people = counted(submission.people.len(), "person", "people");
            format!("opened by a mail from {} with {people}", submission.submitter)
        }
        Event::MailAmended {
            author,
            changes,
            removed,
            problems,
            ..
        } => {
            let counts = (changes.len(), removed.len(), problems.len());
            amended(&author.to_string(), counts)
        }
        Event::GoLiveMoved { by, go_live } => format!("{}: go-live is {}", by.words(), go_live.date),
        Event::Approved { people, approval } => format!("{} approved {}", approval.approver(), all(people)),
        Event::Decided {
            person,
            decision,
            approval,
        } => {
            let who = called(person);
            format!("{} decided for {who}: {}", approval.approver(), decided(*decision))
        }
        Event::ApprovalTakenBack { .. }
        | Event::SetUpMarked { .. }
        | Event::Assigned { .. }
        | Event::Noted { .. }
        | Event::Answered { .. } => at_the_desk(event, &called),
        Event::Corrected { person, by, .. } => format!("{} corrected {}", by.words(), called(person)),
        Event::PersonAdded { request, by } => format!("{} added {}", by.words(), request.details.called(PersonNo(0))),
        Event::ProblemsSettled { codes, by } => format!("{} settled {}", by.words(), codes.join(", ")),
        Event::DueTimeReached { person, .. } => format!("the due time of {} came; the link is queued", called(person)),
        Event::BurstStopped { person, limit } => burst(&called(person), *limit),
        Event::LinkSent { person, number, .. } => format!("link {number} was sent to {}", called(person)),
        Event::DeliveryFailed {
            person,
            number,
            reason,
            mail,
        } => {
            format!(
                "link {number} {} {}: {reason}",
                undelivered(mail.as_ref()),
                called(person)
            )
        }
        Event::SeenElsewhere { person, problem } => {
            format!("{} is seen elsewhere: {}", called(person), problem.message)
        }
        Event::LinkUsed { person, number } => format!("{} used link {number}", called(person)),
        Event::LinkExpired { person, number } => format!("link {number} of {} ran out", called(person)),
        Event::NewLinkRequested { person, by, .. } => {
            format!("{} asked for a new link for {}", by.words(), called(person))
        }
        Event::Cancelled { person, by, reason } => format!("{} took {} out: {reason}", by.words(), called(person)),
        Event::Rejected { by, reason } => format!("{} rejected the ticket: {reason}", by.words()),
        Event::Erased { people, whole, by } => format!("{} erased {}", by.words(), erased(people, *whole)),
        Event::Restored { backup_at } => {
            format!("brought back from the backup of {backup_at:.0}; what happened between that and now is not known")
        }
        Event::TermsChanged { terms } => format!("the calendar changed: {} at {}", terms.zone, terms.send_at),
    }
}

fn amended(author: &str, (changes, removed, doubts): (usize, usize, usize)) -> String {
    let said = [
        (changes, format!("{changes} changed or added")),
        (removed, format!("{removed} to take out")),
        (doubts, counted(doubts, "question", "questions")),
    ];
    let said: Vec<String> = said
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words)
        .collect();
    let said = if said.is_empty() {
        "nothing is changed".to_owned()
    } else {
        said.join(", ")
    };
    format!("a mail from {author}: {said}")
}

fn burst(called: &str, limit: u32) -> String {
    format!("the link of {called} waits: more than {limit} were due within an hour")
}

/// The same for what only happens at the desk.
fn at_the_desk(event: &Event, called: &dyn Fn(&PersonNo) -> String) -> String {
    if let Event::ApprovalTakenBack { people, by } = event {
        let people: Vec<String> = people.iter().map(|before| called(&before.person)).collect();
        return format!("{} took the approval of {} back", by.words(), people.join(", "));
    }
    if let Event::SetUpMarked { person, done, by } = event {
        let done = if *done { "is set up" } else { "is not set up after all" };
        return format!("{}: {} {done}", by.words(), called(person));
    }
    if let Event::Assigned { to, by } = event {
        let whom = to.as_ref().map_or("nobody in particular", |to| to.name.as_str());
        return format!("{} gave the ticket to {whom}", by.words());
    }
    if let Event::Noted { note, by, .. } = event {
        return format!("{} wrote to the account manager {}", by.words(), note.about.words());
    }
    if let Event::Answered { author, changes } = event {
        let about: Vec<String> = changes
            .iter()
            .filter_map(|change| change.person.as_ref())
            .map(called)
            .collect();
        return format!("{author} answered at the desk about {}", about.join(", "));
    }
    String::new()
}

/// A mail that came back says so; else our own server would not take it.
fn undelivered(returned: Option<&MailId>) -> &'static str {
    match returned {
        Some(_) => "came back from",
        None => "could not be delivered to",
    }
}

/// Their names are gone, so numbers must do.
fn erased(people: &[PersonNo], whole: bool) -> String {
    let numbers: Vec<String> = people.iter().map(PersonNo::to_string).collect();
    match (whole, numbers.as_slice()) {
        (true, _) => "everybody on the ticket".into(),
        (false, []) => "somebody who was named".into(),
        (false, numbers) => format!("person {}", numbers.join(", ")),
    }
}

fn decided(decision: Decision) -> String {
    match decision {
        Decision::Now => "send the link now".into(),
        Decision::On { date } => format!("send the link on {date}"),
        Decision::BeforeGoLive => "send the link before go-live".into(),
        Decision::Stop => "hold until somebody decides otherwise".into(),
    }
}

/// Who made an event happen, as lists of everything name them; the program itself where nobody did.
pub fn who(event: &Event) -> Option<String> {
    match event {
        Event::Opened { submission } => submission.submitter.email.clone(),
        Event::MailAmended { author, .. } | Event::Answered { author, .. } => author.email.clone(),
        Event::Approved { approval, .. } | Event::Decided { approval, .. } => Some(approval.approver().to_string()),
        Event::GoLiveMoved { by, .. }
        | Event::ApprovalTakenBack { by, .. }
        | Event::SetUpMarked { by, .. }
        | Event::Assigned { by, .. }
        | Event::Noted { by, .. }
        | Event::Corrected { by, .. }
        | Event::PersonAdded { by, .. }
        | Event::ProblemsSettled { by, .. }
        | Event::NewLinkRequested { by, .. }
        | Event::Cancelled { by, .. }
        | Event::Rejected { by, .. }
        | Event::Erased { by, .. } => match by {
            Actor::Mail { author, .. } | Actor::Submitter { author } => author.email.clone(),
            Actor::Reviewer { name } => Some(name.clone()),
            Actor::Clock => Some(PROGRAM.into()),
            Actor::Person => Some(PERSON.into()),
        },
        Event::LinkUsed { .. } => Some(PERSON.into()),
        Event::DueTimeReached { .. }
        | Event::BurstStopped { .. }
        | Event::LinkSent { .. }
        | Event::DeliveryFailed { .. }
        | Event::SeenElsewhere { .. }
        | Event::LinkExpired { .. }
        | Event::TermsChanged { .. }
        | Event::Restored { .. } => Some(PROGRAM.into()),
    }
}

/// Whom lists name where nobody decided.
pub const PROGRAM: &str = "Greenroom";

/// Whom lists name for what somebody did by their link.
pub const PERSON: &str = "the person";

/// Something that is another after an event than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Whose it is; none for the ticket's own.
    pub person: Option<PersonNo>,
    /// What it is, in words.
    pub what: &'static str,
    /// How it was; empty where nothing was.
    pub old: String,
    /// How it is; empty where nothing is left.
    pub new: String,
}

/// What is another on `after` than on `before`, in the order in which people read a ticket.
pub fn differences(before: Option<&Ticket>, after: &Ticket) -> Vec<Difference> {
    let mut found = Vec::new();
    let was = before.map(of_ticket).unwrap_or_default();
    differ(None, &was, &of_ticket(after), &mut found);
    for person in &after.people {
        let was = before.and_then(|before| before.person(person.no));
        let was = was.map(of_person).unwrap_or_default();
        differ(Some(person.no), &was, &of_person(person), &mut found);
    }
    found
}

type Values = Vec<(&'static str, String)>;

fn differ(person: Option<PersonNo>, was: &Values, is: &Values, found: &mut Vec<Difference>) {
    for (number, (what, new)) in is.iter().enumerate() {
        let old = was.get(number).map(|(_, old)| old.clone()).unwrap_or_default();
        if old != *new {
            let (what, new) = (*what, new.clone());
            found.push(Difference { person, what, old, new });
        }
    }
}

fn of_ticket(ticket: &Ticket) -> Values {
    let day = |day: Option<super::ticket::GoLive>| day.map(|day| day.date.to_string()).unwrap_or_default();
    let assignee = ticket.assignee.as_ref().map(|to| to.name.clone());
    vec![
        ("state", ticket.state().words().to_owned()),
        (
            "client",
            ticket
                .client
                .name
                .clone()
                .unwrap_or_else(|| ticket.client.key.to_string()),
        ),
        ("go-live", day(ticket.go_live)),
        ("earlier go-live asked for", day(ticket.proposed_go_live)),
        ("time zone", ticket.terms.zone.clone()),
        ("assigned to", assignee.unwrap_or_default()),
        ("to settle", codes(&ticket.problems)),
    ]
}

fn of_person(person: &Person) -> Values {
    let details = &person.details;
    let said = details.fields.iter().filter(|(_, value)| !value.is_null());
    let fields = said.map(|(name, value)| format!("{}: {}", further::label(name), further::shown(value)));
    let wish = match person.wish {
        Wish::Now => "activate now",
        Wish::Hold => "hold",
        Wish::Unstated => "",
    };
    let day = person.plan.as_ref().and_then(|plan| plan.day);
    vec![
        ("name", details.name.clone().unwrap_or_default()),
        ("address", details.email.clone().unwrap_or_default()),
        (
            "level",
            details.level.map(|level| level.to_string()).unwrap_or_default(),
        ),
        ("roles", details.roles.join(", ")),
        ("further fields", fields.collect::<Vec<_>>().join(", ")),
        ("wish", wish.to_owned()),
        ("state", person.state.word().to_owned()),
        ("day of the link", day.map(|day| day.to_string()).unwrap_or_default()),
        (
            "set up by",
            person.set_up.as_ref().map(|done| done.by.clone()).unwrap_or_default(),
        ),
        ("to settle", codes(&person.problems)),
    ]
}

fn codes(problems: &[Problem]) -> String {
    let codes: Vec<String> = problems.iter().map(|problem| problem.code.replace('_', " ")).collect();
    codes.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ticket::GoLive;

    #[test]
    fn what_differs_is_told_with_old_and_new() {
        let ticket: Ticket = serde_json::from_value(serde_json::json!({
            "id": 1, "revision": 1, "opened_at": "2027-03-01T09:00:00Z", "changed_at": "2027-03-01T09:00:00Z",
            "mails": [], "thread": [], "subject": "", "submitter": {"name": null, "email": "pat@vendor.example"},
            "profile": "p", "client": {"key": "harbor.example", "name": null, "contact": null},
            "terms": {"zone": "UTC", "send_at": "09:00:00", "lead_days": 7, "horizon_months": 18, "working_days": [1],
                "holidays": []},
            "go_live": null, "proposed_go_live": null, "people": [], "manual_entry": [], "problems": [], "rejected": null
        }))
        .unwrap();
        let mut after = ticket.clone();
        assert_eq!(differences(Some(&ticket), &after), []);
        after.go_live = Some(GoLive::stated(jiff::civil::date(2027, 4, 5), false));
        let difference = Difference {
            person: None,
            what: "go-live",
            old: String::new(),
            new: "2027-04-05".into(),
        };
        assert_eq!(differences(Some(&ticket), &after), [difference]);
        assert!(differences(None, &after).len() > 2);
    }
}
