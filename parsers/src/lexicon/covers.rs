//! What somebody writes over a mail that they pass on, so that its requests are not simply to be done. Folded patterns.

/// What must come first, what somebody still settles, what the mail is only shown for.
#[rustfmt::skip]
pub(crate) const PUTTING_ASIDE: &[&str] = &[
    // What must come first.
    r"(?:no|without|missing|sign\w*|await\w*|before|after|until|need|needs|owe us|waiting (?:for|on)) (?:\S+ ){0,2}?(?:po|purchase order|order form|contract|paperwork|signature|deal|dpa|nda|budget|credit check|payment)", r"(?:po|purchase order|order form|contract|paperwork|signature|deal|dpa|nda|budget|credit check|payment) (?:is|isn't|not|has|hasn't|still|must|first|comes?|pending|outstanding|to)", r"owe us", r"negotiat\w*", r"(?:not|isn't|aren't|nobody) (?:yet )?(?:authori[sz]ed|allowed|entitled|cleared)", r"(?:can't|cannot|may not) (?:order|ask|decide|request)", r"once (?:the|they|she|he|it|we|i|that|po|\S+ (?:is|has|have))", r"as soon as", r"after (?:the|their|thanksgiving|christmas|easter|training|new year)",
    r"vertrag\w*", r"bestellung", r"auftrag (?:folgt|fehlt)", r"fehlt noch", r"commande", r"contrat", r"pedido", r"contrato", r"bestelling", r"contratto", r"ordine",
    // When.
    r"(?:usual|standard|normal|same|our) (?:rules|procedure|process|drill|terms|practice)", r"no (?:hurry|rush)", r"as always", r"wie ublich", r"comme d'habitude", r"como siempre", r"zoals gebruikelijk", r"come al solito", r"(?:in|for|until|till|from|by|since|is|be|it'll be|back to) (?:january|february|march|april|may|june|july|august|september|october|november|december)", r"(?:january|february|march|april|june|july|august|september|october|november|december) (?:batch|instead|is better|it is|not now)", r"(?:discussed|agreed|planned|phone)\W+(?:january|february|march|april|may|june|july|august|september|october|november|december)", r"pushed (?:this|it|them|that) back", r"too (?:early|soon)", r"(?:give|gives|get|have|on|until|till) (?:\S+ )?the (?:word|go)", r"(?:on|for) (?:my|our|your) go", r"termin", r"schulung (?:ist|am)", r"demarrage", r"formation", r"arranque",
    // What it is only shown for.
    r"(?:for|just for) (?:your )?(?:information|reference|the (?:file|record)s?)", r"for (?:the|our|your) (?:file|record|archive)s?", r"zur (?:info\w*|kenntnis)", r"(?:pour|a titre d')info\w*", r"para su informacion", r"para (?:tu )?informacion", r"ter (?:info\w*|kennisgeving)", r"per conoscenza", r"advance notice", r"heads-?up", r"pre-?announcement", r"what's coming", r"what is coming", r"to follow", r"follows", r"folgt", r"outdated", r"obsolete", r"superseded", r"(?:example|sample|training material|test mail|test message|template)", r"(?:the|a) real (?:list|request|one)", r"re-?sending", r"(?:not|wasn't) meant for", r"by mistake", r"as a test",
    // What somebody still asks or settles.
    r"phishing", r"legit\w*", r"spam", r"scam", r"suspicious", r"fake", r"what do you think", r"your (?:view|opinion|thoughts|take)", r"is this (?:ok|okay|right|possible)", r"can we (?:do|accept) this", r"quote for", r"already exist", r"status", r"has this been", r"did you do", r"i'?(?:ve|ll| have| will) (?:asked?|replied|confirm|tell|told|check|clarify|find out|speak|talk)", r"i (?:told|asked|replied|doubt|wonder)", r"ich klare", r"j'attends", r"espero (?:la|el)", r"talk to", r"her boss|his boss|their boss", r"(?:will|to) confirm",
    // What has become of it.
    r"pulled out", r"(?:project|deal|client|order) (?:is |was |has been )?(?:stopped|off|dead|cancell?ed|lost|on ice|frozen)", r"declined", r"on ice", r"changed (?:her|his|their|its) mind", r"hat sich erledigt", r"erledigt", r"except(?:ing)? (?:activation|the links?|for the)", r"activation (?:as|per|by|later|separately|wie)", r"freischaltung (?:wie|spater|folgt)", r"comptes seulement", r"rien a faire", r"todavia nada", r"nog niets", r"noch nichts", r"nothing (?:yet|to do)", r"ignore", r"disregard", r"the 'right away'", r"'right away'",
];

/// With these about one person, the others are not meant, or not yet.
#[rustfmt::skip]
pub(crate) const SINGLING: &[&str] = &[
    r"only", r"just", r"first", r"start with", r"alone", r"nur", r"seulement", r"uniquement", r"solo", r"solamente", r"somente", r"apenas", r"alleen", r"enkel", r"soltanto",
];
