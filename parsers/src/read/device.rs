//! The further fields of device sales in running text: distributorship, facilities, physicians, ship-to, training.
//!
//! Phrases seen: "joining Summit Ortho Reps as a sales rep", "he'll cover Mercy General, mostly for Dr. Fenwick", "trays go
//! to 78 Quarry Rd", "account held by Burt Lindgren", "Both are trained". Labelled lines and columns are read by `slots`.

mod holder;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::labels::Slot;
use crate::names;
use crate::read::pieces::Pieces;
use crate::read::places::{self, Place};
use crate::read::{Context, inline, roles};
use crate::statement::{Claim, FieldReading, RoleReading};
use crate::text::fold;
pub(crate) use holder::held;

static UNTRAINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?-u:\b)(?:not|never|isnt|arent|hasnt|not yet|yet to be|still to be|needs? to be|has to be|will be|to be|must be|be|get|gets|getting)|n't)(?: [a-z0-9_]+){0,3} trained(?-u:\b)|(?-u:\b)(?:neither|none|nobody|no one)(?: of (?:them|us|these))?(?: (?:is|are|has been|have been|was|were))?(?: yet)? trained|(?-u:\b)untrained(?-u:\b)|(?-u:\b)(?:has|have|did|do|does)(?: not|n't|nt) (?:[a-z0-9_]+ ){0,5}training(?-u:\b)|(?-u:\b)(?:neither|none|nobody|no one|not one)(?: of (?:them|us|these|the two|the \w+))?(?: (?:has|have|is|did|was|are))?(?: yet| so far)? (?:[a-z]+ ){0,4}?(?:trainings?|course)(?-u:\b)|training(?: [^.;:!?]{0,50}?)?,? (?:which|that) (?:he|she|they|neither|\w+) (?:still )?(?:has|have|is|are)(?: not|n't|nt)? (?:yet )?(?:not |to |yet to )?(?:done|do|completed?|finished?|taken?|attended|had|been to|passed|start(?:ed)?)|(?-u:\b)(?:no|needs?|need|awaiting|pending|before|still (?:needs?|has|have|to)) (?:[a-z0-9_]+ ){0,4}training(?-u:\b)|training (?:is |are )?(?:still )?(?:pending|outstanding|scheduled|planned|booked|next|not|to come|to follow|upcoming|on \d|missing|will|tbd)|(?:trained|training)(?: done| completed?| finished)?\s*[:?=-]+\s*(?:no|n|not|pending)(?-u:\b)|training incomplete|(?-u:\b)(?:is|are|be|'s|'re) (?:only |just |still )?being trained|(?-u:\b)still (?:has|have)(?: not|n't)(?: yet)?(?:$|[.,;])|(?-u:\b)(?:has|have)(?: not|n't)(?: yet)? (?:done|finished|completed|had|taken) (?:it|hers|his|theirs|one)(?-u:\b)|pas (?:encore )?(?:ete )?form[e]+s?(?-u:\b)|(?:noch )?nicht geschult|noch (?:keine|nicht) schulung|no (?:esta|ha sido|estan|han sido) (?:formad|capacitad)[oa]s?|(?:sin|aun no) (?:formar|capacitar)|(?:nog )?niet (?:getraind|opgeleid)|non (?:e |sono )?(?:ancora )?(?:stat[oaie] )?format[oaie]|nao (?:foi |foram |esta )?(?:ainda )?treinad[oa]s?|ainda nao (?:foi )?treinad|(?:no|aun no|todavia no) (?:ha|han|he|hemos) (?:hecho|completado|realizado|recibido|terminado|tenido) (?:aun |todavia )?(?:la |el |su )?(?:formacion|capacitacion|curso)|(?:falta|pendiente de|le falta|les falta) (?:la |el )?(?:formacion|capacitacion)|(?:na|n\x27a|n\x27ont|nont) pas (?:encore )?(?:suivi|fait|termine|recu) (?:la |leur |sa |de )?formation|schulung (?:noch nicht|nicht|noch) (?:gemacht|absolviert|besucht|abgeschlossen|erhalten|offen)|(?:noch )?keine schulung|non (?:ha|hanno|ho) (?:ancora )?(?:fatto|completato|svolto|seguito) (?:la |il )?(?:formazione|corso|training)|(?:ainda )?nao (?:fez|fizeram|concluiu|concluiram|recebeu|receberam) (?:ainda )?(?:o |a )?(?:treinamento|formacao|capacitacao)|(?:training|opleiding|scholing) (?:nog niet|niet) (?:gevolgd|gedaan|afgerond)|will (?:be |do |get |attend |finish |complete )(?:\w+ ){0,3}train\w*").expect("a valid pattern")
});
static TRAINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)trained(?-u:\b)|(?-u:\b)(?:completed?|finished|done with|did|done|passed|has had|have had|had|went through|gone through|made|(?:been|went|is|are|got) (?:\w+ )?through|got|attended|been to|took|taken|through with|received) (?:[a-z0-9_]+(?:'s)? ){0,4}?training(?-u:\b)|training (?:is |has been |was |are |already )*(?:completed?|done|finished|behind|complete)|(?:trained|training)(?: done| completed?| finished)?\s*[:?=-]+\s*(?:yes|y|done|complete|ok)(?-u:\b)|certified|(?:ist|wurde|wurden|sind) (?:bereits |schon )?geschult|(?:est|sont|a ete|ont ete) (?:deja )?forme[es]*|(?:esta|ha sido|estan|han sido) (?:ya )?(?:formad|capacitad)[oa]s?|(?:is|zijn) (?:al )?(?:getraind|opgeleid)|(?:ha|han|he|hemos) (?:ya )?(?:hecho|completado|realizado|recibido|terminado) (?:ya )?(?:la |el |su )?(?:formacion|capacitacion|curso de formacion)|(?:a|ont|ai|avons) (?:deja |bien |tous |toutes )?(?:suivi|fait|termine|recu) (?:la |leur |sa |une )?formation|(?:die |ihre |seine )?schulung (?:bereits |schon )?(?:gemacht|absolviert|besucht|abgeschlossen|erhalten|hinter sich)|(?:ha|hanno|ho|abbiamo) (?:gia )?(?:fatto|completato|svolto|seguito|terminato) (?:la |il )?(?:formazione|corso|training)|(?:ja )?(?:fez|fizeram|concluiu|concluiram|recebeu|receberam) (?:ja )?(?:o |a )?(?:treinamento|formacao|capacitacao)|(?:heeft|hebben) (?:de |het )?(?:training|opleiding|scholing) (?:al |reeds )?(?:gevolgd|gedaan|afgerond)|(?:foi|foram|esta) (?:ja )?treinad[oa]s?").expect("a valid pattern")
});
/// "Until he has done the training": it is still to come, or nobody knows.
static AWAITED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:until|till|once|after|when|before|if|as soon as|unless|whether|bis|sobald|nachdem|jusqu'a|des que|hasta que|quando|totdat|zodra)(?-u:\b)[^,.;:]*$").expect("a valid pattern")
});
static CUSTODIAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)custodian[ -]only(?: users?)?|only (?:an? )?(?:inventory )?custodians?|(?:just|merely|purely|strictly|solely) (?:an? )?(?:inventory )?custodians?|custodians? only|nothing but (?:an? )?custodians?")
        .expect("a valid pattern")
});
static SEES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:needs?|has|have|should|must|can|wants?|gets?|will|able|allowed|want) ?(?:to )?(?:be able to )?(?:see|view|have (?:sight|visibility) of|visibility (?:of|into|to|on))s? (?:[a-z']+ ){0,4}?cases|sees? (?:all|every)(?: \w+){0,4} cases?|(?:all|every) cases? visib\w+|visib\w+ (?:of|into|to|on) (?:all|every) (?:\w+ ){0,3}cases?")
        .expect("a valid pattern")
});
static ROLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\brole\b(?:[^.:;,]{0,40}?\s(?:must be|should be|is|has to be|will be|of|as|to)\s+|\s*[:=–-]\s*|\s+)(?:an? |the )?(?P<v>[\p{L}][\p{L} /]*?)\s*(?:[,;.\n(–]|\s-\s|$|\bnot\b|\binstead\b|\band\b|\bwith\b|\bfor\b)").expect("a valid pattern")
});

/// Nobody tells of more people's training in one sentence.
const MAX_TRAINED: usize = 8;

/// A claim with its place.
pub(crate) type Placed = (Claim, Range<usize>);

/// All claims of a text about further fields and the role, with their places.
pub(crate) fn claims(context: &Context<'_>, text: &str) -> Vec<Placed> {
    if context.profile.has_levels() {
        return Vec::new();
    }
    let mut out: Vec<Placed> = Vec::new();
    let mut labelled = inline::labels(text);
    end_before_postal(text, &mut labelled);
    for label in &labelled {
        let value = &text[label.value.clone()];
        let role = (label.slot == Slot::Roles)
            .then(|| roles::known(value, context.profile))
            .flatten();
        if let Some(name) = role {
            out.push((
                Claim::Roles(vec![RoleReading { name, known: true }]),
                label.value.clone(),
            ));
        } else if let Some(field) = inline::field(label.slot, value) {
            out.push((Claim::Field(field), label.value.clone()));
        }
    }
    let told: Vec<Range<usize>> = out
        .iter()
        .filter_map(|(_, range)| labelled.iter().find(|label| label.value == *range))
        .map(|label| label.whole.clone())
        .collect();
    // What stands behind a label is not read a second time by its words.
    let blanked = blanked(text, &told);
    let text = blanked.as_str();
    for place in places::find(text, context.domains) {
        let claim = match place.what {
            Place::Facilities(names) => FieldReading::Facilities(names),
            Place::Physicians(names) => FieldReading::Physicians(names),
            Place::Distributorship(name) => FieldReading::Distributorship(name),
            Place::Organisation(name) => FieldReading::Organisation(name),
            Place::Postal(address) => FieldReading::ShipTo(address),
        };
        out.push((Claim::Field(claim), place.range));
    }
    out.extend(holder::claim(context, text));
    flags(text, context.author.name.as_deref(), &mut out);
    nothing(text, &mut out);
    role(context, text, &mut out);
    out
}

/// "Doc: Rhys Pember, ship 5 Magnolia Ct, Florence, SC": what is shipped is no doctor.
fn end_before_postal(text: &str, labelled: &mut [inline::Inline]) {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[\s,;/|•-]*\b(?:ships?|shipping|trays|boxes|send|deliver\w*)?(?: everything| trays| boxes)?(?: to)?\s*$").expect("a valid pattern")
    });
    let postal: Vec<Range<usize>> = places::find(text, &[])
        .into_iter()
        .filter(|place| matches!(place.what, Place::Postal(_)))
        .map(|place| place.range)
        .collect();
    for label in labelled.iter_mut().filter(|label| label.slot != Slot::ShipTo) {
        let inside = postal
            .iter()
            .find(|place| label.value.start < place.start && place.start < label.value.end);
        if let Some(place) = inside {
            let kept = &text[label.value.start..place.start];
            let end = label.value.start + LEAD.find(kept).map_or(kept.len(), |found| found.start());
            label.value.end = end;
            label.whole.end = end;
        }
    }
}

/// A text with some of its places left empty; every place keeps its offset.
fn blanked(text: &str, places: &[Range<usize>]) -> String {
    let mut out = text.to_owned();
    for place in places {
        let blank = " ".repeat(place.len());
        out.replace_range(place.clone(), &blank);
    }
    out
}

fn flags(text: &str, author: Option<&str>, out: &mut Vec<Placed>) {
    let folded = super::folded::Folded::of(text);
    let mut add = |reading: FieldReading, found: Range<usize>| out.push((Claim::Field(reading), folded.source(found)));
    // "Josie is trained …, Curt is not trained yet": each is said of somebody else.
    // "Does she need the training first?" asks; "trained? no" is a form's answer.
    let asked = folded.text.trim_end().ends_with('?');
    let untrained: Vec<Range<usize>> = UNTRAINED
        .find_iter(&folded.text)
        .filter(|found| !asked || found.as_str().contains('?'))
        .map(|found| found.range())
        .collect();
    for found in &untrained {
        add(FieldReading::Trained(false), found.clone());
    }
    let trained = TRAINED.find_iter(&folded.text).filter(|found| {
        let free = untrained
            .iter()
            .all(|other| other.end <= found.start() || found.end() <= other.start);
        let clear = untrained.is_empty() || found.as_str().starts_with("trained");
        free && clear && !folded.text.contains('?') && !AWAITED.is_match(&folded.text[..found.start()])
    });
    for found in trained.take(MAX_TRAINED) {
        add(FieldReading::Trained(true), found.range());
    }
    if let Some(found) = CUSTODIAN.find(&folded.text) {
        let rest = folded.text[found.end()..].trim_start_matches([':', ' ', '=', '?', '-']);
        let before = folded.text[..found.start()].trim_end();
        let no = rest.starts_with("no")
            || [
                "not",
                "not a",
                "not just",
                "n't",
                "isn't a",
                "not an",
                "neither is",
                "nobody is",
                "none is",
                "none are",
                "no one is",
                "neither",
            ]
            .iter()
            .any(|end| before.ends_with(end));
        add(FieldReading::CustodianOnly(!no), found.range());
    }
    if let Some(found) = SEES.find(&folded.text) {
        let people = seeing(text, folded.at(found.start()), author);
        if !people.is_empty() {
            add(FieldReading::SeesAllCases(people), found.range());
        }
    }
}

/// "Facilities n/a, physicians none": there are none, and it is stated.
fn nothing(text: &str, out: &mut Vec<Placed>) {
    static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?P<what>facilit(?:y|ies)|hospitals?|physicians?|surgeons?|doctors?|docs)(?:\s*(?:and|/|&|,)\s*(?P<also>physicians?|surgeons?|doctors?|docs|facilit(?:y|ies)|hospitals?))?\s*(?:are|is|:|=|-)?\s*(?:both\s+)?(?:n/a|n\.a\.|not applicable|none)\b|\bno (?P<no>facilit(?:y|ies)|hospitals?|physicians?|surgeons?|doctors?|docs)\b").expect("a valid pattern")
    });
    for found in NOTHING.captures_iter(text) {
        for what in ["what", "also", "no"].into_iter().filter_map(|name| found.name(name)) {
            let facility = what.as_str().to_lowercase().starts_with(['f', 'h']);
            let reading = if facility {
                FieldReading::Facilities(Vec::new())
            } else {
                FieldReading::Physicians(Vec::new())
            };
            out.push((Claim::Field(reading), what.range()));
        }
    }
}

/// Words between the names of those who see all cases, and behind the last of them.
const SEEING_JOINTS: &[&str] = &[
    "", "and", "i", "me", "myself", "both", "is", "are", "the", "one", "ones", "who", "people", "also", "only", "too",
    "as", "well", "here",
];

/// Words that say who one of them is: "and his office manager Lil Dow".
const BESIDE_SEEING: &[&str] = &[
    "his",
    "her",
    "our",
    "my",
    "their",
    "office",
    "manager",
    "principal",
    "partner",
    "owner",
    "director",
    "assistant",
    "wife",
    "husband",
    "boss",
    "sales",
    "operations",
    "brother",
    "sister",
    "son",
    "daughter",
    "business",
    "colleague",
    "two",
];

/// Those named before "need to see all cases".
fn seeing(text: &str, end: usize, author: Option<&str>) -> Vec<String> {
    let before = &text[..end];
    let from = before.rfind([';', ':']).map_or(0, |at| at + 1);
    let mut names: Vec<String> = Vec::new();
    let mut next = before.len() - from;
    for (name, place) in super::naming::name_runs(&before[from..]).into_iter().rev() {
        let gap = fold(&before[from + place.end..from + next]);
        let joint = |word: &str| SEEING_JOINTS.contains(&word);
        let trade = |word: &str| BESIDE_SEEING.contains(&word);
        if !gap
            .split(|c: char| !c.is_alphanumeric())
            .all(|word| joint(word) || trade(word))
            || gap.contains("who") && !names.is_empty()
            || super::is_organisation(&name)
        {
            break;
        }
        next = place.start;
        if name != "I" && !names.contains(&name) {
            names.insert(0, name);
        }
    }
    static I: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|[^\p{L}])(?:I|me|myself)(?:[^\p{L}']|$)").expect("a valid pattern"));
    if let Some(author) =
        author.filter(|author| I.is_match(&before[from..]) && !names.iter().any(|name| name == author))
    {
        names.push(author.to_owned());
    }
    if !names.is_empty() {
        return names;
    }
    // "The people who need to see all cases are Ann Lee and Bob Orr."
    static ARE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)cases?[^.;]{0,40}?(?:\bare\b|\bis\b|:)").expect("a valid pattern"));
    let Some(found) = ARE.find(&text[end..]) else {
        return Vec::new();
    };
    let behind = &text[end + found.end()..];
    let behind = behind.split(['.', ';']).next().unwrap_or(behind);
    super::naming::name_runs(behind)
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// "Add Sammy Okonkwo (sammy@x) as a Case Planner": a title behind an address, whatever it is.
fn unknown_title(text: &str) -> Option<(Range<usize>, String)> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\)|>|@[\w.-]+)\s+as\s+(?:an?|our|their|the)\s+(?P<v>\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+){0,2})(?:\s+(?:for|at|of|with|in)\b|[.,;]|\s*$)")
            .expect("a valid pattern")
    });
    let value = TITLE.captures(text)?.name("v")?;
    Some((value.range(), value.as_str().to_owned()))
}

/// The one role: after the word "role", after "as a", or alone in its piece.
fn role(context: &Context<'_>, text: &str, out: &mut Vec<Placed>) {
    static AS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:as|is|be|are|our|new|another|a|an|the|one|two|three|four|five|six|both|all|\d|comme|en tant que|als|como|come|ist|est|es|sera|wird|ser[aá])\s+(?:(?:an?|the|un|une|eine?|einen|uma|een|our|your|their|new|another|full|regular|more|of|them|in) )*(?P<v>[\p{L}]+(?:\s[\p{L}]+){0,3})").expect("a valid pattern")
    });
    let profile = context.profile;
    let mut add = |name: String, range: Range<usize>| {
        out.push((Claim::Roles(vec![RoleReading { name, known: true }]), range));
    };
    if let Some(value) = ROLE.captures(text).and_then(|found| found.name("v"))
        && let Some(name) = roles::known(value.as_str(), profile)
    {
        add(name, value.range());
        return;
    }
    let known = roles::in_prose(text, profile);
    let ranges: Vec<Range<usize>> = known.iter().map(|(range, _)| range.clone()).collect();
    let pieces = Pieces::of(text);
    for (range, name) in &known {
        if pieces.is_alone(range, &ranges) {
            add(name.clone(), range.clone());
        }
    }
    // "Sloane Whitaker (sloane@x), Sales Representative at Capitol Ortho".
    if let Some(address) = names::addresses(text).last().map(|found| found.end()) {
        let behind = known.iter().find(|(range, _)| {
            range.start >= address && text[address..range.start].chars().all(|c| !c.is_alphanumeric())
        });
        if let Some((range, name)) = behind {
            add(name.clone(), range.clone());
        }
    }
    let mut at = 0;
    while let Some(found) = AS.captures_at(text, at) {
        let Some(value) = found.name("v") else { break };
        at = value.start().max(at + 1);
        let words: Vec<&str> = value.as_str().split_whitespace().collect();
        for end in (1..=words.len()).rev() {
            let phrase = words[..end].join(" ");
            if let Some(name) = roles::known(&phrase, profile) {
                let holder = fold(&text[value.end().min(text.len())..]);
                let lead = fold(found.get(0).map_or("", |whole| whole.as_str()));
                let plain = lead.starts_with("as") || lead.starts_with("be") || lead.starts_with("is the principal");
                let asks = (fold(&phrase) == "distributor" || fold(&phrase) == "principal") && !plain;
                if !(asks || holder.starts_with(" account") || holder.starts_with("ship")) {
                    add(name, value.start()..value.start() + phrase.len().min(value.len()));
                }
                break;
            }
        }
    }
    if out.iter().all(|(claim, _)| !matches!(claim, Claim::Roles(_)))
        && let Some((range, name)) = unknown_title(text)
    {
        out.push((Claim::Roles(vec![RoleReading { name, known: false }]), range));
        return;
    }
    if let Some((range, reading)) = roles::given(text, profile)
        .into_iter()
        .find(|(_, reading)| !reading.known)
    {
        out.push((Claim::Roles(vec![reading]), range));
    }
}
