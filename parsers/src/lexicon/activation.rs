//! Phrases about sending, or not sending, the activation link, folded, as patterns per language.

/// The activation link goes out: only together with nothing that takes it back.
#[rustfmt::skip]
pub(crate) const NOW: &[&str] = &[
    r"(?:darf|durfen|kann|konnen|soll|sollen) (?:[^\s,;.]+ ){0,4}?(?:seinen|ihren|den|die|ihre) (?:aktivierungs)?(?:links?|zugang|zugange) (?:bitte )?(?:sofort|jetzt|gleich|schon|direkt|heute)(?: schon| bitte)? (?:haben|bekommen|erhalten)",
    r"(?:wants?|gets?|needs?|would like) (?:his|her|their|an?|the) (?:invitation|invite|link)s? by (?:e-?)?mail",
    // English
    r"(?:re)?activat(?:e|ed|es|ing)", r"activations?",
    r"send (?:[\w'\u{2019}]+ ){0,6}?(?:links?|invites?|invitations?|activations?)(?: e ?-?mails?)?",
    r"send (?:\w+ ){0,4}?(?:sign-?on|sign-?in|log-?in|welcome|registration|access) e?-?mails?", r"(?:e-?)?mails? with (?:the |their |his |her )?(?:passwords?|links?|log-?in)", r"(?:invitation|invite|link)s?,? (?:so |and )(?:please |pls |kindly )*(?:e-?mail|send|give) (?:it|them)",
    r"(?:be|get|gets) sent (?:\w+ ){0,3}?(?:links?|invites?|invitations?|activation e-?mails?)",
    r"(?:get|gets|receive|receives|have|has) (?:\w+ ){0,3}?(?:links?|invites?|invitations?|activation e-?mails?|activations?)",
    r"(?:can|may|should|to|will|could|must) (?:have|get|receive) (?:hers|theirs|mine|one|(?:his|it)(?:$|[,.;!?)]| (?:now|today|too|as well|please|straight ?away|right away|immediately|at once|asap|from|on|by|before|after|once|when)))", r"invite",
    r"(?:e-?mail )?(?:invites|invitations),? (?:please|pls|now|today|right away|asap|immediately|straight away|at once)",
    r"invited", r"send (?:\w+ ){0,2}?anything",
    r"(?:links?|invites?|invitations?|activation e-?mails?) (?:can|could|may|should|must|will|to) (?:only |now |then |please )?(?:go|be sent|go out)(?: out)?",
    r"release (?:\w+ ){0,2}?links?", r"switch(?:ed)? (?:\w+ )?on", r"(?:with|by) (?:an? )?e-?mail invit\w+",
    r"(?:fire off|push|ping|whizz|pop|dispatch|kick off|fire|get) (?:\w+ ){0,3}?(?:links?|invites?|invitations?|activation e?-?mails?)(?: (?:out|across|over|off))?",
    r"(?:links?|invites?|invitations?) (?:please )?out (?:today|now|right away|asap|immediately|straight away|at once)",
    r"(?:would|'d) like (?:his|her|their|the) (?:links?|invites?|invitations?) (?:today|now|right away|asap|immediately|straight away|at once)",
    r"^(?:[\w'\u{2019}-]+ ){0,6}?(?:links?|invites?|invitations?) (?:(?:please|pls|plz) )*(?:today|now|right away|asap|immediately|straight away|at once)(?:,? (?:please|pls|plz|thanks|thx))*[.! ]*$",
    r"^(?:links?|invites?|invitations?) (?:for|to) (?:[\w'\u{2019}-]+ ){1,8}?(?:please|pls|plz)[.! ]*$",
    r"(?:act[ai]vte|actvate|actiavte|acivate|acitvate|activiate|activte|aktivate)d?", r"email (?:\w+ ){1,3}?links?",
    r"issue (?:\w+ ){0,3}?(?:links?|invites?|invitations?)",
    r"enable (?:her|him|them|their|his|the|both|all)", r"good to go (?:now|right away|immediately|straight away)",
    r"(?:go|goes) live (?:right )?now", r"(?:links?|invites?|invitations?|activation e-?mails?) (?:goes|go) out",
    r"(?:hit|sling|fling|zap|zip|whip|chuck|bung|toss|throw|flick|beam|slide) (?:\S+ ){0,5}?(?:links?|invites?|invitations?|activation e?-?mails?)",
    r"(?:give|gives|get|shoot|mail|drop|pass|forward|trigger) (?:\S+ ){0,4}?(?:links?|invites?|invitations?|activation e?-?mails?)",
    r"email (?:\w+ ){1,3}?(?:invites?|invitations?)",
    r"releas(?:e|ing) (?:\S+ ){0,3}?(?:links?|invites?|invitations?)",
    r"^(?:his |her |their |the )?(?:links?|invites?) (?:for (?:\w+ ){1,2})?(?:(?:please|pls|plz)[ ,]+)*(?:today|now|right away|asap|immediately|straight away|at once)",
    r"unlock(?:ed|ing)?", r"activations?,? (?:please|pls|bitte|svp)", r"^links? (?:yes|ja|oui|si|sim)",
    r"needs? (?:\w+ ){0,2}?(?:links?|invites?) (?:\w+ ){0,3}?(?:today|now|asap|right away|immediately|straight away)",
    r"(?:links?|invites?|invitations?),? (?:so |and |then )?(?:please |pls |kindly )?send (?:it|them)",
    r"(?:links?|invites?|invitations?) (?:to|for) (?:\S+ ){1,6}?(?:straight ?away|right away|now|today|immediately|at once|asap)",
    r"proceed (?:with|to) (?:\S+ ){0,3}?activat\w+",
    r"^(?:links?|invites?|invitations?) (?:for|to) (?:all|everyone|everybody|both|the (?:whole|entire) \w+)",
    r"(?:gets?|receives?) (?:his|hers|theirs|mine|one) (?:now|today|straight ?away|right away|immediately|at once|asap)",
    r"send (?:\S+ ){1,3}?(?:his|hers|theirs) (?:now|today|straight ?away|right away|immediately|at once|asap)",
    r"(?:log-?ins?|log-?in details|access(?: details)?|credentials),? (?:so |and |then )?(?:please |pls |kindly )+send (?:it|them) (?:\w+ )?(?:now|today|straight ?away|right away|immediately|at once|asap)",
    r"with (?:the |their |his |her |an? )?(?:links?|invites?|invitations?) (?:now|today|straight ?away|right away|immediately|at once|asap)",
    r"skip the hold (?:for|on|with)",
    r"send [^.;!?:]{1,60} (?:his|her|their|the|a|an) (?:links?|invites?|invitations?)",
    r"links? (?:leaves?|follows?|comes?|will (?:leave|follow|come))", r"have (?:[^\s,;.]+ ){0,4}?(?:links?|invitations?|invites?) (?:sent|delivered|dispatched|mailed|e-?mailed|issued)",
    r"(?:links?|invitations?|activation e?-?mails?) (?:reaches|gets to|arrives with|is with|lands with) (?:her|him|them|both|all)",
    r"(?:have|get|gets) access (?:from|as of) (?:today|now)",
    r"(?:links?|invites?|invitations?|e?-?mails?)[^.;?!]{0,60}? (?:(?:so|and|please|pls|kindly|just),? )*send (?:it|them|these)(?: (?:out|off|over))?(?: to (?:him|her|them|both|all))? (?:now|today|straight ?away|right away|immediately|at once|asap|this (?:morning|afternoon|minute))",
    r"send (?:it|them) (?:now|today|straight ?away|right away|immediately|at once|asap|this (?:morning|afternoon|minute))[^.;?!]{0,20} links?",
    r"(?:release|send|mail|forward|dispatch|trigger|issue|push|get|let) (?:[^\s,;.]+ ){0,4}?activation (?:e-?)?mails?",
    r"would you mind (?:[^;.?!]+ )?(?:sending|popping|pinging|shooting|mailing|emailing|forwarding|passing|dropping) (?:\S+ ){0,3}?(?:links?|invites?|invitations?)",
    r"(?:off (?:you|we) go|go ahead|hit send|press send) with (?:the |their |his |her )?(?:links?|invites?|invitations?)",
    r"(?:let|get|have) (?:the |their |all the |both )?(?:links?|invites?|invitations?) (?:go )?(?:out|off|on (?:its|their) way)(?: (?:now|today|right away|straight ?away|immediately|asap|at once|this (?:morning|afternoon)))?",
    r"links?(?: are| is|,)? (?:by|before) (?:\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)?|noon|lunch|end of (?:the )?day|eod|cob) today",
    r"(?:links?|invites?|invitations?|(?:activation )?e?-?mails?) (?:need|needs|have|has|ought) to (?:go|leave|be sent)(?: out)?",
    r"(?:access|accounts?|logins?) (?:should|must|can|may|to) be (?:opened|enabled|switched on|turned on) (?:now|today|right away|straight ?away|immediately|asap|at once)",
    r"(?:needs?|has|have|get|gets|want|wants) immediate access", r"(?:have|get) (?:their|his|her|both) (?:access|accounts?|logins?) enabled",
    r"send (?:these|those|both|all|everyone|everybody)(?: (?:of them|of these|two|three|four|users?|people))? straight (?:out|off|through)",
    r"(?:links?|invites?|invitations?) (?:can|may|should|could|must) (?:also |now |then |already )?be (?:released|mailed|issued|e-?mailed|triggered|dispatched)",
    r"^(?:e-?mail )(?:invites?|invitations?) (?:for|to) (?:all|everyone|everybody|both|the (?:whole|entire) \w+)", r"(?:invites?|invitations?) by e-?mail (?:to|for) (?:\S+ ){1,6}?(?:straight ?away|right away|now|today|immediately|at once|asap)",
    r"(?:darf|durfen|kann|konnen) (?:[^\s,;.]+ ){0,2}?(?:ab )?(?:sofort|gleich|jetzt|heute) (?:schon )?(?:rein|los|ran)", r"invita(?:dl?[aeo]s?|dles?|d) (?:por correo |por e-?mail )?(?:ya|ahora|hoy)", r"(?:pode|podem|deve|devem) (?:ja )?ser (?:convidad|ativad)[oa]s?", r"(?:puo|possono|puoi|potete) (?:gia )?(?:ricevere|avere|inviare|mandare) (?:subito |gia |ora )?(?:il|i|l') ?(?:link|collegament[oi]|inviti?o?)",
    // Several languages
    r"(?:links?|liens?|enlaces?|einladung(?:en)?|inviti?|invito|convites?|uitnodiging(?:en)?) (?:fur|an|pour|a|para|per|voor|aan|de|du|di) (?:[^\s,;.]+ ){1,4}?(?:sofort|gleich|jetzt|heute|maintenant|tout de suite|aujourd'hui|immediatement|ahora|ya|hoy|agora|hoje|subito|adesso|oggi|nu|meteen|vandaag|direct)",
    // Danish, Norwegian, Swedish
    r"aktiver(?:e|es|er|a|as|ar)?", r"sende? (?:\w+ ){0,3}?(?:link|linket|lanken|invitation\w*)", r"skicka (?:\w+ ){0,3}?(?:lanken|lankar|inbjud\w*)", r"inviter(?:e|es|a|as)?", r"bjud(?:a)? in",
    // Spanish forms of address
    r"(?:que|no|ya|me|lo|la|los|las|les|nos) (?:activeis|actives|invites)", r"activeis", r"inviteis", r"envieis",
    // German
    r"aktivier\w*", r"freischalt\w*", r"frei ?(?:geschaltet|schalten)", r"schalten? (?:\w+ ){0,7}?frei",
    r"(?:links?|einladung(?:en)?|aktivierungslinks?|aktivierungsmails?) (?:[^\s,;.]+ ){0,8}?(?:schicken|senden|verschicken|bekommen|erhalten|versenden|rausschicken|zuschicken|zusenden|zumailen|zukommen lassen)",
    r"(?:links?|einladung(?:en)?|aktivierungslinks?|aktivierungsmails?) (?:[^\s,;.]+ ){0,4}?(?:konnen|kann|durfen|darf|sollen|soll|bitte) (?:[^\s,;.]+ ){0,3}?(?:raus|rausgehen)",
    r"(?:schicken|senden|schickt|sendet) (?:\w+ ){0,5}?(?:link|links|einladung|einladungen|aktivierungslink|aktivierungslinks)",
    r"einladen", r"eingeladen", r"lad(?:en|et|e)? (?:[^\s,;.]+ ){1,6}?ein", r"per e-?mail einladen",
    // French
    r"envoy\w+(?:-\w+)* (?:\w+ ){0,4}?[dl]'(?:invitations?|activation)", r"(?:d')?activ(?:er|ez|e|es|ee|ees|ation)", r"envoy\w+(?:-\w+)* (?:\w+ ){0,4}?(?:liens?|invitations?)",
    r"(?:recevoir|recoit|recoivent) (?:\w+ ){0,4}?(?:liens?|invitations?)", r"inviter", r"invitez", r"(?:liens?|invitations?) (?:[^\s,;.]+ ){0,3}?(?:peut|peuvent|doit|doivent) (?:\w+ )?(?:partir|etre envoye\w*)",
    // Spanish, Portuguese, Italian
    r"activ(?:ar|arse|en|a|ad|o|acion)", r"activ(?:ar|en|a|ad|e)l[aeo]s?",
    r"invit(?:en|ad|ar|e|a)l[aeo]s?", r"invita", r"inviten", r"invitad", r"envi\w+ (?:\w+ ){0,4}?(?:enlaces?|invitacion\w*|links?|convites?)",
    r"mand\w+ (?:\w+ ){0,4}?(?:enlaces?|invitacion\w*|links?|convites?|invit\w+)",
    r"recib\w+ (?:\w+ ){0,4}?(?:enlaces?|invitacion\w*|links?)", r"receb\w+ (?:\w+ ){0,4}?(?:links?|convites?)",
    r"invitar(?:le|les|lo|la|los|las)?", r"convidar", r"ativ(?:ar|ar-se|em|e|a|ado|ada|ados|adas|acao)", r"attiv(?:are|ate|a|i|ato|ati|ata|azione)",
    r"attiva(?:r|te)(?:lo|la|li|le|mi)", r"invi(?:are|ate|a)(?:gli|le|lo|la|mi)? (?:\w+ ){0,4}?(?:link|invito|inviti)",
    r"mandat(?:e|egli|ele) (?:\w+ ){0,4}?(?:link|invito|inviti)", r"activa(?:r|d)(?:lo|la|los|las)", r"(?:den|dad|de|dar)(?:le|les) (?:el )?acceso (?:ya|ahora|hoy|de inmediato|inmediatamente)", r"(?:enlaces?|links?) (?:[^\s,;.]+ ){0,3}?(?:puede|pueden|podem?) (?:ya )?(?:salir|seguir|ir|sair)",
    r"envi(?:ar|en|e|a)(?:le|les|lo|la)? (?:\w+ ){0,4}?(?:enlaces?|invitacion\w*|links?|convites?)",
    // Dutch
    r"activeren", r"activeer", r"geactiveerd",
    r"(?:links?|activatielinks?|uitnodiging(?:en)?) (?:[^\s,;.]+ ){0,6}?(?:krijgen|sturen|ontvangen|versturen)", r"(?:links?|uitnodiging(?:en)?) (?:mogen|mag|kunnen|kan) (?:er )?(?:\w+ ){0,2}?(?:uit|weg|de deur uit)",
    r"(?:stuur|sturen|krijgt|krijgen) (?:\w+ ){0,4}?(?:link|activatielink|uitnodiging)", r"uitnodigen",
    // Polish, Swedish
    r"aktyw(?:owac|uj|ujcie|ujemy|owany|owana|owani|acja|acje|acji)",
    r"(?:wysl|przesl|wysyl)\w+ (?:\w+ ){0,3}?(?:link\w*|zaproszeni\w+)", r"zapros\w*",
    r"aktiver(?:a|as|ing|en|at|ade|ad)", r"skicka (?:\w+ ){0,4}?(?:lank\w*|inbjud\w*)", r"bjud (?:\w+ ){1,3}?in",
    r"aktivera\w*",
    // Japanese, folded without its marks
    r"\w*有効化\w*", r"\w*有効に\w*", r"\w*リンクを\w*送\w*", r"\w*リンクは\w*送\w*", r"\w*招待\w*", r"\w*アクティヘート\w*",
];

/// Ways of the tongue to say "activate".
#[rustfmt::skip]
pub(crate) const IDIOMS: &[&str] = &[
    r"let (?:\w+ ){1,3}?(?:in|loose|through)", r"(?:be|get) let (?:in|loose|through)",
    r"(?:turn|switch|flip) (?:\w+ ){1,3}?on", r"(?:turn|switch)(?:ed)? on (?:\w+ ){0,2}?(?:access|account|login)s?",
    r"(?:make|set|put|get|turn|take|want|like|need) (?:\w+ ){1,3}?live (?:now|today|right away|at once|asap|immediately|straight away)",
    r"(?:is|are|gets?|has|have|got|you have|give|gives) (?:\w+ )?(?:the |a |my |our )?green light(?: (?:for|to))?(?: today| now| right away| please)?",
    r"^\W*(?:the |a |my |our )?green light (?:for|on|to|from (?:me|us|my side))",
    r"(?:it's|it is|that's|that is) a go(?: for)?", r"is a go", r"are a go", r"open the doors?(?: (?:for|to))?",
    r"fire away(?: with)?", r"(?:press|push|hit|pull) the (?:button|trigger|switch)(?: (?:on|for))?",
    r"(?:can|may|could) (?:all |both |each |also |then )?(?:start|begin|go in|get in|come in|log ?in|log ?on|get started|get going|get cracking|go ahead)(?: (?:using it|with it))? (?:right away|straight ?away|straight off|immediately|at once|now|today|asap|this (?:morning|afternoon))",
    r"(?:can|may|could) (?:all |both |each |also |then )?(?:start|begin|log ?in|log ?on)(?: (?:using it|with it))? (?:from|as of) (?:today|now)(?: on)?",
    r"(?:you have|you've got|here is|here's) (?:my|our) (?:go-?ahead|green light|okay|ok|blessing|permission|clearance)(?: (?:to|for))?",
    r"(?:get|have|put|set) (?:[\w'\u{2019}-]+ ){1,5}?(?:up and running|going|started|sorted|in) (?:by (?:the )?(?:end of (?:the )?(?:day|today)|eod|cob)|as soon as (?:possible|you can)|(?:right away|straight ?away|straight off|immediately|at once|now|today|asap|this (?:morning|afternoon)))",
    r"(?:gives?|grants?|needs?) (?:[\w'\u{2019}-]+ ){0,4}?access (?:(?:right away|straight ?away|straight off|immediately|at once|now|today|asap|this (?:morning|afternoon))|(?:from|as of) (?:today|now))",
    r"(?:kann|konnen|darf|durfen) (?:beide |alle |schon |auch )*(?:sofort|ab sofort|gleich|jetzt|heute) (?:loslegen|starten|anfangen|rein)",
    r"(?:is|are|'s|'re) (?:both |all )?(?:fine|ok|okay|good|alright|set) to go (?:right )?(?:now|today|right away|straight ?away|at once|asap|immediately)",
    r"(?:be|get) (?:made|set|put|taken) live (?:right )?(?:now|today|right away|straight ?away|at once|asap|immediately)", r"is (?:clear|cleared|free) to be activated", r"is (?:clear|cleared|free) to (?:go|come) in",
];

/// The words that such an idiom is made of; whatever else stands in it is whom or what it is about.
#[rustfmt::skip]
pub(crate) const IDIOM_WORDS: &[&str] = &[
    "let", "loose", "through", "turn", "turned", "switch", "switched", "flip", "live", "green", "light", "go", "open", "door", "doors", "fire", "press", "push", "hit",
    "pull", "go-ahead", "okay", "clearance", "permission", "blessing", "loslegen", "starten", "anfangen", "rein", "button", "trigger", "start", "begin", "come", "started", "going", "cracking", "running", "sorted", "using", "grant", "grants", "get", "got", "end", "day", "eod", "cob", "afternoon",
];

/// The link waits, whatever else is said.
#[rustfmt::skip]
pub(crate) const HOLD: &[&str] = &[
    r"(?:links?|invites?|invitations?|activation e?-?mails?) (?:must|should|may|can|shall|will|is|are|do|does)(?: not|n't)(?: yet)?(?: be| to)? (?:go|leave|sent|send|released|issued)(?: out)?", r"(?:please|pls|kindly|beg,?|and|also|must|should) (?:stop|halt|pause) (?:(?:mr|mrs|ms|dr)\.? |(?:the )?(?:links?|activation|invitation|access) (?:of|for|to) )?(?:him|her|them|[a-z'-]+ [a-z'-]+)(?:[:,.;!]| for now|$)", r"(?:stop|halt|pause) (?:the )?(?:links?|activation|invitations?) (?:of|for|to)",
    r"^\W*(?:stop|halt|pause|block) (?:(?:mr|mrs|ms|dr)\.? )?[\w'-]+ [\w'-]+(?:[:,.;!]| for now| please| pls| until|$)",
    r"^\W*(?:please )?(?:pre-?load|load|set ?-?up|create|creation)(?: (?:them|both|all|these))? only\W*$",
    r"^\W*(?:no rush\W+)?(?:the |our |as )?(?:usual|standard|normal|regular|customary)(?: (?:timing|schedule|week|lead time|hold))+(?: (?:before|ahead of|prior to) (?:the |their |our )?(?:go-?live|launch))?(?:,? (?:please|pls|thanks|as always|for (?:both|all|everyone|everybody|these|all of them)))*\W*$",
    r"^\W*(?:no rush\W+)?(?:a|one|1) week (?:before|ahead of|prior to) (?:the |their |our )?(?:go-?live|launch)(?:,? (?:please|pls|thanks|as (?:always|usual)|for (?:both|all|everyone|everybody|these|all of them)))*\W*$",
    r"(?:prevent|avoid|stop|keep)\w* (?:\S+ ){0,12}?(?:from )?(?:being|having|getting)(?: \S+){0,8}? (?:activated|invited|enabled|unlocked)",
    r"(?:de|un)-activat\w*",
    r"(?:create|set ?up|add|prepare|build) (?:\w+ ){0,4}?(?:silently|quietly|discreetly)", r"(?:without|no) (?:\w+ )?e?-?mails? going out",
    r"(?:none|nobody|no one|neither)(?: of (?:them|these|those|the \w+)| there| here| on it| in it| on the list)? (?:should|must|may|is to|are to|needs? to|can|ought to) (?:\w+ )?(?:hear|get|receive|be contacted|be mailed|be e-?mailed)(?: [\w-]+){0,6}? (?:before|until|till|yet|at this (?:time|stage|point)|at present|for now|for the moment)", r"nothing (?:should|must|may|is to|can) (?:be sent|go out|go|leave|reach)(?: [\w-]+){0,4}? (?:before|until|till|yet)",
    r"(?:mustn't|must not|shouldn't|should not|may not|can't|cannot|aren't to|are not to|is not to|isn't to) (?:yet )?(?:get|receive|have) (?:any|an|a|the|his|her|their)? ?e?-?mails?", r"embargo\w*",
    r"(?:not|never|cannot|\w+n't) (?:yet )?be able to (?:log|get|sign|go) ?(?:in|on)",
    r"(?:nearer|closer) (?:to )?(?:the )?(?:time|date|go-?live|launch|start)",
    r"(?:links?|invites?|activation|activate|invite|send)(?: \w+){0,3}? on (?:his|her|their|the) (?:first|start|starting) (?:day|date)",
    r"hand (?:him|her|them|it|\w+) (?:\w+ ){0,2}?links? myself",
    r"accounts? only", r"push(?:ing)? (?:\S+ ){0,4}?(?:back|out (?:until|till|to (?:the )?(?:\d|next|later|after|go-?live|launch|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday)))", r"(?:put|move|shift) (?:\S+ ){0,4}?back (?:to|until|till)",
    r"(?:nobody|no one|none of (?:them|these|those)) (?:should|must|may|is to|can) (?:\w+ )?(?:be able to )?(?:log ?in|log on|get in|sign in)",
    r"slumber\w*", r"hibernat\w+", r"(?:stays?|keep|kept|let|leave|remains?) (?:[^\s,;.]+ ){0,3}?(?:asleep|sleep|sleeping)", r"(?:not|never) (?:yet )?(?:be )?(?:sent|go|go out|leave|released|activated|mailed) (?:out )?(?:before|until|till)",
    // English
    r"(?:neither|nobody|none|no one|not (?:him|her|them|any of them)) (?:\w+ ){0,2}?(?:before|until|till|yet)",
    r"not a (?:peep|word|squeak|sound|line|single (?:word|line|e?-?mail|message)|thing) (?:\w+ ){0,2}?to (?:any|either|all|both|him|her|them|anyone|anybody|these|those|the)", r"(?:don't|do not|not|never) (?:breathe|say|let slip|drop) a (?:word|line|thing)",
    r"(?:make|create|open|set up|add|build|prepare) (?:\w+ )?(?:only|just) the (?:accounts?|logins?|users?|profiles?)", r"(?:make|create|open|set up|add|build|prepare) the (?:accounts?|logins?|users?|profiles?) (?:only|and nothing (?:else|more))",
    r"(?:system|tool|software|platform|program|portal|app|it|you) (?:should|must|may|shall|can|is to|does|do)(?: not|n't) (?:yet )?(?:write|mail|e-?mail|contact|notify|message|inform) (?:to )?",
    r"(?:don't|do not|not|never|without) (?:yet )?(?:notify|inform|alert|notifying|informing|alerting|mailing|e-?mailing|contacting|writing to) (?:yet )?(?:any|either|him|her|them|anyone|anybody|these|those|the (?:users?|people|team|staff)|all|both)", r"(?:must|should|may|are|is|shall)(?: not|n't) (?:to )?(?:yet )?be (?:notified|informed|alerted|contacted|mailed|e-?mailed|written to)(?: yet)?",
    r"(?:his|hers|theirs|its|these|those|links?|invites?|it) (?:doesn't|don't|does not|do not|shouldn't|should not|mustn't|must not|isn't to|aren't to|not to|won't|will not) (?:go|leave|move) anywhere",
    r"(?:leave|leaving|keep|keeping|skip|skipping) (?:out|off|back|away)? ?(?:the |any |her |his |their )?(?:\w+ )?(?:invit\w+|activation|links?)(?: e?-?mails?)?", r"no (?:system |automatic |automated )?e?-?mails? (?:from the (?:system|tool|software|platform) )?(?:to|for) (?:him|her|them|these|those|anyone|anybody|any of)",
    r"(?:need|needs|want|wants|require|requires) (?:none|no (?:links?|invites?|invitations?)|nothing) (?:yet|at present|for now|at the moment|right now|at this (?:stage|point|time)|just yet|until|till|before)", r"(?:doesn't|don't|does not|do not) (?:need|want|require) (?:one|it|any|the (?:links?|invites?|invitations?)|an? (?:link|invite|invitation)) (?:yet|at present|for now|at the moment|right now|at this (?:stage|point|time)|just yet|until|till|before)",
    r"(?:his|hers|theirs|mine) (?:only |just )?(?:not )(?:yet|until|till|before)",
    r"(?:rien|ne rien) (?:leur |lui )?(?:envoyer|adresser|communiquer)", r"sans (?:rien|encore rien) (?:leur |lui )?(?:envoyer|adresser)", r"sans (?:les |la |le )?(?:avertir|prevenir|informer|notifier)", r"(?:nog|maar) (?:\w+ )?niets", r"(?:verstuur|stuur|verzend) (?:\w+ )?(?:nog )?niets", r"ohne (?:sie|ihn|ihnen|die leute|jemanden) (?:zu )?(?:informieren|benachrichtigen|anzuschreiben)",
    r"(?:bitte |erst ?mal |vorerst |zunachst |vorlaufig )*nur (?:anlegen|anzulegen|angelegt|erfassen|erfasst|einrichten|vorbereiten)", r"sin (?:avisar(?:les?)?|notificar(?:les?)?|enviarles? nada|mandarles? nada)", r"sem (?:avisar|notificar|enviar nada|mandar nada)", r"senza (?:avvisar\w+|mandar\w+ nulla|inviar\w+ nulla|inviare niente)", r"zonder (?:iets te (?:sturen|versturen|mailen)|(?:ze|hen) te (?:informeren|verwittigen))",
    r"(?:never|under no circumstances?|on no account|in no case|by no means|at no time|not ever|not a day|not one day|certainly not|definitely not|absolutely not|strictly not) (?:\w+ )?(?:before|until|till|(?:earlier|sooner) than)", r"(?:no|not) (?:earlier|sooner) than",
    r"(?:auf (?:gar )?keinen fall|keinesfalls|keineswegs|unter keinen umstanden|nicht|nie|niemals|ja nicht|bitte nicht) vor", r"(?:bekommt|bekommen|erhalt|erhalten|kriegt|kriegen) (?:seinen|ihren|den|die|ihre|seine) (?:\S*links?|\S*einladung(?:en)?|zugang|zugange) (?:bitte )?(?:erst |fruhestens |nicht vor |nur )?(?:am|ab|zum|dem)", r"fruhestens (?:am|ab|zum|dem|\d)",
    r"(?:en aucun cas|surtout pas|jamais|pas|au grand jamais) avant", r"(?:recoit|recoivent|recevra|recevront|aura|auront) (?:son|leur|leurs|le|les) (?:liens?|invitations?) (?:seulement |uniquement )?(?:le|du|a partir)", r"au plus tot (?:le|a)",
    r"(?:en ningun caso|nunca|jamas|no) antes", r"(?:recibe|reciben|recibira|recibiran|tendra|tendran) (?:su|sus|el|los) (?:enlaces?|links?|invitacion(?:es)?) (?:solo )?(?:el|a partir|desde)", r"(?:em caso algum|de maneira nenhuma|nunca|nao) antes", r"(?:recebe|recebem|recebera|receberao|tera|terao) (?:o|os|seu|seus) (?:links?|convites?) (?:so )?(?:no dia|em|a partir)",
    r"(?:in geen geval|beslist niet|zeker niet|nooit|niet) voor", r"op zijn vroegst", r"(?:krijgt|krijgen|ontvangt|ontvangen) (?:zijn|haar|hun|de) (?:links?|uitnodiging(?:en)?) (?:pas )?(?:op|vanaf)", r"(?:in nessun caso|assolutamente non|mai|non) prima", r"(?:riceve|ricevono|ricevera|riceveranno|avra|avranno) (?:il|i|il suo|il loro) (?:links?|inviti?|invito) (?:solo )?(?:il|dal|da)",
    r"on hold", r"hold(?:ing)?(?: off)?", r"not yet", r"set ?-?up only", r"setup only", r"create only",
    r"(?:just|only) (?:create|set ?up|add)", r"(?:without|w/o) (?:\w+ ){0,3}?(?:invit\w+|activat\w+|links?)", r"no (?:\w+ ){0,2}?(?:invit\w+|activat\w+|links?)",
    r"waits?", r"wait(?: (?:until|till|for|with|on))?", r"waiting (?:until|till|with)", r"inactive",
    r"keep (?:[^\s,;.]+ ){0,3}?back",
    r"park (?:her|him|them|it|these|those|both|all|everyone|everybody|the (?:two|three|four|lot))",
    r"(?:leave|keep) (?:\w+ ){0,4}?(?:inactive|off|pending|dormant|unactivated)", r"dormant",
    r"nobody (?:gets|is|should)", r"no one (?:gets|is|should)", r"held(?: back)?", r"delay (?:\w+ ){0,2}?activation",
    r"activation (?:can|to|should) wait", r"invitations? can wait", r"links? can wait", r"stand ?by", r"not before",
    r"(?:activat\w+|invit\w+|send|links?|him|her|them|it|that|those|his|hers|ones?|rest|others?|do|done) (?:\w+ ){0,2}?later", r"for later",
    r"leave (?:\w+ ){1,3}?(?:until|till|later)", r"un-?(?:invited|activated)", r"nothing (?:\w+ )?(?:sent|going out) (?:to|yet|out)", r"nobody (?:is )?to (?:hear|get|receive)",
    r"(?:in|into) (?:the|a|my|your) drawer", r"under lock and key", r"under wraps", r"on ice", r"in limbo",
    r"hang fire", r"back ?burner",
    r"(?:do|doing) (?:absolutely )?nothing (?:with|about|to|for|on)", r"sit(?:ting)? tight",
    r"sit on (?:\w+ ){0,2}?(?:links?|invites?|it|that|them|him|her)", r"hang on(?: to| with)?", r"await(?:ing)?",
    r"stays? (?:off|put|locked|parked|inactive|out)",
    r"(?:keep|kept|keeping|leave|left|leaving) (?:[^\s,;.]+ ){1,4}?(?:locked|switched off|turned off|parked|frozen|out for now|under)", r"(?:stays?|stand|stands|remains?) (?:[^\s,;.]+ )?(?:shut|closed|locked|still)", r"(?:his|hers|theirs|dem|it|that) (?:must|should|has to|is to|are to|will) (?:stand|stay|remain|keep) (?:still|put|shut|closed|back|off)",
    r"(?:stays?|remains?|keep|kept|leave|left|go|goes) (?:\w+ ){0,3}?dark", r"(?:please|pls|just|let's) park", r"parked", r"frozen", r"freeze (?:him|her|them|it|his|their|both|all|everyone|everybody|these|those|the (?:two|three|four|lot))",
    r"shelve (?:him|her|them|it|his|their)",
    r"(?:doesn't|don't|does not|do not|won't|will not) need (?:his|hers|theirs|it|one|them|(?:\w+ ){0,2}?(?:links?|invites?|access|logins?)) (?:yet|before|until|till|right now|now|for now|at the moment)",
    r"leave (?:him|her|them) (?:be|alone|for now|as is)", r"so leave (?:him|her|them)",
    r"(?:send|sends|sending|mail) (?:\w+ )?nothing", r"(?:not|never|\w+n't) (?:get|receive|be sent|have) (?:\w+ ){0,3}?anything", r"nothing (?:\w+ ){0,4}?(?:before|until|till)",
    r"nichts (?:\w+ ){0,4}?(?:schicken|senden|versenden|verschicken|rausschicken|zusenden|schickt|schicke)", r"(?:schicken|senden) sie (?:\w+ ){0,3}?nichts", r"(?:ne |n')(?:lui |leur )?env\w+ rien", r"ne rien (?:lui |leur )?envoyer", r"rien avant", r"no (?:le |les )?(?:env\w+|mand\w+) nada", r"nao (?:lhes? )?(?:env\w+|mand\w+) nada", r"niets (?:\w+ ){0,4}?(?:sturen|verzenden|mailen)", r"(?:stuur|mail) (?:\w+ ){0,3}?niets", r"non (?:gli |le )?(?:mand\w+|invi\w+|spedi\w+) (?:niente|nulla)",
    r"park (?:his|hers|theirs|it|them|him|her|those|that one|\w+'s)", r"aspettate", r"aspetti", r"aspettare", r"attendez", r"esperen", r"esperar", r"aguardem?", r"aguardar", r"nog wachten", r"wacht nog",
    r"zu gegebener zeit", r"le moment venu", r"en temps voulu", r"en su momento", r"a su debido tiempo", r"te zijner tijd", r"tzt", r"em devido tempo", r"no devido tempo", r"a suo tempo", r"a tempo debito",
    r"nothing (?:goes|is to go|should go|must go|gets sent|is sent) (?:out|to)",
    r"no (?:e-?mails?|mails?|messages?|access|logins?) (?:to|for|yet|please|at|until|before)",
    r"(?:don't|do not|never) (?:e-?mail|mail|contact|bother) (?:him|her|them|\w+ (?:anything|yet))",
    r"(?:don'?t|do not|not|never) (?:be |go )?(?:e-?mail|send|mail)(?:ing)? (?:\w+ ){0,2}?anything",
    r"(?:isn't|is not|not|aren't|are not) (?:yet )?ready for (?:\w+ ){0,2}?(?:links?|activation|invites?|access)",
    r"not (?:go |going |gone |to go )?live (?:yet|until|till|before)", r"not live", r"withhold\w*", r"withheld",
    r"^(?:but |and )?not (?:until|till|before)", r"(?:links?|invites?) (?:no|nein|non|nao|nee)",
    r"(?:prepare|create|set ?up|add|build) (?:\w+ ){1,3}?only",
    r"(?:keep|kept|leave|left) (?:[^\s,;.]+ ){1,4}?(?:shut|closed|dormant)", r"sospes[oaie]", r"inacti[fv]\w*", r"inativ[oa]s?", r"inattiv\w+", r"nieaktywn\w+", r"keine? (?:einladung|aktivierung|mail)\w*",
    r"kein(?:e|en|er)? (?:\w+ )?(?:\w*links?|zugang|zugange|\w*einladung\w*)", r"pas de (?:lien|mail|invitation)", r"sans lien", r"sin enlace",
    r"ningun enlace", r"sem link", r"nenhum link", r"geen (?:links?|uitnodiging(?:en)?|mails?)", r"nessun (?:link|invito)",
    r"senza (?:link|invito)", r"bez (?:linku|zaproszenia)", r"ingen (?:lank|inbjudan)",
    r"remains? (?:inactive|off|on hold|locked)", r"to remain inactive", r"locked",
    // Danish, Norwegian, Swedish, Polish
    r"(?:skal|ska|ma|maste|far) vente", r"venter?", r"vantar?", r"endnu ikke", r"ikke (?:\w+ )?(?:endnu|enna|aktiver\w*|inviter\w*)", r"inte (?:\w+ )?(?:annu|aktiver\w*|bjud\w*)", r"jeszcze nie", r"nie aktyw\w+", r"wstrzym\w+",
    // German
    r"(?:gets?|receives?) (?:his|hers|theirs|mine|one) (?:on|from) ", r"links? (?:only |then )?(?:at|on|after) (?:the )?(?:go-? ?live|launch|kick-?off|start date)", r"^(?:[\w-]+'s |his |her |their |the )?(?:links?|invites?|invitations?|activation) (?:goes |go |out )*(?:on |from |by )?(?:the )?\d{1,2}(?:st|nd|rd|th)? ?(?:[./]\d|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)", r"(?:refrain|abstain) from (?:sending|mailing|inviting|activating)", r"attendr\w+", r"no (?:le |les )?recib\w+ nada", r"niente (?:link|invit\w+|mail)", r"solo creare",
    r"zuruckstell\w*", r"zuruckhalten", r"zuruck(?:gestellt|gehalten|zuhalten|zustellen)", r"(?:halten|halte|haltet|stellen|stelle|stellt)(?: [^,;:!?]{1,60}?)? zuruck", r"warten", r"nicht aktivier\w*", r"nur anlegen",
    r"ohne einladung", r"ohne aktivierung", r"in wartestellung", r"auf halten", r"gesperrt\w*", r"sperren", r"spater",
    r"inaktiv\w*", r"wartet", r"abwarten",
    // French
    r"(?:creez|creer|cree) (?:seulement|uniquement|juste)", r"(?:seulement|uniquement) (?:creer|le compte)", r"(?:solo|solamente) (?:crear|dar de alta)", r"nur das konto", r"alleen aanmaken",
    r"en attente", r"plus tard", r"bloque\w*", r"attend(?:re|ez|ons)", r"en suspens", r"patient(?:er|ez)",
    r"sans invitation", r"sans activation",
    // Spanish, Portuguese, Italian
    r"en espera", r"mas tarde", r"mais tarde", r"piu tardi",
    r"(?:noch nicht|pas encore|todavia no|aun no|ainda nao|non ancora|nog niet|jeszcze nie|inte annu)(?:,? (?:bitte|merci|por favor|svp|graag|grazie|prosze|tack|aub))?(?:[.!]*$|[,;])",
    r"bloquead[oa]s?", r"bloccat[oaie]", r"resta in attesa", r"esper(?:ar|en|e)", r"reten(?:er|gan)",
    r"sin invitacion", r"sin activar", r"en pausa",
    r"em espera", r"aguard(?:ar|em|e)", r"segurar", r"sem convite", r"sem ativar", r"in attesa", r"attendere",
    r"aspettare", r"in sospeso", r"attendent", r"attendra", r"aguardam", r"esperan", r"esperaran", r"aspettano", r"aspetta", r"attendono", r"attende", r"aspettera", r"esperara", r"aguardara",
    // Dutch
    r"in de wacht", r"wacht(?:en)?", r"vasthouden", r"zonder uitnodiging", r"nog even niet", r"aanhouden",
    r"pas (?:op|vanaf|na|in)", r"geblokkeerd", r"wacht nog",
    // Polish, Swedish, Japanese
    r"wstrzym\w+", r"czeka\w*", r"poczeka\w*", r"zaczeka\w*", r"pozniej", r"vanta\w*", r"avvakta\w*", r"senare",
    r"\w*保留\w*", r"\w*待\w*", r"\w*ないて\w*", r"\w*しない\w*",
];

/// Words that turn a phrase about activation into its opposite.
#[rustfmt::skip]
pub(crate) const NEGATIONS: &[&str] = &[
    r"ikke", r"inte", r"ej", r"icke", r"ingen", r"nie", r"not", r"don'?t", r"doesn'?t", r"do not", r"never", r"no", r"nobody", r"no one", r"none", r"neither", r"nor",
    r"without", r"cannot", r"can'?t", r"shouldn'?t", r"mustn'?t", r"won'?t", r"didn'?t", r"wouldn'?t", r"hasn'?t",
    r"haven'?t", r"wasn'?t", r"weren'?t", r"\w+n't", r"inte", r"ej", r"ingen", r"inga", r"zadn\w+", r"nothing",
    r"isn'?t", r"aren'?t", r"w/o", r"nicht",
    r"kein\w*", r"ohne", r"niemand\w*", r"nie", r"ne", r"n'\w+", r"pas", r"aucun\w*", r"sans", r"jamais", r"personne",
    r"sin", r"nadie", r"ningun\w*", r"nunca", r"nao", r"sem", r"ninguem", r"nenhum\w*", r"niet", r"geen", r"zonder",
    r"nooit", r"niemand", r"non", r"senza", r"nessun\w*", r"mai", r"ni",
    // Verbs and adverbs that say no
    r"cancel\w*", r"suspend\w*", r"postpon\w*", r"skip\w*", r"defer\w*", r"paus\w+", r"stop\w*", r"revok\w+",
    r"withh\w+", r"refrain\w*", r"avoid\w*", r"prevent\w*", r"block\w*", r"disabl\w+", r"deactivat\w+",
    r"too early", r"too soon", r"premature\w*", r"hardly", r"barely", r"hate", r"forbid\w*", r"refus\w+", r"abort\w*",
    r"zero", r"disregard", r"ignor\w+", r"forget (?:what|about|my|the|it)", r"retract\w*", r"take back", r"undo",
    r"remov\w+", r"wrong", r"mistake\w*", r"error", r"far from", r"long way from", r"out of the question",
    r"hold back", r"delay\w*", r"verschieb\w*", r"verschob\w*", r"stopp\w*", r"abbrech\w*", r"unterlass\w*",
    r"zu fruh", r"annul\w+", r"reporter", r"reportez", r"evit\w+", r"trop tot", r"cancele\w*", r"aplaz\w+",
    r"demasiado pronto", r"cedo demais", r"adi(?:ar|e|em)", r"uitstel\w*", r"annuleer\w*", r"te vroeg", r"rimand\w+",
    r"troppo presto",
];

/// Words after which activation depends on something that has not happened.
#[rustfmt::skip]
pub(crate) const CONDITIONS: &[&str] = &[
    r"on (?:the )?(?:very |actual )?(?:day|morning|date) (?:of|that|when|on which)? ?(?:the |our |their )?(?:they |we |you |it |client )?(?:go(?:es)?[- ]?live|launch|kick-?off|training)", r"am (?:tag|morgen) (?:des|der|vom) (?:go-?lives?|starts?|livegangs?|schulung|launchs?)", r"le jour (?:de la mise en (?:service|production)|du (?:go-?live|lancement|demarrage)|de la formation)", r"el dia (?:del (?:arranque|go-?live|lanzamiento)|de la (?:puesta en marcha|formacion))", r"no dia d[oa] (?:go-?live|arranque|lancamento|formacao|treinamento)", r"op de dag van de (?:go-?live|livegang|training|start)", r"il giorno d(?:el|ella) (?:go-?live|lancio|avvio|formazione)",
    r"(?:together |along )?with (?:the (?:others|rest|next batch|second batch|others' links)|wave \w+|batch \w+|group \w+|phase \w+)", r"the (?:day|week) (?:he|she|they) (?:starts?|joins?|arrives?|comes?|begins?)",
    r"so long as", r"get (?:an? |the |my )(?:ok|okay|go|nod|word|signal|green light)", r"(?:phase|week|step|stage|kw|schritt|etappe|etape|fase|semana|woche) \d+", r"i (?:will |'ll )?(?:call|ring|phone) you",
    r"first,? (?:and )?(?:only )?then", r"zuerst\w*,? (?:\S+ ){0,6}?dann", r"d'abord (?:\S+ ){1,6}?puis", r"eerst (?:\S+ ){1,6}?dan", r"primero (?:\S+ ){1,6}?luego",
    r"once", r"when", r"whenever", r"after", r"as soon as", r"until", r"till", r"upon", r"following", r"pending",
    r"subject to", r"a week before", r"before (?:you|we|i|they|anyone|anybody|somebody|activating|sending|inviting)",
    r"in (?:a |the )?(?:few|couple of|coming|some) (?:days?|weeks?|months?)", r"eventually", r"(?:some|one) day",
    r"in due (?:course|time)", r"at a later (?:date|stage|point|time)", r"in the (?:near )?future", r"bevor",
    r"avant que",
    r"avant de", r"antes de (?:que )?", r"antes que", r"voordat", r"prima (?:di|che)",
    r"(?:one|1|two|2|\w+) (?:weeks?|days?) (?:before|prior|ahead)", r"at go-? ?live",
    r"on go-? ?live", r"before go-? ?live", r"prior to", r"by the time", r"sobald", r"wenn", r"nachdem", r"nach dem",
    r"nach (?:der|ihrer|seiner|unserer|abschluss|erfolg\w*|freigabe|schulung|unterschrift|go-?live)", r"tras",
    r"luego de", r"apos", r"na (?:de|het|zijn|haar|hun|afloop)", r"po (?:\w+niu|tym)", r"efter", r"nar", r"gdy",
    r"kiedy", r"jak tylko",
    r"erst", r"bis", r"vor dem", r"des que", r"quand", r"apres", r"lorsque", r"jusqu\w*", r"une fois", r"cuando",
    r"una vez", r"despues", r"en cuanto", r"hasta", r"quando", r"assim que", r"depois", r"ate", r"zodra", r"wanneer",
    r"nadat", r"pas als", r"pas na", r"totdat", r"tot", r"appena", r"dopo", r"una volta", r"fino a", r"finche",
];

/// Words with which nothing is certain, neither that somebody waits nor that somebody may start.
#[rustfmt::skip]
pub(crate) const DOUBTS: &[&str] = &[
    r"(?:on|by|until|till|from|as of|before|after|come) the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fifteenth|twentieth|thirtieth|last)(?:\W*$|[,;.!)]| of (?:the|this|next) month| (?:please|pls|and|as|but|only|not|then|so|thanks))", r"(?:am|zum|ab dem|bis zum) (?:ersten|letzten)(?:\W*$|[,;.!)]| (?:bitte|und|des monats|freischalten|aktivieren))",
    r"if", r"whether", r"in case", r"not sure", r"unsure", r"don'?t know", r"no idea", r"unclear", r"let you know",
    r"will confirm", r"tbd", r"tbc", r"to be decided", r"to be confirmed", r"undecided", r"not decided",
    r"haven'?t decided", r"wonder\w*", r"maybe", r"perhaps", r"might", r"possibly", r"or wait", r"or hold",
    r"not said", r"hasn'?t said", r"haven'?t said", r"didn'?t say", r"would have", r"could have", r"usually",
    r"normally", r"last time", r"in the past", r"we used to", r"i think", r"i guess", r"discuss\w*", r"falls", r"ob",
    r"vielleicht", r"unsicher", r"peut-etre", r"si", r"quiza\w*", r"tal vez", r"talvez", r"misschien", r"mogelijk",
    r"forse", r"indien", r"questions? about", r"how (?:to|do)", r"able to", r"used to", r"assum\w+", r"thinks?",
    r"believes?", r"claims?", r"apparently", r"je nachdem", r"au cas ou", r"caso", r"desde que", r"afhankelijk",
    r"qualora", r"said nothing", r"nothing (?:was )?said", r"don'?t (?:yet )?know", r"have to ask",
    r"ask \w+", r"up to (?:you|him|her|them|me|us|the \w+|\w+ (?:whether|to|if))", r"you decide", r"decides?",
    r"get back to you", r"motto", r"brochure", r"promis\w+", r"per your terms", r"website", r"favou?rite",
    r"tick the box",
    r"(?:did|do|does|has|have)(?: not|n'?t) (?:\w+ )?(?:say|said|mention\w*|tell|told|state|have|get|got|received?|hear\w*) (?:\S+ ){0,3}?(?:about|on|regarding|concerning|instructions?|word|anything)",
    r"vous dirai", r"tiens? au courant", r"avisar[ea]\w*", r"laat (?:het )?(?:\w+ )?weten", r"bescheid",
    r"melde mich", r"faro sapere", r"faremo sapere", r"dam znac",
    r"please (?:state|tell|say|indicate|specify|mark|choose|note) (?:\w+ ){0,6}?(?:whether|if|for each|which|who)",
    r"not for you", r"unknown senders?", r"zalezy", r"kanske", r"osaker\w*", r"moze", r"nie wiem", r"vet inte",
    r"like you (?:people |guys )?(?:said|promised|did)", r"first,? ask (?:questions )?later",
    r"never (?:arrived|came|got|reached|received|worked)", r"did not (?:arrive|come)",
    r"(?:link|invite|invitation) (?:has |had )?expired", r"tell you (?:whether|when|if)", r"i haven'?t heard",
    r"no word (?:yet )?(?:on|about)", r"unchanged", r"unverandert", r"inchangee?s?", r"sin cambios", r"sem alteracoes", r"ongewijzigd",
    r"(?:stays?|remains?|keep|kept|same) as (?:before|agreed|it is|they are|is|planned|discussed)", r"as before", r"as it was", r"as they were",
    r"too (?:early|soon)", r"nothing changes", r"no changes? (?:to|in|with|about|on)",
];

/// Words that make it depend on somebody or report what somebody said: nobody is activated by them, but a hold stands.
#[rustfmt::skip]
pub(crate) const DEPENDS: &[&str] = &[
    r"run (?:it|this|that) (?:by|past)", r"(?:but|aber|mais|pero|maar|ma) (?:[^\s,;]+ ){1,4}?(?:has|have|must|muss|doit|tiene que|deve|moet) (?:to )?\w+", r"(?:but|aber|mais|pero|maar|ma) (?:[^\s,;]+ ){1,4}?needs? (?:to|a|an|the|some|more|any|no|training|approval|another|time|confirmation|my|our|kim's) ?\w*", r"by (?:us|our|my|the client|it|them)", r"von (?:uns|unser\w*)", r"par (?:nous|notre)",
    r"hop(?:e|es|ed|ing) (?:that )?(?:you (?:can|will|could)|they|he|she|it|for)", r"would love to",
    r"push(?:es|ing) (?:us|me|for)", r"urges?",
    r"only \w+ (?:can|may) (?:authori[sz]e|approve|decide|release|activate|send)",
    r"\w+'s (?:ok|okay|approval|permission|yes|blessing|consent|confirmation|word)",
    r"(?:tell|ask|remind) \w+ (?:to|that)", r"pass (?:it|them) on", r"hand (?:it|them) out",
    r"so (?:that )?(?:i|we) can (?:hand|give|print|send)",
    r"(?:our|them)sel(?:f|ves)", r"(?:i|i'd|i'll|me|we) (?:\S+ ){0,8}?myself",
    r"(?:will|would|can|could|wants? to|likes? to|prefers? to|going to|intends to|may|should|it|by) (?:\S+ ){0,8}?(?:him|her|my)self", r"selbst", r"nous-memes?", r"moi-meme", r"zelf", r"nosotros",
    r"noi stessi",
    r"said", r"policy",
    r"unless", r"provided", r"ask(?:ed|ing)? (?:\w+ )?(?:about|whether|if)", r"she said", r"he said", r"supposed to",
    r"should have been", r"asked (?:me|us|him|her|them|for|to)", r"(?:client|customer|they|who) (?:said|says)",
    r"told (?:me|us|him|her|them)", r"check with", r"instructions", r"depend\w*", r"as long as",
    r"provid(?:ed|ing) that", r"on condition",
    r"(?:they|he|she|client|customer|who) (?:\w+ )?requests?(?:ed)?",
    r"with (?:\S+ ){0,4}?(?:approval|permission|consent|sign-?off|blessing)", r"approv\w+", r"go-ahead",
    r"(?:the|a|your|my|our|her|his|their|\w+'s) (?:go ahead|green light|all clear)", r"green light",
    r"hop(?:e|es|ed|ing) to", r"expect(?:s|ed|ing)? to", r"(?:was|were|been|got|being) told", r"wrote", r"writes",
    r"mention\w*", r"suggest\w*", r"propos\w+", r"according to",
    r"so (?:that )?(?:i|we) can (?:forward|pass|share|distribute|check|test)",
    r"(?:be|get|are|is|stay) (?:ready|prepared) to", r"prepar\w+ to", r"too busy", r"vorausgesetzt", r"sofern",
    r"freigabe", r"zustimmung", r"a condition", r"feu vert", r"accord de", r"siempre que", r"con tal",
    r"visto bueno", r"mits", r"akkoord van", r"a patto che", r"purche", r"says", r"saying", r"insist\w*",
    r"wants? (?:me|us) to ask", r"once (?:\w+ ){0,3}?(?:agrees|approves|confirms|signs)", r"zgod\w+", r"godkann\w*",
];

/// Times that are over: what stands beside them is a report.
#[rustfmt::skip]
pub(crate) const OVER: &[&str] = &[
    r"last (?:week|month|year|spring|summer|autumn|fall|winter|friday|monday|tuesday|wednesday|thursday)",
    r"yesterday", r"(?:days?|weeks?|months?|years?) ago", r"gestern", r"hier", r"ayer", r"ontem", r"gisteren",
    r"ieri",
];

/// The writer makes a table's column the exception to what is said about all.
#[rustfmt::skip]
pub(crate) const COLUMN_RULES: &[&str] = &[
    r"unless (?:\w+ ){0,6}?(?:table|column|list|sheet|form|otherwise|stated|noted|marked|below)",
    r"except (?:where|when|as|if) (?:\w+ ){0,5}?(?:table|column|list|sheet|noted|marked|stated|says|below)",
    r"(?:see|follow|per|use|check|according to) (?:\w+ ){0,3}?(?:column|table|sheet)",
    r"(?:lines?|rows?|cells?|those|people|ones|anyone|everyone|whoever|entries|boxes) (?:that|which|who|with|without|where) (?:\w+ ){0,3}?(?:says? nothing|nothing|blanks?|empty|no (?:entry|answer|mark|value|tick))",
    r"(?:where|if) (?:it |there |the cell |the box )?(?:is |says )?(?:nothing|blank|empty|left blank|left empty)", r"(?:blanks|empty (?:cells|ones|boxes)|blank ones|blank cells) (?:mean|are|stay|hold|should)",
    r"(?:in|of) the (?:\w+ ){0,3}?column", r"column (?:\w+ ){0,3}?(?:is|says|tells|shows|has|means|are)",
    r"where the (?:table|column|list|sheet)", r"ausser (?:\w+ ){0,4}?(?:tabelle|spalte|liste)",
    r"siehe (?:\w+ ){0,2}?spalte", r"sauf (?:\w+ ){0,4}?(?:tableau|colonne)",
    r"salvo (?:\w+ ){0,4}?(?:tabla|columna|tabela|coluna)", r"tenzij (?:\w+ ){0,4}?(?:tabel|kolom)",
];

/// Behind a yes they tell what was done, or when: "yes, sent", "yes, later".
#[rustfmt::skip]
pub(crate) const AFTER_YES: &[&str] = &[
    "sent", "left", "already", "tonight", "later", "done", "received", "has", "was", "did", "since", "tomorrow", "soon", "eod",
];

/// What a slot for activation says at once: yes.
#[rustfmt::skip]
pub(crate) const YES: &[&str] = &[
    "yes", "y", "ja", "j", "oui", "o", "si", "s", "sim", "x", "true", "1", "now", "activate", "activate now",
    "immediately", "immediate", "instant", "instantly", "immediat", "immediate activation", "inmediata", "inmediato", "imediata", "immediata", "onmiddellijk", "umgehend", "right away", "asap", "send", "send link", "send now", "send invite", "invite", "invite now",
    "invite by email", "yes please", "yes now", "straight away", "sofort", "jetzt", "maintenant", "tout de suite",
    "immediat", "ahora", "inmediatamente", "agora", "imediatamente", "imediato", "nu", "direct", "meteen", "subito",
    "ora", "active", "aktivieren", "activer", "activar", "ativar", "activeren", "attivare", "vrai", "wahr", "ok",
    "send immediately", "send today", "send straight away", "send right away", "send at once", "activate immediately", "activate today", "activate right away", "activate straight away", "activate at once", "invite immediately", "send link now", "send link today", "send the link", "by email", "email", "active now", "today", "yes activate", "invite by e mail",
    "send activation link", "activated", "invited", "✓", "✔", "☒", "☑", "✅", "go", "checked", "go ahead",
    "do it", "please do", "send it", "at once", "asap please", "now please", "yep", "yup", "yeah", "sure",
    "absolutely", "green light",
    "let him in", "let her in", "let them in", "okay", "si por favor", "sim agora", "oui tout de suite", "ja bitte",
    "ja graag",
    "des maintenant", "tak", "tak prosze", "od razu", "teraz", "ja tack", "direkt", "はい", "activate him",
    "activate her",
    "activate them", "send today", "invite today", "as soon as possible", "without delay", "first thing", "by e mail now", "all now",
    "ready now", "go now", "for activation", "for immediate activation", "for activation now",
];

/// What a slot for activation says at once: no.
#[rustfmt::skip]
pub(crate) const NO: &[&str] = &[
    "no", "n", "nein", "non", "nao", "nee", "false", "0", "hold", "on hold", "later", "wait", "not yet", "not now",
    "do not activate", "dont activate", "pending", "no hold", "hold for now", "no not yet", "spater", "noch nicht",
    "warten", "plus tard", "attendre", "en attente", "pas encore", "mas tarde", "esperar", "todavia no", "mais tarde",
    "aguardar", "ainda nao", "later activeren", "nog niet", "wachten", "no activation", "create only",
    "create without an invite", "create without invite", "no invite", "inactive", "without invite",
    "without an invite", "faux", "falsch", "setup only", "set up only", "non ancora", "attendere", "dopo", "✗", "✘",
    "☐", "❌", "×", "nope", "nah", "negative", "never", "dont", "do not", "dont send", "no link", "no mail",
    "no email", "no invitation", "waiting", "park", "parked",
    "dormant", "keep off", "withhold", "off", "nie", "jeszcze nie", "nej", "inte annu", "vanta", "いいえ", "保留",
    "until further notice", "without", "held", "hold off", "no wait", "wait for go live", "hold until go live",
    "at go live", "halten", "for holding", "go later", "deferred", "with go live", "on go live", "go live", "at launch", "on launch", "launch", "with launch", "to follow", "at kick off", "after kick off",
];

/// Forms that only speak of activation ("activated", "activation"): a request needs one of [`LICENCES`] beside them.
#[rustfmt::skip]
pub(crate) const WEAK: &[&str] = &[
    r"activated", r"activates", r"activating", r"activations?", r"invited", r"active", r"aktiviert",
    r"aktivierung\w*",
    r"freigeschaltet", r"freischaltung\w*", r"eingeladen", r"activee?s?", r"activo", r"activad[oa]s?", r"activacion",
    r"ativo", r"ativad[oa]s?", r"ativacao", r"attivat[oaie]", r"attivazione", r"geactiveerd",
];

/// Nouns among them: "please see the section on activation" asks for nothing, "activation today" does.
#[rustfmt::skip]
pub(crate) const WEAK_NOUNS: &[&str] = &[
    r"activations?", r"aktivierung\w*", r"freischaltung\w*", r"activacion", r"ativacao", r"attivazione",
    r"aktywacj\w+", r"aktivering\w*",
];

/// Words that make a request of a noun.
#[rustfmt::skip]
pub(crate) const NOUN_LICENCES: &[&str] = &[
    r"now", r"right away", r"immediate\w*", r"straight ?away", r"asap", r"today", r"at once", r"as soon as possible",
    r"yes", r"ok", r"okay", r"go ahead", r"proceed", r"take place", r"authori[sz]e\w*", r"immediately",
    r"sofort\w*", r"gleich", r"jetzt", r"heute", r"ja", r"maintenant", r"tout de suite", r"immediat\w*", r"oui",
    r"ahora", r"ya", r"inmediat\w*", r"agora", r"imediat\w*", r"sim", r"nu", r"meteen", r"direct", r"subito", r"ora",
    r"od razu", r"dzisiaj", r"direkt", r"idag", r"instant\w*",
];

/// Words that make a request of a form that only speaks of activation.
#[rustfmt::skip]
pub(crate) const LICENCES: &[&str] = &[
    r"please", r"pls", r"plz", r"kindly", r"can", r"may", r"should", r"must", r"needs?", r"have to", r"has to",
    r"to be", r"wants?", r"(?:would|'d) like", r"get", r"gets", r"want", r"let'?s", r"yes", r"ok", r"okay",
    r"go ahead",
    r"now", r"right away", r"immediate\w*", r"straight ?away", r"asap", r"today", r"at once", r"possible", r"make",
    r"shall", r"i'd like", r"we'd like", r"(?:he|she|they)'d like", r"without delay", r"authori[sz]e\w*",
    r"immediate effect", r"prosze", r"od razu", r"dzisiaj", r"tack", r"direkt", r"idag", r"ska", r"\w*くたさい\w*",
    r"set", r"bitte", r"sofort", r"gleich", r"jetzt", r"soll\w*", r"konnen", r"kann", r"mussen", r"muss", r"darf",
    r"durfen", r"ja", r"heute", r"s'il vous plait", r"svp", r"merci", r"maintenant", r"tout de suite", r"immediat\w*",
    r"peut", r"peuvent", r"doit", r"doivent", r"oui", r"por favor", r"puede\w*", r"debe\w*", r"ahora", r"ya", r"si",
    r"inmediat\w*", r"pode\w*", r"deve\w*", r"agora", r"imediat\w*", r"sim", r"ser", r"graag", r"nu", r"meteen",
    r"direct", r"kunnen", r"kan", r"mag", r"mogen", r"moet\w*", r"worden", r"werden", r"subito", r"ora",
    r"per favore",
    r"possono", r"puo", r"devono", r"essere", r"unless", r"once", r"fine", r"all", r"both", r"everyone",
];

/// Openings of a sentence that put all of it under a condition, folded.
#[rustfmt::skip]
pub(crate) const OPENINGS: &[&str] = &[
    "if ", "in case ", "assuming ", "provided ", "providing ", "depending ", "unless ", "suppose ", "supposing ",
    "should ", "had ", "were ", "as long as ", "given ", "only if ", "even if ", "whether ", "with the approval ",
    "falls ", "sofern ", "vorausgesetzt", "si ", "au cas ", "pourvu ", "a condition ", "en caso ", "siempre que ",
    "con tal ", "caso ", "se ", "desde que ", "als ", "indien ", "mits ", "in geval ", "qualora ", "purche ",
    "once ", "when ", "whenever ", "after ", "as soon as ", "until ", "upon ", "subject to ", "pending ", "sobald ",
    "wenn ", "nachdem ", "erst ", "des que ", "quand ", "apres ", "lorsque ", "une fois ", "cuando ", "una vez ",
    "despues ", "en cuanto ", "quando ", "assim que ", "depois ", "zodra ", "wanneer ", "nadat ", "appena ", "dopo ",
    "una volta ", "following ",
];

/// Activation asked for as a label: what stands behind it is the answer.
pub(crate) const LABEL: &str = r"^[^\p{L}]*(?:please )?(?:einladung|einladen|freischaltung|freischalten|invitacion|invitar|convite|convidar|invito|invitare|uitnodiging|uitnodigen|inviter|activat(?:e|ion)|invit(?:e|ation)|send(?: the)?(?: link| invite)?|link|aktivieren|aktivierung|activer|activation|activar|ativar|activeren|attivare)(?: (?:now|link|him|her|them|user|account|status|today))?\s*\??\s*(?:[:=]|\s[-–]\s)\s*";

/// What begins an order.
#[rustfmt::skip]
pub(crate) const IMPERATIVES: &[&str] = &[
    r"activate", r"send", r"shoot", r"invite", r"fire", r"turn", r"switch", r"ping", r"pop", r"give", r"get", r"let", r"e-?mail", r"release", r"push", r"hold", r"keep", r"wait", r"don'?t",
];

/// What may end an order without making a question of it.
#[rustfmt::skip]
pub(crate) const TAGS: &[&str] = &[
    r"ok(?:ay)?", r"okey[- ]?doke?y?", r"okie[- ]?dokie?", r"k", r"al(?:l )?right(?:y|ie)?", r"please", r"pls", r"thanks", r"thank you", r"cheers", r"ta", r"will you", r"would you", r"could you", r"won't you", r"if you would", r"deal", r"cool",
];

/// Words that begin an answer that says yes.
#[rustfmt::skip]
pub(crate) const YES_FIRST: &[&str] = &["yes", "ja", "oui", "si", "sim", "y", "yep", "yeah", "ok", "okay", "sure", "tak"];

/// Words that begin an answer that says no.
#[rustfmt::skip]
pub(crate) const NO_FIRST: &[&str] = &["no", "nein", "non", "nao", "nee", "nope", "nie", "nej", "n", "not", "never", "dont"];
