//! What a column heading or a form's label asks for, in several languages.
//!
//! Only the name of the slot; what stands in it is read elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::key;

/// What a column or a labelled line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    Name,
    First,
    Last,
    Email,
    Level,
    Roles,
    Activate,
    /// "Hold?": a yes keeps the link back.
    Held,
    HoldUntil,
    GoLive,
    Client,
    Distributorship,
    AccountHolder,
    SeesAllCases,
    Facilities,
    Physicians,
    ShipTo,
    CustodianOnly,
    Trained,
    /// Who filled in the form, or who works on it: nobody to be set up.
    Requester,
    /// A known heading of no interest: phone, job title, department.
    Other,
}

#[rustfmt::skip]
const LABELS: &[(Slot, &[&str])] = &[
    (
        Slot::Name,
        &[
            "name", "full name", "user name", "username", "user", "employee", "employee name", "person", "who",
            "contact name", "display name", "name of user", "staff", "staff member", "colleague", "new user", "users",
            "team member", "member", "teammate", "who is it", "person s name", "names", "surname name", "name and surname", "voornaam en achternaam", "name vorname", "contact", "first and last name", "name surname", "first last", "nachname vorname", "vorname nachname", "surname first name", "surname given name", "last name first name", "last first", "last name first", "nom prenom", "apellidos nombre", "apellidos y nombre", "cognome nome", "cognome e nome", "achternaam voornaam", "familienname vorname", "efternavn fornavn", "navn", "imie i nazwisko", "nazwisko i imie", "for och efternamn", "namn", "navn", "nimi", "jmeno", "jmeno a prijmeni", "氏名", "お名前", "名前",
            "first name last name", "legal name", "people", "benutzer", "benutzername", "mitarbeiter",
            "mitarbeiterin", "vor und nachname", "vollstandiger name", "person name", "nom", "nom complet",
            "utilisateur", "nom et prenom", "prenom et nom", "prenom nom", "nom prenom", "collaborateur", "nombre",
            "nombre completo", "usuario", "nombre y apellidos", "nombre y apellido", "nome", "nome completo",
            "nome e cognome", "utente", "utilizador", "naam", "volledige naam", "gebruiker", "medewerker", "rep name",
            "rep", "custodian name", "name of rep", "user 1", "user 2", "user 3", "surgeon rep", "sales rep name",
            "name of employee", "name of person", "full name of new user", "name of new user", "new user name", "new user s name",
            "colaborador", "colaboradora", "colaboradores", "funcionario", "funcionaria", "empleado", "empleada", "trabajador", "trabajadora", "persona", "personas", "pessoa", "pessoas", "personne", "personnes", "personen", "salarie", "collaboratrice", "collaborateurs",
            "dipendente", "dipendenti", "collaboratore", "collaboratrice", "addetto", "addetta", "anwender", "anwenderin", "nutzer", "nutzerin", "benutzerin", "beschaftigte", "mitarbeitende", "mitarbeitender", "teammitglied", "kollege", "kollegin", "utilizadora", "utilizadores", "usuaria", "usuarios", "utilisatrice", "utilisateurs", "utenti", "medewerkers", "gebruikers", "collega",
            "bruger", "brugernavn", "bruker", "anvandare", "medarbetare", "medarbejder", "ansatt", "pracownik", "uzytkownik", "uzivatel", "kayttaja", "tyontekija", "person to add", "who is new",
            "surname forename", "surname given", "family name given name", "family name first name", "forename surname", "given name surname", "first name surname", "nachname und vorname", "vorname name", "apellido nombre", "nombre apellidos", "nombre apellido", "sobrenome nome", "apelido nome", "nome apelido", "nome cognome", "naam voornaam", "voornaam achternaam", "nom de famille prenom", "efternamn fornamn", "nazwisko imie",
            "account for", "login for", "access for", "applicant", "applicant name", "name of applicant", "candidate", "nominee",
        ],
    ),
    (
        Slot::First,
        &[
            "first name", "first", "given name", "forename", "firstname", "vorname", "prenom", "primer nombre",
            "primeiro nome", "voornaam", "nome proprio", "given", "given names",
        ],
    ),
    (
        Slot::Last,
        &[
            "last name", "last", "surname", "family name", "lastname", "nachname", "familienname", "nom de famille",
            "apellido", "apellidos", "sobrenome", "apelido", "achternaam", "cognome", "family",
        ],
    ),
    (
        Slot::Email,
        &[
            "email", "e mail", "mail", "email address", "reachable at", "reach at", "can be reached at", "e mail address", "mail address", "work email", "work e mail",
            "address", "business email", "login", "login email", "user email", "email id", "e mail id",
            "contact email", "emailaddress", "login e mail", "work email address", "company email", "email login",
            "email adresse", "e mail adresse", "mailadresse", "emailadresse", "courriel", "adresse", "adresse e mail",
            "adresse email", "adresse mail", "adresse electronique", "adresse courriel", "mel", "correo",
            "correo electronico", "direccion de correo", "correio", "correio eletronico", "endereco de email",
            "endereco de e mail", "e mailadres", "emailadres", "mailadres", "indirizzo email", "indirizzo e mail",
            "mail id", "mailid", "reach them at", "reach at", "contact at", "login name", "user e mail", "posta elettronica", "e post", "sahkoposti", "user id", "e mail login",
        ],
    ),
    (
        Slot::Level,
        &[
            "level", "lvl", "authority", "authority level", "access level", "level of access", "access", "user level", "permission level",
            "permission", "permissions", "access lvl", "lev", "permission tier", "access tier", "rights level", "clearance", "access type", "permission group", "security level", "account level", "license level",
            "tier", "rights", "access rights", "user type", "ebene", "stufe", "zugriffsstufe", "zugriffslevel",
            "zugangsstufe", "berechtigung", "berechtigungsstufe", "zugriffsebene", "niveau", "niveau d acces",
            "niveau dacces", "acces", "nivel", "nivel de acceso", "acceso", "nivel de acesso", "acesso",
            "niva", "behorighet", "behorighetsniva", "adgangsniveau", "tilgangsniva", "poziom", "poziom dostepu", "uroven", "uroven pristupu", "szint", "taso", "kayttotaso", "nivel de permiso", "grado", "toegangsniveau", "toegang", "livello", "livello di accesso", "accesso",
        ],
    ),
    (
        Slot::Roles,
        &[
            "role", "roles", "role s", "additional roles", "additional role", "extra role", "extra roles",
            "user role", "user roles", "responsibilities", "responsibility", "role requested", "roles requested",
            "add on roles", "other roles", "any roles", "additional role s", "extra role s", "function", "functions",
            "roles needed", "additional", "extras", "extra", "modules", "what they do", "what they are", "what for", "job in the system", "system role", "user function", "rolle", "rollen", "funktion", "zusatzrollen",
            "weitere rollen", "zusatzliche rollen", "role permanent", "role supplementaire", "roles supplementaires",
            "roles additionnels", "fonction", "fonctions", "rol", "funcion", "funciones", "roles adicionales",
            "roll", "roller", "extra roll", "tillaggsroller", "rola", "role dodatkowe", "dodatkowe role", "funkcja", "funkcje", "tehtava", "may also do", "also does", "also", "can also", "may do", "duties", "duty", "tasks", "what they may do", "job in system", "rolle n", "tilleggsroller", "szerep", "profil", "ruoli aggiuntivi", "papeis adicionais",
            "rol adicional", "funcao", "funcoes", "papel", "papeis", "perfil", "rollen extra", "functie", "functies",
            "extra rollen", "aanvullende rollen", "ruolo", "ruoli",
        ],
    ),
    (
        Slot::Activate,
        &[
            "activate", "activation", "activate now", "activate or hold", "active", "activate user", "send link",
            "send invite", "send invitation", "invite", "invitation", "invite now", "activate y n", "activate yes no",
            "hold", "activate hold", "link", "login link", "log in link", "log on link", "activation link", "send activation link", "send activation",
            "activation status", "activate immediately", "invite by email", "invite by e mail", "email invite",
            "send email invite", "activate account", "to activate", "activate right away",
            "send link now", "invite user", "send the link", "activate hold until", "activate this user",
            "activate or not", "hold or activate", "activate straight away", "email invitation", "go", "go no go", "activate or wait", "link y n", "invite y n", "send link y n", "on off", "send it", "wait or go", "release", "let in",
            "aktivieren", "aktivierung", "freischalten", "freischaltung", "aktivieren ja nein", "sofort aktivieren",
            "aktiv", "jetzt aktivieren", "einladung", "einladen", "activer", "activation immediate",
            "activer maintenant", "inviter", "activar", "activacion", "activar ahora", "invitar", "invitacion",
            "ativar", "ativacao", "ativar agora", "convite", "activeren", "activatie", "nu activeren",
            "direct activeren", "aktivera", "aktivering", "switch on", "turn on", "start now", "unlock", "live now", "enable", "enabled", "send now", "mail now", "let them in", "einschalten", "bjud in", "aktiver", "aktywowac", "aktywacja", "zaprosic", "zaproszenie", "aktivovat", "aktivace", "invitation par e mail", "invitation par mail", "invitation par courriel", "inviter par e mail", "einladung per e mail", "per e mail einladen", "einladung per mail", "invitacion por correo", "invitar por correo", "convite por e mail", "convidar por e mail", "uitnodiging per e mail", "uitnodigen per mail", "invito via e mail", "invitare via e mail", "invito per e mail",
            "uitnodigen", "uitnodiging", "attivare", "attivazione", "attiva", "invito",
        ],
    ),
    (
        Slot::HoldUntil,
        &[
            "hold until", "when", "send on", "send link on", "send date", "link on", "activate when", "when to activate", "activate on", "activation date", "activate from", "hold till", "date of activation",
            "activate date", "activation on", "invite on", "invite date", "activate by date", "hold until date",
            "aktivierung am", "aktivieren am", "aktivierungsdatum", "aktivieren ab", "date d activation",
            "date dactivation", "activer le", "fecha de activacion", "activar el", "data de ativacao", "ativar em",
            "activatiedatum", "activeren op", "data di attivazione",
        ],
    ),
    (
        Slot::GoLive,
        &[
            "go live", "golive", "go live date", "golive date", "live date", "launch", "launch date", "go live on",
            "live on", "planned go live", "expected go live", "target go live", "target go live date", "rollout",
            "rollout date", "roll out", "go live day", "produktivstart", "go live datum", "startdatum",
            "mise en production", "date de mise en production", "mise en service", "demarrage", "date de demarrage",
            "puesta en marcha", "fecha de go live", "salida en vivo", "fecha de puesta en marcha",
            "entrada em producao", "data de go live", "livegang", "livegangsdatum", "new go live", "new go live date",
            "revised go live", "go live moved to", "livedatum", "data go live", "messa in produzione",
        ],
    ),
    (
        Slot::Client,
        &[
            "client", "company", "customer", "client name", "company name", "customer name", "organisation",
            "organization", "account", "account name", "business", "business name", "legal entity", "kunde", "firma",
            "unternehmen", "societe", "entreprise", "organisme", "empresa", "cliente", "compania", "bedrijf", "klant",
            "organisatie", "azienda", "practice", "school", "organization name", "organisation name",
        ],
    ),
    (
        Slot::Distributorship,
        &[
            "distributore", "distributeur", "distribuidor", "distribuidora", "handler", "vertriebspartner", "vertrieb", "agentur", "dealership",
            "distributorship", "distributor", "distributorship name", "distributor name", "dealer", "agency",
            "distributor company",
        ],
    ),
    (
        Slot::AccountHolder,
        &[
            "kontoinhaber", "titulaire du compte", "titular de la cuenta", "titular da conta", "titolare del conto", "rekeninghouder", "accounthouder",
            "distributor account holder", "account holder", "distributorship account holder", "holder",
            "distributor s account holder", "distributors account holder", "who holds the distributor account",
            "who holds the account", "account held by", "principal or office manager", "principal",
            "who holds the distributors account", "distributor principal",
        ],
    ),
    (
        Slot::SeesAllCases,
        &[
            "who needs to see all cases", "sees all cases", "see all cases", "needs to see all cases", "all cases",
            "can see all cases", "who sees all cases", "people who see all cases", "case visibility",
            "visibility of all cases", "who should see all cases", "users who see all cases", "view all cases",
            "must see all cases", "who needs to see all the cases",
        ],
    ),
    (
        Slot::Facilities,
        &[
            "krankenhaus", "hauser", "haus", "spital", "spitaler", "etablissement", "hopital", "clinique", "centro", "ziekenhuis", "instelling", "ospedale", "clinica", "strutture", "struttura", "ospedali", "cliniche", "einrichtungen", "kliniken", "krankenhauser", "klinik", "etablissements", "hopitaux", "cliniques", "hospitales", "clinicas", "hospitais", "instellingen", "ziekenhuizen", "klinieken", "centros", "works at", "works with",
            "facilities", "facility", "hospitals", "hospital", "sites", "site", "locations", "accounts covered",
            "facilities covered", "covers", "hospitals covered", "facility names", "facility name",
            "facilities served", "accounts", "clinics", "hospital s", "facility s", "facilities hospitals",
            "hospitals facilities", "assigned facilities",
        ],
    ),
    (
        Slot::Physicians,
        &[
            "arzt", "operateur", "medecin", "medico", "chirurgien", "arts", "artsen en chirurgen", "medici", "chirurghi", "arzte", "chirurgen", "operateure", "medecins", "chirurgiens", "medicos", "cirujanos", "cirurgioes", "artsen", "dottori",
            "physicians", "physician", "surgeons", "surgeon", "doctors", "doctor", "docs", "drs", "providers",
            "provider", "physician s", "surgeon s", "physicians covered", "surgeons covered", "assigned physicians",
            "physician names", "physicians surgeons", "surgeons physicians",
        ],
    ),
    (
        Slot::ShipTo,
        &[
            "morada de envio", "morada de entrega", "morada", "direccion de entrega", "domicilio de envio", "adresse d envoi", "adresse d expedition", "indirizzo di consegna", "leveradres", "bezorgadres", "lieferung", "lieferanschrift", "versand", "endereco de envio", "spedire a", "indirizzo di spedizione", "consegna", "spedizione", "lieferadresse", "versandadresse", "lieferung an", "versand an", "adresse de livraison", "livraison", "livrer a", "direccion de envio", "enviar a", "envio", "endereco de entrega", "entrega", "verzendadres", "afleveradres", "verzenden naar", "leveren aan", "ship", "ships", "send to", "trays to", "deliver",
            "ship to", "ship to address", "shipping address", "ship to addr", "shipping", "deliver to",
            "delivery address", "postal address", "shipto", "ships to", "new ship to", "new ship to address",
            "new shipping address", "mailing address", "ship to location", "home address",
        ],
    ),
    (
        Slot::CustodianOnly,
        &[
            "custodian only", "custodian only user", "inventory custodian only", "custodian", "custodianonly",
            "only custodian",
        ],
    ),
    (
        Slot::Trained,
        &[
            "formacao", "formacao feita", "formacao concluida", "formacion", "formacion realizada", "formation", "training erfolgt", "schulung durchgefuhrt", "training afgerond", "training voltooid", "opleiding", "formazione svolta", "formazione fatta", "treinamento", "treinamento feito", "capacitacion", "entrenamiento", "scholing", "formee", "formation suivie", "formation faite", "formation effectuee", "formada", "formada o", "formado a", "capacitada", "capacitacion hecha", "formacion hecha", "schulung abgeschlossen", "schulung", "formazione", "treinada", "treinamento concluido", "training gevolgd", "opleiding gevolgd", "utbildad", "przeszkolony", "przeszkolona", "addestrato",
            "geschult", "schulung erfolgt", "formato", "formata", "formazione completata", "forme", "formation terminee", "capacitado", "formado", "formacion completada", "treinado", "getraind", "opgeleid",
            "trained", "training done", "training completed", "product training completed", "training",
            "training complete", "has been trained", "training status", "completed training", "product training",
            "trained y n", "training finished", "is trained", "training done y n", "user trained",
        ],
    ),
    (
        Slot::Requester,
        &[
            "your name", "your e mail", "your email", "your email address", "your phone", "submitted by", "requested by", "requester", "requester name",
            "requester email", "requester e mail", "requestor", "requestor name", "requestor email", "case owner", "owner", "assigned to", "assignee", "ticket owner", "agent", "opened by",
            "created by", "completed by", "form completed by", "filled in by", "prepared by", "approved by", "authorised by", "authorized by", "sent by", "from", "to", "cc", "account manager",
            "ihr name", "ihre e mail", "ihre e mail adresse", "votre nom", "votre e mail", "votre adresse e mail", "su nombre", "su correo", "seu nome", "seu e mail", "uw naam", "uw e mail",
        ],
    ),
    (
        Slot::Other,
        &[
            "phone", "tel", "telephone", "mobile", "cell", "phone number", "title", "job title", "position",
            "department", "dept", "team", "office", "notes", "note", "comment", "comments", "remarks", "no", "nr",
            "number", "id", "sl no", "s no", "sr no", "serial no", "#", "employee id", "manager", "start date", "date", "location", "city", "country", "region",
            "territory", "language", "time zone", "timezone", "telefon", "abteilung", "bemerkung", "bemerkungen",
            "telefono", "departamento", "observacoes", "opmerking", "opmerkingen", "telefoon", "remarque",
            "remarques", "poste", "cargo", "puesto", "afdeling", "job", "fax", "signed", "signature", "subject",
            "hire date", "reports to", "supervisor", "branch", "kick off", "kickoff", "cost center",
        ],
    ),
];

static TABLE: LazyLock<HashMap<&'static str, Slot>> = LazyLock::new(|| {
    LABELS
        .iter()
        .flat_map(|(slot, labels)| labels.iter().map(|label| (*label, *slot)))
        .collect()
});

/// The slot that a column heading names.
pub(crate) fn column(heading: &str) -> Option<Slot> {
    let slot = asked_for(heading)?;
    Some(if slot == Slot::Activate && keeps_back(heading) {
        Slot::Held
    } else {
        slot
    })
}

/// Whether a yes under a heading keeps the link back: "Hold?", "Do not activate", "Create without an invite".
pub(crate) fn keeps_back(heading: &str) -> bool {
    let words = key(heading);
    let first = words.split(' ').next().unwrap_or_default();
    let refuses = REFUSING.contains(&first) && speaks_of_links(&words);
    let held = KEEPING.iter().any(|keeping| words.starts_with(keeping)) || words.contains("without an invite");
    let choice = words.split(' ').any(|word| matches!(word, "or" | "until" | "till")) || words == "hold activate";
    refuses || WAITING.contains(&words.as_str()) || held && !choice
}

fn asked_for(heading: &str) -> Option<Slot> {
    let heading = heading.trim();
    // Brackets may explain at length: "Level (1 = view only, 2 = standard, 3 = manager, 4 = administrator)".
    let named = heading.split(" (").next().unwrap_or(heading);
    let too_long = named.len() > 70 || heading.len() > 70 && (heading.len() > 160 || !heading.ends_with(')'));
    if heading.is_empty() || too_long || heading.contains('@') {
        return None;
    }
    // "User 2 - Name": the number tells the people apart.
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:new )?(?:user|person|employee|rep|contact|member|staff|team member|benutzer|utilisateur|usuario|gebruiker|utente)\s*#?\d{1,2}\s*[-–—:.)/']?|new (?:user|person|employee|rep|member|starter|hire)(?:['’]?s)?)\s+(?P<rest>\p{L}.+)$").expect("a valid pattern")
    });
    let heading = NUMBERED
        .captures(heading)
        .and_then(|found| found.name("rest"))
        .map_or(heading, |rest| rest.as_str());
    if is_outdated(heading) {
        return None;
    }
    let whole = key(heading);
    if let Some(slot) = TABLE.get(whole.as_str()) {
        return Some(*slot);
    }
    // "Level (1-4)", "Role (permanent!)", "Employee (Last, First)": the brackets only explain.
    let outside = match heading.split_once(['(', '[']) {
        Some((before, rest)) => key(&format!(
            "{before} {}",
            rest.rsplit_once([')', ']']).map_or("", |(_, after)| after)
        )),
        None => whole,
    };
    let outside = outside.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    // "Facility 1", "Facility 2".
    let bare = outside.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    if let Some(slot @ (Slot::Facilities | Slot::Physicians)) = TABLE.get(bare).copied() {
        return Some(slot);
    }
    let trimmed = [
        " for both",
        " for all three",
        " for all four",
        " for all",
        " for everyone",
        " for everybody",
        " for each",
        " for the team",
        " for all users",
        " of both",
        " of all",
        " for everyone below",
        " fur beide",
        " fur alle",
        " pour tous",
        " pour les deux",
        " para todos",
        " voor beide",
        " voor allen",
        " required",
        " yes no",
        " y n",
        " ja nein",
        " oui non",
        " 1 4",
        " 1 to 4",
        " if any",
        " optional",
        " please",
    ];
    let outside = trimmed
        .iter()
        .fold(outside, |text, end| text.strip_suffix(end).unwrap_or(text));
    TABLE.get(outside).copied().or_else(|| by_word(outside))
}

/// "Activate (old)" is not the column to go by.
fn is_outdated(heading: &str) -> bool {
    static OUTDATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\((?:old|previous|former|obsolete|outdated|last year|alt|bisher|ancien|antiguo|antigo|oud|vecchio)\)",
        )
        .expect("a valid pattern")
    });
    OUTDATED.is_match(heading)
}

/// Whether a label names somebody who applies: the new user where the form asks for no other name, else who filled it in.
pub(crate) fn is_applicant(label: &str) -> bool {
    let words = key(label);
    words
        .split(' ')
        .any(|word| ["applicant", "candidate", "nominee"].contains(&word))
}

/// Beginnings of words for an invitation, in the languages of the headings.
const INVITING: &[&str] = &[
    "invit", "einlad", "convi", "uitnod", "zapro", "bjud", "activ", "aktiv", "ativ", "attiv",
];

/// Words beside those for an invitation that leave a heading what it is: whether the link goes out.
#[rustfmt::skip]
const BESIDE_INVITING: &[&str] = &[
    "send", "link", "links", "email", "e", "mail", "now", "immediately", "immediate", "today", "right", "away", "straight", "y", "n", "yes", "no", "or", "and", "hold",
    "user", "users", "account", "login", "access", "please", "this", "the", "an", "a", "to", "be", "should", "can", "may", "we", "they", "it", "him", "her", "them", "me", "by",
    "via", "with", "out", "wait", "ja", "nein", "oui", "non", "si", "sim", "nao", "nee", "sofort", "jetzt", "bitte", "per", "direkt", "gleich", "maintenant", "par", "courriel", "tout", "de", "suite", "le", "la", "les",
    "ahora", "ya", "por", "correo", "el", "enviar", "agora", "ja", "nu", "meteen", "direct", "subito", "ora", "via", "envoyer", "lien", "enlace", "senden", "schicken", "start", "person", "check", "x", "tick", "yet",
];

/// What a heading begins with under which a yes keeps the link back: "No invite", "Não ativar".
pub(crate) const REFUSING: &[&str] = &[
    "no", "not", "non", "nao", "nicht", "kein", "keine", "ne", "pas", "niet", "geen", "sans", "sin", "sem", "ohne",
    "zonder", "senza", "do", "don", "dont", "never",
];

/// What a heading begins with under which a yes keeps the link back.
const KEEPING: &[&str] = &[
    "hold",
    "on hold",
    "put on hold",
    "keep on hold",
    "keep inactive",
    "keep back",
    "hold back",
    "without",
    "suspend",
    "delay",
    "defer",
    "withhold",
    "skip activation",
    "skip the activation",
    "skip invit",
    "activation on hold",
    "zuruck",
    "sperren",
    "gesperrt",
    "en pause",
    "bloquear",
    "bloquer",
    "aguardar",
    "retener",
    "in de wacht",
    "sospe",
];

/// Headings under which a yes keeps the link back.
pub(crate) const WAITING: &[&str] = &[
    "wait",
    "on hold",
    "pause",
    "paused",
    "deactivate",
    "deactivated",
    "later",
    "activate later",
    "invite later",
    "not yet",
    "postpone",
    "warten",
    "spater",
    "en attente",
    "plus tard",
    "en espera",
    "mas tarde",
    "em espera",
    "wachten",
    "later activeren",
    "in attesa",
    "piu tardi",
];

/// Headings of a half of a column for the link, under which a tick sends it.
pub(crate) const AT_ONCE: &[&str] = &[
    "now",
    "immediately",
    "at once",
    "straight away",
    "right away",
    "today",
    "sofort",
    "jetzt",
    "maintenant",
    "tout de suite",
    "ahora",
    "ya",
    "agora",
    "nu",
    "meteen",
    "ora",
    "subito",
];

/// Whether a folded heading has a word for the link or for being let in.
pub(crate) fn speaks_of_links(words: &str) -> bool {
    let starts = |word: &str| INVITING.iter().any(|start| word.starts_with(start)) || word.starts_with("link");
    words.split(' ').any(starts)
}

/// Whether every word of a heading speaks of the link: "Active employee", "Do not activate", "Invited to training" do not.
fn asks_for_link(heading: &str) -> bool {
    let refused = heading.split(' ').next().is_some_and(|first| REFUSING.contains(&first));
    !heading.ends_with(" by")
        && !refused
        && heading.split(' ').all(|word| {
            let invites = INVITING.iter().any(|start| word.starts_with(start)) && !word.starts_with("activit");
            invites || BESIDE_INVITING.contains(&word)
        })
}

/// How a form asks: "Shall we send the link right away?"
#[rustfmt::skip]
const ASKING: &[&str] = &[
    "shall we ", "should we ", "may we ", "can we ", "are we to ", "do you want us to ", "would you like us to ", "ok to ", "sollen wir ", "durfen wir ",
    "devons nous ", "faut il ", "debemos ", "devemos ", "moeten we ", "mogen we ", "dobbiamo ",
];

/// Longer headings that carry the telling word.
fn by_word(heading: &str) -> Option<Slot> {
    let asked = ASKING.iter().find_map(|lead| heading.strip_prefix(lead));
    let heading = asked.unwrap_or(heading);
    let count = heading.split(' ').count();
    if !(2..=12).contains(&count) {
        return None;
    }
    if heading.contains("all cases") || heading.contains("every case") {
        return Some(Slot::SeesAllCases);
    }
    if count > 7 {
        return None;
    }
    let has = |word: &str| heading.split(' ').any(|other| other == word);
    // "Odile Maillard", "Diego Livermore": the words begin where a word begins.
    let names = |words: &str| {
        heading
            .match_indices(words)
            .any(|(at, _)| at == 0 || heading[..at].ends_with(' '))
    };
    if has("email") || names("e mail") {
        let starts = |start: &&str| heading.split(' ').any(|word| word.starts_with(*start));
        return if INVITING.iter().any(starts) {
            (count <= 6 && asks_for_link(heading)).then_some(Slot::Activate)
        } else {
            (!has("manager") && !has("send")).then_some(Slot::Email)
        };
    }
    if names("go live")
        && (heading.starts_with("go live") || heading.ends_with("go live") || heading.ends_with("date"))
        && count <= 5
    {
        return Some(Slot::GoLive);
    }
    // "Holder of the distributor's account", "Name of the account holder".
    if has("account")
        && (heading.starts_with("holder ") || heading.starts_with("name of ") && heading.ends_with("holder"))
    {
        return Some(Slot::AccountHolder);
    }
    if heading.contains("see all") || heading.contains("sees all") {
        return Some(Slot::SeesAllCases);
    }
    if heading.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let last = heading.rsplit(' ').next().unwrap_or_default();
    let first = heading.split(' ').next().unwrap_or_default();
    let starts = |start: &&str| first.starts_with(*start) || last.starts_with(*start);
    if count <= 6 && INVITING.iter().any(starts) && asks_for_link(heading) {
        return Some(Slot::Activate);
    }
    match (first, last) {
        (_, "level" | "tier") => Some(Slot::Level),
        ("level" | "lvl" | "tier" | "permission" | "access", _)
            if !has("date") && !has("start") && !has("until") && !has("email") =>
        {
            Some(Slot::Level)
        }
        ("role" | "roles", _) if count <= 5 && !has("date") => Some(Slot::Roles),
        ("distributorship" | "distributor", _) if !has("holder") && !has("account") => Some(Slot::Distributorship),
        ("custodian", _) => Some(Slot::CustodianOnly),
        ("facilities" | "hospitals" | "facility" | "hospital", _) => Some(Slot::Facilities),
        ("physicians" | "surgeons" | "doctors" | "physician" | "surgeon", _) => Some(Slot::Physicians),
        ("ship" | "shipping", _) => Some(Slot::ShipTo),
        ("trained" | "training", _) if !has("date") && !has("coordinator") => Some(Slot::Trained),
        ("invite" | "invitation" | "send", _) if asks_for_link(heading) => Some(Slot::Activate),
        (_, "roles" | "role") if count <= 3 => Some(Slot::Roles),
        _ => None,
    }
}
