//! Small words by which a language is told, folded.

/// English. Words that other languages borrow ("live", "user") are none of them.
#[rustfmt::skip]
pub(crate) const ENGLISH: &[&str] = &[
    "the", "and", "is", "are", "for", "to", "of", "on", "with", "please", "we", "they", "this", "that", "it", "you",
    "our", "be", "have", "will", "not", "your", "from", "at", "see", "below", "thanks", "hi", "my", "their", "can",
    "all", "new", "until", "by", "as", "but", "he", "she", "his", "her", "them", "attached", "here",
];

/// Other languages.
#[rustfmt::skip]
pub(crate) const OTHERS: &[&str] = &[
    // German
    "und", "das", "ist", "bitte", "wir", "nicht", "fur", "mit", "ein", "eine", "sie", "zu", "liste", "anbei", "hallo",
    "guten", "unsere", "unten", "ich", "danke", "gruss", "grusse", "benutzer", "wird", "sind",
    // French
    "les", "est", "pour", "merci", "nous", "une", "sont", "voici", "vous", "bonjour", "et", "avec", "notre",
    "je", "utilisateurs", "cordialement", "aux",
    // Spanish
    "los", "las", "que", "por", "para", "una", "hola", "adjunto", "gracias", "el", "nuestra", "usuarios",
    "sera", "buenos", "estos",
    // Portuguese
    "oi", "segue", "seguem", "em", "os", "uma", "nao", "pessoal", "obrigado", "obrigada", "ola", "abaixo", "boa",
    "tarde", "bom", "nossos", "sao",
    // Dutch
    "het", "een", "voor", "niet", "wij", "graag", "zijn", "hieronder", "bedankt", "groet", "wordt", "gebruikers",
    // Italian
    "il", "sono", "che", "gli", "ecco", "buongiorno", "grazie", "ciao", "nostri", "saluti", "utenti",
    // Danish, Norwegian, Swedish
    "hej", "og", "jeg", "ikke", "vi", "nedenfor", "hilsen", "brugerne", "och", "att", "inte", "vanligen",
    "nedan", "tack",
    // Polish, Czech
    "czesc", "prosze", "nie", "jest", "ponizej", "lista", "pozdrawiam", "dzien", "dobry", "sie", "dziekuje", "prosim", "dobry",
    // Finnish, Turkish, Hungarian, Romanian
    "hei", "ovat", "kiitos", "merhaba", "icin", "tesekkurler", "kerem", "udvozlettel", "pentru", "multumesc",
];

/// Words of other languages that stand in names, too.
#[rustfmt::skip]
pub(crate) const PARTICLES: &[&str] = &[
    "der", "die", "den", "le", "la", "des", "du", "del", "de", "dos", "da", "do", "no", "en", "van", "op", "di", "o", "a",
];
