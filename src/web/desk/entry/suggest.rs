//! Lines that were pasted or that a PDF has, read as a mail is read: by the same reader, with the same profile.

use std::collections::BTreeMap;

use greenroom_parsers::{Activate, Profile, User};
use tracing::error;

use super::form::Row;
use crate::domain::further;

/// More is not read at once, so that what was typed still fits into what is kept when a session ends.
pub(super) const LONGEST_LINES: usize = 32 << 10;

/// More people than any list has that is typed in.
const MOST_PEOPLE: usize = 1_000;

/// What the lines are to the reader: a mail of nobody, with nothing else in it.
const HEAD: &str = "From: lines@greenroom.invalid\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
                    Content-Transfer-Encoding: 8bit\r\n\r\n";

/// The people that the lines name, as suggestions. Whoever calls has looked that they are not too long.
pub(super) async fn suggested(lines: &str, profile: Profile) -> Vec<Row> {
    let mail = format!("{HEAD}{lines}");
    let read = tokio::task::spawn_blocking(move || greenroom_parsers::read(mail.as_bytes(), &profile).extraction.users);
    let users = read.await.unwrap_or_else(|_| {
        error!("the reader panicked on lines that were pasted");
        Vec::new()
    });
    users.iter().take(MOST_PEOPLE).map(row).collect()
}

fn row(user: &User) -> Row {
    let email = user.email.clone().unwrap_or_default();
    let (when, day) = match (user.activate, user.hold_until) {
        (Activate::Now, _) => ("now", String::new()),
        (Activate::Hold, Some(day)) => ("on", day.to_string()),
        (Activate::Hold, None) => ("before_go_live", String::new()),
        (Activate::Unstated, _) => ("", String::new()),
    };
    Row {
        name: user.name.clone().unwrap_or_default(),
        given: email.clone(),
        email,
        level: user.level.map(|level| level.to_string()).unwrap_or_default(),
        roles: user.roles.join(", "),
        further: further_of(user),
        when: when.to_owned(),
        day,
        is_suggested: true,
        ..Row::default()
    }
}

/// What was read of the further fields.
fn further_of(user: &User) -> BTreeMap<&'static str, String> {
    let fields = serde_json::to_value(&user.fields).unwrap_or_default();
    let said = further::FIELDS.iter().map(|field| {
        (
            field.name,
            fields.get(field.name).map(further::shown).unwrap_or_default(),
        )
    });
    said.filter(|(_, value)| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn further_fields_are_suggested_as_well() {
        let lines = "Name: Kim Sorensen\nEmail: kim@harbor.example\nRole: Sales rep\nFacilities: Pine General, St Annes\n\
                     Physicians: none\nShip to: 18 Gantry St, Portland, OR 97201\nTrained: yes\n";
        let rows = suggested(lines, Profile::device_sales()).await;
        assert_eq!(rows.len(), 1);
        let said = |name: &str| rows[0].further.get(name).map_or("", String::as_str);
        assert_eq!(said("role"), "Sales Representative");
        assert_eq!(said("facilities"), "Pine General; St Annes");
        assert_eq!(said("physicians"), "none");
        assert_eq!(said("ship_to"), "18 Gantry St, Portland, OR 97201");
        assert_eq!(said("trained"), "yes");
    }

    async fn read(lines: &str) -> Vec<(String, String, String, String, String)> {
        let rows = suggested(lines, Profile::client_roles()).await;
        assert!(rows.iter().all(|row| row.is_suggested && !row.is_confirmed));
        let values = rows
            .into_iter()
            .map(|row| (row.name, row.email, row.level, row.roles, row.when));
        values.collect()
    }

    #[tokio::test]
    async fn cells_and_lines_are_read_alike() {
        let kim = ("Kim Sorensen", "kim@harbor.example", "2", "Reporting", "before_go_live");
        let kim = (kim.0.into(), kim.1.into(), kim.2.into(), kim.3.into(), kim.4.into());
        let cells = "Name\tEmail\tLevel\tRoles\tActivate\nKim Sorensen\tkim@harbor.example\t2\tReporting\thold\n\
                     Luis Romero\tluis@harbor.example\t3\tBilling\tnow\n";
        let found = read(cells).await;
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], kim);
        assert_eq!(found[1].4, "now");
        let lines = "Name: Kim Sorensen\nEmail: kim@harbor.example\nLevel: 2\nRoles: Reporting\nActivate: hold\n";
        assert_eq!(read(lines).await, [kim]);
        assert!(read("nothing here\n").await.is_empty());
    }

    #[tokio::test]
    async fn any_lines_are_survived() {
        let long = "kim@harbor.example\n".repeat(LONGEST_LINES / 19);
        for lines in ["", "\0\0\0", "From: x\n\n--\n", &long, &"é\n".repeat(LONGEST_LINES / 3)] {
            let _ = suggested(lines, Profile::client_roles()).await;
        }
    }
}
