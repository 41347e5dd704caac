//! What a message is about, decided from what was found in it.
//!
//! Tried in order: automatic, reset request, amendment, submission, go-live change, unrelated.

use std::sync::LazyLock;

use regex::Regex;

use crate::envelope::Envelope;
use crate::extraction::Kind;
use crate::lexicon::{self, requests};
use crate::options::ReadOptions;
use crate::text::fold;

static RESET: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::RESET]));
static LOCKED_OUT: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::LOCKED_OUT]));
static ADDING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:set(?:ting)? (?:\w+ ){0,4}?up|setup|create|add|adding|new (?:users?|logins?|accounts?|reps?|people|starters?|hires?|colleagues?|joiners?)|register|onboard\w*|anlegen|einrichten|creer|ajouter|crear|adicionar|aanmaken|toevoegen)(?-u:\b)").expect("a valid pattern")
});
static OWN_ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^<?(?:(?:gr-?\d+|greenroom)[.@-]|gr\.[a-z2-7]{16}\.[a-z2-7]{16}@)").expect("a valid pattern")
});

/// What the decision rests on.
pub(crate) struct Findings<'f> {
    pub(crate) envelope: &'f Envelope,
    /// Whether the mail refers to a ticket of ours.
    pub(crate) amendment: bool,
    /// What was said by the newest author and in what was forwarded, not in quoted replies.
    pub(crate) spoken: &'f [String],
    pub(crate) people: usize,
    /// Whether anybody is given a level, a role or a further field, or is asked to be set up.
    pub(crate) described: bool,
    /// Whether anybody is given a level or a role.
    pub(crate) rated: bool,
    pub(crate) manual: usize,
    pub(crate) go_live: bool,
}

/// Whether the mail refers to a ticket of ours.
pub(crate) fn is_amendment(envelope: &Envelope, options: &ReadOptions) -> bool {
    let answered = envelope
        .in_reply_to
        .iter()
        .chain(&envelope.references)
        .any(|id| OWN_ID.is_match(id) || options.is_own(id));
    !envelope.is_own_ticket_tags.is_empty() || answered
}

/// Decides.
pub(crate) fn decide(findings: &Findings<'_>) -> Kind {
    if findings.envelope.automatic.is_some() {
        return Kind::Automatic;
    }
    let subject = findings.envelope.subject.as_deref().map(fold).unwrap_or_default();
    let said = |pattern: &Regex| {
        let said = |text: &String| pattern.is_match(&fold(text).replace(['\n', '\t'], " "));
        findings.spoken.iter().any(said) || pattern.is_match(&subject)
    };
    let adds = findings.spoken.iter().any(|text| ADDING.is_match(&fold(text)));
    // Who has no login yet cannot log in either.
    let asks_reset = said(&RESET) && !(findings.described && adds) || said(&LOCKED_OUT) && !findings.rated;
    if asks_reset {
        return Kind::ResetRequest;
    }
    if findings.amendment {
        return Kind::Amendment;
    }
    if findings.people > 0 || findings.manual > 0 {
        return Kind::Submission;
    }
    if findings.go_live {
        Kind::GoLiveChange
    } else {
        Kind::Unrelated
    }
}
