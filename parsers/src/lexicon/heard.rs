//! What is said beside a request or a hold without being one: courtesies, reports, other things. Folded patterns.

/// Conditions that only say what is done anyway ("once created"), or that are no conditions ("as soon as possible").
#[rustfmt::skip]
pub(crate) const HARMLESS: &[&str] = &[
    r"no (?:\S+ )?to wait for(?: (?:the |their |our )?(?:go-?live|launch|start)(?: date)?)?", r"(?:whenever|once|when|as soon as|the (?:moment|minute)) (?:you've|you have|you are|you're) (?:finished|done|through|ready)(?: with)?(?: (?:the |their |his |her )?(?:set-?up|accounts?|rest))?", r"as soon as the (?:accounts?|logins?|users?|profiles?) (?:have|has) been (?:created|set ?up|added|made)", r"(?:as soon as|once|when) (?:it|he|she|they|everything|the account)(?:'s|'re| is| are) (?:there|in(?: the system| place)?)", r"if you(?:'ve| have)(?: got)? (?:a |an |five |two |ten |\d+ )?(?:minutes?|moment|second|sec|time|hour)", r"while you're (?:at it|there)", r"following (?:up )?(?:on |from )?(?:our|my|your|this|that|today's|yesterday's) (?:\S+ ){0,2}?(?:chat|call|conversation|meeting|e?-?mail|discussion|talk)", r"rather than (?:\S+ )?(?:the |a )?(?:week|month|days?|\d+ days?) (?:before|ahead of|prior to)(?: (?:the )?go-?live)?", r"(?:\S+ )?(?:weeks?|days?|months?) (?:before|ahead of|prior to) (?:the |our |their )?(?:usual|normal|planned|official) \w+", r"before you (?:go home|leave|finish|call it a day|log off|knock off)(?: (?:today|tonight|for the day))?", r"whenever (?:you have it ready|it's ready|the account(?:'s| is| has been) (?:made|ready|created|set up|there))", r"(?:the )?(?:minute|moment|second) (?:\S+ ){1,4}?(?:has been|is|are|have been) (?:created|set ?up|added|made|ready|there)", r"as soon as (?:you have|you've got|you get|you see|you read) (?:this|it|my \w+)", r"when(?:ever)? you (?:see|read|get|have read) (?:this|my \w+|it)", r"as soon as (?:it|he|she|they|the account|his account|her account|the accounts|their accounts) (?:exists?|is there|are there)", r"(?:up)?on (?:creation|set-?up)", r"when you(?:'ve)? (?:create|created|set up|add|added) (?:him|her|them|it|the accounts?|the users?|everyone)", r"without (?:waiting for|further checks?|checking|asking|having to wait for) (?:the (?:others|rest|go-live)|with me|me|anyone|anybody|us|back)(?: again)?", r"without (?:any )?(?:holding period|waiting period|further ado|further checks?|wait|fuss)", r"and (?:not|don't) make (?:a |any )?fuss(?: about it)?", r"no need to (?:ask|check with|consult|call|phone|ring|mail|come back to) (?:me|us)(?: (?:again|first|about it|about this))?", r"si prega di", r"appena possibile", r"il prima possibile", r"up to and including",
    r"(?:is|are|be) (?:all |both |now |already )*(?:ready|set|raring|itching|eager|keen) to (?:go|start|begin|get going|get started|get cracking)",
    r"^(?:all |both )*be able to (?:log ?in|log ?on|get in|start)(?: (?:today|now|right away|from today|straight away))?",
    r"^as (?:i |we )?(?:just |already )?(?:said|mentioned|discussed|agreed|promised|arranged)(?: (?:on the phone|by phone|over the phone|earlier|yesterday|this morning|just now))?",
    r"si (?:puo|possono)", r"rather sooner than later", r"sooner rather than later", r"(?:now|today) rather than later", r"(?:today |now )?(?:if|where|wherever) (?:at all |it is |it's |that is |that's |this is )?possible(?: at all)?",
    r"(?:as soon as|once|when|after) you(?:'ve| have)? (?:set|created|added|built|entered|made|got)(?: (?:them|him|her|it|everyone|everybody|these|those|both|all of them|the (?:accounts|users|logins|profiles)))?(?: (?:all|both))?(?: up| in)?",
    r"(?:as soon as|once|when) (?:the|their|these|those|his|her|both|all) (?:\w+ )?(?:accounts?|logins?|users?|profiles?) (?:have|has) been (?:created|set ?up|added|built|made)",
    r"should (?:all |both |each |also )?be able to (?:log ?in|log ?on|get in|start)(?: (?:today|now|right away|from today|straight away))?",
    r"(?:whatever|no matter what) \S+ (?:writes|says|wrote|said|thinks|wants)",
    r"(?:gleich |direkt |sofort |unmittelbar )?nach (?:dem|der|ihrer) (?:anlegen|anlage|einrichten|einrichtung|erstellung|erstellen)",
    r"i(?:'d| would) (?:like to )?ask you to",
    r"(?:as soon as|once|when|the (?:minute|moment|second|instant)) (?:the|their|these|those|his|her|both|all) (?:\w+ )?(?:accounts?|logins?|users?|profiles?) (?:exists?|are|is)(?: (?:there|ready|in|up|created|set ?up|made|done|in the system|in place))?", r"unless (?:\w+ )?(?:marked|stated|noted|indicated|shown|listed|specified) (?:otherwise|differently)(?: (?:in|below|by|under|on|beside|next to) (?:\S+ ?){1,5})?",
    r"(?:create|creating|set|add|enter|put|make|build|register) (?:\S+ ){0,5}?first,? (?:and )?then",
    r"the following", r"till (?:honom|henne|dem|alla)", r"as soon as possible", r"(?:all )?at once", r"asap",
    r"if possible", r"if you (?:like|want|wish|prefer|can|have (?:a )?(?:time|moment|minute|second))", r"if (?:that is|that's|it is|it's|this is) (?:ok|okay|fine|alright|possible|all right)(?: (?:for|with|by) you)?", r"if that (?:works|suits)(?: (?:for )?you)?", r"if you (?:do not|don't) mind", r"wenn moglich", r"wenn es (?:geht|passt)", r"si (?:c'est )?possible", r"si es posible", r"se (?:for )?possivel", r"indien mogelijk", r"als het kan", r"se possibile",
    r"after all", r"as soon as you (?:have|get|have got|'ve got) (?:him|her|them|it|everyone|everybody|both|these|those|the \w+)(?: all)?(?: in| up| ready| loaded| on)?", r"(?:when|whenever|as soon as) you (?:get|have|find) (?:a |the )?(?:chance|minute|moment|time|second)", r"as soon as you (?:are able|get to (?:it|this|them)|get round to (?:it|this|them))", r"(?:i|we) (?:\w+ ){0,2}?ask (?:that|you to|you to please)", r"(?:up)?on receipt(?: of (?:this|my)(?: \w+)?| of the (?:e-?mail|mail|message|form|list|below|attached))?", r"(?:sits?|sitting|stands?|standing|are|is) (?:\w+ ){0,5}?and waits?", r"(?:as soon as|once|when) (?:\w+'(?:s|re|ve)|\w+ (?:is|are|has been|have been)) (?:\w+ )?(?:created|set ?up|in the system|built|added|in place|entered|made)",
    r"once (?:\w+ ){0,3}?(?:created|set ?up|in the system|built|added|in place|entered|made)",
    r"as soon as (?:\w+ ){0,3}?(?:created|set ?up|in the system|built|added|in place|entered|you can)",
    r"when (?:\w+ ){0,3}?(?:created|set ?up|added)",
    r"after (?:you have |you've |you |having |he is |she is |they are )?(?:\w+ )?(?:created|added|built|set (?:\w+ )?up)(?: (?:him|her|them|it))?",
    r"after (?:\w+ ){0,2}?(?:creating|creation|set ?up|setting (?:\w+ )?up)",
    r"unless (?:the )?(?:table|column|list|sheet|form) (?:\w+ )*", r"sobald (?:\w+ ){0,3}?angelegt",
    r"des que possible", r"lo antes posible", r"assim que possivel", r"so bald wie moglich", r"zo snel mogelijk",
    r"zo spoedig mogelijk", r"if you can", r"if that'?s ok\w*", r"des (?:leur|la|sa) creation", r"moglichst bald",
    r"if (?:you )?need (?:anything|more|any)\w*(?: \w+)*",
];

/// Courtesies before a request; what they introduce is heard as if "please" stood there.
#[rustfmt::skip]
pub(crate) const COURTEOUS: &[&str] = &[
    r"(?:i|we)(?:'d| would| should)? (?:\w+ )?(?:be (?:\w+ )?(?:grateful|obliged|happy|glad|pleased|thankful)|appreciate(?: it)?),? if you (?:could|would|can)(?: please| kindly| possibly| just)?",
    r"(?:it|that|this)(?:'d| would) be (?:\w+ )?(?:great|good|lovely|nice|brilliant|fantastic|wonderful|perfect|super|helpful|appreciated|kind|fab) if (?:you|he|she|they|both|all|everyone) (?:could|would|can)(?: please| kindly| possibly| just)?",
    r"(?:i|we)(?:'d| would| should)? (?:\w+ )?(?:be (?:\w+ )?(?:grateful|obliged|happy|glad|pleased|thankful)|appreciate(?: it)?),? if you'd(?: please| kindly)?",
    r"(?:i|we)(?:'d| would| should)? (?:\w+ )?be (?:\w+ )?(?:grateful|obliged|glad|pleased|thankful) if",
    r"(?:may|can|could|might) i (?:please |kindly |just )?(?:ask|trouble|bother) you to", r"(?:would|could) you be so (?:kind|good) (?:as to|to|and)",
    r"please (?:would|could|can) you", r"(?:normally|usually) (?:\S+ ){0,8}?(?:hold|wait)\w*,? but(?: in this case| here| this time)?(?: please)?",
    r"(?:it|that|this)(?:'d| would) be (?:\w+ )?(?:great|good|lovely|nice|brilliant|fantastic|wonderful|perfect|super|helpful|appreciated|kind|fab) if", r"(?:i|we)(?:'d| would) (?:really |much |very much )?appreciate (?:it )?if",
    r"do the needful and", r"(?:i'm |i am )?(?:so |very |really )?(?:sorry|apologies|apologise|apologize) (?:to (?:be a (?:pain|nuisance|bother)|bother you|trouble you|rush you|hassle you|chase)|for (?:the )?(?:rush|short notice|late notice|trouble|hassle|bother))(?: again)?(?: but)?",
    r"i (?:know|realise|realize|appreciate) (?:it's|it is|this is|that's) (?:\w+ )?(?:short notice|last minute|late|urgent|a rush)(?: but)?",
];

/// Negations that negate nothing: "don't forget to activate", "no problem".
#[rustfmt::skip]
pub(crate) const FRIENDLY: &[&str] = &[
    r"(?:don'?t|do not|never|not) (?:forget|hesitate)(?: to)?",
    r"(?:there's |there is )?no need to (?:wait|hold)(?: (?:them|these|both|him|her))?(?: (?:back|off))?(?: (?:on|for|until|till) (?:the |their |our )?(?:go-?live|launch|start)(?: date)?)?",
    r"no (?:more |need for )?waiting (?:on|for) (?:\S+ ){0,2}?(?:go-?live|launch|date)", r"(?:i|we)(?: hereby| herewith| can| do)* confirm that", r"(?:ignore|forget) (?:the |our |my )?(?:usual |normal |standard )?(?:\S+ )?(?:rule|waiting period|procedure)",
    r"(?:nobody|no one|none)(?: (?:in|on|of) \S+ \S+)? (?:needs|need|has|have) to (?:be held|wait|be on hold)", r"(?:shouldn't|should not|needn't|need not|mustn't|must not) (?:be held|be on hold|have to wait|wait)(?: (?:back|until|till|for) (?:the )?(?:official )?(?:go-?live|launch|start))?",
    r"no \S+ (?:that |which )?(?:he|she|they) (?:has|have) to wait for", r"(?:is|are|was|were|has been|have been) (?:all |now |already |fully )?approved",
    r"(?:he|she|it|everything|that)(?:'s| is) (?:ok|okay|fine|good|happy|clear|cleared) to be", r"(?:i |we )?(?:see|have|there's|there is) nothing (?:against|wrong with)", r"(?:doesn't|does not|don't|do not|needn't|need not) (?:have to |need to |want to )?wait (?:for|until|till) (?:the |their )?(?:official )?(?:go-?live|launch|start)",
    r"(?:don't|do not) (?:hold|keep) (?:\S+ ){1,4}?(?:back )?(?:until|till) (?:the |their )?(?:go-?live|launch|start)",
    r"no (?:problem|worries|rush|questions?|issues?)", r"not a problem", r"why not", r"if not already",
    r"(?:call|phone|ring|text) (?:\S+ ){0,12}?(?:don't|do not|never) (?:e-?mail|mail|contact)(?: (?:him|her|them|us|me))?",
    r"(?:don't|do not|never) (?:e-?mail|mail|contact) (?:him|her|them|us|me),? (?:please |just |but |rather )*(?:call|phone|ring|text)",
    r"nicht vergessen", r"n'oubliez pas(?: de)?",
    r"no olvid\w+", r"nao (?:se )?esquec\w+", r"niet vergeten", r"non dimentic\w+",
    r"as (?:i |we )?(?:\w+ )?(?:said|mentioned|discussed|agreed)", r"not only", r"no other \w+", r"no further \w+",
    r"no doubt", r"no objections?", r"(?:with)?out (?:any )?(?:further )?(?:delay|ado)",
    r"sans (?:delai|attendre|tarder)", r"sin (?:demora|esperar)", r"sem demora", r"senza (?:indugio|aspettare)",
    r"zonder uitstel", r"ohne (?:weitere )?verzogerung", r"no time to lose", r"don't delay", r"can'?t wait",
    r"cannot wait", r"nothing (?:else|more|further)",
];

/// Activation of things that are not people's links.
#[rustfmt::skip]
pub(crate) const OTHER_OBJECTS: &[&str] = &[
    r"(?:lists?|forms?|sheets?|files?|tables?|spreadsheets?|e-?mails?|documents?|sites?|system|everything|order|pages?|contracts?) (?:is|are|was|were|looks?) (?:\w+ )?(?:good|fine|ok|okay|ready|set|clear) to go(?: (?:now|today|right away))?",
    r"(?:levels?|roles?|e-?mail(?: address)?|address|phone|surname|job title|title|spelling|rights) (?:is|are|was|has|have)(?: \w+){0,2}? not (?:yet )?(?:been )?\w+",
    r"(?:infos?|information|details|data|rest of (?:his|her|their|the) \w+|papers?|paperwork|forms?|hospitals|addresses|address) (?:\w+ ){0,3}?(?:later|to follow)",
    r"activat\w+ (?:(?:immediately|now|please|also|asap|today|already|first) ){0,2}(?:(?:the|our|their|your|a|an|new|this|that|his|her) ){0,2}(?:\w+ )?(?:modules?|features?|licen[cs]es?|integrations?|interface|sso|single sign-? ?on|api|\w*contract|site|savings|discounts?|offers?|warrant\w+|memberships?|vouchers?|coupons?|accounts? manager|profiles?|trial|support|service|services|alarm|alerts?|notifications?|backup|device|devices|phone|sim|domain|server|system|software|product|tools?|settings?|option|mode|environment|reporting|billing|add-? ?ons?|package|subscription|connector|app|export|dashboard|program\w*|plan|tenant|sandbox|workspace|card|codes?|mfa|2fa)",
    r"(?:modules?|features?|integrations?|licen[cs]es?|interface) (?:\w+ ){0,3}?activat\w+",
    r"(?:alarms?|sirens?|sprinklers?|heating|generators?|air conditioning|parking barriers?) (?:[\w,'-]+ ){0,10}?(?:is|are|be|was|were|gets?|been|being) (?:\w+ )?activated",
    r"activation (?:guides?|fees?|process\w*|codes?|manuals?|instructions?|teams?|flow|steps?|issues?|problems?|procedures?|pages?|charges?|costs?|prices?|forms?|windows?|polic\w+|rates?|period|screens?)",
    r"activation of (?:the |our |your |a |an )?(?:\w+ ){0,2}?(?:modules?|features?|licen[cs]es?|integrations?|interface|sso|api|contract|site|environment|subscription|plan)",
    r"(?:\w+-activated|voice activated|motion activated)",
    r"active (?:in|at|as|with|member\w*|duty|director\w*|participa\w*|role)",
    r"(?:invit\w+|activ\w+|links?) (?:column|field|box|status|question|flag|option|list|tab|row|cell)s?", r"(?:an|any|our|your|his|her|their|no|which|what|whose|invitation|link) (?:activation )?dates?",
    r"(?:send|sends|sent|sending|mail|mailed|post|get|want|need) (?:\w+ ){0,3}?links? back", r"(?:via|through|by|use|using|click|follow|see) (?:on )?(?:the|this|that) link", r"(?:log ?in|log ?on|sign ?in|sign ?up|register|start|get in|works?) with (?:the|this|that) link",
    r"links? (?:in|below|above|at) (?:the |my |our )?(?:footer|signature|attach\w*|bottom|end)",
    r"(?:links?|invit\w+) for (?:the |a |our |your |this |my |that )?(?:\w+ )?(?:webinar|meeting|call|training|survey|portal|demo|session|recording|event)\w*",
    r"links? to (?:the |a |our |your |this |my |that )?(?:\w+ )?(?:survey|form|document|doc|sheet|file|page|site|website|folder|portal|meeting|call|recording|training|video|webinar|guide|manual|calendar|questionnaire|list)\w*",
    r"(?:meeting|zoom|teams|calendar|survey|webinar|training|call) (?:links?|invit\w+)",
    r"invit\w+ (?:[^\s,;.]+ ){0,5}?to (?:\S+ ){0,4}?(?:kick-? ?off|meeting|call|training|session|webinar|demo|workshop|event|review|interview)\w*",
    r"activit\w+",
    r"accounts? (?:is |are )?(?:held|holding)", r"(?:put|puts|putting|places?|placing|placed) (?:a|an|the|my|our|their|your|some|any|one|this|that|his|her) (?:orders?|shipments?|invoices?|payments?|deliver\w+|jobs?|routes?|loads?|cases?|projects?|calls?|callers?|customers?|contracts?|purchases?|tickets?|bookings?|appointments?|cheques?|checks?|claims?|recipes?|prescriptions?) on hold", r"(?:orders?|shipments?|invoices?|payments?|deliveries|jobs?|loads?|cases?|calls?|callers?|bookings?|appointments?) (?:is |are |was |were |goes |go |went )?on hold",
    r"account holder", r"holding (?:the|our|their|a|its) (?:distributor\w*|dealer\w*|main|master|company) (?:\w+ )?accounts?", r"hold (?:a|the|our|your) (?:meeting|call|training|session|kick-? ?off)",
    r"(?:get|put) hold of", r"holds? (?:the|a|an) (?:\w+ ){0,2}?accounts?", r"household\w*", r"on hold music",
    r"activat\w+ (?:\S+ ){0,3}?(?:two-factor|2-factor|multi-factor|out-of-office|auto-?repl\w+|repl(?:y|ies)|phone line|line|(?:phone|the|my|our|your|new|his|her) number|extension|signature|forwarding|wi-?fi|vpn|bluetooth|camera|macros?|cookies|javascript|add-in|template|workflow|rules?|filters?|calendar|hotline|insurance|pass|ticket|badge)",
    r"links? to (?:the |a |an |our |your |this |my |that )?(?:\w+ )?(?:room|drive|library|wiki|intranet|forum|repository|board|channel|chat|store|shop|photos?|album|presentation|slides|report|contract|invoice|offer|policy|terms|article|blog|news|release|download|tool|price list|demo|webinar|app)\w*",
    r"activat\w+ (?:the |our |their |his |her |my |your )?(?:\w+ )?(?:phones|cards|tablets?|laptops?|sims|computers?|printers?)",
    r"activat\w+ my (?:\w+ )?(?:account|login|profile)", r"activate (?:less|more)",
    r"activation (?:deadlines?|lists?|languages?|texts?|templates?|status|schedules?|plans?|details|queue|log|e?-?mail (?:language|text|template))",
    r"(?:invit\w+|links?) (?:texts?|wording|templates?|language|expiry|lists?)",
    r"(?:prices?|costs?|fees?|charges?|surcharge|pay|paying|extra|sla|offers?) (?:for|of) (?:the )?(?:\w+ )?activation",
    r"waiting room", r"wait list",
    r"(?:contract|project|invoice|order|payment|deal|renewal|migration|roll-?out|ticket|case|purchase|quote|budget|initiative|implementation|training|shipment|delivery|modules?|features?|integrations?|interface|engagement|room|works?|building|renovation|construction|merger|negotiations?|tender|website|shop|warehouse|matter|claim|file|topic|phase|stage|pilot|release|update|upgrade|backlog|hiring|recruitment|paperwork|approval|funding|money|meeting|event|trip|status) (?:\w+ )?(?:is|are|was|were|remains?|stays?|stay)(?: still| currently| now)? (?:on hold|pending)",
    r"(?:retain|keep|kept|filed?) (?:\w+ )?on (?:hold )?file",
    r"(?:section|chapter|page|part|paragraph|questions?|information|info|details|article|notes?|guide|manual|e?-?mails?|policy|training|webinar|call|talk|discussion) (?:on|about|regarding|concerning|for|re) (?:the )?activation",
    r"put me on hold", r"hold music", r"hold the (?:line|date|door)",
    r"(?:you(?:'re| are)|we are|we're|i am|i'm) (?:\w+ ){0,2}?invited",
    r"invited to (?:the|our|my|a|an|your) (?:\S+ ){0,3}",
    r"invite (?:anyone|anybody|whoever) (?:you|he|she|they|who|else you)",
    r"invite (?:friends|guests|your friends|your family|you to|you all|me to|us to|us over)",
    r"activate your own \w+", r"activat\w+ your (?:\w+ ){0,2}?(?:free|account|login|profile|seat|ticket|gift|copy|trial|subscription|plan|card|bonus|membership|licen[cs]e|spot|place|offer)", r"activate your (?:account|login|profile|card|device) (?:at|on|here|by|via|with)",
    r"activate (?:no|any) links?",
    r"(?:click|open|follow|use) (?:on )?(?:any |no |the |this |that |these |those )?links?",
    r"contains? (?:\w+ )?links?", r"household", r"holding company", r"shareholders?", r"account on hold music",
];

/// Reports of what has happened, not requests.
#[rustfmt::skip]
pub(crate) const PAST: &[&str] = &[
    r"(?:i|we|you) (?:can|may|could) (?:all |both |each |also |then )?(?:start|begin|go in|get in|come in|log ?in|log ?on|get started|get going|get cracking|go ahead)", r"(?:i|we|you)(?:'ve)? (?:already |now )?(?:have|got) (?:\w+ ){0,2}?(?:links?|invites?|invitations?)",
    r"(?:was|formerly|previously|before|old),? (?:activate|send|invite)(?: (?:now|link))?",
    r"(?:is|are|'s|'re) (?:already |still |currently |now )?active(?: now| already| today)?",
    r"(?:was|were|has been|have been|had been|already|been) (?:\w+ ){0,2}?(?:activated|invited|sent|created)",
    r"(?:am|is|are|was|were|'re|'m|'s) (?:not )?(?:going|planning|about) to (?:\w+ )?(?:activate|send|invite|resend)",
    r"(?:would|might|could have|should have) be(?:en)? (?:activated|invited|sent)",
    r"(?:activates|sends|invites|(?:you|they|people|companies|systems) (?:activate|send|invite)) (?:people|users|everyone|everybody|new users) (?:within|after|at once|automatically|by default)",
    r"(?:you|he|she|they) (?:(?:already|have|has|had|just|also|even|were|was|got|recently|never|all|both|only|been) ){0,2}(?:activated|invited|sent)", r"(?:we|i) (?:\w+ )?(?:activate|send|invite|issue|release|unlock|enable)",
    r"(?:he|she|they|client|customer|who|it) (?:\w+ )?(?:put|puts|wrote|ticked|marked|entered|answered|said|says|checked|chose|typed|noted) (?:an? )?(?:yes|no|y|now)(?: \w+){0,2}? (?:for|to|on|in|under|at|beside|next to) (?:\w+ ){0,2}?(?:invit\w+|links?|activations?|column|all|everyone|them)",
    r"wir (?:\w+ )?(?:aktivieren|schicken|senden|schalten|laden)",
    r"ich (?:\w+ )?(?:aktiviere|schicke|sende|schalte|lade)",
    r"nous (?:les |l'|le |la )?(?:activ|env|invit)\w+",
    r"je (?:les |l'|le |la )?(?:activerai|active|enverrai|inviterai)",
    r"(?:los |las |lo |la )?(?:activaremos|activare|enviaremos|enviare|invitaremos)",
    r"(?:ativaremos|ativamos|enviaremos|convidaremos)",
    r"wij? (?:\w+ )?(?:activeren|sturen|nodigen)", r"ik (?:\w+ )?(?:activeer|stuur)",
    r"(?:attiviamo|attiveremo|invieremo|inviamo)",
    r"(?:keen|eager|happy|glad|excited|impatient|forward|desperate|ready|supposed|due|about|unlikely|reluctant|afraid|likely) to be (?:\w+ )?(?:activated|invited|live|enabled)",
    r"you (?:could|might|would) (?:\w+ )?(?:activate|send|invite)",
    r"(?:got|received|had|were sent|was sent) (?:\w+ ){0,3}?(?:activation )?(?:e-?mails?|links?|invites?|invitations?|activations?)",
    r"(?:we|you|they) (?:don't|do not|never|usually|normally|only|always|generally) (?:activate|send|invite) (?:people|users|anyone|clients|accounts|customers|links)[^,.;]*", r"in order to (?:activate|invite|send)", r"(?:you will|you'll|you can|you may|you might|as you|you would|you'd) (?:also |then |probably |no doubt )?(?:read|see|find|notice) [^,.;]*", r"who (?:\S+ ){0,6}?and who (?:\S+ ){0,4}?\w+",
    r"(?:nobody|no one|no-one|noone|niemand|personne|nadie|ninguem|nessuno) (?:has |had |here |there )*(?:told|said|mentioned|asked|wrote|knows|knew|decided|confirmed|specified|let) (?:[^\s,;.]+ ){0,8}?(?:activat\w+|invit\w+|links?|hold\w*|wait\w*)(?: or (?:\w+ ?){1,3})?",
    r"(?:column|field|box|tab) \w+ (?:says?|tells?|shows?|has|is) [^,;.]*",
    r"(?:says?|tells?|explains?|shows?|states?|lists?|decides?|knows?|sees?) (?:\w+ )?(?:who|whom|when|how|which|whose) (?:\w+ ){0,5}?(?:activat\w+|invit\w+|links?)(?: (?:and )?(?:when|how|now|whom))?",
    r"^to (?:activate|invite) (?:a|an|the|your|any|new|him,|her,|them,|it,|someone|somebody)",
    r"(?:activating|sending|inviting|releasing) (?:[^\s,;]+ ){0,5}?(?:would|will|is|was|could|might|seems?|makes?|isn't|means?|costs?|requires?)",
    r"(?:check|know|see|tell (?:me|us)|clarify|find out|verify|ask\w*|wonder\w*|confirm) (?:\w+ )?(?:if|whether) (?:\S+ ){0,4}?(?:activat\w+|send|invit\w+)",
    r"(?:activation )?(?:links?|invites?|invitations?|e?-?mails?) (?:that )?you (?:\w+ )?sent",
    r"(?:users?|people|colleagues|persons|accounts|staff|those|list|names|employees|ones) (?:who (?:want|wants|need|needs|are|have) |which (?:need|are) |that (?:need|are) |waiting |needing |due )?(?:to be activated|to activate|to be invited|to invite)[.,;]*$",
    r"send (?:\w+ ){0,3}?(?:links|invites|invitations) to (?:me|us|my|our)",
    r"(?:was|were|been) (?:put |placed )?on hold", r"already (?:active|activated|sent|has|have|got)",
    r"thank(?:s| you)? (?:\w+ )?for (?:\w+ )?(?:activating|sending|inviting|holding)",
    r"(?:let \w+ know|tell (?:me|us)|confirm|confirmation|notify (?:me|us)|inform (?:me|us)|ping me|shout|drop (?:me|us) a (?:line|note)) (?:\w+ )?(?:when|once|as soon as|that|after|how|which) (?:\S+ ){0,6}?(?:activated|sent|done|invited|live|active|out|received|activate|send)",
    r"(?:invitations?|invites|links|users|accounts|people) (?:are|get|will be) (?:(?:always|usually|normally|then|only|just|all|generally|typically|automatically) ){0,2}?(?:sent|activated|created|invited)(?: (?:automatically|right away|at once|by default|within))?",
    r"activation (?:occurs|happens|takes place|is done) (?:when|within|after|automatically)",
    r"(?:got|received|has had) (?:\w+ )?(?:link|invite|invitation)",
    r"you (?:already )?sent (?:\w+ ){0,2}?(?:an? |the |his |her )?(?:link|invite)s?", r"link (?:went|has gone) out",
    r"(?:aktywowano|zostal aktywowany)", r"(?:har aktiverats|aktiverades|aktiverad forra \w+)",
    r"i (?:activated|invited|sent)",
    r"(?:i|we|you|he|she|they) (?:\w+ )?(?:turned|switched|flipped) (?:\S+ ){0,6}?on(?: (?:activated|invited))?",
    r"(?:i|we|you|he|she|they|\w+) (?:will|would|'ll|shall) (?:\w+ )?(?:activate|send|invite|resend)",
    r"i'll (?:\w+ )?(?:activate|send|invite)", r"we'll (?:\w+ )?(?:activate|send|invite)",
    r"we (?:activated|invited|sent)", r"(?:wurde|wurden|worden|bereits|ist|sind) (?:\w+ ){0,3}?(?:aktiviert|freigeschaltet|eingeladen|verschickt|versendet|gesendet)",
    r"(?:han|ha|hemos|hanno|ont|a|avons|hebben|heeft|haben|hat) (?:\w+ ){0,2}?(?:activado|activados|activada|attivato|active|actives|geactiveerd|aktiviert|freigeschaltet)", r"a ete active\w*",
    r"ont ete active\w*", r"fue activad\w*", r"foi ativad\w*", r"is al geactiveerd",
];

/// How a form is filled in.
#[rustfmt::skip]
pub(crate) const FILLING_IN: &[&str] = &[
    r"(?:copy|duplicate|repeat|use|fill in|complete|add) (?:the|this|a|one|another|as many) (?:block|form|row|line|section|table|page|sheet)s? (?:for|per|below|as needed)",
];

/// How a column or a form is to be read: "Y = send the link, N = do not activate". States nothing about anybody.
#[rustfmt::skip]
pub(crate) const GUIDANCE: &[&str] = &[
    r"(?:y|yes|n|no|x|j|ja|nein|o|oui|non|s|si|sim|nao|1|0|true|false|blank|empty|tick|a tick|a cross|check) ?(?:=|means?|meaning|stands for|heisst|bedeutet|signifie|significa|betekent)",
    r"(?:once|when|after) (?:this|the) form is (?:complete\w*|submitted|received|filled in|processed)",
    r"unless (?:told|instructed|stated|specified|indicated) otherwise",
    r"(?:tick|check|mark|cross) (?:the |this |a )?(?:box|here|one)", r"(?:tick|check|mark|cross|choose|select) (?:\S+ ){1,4}?(?:if|when|where)", r"one form (?:per|for each)", r"kreuzen sie (?:\S+ ){1,4}?(?:an|wenn)", r"cochez", r"marque (?:\S+ ){1,4}?si",
    r"^\W*(?:\w+ )?(?:internal|office use|for (?:internal|office) use)(?: only)?\W", r"within \d+ (?:hours?|(?:business |working )?days) of (?:receipt|submission|receiving)",
    r"custodian-only users never", r"users marked (?:yes|no|y|n|x)(?-u:\b)",
    r"(?:please )?(?:choose|select|circle|delete) (?:one|as (?:appropriate|applicable))", r"delete as appropriate",
    r"zutreffendes (?:bitte )?ankreuzen",
];
