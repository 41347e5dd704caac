//! From a conversation to an extraction: a list of calls, in the order of the stages.
//!
//! Readers collect, `resolve` decides; nothing is weighed here.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::conversation::{self, Conversation, Voice};
use crate::dates::Reading;
use crate::extraction::{Activate, Extraction, GoLive, Kind, Mailbox, RemovedUser, User};
use crate::layer::How;
use crate::lexicon::{self, activation::COLUMN_RULES};
use crate::mail::Mail;
use crate::options::ReadOptions;
use crate::profile::{DateOrder, Profile};
use crate::read::speech::{self, Stage};
use crate::read::{Context, go_live, mentions, people};
use crate::resolve::people::{Person, copy_dittos, gather, known};
use crate::resolve::{self, Decided, client, issues, kind, manual};
use crate::statement::{About, Claim, Entry, Global, Statement};
use crate::text::{Flow, fold};
use crate::{chain, language};

static COLUMN_RULE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[COLUMN_RULES]));

/// Longer messages hold no more people than that.
const MAX_READ_LINES: usize = 3_000;
/// Nobody sets up more people by mail.
const MAX_ENTRIES: usize = 2_000;
/// A paragraph longer than this was not written by hand.
const MAX_LINE_BYTES: usize = 8_000;
/// All that is read of one voice.
const MAX_READ_BYTES: usize = 400_000;

/// What the readers collected.
#[derive(Default)]
struct Collected {
    entries: Vec<Entry>,
    globals: Vec<(usize, Global)>,
    /// What forms say of everybody.
    team: Vec<Statement>,
    used: Vec<HashSet<usize>>,
}

/// Reads a conversation with the words of a profile.
pub(crate) fn extract(
    mail: &Mail,
    conversation: &Conversation,
    profile: &Profile,
    options: &ReadOptions,
) -> Extraction {
    let envelope = &mail.envelope;
    let amendment = kind::is_amendment(envelope, options);
    let heard: Vec<usize> = (0..conversation.voices.len())
        .filter(|voice| counts(mail, conversation, *voice, amendment))
        .collect();
    let orders: Vec<DateOrder> = conversation
        .voices
        .iter()
        .map(|voice| order_of(conversation, voice, profile))
        .collect();
    let domains = domains(mail, conversation, profile);
    let context = |voice: usize| context_of(conversation, profile, voice, orders[voice], &domains);
    let mut collected = collect(conversation, &heard, &context, amendment);
    collected.entries.truncate(MAX_ENTRIES);
    copy_dittos(&mut collected.entries);
    let mut everybody = gather(conversation, &collected.entries);
    let removed = take_removed(&mut everybody, &collected.entries);
    everybody.retain(|person| amendment && (person.name.is_some() || person.email.is_some()) || person.asked);
    let mut statements = state(conversation, &heard, &context, &collected, &everybody);
    never_by_nobody(conversation, &mut collected.entries, &mut statements);
    let decide = |statements: &[Statement]| {
        decide_all(conversation, &heard, profile, &everybody, &collected.entries, statements)
    };
    if of_levels(&decide(&statements), &mut statements) {
        statements.retain(|statement| !matches!(statement.about, About::OfLevel(..)));
    }
    let mut decided = decide(&statements);
    let skipped = skipped(conversation, &everybody, &collected.entries, &statements);
    let mut removed = removed;
    removed.extend(skipped.iter().map(|person| RemovedUser {
        name: everybody[*person].name.as_ref().map(|name| name.value().clone()),
        email: everybody[*person].email.as_ref().map(|email| email.value().clone()),
        evidence: removal(*person, &statements),
    }));
    let mut index = 0;
    decided.retain(|_| {
        index += 1;
        !skipped.contains(&(index - 1))
    });
    let mut extraction = Extraction::empty(Kind::Unrelated);
    extraction.message_id.clone_from(&envelope.message_id);
    extraction.submitter = conversation::submitter(envelope);
    extraction.client = client::find(&client::Findings {
        envelope,
        conversation,
        heard: &heard,
        entries: &collected.entries,
        globals: &collected.globals,
        submitter: &extraction.submitter,
    });
    let (date, ambiguous, tentative) = when_live(conversation, &collected);
    let spoken = spoken(conversation, &heard);
    extraction.manual_entry = manual::collect(conversation, envelope.subject.as_deref().unwrap_or_default(), &spoken);
    extraction.kind = kind::decide(&kind::Findings {
        envelope,
        amendment,
        spoken: &spoken,
        people: decided.len(),
        described: decided.iter().any(|one| one.level.is_some() || one.roles_stated || one.user.fields != crate::extraction::Fields::default()),
        manual: extraction.manual_entry.len(),
        go_live: date.is_some() || ambiguous,
    });
    match extraction.kind {
        Kind::Automatic | Kind::Unrelated => {
            extraction.manual_entry.clear();
            extraction.client.name = None;
        }
        Kind::ResetRequest => extraction.manual_entry.clear(),
        Kind::GoLiveChange => {
            extraction.go_live = date;
            issues::add(&mut extraction, &[], profile, ambiguous, tentative);
        }
        Kind::Submission | Kind::Amendment => {
            extraction.go_live = date;
            extraction.users = decided.iter().map(|one| one.user.clone()).collect();
            extraction.removed = if amendment { removed } else { Vec::new() };
            issues::add(&mut extraction, &decided, profile, ambiguous, tentative);
        }
    }
    extraction.users.iter_mut().for_each(never_without_evidence);
    extraction
}

fn decide_all(
    conversation: &Conversation,
    heard: &[usize],
    profile: &Profile,
    everybody: &[Person],
    entries: &[Entry],
    statements: &[Statement],
) -> Vec<Decided> {
    let rules = column_rules(conversation, heard);
    let all = everybody.iter().enumerate();
    all.map(|(index, person)| resolve::decide(profile, conversation, index, person, entries, statements, &rules))
        .collect()
}

/// The last guard of the promise: no `now` without the words that say it.
fn never_without_evidence(user: &mut User) {
    if user.activate == Activate::Now && !user.evidence.contains_key("activate") {
        user.activate = Activate::Unstated;
    }
}

/// A quote that says nothing of its author may hold people back, but nobody is known to have asked for their links.
fn never_by_nobody(conversation: &Conversation, entries: &mut [Entry], statements: &mut Vec<Statement>) {
    let nobody = |voice: usize| {
        let piece = &conversation.voices[voice].piece;
        piece.how == How::Reply && piece.facts.author == Mailbox::default()
    };
    for entry in entries.iter_mut().filter(|entry| nobody(entry.voice)) {
        entry.said.retain(|said| !said.claim.is_now());
    }
    statements.retain(|statement| !(nobody(statement.voice) && statement.said.claim.is_now()));
}

/// Whether a voice is to be read: not our own mailbox's, and in an amendment not what is only quoted.
fn counts(mail: &Mail, conversation: &Conversation, index: usize, amendment: bool) -> bool {
    let voice = &conversation.voices[index];
    let author = voice.piece.facts.author.email.as_deref();
    let domain = |email: &str| email.rsplit('@').next().map(str::to_owned);
    let home = mail
        .envelope
        .to
        .first()
        .and_then(|to| to.email.as_deref())
        .and_then(domain);
    let addressed = mail.envelope.to.iter().any(|to| to.email.as_deref() == author);
    let ours = author.is_some() && addressed && author.and_then(domain) == home;
    let machine = author.is_some_and(|email| email.starts_with("no-reply@") || email.starts_with("noreply@"));
    let outer = voice.piece.how == How::Outer;
    if (ours || machine) && !outer && !voice.attached {
        return false;
    }
    let subject = mail.envelope.subject.as_deref().map(fold).unwrap_or_default();
    let forwards = lexicon::mail::FORWARD_SUBJECTS
        .iter()
        .any(|start| subject.starts_with(start));
    let passed_on = voice.piece.how == How::Forward && (forwards || voice.piece.announced || voice.brought);
    !amendment || outer || voice.attached || passed_on
}

fn context_of<'c>(
    conversation: &'c Conversation,
    profile: &'c Profile,
    index: usize,
    order: DateOrder,
    domains: &'c [String],
) -> Context<'c> {
    let voice = &conversation.voices[index];
    Context {
        profile,
        doc: &conversation.documents[voice.document],
        voice: index,
        author: &voice.piece.facts.author,
        reading: Reading {
            base: voice.base,
            order,
        },
        domains,
    }
}

/// The mail domains that may be those of an organisation named in the text; our own and the submitter's are none.
fn domains(mail: &Mail, conversation: &Conversation, profile: &Profile) -> Vec<String> {
    if profile.has_levels() {
        return Vec::new();
    }
    let domain = |email: &str| email.rsplit('@').next().map(str::to_lowercase);
    let homes: Vec<String> = mail.envelope.to.iter().filter_map(|to| to.email.as_deref().and_then(domain)).collect();
    let mut out: Vec<String> = Vec::new();
    for doc in &conversation.documents {
        for found in crate::names::addresses(&doc.text).take(MAX_ENTRIES) {
            let domain = crate::names::address(found.as_str()).as_deref().and_then(domain);
            out.extend(domain.filter(|domain| !homes.contains(domain) && !out.contains(domain)));
        }
    }
    out
}

/// A numeric date in a text that is not English is day first.
fn order_of(conversation: &Conversation, voice: &Voice, profile: &Profile) -> DateOrder {
    let text = chain::text_of(&conversation.documents[voice.document], &voice.piece.lines);
    if language::is_english(&text) {
        profile.date_order
    } else {
        DateOrder::Dmy
    }
}

fn collect<'c>(
    conversation: &Conversation,
    heard: &[usize],
    context: &impl Fn(usize) -> Context<'c>,
    amendment: bool,
) -> Collected {
    let mut collected = Collected {
        used: vec![HashSet::new(); conversation.voices.len()],
        ..Collected::default()
    };
    for voice in heard {
        let context = context(*voice);
        let lines = &readable(conversation, *voice);
        let found = people::read(&context, lines);
        collected.entries.extend(found.form.entries);
        collected.team.extend(found.form.team.into_iter().map(|said| Statement {
            voice: *voice,
            about: About::AllBut(Vec::new()),
            said: crate::statement::Said {
                rank: crate::statement::Rank::Everybody,
                ..said
            },
        }));
        collected
            .globals
            .extend(found.form.globals.into_iter().map(|global| (*voice, global)));
        let flows: Vec<Flow> = lines
            .iter()
            .filter(|index| context.doc.lines[**index].row.is_none())
            .map(|index| Flow::of_line(context.doc, &context.doc.lines[*index]))
            .collect();
        let said = go_live::in_lines(&context, &flows);
        collected.globals.extend(said.into_iter().map(|global| (*voice, global)));
        if amendment {
            for index in lines.iter().filter(|index| context.doc.lines[**index].row.is_none() && !found.used.contains(index)) {
                let flow = Flow::of_line(context.doc, &context.doc.lines[*index]);
                collected.entries.extend(mentions::read(&context, &flow));
            }
        }
        collected.used[*voice] = found.used;
    }
    collected
}

/// The lines that readers are given: what a person may have written, and no more.
fn readable(conversation: &Conversation, voice: usize) -> Vec<usize> {
    let voice = &conversation.voices[voice];
    let doc = &conversation.documents[voice.document];
    let mut left = MAX_READ_BYTES;
    let length = |index: &usize| doc.lines[*index].span.end - doc.lines[*index].span.start;
    let lines = voice
        .piece
        .lines
        .iter()
        .copied()
        .take(MAX_READ_LINES)
        .filter(|index| length(index) <= MAX_LINE_BYTES);
    lines
        .take_while(|index| {
            let fits = length(index) <= left;
            left = left.saturating_sub(length(index));
            fits
        })
        .collect()
}

fn state<'c>(
    conversation: &Conversation,
    heard: &[usize],
    context: &impl Fn(usize) -> Context<'c>,
    collected: &Collected,
    everybody: &[Person],
) -> Vec<Statement> {
    let mut statements = collected.team.clone();
    let mut told = speech::Told::new();
    for (index, person) in everybody.iter().enumerate() {
        let said = person.entries.iter().flat_map(|entry| &collected.entries[*entry].said);
        told.insert(index, said.cloned().collect());
    }
    for voice in heard {
        let context = context(*voice);
        let known = known(everybody, &collected.entries, context.author);
        let stage = stage(*voice, collected, everybody);
        let lines = readable(conversation, *voice);
        statements.extend(speech::read(&context, &lines, &stage, &known, &mut told));
    }
    statements
}

/// Where the people of a voice are introduced.
fn stage(voice: usize, collected: &Collected, everybody: &[Person]) -> Stage {
    let mut stage = Stage {
        used: collected.used[voice].clone(),
        ..Stage::default()
    };
    for (index, person) in everybody.iter().enumerate() {
        for entry in person.entries.iter().map(|entry| &collected.entries[*entry]) {
            if entry.voice == voice {
                stage.owner.extend(entry.lines.iter().map(|line| (*line, index)));
                if let Some(line) = entry.line {
                    stage.here.entry(line).or_default().push(index);
                }
            }
        }
    }
    stage
}

/// "Activate level 3 now" is about those of level 3, if people differ in it; says whether anything was of that kind.
fn of_levels(decided: &[Decided], statements: &mut [Statement]) -> bool {
    let mut changed = false;
    for statement in statements {
        let About::OfLevel(level, except) = &statement.about else { continue };
        let of = |decided: &Decided| decided.user.level == Some(*level);
        let people = decided.iter().enumerate().filter(|(index, one)| of(one) && !except.contains(index));
        let people: Vec<usize> = people.map(|(index, _)| index).collect();
        let some = !people.is_empty() && people.len() < decided.len();
        if some {
            statement.said.rank = crate::statement::Rank::Person;
        }
        statement.about = if some { About::People(people) } else { About::AllBut(except.clone()) };
        changed = true;
    }
    changed
}

/// People whom somebody, not older than those who named them, does not want set up after all.
fn skipped(
    conversation: &Conversation,
    everybody: &[Person],
    entries: &[Entry],
    statements: &[Statement],
) -> Vec<usize> {
    let age = |voice: usize| conversation.voices[voice].age;
    let newest = |person: usize| {
        let said = statements.iter().filter(|statement| statement.said.claim == Claim::Removed);
        let said = said.filter(|statement| matches!(&statement.about, About::People(people) if people.contains(&person)));
        said.map(|statement| age(statement.voice)).min()
    };
    let asked = |person: usize| everybody[person].entries.iter().map(|entry| age(entries[*entry].voice)).min();
    (0..everybody.len()).filter(|person| newest(*person).is_some_and(|age| asked(*person).is_none_or(|asked| age <= asked))).collect()
}

fn removal(person: usize, statements: &[Statement]) -> Option<crate::evidence::Evidence> {
    let said = statements.iter().find(|statement| {
        statement.said.claim == Claim::Removed && matches!(&statement.about, About::People(people) if people.contains(&person))
    });
    said.map(|statement| statement.said.evidence.clone())
}

fn take_removed(everybody: &mut Vec<Person>, entries: &[Entry]) -> Vec<RemovedUser> {
    let evidence = |person: &Person| person.entries.iter().find_map(|entry| entries[*entry].removed.clone());
    let out = everybody
        .iter()
        .filter_map(|person| {
            evidence(person).map(|evidence| RemovedUser {
                name: person.name.as_ref().map(|name| name.value().clone()),
                email: person.email.as_ref().map(|email| email.value().clone()),
                evidence: Some(evidence),
            })
        })
        .collect();
    everybody.retain(|person| evidence(person).is_none());
    out
}

fn column_rules(conversation: &Conversation, heard: &[usize]) -> HashSet<usize> {
    let says = |voice: &&usize| {
        let voice = &conversation.voices[**voice];
        let text = chain::text_of(&conversation.documents[voice.document], &voice.piece.lines);
        COLUMN_RULE.is_match(&fold(&text).replace('\n', " "))
    };
    heard.iter().filter(says).copied().collect()
}

/// The newest author's last word on the go-live: the date, whether it is ambiguous, whether it is tentative.
fn when_live(conversation: &Conversation, collected: &Collected) -> (Option<GoLive>, bool, bool) {
    let said = collected.globals.iter().filter_map(|(voice, global)| match global {
        Global::GoLive { date, tentative } => Some((conversation.voices[*voice].age, date, *tentative)),
        Global::Client(_) => None,
    });
    let said: Vec<_> = said.collect();
    let Some(newest) = said.iter().map(|(age, ..)| *age).min() else {
        return (None, false, false);
    };
    let of_newest: Vec<_> = said.into_iter().filter(|(age, ..)| *age == newest).collect();
    let dated = of_newest
        .iter()
        .rev()
        .find_map(|(_, date, tentative)| date.as_ref().map(|date| (date, *tentative)));
    match dated {
        Some((date, tentative)) => {
            let (date, evidence) = date.clone().into_parts();
            (Some(GoLive { date, evidence }), false, tentative)
        }
        None => (None, true, false),
    }
}

/// The texts of the newest author and of what was forwarded.
fn spoken(conversation: &Conversation, heard: &[usize]) -> Vec<String> {
    let voices = heard.iter().map(|voice| &conversation.voices[*voice]);
    voices
        .filter(|voice| voice.piece.how != How::Reply)
        .map(|voice| chain::text_of(&conversation.documents[voice.document], &voice.piece.lines))
        .collect()
}
