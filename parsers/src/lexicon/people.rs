//! Words that stand for people: everybody, the others, he and she, myself; honorifics and post-nominals.

/// Everybody who is to be set up.
#[rustfmt::skip]
pub(crate) const EVERYBODY: &[&str] = &[
    r"all", r"both", r"everyone", r"everybody", r"every one", r"them", r"they", r"these", r"those", r"either",
    r"each", r"anyone", r"anybody", r"nobody", r"no one", r"none", r"neither", r"any of", r"users?", r"people",
    r"accounts?", r"logins?", r"the team", r"the lot", r"whole \w+", r"the two", r"the three", r"the four",
    r"the five", r"all (?:two|three|four|five|six|seven|eight|of)", r"everything", r"alle", r"beide", r"beiden",
    r"sie", r"allen", r"jeder", r"jeden", r"benutzer", r"niemand\w*", r"tous", r"toutes", r"les deux", r"leur",
    r"eux", r"ils", r"elles", r"tous les deux", r"personne", r"utilisateurs?", r"todos", r"todas", r"ambos", r"ambas",
    r"usuarios", r"los dos", r"las dos", r"nadie", r"ninguno", r"usuarios?", r"os dois", r"as duas", r"ninguem",
    r"iedereen", r"alle\w*", r"beide\w*", r"ze", r"hen", r"gebruikers?", r"allebei", r"niemand", r"tutti", r"tutte",
    r"entrambi", r"nessuno", r"logins", r"reps?", r"folks", r"guys",
];

/// The others, after somebody was named.
#[rustfmt::skip]
pub(crate) const REST: &[&str] = &[
    r"(?:the )?(?:two |three |four |five )?others?", r"the rest", r"the remaining \w+",
    r"the other (?:two|three|four|five|six|\d+|ones|people|users)", r"everyone else", r"everybody else",
    r"all others", r"all the others", r"remaining (?:users|people)", r"the remaining", r"anyone else", r"nobody else",
    r"(?:die )?(?:anderen|ubrigen|restlichen|andern)(?: \w+)?", r"alle anderen",
    r"(?:les )?(?:deux |trois |quatre )?autres", r"tous les autres", r"le reste",
    r"(?:los|las) (?:otros|otras|demas)(?: dos| tres)?", r"el resto",
    r"(?:os|as|dos|das|aos) (?:outros|outras|demais)(?: dois| tres)?", r"outros dois", r"outras duas", r"o resto",
    r"de (?:anderen|rest|overige\w*|andere (?:twee|drie|vier))", r"gli altri(?: due| tre)?", r"il resto", r"le altre",
];

/// One person, not named.
#[rustfmt::skip]
pub(crate) const ONE: &[&str] = &[
    r"him", r"he", r"his", r"she", r"her", r"hers", r"he's", r"she's", r"hes", r"shes", r"this user", r"this person",
    r"that one", r"ihn", r"ihm", r"er", r"ihr", r"lui", r"il", r"elle", r"le", r"la", r"el", r"ella", r"ele", r"ela",
    r"hij", r"zij", r"hem", r"haar", r"lei", r"the user", r"this one", r"the rep", r"this rep", r"new rep",
    r"l'utilisateur", r"de gebruiker", r"el usuario", r"o usuario",
];

/// Words before those who are left out.
#[rustfmt::skip]
pub(crate) const EXCEPT: &[&str] = &[
    r"except(?: for)?", r"(?:everyone|everybody|all|nobody|no one|anyone) but", r"but not", r"other than", r"apart from", r"besides", r"excluding", r"aside from",
    r"with the exception of", r"bar", r"not for", r"just not", r"save for", r"only not", r"ausser", r"bis auf",
    r"mit ausnahme von", r"nicht aber", r"sauf", r"excepte", r"hormis", r"a l'exception de", r"a part", r"excepto",
    r"menos", r"salvo", r"exceto", r"behalve", r"uitgezonderd", r"tranne", r"eccetto",
];

/// Words that leave out all others.
#[rustfmt::skip]
pub(crate) const ONLY: &[&str] = &[
    r"only", r"just", r"nur", r"seulement", r"uniquement", r"solo", r"solamente", r"somente", r"apenas", r"so",
    r"alleen", r"enkel", r"soltanto",
];

/// Honorifics, ranks and religious titles before a name, folded, without a full stop.
#[rustfmt::skip]
pub(crate) const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "sir", "madam", "dame", "lord", "lady", "rev",
    "reverend", "fr", "father", "sister", "sr", "brother", "br", "rabbi", "imam", "pastor", "capt", "captain", "col",
    "colonel", "lt", "lieutenant", "maj", "major", "sgt", "sergeant", "gen", "general", "hon", "judge", "officer",
    "chief", "cpl", "cmdr", "commander", "herr", "frau", "hr", "dipl-ing", "ing", "mag", "monsieur", "madame", "mme",
    "mlle", "senor", "senora", "sra", "srta", "senhor", "senhora", "dhr", "mevr", "mevrouw", "meneer", "de heer",
    "sig", "signora", "signor", "dott", "dottssa", "dra", "drs", "ir", "deacon", "elder", "bishop", "monsignor",
    "msgr", "atty", "doctor", "nurse",
];

/// Letters behind a name that are no part of it, folded, without full stops.
#[rustfmt::skip]
pub(crate) const POST_NOMINALS: &[&str] = &[
    "md", "phd", "cissp", "cpa", "rn", "esq", "mba", "pmp", "dds", "dvm", "cfa", "facs", "do", "msc", "bsc", "ma",
    "ba", "jd", "llm", "obe", "mbe", "cbe", "pe", "np", "pa-c", "lpn", "bsn", "msn", "crna", "dpm", "od", "pharmd",
    "shrm-cp", "phr", "cisa", "cism", "dmd", "mbbs", "frcs", "edd", "lcsw", "aia", "ret", "cpt", "usn", "usaf", "osb",
    "sj",
];

/// Particles inside a family name, folded.
#[rustfmt::skip]
pub(crate) const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "el", "al",
    "bin", "ibn", "ter", "ten", "y", "e", "zu", "zum", "af", "av", "st", "'t", "op", "in",
];

/// Words where a stranger's name might stand that are none.
#[rustfmt::skip]
pub(crate) const NO_STRANGERS: &[&str] = &[
    "the", "all", "both", "everyone", "everybody", "nobody", "these", "those", "they", "she", "he", "him", "her",
    "them", "please", "users", "user", "now", "accounts", "this", "that", "it", "nothing", "none", "no", "activation",
    "links", "link", "invites", "invite", "we", "you", "i", "there", "people", "go", "each", "either", "on", "access",
    "account", "hold", "only", "neither", "not", "yes", "until", "off", "invitation", "invitations", "setup",
    "status", "note", "important", "ps", "update", "fyi", "bitte", "aktivierung", "einladung", "let", "one", "send",
    "create", "just", "anyone", "somebody", "wait", "reminder", "here", "below", "see", "action", "request",
    "activate",
];
