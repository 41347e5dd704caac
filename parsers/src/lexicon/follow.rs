//! What may stand right behind a request without changing anything about it. Folded patterns.

/// Leave-takings, reasons, and what is said of something else for certain.
#[rustfmt::skip]
pub(crate) const HARMLESS: &[&str] = &[
    // Leave-takings and thanks.
    r"thank\w*", r"thx", r"cheers", r"sorry", r"appreciate\w*", r"you're welcome", r"hope \w+", r"have a \w+", r"enjoy", r"see you", r"(?:speak|talk) (?:soon|later)", r"take care", r"best", r"regards", r"wish\w*", r"yours", r"love", r"x{2,}", r"hugs?", r"happy \w+", r"congrat\w*", r"good luck", r"bye", r"much obliged", r"blessings?", r"sent from", r"yes,? really", r"\w+ \w+ ?: (?:please )?(?:remove|delete|take off).*",
    r"gruss\w*", r"dank\w*", r"schone[ns]? \w+", r"merci", r"bonne \w+", r"bien a vous", r"gracias", r"abrazos?", r"besos", r"saludos?", r"buen[ao]?s? \w+", r"obrigad[oa]", r"abracos?", r"boa \w+", r"bom \w+", r"bedankt", r"groet\w*", r"fijne? \w+", r"grazie", r"saluti?", r"buon[ao]? \w+",
    // That is all, and tell me.
    r"that'?s (?:all|it|everything)", r"that is (?:all|it|everything)", r"nothing else", r"no other changes", r"no changes?", r"stays? (?:exactly )?as (?:is|it is|they are|before|agreed|planned)", r"stay as (?:is|they are|before)", r"(?:more|others|rest|another list) (?:\w+ ){0,3}?(?:follow\w*|to come|come)", r"das ist alles", r"c'est tout", r"es? todo", r"e tudo", r"dat is alles", r"e tutto",
    r"(?:please |kindly |just )*confirm (?:when|once) (?:\w+ ){0,3}?(?:done|complete\w*|finished|sent|set up|through)", r"confirm (?:receipt|back|by return)", r"(?:do|doing) the needful", r"let (?:me|us) know (?:when|once|if|should) .*", r"(?:drop|give|send) (?:me|us) a (?:line|note|shout|quick \w+)", r"any (?:questions?|problems?|issues?|trouble) .*", r"(?:shout|ask|call|ring|ping|mail) (?:me )?if .*", r"bei (?:fragen|ruckfragen|problemen) .*", r"n'hesitez pas .*", r"cualquier (?:duda|cosa) .*", r"qualquer (?:duvida|coisa) .*", r"bij vragen .*", r"per qualsiasi .*",
    // Where the go-live or the rest is to be found.
    r"^\W*(?:(?:and|the|our|their|der|das|le|la|el|il|o|de|und|et|y|e|en) )*(?:go-?live|everything else|all the rest|rest|alles (?:andere|weitere|ubrige)|reste|resto|livegang|inbetriebnahme|mise en (?:service|production)|puesta en marcha|arranque|entrada em producao|messa in produzione|ingebruikname)(?: date| datum| termin)? (?:\S+ ){0,6}?(?:below|above|unten|oben|unverandert|unchanged|the same|ci-dessous|ci-dessus|dessous|abajo|arriba|abaixo|acima|sotto|sopra|hieronder|hierboven|stated|agreed|planned|discussed|mail|attached|attachment|vereinbart|geplant|besprochen|angegeben|convenu|prevue?|indique|indicado|acordado|previsto|combinado|indicato|concordato|afgesproken|gepland|bleibt|stands|remains|same)\W*$",
    // Reasons.
    r"(?:she|he|they|it|we|i)(?:'s|'re| is| are|'ve| have| has)? (?:really |badly |desperately |urgently |been |just )*(?:needs?|waiting|urgent|eager|keen|desperate|impatient|ready|here|trained|in a hurry|excited|asking|chasing|wants?|would like|looking forward|itching)(?: .*)?", r"(?:has|have|had) (?:already |all |both |just |now )*(?:signed|paid|been trained|completed|finished|done|had (?:his|her|their)|confirmed|approved|agreed|passed)(?: .*)?", r"(?:is|are|was|were) (?:already |all |both |now )*(?:signed|paid|trained|completed|approved|cleared|done|in place|sorted|agreed|live|open|running|in use)(?: .*)?", r"(?:already|since) (?:live|open|in use|running|working|trained|signed).*", r"deal", r"nice one", r"good stuff", r"top stuff", r"happy days", r"too late(?: .*)?", r"fingers crossed", r"it(?:'s| is| has| was|'ll be)(?: been)? (?:always |such )?(?:a |so |really |very )*(?:pleasure|nice|great|lovely|joy|good|busy|fun|treat)(?: .*)?", r"(?:so |and )?(?:please )?(?:do )?go ahead", r"off (?:you|we) go", r"fire away", r"urgent\w*", r"asap", r"as (?:soon|quickly|fast) as (?:possible|you can)", r"(?:quick|quickly|rush|hurry|priority|eilt|dringend|urgente?|spoed)",
    r"(?:sie|er|die beiden|alle) (?:braucht|brauchen|wartet|warten|ist|sind) .*", r"(?:elle|il|elles|ils) (?:en )?(?:a|ont|attend|attendent) .*", r"lo (?:necesita|necesitan|esperan) .*", r"(?:ze|zij|hij) (?:heeft|hebben|wacht|wachten) .*",
];

/// What begins a sentence that tells how things are: somebody or something, and a verb.
#[rustfmt::skip]
pub(crate) const FACTS: &[&str] = &[
    r"(?:he|she|they|we|i|you)(?:'s|'re|'ve|'d|'m|'ll)? (?:\S+ ){0,8}?\S+", r"\S+(?: \S+)?(?:'s| has| have)?(?: really| already)? been (?:chasing|asking|waiting|hollering|pestering|nagging|bugging|trained|working|using|on|with|a|an|very|so|here|dying|itching|hounding|pushing|after)", r"(?:everyone|everybody) (?:is|was|has|loves|knows)", r"(?:the|their|his|her|our|my) (?:\S+ ){1,4}?(?:is|are|was|were|has|have|had|starts?|begins?|opens?|arrives?|comes?|runs?|takes|needs?|wants?|knows?|works?|sits|stands|moves?|covers|leads|lands?|joins|meets?|loves?|likes?)",
    r"(?:the |their |our |his |her )?(?:go-?live|launch|opening) (?:was|has been|is over|has happened)",
    r"(?:term|school|semester|(?:\S+ )?season|(?:the )?(?:fair|festival|event|holidays?|summer|winter|christmas|conference|exhibition))(?: \S+)? (?:starts?|begins?|opens?|resumes?)(?: .*)?",
    r"\S+ (?:is|was|has) (?:copied|cc'd|informed|aware|in copy|in the loop|away|on the|covering|off|out|back|with|at|our|their|my|a|an|the|happy|fine|delighted|thrilled|already)",
    r"(?:er|sie|wir|ich|die \S+|der \S+|das \S+|ihre? \S+|seine? \S+|unsere? \S+) (?:ist|sind|hat|haben|beginnt|fangt|startet|kommt|braucht|brauchen|wartet|warten|vertritt|freut|freuen|sitzt)", r"(?:il|elle|ils|elles|nous|je|le \S+|la \S+|les \S+|son \S+|sa \S+) (?:est|sont|a|ont|commence\w*|arrive\w*|attend\w*|remplace\w*)", r"(?:el|ella|ellos|nosotros|su \S+|la \S+|los \S+|las \S+) (?:es|esta|estan|tiene|tienen|empieza\w*|llega\w*|sustituye)", r"(?:ele|ela|eles|nos|o \S+|a \S+|os \S+) (?:e|esta|estao|tem|comeca\w*|chega\w*)", r"(?:hij|zij|ze|we|ik|de \S+|het \S+|haar \S+|zijn \S+) (?:is|zijn|heeft|hebben|begint|start|komt|vervangt)", r"(?:lui|lei|loro|noi|il \S+|la \S+|i \S+|le \S+) (?:e|sono|ha|hanno|inizia\w*|comincia\w*|arriva\w*|sostituisce)",
];

/// Beside these it may say what must come first, or what somebody decides.
#[rustfmt::skip]
pub(crate) const OBLIGING: &[&str] = &[
    r"must", r"should", r"shall", r"ha(?:s|ve|d) to", r"needs? to", r"ought", r"supposed", r"may", r"might", r"could", r"can only", r"allowed", r"permitted", r"required?", r"let", r"would", r"hers", r"theirs", r"his (?:can|could|may|should|will|goes|is)", r"gets? his", r"green light", r"kidding", r"joking", r"story", r"exception", r"contracts?", r"licen[cs]es?", r"agree\w*", r"decid\w+", r"approv\w+", r"confirm\w*", r"sign\w*", r"wants? (?:to|us|me|it|you)", r"prefers?", r"asks?", r"asked", r"says?", r"said", r"told", r"thinks?", r"guess", r"suppose", r"reckon", r"against", r"believe", r"was a", r"was an", r"were", r"wrong\w*", r"mistake\w*", r"instead", r"no", r"nothing", r"then", r"when", r"once", r"draft", r"test", r"example", r"forgot", r"changed?", r"that", r"it", r"them", r"these", r"those", r"one", r"others?", r"rest", r"each",
    r"muss", r"mussen", r"soll\w*", r"doit", r"doivent", r"debe\w*", r"tiene que", r"deve\w*", r"moet\w*", r"dann", r"alors", r"entonces", r"entao", r"dan", r"allora", r"es", r"das", r"ca", r"cela", r"eso", r"isso", r"dat", r"cio",
];

/// What somebody would like to do with the link is why it is asked for.
#[rustfmt::skip]
pub(crate) const WISHES: &[&str] = &[
    r"(?:he|she|they|both|the \S+)(?:'d| would) (?:like|love) to (?:click|poke|walk|go through|see|look|try|test|check|explore|have a look|play|prepare|practi[sc]e|learn|read|import|enter|get (?:to know|started|a feel))", r"(?:he|she|they|both) wants? to (?:click|poke|get (?:to know|started|a feel)|walk|go through|see|look|try|test|check|explore|have a look|play|prepare|practi[sc]e|learn|import|enter)",
];

/// Somebody's own link that goes another way.
#[rustfmt::skip]
pub(crate) const HIS: &[&str] = &[
    r"(?:his|hers|theirs) (?:can|could|may|might|should|will|goes?|go|is for|are for|follows?|comes?|come)", r"gets? (?:his|hers|theirs) (?:with|in|on|when|once|after|at)", r"(?:seiner|ihrer|seinen|ihren) (?:kann|soll|darf|folgt|geht)", r"le sien (?:part|peut|suivra|viendra)\w*",
];

/// What makes a request one that was never meant, or that waits for somebody's word, whatever else is said.
#[rustfmt::skip]
pub(crate) const WITHDRAWING: &[&str] = &[
    r"(?:wrong|old|previous|outdated|last (?:year|month|week)'s) (?:template|mail|e-?mail|message|list|text|version|draft|thread|button|paste|client|copy|wording|file)", r"copied (?:that|this|it) from", r"(?:i'?m|i am|we are|we're) (?:just |only |of course )*(?:joking|kidding|dreaming|pulling)", r"i (?:only )?wish", r"if only", r"as if",
    r"(?:will|shall|'ll|would|must|should|has to|have to|needs? to|still|to|going to|can) (?:\S+ ){0,3}?(?:send|give|issue|get|say|grant|provide) (?:\S+ ){0,3}?(?:go-?ahead|green light|approval|okay|nod|start(?:ing)? signal|signal|word|all-?clear)", r"(?:go-?ahead|green light|approval|start(?:ing)? signal|all-?clear) (?:\S+ ){0,3}?(?:follows?|to follow|comes?|tomorrow|later|missing|pending|outstanding|will)", r"(?:wait(?:ing)?|waits) (?:for|on) (?:\S+ ){0,3}?(?:go-?ahead|green light|approval|signal|word|all-?clear)",
    r"(?:next|second|third|other|later|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december) (?:cohort|batch|group|wave|round|tranche|intake)", r"(?:accounts?|access|licen[cs]es?|logins?|subscriptions?|contracts?) (?:\S+ )?(?:begins?|starts?|runs?|valid|opens?) (?:on|from|in|only)", r"with the others (?:in|on|at|after|later|when|next)",
    r"falsche[nrs]? (?:vorlage|liste|mail|e-?mail|text|entwurf)", r"(?:freigabe|startschuss|grunes licht) (?:\S+ ){0,3}?(?:folgt|kommt|fehlt|morgen|spater)", r"(?:nachste[nr]?|zweite[nr]?) (?:gruppe|welle|runde)", r"mauvais(?:e)? (?:modele|liste|mail|texte)", r"feu vert", r"(?:prochain|deuxieme|second)e? (?:groupe|vague)", r"(?:plantilla|lista|correo) equivocad[oa]", r"luz verde", r"(?:proximo|segundo) grupo", r"(?:lista|modelo) errad[oa]", r"groen licht", r"verkeerde (?:lijst|mail|sjabloon)", r"via libera", r"(?:modello|lista) sbagliat[oa]",
];

/// What begins a sentence that takes back the one before it.
#[rustfmt::skip]
pub(crate) const BACKING: &[&str] = &[
    r"not", r"only", r"wait", r"hold on", r"hang on", r"rather", r"instead", r"scratch", r"actually,? (?:no|not|wait)", r"no,? (?:wait|not|sorry|hold)", r"but (?:not|only|wait|please (?:wait|don't|do not|hold)|hold)", r"sorry,? (?:no|not|i mean)", r"i mean", r"or rather", r"that is", r"i\.e\.",
    r"nicht", r"erst", r"nur", r"aber (?:nicht|erst|nur)", r"pas", r"seulement", r"mais (?:pas|seulement)", r"no antes", r"solo", r"pero (?:no|solo)", r"nao", r"so depois", r"mas (?:nao|so)", r"niet", r"pas (?:op|na|als)", r"maar (?:niet|pas)", r"non", r"ma (?:non|solo)",
];

/// Words that turn a sentence against what was asked, whatever else stands in it.
#[rustfmt::skip]
pub(crate) const TURNING: &[&str] = &[
    r"not", r"\w+n't", r"cannot", r"never", r"nobody", r"no one", r"none", r"but", r"only", r"except", r"unless", r"until", r"till", r"before", r"after", r"if", r"yet", r"however", r"although", r"though", r"maybe", r"perhaps", r"first", r"still", r"later", r"wait", r"hold", r"pending", r"instead", r"rather", r"mean", r"meant", r"or",
    r"nicht", r"kein\w*", r"erst", r"noch", r"aber", r"wenn", r"pas", r"mais", r"sauf", r"avant", r"apres", r"pero", r"excepto", r"antes", r"despues", r"todavia", r"nao", r"mas", r"ainda", r"depois", r"niet", r"maar", r"nog", r"eerst", r"non", r"ma", r"prima", r"dopo", r"ancora",
];

/// Words that say of one person something about all the others.
#[rustfmt::skip]
pub(crate) const EXCLUSIVE: &[&str] = &[
    r"only", r"just", r"start with", r"nobody", r"no one", r"none", r"alone", r"solely", r"mean", r"meant", r"rather", r"instead", r"first", r"nur", r"seulement", r"solo", r"somente", r"alleen", r"soltanto",
];
