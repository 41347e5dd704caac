//! Headings over people: "Level 2 - Standard", "Activate now:", "Not to be set up:".
//!
//! A heading counts for the entries below it until the next one or until running text begins.

use crate::evidence::Evidence;
use crate::extraction::Activate;
use crate::lexicon::activation::COLUMN_RULES;
use crate::lexicon::{self, go_live, requests};
use crate::names;
use crate::read::activation::{self, Verdict};
use crate::read::{Context, level, remarks, roles, slots};
use crate::statement::{Claim, Entry, LevelReading, Rank, RoleReading, Said};
use crate::text::{Flow, fold};

use std::sync::LazyLock;

use regex::Regex;

static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));
static COLUMN_RULE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[COLUMN_RULES]));
/// A heading has no more words; one that says why nobody below is to be set up may have more.
const MAX_WORDS: usize = 12;
const MAX_REASON: usize = 20;

static NOT_YET_SET_UP: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::NOT_YET_SET_UP]));
static NOT_SET_UP: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::NOT_SET_UP]));

/// What the heading above says about everybody below.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heading {
    said: Vec<Said>,
    /// The people below are not to be set up.
    pub(crate) nobody: bool,
    /// The people below are those that a form shows.
    pub(crate) is_example: bool,
}

/// "EXAMPLE (please do not change)": over what a form shows, and "Example Ltd" is a company.
static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:example|sample|beispiel|muster|exemple|ejemplo|exemplo|voorbeeld|esempio)(?: (?:row|line|entry|block|user|person|only|data|zeile|eintrag))?\W*(?:\([^()]*\)\W*|[-:–] ?(?:please )?(?:do not|don't|delete|not|remove|nicht|bitte)\b.*)?$").expect("a valid pattern")
});

/// Whether a heading says that the people below are not to be set up.
pub(crate) fn is_nobody(text: &str) -> bool {
    let folded = fold(text);
    NOT_SET_UP.is_match(&folded) && !NOT_YET_SET_UP.is_match(&folded) || EXAMPLE.is_match(&folded)
}

/// The level of "Level 3", "Managers (level 3):", "Admins – full access".
fn level_of(context: &Context<'_>, text: &str, bare: &str) -> Option<LevelReading> {
    let label = |words: &str| {
        level::label(words.trim_end_matches('s'), context.profile).or_else(|| level::label(words, context.profile))
    };
    let lead = || bare.split(['(', '–', '-']).next().and_then(|lead| label(lead.trim()));
    let said = level::in_prose(text, context.profile).map(|(_, level)| level);
    said.or_else(|| label(bare).or_else(lead).map(LevelReading::Is))
}

/// "Front desk (all level 2, scheduling)": the roles of all below, where the brackets hold nothing but levels and roles.
fn roles_in_brackets(context: &Context<'_>, bare: &str) -> Option<Claim> {
    let (_, inner) = bare.strip_suffix(')')?.rsplit_once('(')?;
    let mut roles = Vec::new();
    for part in inner.split([',', ';', '/', '+', '&']) {
        let words = part.trim().trim_start_matches("all ").trim_start_matches("and ");
        if level::in_prose(words, context.profile).is_some() || words.is_empty() {
            continue;
        }
        if let Some(name) = roles::known(words, context.profile) {
            roles.push(RoleReading { name, known: true });
        } else if !roles::is_none(words) {
            return None;
        }
    }
    let leveled = level::in_prose(inner, context.profile).is_some();
    (leveled && context.profile.has_levels() && !roles.is_empty()).then_some(Claim::Roles(roles))
}

/// "Level 3, Scheduler and Approver:", "Sales reps:", "And one rep, please invite her:": the roles of all below, where the
/// heading holds nothing but levels, roles and what is to be done.
fn roles_alone(context: &Context<'_>, bare: &str) -> Option<Claim> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:(?:and|then|plus|also|finally|our|the|these|new|all|both|as|for|one|two|three|four|five|six|\d{1,2}) )+").expect("a valid pattern")
    });
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*(?:[,;/+&()|]|\s[–-]\s|\b(?:and|und|et|y|e|en|with|mit|avec|con|com|met)\b)\s*")
            .expect("a valid pattern")
    });
    static NOUN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\b(?:the|role|roles|only|users?)\b").expect("a valid pattern"));
    let mut roles: Vec<RoleReading> = Vec::new();
    for piece in JOINT.split(&LEAD.replace(bare, "")) {
        let piece = NOUN.replace_all(piece, "");
        let words = LEAD.replace(piece.trim(), "");
        let words = words.trim();
        let known = |words: &str| roles::known(words, context.profile);
        let leveled =
            || level::in_prose(words, context.profile).is_some() || level::label(words, context.profile).is_some();
        if words.is_empty() || leveled() || activation::speaks(words) {
            continue;
        }
        let name = known(words).or_else(|| known(words.trim_end_matches('s')))?;
        roles.push(RoleReading { name, known: true });
    }
    let fits = if context.profile.has_levels() {
        !roles.is_empty()
    } else {
        roles.len() == 1
    };
    fits.then_some(Claim::Roles(roles))
}

/// Whether a line over people names nothing but their roles.
pub(crate) fn is_of_roles(context: &Context<'_>, text: &str) -> bool {
    roles_alone(context, text.trim().trim_end_matches(':')).is_some()
}

/// A title of the list, with no word that makes somebody wait.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:the |our |list of )?(?:new |further |additional )?(?:users?|accounts?|logins?|user list|access(?: requests?| list)?)(?:,| -| –|:) *(?:(?:for )?(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter|q[1-4]|(?:january|february|march|april|may|june|july|august|september|october|november|december))(?: 20\d\d)?\W*$").expect("a valid pattern")
});

/// "New accounts, second quarter": a title with the time of the list.
pub(crate) fn is_title(text: &str) -> bool {
    TITLE.is_match(&fold(text)) && !activation::speaks(text)
}

/// "== ACTIVATE NOW ==", "*** On hold ***": what stands in the frame.
fn unframed(text: &str) -> (&str, bool) {
    let is_frame = |c: char| "=*#~_-–—+<>[]|".contains(c);
    let framed = |text: &str| text.starts_with(is_frame) && text.ends_with(is_frame);
    let inner = text.trim_matches(|c: char| is_frame(c) || c.is_whitespace());
    if framed(text) && !inner.is_empty() {
        (inner, true)
    } else {
        (text, false)
    }
}

/// What a heading says of activation: a few words are an answer, more are a sentence.
fn verdict_of(context: &Context<'_>, text: &str, bare: &str) -> Verdict {
    if activation::is_question(text) {
        return Verdict::Nothing;
    }
    if is_title(text) {
        return Verdict::Nothing;
    }
    let short = text.split_whitespace().count() <= 4 && !bare.chars().any(|c| c.is_ascii_digit());
    match activation::in_prose(text, context.reading) {
        Verdict::Nothing if short => activation::in_slot(bare, context.reading),
        other @ (Verdict::Now | Verdict::Hold(_) | Verdict::Nothing) => other,
    }
}

/// "Custodians only:": what a heading may say of everybody below it.
fn is_of_all(claim: &Claim) -> bool {
    matches!(
        claim,
        Claim::Roles(_) | Claim::Field(crate::statement::FieldReading::CustodianOnly(_))
    )
}

/// A few words over people that say what they have in common: "Dayton", "Warehouse:", "Phase 2".
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) name: String,
    /// Whether the people below may have to wait.
    pub(crate) doubt: Option<Evidence>,
}

impl Section {
    /// Reads the words of a line as a section.
    pub(crate) fn read(context: &Context<'_>, line: &Flow, words: &str) -> Self {
        // "Go-live 3 May" gives the date.
        let dated = GO_LIVE.is_match(&fold(words)) && words.contains(|c: char| c.is_ascii_digit());
        let understood = activation::in_prose(words, context.reading) != Verdict::Nothing;
        let doubtful = !dated && !understood && remarks::waits(context, words);
        Self {
            name: words.trim_end_matches([':', ' ', '-', '–']).to_owned(),
            doubt: doubtful.then(|| context.doc.evidence(line.whole())),
        }
    }
}

impl Heading {
    /// Reads a line as a heading; none when it says nothing about the people below.
    pub(crate) fn read(context: &Context<'_>, line: &Flow, marked: bool) -> Option<Self> {
        let (text, framed) = unframed(line.text.trim());
        let (colon, marked) = (text.ends_with(':'), marked || framed);
        // "Ann has left, so take her out. Her replacement is:" is about somebody else than the people below.
        let reason = colon && ![". ", "! ", "? "].iter().any(|end| text.contains(end)) && is_nobody(text);
        let most = if reason { MAX_REASON } else { MAX_WORDS };
        if text.is_empty()
            || text.chars().count() > 90
            || text.split_whitespace().count() > most
            || text.trim_end_matches(':').contains(": ")
            || names::has_address(text)
        {
            return None;
        }
        let leaver = text.split_whitespace().count() <= 8 && is_nobody(text) && !text.ends_with(['.', '!', '?']);
        if !(colon || marked || leaver) {
            return None;
        }
        if crate::read::whom::leaves_out(text) {
            return None;
        }
        let mut heading = Self::default();
        if is_nobody(text) {
            heading.nobody = true;
            heading.is_example = EXAMPLE.is_match(&fold(text));
            return Some(heading);
        }
        let bare = text.trim_end_matches(':');
        let mut claims: Vec<Claim> = Vec::new();
        claims.extend(level_of(context, text, bare).map(Claim::Level));
        claims.extend(roles_in_brackets(context, bare).or_else(|| roles_alone(context, bare)));
        claims.extend(slots::claim_of(context, line, verdict_of(context, text, bare)));
        if !context.profile.has_levels() && marked {
            let told = crate::read::device::claims(context, bare.trim_end_matches(" users")).into_iter();
            let roles = claims.iter().any(|claim| matches!(claim, Claim::Roles(_)));
            let new = |claim: &Claim| !(roles && matches!(claim, Claim::Roles(_)));
            claims.extend(told.map(|(claim, _)| claim).filter(is_of_all).filter(new));
        }
        heading.said = claims
            .into_iter()
            .map(|claim| Said {
                claim,
                rank: Rank::Column,
                evidence: context.doc.evidence(line.whole()),
            })
            .collect();
        (!heading.said.is_empty()).then_some(heading)
    }

    /// Says the same about an entry, unless the entry says it itself.
    pub(crate) fn apply(&self, entry: &mut Entry) {
        for said in &self.said {
            let own = entry
                .said
                .iter()
                .any(|other| std::mem::discriminant(&other.claim) == std::mem::discriminant(&said.claim));
            let holds = matches!(&said.claim, Claim::Activation { activate, .. } if *activate == Activate::Hold);
            if !own {
                entry.said.push(said.clone());
            } else if holds
                && !COLUMN_RULE.is_match(&fold(&said.evidence.text))
                && entry.said.iter().any(|other| other.claim.is_now())
            {
                // "On hold" over somebody with a yes: nobody knows which.
                entry.say(Claim::Doubted, Rank::Column, said.evidence.clone());
            }
        }
    }
}
