//! Lines that stand between two authors: announcements of a forward, attributions of a quote.
//!
//! Written as clients write them; they are folded once, when they are first needed.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::fold;

/// Words of the line that announces a forwarded message.
#[rustfmt::skip]
const FORWARD_WORDS: &[&str] = &[
    "forwarded message", "mail original", "původní e-mail", "původní mail", "pôvodný e-mail", "original-mail",
    "ursprüngliche mail", "ursprüngliche e-mail", "originele e-mail", "original-nachricht", "courrier original",
    "zapocni proslijedenu poruku", "proslijedena poruka", "incepe mesajul redirectionat",
    "tresc przekazanej wiadomosci", "wiadomosc przeslana dalej", "iletilmis mesaj", "forwarded mail", "forwarded by",
    "forwarded email", "begin forwarded message", "original message", "original mail", "original email",
    "weitergeleitete nachricht", "weitergeleitet", "ursprungliche nachricht", "originalnachricht",
    "urspringliche nachricht", "anfang der weitergeleiteten", "anfang der weitergeleiteten nachricht",
    "message transfere", "message transmis", "debut du message reexpedie", "message d'origine", "message original",
    "message reexpedie", "message initial", "courriel original", "debut du message transfere", "mensaje reenviado",
    "mensaje original", "inicio del mensaje reenviado", "mensagem encaminhada", "mensagem original",
    "mensagem reencaminhada", "inicio da mensagem encaminhada", "inicio da mensagem reencaminhada",
    "doorgestuurd bericht", "oorspronkelijk bericht", "begin doorgestuurd bericht", "begin van doorgestuurd bericht",
    "messaggio inoltrato", "messaggio originale", "inizio messaggio inoltrato", "vidarebefordrat meddelande",
    "vidarebefordrat brev", "ursprungligt meddelande", "vidarebefordrat mejl", "videresendt meddelelse",
    "videresendt melding", "opprinnelig melding", "oprindelig meddelelse", "videresendt mail", "videresendt besked",
    "start pa videresendt", "start pa videresendt melding", "valitetty viesti", "alkuperainen viesti",
    "edelleenlahetetty viesti", "przekazana wiadomosc", "wiadomosc przekazana", "wiadomosc oryginalna",
    "oryginalna wiadomosc", "poczatek przekazywanej wiadomosci", "preposlana zprava", "puvodni zprava",
    "predana zprava", "zacatek preposilaneho e-mailu", "zacatek preposilane zpravy", "preposlana sprava",
    "povodna sprava", "odovzdana sprava", "zaciatok preposlanej spravy", "tovabbitott uzenet", "tovabbitott level",
    "eredeti uzenet", "mesaj redirectionat", "mesaj redirectat", "mesaj original", "mesajul original",
    "inceputul mesajului redirectionat", "proslijeena poruka", "izvorna poruka", "zapocni prosljedenu poruku",
    "iletilen mesaj", "iletilen ileti", "orijinal mesaj", "iletilen mesajin baslangici", "ozgun ileti",
    "orjinal mesaj", "пересылаемое сообщение", "пересланное сообщение", "переадресованное сообщение",
    "исходное сообщение", "оригинальное сообщение", "начало переадресованного сообщения", "пересылаемое письмо",
    "переслане повідомлення", "початок листа, що пересилається", "перенаправлене повідомлення", "початковии лист",
    "начало пересылаемого сообщения", "転送されたメッセージ", "転送メッセ", "元のメッセージ", "転送されたメール", "轉寄的郵件", "转发的邮件", "转发邮件", "原始邮件",
    "原始郵件", "已轉寄郵件", "開始轉寄郵件", "전달된 메시지", "원본 메시지", "edastatud kiri", "edasi saadetud sonum", "προωθημενο μηνυμα",
    "הודעה שהועברה", "رسالة معاد توجيهها", "pesan yang diteruskan", "pesan diteruskan", "missatge reenviat",
    "inici del missatge reenviat", "start of forwarded message", "forwarded message begins",
    "inline forwarded message", "inicio del mensaje original", "転送メッセージ", "元のメール", "オリジナルメッセージ", "以下转发", "轉寄郵件",
    "已转发邮件", "转发消息", "原始信件", "原邮件", "下面是被转发邮件的信息", "以下是轉寄信件", "전달된 메일", "원본 메일", "보낸 메시지 전달", "전달 메시지 시작",
    "προωθημένο μήνυμα", "αρχικό μήνυμα", "έναρξη προωθημένου μηνύματος", "yönlendirilmiş ileti",
    "yönlendirilen ileti", "i̇letilen ileti", "orijinal ileti", "i̇letilmiş mesaj", "ข้อความที่ส่งต่อ",
    "ข้อความต้นฉบับ", "ข้อความเดิม", "เริ่มข้อความที่ส่งต่อ", "thư đã chuyển tiếp", "thư được chuyển tiếp",
    "tin nhắn gốc", "thư gốc", "tin nhắn đã chuyển tiếp", "bắt đầu thư được chuyển tiếp", "pesan asli",
    "pesan terusan", "mulai pesan yang diteruskan", "mesej asal", "mesej dikirim semula", "הודעה מועברת",
    "הודעה מקורית", "תחילת ההודעה שהועברה", "رسالة مُعاد توجيهها", "الرسالة الأصلية", "رسالة محولة",
    "بداية الرسالة المعاد توجيهها", "بدء الرسالة المعاد توجيهها", "pārsūtītā ziņa", "pārsūtīts ziņojums",
    "sākotnējais ziņojums", "sākotnējā ziņa", "persiųstas laiškas", "persiųsta žinutė", "persiųstas pranešimas",
    "pradinis laiškas", "originalus laiškas", "pradinis pranešimas", "edastatud sõnum", "edasi saadetud sõnum",
    "algne kiri", "algsõnum", "algne sõnum", "posredovano sporočilo", "izvirno sporočilo",
    "začetek posredovanega sporočila", "препратено съобщение", "препратено писмо", "оригинално съобщение",
    "прослеђена порука", "prosleđena poruka", "originalna poruka", "оригинална порука", "missatge original",
    "áframsent skeyti", "upprunaleg skilaboð", "پیام ارسال‌شده", "پیام اصلی", "пересланий лист",
    "початок переадресованого повідомлення", "початок пересланого повідомлення", "оригінальне повідомлення",
    "вихідне повідомлення", "исходное письмо", "preposlaná správa", "pôvodná správa", "začiatok preposlanej správy",
    "preposielaná správa", "přeposlaná zpráva", "přeposílaná zpráva", "původní zpráva", "začátek přeposílané zprávy",
    "mesaj redirecționat", "mesaj inițial", "mesajul inițial", "începutul mesajului redirecționat",
    "továbbított üzenet", "továbbított levél kezdete", "eredeti üzenet", "eredeti levél", "välitetty viesti alkaa",
    "alkuperäinen viesti", "alkuperäinen sanoma", "välitetty sanoma", "påbörja vidarebefordrat meddelande",
    "början på vidarebefordrat meddelande", "start på videresendt melding", "original melding",
    "begynnelse på videresendt melding", "start på videresendt besked", "oprindelig besked", "oprindelig mail",
    "videresendt e-mail", "begyndelse på videresendt besked", "wiadomość przekazana", "przekazywana wiadomość",
    "wiadomość oryginalna", "rozpoczęcie przekazanej wiadomości", "mensagem inicial", "e-mail encaminhado",
    "e-mail original", "messaggio iniziale", "correo reenviado", "correo original", "mensaje reenviado por",
    "mail transféré", "e-mail transféré", "courriel transféré", "message transféré par", "courriel d'origine",
    "mail d'origine", "weitergeleitete e-mail", "weitergeleitete mail", "beginn der weitergeleiteten nachricht",
    "weitergeleitet von", "original-nachricht", "doorgestuurde e-mail", "doorgestuurd e-mailbericht",
    "origineel bericht", "oorspronkelijke e-mail", "missatge inicial", "proslijeđena poruka", "mezu birbidalia",
    "mensaxe reenviada", "अग्रेषित संदेश", "मूल संदेश",
];

/// Words of the lines above that stand over quoted replies as well ("Original Message").
#[rustfmt::skip]
const ORIGINAL_WORDS: &[&str] = &[
    "original", "ursprungl", "ursprungligt", "oorspronkelijk", "origine", "message initial", "opprinnelig",
    "oprindelig", "alkuperainen", "oryginaln", "puvodni", "povodna", "eredeti", "izvorna", "orijinal", "orjinal",
    "ozgun", "исходное", "оригинальное", "元のメッセージ", "原始", "원본", "originale", "initial", "inițial", "iniziale", "原文",
    "原邮件", "元のメール", "オリジナル", "αρχικό", "özgün", "ต้นฉบับ", "ข้อความเดิม", "gốc", "asli", "asal", "מקורית", "الأصلية",
    "sākotnēj", "pradinis", "originalus", "algne", "algsõnum", "izvirn", "оригинал", "оригінал", "вихідне", "pôvodná",
    "původní", "alkuperäinen", "d'origine", "origineel", "ursprünglich", "upprunaleg", "اصلی", "मूल", "izvorn",
];

/// Verbs of an attribution line ("On … Ann wrote:"), some with the words that close the line.
#[rustfmt::skip]
const WROTE_WORDS: &[&str] = &[
    "wrote", "pisze", "píše", "schreibt", "escribe", "escreve", "schrijft", "scrive", "skriver", "kirjoittaa", "writes", "schrieb", "schrieben", "geschrieben", "schrieb am", "a ecrit", "ecrit", "escribio",
    "escreveu", "schreef", "geschreven", "ha scritto", "scrisse", "skrev", "napisal", "napisala", "napisal a",
    "napsal", "napsala", "napisał(a)", "kirjoitti", "irta", "ezt irta", "a scris", "yazdi", "sunu yazdi", "пишет",
    "написал", "написала", "написал(а)", "пише", "написав", "escrigue", "va escriure", "je napisao", "napisao je",
    "napisao", "napisali", "napisal(a)", "napsal(a)", "の書き込み", "写道", "寫道", "님이 작성", "작성", "đa viet", "ha escrit",
    "escriu", "kirjutas", "のメール", "skrev folgende", "schreef het volgende", "schrieb folgendes",
    "a ecrit ce qui suit", "tarihinde sunu yazdi", "έγραψε", "έγραψαν", "yazdı", "şunu yazdı", "şunları yazdı", "כתב",
    "כתבה", "כתב/ה", "كتب", "كتبت", "نوشت", "đã viết", "viết", "เขียนว่า", "เขียน", "menulis", "rakstīja", "rašė",
    "parašė", "kirjutas järgmist", "je napisal", "je napisala", "je napisal/-a", "написа", "написао је",
    "написала је", "написао", "написав(ла)", "писал", "писала", "wrote the following", "a écrit", "écrit", "écrivait",
    "escribió", "napísal", "napísala", "napísal(a)", "napísal/a", "napisał", "napisała", "napisao/la", "ezt írta",
    "írta", "ezt írta neked", "skrifaði", "escrigué", "escribiu", "idatzi du", "idatzi zuen", "が書きました", "は書きました",
    "さんは書きました", "写到", "寫到", "님의 메시지", "skrev följande", "skrev følgende", "het volgende geschreven",
    "escribió lo siguiente", "ne yazdı", "ने लिखा",
];

/// Verbs written right behind a name or a time, without a space between.
#[rustfmt::skip]
const GLUED_WORDS: &[&str] = &["写道", "寫道", "写到", "寫到", "님이 작성", "作成", "のメール", "の書き込み", "が書きました", "は書きました", "作成"];

/// What may follow the verb ("skrev Ann følgende").
#[rustfmt::skip]
const TRAILING_WORDS: &[&str] = &[
    "het volgende", "følgende", "folgendes", "följande", "ce qui suit", "lo siguiente", "quanto segue", "o seguinte",
    "the following", "järgmist",
];

/// Words between a date and a name, or before the date ("On", "um … Uhr", "a las", "uživatel").
#[rustfmt::skip]
const LINKING_WORDS: &[&str] = &[
    "on", "at", "am", "pm", "um", "uhr", "kl", "klo", "klokken", "klokka", "kell", "plkst", "ob", "om", "las", "a", "ha", "le", "à",
    "às", "à(s)", "em", "el", "la", "dia", "día", "il", "giorno", "alle", "ore", "op", "heeft", "den", "dne", "dnia",
    "w", "dniu", "godz", "godzinie", "o", "v", "u", "ve", "na", "în", "data", "de", "d", "m", "g", "г", "р", "в", "о",
    "во", "от", "на", "utc", "gmt", "cet", "cest", "edt", "est", "pst", "pdt", "cst", "cdt", "mst", "mdt", "bst", "ist", "jst",
    "eet", "eest", "msk", "a.m", "p.m", "von", "from", "by", "der", "dem", "vom", "tarihinde", "saat", "pada", "pukul", "vào",
    "lúc", "ngày", "tháng", "thg", "th", "năm", "στις", "την", "ο/η", "ο", "η", "π.μ", "μ.μ", "kuupäev", "je", "oseba", "uporabnik",
    "odesílatel", "odosielateľ", "odosielateľ:", "používateľ", "uživatel", "użytkownik", "korisnik", "пользователь", "користувач",
    "потребител", "lietotājs", "vartotojas", "időpontban", "időpont", "kasutaja", "käyttäjä", "gada", "at:", "date", "le:", "בתאריך", "ב", "יום",
    "מאת", "في", "تمت", "كتابة", "ما", "يلي", "بواسطة", "ใน", "วันที่", "ในวันที่", "เวลา", "น", "于", "於", "在", "skal", "der",
    "the", "of", "del", "les", "dl", "por", "door", "van", "per", "has", "hat", "har", "hefur", "در", "تاریخ", "ساعت",
    "usuario", "usuário", "utilisateur", "utente", "gebruiker", "bruker", "använde", "użytkownika", "year", "et", "r", "h",
];

/// Who is no name: "she wrote:" quotes nobody in particular.
#[rustfmt::skip]
const PRONOUNS: &[&str] = &[
    "i", "you", "he", "she", "we", "they", "it", "who", "someone", "customer", "client", "ich", "du", "er", "sie", "wir", "ihr", "je",
    "il", "elle", "nous", "vous", "ils", "yo", "él", "ella", "ellos", "eu", "ele", "ela", "hij", "zij", "ze", "lui", "lei", "han", "hon", "hun", "jeg",
    "jag", "who", "that", "this",
];

/// Openings of Horde's line over a quote.
#[rustfmt::skip]
const QUOTING_WORDS: &[&str] = &[
    "quoting", "zitat von", "citando a", "citando", "citation de", "citaat van", "citat av", "citat fra", "cytowanie",
    "cytat", "citerar", "idézet", "цитирование", "alıntı", "引用",
];

/// Openings of a line that dates the header block below it.
const MESSAGE_OF_WORDS: &[&str] = &[
    "message du",
    "mensaje del",
    "messaggio del",
    "mensagem de",
    "nachricht vom",
];

/// Words folded for comparing, the longest first.
fn folded(words: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = words.iter().map(|word| fold(word)).collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all.dedup();
    all
}

/// Announcements of a forwarded message, folded.
pub(crate) static FORWARD_LINES: LazyLock<Vec<String>> = LazyLock::new(|| folded(FORWARD_WORDS));
/// The same, for looking a whole line up.
pub(crate) static WHOLE_LINES: LazyLock<HashSet<String>> = LazyLock::new(|| FORWARD_LINES.iter().cloned().collect());
/// Words that mark an announcement as one of replies too, folded.
pub(crate) static ORIGINAL_LINES: LazyLock<Vec<String>> = LazyLock::new(|| folded(ORIGINAL_WORDS));
/// Verbs of attributions as folded words, by their first word.
pub(crate) static WROTE: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut verbs: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for verb in folded(WROTE_WORDS) {
        let words: Vec<String> = verb.split(' ').map(str::to_owned).collect();
        verbs.entry(words[0].clone()).or_default().push(words);
    }
    verbs
});
/// Verbs without a space before them, folded.
pub(crate) static GLUED: LazyLock<Vec<String>> = LazyLock::new(|| folded(GLUED_WORDS));
/// What may follow the verb, folded.
pub(crate) static TRAILING: LazyLock<Vec<String>> = LazyLock::new(|| folded(TRAILING_WORDS));
/// Words that belong to the date, folded.
pub(crate) static LINKING: LazyLock<HashSet<String>> = LazyLock::new(|| folded(LINKING_WORDS).into_iter().collect());
/// Pronouns, folded.
pub(crate) static NOBODY: LazyLock<HashSet<String>> = LazyLock::new(|| folded(PRONOUNS).into_iter().collect());
/// Openings of Horde's line, folded.
pub(crate) static QUOTING: LazyLock<Vec<String>> = LazyLock::new(|| folded(QUOTING_WORDS));
/// Openings of a dated line above a header block, folded.
pub(crate) static MESSAGE_OF: LazyLock<Vec<String>> = LazyLock::new(|| folded(MESSAGE_OF_WORDS));
