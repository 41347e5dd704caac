//! What the readers stand on: which voices count, what of them is read, and what is known about each.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::chain;
use crate::conversation::{Conversation, Voice};
use crate::dates::Reading;
use crate::language;
use crate::layer::How;
use crate::lexicon::{self, activation::COLUMN_RULES};
use crate::mail::Mail;
use crate::options::ReadOptions;
use crate::profile::{DateOrder, Profile};
use crate::read::Context;
use crate::read::legend::Legend;
use crate::resolve::kind;
use crate::text::{Flow, fold};

static COLUMN_RULE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[COLUMN_RULES]));

/// Longer messages hold no more people than that.
const MAX_READ_LINES: usize = 3_000;

/// Nobody sets up more people by mail.
pub(crate) const MAX_ENTRIES: usize = 2_000;

/// A paragraph longer than this was not written by hand.
const MAX_LINE_BYTES: usize = 8_000;

/// All that is read of one voice.
const MAX_READ_BYTES: usize = 400_000;

/// A message on its way through the stages: who is heard in it, and what is known before anything is read.
pub(crate) struct Scene<'s> {
    pub(crate) mail: &'s Mail,
    pub(crate) conversation: &'s Conversation,
    pub(crate) profile: &'s Profile,
    pub(crate) amendment: bool,
    /// The voices that are read, by their index.
    pub(crate) heard: Vec<usize>,
    /// The subject's voice; an amendment keeps the subject of what it answers.
    pub(crate) subject: Option<usize>,
    orders: Vec<DateOrder>,
    domains: Vec<String>,
    /// What stands behind each voice, found when it is first asked for.
    backgrounds: Vec<OnceCell<Background>>,
}

/// What is found once about a voice and holds for everything that is read in it.
struct Background {
    asked_for: bool,
    legend: Legend,
}

impl<'s> Scene<'s> {
    pub(crate) fn of(
        mail: &'s Mail,
        conversation: &'s Conversation,
        profile: &'s Profile,
        options: &ReadOptions,
    ) -> Self {
        let amendment = kind::is_amendment(&mail.envelope, options);
        let voices = &conversation.voices;
        Self {
            mail,
            conversation,
            profile,
            amendment,
            heard: (0..voices.len())
                .filter(|voice| counts(mail, conversation, *voice, amendment))
                .collect(),
            subject: voices.iter().position(|voice| voice.subject && !amendment),
            orders: voices
                .iter()
                .map(|voice| order_of(conversation, voice, profile))
                .collect(),
            domains: domains(mail, conversation, profile),
            backgrounds: voices.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// What a reader needs to know about a voice.
    pub(crate) fn context(&self, index: usize) -> Context<'_> {
        let voice = &self.conversation.voices[index];
        let reading = Reading {
            base: voice.base,
            order: self.orders[index],
        };
        let background = self.backgrounds[index].get_or_init(|| Background {
            asked_for: is_asked_for(self.conversation, index),
            legend: legend_of(self.conversation, voice, reading),
        });
        Context {
            profile: self.profile,
            doc: &self.conversation.documents[voice.document],
            voice: index,
            author: &voice.piece.facts.author,
            reading,
            domains: &self.domains,
            asked_for: background.asked_for,
            legend: &background.legend,
        }
    }
}

/// Whether a voice is to be read: not our own mailbox's, and in an amendment not what is only quoted.
fn counts(mail: &Mail, conversation: &Conversation, index: usize, amendment: bool) -> bool {
    let voice = &conversation.voices[index];
    if voice.subject {
        return false;
    }
    let author = voice.piece.facts.author.email.as_deref();
    let domain = |email: &str| email.rsplit('@').next().map(str::to_owned);
    let home = mail.envelope.home().map(str::to_owned);
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

/// The marks that a voice explains: "Y = send this person the link, N = do not activate."
fn legend_of(conversation: &Conversation, voice: &Voice, reading: Reading) -> Legend {
    let doc = &conversation.documents[voice.document];
    let lines = voice
        .piece
        .lines
        .iter()
        .take(MAX_READ_LINES)
        .map(|index| &doc.lines[*index]);
    let said: Vec<String> = lines
        .filter(|line| line.span.end - line.span.start <= MAX_LINE_BYTES)
        .map(|line| Flow::of_line(doc, line).text)
        .collect();
    Legend::of(said.iter().map(String::as_str), reading)
}

/// The mail domains that may be those of an organisation named in the text; our own and the submitter's are none.
fn domains(mail: &Mail, conversation: &Conversation, profile: &Profile) -> Vec<String> {
    if profile.has_levels() {
        return Vec::new();
    }
    let domain = |email: &str| email.rsplit('@').next().map(str::to_lowercase);
    let homes: Vec<String> = mail
        .envelope
        .to
        .iter()
        .filter_map(|to| to.email.as_deref().and_then(domain))
        .collect();
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

/// The lines that readers are given: what a person may have written, and no more.
pub(crate) fn readable(conversation: &Conversation, voice: usize) -> Vec<usize> {
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

pub(crate) fn column_rules(conversation: &Conversation, heard: &[usize]) -> HashSet<usize> {
    let says = |voice: &&usize| {
        let voice = &conversation.voices[**voice];
        let text = chain::text_of(&conversation.documents[voice.document], &voice.piece.lines);
        COLUMN_RULE.is_match(&fold(&text).replace('\n', " "))
    };
    heard.iter().filter(says).copied().collect()
}

/// The texts of the newest author and of what was forwarded.
pub(crate) fn spoken(conversation: &Conversation, heard: &[usize]) -> Vec<String> {
    let voices = heard.iter().map(|voice| &conversation.voices[*voice]);
    voices
        .filter(|voice| voice.piece.how != How::Reply)
        .map(|voice| chain::text_of(&conversation.documents[voice.document], &voice.piece.lines))
        .collect()
}

/// Whether a newer author asks for people to be set up: "kindly add the below two".
fn is_asked_for(conversation: &Conversation, index: usize) -> bool {
    static ASKING: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[lexicon::requests::SET_UP]));
    let age = conversation.voices[index].age;
    let newer = conversation.voices.iter().filter(|voice| voice.age < age);
    newer.into_iter().any(|voice| {
        let text = chain::text_of(&conversation.documents[voice.document], &voice.piece.lines);
        ASKING.is_match(&fold(&text).replace('\n', " "))
    })
}
