//! Statements about people: every sentence of a voice, segment by segment, with the people it means.
//!
//! Phrases seen: "Hold Patience and Wim until the 15th. Noor can be activated right away.", "Everyone gets level 2
//! except Gideon, who is the admin (level 4)", "Joy does scheduling", "her colleague Tom gets the same". Questions state
//! nothing about activation.

mod alone;
mod beside;
mod brief;
mod clients;
mod echo;
mod facts;
mod follow;
mod links;
mod over;
mod pronouns;
mod retract;
mod told;
mod unsettled;
mod whose;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, people as words, requests};
use crate::read::folded::Folded;
use crate::read::roster::{Known, Roster};
use crate::read::segments::{self, Segment};
pub(crate) use crate::read::speech::told::Told;
use crate::read::values::{self, Mark, Value};
use crate::read::whom::{self, Pointer, Whom};
use crate::read::{Context, activation, sentences};
use crate::statement::{About, Claim, FieldReading, Rank, Said, Statement};
use crate::text::{Flow, fold};

use alone::Alone;
use over::Over;

static NOT_ALL: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::NOT_EVERYBODY]));
static OMITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:(?:and|but|so|also|please|pls|kindly|just|then|you can|could you) )*(?:leave out|omit)(?-u:\b)")
        .expect("a valid pattern")
});
static EXCEPTION: LazyLock<Regex> = LazyLock::new(|| {
    let nouns = words::EXCEPTION.join("|");
    Regex::new(&format!(r"^\W*(?:[a-z']+ ){{0,4}}?(?:l')?(?:{nouns})(?-u:\b)")).expect("a valid pattern")
});
static ASKING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::SET_UP]));
static OF_ALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:(?:the )?(?:following|rest|same) )?(?:for|applies to|goes for|valid for|fur|pour|para|voor|per) (?:all|both|everyone|everybody|each|alle|beide|tous|les|todos|ambos|los|tutti|allen)(?: [a-z0-9]+){0,4}:").expect("a valid pattern")
});
/// Where people were introduced in a voice.
#[derive(Debug, Default)]
pub(crate) struct Stage {
    /// Lines that describe one person, with that person.
    pub(crate) owner: HashMap<usize, usize>,
    /// People named in a line for the first time.
    pub(crate) here: HashMap<usize, Vec<usize>>,
    /// Lines that say nothing more: forms, tables, headings.
    pub(crate) used: HashSet<usize>,
    /// People whose own row or form says yes.
    pub(crate) ticked: Vec<usize>,
}

struct Speech<'s, 'c> {
    context: &'s Context<'c>,
    stage: &'s Stage,
    known: &'s Roster,
    told: &'s mut Told,
    /// The mail domains of the people and of the message.
    domains: Vec<String>,
    out: Vec<Statement>,
    /// Those spoken of last.
    last: Vec<usize>,
    last_one: Option<usize>,
    /// Those named in the last sentence that named anybody.
    named_last: Vec<usize>,
    /// The group spoken of last.
    pair: Vec<usize>,
    /// Those of whom running text has said something of their own.
    singled: Vec<usize>,
    /// The person whose line this is.
    owner: Option<usize>,
    /// Those spoken of earlier in the same line.
    in_line: Option<Vec<usize>>,
    /// Whether the one spoken of last only stands in a list that has ended.
    listed: bool,
    ended: bool,
    /// Whether a "she" of this sentence would only mean the last of such a list.
    adrift: bool,
    here: Vec<usize>,
    leads: bool,
    /// "For all three: …": the whole line is about everybody.
    of_all: bool,
    /// How many statements there were before the sentence that was read last, and before the one before it.
    since: usize,
    before: usize,
    /// The sentence that was read last, folded.
    last_text: String,
    over: Over,
    alone: Option<Alone>,
    /// Whether an empty line stands before this sentence.
    apart: bool,
}

/// All statements of a voice outside forms and tables.
pub(crate) fn read(
    context: &Context<'_>,
    lines: &[usize],
    stage: &Stage,
    known: &Roster,
    told: &mut Told,
) -> Vec<Statement> {
    let mut speech = Speech {
        context,
        stage,
        known,
        told,
        domains: domains_of(context, known),
        out: Vec::new(),
        last: Vec::new(),
        last_one: None,
        named_last: Vec::new(),
        pair: Vec::new(),
        singled: Vec::new(),
        owner: None,
        in_line: None,
        listed: false,
        ended: false,
        adrift: false,
        here: Vec::new(),
        leads: false,
        of_all: false,
        since: 0,
        before: 0,
        last_text: String::new(),
        over: Over::default(),
        alone: None,
        apart: false,
    };
    for index in lines {
        speech.line(*index);
    }
    speech.out
}

fn domains_of(context: &Context<'_>, known: &Roster) -> Vec<String> {
    let emails = known.people.iter().filter_map(|person| person.email.as_deref());
    let own = emails
        .filter_map(|email| email.split_once('@'))
        .map(|(_, domain)| domain.to_owned());
    let mut domains: Vec<String> = own.chain(context.domains.iter().cloned()).collect();
    domains.sort();
    domains.dedup();
    domains
}

/// The "none" of "Role: none" is nobody.
fn is_no_role(mark: &Mark, range: &Range<usize>) -> bool {
    mark.value == Value::NoRoles && mark.range.start <= range.start && range.end <= mark.range.end
}

impl Speech<'_, '_> {
    fn line(&mut self, index: usize) {
        let line = &self.context.doc.lines[index];
        let flow = Flow::of_line(self.context.doc, line);
        self.owner = self.stage.owner.get(&index).copied();
        let row = line.row.as_ref().is_some_and(|row| {
            // A row of one text may say something of everybody above it.
            let mut filled = row
                .cells
                .iter()
                .filter(|cell| !self.context.doc.slice(**cell).trim().is_empty());
            let first = filled.next();
            first.is_none() || filled.any(|cell| Some(cell) != first)
        });
        if self.stage.used.contains(&index) || (row && self.owner.is_none()) {
            if let Some(mention) = self.known.mentions(&flow.text, &[]).first() {
                self.last = vec![mention.person];
                self.last_one = Some(mention.person);
                self.listed = true;
                self.ended = false;
            }
            self.pass_used(&flow);
            return;
        }
        self.here = self.stage.here.get(&index).cloned().unwrap_or_default();
        self.here.extend(self.owner);
        self.in_line = self.owner.map(|person| vec![person]);
        self.leads = flow.text.trim_end().ends_with(':');
        self.of_all = OF_ALL.is_match(&fold(&flow.text));
        if let Some(person) = self.owner {
            self.remember(&[person]);
        } else if flow.text.trim().is_empty() {
            self.ended = true;
        }
        let before = self.out.len();
        for range in sentences::split(&flow.text) {
            let sentence = flow.cut(range);
            self.age_alone();
            self.sentence(&sentence);
            self.apart = false;
        }
        self.apart |= flow.text.trim().is_empty();
        self.pass(&flow, line.list.is_some(), self.out.len() > before);
        if self.owner.is_some() {
            self.listed = true;
            self.ended = false;
        }
    }

    fn remember(&mut self, people: &[usize]) {
        if let [one] = people {
            self.last_one = Some(*one);
        }
        if people.len() > 1 {
            self.pair = people.to_vec();
        }
        if !people.is_empty() {
            self.listed = false;
            self.last = people.to_vec();
        }
    }

    /// Remembers whom a sentence names, unless it names nobody.
    fn note_named(&mut self, pointers: &[Pointer]) {
        let direct = pointers.iter().filter(|pointer| !pointer.oblique);
        let mut named: Vec<usize> = direct.flat_map(|pointer| pointer.people().to_vec()).collect();
        named.sort_unstable();
        named.dedup();
        if !named.is_empty() {
            self.named_last = named;
        }
    }

    fn sentence(&mut self, sentence: &Flow) {
        let text = sentence.text.as_str();
        if self.context.legend.explains(text) {
            return;
        }
        let folded = Folded::of(text);
        self.adrift = self.listed && self.ended && self.owner.is_none() && self.in_line.is_none();
        let mut pointers = self.pointers(text, &folded);
        let mut marks = self.marks(text, &folded, &pointers);
        pointers.retain(|pointer| !marks.iter().any(|mark| is_no_role(mark, &pointer.range)));
        // "Any roles? (Reporting, Billing, …)": the bracket belongs to the question.
        let asks = activation::is_question(text)
            || text.trim_start().starts_with('(') && self.last_text.trim_end().ends_with('?');
        let conditional = activation::is_conditional(text) || self.follows_something(&folded.text);
        let since = self.out.len();
        if self.echo(sentence, &folded, &pointers, &marks) {
            return;
        }
        self.take_back(&folded.text, self.since);
        self.afterthought(sentence, &folded.text, self.since);
        let since = since.min(self.out.len());
        self.before = std::mem::replace(&mut self.since, since);
        let excepts = omitted(&folded, &pointers, &mut marks);
        let segments = segments::cut(text, &pointers, &marks, &excepts);
        let silent = asks && !ASKING.is_match(&folded.text) && self.here.is_empty();
        let only = whom::onlys(&folded);
        let mut told: Vec<usize> = Vec::new();
        self.recall(&pointers);
        for segment in &segments {
            let about = self.resolve(text, segment);
            if let [left_out] = segment.except.as_slice() {
                self.last_one = Some(*left_out);
            }
            if let Some((About::People(people), _)) = &about {
                self.remember(people);
                if self.owner.is_none() {
                    self.singled.extend(people.iter());
                }
                for person in people {
                    if !told.contains(person) {
                        told.push(*person);
                    }
                }
            }
            if self.opposed(sentence, segment) {
                continue;
            }
            if !silent {
                self.attributes(sentence, segment, about.as_ref());
            }
            let only = only.iter().any(|range| segment.range.contains(&range.start));
            match asks {
                true => self.held_in_question(sentence, segment, about.as_ref()),
                false => self.activation(sentence, segment, about, conditional, only),
            }
            if let (Some(Whom::People(people)), true) = (&segment.whom, self.owner.is_none()) {
                self.in_line = Some(people.clone());
            }
        }
        self.take_back_own(&folded.text, since);
        self.last_text.clone_from(&folded.text);
        if self.out.len() == since {
            self.unsettle(sentence, &folded.text, &pointers);
        }
        self.note_named(&pointers);
        if told.is_empty() {
            let named: Vec<usize> = pointers.iter().filter_map(single).collect();
            self.remember(&named);
        } else if told.len() > 1 {
            self.pair.clone_from(&told);
            self.last = told;
        }
    }

    /// "I spoke to Hortense this morning: she …": who is only mentioned may be meant by what follows.
    fn recall(&mut self, pointers: &[Pointer]) {
        let named = |pointer: &&Pointer| matches!(&pointer.whom, Whom::People(people) if people.len() == 1);
        let mentioned: Vec<&Pointer> = pointers.iter().filter(named).collect();
        if let [pointer] = mentioned.as_slice()
            && pointer.oblique
            && let Whom::People(people) = &pointer.whom
            && pointers
                .iter()
                .find(|other| other.whom == Whom::One)
                .is_some_and(|other| other.range.start > pointer.range.start)
        {
            self.remember(people);
        }
    }

    /// The words for people of a sentence; "first of all" means nobody.
    fn pointers(&self, text: &str, folded: &Folded) -> Vec<Pointer> {
        let masked: Vec<Range<usize>> = folded.places(&NOT_ALL).collect();
        let mut pointers = whom::pointers(text, folded, self.known, &self.here, self.context.profile);
        pointers.retain(|pointer| {
            pointer.whom != Whom::Everybody
                || !masked
                    .iter()
                    .any(|range| range.start <= pointer.range.start && pointer.range.end <= range.end)
        });
        self.without_clients(text, &mut pointers);
        pointers
    }

    /// "Four for Dallimore & Finch": the client's name, whoever of that name is among its people.
    fn without_clients(&self, text: &str, pointers: &mut Vec<Pointer>) {
        let clients = clients::named(text, &self.domains);
        let inside = |range: &Range<usize>| {
            let holds = |client: &Range<usize>| {
                client.start <= range.start && range.end <= client.end && client.len() > range.len()
            };
            clients.iter().any(holds)
        };
        pointers.retain(|pointer| !matches!(pointer.whom, Whom::People(_)) || !inside(&pointer.range));
    }

    /// What a sentence says, without what only looks like it.
    fn marks(&self, text: &str, folded: &Folded, pointers: &[Pointer]) -> Vec<Mark> {
        let mut marks = values::of(self.context, text, folded);
        // "Skip Danforth" is a name.
        let named = |mark: &Mark| {
            mark.value == Value::Skip
                && pointers.iter().any(|pointer| {
                    matches!(pointer.whom, Whom::People(_))
                        && pointer.range.start <= mark.range.start
                        && mark.range.start < pointer.range.end
                })
        };
        // "Invite the two reps" says who is meant, and gives nobody a role.
        let meant = |mark: &Mark| {
            matches!(mark.value, Value::Role(_) | Value::Level { .. })
                && pointers.iter().any(|pointer| {
                    matches!(pointer.whom, Whom::Kind(_))
                        && pointer.range.start < mark.range.end
                        && mark.range.start < pointer.range.end
                })
        };
        marks.retain(|mark| !named(mark) && !meant(mark));
        marks.retain_mut(|mark| self.is_about_others(mark));
        marks
    }

    /// "Frau Dr. Mechthild Oberländer" is one of the people, and no physician whom they work with.
    fn is_about_others(&self, mark: &mut Mark) -> bool {
        let Value::Field(FieldReading::Physicians(names)) = &mut mark.value else {
            return true;
        };
        let before = names.len();
        names.retain(|name| {
            let own = |person: &Known| person.name.as_deref().is_some_and(|own| fold(own) == fold(name));
            !self.known.people.iter().any(own)
        });
        before == 0 || !names.is_empty()
    }

    /// About whom a segment speaks, and how strongly that counts.
    fn resolve(&self, sentence: &str, segment: &Segment) -> Option<(About, Rank)> {
        let everybody = || Some((About::AllBut(segment.except.clone()), Rank::Everybody));
        let people = |people: Vec<usize>| Some((About::People(people), Rank::Person));
        match &segment.whom {
            Some(Whom::People(named)) => people(named.clone()),
            Some(Whom::Everybody) => everybody(),
            Some(Whom::Plural) if self.last.len() > 1 && segment.except.is_empty() => people(self.last.clone()),
            Some(Whom::Plural | Whom::Nouns) => everybody(),
            Some(Whom::Kind(kind)) => Some((About::OfKind(kind.clone(), segment.except.clone()), Rank::Column)),
            Some(Whom::Former) => self.of_two().and_then(|(former, _)| people(vec![former])),
            Some(Whom::Latter) => self.of_two().and_then(|(_, latter)| people(vec![latter])),
            Some(Whom::Rest) => {
                let mut but = self.singled.clone();
                but.extend(segment.except.iter());
                Some((About::AllBut(but), Rank::Everybody))
            }
            Some(Whom::One) if self.are_two(sentence) => people(Vec::new()),
            Some(Whom::One) => self
                .one_person(sentence, segment)
                .and_then(|person| people(vec![person])),
            None if !segment.except.is_empty() => everybody(),
            None if segment.nouns => everybody(),
            None => None,
        }
    }

    /// "The former" and "the latter": the two spoken of last, or the only two there are.
    fn of_two(&self) -> Option<(usize, usize)> {
        match self.pair.as_slice() {
            [former, latter] => Some((*former, *latter)),
            [] if self.known.len() == 2 => Some((0, 1)),
            [] | [_] | [_, _, _, ..] => None,
        }
    }

    /// Whom a segment without a subject means.
    fn unsaid(&self) -> Option<(About, Rank)> {
        let people = |people: Vec<usize>| Some((About::People(people), Rank::Person));
        if self.of_all {
            return Some((About::AllBut(Vec::new()), Rank::Everybody));
        }
        if let Some(person) = self.owner {
            return people(vec![person]);
        }
        if let [person] = self.here.as_slice() {
            return people(vec![*person]);
        }
        // Where there is only one person, what is said of nobody by name is said of everybody.
        (self.known.len() == 1).then(|| (About::People(vec![0]), Rank::Everybody))
    }

    fn say(&mut self, about: &About, rank: Rank, claim: Claim, evidence: crate::evidence::Evidence) {
        let said = Said { claim, rank, evidence };
        self.told.note(about, &said);
        self.out.push(Statement {
            voice: self.context.voice,
            about: about.clone(),
            said,
        });
    }
}

/// Where "except" stands. "Please leave out Lena." beside no request and no others takes her out.
fn omitted(folded: &Folded, pointers: &[Pointer], marks: &mut Vec<Mark>) -> Vec<Range<usize>> {
    let excepts = whom::excepts(folded);
    let of_others = pointers
        .iter()
        .any(|pointer| !matches!(pointer.whom, Whom::People(_) | Whom::One));
    let asks = marks.iter().any(|mark| mark.value == Value::Activation);
    if asks && tells_of_exception(&folded.text, pointers) {
        return excepts.into_iter().skip(1).collect();
    }
    if of_others || asks || !OMITS.is_match(&folded.text) {
        return excepts;
    }
    marks.extend(excepts.iter().take(1).map(|range| Mark {
        range: range.clone(),
        value: Value::Skip,
    }));
    marks.sort_by_key(|mark| mark.range.start);
    Vec::new()
}

/// "The only exception is Ann: she may go ahead": what is said is said of her, not of all others.
fn tells_of_exception(folded: &str, pointers: &[Pointer]) -> bool {
    let only_them = pointers
        .iter()
        .all(|pointer| matches!(pointer.whom, Whom::People(_) | Whom::One | Whom::Plural));
    let named = pointers.first().is_some_and(|pointer| !pointer.people().is_empty());
    only_them && named && EXCEPTION.is_match(folded)
}

fn single(pointer: &Pointer) -> Option<usize> {
    match &pointer.whom {
        Whom::People(people) if people.len() == 1 && !pointer.oblique => people.first().copied(),
        Whom::People(_)
        | Whom::Everybody
        | Whom::Plural
        | Whom::Nouns
        | Whom::Rest
        | Whom::One
        | Whom::Former
        | Whom::Latter
        | Whom::Kind(_) => None,
    }
}
