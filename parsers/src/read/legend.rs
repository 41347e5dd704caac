//! What the marks of a list mean, where the writer explains them: "S = send the link, W = wait".
//!
//! Phrases seen: "In the last column Y = send this person the link, N = do not activate.", "S at the end means please send the
//! link straight away, W means wait with it". A mark whose explanation nobody understands says nothing. Incomplete support:
//! marks for levels and roles; the day in "H = hold until 3 May".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::dates::Reading;
use crate::extraction::Activate;
use crate::read::activation::{self, Verdict};
use crate::read::sentences;
use crate::text::fold;

/// Nobody explains more marks.
const MAX_MARKS: usize = 12;

/// The marks that a text explains.
#[derive(Debug, Clone, Default)]
pub(crate) struct Legend {
    /// Whether the text says that the last column of its table tells who is activated.
    pub(crate) last_column: bool,
    marks: Vec<(String, Activate)>,
}

/// A mark with its explanation.
struct Explained<'t> {
    mark: &'t str,
    whole: Range<usize>,
    said: &'t str,
}

impl Legend {
    /// Reads the lines of a voice.
    pub(crate) fn of<'t>(lines: impl Iterator<Item = &'t str>, reading: Reading) -> Self {
        static LAST: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?:last|final|right(?:most|-?hand)?|far right) column(?-u:\b)").expect("a valid pattern")
        });
        let mut legend = Self::default();
        let (mut last, mut speaks) = (false, false);
        for line in lines {
            last |= LAST.is_match(&fold(line));
            speaks |= activation::speaks(line);
            for sentence in sentences::split(line) {
                legend.learn(&line[sentence], reading);
            }
        }
        legend.last_column = last && speaks;
        legend
    }

    fn learn(&mut self, sentence: &str, reading: Reading) {
        for explained in explanations(sentence) {
            if self.marks.len() >= MAX_MARKS {
                return;
            }
            let verdict = match activation::in_slot(explained.said, reading) {
                Verdict::Now if is_plain(sentence) => Activate::Now,
                Verdict::Hold(_) => Activate::Hold,
                Verdict::Now | Verdict::Nothing => Activate::Unstated,
            };
            match self.marks.iter_mut().find(|(mark, _)| mark == explained.mark) {
                Some((_, known)) if *known != verdict => *known = Activate::Unstated,
                Some(_) => {}
                None => self.marks.push((explained.mark.to_owned(), verdict)),
            }
        }
    }

    /// What a cell says that holds nothing but a mark; none where the text does not explain it.
    pub(crate) fn says(&self, cell: &str) -> Option<Activate> {
        let cell = cell.trim().trim_matches(['(', ')', '[', ']', '"', '\'', '.']);
        let about_links = self.marks.iter().any(|(_, said)| *said != Activate::Unstated);
        let found = self.marks.iter().find(|(mark, _)| mark == cell);
        found.map(|(_, said)| *said).filter(|_| about_links)
    }

    /// Whether a sentence does nothing but explain marks of the list.
    pub(crate) fn explains(&self, sentence: &str) -> bool {
        let all = explanations(sentence);
        !all.is_empty() && is_plain(sentence) && all.iter().all(|explained| self.says(explained.mark).is_some())
    }
}

/// The marks that a sentence explains, in order.
fn explanations(sentence: &str) -> Vec<Explained<'_>> {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?:^|[\s(,;:"'])(?P<mark>[A-Z]{1,2}|[xX*+✓])["']?(?: (?:at the end|at the back|behind (?:it|the name)|in (?:the )?(?:last|final) column|there|am Ende|à la fin|al final|no fim))?\s*(?:=|->|→|\b(?:means|stands for|is for|heißt|heisst|bedeutet|steht für|signifie|veut dire|significa|quiere decir|quer dizer|betekent|betyder|vuol dire)\b)\s*"#).expect("a valid pattern")
    });
    // Most sentences explain nothing, and that is told without the pattern.
    if !sentence.contains(['=', '>', '→']) && !sentence.contains(char::is_uppercase) {
        return Vec::new();
    }
    let heads: Vec<(Range<usize>, Range<usize>)> = MARK
        .captures_iter(sentence)
        .filter_map(|found| Some((found.get(0)?.range(), found.name("mark")?.range())))
        .take(MAX_MARKS)
        .collect();
    let mut out = Vec::new();
    for (index, (whole, mark)) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(sentence.len(), |(next, _)| next.start);
        let said = sentence.get(whole.end..end).unwrap_or_default();
        out.push(Explained {
            mark: &sentence[mark.clone()],
            whole: mark.start..end,
            said: said
                .trim()
                .trim_end_matches([',', ';', '.', ')', '!', ' '])
                .trim_end_matches(" and"),
        });
    }
    out
}

/// "S = send, W = wait, but please hold them all": what stands beside the explanations says something of its own.
fn is_plain(sentence: &str) -> bool {
    let all = explanations(sentence);
    let Some((first, last)) = all.first().zip(all.last()) else {
        return false;
    };
    let aside = last.said.split([',', ';', '–']).skip(1).any(activation::speaks);
    !activation::speaks(&sentence[..first.whole.start]) && !aside
}

#[cfg(test)]
mod tests {
    use super::Legend;
    use crate::dates::Reading;
    use crate::extraction::Activate::{Hold, Now, Unstated};
    use crate::profile::DateOrder;

    #[test]
    fn marks() {
        let legend = |text: &str| {
            let reading = Reading {
                base: None,
                order: DateOrder::Mdy,
            };
            Legend::of(text.lines(), reading)
        };
        for text in [
            "S at the end means please send the link straight away, W means wait with it until I write again.",
            "S = send the link, W = wait",
            "Legend: W = hold; S = activate now.",
        ] {
            assert_eq!(legend(text).says("S"), Some(Now), "{text}");
            assert_eq!(legend(text).says("W"), Some(Hold), "{text}");
            assert!(legend(text).explains(text), "{text}");
            assert_eq!(legend(text).says("Z"), None);
        }
        let doubtful = "S = send the link, W = wait, but please hold them all for now";
        assert_eq!(legend(doubtful).says("S"), Some(Unstated));
        assert!(!legend(doubtful).explains(doubtful));
        assert_eq!(legend("A = already activated, H = on hold").says("A"), Some(Unstated));
        assert_eq!(legend("P = part time, F = full time").says("P"), None);
    }
}
