//! From a conversation to an extraction: a list of calls, in the order of the stages.
//!
//! Readers collect, `resolve` decides; nothing is weighed here.

use std::collections::{HashMap, HashSet};

use crate::chain;
use crate::conversation::{self, Conversation};
use crate::extraction::{Activate, Extraction, GoLive, Kind, Mailbox, RemovedUser, User};
use crate::ground::{MAX_ENTRIES, Scene, column_rules, readable, spoken};
use crate::layer::How;
use crate::mail::Mail;
use crate::options::ReadOptions;
use crate::profile::Profile;
use crate::read::remarks::Understood;
use crate::read::renamed::{self, Renamed};
use crate::read::speech::{self, Stage};
use crate::read::{answered, go_live, mentions, people, remarks, spelled, subject};
use crate::resolve::explain::Explained;
use crate::resolve::people::{Person, copy_dittos, copy_others, gather, known};
use crate::resolve::{self, Decided, Ground, client, issues, kind, manual, standing};
use crate::statement::{About, Entry, Global, Rank, Said, Statement};
use crate::text::Flow;

/// What the readers collected.
#[derive(Default)]
struct Collected {
    entries: Vec<Entry>,
    globals: Vec<(usize, Global)>,
    /// What forms say of everybody.
    team: Vec<Statement>,
    used: Vec<HashSet<usize>>,
    /// Names that are put right, the newest first.
    renamed: Vec<Renamed>,
}

/// Reads a conversation with the words of a profile.
pub(crate) fn extract(
    mail: &Mail,
    conversation: &Conversation,
    profile: &Profile,
    options: &ReadOptions,
) -> (Extraction, Vec<Explained>) {
    let scene = Scene::of(mail, conversation, profile, options);
    let mut collected = collect(&scene);
    collected.entries.truncate(MAX_ENTRIES);
    copy_dittos(&mut collected.entries);
    copy_others(&mut collected.entries);
    spelled::put_in_order(
        conversation,
        &conversation::submitter(&mail.envelope),
        &mut collected.entries,
    );
    let mut everybody = gather(conversation, &collected.entries);
    rename(&collected, &mut everybody);
    let mut removed = standing::take_removed(&mut everybody, &collected.entries);
    everybody.retain(|person| standing::may_stand(person, scene.amendment));
    let mut statements = state(&scene, &collected, &everybody);
    never_by_nobody(conversation, &mut collected.entries, &mut statements);
    let rules = column_rules(conversation, &scene.heard);
    let ground = Ground {
        profile,
        conversation,
        entries: &collected.entries,
        statements: &[],
        column_rules: &rules,
        explain: options.explain,
    };
    let mut decided = decide_all(&ground, &everybody, &mut statements);
    let ground = Ground {
        statements: &statements,
        ..ground
    };
    removed.extend(standing::leave_out(&ground, &everybody, scene.amendment, &mut decided));
    let live = when_live(conversation, &collected);
    let mut extraction = message(&scene, &collected, &decided, &live);
    fill(&mut extraction, profile, live, &decided, removed);
    let explained = if extraction.users.is_empty() {
        Vec::new()
    } else {
        explained(decided)
    };
    (extraction, explained)
}

/// What concerns the whole message: who sent it, for which client, of what kind it is, and what has to be typed in.
fn message(scene: &Scene<'_>, collected: &Collected, decided: &[Decided], live: &Live) -> Extraction {
    let envelope = &scene.mail.envelope;
    let conversation = scene.conversation;
    let mut extraction = Extraction::empty(Kind::Unrelated);
    extraction.message_id.clone_from(&envelope.message_id);
    extraction.submitter = conversation::submitter(envelope);
    extraction.client = client::find(&client::Findings {
        envelope,
        conversation,
        heard: &scene.heard,
        entries: &collected.entries,
        globals: &collected.globals,
        submitter: &extraction.submitter,
    });
    let spoken = spoken(conversation, &scene.heard);
    extraction.manual_entry = manual::collect(conversation, envelope.subject.as_deref().unwrap_or_default(), &spoken);
    let typed_in = manual::speaks_of_people(envelope, &spoken, &extraction.manual_entry);
    extraction.kind = kind::decide(&kind::Findings {
        envelope,
        amendment: scene.amendment,
        spoken: &spoken,
        people: decided.len(),
        described: decided.iter().any(Decided::is_described),
        rated: decided.iter().any(Decided::is_rated),
        manual: if typed_in { extraction.manual_entry.len() } else { 0 },
        go_live: live.date.is_some() || live.ambiguous,
    });
    extraction
}

/// Decides about everybody, twice: who is meant by "level 3" is known when the levels are.
fn decide_all(ground: &Ground<'_>, everybody: &[Person], statements: &mut [Statement]) -> Vec<Decided> {
    let decide = |statements: &[Statement]| -> Vec<Decided> {
        let ground = Ground { statements, ..*ground };
        let all = everybody.iter().enumerate();
        all.map(|(index, person)| resolve::decide(&ground, index, person))
            .collect()
    };
    let first = decide(statements);
    if standing::of_kinds(&first, statements) {
        return decide(statements);
    }
    first
}

/// Puts what was decided where the kind of the message has a place for it.
fn fill(extraction: &mut Extraction, profile: &Profile, live: Live, decided: &[Decided], removed: Vec<RemovedUser>) {
    let doubts = issues::GoLiveDoubts {
        ambiguous: live.ambiguous,
        tentative: live.tentative,
    };
    match extraction.kind {
        Kind::Automatic | Kind::Unrelated => {
            extraction.manual_entry.clear();
            extraction.client.name = None;
        }
        Kind::ResetRequest => extraction.manual_entry.clear(),
        Kind::GoLiveChange => {
            extraction.go_live = live.date;
            issues::add(extraction, &[], profile, doubts);
        }
        Kind::Submission | Kind::Amendment => {
            extraction.go_live = live.date;
            extraction.users = decided.iter().map(|one| one.user.clone()).collect();
            if extraction.kind == Kind::Amendment {
                extraction.removed = removed;
            }
            issues::add(extraction, decided, profile, doubts);
        }
    }
    extraction.users.iter_mut().for_each(never_without_evidence);
}

/// The statements about the users that remained, under their place in the extraction.
fn explained(decided: Vec<Decided>) -> Vec<Explained> {
    let of = |(user, one): (usize, Decided)| one.explained.into_iter().map(move |said| Explained { user, ..said });
    decided.into_iter().enumerate().flat_map(of).collect()
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

fn collect(scene: &Scene<'_>) -> Collected {
    let conversation = scene.conversation;
    let mut collected = Collected {
        used: vec![HashSet::new(); conversation.voices.len()],
        ..Collected::default()
    };
    let quoted = if scene.amendment {
        quoted_names(conversation, &scene.heard)
    } else {
        HashSet::new()
    };
    for voice in &scene.heard {
        let context = scene.context(*voice);
        let lines = &readable(conversation, *voice);
        let mut found = people::read(&context, lines);
        let line = |index: &usize| Flow::of_line(context.doc, &context.doc.lines[*index]);
        let written: Vec<Flow> = lines.iter().map(line).collect();
        spelled::lend_names(&context, &written, &mut found.form.entries);
        people::peers::unknown_roles(&context, &mut found.form.entries);
        for entry in &mut found.form.entries {
            let called = remarks::callings(&context, entry);
            entry.notes.extend(called);
        }
        let room = renamed::MOST.saturating_sub(collected.renamed.len());
        collected.renamed.extend(renamed::read(&context, &written).take(room));
        collected.entries.extend(found.form.entries);
        collected.team.extend(found.form.team.into_iter().map(|said| Statement {
            voice: *voice,
            about: About::AllBut(Vec::new()),
            said: Said {
                rank: Rank::Everybody,
                ..said
            },
        }));
        let unlisted: Vec<usize> = lines
            .iter()
            .copied()
            .filter(|index| context.doc.lines[*index].row.is_none())
            .collect();
        let flow = |index: &usize| Flow::of_line(context.doc, &context.doc.lines[*index]);
        let flows: Vec<Flow> = unlisted.iter().map(flow).collect();
        let globals = found
            .form
            .globals
            .into_iter()
            .chain(go_live::in_lines(&context, &flows));
        collected.globals.extend(globals.map(|global| (*voice, global)));
        if scene.amendment {
            for index in unlisted.iter().filter(|index| !found.used.contains(index)) {
                collected
                    .entries
                    .extend(mentions::read(&context, &flow(index), &quoted));
            }
        }
        collected.used[*voice] = found.used;
    }
    collected.globals.extend(corrected(scene, &collected.globals));
    if let Some(voice) = scene.subject {
        let said = subject::go_live(&scene.context(voice));
        collected.globals.extend(said.into_iter().map(|global| (voice, global)));
    }
    collected
}

/// The go-live as a newer author corrects it without naming it.
fn corrected(scene: &Scene<'_>, globals: &[(usize, Global)]) -> Option<(usize, Global)> {
    let age = |voice: usize| scene.conversation.voices[voice].age;
    let given = |(voice, global): &(usize, Global)| match global {
        Global::GoLive { date: Some(date), .. } => Some((age(*voice), *date.value())),
        Global::GoLive { date: None, .. } | Global::Client(_) => None,
    };
    let (newest, given) = globals.iter().rev().filter_map(given).min_by_key(|(age, _)| *age)?;
    let newer = scene.heard.iter().filter(|voice| age(**voice) < newest);
    newer.into_iter().find_map(|voice| {
        let context = scene.context(*voice);
        let line = |index: &usize| Flow::of_line(context.doc, &context.doc.lines[*index]);
        let lines: Vec<Flow> = readable(scene.conversation, *voice).iter().map(line).collect();
        go_live::corrected(&context, &lines, given).map(|global| (*voice, global))
    })
}

/// Puts right the names that somebody says were wrong; the newest word, which was read first, counts.
fn rename(collected: &Collected, everybody: &mut [Person]) {
    for renamed in collected.renamed.iter().rev() {
        let right = |person: &Person| renamed.of(person.name.as_ref()?.value());
        let mut meant = everybody
            .iter()
            .enumerate()
            .filter_map(|(at, person)| Some((at, right(person)?)));
        // A word that fits two people puts nobody's name right.
        if let (Some((at, name)), None) = (meant.next(), meant.next()) {
            everybody[at].rename(name);
        }
    }
}

/// The names in what an amendment quotes.
fn quoted_names(conversation: &Conversation, heard: &[usize]) -> HashSet<String> {
    let mut out = HashSet::new();
    for (index, voice) in conversation.voices.iter().enumerate() {
        if !heard.contains(&index) && !voice.subject {
            let text = chain::text_of(&conversation.documents[voice.document], &voice.piece.lines);
            out.extend(mentions::names_of(&text));
        }
    }
    out
}

fn state(scene: &Scene<'_>, collected: &Collected, everybody: &[Person]) -> Vec<Statement> {
    let mut statements = collected.team.clone();
    let mut told = speech::Told::default();
    for (index, person) in everybody.iter().enumerate() {
        let said = person.entries.iter().flat_map(|entry| &collected.entries[*entry].said);
        said.for_each(|said| told.note(&About::People(vec![index]), said));
    }
    for voice in &scene.heard {
        let context = scene.context(*voice);
        let known = known(everybody, &collected.entries, context.author);
        let mut stage = stage(*voice, collected, everybody);
        let lines = readable(scene.conversation, *voice);
        let answered = answered::owners(scene.conversation, *voice, &lines, everybody, &collected.entries);
        for (line, person) in answered {
            stage.owner.entry(line).or_insert(person);
        }
        statements.extend(speech::read(&context, &lines, &stage, &known, &mut told));
    }
    if let Some(voice) = scene.subject {
        let context = scene.context(voice);
        let known = known(everybody, &collected.entries, context.author);
        statements.extend(subject::holds(&context, &known));
        let newest = scene
            .heard
            .iter()
            .copied()
            .min_by_key(|voice| scene.conversation.voices[*voice].age);
        statements.extend(
            newest
                .into_iter()
                .flat_map(|newest| subject::doubts(&context, &known, newest)),
        );
    }
    let remarks = remarks(scene, collected, everybody, &statements);
    statements.extend(remarks);
    statements
}

/// What stands in people's own lines and may say that they wait.
fn remarks(scene: &Scene<'_>, collected: &Collected, everybody: &[Person], statements: &[Statement]) -> Vec<Statement> {
    let mut understood: HashMap<usize, Understood> = HashMap::new();
    for statement in statements {
        understood.entry(statement.voice).or_default().add(&statement.said);
    }
    understood.values_mut().for_each(Understood::sort);
    let none = Understood::default();
    let mut out = Vec::new();
    for voice in &scene.heard {
        let context = scene.context(*voice);
        let said = understood.get(voice).unwrap_or(&none);
        for (index, person) in everybody.iter().enumerate() {
            let entries = person.entries.iter().map(|entry| &collected.entries[*entry]);
            let own = entries.filter(|entry| entry.voice == *voice);
            out.extend(own.flat_map(|entry| remarks::read(&context, entry, index, said)));
        }
    }
    out
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
                let ticked = |said: &Said| said.claim.is_now();
                if entry.said.iter().any(ticked) {
                    stage.ticked.push(index);
                }
                stage.owner.extend(entry.lines.iter().map(|line| (*line, index)));
                if let Some(line) = entry.line {
                    stage.here.entry(line).or_default().push(index);
                }
            }
        }
    }
    stage
}

/// The newest author's last word on the go-live.
#[derive(Default)]
struct Live {
    date: Option<GoLive>,
    ambiguous: bool,
    tentative: bool,
}

fn when_live(conversation: &Conversation, collected: &Collected) -> Live {
    let said = collected.globals.iter().filter_map(|(voice, global)| match global {
        Global::GoLive { date, tentative } => Some((conversation.voices[*voice].age, date, *tentative)),
        Global::Client(_) => None,
    });
    let said: Vec<_> = said.collect();
    let Some(newest) = said.iter().map(|(age, ..)| *age).min() else {
        return Live::default();
    };
    let of_newest: Vec<_> = said.into_iter().filter(|(age, ..)| *age == newest).collect();
    let dated = of_newest
        .iter()
        .rev()
        .find_map(|(_, date, tentative)| date.as_ref().map(|date| (date, *tentative)));
    match dated {
        Some((date, tentative)) => {
            let (date, evidence) = date.clone().into_parts();
            Live {
                date: Some(GoLive { date, evidence }),
                ambiguous: false,
                tentative,
            }
        }
        None => Live {
            ambiguous: true,
            ..Live::default()
        },
    }
}
