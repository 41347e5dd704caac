//! Months, weekdays and number words.

/// Month names and short forms, folded.
use std::sync::LazyLock;

use crate::lexicon::listed::Listed;

const MONTHS: [&[&str]; 12] = [
    &[
        "january", "janurary", "januray", "stycznia", "styczen", "jan", "januar", "janner", "janvier", "janv", "enero",
        "ene", "janeiro", "januari", "gennaio",
    ],
    &[
        "february",
        "febuary",
        "feburary",
        "februrary",
        "lutego",
        "luty",
        "feb",
        "febr",
        "februar",
        "fevrier",
        "fevr",
        "fev",
        "febrero",
        "fevereiro",
        "februari",
        "febbraio",
    ],
    &[
        "march", "marca", "marzec", "mar", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt",
    ],
    &[
        "april", "kwietnia", "kwiecien", "apr", "avril", "avr", "abril", "abr", "aprile",
    ],
    &["may", "maja", "maj", "mai", "mayo", "maio", "mei", "maggio"],
    &[
        "june", "czerwca", "czerwiec", "jun", "juni", "juin", "junio", "junho", "giugno", "giu",
    ],
    &[
        "july", "lipca", "lipiec", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug",
    ],
    &[
        "august", "agust", "augst", "sierpnia", "sierpien", "augusti", "aug", "aout", "agosto", "augustus",
    ],
    &[
        "september",
        "septmber",
        "setpember",
        "sepetember",
        "wrzesnia",
        "wrzesien",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "setembro",
        "settembre",
    ],
    &[
        "october",
        "pazdziernika",
        "pazdziernik",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "outubro",
        "ottobre",
        "ott",
    ],
    &[
        "november",
        "listopada",
        "listopad",
        "nov",
        "novembre",
        "noviembre",
        "novembro",
    ],
    &[
        "december",
        "grudnia",
        "grudzien",
        "dec",
        "dezember",
        "dez",
        "decembre",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
    ],
];

const WEEKDAYS: [&[&str]; 7] = [
    &[
        "monday",
        "poniedzialek",
        "mandag",
        "mon",
        "montag",
        "lundi",
        "lunes",
        "segunda",
        "segunda-feira",
        "maandag",
        "lunedi",
        "mo",
        "ma",
    ],
    &[
        "tuesday",
        "wtorek",
        "tisdag",
        "tue",
        "tues",
        "dienstag",
        "mardi",
        "martes",
        "terca",
        "terca-feira",
        "dinsdag",
        "martedi",
        "di",
    ],
    &[
        "wednesday",
        "sroda",
        "srode",
        "onsdag",
        "wed",
        "mittwoch",
        "mercredi",
        "miercoles",
        "quarta",
        "quarta-feira",
        "woensdag",
        "mercoledi",
    ],
    &[
        "thursday",
        "czwartek",
        "torsdag",
        "thu",
        "thur",
        "thurs",
        "donnerstag",
        "jeudi",
        "jueves",
        "quinta",
        "quinta-feira",
        "donderdag",
        "giovedi",
    ],
    &[
        "friday",
        "piatek",
        "fredag",
        "fri",
        "freitag",
        "vendredi",
        "viernes",
        "sexta",
        "sexta-feira",
        "vrijdag",
        "venerdi",
    ],
    &[
        "saturday",
        "sobota",
        "lordag",
        "sat",
        "samstag",
        "sonnabend",
        "samedi",
        "sabado",
        "zaterdag",
        "sabato",
    ],
    &[
        "sunday",
        "niedziela",
        "sondag",
        "sun",
        "sonntag",
        "dimanche",
        "domingo",
        "zondag",
        "domenica",
    ],
];

const NUMBERS: [&[&str]; 12] = [
    &[
        "one", "a", "an", "ein", "eine", "einer", "einem", "un", "une", "una", "uno", "um", "uma", "een",
    ],
    &[
        "two",
        "zwei",
        "deux",
        "dos",
        "dois",
        "duas",
        "twee",
        "due",
        "a couple of",
        "couple",
    ],
    &["three", "drei", "trois", "tres", "drie", "tre"],
    &["four", "vier", "quatre", "cuatro", "quatro", "quattro"],
    &["five", "funf", "cinq", "cinco", "vijf", "cinque"],
    &["six", "sechs", "seis", "zes", "sei"],
    &["seven", "sieben", "sept", "siete", "sete", "zeven", "sette"],
    &["eight", "acht", "huit", "ocho", "oito", "otto"],
    &["nine", "neun", "neuf", "nueve", "nove", "negen"],
    &["ten", "zehn", "dix", "diez", "dez", "tien", "dieci"],
    &["eleven", "elf", "onze", "once", "undici"],
    &["twelve", "zwolf", "douze", "doce", "doze", "twaalf", "dodici"],
];

/// Ordinal words of the days of a month, from the first.
const ORDINALS: [&[&str]; 31] = [
    &["first", "premier", "primero", "primeiro", "primo", "ersten", "1er"],
    &["second"],
    &["third"],
    &["fourth"],
    &["fifth"],
    &["sixth"],
    &["seventh"],
    &["eighth"],
    &["ninth"],
    &["tenth"],
    &["eleventh"],
    &["twelfth"],
    &["thirteenth"],
    &["fourteenth"],
    &["fifteenth"],
    &["sixteenth"],
    &["seventeenth"],
    &["eighteenth"],
    &["nineteenth"],
    &["twentieth"],
    &["twenty-first", "twenty first"],
    &["twenty-second", "twenty second"],
    &["twenty-third", "twenty third"],
    &["twenty-fourth", "twenty fourth"],
    &["twenty-fifth", "twenty fifth"],
    &["twenty-sixth", "twenty sixth"],
    &["twenty-seventh", "twenty seventh"],
    &["twenty-eighth", "twenty eighth"],
    &["twenty-ninth", "twenty ninth"],
    &["thirtieth"],
    &["thirty-first", "thirty first"],
];

/// What follows "may" where it is a verb.
pub(crate) const FOLLOWS_MAY: &[&str] = &[
    "be", "have", "see", "need", "get", "also", "not", "only", "want", "use", "start", "go", "take", "do", "work",
    "come", "give", "access", "edit", "receive", "log", "still", "well", "or", "now", "already", "i", "we", "they",
    "he", "she",
];

/// When a holiday is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Feast {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    FromEaster(i16),
    /// Month, weekday (Monday is 1), and which of them; -1 is the last.
    Nth(i8, i8, i8),
}

/// Holidays that people count from, with their names as patterns. Longer names first where one begins another.
#[rustfmt::skip]
pub(crate) const HOLIDAYS: &[(Feast, &[&str])] = &[
    (Feast::Fixed(12, 31), &["new year'?s eve", "silvester", "nochevieja", "oudejaarsdag", "saint-sylvestre"]),
    (Feast::Fixed(1, 1), &["new year'?s day", "new year'?s", "neujahr", "nouvel an", "jour de l'an", "año nuevo", "ano novo", "nieuwjaar", "capodanno"]),
    (Feast::Fixed(1, 6), &["epiphany", "three kings(?: day)?", "heilige drei könige", "dreikönigstag", "épiphanie", "día de reyes", "epifania"]),
    (Feast::Nth(1, 1, 3), &["mlk day", r"martin luther king(?: jr\.?)?(?: day)?"]),
    (Feast::Fixed(2, 14), &["valentine'?s day", "valentinstag"]),
    (Feast::Nth(2, 1, 3), &["presidents'?s? day", "president's day"]),
    (Feast::FromEaster(-48), &["rosenmontag"]),
    (Feast::FromEaster(-47), &["mardi gras", "shrove tuesday", "fat tuesday"]),
    (Feast::FromEaster(-46), &["ash wednesday", "aschermittwoch"]),
    (Feast::Fixed(3, 17), &[r"st\.? patrick'?s day"]),
    (Feast::FromEaster(-2), &["good friday", "karfreitag", "vendredi saint", "viernes santo", "sexta-feira santa", "goede vrijdag"]),
    (Feast::FromEaster(1), &["easter monday", "ostermontag", "lundi de pâques", "lunes de pascua", "paasmaandag", "tweede paasdag", "pasquetta"]),
    (Feast::FromEaster(0), &["easter sunday", "easter", "ostersonntag", "ostern", "pâques", "pascua", "páscoa", "pasen", "pasqua"]),
    (Feast::Fixed(4, 27), &["koningsdag", "king'?s day"]),
    (Feast::Fixed(5, 1), &["may day", "tag der arbeit", "fête du travail", "día del trabajo", "dia do trabalho"]),
    (Feast::Nth(5, 7, 2), &["mother'?s day"]),
    (Feast::FromEaster(39), &["ascension day", "ascension", "christi himmelfahrt", "hemelvaart(?:sdag)?"]),
    (Feast::FromEaster(50), &["whit monday", "pentecost monday", "pfingstmontag", "lundi de pentecôte", "tweede pinksterdag", "pinkstermaandag"]),
    (Feast::FromEaster(49), &["whit sunday", "pentecost", "pfingstsonntag", "pfingsten", "pentecôte", "pinksteren"]),
    (Feast::FromEaster(60), &["corpus christi", "fronleichnam"]),
    (Feast::Nth(5, 1, 1), &["early may bank holiday"]),
    (Feast::Nth(5, 1, -1), &["memorial day", "spring bank holiday", "whitsun bank holiday"]),
    (Feast::Fixed(6, 19), &["juneteenth"]),
    (Feast::Nth(6, 7, 3), &["father'?s day"]),
    (Feast::Fixed(7, 1), &["canada day"]),
    (Feast::Fixed(7, 4), &["independence day", "the fourth of july"]),
    (Feast::Fixed(7, 14), &["bastille day", "fête nationale"]),
    (Feast::Fixed(8, 15), &["assumption(?: day)?", "mariä himmelfahrt", "assomption"]),
    (Feast::Nth(8, 1, -1), &["august bank holiday", "summer bank holiday", "late summer bank holiday"]),
    (Feast::Nth(9, 1, 1), &["labou?r day"]),
    (Feast::Fixed(10, 3), &["tag der deutschen einheit", "german unity day"]),
    (Feast::Nth(10, 1, 2), &["columbus day", "indigenous peoples'? day", "canadian thanksgiving"]),
    (Feast::Fixed(10, 31), &["halloween", "reformationstag"]),
    (Feast::Fixed(11, 1), &["all saints'? day", "all saints", "allerheiligen", "toussaint"]),
    (Feast::Fixed(11, 11), &["veterans'? day", "remembrance day", "armistice day", "armistice"]),
    (Feast::Nth(11, 4, 4), &["thanksgiving day", "thanksgiving"]),
    (Feast::Fixed(12, 6), &[r"st\.? nicholas day", "nikolaus(?:tag)?"]),
    (Feast::Fixed(12, 24), &["christmas eve", "heiligabend", "nochebuena", "kerstavond"]),
    (Feast::Fixed(12, 26), &["boxing day", "zweiter weihnachtstag", "tweede kerstdag"]),
    (Feast::Fixed(12, 25), &["christmas day", "christmas", "xmas", "weihnachten", "noël", "navidad", "natal", "kerst(?:mis)?", "natale"]),
];

/// Other words one of which stands in every date that has neither digits, a month nor a weekday.
const COUNTING: &[&str] = &[
    "today",
    "tonight",
    "tomorrow",
    "heute",
    "morgen",
    "ubermorgen",
    "overmorgen",
    "demain",
    "aujourd",
    "hoy",
    "manana",
    "hoje",
    "amanha",
    "vandaag",
    "oggi",
    "domani",
    "dopodomani",
    "dzisiaj",
    "jutro",
    "idag",
    "imorgon",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "monthend",
    "fortnight",
    "fortnights",
    "tag",
    "tage",
    "tagen",
    "woche",
    "wochen",
    "monat",
    "monate",
    "monaten",
    "monats",
    "monatsende",
    "jour",
    "jours",
    "semaine",
    "semaines",
    "mois",
    "dia",
    "dias",
    "semana",
    "semanas",
    "mes",
    "meses",
    "dagen",
    "weken",
    "maand",
    "maanden",
    "giorni",
    "settimane",
    "settimana",
    "mesi",
    "quarter",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "fruhjahr",
    "sommer",
    "herbst",
    "year",
    "years",
    "eve",
    "tygodnie",
    "tygodni",
    "veckor",
    "vecka",
    "dagar",
    "labor",
    "labour",
    "easter",
    "christmas",
    "xmas",
    "thanksgiving",
    "halloween",
    "independence",
    "juneteenth",
    "bastille",
    "epiphany",
    "pentecost",
    "ascension",
    "assumption",
    "armistice",
    "karfreitag",
    "ostern",
    "ostermontag",
    "ostersonntag",
    "pfingsten",
    "pfingstmontag",
    "weihnachten",
    "heiligabend",
    "silvester",
    "neujahr",
    "paques",
    "noel",
    "navidad",
    "natal",
    "kerst",
    "kerstmis",
    "pasen",
    "natale",
    "pasqua",
    "pascua",
    "toussaint",
    "allerheiligen",
    "feira",
    "rosenmontag",
    "fronleichnam",
    "pinksteren",
    "koningsdag",
    "nieuwjaar",
    "reformationstag",
    "gras",
    "dzien",
];

/// Every word without one of which a text that has no digit holds no date.
pub(crate) fn all_words() -> impl Iterator<Item = &'static str> {
    let tables = MONTHS
        .iter()
        .chain(WEEKDAYS.iter())
        .flat_map(|words| words.iter().copied());
    tables.chain(COUNTING.iter().copied())
}

/// The day of a month that a folded ordinal word names.
pub(crate) fn ordinal(word: &str) -> Option<i8> {
    ORDINAL.get(word)
}

/// Which of the weekdays of a month a folded word names; 0 is the last.
pub(crate) fn nth(word: &str) -> Option<u8> {
    match word {
        "first" | "1st" | "erste" | "ersten" | "erster" | "premier" | "primer" => Some(1),
        "second" | "2nd" | "zweite" | "zweiten" | "zweiter" | "deuxieme" => Some(2),
        "third" | "3rd" | "dritte" | "dritten" | "dritter" => Some(3),
        "fourth" | "4th" => Some(4),
        "last" | "letzte" | "letzten" | "letzter" | "dernier" | "ultimo" => Some(0),
        _ => None,
    }
}

static MONTH: LazyLock<Listed<i8>> = LazyLock::new(|| listed(&MONTHS));
static WEEKDAY: LazyLock<Listed<i8>> = LazyLock::new(|| listed(&WEEKDAYS));
static NUMBER: LazyLock<Listed<i8>> = LazyLock::new(|| listed(&NUMBERS));
static ORDINAL: LazyLock<Listed<i8>> = LazyLock::new(|| listed(&ORDINALS));

/// Words with the place of their list, from 1.
fn listed(lists: &[&[&'static str]]) -> Listed<i8> {
    let lists = (1..).zip(lists);
    Listed::with(lists.flat_map(|(place, words)| words.iter().map(move |word| (*word, place))))
}

/// The month a folded word names, 1 to 12.
pub(crate) fn month(word: &str) -> Option<i8> {
    MONTH.get(word)
}

/// The weekday a folded word names, Monday is 1.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    WEEKDAY.get(word)
}

/// The number a folded word or digits name.
pub(crate) fn number(word: &str) -> Option<i64> {
    word.parse().ok().or_else(|| NUMBER.get(word).map(i64::from))
}
