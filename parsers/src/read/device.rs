//! The further fields of device sales in running text: distributorship, facilities, physicians, ship-to, training.
//!
//! Phrases seen: "Both belong to the distributorship Blue Ridge Spine Partners", "hes covering mercy ridge hospital",
//! "Both are trained". Labelled lines and columns are read by `slots`. Incomplete support: facts spread over sentences.

use std::sync::LazyLock;

use regex::Regex;

use crate::profile::Profile;
use crate::read::{Context, roles, slots};
use crate::statement::{Claim, Entry, FieldReading, Rank, RoleReading};
use crate::text::{Flow, fold, squeeze};

static DISTRIBUTORSHIP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bdistributorship(?: is| for \w+ is|:)?,?\s+(?P<v>[\p{L}0-9][^,;.\n(]*?)\s*(?:[,;.\n(]|$|\band (?:both|they|cover))").expect("a valid pattern")
});
static FACILITIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:cover(?:s|ing)?|facilities(?: are| is)?|same facilities|hospitals(?: are)?|works? at|working at)\b(?: the same facilities| the following facilities| the facilities)?:?\s+(?P<v>(?:\b(?:St|Mt|Dr|Ft)\.|[^.;\n])+)").expect("a valid pattern")
});
static PHYSICIANS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:physicians?|surgeons?|doctors?|docs)\b(?: are| is|:|\s+for (?:both|all)(?: are| is|:)?)\s*(?P<v>(?:Dr\.?\s+|Prof\.?\s+)?[\p{L}][^.;\n]*(?:\.\s?[\p{L}][^.;\n]*)?)").expect("a valid pattern")
});
static DOCTORS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:Drs?\.?|Prof\.(?: Dr\.)?)\s+(?P<v>\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+)*)")
        .expect("a valid pattern")
});
static SHIP_TO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:ship(?:s|ping)?(?:-| )?(?:to|address)?(?:\s+address)?|deliver to)\b(?:\s+(?:for|of) (?:both|all|everyone|them|each|\w+))?\s*(?:is|goes to|to|address is|:)?:?\s+(?P<v>\d[^;\n]*)").expect("a valid pattern")
});
static HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<v>\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+)+)\s+(?:holds|is the holder of|has) the (?:distributor'?s? )?account|account (?:is held by|holder is)\s+(?P<w>\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+)+)").expect("a valid pattern")
});
static TRAINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:is|are|was|were|been|already|fully|both|all|she's|he's) (?:\w+ )?trained\b|\bcompleted (?:the |their |his |her )?(?:product )?training\b|^\s*trained\b").expect("a valid pattern")
});
static UNTRAINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:not|n't|never|untrained|not yet)(?: \w+){0,3} trained\b|\buntrained\b|\b(?:has|have)(?: not|n't) (?:\w+ ){0,4}training\b|\bno training yet\b").expect("a valid pattern")
});
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\brole\b(?:\s+(?:must be|should be|is|has to be|will be|of|as|to|=)|:)?\s+(?P<v>[\p{L}][\p{L} ]*?)\s*(?:[,;.\n(–]|\s-\s|$|\bnot\b|\binstead\b)").expect("a valid pattern")
});

/// What a line about one person says.
pub(crate) fn in_record(context: &Context<'_>, entry: &mut Entry, line: &Flow) {
    for (claim, range) in claims(context.profile, &line.text) {
        let doubled = entry.said.iter().any(|said| same_field(&said.claim, &claim));
        if !doubled {
            entry.say(claim, Rank::Person, context.doc.evidence(line.source(range)));
        }
    }
}

fn same_field(one: &Claim, other: &Claim) -> bool {
    match (one, other) {
        (Claim::Field(one), Claim::Field(other)) => std::mem::discriminant(one) == std::mem::discriminant(other),
        (Claim::Roles(_), Claim::Roles(_)) => true,
        (Claim::Activation { .. } | Claim::Level(_) | Claim::Roles(_) | Claim::Field(_), _) => false,
    }
}

/// All claims of a text, with their places.
pub(crate) fn claims(profile: &Profile, text: &str) -> Vec<(Claim, std::ops::Range<usize>)> {
    if profile.has_levels() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut field = |reading: FieldReading, range: std::ops::Range<usize>| out.push((Claim::Field(reading), range));
    if let Some(value) = DISTRIBUTORSHIP.captures(text).and_then(|found| found.name("v")) {
        field(FieldReading::Distributorship(squeeze(value.as_str())), value.range());
    }
    if let Some(found) = FACILITIES.captures(text)
        && let Some(value) = found.name("v").filter(|value| is_place(value.as_str()))
    {
        field(
            FieldReading::Facilities(slots::list(before_next_fact(value.as_str()))),
            value.range(),
        );
    }
    let physicians = PHYSICIANS
        .captures(text)
        .and_then(|found| found.name("v"))
        .filter(|value| {
            slots::people(value.as_str())
                .iter()
                .any(|name| crate::names::looks_like_name(name))
        });
    if let Some(value) = physicians {
        field(FieldReading::Physicians(slots::people(value.as_str())), value.range());
    } else {
        let doctors: Vec<_> = DOCTORS
            .captures_iter(text)
            .filter_map(|found| found.name("v"))
            .collect();
        if let (Some(first), Some(last)) = (doctors.first(), doctors.last()) {
            let names = doctors.iter().map(|name| squeeze(name.as_str())).collect();
            field(FieldReading::Physicians(names), first.start()..last.end());
        }
    }
    if let Some(value) = SHIP_TO.captures(text).and_then(|found| found.name("v")) {
        field(FieldReading::ShipTo(slots::postal(value.as_str())), value.range());
    }
    if let Some(value) = HOLDER
        .captures(text)
        .and_then(|found| found.name("v").or(found.name("w")))
    {
        field(FieldReading::AccountHolder(squeeze(value.as_str())), value.range());
    }
    flags(text, &mut field);
    role(profile, text, &mut out);
    out
}

fn flags(text: &str, field: &mut impl FnMut(FieldReading, std::ops::Range<usize>)) {
    let folded = fold(text);
    let whole = 0..text.len();
    if UNTRAINED.is_match(&folded) {
        field(FieldReading::Trained(false), whole.clone());
    } else if TRAINED.is_match(&folded) && !folded.contains('?') {
        field(FieldReading::Trained(true), whole.clone());
    }
    if let Some(at) = folded.find("custodian only").or_else(|| folded.find("custodian-only")) {
        let rest = folded[at + "custodian only".len()..].trim_start_matches([':', ' ', '=']);
        let no = rest.starts_with("no")
            || folded[..at].trim_end().ends_with("not")
            || folded[..at].trim_end().ends_with("not a");
        field(FieldReading::CustodianOnly(!no), whole);
    }
}

fn role(profile: &Profile, text: &str, out: &mut Vec<(Claim, std::ops::Range<usize>)>) {
    if let Some(value) = ROLE.captures(text).and_then(|found| found.name("v"))
        && let Some(name) = roles::known(value.as_str(), profile)
    {
        out.push((Claim::Roles(vec![RoleReading { name, known: true }]), value.range()));
        return;
    }
    static AS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bas (?:an? |the |our )?(?:new )?(?P<v>[\p{L}]+(?: [\p{L}]+){0,3})").expect("a valid pattern")
    });
    if let Some(value) = AS.captures(text).and_then(|found| found.name("v")) {
        let words: Vec<&str> = value.as_str().split(' ').collect();
        for end in (1..=words.len()).rev() {
            if let Some(name) = roles::known(&words[..end].join(" "), profile) {
                out.push((Claim::Roles(vec![RoleReading { name, known: true }]), value.range()));
                return;
            }
        }
    }
}

fn is_place(text: &str) -> bool {
    let folded = fold(text);
    [
        "hospital",
        "clinic",
        "center",
        "centre",
        "medical",
        "surg",
        "institute",
        "klinik",
        "health",
        "ortho",
        "general",
        "memorial",
        "infirmary",
        "asc",
        "university",
        "st.",
    ]
    .iter()
    .any(|word| folded.contains(word))
}

/// The list up to the next fact of the same sentence.
fn before_next_fact(text: &str) -> &str {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[,;]? (?:and )?(?:with|for|physicians?|surgeons?|ship|trained|his|her|their|docs?)\b")
            .expect("a valid pattern")
    });
    NEXT.find(text).map_or(text, |found| &text[..found.start()])
}
