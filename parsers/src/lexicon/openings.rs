//! Words before a name that are no part of it: those that open a sentence, and nouns that say what somebody is. Folded.

/// Words that open sentences; behind the first word of a name they may be a family name.
#[rustfmt::skip]
pub(crate) const OPENINGS: &[&str] = &[
    "finally", "lastly", "firstly", "secondly", "thirdly", "additionally", "furthermore", "moreover", "besides", "further", "separately", "likewise", "similarly",
    "meanwhile", "later", "today", "tomorrow", "yesterday", "tonight", "now", "again", "still", "soon", "once", "unfortunately", "luckily", "hopefully", "basically",
    "actually", "apparently", "obviously", "alternatively", "currently", "presently", "perhaps", "maybe", "whereas", "unlike", "like", "despite", "under", "over", "between",
    "among", "alongside", "beside", "together", "plus", "remember", "meet", "introducing", "introduce", "say", "tell", "ask", "remind", "forget", "forgive", "pardon", "excuse",
    "use", "using", "take", "write", "reach", "keep", "put", "leave", "stop", "halt", "pause", "block", "try", "register", "enter", "apropos", "speaking", "starting", "following", "replacing", "joining", "including", "excluding", "except", "namely", "primarily", "mainly", "personally", "colleague",
    "colleagues", "concerning", "whoops", "oops", "ouch", "ah", "aha", "well", "right", "okay", "anyway", "btw", "nor", "neither", "either", "yes", "yep", "nope",
    "sie", "ihnen", "ihre", "ihren", "ihrem", "euch", "dir", "uns", "unsere", "unseren", "schliesslich", "zuletzt", "ausserdem", "zudem", "ferner", "dann", "dazu", "entschuldige", "entschuldigung",
    "entschuldigen", "verzeihung", "pardon", "leider", "ubrigens", "auch", "noch", "weiterhin", "enfin", "ensuite", "puis", "aussi", "egalement", "desole", "desolee", "excusez", "excuse-moi",
    "finalmente", "ademas", "luego", "tambien", "despues", "perdona", "perdone", "perdon", "disculpa", "disculpe", "disculpad", "perdonad", "infine", "poi", "inoltre", "anche", "scusa", "scusi", "scusate",
    "e", "y", "et", "und", "ed", "og", "och", "mi", "io", "yo", "eu", "moi", "ich", "ik", "desculpa", "desculpe", "desculpem", "tambem", "depois", "alem", "excuses", "slotte", "verder", "daarnaast", "ook", "daarna", "unnskyld", "ursakta", "undskyld", "przepraszam",
];

/// Nouns before whole names that say what somebody is, in languages that write them with a capital, and their like.
#[rustfmt::skip]
pub(crate) const TRADES: &[&str] = &[
    "kollegen", "kolleginnen", "mitarbeiter", "mitarbeiterin", "chefin", "inhaber", "inhaberin", "buchhalter", "buchhalterin", "sekretarin", "assistent", "assistentin",
    "leiter", "leiterin", "geschaftsfuhrer", "geschaftsfuhrerin", "hausmeister", "azubi", "praktikant", "praktikantin", "kundin", "kunde", "vertreter", "vertreterin",
    "stellvertreter", "stellvertreterin", "nachfolger", "nachfolgerin", "vorganger", "vorgangerin", "schwester", "bruder", "tochter", "sohn", "partner", "partnerin",
    "disponent", "disponentin", "lagerist", "lageristin", "sachbearbeiter", "sachbearbeiterin", "vorstand", "meister", "meisterin", "aussendienstler", "aussendienstlerin",
];

/// Ends of such nouns: "Filialleiterin", "Lohnbuchhalter".
pub(crate) const TRADE_ENDS: &[&str] = &[
    "leiter",
    "leiterin",
    "halter",
    "halterin",
    "verwalter",
    "verwalterin",
    "mitarbeiter",
    "mitarbeiterin",
    "fuhrer",
    "fuhrerin",
    "kollege",
    "kollegen",
    "kollegin",
    "assistent",
    "assistentin",
    "meister",
    "meisterin",
    "beauftragte",
    "beauftragten",
    "beauftragter",
];

/// Words before a month that is no name: "in May", "by June".
#[rustfmt::skip]
pub(crate) const BEFORE_MONTHS: &[&str] = &[
    "in", "on", "by", "until", "till", "since", "from", "mid", "early", "late", "next", "last", "this", "before", "after", "end", "during", "every", "around",
    "each", "im", "ab", "bis", "seit", "ende", "anfang", "mitte", "en", "de", "del", "fin", "in", "di", "em",
];
