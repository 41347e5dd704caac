//! The few words with which somebody is taken out of what was just said of all: "Tom only in May", "Jane not". Folded.

/// Words that say that somebody waits.
#[rustfmt::skip]
pub(crate) const WAITS: &[&str] = &[
    "not", "no", "only", "just", "alone", "solely", "first", "after", "until", "till", "later", "wait", "waits", "hold", "from", "next", "tomorrow", "exception", "excepted",
    "before", "vor", "avant", "antes", "voor", "prima", "attendra", "wacht", "espera", "aspetta",
    "aside", "excluded", "omitted", "out", "onwards", "training", "launch", "golive", "tbc", "tbd", "doesn't", "don't", "doesn", "don", "won", "isn't", "shouldn't",
    "nicht", "erst", "recien", "nach", "ab", "spater", "schulung", "ausnahme", "nein", "pas", "seulement", "apres", "formation", "plus", "non", "exceptee", "despues", "desde", "formacion", "solo", "depois", "so", "treinamento", "formacao",
    "nao", "niet", "vanaf", "na", "nee", "training", "dopo", "formazione", "no", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mai", "juni", "juli", "marz", "januar", "februar", "oktober", "dezember", "mayo", "junio", "julio", "enero", "febrero", "marzo", "abril", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "maggio", "giugno", "luglio", "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro",
];

/// What ends a question about something that must come first.
#[rustfmt::skip]
pub(crate) const DONE: &[&str] = &[
    "signed", "paid", "trained", "approved", "arrived", "completed?", "finished", "agreed", "confirmed", "delivered", "received", "cleared", "over", "unterschrieben", "bezahlt", "geschult", "signe", "paye", "formes?", "firmado", "pagado", "formados", "assinado", "pago", "getekend", "betaald", "getraind", "firmato", "pagato",
];

/// Beside somebody's name they leave it open what is meant for the others.
#[rustfmt::skip]
pub(crate) const SINGLING: &[&str] = &[
    "(?:or )?(?:for |with )?at least(?: for)?", "(?:or )?at any rate", "(?:or )?in any case", "anyway", "that is(?: to say)?", "i mean", "namely", "(?:being|is|was) (?:the |our )?(?:only|most|really) .*", "first and foremost", "to (?:start|begin) with", "for (?:one|starters)",
    "(?:zumindest|wenigstens|jedenfalls)(?: fur)?", "(?:au|du) moins(?: pour)?", "al menos(?: para)?", "pelo menos(?: para)?", "almeno(?: per)?", "tenminste(?: voor)?", "das heisst", "c est a dire", "es decir", "ou seja", "cioe",
];

/// Words that leave all others out.
#[rustfmt::skip]
pub(crate) const ONLY: &[&str] = &["only", "just", "alone", "solely", "first", "nur", "seulement", "solo", "so", "alleen", "please", "for", "now"];

/// Before a day that is over.
#[rustfmt::skip]
pub(crate) const SINCE: &[&str] = &["since", "ever", "seit", "depuis", "desde", "sinds", "dal", "da"];

/// Beside somebody's name they take nothing back.
#[rustfmt::skip]
pub(crate) const KEEN: &[&str] = &[
    "(?:too|as well|also|included|inclusive|of course|especially|in particular|above all|first of all|foremost|auch|ebenso|inklusive|aussi|y compris|tambien|incluid[oa]|tambem|ook|inbegrepen|anche|compres[oa])(?: (?:please|whatever|no matter|regardless|despite)(?: .*)?)?",
    "(?:is|are|s|was|has been|seems|sounds) (?:(?:quite|very|so|really|rather|already|all|pretty|just|most|always|extremely|terribly) )*(?:keen|eager|impatient|excited|ready|desperate|raring|itching|waiting|anxious|curious|happy|thrilled|delighted|glad|grateful|over the moon|champing at the bit|chomping at the bit|on (?:his|her|their) toes)(?: (?:to (?:go|start|begin|get (?:going|started|in|cracking|on with it))|for it|about it|already|now))?",
    "(?:has|have|s) no (?:(?:work|company|own|direct) )?(?:phone|mobile|cell|landline|fax|extension|assistant|deputy|desk|car|title|middle name)(?: number)?", "(?:has |have )?(?:approved|confirmed|checked|agreed to|asked for|requested) (?:it|this|that|them|the list)", "(?:can t|cannot|can hardly|could hardly) wait(?: to (?:start|begin|get (?:going|started|in)))?", "(?:is|s) (?:looking forward to|counting on) (?:it|this)", "freut sich(?: schon)?(?: darauf)?", "(?:ist|wartet) (?:schon )?(?:ganz )?(?:gespannt|ungeduldig)", "(?:est|a) (?:tres )?(?:impatiente?|hate)(?: de commencer)?",
];

/// Before somebody who alone is meant.
#[rustfmt::skip]
pub(crate) const ALONE: &[&str] = &["only", "just", "nur", "bitte nur", "seulement", "uniquement", "juste", "solo", "solamente", "unicamente", "apenas", "somente", "so", "alleen", "enkel", "soltanto"];

/// Words that say whom a clause is about.
#[rustfmt::skip]
pub(crate) const CONCERNING: &[&str] = &[
    "with", "for", "as for", "as to", "about", "on", "regarding", "concerning", "with regard to", "when it comes to", "mit", "bei", "fur", "zu", "wegen", "was", "avec", "pour", "quant a", "chez", "con", "para", "en cuanto a", "com", "quanto a", "met", "voor", "bij", "over", "per", "su", "riguardo a", "sur", "sobre",
];

/// What follows where somebody is left for later.
#[rustfmt::skip]
pub(crate) const SEEN_LATER: &[&str] = &[
    "we|i|you|let's|lets|let|it's|it is|that's|there|this|not|nothing|later|another|perhaps|maybe|please|better|wait", "wir|ich|sie|es|das|noch|nichts|lieber|besser|bitte|spater|angeht|betrifft", "on|nous|je|vous|c'est|il|rien|plutot|plus tard|mieux", r"vemos|veremos|ya|hay|lo|es|no|mejor|mas tarde|esper\w+|yo", "a gente|vamos|veremos|nao|melhor|depois", "we|ik|zien|kijken|wachten|nog|niets|liever|later", r"vediamo|vedremo|aspett\w+|non|meglio|poi|dopo|ci",
];

/// What is so at this time.
#[rustfmt::skip]
pub(crate) const FOR_NOW: &[&str] = &[
    "for now", "right now", "now", "for the (?:present|moment|time being)", "at (?:present|this stage|this point|the moment)", "today", "to begin with", "vorerst", "furs erste", "jetzt", "erst einmal", "erstmal", "zunachst", "fur den moment",
    "pour l'instant", "pour le moment", "maintenant", "por ahora", "de momento", "por el momento", "ahora", "por enquanto", "por agora", "agora", "voorlopig", "nu", "voor nu", "per ora", "per il momento", "per adesso",
];

/// Words that may stand beside them.
#[rustfmt::skip]
pub(crate) const SMALL: &[&str] = &[
    "and", "but", "the", "please", "for", "well", "ok", "okay", "however", "while", "then", "with", "that", "s", "is", "are", "should", "be", "t", "though", "in", "on", "at", "of", "to", "a", "an", "our", "his", "her", "their", "my",
    "week", "month", "year", "go", "live", "goes", "date", "day", "end", "start", "mid", "early", "late", "yet", "now", "one", "exceptions", "being", "sole", "as", "latter", "former", "mr", "mrs", "ms", "dr", "frau", "herr", "other", "others", "once", "back",
    "rest", "remaining", "ubrigen", "anderen", "restlichen", "beiden", "autres", "otros", "otras", "demas", "outros", "outras", "altri", "altre", "andere", "overige", "overigen", "he", "she", "who", "has", "have", "been", "was", "trained", "returns", "starts", "joins", "back", "before", "days", "weeks", "kick", "off",
    "eine", "einen", "zwei", "woche", "wochen", "tage", "sich", "une", "semaine", "semaines", "jours", "un", "una", "uma", "semana", "semanas", "dias", "weken", "settimana", "giorni", "due", "prochaine",
    "auf", "keinen", "fall", "keinesfalls", "fruhestens", "surtout", "ningun", "caso", "nessun", "geen", "geval", "under", "circumstances", "any", "no", "account", "earliest", "earlier", "than",
    "aber", "und", "der", "die", "das", "dem", "den", "im", "am", "zum", "zur", "bitte", "nur", "noch", "mais", "et", "la", "le", "les", "en", "au", "du", "de", "a", "partir", "encore", "pero", "y", "el", "los", "las", "por", "favor", "mas", "e", "o", "os", "as", "em", "maar", "het", "een", "op", "pas", "ma", "il", "lo", "gli", "i", "al", "di", "da", "per",
];

/// What begins a sentence that puts the one before it under a condition.
#[rustfmt::skip]
pub(crate) const AFTERTHOUGHTS: &[&str] = &[
    r"only (?:once|when|after|if|with|from|as soon as|on|in|provided)", r"once", r"as soon as", r"after (?:the|their|her|his|our|your)", r"(?:on )?(?:one |the )?condition(?: is)?:?", r"provided", r"providing", r"assuming", r"subject to", r"pending", r"not before", r"unless", r"but (?:only|not before|first)",
    r"erst (?:wenn|nach|ab)", r"(?:aber )?nur wenn", r"vorausgesetzt", r"sobald", r"seulement (?:si|apres|quand)", r"a condition", r"apres (?:la|le)", r"sous reserve", r"solo (?:si|cuando|despues|se|quando|dopo)", r"siempre que", r"desde que", r"mits", r"alleen als", r"pas als", r"a patto che", r"purche",
];
