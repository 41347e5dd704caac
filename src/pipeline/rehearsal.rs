//! What the present reader would say otherwise of a mail that was read before: value by value, nothing is changed.
//!
//! People are told apart by address, else by name. Evidence is not compared: a value read at another place is the same.

use greenroom_parsers::{Activate, Extraction, User};
use serde::Serialize;

/// A value that would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The person, by address or name; none where it concerns the whole mail.
    pub who: Option<String>,
    /// Which value.
    pub what: &'static str,
    /// What was read when the mail came.
    pub was: String,
    /// What is read now.
    pub is: String,
    /// Whether somebody would be activated who was not.
    pub activates: bool,
}

/// Every value that differs between two readings of one mail.
pub fn compare(was: &Extraction, is: &Extraction) -> Vec<Change> {
    let mut out = Vec::new();
    note(&mut out, None, "kind", &word(&was.kind), &word(&is.kind));
    note(
        &mut out,
        None,
        "submitter",
        &shown(was.submitter.email.as_ref()),
        &shown(is.submitter.email.as_ref()),
    );
    note(
        &mut out,
        None,
        "client",
        &shown(was.client.name.as_ref()),
        &shown(is.client.name.as_ref()),
    );
    let date = |extraction: &Extraction| {
        shown(
            extraction
                .go_live
                .as_ref()
                .map(|go_live| go_live.date.to_string())
                .as_ref(),
        )
    };
    note(&mut out, None, "go-live", &date(was), &date(is));
    let manual = |extraction: &Extraction| {
        let all: Vec<&str> = extraction
            .manual_entry
            .iter()
            .map(|entry| entry.attachment.as_str())
            .collect();
        all.join(", ")
    };
    note(&mut out, None, "manual entry", &manual(was), &manual(is));
    let mut free: Vec<&User> = is.users.iter().collect();
    for old in &was.users {
        match free.iter().position(|new| same(old, new)) {
            Some(at) => person(&mut out, old, free.remove(at)),
            None => note(&mut out, Some(called(old)), "person", "read", "not read"),
        }
    }
    for new in free {
        note(&mut out, Some(called(new)), "person", "not read", "read");
        if let Some(last) = out.last_mut() {
            last.activates = new.activate == Activate::Now;
        }
    }
    out
}

fn person(out: &mut Vec<Change>, old: &User, new: &User) {
    let who = || Some(called(new));
    note(out, who(), "name", &shown(old.name.as_ref()), &shown(new.name.as_ref()));
    note(
        out,
        who(),
        "address",
        &shown(old.email.as_ref()),
        &shown(new.email.as_ref()),
    );
    let level = |user: &User| shown(user.level.map(|level| level.to_string()).as_ref());
    note(out, who(), "level", &level(old), &level(new));
    let roles = |user: &User| {
        let mut roles = user.roles.clone();
        roles.sort();
        roles.join(", ")
    };
    note(out, who(), "roles", &roles(old), &roles(new));
    note(out, who(), "activation", &word(&old.activate), &word(&new.activate));
    if let Some(last) = out.last_mut().filter(|last| last.what == "activation") {
        last.activates = new.activate == Activate::Now && old.activate != Activate::Now;
    }
    let until = |user: &User| shown(user.hold_until.map(|day| day.to_string()).as_ref());
    note(out, who(), "hold until", &until(old), &until(new));
    note(out, who(), "further fields", &fields(old), &fields(new));
}

/// The further fields as text, in a fixed order.
fn fields(user: &User) -> String {
    serde_json::to_string(&user.fields).unwrap_or_default()
}

fn note(out: &mut Vec<Change>, who: Option<String>, what: &'static str, was: &str, is: &str) {
    if was != is {
        out.push(Change {
            who,
            what,
            was: was.to_owned(),
            is: is.to_owned(),
            activates: false,
        });
    }
}

fn same(one: &User, other: &User) -> bool {
    match (&one.email, &other.email) {
        (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
        _ => one.name.is_some() && one.name == other.name,
    }
}

fn called(user: &User) -> String {
    user.email
        .clone()
        .or_else(|| user.name.clone())
        .unwrap_or_else(|| "somebody".to_owned())
}

fn shown(value: Option<&String>) -> String {
    value.cloned().unwrap_or_else(|| "none".to_owned())
}

/// The word that JSON uses for a value.
fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).ok();
    json.and_then(|json| json.as_str().map(|word| word.replace('_', " ")))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use greenroom_parsers::{Profile, read};

    use super::*;

    fn extraction(list: &str) -> Extraction {
        let raw = format!(
            "From: Pat <pat@vendor.example>\r\nTo: setup@greenroom.example\r\nSubject: users\r\n\
             Date: Wed, 24 Feb 2027 09:00:00 -0500\r\nContent-Type: text/plain\r\n\r\nPlease set up:\r\n\r\n{list}\r\n"
        );
        read(raw.as_bytes(), &Profile::client_roles()).extraction
    }

    #[test]
    fn the_same_reading_changes_nothing() {
        let one = extraction("Ann Lee, ann@x.example, level 2, hold");
        assert_eq!(compare(&one, &one), []);
    }

    #[test]
    fn what_changes_is_named_and_an_activation_stands_out() {
        let was = extraction("Ann Lee, ann@x.example, level 2, hold\r\nBob Orr, bob@x.example, level 1");
        let is = extraction("Ann Lee, ann@x.example, level 3, activate now\r\nEva Moss, eva@x.example, level 1");
        let changes = compare(&was, &is);
        let told: Vec<(Option<&str>, &str)> = changes
            .iter()
            .map(|change| (change.who.as_deref(), change.what))
            .collect();
        assert_eq!(
            told,
            [
                (Some("ann@x.example"), "level"),
                (Some("ann@x.example"), "activation"),
                (Some("bob@x.example"), "person"),
                (Some("eva@x.example"), "person"),
            ]
        );
        let activates: Vec<bool> = changes.iter().map(|change| change.activates).collect();
        assert_eq!(activates, [false, true, false, false]);
    }
}
