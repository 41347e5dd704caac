//! Tables of go-lives: what is written for a spreadsheet, and what is read back from one.
//!
//! A table that was written here can be read here again: people fill in the column `new_go_live`. Texts that a spreadsheet
//! would take for a formula are written behind an apostrophe, because names come out of mails.

use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};
use jiff::civil::Date;

use super::facts::Summary;

/// A table has no more rows.
pub(super) const MOST_ROWS: usize = 500;

/// The columns of a table that is written.
const COLUMNS: [&str; 8] = [
    "client",
    "name",
    "go_live",
    "new_go_live",
    "zone",
    "account_managers",
    "tickets",
    "unfinished",
];

/// The columns of people, in the order of [`crate::store::index::lists::GROUPS`].
const PEOPLE: [&str; 6] = ["open", "held", "on_the_way", "needs_a_new_link", "active", "taken_out"];

/// Every client as a table, a line for each of its go-lives.
pub(super) fn written(summaries: &[Summary]) -> Vec<u8> {
    let mut table = WriterBuilder::new().from_writer(Vec::new());
    let mut lines: Vec<Vec<String>> = vec![COLUMNS.iter().chain(&PEOPLE).map(|name| (*name).to_owned()).collect()];
    for summary in summaries {
        let managers: Vec<&str> = summary.managers.iter().map(String::as_str).collect();
        for (day, wave) in &summary.waves {
            let mut line = vec![
                plain(&summary.part),
                plain(&summary.name()),
                day.map(|day| day.to_string()).unwrap_or_default(),
                String::new(),
                plain(&summary.zone().replace(' ', "_")),
                plain(&managers.join(" ")),
                wave.tickets.to_string(),
                if wave.is_unfinished { "yes" } else { "no" }.to_owned(),
            ];
            line.extend(wave.people.iter().map(usize::to_string));
            lines.push(line);
        }
    }
    for line in lines {
        // Into memory nothing can fail.
        let _ = table.write_record(line);
    }
    table.into_inner().unwrap_or_default()
}

/// A text that no spreadsheet takes for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Which go-live a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// The client's only one.
    Only,
    /// The one on this day; none for tickets whose go-live is not known.
    On(Option<Date>),
}

/// A line of a table that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it stands in the text, counted from 1.
    pub(super) number: u64,
    /// The client, by key or name.
    pub(super) client: String,
    /// Which of its go-lives, and the new day, where one is given; or what is wrong, and in which column.
    pub(super) asks: Result<(Which, Option<Date>), String>,
}

/// The lines of a table.
///
/// # Errors
/// What is wrong with the table as a whole, in words.
pub(super) fn read(text: &str) -> Result<Vec<Line>, String> {
    // Browsers end lines in two letters, of which the reader would count only the second.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let head = text.lines().next().unwrap_or_default();
    // Spreadsheets of many countries separate by semicolons, and a copied range by tabs.
    let separator = [b',', b';', b'\t'];
    let commonest = separator
        .into_iter()
        .max_by_key(|one| (head.bytes().filter(|byte| byte == one).count(), *one == b','))
        .unwrap_or(b',');
    let mut table = ReaderBuilder::new()
        .delimiter(commonest)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let head = table.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| {
        head.iter()
            .position(|one| one.to_lowercase().replace([' ', '-'], "_") == name)
    };
    let Some(client) = column("client") else {
        return Err("The first line names the columns, and one of them must be \"client\".".into());
    };
    let (old, new) = match (column("go_live"), column("new_go_live")) {
        (old, Some(new)) => (old, new),
        (Some(new), None) => (None, new),
        (None, None) => return Err("There must be a column \"go_live\" or \"new_go_live\".".into()),
    };
    let mut lines = Vec::new();
    for (number, row) in (2..).zip(table.records()) {
        if lines.len() == MOST_ROWS {
            return Err(format!("A table may have {MOST_ROWS} lines; cut it in parts."));
        }
        let row = row.map_err(|error| format!("Line {number} cannot be read: {error}."))?;
        let number = row.position().map_or(number, csv::Position::line);
        if row.iter().any(|field| !field.is_empty()) {
            lines.push(line(number, &row, client, old, new));
        }
    }
    if lines.is_empty() {
        return Err("There is no line below the names of the columns.".into());
    }
    Ok(lines)
}

fn line(number: u64, row: &StringRecord, client: usize, old: Option<usize>, new: usize) -> Line {
    let field = |column: usize| row.get(column).unwrap_or_default().trim_start_matches('\'').trim();
    let asks = || {
        let which = match old.map(field) {
            None => Which::Only,
            Some("") => Which::On(None),
            Some(text) => Which::On(Some(day("go_live", text)?)),
        };
        let new = match field(new) {
            "" => None,
            text => Some(day(if old.is_some() { "new_go_live" } else { "the day" }, text)?),
        };
        Ok((which, new))
    };
    let client = field(client).chars().take(200).collect::<String>();
    let asks = if client.is_empty() {
        Err("The client is missing.".to_owned())
    } else {
        asks()
    };
    Line { number, client, asks }
}

fn day(column: &str, text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| {
        let found: String = text.chars().take(40).collect();
        format!("{column}: expected a day such as 2027-03-15, found \"{found}\".")
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn tables_are_read_whatever_separates_their_fields() {
        for text in [
            "client,go_live\nharbor.example,2027-04-05\n",
            "\u{feff}Client;Go-Live\r\nharbor.example;2027-04-05\r\n",
            "client\tgo live\nharbor.example\t2027-04-05",
        ] {
            let lines = read(text).unwrap();
            assert_eq!((lines[0].number, lines[0].client.as_str()), (2, "harbor.example"));
            assert_eq!(lines[0].asks, Ok((Which::Only, Some(date(2027, 4, 5)))), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let text =
            "client,go_live,new_go_live\n\"a, b\",2027-03-01,2027-03-08\n,,\nc,,1.4.2027\n,2027-01-01,\nd,2027-03-01\n";
        let lines = read(text).unwrap();
        let numbers: Vec<u64> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [2, 4, 5, 6]);
        assert_eq!(lines[0].client, "a, b");
        assert!(lines[1].asks.as_ref().unwrap_err().contains("\"1.4.2027\""));
        assert!(lines[2].asks.as_ref().unwrap_err().contains("client is missing"));
        assert_eq!(lines[3].asks, Ok((Which::On(Some(date(2027, 3, 1))), None)));
        assert!(read("name\nx").unwrap_err().contains("\"client\""));
        assert!(read("client\nx").unwrap_err().contains("go_live"));
        assert!(read("").is_err());
        let long = format!("client,go_live\n{}", "a,2027-03-01\n".repeat(MOST_ROWS + 1));
        assert!(read(&long).unwrap_err().contains("cut it in parts"));
    }

    #[test]
    fn no_text_is_written_as_a_formula() {
        assert_eq!(plain("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(plain("harbor.example"), "harbor.example");
    }
}
