//! Words around a name with an address that make it somebody who is only spoken of. Folded patterns.

/// Right before the name: it is not the one who is to be set up.
#[rustfmt::skip]
pub(crate) const BEFORE: &[&str] = &[
    r"(?:takes?|took|taking|taken) (?:it )?over (?:the \w+ )?(?:from|for|of)", r"replac(?:es|ed|ing)", r"(?:a |the )?replacement (?:for|of)", r"succe(?:eds|eded|eding|ssor (?:of|to))", r"success(?:es|or) (?:of|to)", r"(?:in|into) (?:the )?(?:place|shoes|footsteps|stead) of", r"instead of", r"in lieu of",
    r"(?:his|her|their|the|my|our) (?:old |former )?predecessor(?: was| is)?", r"steps? in for", r"stands? in for", r"fills? in for", r"follows", r"(?:used to be|was) (?:done|handled|run|managed) by", r"not to be confused with", r"no relation (?:to|of)",
    r"(?:ersetzt|vertritt|nachfolger(?:in)? von|folgt auf|vorganger(?:in)?(?: war| ist)?|anstelle von|statt)", r"(?:remplace|succede a|a la place de|successeur de|predecesseur)", r"(?:sustituye a|reemplaza a|en lugar de|sucesor de|su predecesor\w*)", r"(?:sostituisce|al posto di|succede a|predecessore)", r"(?:substitui|no lugar de|sucessor de|antecessor\w*)", r"(?:vervangt|opvolger van|in plaats van|voorganger)",
];

/// Words for somebody named before: "instead of him Ann Lee".
pub(crate) const THE_OTHER: &[&str] = &[
    "him", "them", "me", "us", "it", "both", "all", "that", "with", "by", "you", "ihn", "ihm", "lui", "hem",
];

/// At the beginning of the sentence, with nothing but words in small letters before the name: "Not our coach Vernon Pike".
#[rustfmt::skip]
pub(crate) const NOT_LED: &[&str] = &[
    r"not", r"no need (?:for|to add|to include)", r"no (?:account|access|login|user|invite) for", r"nothing (?:for|needed for)", r"definitely not", r"certainly not", r"leave out", r"skip", r"forget(?: about)?",
    r"nicht", r"pas", r"no", r"non", r"nao", r"niet", r"kein(?:en)? (?:zugang|konto) fur", r"pas de compte pour", r"sin cuenta para",
];

/// Words of such a beginning that say something else: "not only Ann", "not to forget Bo", "not yet in".
#[rustfmt::skip]
pub(crate) const NOT_OUT: &[&str] = &[
    "only", "just", "yet", "but", "forget", "forgetting", "least", "sure", "to", "sondern", "nur", "zuletzt", "seulement", "solo", "soltanto", "alleen", "mention", "mentioning", "mentioned", "because", "if", "until",
];

/// Behind the address: the person has left, has an account, or is only to be talked to.
#[rustfmt::skip]
pub(crate) const BEHIND: &[&str] = &[
    r"who (?:has |have |had )?(?:\w+ly |just |since |already )?(?:left|retired|resigned|quit|moved (?:on|away|to)|gone|stepped down|passed away|changed jobs)", r"who is (?:leaving|retiring|on (?:her|his) way out|no longer)",
    r"(?:has|have) (?:just |already |since |now )?(?:left|retired|resigned|quit|moved (?:on|away|to another)|stepped down)", r"(?:left|retired|resigned) (?:last|in|at|on|the|us|this)",
    r"(?:his|her|their) (?:account|login|access|user|licen[cs]e) (?:was|is|has been|had been|already|exists)", r"(?:already|has long|has already|long since) (?:has|had|got|have|is|was|been)", r"(?:has|had) (?:an? |his |her |their )?(?:account|login|access)", r"is (?:already|long) (?:in|set|active|live|on|there|registered|a user)",
    r"(?:can|could|will|would|is happy to|is glad to|is able to|will be happy to|will be glad to|would be happy to) (?:gladly |happily |also |then |surely )?(?:show|help|answer|walk|guide|tell|explain|call|ring|phone|take (?:you|your)|give you|be in touch|get in touch|get back|reach out|contact you|send you|meet you|assist|advise|introduce|present)",
    r"is (?:your|our|my|the) (?:contact|point of contact|account manager|sales contact|person to (?:ask|call|talk))", r"(?:looks after|handles|manages|covers|deals with|takes care of|is responsible for|is in charge of) (?:them|those|these|that (?:one|client|account|list))", r"is at your (?:disposal|service)", r"looks forward to", r"(?:is|are) (?:happy|glad|delighted) to (?:help|answer|show|assist|talk|take)",
    r"(?:steht|stehen) (?:ihnen|euch|gerne)", r"(?:hat|haben) (?:bereits|schon) (?:einen |ein )?(?:zugang|konto|account)", r"(?:a|possede) deja (?:un )?(?:compte|acces)", r"ya tiene (?:cuenta|acceso|usuario)", r"ha gia (?:un )?(?:account|accesso)", r"ja tem (?:conta|acesso)", r"heeft al (?:een )?(?:account|toegang)",
];
