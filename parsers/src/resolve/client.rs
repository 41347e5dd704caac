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
use crate::lexicon::organisations::{
    FIRST_WORDS, INSTITUTIONS, LEADS, LINKS, LIVE, ORGANISATION_WORDS, STOPS, SURE_LEADS, is_legal_form,
};
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
    findings.envelope.home()
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
            Claim::Field(_)
            | Claim::Activation { .. }
            | Claim::Level(_)
            | Claim::Roles(_)
            | Claim::Doubted
            | Claim::Removed => None,
        })
    })
}

fn stated(findings: &Findings<'_>, contact: Option<&Mailbox>) -> Option<String> {
    let people = people(findings);
    let texts = texts(findings);
    let mut found: Vec<String> = Vec::new();
    let lines: Vec<Phrases<'_>> = texts.iter().map(|text| Phrases::of(text)).collect();
    for witness in witnesses(findings, contact, &texts) {
        for line in &lines {
            found.extend(confirmed(line, &witness).filter(|name| !is_person(name, &people)));
        }
        if !found.is_empty() {
            return longest(&found);
        }
    }
    for line in &lines {
        found.extend(led(line).filter(|name| !is_person(name, &people)));
    }
    longest(&found)
}

/// The longest form; among equals the first, but rather not one in capitals.
fn longest(found: &[String]) -> Option<String> {
    let shouted = |name: &str| !name.chars().any(char::is_lowercase);
    let named = |name: &str| name.starts_with(char::is_uppercase);
    let rank = |name: &&String| (!shouted(name), name.split(' ').count(), named(name));
    let longest = found.iter().rev().max_by_key(rank)?;
    // "Palmview Logistics Ltd." at the end of a sentence is "Palmview Logistics Ltd" elsewhere.
    let unstopped = longest.strip_suffix('.').unwrap_or(longest);
    let name = found.iter().find(|name| *name == unstopped).unwrap_or(longest);
    Some(name.clone())
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

/// The phrases of a line that may name an organisation, found once: each witness is asked about all of them.
struct Phrases<'t> {
    text: &'t str,
    runs: Vec<Vec<String>>,
    /// The words of the line, whether or not in capitals.
    words: Vec<&'t str>,
    /// Their letters, folded, without what stands between them.
    letters: String,
}

impl<'t> Phrases<'t> {
    fn of(text: &'t str) -> Self {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || ",;:()".contains(c))
            .filter(|word| word.starts_with(char::is_alphanumeric))
            .collect();
        Self {
            text,
            runs: runs(text),
            letters: letters(&words.concat()),
            words,
        }
    }
}

/// The letters and digits of a text, folded.
fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The phrases of a line that a domain confirms.
fn confirmed<'t>(line: &'t Phrases<'_>, witness: &'t str) -> impl Iterator<Item = String> + 't {
    let capitalised = line.runs.iter().filter_map(move |run| {
        let start = (0..run.len()).find(|start| fits(&run[*start..], witness))?;
        Some(run[with_first_words(run, start)..].join(" "))
    });
    capitalised.chain(in_small(line, witness))
}

/// Where a name begins that its domain leaves the first words of: "City of Stella", "Kaasmakerij De Vlinder".
fn with_first_words(run: &[String], start: usize) -> usize {
    let mut from = start;
    while from > 0 {
        let word = bare(&run[from - 1]);
        let link = LINKS.contains(&word.as_str()) && from > 1;
        if !link && !FIRST_WORDS.contains(&word.as_str()) {
            break;
        }
        from -= 1;
    }
    // A small word alone begins no name.
    while from < start && LINKS.contains(&fold(&run[from]).as_str()) {
        from += 1;
    }
    from
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
fn in_small(line: &Phrases<'_>, witness: &str) -> Option<String> {
    let words = &line.words;
    if !line.letters.contains(witness) {
        return None;
    }
    (2..=4).find_map(|count| {
        let same = |words: &&[&str]| letters(&words.concat()) == witness;
        let at = words.windows(count).position(|words| same(&words))?;
        let name = words[at..at + count].join(" ");
        let form = words.get(at + count).filter(|word| is_legal_form(word));
        Some(form.map_or_else(
            || name.trim_end_matches(['.', '!', '?']).to_owned(),
            |form| format!("{name} {form}"),
        ))
    })
}

/// Phrases that the words around them call an organisation: "for Larkspur Veterinary", "Red Mesa Pottery. Go live …".
fn led(line: &Phrases<'_>) -> impl Iterator<Item = String> {
    let folded = fold(line.text);
    line.runs.iter().filter_map(move |run| {
        let mut run = run.clone();
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
        let institution = run
            .first()
            .is_some_and(|word| INSTITUTIONS.contains(&bare(word).as_str()));
        let sure = sure || institution || before.is_empty() && live;
        (run.len() >= 2 && (telling(&run) && leads || sure)).then_some(name)
    })
}

fn bare(word: &str) -> String {
    fold(word).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// A word of a line as a name may have it.
struct Word {
    kept: String,
    /// "Acme's": the name ends here.
    owner: bool,
    /// A legal form behind a name.
    legal: bool,
    capital: bool,
}

impl Word {
    fn read(text: &str, word: &str, first: bool) -> Self {
        let inner = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let inner = inner.replace('’', "'");
        let owned = inner.strip_suffix("'s").map(str::to_owned);
        // "Whipple's Orchard Supply" goes on, "Acme Dental's go-live" does not.
        let owner = owned.is_some() && !names_on(behind(text, word));
        let plain = owned.filter(|_| owner).unwrap_or(inner);
        let legal = !first && is_legal_form(plain.trim_end_matches([',', ';', ':', ')']));
        let kept = if legal {
            plain.trim_end_matches([',', ';', ':', ')'])
        } else {
            plain.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '&')
        };
        let folded = fold(kept);
        // "The Company" begins a sentence, "Manx Kipper Company" is a name.
        let stopped = STOP.has(&folded) && (first || folded != "company");
        Self {
            kept: kept.to_owned(),
            owner,
            legal,
            capital: kept.starts_with(char::is_uppercase) && !stopped,
        }
    }
}

/// Whether one of the next capitalised words is an organisation's.
fn names_on(behind: &str) -> bool {
    behind
        .split_whitespace()
        .take_while(|word| word.starts_with(char::is_uppercase))
        .take(3)
        .any(|word| ORGANISATION_WORDS.contains(&bare(word).as_str()))
}

/// Runs of capitalised words that may name an organisation, cut where something else begins.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut run: Vec<String> = Vec::new();
    for raw in text.split_whitespace() {
        let word = Word::read(text, raw, run.is_empty());
        let link = !run.is_empty() && LINKS.contains(&fold(&word.kept).as_str());
        let legal = word.legal;
        let named = (word.capital || link || legal) && !word.kept.contains('@');
        if raw.starts_with(['(', '"', '<', '|']) || !named {
            close(&mut run, &mut runs);
        }
        let comma = legal && text.contains(&format!(", {}", word.kept));
        if named {
            // "Ardnamara House Hotel, Co. Mayo" has no legal form.
            if comma && fold(&word.kept) == "co." {
                close(&mut run, &mut runs);
                continue;
            }
            if let Some(last) = run.last_mut().filter(|_| comma) {
                last.push(',');
            }
            run.push(word.kept.clone());
        }
        // A comma ends the name, unless a legal form follows it.
        let comma = raw.ends_with(',') && !next_is_legal(text, raw);
        let stop = raw.ends_with([';', ':', ')', '!', '?', '.', '|']) && !legal;
        // "Kilbride & Co. Solicitors" goes on.
        let goes_on = legal && run.len() > 2 && run[run.len() - 2] == "&" && names_on(behind(text, raw));
        if word.owner || comma || stop || legal && !goes_on {
            close(&mut run, &mut runs);
        }
    }
    close(&mut run, &mut runs);
    runs
}

/// What stands behind a word of a line.
fn behind<'t>(text: &'t str, word: &str) -> &'t str {
    let end = word.as_ptr() as usize + word.len() - text.as_ptr() as usize;
    text.get(end..).unwrap_or_default()
}

/// Whether the word behind another is a legal form.
fn next_is_legal(text: &str, word: &str) -> bool {
    let next = behind(text, word).split_whitespace().next();
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
