//! What happened to a ticket, in words: one sentence for each event, with who and whom.

use super::event::{Decision, Event};
use super::ids::{MailId, PersonNo};
use super::ticket::Ticket;

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
            let count = submission.people.len();
            format!("opened by a mail from {} with {count} people", submission.submitter)
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
    format!("a mail from {author}: {changes} changed or added, {removed} to take out, {doubts} in doubt")
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
