//! Words of a conclusion: "so", "therefore", and what stands in a request that is meant now. Folded.

/// Words that draw a conclusion.
#[rustfmt::skip]
pub(crate) const THEREFORE: &[&str] = &[
    r"so", r"therefore", r"thus", r"hence", r"that's why", r"which is why", r"in other words", r"in short", r"consequently", r"accordingly",
    r"deshalb", r"daher", r"darum", r"deswegen", r"donc", r"alors", r"c'est pourquoi", r"as[ií] que", r"por eso", r"por lo que", r"por (?:lo )?tanto", r"ent[aã]o", r"por isso", r"portanto", r"pelo que",
    r"dus", r"daarom", r"quindi", r"perci[oò]", r"dunque", r"pertanto",
];

/// What begins a request.
#[rustfmt::skip]
pub(crate) const ASKING: &[&str] = &[
    r"please", r"pls", r"plz", r"kindly", r"could you", r"can you", r"would you", r"let's", r"just", r"do", r"go ahead", r"send", r"activate", r"invite", r"bitte", r"merci de", r"por favor", r"graag", r"per favore",
];

/// What begins a reason.
#[rustfmt::skip]
pub(crate) const BECAUSE: &[&str] = &[
    r"because", r"since", r"as (?:he|she|they|we|i|you|the|their|his|her|our)", r"weil", r"da", r"denn", r"parce qu[e']", r"car", r"puisqu[e']", r"porque", r"ya que", r"pois", r"want", r"omdat", r"perché", r"perche",
];

/// Words of a request that is meant now.
#[rustfmt::skip]
pub(crate) const URGENT: &[&str] = &[
    r"now", r"instant", r"immediate", r"today", r"tonight", r"immediate(?:ly)?", r"instantly", r"right away", r"straight ?away", r"straight off", r"at once", r"asap", r"as soon as possible", r"this (?:minute|morning|afternoon|instant|very moment)", r"without (?:any )?(?:further )?delay",
    r"sofort", r"gleich", r"jetzt", r"heute", r"umgehend", r"maintenant", r"tout de suite", r"de suite", r"aujourd'hui", r"immediatement", r"sans (?:delai|attendre|tarder)", r"ahora(?: mismo)?", r"ya", r"hoy(?: mismo)?", r"de inmediato", r"inmediatamente", r"agora(?: mesmo)?", r"hoje", r"imediatamente", r"ja", r"nu", r"meteen", r"direct", r"vandaag", r"subito", r"adesso", r"ora", r"oggi(?: stesso)?", r"immediatamente",
];

/// Words of chance, condition and choice in what stands before a request.
#[rustfmt::skip]
pub(crate) const OPEN: &[&str] = &[
    r"if", r"whether", r"in case", r"unless", r"provided", r"maybe", r"perhaps", r"possibly", r"not sure", r"unsure", r"depend\w*", r"only", r"either", r"or", r"example", r"imagine", r"suppos\w+", r"assum\w+", r"wonder\w*", r"tempted", r"plans?", r"choices?", r"options?", r"drafts?", r"moment", r"i will", r"i'll", r"next \w+", r"from \w+ (?:this|yesterday)", r"could say", r"later", r"then", r"first",
    r"falls", r"ob", r"wenn", r"vielleicht", r"nur", r"erst", r"si", r"peut-etre", r"seulement", r"quiza\w*", r"tal vez", r"solo", r"se", r"talvez", r"als", r"indien", r"misschien", r"alleen", r"forse", r"caso",
];

/// Behind a request they say that it is somebody else's.
#[rustfmt::skip]
pub(crate) const SAYS: &[&str] = &[
    r"said", r"says?", r"saying", r"wrote", r"writes?", r"asked", r"insists?", r"i wish", r"at least", r"that is", r"first and", r"schreibt", r"schrieb", r"sagt\w*", r"meint\w*", r"ecrit", r"dit", r"dixit", r"dice", r"dijo", r"disse", r"zegt", r"schrijft",
];

/// Behind a request they may take it back.
#[rustfmt::skip]
pub(crate) const YET: &[&str] = &[
    r"but", r"however", r"though", r"although", r"must", r"ha(?:s|ve) (?:yet )?to", r"needs? to", r"should", r"still", r"pending", r"agrees?", r"approves?", r"signs?", r"confirms?", r"decides?", r"aber", r"jedoch", r"muss", r"mussen", r"mais", r"doit", r"pero", r"tiene que", r"mas", r"deve", r"maar", r"moet", r"ma",
];

/// At the head of what stands behind a request they make it depend on something.
#[rustfmt::skip]
pub(crate) const PROVISOS: &[&str] = &[
    r"(?:but |and )?only (?:if|when|with|after|once)", r"provid(?:ed|ing)", r"(?:as|so) long as", r"on (?:the )?(?:condition|understanding|proviso|assumption|basis)", r"in the event", r"subject to", r"assuming", r"unless", r"but for", r"with effect from", r"effective (?:from|on|\d)", r"all being well", r"for an? \d{1,2}(?:st|nd|rd|th)? \w+ (?:start|launch|begin|kick-?off)", r"with \S+'s (?:ok|okay|approval|consent|blessing|agreement)", r"in (?:agreement|coordination|consultation) with", r"as they (?:come|finish|complete|pass|sign)", r"one by one as", r"(?:he|she|they|\w+) (?:has|have) the last word",
    r"sofern", r"soweit", r"solange", r"vorausgesetzt", r"vorbehaltlich", r"unter (?:der bedingung|vorbehalt)", r"wobei", r"in (?:abstimmung|absprache|rucksprache) mit", r"nach (?:abstimmung|absprache|rucksprache)", r"mit (?:zustimmung|freigabe|einverstandnis|okay|ok) (?:von|des|der)", r"es sei denn", r"ausser wenn", r"allerdings", r"jedoch", r"sodass",
    r"sous (?:reserve|condition)", r"a condition", r"pourvu que", r"a moins", r"sauf si", r"avec l'(?:accord|aval)", r"en accord avec", r"si (?:elle|il|tout|le|la|vous)", r"si \S+ (?:valide|signe|accepte|confirme|approuve)", r"toutefois",
    r"siempre (?:que|y cuando)", r"con (?:el visto bueno|la aprobacion|el permiso|la autorizacion|el ok)", r"a condicion", r"con tal", r"salvo que", r"a menos que", r"bajo (?:la )?condicion", r"sujeto a", r"previa? \w+",
    r"desde que", r"contanto que", r"com (?:a )?(?:aprovacao|autorizacao|o ok|o aval)", r"sob (?:condicao|reserva)", r"a nao ser", r"caso", r"sujeito a",
    r"mits", r"tenzij", r"op voorwaarde", r"onder voorbehoud", r"als \w+ (?:het|akkoord|dat|ermee|klaar|getekend|er)", r"in overleg met", r"met (?:akkoord|toestemming|goedkeuring)", r"behalve als",
    r"a (?:condizione|patto)", r"purche", r"salvo (?:che|approvazione|conferma)", r"a meno che", r"previ[ao] \w+", r"con (?:l'ok|l'approvazione|il consenso|il benestare)", r"sempre che", r"d'accordo con",
];

/// Something has to happen yet, or is missing.
#[rustfmt::skip]
pub(crate) const OUTSTANDING: &[&str] = &[
    r"(?:has|have|had) yet to", r"(?:still|first) (?:has|have|needs?|must) (?:to )?\w+", r"(?:has|have|needs?) (?:still|first) to", r"(?:still|yet) (?:missing|outstanding|to come|open|unsigned)", r"(?:is|are) (?:still )?(?:missing|outstanding|pending|to follow)",
    r"(?:muss|mussen) (?:\S+ ){0,4}?(?:noch|erst|zuerst|zustimmen|unterschreiben|freigeben|nicken|bestatigen)", r"(?:fehlt|fehlen)", r"steht noch aus", r"stehen noch aus", r"(?:folgt|folgen)(?: noch)?",
    r"(?:doit|doivent) (?:encore|d'abord|\S+ )?(?:valider|signer|confirmer|approuver|accepter)?", r"il (?:manque|reste)", r"(?:manque|manquent)", r"(?:contrat|commande|bon|accord) suit",
    r"(?:falta|faltan)", r"(?:tiene|tienen) que (?:firmar|aprobar|confirmar|validar)", r"debe (?:firmar|aprobar|confirmar|validar)", r"tem (?:de|que) (?:assinar|aprovar|confirmar|validar)",
    r"moet(?:en)? (?:\S+ ){0,2}?(?:nog|eerst|tekenen|akkoord|goedkeuren|bevestigen)", r"ontbreekt", r"ontbreken", r"volgt(?: nog)?",
    r"(?:deve|devono) (?:ancora|prima|firmare|approvare|confermare)", r"(?:manca|mancano)", r"(?:contratto|ordine|firma|conferma) segue",
];

/// Right before a colon they report what somebody else said.
#[rustfmt::skip]
pub(crate) const REPORTING: &[&str] = &[
    r"said", r"says?", r"saying", r"wrote", r"writes?", r"asked?", r"asks", r"asking", r"insists?", r"insisted", r"demands?", r"wants?", r"suggest\w*", r"propos\w+", r"told", r"tells?", r"words?", r"request\w*", r"quotes?", r"mail(?:ed|s)?", r"email(?:ed|s)?", r"reads?", r"like", r"schrieb", r"schreibt", r"sagt\w*", r"meint\w*", r"ecrit", r"dit", r"demande", r"dijo", r"dice", r"escribe", r"pide", r"disse", r"escreve", r"pediu", r"zegt", r"schrijft", r"vraagt", r"chiede", r"scrive",
];
