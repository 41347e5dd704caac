//! The page of a ticket without a browser: what it shows, what its forms do, and what it refuses.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "this is a test, and the stage serves other tests too"
)]

use std::sync::Arc;

use greenroom::domain::account::Role;
use greenroom::domain::ids::{PersonNo, TicketId};
use greenroom::domain::lifecycle;
use greenroom::domain::ticket::{PersonState, Ticket};
use greenroom::store::sled::SledStore;
use greenroom::store::{Store, transfer};

#[path = "support/letters.rs"]
mod letters;
#[path = "support/visitor.rs"]
mod visitor;
mod web_stage;

use letters::{AT_ONCE, FORWARDED, IN_TWO_MINDS, ticket_of};
use visitor::Visitor;
use web_stage::{Answer, Site, Stage};

const ADA: &str = "ada@vendor.example";
const BO: &str = "bo@vendor.example";
const PAT: &str = "pat@vendor.example";
const OLA: &str = "ola@vendor.example";

async fn staffed() -> (Stage, Site) {
    let stage = Stage::new();
    let ada = stage.administrator("Ada", ADA).await;
    stage.member(&ada, "Bo", BO, Role::CustomerSolutions).await;
    stage.member(&ada, "Pat Field", PAT, Role::AccountManager).await;
    stage.member(&ada, "Ola", OLA, Role::AccountManager).await;
    let site = stage.desk_site().await;
    (stage, site)
}

async fn ticket(stage: &Stage, id: TicketId) -> Ticket {
    stage.store.ticket(id).await.unwrap().unwrap()
}

/// The fields of a person's row as they stand, with some of them changed.
fn row<'f>(ticket: &Ticket, no: u32, changes: &[(&'f str, &'f str)]) -> Vec<(String, String)> {
    let person = ticket.person(PersonNo(no)).unwrap();
    let details = &person.details;
    let level = details.level.map(|level| level.to_string()).unwrap_or_default();
    let mut fields = vec![
        ("page".to_owned(), format!("/tickets/{}", ticket.id)),
        ("revision".to_owned(), ticket.revision.to_string()),
        ("name".to_owned(), details.name.clone().unwrap_or_default()),
        ("email".to_owned(), details.email.clone().unwrap_or_default()),
        ("level".to_owned(), level),
        ("roles".to_owned(), details.roles.join(", ")),
        ("when".to_owned(), "before_go_live".to_owned()),
        ("day".to_owned(), String::new()),
    ];
    for (name, value) in changes {
        fields.retain(|(key, _)| key != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn send(visitor: &mut Visitor<'_>, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    visitor.post(path, &fields).await
}

fn text(page: &str) -> String {
    page.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'")
}

#[tokio::test]
async fn the_mail_stands_beside_the_people_and_every_value_leads_to_its_words() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, FORWARDED).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get(&format!("/tickets/{id}")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let body = text(&page.body);
    for words in [
        "Pat Field wrote",
        "Jane Doe wrote below",
        "<summary>Signature</summary>",
        "<summary>Header</summary>",
        "Thu, Feb 25, 2027 at 4:11 PM",
        "three new users for Harbor Freight Lines",
        "Kim Sørensen",
    ] {
        assert!(body.contains(words), "{words}: {body}");
    }
    // The table is a table, and its cells are marked as what they were read as.
    assert!(body.contains("<td><mark data-of=\"p1-email\""), "{body}");
    for value in ["p1-name", "p1-email", "p1-level", "p2-roles", "p3-activate", "go-live"] {
        let anchor = format!("said-{value}");
        assert!(body.contains(&format!("href=\"#{anchor}\"")), "{value} leads nowhere");
        assert_eq!(body.matches(&format!("id=\"{anchor}\"")).count(), 1, "{value}");
    }
    // Noor has no level: nothing is lit for it, and it is said.
    assert!(!body.contains("said-p3-level"), "{body}");
    assert!(body.contains("No access level"), "{body}");
    // A value that somebody typed says who did.
    let before = ticket(&stage, id).await;
    let answer = send(
        &mut bo,
        &format!("/tickets/{id}/people/3"),
        &row(&before, 3, &[("level", "2"), ("deed", "save")]),
    )
    .await;
    assert_eq!(
        answer.header("location"),
        format!("/tickets/{id}?done=saved"),
        "{}",
        answer.body
    );
    let page = bo.get(&format!("/tickets/{id}?done=saved")).await;
    assert!(page.body.contains("Saved."), "{}", page.body);
    assert!(page.body.contains("Bo, Monday, 1 March 2027"), "{}", page.body);
    assert_eq!(
        ticket(&stage, id).await.person(PersonNo(3)).unwrap().details.level,
        Some(2)
    );
}

#[tokio::test]
async fn approving_saves_what_was_typed_and_can_be_undone_while_nothing_went_out() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, FORWARDED).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    bo.get(&format!("/tickets/{id}")).await;
    let before = ticket(&stage, id).await;
    let path = format!("/tickets/{id}/people/1");
    let fields = row(&before, 1, &[("email", "kim.s@Harbor.example"), ("deed", "approve")]);
    let answer = send(&mut bo, &path, &fields).await;
    assert_eq!(
        answer.header("location"),
        format!("/tickets/{id}?done=approved"),
        "{}",
        answer.body
    );
    let held = ticket(&stage, id).await;
    let kim = held.person(PersonNo(1)).unwrap();
    assert_eq!(kim.state, PersonState::Held);
    assert_eq!(kim.details.email.as_deref(), Some("kim.s@harbor.example"));
    let page = bo.get(&format!("/tickets/{id}?done=approved")).await;
    assert!(page.body.contains("Nothing has gone out yet."), "{}", page.body);
    let seq = visitor::value(&page.body, "seq").unwrap();
    let revision = held.revision.to_string();
    let answer = bo
        .post(
            &format!("/tickets/{id}/undo"),
            &[("revision", &revision), ("seq", &seq)],
        )
        .await;
    assert_eq!(
        answer.header("location"),
        format!("/tickets/{id}?done=back"),
        "{}",
        answer.body
    );
    let back = ticket(&stage, id).await;
    assert_eq!(
        lifecycle::replay(&stage.store.entries(id).await.unwrap()).unwrap(),
        back
    );
    assert_eq!(back.person(PersonNo(1)).unwrap().state, PersonState::Open);
    assert_eq!(
        back.person(PersonNo(1)).unwrap().details.email.as_deref(),
        Some("kim.s@harbor.example"),
        "what was typed stays"
    );
    let again = bo
        .post(
            &format!("/tickets/{id}/undo"),
            &[("revision", &back.revision.to_string()), ("seq", &seq)],
        )
        .await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("There is no approval to take back any more."));
}

#[tokio::test]
async fn now_is_asked_once_and_all_typing_travels_along() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, AT_ONCE).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    bo.get(&format!("/tickets/{id}")).await;
    let before = ticket(&stage, id).await;
    let path = format!("/tickets/{id}/people/1");
    let fields = row(
        &before,
        1,
        &[("when", "now"), ("roles", "Billing"), ("deed", "approve")],
    );
    let asked = send(&mut bo, &path, &fields).await;
    assert_eq!(asked.status, 200);
    assert!(
        asked.body.contains("Send the link to Ines Duarte now?"),
        "{}",
        asked.body
    );
    assert_eq!(visitor::value(&asked.body, "roles").as_deref(), Some("Billing"));
    assert_eq!(ticket(&stage, id).await, before, "nothing happens by asking");
    let sure = [&fields[..], &[("confirmed".to_owned(), "yes".to_owned())]].concat();
    let answer = send(&mut bo, &path, &sure).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let ines = ticket(&stage, id).await.people.remove(0);
    assert_eq!(
        (ines.state, ines.details.roles),
        (PersonState::Held, vec!["Billing".to_owned()])
    );
}

#[tokio::test]
async fn whoever_is_slower_is_told_kindly_and_loses_no_typing() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, FORWARDED).await;
    let (mut ada, mut bo) = (
        Visitor::signed_in(&site, ADA).await,
        Visitor::signed_in(&site, BO).await,
    );
    for visitor in [&mut ada, &mut bo] {
        visitor.get(&format!("/tickets/{id}")).await;
    }
    let seen = ticket(&stage, id).await;
    let (first, second) = (format!("/tickets/{id}/people/1"), format!("/tickets/{id}/people/2"));
    let approve = row(&seen, 1, &[("deed", "approve")]);
    assert_eq!(send(&mut ada, &first, &approve).await.status, 303);
    let typed = row(&seen, 2, &[("name", "Luis <i>Romero"), ("deed", "approve")]);
    let answer = send(&mut bo, &second, &typed).await;
    assert_eq!(answer.status, 409);
    let body = text(&answer.body);
    assert!(body.contains("Somebody was faster"), "{body}");
    assert!(body.contains("Ada approved Kim Sørensen"), "{body}");
    assert!(body.contains("Luis &#60;i&#62;Romero"), "{body}");
    assert!(!body.contains("<i>Romero"));
    assert_eq!(
        ticket(&stage, id).await.revision,
        seen.revision + 1,
        "nothing of Bo's was written"
    );
    // The form of that answer is made on the newest revision and goes through.
    let now = ticket(&stage, id).await;
    let again = row(&now, 2, &[("name", "Luis <i>Romero"), ("deed", "approve")]);
    assert_eq!(send(&mut bo, &second, &again).await.status, 303);
    let luis = ticket(&stage, id).await.people.remove(1);
    assert_eq!(luis.details.name.as_deref(), Some("Luis <i>Romero"));
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_at_its_row_with_all_typing() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, FORWARDED).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    bo.get(&format!("/tickets/{id}")).await;
    let seen = ticket(&stage, id).await;
    let path = format!("/tickets/{id}/people/1");
    for (changes, words) in [
        (
            [("email", "kim at harbor"), ("deed", "save")],
            "expected an address such as",
        ),
        ([("level", "9"), ("deed", "save")], "expected 1 to 4"),
        ([("when", "on"), ("deed", "approve")], "Choose the day"),
        ([("when", "now"), ("deed", "save")], "press “Approve” instead"),
        ([("when", ""), ("deed", "approve")], "Choose when the link goes out"),
        ([("reason", " "), ("deed", "cancel")], "Reason: expected one line"),
        (
            [("when", "tomorrow"), ("deed", "approve")],
            "Choose when the link goes out",
        ),
    ] {
        let answer = send(&mut bo, &path, &row(&seen, 1, &changes)).await;
        assert_eq!(answer.status, 422, "{changes:?}");
        assert!(text(&answer.body).contains(words), "{changes:?}: {}", answer.body);
        assert!(answer.body.contains("What you typed is still here"), "{changes:?}");
    }
    let refused = send(&mut bo, &format!("/tickets/{id}/people/77"), &row(&seen, 1, &[])).await;
    assert_eq!(refused.status, 422);
    assert_eq!(ticket(&stage, id).await, seen, "nothing was written");
}

#[tokio::test]
async fn people_are_marked_stopped_taken_out_and_added() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, FORWARDED).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    bo.get(&format!("/tickets/{id}")).await;
    for (no, changes) in [
        (1, vec![("deed", "set-up")]),
        (2, vec![("deed", "stop")]),
        (3, vec![("deed", "cancel"), ("reason", "left the client")]),
    ] {
        let now = ticket(&stage, id).await;
        let answer = send(&mut bo, &format!("/tickets/{id}/people/{no}"), &row(&now, no, &changes)).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    let now = ticket(&stage, id).await;
    assert_eq!(now.people[0].set_up.as_ref().unwrap().by, "Bo");
    assert!(now.people[1].has_problem("stopped"));
    assert!(matches!(&now.people[2].state, PersonState::Cancelled { reason, .. } if reason == "left the client"));
    let revision = now.revision.to_string();
    let fields = [
        ("revision", revision.as_str()),
        ("name", "Ana Ruiz"),
        ("email", "ana@harbor.example"),
        ("level", "4"),
        ("roles", "Admin; Billing"),
        ("when", "on"),
        ("day", "2027-03-10"),
    ];
    let answer = bo.post(&format!("/tickets/{id}/people"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let ana = ticket(&stage, id).await.people.pop().unwrap();
    assert_eq!(ana.details.roles, ["Admin", "Billing"]);
    assert_eq!(ana.hold_until.unwrap().to_string(), "2027-03-10");
    let now = ticket(&stage, id).await;
    let assign = [("revision", now.revision.to_string()), ("to_account", "me".to_owned())];
    let assign: Vec<(&str, &str)> = assign.iter().map(|(key, value)| (*key, value.as_str())).collect();
    assert_eq!(bo.post(&format!("/tickets/{id}/assign"), &assign).await.status, 303);
    let last = ticket(&stage, id).await;
    assert_eq!(last.assignee.as_ref().unwrap().name, "Bo");
    // All of it is in the events, and goes through an export as it is.
    let entries = stage.store.entries(id).await.unwrap();
    assert_eq!(lifecycle::replay(&entries).unwrap(), last);
    let mut file = Vec::new();
    transfer::export(&stage.store, &mut file).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let other: Arc<dyn Store> = Arc::new(SledStore::open(folder.path()).unwrap());
    transfer::import(&other, file.as_slice()).await.unwrap();
    assert_eq!(other.ticket(id).await.unwrap(), Some(last));
    assert_eq!(other.entries(id).await.unwrap(), entries);
}

#[tokio::test]
async fn account_managers_see_and_move_their_own_tickets_and_no_others() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, FORWARDED).await;
    let (mut pat, mut ola) = (
        Visitor::signed_in(&site, PAT).await,
        Visitor::signed_in(&site, OLA).await,
    );
    let own = pat.get(&format!("/tickets/{id}")).await;
    assert_eq!(own.status, 200);
    assert!(own.body.contains("three new users for Harbor Freight Lines"));
    assert!(!own.body.contains("value=\"approve\"") && !own.body.contains("The original"));
    let seen = ticket(&stage, id).await;
    let revision = seen.revision.to_string();
    for path in [
        format!("/tickets/{id}"),
        format!("/tickets/{id}/go-live?date=2027-04-01"),
    ] {
        let foreign = ola.get(&path).await;
        let none = ola.get("/tickets/GR-999").await;
        assert_eq!((foreign.status, none.status), (404, 404), "{path}");
        assert!(!foreign.body.contains("Harbor"), "{path}");
    }
    let answer = |level: &'static str| vec![("revision", revision.clone()), ("level", level.to_owned())];
    let fields = |answer: &[(&'static str, String)]| -> Vec<(String, String)> {
        answer
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect()
    };
    let foreign = send(&mut ola, &format!("/tickets/{id}/answer/3"), &fields(&answer("2"))).await;
    assert_eq!(foreign.status, 404);
    let moved = [("date", "2027-04-01".to_owned()), ("seen", format!("{id}:{revision}"))];
    let foreign = send(&mut ola, &format!("/tickets/{id}/go-live"), &fields(&moved)).await;
    assert_eq!(foreign.status, 404);
    // What is for reviewers is closed to them on their own ticket as well.
    for path in ["approve", "undo", "settle", "assign", "reject", "people", "people/1"] {
        for visitor in [&mut pat, &mut ola] {
            let answer = visitor
                .post(&format!("/tickets/{id}/{path}"), &[("revision", &revision)])
                .await;
            assert_eq!(answer.status, 403, "{path}");
        }
    }
    assert_eq!(ticket(&stage, id).await, seen, "nothing was written");
    // Pat answers what was asked; it is approved by nobody.
    let answered = send(&mut pat, &format!("/tickets/{id}/answer/3"), &fields(&answer("2"))).await;
    assert_eq!(
        answered.header("location"),
        format!("/tickets/{id}?done=answered"),
        "{}",
        answered.body
    );
    let entries = stage.store.entries(id).await.unwrap();
    assert_eq!(lifecycle::replay(&entries).unwrap(), ticket(&stage, id).await);
    let noor = ticket(&stage, id).await.people.remove(2);
    assert_eq!((noor.details.level, noor.state), (Some(2), PersonState::Open));
    // What was not asked is not taken.
    let now = ticket(&stage, id).await;
    let sly = [
        ("revision", now.revision.to_string()),
        ("email", "me@evil.example".to_owned()),
    ];
    assert_eq!(
        send(&mut pat, &format!("/tickets/{id}/answer/3"), &fields(&sly))
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn a_go_live_is_previewed_and_moves_all_of_its_client_on_what_was_seen() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, FORWARDED).await;
    let other = FORWARDED
        .replace("forwarded@", "second@")
        .replace("@harbor.example</td>", "2@harbor.example</td>");
    let other = ticket_of(&stage, &other).await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    bo.get(&format!("/tickets/{id}")).await;
    let seen = ticket(&stage, id).await;
    send(
        &mut bo,
        &format!("/tickets/{id}/people/1"),
        &row(&seen, 1, &[("deed", "approve")]),
    )
    .await;
    let page = bo.get(&format!("/tickets/{id}/go-live?date=2027-04-12")).await;
    let body = text(&page.body);
    assert!(body.contains("2 tickets of"), "{body}");
    assert!(
        body.contains("Monday, 15 March 2027") && body.contains("Monday, 5 April 2027"),
        "{body}"
    );
    assert_eq!(
        ticket(&stage, id).await.go_live.unwrap().date.to_string(),
        "2027-03-22",
        "only a preview"
    );
    let stale = bo
        .post(
            &format!("/tickets/{id}/go-live"),
            &[("date", "2027-04-12"), ("seen", "GR-1:1")],
        )
        .await;
    assert_eq!(stale.status, 409);
    let seen = visitor::value(&stale.body, "seen").unwrap();
    let moved = bo
        .post(
            &format!("/tickets/{id}/go-live"),
            &[("date", "2027-04-12"), ("seen", &seen)],
        )
        .await;
    assert_eq!(
        moved.header("location"),
        format!("/tickets/{id}?done=moved"),
        "{}",
        moved.body
    );
    for id in [id, other] {
        assert_eq!(ticket(&stage, id).await.go_live.unwrap().date.to_string(), "2027-04-12");
    }
    let kim = ticket(&stage, id).await.people.remove(0);
    assert_eq!(kim.plan.unwrap().day.unwrap().to_string(), "2027-04-05");
    // The account manager may delay at once, but not hasten.
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let page = pat.get(&format!("/tickets/{id}/go-live?date=2027-03-20")).await;
    assert!(page.body.contains("passed on to Customer Solutions"), "{}", page.body);
    let seen = visitor::value(&page.body, "seen").unwrap();
    let asked = pat
        .post(
            &format!("/tickets/{id}/go-live"),
            &[("date", "2027-03-20"), ("seen", &seen)],
        )
        .await;
    assert_eq!(
        asked.header("location"),
        format!("/tickets/{id}?done=asked"),
        "{}",
        asked.body
    );
    assert_eq!(ticket(&stage, id).await.go_live.unwrap().date.to_string(), "2027-04-12");
}

#[tokio::test]
async fn both_sides_of_a_contradiction_are_a_choice() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, IN_TWO_MINDS).await;
    let seen = ticket(&stage, id).await;
    assert!(
        seen.people[0].has_problem("conflicting_activation"),
        "{:?}",
        seen.people[0].problems
    );
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get(&format!("/tickets/{id}")).await;
    let body = text(&page.body);
    assert!(body.contains("Which one is meant?"), "{body}");
    assert!(
        body.contains("value=\"before_go_live\" data-value=\"p1-reading"),
        "{body}"
    );
    assert!(body.contains("value=\"now\" data-value=\"p1-reading"), "{body}");
    for (reading, words) in [
        ("p1-reading0", "activate both"),
        ("p2-reading1", "Do not activate either"),
    ] {
        let mark = body.split("<mark data-of=").find(|mark| mark.contains(words)).unwrap();
        assert!(mark.split('>').next().unwrap().contains(reading), "{reading}: {mark}");
    }
    let fields = row(&seen, 1, &[("when", ""), ("deed", "before_go_live")]);
    let answer = send(&mut bo, &format!("/tickets/{id}/people/1"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let now = ticket(&stage, id).await;
    assert_eq!(now.people[0].state, PersonState::Held);
    assert_eq!(
        now.people[0].plan.as_ref().unwrap().day.unwrap().to_string(),
        "2027-05-31"
    );
    // The other side of it is asked once more.
    let fields = row(&now, 2, &[("when", ""), ("deed", "now")]);
    let asked = send(&mut bo, &format!("/tickets/{id}/people/2"), &fields).await;
    assert!(
        asked.body.contains("Send the link to Basil Quorn now?"),
        "{}",
        asked.body
    );
    assert_eq!(ticket(&stage, id).await, now);
}

/// What strangers may write, in a shape that would run where it was not escaped.
const HOSTILE: &str = "From: \"<script>alert(1)</script>\" <pat@vendor.example>\r\nTo: setup@vendor.example\r\n\
    Subject: New users <img src=x onerror=alert(2)>\r\nMessage-ID: <hostile@vendor.example>\r\nDate: Mon, 01 Mar 2027 08:00:00 -0500\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
    <script>alert(3)</script><p onclick=alert(4)>Please hold these users of Harbor, they go live on 22 March 2027.</p>\
    <style>body{display:none}</style><svg onload=alert(5)></svg><iframe src=//evil.example></iframe>\
    <p>Name: Kim &lt;script&gt;alert(6)&lt;/script&gt; Lee<br>Email: kim@harbor.example<br>Level: 2<br>\
    Roles: &quot;&gt;&lt;img src=x onerror=alert(7)&gt;</p>\r\n\
    --b\r\nContent-Type: application/pdf; name=\"<b onmouseover=alert(8)>.pdf\"\r\n\
    Content-Disposition: attachment; filename=\"<b onmouseover=alert(8)>.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n\
    --b\r\nContent-Type: text/csv; name=\"'-alert(9)-'.csv\"\r\nContent-Disposition: attachment; filename=\"'-alert(9)-'.csv\"\r\n\r\n\
    Name,Email,Level\r\n<script>alert(10)</script>,ann@harbor.example,1\r\n--b--\r\n";

#[tokio::test]
async fn nothing_that_strangers_write_becomes_markup() {
    let (stage, site) = staffed().await;
    let id = ticket_of(&stage, HOSTILE).await;
    assert!(!ticket(&stage, id).await.people.is_empty());
    let mut bo = Visitor::signed_in(&site, BO).await;
    let mut pat = Visitor::signed_in(&site, PAT).await;
    let pages = [
        bo.get(&format!("/tickets/{id}")).await,
        pat.get(&format!("/tickets/{id}")).await,
        bo.get(&format!(
            "/tickets/{id}/go-live?date=2027-04-12\"><script>alert(11)</script>"
        ))
        .await,
        bo.get("/").await,
    ];
    for page in pages {
        let body = &page.body;
        assert_eq!(
            body.matches("<script").count(),
            body.matches("<script src=\"/assets/desk.js\" defer></script>").count(),
            "{body}"
        );
        for bad in [
            "<img src=x",
            "<svg onload",
            "<iframe",
            "<style",
            "<b onmouse",
            "<p onclick",
            "evil.example\"",
            "onload=",
        ] {
            assert!(!body.contains(bad), "{bad}: {body}");
        }
    }
    let page = bo.get(&format!("/tickets/{id}")).await.body;
    assert!(
        page.contains("onmouseover=alert(8)&#62;.pdf"),
        "the name of the file is shown as text: {page}"
    );
}

#[tokio::test]
async fn a_mail_whose_bytes_are_gone_is_said_so_and_the_ticket_stays_usable() {
    let (stage, site) = staffed().await;
    let id = stage.open().await;
    let mut bo = Visitor::signed_in(&site, BO).await;
    let page = bo.get(&format!("/tickets/{id}")).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("its bytes are missing"), "{}", page.body);
}
