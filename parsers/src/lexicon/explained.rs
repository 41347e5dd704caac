//! Words that may stand in a request to activate people now without changing it, folded.
//!
//! A request with any other word beside it ("at launch", "the night shift", "the blorps") is not understood, and what is
//! not understood activates nobody. The words around the people, the levels and the roles are taken out before.

/// The words, per language; a word of one language may stand in a text of another.
#[rustfmt::skip]
pub(crate) const EXPLAINED: &[&str] = &[
    // Verbs and small words of several languages
    "rein", "ran", "ab", "zuschicken", "zusenden", "zumailen", "convidado", "convidada", "convidados", "convidadas", "invitadla", "invitadle", "invitadlo", "invitadlas", "invitadlos", "invitadles", "collegamento", "collegamenti", "mailed", "emailed", "triggered",
    // English: courtesy, urgency, small words, people in general, the link itself
    "please", "pls", "plz", "kindly", "now", "today", "immediately", "immediate", "immediatly", "right", "away", "straight", "straightaway",
    "asap", "once", "earliest", "convenience", "forthwith", "already", "instantly", "promptly", "quickly",
    "quick", "fast", "urgently", "urgent", "first", "delay", "effect", "notice",     "the", "a", "an", "all", "both", "everyone", "everybody", "them", "him", "her", "hers", "they", "he", "she", "it", "this", "that",
    "these", "those", "each", "every", "one", "ones", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "of", "for", "to", "with", "by", "via", "and", "then", "also", "too", "as", "well", "just", "only", "so", "but",
    "go", "goes", "ahead", "good", "ready", "can", "may", "should", "could", "must", "shall", "will", "would", "need", "needs", "want",
    "wants", "like", "have", "has", "get", "gets", "getting", "give", "gives", "given", "receive", "receives", "be", "being", "is", "are", "am",
    "i", "i'd", "i'm", "you", "we", "we'd", "us", "our", "your", "my", "his", "their", "its", "who", "whom", "which", "there", "here",
    "people", "person", "persons", "user", "users", "colleague", "colleagues", "rep", "reps", "account", "accounts", "access",
    "login", "logins", "log", "guys", "folks", "ladies", "gentlemen", "boys", "girls", "lot", "names", "name", "entry", "entries", "members",
    "member", "up", "out", "in", "on", "live", "yes", "yep", "yeah", "ok", "okay", "fine", "hi", "hello", "hey", "thanks", "thank",
    "from", "above", "below", "list", "listed", "following", "whole", "entire", "rest", "others", "other", "let", "let's", "make", "sure", "set",
    "create", "created", "add", "added", "send", "sent", "sending", "switch", "turn", "open", "put", "take", "waiting",
    "link", "links", "invite", "invites", "invitation", "invitations", "invited", "activate", "activated", "activation", "activating",
    "activations", "enable", "enabled", "release", "released", "unlock", "unlocked", "e-mail", "e-mails", "email", "emails", "mail", "mails",
    "himself", "herself", "s", "re", "ll", "ve", "d", "themselves", "itself", "myself", "yourself", "mr", "mrs", "ms", "miss", "dr", "n", "whose", "levels", "trained",
    "iedereen", "note", "sign-on", "sign-in", "log-in", "log-on", "morning", "afternoon", "ao", "aos", "veuillez", "toma", "thx", "thanx", "cheers", "permission", "objection", "objections", "mu", "jej", "im", "dzisiaj",
    "credentials", "mind", "maar", "even", "inviategli", "inviatele", "stesso", "stessa", "honom", "henne", "ham", "hende", "expedite",
    "envienle", "envienles", "enviele", "envieles", "lhe", "lhes", "wouldn't", "couldn't", "prioritise", "prioritize", "sir", "team",
    "approval", "ok'd", "word", "sign-off", "blessing", "place", "hesitate", "feel", "delay", "schalten", "schaltet", "frei", "noch", "whoever", "issue", "issued", "shoot", "drop", "pass", "trigger", "fire", "forward", "allebei", "alletwee", "beiderlei",
    "again", "back", "directly", "direct", "at", "do", "does", "don't", "not", "forget", "without", "any", "further", "ado", "been",
    "new", "same", "proceed", "happy", "welcome", "dott", "ssa", "dra", "sra", "sig", "sig.ra", "signora", "signor", "senora", "senor", "ing", "into", "inboxes", "delivered", "off", "invitenlo", "invitenla", "invitenlos", "invitenlas", "invitarlo", "invitarla", "invitarlos", "afternoon", "opened", "over", "stp", "enseguida", "enviadle", "enviadles", "mandar", "mandatele", "mandategli", "mandatelo", "darum", "deshalb", "daher", "ruhig", "gewoon", "toevoegen", "aanmaken", "parallel", "dient", "onmiddellijk", "willen", "rogamos", "inbox", "details", "gleich", "ideal", "pronto", "onboard", "early", "i.e", "tell", "ping", "done", "donc", "asi", "entao", "quindi", "dus", "va", "vanno", "imediata", "immediata", "inmediata", "immediate", "immediatement", "dispatch", "dispatched", "happen", "effective", "process", "processed", "seule", "seul", "seules", "mandarles", "mandarle", "mandenles", "mandenle", "denles", "dadles", "denle", "darles", "darle", "kunt", "kun", "kunnen", "nog", "ainda", "partir", "rausgehen", "rausschicken", "uit", "er", "mogen", "oggi", "prega", "si", "attivateli", "attivatele", "salir", "sair", "inmediato", "konntet", "konntest", "kannst", "konnten", "wil", "wilt", "podrias", "podria", "podrian", "podriais", "free", "clear", "cleared", "definitely", "actually",
    "exception", "except", "left", "though", "n't", "no", "problem", "e", "their's", "theirs", "own", "personal",     "reach", "reaches", "em", "gals", "lads", "lasses", "chaps", "fellas", "fellows", "peeps", "gang", "y'all", "trio", "duo", "couple", "newcomers", "starters", "newbies", "recruits", "joiners", "hires", "teammates", "individuals", "trainees", "authorised", "authorized", "okey", "doke", "okie", "dokie", "sharpish", "hit", "shoot", "sling", "fling", "zap", "zip", "whip", "chuck", "bung", "toss", "throw", "flick", "beam", "slide", "trotzdem", "dennoch", "bereits", "deal", "cool",
    "number", "numbers", "nos", "users'", "since", "because", "authorise", "authorize", "approve", "approved", "confirm", "confirmed",
    "instant", "ensure", "request", "requested", "aktivate", "actvate", "plse", "pleas",
    "hereby", "that's", "it's", "they're", "he's", "she's", "you're", "we're", "who's",
    "therefore", "thus", "hence", "however", "everyone's", "everybody's", "ours", "yours", "mine",     // German
    "bitte", "sofort", "gleich", "jetzt", "heute", "direkt", "umgehend", "unverzuglich", "schon", "mal", "gern", "gerne", "alle", "allen", "beide",
    "beiden", "sie", "ihn", "ihm", "ihr", "ihnen", "ihre", "ihren", "er", "wir", "uns", "ich", "der", "die", "das", "den", "dem", "des", "ein", "eine",
    "einen", "einer", "und", "auch", "nur", "fur", "an", "per", "mit", "von", "zu", "zum", "zur", "im", "am", "als", "wie", "so", "schnell", "moglich",
    "konnen", "kann", "konnt", "soll", "sollen", "darf", "durfen", "muss", "mussen", "mochte", "mochten", "wollen", "werden", "wird", "sind", "ist",
    "haben", "hat", "bekommt", "bekommen", "erhalt", "erhalten", "schicken", "schickt", "senden", "sendet", "versenden", "verschicken", "freischalten",
    "freigeschaltet", "freischaltung", "aktivieren", "aktiviert", "aktivierung", "aktivierungslink", "aktivierungslinks", "einladen", "eingeladen", "einladung", "einladungen", "ladet",
    "lade", "laden", "zugang", "zugange", "benutzer", "nutzer", "kollegen", "kollegin", "kollege", "personen", "leute", "frau", "herr", "herrn",
    "mails", "l'invitation", "d'invitation", "l'activation", "d'activation", "l'e-mail", "l'email", "l'acces", "courriel", "zwei", "drei", "vier", "funf", "dann", "damit", "weil", "da", "es", "geht", "los", "legen", "anlegen", "danke", "ja", "okay",
    // French
    "merci", "svp", "s.v.p", "puedes", "podeis", "attached", "raus", "unten", "oben", "anbei", "monde", "mundo", "todo", "pure", "welkom", "quanti", "gente", "lot", "bunch", "crowd", "crew", "pair", "cioe", "v", "p", "favore", "s'il", "vous", "plait", "tout", "tous", "toute", "toutes", "suite", "immediatement", "maintenant", "aujourd'hui", "des", "les", "le", "la",
    "l'", "lui", "leur", "leurs", "elle", "elles", "il", "ils", "et", "de", "du", "d'", "d'activer", "d'inviter", "d'envoyer", "un", "une", "deux", "trois", "quatre", "cinq", "pour", "par", "mail", "courriel", "e",
    "peut", "peuvent", "pouvez", "pourriez", "doit", "doivent", "etre", "est", "sont", "recevoir", "recoit", "recoivent", "envoyer", "envoyez", "envoie", "envoyez-lui",
    "envoyez-leur", "lien", "liens", "invitation", "invitations", "d'activation", "activer", "activez", "activez-les", "activez-la", "activez-le", "active", "actives", "activee", "activees", "inviter", "invitez", "invitez-les", "m'activer", "nous", "je", "mon",
    "ma", "mes", "son", "sa", "ses", "que", "qui", "mme", "m", "monsieur", "madame", "personnes", "utilisateurs", "comptes", "compte", "acces", "bien", "vouloir", "oui", "dans", "aussi", "seulement", "mettre", "en", "service", "sans", "attendre", "delai", "tarder", "ce", "cette", "ces", "meme",
    // Spanish
    "de momento", "momento", "menos", "salvo", "excepto", "por", "favor", "ya", "ahora", "mismo", "inmediatamente", "inmediato", "hoy", "cuanto", "antes", "todos", "todas", "ambos", "ambas", "los", "las", "el", "ella", "ellos", "ellas", "a", "y", "e", "o", "que", "se", "su", "sus", "lo", "le", "les",     "un", "una", "unos", "dos", "tres", "cuatro", "cinco", "para", "con", "correo", "electronico", "puede", "pueden", "debe", "deben", "ser", "es", "son", "recibir", "reciba", "reciban", "enviar", "enviad", "envia",
    "enviarle", "enviarles", "enlace", "enlaces", "invitacion", "invitaciones", "activar", "activa", "activad", "activen", "active", "activo", "activados", "activado", "activada", "activarse", "activarla", "activarlo", "activarlos", "activarlas", "activacion", "invitar", "inviten", "invitad", "invita", "podeis", "podemos", "nosotros", "yo", "mi", "si", "gracias",
    "usuarios", "usuario", "personas", "cuenta", "cuentas", "acceso", "accesos", "solo", "tambien", "del", "al",
    // Portuguese
    "agora", "imediatamente", "imediato", "hoje", "assim", "possivel", "todos", "todas", "os", "as", "ele", "ela", "eles", "elas", "o", "do", "da", "dos", "das", "no", "na", "um", "uma", "dois", "duas", "tres", "quatro", "cinco", "com", "pode", "podem", "deve", "devem",
    "ser", "sao", "receber", "receba", "recebam", "enviar", "enviem", "envie", "convite", "convites", "ativar", "ativem", "ative", "ativado", "ativada", "ativados", "ativacao", "convidar", "convidem", "convide", "sim", "obrigado", "obrigada", "usuarios", "utilizadores", "pessoas", "conta", "contas", "ja", "faz", "ambos", "ambas", "seu", "sua", "primeiros", "link", "mesmo", "mim", "eu", "nos",
    // Italian
    "subito", "adesso", "ora", "oggi", "immediatamente", "grazie", "tutti", "tutte", "entrambi", "entrambe", "lui", "lei", "loro", "gli", "i", "il", "lo", "la", "le", "un", "una", "due", "tre", "quattro", "cinque", "con", "per", "via", "di", "del", "della", "dei", "delle", "puo", "possono", "potete", "puoi", "deve", "devono", "essere", "ricevere",
    "inviare", "inviate", "invia", "mandare", "mandate", "manda", "invito", "inviti", "attivare", "attivate", "attiva", "attivarli", "attivarlo", "attivarla", "attivati", "attivato", "attivazione", "invitare", "invitate", "utenti", "utente", "persone", "account", "accesso", "anche", "solo", "che", "sono", "prego", "cortesemente", "possibile", "appena",
    // Dutch
    "graag", "nu", "meteen", "direct", "vandaag", "zo", "snel", "mogelijk", "alsjeblieft", "aub", "a.u.b", "allemaal", "alle", "allen", "beide", "beiden", "hen", "hem", "haar", "ze", "zij", "hij", "het", "de", "een", "twee", "drie", "vier", "vijf", "en", "ook", "alleen", "voor", "naar", "aan", "met", "via", "van", "mag", "mogen", "moet", "moeten", "kan", "kunnen",
    "krijgen", "krijgt", "ontvangen", "sturen", "stuur", "versturen", "link", "activatielink", "uitnodiging", "uitnodigen", "activeren", "activeer", "geactiveerd", "worden", "wordt", "zijn", "is", "je", "jullie", "u", "wij", "we", "ons", "ik", "mijn", "hun", "gebruikers", "mensen", "collega's", "personen", "dank", "bedankt", "ja", "mevrouw", "meneer", "mw", "dhr",
    // Only
    "lediglich", "ausschliesslich", "uniquement", "seule", "seul", "exclusivement", "n'activez", "n'invitez", "unicamente", "solamente", "exclusivamente", "somente", "apenas", "so", "soltanto", "esclusivamente", "uitsluitend", "slechts", "solely", "vorerst", "zunachst", "voorlopig", "enquanto",
    // Titles of the others
    "dott", "dott.ssa", "ssa", "sig.ra", "sig", "rag", "dhr", "mevrouw",
    // Danish, Norwegian, Swedish, Polish
    "med", "det", "samme", "gerne", "ma", "aktivere", "aktiver", "aktivera", "aktivert", "aktiveret", "aktiverade", "tack", "tak", "takk", "vanligen", "venligst", "genast", "straks", "nu", "idag", "i", "dag", "alla", "begge", "bada", "dem", "och", "og", "kan", "far", "skicka", "send", "lank", "lanken", "linket", "linken", "till", "til", "prosze", "aktywowac", "teraz", "od", "razu", "wszystkich", "ich", "oboje", "link", "wyslac",
];
