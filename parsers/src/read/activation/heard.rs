//! What is heard of a clause: its words without those that are not about somebody's link.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::lexicon::{self, activation, heard as words};
use crate::text::fold;

static HARMLESS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::HARMLESS]));
static COURTEOUS: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::COURTEOUS]));
static OTHER: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::OTHER_OBJECTS]));
static PAST: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::PAST]));
static FRIENDLY: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::FRIENDLY]));
static IDIOM: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[activation::IDIOMS]));
static GUIDANCE: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::GUIDANCE]));
static FILLING_IN: LazyLock<Regex> = LazyLock::new(|| lexicon::words(&[words::FILLING_IN]));
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?i){}", activation::LABEL)).expect("a valid pattern"));
/// "Forget the hold" holds nobody either.
static LIFTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:forget|lift|lifts|lifted|lifting|drop|ignore|scrap|cancel|remove|release|end|undo|skip|disregard|take off|never mind|no more) (?:about )?(?:(?:the|my|that|this|his|her|their|our|earlier|previous|old|last|any) )*(?:holds?|waiting|wait)(?-u:\b)").expect("a valid pattern")
});
/// "No need to wait" holds nobody.
static NOT_HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:don'?t|do not|(?:nobody|no one|none of (?:them|these|those)|neither(?: of them)?) (?:needs|need|has|have) to|no need (?:to|for)|don't see why (?:we|i|they) should|no reason (?:for (?:him|her|them) )?to|not a reason to|nothing to|can't|cannot|can not|no point in|not|no longer|never|instead of|no (?:longer )?(?:any )?reason (?:at all )?(?:to|for)|no longer any reason to|without|nicht|pas|niet|off|skip (?:the|any)|let's not|needs? not|inutile de|no hace falta|no es necesario|sin|nao e preciso|nao precisam?|sem|non c'e bisogno di|non serve|senza|nicht notig zu|kein grund zu|(?:zit|zitten|staat|staan|sitzt|sitzen|is|zijn) (?:\S+ ){0,4}?te) (?:[a-z0-9_]+ ){0,2}?(?:hold|holding|wait|waiting|on hold|warten|attendre|esperar|wachten|aspettare|aguardar)(?-u:\b)|^\W*no holds?(?: (?:needed|required|necessary|please|here|for (?:him|her|them|this one|these)))?\W*$|(?-u:\b)no (?:need for )?(?:sitting (?:around|about)|(?:waiting|hanging) (?:around|about)|dawdling|messing about|faffing)(?: on (?:this|that)(?: one)?)?(?-u:\b)|(?-u:\b)(?:inutile|pas besoin|sans avoir besoin) d'attendre(?-u:\b)|(?-u:\b)(?:wachten|warten|attendre|esperar|aspettare|waiting) (?:\S+ ){0,5}?(?:is niet nodig|hoeft niet|ist nicht notig|n'est pas necessaire|no es necesario|nao e necessario|non e necessario|isn't (?:needed|necessary)|is not (?:needed|necessary)|is unnecessary)(?-u:\b)").expect("a valid pattern")
});
/// "PS no wait, Gil just texted": a call, and nobody waits.
static EXCLAIMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|(?-u:\b)(?:ps|oh|no|ah|oops|actually|sorry|but|hang on),? )(?:no,? )?(?:wait|hold on|hang on)(?: a (?:minute|second|sec|moment))?(?:[,.!…-]|$)").expect("a valid pattern")
});
/// Somebody else's words, and words that were crossed out.
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"["„«][^"»]{3,200}["»]|~~[^~]{1,200}~~"#).expect("a valid pattern"));

/// Folded, with punctuation inside a phrase as space, and without addresses, which say nothing.
pub(super) fn spaced(text: &str) -> String {
    let folded = if text.contains('@') {
        fold(&crate::names::ADDRESS.replace_all(text, "@"))
    } else {
        fold(text)
    };
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_whitespace() || matches!(c, ':' | '(' | ')' | '"' | '*' | '/' | '[' | ']' | '=') {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn masked(pattern: &Regex, text: String) -> String {
    // Most patterns match nothing most of the time; the text is then kept as it is.
    if !pattern.is_match(&text) {
        return text;
    }
    // Two that stand side by side share the sign between them.
    let once = pattern.replace_all(&text, " ~ ");
    pattern.replace_all(&once, " ~ ").into_owned()
}

pub(super) fn without_harmless(text: &str) -> String {
    masked(&HARMLESS, plainly(text))
}

/// Idioms become "activate".
fn without_idioms(text: &str) -> String {
    IDIOM.replace_all(text, " activate ").into_owned()
}

/// Idioms become "activate", with whom or what they are about: "get the printer going" is about a printer.
pub(super) fn with_objects(text: &str) -> String {
    let opened = |found: &Captures<'_>| {
        let words = found[0].split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'));
        let objects = words.filter(|word| !activation::IDIOM_WORDS.contains(word));
        format!(" activate {} ", objects.collect::<Vec<_>>().join(" "))
    };
    IDIOM.replace_all(text, opened).into_owned()
}

/// "If you could send the links, that would be lovely" asks, and makes nothing a condition.
static POLITE_IF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:so |and |also )?if you (?:could|would|can) (?:please |kindly |just |possibly )*(?P<what>[^,;]+?),? (?:(?:that|this|it)(?:'d| would| will|'ll) be (?:\w+ )?(?:great|good|lovely|nice|brilliant|fantastic|wonderful|perfect|super|fab|helpful|appreciated|kind|very kind)|(?:i|we)(?:'d| would) (?:be (?:\w+ )*(?:grateful|obliged|happy|glad|thankful|delighted)(?: \w+)?|(?:\w+ )?appreciate (?:it|that)))[.! ]*$").expect("a valid pattern")
});
/// "So that they can practise before the training": what it is good for, and no condition.
static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:so that|in order that|so) (?:he|she|they|both|all|everyone|everybody|it) (?:all |both )?(?:can|could|may|will be able to|is able to|are able to) (?P<what>[^,.;!?]*)").expect("a valid pattern")
});
/// Beside these it may be more than what it is good for.
static NOT_ONLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:after|once|when|if|unless|until|till|only|not|never|from|on|in|at|\w+n't)(?-u:\b)|[0-9]")
        .expect("a valid pattern")
});

/// What a courtesy introduces is heard as if "please" stood there; folded.
pub(super) fn without_courtesy(folded: &str) -> String {
    COURTEOUS.replace_all(folded, " please ").into_owned()
}

/// Without the politeness that looks like a condition, and without the purpose.
fn plainly(text: &str) -> String {
    // "Once" would be a condition, "caso" a doubt.
    const SAME: [(&str, &str); 6] = [
        ("at once", "immediately"),
        ("skip the hold", "activate"),
        ("en ningun caso", "nunca"),
        ("em caso algum", "nunca"),
        ("em nenhum caso", "nunca"),
        ("in nessun caso", "mai"),
    ];
    let text = SAME
        .iter()
        .fold(text.to_owned(), |text, (words, plain)| text.replace(words, plain));
    let asked = without_courtesy(&POLITE_IF.replace(&text, "please $what"));
    let plain = PURPOSE.replace_all(&asked, |found: &Captures<'_>| {
        let speaks = |pattern: &Regex| pattern.is_match(&found["what"]);
        let more = speaks(&NOT_ONLY) || speaks(&super::NOW) || speaks(&super::HOLD);
        if more { found[0].to_owned() } else { " ~ ".to_owned() }
    });
    plain.into_owned()
}

/// What is left when everything is taken away that states nothing about a person's link; idioms become "activate".
pub(super) fn calm(text: &str) -> String {
    let mut calm = masked(&EXCLAIMED, plainly(&spaced(&unquoted(text))));
    for pattern in [&FRIENDLY, &PAST, &OTHER, &HARMLESS, &LIFTED, &NOT_HELD] {
        calm = masked(pattern, calm);
    }
    if IDIOM.is_match(&calm) {
        without_idioms(&calm)
    } else {
        calm
    }
}

/// Whether a text that says nothing would hold, or ask for the link, if doubts, reports and things that are no people's links
/// were not heard in it: "on the website please do not activate Jo". Whoever is named in it may be meant.
pub(crate) fn may_be_about_them(text: &str) -> bool {
    let mut heard = masked(&EXCLAIMED, plainly(&spaced(&unquoted(text))));
    for pattern in [&FRIENDLY, &LIFTED, &NOT_HELD] {
        heard = masked(pattern, heard);
    }
    if super::HOLD.is_match(&heard) || super::is_negated(&heard, &super::requests(&heard)) {
        return true;
    }
    // "We keep asking whether you can activate the module" is about the module.
    PAST.is_match(&heard) && !super::requests(&masked(&OTHER, heard)).is_empty()
}

/// "There is nothing to wait for.": says no more than that nobody waits.
pub(super) fn lifts(text: &str) -> bool {
    let folded = spaced(text);
    NOT_HELD.is_match(&folded) || LIFTED.is_match(&folded)
}

/// What somebody else's words say is not said by the writer; a text that is one quote all over is his own.
fn unquoted(text: &str) -> String {
    if text.contains("~~") {
        return masked(&QUOTED, text.to_owned());
    }
    if !text.contains(['"', '«']) {
        return text.to_owned();
    }
    let quoted: usize = QUOTED.find_iter(text).map(|found| found.len()).sum();
    if quoted * 10 > text.trim().len() * 9 {
        text.to_owned()
    } else {
        masked(&QUOTED, text.to_owned())
    }
}

/// Whether a clause explains how something is to be read or filled in.
pub(super) fn is_guidance(text: &str) -> bool {
    GUIDANCE.is_match(&fold(text)) || is_filling_in(text)
}

/// "Please copy the block for each person."
pub(crate) fn is_filling_in(text: &str) -> bool {
    FILLING_IN.is_match(&fold(text))
}

/// Where the answer stands if a clause begins with the label of a slot; names behind it are no answer.
pub(super) fn answer(text: &str) -> Option<Range<usize>> {
    let label = LABEL.find(text)?;
    let value = text[label.end()..].trim();
    let named = |word: &str| {
        let mut chars = word.trim_matches([',', '.', ';', '&', '+']).chars();
        chars
            .next()
            .is_none_or(|c| c.is_uppercase() && chars.all(|c| c.is_lowercase() || c == '-' || c == '\''))
    };
    let names = value
        .split_whitespace()
        .all(|word| matches!(word, "and" | "und" | "et" | "y" | "e" | "en") || named(word));
    (!value.is_empty() && (!names || super::is_answer(value))).then(|| label.end()..text.len())
}
