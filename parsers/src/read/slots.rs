//! One slot of a table or a form: what stands in it becomes part of an entry.
//!
//! The same for a table cell, a labelled line and a form's second column, so that all three read alike.

use std::sync::LazyLock;

use regex::Regex;

use crate::dates::{self, When};
use crate::evidence::Evidenced;
use crate::extraction::Activate;
use crate::lexicon::{self, labels::Slot, requests};
use crate::names;
use crate::read::activation::{self, Verdict};
use crate::read::{Context, boxes, level, roles, sentences};
use crate::statement::{Claim, EmailReading, Entry, FieldReading, Rank, Said, Until};
use crate::text::{Flow, key, squeeze};

static ADDRESS_LIKE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"@|＠|\(at\)|\[at\]|[\p{L}\p{N}]\.[\p{L}\p{N}]").expect("a valid pattern"));
static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::EXAMPLES]));

/// Whether a slot only points at the entry above.
pub(crate) fn is_ditto(text: &str) -> bool {
    let bare = text.trim();
    let marks = ["\"", "''", "〃", "″", "”", "\" \"", "-\"-", "\"\""];
    let words = [
        "same as above",
        "ditto",
        "same",
        "as above",
        "idem",
        "dito",
        "wie oben",
        "comme ci dessus",
        "igual que arriba",
        "zie boven",
        "same again",
        "see above",
        "do",
        "same as previous",
        "same as row above",
        "same as the one above",
        "the same",
        "gleich",
        "id",
    ];
    marks.contains(&bare) || words.contains(&key(bare).as_str())
}

/// "Same as Nadine", "as Tom": the value is somebody else's.
fn is_copy(text: &str) -> bool {
    let words = key(text);
    [
        "same as ",
        "same like ",
        "as for ",
        "like ",
        "identical to ",
        "wie ",
        "comme ",
        "igual que ",
        "como ",
        "zelfde als ",
    ]
    .iter()
    .any(|lead| words.starts_with(lead))
        && words.split(' ').count() <= 6
}

/// Whether a text is an example, guidance or a prompt of a form.
pub(crate) fn is_prompt(text: &str) -> bool {
    let without = names::ADDRESS.replace_all(text, " ");
    let folded = crate::text::fold(&without);
    EXAMPLE
        .find(&folded)
        .is_some_and(|found| found.start() <= 1 || folded.contains('(') || text.contains('<'))
        || key(text).chars().all(|c| c == '_') && text.contains("___")
}

/// Puts the content of a slot into an entry; says whether it was of use.
pub(crate) fn fill(context: &Context<'_>, entry: &mut Entry, slot: Slot, value: &Flow, rank: Rank) -> bool {
    let value = &without_rule(value);
    let text = value.text.trim();
    if text.is_empty() || is_prompt(text) {
        return !text.is_empty();
    }
    let evidence = context.doc.evidence(value.whole());
    let copied = matches!(
        slot,
        Slot::Level | Slot::Roles | Slot::Facilities | Slot::Physicians | Slot::ShipTo
    );
    if copied && !is_ditto(text) && is_copy(text) {
        entry.copies.push((slot, text.to_owned()));
        return true;
    }
    match slot {
        Slot::Name => name(context, entry, value),
        Slot::First | Slot::Last => half_name(context, entry, value, slot == Slot::First),
        Slot::Email => {
            email(context, entry, value);
            // "Name and e-mail" in one cell.
            let before = names::first_address(&value.text).map_or(0, |found| found.start());
            let words = value.text[..before]
                .trim()
                .trim_end_matches(['<', '(', '-', '–', ',', ':'])
                .trim();
            if entry.name.is_none() && super::is_name(words, context.profile) {
                name(context, entry, &value.cut(0..before));
            }
        }
        Slot::Level => fill_level(context, entry, value, rank),
        Slot::Roles => fill_roles(context, entry, value, rank),
        Slot::Activate => return fill_activation(context, entry, value, rank),
        Slot::Held => return fill_held(context, entry, value, rank),
        Slot::HoldUntil => fill_hold(context, entry, value, rank),
        Slot::CustodianOnly => match yes_or_no(text) {
            Some(yes) => entry.say(Claim::Field(FieldReading::CustodianOnly(yes)), rank, evidence),
            None => return false,
        },
        Slot::Trained => match yes_or_no(text) {
            Some(yes) => entry.say(Claim::Field(FieldReading::Trained(yes)), rank, evidence),
            None => return false,
        },
        Slot::Distributorship => fill_distributorship(context, entry, value, rank),
        Slot::AccountHolder => {
            let holder = names::clean(text).unwrap_or_else(|| squeeze(text));
            entry.say(Claim::Field(FieldReading::AccountHolder(holder)), rank, evidence);
        }
        Slot::SeesAllCases => entry.say(Claim::Field(FieldReading::SeesAllCases(people(text))), rank, evidence),
        Slot::Physicians => entry.say(Claim::Field(FieldReading::Physicians(people(text))), rank, evidence),
        Slot::Facilities => entry.say(Claim::Field(FieldReading::Facilities(places(text))), rank, evidence),
        Slot::ShipTo => entry.say(Claim::Field(FieldReading::ShipTo(postal(text))), rank, evidence),
        Slot::GoLive | Slot::Client | Slot::Requester => return false,
        Slot::Other => return fill_note(context, entry, value),
    }
    true
}

/// "____Horatio Crane______": the line to write on is not what was written.
fn without_rule(value: &Flow) -> Flow {
    let rule = |c: char| c == '_' || c == '\u{2026}' || c.is_whitespace();
    let text = value.text.as_str();
    if !text.contains("__") && !text.contains("....") {
        return value.clone();
    }
    let dots = |c: char| rule(c) || c == '.';
    let start = text.len() - text.trim_start_matches(dots).len();
    let inner = text[start..].trim_end_matches(rule);
    let inner = inner.split("__").next().unwrap_or(inner);
    let inner = if inner.ends_with("...") {
        inner.trim_end_matches('.')
    } else {
        inner
    };
    value.cut(start..start + inner.trim_end().len())
}

fn name(context: &Context<'_>, entry: &mut Entry, value: &Flow) {
    if let Some(found) = names::first_address(&value.text) {
        let (before, address) = (value.cut(0..found.start()), value.cut(found.range()));
        email(context, entry, &address);
        if !before.text.trim().is_empty() {
            name(context, entry, &before);
        }
        return;
    }
    let first_line = value.text.split('\n').next().unwrap_or_default();
    if let Some(name) = names::clean(first_line) {
        entry.name = Some(context.named(name, value, 0..first_line.len()));
    }
}

/// First and last name in slots of their own; the evidence spans both where they stand side by side.
fn half_name(context: &Context<'_>, entry: &mut Entry, value: &Flow, first: bool) {
    let Some(half) = names::clean(&value.text) else { return };
    let half = context.named(half, value, 0..value.text.len()).into_parts().0;
    let here = value.whole();
    let (whole, evidence) = match &entry.name {
        None => (half, context.doc.evidence(here)),
        Some(other) => {
            let whole = if first {
                format!("{half} {}", other.value())
            } else {
                format!("{} {half}", other.value())
            };
            let text = &context.doc.text;
            let from = text
                .char_indices()
                .nth(other.evidence().start)
                .map_or(here.start, |(at, _)| at);
            let to = text
                .char_indices()
                .nth(other.evidence().end)
                .map_or(text.len(), |(at, _)| at);
            let both = crate::document::Span {
                start: from.min(here.start),
                end: to.max(here.end),
            };
            (whole, context.doc.evidence(both))
        }
    };
    entry.name = Some(Evidenced::read_at(whole, evidence));
}

/// An address, something that should be one, or nothing.
pub(crate) fn email(context: &Context<'_>, entry: &mut Entry, value: &Flow) {
    let text = value.text.trim();
    let sound = !text.contains("@@") && text.matches('@').count() <= 3;
    let found = names::addresses(&value.text)
        .filter(|_| sound)
        .find_map(|found| names::address(found.as_str()).map(|address| (address, found.range())))
        .or_else(|| torn_address(&value.text).filter(|_| sound));
    entry.email = match found {
        Some((address, range)) => {
            EmailReading::Address(Evidenced::read_at(address, context.doc.evidence(value.source(range))))
        }
        None if ADDRESS_LIKE.is_match(text) && !text.contains(char::is_whitespace) => {
            EmailReading::Invalid(context.doc.evidence(value.whole()))
        }
        None => EmailReading::None,
    };
}

/// "tomasz@verdantpost. example,": nothing but an address that copying tore apart.
fn torn_address(text: &str) -> Option<(String, std::ops::Range<usize>)> {
    let inner = text.trim().trim_end_matches([',', '.', ';', '>']);
    let joined: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    let pieces = inner.split_whitespace().count();
    let lead = text.len() - text.trim_start().len();
    let torn = pieces > 1
        && inner
            .split_whitespace()
            .all(|piece| piece.contains(['@', '.']) || pieces <= 3);
    let whole = names::first_address(&joined).is_some_and(|found| found.len() == joined.len());
    let address = names::address(&joined).filter(|_| torn && whole)?;
    Some((address, lead..lead + inner.len()))
}

fn fill_distributorship(context: &Context<'_>, entry: &mut Entry, value: &Flow, rank: Rank) {
    let evidence = context.doc.evidence(value.whole());
    let (name, rest, behind) = super::inline::up_to_next(value.text.trim());
    // "Distributorship: Duluth Joint. All three of us cover …".
    let name = if sentences::split(name).len() > 1 {
        sentences::first(name)
    } else {
        name
    };
    let held = FieldReading::Distributorship(squeeze(name));
    entry.say(Claim::Field(held), rank, evidence.clone());
    let behind = behind
        .trim_start_matches([':', '=', ' ', '-'])
        .trim_start_matches("is ");
    if let Some(held) = super::device::held(context, rest) {
        entry.say(Claim::Field(held), rank, evidence);
    } else if let Some(holder) = names::clean(behind).filter(|name| names::looks_like_name(name)) {
        entry.say(Claim::Field(FieldReading::AccountHolder(holder)), rank, evidence);
    }
}

fn fill_level(context: &Context<'_>, entry: &mut Entry, value: &Flow, rank: Rank) {
    if is_ditto(&value.text) {
        entry.ditto.level = true;
        return;
    }
    let checked = boxes::checked(&value.text);
    let (text, range) = match checked.as_deref() {
        Some([one]) => (&value.text[one.clone()], one.clone()),
        Some([]) => return,
        Some(_) => {
            let evidence = context.doc.evidence(value.whole());
            entry.say(Claim::Level(crate::statement::LevelReading::Ambiguous), rank, evidence);
            return;
        }
        None => (value.text.as_str(), 0..value.text.len()),
    };
    if let Some(level) = level::in_slot(text, context.profile) {
        entry.say(Claim::Level(level), rank, context.doc.evidence(value.source(range)));
    }
}

fn fill_roles(context: &Context<'_>, entry: &mut Entry, value: &Flow, rank: Rank) {
    let text = value.text.trim();
    if is_ditto(text) {
        entry.ditto.roles = true;
        entry.ditto.level |=
            key(text).contains("above") && entry.said.iter().all(|said| !matches!(said.claim, Claim::Level(_)));
        return;
    }
    let evidence = context.doc.evidence(value.whole());
    if roles::known(text, context.profile).is_none()
        && let Some(level) = level::label(text, context.profile)
    {
        entry.say(Claim::Level(crate::statement::LevelReading::Is(level)), rank, evidence);
        return;
    }
    let custodian = !context.profile.has_levels() && key(text).contains("custodian only");
    let text = if custodian {
        text.split('(')
            .next()
            .unwrap_or(text)
            .trim_end_matches([' ', ',', '-', '–'])
    } else {
        text
    };
    // "Level 2, Scheduler" under "What they may do".
    let said = level::numbered(text, context.profile).into_iter().next();
    let mut without = text.to_owned();
    if let Some(said) = said.filter(|_| entry.said.iter().all(|said| !matches!(said.claim, Claim::Level(_)))) {
        entry.say(Claim::Level(said.level), rank, evidence.clone());
        without.replace_range(said.range, "");
    }
    let text = without.trim_matches(|c: char| c.is_whitespace() || ",;/-–".contains(c));
    let roles = roles::in_slot(text, context.profile);
    if custodian {
        entry.say(Claim::Field(FieldReading::CustodianOnly(true)), rank, evidence.clone());
    }
    entry.say(Claim::Roles(roles), rank, evidence);
}

fn fill_activation(context: &Context<'_>, entry: &mut Entry, value: &Flow, rank: Rank) -> bool {
    if is_ditto(&value.text) {
        entry.ditto.activation = true;
        return true;
    }
    let explained = context.legend.says(&value.text).map(|said| match said {
        Activate::Now => Verdict::Now,
        Activate::Hold => Verdict::Hold(None),
        Activate::Unstated => Verdict::Nothing,
    });
    let verdict = explained.unwrap_or_else(|| activation::in_slot(&value.text, context.reading));
    let dated = |said: &Said| said.rank == rank && matches!(said.claim, Claim::Activation { until: Some(_), .. });
    if verdict == Verdict::Now && entry.said.iter().any(dated) {
        return true;
    }
    // An answer that nobody understands is none, and what is said of all does not stand in for it.
    if verdict == Verdict::Nothing && value.text.chars().any(char::is_alphanumeric) {
        entry.say(Claim::Doubted, rank, context.doc.evidence(value.whole()));
    }
    say_verdict(context, entry, value, verdict, rank)
}

/// Notes what a slot or a phrase says about activation.
pub(crate) fn say_verdict(
    context: &Context<'_>,
    entry: &mut Entry,
    value: &Flow,
    verdict: Verdict,
    rank: Rank,
) -> bool {
    match claim_of(context, value, verdict) {
        Some(claim) => {
            entry.say(claim, rank, context.doc.evidence(value.whole()));
            true
        }
        None => false,
    }
}

/// A verdict as a claim, with the date's own evidence.
pub(crate) fn claim_of(context: &Context<'_>, value: &Flow, verdict: Verdict) -> Option<Claim> {
    match verdict {
        Verdict::Now => Some(Claim::Activation {
            activate: Activate::Now,
            until: None,
        }),
        Verdict::Hold(date) => {
            let until = date.map(|(day, range)| Until {
                is_floor: activation::is_floor(&value.text, &range),
                day: Evidenced::read_at(day, context.doc.evidence(value.source(range))),
            });
            Some(Claim::Activation {
                activate: Activate::Hold,
                until,
            })
        }
        Verdict::Nothing => None,
    }
}

fn fill_hold(context: &Context<'_>, entry: &mut Entry, value: &Flow, rank: Rank) {
    let days: Vec<_> = dates::find(&value.text, context.reading);
    if let Some((day, range)) = days.iter().find_map(|date| match date.when {
        When::Day(day) => Some((day, date.range.clone())),
        When::Vague => None,
    }) {
        // "Activate: yes, activation date: 3 May": yes, but then.
        entry.said.retain(|said| said.rank != rank || !said.claim.is_now());
        let verdict = Verdict::Hold(Some((day, range)));
        say_verdict(context, entry, value, verdict, rank);
    } else if yes_or_no(&value.text) == Some(true) {
        // "Hold until: yes" names no day.
        say_verdict(context, entry, value, Verdict::Hold(None), rank);
    } else {
        fill_activation(context, entry, value, rank);
    }
}

/// "Hold: yes" keeps the link back, "Hold: no" says nothing more, "Hold: no, activate now" asks for it.
fn fill_held(context: &Context<'_>, entry: &mut Entry, value: &Flow, rank: Rank) -> bool {
    let text = value.text.trim();
    let answer = yes_or_no(text).or_else(|| boxes::is_mark(text).then_some(true));
    let refused = text.find([',', ';', '-', '–', '.']).filter(|_| answer == Some(false));
    let asked = refused.map(|at| activation::in_prose(&text[at + 1..], context.reading));
    let days = dates::find(text, context.reading);
    let verdict = match (answer, asked) {
        (_, Some(asked @ (Verdict::Now | Verdict::Hold(_)))) => asked,
        (Some(false), None) => return true,
        (Some(false), Some(Verdict::Nothing)) => Verdict::Nothing,
        (Some(true), _) => Verdict::Hold(activation::first_day(&days, context.reading)),
        (None, _) if roles::is_none(text) => return true,
        (None, _) if !days.is_empty() => Verdict::Hold(activation::first_day(&days, context.reading)),
        (None, _) if activation::speaks(text) => activation::in_prose(text, context.reading),
        (None, _) => Verdict::Nothing,
    };
    if verdict == Verdict::Nothing {
        entry.say(Claim::Doubted, rank, context.doc.evidence(value.whole()));
    }
    say_verdict(context, entry, value, verdict, rank)
}

/// Notes may say "do not activate yet" about the person of their row.
fn fill_note(context: &Context<'_>, entry: &mut Entry, value: &Flow) -> bool {
    // "Billing too" beside somebody gives one role more.
    let more = [
        "too", "also", "as well", "plus", "extra", "auch", "aussi", "tambien", "tambem", "ook", "anche",
    ];
    let words = key(&value.text);
    if context.profile.has_levels() && words.split(' ').any(|word| more.contains(&word)) || words.contains("as well") {
        let given = roles::given(&value.text, context.profile);
        if !given.is_empty() {
            let roles = given.into_iter().map(|(_, role)| role).collect();
            entry.say(Claim::Roles(roles), Rank::Column, context.doc.evidence(value.whole()));
        }
    }
    // "Keep both of them on hold" under the last person's remarks is about all.
    if super::whom::is_everybody(&value.text) {
        return false;
    }
    if activation::speaks(&value.text) && !activation::is_question(&value.text) {
        let verdict = activation::in_prose(&value.text, context.reading);
        if verdict != Verdict::Nothing {
            return say_verdict(context, entry, value, verdict, Rank::Person);
        }
    }
    if activation::note_waits(&value.text) {
        entry.say(Claim::Doubted, Rank::Column, context.doc.evidence(value.whole()));
    }
    false
}

/// Yes or no, also by check boxes.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    if let Some(checked) = boxes::checked(text) {
        return match checked.as_slice() {
            [one] => yes_or_no(&text[one.clone()]),
            _ => None,
        };
    }
    let words = key(text);
    match words.split(' ').next().unwrap_or_default() {
        "yes" | "y" | "ja" | "oui" | "si" | "sim" | "x" | "true" | "done" | "completed" | "complete" | "1"
        | "finished" | "passed" | "fait" | "faite" | "effectuee" | "suivie" | "terminee" | "hecha" | "realizada"
        | "completada" | "terminada" | "feita" | "feito" | "concluida" | "concluido" | "fatta" | "svolta"
        | "completata" | "erledigt" | "erfolgt" | "abgeschlossen" | "gevolgd" | "voltooid" | "afgerond" => Some(true),
        "no" | "n" | "nein" | "non" | "nao" | "nee" | "not" | "false" | "0" | "pending" | "pendiente" | "pendente"
        | "ausstehend" | "offen" | "noch" | "pas" | "todavia" | "aun" | "ainda" | "nog" | "niet" | "outstanding"
        | "open" | "scheduled" | "planned" => Some(false),
        _ => match text.trim() {
            "✓" | "✔" | "☒" | "☑" => Some(true),
            _ => None,
        },
    }
}

/// The names of a list of people, honorifics dropped.
pub(crate) fn people(text: &str) -> Vec<String> {
    let items: Vec<String> = list(text).iter().filter_map(|item| names::clean(item)).collect();
    let mut out: Vec<String> = Vec::new();
    for item in items {
        if !roles::is_none(&item) && !names::is_letters(&item) && !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

/// The items of a list.
pub(crate) fn list(text: &str) -> Vec<String> {
    if roles::is_none(text) {
        return Vec::new();
    }
    let separators: &[char] = if text.contains(['\n', ';', '•']) {
        &['\n', ';', '•']
    } else {
        &[',', '/', '|', '&']
    };
    text.split(separators)
        .flat_map(|item| item.split(" and ").map(str::to_owned).collect::<Vec<_>>())
        .map(|item| {
            squeeze(
                item.trim()
                    .trim_start_matches("and ")
                    .trim_matches(['.', ',', '-', '*', ' ']),
            )
        })
        .filter(|item| !item.is_empty() && !is_prompt(item))
        .collect()
}

/// The facilities of a list: "&" belongs to names, and so does "and" beside a single word.
pub(crate) fn places(text: &str) -> Vec<String> {
    if roles::is_none(text) {
        return Vec::new();
    }
    let separators: &[char] = if text.contains(['\n', ';', '•']) {
        &['\n', ';', '•']
    } else {
        &[',', '/', '|', '+']
    };
    let mut out = Vec::new();
    for item in text.split(separators) {
        let item = item.trim().trim_start_matches("and ");
        match item.split_once(" and ") {
            Some((one, other)) if one.trim().contains(' ') && other.trim().contains(' ') => out.extend([one, other]),
            Some(_) | None => out.push(item),
        }
    }
    let tidy = out
        .into_iter()
        .map(|item| squeeze(item.trim_matches(|c: char| c.is_whitespace() || ".,-*•".contains(c))));
    tidy.filter(|item| !item.is_empty() && !is_prompt(item) && !roles::is_none(item))
        .collect()
}

/// A postal address on one line.
pub(crate) fn postal(text: &str) -> String {
    // "…, CO 80301 - please invite her": what is asked for is not where to send things.
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s[-–—]\s*(?:please|pls|kindly|invite|activate|create|hold|no invite|without|send)\b.*$")
            .expect("a valid pattern")
    });
    let text = &ASKED.replace(text, "");
    let lines = text.split(['\n', '|']).map(|line| squeeze(without_end(line.trim())));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Without the punctuation behind an address; the full stop of "León, Gto." belongs to the word.
fn without_end(line: &str) -> &str {
    let bare = line.trim_end_matches([',', '.', ';']);
    let short = bare.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let state = line[bare.len()..].starts_with('.')
        && (2..=4).contains(&short.chars().count())
        && bare[..bare.len() - short.len()].trim_end().ends_with(',')
        && short.chars().skip(1).all(char::is_lowercase);
    if state { &line[..=bare.len()] } else { bare }
}
