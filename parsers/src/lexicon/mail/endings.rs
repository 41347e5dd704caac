//! What is not the message: closings, lines of mail apps, disclaimers and banners.

/// Short closings that open a signature, folded, without punctuation.
#[rustfmt::skip]
pub(crate) const CLOSINGS: &[&str] = &[
    "regards", "best regards", "kind regards", "warm regards", "many thanks", "thanks", "thank you", "best", "cheers",
    "sincerely", "yours sincerely", "yours truly", "best wishes", "all the best", "thx", "ta", "thanks so much",
    "thanks again", "with kind regards", "thank you very much", "thanks a lot", "thanks in advance",
    "kindest regards", "warmly", "respectfully", "yours faithfully", "thanks and regards", "thanks regards",
    "talk soon", "take care", "rgds", "br", "kr", "mit freundlichen grussen", "freundliche grusse", "viele grusse",
    "beste grusse", "liebe grusse", "gruss", "grusse", "mfg", "lg", "vg", "danke", "vielen dank", "schone grusse",
    "mit besten grussen", "freundlichen gruss", "herzliche grusse", "cordialement", "bien cordialement", "merci",
    "bien a vous", "salutations", "cdlt", "sincerement", "meilleures salutations", "merci d'avance", "bonne journee",
    "saludos", "un saludo", "saludos cordiales", "gracias", "muchas gracias", "atentamente", "cordialmente",
    "atenciosamente", "abracos", "abs", "obrigado", "obrigada", "cumprimentos", "att", "um abraco",
    "met vriendelijke groet", "met vriendelijke groeten", "groet", "groeten", "groetjes", "mvg", "bedankt",
    "hartelijke groet", "alvast bedankt", "vriendelijke groet", "cordiali saluti", "grazie", "saluti",
    "distinti saluti", "mvh", "med vennlig hilsen", "hilsen", "vanliga halsningar", "med venlig hilsen",
    "ystavallisin terveisin", "pozdrawiam", "thanks for your help", "thank you for your help", "thanks everyone",
    "thanks team", "grazie mille", "thanks all",
];

/// Lines of mail apps, and openings of disclaimers and banners, folded.
#[rustfmt::skip]
pub(crate) const FOOTERS: &[&str] = &[
    "sent from my", "get outlook for", "von meinem iphone gesendet", "gesendet von", "envoye de mon",
    "enviado desde mi", "enviado do meu", "verstuurd vanaf mijn", "verzonden vanaf", "inviato da", "sent via",
    "sent from yahoo", "sent from mail for windows", "sent by helphub", "skickat fran min", "sendt fra min",
    "sent from outlook", "diese nachricht wurde von meinem", "sent with", "enviado a partir", "telecharger outlook",
    "outlook fur ios beziehen", "obtener outlook para", "download outlook", "envoye depuis",
];

/// Openings of disclaimers, folded.
#[rustfmt::skip]
pub(crate) const DISCLAIMERS: &[&str] = &[
    "confidentiality notice", "confidentiality", "this e-mail is", "this email is", "this e-mail and",
    "this email and", "this e-mail may", "this email may", "this message is intended", "this message and",
    "this message contains", "the information contained in this", "the information in this", "disclaimer",
    "privileged and confidential", "if you have received this", "if you are not the intended", "this communication",
    "diese e-mail enthalt", "diese nachricht ist vertraulich", "diese e-mail ist", "der inhalt dieser",
    "ce message et", "ce courriel", "ce message est confidentiel", "este mensaje", "este correo", "esta mensagem",
    "este e-mail", "dit bericht", "deze e-mail", "de informatie in", "questo messaggio", "the contents of this",
    "please consider the environment", "think before you print", "important notice", "legal notice",
    "this transmission", "this mail may", "this electronic mail", "the contents of this e-mail",
    "any views or opinions", "registered office", "registered in england", "privacy notice",
    "this message was scanned", "-- this message was scanned", "virus-free", "this email has been scanned", "notice:",
    "please think of",
];

/// Openings of security banners, folded.
#[rustfmt::skip]
pub(crate) const BANNERS: &[&str] = &[
    "caution: this", "caution:", "[external", "external email", "external sender", "this email originated",
    "this message originated", "this e-mail originated", "warning: this", "you don't often get email from",
    "you do not often get", "achtung: diese", "externe e-mail", "vorsicht: externe", "attention: this",
    "attention : ce", "**external", "*** external", "[ext]", "this message came from outside",
    "this message is from an external", "some people who received this message don't often",
    "sie erhalten nicht haufig", "precaucion:", "let op: deze e-mail", "this email is from an external",
    "ce courriel provient de l'exterieur", "[caution", "this sender is from outside", "be careful with this message",
    "e-mail externe", "cuidado: este", "atencao: este", "the sender of this message", "zixcorp",
];

