//! "…, level 2, Night Audit" in a list whose other lines have a role there: a role that the profile does not know.

use std::ops::Range;

use crate::read::{Context, level, pieces, roles};
use crate::statement::{Claim, Entry, Rank, RoleReading};
use crate::text::{Flow, squeeze};

/// Longer lists are tables.
const MAX_LINES: usize = 400;

/// The pieces of a line about one person that stand behind the level.
fn behind_level(context: &Context<'_>, text: &str) -> Vec<Range<usize>> {
    let all: Vec<Range<usize>> = pieces::split(text)
        .into_iter()
        .filter(|piece| !text[piece.clone()].trim().is_empty())
        .collect();
    let leveled = |piece: &Range<usize>| level::in_prose(&text[piece.clone()], context.profile).is_some();
    match all.iter().rposition(leveled) {
        Some(at) if text.contains('@') => all[at + 1..].to_vec(),
        Some(_) | None => Vec::new(),
    }
}

/// Gives those whose line holds one unknown title, where other lines hold a role, that role.
pub(crate) fn unknown_roles(context: &Context<'_>, entries: &mut [Entry]) {
    if !context.profile.has_levels() || entries.len() > MAX_LINES {
        return;
    }
    let of_line = |entry: &Entry| -> Option<Flow> {
        let [line] = entry.lines.as_slice() else { return None };
        Some(Flow::of_line(context.doc, &context.doc.lines[*line]))
    };
    let lines: Vec<Option<(Flow, Vec<Range<usize>>)>> = entries
        .iter()
        .map(|entry| {
            let flow = of_line(entry)?;
            let behind = behind_level(context, &flow.text);
            Some((flow, behind))
        })
        .collect();
    let role = |text: &str| roles::known(text.trim(), context.profile).is_some();
    let told = lines
        .iter()
        .flatten()
        .any(|(flow, behind)| behind.first().is_some_and(|piece| role(&flow.text[piece.clone()])));
    if !told {
        return;
    }
    for (entry, line) in entries.iter_mut().zip(&lines) {
        let Some((flow, behind)) = line else { continue };
        let [piece] = behind.as_slice() else { continue };
        let words = flow.text[piece.clone()].trim();
        if roles::is_title(words)
            && !role(words)
            && !roles::is_listed(words, context.profile)
            && level::label(words, context.profile).is_none()
        {
            let name = squeeze(words);
            let evidence = context.doc.evidence(flow.source(piece.clone()));
            entry.say(
                Claim::Roles(vec![RoleReading { name, known: false }]),
                Rank::Person,
                evidence,
            );
        }
    }
}
