//! Words that stand for people: everybody, the others, he and she, myself; honorifics and post-nominals.

/// Everybody who is to be set up.
#[rustfmt::skip]
pub(crate) const EVERYBODY: &[&str] = &[
    r"all", r"everyone", r"everybody", r"every one", r"anyone", r"anybody", r"nobody", r"no one", r"none",
    r"any of (?:them|these|the \w+)", r"any of", r"the (?:whole |entire )?(?:team|lot|crew|group|bunch)", r"whole \w+", r"all (?:of )?(?:them|these|those|the|our|my|your)(?: \w+)?",
    r"all (?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+|of)(?: (?:of them|users|people|accounts))?", r"(?:for|to) all(?: of)?",
    r"alle(?: (?:benutzer|personen|beide|drei|vier))?", r"allen", r"jeder", r"jeden", r"niemand\w*", r"keine[rn]? (?:von ihnen|der)", r"tous", r"toutes", r"tout le monde", r"personne",
    r"todos", r"todas", r"nadie", r"ninguno", r"ninguem", r"iedereen", r"allen", r"alle(?:maal|r|mal|n)?", r"tutti", r"tutte", r"nessuno",
];

/// "All" and its like where they mean no people.
#[rustfmt::skip]
pub(crate) const NOT_EVERYBODY: &[&str] = &[
    r"(?:first|best|after|at|above|that'?s|once and for|most) (?:of )?all", r"all (?:the |of the |of his |of her |your |our |my )?(?:best|set|good|right|cases?|roles?|access|day|week|details?|info|information|modules?|features?|hospitals?|facilities|data|in all|functions?|rights|along|over|the way|the time|ready|surgeons|physicians|doctors|permissions)",
    r"the (?:whole|entire) (?:show|thing|place|shop|business|operation|day|week|project|system|process|company|site|time|story|set-?up|office|floor|building)", r"hi all", r"hello all", r"dear all", r"hello everyone", r"hi everyone", r"dear everyone", r"thanks all", r"hey all", r"hey everyone", r"hi both", r"good morning all", r"morning all", r"each (?:week|month|day|year|time)", r"none of (?:this|that)", r"alles", r"vor allem", r"all the (?:same|more|while|better)", r"if at all", r"not at all",
];

/// The people spoken of last, or everybody.
#[rustfmt::skip]
pub(crate) const PLURAL: &[&str] = &[
    r"both(?: of (?:them|these))?", r"each(?: of (?:them|these|the \w+))?", r"they", r"them", r"their", r"theirs", r"these(?: (?:two|three|four|five|six|people|users))?", r"those(?: (?:two|three|four|five))?",
    r"they're", r"they'll", r"they've", r"either", r"neither", r"the (?:two|three|four|five|six)(?: of (?:them|us))?", r"beide\w*", r"sie", r"ihnen",
    r"(?:no|ya|todavia|aun|se|a todos|a ambos) les", r"les (?:envi|mand|invit|lleg|activ)\w+", r"lhes", r"les deux", r"leur", r"leurs", r"eux", r"ils", r"elles", r"tous les deux", r"ambos", r"ambas", r"los dos", r"las dos", r"ellos", r"ellas",
    r"os dois", r"as duas", r"eles", r"elas", r"ze", r"hen", r"hun", r"allebei", r"entrambi", r"entrambe", r"loro",
];

/// Nouns for those who are to be set up, where nobody else is meant.
#[rustfmt::skip]
pub(crate) const GROUP_NOUNS: &[&str] = &[
    r"users", r"people", r"accounts", r"logins", r"team members", r"staff", r"reps", r"folks", r"guys", r"colleagues", r"benutzer", r"utilisateurs",
    r"usuarios", r"gebruikers", r"gebruiker", r"utenti", r"persons", r"benutzern", r"kollegen", r"following", r"below",
];

/// The writer.
#[rustfmt::skip]
pub(crate) const MYSELF: &[&str] = &[
    r"me", r"myself", r"mine", r"my own", r"i(?: am|'m| would be|'d be| will be|'ll be| should be| shall be) (?:to be|a level|level|on level|the|our|an?|also)", r"i (?:need|want|should|will need|would need|must|get|'d need)", r"mich", r"mir", r"moi", r"(?:y|e|et|und|and|en|ed) (?:a |para |per |fur |pour |voor )?(?:mi|mim|me|mich|mir|mij|ich|moi|yo|eu|io)", r"a mi", r"mij", r"mezelf", r"mim", r"ich",
];

/// Words behind which a person is only mentioned: nothing is said of them there.
#[rustfmt::skip]
pub(crate) const OBLIQUE: &[&str] = &[
    r"until", r"till", r"once", r"after", r"when", r"before", r"unless", r"if", r"as soon as", r"because", r"by", r"from", r"per", r"via", r"with", r"than",
    r"same as", r"same (?:[\w-]+ ){1,3}as", r"\w*[a-ce-z0-9],? like", r"^like", r"as per", r"ask", r"asked", r"tell", r"told", r"call", r"talk to", r"talked to", r"spoke to", r"spoken to", r"spoken with", r"speak to", r"heard from",
    r"replac(?:es|ing)", r"instead of", r"colleague of", r"reports to", r"reporting to", r"cc", r"contact", r"copy", r"copied", r"thanks", r"hi", r"hello", r"dear", r"hey",
    r"wenn", r"falls", r"quand", r"lorsque", r"quando", r"cuando", r"wanneer", r"als", r"bis", r"sobald", r"nachdem", r"wie", r"von", r"mit", r"jusqu\w*", r"hasta", r"cuando", r"totdat", r"zodra", r"comme", r"avec", r"como", r"con", r"com", r"zoals", r"met", r"agreed with", r"while",
];

/// The others, after somebody was named.
#[rustfmt::skip]
pub(crate) const REST: &[&str] = &[
    r"(?:his|her) (?:two |three |four |five |other )?(?:colleagues|co-?workers|associates|team-?mates|companions|kollegen|kolleginnen)", r"(?:die|den) beiden anderen", r"les (?:deux|trois) autres",
    r"(?:the )?(?:two |three |four |five )?others?", r"the rest", r"the remaining \w+",
    r"the other (?:two|three|four|five|six|\d+|ones|people|users)", r"everyone else", r"everybody else",
    r"(?:the |all )?other (?:levels|roles|groups|names|colleagues|accounts|reps|staff|members|folks)", r"all others", r"all the others", r"remaining (?:users|people)", r"the remaining", r"anyone else", r"nobody else",
    r"(?:(?:die|den) )?(?:(?:beiden|zwei|drei|vier) )?(?:anderen|ubrigen|restlichen|andern)(?: \w+)?", r"alle anderen", r"(?:der|den|dem) rest",
    r"(?:les )?(?:deux |trois |quatre )?autres", r"tous les autres", r"le reste",
    r"(?:los|las) (?:otros|otras|demas)(?: dos| tres)?", r"el resto",
    r"(?:os|as|dos|das|aos) (?:outros|outras|demais)(?: dois| tres)?", r"outros dois", r"outras duas", r"o resto",
    r"de (?:anderen|rest|overige\w*|andere (?:twee|drie|vier))", r"de (?:to |tre |fire )?(?:andre|ovrige)", r"de (?:tva |tre )?(?:andra|ovriga)", r"gli altri(?: due| tre)?", r"il resto", r"le altre",
    r"(?:sonst|ansonsten) (?:[^\s,;.]+ ){0,3}?niemand\w*", r"niemand\w* (?:sonst|anders)", r"personne d'autre", r"aucun autre", r"nadie mas", r"ningun otro", r"mais ninguem", r"ninguem mais", r"nenhum outro", r"nessun altro", r"verder (?:[^\s,;.]+ ){0,2}?niemand", r"no[ -]?one else",
];

/// One person, not named.
#[rustfmt::skip]
pub(crate) const ONE: &[&str] = &[
    r"him", r"he", r"his", r"she", r"her", r"hers", r"he's", r"she's", r"hes", r"shes", r"this user", r"this person",
    r"that one", r"ihn", r"ihm", r"er", r"ihr", r"lui", r"il", r"elle", r"le", r"la", r"el", r"ella", r"ele", r"ela",
    r"hij", r"zij", r"hem", r"haar", r"lei", r"the user", r"this one", r"the rep", r"this rep", r"new rep",
    r"l'utilisateur", r"de gebruiker", r"el usuario", r"o usuario",
];

/// "She" where the same word means "they": only the verb beside it tells.
#[rustfmt::skip]
pub(crate) const ONE_BY_VERB: &[&str] = &[
    r"sie (?:darf|soll|sollte|kann|konnte|hat|ist|wird|bekommt|erhalt|muss|musste|braucht|benotigt|mochte|will|bleibt|wartet|kommt|geht|beginnt|startet)",
    r"(?:darf|soll|sollte|kann|konnte|hat|ist|wird|bekommt|erhalt|muss|musste|braucht|benotigt|mochte|bleibt|wartet|beginnt|startet) sie",
    r"ze (?:mag|moet|kan|heeft|is|wordt|krijgt|zal|wil|blijft|wacht|begint|start)", r"(?:mag|moet|kan|heeft|is|wordt|krijgt|zal|blijft|wacht|begint|start) ze",
];

/// Verbs before "me" with which nothing is said of the writer: "she asked me".
#[rustfmt::skip]
pub(crate) const TELLING: &[&str] = &[
    "ask", "asks", "asked", "asking", "tell", "tells", "told", "telling", "call", "calls", "called", "let", "remind", "reminded", "bug", "bugs",
    "bugging", "pester", "pestering", "email", "emailed", "emails", "contact", "contacted", "ping", "text", "texted", "forgive", "excuse",
    "believe", "trust", "help", "helps", "thank", "copy", "copied", "cc", "gave", "gives", "sent", "sends", "wrote", "writes", "from", "by", "above", "below",
    "about", "shout", "mail", "mailed", "phone", "rang", "chase", "chasing", "chased", "wants", "pushing", "nagging", "drive", "driving",
];

/// Those among them that are articles as well.
pub(crate) const ARTICLES: &[&str] = &["le", "la", "el", "il", "o", "a"];

/// Beginnings of the verbs before which they stand for somebody, folded.
#[rustfmt::skip]
pub(crate) const VERB_STEMS: &[&str] = &[
    "activ", "ativ", "attiv", "invit", "convid", "envi", "mand", "laiss", "gard", "mett", "bloqu", "dej", "pon", "ten", "mant",
    "est", "es", "sera", "peut", "doit", "recoit", "recev", "attend", "esper", "debe", "puede", "pued", "recib", "tiene", "pode",
    "deve", "receb", "fica", "puo", "ricev", "aspett", "lasci", "ha", "va", "a ", "cre", "ajout", "anad", "ajoute", "supprim", "quit",
];

/// "Tyrell too": the same is said of him.
#[rustfmt::skip]
pub(crate) const TOO: &[&str] = &[
    "too", "also", "likewise", "aswell", "well", "equally", "ebenso", "auch", "ebenfalls", "aussi", "egalement", "pareil", "tambien", "igual",
    "tambem", "ook", "idem", "eveneens", "anche", "pure", "ogsa", "ocksa", "tez", "rowniez", "ditto",
];

/// Words beside it that say nothing more.
#[rustfmt::skip]
pub(crate) const BESIDE_TOO: &[&str] = &[
    "and", "as", "is", "has", "so", "the", "same", "for", "und", "et", "y", "e", "en", "please", "goes", "ja", "yes",
];

/// Words before those who are left out.
#[rustfmt::skip]
pub(crate) const EXCEPT: &[&str] = &[
    r"except(?: for)?", r"(?:everyone|everybody|all|nobody|no one|anyone) but", r"but not", r"other than", r"apart from", r"besides", r"excluding", r"aside from",
    r"(?:everyone|everybody|all|both|them all|alle|tous|todos|tutti|allen) (?:without|ohne|sans|sin|sem|zonder|senza)", r"with the exception of", r"minus", r"leaving out", r"leave out", r"omitting", r"omit", r"exceptions?(?: is| are)?", r"ausnahmen?(?: ist| sind)?", r"ausgenommen", r"with one exception,? namely", r"(?:every ?one|every ?body|all|all of them|any ?one|any ?body|nobody|no one|the lot|them all|both) bar", r"barring", r"save",  r"not for", r"just not", r"save for", r"only not", r"ausser", r"bis auf",
    r"outside of", r"not counting", r"not including", r"exclusive of", r"discounting", r"ander(?:e|en|er|es|s) als", r"abgesehen von", r"autres que", r"a l'exclusion de", r"aparte de", r"(?:a|con) (?:la )?(?:unica )?excepcion de", r"excluyendo", r"que no sea[n]?", r"(?:a|com) (?:a )?(?:unica )?excecao d[aeo]", r"excetuando", r"excluindo", r"met uitzondering van", r"ander(?:e|en) dan", r"ad eccezione di", r"fatta eccezione per", r"eccezion fatta per", r"fuorche",
    r"mit ausnahme von", r"nicht aber", r"sauf", r"excepte", r"hormis", r"a l'exception de", r"a part", r"excepto",
    r"menos", r"salvo", r"exceto", r"behalve", r"uitgezonderd", r"tranne", r"eccetto",
];

/// "The only exception is": who is named behind it is spoken of, and nobody else.
#[rustfmt::skip]
pub(crate) const EXCEPTION: &[&str] = &[
    r"exceptions?", r"ausnahmen?", r"excepcion(?:es)?", r"excec(?:ao|oes)", r"uitzondering(?:en)?", r"eccezion[ei]",
];

/// Words that leave out all others.
#[rustfmt::skip]
pub(crate) const ONLY: &[&str] = &[
    r"only", r"just", r"nur", r"seulement", r"uniquement", r"solo", r"solamente", r"somente", r"apenas", r"so (?:o|os|a|ativem|ative|ativar|enviem|envie|enviar|criem|criar|mandem|mande|para|no)",
    r"alleen", r"enkel", r"soltanto", r"solely", r"nobody but", r"lediglich", r"ausschliesslich", r"allein", r"seule?", r"exclusivement", r"n'(?:activez|invitez|envoyez|active|activer)(?: [^\s,;]+){0,4}? qu(?:e|')", r"unicamente", r"exclusivamente", r"nada mas que",
    r"uitsluitend", r"slechts", r"unicamente", r"esclusivamente",
];

/// Honorifics, ranks and religious titles before a name, folded, without a full stop.
#[rustfmt::skip]
pub(crate) const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "sir", "madam", "dame", "lord", "lady", "rev",
    "reverend", "fr", "father", "sister", "sr", "brother", "br", "rabbi", "imam", "pastor", "capt", "captain", "col",
    "colonel", "lt", "lieutenant", "maj", "major", "sgt", "sergeant", "gen", "general", "hon", "judge", "officer",
    "chief", "cpl", "cmdr", "commander", "herr", "herrn", "frau", "mister", "misses", "missus", "mstr", "hr", "dipl-ing", "ing", "mag", "monsieur", "madame", "mme",
    "mlle", "senor", "senora", "sra", "srta", "senhor", "senhora", "dhr", "mevr", "mevrouw", "meneer", "de heer",
    "med", "dent", "dott.ssa", "dr.ssa", "prof.ssa", "sig.ra", "sig.na", "univ", "habil", "sig", "signora", "signor", "dott", "dottssa", "dra", "drs", "ir", "deacon", "elder", "bishop", "monsignor",
    "msgr", "atty", "doctor", "nurse", "alhaji", "alhaja", "hajia", "mallam", "barr", "shri", "smt", "kumari", "dato", "datuk", "datin", "encik", "puan", "haji", "hajjah", "sheikh", "shaikh", "fru", "froken", "monsignore", "onorevole", "professoressa", "professore", "dottor", "dottore", "geom", "rag", "avv", "herra", "rouva", "pr", "dre", "eng", "engr", "arch", "adv", "advocate", "chef", "coach",
    "constable", "corporal", "inspector", "superintendent", "admiral", "commodore", "brigadier", "canon", "firefighter", "ensign", "revd", "ven", "sergente", "capitano", "capitan", "capitaine", "commandant", "oberst", "hauptmann", "leutnant", "feldwebel", "schwester", "pfarrer", "pater", "soeur", "frere", "suor", "padre", "hermana", "fratel", "matron",
];

/// First names that are common words as well: in lower case they are the word, not the name. Folded.
#[rustfmt::skip]
pub(crate) const COMMON_WORDS: &[&str] = &[
    "mark", "may", "will", "rose", "grace", "hope", "joy", "faith", "bill", "frank", "art", "gene", "rich", "sue", "pat", "jack", "drew", "dawn", "june",
    "april", "august", "summer", "iris", "ivy", "lily", "violet", "ruby", "pearl", "amber", "crystal", "sandy", "rusty", "dusty", "skip", "chip", "chuck",
    "rob", "nick", "mike", "ray", "miles", "dean", "earl", "duke", "king", "page", "clay", "cliff", "dale", "glen", "heath", "lane", "reed", "rock", "stone",
    "young", "long", "short", "brown", "green", "white", "black", "gray", "wood", "woods", "field", "fields", "hill", "lake", "banks", "rivers", "brook",
    "brooks", "day", "knight", "price", "best", "love", "bond", "case", "cash", "chase", "church", "cook", "cross", "lamb", "bush", "park", "parks", "pope",
    "potter", "power", "powers", "sharp", "small", "smart", "stark", "strong", "swift", "waters", "weeks", "wells", "wise", "wolf", "worth", "little", "major",
    "sales", "hand", "hands", "house", "lead", "list", "order", "read", "rest", "role", "team", "user", "west", "north", "south", "east", "noble", "friend",
    "mail", "email", "post", "link", "guy", "buddy", "sunny", "happy", "merry", "carol", "penny", "peg", "olive", "sage", "rain", "sky", "star", "gold",
    "silver", "baker", "farmer", "fisher", "hunter", "mason", "miller", "taylor", "tanner", "walker", "turner", "porter", "parker", "carter", "cooper", "hope",
    "alle", "beide", "ende", "ana", "mai", "pia", "les", "des", "eva", "une", "sol", "luz", "mar", "paz", "rocio",
];

/// Letters behind a name that are no part of it, folded, without full stops.
#[rustfmt::skip]
pub(crate) const POST_NOMINALS: &[&str] = &[
    "md", "phd", "cissp", "cpa", "rn", "esq", "mba", "pmp", "dds", "dvm", "cfa", "facs", "do", "msc", "bsc", "ma",
    "ba", "jd", "llm", "obe", "mbe", "cbe", "pe", "np", "pa-c", "lpn", "bsn", "msn", "crna", "dpm", "od", "pharmd",
    "shrm-cp", "phr", "cisa", "cism", "dmd", "mbbs", "frcs", "edd", "lcsw", "aia", "ret", "cpt", "usn", "usaf", "osb",
    "sj", "ocn", "rn-bc", "bcba", "dnp", "aprn", "fnp", "fnp-bc", "ccrn", "cnor", "rrt", "dpt", "otr", "slp", "ccc-slp",
    "lmft", "lpc", "psyd", "bds", "mrcs", "mrcgp", "frcp", "mrcp", "fracs", "frca", "llb", "acca", "fca", "mcips", "cpim",
    "mph", "mha", "mpa", "aas", "mph", "cbet", "cphq", "rhia", "rhit", "faan", "faap", "facp", "fache", "lvn", "cna", "cnm",
    "lmsw", "licsw", "msw", "mch", "cst", "cpnp", "phn", "mbchb", "bvsc", "mrcvs", "lld", "ll.m",
];

/// Particles inside a family name, folded.
#[rustfmt::skip]
pub(crate) const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "el", "al",
    "bin", "ibn", "ter", "ten", "y", "e", "i", "t", "los", "las", "lo", "vom", "zur", "ap", "mac", "ni", "an", "zu", "zum", "af", "av", "st", "'t", "op", "in",
    "a'", "nic", "mhic", "dela", "delos", "delas", "dalla", "dal", "degli", "dei", "ben", "bint", "binti", "vander", "vanden", "onder", "aan", "het", "ould",
];

/// Those that may begin a family name before a comma.
#[rustfmt::skip]
pub(crate) const FAMILY_PARTICLES: &[&str] = &[
    "van", "von", "vom", "de", "der", "den", "del", "della", "degli", "dei", "di", "da", "dal", "dalla", "dos", "das", "du", "la", "le", "el", "al",
    "bin", "ibn", "bint", "ben", "ter", "ten", "te", "zu", "zur", "zum", "af", "av", "'t", "ap", "ould", "vander", "vanden", "dela", "delos",
];

/// Those that are joined to the word behind them, in small letters: "d'Ávila", "el-Masri", "dall'Ò".
#[rustfmt::skip]
pub(crate) const JOINED_PARTICLES: &[&str] = &[
    "d", "l", "dell", "dall", "nell", "sant", "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul", "bin", "ben", "ibn", "abu", "t", "n",
];

/// Words that make a longer rank of the one behind them, folded: "Station Officer", "Right Rev.".
#[rustfmt::skip]
pub(crate) const RANK_LEADS: &[&str] = &[
    "station", "watch", "crew", "group", "area", "battalion", "division", "district", "fire", "petty", "master", "staff", "lance", "wing", "squadron", "flight",
    "chief", "detective", "police", "first", "second", "third", "senior", "junior", "deputy", "assistant", "associate", "acting", "vice", "rear", "warrant", "field", "sub", "lieutenant", "lt",
    "major", "brigadier", "sergeant", "private", "quartermaster", "provost", "duty", "head", "charge", "ward", "right", "rt", "very", "most", "venerable", "ven", "probationary", "special", "sous", "adjunct", "emeritus",
];

/// The last words of such ranks, folded.
#[rustfmt::skip]
pub(crate) const RANKS: &[&str] = &[
    "officer", "sergeant", "sgt", "corporal", "cpl", "commander", "constable", "inspector", "superintendent", "leader", "manager", "marshal", "admiral", "general", "lieutenant", "lt",
    "major", "captain", "capt", "colonel", "col", "chief", "class", "commissioner", "firefighter", "paramedic", "mate", "engineer", "nurse", "sister", "chef", "reverend", "rev", "revd", "hon", "honourable", "honorable", "professor", "prof", "marshall", "matron", "warden", "cmdr", "cdr", "maj", "gen", "adm", "commodore", "ranger",
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

/// Customary short forms of given names that are not their beginnings, folded.
#[rustfmt::skip]
pub(crate) const NICKNAMES: &[(&str, &[&str])] = &[
    ("bill", &["william"]), ("billy", &["william"]), ("bob", &["robert"]), ("bobby", &["robert"]),
    ("rob", &["robert"]), ("dick", &["richard"]), ("rick", &["richard", "frederick"]), ("jim", &["james"]),
    ("jimmy", &["james"]), ("jack", &["john"]), ("johnny", &["john"]), ("hank", &["henry"]), ("harry", &["harold", "henry"]),
    ("ted", &["edward", "theodore"]), ("ned", &["edward"]), ("eddie", &["edward", "edwin"]), ("chuck", &["charles"]),
    ("charlie", &["charles", "charlotte"]), ("mike", &["michael"]), ("mick", &["michael"]), ("tony", &["anthony", "antonio"]),
    ("andy", &["andrew", "andreas"]), ("drew", &["andrew"]), ("kate", &["katherine", "catherine"]), ("katie", &["katherine", "catherine"]),
    ("kathy", &["katherine", "kathleen", "catherine"]), ("kitty", &["katherine", "catherine"]), ("liz", &["elizabeth", "elisabeth"]),
    ("beth", &["elizabeth", "elisabeth", "bethany"]), ("betty", &["elizabeth"]), ("lizzie", &["elizabeth"]), ("lisa", &["elisabeth"]),
    ("peggy", &["margaret"]), ("meg", &["margaret"]), ("maggie", &["margaret", "magdalena"]), ("greta", &["margareta", "margarete"]),
    ("molly", &["mary"]), ("polly", &["mary"]), ("nancy", &["ann", "anne"]), ("sally", &["sarah"]), ("jenny", &["jennifer"]),
    ("trudy", &["gertrude"]), ("becky", &["rebecca"]), ("dolly", &["dorothy", "dolores"]), ("dot", &["dorothy"]),
    ("dottie", &["dorothy"]), ("jerry", &["gerald", "jerome", "jeremy"]), ("gerry", &["gerald", "gerard"]), ("larry", &["lawrence", "laurence"]),
    ("pepe", &["jose"]), ("paco", &["francisco"]), ("pancho", &["francisco"]), ("nacho", &["ignacio"]), ("lola", &["dolores"]),
    ("sepp", &["josef", "joseph"]), ("hannes", &["johannes"]), ("uli", &["ulrich", "ulrike"]), ("gigi", &["luigi"]),
    ("nick", &["nicholas", "nicolas", "nikolaus"]), ("vicky", &["victoria"]), ("ricky", &["richard"]), ("bert", &["albert", "robert", "herbert"]),
    ("mandy", &["amanda"]), ("sandy", &["sandra", "alexander", "alexandra"]), ("sascha", &["alexander"]), ("sasha", &["alexander", "alexandra"]),
    ("toni", &["anton", "antonia"]), ("gus", &["august", "augustus", "gustav"]), ("bea", &["beatrix", "beatrice"]),
];

/// Small words that begin sentences and given names alike: "The" is not Theodore, "All" is not Allison.
#[rustfmt::skip]
pub(crate) const SMALL_WORDS: &[&str] = &[
    "the", "and", "for", "per", "her", "his", "not", "all", "any", "can", "let", "but", "are", "was", "has", "had", "who",
    "how", "why", "our", "out", "off", "too", "two", "ten", "one", "six", "set", "see", "say", "ask", "add", "its", "yet",
    "yes", "now", "new", "old", "get", "got", "put", "did", "don", "der", "die", "das", "den", "dem", "ein", "und", "les",
    "des", "une", "los", "las", "del", "con", "por", "sin", "que", "van", "het", "een", "met", "sur", "est", "aus", "mit",
    "von", "vor", "bei", "zum", "zur", "ist", "car", "col", "war", "own", "man", "men", "lad", "kid", "sir", "dad", "mom",
    "mum", "son", "she", "him", "you", "may", "mar", "end", "way", "day", "use", "try", "run", "net", "web", "app", "fax",
    "tel", "cell", "both", "each", "also", "then", "than", "that", "this", "they", "them", "when", "what", "will", "with",
    "from", "have", "here", "there", "please", "level", "role", "gen", "val", "les", "mes", "tes", "ses", "mis", "sus",
    "ver", "ser", "fin", "pro", "pre", "sub", "san", "can", "cal", "lin", "mel", "christ", "jean", "marie", "maria", "ana",
];

/// Short words of ordinary text that are names as well.
pub(crate) const SHORT_WORDS: &[&str] = &[
    "max", "art", "joy", "sky", "ray", "rob", "eve", "van", "von", "den", "del", "los", "las", "sol", "ten", "per",
    "bis", "tea", "sin", "son", "una", "uma", "leo", "mit", "nur", "and", "lee", "ada", "gene",
];

/// "The first two": those at the beginning of a list.
pub(crate) const FIRST: &[&str] = &[
    "first",
    "top",
    "ersten",
    "obersten",
    "premiers",
    "premieres",
    "primeros",
    "primeras",
    "primeiros",
    "primeiras",
    "eerste",
    "bovenste",
    "primi",
    "prime",
];

/// "The last two": those at its end.
pub(crate) const LAST: &[&str] = &[
    "last",
    "bottom",
    "letzten",
    "untersten",
    "derniers",
    "dernieres",
    "ultimos",
    "ultimas",
    "laatste",
    "onderste",
    "ultimi",
    "ultime",
];

/// "The second": one by the place in a list.
pub(crate) const PLACES: &[&[&str]] = &[
    &[
        "first", "erste", "ersten", "premier", "premiere", "primero", "primera", "primeiro", "primeira", "eerste",
        "primo", "prima",
    ],
    &[
        "second", "zweite", "zweiten", "deuxieme", "second", "seconde", "segundo", "segunda", "tweede", "secondo",
        "seconda",
    ],
    &[
        "third",
        "dritte",
        "dritten",
        "troisieme",
        "tercero",
        "tercera",
        "terceiro",
        "terceira",
        "derde",
        "terzo",
        "terza",
    ],
    &[
        "fourth",
        "vierte",
        "vierten",
        "quatrieme",
        "cuarto",
        "cuarta",
        "quarto",
        "quarta",
        "vierde",
    ],
];
