//! Words in and around names of organisations, folded.

use crate::text::fold;

/// Legal forms at the end of a name, with the full stops that belong to them.
#[rustfmt::skip]
pub(crate) const LEGAL_FORMS: &[&str] = &[
    "inc", "inc.", "llc", "l.l.c.", "ltd", "ltd.", "limited", "corp", "corp.", "co.", "plc", "llp", "lp", "pllc", "p.c.",
    "gmbh", "ag", "kg", "ohg", "ug", "e.v.", "se", "sa", "s.a.", "sarl", "s.a.r.l.", "sas", "s.l.", "sl", "ltda",
    "ltda.", "lda", "lda.", "b.v.", "bv", "n.v.", "nv", "srl", "s.r.l.", "spa", "s.p.a.", "as", "a/s", "aps", "ab", "oy",
    "pty", "pty.", "s.l.u.", "k.k.", "kft", "kft.", "eg", "ehf", "ehf.", "s.r.o.", "a.s.", "oyj", "asa", "z.o.o.", "o.o.",
    "sca", "snc", "s.n.c.", "eireli", "c.v.", "kk", "cic", "cio",
];

/// Those that are also words of a language: they count as written in capitals.
pub(crate) const WORDLIKE_FORMS: &[&str] = &["as", "se", "sa", "ab", "sl", "ag", "spa", "lp", "ug", "eg", "asa", "kg"];

/// Words before the part of a name that a domain has: "Town of Wickford Falls" writes from `wickfordfalls`.
#[rustfmt::skip]
pub(crate) const FIRST_WORDS: &[&str] = &[
    "city", "town", "village", "county", "borough", "port", "university", "college", "school", "bank", "hotel", "the", "de",
    "het", "la", "le", "el", "los", "las", "les", "hacienda", "grupo", "groupe", "gruppo", "gruppe", "rede", "conservas",
    "cantieri", "ortopedia", "orthopadie", "zorggroep", "kaasmakerij", "etude", "cabinet", "clinica", "clinique", "klinik",
    "hospital", "hopital", "fromagerie", "bodegas", "hotels", "stadtwerke", "stichting", "fundacion", "fondation",
    "fondazione", "studio", "studios", "casa", "maison", "domaine", "chateau", "cooperativa", "laboratorios", "farmacia",
    "pharmacie", "apotheke", "autohaus", "brauerei", "backerei", "panaderia", "bakkerij", "brouwerij", "garage", "atelier",
    "ateliers", "transports", "transportes", "trasporti", "etablissements", "officine", "industrias", "st", "saint",
    "imprimerie", "laboratoire", "ayuntamiento", "zwembad", "stadsarchief", "gemeente", "brandweer", "universite",
    "universidad", "universita", "universitat", "panificadora", "cantine", "cantina", "cooperative", "fazenda",
    "aquarium", "museum", "musee", "museo", "museu", "scheepswerf", "werft", "feuerwehr", "amtsgericht",
    "conservatoire", "boulangerie", "ceramica", "ceramiche", "oleificio", "lycee", "ecole", "escuela", "escola",
    "tischlerei", "gartnerei", "drukkerij", "riding", "grammar", "kommun", "viveros", "azulejos", "clinic",
];

/// Words that begin the name of an institution, whatever stands before them.
pub(crate) const INSTITUTIONS: &[&str] = &[
    "stadtwerke",
    "amtsgericht",
    "feuerwehr",
    "zweckverband",
    "scheepswerf",
    "brandweer",
    "gemeente",
    "museum",
    "hospice",
    "abbey",
    "priory",
    "winery",
    "creamery",
    "nursery",
    "orchestra",
    "conservatoire",
    "aquarium",
    "universite",
    "universitat",
    "ayuntamiento",
    "gartnerei",
    "brauerei",
    "imprimerie",
    "fromagerie",
    "choeur",
];

/// Small words inside a name.
pub(crate) const LINKS: &[&str] = &[
    "&", "and", "of", "the", "und", "et", "y", "e", "de", "du", "des", "der", "do", "da", "dos", "das", "del", "di",
    "van", "for", "+",
];

/// Capitalised words that begin sentences, titles and subjects, and are no part of a name.
#[rustfmt::skip]
pub(crate) const STOPS: &[&str] = &[
    "re", "fw", "the", "and", "for", "fwd", "wg", "tr", "enc", "rv", "hi", "hello", "dear", "hey", "hallo", "bonjour", "hola", "ola", "users",
    "user", "new", "please", "team", "list", "logins", "login", "accounts", "account", "staff", "people", "roster",
    "go-live", "live", "subject", "from", "to", "cc", "date", "sent", "activate", "hold", "level", "role", "roles",
    "name", "email", "access", "form", "setup", "request", "requests", "update", "client", "customer", "company",
    "contact", "all", "both", "we", "i", "it", "this", "these", "they", "at", "in", "on", "here", "thanks", "best",
    "regards", "kind", "adding", "create", "add", "set", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "benutzer", "liste", "usuarios", "usuario", "utilisateurs", "gebruikers",
    "formular", "training", "kickoff", "kick-off", "not", "but", "our", "my", "your", "their", "her", "his", "if",
];

/// Words before an organisation.
#[rustfmt::skip]
pub(crate) const LEADS: &[&str] = &[
    "for", "at", "client", "customer", "from", "distributorship", "with", "fur", "bei", "kunde", "pour", "chez", "para",
    "cliente", "voor", "bij", "klant", "per", "team at", "form for", "users for",
];

/// Words before an organisation and nothing else.
#[rustfmt::skip]
pub(crate) const SURE_LEADS: &[&str] = &[
    "client", "customer", "distributorship", "go-live of", "go-live for", "go live for", "go live of",
    "mise en production de", "mise en production chez", "demarrage de", "puesta en marcha de", "go-live von",
    "go-live bei", "livegang von", "livegang van", "livegang bij", "entrada em producao de", "kunde", "cliente",
];

/// Words soon behind an organisation at the beginning of a line that speak of its go-live.
pub(crate) const LIVE: &[&str] = &["live", "go-live", "golive", "live,", "go-live,"];

/// Words that only names of organisations end in.
#[rustfmt::skip]
pub(crate) const ORGANISATION_WORDS: &[&str] = &[
    "hospice", "abbey", "priory", "convent", "creamery", "brewing", "orchestra", "inc", "llc", "ltd", "limited", "corp", "corporation", "company", "co", "plc", "llp", "gmbh", "ag", "group",
    "holdings", "partners", "partnership", "associates", "services", "solutions", "systems", "technologies",
    "industries", "international", "dental", "dentistry", "orthodontics", "veterinary", "clinic", "hospital", "medical",
    "health", "healthcare", "wellness", "pharmacy", "spa", "school", "schools", "college", "university", "academy",
    "montessori", "library", "museum", "theatre", "theater", "planetarium", "parish", "church", "trust", "foundation",
    "bank", "insurance", "assurance", "realty", "properties", "housing", "hotels", "hotel", "restaurant", "foods",
    "bakery", "bakeries", "catering", "brewery", "distillery", "wines", "winery", "farms", "nurseries", "gardens",
    "logistics", "logistik", "freight", "couriers", "transport", "aviation", "marine", "marina", "mining", "timber",
    "recycling", "supply", "plumbing", "electric", "energy", "construction", "builders", "engineering", "manufacturing",
    "pottery", "studio", "studios", "press", "media", "events", "travel", "labs", "laboratories", "biologics",
    "orthopedics", "orthopadie", "ortho", "spine", "trauma", "recon", "implant", "bikes", "motors", "stores", "outfitters",
    "cooperative", "co-operative", "coop", "club", "council", "agency", "consulting", "law", "accounting", "optical",
    "solicitors", "union", "camp", "works", "tools", "goods", "lines", "ltda", "bv", "sarl", "hire",
];

/// Whether a word is a legal form, as it is written.
pub(crate) fn is_legal_form(word: &str) -> bool {
    let folded = fold(word);
    let shouted = !word.chars().any(char::is_lowercase) || folded == "eg" && word.ends_with('G');
    LEGAL_FORMS.contains(&folded.as_str()) && (shouted || !WORDLIKE_FORMS.contains(&folded.as_str()))
}

/// A name without the punctuation behind it; the full stop of "Trauma Norte S.A." belongs to the name.
pub(crate) fn without_stop(name: &str) -> &str {
    let bare = name.trim_end_matches(|c: char| c.is_whitespace() || ".,;|•-–(/".contains(c));
    let stopped = name.get(..=bare.len()).filter(|stopped| stopped.ends_with('.'));
    let form = |name: &&str| name.rsplit_once(' ').is_some_and(|(_, last)| is_legal_form(last));
    stopped.filter(form).unwrap_or(bare)
}
