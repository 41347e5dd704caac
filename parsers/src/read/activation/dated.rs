//! The days of a clause that are about the link: not the go-live's, not a training's.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::heard::spaced;
use super::{HOLD, NOW};
use crate::dates::{self, Form, Found, Reading, When};
use crate::lexicon::{self, go_live};

static GO_LIVE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::GO_LIVE]));
static OTHER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[go_live::OTHER_DATES]));
static BY_ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:in|until|till|til|by|mid|end|early|late|from|for|of|next|this|im|bis|ab|en|jusqu'\S*|em|hasta|até|tot|fino a|of)[\s-]+$").expect("a valid pattern")
});

/// What may stand before a date that has its clause to itself.
static LEADS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:on|until|till|til|from|by|as of|as from|starting|effective|in|at|after|before|not|only|but|and|then|say|i\.e\.|that is|which is|am|ab|bis|erst|vor|zum|dem|den|der|le|la|à partir|partir|du|jusqu'au|avant|el|desde|hasta|del?|em|no|dia|até|a partir de|op|vanaf|tot|pas|il|dal|fino|al|od|do|den|från|the|please|or|earliest|frühestens|no earlier than|not earlier than|so|because|latest)\b[ ,(]*)*$").expect("a valid pattern")
});

static UNTIL_LIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:until|till|til|before|bis zum|bis|avant|jusqu'a|hasta|ate|tot|fino) (?:[a-z'-]+ ){0,4}?(?:go(?:es)?[- ]?live|golive|livegang|mise en (?:service|production))").expect("a valid pattern")
});
/// Right before a date that somebody waits for.
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:until|till|til|bis(?: zum)?|jusqu'au|hasta(?: el)?|até|tot|fino al)$")
        .expect("a valid pattern")
});

/// Right before a day that somebody is not to have the link before.
static BOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:before|b4|until|till|til|(?:no|not) earlier than|vor|erst|frühestens|bis(?: zum)?|avant|jusqu'(?:au|à)|antes (?:del?|do)|hasta|até|voor|tot|prima del?|fino al?)(?: (?:the|dem|den|de|le|la|el|il|o|am|ab|zum|op|on|at))?$").expect("a valid pattern")
});
/// Right before a day that only rules out those before it.
static FLOOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:before|b4|(?:earlier|sooner) than|vor|frühestens|avant|au plus tôt|antes (?:del?|do)|voor|op zijn vroegst|prima del?)(?: (?:the|dem|den|de|le|la|el|il|o|am|ab|zum|op|on|at))?$").expect("a valid pattern")
});
/// Right before a day in whose place another is named.
static INSTEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:instead of|rather than|statt|anstatt|anstelle|plutôt que|au lieu|en vez|en lugar|em vez|invece|anziché|in plaats)(?: (?:on|am|vom|des|the|le|du|de|del|el|do|dia|il|di|van|op|um))*$").expect("a valid pattern")
});

/// What begins a clause about what was named right before it.
static WHICH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:which|that is|som|qui|que|soit|c'est|es decir|die|dat|che|cioe|der|das|welche[rs]?|hvilket|vilket|i\.?e\.?|also|ou seja|ktory|ktore) ").expect("a valid pattern")
});

/// "Joins on 15 June; please hold his account until that date."
static THAT_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:(?:until|till|from|on|by|as of) (?:that (?:date|day|time)|then)|bis dahin|ab dann|(?:activat\w+|invit\w+|send|sent|released?|links?|unlock\w*) (?:\S+ ){0,4}?(?:then|(?:on )?(?:that|the same) (?:day|date))|jusque-la|d'ici la|hasta entonces|ate la|tot dan|fino ad allora)\b").expect("a valid pattern")
});

static NEED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:activate|invite|send|links?|now|today|right away)\b[^.;]{0,60}\b(?:as|because|since|so|,) ?(?:he|she|they|both|all|everyone|we) (?:all |both |will |really |urgently )*(?:needs?|wants?) (?:it|this|that|access|them|the system|to be in|to get in) (?:all )?(?:for|before|by|ahead of|in time for)\b").expect("a valid pattern")
});

/// The dates that say when the link may go out.
pub(super) fn about_the_link(text: &str, reading: Reading) -> Vec<Found> {
    let mut found = dates::find(text, reading);
    if found.is_empty() {
        return found;
    }
    // "Until we go live, which is Monday, after the bazaar on the 22nd": they wait for the go-live, whatever else is dated.
    if UNTIL_LIVE.is_match(&spaced(text)) {
        found.retain(|date| UNTIL.is_match(text[..date.range.start].trim_end()));
    }
    // "Activate both, as they need it for Monday's training": they need it by then.
    if let Some(need) = NEED.find(&text.to_ascii_lowercase())
        && !HOLD.is_match(&spaced(text))
    {
        found.retain(|date| date.range.start < need.end());
    }
    let backwards = THAT_DAY.is_match(&spaced(text));
    found.retain(|date| {
        let piece = piece(text, &date.range);
        let near = spaced(&text[piece.clone()]);
        // "Activate June today": a month may be somebody's name.
        let name = date.form == Form::Month && !BY_ITSELF.is_match(&text[..date.range.start]);
        // In doubt a day to come keeps somebody waiting, unless its clause is about another appointment.
        let own = LEADS.is_match(text[piece.start..date.range.start].trim()) && !OTHER.is_match(&near);
        let elsewhere = !backwards && !own && OTHER.is_match(&near) && !NOW.is_match(&near) && !HOLD.is_match(&near);
        // "Before go-live, which is on 15 February".
        let before = spaced(&text[..piece.start]);
        let of_go_live = WHICH.is_match(near.trim_start())
            && GO_LIVE
                .find_iter(&before)
                .last()
                .is_some_and(|found| found.end() + 3 >= before.len());
        !GO_LIVE.is_match(&near) && !of_go_live && !elsewhere && !name
    });
    by_weight(text, found)
}

/// Days that a day stands instead of are left out, and those before which nobody is to have the link come first: "he has his
/// training on the 4th, so do not invite him before the 5th".
fn by_weight(text: &str, mut found: Vec<Found>) -> Vec<Found> {
    if found.len() < 2 {
        return found;
    }
    let is = |pattern: &Regex, date: &Found| pattern.is_match(text[..date.range.start].trim_end());
    if found.iter().any(|date| !is(&INSTEAD, date)) {
        found.retain(|date| !is(&INSTEAD, date));
    }
    found.sort_by_key(|date| !is(&BOUND, date));
    found
}

/// "On 20.", "le 20", "from the 20": a day whose month nobody has named, so it may be any.
pub(super) fn is_bare_day(calm: &str) -> bool {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|[ (])(?:(?:on|from|until|till|by|before|after|as of)(?: the| day)?|on the|day|le|des le|du|au|el|el dia|no dia|dia|a partir d(?:u|el)|il|dal|il giorno|op|op de|vanaf|vanaf de|am|zum|ab dem|vom) \d{1,2}(?:e|er|de|ste)?(?:[.,;!?)]*\s*$|[,;!?)] |\. )")
            .expect("a valid pattern")
    });
    BARE.is_match(calm)
}

/// Whether a text goes on to say what was meant: ", i.e. on 1 March".
pub(super) fn explains(behind: &str) -> bool {
    static MEANING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\W*(?:i\.? ?e\.?|that is|meaning|namely|or rather|d\. ?h\.|das heisst|c'est-a-dire|es decir|ou seja|cioe|oftewel|dat wil zeggen)(?:\W|$)").expect("a valid pattern")
    });
    MEANING.is_match(&spaced(behind))
}

/// "Invite them right away, they start tomorrow": where the request itself says when, no other clause does.
pub(super) fn without_asides(text: &str, found: Vec<Found>) -> Vec<Found> {
    static URGENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:now|right away|immediately|at once|straight ?away|today|asap|sofort|gleich|jetzt|heute|maintenant|tout de suite|aujourd'hui|ahora|ya|hoy|agora|hoje|ja|nu|meteen|direct|subito|ora|oggi|med det samme|genast)(?-u:\b)").expect("a valid pattern")
    });
    let mut from = 0;
    for clause in text.split([',', ';']) {
        let range = from..from + clause.len();
        from = range.end + 1;
        let words = spaced(clause);
        if explains(&text[range.end..]) {
            return found;
        }
        if NOW.is_match(&words) && URGENT.is_match(&words) && !HOLD.is_match(&words) {
            return found
                .into_iter()
                .filter(|date| range.contains(&date.range.start))
                .collect();
        }
    }
    found
}

/// Whether a folded text puts somebody off, or the link: "delay Gesine to 12 May". What puts off the go-live holds nobody.
pub(super) fn is_put_off(folded: &str) -> bool {
    static PUT_OFF: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:(?:delay|defer|suspend|postpone|adjourn)\w* (?:\S+ ){0,5}?(?:to|until|till)|auf (?:\S+ ){1,4}?(?:verschieben|verschoben|verlegen|verlegt)|verschieb\w* (?:\S+ ){1,5}?auf|(?:reporte[rz]|reporte|decale[rz]?) (?:\S+ ){1,5}?au|(?:aplaz|pospon)\w* (?:\S+ ){1,5}?(?:al|hasta|para)|(?:adiar|adie|adiem) (?:\S+ ){1,5}?(?:para|ate)|(?:rimand|posticip)\w* (?:\S+ ){1,5}?al)(?-u:\b)").expect("a valid pattern")
    });
    PUT_OFF.is_match(folded) && !GO_LIVE.is_match(folded) && !OTHER.is_match(folded)
}

/// Whether the day at `range` only rules out those before it: "not before 1 June".
pub(crate) fn is_floor(text: &str, range: &Range<usize>) -> bool {
    FLOOR.is_match(text[..range.start].trim_end())
}

/// The first of them that is a day.
pub(super) fn day(found: &[Found]) -> Option<(Date, Range<usize>)> {
    found.iter().find_map(|date| match date.when {
        When::Day(day) => Some((day, date.range.clone())),
        When::Vague => None,
    })
}

/// The first day to come: nobody waits until today.
pub(super) fn day_after(found: &[Found], reading: Reading) -> Option<(Date, Range<usize>)> {
    let to_come = found.iter().filter(|date| match date.when {
        When::Day(day) => reading.base.is_none_or(|base| day > base),
        When::Vague => false,
    });
    to_come.map(|date| day(std::slice::from_ref(date))).next().flatten()
}

/// Without the days on which somebody is not to have the link, which are none until which they wait: "not tomorrow", "must
/// not go out on 5 March". "Postponed to 5 March" is one.
pub(super) fn without_denied(text: &str, mut found: Vec<Found>) -> Vec<Found> {
    static DENIED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:not|\w+n't|dont|cannot|never|no|none|nobody|no one|nicht|kein\w*|niemand|(?:ne|n') ?(?:\S+ ){0,4}?pas|non|nao|niet|geen)(?-u:\b)").expect("a valid pattern")
    });
    static BOUNDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?-u:\b)(?:before|befor|b4|bevor|pre|until|till|til|prior to|ahead of|earlier|sooner|after|but|only|rather|instead|then|from|start\w*|join\w*|back|return\w*|hold|wait|yet|now|today|vor|bis|erst|fruhestens|sondern|ab|nach|jetzt|heute|avant|jusqu\w*|apres|mais|partir|maintenant|antes|hasta|despues|sino|desde|ahora|ate|depois|mas|agora|voor|tot|vanaf|na|maar|nu|prima|fino|dopo|ma|ora|subito|sofort|immediately|at once|right away|straight away)(?-u:\b)").expect("a valid pattern")
    });
    found.retain(|date| {
        let before = spaced(&text[piece(text, &date.range).start..date.range.start]);
        // "Not on the 12th but on the 26th" waits for the 26th.
        let denied = DENIED.find_iter(&before).last();
        denied.is_none_or(|denied| BOUNDED.is_match(&before[denied.end()..]))
    });
    found
}

/// The last day to come, where a text names several.
pub(super) fn last_of_several(text: &str, reading: Reading) -> Option<(Date, Range<usize>)> {
    let mut days: Vec<(Date, Range<usize>)> = about_the_link(text, reading)
        .into_iter()
        .filter_map(|date| day(&[date]))
        .filter(|(day, _)| reading.base.is_none_or(|base| *day > base))
        .collect();
    days.sort_by_key(|(day, _)| *day);
    days.dedup_by_key(|(day, _)| *day);
    days.pop().filter(|_| !days.is_empty())
}

/// The words around a date up to the next comma, or behind a colon that ends a sentence of its own.
fn piece(text: &str, date: &Range<usize>) -> Range<usize> {
    /// With fewer words before it a colon ends a label: "Hold until: 3 May".
    const SENTENCE: usize = 3;
    let before = &text[..date.start];
    let start = before.rfind([',', ';', '.']).map_or(0, |at| at + 1);
    let told = |at: &usize| {
        let words = before[start..*at].trim();
        words.split_whitespace().count() >= SENTENCE && !UNTIL.is_match(words)
    };
    let colon = before[start..].rfind(':').map(|at| start + at).filter(told);
    let start = colon.map_or(start, |at| at + 1);
    let end = text[date.end..]
        .find([',', ';', ')'])
        .map_or(text.len(), |at| date.end + at);
    start..end
}
