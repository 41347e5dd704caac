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
            let (changes, removed, doubts) = (changes.len(), removed.len(), problems.len());
            format!("a mail from {author}: {changes} changed or added, {removed} to take out, {doubts} in doubt")
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
        Event::ApprovalTakenBack { people, by } => {
            let people: Vec<PersonNo> = people.iter().map(|before| before.person).collect();
            format!("{} took the approval of {} back", by.words(), all(&people))
        }
        Event::SetUpMarked { person, done, by } => {
            let done = if *done { "is set up" } else { "is not set up after all" };
            format!("{}: {} {done}", by.words(), called(person))
        }
        Event::Assigned { to, by } => match to {
            Some(to) => format!("{} gave the ticket to {}", by.words(), to.name),
            None => format!("{} gave the ticket to nobody in particular", by.words()),
        },
        Event::Answered { author, changes } => {
            let count = changes.len();
            format!("{author} answered at the desk about {count} people")
        }
        Event::Corrected { person, by, .. } => format!("{} corrected {}", by.words(), called(person)),
        Event::PersonAdded { request, by } => format!("{} added {}", by.words(), request.details.called(PersonNo(0))),
        Event::ProblemsSettled { codes, by } => format!("{} settled {}", by.words(), codes.join(", ")),
        Event::DueTimeReached { person, .. } => format!("the due time of {} came; the link is queued", called(person)),
        Event::BurstStopped { person, limit } => {
            format!(
                "the link of {} waits: more than {limit} were due within an hour",
                called(person)
            )
        }
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
