//! One sentence with everything in it that matters to a go-live: clauses, dates, and what the dates may belong to.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::Span;
use regex::Regex;

use crate::dates::{self, Found, Reading};
use crate::lexicon::{self, go_live as words};
use crate::text::fold;

static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::GO_LIVE]));
static SHORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^a-z])(gl)(?: date)? ?[:=–-]|^\W*(live) ?[:=–]|[=:] ?(live)\b"));
static OTHER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OTHER_DATES, words::LINK_DATES]));
static FORMER: LazyLock<Regex> = LazyLock::new(|| before_date(words::FORMER, 3));
static PERHAPS_FORMER: LazyLock<Regex> = LazyLock::new(|| before_date(words::PERHAPS_FORMER, 2));
static FELL_THROUGH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^\W*(?:date |is |was )?(?:{})",
        words::FELL_THROUGH.join("|")
    ))
});
static DENIED: LazyLock<Regex> = LazyLock::new(|| before_date(words::DENIED, 2));
/// So many words have a sentence that only doubts: "if all goes well."
const MAX_DOUBT: usize = 4;
static TENTATIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::TENTATIVE]));
static HOPED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HOPED]));
static ROUGHLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[^\p{{L}}])(?:{}) ?(?:the )?$",
        words::ROUGHLY.join("|")
    ))
});
static MOVED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::MOVED]));
static CORRECTED: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::CORRECTED]));
static WITH_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:date|timing|schedule|timeline)\b|^\W*(?:but |and |though |although |however,? )?(?:that|this|it)(?:\b|')",
    )
});
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b([a-z0-9]+|a couple of) (days?|weeks?|months?|tage?n?|wochen?|monate?n?|jours?|semaines?|dias|semanas?|weken|dagen|giorni|settimane)\b",
    )
});
static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:forward|earlier|up|advanc\w+|sooner|vorgezogen|fruher|avanc\w+|adelant\w+|antecip\w+|vervroegd|anticip\w+)\b",
    )
});
static BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\W*(?:that|this|it|which)(?: ?'s| is| will be| would be| happens to be| also is)\b|^\W*(?:also (?:der|die|das)|i\.?e\.?|d\.?h\.?|c'est|es decir|ou seja)\b",
    )
});
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[,;()|!?\t–]| - | -- |--|\.\.+| (?:and|but|while|whereas|und|aber|wahrend|et|mais|tandis que|y|pero|mas|en|maar|ma|oraz|ale|och|men) ",
    )
});

/// "La reunión de arranque", "the planning call before go-live": the day is the meeting's.
static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:reunion|meeting|sitzung|besprechung|call|webinar|party|feier|fete|fiesta|formation|schulung|planning|workshop|session|seance|reuniao|riunione|vergadering|overleg|checklist|review)(?: (?:de|du|d'|zum|zur|for|about|on|vor|before|di|da|do|del|der|voor|over|the|our|la|le))+ ?$",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// Words that stand before a date with no more than some other words between.
fn before_date(list: &[&str], between: usize) -> Regex {
    pattern(&format!(
        r"(?:^|[^\p{{L}}'])(?:{})(?:\s+[\p{{L}}'-]+){{0,{between}}}[\s:,]*$",
        list.join("|")
    ))
}

/// What a date may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    GoLive,
    /// The go-live, but it is denied: "we are not going live on 3 May".
    Denied,
    /// Another appointment.
    Other,
}

/// A mention of the go-live or of another appointment, by its place in the folded text.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) owner: Owner,
}

#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) folded: String,
    pub(super) dates: Vec<Found>,
    /// The places of `dates` in the folded text.
    pub(super) places: Vec<Range<usize>>,
    pub(super) marks: Vec<Mark>,
    pub(super) clauses: Vec<Range<usize>>,
}

impl Sentence {
    pub(super) fn in_prose(text: &str, reading: Reading) -> Self {
        let folded = fold(text);
        let mut marks = marks(&folded);
        if marks.is_empty() {
            marks.extend(client_moved(text));
        }
        let spoken = !marks.is_empty() || folded.len() < 160;
        let dates = if spoken { dates::find(text, reading) } else { Vec::new() };
        Self::of(text, folded, marks, dates)
    }

    /// The value of a form's line: it is about the go-live without saying so.
    pub(super) fn in_slot(text: &str, reading: Reading) -> Self {
        let folded = fold(text);
        let marks = marks(&folded);
        Self::of(text, folded, marks, dates::find(text, reading))
    }

    fn of(text: &str, folded: String, marks: Vec<Mark>, dates: Vec<Found>) -> Self {
        // Folding keeps the order of words, so places are compared in the folded text throughout.
        let place = |at: usize| {
            if text.len() == folded.len() {
                at
            } else {
                fold(&text[..at]).len()
            }
        };
        let places: Vec<Range<usize>> = dates
            .iter()
            .map(|date| place(date.range.start)..place(date.range.end))
            .collect();
        let whole: Vec<Range<usize>> = places
            .iter()
            .cloned()
            .chain(marks.iter().map(|mark| mark.range.clone()))
            .collect();
        let clauses = clauses(&folded, &whole);
        Self {
            folded,
            dates,
            places,
            marks,
            clauses,
        }
    }

    pub(super) fn has_no_date_and_no_mark(&self) -> bool {
        self.dates.is_empty() && self.marks.is_empty()
    }

    pub(super) fn is_question(&self) -> bool {
        self.folded.trim_end().ends_with('?')
    }

    /// "That is our go-live": the date stands in the sentence before.
    pub(super) fn points_back(&self) -> bool {
        self.marks.iter().any(|mark| mark.owner == Owner::GoLive) && BACK.is_match(&self.folded)
    }

    /// "Slips by two weeks": how far a go-live is moved where no day is named.
    pub(super) fn amount(&self) -> Option<Span> {
        let captures = AMOUNT
            .captures(&self.folded)
            .filter(|_| self.dates.is_empty() && self.is_moved())?;
        let span = dates::length(&captures[1], &captures[2])?;
        let earlier = EARLIER.is_match(&self.folded);
        Some(if earlier { -span } else { span })
    }

    /// "That date is still tentative".
    pub(super) fn doubts_date(&self) -> bool {
        self.dates.is_empty() && WITH_DATE.is_match(&self.folded) && TENTATIVE.is_match(&self.folded)
    }

    /// "Probably!": a doubt and no more, right behind the date.
    pub(super) fn only_doubts(&self) -> bool {
        let lone = self.folded.split_whitespace().count() <= MAX_DOUBT && self.dates.is_empty();
        let begins = |found: regex::Match<'_>| self.folded[..found.start()].trim().is_empty();
        lone && TENTATIVE.find(&self.folded).is_some_and(begins)
    }

    pub(super) fn clause_of(&self, at: usize) -> usize {
        // Clauses stand in order, and each date asks for those of all marks.
        self.clauses
            .partition_point(|clause| clause.start <= at)
            .saturating_sub(1)
    }

    pub(super) fn is_moved(&self) -> bool {
        MOVED.is_match(&self.folded)
    }

    /// Whether the words between a date and the one before it take that one back.
    pub(super) fn is_corrected(&self, index: usize) -> bool {
        let start = index.checked_sub(1).map_or(0, |before| self.places[before].end);
        let end = self.clauses[self.clause_of(self.places[index].start)].end;
        self.folded
            .get(start..end)
            .is_some_and(|words| CORRECTED.is_match(words))
    }

    /// Whether a clause says that the date before it is the go-live: ", that is the launch".
    pub(super) fn clause_points_back(&self, clause: usize) -> bool {
        BACK.is_match(&self.folded[self.clauses[clause].clone()])
    }

    /// The words between a date and what stands before it in its clause.
    fn before(&self, index: usize) -> &str {
        let place = &self.places[index];
        let clause = self.clauses[self.clause_of(place.start)].start;
        let last = index.checked_sub(1).map_or(0, |before| self.places[before].end);
        &self.folded[clause.max(last).min(place.start)..place.start]
    }

    /// Whether a date certainly is no longer the one.
    pub(super) fn is_former(&self, index: usize) -> bool {
        let place = &self.places[index];
        let behind = &self.folded[place.end..];
        let until_next = self
            .places
            .get(index + 1)
            .map(|next| self.folded[place.end..next.start].trim());
        let arrow =
            until_next.is_some_and(|between| matches!(between, "->" | "-->" | "→" | "=>" | ">" | ">>" | "➔" | "➜"));
        let before = self.before(index);
        let until = ["until", "till", "before", "erst", "only"]
            .iter()
            .any(|word| before.contains(word));
        let struck = self.folded[..place.start].ends_with("~~") && behind.starts_with("~~");
        arrow || struck || FORMER.is_match(before) && !until || FELL_THROUGH.is_match(behind)
    }

    /// Whether a date is no longer the one if another takes its place.
    pub(super) fn is_perhaps_former(&self, index: usize) -> bool {
        let before = self.before(index);
        // "Live from 3 May" tells when it begins, and so does a sentence that begins so.
        let begins = self.marks.iter().any(|mark| {
            mark.owner == Owner::GoLive
                && mark.range.end + 8 >= self.places[index].start
                && self.folded[mark.range.clone()].contains("from")
        });
        !begins && PERHAPS_FORMER.is_match(before)
    }

    /// The words of a date's clause that are neither the date nor small words.
    pub(super) fn strange_words(&self, index: usize) -> usize {
        let clause = &self.clauses[self.clause_of(self.places[index].start)];
        let mut rest: Vec<&str> = Vec::new();
        let mut from = clause.start;
        for place in self
            .places
            .iter()
            .filter(|place| place.start >= clause.start && place.start < clause.end)
        {
            rest.push(&self.folded[from..place.start.max(from)]);
            from = place.end.clamp(from, clause.end);
        }
        rest.push(&self.folded[from..clause.end]);
        let words = rest
            .iter()
            .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.'));
        words
            .map(|word| word.trim_matches(['.', '\'']))
            .filter(|word| !word.is_empty() && !words::FILLERS.contains(word))
            .count()
    }

    /// Whether what is said of the go-live on this date is uncertain.
    pub(super) fn is_tentative(&self, date: &Found) -> bool {
        let Some(index) = self.dates.iter().position(|other| other == date) else {
            return false;
        };
        let place = &self.places[index];
        let own = self.clause_of(place.start);
        let before = &self.folded[..place.start];
        let near = before.ends_with('~') && !before.ends_with("~~");
        if near || ROUGHLY.is_match(before) || self.folded[place.clone()].ends_with("ish") {
            return true;
        }
        let marks_in = |clause: usize| {
            self.marks
                .iter()
                .filter(move |mark| self.clause_of(mark.range.start) == clause)
        };
        (0..self.clauses.len()).any(|clause| {
            let text = &self.folded[self.clauses[clause].clone()];
            let go_live = marks_in(clause).any(|mark| mark.owner != Owner::Other);
            let other = marks_in(clause).any(|mark| mark.owner == Owner::Other);
            let dated = self.places.iter().any(|place| self.clause_of(place.start) == clause);
            let about = clause == own || go_live && !other || !other && !dated;
            let begins = clause == own + 1
                && TENTATIVE
                    .find(text.trim_start())
                    .is_some_and(|found| found.start() == 0);
            (about || begins) && TENTATIVE.is_match(text)
                || (clause == own || go_live && !dated) && HOPED.is_match(text)
        })
    }
}

/// "Arrowsmith Foods has been pushed from Feb 8 to Feb 22": what moves by the day is the client's go-live.
fn client_moved(text: &str) -> Option<Mark> {
    static MOVES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[\p{L} ]{1,20}[,:] )?(?:The )?\p{Lu}[\p{L}&'’.-]+(?: (?:&|and|of|de|\p{Lu}[\p{L}&'’.-]+)){1,4},? (?:has been |have been |is being |is |was |got |has |have |just )?(?P<moved>pushed|moved|postponed|delayed|slipped|slips|rescheduled|brought forward|put back) (?:out |back |forward |again )*from\b",
        )
    });
    let found = MOVES.captures(text)?.name("moved")?;
    // Folding keeps the place of words where nothing but ASCII stands before them.
    text[..found.end()].is_ascii().then(|| Mark {
        range: found.range(),
        owner: Owner::GoLive,
    })
}

fn marks(folded: &str) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    for found in GO_LIVE.find_iter(folded) {
        let range = trimmed(folded, found.range());
        out.push(Mark {
            owner: owner_at(folded, &range),
            range,
        });
    }
    for found in SHORT
        .captures_iter(folded)
        .filter_map(|captures| captures.get(1).or(captures.get(2)).or(captures.get(3)))
    {
        if !out.iter().any(|mark| overlap(&mark.range, &found.range())) {
            out.push(Mark {
                range: found.range(),
                owner: Owner::GoLive,
            });
        }
    }
    let mut from = 0;
    // Borders are shared by neighbours, so each search begins where the last word ended.
    while let Some(found) = OTHER.find_at(folded, from) {
        let range = trimmed(folded, found.range());
        from = range.end.max(from + 1);
        while !folded.is_char_boundary(from) {
            from += 1;
        }
        // "No, wait, 10 May" holds nobody.
        let exclaimed = &folded[range.clone()] == "wait"
            && (folded[range.end..].starts_with([',', '-', '.', '!']) || folded[..range.start].ends_with("no "));
        // "Neuer Termin ist der 3. Mai" tells the new date of what was spoken of.
        let renewed = &folded[range.clone()] == "termin"
            && ["neue ", "neuer ", "neuen "]
                .iter()
                .any(|word| folded[..range.start].ends_with(word));
        if !exclaimed && !renewed && !out.iter().any(|mark| overlap(&mark.range, &range)) {
            out.push(Mark {
                range,
                owner: Owner::Other,
            });
        }
        if from >= folded.len() {
            break;
        }
    }
    out.sort_by_key(|mark| mark.range.start);
    out
}

/// "We are not going live on 3 May" denies the date; "not live until 3 May" gives it.
fn owner_at(folded: &str, range: &Range<usize>) -> Owner {
    let before = &folded[..range.start];
    let clause = before.rfind([',', ';', '.', '(']).map_or(0, |at| at + 1);
    let words = &folded[range.clone()];
    let behind = folded[range.end..].trim_start();
    if words.starts_with("live")
        && ["went ", "gone ", "been ", "since "]
            .iter()
            .any(|word| before.ends_with(word))
    {
        return Owner::Other;
    }
    // "She begins work on Monday" is her first day, not the client's.
    let works = words.ends_with("work") || words.ends_with("working");
    let somebody = ["he ", "she ", "who "].iter().any(|word| before.ends_with(word));
    if MEETING.is_match(before) || works && somebody {
        return Owner::Other;
    }
    let until = words.ends_with("until")
        || words.ends_with("till")
        || ["until", "till", "til ", "before"]
            .iter()
            .any(|word| behind.starts_with(word));
    if (DENIED.is_match(&before[clause..]) || words.starts_with("not ")) && !until {
        Owner::Denied
    } else {
        Owner::GoLive
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// A match without the borders that the lexicon's patterns take along.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let edge = |c: char| !c.is_alphanumeric();
    let start = range.start + (words.len() - words.trim_start_matches(edge).len());
    start..(start + words.trim_matches(edge).len()).max(start)
}

/// "L'avvio (go-live) è fissato per …": brackets around nothing but another word for it end no clause.
fn is_beside_name(folded: &str, bracket: &Range<usize>, whole: &[Range<usize>]) -> bool {
    let named = |range: &&Range<usize>| !folded[(*range).clone()].contains(|c: char| c.is_ascii_digit());
    match &folded[bracket.clone()] {
        "(" => whole
            .iter()
            .filter(named)
            .any(|range| range.start == bracket.end && folded[range.end..].starts_with(')')),
        ")" => whole
            .iter()
            .filter(named)
            .any(|range| range.end == bracket.start && folded[..range.start].ends_with('(')),
        _ => false,
    }
}

/// The clauses of a sentence; nothing is cut inside a date or a mark.
fn clauses(folded: &str, whole: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for found in CLAUSE.find_iter(folded) {
        if whole.iter().any(|whole| overlap(whole, &found.range()))
            || is_beside_name(folded, &found.range(), whole)
            || found.as_str() == "!" && found.end() == folded.len()
        {
            continue;
        }
        out.push(start..found.start());
        start = found.end();
    }
    out.push(start..folded.len());
    out
}
