//! Months, weekdays and number words.

/// Month names and short forms, folded.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "janner", "janvier", "janv", "enero", "ene", "janeiro", "januari", "gennaio",
    ],
    &[
        "february",
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
        "march", "mar", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt",
    ],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maio", "mei", "maggio"],
    &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu"],
    &[
        "july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug",
    ],
    &["august", "aug", "aout", "agosto", "augustus"],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "setembro",
        "settembre",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "ottobre", "ott",
    ],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
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
        "sat",
        "samstag",
        "sonnabend",
        "samedi",
        "sabado",
        "zaterdag",
        "sabato",
    ],
    &["sunday", "sun", "sonntag", "dimanche", "domingo", "zondag", "domenica"],
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

fn position(lists: &[&[&str]], word: &str) -> Option<i8> {
    let index = lists.iter().position(|list| list.contains(&word))?;
    i8::try_from(index + 1).ok()
}

/// The month a folded word names, 1 to 12.
pub(crate) fn month(word: &str) -> Option<i8> {
    position(&MONTHS, word)
}

/// The weekday a folded word names, Monday is 1.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    position(&WEEKDAYS, word)
}

/// The number a folded word or digits name.
pub(crate) fn number(word: &str) -> Option<i64> {
    word.parse().ok().or_else(|| position(&NUMBERS, word).map(i64::from))
}
