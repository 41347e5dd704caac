//! Statements about people: every sentence of a voice, segment by segment, with the people it means.
//!
//! Phrases seen: "Hold Patience and Wim until the 15th. Noor can be activated right away.", "Everyone gets level 2
//! except Gideon, who is the admin (level 4)", "Joy does scheduling", "her colleague Tom gets the same". Questions state
//! nothing about activation.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extraction::Activate;
use crate::lexicon::{self, activation::COLUMN_RULES, people as words, requests};
use crate::read::activation::{self, Verdict};
use crate::read::folded::Folded;
use crate::read::roster::Roster;
use crate::read::segments::{self, Segment};
use crate::read::values::{self, Mark, Same, Value};
use crate::read::whom::{self, Pointer, Whom};
use crate::read::{Context, pieces, sentences, slots};
use crate::statement::{About, Claim, FieldReading, LevelReading, Rank, RoleReading, Said, Statement};
use crate::text::{Flow, fold};

/// "Y = send the link, N = do not activate": how a column is to be read.
static LEGEND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:^|[\s("',;:])(?:y|yes|n|no|x|ja|nein|oui|non|si|sim|nao|nee|tick|ticked|blank|empty|a date|dates?|1|0)["']?\s*(?:=|means?(?-u:\b)|stands? for|bedeutet|heisst|veut dire|signifie|significa|betekent|is for)"#).expect("a valid pattern")
});
static NOT_ALL: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::NOT_EVERYBODY]));
static COLUMN_RULE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[COLUMN_RULES]));
static ASKING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::SET_UP]));
static NOT_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[,;.(!–] ?|(?-u:\b)(?:and|but|please|also|just) )(?:not|nicht|pas|niet|no)(?: (?:for|our|the|my|their|his|her|mr|mrs|ms|dr|accountant|boss|colleague|friend|either|yet|,|[a-z]+ (?:either|too),))*[ ,.]*$").expect("a valid pattern")
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
}

/// What is known of each person so far, for "the same as".
pub(crate) type Told = HashMap<usize, Vec<Said>>;

struct Speech<'s, 'c> {
    context: &'s Context<'c>,
    stage: &'s Stage,
    known: &'s Roster,
    told: &'s mut Told,
    out: Vec<Statement>,
    /// Those spoken of last.
    last: Vec<usize>,
    last_one: Option<usize>,
    /// The group spoken of last.
    pair: Vec<usize>,
    /// The person whose line this is.
    owner: Option<usize>,
    /// Those spoken of earlier in the same line.
    in_line: Option<Vec<usize>>,
    here: Vec<usize>,
    leads: bool,
}

/// All statements of a voice outside forms and tables.
pub(crate) fn read(context: &Context<'_>, lines: &[usize], stage: &Stage, known: &Roster, told: &mut Told) -> Vec<Statement> {
    let mut speech = Speech {
        context,
        stage,
        known,
        told,
        out: Vec::new(),
        last: Vec::new(),
        last_one: None,
        pair: Vec::new(),
        owner: None,
        in_line: None,
        here: Vec::new(),
        leads: false,
    };
    for index in lines {
        speech.line(*index);
    }
    speech.out
}

impl Speech<'_, '_> {
    fn line(&mut self, index: usize) {
        let line = &self.context.doc.lines[index];
        let flow = Flow::of_line(self.context.doc, line);
        self.owner = self.stage.owner.get(&index).copied();
        let row = line.row.as_ref().is_some_and(|row| {
            // A row of one text may say something of everybody above it.
            let mut filled = row.cells.iter().filter(|cell| !self.context.doc.slice(**cell).trim().is_empty());
            let first = filled.next();
            first.is_none() || filled.any(|cell| Some(cell) != first)
        });
        if self.stage.used.contains(&index) || (row && self.owner.is_none()) {
            if let Some(mention) = self.known.mentions(&flow.text, &[]).first() {
                self.last = vec![mention.person];
                self.last_one = Some(mention.person);
            }
            return;
        }
        self.here = self.stage.here.get(&index).cloned().unwrap_or_default();
        self.here.extend(self.owner);
        self.in_line = self.owner.map(|person| vec![person]);
        self.leads = flow.text.trim_end().ends_with(':');
        if let Some(person) = self.owner {
            self.remember(&[person]);
        }
        for range in sentences::split(&flow.text) {
            let sentence = flow.cut(range);
            self.sentence(&sentence);
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
            self.last = people.to_vec();
        }
    }

    fn sentence(&mut self, sentence: &Flow) {
        let text = sentence.text.as_str();
        let folded = Folded::of(text);
        let masked: Vec<Range<usize>> = folded.places(&NOT_ALL).collect();
        let mut pointers = whom::pointers(text, &folded, self.known, &self.here);
        pointers.retain(|pointer| pointer.whom != Whom::Everybody || !masked.iter().any(|range| range.start <= pointer.range.start && pointer.range.end <= range.end));
        let mut marks = values::of(self.context, text, &folded);
        // "Skip Danforth" is a name.
        let named = |mark: &Mark| mark.value == Value::Skip && pointers.iter().any(|pointer| matches!(pointer.whom, Whom::People(_)) && pointer.range.start <= mark.range.start && mark.range.start < pointer.range.end);
        marks.retain(|mark| !named(mark));
        let asks = activation::is_question(text);
        let conditional = activation::is_conditional(text);
        let excepts = whom::excepts(&folded);
        let segments = segments::cut(text, &pointers, &marks, &excepts);
        let silent = asks && !(ASKING.is_match(&folded.text) || !self.here.is_empty());
        let only = whom::onlys(&folded);
        let mut told: Vec<usize> = Vec::new();
        for segment in &segments {
            let about = self.resolve(segment);
            if let Some((About::People(people), _)) = &about {
                self.remember(people);
                for person in people {
                    if !told.contains(person) {
                        told.push(*person);
                    }
                }
            }
            if !silent {
                self.attributes(sentence, segment, about.as_ref());
            }
            if !asks {
                let only = only.iter().any(|range| segment.range.contains(&range.start));
                self.activation(sentence, segment, about, conditional, only);
            }
            if let (Some(Whom::People(people)), true) = (&segment.whom, self.owner.is_none()) {
                self.in_line = Some(people.clone());
            }
        }
        if told.is_empty() {
            let named: Vec<usize> = pointers.iter().filter_map(single).collect();
            self.remember(&named);
        } else if told.len() > 1 {
            self.pair.clone_from(&told);
            self.last = told;
        }
    }

    /// About whom a segment speaks, and how strongly that counts.
    fn resolve(&self, segment: &Segment) -> Option<(About, Rank)> {
        let everybody = || Some((About::AllBut(segment.except.clone()), Rank::Everybody));
        let people = |people: Vec<usize>| Some((About::People(people), Rank::Person));
        match &segment.whom {
            Some(Whom::People(named)) => people(named.clone()),
            Some(Whom::Everybody) => everybody(),
            Some(Whom::Plural) if self.last.len() > 1 && segment.except.is_empty() => people(self.last.clone()),
            Some(Whom::Plural | Whom::Nouns) => everybody(),
            Some(Whom::Former) => self.pair.first().map(|person| (About::People(vec![*person]), Rank::Person)),
            Some(Whom::Latter) => self.pair.last().map(|person| (About::People(vec![*person]), Rank::Person)),
            Some(Whom::Rest) => {
                let mut but = self.last.clone();
                but.extend(segment.except.iter());
                Some((About::AllBut(but), Rank::Everybody))
            }
            Some(Whom::One) => self
                .owner
                .or_else(|| self.in_line.as_ref().and_then(|people| if let [one] = people.as_slice() { Some(*one) } else { None }))
                .or(self.last_one.filter(|_| self.last.len() == 1))
                .or_else(|| (self.known.len() == 1).then_some(0))
                .or(self.last_one)
                .and_then(|person| people(vec![person])),
            None if !segment.except.is_empty() => everybody(),
            None if segment.nouns => everybody(),
            None => None,
        }
    }

    /// Whom a segment without a subject means.
    fn unsaid(&self) -> Option<(About, Rank)> {
        let people = |people: Vec<usize>| Some((About::People(people), Rank::Person));
        if let Some(person) = self.owner {
            return people(vec![person]);
        }
        if let [person] = self.here.as_slice() {
            return people(vec![*person]);
        }
        if self.known.len() == 1 {
            return people(vec![0]);
        }
        None
    }

    fn say(&mut self, about: &About, rank: Rank, claim: Claim, evidence: crate::evidence::Evidence) {
        let said = Said { claim, rank, evidence };
        for person in self.meant(about) {
            self.told.entry(person).or_default().push(said.clone());
        }
        self.out.push(Statement {
            voice: self.context.voice,
            about: about.clone(),
            said,
        });
    }

    fn meant(&self, about: &About) -> Vec<usize> {
        match about {
            About::People(people) => people.clone(),
            About::AllBut(except) | About::OfLevel(_, except) => (0..self.known.len()).filter(|person| !except.contains(person)).collect(),
        }
    }

    /// Levels, roles and further fields of a segment.
    fn attributes(&mut self, sentence: &Flow, segment: &Segment, about: Option<&(About, Rank)>) {
        if segment.marks.iter().all(|mark| mark.value == Value::Activation) {
            return;
        }
        let named = matches!(segment.whom, Some(Whom::People(_) | Whom::One | Whom::Former | Whom::Latter));
        let whom = about.cloned().or_else(|| self.unsaid()).or_else(|| {
            self.in_line.clone().filter(|people| !people.is_empty()).map(|people| (About::People(people), Rank::Person))
        });
        let whom = whom.or_else(|| {
            let short = segment.range.len() <= 60;
            let asking = ASKING.is_match(&fold(&sentence.text[segment.range.clone()]));
            let stranger = whom::is_stranger(&sentence.text[segment.range.clone()], self.known);
            (!stranger && (short || asking || self.leads || !self.context.profile.has_levels())).then(|| (About::AllBut(Vec::new()), Rank::Everybody))
        });
        let Some((about, rank)) = whom else { return };
        let context = self.context;
        let evidence = |mark: &Mark| context.doc.evidence(sentence.source(mark.range.clone()));
        let owned = self.owner.is_some() || named;
        self.levels(segment, &about, rank, owned, &evidence);
        self.roles(sentence, segment, &about, rank);
        for mark in &segment.marks {
            match &mark.value {
                Value::Field(field) => {
                    let team = matches!(field, FieldReading::Distributorship(_) | FieldReading::AccountHolder(_) | FieldReading::SeesAllCases(_));
                    self.say(&about, rank, Claim::Field(field.clone()), evidence(mark));
                    if team && rank == Rank::Person && segment.whom.is_none() {
                        // One mail is about one distributor: those of whom nothing else is said belong to it as well.
                        self.say(&About::AllBut(Vec::new()), Rank::Everybody, Claim::Field(field.clone()), evidence(mark));
                    }
                }
                Value::Same(same) => self.copy(segment, &about, *same, evidence(mark)),
                Value::Skip if matches!(segment.whom, Some(Whom::People(_))) => self.say(&about, Rank::Person, Claim::Removed, evidence(mark)),
                Value::Skip | Value::Level { .. } | Value::Levels(_) | Value::Role(_) | Value::NoRoles | Value::Activation => {}
            }
        }
    }

    fn levels(&mut self, segment: &Segment, about: &About, rank: Rank, owned: bool, evidence: &impl Fn(&Mark) -> crate::evidence::Evidence) {
        let levels = segment.marks.iter().filter_map(|mark| match mark.value {
            Value::Level { level, sure } => Some((mark, level, sure)),
            Value::Levels(_) | Value::Role(_) | Value::NoRoles | Value::Field(_) | Value::Activation | Value::Same(_) | Value::Skip => None,
        });
        let levels: Vec<(&Mark, LevelReading, bool)> = levels.collect();
        let sure = levels.iter().any(|(_, _, sure)| *sure);
        let group = segment.whom.is_some() || segment.nouns;
        let chosen = levels.iter().find(|(mark, _, own)| {
            let digit = mark.range.len() == 1;
            *own == sure && (*own || owned || group && !digit || self.leads && !digit)
        });
        if let Some((mark, level, _)) = chosen {
            self.say(about, rank, Claim::Level(*level), evidence(mark));
        }
        for mark in &segment.marks {
            let (Value::Levels(digits), About::People(people)) = (&mark.value, about) else { continue };
            let people = if people.len() == digits.len() { people.clone() } else { self.last.clone() };
            if people.len() == digits.len() {
                for (person, digit) in people.iter().zip(digits) {
                    self.say(&About::People(vec![*person]), Rank::Person, Claim::Level(LevelReading::Is(*digit)), evidence(mark));
                }
            }
        }
    }

    fn roles(&mut self, sentence: &Flow, segment: &Segment, about: &About, rank: Rank) {
        let mut readings: Vec<RoleReading> = Vec::new();
        let mut span: Option<Range<usize>> = None;
        let mut none: Option<Range<usize>> = None;
        for mark in &segment.marks {
            match &mark.value {
                Value::Role(role) => {
                    if !readings.contains(role) {
                        readings.push(role.clone());
                    }
                    span = Some(span.map_or(mark.range.clone(), |span| span.start.min(mark.range.start)..span.end.max(mark.range.end)));
                }
                Value::NoRoles => none = Some(mark.range.clone()),
                Value::Level { .. } | Value::Levels(_) | Value::Field(_) | Value::Activation | Value::Same(_) | Value::Skip => {}
            }
        }
        if let Some(span) = span.or(none) {
            let evidence = self.context.doc.evidence(sentence.source(span));
            self.say(about, rank, Claim::Roles(readings), evidence);
        }
    }

    /// "Her colleague Tom gets the same": what was told of the other person is told of this one.
    fn copy(&mut self, segment: &Segment, about: &About, same: Same, evidence: crate::evidence::Evidence) {
        let About::People(people) = about else { return };
        let Some(first) = people.iter().min().copied() else { return };
        let other = segment.oblique.iter().find_map(|whom| match whom {
            Whom::People(other) => other.first().copied().filter(|other| !people.contains(other)),
            Whom::Everybody | Whom::Plural | Whom::Nouns | Whom::Rest | Whom::One | Whom::Former | Whom::Latter => None,
        });
        let Some(source) = other.or_else(|| first.checked_sub(1)) else { return };
        let copied: Vec<Claim> = self.told.get(&source).into_iter().flatten().map(|said| said.claim.clone()).filter(|claim| same.covers(claim)).collect();
        for person in people {
            for claim in copied.iter().rev() {
                let own = self.told.get(person).into_iter().flatten().any(|said| is_alike(&said.claim, claim) && said.rank == Rank::Person);
                if !own {
                    self.say(&About::People(vec![*person]), Rank::Person, claim.clone(), evidence.clone());
                }
            }
        }
    }

    fn activation(&mut self, sentence: &Flow, segment: &Segment, about: Option<(About, Rank)>, conditional: bool, only: bool) {
        let text = &sentence.text[segment.range.clone()];
        let flow = sentence.cut(segment.range.clone());
        self.not_them(sentence, segment, about.as_ref());
        if !activation::speaks(text) && self.bare_verdict(sentence, segment) == Verdict::Nothing {
            return;
        }
        let stranger = segment.whom.is_none() && whom::is_stranger(text, self.known);
        if stranger && self.owner.is_none() {
            return;
        }
        let heard = unsaid_by_marks(&self.behind_address(text, segment), segment);
        let spoken = self.spoken(segment, &heard);
        let (place, verdict) = match self.bare_verdict(sentence, segment) {
            Verdict::Nothing => self.verdict(spoken),
            told => (0..text.len(), told),
        };
        let flow = flow.cut(place);
        let now = verdict == Verdict::Now;
        if LEGEND.is_match(&fold(&sentence.text)) {
            return;
        }
        if COLUMN_RULE.is_match(&fold(&sentence.text)) && (now || !activation::holds(&heard)) {
            return;
        }
        let whom = about
            .or_else(|| self.unsaid())
            .or(Some((About::AllBut(Vec::new()), Rank::Everybody)));
        let Some((about, rank)) = whom else { return };
        if now && conditional {
            return;
        }
        let (about, rank) = of_level(text, segment, about, rank);
        let Some(claim) = slots::claim_of(self.context, &flow, verdict) else { return };
        let evidence = self.context.doc.evidence(flow.whole());
        if now {
            self.others_wait(segment, &about, only, &evidence);
        }
        self.say(&about, rank, claim, evidence);
    }

    /// What the words say. In a line about one person each piece is heard alone: "not sure what level, no activation yet"
    /// doubts only the level.
    fn verdict(&self, text: &str) -> (Range<usize>, Verdict) {
        let whole = 0..text.len();
        if self.owner.is_none() {
            return (whole, activation::in_prose(text, self.context.reading));
        }
        let mut chosen = (whole, Verdict::Nothing);
        for piece in clauses(text) {
            let heard = &text[piece.clone()];
            let verdict = if activation::speaks(heard) { activation::in_prose(heard, self.context.reading) } else { Verdict::Nothing };
            let better = match (&chosen.1, &verdict) {
                (_, Verdict::Nothing) | (Verdict::Hold(_), _) => false,
                (Verdict::Nothing, Verdict::Now | Verdict::Hold(_)) | (Verdict::Now, Verdict::Hold(_)) => true,
                (Verdict::Now, Verdict::Now) => false,
            };
            if better {
                chosen = (piece, verdict);
            }
        }
        chosen
    }

    /// "Not Karen, she already has an account": Karen is not to be set up.
    fn not_them(&mut self, sentence: &Flow, segment: &Segment, about: Option<&(About, Rank)>) {
        let Some(Whom::People(people)) = &segment.whom else { return };
        let Some((about, _)) = about else { return };
        let mentions = self.known.mentions(&sentence.text, &self.here);
        let first = mentions.iter().find(|mention| people.contains(&mention.person) && mention.range.start >= segment.range.start);
        let Some(mention) = first else { return };
        let before = fold(&sentence.text[..mention.range.start]);
        let speaks = activation::speaks(&sentence.text[segment.range.clone()]);
        if NOT_BEFORE.is_match(&before) && !speaks && !segment.marks.iter().any(|mark| matches!(mark.value, Value::Level { .. })) {
            let evidence = self.context.doc.evidence(sentence.source(segment.range.clone()));
            self.say(about, Rank::Person, Claim::Removed, evidence);
        }
    }

    /// "Bronwyn now, the other two hold": nothing but people and a word.
    fn bare_verdict(&self, sentence: &Flow, segment: &Segment) -> Verdict {
        static FILLERS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?-u:\b)(?:and|but|the|please|pls|for|others?|rest|two|three|both|all|everyone|them|her|him|mr|mrs|ms|dr|then|just|else)(?-u:\b)").expect("a valid pattern")
        });
        let text = &sentence.text[segment.range.clone()];
        if segment.whom.is_none() || text.len() > 120 {
            return Verdict::Nothing;
        }
        let mut rest = text.to_owned();
        for mention in self.known.mentions(text, &self.here).iter().rev() {
            rest.replace_range(mention.range.clone(), " ");
        }
        let rest = fold(&rest);
        let bare = FILLERS.replace_all(&rest, " ");
        activation::in_a_word(&crate::text::key(&bare))
    }

    /// "Frankie is not on it: frankie@x.example, activate her": what stands before the address is not about the link.
    fn behind_address(&self, text: &str, segment: &Segment) -> String {
        let last = crate::names::addresses(text).last().map_or(0, |found| found.end());
        let first = segment.marks.iter().find(|mark| mark.value == Value::Activation).map_or(0, |mark| mark.range.start.saturating_sub(segment.range.start));
        if last == 0 || first < last {
            return text.to_owned();
        }
        let mut heard = " ".repeat(last);
        heard.push_str(&text[last..]);
        heard
    }

    /// The words before "except", where they say it all: what is excepted must not take back the rest.
    fn spoken<'t>(&self, segment: &Segment, text: &'t str) -> &'t str {
        let before = segment.except_at.and_then(|at| text.get(..at.checked_sub(segment.range.start)?));
        before.filter(|before| activation::speaks(before)).unwrap_or(text)
    }

    /// "Only activate Joan", "activate all except Joan": the others wait.
    fn others_wait(&mut self, segment: &Segment, about: &About, only: bool, evidence: &crate::evidence::Evidence) {
        let others = match about {
            About::People(_) if !segment.except.is_empty() => About::People(segment.except.clone()),
            About::People(named) if only => About::AllBut(named.clone()),
            About::AllBut(except) if !except.is_empty() && segment.whom != Some(Whom::Rest) => About::People(segment.except.clone()),
            About::People(_) | About::AllBut(_) | About::OfLevel(..) => return,
        };
        let rank = if matches!(others, About::People(_)) { Rank::Person } else { Rank::Everybody };
        let held = Claim::Activation {
            activate: Activate::Hold,
            until: None,
        };
        self.say(&others, rank, held, evidence.clone());
    }
}

/// The words of a segment without those that name levels, roles and further fields: "approval role" approves nothing.
fn unsaid_by_marks(text: &str, segment: &Segment) -> String {
    let mut heard = text.to_owned();
    for mark in &segment.marks {
        let named = match mark.value {
            Value::Level { .. } | Value::Levels(_) | Value::Role(_) | Value::NoRoles => true,
            Value::Field(_) | Value::Activation | Value::Same(_) | Value::Skip => false,
        };
        let start = mark.range.start.saturating_sub(segment.range.start);
        let range = start..mark.range.end.saturating_sub(segment.range.start);
        if named && let Some(words) = heard.get(range.clone()) {
            let blank = " ".repeat(words.len());
            heard.replace_range(range, &blank);
        }
    }
    heard
}

/// The pieces of a line that are heard alone; a year stays with its date, an answer with its question.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for piece in pieces::split(text) {
        let words = text[piece.clone()].trim_start().to_lowercase();
        let leads = ["when ", "once ", "until ", "after ", "if ", "as soon ", "but ", "unless ", "provided ", "only ", "on ", "from ", "as of "];
        let asked = out.last().is_some_and(|last| {
            let between = &text[last.end..piece.start];
            between.contains([':', '=', '?', '→']) || activation::is_answer(&text[piece.clone()])
        });
        match out.last_mut() {
            Some(last) if asked || words.starts_with("20") || leads.iter().any(|word| words.starts_with(word)) => last.end = piece.end,
            Some(_) | None => out.push(piece),
        }
    }
    out
}

fn single(pointer: &Pointer) -> Option<usize> {
    match &pointer.whom {
        Whom::People(people) if people.len() == 1 && !pointer.oblique => people.first().copied(),
        Whom::People(_) | Whom::Everybody | Whom::Plural | Whom::Nouns | Whom::Rest | Whom::One | Whom::Former | Whom::Latter => None,
    }
}

/// "Activate level 3 now" is about those of level 3, if people are told apart by level.
fn of_level(text: &str, segment: &Segment, about: About, rank: Rank) -> (About, Rank) {
    static GIVING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:give|gets?|needs?|set|should|are|is|be|as|create|add|at|have|has|make|with|want|wants)(?-u:\b)").expect("a valid pattern")
    });
    if GIVING.is_match(&fold(text)) {
        return (about, rank);
    }
    let level = segment.marks.iter().find_map(|mark| match mark.value {
        Value::Level { level: LevelReading::Is(level), .. } => Some(level),
        Value::Level { .. } | Value::Levels(_) | Value::Role(_) | Value::NoRoles | Value::Field(_) | Value::Activation | Value::Same(_) | Value::Skip => None,
    });
    match (level, about) {
        (Some(level), About::AllBut(except)) => (About::OfLevel(level, except), rank),
        (_, about) => (about, rank),
    }
}

/// Whether two claims are of one kind.
fn is_alike(one: &Claim, other: &Claim) -> bool {
    match (one, other) {
        (Claim::Field(one), Claim::Field(other)) => std::mem::discriminant(one) == std::mem::discriminant(other),
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
