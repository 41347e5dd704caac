//! Answers between the lines of a quoted mail: "Level 3 please" right below the line that names somebody.
//!
//! One answer below one person may be the whole message below a quote; two or more tell that each is about its person.

use std::collections::HashMap;

use crate::conversation::Conversation;
use crate::resolve::people::Person;
use crate::statement::Entry;

/// Lines of a voice that stand right below the one person whom another voice names there, with that person.
pub(crate) fn owners(
    conversation: &Conversation,
    voice: usize,
    lines: &[usize],
    everybody: &[Person],
    entries: &[Entry],
) -> HashMap<usize, usize> {
    let document = conversation.voices[voice].document;
    let lines_of = |entry: &Entry| entry.lines.iter().copied().chain(entry.line).collect::<Vec<usize>>();
    // Whom each quoted line names; nobody where it names several.
    let mut named: HashMap<usize, Option<usize>> = HashMap::new();
    for (index, person) in everybody.iter().enumerate() {
        for entry in person.entries.iter().map(|entry| &entries[*entry]) {
            if entry.voice == voice || conversation.voices[entry.voice].document != document {
                continue;
            }
            for line in lines_of(entry) {
                let known = named.entry(line).or_insert(Some(index));
                if *known != Some(index) {
                    *known = None;
                }
            }
        }
    }
    if named.is_empty() {
        return HashMap::new();
    }
    let doc = &conversation.documents[document];
    let blank = |line: usize| doc.slice(doc.lines[line].span).trim().is_empty();
    let mut out: HashMap<usize, usize> = HashMap::new();
    let mut places = 0;
    for line in lines.iter().copied().filter(|line| !blank(*line)) {
        let above = (0..line).rev().find(|above| !blank(*above));
        let Some(above) = above else { continue };
        if let Some(person) = out.get(&above).copied() {
            // The answer goes on in the next line of its paragraph.
            if above + 1 == line {
                out.insert(line, person);
            }
        } else if let Some(Some(person)) = named.get(&above) {
            out.insert(line, *person);
            places += 1;
        }
    }
    if places > 1 || everybody.len() == 1 {
        out
    } else {
        HashMap::new()
    }
}
