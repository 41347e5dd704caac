//! Statements in running text: sentences cut into clauses, each with its subject and what it says.
//!
//! Phrases seen: "Hold Patience and Wim until the 15th. Noor can be activated right away.", "Everyone gets level 2
//! except Gideon, who is the admin (level 4)". Questions state nothing. Incomplete support: pronouns across paragraphs.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extraction::Activate;
use crate::names;
use crate::read::activation::{self, Verdict};
use crate::read::subject::{self, Known, Subject};
use crate::read::{Context, device, level, roles, sentences, slots};
use crate::statement::{About, Claim, LevelReading, Rank, RoleReading, Said, Statement};
use crate::text::{Flow, fold};

static CUTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[,;–(]|\s-\s|\b(?:and|but|while|whereas|und|aber|et|mais|pero|mas|maar)\b")
        .expect("a valid pattern")
});

/// All statements of a voice outside the lines that describe one person each.
pub(crate) fn read(context: &Context<'_>, lines: &[usize], used: &HashSet<usize>, known: &[Known]) -> Vec<Statement> {
    let mut out = Vec::new();
    let mut last: Vec<usize> = Vec::new();
    for index in lines {
        let line = &context.doc.lines[*index];
        let flow = Flow::of_line(context.doc, line);
        if used.contains(index) || line.row.is_some() {
            if let Some((_, person)) = subject::named(&flow.text, known).first() {
                last = vec![*person];
            }
            continue;
        }
        for range in sentences::split(&flow.text) {
            let sentence = flow.cut(range);
            if activation::is_question(&sentence.text) {
                remember(&mut last, &subject::named(&sentence.text, known));
                continue;
            }
            for clause in clauses(context, &sentence, known) {
                let statements = clause_says(context, &clause, known, &last);
                remember(&mut last, &clause.subject.named);
                if clause.subject.named.is_empty() && !clause.subject.except.is_empty() {
                    last.clone_from(&clause.subject.except);
                }
                out.extend(statements);
            }
        }
    }
    out
}

fn remember(last: &mut Vec<usize>, named: &[(Range<usize>, usize)]) {
    if !named.is_empty() {
        *last = named.iter().map(|(_, person)| *person).collect();
    }
}

/// A clause with its subject.
struct Clause {
    flow: Flow,
    subject: Subject,
    range: Range<usize>,
    value: bool,
}

fn clauses(context: &Context<'_>, sentence: &Flow, known: &[Known]) -> Vec<Clause> {
    let text = &sentence.text;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let addresses: Vec<Range<usize>> = names::ADDRESS.find_iter(text).map(|found| found.range()).collect();
    for cut in CUTS.find_iter(text) {
        if cut.start() > start && addresses.iter().all(|range| !range.contains(&cut.start())) {
            pieces.push(start..cut.start());
            start = cut.start();
        }
    }
    pieces.push(start..text.len());
    let mut out: Vec<Clause> = Vec::new();
    for range in pieces {
        let piece = &text[range.clone()];
        let value = has_value(context, piece);
        let subject = subject::of(piece, known);
        let words = piece.split_whitespace().count();
        let own = !subject.is_none();
        let relative = fold(piece).trim_start_matches([',', ' ', '(']).starts_with("who ");
        let starts_anew = out.last().is_some_and(|clause| {
            let subject_first = subject
                .named
                .first()
                .is_some_and(|(at, _)| piece[..at.start].split_whitespace().count() <= 1);
            let both = value && own && (clause.value || (!clause.subject.is_none() && clause_words(clause) > 3));
            let aside = own && !value && clause.value && !subject_first && words > 3;
            let whole = text[clause.range.start..range.end].to_lowercase();
            let excepting = subject::of(&whole, known).except.len() > clause.subject.except.len();
            relative || both && !excepting || aside
        });
        match out.last_mut() {
            Some(clause) if !starts_anew => {
                clause.range.end = range.end;
                clause.value |= value;
            }
            Some(_) | None => out.push(Clause {
                flow: Flow::default(),
                subject: Subject::default(),
                range,
                value,
            }),
        }
        if let Some(clause) = out.last_mut() {
            clause.flow = sentence.cut(clause.range.clone());
            clause.subject = subject::of(&clause.flow.text, known);
        }
    }
    out
}

fn clause_words(clause: &Clause) -> usize {
    clause.flow.text.split_whitespace().count()
}

fn has_value(context: &Context<'_>, piece: &str) -> bool {
    activation::speaks(piece)
        || level::in_prose(piece, context.profile).is_some()
        || !device::claims(context.profile, piece).is_empty()
}

/// Whom a clause is about; none when that cannot be told.
fn about(subject: &Subject, known: &[Known], last: &[usize], open: bool) -> Option<(About, Rank)> {
    if !subject.except.is_empty() {
        return Some((About::AllBut(subject.except.clone()), Rank::Everybody));
    }
    if !subject.named.is_empty() {
        return Some((
            About::People(subject.named.iter().map(|(_, person)| *person).collect()),
            Rank::Person,
        ));
    }
    if subject.rest {
        return Some((About::AllBut(last.to_vec()), Rank::Everybody));
    }
    if subject.stranger {
        return None;
    }
    if subject.everybody {
        return Some((About::AllBut(Vec::new()), Rank::Everybody));
    }
    if subject.one {
        return match (last, known.len()) {
            ([person], _) => Some((About::People(vec![*person]), Rank::Person)),
            (_, 1) => Some((About::People(vec![0]), Rank::Person)),
            _ => None,
        };
    }
    open.then(|| (About::AllBut(Vec::new()), Rank::Everybody))
}

/// "Activate level 3 now" is about those of level 3, if people are told apart by level.
fn of_level(context: &Context<'_>, text: &str, whom: (About, Rank), known: &[Known]) -> (About, Rank) {
    let level = match level::in_prose(text, context.profile) {
        Some((_, LevelReading::Is(level))) => level,
        Some(_) | None => return whom,
    };
    let of: Vec<usize> = (0..known.len())
        .filter(|index| known[*index].level == Some(level))
        .collect();
    let everybody = matches!(&whom.0, About::AllBut(except) if except.is_empty());
    if everybody && !of.is_empty() && of.len() < known.len() {
        (About::People(of), Rank::Person)
    } else {
        whom
    }
}

fn clause_says(context: &Context<'_>, clause: &Clause, known: &[Known], last: &[usize]) -> Vec<Statement> {
    let text = &clause.flow.text;
    let evidence = context.doc.evidence(clause.flow.whole());
    let mut out = Vec::new();
    let relative = fold(text).trim_start_matches([',', ' ', '(']).starts_with("who ");
    let who = if relative && clause.subject.named.is_empty() {
        (!last.is_empty()).then(|| (About::People(last.to_vec()), Rank::Person))
    } else {
        about(&clause.subject, known, last, false)
    };
    let voice = context.voice;
    let mut say = |about: &About, rank: Rank, claim: Claim, evidence: crate::evidence::Evidence| {
        out.push(Statement {
            voice,
            about: about.clone(),
            said: Said { claim, rank, evidence },
        });
    };
    let whom = who.clone().or_else(|| about(&clause.subject, known, last, true));
    let whom = whom.map(|whom| of_level(context, text, whom, known));
    if let Some((about, rank)) = &whom {
        let verdict = activation::in_prose(text, context.reading);
        let now = verdict == Verdict::Now;
        if let Some(claim) = slots::claim_of(context, &clause.flow, verdict) {
            let opposite = now && (clause.subject.only || !clause.subject.except.is_empty());
            if opposite {
                let held = Claim::Activation {
                    activate: Activate::Hold,
                    until: None,
                };
                let others = match about {
                    About::People(named) => About::AllBut(named.clone()),
                    About::AllBut(except) => About::People(except.clone()),
                };
                let rank = if matches!(others, About::People(_)) {
                    Rank::Person
                } else {
                    Rank::Everybody
                };
                say(&others, rank, held, evidence.clone());
            }
            say(about, *rank, claim, evidence.clone());
        }
    }
    if !names::ADDRESS.is_match(text) {
        let singular = known.len() == 1 && !clause.subject.stranger;
        let whom = who.or_else(|| singular.then(|| (About::People(vec![0]), Rank::Person)));
        if let Some((about, rank)) = whom {
            details(context, clause, &about, rank, &mut out);
        }
    }
    out
}

/// Levels, roles and further fields that a clause states about somebody.
fn details(context: &Context<'_>, clause: &Clause, about: &About, rank: Rank, out: &mut Vec<Statement>) {
    let text = &clause.flow.text;
    let voice = context.voice;
    let mut say = |claim: Claim, range: Range<usize>| {
        let evidence = context.doc.evidence(clause.flow.source(range));
        out.push(Statement {
            voice,
            about: about.clone(),
            said: Said { claim, rank, evidence },
        });
    };
    if let Some((range, level)) = level::in_prose(text, context.profile) {
        say(Claim::Level(level), range);
    }
    for (claim, range) in device::claims(context.profile, text) {
        say(claim, range);
    }
    let roles = roles::in_prose(text, context.profile);
    if let (Some((first, _)), true) = (roles.first(), context.profile.has_levels() && says_roles(text, rank)) {
        let end = roles.last().map_or(first.end, |(range, _)| range.end);
        let readings = roles
            .iter()
            .map(|(_, name)| RoleReading {
                name: name.clone(),
                known: true,
            })
            .collect();
        say(Claim::Roles(readings), first.start..end);
    }
}

/// Role words also occur in talk; they count where somebody is said to have or do them.
fn says_roles(text: &str, rank: Rank) -> bool {
    static HAVING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:roles?|gets?|needs?|also|plus|should (?:be|have|get)|does|has|have|as|give|add|with|rolle\w*|bekommt|role|rol)\b").expect("a valid pattern")
    });
    rank == Rank::Person && HAVING.is_match(&fold(text))
}
