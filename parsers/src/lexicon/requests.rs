//! What a message asks for: setting people up, a new link, taking people out; and notes of absence. Folded patterns.

/// Somebody is to be set up.
#[rustfmt::skip]
pub(crate) const SET_UP: &[&str] = &[
    r"set(?:ting)? (?:\w+ ){0,4}?up", r"set-?up", r"setup", r"creat(?:e|ed|ing)", r"add(?:ed|ing)?",
    r"new (?:users?|logins?|accounts?|reps?|people|starters?|hires?|person|colleagues?|joiners?|staff)",
    r"accounts? for", r"access (?:for|to)", r"needs? (?:\w+ ){0,4}?(?:access|account|accounts|login|logins|to be)",
    r"in the system", r"need", r"onboard\w*", r"provision\w*", r"register", r"invite", r"logins?", r"users?",
    r"give (?:\w+ ){1,4}?access", r"enrol\w*", r"include", r"would like (?:\w+ ){0,3}?access",
    r"another (?:one|person|user)", r"one more", r"plus one", r"anlegen", r"angelegt", r"einrichten", r"eingerichtet",
    r"benutzer", r"zugang", r"zugange", r"hinzufugen", r"braucht", r"brauchen",
    r"neue[rn]? (?:kolleg\w+|mitarbeiter\w*|user)", r"legen sie", r"cre(?:er|ez)", r"ajout\w*", r"utilisateurs?",
    r"acces", r"compte", r"comptes", r"nouve\w+", r"cre(?:ar|en|ad)", r"dar de alta", r"den de alta", r"alta",
    r"usuarios?", r"agreg\w+", r"anad\w+", r"acceso", r"cri(?:ar|em|e)", r"cadastr\w*", r"adicion\w+", r"acesso",
    r"aanmaken", r"maak", r"toevoegen", r"gebruikers?", r"toegang", r"account", r"creare", r"aggiungere", r"utenti?",
    r"accesso", r"persons?", r"people", r"staff", r"team", r"folks",
];

/// Somebody is to be set up, in words that mean nothing else.
#[rustfmt::skip]
pub(crate) const ADDING: &[&str] = &[
    r"(?:i'd|i would|i'll|i will|he'd|she'd|they'd|would|will) be (?:on |at )?(?:level|lvl)", r"(?:the|just|only) (?:two|three|four) of us",
    r"set(?:ting)? (?:\w+ ){0,4}?up", r"set-?up", r"setup", r"creat(?:e|ed|ing)", r"add(?:ed|ing)?", r"new (?:[a-z]+ ){0,2}?(?:users?|logins?|accounts?|reps?|representatives?|people|starters?|hires?|person|colleagues?|joiners?|staff|folks|guys?|team|members?|employees?|managers?|agents?|nurses?|clerks?|ones?|custodians?|distributors?)", r"namely", r"name is", r"names are", r"as follows", r"under-?listed", r"below",
    r"(?:accounts?|logins?|access|licen[cs]es?|seats?) for", r"needs? (?:\w+ ){0,4}?(?:access|account|accounts|login|logins|licen\w+|to be (?:set|added|in))", r"(?:get|give|giving|grant|have) (?:\w+ ){0,8}?(?:access|login|logins|account|accounts|licen\w+)",
    r"onboard\w*", r"provision\w*", r"register", r"enrol\w*", r"enter", r"order", r"request", r"users? (?:is|are|will be)", r"(?:who|people that) needs? (?:access|logins?)", r"gonna be", r"going to be", r"in the system",
    r"another (?:one|person|user)", r"one more", r"plus", r"as well", r"starts?", r"joining", r"joins", r"put (?:\w+ ){0,2}?(?:in|on)", r"would like", r"want", r"wants", r"include",
    r"anlegen", r"angelegt", r"einrichten", r"eingerichtet", r"hinzufugen", r"benotig\w+", r"braucht", r"brauchen", r"benenne\w*", r"neue[rn]? (?:kolleg\w+|mitarbeiter\w*|user|benutzer)", r"legen sie", r"zugang fur",
    r"cre(?:er|ez)", r"ajout\w*", r"nouve\w+", r"acces pour", r"compte pour", r"cre(?:ar|en|ad)", r"dar de alta", r"den de alta", r"alta", r"agreg\w+", r"anad\w+", r"acceso para", r"cri(?:ar|em|e)", r"cadastr\w*", r"adicion\w+", r"acesso para",
    r"aanmaken", r"maak", r"toevoegen", r"toegang voor", r"account voor", r"creare", r"aggiungere", r"accesso per",
];

/// What goes on with a clause behind somebody's address: a verb without anybody who does it.
#[rustfmt::skip]
pub(crate) const GOING_ON: &[&str] = &[
    r"to", r"be", r"being", r"been", r"from", r"can", r"could", r"may", r"might", r"should", r"shall", r"must", r"will", r"would", r"is", r"are", r"was", r"were", r"gets?", r"has", r"have", r"had", r"not", r"needs?", r"activated", r"invited", r"enabled", r"unlocked", r"activation", r"ready", r"(?:right away|immediately|now|today|straight ?away|at once) (?:activated|invited)", r"and \S+ (?:to be|activated|invited)", r"access", r"in", r"on", r"off", r"a", r"an", r"the", r"his", r"her", r"their",
    r"sofort", r"gleich", r"jetzt", r"heute", r"schon", r"noch", r"nicht", r"freigeschaltet", r"aktiviert", r"eingeladen", r"freizuschalten", r"zu", r"darf", r"durfen", r"kann", r"konnen", r"soll", r"sollen", r"muss", r"wird", r"werden",
    r"soient?", r"soit", r"etre", r"peut", r"peuvent", r"doit", r"doivent", r"ne", r"puede", r"pueden", r"debe", r"deben", r"sea", r"sean", r"no", r"pode", r"podem", r"deve", r"devem", r"seja", r"sejam", r"nao", r"puo", r"possono", r"devono", r"sia", r"siano", r"venga", r"vengano", r"non", r"kan", r"kunnen", r"mag", r"mogen", r"moet", r"moeten", r"wordt", r"worden", r"niet",
];

/// Details of people on something attached.
#[rustfmt::skip]
pub(crate) const DETAILS: &[&str] = &[
    r"lists?", r"forms?", r"sheets?", r"spreadsheets?", r"names?", r"rosters?", r"details", r"whiteboard", r"table", r"staff", r"reps?", r"crew", r"invit\w+", r"activat\w+", r"roles?", r"access", r"liste\w*", r"formular\w*",
    r"namen?", r"formulaire\w*", r"noms?", r"lista\w*", r"formulario\w*", r"nombres", r"nomes", r"lijst", r"formulier", r"namen", r"elenco", r"modulo", r"scan\w*",
];

/// A new link or a password reset is asked for.
#[rustfmt::skip]
pub(crate) const RESET: &[&str] = &[
    r"(?:link|invite|invitation) (?:\S+ ){0,9}?no longer (?:valid|works?|working|active)",
    r"link (?:\w+ ){0,4}?(?:expired|ran out|doesn'?t work|does not work|no longer works?|not working|invalid|is dead|timed out|has lapsed|lapsed)",
    r"link (?:\S+ ){0,6}?(?:has |is |had )?(?:gone dead|died|packed up|broken|bust|kaput|stopped working|won't open|doesn't open)", r"fresh one",
    r"(?:expired|dead|invalid) (?:\w+ )?link", r"says (?:\w+ ){0,3}?expired",
    r"(?:new|another|fresh) (?:activation |invitation )?link",
    r"pass?w?or?ds? (?:\w+ ){0,3}?(?:reset|forgotten|lost)", r"reset (?:\w+ ){0,3}?pass?w?or?d", r"forg[eo]t(?:ten)? (?:\w+ ){0,2}?pass?w?or?d", r"re-?send (?:\w+ ){0,4}?(?:links?|invit\w+|activation\w*)", r"reset (?:\w+ ){0,3}?password", r"password reset",
    r"forgot(?:ten)? (?:\w+ ){0,2}?password", r"locked out", r"invit\w+ (?:\w+ ){0,3}?(?:expired|ran out|lapsed|timed out)",
    r"link (?:\w+ ){0,3}?abgelaufen", r"abgelaufen\w* link", r"passwort (?:\w+ ){0,3}?(?:zuruck\w*|vergessen)",
    r"kennwort (?:\w+ ){0,3}?(?:zuruck\w*|vergessen)", r"neuen link", r"neuer link", r"zurucksetzen",
    r"lien (?:\w+ ){0,4}?expire\w*", r"nouveau lien", r"mot de passe (?:\w+ ){0,3}?(?:oublie|perdu)",
    r"reinitialis\w+", r"enlace (?:\w+ ){0,4}?(?:caduc\w+|expir\w+|venc\w+)", r"nuevo enlace",
    r"(?:restablecer|olvid\w+) (?:\w+ ){0,3}?contrasena", r"link (?:\w+ ){0,3}?expirou", r"novo link",
    r"(?:redefinir|esqueci) (?:\w+ ){0,3}?senha", r"link (?:\w+ ){0,3}?(?:verlopen|vervallen)",
    r"nieuwe (?:activatie)?link", r"wachtwoord (?:\w+ ){0,3}?(?:vergeten|reset\w*|opnieuw)",
    r"link (?:\w+ ){0,3}?scadut\w*", r"nuovo link", r"password dimenticata", r"activation (?:\w+ ){0,3}?expired",
    r"password (?:\w+ ){0,4}?(?:expired|reset)", r"reset link",
];

/// Somebody does not get in: a new link is asked for, unless nobody has set them up yet.
#[rustfmt::skip]
pub(crate) const LOCKED_OUT: &[&str] = &[
    r"(?:can'?t|cannot) (?:get in|log ?-?in|sign ?-?in)",
];

/// People are to be taken out, or not set up.
#[rustfmt::skip]
pub(crate) const REMOVE: &[&str] = &[
    r"remov\w+", r"delet\w+", r"take (?:\w+ ){0,3}?(?:out|off)", r"cancel\w*",
    r"no longer (?:needs?|required|with|works?)", r"drop", r"leave (?:\w+ ){0,2}?out", r"has left", r"have left",
    r"left (?:the|us|last)", r"doesn'?t need", r"does not need", r"strike", r"entfern\w*", r"losch\w*", r"streich\w*",
    r"nicht mehr", r"supprim\w+", r"retir\w+", r"n'a plus besoin", r"elimin\w+", r"borr\w+", r"quitar", r"ya no",
    r"remov\w+", r"exclu\w+", r"verwijder\w*", r"schrap\w*", r"niet meer", r"rimuov\w*", r"withdraw\w*",
];

/// Somebody is only to be asked, told or answered.
#[rustfmt::skip]
pub(crate) const CONTACTS: &[&str] = &[
    r"for example", r"e\.g", r"contact", r"questions?", r"call (?:me|us|him|her)", r"reach (?:me|us|out)", r"cc'?d?", r"copied", r"in copy", r"escalate",
    r"account manager", r"sent (?:the|an|around|you)", r"invoice", r"forwarded", r"reply to", r"respond to", r"mail (?:me|us)", r"write to",
    r"report\w* (?:it|this) to", r"notify", r"submitted a new",
];

/// Somebody is not to be set up after all.
#[rustfmt::skip]
pub(crate) const SKIP: &[&str] = &[
    r"no (?:necesita|precisa|requiere) (?:ning\w+ |el |su )?(?:acceso|usuario|cuenta)", r"no le cre\w+ (?:un )?usuario", r"n'a pas besoin (?:d'acces|d'un (?:acces|compte)|de compte)", r"nao (?:precisa|necessita) de (?:acesso|conta|utilizador)", r"braucht (?:doch )?keine?n? (?:zugang|konto|account|benutzer)", r"heeft geen (?:toegang|account) nodig", r"non (?:ha bisogno di|necessita di|serve) (?:un |l')?(?:accesso|account|utenza)",
    r"skip (?:\w+ )?\w+", r"leave (?:[^\s.;]+ ){1,5}?(?:out|off)", r"take (?:[^\s;]+ ){1,6}?(?:out|off)", r"remove", r"drop", r"ignore", r"forget about", r"scratch", r"strike",
    r"(?:don'?t|do not|no need to) (?:add|create|set ?up|include|register)", r"(?:does not|doesn'?t|won'?t|will not) (?:\w+ )?(?:need|want|require) (?:an? |any |the )?(?:access|account|login|licen\w+|user|it|one)(?: \w+)?",
    r"no longer (?:needs?|required|with|works?|here|part)", r"(?:has|have|is) left", r"left (?:the|us|last|our)", r"already (?:has|have|got|had) (?:an? |his |her |their |active |existing )*(?:account|access|login|user|licen\w+)",
    r"(?:nicht|keine?n?) (?:\w+ )?(?:anlegen|angelegt|zugang|zugange|benutzer|konto)", r"needs? nothing", r"(?:has|have|got) (?:his|her|their|an?) (?:own )?(?:account|login|access)(?: \w+)?", r"no (?:access|account|login) (?:is )?(?:needed|required|necessary|for)",
    r"(?:is|are) not (?:to be )?(?:a |an )?(?:user|users|included|added|set ?up)", r"should not (?:be (?:added|created|set ?up|included)|get (?:an? )?(?:account|access|login))", r"(?:must|may|can) not (?:be (?:added|created|set ?up|included)|get (?:an? )?(?:account|access|login))", r"weglassen", r"ne pas creer", r"plus besoin", r"no crear", r"ya no", r"nao criar", r"niet aanmaken", r"non creare",
];

/// A headed list of people who are not to be set up.
#[rustfmt::skip]
pub(crate) const NOT_SET_UP: &[&str] = &[
    r"not to be set ?up", r"do not (?:set|create|add)", r"don'?t (?:set|create|add)",
    r"no (?:access|account|login) (?:needed|required|for)", r"already (?:have|has|in|set ?up|existing)",
    r"existing users", r"(?:have|has) left", r"left the company", r"former", r"leavers", r"to be removed",
    r"please ignore", r"not needed", r"excluded", r"for (?:your )?(?:info|information|reference)(?: only)?",
    r"fyi only", r"nicht anlegen", r"ne pas creer", r"no crear", r"nao criar", r"niet aanmaken", r"for reference",
    r"no longer with", r"(?:will|do|does|should|must)(?: not|n't) (?:get|need|have|receive|be given|want) (?:an? |any )?(?:\w+ )?(?:access|logins?|accounts?)", r"won't (?:get|need|have) (?:an? |any )?(?:\w+ )?(?:access|logins?|accounts?)",
    r"no (?:login|account|access)s?", r"without (?:access|logins?|accounts?)", r"kein zugang", r"pas d'acces", r"sin acceso", r"sem acesso", r"geen toegang", r"nessun accesso",
    r"(?:kein\w*|ohne) (?:\w+ )?(?:konto|konten|accounts?|zugang|zugange|logins?)", r"(?:zugang|konto|account|login) (?:brauchen|benotigen|bekommen|erhalten) (?:\S+ ){0,2}nicht",
    r"(?:pas|aucun) (?:de |d')?(?:compte|acces|login)", r"pas besoin d'(?:un )?(?:compte|acces)", r"sans (?:compte|acces)", r"(?:sin|ninguna) (?:cuenta|acceso|usuario)", r"no (?:necesitan?|quieren?|llevan?) (?:una |ninguna )?(?:cuenta|acceso|usuario)",
    r"(?:sem|nenhuma) (?:conta|acesso)", r"nao precisam? de (?:uma |nenhuma )?(?:conta|acesso|utilizador)", r"geen (?:accounts?|toegang|logins?)", r"zonder (?:account|toegang)", r"(?:nessun|senza) (?:account|accesso|utente)", r"non (?:hanno|ha) bisogno di (?:un |nessun )?(?:account|accesso)",
    r"non creare",
];

/// Beside these they are still to be set up: "they have no account yet".
#[rustfmt::skip]
pub(crate) const NOT_YET_SET_UP: &[&str] = &[
    r"yet", r"so far", r"until now", r"at the moment", r"currently", r"noch", r"bisher", r"encore", r"todavia", r"aun", r"ainda", r"nog", r"ancora",
];

/// An example, guidance or an unfilled field of a form.
#[rustfmt::skip]
pub(crate) const EXAMPLES: &[&str] = &[
    r"example", r"delete this (?:line|row)", r"e\.g\.?", r"eg", r"sample", r"beispiel", r"exemple", r"ejemplo", r"exemplo", r"voorbeeld",
    r"esempio", r"click (?:or tap )?here", r"enter text", r"choose an item", r"choose a \w+", r"tap to enter",
    r"placeholder", r"your name", r"z\.? ?b\.?", r"muster", r"template",
];

/// Subjects and openings of absence notes.
#[rustfmt::skip]
pub(crate) const ABSENCE: &[&str] = &[
    r"out of (?:the )?office", r"automatic reply", r"auto(?:matic)?[- ]?reply", r"autoreply", r"abwesenheit\w*",
    r"automatische antwort", r"reponse automatique", r"absence du bureau", r"respuesta automatica",
    r"fuera de (?:la )?oficina", r"resposta automatica", r"automatisch antwoord", r"afwezig\w*",
    r"risposta automatica", r"on annual leave", r"自動応答", r"不在",
];

/// The author points at a picture: people's details may be in it.
#[rustfmt::skip]
pub(crate) const PICTURES: &[&str] = &[
    r"screen-? ?shots?", r"screen-? ?grabs?", r"screen-? ?caps?(?:tures?)?", r"pasted", r"snip(?:pet|s)?",
    r"(?:in|on|see|from) (?:the |this |my |attached )?(?:pictures?|images?|photos?|pics?)",
    r"(?:pictures?|images?|photos?|pics?) (?:below|above|attached|shows?|with|of)", r"(?:took|take|attached) a (?:picture|photo|pic)",
    r"bildschirmfotos?", r"bildschirmabzug", r"(?:im|siehe|auf dem) (?:bild|foto)", r"(?:bild|foto) (?:unten|anbei|oben)",
    r"eingefugt\w*", r"captures? d'ecran", r"captures? ecran", r"(?:sur|voir|dans) (?:la |l')?(?:photo|image|capture)",
    r"(?:photo|image) ci-(?:jointe|dessous|dessus)", r"collee?s?", r"capturas?(?: de pantalla)?", r"pantallazos?",
    r"(?:en|ver|vea) (?:la |el )?(?:imagen|foto|captura)", r"pegad[oa]s?", r"(?:na|ver|veja a?) (?:imagem|foto|captura)",
    r"capturas? de (?:tela|ecra)", r"colad[oa]s?", r"scherm(?:afdruk|afbeelding|foto|opname)\w*",
    r"(?:op|zie|in) (?:de |het )?(?:afbeelding|foto|plaatje)", r"geplakt\w*", r"schermat[ae]",
    r"(?:nell'|vedi |vedere l')(?:immagine|foto)", r"(?:nella|vedi|vedere la) (?:foto|schermata)", r"incollat[oa]",
];

/// The writer takes back what was asked for before.
#[rustfmt::skip]
pub(crate) const CHANGED_MIND: &[&str] = &[
    r"changed my mind", r"change my mind", r"changing my mind", r"on second thoughts?", r"on reflection", r"scratch that",
    r"scrap that", r"strike that", r"forget (?:that|what i (?:said|wrote))", r"ignore (?:that|what i (?:said|wrote))",
    r"disregard (?:that|what i (?:said|wrote))", r"j'ai change d'avis", r"anders uberlegt", r"umentschieden",
    r"he cambiado de (?:opinion|idea)", r"cambie de (?:opinion|idea)", r"mudei de (?:ideia|opiniao)", r"ho cambiato idea",
    r"van gedachten veranderd", r"me bedacht", r"andrat mig", r"ombestemt mig", r"zmienilem zdanie", r"zmienilam zdanie",
];

/// What was told right before no longer holds.
#[rustfmt::skip]
pub(crate) const OUTDATED: &[&str] = &[
    r"^(?:but |and )?(?:that|this|all (?:of )?that|it) (?:was|is|were) (?:before|no longer|history|outdated|off|off the table|old news|last (?:week|month)'?s?|wrong)",
    r"^(?:oh,? |ah,? |hmm,? |um,? |ach,? |ps,? |but )*(?:wait|no wait|no|nein|ach nein|nee|non|enfin non|quatsch|hang on|hold on|oops|actually no|sorry no|sorry),? (?:no|not|nein|non|hang on|i meant?|let me|better not|later|doch nicht|toch niet|mejor no|meglio di no)(?: .*)?",
    r"^enfin non(?: .*)?", r"^(?:hmm,? |oh,? )?(?:just kidding|never mind|better not|correction|in your dreams|joke)(?: .*)?", r"^(?:hmm,? )?(?:no|nein|nee|non)[.!,]* ?(?:hang on.*|wait.*)?$",
    r"^(?:but |and )?(?:that|this) no longer (?:holds|applies|stands|counts)", r"^das war vor", r"^das gilt nicht mehr",
    r"^c'etait avant", r"^eso era antes", r"^isso era antes", r"^dat was voor",
];

/// Somebody took back what a sentence reports, or the writer what he says.
#[rustfmt::skip]
pub(crate) const WITHDREW: &[&str] = &[
    r", ?(?:i meant?|or rather|or better) .*",
    r"(?:-|–|—|,|…|\.\.\.) ?(?:oh |ah |um |hmm |actually )?(?:no|wait|nein|non|nee),? ?(?:no|wait|hang on|hold on|sorry|i meant?|not|scratch|let me|better not|doch nicht|toch niet|mejor no|meglio di no)(?: .*)?", r"(?:um |actually |oh )+no let me .*",
    r"withdr(?:ew|awn|aws?) (?:that|it|this)", r"took (?:that|it|this) back", r"taken (?:that|it|this) back",
    r"(?:has|have|had|he|she|they) (?:since |now |meanwhile )?changed (?:his|her|their) minds?",
    r"no longer (?:wants?|needs?|asks? for) (?:that|it|this)", r"(?:that|it) (?:has|is) (?:since |now )?(?:been )?(?:settled|resolved|withdrawn|lifted)",
    r"zuruckgenommen", r"retire(?:e)? sa demande", r"ha retirado", r"retirou o pedido", r"heeft dat ingetrokken",
];
