//! Words around a go-live date, folded, as patterns.

/// The go-live itself.
#[rustfmt::skip]
pub(crate) const GO_LIVE: &[&str] = &[
    // English
    r"go(?:es|ing)?[- ]?live(?:s)?", r"golive",
    r"live (?:date|day|on|from|by|the|this|next|monday|tuesday|wednesday|thursday|friday|in|as of|until|till|with (?:us|the system|you)|op|am|le|el|em|den|\d\S*|\w+ \d\S*)",
    r"(?:date|day) (?:we|they|it|he|she|all|everyone|\w+) (?:go(?:es)?|are|is) live",
    r"cut ?-?over", r"launch(?:es|ing)?(?: date)?", r"roll(?:s|ing)?-? ?out", r"d-day",
    r"(?:start|begin|commenc)(?:s|ing|e|es)? (?:working|using|work|use|production|operations|with (?:the|our|your) (?:new )?(?:system|software|platform|tool))(?: (?:\w+ )*?(?:system|software|platform|tool|it|with it|with us))?",
    r"(?:start|begin|go|going)(?:s)? (?:date )?(?:on|in|with) (?:the |your |our )?(?:new )?(?:system|software|platform|tool|production)",
    r"(?:system|software|platform|production) (?:start(?:s)?|launch|go(?:es)? live)",
    r"(?:in|into|to) (?:live )?production",
    r"open(?:s|ing)? (?:\S+ ){0,3}?(?:on|with) the (?:new )?(?:system|software|platform|tool)",
    r"switch(?:es|ing)?[- ]?over", r"flip(?:s|ping)? the switch",
    r"switch(?:es|ing)? to (?:the )?(?:new )?(?:system|software|platform|you)",
    r"mov(?:e|es|ing) (?:on)?to (?:the |your |our )?(?:new )?(?:system|software|platform|tool)",
    r"(?:system|software|platform) takes over", r"up and running",
    r"first day (?:on|with|in|using|of) (?:the |your |our )?(?:new )?(?:system|software|platform|tool|live)",
    r"first day live", r"first live day",
    r"we (?:will )?(?:start|begin) on (?:\w+ \d|\d|monday|tuesday|wednesday|thursday|friday)",
    r"day (?:one|1) (?:on|with|of|in) (?:the |your |our )?(?:new )?(?:system|software|platform|tool)", r"big day",
    r"(?:until|till|til|once|when|after|before|by the time|as soon as) (?:\w+ ){1,4}?(?:has|have|'ve|'s|are|is) (?:gone|went) live",
    r"will have gone live", r"be(?:ing)? live", r"are live", r"is live", r"'re live", r"not live",
    r"live (?:on|with|in) (?:the )?(?:system|platform|portal)",
    r"work(?:s|ing)? (?:with|on|in) the new (?:system|software|platform|tool)", r"implementation date",
    r"deploy(?:ment|s|ing)?(?: date)?", r"in service date",
    // German
    r"produktivstart\w*", r"produktivsetzung", r"produktivbetrieb", r"live ?gang", r"livegang\w*", r"live-? ?start",
    r"live-?betrieb",
    r"geht (?:\S+ ){0,6}?live", r"gehen (?:\S+ ){0,6}?live", r"live (?:geht|gehen|zu gehen)", r"echtbetrieb",
    r"echtstart", r"startet produktiv", r"inbetriebnahme",
    r"start(?:en|et|e)? (?:\S+ ){0,6}?(?:neuen? )?system\w*",
    r"arbeite(?:n|t) (?:\S+ ){0,3}?(?:mit|im|auf) (?:dem |das )?neuen? system\w*",
    r"(?:nutzen|benutzen|verwenden) (?:\S+ ){0,5}?system", r"systemstart", r"umstellung\w*",
    // French
    r"mise en (?:production|prod|service|ligne|route)", r"demarrage",
    r"pass(?:age|e|ons|ent|era|erons) en (?:production|reel)", r"bascule\w*", r"demarr(?:e|er|ons|ent|era|erons)\w*",
    r"lancement", r"ouverture du (?:service|systeme)",
    // Spanish, Portuguese, Italian
    r"puesta en (?:marcha|produccion|vivo)", r"salida (?:en vivo|a produccion)", r"arranque", r"arranca\w*",
    r"arrancamos",
    r"sal(?:imos|en|e) (?:en vivo|a produccion)", r"entra(?:mos|n|r)? en (?:produccion|funcionamiento)",
    r"lanzamiento",
    r"entrada em (?:producao|operacao)", r"entra(?:mos|m|r)? (?:no ar|em producao|ao vivo|em operacao)",
    r"lancamento", r"virada", r"sistema (?:parte|partira|arranca|comeca|inicia)",
    r"(?:vamos|vao|vai|ir) (?:para o ar|ao ar|ao vivo)",
    r"parti(?:amo|ono|re) (?:con|col) (?:il )?(?:nuovo )?sistema",
    r"messa in (?:produzione|funzione|esercizio|servizio)", r"avvio", r"partenza", r"andiamo live",
    r"passaggio in produzione", r"vivo",
    // Dutch, Polish, Swedish, Japanese
    r"ingebruikname", r"start(?:en|t)? (?:\S+ ){0,6}?systeem", r"in productie", r"gaan (?:\S+ ){0,5}?live",
    r"gaat (?:\S+ ){0,5}?live", r"lancering", r"livegaan",
    r"start produkcyjny", r"uruchomieni\w+", r"wdrozeni\w+", r"driftstart\w*", r"driftsattning\w*", r"skarp drift",
    r"gar (?:\S+ ){0,5}?live",
    r"\w*本番\w*", r"\w*稼働\w*", r"\w*運用開始\w*", r"\w*リリース\w*", r"\w*稼動\w*",
];

/// Other appointments, whose dates are no go-live.
#[rustfmt::skip]
pub(crate) const OTHER_DATES: &[&str] = &[
    // Lessons, talks, papers
    r"train\w*", r"class(?:es)?", r"course", r"lessons?", r"kick(?:ed)?(?:s)?[- ]?off", r"contract\w*", r"signed",
    r"sign(?:s|ing)?", r"countersigned", r"sow", r"sessions?",
    r"webinar", r"demo", r"meet\w*", r"call", r"calls", r"workshop", r"uat", r"board", r"conference", r"party",
    r"review", r"rehearsal", r"dry run", r"planning",
    r"invoice\w*", r"renew\w*", r"lease", r"licen[cs]e\w*", r"po", r"quote", r"offer", r"budget", r"audit\w*",
    r"inspect\w*",
    r"data migration", r"migrat\w+", r"test\w*", r"pilot", r"hypercare", r"support", r"backup", r"freeze", r"cutoff",
    r"cut-off", r"import\w*", r"upload\w*",
    // People
    r"out of (?:the )?office", r"vacation", r"holidays?", r"on leave", r"leave", r"maternity", r"away", r"is back",
    r"be back", r"are back", r"'m back", r"(?:am|is|are|be|'m|'s|'re|get|gets|come|comes|coming|arrive|arrives|home) back (?:on|in|from|at)", r"returns?", r"off (?:on|until|till|from|next)",
    r"travel\w*", r"birthday", r"born", r"anniversary",
    r"start(?:s|ed)? (?:her|his|work|as|employment|with (?:us|them)|at)",
    r"(?:he|she|who|employee) (?:only )?(?:starts|started|begins)(?: (?:work|working|employment|the job|her job|his job))?", r"first day (?:at|of) (?:work|employment|school)",
    r"employ\w+", r"hired", r"joins?", r"joined", r"joining", r"retires?", r"leaves",
    r"last day(?: at| with| here| of work| in the office)", r"resign\w*",
    // Doings around this mail
    r"(?:i|we|they|she|he|you|i'll|we'll|they'll|you'll)(?: \w+)? (?:know|hear|decide|find out|tell|say|confirm) (?:you )?(?:more )?(?:on|by|next|this|at)", r"let you know (?:on|by|next|this)", r"due (?:on|by|date|at|in)", r"(?:is|are|was|were|payment|data|invoice|forms?) due", r"deadline",
    r"by (?:the )?latest", r"reply", r"respond", r"answer",
    r"wrote", r"mail(?:ed)? (?:of|on|from|dated)", r"e-?mail (?:of|on|from|dated)", r"dated", r"sent (?:on|at)",
    r"password\w*", r"expire\w*", r"valid until",
    r"founded", r"since", r"went live", r"gone live", r"live since", r"been live", r"old system",
    r"switch(?:ed)? off",
    // German
    r"schulung\w*", r"\w*vertrag\w*", r"unterschrieb\w*", r"besprechung\w*", r"termin", r"urlaub\w*", r"geburtstag",
    r"abnahme\w*", r"testphase", r"rechnung\w*", r"frist", r"zuruck", r"eintritt",
    // French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish, Japanese
    r"formations?", r"contrat\w*", r"reunion\w*", r"conges?", r"vacances", r"anniversaire", r"facture", r"recette",
    r"signe\w*",
    r"formacion", r"capacitacion\w*", r"contrato", r"vacaciones", r"cumpleanos", r"factura", r"firm\w+",
    r"treinamento\w*", r"reuniao", r"ferias", r"assinad\w+",
    r"formazione", r"riunione", r"ferie", r"contratto", r"opleiding\w*", r"vergadering", r"vakantie", r"verjaardag",
    r"szkoleni\w+", r"spotkani\w+", r"urlop\w*", r"umow\w+", r"utbildning\w*", r"mote\w*", r"semester", r"avtal\w*",
    r"\w*研修\w*", r"\w*契約\w*", r"\w*会議\w*", r"\w*休暇\w*",
];

/// Doings with the activation link, whose dates are no go-live either.
#[rustfmt::skip]
pub(crate) const LINK_DATES: &[&str] = &[
    r"hold\w*", r"held", r"activat\w+", r"invit\w*", r"links?", r"wait\w*", r"aktivier\w*", r"einlad\w*", r"warten",
    r"freischalt\w*", r"gesperrt\w*",
    r"activ\w+", r"en attente", r"espera\w*", r"ativ\w+", r"attiv\w+", r"activer\w+", r"wacht\w*", r"aktyw\w+",
    r"aktiver\w*", r"\w*有効化\w*",
];

/// Right before a date: it certainly is no longer the one.
#[rustfmt::skip]
pub(crate) const FORMER: &[&str] = &[
    r"instead of", r"not", r"no longer", r"rather than", r"originally", r"previously", r"formerly", r"initially",
    r"used to be",
    r"was (?:supposed|meant|going|due|originally|previously|first) (?:to )?(?:be|go|go live|happen)?",
    r"were (?:supposed|meant|going|due) to (?:be|go live|go)",
    r"should have been", r"would have been", r"had been", r"had (?:said|planned|told you|given you)",
    r"old(?: go-?live| date| one)*(?: was| is| of)?:?", r"aren'?t", r"isn'?t",
    r"won'?t(?: be| make| go live| happen)?", r"wasn'?t", r"weren'?t",
    r"can'?t(?: make| do| go live)?", r"cannot(?: make| do| go live)?", r"ignore", r"forget(?: about)?", r"scrap",
    r"disregard", r"cancel", r"in place of", r"replac(?:es|ing)",
    r"statt", r"anstatt", r"anstelle", r"nicht(?: mehr)?", r"ursprunglich", r"bisher", r"au lieu d\w*",
    r"initialement", r"n'est plus", r"en lugar de", r"en vez de", r"inicialmente", r"em vez de", r"ao inves de",
    r"in plaats van", r"niet(?: meer)?", r"oorspronkelijk", r"invece (?:del|di|che)\w*", r"inizialmente", r"zamiast",
    r"istallet for",
];

/// Right before a date: it is no longer the one where another takes its place.
#[rustfmt::skip]
pub(crate) const PERHAPS_FORMER: &[&str] = &[
    r"was", r"were", r"from", r"of", r"told (?:you|him|her|them|us)", r"i said", r"we said", r"you said", r"after",
    r"was (?:set|planned|scheduled) (?:for|on)",
    r"war", r"vom", r"von", r"von dem", r"du", r"de", r"del", r"do", r"van", r"dal", r"etait", r"era", r"estaba",
    r"estava", r"z", r"fran",
];

/// Right behind a date: it is no longer the one.
#[rustfmt::skip]
pub(crate) const FELL_THROUGH: &[&str] = &[
    r"(?:is|was|has been) (?:off|out|cancelled|canceled|dead|not possible|impossible|scrapped|no longer)",
    r"(?:no longer|doesn'?t|does not|didn'?t|did not|won'?t|will not) (?:work|happen|fit|hold)\w*",
    r"fell through", r"falls through", r"(?:date )?(?:is|was) (?:wrong|outdated|too early|too soon)",
    r"isn'?t happening",
];

/// Words before the go-live that deny it.
#[rustfmt::skip]
pub(crate) const DENIED: &[&str] = &[
    r"not", r"no longer", r"aren'?t", r"isn'?t", r"won'?t", r"never", r"can'?t", r"cannot", r"instead of", r"nicht",
    r"pas (?:de|d'|la|le|en|encore|du|mis|mise)", r"niet", r"nao", r"no", r"non",
];

/// A date that is not certain, wherever it is said of the go-live.
#[rustfmt::skip]
pub(crate) const TENTATIVE: &[&str] = &[
    r"hopefully", r"likely", r"probably", r"might", r"may be", r"tbc", r"tbd", r"target\w*", r"tentativ\w*",
    r"perhaps", r"maybe", r"in all (?:likelihood|probability)", r"by the looks? of (?:it|things)", r"all being well", r"if nothing (?:\S+ )?(?:comes up|changes|goes wrong|intervenes)", r"aller voraussicht nach", r"selon toute (?:vraisemblance|probabilite)", r"con toda probabilidad", r"com toda a probabilidade", r"naar alle waarschijnlijkheid", r"con ogni probabilita",
    r"possibly", r"to be confirmed", r"to be decided",
    r"not (?:yet )?(?:final|confirmed|certain|fixed|firm|sure|definite|set in stone|official)(?: yet)?",
    r"unconfirmed", r"provisional\w*",
    r"if all goes (?:well|to plan)", r"if (?:all|everything) (?:goes|works|is) \w+", r"fingers crossed",
    r"preliminary", r"pencil\w*", r"could be", r"subject to change", r"may (?:still )?(?:change|move|slip|shift)",
    r"(?:could|can) (?:still )?(?:change|move|slip|shift)",
    r"with (?:any|a bit of|some) luck", r"god willing", r"knock on wood", r"touch wood", r"subject to \w+",
    r"earliest", r"no later than", r"at the latest", r"best guess", r"ballpark", r"placeholder", r"not 100\S*",
    r"awaiting confirmation", r"pending confirmation", r"waiting for confirmation", r"still open", r"penciled",
    r"voraussichtlich", r"wahrscheinlich", r"vermutlich", r"hoffentlich", r"geplant fur etwa", r"evtl", r"eventuell",
    r"unter vorbehalt", r"noch nicht (?:fix|sicher|bestatigt)", r"angepeilt", r"vielleicht",
    r"probablement", r"normalement", r"peut-etre", r"a confirmer", r"en principe", r"sous reserve", r"sans doute",
    r"si tout va bien",
    r"probablemente", r"posiblemente", r"ojala", r"por confirmar", r"tentativ[ao]", r"quiza\w*", r"tal vez",
    r"si todo va bien",
    r"provavelmente", r"talvez", r"a confirmar", r"se tudo (?:correr|der) (?:bem|certo)", r"possivelmente",
    r"waarschijnlijk", r"hopelijk", r"vermoedelijk", r"onder voorbehoud", r"misschien", r"streef\w*",
    r"probabilmente", r"forse", r"da confermare", r"salvo imprevisti", r"prawdopodobnie", r"do potwierdzenia",
    r"formodligen", r"preliminart?", r"troligen", r"\w*予定\w*未定\w*", r"\w*仮\w*",
];

/// Words that make a date uncertain only in the clause of the go-live.
#[rustfmt::skip]
pub(crate) const HOPED: &[&str] = &[
    r"should (?:\w+ )?(?:be|go|happen|start|launch)", r"aim\w*", r"expect\w*", r"estimated?", r"hoping", r"hopes?",
    r"i think", r"we think", r"i believe", r"i guess", r"plan a", r"shooting for", r"looking at", r"eyeing",
    r"assum\w+", r"sollte", r"devrait", r"deberia", r"deveria", r"zou", r"dovrebbe",
];

/// Right before a date: somewhere near it.
#[rustfmt::skip]
pub(crate) const ROUGHLY: &[&str] = &[
    r"around", r"about", r"roughly", r"approximately", r"approx\.?", r"circa", r"ca\.?", r"say", r"etwa", r"ungefahr",
    r"um den", r"vers(?: le)?", r"autour du", r"alrededor del?", r"sobre el", r"por volta d\w+", r"rond",
    r"omstreeks", r"verso il", r"intorno al", r"okolo", r"runt",
];

/// A go-live that is given or moved; with a date and nobody to set up it is a change.
#[rustfmt::skip]
pub(crate) const MOVED: &[&str] = &[
    r"vorgezogen", r"vorziehen", r"vorverlegt", r"nach hinten", r"verzoger\w*", r"spostat\w*", r"slitta\w*", r"adelant\w*", r"pospu\w*", r"pospon\w*", r"verschuif\w*", r"vervroegd", r"mov\w+", r"push\w*", r"postpon\w*", r"slip\w*", r"new (?:go-? ?live|date)", r"bring\w* (?:\S+ ){0,6}?forward",
    r"brought (?:\S+ ){0,6}?forward",
    r"delay\w*", r"reschedul\w*", r"chang\w+", r"updat\w+", r"bump\w*", r"shift\w*", r"defer\w*", r"advanc\w+",
    r"put (?:back|off)", r"verschob\w*", r"verschieb\w*", r"verleg\w*", r"report\w*", r"repouss\w*", r"decal\w+",
    r"avanc\w+", r"aplaz\w*", r"retras\w*", r"pas(?:a|amos|o)", r"adiad\w*", r"adi\w+", r"antecip\w+",
    r"verplaatst", r"verschoven", r"uitgesteld", r"posticip\w+", r"rinvi\w+", r"spostat\w+", r"anticip\w+",
    r"przesun\w+", r"przelozon\w*", r"flytta\w*", r"skjut\w*", r"延期\w*", r"変更\w*",
];

/// A date behind one of these corrects what was said before.
#[rustfmt::skip]
pub(crate) const CORRECTED: &[&str] = &[
    r"neuer? termin", r"nouvelle date", r"nueva fecha", r"nova data", r"nieuwe datum", r"nuova data", r"sorry", r"correction", r"make (?:that|it)", r"i mean\w*", r"no,? wait", r"wait", r"actually", r"now",
    r"instead", r"rather", r"new (?:date|one)", r"my (?:bad|mistake)", r"oops", r"scratch that", r"apologies",
    r"typo", r"should (?:read|say|have been)", r"korrektur", r"entschuldigung", r"sondern", r"doch", r"pardon",
    r"plutot", r"perdon", r"mejor dicho", r"correccion", r"desculpe", r"correcao", r"alias", r"correctie", r"anzi",
    r"scusa", r"rettifica", r"it'?s", r"says",
];

/// Words that may stand beside a date that belongs to the go-live spoken of before; one other word may as well.
#[rustfmt::skip]
pub(crate) const FILLERS: &[&str] = &[
    "on", "the", "it", "its", "it's", "is", "will", "now", "be", "that", "that's", "this", "to", "new", "date", "for",
    "set", "moved", "from", "of", "at",
    "i", "mean", "meant", "sorry", "no", "wait", "make", "actually", "so", "until", "only", "then", "scheduled",
    "planned", "hopefully", "probably", "likely", "tbd", "tbc", "but", "and", "says", "said", "we", "have", "a", "an",
    "our", "their", "one", "correction", "rather", "instead", "oops", "oh", "my", "mistake", "bad", "apologies",
    "should", "read", "have", "been", "was", "as", "agreed", "confirmed", "morning", "by", "starting", "change",
    "please", "i.e", "ie", "aka", "namely", "which", "'ll", "it'll", "later", "officially", "due", "day", "after",
    "all", "change", "moving", "take", "takes", "place", "happen", "happens", "foreseen", "pushed", "back", "forward",
    "mon", "tue", "wed", "thu", "fri", "neuer", "neue", "neuen", "termin", "datum", "nouvelle", "nueva", "fecha", "nova", "data",
    "nieuwe", "nuova", "statt", "anstatt",
    "monday", "tuesday", "wednesday", "thursday", "friday", "am", "der", "den", "dem", "ist", "wird", "jetzt", "nun",
    "neu", "ab", "also", "sondern", "und", "zwar", "auf", "vom", "zum", "le", "la", "du", "au", "est", "sera",
    "desormais", "som", "er", "blir", "bliver", "hvilket", "vilket", "qui", "que", "soit", "die", "dat", "che", "zijn", "wordt", "maandag", "dinsdag", "mandag", "mandagen", "el", "es", "sera", "ahora", "al", "para", "o", "dia", "em", "agora", "e", "sera", "op", "naar",
    "nu", "il", "den", "ar", "は", "です",
];
