//! A sentence cut into segments: each says something of somebody.
//!
//! From left to right: words for people open a segment, what is said fills it. "Tom and Ann need level 2, Eva level 3"
//! has two; "everyone level 2 except Maria who is 3" has two as well.

mod rows;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::people::HONORIFICS;
use crate::names;
use crate::read::values::{Mark, Value};
use crate::read::whom::{Pointer, Whom};

static BREAK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[,;:–(]|\s-\s|->|=>|\b(?:and|but|while|whereas|und|aber|et|mais|pero|mas|maar|however|though)\b")
        .expect("a valid pattern")
});
static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s,()–-]*(?:who|whom|whose|which|she|he|they|he's|she's|they're|these|those|die|qui|que|quien|wie)(?-u:\b)").expect("a valid pattern")
});
/// "… except Maria, create her without an invite".
static SHE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\)?\s*[,;:–(-](?: *[\p{L}]+){0,4} (?:she|he|her|him|his)\b").expect("a valid pattern")
});
static THEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\)?\s*[,;:–(-](?: *[\p{L}]+){0,4} (?:they|them|their)\b").expect("a valid pattern")
});
/// "… except the two of us (Ann and me): we need level 3"; who says "we activate" speaks of somebody else.
static WE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^\)?\s*[,;:–(-](?: *[\p{L}]+){0,2} (?:we|both)\b").expect("a valid pattern"));
static ONE_DOES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:['\u{2019}]s (?:already|not|still|away|on|out|ill|sick)(?-u:\b)|(?:\s+[\p{Lu}][\p{L}'-]+)?\s+(?:is|isn't|was|comes|starts|joins|waits|has|hasn't|does|doesn't|gets|needs|left|stays|follows|wants|works|leaves|goes|returns|ist|kommt|wartet|hat|est|attend|arrive|es|viene|espera|é|fica|komt|wacht|heeft)(?-u:\b))").expect("a valid pattern")
});

static TITLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:M|Mr|Mrs|Ms|Dr|Dra|Prof|Sr|Sra|Srta|St|Fr|Hr)\.").expect("a valid pattern"));

/// Something said of somebody, within a sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Segment {
    pub(crate) range: Range<usize>,
    /// Of whom; none when the sentence does not say.
    pub(crate) whom: Option<Whom>,
    /// Those left out.
    pub(crate) except: Vec<usize>,
    /// Where "except" stands.
    pub(crate) except_at: Option<usize>,
    pub(crate) marks: Vec<Mark>,
    /// People who are only mentioned.
    pub(crate) oblique: Vec<Whom>,
    /// Those named right before, each with values in brackets: "Ann (level 2) and Tom (level 3) …".
    pub(crate) joined: Vec<usize>,
    /// Where the row begins with all that stands before its first name, and what is said of those in it.
    pub(crate) row: Option<(usize, Vec<Mark>)>,
    /// Those whom "she" may mean as well: named right before, in one row or as "…, who works for Tom, …".
    pub(crate) beside: Vec<usize>,
    /// Where the values behind the name end.
    pub(crate) told_until: usize,
    /// Those in the same row behind a request, whom it means too.
    pub(crate) also: Vec<usize>,
    /// What is said of those.
    pub(crate) others: Vec<Mark>,
    /// How far the words of such a request reach.
    pub(crate) reach: usize,
    /// "Users", "accounts".
    pub(crate) nouns: bool,
    /// Where the first of them is named.
    named_at: usize,
    last_whom: usize,
    fresh: bool,
    excepting: bool,
    /// Said of those left out, in the middle of what is said of the others.
    aside: bool,
}

impl Segment {
    fn starting(at: usize) -> Self {
        Self {
            range: at..at,
            last_whom: at,
            ..Self::default()
        }
    }
}

enum Item<'s> {
    Pointer(&'s Pointer),
    Mark(&'s Mark),
    Except(&'s Range<usize>),
}

impl Item<'_> {
    fn start(&self) -> usize {
        match self {
            Self::Pointer(pointer) => pointer.range.start,
            Self::Mark(mark) => mark.range.start,
            Self::Except(range) => range.start,
        }
    }
}

/// Cuts a sentence.
pub(crate) fn cut(text: &str, pointers: &[Pointer], marks: &[Mark], excepts: &[Range<usize>]) -> Vec<Segment> {
    let mut items: Vec<Item<'_>> = pointers.iter().map(Item::Pointer).collect();
    items.extend(marks.iter().map(Item::Mark));
    items.extend(excepts.iter().map(Item::Except));
    items.sort_by_key(Item::start);
    let mut cutter = Cutter {
        text,
        breaks: BREAK.find_iter(text).map(|found| found.start()).collect(),
        done: Vec::new(),
        current: Segment::starting(0),
    };
    for item in &items {
        match item {
            Item::Except(range) => cutter.except(range),
            Item::Mark(mark) => cutter.mark(mark),
            Item::Pointer(pointer) => cutter.pointer(pointer),
        }
    }
    let mut last = cutter.current;
    last.range.end = text.len();
    cutter.done.push(last);
    rows::join(text, &mut cutter.done);
    cutter.done
}

struct Cutter<'t> {
    text: &'t str,
    breaks: Vec<usize>,
    done: Vec<Segment>,
    current: Segment,
}

impl Cutter<'_> {
    fn except(&mut self, range: &Range<usize>) {
        if self.current.except_at.is_none() {
            self.current.except_at = Some(range.start);
        }
        self.current.excepting = true;
        self.current.last_whom = range.end;
    }

    fn mark(&mut self, mark: &Mark) {
        // "… except Maria, who is 3": what follows is said of those left out.
        let current = &self.current;
        let between = self.text.get(current.last_whom..mark.range.start).unwrap_or_default();
        let again = match current.except.len() {
            0 => false,
            1 => SHE.is_match(between),
            _ => THEY.is_match(between) || mark.value != Value::Activation && WE.is_match(between),
        };
        if current.excepting && !current.except.is_empty() && (again || RELATIVE.is_match(between)) {
            let whom = Whom::People(current.except.clone());
            let at = current.last_whom;
            self.open(at);
            self.current.whom = Some(whom);
            self.current.last_whom = at;
            self.current.aside = true;
        } else if current.excepting && !current.except.is_empty() && self.is_plain(current.last_whom, mark.range.start)
        {
            // "Everyone level 2 except Maria (3)".
            let whom = Whom::People(current.except.clone());
            let at = current.last_whom;
            self.open(at);
            self.current.whom = Some(whom);
        }
        self.current.marks.push(mark.clone());
        self.current.fresh = false;
    }

    /// Nothing but a bracket, a comma or a dash between a name and a value.
    fn is_plain(&self, from: usize, to: usize) -> bool {
        let between = self.text.get(from..to).unwrap_or("?");
        between.len() <= 6
            && between.chars().all(|c| !c.is_alphanumeric())
            && between.contains(['(', '=', ':', '–', '-'])
    }

    fn open(&mut self, at: usize) {
        let mut closed = std::mem::replace(&mut self.current, Segment::starting(at));
        closed.range.end = at.max(closed.range.start);
        self.done.push(closed);
    }

    /// Whether a name behind "except" is one of those left out; a name that is spoken of again opens a segment of its own.
    fn leaves_out(&mut self, pointer: &Pointer, people: &[usize]) -> bool {
        if !self.current.excepting {
            return false;
        }
        let start = pointer.range.start;
        let from = self.current.last_whom;
        // "They ticked yes for everybody but please don't, I agreed with Beatrix": no exception.
        if self.current.except.is_empty() && !is_near(&self.text[from.min(start)..start]) {
            return false;
        }
        let known = people.iter().all(|person| self.current.except.contains(person));
        // "Everyone but Tom gets an invite now, Tom please create without".
        let valued = self.current.marks.iter().any(|mark| mark.range.start >= from);
        if let Some(at) = self.break_between(from, start).filter(|_| known && valued) {
            self.open(at);
            self.set(pointer);
            return true;
        }
        if !(self.current.except.is_empty() || known || is_list(&self.text[from..start])) {
            return false;
        }
        for person in people {
            if !self.current.except.contains(person) {
                self.current.except.push(*person);
            }
        }
        self.current.last_whom = pointer.range.end;
        true
    }

    fn pointer(&mut self, pointer: &Pointer) {
        let start = pointer.range.start;
        if pointer.whom == Whom::Nouns {
            // "Save for Ann, whom you may activate, the users shall wait": those who are left out were only an aside.
            let last = self
                .current
                .marks
                .last()
                .map_or(self.current.last_whom, |mark| mark.range.end);
            if let Some(at) = self
                .break_between(last.min(start), start)
                .filter(|_| self.current.aside)
            {
                self.open(at);
            }
            self.current.nouns = true;
            return;
        }
        if let Whom::People(people) = &pointer.whom
            && self.leaves_out(pointer, people)
        {
            return;
        }
        if pointer.oblique {
            self.current.oblique.push(pointer.whom.clone());
            return;
        }
        let gap = self.text.get(self.current.last_whom..start).unwrap_or_default();
        let begins = self.begins_clause(gap, pointer.range.end);
        let singled = if let (Some(Whom::People(people)), Whom::People(more)) = (&self.current.whom, &pointer.whom) {
            self.singles_out(people, more, start)
        } else {
            false
        };
        let both = pointer.whom == Whom::Plural && self.turns_to_both(pointer);
        match (&mut self.current.whom, &pointer.whom) {
            // "Hold them all", "these are all to be …".
            (Some(Whom::Plural), Whom::Everybody) if self.current.fresh && gap.len() < 8 => {
                self.current.whom = Some(Whom::Everybody);
                self.current.last_whom = pointer.range.end;
            }
            // "Ann (level 3) and Tom (level 2), both with billing".
            (Some(Whom::People(_)), Whom::Plural) if both => self.next(pointer),
            // "Ingrid can get her link": she is the one already spoken of.
            (Some(_), Whom::One | Whom::Plural) => {}
            // "Dale and Junior are both level 2, Dale with reporting".
            (Some(Whom::People(people)), Whom::People(more))
                if more.iter().all(|person| people.contains(person)) && !singled =>
            {
                // "Bronwen's address is b@x, and Kit needs level 3": something was said of Bronwen.
                if gap.starts_with("'s ") || gap.starts_with("’s ") {
                    self.current.fresh = false;
                }
                self.current.last_whom = pointer.range.end;
            }
            (Some(Whom::People(people)), Whom::People(more)) if self.current.fresh && is_list(gap) && !begins => {
                more.iter().for_each(|person| {
                    if !people.contains(person) {
                        people.push(*person);
                    }
                });
                self.current.last_whom = pointer.range.end;
            }
            (Some(Whom::People(_)), Whom::Everybody) if self.current.fresh && gap.len() <= 12 => {
                // "Ann and Tom both need level 2", "Ann, Tom: all level 2".
                self.current.last_whom = pointer.range.end;
            }
            (Some(_), _) => self.next(pointer),
            (None, _) => self.begin(pointer),
        }
    }

    /// The first words for people of a segment.
    fn begin(&mut self, pointer: &Pointer) {
        let start = pointer.range.start;
        let last_value = self.current.marks.last().map(|mark| mark.range.end.min(start));
        let broken = last_value.and_then(|from| self.break_between(from, start));
        if let Some(at) = broken.filter(|_| !self.is_led_in(start)) {
            self.open(at);
        } else if self.counts_people() && !self.is_led_in(start) {
            self.current.nouns = true;
            self.open(start);
        }
        self.set(pointer);
    }

    /// "Two new sales reps …", "all three at level 2 …": said of several before anybody is named.
    fn counts_people(&self) -> bool {
        static COUNT: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|both|all|couple of|zwei|drei|deux|trois|dos|tres|duas|twee|drie|due|tre) (?:[a-z-]+ ){0,4}[a-z-]*$").expect("a valid pattern")
        });
        self.current.marks.first().is_some_and(|mark| {
            COUNT.is_match(&crate::text::fold(
                &self.text[self.current.range.start..mark.range.start],
            ))
        })
    }

    /// "Level 2 to Ann", "level 2: Ann, Tom": the value before a colon or "for" belongs to who follows.
    fn is_led_in(&self, start: usize) -> bool {
        let before = self.text[..start]
            .trim_end_matches(|c: char| c.is_whitespace() || "(\"'*".contains(c))
            .to_lowercase();
        [":", " for", " to", "->", " are", " =", " goes to"]
            .iter()
            .any(|end| before.ends_with(end))
    }

    /// Whether "both" stands behind a comma after something was said of one.
    fn turns_to_both(&self, pointer: &Pointer) -> bool {
        let word = crate::text::fold(self.text.get(pointer.range.clone()).unwrap_or_default());
        let both = [
            "both", "beide", "les deux", "ambos", "ambas", "los dos", "os dois", "allebei", "entrambi",
        ];
        let last = self
            .current
            .marks
            .last()
            .map(|mark| mark.range.end.min(pointer.range.start));
        both.contains(&word.as_str())
            && last.is_some_and(|from| {
                let between = self.text.get(from..pointer.range.start).unwrap_or_default();
                between.trim().trim_start_matches(')') == ","
            })
    }

    /// Whether some of those spoken of are named again after something was said of all of them.
    fn singles_out(&self, people: &[usize], more: &[usize], start: usize) -> bool {
        let said = self.current.marks.last().map(|mark| mark.range.end.min(start));
        more.len() < people.len() && said.is_some_and(|from| self.break_between(from, start).is_some())
    }

    /// "Activate Joan, Sam is away": with a verb for one behind it, the name after a comma goes on with no list.
    fn begins_clause(&self, gap: &str, end: usize) -> bool {
        gap.trim() == "," && ONE_DOES.is_match(&self.text[end..])
    }

    fn set(&mut self, pointer: &Pointer) {
        self.current.whom = Some(pointer.whom.clone());
        self.current.named_at = pointer.range.start;
        self.current.last_whom = pointer.range.end;
        self.current.fresh = true;
    }

    fn next(&mut self, pointer: &Pointer) {
        let start = pointer.range.start;
        let from = self.current.last_whom;
        let last_value = self
            .current
            .marks
            .last()
            .map_or(from, |mark| mark.range.end.min(start).max(from));
        // "I should be level 3, and leave Oscar out": the words around a name are about it.
        let around =
            |mark: &Mark| mark.value == Value::Skip && mark.range.start < start && pointer.range.end <= mark.range.end;
        if let Some(mark) = self.current.marks.pop_if(|mark| around(mark)) {
            let at = self.break_between(from, mark.range.start).unwrap_or(mark.range.start);
            self.open(at);
            self.current.marks.push(mark);
            self.set(pointer);
            return;
        }
        // A mark before this name may be its own: "activate Ann hold Tom", "level 3 for Eva".
        let led = self.current.marks.last().is_some_and(|mark| {
            mark.range.start >= from
                && mark.range.end <= start
                && self.leads(mark, start)
                && (self.break_between(from, mark.range.start).is_some() || self.current.marks.len() > 1)
        });
        if led && let Some(mark) = self.current.marks.pop() {
            let at = self.break_between(from, mark.range.start).unwrap_or(mark.range.start);
            let moved: Vec<Mark> = {
                let (keep, moved) = std::mem::take(&mut self.current.marks)
                    .into_iter()
                    .partition(|other| other.range.end <= at);
                self.current.marks = keep;
                moved
            };
            self.open(at);
            self.current.marks.extend(moved);
            self.current.marks.push(mark);
            self.set(pointer);
            return;
        }
        let at = self.break_between(last_value, start).unwrap_or(start);
        self.open(at);
        self.set(pointer);
    }

    /// "Level 3 for Eva", "hold Tom": the value stands right before the name.
    fn leads(&self, mark: &Mark, start: usize) -> bool {
        let between = crate::text::fold(&self.text[mark.range.end..start]);
        let small = [
            "for",
            "to",
            "with",
            "",
            "the",
            "link",
            "links",
            "his",
            "her",
            "please",
            "only",
            "also",
            "dr",
            "mr",
            "mrs",
            "ms",
            "invite",
            "invites",
            "invitation",
            "invitations",
            "activation",
            "account",
            "accounts",
            "login",
            "logins",
            "access",
            "users",
            "user",
            "on",
            "fur",
            "pour",
            "para",
            "voor",
            "per",
        ];
        // "…, and so does the new registrar, Fiona": what is the same is said of whoever follows.
        let words = crate::text::fold(&self.text[mark.range.clone()]);
        let onward = ["so ", "and so ", "ebenso ", "de meme "];
        if matches!(mark.value, Value::Same(_)) && onward.iter().any(|word| words.starts_with(word)) {
            return between.split_whitespace().count() <= 4;
        }
        let near = between
            .split(|c: char| !c.is_alphanumeric())
            .all(|word| small.contains(&word))
            && !between.contains([',', ';', '.']);
        near && matches!(
            mark.value,
            Value::Activation | Value::Level { .. } | Value::Skip | Value::Role(_)
        )
    }

    /// The last break of a stretch.
    fn break_between(&self, from: usize, to: usize) -> Option<usize> {
        self.breaks.iter().copied().rfind(|at| *at >= from && *at < to)
    }
}

/// Whether so little stands between "except" and a name that the name is what is excepted.
fn is_near(gap: &str) -> bool {
    let folded = crate::text::fold(gap);
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty());
    let acts = [
        "please", "don't", "dont", "do", "not", "i", "we", "they", "you", "agreed", "told", "want", "wants", "is",
        "are", "hold",
    ];
    folded.split_whitespace().count() <= 7 && !words.any(|word| acts.contains(&word))
}

/// Whether the words between two names go on with a list.
fn is_list(gap: &str) -> bool {
    let folded = crate::text::fold(gap);
    let joints = [
        "and",
        "und",
        "et",
        "y",
        "e",
        "en",
        "plus",
        "or",
        "as",
        "well",
        "also",
        "then",
        "und",
        "sowie",
        "ainsi",
        "que",
        "dr",
        "mr",
        "mrs",
        "ms",
        "oder",
        "ou",
        "nor",
        "to",
        "m",
        "her",
        "his",
        "my",
        "our",
        "colleague",
        "colleagues",
        "husband",
        "wife",
        "the",
    ];
    // "Mme Peyrebrune et M. Le Goff": the dot ends no list.
    let gap = &TITLE.replace_all(gap, " ").into_owned();
    let outside = names::ADDRESS.replace_all(&folded, " ");
    let words: Vec<&str> = outside
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    // "O Caio e a Luana", but not "; o Tiago".
    let articles = ["a", "o", "os", "la", "le", "el", "il", "der", "die", "den"];
    let joined = |word: &&str| joints.contains(word);
    let listed = words.is_empty() || words.iter().any(joined);
    if listed
        && words
            .iter()
            .all(|word| joined(word) || articles.contains(word) || HONORIFICS.contains(word))
    {
        return !gap.contains(['.', '?', '!']) && !gap.trim_end().ends_with([':', '–']) && !gap.contains(" - ");
    }
    // ", our new buyer, and": a short aside between commas.
    let trimmed = outside.trim();
    let aside = trimmed.starts_with([',', '('])
        && (trimmed.ends_with("and") || trimmed.ends_with(',') || trimmed.ends_with('&'));
    aside
        && words.len() <= 7
        && !words.iter().any(|word| {
            [
                "is", "are", "gets", "has", "needs", "should", "can", "will", "who", "may",
            ]
            .contains(word)
        })
}
