//! Words with which an address is put right. Folded patterns; every address of the sentence stands as a lone "@".

/// The address of the sentence takes the place of another one.
#[rustfmt::skip]
pub(crate) const PUT_RIGHT: &[&str] = &[
    r"typos?", r"mistyped", r"misspel\w+", r"misspelt", r"mistakes?", r"my bad", r"slip", r"errat(?:a|um)", r"corrections?", r"correct(?:ed|ing)?", r"wrong", r"wrongly", r"incorrect\w*", r"mixed up", r"bounc\w+", r"outdated",
    r"(?:old|former|previous|private|other) (?:e-?mail|mail|address|mailbox|one)", r"(?:new|changed|different|updated|right|proper|actual|good|real) (?:e-?mail|mail|address|mailbox|inbox|one)(?: address)?", r"no longer (?:uses?|has|in use|valid|works?|exists?)", r"(?:does not|doesn'?t|do not|don'?t) (?:use|work|exist|have)", r"any ?more",
    r"sorry,? (?:it|that|this|the|his|her|\w+'s)", r"(?:oops|whoops|wait|sorry)[^@]*@",
    r"falsch\w*", r"fehler\w*", r"tippfehler", r"vertippt", r"verschrieben", r"richtig(?:e|er|en)?", r"stimmt nicht", r"korrektur", r"berichtigung", r"korrigier\w*",
    r"trompe\w*", r"erreurs?", r"fausse", r"faux", r"faute", r"bonne adresse", r"la bonne", r"correcte?", r"rectificat\w*",
    r"equivoca\w*", r"errores?", r"incorrect\w+", r"correo (?:bueno|correcto|bien)", r"correo nuevo", r"nuevo correo", r"correccion", r"correct[oa]", r"esta mal", r"mal (?:escrit|puest)\w+",
    r"sbagliat\w*", r"corrett\w+", r"giust\w+", r"correzione", r"errat[oa]", r"engan\w+", r"errad[oa]", r"corret[oa]", r"cert[oa]", r"correcao",
    r"fout\w*", r"verkeerd\w*", r"juiste?", r"vergist", r"correctie", r"ratt(?:a|elsen?)", r"fel", r"feil", r"rett(?:e|elsen?)", r"rigtig\w*",
];

/// How two addresses stand to each other, or one to words, where it is put right.
#[rustfmt::skip]
pub(crate) const BESIDE_ADDRESS: &[&str] = &[
    r"@[^a-z0-9_@]*(?:should|must|has to|ought to|needs to|is to) (?:be|read|become)(?: now| actually| really)?[^a-z0-9_@]*@", r"(?:it|that|this|mail|e-?mail|address|one)(?:'s| is| should| must| has to| needs to| ought to)(?: be| read| have been| say)?(?: now| actually| really)?[^a-z0-9_@]*@",
    r"(?:should|must|has to|needs to|ought to) (?:be|read|have been|say|use)[^a-z0-9_@]*@", r"(?:not|instead of|rather than|statt|anstatt|nicht|pas|au lieu de|en vez de|en lugar de|invece di|in plaats van|niet|em vez de)[^a-z0-9_@]*@", r"@[^a-z0-9_@]*(?:->|→|=>)[^a-z0-9_@]*@",
    r"(?:use|take|try)[^a-z0-9_@]*@", r"@[^a-z0-9_@]*(?:now|instead|not)(?:[^a-z0-9_]|$)",
];

/// Right before an address that is not the one to use.
#[rustfmt::skip]
pub(crate) const OLD_BEFORE: &[&str] = &[
    r"(?:old|former|previous|private|personal|wrong|outdated|dead) (?:e-?mail |mail )?(?:address|one|mailbox|mail|e-?mail)?(?: was| is| had been)?", r"(?:does not|doesn'?t|do not|don'?t|no longer) uses?", r"used to be",
    r"(?:alte|falsche|private) (?:e-?mail-?|mail-?)?adresse(?: war| ist)?", r"(?:ancienne|mauvaise) adresse(?: etait| est)?", r"(?:correo|direccion) (?:viej[oa]|antigu[oa]|equivocad[oa])(?: era| es)?", r"(?:vecchio|sbagliato) indirizzo(?: era| e)?", r"(?:antigo|endereco antigo)(?: era| e)?", r"(?:oude|foute) adres(?: was| is)?",
];

/// Right behind it.
#[rustfmt::skip]
pub(crate) const OLD_BEHIND: &[&str] = &[
    r"(?:is|was) (?:wrong|incorrect|a typo|a mistake|old|outdated|dead|private|(?:his|her|their|the|my) (?:old|private|former|previous|personal) (?:one|address|mail|e-?mail|mailbox))", r"(?:is )?no longer (?:valid|in use|works?|exists?|used|correct)", r"(?:has )?bounce[sd]", r"(?:does not|doesn'?t|did not|didn'?t) (?:work|exist)",
    r"(?:ist|war) (?:falsch|veraltet|die alte)", r"(?:est|etait) (?:fausse|l'ancienne)", r"(?:es|era|esta|estaba) (?:mal|equivocad[oa]|el antiguo)", r"(?:e|era) (?:sbagliat[oa]|quello vecchio|errad[oa])", r"(?:is|was) (?:fout|verkeerd|het oude)",
];
