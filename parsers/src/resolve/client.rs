//! The client: who wrote from outside, and the organisation where it is stated.
//!
//! A phrase counts as an organisation when the client's own mail domain confirms it ("Harborlight Dental" for
//! `harborlightdental.example`), wherever it stands: in a signature, in the subject, in running text. The domain is only
//! a witness; the name is always one that somebody wrote, in its longest form. Without such a witness it needs words
//! around it that say so ("for Achebe & Daughters Catering"). Incomplete support: domains that are abbreviations.

use std::sync::LazyLock;

use std::collections::HashSet;

use crate::chain;
use crate::conversation::Conversation;
use crate::envelope::Envelope;
use crate::extraction::{Client, Mailbox};
use crate::layer::How;
use crate::lexicon::listed::Listed;
use crate::lexicon::organisations::{LEADS, LEGAL_FORMS, LINKS, LIVE, ORGANISATION_WORDS, STOPS, SURE_LEADS};
use crate::names;
use crate::statement::{Claim, Entry, FieldReading, Global};
use crate::text::fold;

/// No organisation is stated later in a mail that was read so far.
const MAX_LINES: usize = 3_000;

/// What the client is told from.
pub(crate) struct Findings<'f> {
    pub(crate) envelope: &'f Envelope,
    pub(crate) conversation: &'f Conversation,
    /// The voices that count.
    pub(crate) heard: &'f [usize],
    pub(crate) entries: &'f [Entry],
    pub(crate) globals: &'f [(usize, Global)],
    pub(crate) submitter: &'f Mailbox,
}

/// The author of the innermost message from outside, and the organisation.
pub(crate) fn find(findings: &Findings<'_>) -> Client {
    let contact = contact(findings);
    let name = labelled(findings).or_else(|| stated(findings, contact.as_ref()));
    Client { name, contact }
}

fn domain(person: &Mailbox) -> Option<&str> {
    person.email.as_deref().and_then(domain_of)
}

fn domain_of(email: &str) -> Option<&str> {
    email.split_once('@').map(|(_, domain)| domain)
}

fn receiving<'f>(findings: &'f Findings<'_>) -> Option<&'f str> {
    findings.envelope.to.first().and_then(domain)
}

fn contact(findings: &Findings<'_>) -> Option<Mailbox> {
    let (own, home) = (domain(findings.submitter), receiving(findings));
    let voices = findings.conversation.voices.iter().rev();
    let written = voices.filter(|voice| voice.piece.how != How::Outer && !voice.attached);
    let mut outside = written.map(|voice| &voice.piece.facts.author).filter(|author| {
        domain(author).map_or(
            author.name.is_some() && author.name != findings.submitter.name,
            |from| Some(from) != own && Some(from) != home,
        )
    });
    outside.next().cloned()
}

/// A labelled line or column; for device sales also the distributorship.
fn labelled(findings: &Findings<'_>) -> Option<String> {
    let client = findings.globals.iter().find_map(|(_, global)| match global {
        Global::Client(name) => Some(name.value().clone()),
        Global::GoLive { .. } => None,
    });
    client.or_else(|| {
        let said = findings.entries.iter().flat_map(|entry| &entry.said);
        said.into_iter().find_map(|said| match &said.claim {
            Claim::Field(FieldReading::Distributorship(name) | FieldReading::Organisation(name)) => Some(name.clone()),
            Claim::Field(_) | Claim::Activation { .. } | Claim::Level(_) | Claim::Roles(_) | Claim::Removed => None,
        })
    })
}

fn stated(findings: &Findings<'_>, contact: Option<&Mailbox>) -> Option<String> {
    let people = people(findings);
    let texts = texts(findings);
    let mut found: Vec<String> = Vec::new();
    for witness in witnesses(findings, contact, &texts) {
        for text in &texts {
            found.extend(confirmed(text, &witness).filter(|name| !is_person(name, &people)));
        }
        if !found.is_empty() {
            return longest(found);
        }
    }
    for text in &texts {
        found.extend(led(text).filter(|name| !is_person(name, &people)));
    }
    longest(found)
}

/// The longest form; among equals the first, but rather not one in capitals.
fn longest(found: Vec<String>) -> Option<String> {
    let shouted = |name: &str| !name.chars().any(char::is_lowercase);
    let rank = |name: &String| (!shouted(name), name.split(' ').count());
    found.into_iter().rev().max_by_key(rank)
}

/// The subject, and every line of the voices that count, signatures included.
fn texts(findings: &Findings<'_>) -> Vec<String> {
    let mut texts: Vec<String> = findings.envelope.subject.iter().cloned().collect();
    for voice in findings.heard {
        let voice = &findings.conversation.voices[*voice];
        let doc = &findings.conversation.documents[voice.document];
        texts.extend(voice.piece.facts.subject.clone());
        for lines in [&voice.piece.lines, &voice.piece.signature] {
            let few = lines.get(..lines.len().min(MAX_LINES)).unwrap_or_default();
            texts.extend(chain::text_of(doc, few).split('\n').map(str::to_owned));
        }
    }
    texts.retain(|text| text.chars().any(char::is_alphabetic) && text.len() < 2_000);
    texts.truncate(MAX_LINES);
    texts
}

/// Names of people, folded: no organisation is called like one of them.
fn people(findings: &Findings<'_>) -> Vec<String> {
    let authors = findings
        .conversation
        .voices
        .iter()
        .map(|voice| &voice.piece.facts.author);
    let written = authors
        .chain([findings.submitter])
        .filter_map(|person| person.name.as_deref());
    let listed = findings.entries.iter().filter_map(Entry::name);
    let mut people: Vec<String> = written.chain(listed).map(fold).collect();
    people.sort();
    people.dedup();
    people
}

/// Whether all words of a phrase are one person's.
fn is_person(name: &str, people: &[String]) -> bool {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').collect();
    people
        .iter()
        .any(|person| words.iter().all(|word| person.split(' ').any(|own| own == *word)))
}

/// The parts of mail domains that may name the client, surest first.
fn witnesses(findings: &Findings<'_>, contact: Option<&Mailbox>, texts: &[String]) -> Vec<String> {
    let (own, home) = (domain(findings.submitter), receiving(findings));
    // Who writes from the mailbox's own domain is no client, and with a contact the submitter is none either.
    let foreign = |domain: &&str| Some(*domain) != home && (Some(*domain) != own || contact.is_none());
    let mut domains: Vec<String> = contact.and_then(domain).map(str::to_owned).into_iter().collect();
    let listed = findings
        .entries
        .iter()
        .filter_map(|entry| entry.address().and_then(domain_of));
    domains.extend(listed.filter(foreign).map(str::to_owned));
    let named = texts.iter().flat_map(|text| names::addresses(text)).take(50);
    let named: Vec<String> = named.filter_map(|found| names::address(found.as_str())).collect();
    domains.extend(
        named
            .iter()
            .filter_map(|email| domain_of(email))
            .filter(foreign)
            .map(str::to_owned),
    );
    domains.extend(own.filter(foreign).map(str::to_owned));
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    for domain in domains {
        let labels: Vec<&str> = domain.split('.').collect();
        for label in &labels[..labels.len().saturating_sub(1)] {
            let label: String = fold(label).chars().filter(|c| c.is_alphanumeric()).collect();
            if label.len() >= 4 && out.len() < 8 && seen.insert(label.clone()) {
                out.push(label);
            }
        }
    }
    out
}

/// The phrases of a line that a domain confirms.
fn confirmed<'t>(text: &'t str, witness: &'t str) -> impl Iterator<Item = String> + 't {
    let capitalised = runs(text).into_iter().filter_map(move |run| {
        (0..run.len()).find_map(|start| {
            let words = &run[start..];
            fits(words, witness).then(|| words.join(" "))
        })
    });
    capitalised.chain(in_small(text, witness))
}

/// Whether the words begin like the domain: the first word wholly, and most of the shorter of the two.
fn fits(words: &[String], witness: &str) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let joined = |and: &str| -> String {
        let folded = fold(&words.join(" ")).replace('&', and);
        folded.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let first = fold(first).chars().filter(|c| c.is_alphanumeric()).count();
    ["and", "", "und"].iter().any(|and| {
        let phrase = joined(and);
        let common = phrase.chars().zip(witness.chars()).take_while(|(a, b)| a == b).count();
        common >= 4 && common >= first && common * 10 >= 7 * phrase.len().min(witness.len())
    }) || spells(words, witness)
}

/// Whether some of the words, the first among them, spell the domain: "Kestrel Private Bank" for `kestrelbank`.
fn spells(words: &[String], witness: &str) -> bool {
    let mut left = witness;
    for (index, word) in words.iter().enumerate() {
        match left.strip_prefix(bare(word).as_str()) {
            Some(rest) => left = rest,
            None if index == 0 => return false,
            None => {}
        }
    }
    left.is_empty()
}

static STOP: LazyLock<Listed> = LazyLock::new(|| Listed::of(STOPS));

/// Words in lower case that together are the domain: "for saltbox studios".
fn in_small(text: &str, witness: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || ",;:()".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    (2..=4).find_map(|count| {
        let same = |words: &&[&str]| {
            fold(&words.concat())
                .chars()
                .filter(|c| c.is_alphanumeric())
                .eq(witness.chars())
        };
        words
            .windows(count)
            .find(same)
            .map(|words| words.join(" ").trim_end_matches(['.', '!', '?']).to_owned())
    })
}

/// Phrases that the words around them call an organisation: "for Larkspur Veterinary", "Red Mesa Pottery. Go live …".
fn led(text: &str) -> impl Iterator<Item = String> + '_ {
    let folded = fold(text);
    runs(text).into_iter().filter_map(move |mut run| {
        let telling = |run: &[String]| {
            let known = run
                .iter()
                .skip(1)
                .any(|word| ORGANISATION_WORDS.contains(&bare(word).as_str()));
            known || run.iter().any(|word| word == "&") && run.len() >= 3
        };
        while run.first().is_some_and(|word| LINKS.contains(&fold(word).as_str())) {
            run.remove(0);
        }
        let name = run.join(" ");
        let at = folded.find(&fold(&name))?;
        let before = folded[..at].trim_end();
        let behind = folded[at + fold(&name).len()..].trim_start_matches(['.', ',', ' ', '-', '–', ':', '(']);
        let leads = LEADS
            .iter()
            .any(|lead| before == *lead || before.ends_with(&format!(" {lead}")));
        let sure = SURE_LEADS
            .iter()
            .any(|lead| before == *lead || before.ends_with(&format!(" {lead}")));
        let live = behind.starts_with("'s go") || behind.split_whitespace().take(5).any(|word| LIVE.contains(&word));
        let sure = sure || before.is_empty() && live;
        (run.len() >= 2 && (telling(&run) && leads || sure)).then_some(name)
    })
}

fn bare(word: &str) -> String {
    fold(word).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&fold(word).as_str())
}

/// Runs of capitalised words that may name an organisation, cut where something else begins.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut run: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let opens = word.starts_with(['(', '"', '<', '|']);
        let inner = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let inner = inner.replace('’', "'");
        let owner = inner.strip_suffix("'s").map(str::to_owned);
        let plain = owner.clone().unwrap_or(inner);
        let legal = !run.is_empty() && is_legal_form(plain.trim_end_matches([',', ';', ':', ')']));
        let kept = if legal {
            plain.trim_end_matches([',', ';', ':', ')']).to_owned()
        } else {
            plain
                .trim_end_matches(|c: char| !c.is_alphanumeric() && c != '&')
                .to_owned()
        };
        let folded = fold(&kept);
        let capital = kept.chars().next().is_some_and(char::is_uppercase) && !STOP.has(&folded);
        let link = !run.is_empty() && LINKS.contains(&folded.as_str());
        if opens || !(capital || link || legal) || kept.contains('@') {
            close(&mut run, &mut runs);
        }
        if (capital || link || legal) && !kept.contains('@') {
            if legal
                && text.contains(&format!(", {kept}"))
                && let Some(last) = run.last_mut()
            {
                last.push(',');
            }
            run.push(kept.clone());
        }
        // A comma ends the name, unless a legal form follows it.
        let comma = plain.ends_with(',') && !next_is_legal(text, word);
        let stop = plain.ends_with([';', ':', ')', '!', '?', '.', '|']) && !legal;
        if owner.is_some() || comma || stop || legal {
            close(&mut run, &mut runs);
        }
    }
    close(&mut run, &mut runs);
    runs
}

/// Whether the word behind another is a legal form.
fn next_is_legal(text: &str, word: &str) -> bool {
    let end = word.as_ptr() as usize + word.len() - text.as_ptr() as usize;
    let next = text.get(end..).unwrap_or_default().split_whitespace().next();
    next.is_some_and(|next| is_legal_form(next.trim_end_matches([',', ';', ':', ')'])))
}

fn close(run: &mut Vec<String>, runs: &mut Vec<Vec<String>>) {
    while run.last().is_some_and(|word| LINKS.contains(&fold(word).as_str())) {
        run.pop();
    }
    if !run.is_empty() {
        runs.push(std::mem::take(run));
    }
}
