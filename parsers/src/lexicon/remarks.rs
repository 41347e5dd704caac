//! What is written beside a person who is not there yet, no longer there, or not cleared. Folded patterns.

/// These say it whatever stands beside them.
#[rustfmt::skip]
pub(crate) const WAITING: &[&str] = &[
    // Later.
    r"q[1-4]", r"eo[dwmy]", r"(?:phase|wave|batch|tranche|round|stage|group|cohort|step|week|welle|vague|lote|fase|onda|golf|ondata)s? (?:\d+|two|three|four|[a-d]|ii+|iv|zwei|deux|dos|dois|twee|due)", r"later", r"soon", r"tomorrow", r"next (?:week|month|year|quarter|\w+day|one|batch|wave)", r"(?:after|before|until|till|once|when|if|unless|depending|upon|subject to)",
    r"(?:starts?|starting|begins?|joins?|joining|arrives?|arriving)(?: us)? (?:on|in|from|at|next|later|soon|mid|\d+)", r"back (?:on|in|from)", r"from (?:\d.*|may|june|july|august|september|october|november|december|january|february|march|april|\w+day)", r"as (?:of|from)", r"as soon as", r"go-?live", r"kick-?off", r"launch",
    // Gone, or away.
    r"(?:on|maternity|paternity|parental|sick|annual|family|medical) leave", r"maternity", r"paternity", r"sabbatical", r"sick", r"ill", r"injured", r"holidays?", r"vacation", r"absent", r"away", r"leaver", r"leaving", r"left", r"leaves", r"resigned", r"resigning", r"quit", r"fired", r"dismissed", r"terminated", r"redundant", r"departed", r"gone", r"deceased", r"retir(?:ed|ing|es)",
    // Not done.
    r"un(?:signed|trained|paid|approved|verified|confirmed|decided|clear|sure|certain|cleared|authori[sz]ed|settled|known yet)", r"(?:not|no|never|isn't|hasn't|without|missing|lacks?|needs?|awaits?|awaiting|outstanding|open|overdue|due|still|incomplete|not yet) (?:\w+ )?(?:trained|training|signed|signature|contract|paid|payment|approved|approval|cleared|clearance|started|confirmed|confirmation|vetted|authori[sz]ed|paperwork|review|sign-?off|nda|dbs|background|check\w*|ready|induction|onboard\w*|there|here)",
    r"(?:awaits?|awaiting|lacks?) \w+", r"(?:needs?|requires?) (?:an? |the |his |her |their |more |some )?(?:approv\w+|training|contract|signature|to (?:sign|be|finish|complete|agree|pay)|clearance|confirmation|ok|okay|decision|induction|review|onboarding|hr|sign-?off)",
    r"not yet", r"yet", r"not (?:now|before|until|till|ready|started|needed|required|sure|certain|decided|confirmed|active|to be|for now)", r"pending", r"tb[acdc]", r"to be (?:\w+ed|decided|agreed|seen|set|put|done|made)", r"waiting", r"wait", r"awaiting", r"hold", r"on hold", r"held", r"paused?", r"parked", r"frozen", r"stand-?by", r"waitlist\w*", r"queued?", r"reserve", r"optional",
    r"maybe", r"perhaps", r"possibly", r"probably", r"provisional(?:ly)?", r"tentative(?:ly)?", r"draft", r"dummy", r"proposals?", r"proposed", r"wave", r"options?", r"cancel\w*", r"withdraw\w*", r"void", r"ignore", r"disregard", r"skip", r"delete", r"remove", r"duplicates?", r"dupe", r"doubled?", r"existing", r"already", r"replaced by", r"superseded", r"suspended", r"blocked", r"disabled", r"inactive", r"deactivat\w*", r"see (?:below|above|notes?|comments?|mail|e-?mail|remarks?|footnote)", r"(?:ask|check with|talk to|speak to|call|confirm with) \w+", r"\w+ to (?:confirm|approve|sign|decide|check|clear|advise|agree|review)", r"under review", r"legal review", r"discuss\w*", r"dont know", r"don't know", r"no idea",
    // German.
    r"offen", r"klaren", r"abklaren", r"gekundigt", r"krank\w*", r"urlaub", r"elternzeit", r"mutterschutz", r"ausgeschieden", r"noch", r"erst", r"ab (?:\d.*|jan\w*|feb\w*|mar\w*|apr\w*|mai|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|nov\w*|dez\w*|mitte|anfang|ende|dem|der)", r"spater", r"nach (?:der|dem|schulung|go-?live|unterschrift|freigabe|vertrag\w*)", r"sobald", r"fraglich", r"unklar", r"rucksprache", r"prufen", r"bestatig\w*", r"folgt", r"probezeit", r"entwurf", r"vorlaufig", r"storniert", r"entfallt", r"doppelt", r"gesperrt", r"bitte warten", r"nicht", r"ohne vertrag",
    // French.
    r"(?:en )?conge", r"malade", r"absente?", r"demission\w*", r"partie?", r"attente", r"attend(?:re|s)?", r"a (?:confirmer|valider|verifier|voir|discuter|partir)", r"apres", r"plus tard", r"pas (?:encore|signe|forme\w*|avant)", r"des que", r"quand", r"suspendue?", r"annulee?", r"brouillon", r"doublon", r"provisoire", r"d'abord",
    // Spanish and Portuguese.
    r"de baja", r"vacaciones", r"ferias", r"licen[cz]a", r"pendiente", r"pendente", r"(?:por|a) confirmar", r"falta\w*", r"despues", r"depois", r"cuando", r"quando", r"a partir", r"desde", r"hasta", r"ate", r"todavia", r"aun no", r"ainda", r"sin (?:firmar|contrato|formacion)", r"sem (?:contrato|assinar|formacao)", r"suspendid[oa]", r"suspens[oa]", r"anulad[oa]", r"cancelad[oa]", r"duplicad[oa]", r"em espera", r"en espera", r"mas tarde", r"mais tarde", r"espera\w*",
    // Dutch and Italian.
    r"verlof", r"ziek", r"na (?:de|het|training|livegang|contract\w*)", r"vanaf", r"wacht\w*", r"overleg", r"akkoord", r"nog", r"niet", r"vertrokken", r"opgezegd", r"dubbel", r"zodra", r"in ferie", r"malattia", r"malat[oa]", r"maternita", r"dopo", r"in attesa", r"da confermare", r"non ancora", r"sospes[oa]", r"annullat[oa]", r"bozza", r"doppione", r"appena", r"dal(?:la)? \d.*",
];

/// These say it unless they are part of what somebody's job is called: "Contract manager".
#[rustfmt::skip]
pub(crate) const CLEARING: &[&str] = &[
    r"contracts?", r"paperwork", r"approval", r"signature", r"sign-?off", r"nda", r"dbs", r"background check", r"vetting", r"clearance", r"visa", r"probation\w*", r"review", r"training", r"induction", r"legal", r"tests?", r"temp(?:orary)?", r"trial", r"vertrag", r"schulung", r"formation", r"contrat", r"contrato", r"formacion", r"formacao", r"contratto", r"formazione", r"opleiding",
];

/// What somebody is, beside whom the words above name a field of work.
#[rustfmt::skip]
pub(crate) const CALLINGS: &[&str] = &[
    r"managers?", r"officers?", r"coordinators?", r"co-ordinators?", r"engineers?", r"leads?", r"leaders?", r"heads?", r"directors?", r"specialists?", r"clerks?", r"assistants?", r"nurses?", r"administrators?", r"admins?", r"supervisors?", r"technicians?", r"analysts?", r"consultants?", r"advis[eo]rs?", r"partners?", r"teachers?", r"trainers?", r"secretar\w+", r"executives?", r"associates?", r"deputy", r"chief", r"departments?", r"dept", r"team", r"unit", r"desk", r"office", r"department", r"agents?", r"reps?", r"representatives?", r"workers?", r"staff", r"counsel", r"lawyers?", r"attorney", r"paralegal", r"leiter(?:in)?", r"beauftragte[rn]?", r"abteilung", r"responsable", r"encargad[oa]", r"responsavel", r"medewerker", r"responsabile", r"ufficio",
];

/// What may be missing without anybody having to wait.
#[rustfmt::skip]
pub(crate) const VALUES: &[&str] = &[
    r"levels?", r"roles?", r"e-?mails?", r"address(?:es)?", r"phones?", r"stufe", r"rollen?", r"niveaux?", r"roles?", r"nivel", r"niveles", r"rol", r"funcao", r"funcoes", r"niveau", r"livello", r"ruol[oi]", r"adresse", r"direccion", r"telefon\w*", r"info", r"details?", r"rest of \w+",
];

/// What stands before a day that is over.
#[rustfmt::skip]
pub(crate) const SINCE: &[&str] = &[
    r"since", r"seit", r"depuis", r"sinds", r"dal 20\d\d", r"last (?:\w+)", r"letzte[nrs]?", r"dernier", r"pasad[oa]", r"passad[oa]", r"scors[oa]", r"vorig[e]?", r"works? (?:here|there|with us)",
];

/// What a column for remarks is called.
#[rustfmt::skip]
pub(crate) const HEADINGS: &[&str] = &[
    r"notes?", r"comments?", r"remarks?", r"status", r"state", r"info(?:rmation)?", r"misc\w*", r"other", r"further", r"additional", r"anything else", r"bemerkung(?:en)?", r"anmerkung(?:en)?", r"hinweise?", r"sonstiges", r"remarques?", r"commentaires?", r"observations?", r"observaciones", r"comentarios?", r"notas?", r"observacoes", r"opmerking(?:en)?", r"osservazioni", r"commenti", r"stato", r"statut", r"estado", r"ready", r"cleared", r"approved", r"approval", r"contract", r"signed", r"trained", r"training",
];

/// Headings of columns that tell when somebody begins, or what has to come first.
#[rustfmt::skip]
pub(crate) const BEGINNINGS: &[&str] = &[
    r"^\W*(?:start(?:s|ing|ed)?(?: date| day| on| from)?|first (?:working )?day|joins?|joining(?: date)?|joined|when|available(?: from)?|from|valid from|access from|needed from|effective(?: date)?|onboarding(?: date)?|begins?|date of (?:joining|entry|start))\W*$",
    r"^\W*(?:wave|phase|batch|group|round|cohort)\W*$", r"^\W*(?:po|purchase order|contract|nda|dpa|paperwork|signed|approved|approval|cleared|sign-?off)(?: (?:signed|by \S+|received|in|ok|done))?\W*$", r"^\W*(?:training|trained|induction)(?: (?:done|completed|date))?\W*$",
    r"^\W*(?:eintritt(?:sdatum)?|beginn|ab|startdatum|erster arbeitstag|gultig ab|verfugbar ab|schulung|vertrag|freigabe)\W*$",
    r"^\W*(?:debut|date d'(?:entree|arrivee|effet)|arrivee|a partir du|formation|contrat|fecha de (?:inicio|alta|ingreso|incorporacion)|inicio|desde|formacion|contrato|data de (?:inicio|entrada|admissao)|entrada|a partir de|formacao|startdatum|begindatum|ingangsdatum|vanaf|opleiding|contract|data (?:di )?(?:inizio|ingresso|decorrenza)|inizio|dal|decorrenza|formazione|contratto)\W*$",
];
