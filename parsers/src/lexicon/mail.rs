//! Words of mail clients: header lines of forwarded mail, separators, greetings, closings, banners.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::key;

/// A line of a forwarded mail's header block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Header {
    From,
    To,
    Cc,
    Date,
    Subject,
    ReplyTo,
    Other,
}

/// Seen in Outlook, Gmail, Apple Mail, Thunderbird, Yahoo and others: en, de, fr, es, pt, nl, it, then more.
#[rustfmt::skip]
const HEADERS: &[(Header, &[&str])] = &[
    (
        Header::From,
        &[
            "from", "von", "de", "van", "da", "fra", "fran", "od", "expediteur", "remitente", "mittente", "lahettaja",
            "от", "от кого", "отправитель", "від", "kimden", "gonderen", "desde", "afzender", "absender", "feladó",
            "felado", "de la", "寄件者", "发件人", "寄件人", "差出人", "보낸 사람", "odesilatel", "odosielatel", "avsender",
            "afsender", "saatja", "remetente", "αποστολεας", "απο", "מאת", "من", "pengirim", "dari", "kuldo",
            "kumelta", "posiljatelj", "送信元", "nadawca", "salje", "expeditorul", "від кого", "od koga", "pošiljatelj",
        ],
    ),
    (
        Header::To,
        &[
            "to", "an", "a", "para", "aan", "til", "till", "do", "destinataire", "empfanger", "destinatario",
            "vastaanottaja", "кому", "до", "kime", "alici", "ontvanger", "cimzett", "catre", "收件者", "收件人", "宛先",
            "받는 사람", "komu", "pro", "mottagare", "modtager", "per", "προς", "אל", "إلى", "kepada", "prejemnik", "za",
            "destinatari", "adresat", "destinatarul", "primatelj", "adresati", "à", "prima", "pre",
        ],
    ),
    (
        Header::Cc,
        &[
            "cc", "kopie", "copie", "copia", "kopia", "kopi", "копия", "копія", "bilgi", "masolatot kap", "副本", "抄送",
            "참조", "kopija", "cc copie", "con copia", "kopie an", "copie a", "bcc", "c c", "κοινοποιηση", "עותק",
            "نسخة", "dw",
        ],
    ),
    (
        Header::Date,
        &[
            "date", "sent", "datum", "gesendet", "gesendet am", "envoye", "envoye le", "enviado", "enviado el",
            "enviada em", "enviado em", "fecha", "data", "verzonden", "inviato", "sendt", "skickat", "dato", "дата",
            "отправлено", "надіслано", "tarih", "gonderildi", "gonderme tarihi", "paivays", "lahetetty", "kuldve",
            "elkuldve", "trimis", "日期", "发送时间", "寄件日期", "日付", "送信日時", "보낸 날짜", "날짜", "odeslano", "poslano",
            "odoslane", "wyslano", "wyslane", "date envoi", "sendt den", "saadetud", "ημερομηνια", "תאריך", "التاريخ",
            "tanggal", "datum sprave", "дата отправки", "data invio", "received", "dikirim", "datums", "데이트", "데이트",
            "送信日", "时间", "時間", "enviado a", "kuupaev", "poslane",
        ],
    ),
    (
        Header::Subject,
        &[
            "subject", "betreff", "objet", "asunto", "assunto", "onderwerp", "oggetto", "emne", "amne", "aihe",
            "тема", "konu", "targy", "subiect", "主旨", "主题", "件名", "제목", "predmet", "temat", "predmet spravy", "re",
            "θεμα", "נושא", "الموضوع", "subjek", "teema", "naslov", "subiectul", "tema", "zadeva", "sujet", "perihal", "oggetto messaggio", "主題",
        ],
    ),
    (
        Header::ReplyTo,
        &[
            "reply to", "antwort an", "repondre a", "responder a", "beantwoorden", "antwoord aan", "rispondi a",
            "odpovedet",
        ],
    ),
    (
        Header::Other,
        &[
            "importance", "priority", "attachments", "organisation", "organization", "wichtigkeit", "prioritat",
            "importancia", "belang", "anlagen", "anhange", "pieces jointes", "categories", "sensitivity", "bijlagen",
            "allegati", "when", "where", "mailed by", "signed by", "list id", "message id", "resent from", "sender",
            "priorite", "priorita", "importance haute",
        ],
    ),
];

static TABLE: LazyLock<HashMap<String, Header>> = LazyLock::new(|| {
    HEADERS
        .iter()
        .flat_map(|(header, labels)| labels.iter().map(|label| (key(label), *header)))
        .collect()
});

/// The header that a label such as `Gesendet` names.
pub(crate) fn header(label: &str) -> Option<Header> {
    if label.len() > 40 {
        return None;
    }
    TABLE.get(&key(label)).copied()
}

/// Words of the line that announces a forwarded message, folded.
#[rustfmt::skip]
pub(crate) const FORWARD_LINES: &[&str] = &[
    "forwarded message", "zapocni proslijedenu poruku", "proslijedena poruka", "incepe mesajul redirectionat", "tresc przekazanej wiadomosci", "wiadomosc przeslana dalej", "iletilmis mesaj", "forwarded mail", "forwarded by", "forwarded email", "begin forwarded message",
    "original message", "original mail", "original email", "weitergeleitete nachricht", "weitergeleitet",
    "ursprungliche nachricht", "originalnachricht", "urspringliche nachricht", "anfang der weitergeleiteten",
    "anfang der weitergeleiteten nachricht", "message transfere", "message transmis", "debut du message reexpedie",
    "message d'origine", "message original", "message reexpedie", "message initial", "courriel original",
    "debut du message transfere", "mensaje reenviado", "mensaje original", "inicio del mensaje reenviado",
    "mensagem encaminhada", "mensagem original", "mensagem reencaminhada", "inicio da mensagem encaminhada",
    "inicio da mensagem reencaminhada", "doorgestuurd bericht", "oorspronkelijk bericht",
    "begin doorgestuurd bericht", "begin van doorgestuurd bericht", "messaggio inoltrato", "messaggio originale",
    "inizio messaggio inoltrato", "vidarebefordrat meddelande", "vidarebefordrat brev", "ursprungligt meddelande",
    "vidarebefordrat mejl", "videresendt meddelelse", "videresendt melding", "opprinnelig melding",
    "oprindelig meddelelse", "videresendt mail", "videresendt besked", "start pa videresendt",
    "start pa videresendt melding", "valitetty viesti", "alkuperainen viesti", "edelleenlahetetty viesti",
    "przekazana wiadomosc", "wiadomosc przekazana", "wiadomosc oryginalna", "oryginalna wiadomosc",
    "poczatek przekazywanej wiadomosci", "preposlana zprava", "puvodni zprava", "predana zprava",
    "zacatek preposilaneho e-mailu", "zacatek preposilane zpravy", "preposlana sprava", "povodna sprava",
    "odovzdana sprava", "zaciatok preposlanej spravy", "tovabbitott uzenet", "tovabbitott level", "eredeti uzenet",
    "mesaj redirectionat", "mesaj redirectat", "mesaj original", "mesajul original",
    "inceputul mesajului redirectionat", "proslijedena poruka", "proslijeena poruka", "izvorna poruka",
    "zapocni prosljedenu poruku", "iletilen mesaj", "iletilen ileti", "orijinal mesaj", "iletilen mesajin baslangici",
    "ozgun ileti", "orjinal mesaj", "пересылаемое сообщение", "пересланное сообщение", "переадресованное сообщение",
    "исходное сообщение", "оригинальное сообщение", "начало переадресованного сообщения", "пересылаемое письмо",
    "переслане повідомлення", "початок листа, що пересилається", "перенаправлене повідомлення", "початковии лист",
    "начало пересылаемого сообщения", "転送されたメッセージ", "転送メッセ", "元のメッセージ", "転送されたメール", "轉寄的郵件", "转发的邮件", "转发邮件", "原始邮件",
    "原始郵件", "已轉寄郵件", "開始轉寄郵件", "전달된 메시지", "원본 메시지", "edastatud kiri", "edasi saadetud sonum", "προωθημενο μηνυμα",
    "הודעה שהועברה", "رسالة معاد توجيهها", "pesan yang diteruskan", "pesan diteruskan", "missatge reenviat",
    "inici del missatge reenviat",
];

/// Words of the lines above that stand over quoted replies as well ("Original Message"), folded.
#[rustfmt::skip]
pub(crate) const ORIGINAL_LINES: &[&str] = &[
    "original", "ursprungl", "ursprungligt", "oorspronkelijk", "origine", "message initial", "opprinnelig",
    "oprindelig", "alkuperainen", "oryginaln", "puvodni", "povodna", "eredeti", "izvorna", "orijinal", "orjinal",
    "ozgun", "исходное", "оригинальное", "元のメッセージ", "原始", "원본",
];

/// Last words of an attribution line ("On … Ann wrote:"), folded.
#[rustfmt::skip]
pub(crate) const WROTE: &[&str] = &[
    "wrote", "writes", "schrieb", "schrieben", "geschrieben", "schrieb am", "a ecrit", "ecrit", "escribio",
    "escreveu", "schreef", "geschreven", "ha scritto", "scrisse", "skrev", "napisal", "napisala", "napisal a",
    "napsal", "napsala", "napisał(a)", "kirjoitti", "irta", "ezt irta", "a scris", "yazdi", "sunu yazdi", "пишет",
    "написал", "написала", "написал(а)", "пише", "написав", "escrigue", "va escriure", "je napisao", "napisao je",
    "napisao", "napisali", "napisal(a)", "napsal(a)", "の書き込み", "写道", "寫道", "님이 작성", "작성", "đa viet", "ha escrit",
    "escriu", "kirjutas", "のメール", "skrev folgende", "schreef het volgende", "schrieb folgendes",
    "a ecrit ce qui suit", "tarihinde sunu yazdi",
];

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

/// How the subject of a forwarded mail begins, folded.
pub(crate) const FORWARD_SUBJECTS: &[&str] = &[
    "fw",
    "fwd",
    "wg",
    "tr:",
    "tr :",
    "enc:",
    "rv:",
    "i:",
    "doorst",
    "rif",
    "vs:",
    "vb:",
    "vl:",
    "pd:",
    "ilt:",
    "tov",
    "пересл",
];
