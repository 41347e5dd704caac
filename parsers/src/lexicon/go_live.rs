//! Words around a go-live date, folded, as patterns.

/// The go-live itself.
#[rustfmt::skip]
pub(crate) const GO_LIVE: &[&str] = &[
    r"go(?:es|ing)?[- ]?live(?:s)?", r"golive", r"gone live", r"went live",
    r"live (?:date|on|from|by|the|this|next|monday|tuesday|wednesday|thursday|friday|in|as of|op|am|le|el|em|\d\S*|\w+ \d\S*)",
    r"cut ?-?over", r"launch(?:es|ing)?(?: date)?", r"roll-? ?out",
    r"start(?:s|ing)? (?:working|using|work) (?:\w+ )*system", r"opens? on the system", r"switch(?:es|ing)? over",
    r"be(?:ing)? live", r"are live", r"is live", r"produktivstart", r"produktivsetzung", r"live ?gang", r"livegang",
    r"live-? ?start", r"geht live", r"gehen live", r"echtbetrieb", r"startet produktiv", r"inbetriebnahme",
    r"mise en (?:production|service|ligne)", r"demarrage", r"passage en production", r"bascule", r"demarre\w*",
    r"puesta en (?:marcha|produccion)", r"salida (?:en vivo|a produccion)", r"arranque", r"arranca\w*",
    r"salimos en vivo", r"entrada em producao", r"entra(?:mos|m)? (?:no ar|em producao|ao vivo)",
    r"entramos em producao", r"ingebruikname", r"in productie", r"gaan live", r"gaat live", r"messa in produzione",
    r"avvio", r"lancering", r"vivo",
];

/// Other appointments, whose dates are no go-live.
#[rustfmt::skip]
pub(crate) const OTHER_DATES: &[&str] = &[
    r"training\w*", r"trained", r"kick-? ?off", r"contract\w*", r"signed", r"countersigned", r"sow", r"session",
    r"schulung\w*", r"vertrag\w*", r"formation", r"contrat", r"formacion", r"capacitacion", r"contrato",
    r"treinamento", r"opleiding", r"webinar", r"demo", r"meeting", r"call", r"workshop", r"uat",
    r"out of (?:the )?office", r"vacation", r"holiday", r"invoice\w*", r"renewal", r"hold\w*", r"activat\w+",
    r"aktivier\w*", r"activ\w+", r"ativ\w+", r"invit\w*", r"links?", r"wait\w*", r"due", r"deadline", r"founded",
    r"start(?:s|ed)? (?:work|her|his)", r"joins?", r"birthday", r"review", r"data migration", r"migration",
    r"test\w*", r"pilot",
];

/// A date that was, or is no longer.
#[rustfmt::skip]
pub(crate) const OLD: &[&str] = &[
    r"was", r"instead of", r"not", r"no longer", r"rather than", r"originally", r"previously", r"from", r"used to be",
    r"statt", r"anstatt", r"nicht", r"vom", r"von", r"au lieu d\w*", r"du", r"en lugar de", r"en vez de", r"del",
    r"de", r"em vez de", r"do", r"in plaats van", r"van", r"niet", r"invece d\w*", r"dal", r"old", r"aren't",
    r"isn't", r"won't", r"of",
];

/// A date that is not certain.
#[rustfmt::skip]
pub(crate) const TENTATIVE: &[&str] = &[
    r"hopefully", r"likely", r"probably", r"should be", r"might", r"may be", r"tbc", r"tbd", r"target\w*",
    r"tentativ\w*", r"aim\w*", r"expect\w*", r"perhaps", r"maybe", r"possibly", r"roughly", r"around", r"about",
    r"approximately", r"to be confirmed", r"not confirmed", r"unconfirmed", r"estimated?", r"provisional\w*",
    r"if all goes well", r"fingers crossed", r"hoping", r"hope", r"preliminary", r"pencil\w*", r"could be",
    r"voraussichtlich", r"wahrscheinlich", r"vermutlich", r"hoffentlich", r"geplant fur etwa", r"evtl", r"eventuell",
    r"probablement", r"normalement", r"peut-etre", r"a confirmer", r"en principe", r"probablemente", r"posiblemente",
    r"ojala", r"por confirmar", r"provavelmente", r"talvez", r"a confirmar", r"previst[oa]", r"waarschijnlijk",
    r"hopelijk", r"vermoedelijk", r"probabilmente", r"forse", r"da confermare", r"streef\w*",
];

/// A go-live that is given or moved; with a date and nobody to set up it is a change.
#[rustfmt::skip]
pub(crate) const MOVED: &[&str] = &[
    r"mov\w+", r"push\w*", r"postpon\w*", r"slip\w*", r"new (?:go-? ?live|date)", r"bring\w* (?:\S+ ){0,6}?forward",
    r"delay\w*", r"reschedul\w*", r"verschob\w*", r"verschieb\w*", r"report\w*", r"aplaz\w*", r"adiad\w*",
    r"verplaatst", r"uitgesteld",
];
