//! Hospitals, organisations, physicians and postal addresses in running text, told apart by their words and by what stands
//! around them.
//!
//! Phrases seen: "Covers Pecan Valley Hospital, Dr. Dina Frost, ship to 6 Mesquite Ln, Waco, TX 76701", "Drs. Lamar & Whit".
//! Incomplete support: facilities in lower case.

mod house;
mod physicians;
mod postal;
mod runs;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

pub(crate) use house::is_witness;
use house::{is_called_distributor, is_hiring, is_house, is_named_behind};

use crate::read::pieces::Pieces;
use crate::text::{fold, squeeze};

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Facilities(Vec<String>),
    Physicians(Vec<String>),
    /// Named as the distributorship, in so many words.
    Distributorship(String),
    /// Somebody is said to be from there.
    Organisation(String),
    Postal(String),
}

/// A value with the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) range: Range<usize>,
    pub(crate) what: Place,
}

const FACILITY_WORDS: &[&str] = &[
    "hospital",
    "hospitals",
    "clinic",
    "clinics",
    "center",
    "centre",
    "ctr",
    "medical",
    "surgery",
    "surgicenter",
    "institute",
    "health",
    "healthcare",
    "general",
    "regional",
    "memorial",
    "infirmary",
    "asc",
    "university",
    "hosp",
    "med",
    "pavilion",
    "children's",
    "childrens",
    "klinik",
    "klinikum",
    "krankenhaus",
    "hospice",
    "sanatorium",
    "campus",
    "mercy",
    "methodist",
    "baptist",
    "presbyterian",
    "community",
    "county",
    "va",
    "hopital",
    "clinique",
    "ziekenhuis",
    "ospedale",
    "surgical",
    "orthopaedic",
    "orthopedic",
    "spine",
    "joint",
    "ortho",
];
const ORGANISATION_WORDS: &[&str] = &[
    "reps",
    "partners",
    "supply",
    "solutions",
    "group",
    "inc",
    "llc",
    "ltd",
    "biologics",
    "biomed",
    "biomedical",
    "devices",
    "distributors",
    "distribution",
    "associates",
    "sales",
    "recon",
    "biosurgical",
    "orthopedics",
    "orthopaedics",
    "instruments",
    "implants",
    "systems",
    "company",
    "co",
    "corp",
    "technologies",
    "specialties",
    "enterprises",
    "agency",
    "consulting",
    "products",
    "medtech",
    "gmbh",
    "bv",
    "srl",
    "biotech",
    "bio",
    "surgical",
    "spine",
    "ortho",
    "medical",
    "extremities",
    "trauma",
];

static COVER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:cover(?:s|ing|ed)?|facilit(?:y|ies)|hospitals?|works? (?:at|in|out of|with)|working (?:at|in|out of)|accounts|sites?|servic(?:es|ing)|serves?|calls? on|territory|cases at|supports?|handles?|takes care of|looks after|responsible for|based at|operates? (?:at|in)|clinics|locations?|goes to|visits?|attached to|assigned to|will be at|be at|hosp|hosps|both at|all at|is at|are at|rotates? (?:between|through))\b(?:\s+(?:are|is|now|the|at|will be|both|all|these|following|two|three|one|facility|hospital|same|for (?:both|all|him|her|them)|include|includes|:|,))*\s*[:=–-]?\s*").expect("a valid pattern")
});
/// Everything of interest in a text; organisations count where a domain or the words around them say so.
pub(crate) fn find(text: &str, domains: &[String]) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    postal::postal(text, &mut out);
    physicians::physicians(text, &mut out);
    physicians::small(text, &mut out);
    named(text, domains, &mut out);
    out.sort_by_key(|placed| placed.range.start);
    out
}

fn is_taken(out: &[Placed], range: &Range<usize>) -> bool {
    out.iter()
        .any(|placed| placed.range.start < range.end && range.start < placed.range.end)
}

fn is_gap(between: &str) -> bool {
    let folded = fold(between);
    between.len() < 16
        && folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| ["and", "und", "y", "also", "md", "plus", "or", "the", "as", "well"].contains(&word))
}

fn has_word(text: &str, words: &[&str]) -> bool {
    fold(text)
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .any(|word| words.contains(&word))
}

/// What a capitalised run is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Distributorship,
    Organisation,
    Facility,
    Neither,
}

/// Words before the organisation that somebody belongs to.
const BELONGING: &[&str] = &[
    "for",
    "at",
    "@",
    "joining",
    "joins",
    "join",
    "joined",
    "with",
    "of",
    "from",
    "to",
    "distributorship",
    "distributorship is",
    "distributorship:",
    "distributor",
    "distributor is",
    "distributor:",
    "belong to",
    "belongs to",
    "called",
    "part of",
    "vertriebspartner",
    "vertriebspartners",
    "distributeur",
    "distribuidor",
    "distribuidora",
    "distributore",
    "handler",
    "bei",
    "chez",
];

/// Words before the name of a distributorship that is told from others by its own words or its domain.
const DISTRIBUTOR_IS: &[&str] = &[
    "distributor is",
    "dealer is",
    "distributeur est",
    "vertriebspartner ist",
    "handler ist",
    "distribuidor es",
    "distribuidora es",
    "distribuidor e",
    "distribuidora e",
    "distributore e",
    "distributeur is",
    "distributor",
    "dealer",
];

/// What a list of facilities begins with.
const LABELS: &[&str] = &[
    "hospital",
    "hospitals",
    "facility",
    "facilities",
    "clinic",
    "clinics",
    "sites",
];

/// Capitalised runs: facilities behind words of covering or with a word of their own, organisations with a witness.
fn named(text: &str, domains: &[String], out: &mut Vec<Placed>) {
    let covers: Vec<Range<usize>> = COVER.find_iter(text).map(|found| found.range()).collect();
    let mut list: Option<(Range<usize>, Vec<String>)> = None;
    let pieces = Pieces::of(text);
    // "Erie General, Point Surgery Center": the second tells what the first is.
    let mut waiting: Option<(Range<usize>, String)> = None;
    for range in runs::runs(text) {
        let range = without_lead(text, range);
        let words = &text[range.clone()];
        // "Hospitals are Alder Creek and Mercy": the label is no hospital.
        let label = LABELS.contains(&fold(words).as_str());
        if is_taken(out, &range) || range.is_empty() || label {
            continue;
        }
        let name = squeeze(words.trim_start_matches("the ").trim_start_matches("The "));
        let goes_on = list
            .as_ref()
            .is_some_and(|(last, _)| is_gap(&text[last.end..range.start]));
        let kind = match kind_of(&pieces, &range, &name, &covers, goes_on, domains) {
            Run::Neither if stands_before_physicians(text, &pieces, &range, out) => Run::Facility,
            kind @ (Run::Neither | Run::Facility | Run::Organisation | Run::Distributorship) => kind,
        };
        match kind {
            Run::Distributorship => out.push(Placed {
                range,
                what: Place::Distributorship(name),
            }),
            Run::Organisation => {
                if !out.iter().any(|placed| matches!(placed.what, Place::Organisation(_))) {
                    out.push(Placed {
                        range,
                        what: Place::Organisation(name),
                    });
                }
            }
            Run::Facility => match &mut list {
                Some((last, names)) => {
                    last.end = range.end;
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
                None => match waiting
                    .take()
                    .filter(|(first, _)| is_gap(&text[first.end..range.start]))
                {
                    Some((first, other)) => list = Some((first.start..range.end, vec![other, name])),
                    None => list = Some((range, vec![name])),
                },
            },
            Run::Neither => waiting = (name.contains(' ') && has_word(&name, FACILITY_WORDS)).then_some((range, name)),
        }
    }
    match list {
        Some((range, names)) => out.push(Placed {
            range,
            what: Place::Facilities(names),
        }),
        None => out.extend(small(text)),
    }
}

/// "Quentin Farr, qfarr@x, Canyon Surgical, Dr. Adair": in a line about somebody the place where the physician works.
fn stands_before_physicians(text: &str, pieces: &Pieces<'_>, range: &Range<usize>, out: &[Placed]) -> bool {
    let physicians = |placed: &&Placed| matches!(placed.what, Place::Physicians(_));
    let next = out
        .iter()
        .filter(physicians)
        .find(|placed| placed.range.start >= range.end);
    let beside = next.is_some_and(|next| {
        let between = &text[range.end..next.range.start];
        between.len() <= 3 && between.contains([',', ';', '|', '/'])
    });
    let named = text[range.clone()].contains(' ') && text[..range.start].contains('@');
    named && beside && pieces.is_alone(range, &[])
}

/// Tells an organisation from a facility by the words in the name and before it, and by mail domains.
fn kind_of(
    pieces: &Pieces<'_>,
    range: &Range<usize>,
    name: &str,
    covers: &[Range<usize>],
    goes_on: bool,
    domains: &[String],
) -> Run {
    let text = pieces.text;
    let behind_cover = covers.iter().any(|cover| {
        let between = (cover.end <= range.start).then(|| text[cover.end..range.start].trim());
        cover.start < range.start && between.is_some_and(|words| words.is_empty() || words == "the")
    });
    let lead = fold(text[..range.start].trim_end());
    let ends = |lead: &str, word: &str| {
        lead.strip_suffix(word)
            .is_some_and(|before| before.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
    };
    let belongs = BELONGING.iter().any(|word| ends(&lead, word));
    let lead = lead.trim_end_matches([',', ':', ' ', '(', '"', '-', '–']);
    let owned = [
        "distributorship",
        "distributorship is",
        "distributorship for both is",
        "distributorship:",
    ]
    .iter()
    .any(|word| ends(lead, word));
    let organisation = has_word(name, ORGANISATION_WORDS);
    let witnessed = domains
        .iter()
        .any(|domain| is_witness(domain, name) || belongs && is_house(domain, name));
    let named = is_called_distributor(&text[range.end..], organisation)
        && (organisation || witnessed || !is_named_behind(&text[range.end..]));
    let owned = owned
        || (organisation
            || domains
                .iter()
                .any(|domain| is_witness(domain, name) || is_house(domain, name)))
            && DISTRIBUTOR_IS.iter().any(|word| ends(lead, word));
    let own_piece = text.contains('@') && pieces.is_alone(range, &[]);
    let told = belongs && (witnessed || has_word(name, ORGANISATION_WORDS) && !has_strong_facility(name));
    if (owned || named && !super::naming::is_word(name)) && !goes_on && !has_word(name, &["dr"]) {
        return Run::Distributorship;
    }
    let hires = (witnessed || has_word(name, ORGANISATION_WORDS) && !has_strong_facility(name))
        && range.start == text.len() - text.trim_start().len()
        && is_hiring(&text[range.end..]);
    if (!behind_cover && (told || hires || witnessed && own_piece)) && !goes_on && !has_word(name, &["dr"]) {
        return Run::Organisation;
    }
    let listed = (behind_cover || goes_on) && (has_word(name, FACILITY_WORDS) || name.contains(' '));
    if (has_strong_facility(name) || listed) && name.split(' ').count() <= 8 {
        Run::Facility
    } else {
        Run::Neither
    }
}

/// "Covers Pecan Valley Hospital": the verb that begins the sentence is no part of the name.
fn without_lead(text: &str, range: Range<usize>) -> Range<usize> {
    // "Office Manager of Harborlight Medical".
    if let Some(at) = text[range.clone()]
        .find(" of ")
        .filter(|at| is_trade(&text[range.start..range.start + at]))
    {
        return range.start + at + " of ".len()..range.end;
    }
    let first = text[range.clone()].split(' ').next().unwrap_or_default();
    if BELONGING.contains(&fold(first).as_str()) && first.len() > 4 && first.len() < range.len() {
        return range.start + first.len() + 1..range.end;
    }
    // "Hospital San Telmo" is called so.
    let called = ["Hospital", "Clinic", "Facility", "Hosp"].contains(&first) && text[range.clone()].contains(' ');
    match COVER.find(&text[range.clone()]).filter(|_| !called) {
        Some(found) if found.start() == 0 && found.end() < range.len() => range.start + found.end()..range.end,
        Some(_) | None => range,
    }
}

/// "Office Manager", "Principal": what somebody is, not where.
fn is_trade(words: &str) -> bool {
    const TRADES: &[&str] = &[
        "manager",
        "principal",
        "rep",
        "representative",
        "director",
        "owner",
        "head",
        "president",
        "distributor",
        "operations",
        "custodian",
        "coordinator",
        "assistant",
        "partner",
    ];
    let last = words.rsplit(' ').next().unwrap_or_default();
    words.split(' ').count() <= 3 && TRADES.contains(&fold(last).as_str())
}

/// "hes covering mercy ridge hospital": a facility in lower case behind a word of covering.
fn small(text: &str) -> Option<Placed> {
    static SMALL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:cover(?:s|ing)?|works? at|working at|based at)\s+(?:the )?(?P<v>[a-z][a-z' ]{2,50}?(?:hospital|clinic|medical center|surgery center|med center|hosp|asc))\b").expect("a valid pattern")
    });
    /// "hospitals are st bridget medical ctr & bonneville regional".
    static LISTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^\p{L}])(?i:hospitals?|facilit(?:y|ies)|clinics?|sites?) (?:are|is|will be) (?P<v>[a-z][a-z'&+,. ]{3,90}?)(?:[.;!?\n]|$)").expect("a valid pattern")
    });
    static AND: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\s*(?:,|&|\+|\band\b)\s*").expect("a valid pattern"));
    let (value, names) = if let Some(found) = SMALL.captures(text) {
        let value = found.name("v")?;
        (value, vec![squeeze(value.as_str())])
    } else {
        let value = LISTED.captures(text)?.name("v")?;
        let names = AND.split(value.as_str()).map(squeeze).filter(|name| !name.is_empty());
        let names: Vec<String> = names.collect();
        // "The hospitals are to follow" names none.
        let told = names.iter().any(|name| has_word(name, FACILITY_WORDS));
        (value, if told { names } else { return None })
    };
    Some(Placed {
        range: value.range(),
        what: Place::Facilities(names),
    })
}

fn has_strong_facility(name: &str) -> bool {
    let strong = [
        "hospital",
        "hospitals",
        "clinic",
        "clinics",
        "infirmary",
        "asc",
        "hosp",
        "surgicenter",
        "klinik",
        "klinikum",
        "krankenhaus",
        "hopital",
        "clinique",
        "memorial",
        "healthcare",
        "hospice",
        "clinica",
        "ospedale",
        "policlinico",
        "sanatorio",
        "hospitais",
    ];
    let folded = fold(name);
    // "Elbklinikum", "Kantonsspital".
    let compound = [
        "klinikum",
        "klinik",
        "spital",
        "krankenhaus",
        "ziekenhuis",
        "sykehus",
        "sjukhus",
    ];
    let compounded = folded
        .split(' ')
        .any(|word| compound.iter().any(|end| word.ends_with(end)));
    compounded
        || has_word(name, &strong)
        || [
            "surgery center",
            "surgery centre",
            "medical center",
            "medical centre",
            "med ctr",
            "med center",
            "surgical center",
            "health center",
            "surgery ctr",
            "general hospital",
            "spine institute",
            "medical ctr",
            "health system",
            "orthopedic institute",
            "spine center",
            "surgical hospital",
            "st. ",
            "surgery",
        ]
        .iter()
        .any(|words| folded.contains(words))
}

#[cfg(test)]
mod tests {
    use super::{Place, find};

    #[test]
    fn what_stands_where() {
        let domains = [
            "lonestarjoints.example".to_owned(),
            "summitorthoreps.example".to_owned(),
        ];
        let found = |text: &str| {
            find(text, &domains)
                .into_iter()
                .map(|placed| placed.what)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found(
                "He'll cover Mercy General and the Alder Creek Surgery Center, mostly for Dr. Fenwick and Dr. Joanna Lisle."
            ),
            [
                Place::Facilities(vec!["Mercy General".into(), "Alder Creek Surgery Center".into()]),
                Place::Physicians(vec!["Fenwick".into(), "Joanna Lisle".into()]),
            ]
        );
        assert_eq!(
            found("Trays go to 78 Quarry Rd, Missoula, MT 59801."),
            [Place::Postal("78 Quarry Rd, Missoula, MT 59801".into())]
        );
        assert_eq!(
            found("Bryce is joining Summit Ortho Reps as a sales rep"),
            [Place::Organisation("Summit Ortho Reps".into())]
        );
        assert_eq!(
            found("Brazos Med Ctr, Hill Country Ortho Hosp / Drs. Lamar & Whit"),
            [
                Place::Facilities(vec!["Brazos Med Ctr".into(), "Hill Country Ortho Hosp".into()]),
                Place::Physicians(vec!["Lamar".into(), "Whit".into()]),
            ]
        );
    }
}
