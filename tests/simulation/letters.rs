//! How the people of the simulation write: the texts of their mails.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::script::{Ask, CLIENTS, MANAGERS, Noise, Say};

const FIRST: [&str; 60] = [
    "Kim", "Lee", "Sam", "Alex", "Robin", "Toni", "Chris", "Jane", "Tom", "Ann", "Bob", "Eva", "Max", "Nora", "Paul",
    "Rita", "Hugo", "Lena", "Otto", "Vera", "Ben", "Cora", "Dan", "Ella", "Fred", "Gina", "Henry", "Iris", "Jack",
    "Kate", "Liam", "Mia", "Noah", "Olga", "Peter", "Quinn", "Ruth", "Steve", "Tina", "Umar", "Vince", "Wendy",
    "Xavier", "Yara", "Zoe", "Adam", "Bella", "Carl", "Diana", "Edgar", "Fiona", "George", "Hanna", "Igor", "Julia",
    "Karl", "Linda", "Martin", "Nina", "Oscar",
];
const LAST: [&str; 7] = ["Ash", "Birch", "Cedar", "Elm", "Hazel", "Linden", "Rowan"];

/// How many people there can be.
pub(crate) const PEOPLE: u32 = 60;

/// The first name of a person, which nobody else has.
pub(crate) fn first_name(person: u32) -> &'static str {
    FIRST[person as usize % FIRST.len()]
}

pub(crate) fn full_name(person: u32) -> String {
    format!("{} {}", first_name(person), LAST[person as usize % LAST.len()])
}

/// Where a person's link goes.
pub(crate) fn address(person: u32, client: u8) -> String {
    let name = full_name(person).to_lowercase().replace(' ', ".");
    format!("{name}@{}.example", CLIENTS[client as usize].to_lowercase())
}

/// What a reviewer makes of an address that is wrong.
pub(crate) fn corrected_address(address: &str) -> String {
    format!("new.{address}")
}

/// The Message-ID of a mail, without angle brackets.
pub(crate) fn message_id(id: u32) -> String {
    format!("m{id}@vendor.example")
}

fn day(date: Date) -> String {
    date.strftime("%B %-d, %Y").to_string()
}

/// Headers that all mails have.
fn head(from: &str, subject: &str, id: u32, at: Timestamp, more: &str) -> String {
    let date = at.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000");
    format!(
        "From: {from}\r\nTo: cs@vendor.example\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: <{}>\r\n{more}\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n",
        message_id(id)
    )
}

fn manager(of: u8) -> String {
    let (name, local) = MANAGERS[of as usize % MANAGERS.len()];
    format!("{name} <{local}@vendor.example>")
}

/// A submission.
pub(crate) fn submission(
    id: u32,
    by: u8,
    client: u8,
    people: &[u32],
    say: Say,
    (table, complete): (bool, bool),
    at: Timestamp,
) -> Vec<u8> {
    let ask = match say {
        Say::GoLive(date) => format!("Please hold until go-live on {}:", day(date)),
        Say::Perhaps(date) => format!("Go-live is hopefully {}.\r\n\r\nPlease hold:", day(date)),
        Say::Until(date) => format!("Please hold these until {}:", day(date)),
        Say::Hold => "Please hold until go-live, the date is not fixed yet:".into(),
        Say::Now => "Please activate right away:".into(),
        Say::Nothing => "Here are the new users:".into(),
    };
    let mut text = head(&manager(by), &format!("New users {id}"), id, at, "") + &ask + "\r\n\r\n";
    if table {
        text += "Name | Email | Level | Roles\r\n";
    }
    for person in people {
        let (name, address) = (full_name(*person), address(*person, client));
        let level = person % 4 + 1;
        text += &match (table, complete) {
            (true, true) => format!("{name} | {address} | {level} | none\r\n"),
            (true, false) => format!("{name} | {address} |  | none\r\n"),
            (false, true) => format!("Name: {name}\r\nEmail: {address}\r\nLevel: {level}\r\nRoles: none\r\n\r\n"),
            (false, false) => format!("Name: {name}\r\nEmail: {address}\r\nRoles: none\r\n\r\n"),
        };
    }
    text.into_bytes()
}

/// The mail by another way through the servers.
pub(crate) fn by_another_way(mail: &[u8], id: u32) -> Vec<u8> {
    let received = format!("Received: from mx{id}.vendor.example by mail.vendor.example with ESMTPS id {id}\r\n");
    [received.as_bytes(), mail].concat()
}

/// An answer in the thread of a mail, with the ticket's tag where it is known.
fn answer(id: u32, by: u8, of: u32, tag: Option<u64>, at: Timestamp, words: &str) -> Vec<u8> {
    let thread = format!("In-Reply-To: <{0}>\r\nReferences: <{0}>\r\n", message_id(of));
    let subject = match tag {
        Some(number) => format!("Re: [GR-{number}] New users {of}"),
        None => format!("Re: New users {of}"),
    };
    (head(&manager(by), &subject, id, at, &thread) + words + "\r\n").into_bytes()
}

pub(crate) fn amendment(id: u32, by: u8, of: u32, person: u32, ask: Ask, tag: Option<u64>, at: Timestamp) -> Vec<u8> {
    let (first, whole) = (first_name(person), full_name(person));
    let words = match ask {
        Ask::Until(date) => format!("Please hold {first} until {}.", day(date)),
        Ask::Stop => format!("Please stop, do not activate {first} yet."),
        Ask::Now => format!("Please activate {whole} right away."),
        Ask::Remove => format!("Please remove {whole}."),
    };
    answer(id, by, of, tag, at, &words)
}

pub(crate) fn unclear(id: u32, by: u8, of: u32, tag: Option<u64>, at: Timestamp) -> Vec<u8> {
    answer(id, by, of, tag, at, "Please stop, hold them all.")
}

pub(crate) fn go_live(id: u32, by: u8, client: u8, to: Date, at: Timestamp) -> Vec<u8> {
    let name = CLIENTS[client as usize];
    let words = format!("{name}'s go-live has moved to {}.\r\n", day(to));
    (head(&manager(by), &format!("New date for {name}"), id, at, "") + &words).into_bytes()
}

/// Somebody asks for a new link, from their own address.
pub(crate) fn new_link(id: u32, person: u32, address: &str, at: Timestamp) -> Vec<u8> {
    let from = format!("{} <{address}>", full_name(person));
    let words = "My activation link has expired, can I get a new one please?\r\n";
    (head(&from, "Activation link", id, at, "") + words).into_bytes()
}

/// What a mail server writes that has taken one of our mails and cannot deliver it.
pub(crate) fn returned(id: u32, of: &str, at: Timestamp) -> Vec<u8> {
    let date = at.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000");
    let text = format!(
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: cs@vendor.example\r\nSubject: Undelivered Mail\r\n\
         Date: {date}\r\nMessage-ID: <{}>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{of}>\r\n\r\n--b--\r\n",
        message_id(id)
    );
    text.into_bytes()
}

pub(crate) fn noise(id: u32, noise: Noise, at: Timestamp) -> Vec<u8> {
    let automatic = "Auto-Submitted: auto-replied\r\n";
    let text = match noise {
        Noise::OutOfOffice => {
            head(&manager(0), "Automatic reply: New users", id, at, automatic)
                + "I am out of the office until Monday.\r\n"
        }
        Noise::Bounce => {
            let from = "Mail Delivery System <MAILER-DAEMON@vendor.example>";
            head(from, "Undelivered Mail Returned to Sender", id, at, automatic)
                + "The mail could not be delivered.\r\n"
        }
        Noise::Lunch => head(&manager(1), "Lunch", id, at, "") + "There is soup in the canteen. See you there.\r\n",
        Noise::Stranger => {
            let ask = "Please activate right away:\r\n\r\nName: Eve Wood\r\nEmail: eve@elsewhere.example\r\nLevel: 4\r\nRoles: none\r\n";
            head("Eve Wood <eve@elsewhere.example>", "New users", id, at, "") + ask
        }
    };
    text.into_bytes()
}
