//! Whether a mail says that one of our own mails came back, which one, and what the server said.
//!
//! Our Message-IDs are keyed ([`LinkMaker::is_own`]), so whoever names one has seen that mail; a report that names none
//! of them is no concern of ours. Seen: RFC 3464 reports (Postfix, Exim, Exchange, sendmail), reports without their
//! machine-readable part (qmail, old Exchange), and plain texts of mail servers in the languages of [`FAILED`].
//!
//! A report that brings back nothing of our mail, neither its Message-ID nor a reference to it, may be made up; a person
//! sees it where it may belong ([`unnamed`]). What an account manager forwards is no report, but what they ask.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use greenroom_parsers::Envelope;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use regex::Regex;

use crate::domain::matching::folded;
use crate::domain::outbox::LinkMaker;

/// So much of a report is looked at; what a server has to say stands at its beginning, and so do returned headers.
const LONGEST_LOOK: usize = 1 << 20;

/// So many parts are looked at.
const MOST_PARTS: usize = 64;

/// So many recipients of a report are looked up.
const MOST_RECIPIENTS: usize = 20;

/// What a server says is kept to so many characters.
const LONGEST_WORDS: usize = 300;

static OWN_ID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"gr\.[a-z2-7]{16}\.[a-z2-7]{16}@[A-Za-z0-9.-]+").expect("a valid pattern"));

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[^\s<>;:,()\[\]]{1,64}@[A-Za-z0-9.-]{1,255}[A-Za-z0-9]").expect("a valid pattern"));

/// Words of servers that have given a mail up.
static FAILED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) undeliver(?:able|ed) | delivery\s(?:has\s|to\s.{1,80}\s)?fail | failure\snotice | delivery\sfailure
        | returned\s(?:mail|to\ssender) | (?:could\snot|couldn't|can(?:no|')t)\sbe\sdelivered | wasn't\sdelivered
        | permanent(?:ly)?\s(?:fatal\s)?(?:error|fail) | user\s(?:is\s)?unknown | no\ssuch\s(?:user|recipient|mailbox)
        | recipient\s(?:address\s)?rejected | mailbox\s(?:unavailable|not\sfound|is\sfull) | unzustellbar
        | nicht\szugestellt | non\sremis | n'a\spas\spu\s[eê]tre\s(?:remis|distribu) | no\sse\s(?:ha\spodido|pudo)\sentregar
        | onbestelbaar | niet\s(?:be|af)geleverd | mancato\srecapito | n[aã]o\sp[oô]de\sser\sentregue
        | \b5\.\d\.\d{1,3}\b | \b55[0-4][\s-]",
    )
    .expect("a valid pattern")
});

/// Words of servers that go on trying.
static WAITING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) \bdelay(?:ed)?\b | will\s(?:continue\sto\s|be\s)?(?:re)?(?:try|tried) | still\s(?:being\s)?(?:trying|retried)
        | warning\sonly | message\sstill\sundelivered | verz[oö]gert | retard[eé] | demorad | vertraagd",
    )
    .expect("a valid pattern")
});

/// A line with the answer of a server.
static ANSWER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b5\d\d[\s-]|\b5\.\d{1,3}\.\d{1,3}\b").expect("a valid pattern"));

/// What a report says about a mail of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It will not be delivered.
    Failed,
    /// The server goes on trying.
    Delayed,
    /// It arrived, or was passed on.
    Arrived,
}

/// A report about mails of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounce {
    /// Whose they are, by Message-ID.
    pub(super) message_ids: Vec<String>,
    /// What became of them.
    pub(super) fate: Fate,
    /// What the server said, bounded and on one line.
    pub(super) words: String,
}

/// A report that a mail could not be delivered, and that names none of ours. Anybody can write that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unnamed {
    /// Who could not be reached, folded.
    pub(super) recipients: BTreeSet<String>,
    /// What the server said, bounded and on one line.
    pub(super) words: String,
}

/// What an automatic mail says about a mail that could not be delivered, whosever it was.
pub(super) fn unnamed(raw: &[u8]) -> Option<Unnamed> {
    let look = || {
        let message = MessageParser::default().parse(raw)?;
        let texts = Texts::of(&message);
        let (fate, words) = match &texts.report {
            Some(report) => of_report(report)?,
            None => of_text(&message, &texts, true)?,
        };
        let named = match &texts.report {
            Some(report) => fields(report)
                .into_iter()
                .filter(|(name, _)| name == "final-recipient" || name == "original-recipient")
                .map(|(_, value)| value)
                .collect(),
            None => before_the_copy(&texts.shown).to_owned(),
        };
        let failed = header(&message, "X-Failed-Recipients").unwrap_or_default();
        let recipients = [named, failed].join(" ");
        let found = ADDRESS
            .find_iter(&recipients)
            .map(|found| folded(found.as_str()))
            .take(MOST_RECIPIENTS);
        let (recipients, words) = (found.collect(), one_line(&words));
        (fate == Fate::Failed).then_some(Unnamed { recipients, words })
    };
    catch_unwind(AssertUnwindSafe(look)).ok().flatten()
}

/// Whether a report, whole or in part, stands anywhere in a mail.
pub(super) fn holds_report(raw: &[u8]) -> bool {
    static KIND: LazyLock<regex::bytes::Regex> = LazyLock::new(|| {
        regex::bytes::Regex::new(r"(?i)\b(?:message/|report-type=\W?)(?:global-)?delivery-status\b")
            .expect("a valid pattern")
    });
    KIND.is_match(&raw[..raw.len().min(LONGEST_LOOK)])
}

/// Whether a machine sent this, going by its headers.
pub(super) fn is_by_machine(raw: &[u8]) -> bool {
    let look = || {
        let message = MessageParser::default().parse(raw)?;
        let says_so =
            header(&message, "Auto-Submitted").is_some_and(|value| !value.is_empty() && !value.starts_with("no"));
        Some(says_so || is_by_server(&message))
    };
    // What cannot be read by us is looked at by nobody but a person.
    catch_unwind(AssertUnwindSafe(look)).ok().flatten().unwrap_or(false)
}

/// The Message-IDs of ours that a mail's headers refer to.
pub(super) fn answered(envelope: &Envelope, links: &dyn LinkMaker) -> BTreeSet<String> {
    let ids = envelope.in_reply_to.iter().chain(&envelope.references);
    ids.filter(|id| links.is_own(id)).cloned().collect()
}

/// Every Message-ID of ours that stands in a mail as it came; the reader is told, because it has no key.
pub(super) fn own_ids(raw: &[u8], links: &dyn LinkMaker) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(&raw[..raw.len().min(LONGEST_LOOK)]);
    own_in(&text, links).collect()
}

fn own_in<'t>(text: &'t str, links: &'t dyn LinkMaker) -> impl Iterator<Item = String> + 't {
    let found = OWN_ID
        .find_iter(text)
        .map(|found| found.as_str().trim_end_matches('.').to_owned());
    found.filter(|id| links.is_own(id))
}

/// Whether `raw` is a report about a mail of ours.
pub(super) fn find(raw: &[u8], envelope: &Envelope, links: &dyn LinkMaker) -> Option<Bounce> {
    // What the MIME reader cannot stand is no report of a mail server.
    catch_unwind(AssertUnwindSafe(|| look(raw, envelope, links)))
        .ok()
        .flatten()
}

fn look(raw: &[u8], envelope: &Envelope, links: &dyn LinkMaker) -> Option<Bounce> {
    let message = MessageParser::default().parse(raw)?;
    let texts = Texts::of(&message);
    let mut message_ids: BTreeSet<String> = own_in(&texts.all, links).collect();
    let returned = !message_ids.is_empty();
    message_ids.extend(answered(envelope, links));
    if message_ids.is_empty() {
        return None;
    }
    let (fate, words) = match &texts.report {
        // A report that somebody has put into their own mail is theirs.
        Some(report) if envelope.automatic.is_some() || is_by_server(&message) => of_report(report)?,
        Some(_) | None => of_text(&message, &texts, returned)?,
    };
    Some(Bounce {
        message_ids: message_ids.into_iter().collect(),
        fate,
        words: one_line(&words),
    })
}

/// The texts of a mail.
#[derive(Default)]
struct Texts {
    /// Everything, returned headers among it.
    all: String,
    /// What is there for people to read.
    shown: String,
    /// The machine-readable part of a report.
    report: Option<String>,
}

impl Texts {
    fn of(message: &Message<'_>) -> Self {
        let mut texts = Self::default();
        for part in message.parts.iter().take(MOST_PARTS) {
            let kind = part.content_type();
            let subtype = kind
                .and_then(|kind| kind.subtype())
                .unwrap_or_default()
                .to_ascii_lowercase();
            let text = match &part.body {
                PartType::Text(text) | PartType::Html(text) => text.to_string(),
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                    String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST_LOOK)]).into_owned()
                }
                PartType::Message(inner) => {
                    let bytes = inner.raw_message();
                    String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST_LOOK)]).into_owned()
                }
                PartType::Multipart(_) => continue,
            };
            let room = LONGEST_LOOK.saturating_sub(texts.all.len());
            let text: String = text.chars().take(room).collect();
            if subtype.ends_with("delivery-status") {
                texts.report.get_or_insert_default().push_str(&text);
            } else if matches!(part.body, PartType::Text(_)) && !subtype.starts_with("rfc822") && texts.shown.is_empty()
            {
                texts.shown.clone_from(&text);
            }
            texts.all.push_str(&text);
            texts.all.push('\n');
        }
        texts
    }
}

/// The verdict of the fields of RFC 3464. One block for each recipient; ours have one, but an alias may lead to several.
fn of_report(report: &str) -> Option<(Fate, String)> {
    let fields = fields(report);
    let values = |name: &str| -> Vec<&str> {
        let named = fields.iter().filter(|(field, _)| field == name);
        named.map(|(_, value)| value.as_str()).collect()
    };
    let actions: Vec<String> = values("action").iter().map(|value| value.to_lowercase()).collect();
    let (statuses, said) = (values("status"), values("diagnostic-code"));
    let says = |word: &str| actions.iter().any(|action| action.starts_with(word));
    let words = said
        .last()
        .or(statuses.last())
        .copied()
        .unwrap_or("no reason given")
        .to_owned();
    let fate = if says("failed") || actions.is_empty() && statuses.iter().any(|status| status.starts_with('5')) {
        Fate::Failed
    } else if says("delayed") || actions.is_empty() && statuses.iter().any(|status| status.starts_with('4')) {
        Fate::Delayed
    } else if says("delivered") || says("relayed") || says("expanded") {
        Fate::Arrived
    } else {
        return None;
    };
    // "smtp; 550 5.1.1 …": the kind of code is of no use to people.
    let words = match words.split_once(';') {
        Some((kind, rest)) if !kind.trim().contains(' ') => rest.to_owned(),
        _ => words,
    };
    Some((fate, words))
}

/// Names in lower case and values, continued lines joined.
fn fields(report: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in report.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

/// The verdict of a text that a mail server wrote for people.
fn of_text(message: &Message<'_>, texts: &Texts, returned: bool) -> Option<(Fate, String)> {
    let named_as_failed = header(message, "X-Failed-Recipients").is_some();
    let by_server = is_by_server(message);
    if !by_server || !(returned || named_as_failed) {
        return None;
    }
    // Only what the server wrote itself: the mail that it gives back may say anything.
    let own_words = before_the_copy(&texts.shown);
    let subject = message.subject().unwrap_or_default();
    let final_answer = ANSWER.is_match(own_words);
    let both = format!("{subject}\n{own_words}");
    if WAITING.is_match(&both) && !final_answer {
        return Some((Fate::Delayed, subject.to_owned()));
    }
    if !(named_as_failed || FAILED.is_match(&both)) {
        return None;
    }
    let answer = own_words
        .lines()
        .find(|line| ANSWER.is_match(line))
        .or_else(|| own_words.lines().find(|line| FAILED.is_match(line)));
    Some((Fate::Failed, answer.unwrap_or(subject).to_owned()))
}

/// A header, folded.
fn header(message: &Message<'_>, name: &str) -> Option<String> {
    let mut headers = message.headers_raw();
    headers
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().to_lowercase())
}

/// Whether a mail server wrote this, going by its headers.
fn is_by_server(message: &Message<'_>) -> bool {
    let from = header(message, "From").unwrap_or_default();
    let machine = [
        "mailer-daemon",
        "mailerdaemon",
        "postmaster",
        "mail-daemon",
        "mail delivery",
    ];
    header(message, "X-Failed-Recipients").is_some()
        || header(message, "Return-Path").is_some_and(|path| path == "<>")
        || machine.iter().any(|name| from.contains(name))
}

/// What stands before the returned mail.
fn before_the_copy(text: &str) -> &str {
    static COPY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?im)^-{2,}.*(?:copy of (?:the|your) message|original message|returned message|message header)|^(?:return-path|received|message-id):")
            .expect("a valid pattern")
    });
    COPY.find(text).map_or(text, |found| &text[..found.start()])
}

/// One line of a bearable length, without control characters and without marks that turn the direction of writing.
fn one_line(words: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown: String = words
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !turns(*letter))
        .collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_WORDS {
        return line;
    }
    line.chars()
        .take(LONGEST_WORDS - 1)
        .chain(std::iter::once('…'))
        .collect()
}

#[cfg(test)]
mod tests;
