//! What stands before a request in its sentence, where it is no clause of its own: "On receipt of the order, …". Folded.
//!
//! Prepositions are few, and what they lead in is a time or a condition unless it is known to be neither.

/// What begins such a phrase.
#[rustfmt::skip]
pub(crate) const LEADS: &[&str] = &[
    r"on", r"upon", r"at", r"with", r"by", r"from", r"in", r"during", r"following", r"pending", r"given", r"past", r"post",
    r"bei", r"beim", r"mit", r"nach", r"zu", r"zum", r"zur", r"am", r"im", r"ab", r"auf", r"wahrend", r"seit",
    r"des", r"a (?:la|l'\S*|mon|ma|son|sa|leur|votre|reception|partir|compter|firma)", r"au", r"aux", r"avec", r"lors", r"sur", r"en", r"pendant", r"depuis", r"suite",
    r"al", r"a la", r"con", r"tras", r"desde", r"durante", r"alla", r"all'\S+", r"allo", r"ai", r"dal", r"dalla", r"dall'\S+", r"nel", r"nella",
    r"bij", r"met", r"na", r"op", r"vanaf", r"tijdens", r"ao", r"com", r"apos", r"nas?", r"nos?(?: (?:dia|momento|inicio|fim|final|primeiro))",
];

/// What names a time to come, whatever follows: "the minute the contract is signed".
#[rustfmt::skip]
pub(crate) const TIMES: &[&str] = &[
    r"(?:(?:on|from|by|at|in|as of|right from|starting) )?the (?:very )?(?:minute|second|moment|instant|day|hour|week|month|morning|evening|term|quarter|time)(?: (?:after|when|that))?",
    r"(?:an|ab|in) (?:dem|der) (?:tag|moment|minute|sekunde|woche)", r"(?:le|au) (?:jour|moment|matin|soir)", r"la (?:minute|semaine|seconde)", r"el (?:dia|momento)", r"no (?:dia|momento)", r"il (?:giorno|momento)", r"op (?:de dag|het moment)",
];

/// What is led in the same way and says nothing of the kind.
#[rustfmt::skip]
pub(crate) const SETTLED: &[&str] = &[
    r"on behalf of", r"on (?:another|a|one) (?:\S+ )?(?:note|thing|subject|matter|point)", r"on (?:another|that|this) (?:note|basis|occasion|subject|matter|list|sheet|form)", r"on (?:the|your|my|our|her|his|their) (?:list|sheet|form|table|phone|call|other hand|same|side|advice|request|behalf)", r"on \S+ (?:behalf|request|advice|side)", r"on top of", r"on reflection", r"on second thoughts?", r"on request", r"on (?:the )?(?:first|second|third|last) (?:page|sheet|list|tab)",
    r"at (?:\S+ ){1,3}?(?:request|instruction|invitation|suggestion)", r"at (?:your|the) (?:\S+ )?(?:convenience|same time|latest|moment|request|end)\W*$", r"at (?:this|that) (?:point|stage|time|moment)", r"at (?:long )?last", r"at (?:any|all) \S+", r"at (?:first|least|most)", r"at your end",
    r"with (?:\S+ ){0,2}?(?:thanks|regards|wishes|apologies|compliments|gratitude|pleasure|greetings|love)", r"with (?:this|that|it) (?:e?-?mail|message|note|in mind|said|out of the way|being said|done|sorted)", r"with (?:reference|regards?|respect|reg\.?|regarding|relation) to", r"with (?:immediate )?effect", r"with (?:the )?(?:attached|following|below|above)", r"with \S+ (?:in copy|copied|cc'?d)", r"with best",
    r"by the way", r"by all means", r"by (?:my|our|your) \S+", r"by return", r"by (?:phone|e?-?mail|chat)", r"from (?:now|today|here)", r"from (?:my|our|your|the|this|his|her|their) (?:\S+ )?(?:list|side|end|table|sheet|form|mail|e-?mail|message|below|above|file|attachment|call|chat|spreadsheet|team|desk)", r"from what", r"from \S+ (?:list|mail|e-?mail|message|sheet)",
    r"in (?:short|brief|addition|fact|general|any (?:case|event)|view of|light of|line with|agreement with|accordance with|reply to|response to|reference to|regards? to|relation to|connection with|preparation for|anticipation of|order to|a (?:nutshell|hurry|rush|word)|brief|sum|total|all|hope|haste|copy|both|our|my|your|this|these|here|other words|advance|contrast|case you|the (?:attached|list|table|sheet|form|file|attachment|mail|below|above|following|case of|spreadsheet|same|thread|enclosed))",
    r"following (?:on |up )?(?:from |on |to )?(?:my|our|your|this|that|the|today's|yesterday's) (?:\S+ ){0,2}?(?:chat|call|conversation|meeting|e?-?mail|discussion|talk|message|phone call|note|thread)", r"given (?:that|the (?:rush|short|tight|late|urgency|time))", r"post (?:scriptum|script)",
    r"mit (?:\S+ ){0,2}?(?:dank|grussen|gruss|bitte|sofortiger wirkung|diese[rm] (?:mail|e-?mail|nachricht))", r"bei (?:uns|fragen|\S+ und|dieser gelegenheit|der gelegenheit)", r"zu (?:ihrer|deiner|eurer|meiner|unserer) (?:info\w*|kenntnis)", r"zur (?:info\w*|kenntnis|erinnerung)", r"im (?:anhang|auftrag|namen|ubrigen|anschluss an (?:unser|das|den)|grunde|prinzip|fall)", r"in (?:kurze|kurzform|der anlage|der liste|der tabelle)", r"auf (?:wunsch|bitte) (?:von|des|der)", r"am (?:besten|liebsten)", r"nach (?:unserem|dem) (?:telefonat|gesprach|anruf|meeting|telefongesprach)", r"ab (?:sofort|heute|jetzt|gleich)", r"auf jeden fall",
    r"avec (?:mes|nos|tous|toutes|tout|beaucoup|plaisir)", r"a la (?:demande|suite de (?:notre|votre|mon))", r"en (?:piece|pieces|bref|resume|plus|outre|fait|effet|attendant|vous|te|accord|ce qui|copie|vue|cas de (?:question|besoin))", r"au (?:passage|fait|nom|plus (?:vite|tot))", r"des (?:maintenant|aujourd'hui|que possible|a present)", r"suite a (?:notre|votre|ma|mon|ta|leur)", r"sur (?:demande|la liste)", r"a partir (?:de maintenant|d'aujourd'hui)", r"lors de (?:notre|votre|nos)",
    r"con (?:\S+ )?(?:gracias|saludos|efecto inmediato|mucho gusto|esto|este|referencia|respecto)", r"en (?:nombre|resumen|adjunto|el adjunto|la lista|breve|cuanto a|total|realidad|relacion)", r"desde (?:ya|ahora|hoy)", r"al (?:respecto|mismo tiempo|menos)", r"a la (?:brevedad|mayor)", r"tras (?:nuestra|la llamada|hablar)", r"com (?:os|muitos|efeito imediato|isto|este|referencia)", r"em (?:nome|anexo|resumo)", r"ao (?:mesmo tempo|abrigo)", r"no (?:seguimento|anexo)", r"na (?:lista|sequencia)",
    r"con (?:effetto immediato|molti|i migliori|questa)", r"in (?:allegato|breve|sintesi|realta|calce)", r"nel (?:frattempo|file|foglio)", r"nella (?:lista|tabella)", r"met (?:vriendelijke|hartelijke|dank|onmiddellijke|deze)", r"op (?:verzoek|de lijst)", r"bij (?:deze|voorbaat|vragen)", r"in (?:bijlage|de bijlage|het kort)", r"vanaf (?:nu|vandaag)", r"na (?:ons|het) (?:telefoon|gesprek|telefoongesprek)",
];

/// Whoever does something behind the phrase makes it a clause: "At Bloomfield we have two new people".
#[rustfmt::skip]
pub(crate) const SUBJECTS: &[&str] = &[
    r"(?:i|we|you|they|he|she|there|both)(?:'s|'ve|'ll|'re|'m|'d| \w+)", r"(?:habe?n?|sind|ist|gibt|finden|finde) (?:ich|wir|sie|es|ihr|du)", r"(?:vous|nous|je|il y) \w+", r"(?:tenemos|hay|encontrar\w+|temos|ha|abbiamo|hebben we|vind\w*)",
];
