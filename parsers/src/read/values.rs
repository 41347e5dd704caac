//! What running text says of people, mark by mark: levels, roles, further fields, activation, "the same as".
//!
//! Only what is said and where; about whom it is said is decided in `segments`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::{self, requests};
use crate::read::folded::Folded;
use crate::read::{Context, activation, device, level, roles};
use crate::statement::{Claim, FieldReading, LevelReading, RoleReading};
use crate::text::fold;

/// "Same as above": what of the other person is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Same {
    pub(crate) level: bool,
    pub(crate) roles: bool,
    pub(crate) facilities: bool,
    pub(crate) physicians: bool,
    pub(crate) ship_to: bool,
}

impl Same {
    fn all() -> Self {
        Self {
            level: true,
            roles: true,
            facilities: true,
            physicians: true,
            ship_to: true,
        }
    }

    /// Whether a claim is of the kind that is meant.
    pub(crate) fn covers(self, claim: &Claim) -> bool {
        match claim {
            Claim::Level(_) => self.level,
            Claim::Roles(_) => self.roles,
            Claim::Field(FieldReading::Facilities(_)) => self.facilities,
            Claim::Field(FieldReading::Physicians(_)) => self.physicians,
            Claim::Field(FieldReading::ShipTo(_)) => self.ship_to,
            Claim::Field(
                FieldReading::Distributorship(_) | FieldReading::Organisation(_) | FieldReading::AccountHolder(_),
            ) => self == Self::all(),
            Claim::Field(FieldReading::SeesAllCases(_) | FieldReading::CustodianOnly(_) | FieldReading::Trained(_))
            | Claim::Activation { .. }
            | Claim::Doubted
            | Claim::Removed => false,
        }
    }
}

/// What a mark says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Level {
        level: LevelReading,
        sure: bool,
    },
    /// One for each person, in their order.
    Levels(Vec<u8>),
    Role(RoleReading),
    NoRoles,
    Field(FieldReading),
    /// Words about activation; the verdict is read from the whole segment.
    Activation,
    Same(Same),
    /// Not to be set up after all.
    Skip,
}

/// A value at its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) range: Range<usize>,
    pub(crate) value: Value,
}

static SAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:(?:the )?same(?: [a-z0-9_'-]+){0,5}? (?:as|like)(?-u:\b)|(?:the |in the )?same (?:levels?|roles?|access|rights|permissions?|set-?up|settings|facilit\w+|hospitals?|sites?|accounts|doctors?|docs?|surgeons?|physicians?|address|ship\w*|deal|thing|again|for|applies|here|goes|please|everything|too|-)|gets? the same|has the same|needs? the same|with the same|ditto|as above|likewise|(?:and )?so (?:does|do|should|will|would|must) (?:the|our|my|his|her|their|mr|mrs|ms|dr)|ebenso (?:seine?|ihre?|unsere?|der|die|frau|herr)|de meme (?:pour|que)|identical to|idem|dito|wie oben|comme ci-dessus|la meme chose|zelfde|igual que|lo mismo|mesmo que|o mesmo|lo stesso|(?:the )?same$|memes? (?:niveau|droits|roles?|acces|chose|profil)|gleiche[nrs]? (?:level|stufe|rechte|rolle|rollen|zugriff|zugang)|mism[oa]s? (?:nivel|rol|roles|acceso|permisos)|mesm[oa]s? (?:nivel|funcao|acesso|permissoes)|zelfde (?:niveau|rol|rechten|toegang)|samma(?: [a-z]+)? som(?-u:\b)|samme(?: [a-z]+)? som(?-u:\b)|samma (?:roll|roller|niva|behorighet)(?-u:\b)|samme (?:rolle|roller|niveau|niva)(?-u:\b)|tak[aio]e? sam[aey][a-z]*|te same (?:role|uprawnienia|poziom)|stess[oi] (?:livello|ruolo|ruoli|accesso|permessi))").expect("a valid pattern")
});
/// "… needs level 2, and so does Henrik Moe".
static SO_DOES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s,;(])(?P<so>(?i:(?:and )?so (?:does|do|should|will|would|must)|ebenso|genauso|de même que?|igual que|lo mismo para|così come)) \p{Lu}\p{L}").expect("a valid pattern")
});
static SKIP: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[requests::SKIP]));

/// Whether a text copies from somebody else.
pub(crate) fn is_same(text: &str) -> bool {
    SAME.is_match(&fold(text))
}

/// "Scratch that" takes back what was said, and nobody out; nor does "because of the strike", "she will drop by", "leave his
/// account switched off".
fn takes_nobody_out(text: &str, range: &Range<usize>) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let behind = fold(text.get(range.end..).unwrap_or_default());
    let next = bare(behind.split_whitespace().next().unwrap_or_default());
    let before = fold(text.get(..range.start).unwrap_or_default());
    let last = bare(before.split_whitespace().next_back().unwrap_or_default());
    let said = fold(&text[range.clone()]);
    let noun = ["the", "a", "an", "of", "on", "from", "this", "rail", "general"].contains(&last.as_str());
    let other = [
        "that", "this", "it", "what", "my", "the", "by", "in", "me", "us", "you", "a", "an", "round", "around",
    ];
    let alone = said.split_whitespace().count() == 1;
    alone && (noun || other.contains(&next.as_str())) || said.ends_with("switched off") || said.ends_with("turned off")
}

/// All marks of a sentence, in order.
pub(crate) fn of(context: &Context<'_>, text: &str, folded: &Folded) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let mut add = |range: Range<usize>, value: Value| out.push(Mark { range, value });
    if context.profile.has_levels() {
        let series = level::series(text);
        for said in level::all(text, context.profile) {
            let within = series
                .as_ref()
                .is_some_and(|(range, _)| range.start <= said.range.start && said.range.start < range.end);
            if !within {
                add(
                    said.range,
                    Value::Level {
                        level: said.level,
                        sure: said.sure,
                    },
                );
            }
        }
        if let Some((range, digits)) = series {
            add(range, Value::Levels(digits));
        }
        for (range, role) in roles::given(text, context.profile) {
            add(range, Value::Role(role));
        }
        for (range, role) in ruled(context, text) {
            add(range, Value::Role(role));
        }
        if let Some(range) = roles::denied(text).or_else(|| alone_none(text)) {
            add(range, Value::NoRoles);
        }
    } else {
        let claims = device::claims(context, text);
        let role = claims.iter().any(|(claim, _)| matches!(claim, Claim::Roles(_)));
        if let Some((range, role)) = titled(context, text).filter(|_| !role) {
            add(range, Value::Role(role));
        }
        for (claim, range) in claims {
            match claim {
                Claim::Roles(roles) => {
                    for role in roles {
                        add(range.clone(), Value::Role(role));
                    }
                }
                Claim::Field(field) => add(range, Value::Field(field)),
                Claim::Level(_) | Claim::Activation { .. } | Claim::Doubted | Claim::Removed => {}
            }
        }
    }
    for range in activation::places(&folded.text) {
        add(folded.source(range), Value::Activation);
    }
    for found in SAME.find_iter(&folded.text) {
        let end = (found.end() + 40).min(folded.text.len());
        let end = (end..=folded.text.len())
            .find(|at| folded.text.is_char_boundary(*at))
            .unwrap_or(folded.text.len());
        let tail = &folded.text[found.start()..end];
        let tail = tail.split([',', '.', ';', '(']).next().unwrap_or(tail);
        add(folded.source(found.range()), Value::Same(kinds(tail)));
    }
    for found in SO_DOES.captures_iter(text).filter_map(|found| found.name("so")) {
        add(found.range(), Value::Same(Same::all()));
    }
    for range in folded.places(&SKIP) {
        if !takes_nobody_out(text, &range) {
            add(range, Value::Skip);
        }
    }
    out.sort_by_key(|mark| mark.range.start);
    out
}

/// "Stig Hammersmith | stig@x.example | Level II | Warehouse Lead": between rulers a title of its own is a role.
fn ruled(context: &Context<'_>, text: &str) -> Vec<(Range<usize>, RoleReading)> {
    let rulers = text.matches(['|', '\t']).count().max(text.matches(" / ").count());
    let Some(address) =
        crate::names::first_address(text).filter(|_| rulers >= 2 && crate::names::addresses(text).count() == 1)
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let pieces = super::pieces::split(text);
    let mut before = pieces.iter().filter(|piece| piece.end <= address.start());
    let named = before.any(|piece| super::is_name(text[piece.clone()].trim(), context.profile));
    for piece in pieces.into_iter().filter(|piece| piece.start >= address.end()) {
        let words = text[piece.clone()].trim();
        let lead = text[piece.clone()].len() - text[piece.clone()].trim_start().len();
        let mark = words.chars().count() <= 2 || context.legend.says(words).is_some();
        let unknown = roles::is_title(words)
            && !mark
            && !is_in_brackets(text, &piece)
            && !roles::is_listed(words, context.profile)
            && (named || !is_half_of_name(context, text, &piece))
            && roles::known(words, context.profile).is_none()
            && level::in_slot(words, context.profile).is_none()
            && lexicon::labels::column(words).is_none()
            && !roles::is_none(words);
        if unknown {
            let range = piece.start + lead..piece.start + lead + words.len();
            let all = roles::in_slot(words, context.profile);
            // "Scheduler and Night Porter": the known one is read by its own words.
            if all.iter().any(|role| role.known) {
                let more = all.into_iter().filter(|role| !role.known);
                out.extend(more.map(|role| (range.clone(), role)));
            } else {
                let name = words.to_owned();
                out.push((range, RoleReading { name, known: false }));
            }
        }
    }
    out
}

/// "Ann Lee | ann@x.example | Level 2 | none | activate": a "none" of its own between an address and what comes next.
fn alone_none(text: &str) -> Option<Range<usize>> {
    const NONE: &[&str] = &[
        "none", "n/a", "na", "no roles", "keine", "aucun", "ninguno", "nenhum", "geen", "nessuno",
    ];
    let address = text.find('@')?;
    let pieces = super::pieces::split(text);
    let alone = |range: &Range<usize>| NONE.contains(&fold(text[range.clone()].trim()).as_str());
    let at = pieces.iter().position(|range| range.start > address && alone(range))?;
    // "Activate: none" is an answer.
    let asked = at > 0 && activation::speaks(&text[pieces[at - 1].clone()]);
    (!asked).then(|| pieces[at].clone())
}

/// "… / approver (she is Watch Manager, Blue Watch)": what is told in brackets is no value of its own.
fn is_in_brackets(text: &str, piece: &Range<usize>) -> bool {
    let open = text[..piece.start]
        .rfind('(')
        .filter(|at| !text[*at..piece.start].contains(')'));
    open.is_some_and(|at| text[at + 1..piece.start].chars().any(char::is_alphanumeric))
        || open.is_some() && !text[piece.end..].starts_with(')')
}

/// "… / Östberg, Kajsa / …": one of two names with a comma between them.
fn is_half_of_name(context: &Context<'_>, text: &str, piece: &Range<usize>) -> bool {
    let beside = text[..piece.start].ends_with(',') || text[piece.end..].starts_with(',');
    beside && super::is_name(text[piece.clone()].trim(), context.profile)
}

/// "Dwayne Littlefeather / dwayne@x.example / clinical specialist": a trade right behind the address is the role.
fn titled(context: &Context<'_>, text: &str) -> Option<(Range<usize>, RoleReading)> {
    const TRADES: &[&str] = &[
        "specialist",
        "rep",
        "representative",
        "manager",
        "coordinator",
        "consultant",
        "assistant",
        "director",
        "nurse",
        "tech",
        "technician",
        "engineer",
        "trainer",
        "buyer",
        "planner",
        "associate",
        "liaison",
        "advisor",
        "analyst",
        "administrator",
        "supervisor",
        "executive",
        "scheduler",
        "clerk",
    ];
    let address = crate::names::first_address(text)?;
    let piece = super::pieces::split(text)
        .into_iter()
        .find(|piece| piece.start >= address.end())?;
    let words = text[piece.clone()].trim();
    let last = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let plain = words.split(' ').count() <= 4 && words.chars().all(|c| c.is_alphabetic() || " -&'".contains(c));
    let lead = text[piece.clone()].len() - text[piece.clone()].trim_start().len();
    let start = piece.start + lead;
    (plain && TRADES.contains(&last.as_str()) && roles::known(words, context.profile).is_none()).then(|| {
        let name = words.to_owned();
        (start..start + words.len(), RoleReading { name, known: false })
    })
}

/// "Same facilities" is about facilities only; "same as Tom" about everything.
fn kinds(words: &str) -> Same {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let only = Same {
        level: has(&[
            "level",
            "access",
            "rights",
            "permission",
            "niveau",
            "nivel",
            "livello",
            "niva",
            "stufe",
            "droits",
            "rechte",
        ]),
        roles: has(&[
            "role",
            "rights",
            "permission",
            "rolle",
            "roll",
            " rol ",
            "ruol",
            "droits",
            "rechte",
        ]),
        facilities: has(&["facilit", "hospital", "sites", "accounts"]),
        physicians: has(&["doctor", "docs", "surgeon", "physician"]),
        ship_to: has(&["ship", "address"]),
    };
    if only == Same::default() || words.contains("access") || words.contains("set") {
        Same {
            level: true,
            roles: !words.contains("same level"),
            ..if only == Same::default() || words.contains("set") {
                Same::all()
            } else {
                only
            }
        }
    } else {
        only
    }
}
