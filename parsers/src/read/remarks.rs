//! What else stands in somebody's own line or cells: "Jane Doe (on leave), jane@x, level 2".
//!
//! Whoever writes such words beside a person may mean that the person waits, though the request below is about everybody.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::dates::{self, When};
use crate::document::Span;
use crate::evidence::Evidence;
use crate::lexicon::labels::Slot;
use crate::lexicon::{self, calendar, go_live, remarks as words};
use crate::read::{Context, activation, footnotes, record, roles, smalltalk};
use crate::statement::{About, Claim, EmailReading, Entry, FieldReading, Rank, Said, Statement};
use crate::text::{Flow, fold};

static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));
static WAITING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::WAITING]));
static CLEARING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::CLEARING]));
static CALLING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::CALLINGS]));

/// "Level to be decided", "e-mail to follow": what waits is not the link.
static OF_VALUES: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::VALUES]));

/// "Since April", "was trained in December": over.
static SINCE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::SINCE]));

/// What the heading of a column for remarks is called.
static REMARKS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HEADINGS]));

/// What the heading of a column for a beginning, or for what comes first, is called.
static PRECEDES: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::BEGINNINGS]));

/// A cell of somebody's row, with what its column is for.
pub(crate) struct Column<'c> {
    pub(crate) heading: &'c str,
    pub(crate) slot: Option<Slot>,
    pub(crate) cell: &'c Flow,
}

/// A whole remark that says no.
const REFUSALS: &[&str] = &["no", "n", "nein", "non", "nao", "nee"];
/// A longer remark tells a story.
const MAX_WORDS: usize = 8;
/// What somebody is called has no more words.
const MAX_CALLING: usize = 3;
/// As many words below somebody are about that person, though nothing sets them off.
const MAX_BELOW: usize = 3;

/// The doubts that somebody's own lines cast on a request; the text says more about the person elsewhere.
pub(crate) fn read(context: &Context<'_>, entry: &Entry, person: usize, said: &Understood) -> Vec<Statement> {
    if entry.lines.is_empty() {
        return Vec::new();
    }
    let own = used_by(entry);
    let line = |index: &usize| Flow::of_line(context.doc, &context.doc.lines[*index]);
    let lines = entry.lines.iter().map(line);
    let used = |line: &Flow| {
        let whole = context.doc.evidence(line.whole());
        let mut used = own.clone();
        used.extend_from_slice(said.near(whole.start, whole.end));
        used
    };
    let notes = lines
        .clone()
        .filter_map(|line| footnotes::keeping_back(context, &line.text));
    let pieces = lines.flat_map(|line| unread(context, &line, &used(&line)));
    let waiting = pieces
        .chain(below(context, entry))
        .filter(|piece| !is_told(&piece.text) && waits(context, &piece.text))
        .chain(notes);
    let doubt = |piece: Flow| Statement {
        voice: entry.voice,
        about: About::People(vec![person]),
        said: Said {
            claim: Claim::Doubted,
            rank: Rank::Person,
            evidence: context.doc.evidence(piece.whole()),
        },
    };
    waiting.map(doubt).collect()
}

/// Whether a piece is a sentence of its own that touches nothing: ". He is covering for a colleague".
fn is_told(text: &str) -> bool {
    let folded = fold(text);
    let begins = folded.trim_start().starts_with(['.', '!', '?']);
    begins && (smalltalk::is_fact(&folded) || smalltalk::is_wish(&folded) || activation::is_leave_taking(&folded))
}

/// Notes the doubts that the cells of somebody's row cast on a yes beside them, or on a request below.
pub(crate) fn in_row(context: &Context<'_>, entry: &mut Entry, columns: &[Column<'_>]) {
    let used = used_by(entry);
    let mut doubts = Vec::new();
    for Column { heading, slot, cell } in columns {
        let unread = |used: &[Used]| {
            let pieces = unread(context, cell, used);
            pieces.iter().any(|piece| waits(context, &piece.text))
        };
        let doubtful = match slot {
            Some(Slot::Name | Slot::First | Slot::Last) => {
                let pieces = unread_of_name(context, cell, entry);
                pieces.iter().any(|piece| waits(context, &piece.text))
            }
            // Nobody can be sent anything without an address.
            Some(Slot::Email) => entry.address().is_some() && unread(&used),
            Some(Slot::Level) => cell.text.contains(char::is_numeric) && surely_waits(context, &cell.text),
            Some(Slot::Roles) => {
                let mut roles = cell.text.split([',', ';', '/', '\n']);
                roles.any(|role| roles::known(role.trim(), context.profile).is_none() && surely_waits(context, role))
            }
            None | Some(Slot::Other) if PRECEDES.is_match(&fold(heading)) => {
                let text = cell.text.trim();
                REFUSALS.contains(&fold(text).as_str()) || surely_waits(context, text) && !is_over(text)
            }
            None | Some(Slot::Other) if REMARKS.is_match(&fold(heading)) || heading.trim().is_empty() => unread(&used),
            _ => false,
        };
        if doubtful {
            doubts.push(context.doc.evidence(cell.whole()));
        }
        doubts.extend(footnotes::keeping_back(context, &cell.text).map(|note| context.doc.evidence(note.whole())));
    }
    for evidence in doubts {
        entry.say(Claim::Doubted, Rank::Person, evidence);
    }
}

/// What else a line about one person calls that person, a trade or a site: "Horace Lumb, treasurer, horace@…".
pub(crate) fn callings(context: &Context<'_>, entry: &Entry) -> Vec<String> {
    let Some(first) = entry.lines.iter().min() else {
        return Vec::new();
    };
    let line = &context.doc.lines[*first];
    if line.row.is_some() || !entry.notes.is_empty() {
        return Vec::new();
    }
    let pieces = unread(context, &Flow::of_line(context.doc, line), &used_by(entry));
    let calls = |piece: &Flow| {
        let text = piece.text.trim();
        let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '&' | '/');
        text.split_whitespace().count() <= MAX_CALLING
            && text.chars().all(plain)
            && !activation::speaks(text)
            && !waits(context, text)
    };
    let called = pieces.into_iter().filter(calls);
    called.map(|piece| piece.text.trim().to_owned()).collect()
}

/// The words of a name's cell that are no part of the name: "Jane Doe (on leave)".
fn unread_of_name(context: &Context<'_>, cell: &Flow, entry: &Entry) -> Vec<Flow> {
    let name = fold(entry.name().unwrap_or_default());
    let words: Vec<&str> = name.split(' ').collect();
    let strange = |piece: &Flow| {
        let folded = fold(&piece.text);
        folded
            .split_whitespace()
            .any(|word| !words.contains(&word.trim_matches('.')))
    };
    let pieces = unread(context, cell, &[]);
    pieces.into_iter().filter(strange).collect()
}

/// Whether folded words are about a level, an address or another value that is to come.
pub(crate) fn is_of_values(folded: &str) -> bool {
    OF_VALUES.is_match(folded)
}

/// Whether words that have a place of their own still say that the person waits.
fn surely_waits(context: &Context<'_>, text: &str) -> bool {
    let folded = fold(text);
    let telling = WAITING.is_match(&folded) || calendar_word(&folded) || text.contains('?') || to_come(context, text);
    folded.split_whitespace().count() <= MAX_WORDS && telling
}

/// "Already here", "seit Mai".
fn is_over(text: &str) -> bool {
    let folded = fold(text);
    SINCE.is_match(&folded)
        || ["already", "bereits", "schon", "deja", "ya ", "ja ", "gia"]
            .iter()
            .any(|word| folded.trim_start().starts_with(word))
}

/// Whether a day is named that is not over.
fn to_come(context: &Context<'_>, text: &str) -> bool {
    dates::find(text, context.reading).iter().any(|date| match date.when {
        When::Day(day) => context.reading.base.is_none_or(|base| day > base),
        When::Vague => true,
    })
}

/// A few words on a line of their own right below somebody: "   on leave".
fn below(context: &Context<'_>, entry: &Entry) -> Option<Flow> {
    let last = *entry.lines.iter().max()?;
    let line = context.doc.lines.get(last + 1)?;
    let flow = Flow::of_line(context.doc, line);
    let deeper = line.list > context.doc.lines[last].list || flow.text.starts_with([' ', '\t']);
    let words = flow.text.split_whitespace().count();
    let short = words <= if deeper { MAX_WORDS } else { MAX_BELOW };
    let own = line.row.is_none() && !line.heading && !record::begins_record(context, &flow) && !flow.text.contains('@');
    (own && short && words > 0 && !flow.text.trim_end().ends_with(':') && !activation::speaks(&flow.text))
        .then_some(flow)
}

/// All words of a voice that were understood outside forms and tables, in their order.
#[derive(Default)]
pub(crate) struct Understood(Vec<Used>);

/// No statement reaches farther over the lines below it, in characters.
const REACH: usize = 1_000;

impl Understood {
    pub(crate) fn add(&mut self, said: &Said) {
        self.0.push(Used::of(said));
    }

    pub(crate) fn sort(&mut self) {
        self.0.sort_by_key(|used| used.characters.start);
    }

    /// What was understood between two characters, and some more before them.
    fn near(&self, start: usize, end: usize) -> &[Used] {
        let from = self.0.partition_point(|used| used.characters.start + REACH < start);
        let to = self.0.partition_point(|used| used.characters.start < end);
        self.0.get(from..to).unwrap_or_default()
    }
}

/// Words that were understood.
#[derive(Clone)]
pub(crate) struct Used {
    characters: Range<usize>,
    /// Whether the words right behind them belong to them: "trained in December".
    with_tail: bool,
}

impl Used {
    fn of(said: &Said) -> Self {
        let trained = matches!(said.claim, Claim::Field(FieldReading::Trained(_)));
        Self {
            with_tail: trained,
            ..Self::at(&said.evidence)
        }
    }

    fn at(evidence: &Evidence) -> Self {
        Self {
            characters: evidence.start..evidence.end,
            with_tail: false,
        }
    }
}

/// Everything that was read of an entry.
pub(crate) fn used_by(entry: &Entry) -> Vec<Used> {
    let mut used: Vec<Used> = entry.said.iter().map(Used::of).collect();
    used.extend(entry.name.as_ref().map(|name| Used::at(name.evidence())));
    match &entry.email {
        EmailReading::Address(email) => used.push(Used::at(email.evidence())),
        EmailReading::Invalid(evidence) => used.push(Used::at(evidence)),
        EmailReading::None => {}
    }
    used
}

/// The words of a line or a cell that no reading has used, between its separators.
pub(crate) fn unread(context: &Context<'_>, flow: &Flow, used: &[Used]) -> Vec<Flow> {
    let whole = context.doc.evidence(flow.whole());
    if whole.text.is_empty() {
        return Vec::new();
    }
    let used: Vec<&Used> = used
        .iter()
        .filter(|used| used.characters.end > whole.start && used.characters.start < whole.end)
        .collect();
    let from = flow.whole();
    let source = context.doc.slice(from);
    let lead = source.len() - source.trim_start().len();
    let mut out = Vec::new();
    let mut start = None;
    let mut tail = false;
    for (at, (byte, c)) in source.trim_start().char_indices().enumerate() {
        let byte = from.start + lead + byte;
        let reader = used.iter().find(|used| used.characters.contains(&(whole.start + at)));
        tail = reader.map_or(tail && !is_separator(c), |used| used.with_tail);
        let free = reader.is_none() && !tail && !is_separator(c);
        match (free, start) {
            (true, None) => start = Some(byte),
            (false, Some(begin)) => {
                out.push(begin..byte);
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    out.extend(start.map(|begin| begin..from.end));
    let flows = out.into_iter().map(|range| {
        let Range { start, end } = range;
        Flow::of_span(context.doc, Span { start, end })
    });
    flows
        .filter(|flow| flow.text.chars().any(|c| !c.is_whitespace()))
        .collect()
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | '|' | '(' | ')' | '[' | ']' | '<' | '>' | '–' | '—' | '\t' | ':' | '=' | '\n'
    )
}

/// Whether words beside somebody may say that the person waits.
pub(crate) fn waits(context: &Context<'_>, text: &str) -> bool {
    let folded = fold(text).replace("right away", "").replace("straight away", "");
    let count = folded.split_whitespace().count();
    let long = count > MAX_WORDS && !(smalltalk::takes_back(&folded) && folded.starts_with(['.', '!', '?']));
    if long || is_of_values(&folded) || SINCE.is_match(&folded) {
        return false;
    }
    let dated = GO_LIVE.is_match(&folded) && !dates::find(text, context.reading).is_empty();
    if dated && !activation::speaks(text) && !activation::note_waits(text) || activation::lifts(text) {
        return false;
    }
    let refused = REFUSALS.contains(&folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '/'));
    let asked = text.contains('?');
    let called = || CALLING.is_match(&folded);
    refused
        || asked
        || WAITING.is_match(&folded)
        || CLEARING.is_match(&folded) && !called()
        || activation::note_waits(text)
        || calendar_word(&folded)
        || to_come(context, text)
}

/// Whether a weekday or a month is named: "Monday", "in May".
fn calendar_word(folded: &str) -> bool {
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2);
    words.any(|word| calendar::weekday(word).is_some() || calendar::month(word).is_some())
}
