//! Who holds the distributor's account, in running text.
//!
//! Phrases seen: "account held by Burt Lindgren", "the account there is in the name of Carla Navarro", "account holder for our
//! distributorship is me", "Lyle Berman holds the account", "le compte est au nom de Josée", "Kontoinhaber ist Sabine Keil".

use std::sync::LazyLock;

use regex::Regex;

use super::Placed;
use crate::names;
use crate::read::Context;
use crate::read::folded::Folded;
use crate::statement::{Claim, FieldReading};
use crate::text::fold;

/// A name behind the words of an account.
const NAME: &str = r"(?P<v>(?:(?:Mr|Mrs|Ms|Dr|Frau|Herr|Mme|M)\.? )?\p{Lu}[\p{L}'’-]*\.?(?:\s+(?:van|von|de|der|den|del|la|di|da|dos|Mc|O')?\s*\p{Lu}[\p{L}'’-]*\.?){0,4})";

static SPEAKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?:account|principal|konto\w*|compte|cuenta|conta|conto|rekening\w*|titula?r\w*|titolare)(?-u:\b)",
    )
    .expect("a valid pattern")
});
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    let holder = r"(?:distributor(?:ship)?(?:'s)? )?account[\s-]?holder(?: (?:there|here|of record|(?:for|at|of) [^.;:,]{1,40}?))?(?:\s+(?:is|will be|=)|\s*:|\s*-)?";
    let held = r"account (?:[^.;]{0,50}? )?(?:is |are )?(?:also )?(?:held|owned) by";
    let with =
        r"(?:account|it) (?:[^.;]{0,40}?,? )?(?:is|runs|stands) (?:with|under(?: the name(?: of)?)?|in the name of)";
    let others = r"(?:konto\w* (?:[^.;]{0,40}? )?(?:l[aä]uft|ist|steht) (?:auf|unter)(?: den namen)?|kontoinhaber(?:in)? ist|compte (?:[^.;]{0,40}? )?est (?:au nom de|d[ée]tenu par)|titulaire (?:du compte )?(?:est|:)|cuenta (?:[^.;]{0,40}? )?est[aá] a nombre de|titular (?:de la cuenta |da conta )?(?:es|[eé]|:)|conta (?:[^.;]{0,40}? )?est[aá] em nome d[eao]|conto (?:[^.;]{0,40}? )?[eè] intestato a|titolare (?:del conto )?[eè]|rekening (?:[^.;]{0,40}? )?staat op naam van|rekeninghouder is)";
    Regex::new(&format!(r"\b(?i:{holder}|{held}|{with}|{others})\s+{NAME}")).expect("a valid pattern")
});
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<v>\p{Lu}[\p{L}'’.-]*(?:\s+(?:van|von|de|der|den|del|la|di|da|dos)?\s*\p{Lu}[\p{L}'’.-]*){1,4})(?:\s*\([^)]*\))?,?\s+(?:who )?(?:also )?(?:holds|is holding|is the holder of|owns|has|is|will be|acts as) (?:also )?(?:(?:the|our|their|its) )?(?:principal and )?(?:distributor(?:ship)?(?:'s)? )?(?:account[\s-]?holder|account)\b").expect("a valid pattern")
});
static MINE: LazyLock<Regex> = LazyLock::new(|| {
    let me = r"(?:me|myself|yours truly)";
    Regex::new(&format!(r"(?-u:\b)(?:account(?: [^.;:]{{0,40}}?)?(?:'s| is| runs| stands) (?:under|in|on) my (?:own )?name|i (?:also )?(?:hold|own|am the holder of|have) the (?:distributor(?:ship)?(?:'s)? )?account|i (?:\([^)]*\) )?am (?:still |also )*the (?:distributor(?:ship)?(?:'s)? )?account[ -]?holder|i'm (?:also )?the (?:distributor(?:ship)?(?:'s)? )?account[ -]?holder|account[ -]?holder(?: [^.;:,]{{0,40}}?)?(?: is| will be|:| =) {me}|account (?:[^.;]{{0,50}}? )?(?:is )?(?:held|owned) by {me}|account is with {me}|kontoinhaber(?:in)? bin ich|konto (?:[^.;]{{0,30}} )?lauft auf mich|titulaire (?:du compte )?(?:est|:) moi|compte (?:[^.;]{{0,40}} )?est a mon nom|soy (?:el|la) titular|cuenta (?:[^.;]{{0,40}} )?esta a mi nombre)(?-u:\b)"))
        .expect("a valid pattern")
});

/// Who holds the account, by the words behind the name of a distributorship: "the account is in my name".
pub(crate) fn held(context: &Context<'_>, text: &str) -> Option<FieldReading> {
    match claim(context, text)?.0 {
        Claim::Field(field) => Some(field),
        Claim::Level(_) | Claim::Roles(_) | Claim::Activation { .. } | Claim::Doubted | Claim::Removed => None,
    }
}

/// Who holds the account, with the place that says so.
pub(super) fn claim(context: &Context<'_>, text: &str) -> Option<Placed> {
    if !SPEAKS.is_match(&fold(text)) {
        return None;
    }
    let named = AFTER
        .captures(text)
        .or_else(|| BEFORE.captures(text))
        .and_then(|found| found.name("v"));
    if let Some(found) = named
        && let Some(name) = names::clean(found.as_str().trim_end_matches(['.', ',']))
        && !super::super::naming::is_word(&name)
    {
        return Some((Claim::Field(FieldReading::AccountHolder(name)), found.range()));
    }
    let folded = Folded::of(text);
    let found = MINE.find(&folded.text)?;
    let name = context.author.name.clone()?;
    Some((
        Claim::Field(FieldReading::AccountHolder(name)),
        folded.source(found.range()),
    ))
}
