//! Runs of capitalised words that may be names of places and organisations.

use std::ops::Range;

use crate::names;

/// Runs of capitalised words, with the small words inside names of places.
pub(super) fn runs(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let close = |run: &mut Option<Range<usize>>, out: &mut Vec<Range<usize>>| {
        if let Some(range) = run.take() {
            let words = text[range.clone()].trim_end_matches(|c: char| !c.is_alphanumeric());
            out.push(range.start..range.start + words.len());
        }
    };
    let mut from = 0;
    for word in text.split_inclusive([' ', '\t', '\n', '(']) {
        let start = from;
        from += word.len();
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let lead = bare.len() - bare.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let core = &bare[lead..];
        let capital = core
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || (c.is_ascii_digit() && run.is_some()));
        let small = run.is_some()
            && ([
                "of", "the", "&", "and", "de", "at", "for", "du", "des", "la", "da", "do", "das", "dos", "del",
                "della", "di", "van", "den", "der", "zum", "zur", "les", "le", "los", "las",
            ]
            .contains(&core)
                || word.trim() == "&"
                || word.trim() == "-");
        let abbreviation = ["St.", "Mt.", "Ft.", "Ste."].contains(&core);
        let stops_before = lead > 0 && word.starts_with(['(', '"']);
        if stops_before {
            close(&mut run, &mut out);
        }
        if capital {
            let end = start + lead + core.trim_end_matches('.').len() + usize::from(abbreviation);
            run = Some(run.map_or(start + lead..end, |run| run.start..end));
        } else if small {
            // "and" and "at" inside a run hold it together only when a capital follows, which the trimming below undoes.
            let next = core.is_empty() && run.clone().is_some_and(|run| ends_a_facility(&text[run]));
            if ["and", "at", "for"].contains(&core) || next {
                close(&mut run, &mut out);
            } else if let Some(run) = &mut run {
                run.end = start + bare.len().max(word.trim_end().len());
            }
        } else {
            close(&mut run, &mut out);
        }
        let ends = word
            .trim_end()
            .ends_with([',', ';', ':', ')', '!', '?', '"', '/', '\n'])
            || (core.ends_with('.') && !abbreviation && core.chars().count() > 3)
            || word.ends_with(['(', '\n', '\t']);
        if ends {
            close(&mut run, &mut out);
        }
    }
    close(&mut run, &mut out);
    out.retain(|range| {
        let words = &text[range.clone()];
        words.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !names::has_address(words)
    });
    trim_small(text, out)
}

/// "St Bridget Medical Ctr & Bonneville Regional": "&" joins two names where the first is whole.
fn ends_a_facility(name: &str) -> bool {
    let last = name.trim_end().rsplit(' ').next().unwrap_or_default();
    [
        "hospital",
        "clinic",
        "center",
        "centre",
        "ctr",
        "hosp",
        "infirmary",
        "asc",
    ]
    .contains(&crate::text::fold(last).as_str())
}

fn trim_small(text: &str, runs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let small = [
        " of", " the", " &", " de", " du", " des", " la", " -", " da", " do", " das", " dos", " del", " della", " di",
        " van", " den", " der", " am", " zum", " zur", " les", " le", " los", " las",
    ];
    runs.into_iter()
        .map(|range| {
            let mut words = &text[range.clone()];
            while let Some(short) = small.iter().find_map(|end| words.strip_suffix(end)) {
                words = short.trim_end();
            }
            range.start..range.start + words.len()
        })
        .collect()
}
