//! Everything that can be asked of the API. The order is that of the document.

use axum::Router;

use super::super::router::AppState;
use super::operation::{Operation, Operations};
use super::{accounts, actions, again, document, keep, mails, outbox, people, tickets};
use crate::domain::api::Scope;
use crate::domain::mail::Sender;

const TICKET: &str = "/api/v1/tickets/{id}";

/// The router of all operations, with the document that describes them.
pub(in crate::web) fn routes(state: &AppState) -> Router<AppState> {
    let mut all = Operations::new(state);
    of_tickets(&mut all);
    of_decisions(&mut all);
    of_care(&mut all);
    of_people(&mut all);
    of_mails(&mut all);
    of_accounts(&mut all);
    of_administration(&mut all);
    document::add(all)
}

fn of_tickets(all: &mut Operations) {
    let get = |path, name, summary| Operation::get(path, name, summary).within(Scope::ReadTickets);
    all.add(
        get(
            "/api/v1/tickets",
            "listTickets",
            "Tickets, oldest first; by need the most urgent first",
        )
        .asks::<tickets::Wanted>()
        .gives::<tickets::TicketPage>(),
        tickets::list,
    );
    all.add(
        get(TICKET, "showTicket", "A ticket and everything that happened to it")
            .gives::<tickets::Shown<'_>>()
            .tagged(),
        tickets::show,
    );
    all.add(
        get(
            "/api/v1/outbox",
            "listOutbox",
            "Outgoing mails and every attempt at them",
        )
        .asks::<outbox::Wanted>()
        .gives::<outbox::OutboxPage>(),
        outbox::list,
    );
}

/// An operation that changes a ticket.
fn decision(path: &'static str, name: &'static str, summary: &'static str) -> Operation {
    let operation = Operation::post(path, name, summary).within(Scope::DecideTickets);
    operation.gives::<tickets::Whole<'_>>().guarded()
}

fn of_decisions(all: &mut Operations) {
    let post = decision;
    all.add(
        post(
            "/api/v1/tickets/{id}/approve",
            "approve",
            "Approve people for what they wish",
        )
        .takes::<actions::Approve>()
        .or(428),
        actions::approve,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/decide",
            "decide",
            "Decide when a person's link goes out, whatever the mail said",
        )
        .takes::<actions::Decide>()
        .or(428),
        actions::decide,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/undo",
            "undo",
            "Take an approval back while nothing has gone out",
        )
        .takes::<again::Undo>(),
        again::undo,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/go-live",
            "moveGoLive",
            "Say on which day the client begins",
        )
        .takes::<actions::MoveGoLive>(),
        actions::go_live,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/settle",
            "settle",
            "Settle what concerned the whole ticket",
        )
        .takes::<actions::Settle>(),
        actions::settle,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/reject",
            "rejectTicket",
            "Turn the whole ticket down",
        )
        .takes::<actions::Reject>(),
        actions::reject,
    );
}

/// What is done beside deciding.
fn of_care(all: &mut Operations) {
    let post = decision;
    all.add(
        post(
            "/api/v1/tickets/{id}/assign",
            "assign",
            "Give the ticket to somebody of Customer Solutions, or to nobody",
        )
        .takes::<again::Assign>(),
        again::assign,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/note",
            "writeNote",
            "Write to the account manager; about each thing once",
        )
        .takes::<again::Write>(),
        again::note,
    );
}

fn of_people(all: &mut Operations) {
    let post = decision;
    all.add(
        post(
            "/api/v1/tickets/{id}/correct",
            "correct",
            "Correct what a person is set up with",
        )
        .takes::<people::Correct>(),
        people::correct,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/add",
            "addPerson",
            "Add somebody who was not in the mail",
        )
        .takes::<people::Add>(),
        people::add,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/cancel",
            "cancelPerson",
            "Take a person out; a link that is out ends",
        )
        .takes::<people::Cancel>(),
        people::cancel,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/new-link",
            "newLink",
            "Queue a new link; the one before is over",
        )
        .takes::<people::Renew>(),
        people::new_link,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/set-up",
            "markSetUp",
            "Say that a person has been set up in the system",
        )
        .takes::<again::SetUp>(),
        again::set_up,
    );
    all.add(
        post(
            "/api/v1/tickets/{id}/answer",
            "answer",
            "Answer for the account manager: counts as a mail of theirs, so what hastens waits for approval",
        )
        .takes::<again::Answered>(),
        again::answer,
    );
}

fn of_mails(all: &mut Operations) {
    let get = |path, name, summary| Operation::get(path, name, summary).within(Scope::ReadMails);
    all.add(
        get("/api/v1/mails", "listMails", "Mails by what became of them")
            .asks::<mails::Wanted>()
            .gives::<mails::MailPage>()
            .or(404),
        mails::list,
    );
    all.add(
        get("/api/v1/mails/{id}", "showMail", "What became of one mail")
            .gives::<mails::MailView>()
            .tagged(),
        mails::show,
    );
    all.add(
        get("/api/v1/mails/{id}/raw", "showRawMail", "A mail exactly as it arrived").gives_bytes("message/rfc822"),
        mails::raw,
    );
    let post = |path, name, summary| {
        let operation = Operation::post(path, name, summary).within(Scope::DecideMails);
        operation.gives::<mails::MailView>().guarded()
    };
    all.add(
        post(
            "/api/v1/mails/{id}/release",
            "releaseMail",
            "Let a mail in quarantine count",
        )
        .takes::<mails::Release>(),
        mails::release,
    );
    all.add(
        post(
            "/api/v1/mails/{id}/reject",
            "rejectMail",
            "Turn a mail in quarantine down",
        )
        .takes::<actions::Reject>(),
        mails::reject,
    );
}

fn of_administration(all: &mut Operations) {
    let get = |path, name, summary| Operation::get(path, name, summary).within(Scope::Administer);
    let post = |path, name, summary| Operation::post(path, name, summary).within(Scope::Administer);
    all.add(
        get("/api/v1/senders", "listSenders", "Whose mail people have said to count").gives::<mails::SenderList>(),
        mails::senders,
    );
    all.add(
        post(
            "/api/v1/senders/distrust",
            "distrustSender",
            "Take back what was said about a sender",
        )
        .takes::<mails::Distrust>()
        .gives::<Sender>()
        .or(404)
        .or(409),
        mails::distrust,
    );
    all.add(
        get(
            "/api/v1/backup",
            "backup",
            "Everything as it is at this moment; the last line counts the others",
        )
        .gives_bytes("application/x-ndjson")
        .or(409),
        keep::backup,
    );
    all.add(
        post(
            "/api/v1/erase",
            "erase",
            "Erase what is kept of a person, or say what would be erased",
        )
        .takes::<keep::Erase>()
        .gives::<keep::Erased>(),
        keep::erase,
    );
    all.add(
        get(
            "/api/v1/erasures",
            "listErasures",
            "When people were erased and by whom",
        )
        .gives::<keep::ErasureList>(),
        keep::erasures,
    );
}

fn of_accounts(all: &mut Operations) {
    let get = |path, name, summary| Operation::get(path, name, summary).within(Scope::Administer);
    let post = |path, name, summary| Operation::post(path, name, summary).within(Scope::Administer);
    all.add(
        get("/api/v1/accounts", "listAccounts", "Who uses the desk").gives::<accounts::AccountList>(),
        accounts::list,
    );
    all.add(
        post(
            "/api/v1/accounts",
            "invite",
            "Invite somebody to the desk; the link is given this once",
        )
        .takes::<accounts::Invite>()
        .gives::<accounts::Invited>()
        .or(409),
        accounts::invite,
    );
    all.add(
        get("/api/v1/accounts/{id}", "showAccount", "Somebody who uses the desk").gives::<accounts::AccountView>(),
        accounts::show,
    );
    all.add(
        post("/api/v1/accounts/{id}/role", "changeRole", "Give somebody another role")
            .takes::<accounts::NewRole>()
            .gives::<accounts::AccountView>()
            .or(409),
        accounts::role,
    );
    all.add(
        post(
            "/api/v1/accounts/{id}/disable",
            "disableAccount",
            "Take the desk away from somebody, at once",
        )
        .takes::<accounts::Standby>()
        .gives::<accounts::AccountView>()
        .or(409),
        accounts::disable,
    );
    all.add(
        post(
            "/api/v1/accounts/{id}/enable",
            "enableAccount",
            "Give the desk back to somebody",
        )
        .takes::<accounts::Standby>()
        .gives::<accounts::AccountView>()
        .or(409),
        accounts::enable,
    );
    all.add(
        post(
            "/api/v1/accounts/{id}/unlink",
            "unlinkAccount",
            "Take away that somebody comes in by OpenID Connect, until they link it anew",
        )
        .takes::<accounts::Standby>()
        .gives::<accounts::AccountView>()
        .or(409),
        accounts::unlink,
    );
}
