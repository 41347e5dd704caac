//! Words that make a request below them doubtful where nobody understands what they say. Folded patterns.

/// Words that delay, refuse or correct, whatever stands beside them.
#[rustfmt::skip]
pub(crate) const DELAYING: &[&str] = &[
    r"delay\w*", r"defer\w*", r"paus\w+", r"postpon\w*", r"sit on (?:this|it|that|them|these)", r"(?:not|no|don't|do not) (?:need to )?rush\w*", r"rush (?:this|it|them|into)", r"(?:not|too|so) (?:so )?(?:fast|quick|soon|early)", r"veto\w*", r"block\w*",
    r"nothing (?:\S+ ){0,4}?(?:before|until|till|unless|yet)", r"(?:before|until|till|unless) (?:i|we) \w+", r"disregard\w*", r"ignore (?:that|this|him|her|them|what|the last|the next|\w+\'s)",
    r"tbc", r"tbd", r"to be confirmed", r"hang (?:on|fire)", r"not (?:\S+ ){0,3}?yet", r"not now", r"in due course", r"in the meantime", r"for the time being", r"stop", r"dont do", r"don't do", r"do nothing",
    r"(?:training|contract|payment|demo|signature|paperwork|approval|call) first", r"first (?:the )?(?:training|contract|payment|demo|signature|paperwork|approval|call)",
    r"noch nicht", r"spater", r"erst (?:\S+ ){0,3}?(?:wenn|nach|zum|am|im|ab)", r"abwarten", r"nicht (?:so )?(?:schnell|sofort|gleich)", r"pas (?:tout de suite|encore)", r"plus tard", r"seulement (?:apres|si|quand|en)", r"despues de", r"mas tarde", r"todavia no", r"solo (?:despues|si|cuando|crear|dopo|se|quando|creare)", r"so (?:depois|criar|se)",
    r"mais tarde", r"ainda nao", r"nog niet", r"pas (?:na|als|in)", r"niet (?:nu|meteen)", r"non ancora", r"piu tardi", r"dopo (?:la|il)",
];

/// In a few words of their own they stop, doubt or put off what stands beside them.
#[rustfmt::skip]
pub(crate) const STOPPING: &[&str] = &[
    r"wait", r"hold on", r"(?:one|a) (?:moment|second|sec)", r"bear with (?:me|us)", r"hmm+", r"nope", r"nah", r"cancel\w*", r"delete (?:that|it)", r"take (?:that|it|this) back", r"forget (?:that|it|this|the \w+)", r"ignore (?:the (?:above|below|last)|this|that|my)", r"strike (?:that|the)",
    r"decides?", r"last word", r"object\w*", r"checking", r"sign\w* off", r"(?:has|have|needs?|must|still|yet) to (?:sign|approve|agree|confirm|pay|clear|ask|finish|complete|check)", r"(?:must|should) (?:sign|approve|agree|confirm|pay|clear)", r"approvals?", r"subject to", r"conditions?", r"requirements?", r"prerequisites?", r"outstanding", r"missing", r"pending", r"beforehand", r"double.?check",
    r"give (?:me|us|it|them) a (?:day|week|few)", r"the nod", r"green light", r"get back to you", r"timing", r"after that", r"drafts?", r"proposal", r"not final", r"old (?:list|mail|instruction)", r"wrong list", r"outdated", r"sent in error", r"maybe", r"perhaps", r"probably", r"on hold", r"cancell?ed", r"postponed", r"suspended", r"withdrawn", r"changed their mind", r"disagree", r"jumped the gun", r"phishing", r"scam",
    r"swapped", r"(?:yes|no|x|y|n) ?(?:=|means)", r"(?:last|activate|activation|the) column", r"do(?: not|n't) (?:process|act|do anything)", r"thoughts", r"please advise", r"let's talk",
    r"moment", r"halt", r"stopp?", r"vielleicht", r"zustimmen", r"vorher", r"unterschrift", r"melde mich", r"klaren", r"a confirmer", r"valider", r"espera", r"falta", r"aprobar", r"pendiente", r"aprovar", r"akkoord", r"aspetta", r"approvare", r"da confermare", r"annul\w+", r"abgesagt",
];

/// What is said of one person who is not there yet, or no longer.
#[rustfmt::skip]
pub(crate) const ABSENT: &[&str] = &[
    r"on (?:\w+ )?(?:holiday|leave|vacation)", r"sick", r"ill", r"away", r"has left", r"is leaving", r"will start", r"joins us", r"untrained", r"declined", r"resigned", r"is out", r"undecided", r"to follow", r"needs training", r"hasn't been", r"isn't", r"has yet", r"still (?:has|needs)",
    r"im urlaub", r"gekundigt", r"krank", r"en conge", r"absent\w*", r"malade", r"de baja", r"de vacaciones", r"de ferias", r"met verlof", r"in ferie", r"malat[oa]",
];

/// Words that may keep somebody back who is named beside them, in a sentence of any length.
#[rustfmt::skip]
pub(crate) const WARY: &[&str] = &[
    r"for (?:now|the moment|the present)", r"doubts?", r"rather", r"second thoughts", r"mixed feelings", r"reservations?", r"at (?:present|the moment)", r"still", r"(?:stays?|stands?|remains?|keeps?|kept) (?:\S+ )?(?:shut|closed|locked|still|off|out|put|back|asleep|dark|inactive)", r"wrong(?:ly)?", r"mistakes?", r"in error", r"not (?:right|correct|true|valid)", r"until", r"till", r"before", r"not yet", r"verif\w+", r"vett\w+", r"clearance", r"whatever", r"lawyers?", r"legal", r"contract\w*", r"probation", r"maternity", r"paternity", r"parental leave", r"(?:sick|annual|unpaid) leave", r"bar", r"except\w*", r"apart from", r"other than", r"later", r"hinges?", r"depends?", r"sorted", r"cleared", r"resolved", r"settled",
    r"noch", r"erst", r"falsch", r"bis", r"vorerst", r"einstweilen", r"encore", r"faux", r"erreur", r"jusqu\w*", r"avant", r"todavia", r"aun", r"hasta", r"antes", r"de momento", r"por ahora", r"error", r"ainda", r"ate", r"por enquanto", r"errad[oa]", r"nog", r"pas", r"eerst", r"voorlopig", r"fout", r"ancora", r"fino", r"prima", r"per ora", r"sbagliat[oa]",
];

/// What takes one person out of what was said, in a few words: "minus Jane", "park Tom".
#[rustfmt::skip]
pub(crate) const TAKING_OUT: &[&str] = &[
    r"minus", r"forget", r"leave (?:\S+ ){1,3}(?:for now|out|aside|be|alone)", r"park", r"typo", r"should (?:be|say|read) (?:an? )?no", r"wrong(?:ly)?", r"mistakes?", r"oversight", r"not sure (?:about|on)", r"unsure (?:about|on)", r"drop", r"scratch", r"freeze", r"ohne", r"vergiss", r"sans", r"oublie[rz]?", r"sin", r"olvid\w+", r"sem", r"zonder", r"senza",
];

/// What makes a column count for nothing, in a sentence of any length.
#[rustfmt::skip]
pub(crate) const IGNORED_COLUMNS: &[&str] = &[
    r"(?:ignore|disregard|forget|skip|never mind|pay no attention to|take no notice of) (?:\S+ ){0,7}?column",
];

/// What makes a column, or the whole list, count for nothing.
#[rustfmt::skip]
pub(crate) const VOIDING: &[&str] = &[
    r"column (?:is |was )?(?:not|isn't|wasn't|wrong|incorrect|out of date|outdated|old|obsolete|for (?:our|internal|us)|to be|still|being|refers|needs|only|does not|doesn't|means (?:something|nothing))", r"confirm the (?:\S+ ){1,2}column", r"(?:letzte|spalte) \S+ (?:ignorieren|stimmt nicht|ist falsch)", r"ignore[rz] la (?:derniere )?colonne", r"ignor\w+ la (?:ultima )?columna",
    r"(?:first|second|third|last) (?:yes|no|tick|x)", r"final (?:list|version) (?:\S+ ){0,2}(?:follows?|to follow|to come|will|comes)", r"(?:list|table|sheet|file) (?:is )?(?:from last|of last|from the old)", r"(?:not|haven't|hasn't|nobody has|yet to) (?:yet |been )?(?:approved?|checked|reviewed|released|signed off)(?: (?:it|this|them|that|the \w+))?", r"call you first", r"ring you first",
];

/// In a subject they stop everything, or what is named beside them.
#[rustfmt::skip]
pub(crate) const SUBJECTS: &[&str] = &[
    r"hold", r"on hold", r"do not", r"don't", r"dont", r"not yet", r"drafts?", r"cancel\w*", r"withdrawn", r"ignore", r"disregard", r"wait", r"stop", r"pending", r"postponed", r"phase (?:\d|two|three)", r"after (?:the )?(?:training|go-?live|contract|signature|approval)", r"test - .*", r"proposal", r"tbc",
    r"nicht", r"noch nicht", r"entwurf", r"storniert", r"stopp", r"warten", r"ne pas", r"pas encore", r"brouillon", r"annule\w*", r"attendre", r"en attente", r"borrador", r"cancelad[oa]", r"esperar?", r"en espera", r"no activar", r"rascunho", r"em espera", r"nao ativar", r"concept", r"niet", r"wachten", r"geannuleerd", r"bozza", r"annullat[oa]", r"non attivare", r"in attesa",
];

/// What makes a request something else: what comes first, a report, a wish of those who are to be let in.
#[rustfmt::skip]
pub(crate) const OTHERWISE_MEANT: &[&str] = &[
    r"(?:give|have|let|get|allow|wait) (?:\S+ ){1,5}?and (?:then )?(?:activate|send|invite)", r"for that\W*$", r"for that (?:day|date|week|time|moment|one|person|user)", r"by then", r"for then", r"at that (?:point|time|stage)", r"on that day",
    r"(?:they|both|all|everyone|everybody|he|she) (?:are|is|were|was|have been|has been|got|have|has|had) (?:now |already |all |both |just )*(?:activated|active|invited|(?:the|their|his|her) links?|(?:the|their|his|her) invit\w+)", r"(?:we|i) (?:have|had|'ve) (?:now |already |just )*(?:activated|invited|sent)",
    r"(?:will|shall|would|must|has to|have to|needs? to|is to|going to) (?:then |also )?(?:give|grant|issue|say) (?:\S+ ){0,3}?(?:green light|go-?ahead|go|approval|ok|okay|word|nod)", r"(?:they|he|she) (?:can|may|could|will|would|should|must|wants? to|needs? to|would like to) (?:now |then )?(?:activate|invite|send)", r"let (?:\S+ ){1,3}(?:activate|invite|send)", r"(?:gets?|receives?|has|have) (?:the |their |his |her |a )?(?:links?|invit\w+|mails?) from (?:us|me|them|kim|the client)",
    r"(?:both|them|links?|all|activate|invite|everyone) (?:on )?(?:mon|tues?|wed|thurs?|fri)", r"(?:he|she|they) (?:asked|said|says|wrote)", r"could say", r"button", r"y ?/ ?n",
    r"ggf", r"gegebenenfalls", r"evtl", r"eventuell", r"le cas echeant", r"si necessaire", r"eventualmente", r"zo nodig", r"eventueel",
];

/// The same, where they are the whole of what is said.
#[rustfmt::skip]
pub(crate) const REPORTS: &[&str] = &[
    r"^(?:all |now |both |just |already )*(?:activated|active|invited)(?: today| now| yesterday| already)?\W*$", r"^(?:can|may|could|will|should|wants? to|would like to) (?:now |then )?(?:activate|invite|send)", r"^(?:has|have|had|got|is|was) (?:now |already )*(?:activated|active|invited|(?:the|her|his|their) (?:links?|invit\w+))",
];

/// Right behind a request they say that it is somebody else's, or only half meant.
#[rustfmt::skip]
pub(crate) const SAID_BEHIND: &[&str] = &[
    r"(?:is|was|were|are) (?:what|how|the|their|his|her|my|our|a|an)", r"(?:said|says|wrote|writes|asked|asks) \S+", r"(?:i|we) (?:only |just )?wish", r"if only", r"as if", r"or (?:at|on|in|with|after|by|not|wait|hold|later|maybe)", r"at least", r"that is", r"that being", r"being the only",
    r"(?:sagt|schreibt|meint|schrieb|sagte) \S+", r"(?:dit|ecrit|a dit|a ecrit) \S+", r"(?:dice|dijo|escribe) \S+", r"(?:disse|diz|escreve) \S+", r"(?:zegt|schrijft|zei) \S+", r"(?:scrive|ha detto) \S+", r"(?:war|ist) (?:die|der|das)", r"(?:etait|est) (?:la|le|leur)", r"oder (?:erst|zum|am|spater)", r"ou (?:au|a la|plus)", r"zumindest", r"du moins", r"al menos", r"pelo menos", r"almeno",
];

/// What stands before a request and tells whose words it is: "message from the client: …".
#[rustfmt::skip]
pub(crate) const REPORTED_BEFORE: &[&str] = &[
    r"(?:.* )?(?:messages?|mails?|e-?mails?|notes?|word|news|lines?|quotes?|feedback|repl(?:y|ies)|answers?|texts?|voicemails?|wish(?:es)?|instructions?|asks?) (?:(?:i|we) got |received |just in )?(?:from|by|of)(?: .*)?", r"from(?: \S+){0,3}? (?:this|yesterday|today|earlier|just|last)(?: .*)?", r"(?:i|we)(?: just| have| had|'ve)* (?:got|received|had|have) (?:this|these|the following|it)(?: .*)?", r"(?:.* )?(?:ideas?|suggestions?|thoughts?|scenarios?|choices|options|possibilit(?:y|ies)|alternatives)(?: (?:is|was|are|were))?", r"(?:.* )?\S*'s (?:\S+ )?(?:wish|ask|message|words?|instruction|mail|e-?mail|question|idea)(?: (?:is|was))?", r"(?:my|our|the|a|one) (?:\S+ )?(?:question|idea|plan|suggestion|thought|draft)(?: (?:to|for) .*)?(?: (?:is|was))?",
    r"(?:wunsch|bitte|anfrage|nachricht|e-?mail|vorschlag|frage) (?:des|der|von|vom)(?: .*)?", r"(?:demande|message|souhait|question|mail) (?:du|de la|de|des|d'\S+)(?: .*)?", r"(?:peticion|solicitud|mensaje|deseo) (?:del|de)(?: .*)?", r"(?:pedido|mensagem|desejo) d[oae](?: .*)?", r"(?:richiesta|messaggio|desiderio) (?:del|della|di|da)(?: .*)?", r"(?:verzoek|bericht|wens|vraag) van(?: .*)?",
    r"(?:\S+ ){1,3}(?:wrote|writes|says|said|asks?|asked|wants|suggests?|proposes?|schreibt|schrieb|meint|ecrit|dit|dice|escribe|disse|escreve|schrijft|zegt|scrive)",
];

/// What stands before a request and puts it off: "contract signed, send the links".
#[rustfmt::skip]
pub(crate) const PUTTING_OFF: &[&str] = &[
    r"later", r"afterwards?", r"subsequently", r"thereafter", r"then", r"at some point", r"sooner or later", r"eventually", r"post[ -].*", r"on signature", r"on receipt", r"(?:with )?(?:the |their )?(?:contract|training|payment|paperwork|demo|agreement) (?:is |are )?(?:signed|done|in|made|paid|finished|completed?)", r"in theory", r"in principle", r"hypothetically", r"ideally", r"in an ideal world", r"otherwise", r"or else", r"failing that", r"alternatively", r"in that case", r"option \w+", r"plan \w+", r"variant \w+", r"last (?:week|month|time)", r"yesterday", r"(?:on|by|from|next) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)", r"in (?:january|february|march|april|may|june|july|august|september|october|november|december)", r"kick-?off.*", r"go[- ]?live(?: \W*\d.*| (?:on|in|at|day|date|week|:).*)?", r"spater", r"danach", r"theoretisch", r"plus tard", r"en principe", r"en teoria", r"mas tarde", r"in theorie", r"in teoria", r"draft", r"proposal", r"example", r"offen", r"open points?", r"pendiente", r"(?:call|ask|collect|check|wait|sign|train|test|ship (?:it|them|first|the)|phone (?:him|her|them|me)|ring|contact|get the|give them|give it|have \w+) .*", r"\w+ (?:permitting|willing|agreeing|consenting)", r"say .*", r"granted .*", r"provided .*", r"assuming .*", r"supposing .*", r"(?:.* )?(?:excluded|excl|aside|without|unlike|contrary|opposed to|other than|barring|apart from|but for)(?: .*)?", r"(?:.* )?kick-?off.*", r"\w+ sends .*", r"client asks", r"they ask(?: us)?", r"they want",
    r"conditions?", r"worst case", r"best case", r"don'?t", r"do not", r"not", r"(?:not in|out of) scope", r"to be \w+", r"to discuss", r"questions?", r"ideas?", r"wish ?list", r"drafts?", r"examples?", r"templates?", r"sample", r"old text", r"previous(?:ly)?", r"history", r"background", r"last year", r"already(?: done)?", r"done", r"internal\w*", r"(?:internal )?notes? to self", r"test(?: case)?s?", r"\w+ (?:wrote|writes|says|said|asks?|asked|wants|suggests?|proposes?|schreibt|schrieb|meint|ecrit|dit|dice|escribe|disse|escreve|schrijft|zegt|scrive)", r"@\w+", r"\w+'s (?:to-?dos?|tasks?|part|job)", r"it", r"hr", r"it (?:team|department)", r"how it works", r"(?:standard |usual |normal )?(?:procedure|process|workflow)", r"next time", r"agenda", r"(?:week|day|month) \d+", r"next steps? after .*", r"someday", r"zu klaren", r"frage[n]?", r"entwurf", r"beispiel", r"vorlage", r"a discuter", r"questions?", r"exemple", r"borrador", r"ejemplo", r"preguntas?", r"perguntas?", r"exemplo", r"rascunho", r"vraag", r"vragen", r"voorbeeld", r"domande?", r"esempio", r"bozza",
];

/// What a link, an account that is open, or the sending of it is called.
#[rustfmt::skip]
pub(crate) const TOPICS: &[&str] = &[
    r"links?", r"activ\w+", r"aktiv\w+", r"invit\w+", r"access", r"log(?:ging)? ?in", r"get in", r"go(?:es|ing)? out", r"sent", r"send(?:s|ing)? (?:it|them|these|those|him|her|out|off|anything|nothing|(?:\S+ ){0,2}?(?:links?|invit\w+|mails?|e-?mails?|activ\w+))", r"no mails?", r"the go (?:for|to|on)", r"(?:my|your|our) go (?:for|on|to|separately)", r"switched on", r"liens?", r"enlaces?", r"zugang", r"acces", r"acesso", r"toegang", r"einladung\w*", r"freischalt\w*",
];

/// Words of order, denial and condition: beside a topic, or in a few words of their own, they take something back.
#[rustfmt::skip]
pub(crate) const QUALIFYING: &[&str] = &[
    r"not", r"no", r"never", r"nothing", r"nobody", r"\w+n't", r"without", r"before", r"until", r"till", r"after", r"afterwards", r"once (?:the|they|he|she|we|it|you|i|everything|payment|training)", r"when", r"if", r"only", r"first", r"unless", r"provided", r"except", r"but not", r"schedule\w*", r"with (?:the )?(?:go-?live|go live|launch|start)", r"tomorrow", r"later", r"separately", r"check(?:ing)? (?:on|with)", r"wait\w*", r"hold\w*",
    r"nicht", r"kein\w*", r"erst", r"wenn", r"ab", r"ausser", r"pas", r"sauf", r"apres", r"a partir", r"desde", r"excepto", r"nao", r"exceto", r"niet", r"behalve", r"non", r"tranne", r"dal", r"salvo",
];

/// What is said in closing, or asks for something else.
#[rustfmt::skip]
pub(crate) const CLOSING: &[&str] = &[
    r"(?:i have |there is |there's |got )?(?:nothing|anything) (?:else |further |more )?(?:to add|from me|from my side|to report|from us)", r"no (?:particular |strong )?(?:preference|comments?|remarks?)(?: (?:from|on) (?:me|my side))?", r"struck[- ]?(?:out|through)", r"crossed[- ]?(?:out|through)", r"let (?:me|us) know", r"any (?:questions?|problems?|issues?|queries|trouble)", r"questions?,? (?:just|please)?", r"(?:if|when|once|should) you (?:\S+ ){0,3}?(?:need|have|want|get|see|find|spot|miss)\w*", r"anything (?:else|more|missing|further|unclear)", r"(?:tell|ping|ring|call|mail|write|drop) (?:me|us)",
    r"(?:once|when|after) (?:it's|it is|they're|they are|you're|you are|that's|that is|this is|all is)? ?(?:done|finished|set ?up|in|created|through)", r"no (?:reply|answer|response) (?:needed|necessary|required)", r"thank\w*", r"sorry", r"apolog\w+", r"cheers", r"hesitate", r"attached", r"attachment", r"shout", r"column\w*", r"forms?", r"attachments?", r"hold with", r"ship", r"^\W*(?:signed off|approved|checked|authori[sz]ed|submitted|prepared|completed|filled in|requested) by:?", r"(?:if|should) (?:something|anything|there)(?:'s| is| should be| be)? (?:anything |something )?(?:missing|unclear|wrong|not clear|amiss|else)", r"as (?:i|we) (?:wrote|said|told|mentioned)", r"(?:do|process|handle|follow|proceed|treat|take|details?) (?:\S+ ){0,3}?as (?:she|he|they|the client|the customer) (?:writes?|says?|asks?|wants?|requests?|describes?)", r"as (?:discussed|agreed|usual|always)", r"y is yes", r"let you know", r"unreadable", r"journee", r"d'apres", r"see below", r"below", r"forward\w*",
    r"(?:melden|rufen) sie", r"bei fragen", r"falls (?:noch )?(?:etwas|was|fragen)", r"n'hesitez", r"en cas de", r"si besoin", r"cualquier (?:duda|cosa)", r"qualquer (?:duvida|coisa)", r"bij vragen", r"mochten er", r"per qualsiasi", r"se (?:hai|avete) (?:domande|bisogno)",
];
