//! What is not the message: closings, lines of mail apps, disclaimers and banners.
//!
//! Written as they are seen, in lower case; they are folded once, when they are first needed.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::listed::Beginnings;
use crate::text::{fold, key};

/// Short closings that open a signature.
#[rustfmt::skip]
const CLOSINGS: &[&str] = &[
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
    "thanks team", "grazie mille", "thanks all", "mit freundlichem gruß", "mit freundlichen grüßen", "beste grüße",
    "viele grüße", "liebe grüße", "herzliche grüße", "schöne grüße", "freundliche grüße", "besten dank",
    "vielen dank im voraus", "danke im voraus", "danke und gruß", "gruß", "grüße", "hochachtungsvoll", "bien à vous",
    "bien à toi", "très cordialement", "sincères salutations", "salutations distinguées", "amicalement",
    "merci beaucoup", "merci et bonne journée", "bonne réception", "belle journée", "respectueusement",
    "cordialement votre", "un cordial saludo", "reciba un cordial saludo", "muchas gracias de antemano",
    "gracias de antemano", "quedo atento", "quedo atenta", "quedamos atentos", "cordiales saludos", "mil gracias",
    "gracias y saludos", "com os melhores cumprimentos", "melhores cumprimentos", "muito obrigado", "muito obrigada",
    "abraço", "abraços", "grato", "grata", "desde já agradeço", "um abraço", "met hartelijke groet",
    "hartelijke groeten", "met groet", "vriendelijke groeten", "dank je wel", "dank u wel", "bij voorbaat dank",
    "beste groeten", "grazie e saluti", "un saluto", "cari saluti", "buona giornata", "molte grazie",
    "grazie in anticipo", "med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar", "vänlig hälsning",
    "hälsningar", "tack", "tack på förhand", "bästa hälsningar", "venlig hilsen", "mange hilsner",
    "de bedste hilsner", "bedste hilsner", "tak", "på forhånd tak", "mange tak", "vh", "vennlig hilsen",
    "beste hilsen", "takk", "på forhånd takk", "mange takk", "ystävällisin terveisin", "parhain terveisin",
    "terveisin", "kiitos", "kiitos etukäteen", "yt", "z poważaniem", "pozdrawiam serdecznie", "serdecznie pozdrawiam",
    "z wyrazami szacunku", "dziękuję", "z góry dziękuję", "pozdrowienia", "s pozdravem", "s přátelským pozdravem",
    "děkuji", "děkuji a přeji hezký den", "předem děkuji", "hezký den", "zdravím", "s pozdravom",
    "s priateľským pozdravom", "ďakujem", "vopred ďakujem", "pekný deň", "üdvözlettel", "tisztelettel", "köszönettel",
    "köszönöm", "előre is köszönöm", "szívélyes üdvözlettel", "üdv", "cu stimă", "cu respect", "cu drag", "mulțumesc",
    "mulțumesc anticipat", "toate cele bune", "o zi bună", "srdačan pozdrav", "lijep pozdrav", "s poštovanjem",
    "hvala", "unaprijed hvala", "pozdrav", "lep pozdrav", "hvala lepa", "lugupidamisega", "parimate soovidega",
    "tervitades", "aitäh", "tänan", "ar cieņu", "paldies", "ar laba vēlējumiem", "pagarbiai", "ačiū", "su pagarba",
    "geros dienos", "с уважением", "с наилучшими пожеланиями", "спасибо", "заранее спасибо", "благодарю",
    "всего доброго", "с благодарностью", "з повагою", "дякую", "наперед дякую", "з найкращими побажаннями",
    "щиро дякую", "с уважение", "поздрави", "благодаря", "предварително благодаря", "с поштовањем", "поздрав",
    "хвала", "με εκτίμηση", "με φιλικούς χαιρετισμούς", "ευχαριστώ", "ευχαριστώ πολύ", "χαιρετισμούς", "φιλικά",
    "saygılarımla", "saygılarımızla", "iyi çalışmalar", "teşekkürler", "teşekkür ederim", "iyi günler", "selamlar",
    "sevgiler", "בברכה", "תודה", "תודה רבה", "בכבוד רב", "בברכת חברים", "مع أطيب التحيات", "مع خالص التحية", "تحياتي",
    "شكرا", "شكراً جزيلاً", "مع التحية", "وتفضلوا بقبول فائق الاحترام", "trân trọng", "cảm ơn", "xin cảm ơn",
    "thân mến", "trân trọng cảm ơn", "ขอแสดงความนับถือ", "ขอบคุณ", "ขอบคุณครับ", "ขอบคุณค่ะ", "ด้วยความเคารพ",
    "hormat saya", "terima kasih", "salam hormat", "hormat kami", "salam hangat", "よろしくお願いいたします",
    "宜しくお願いいたします", "よろしくお願いします", "宜しくお願い致します", "よろしくお願い致します", "以上 よろしくお願いいたします", "敬具", "以上", "此致", "敬礼", "此致 敬礼",
    "谢谢", "谢谢您", "顺祝商祺", "祝好", "祝商祺", "敬上", "謝謝", "感謝", "順頌商祺", "敬祝", "감사합니다", "감사합니다 드림", "안녕히 계세요", "드림", "올림",
    "salutacions", "atentament", "gràcies", "moltes gràcies", "cordialment", "salutacions cordials", "kveðja",
    "með kveðju", "bestu kveðjur", "takk fyrir",
];

/// Openings of the lines that mail apps add.
#[rustfmt::skip]
const FOOTER_STARTS: &[&str] = &[
    "this message was sent to", "this email was sent to", "you receive this", "you are receiving this", "you received this",
    "sent from my", "get outlook for", "von meinem iphone gesendet", "gesendet von", "envoye de mon",
    "enviado desde mi", "enviado do meu", "verstuurd vanaf mijn", "verzonden vanaf", "inviato da", "sent via",
    "sent from yahoo", "sent from mail for windows", "sent by helphub", "skickat fran min", "sendt fra min",
    "sent from outlook", "diese nachricht wurde von meinem", "sent with", "enviado a partir", "telecharger outlook",
    "outlook fur ios beziehen", "obtener outlook para", "download outlook", "envoye depuis", "von meinem",
    "gesendet mit", "diese nachricht wurde von", "diese nachricht wurde mit", "envoyé de mon", "envoyé depuis",
    "envoyé à partir", "envoyé avec", "téléchargez outlook", "obtenez outlook", "enviado desde", "enviado con",
    "enviado com", "enviado via", "obter o outlook", "descargar outlook", "verstuurd met", "verzonden met",
    "verstuurd vanuit", "outlook voor ios", "outlook voor android", "outlook pour ios", "outlook pour android",
    "outlook para ios", "outlook para android", "inviato con", "inviato dal mio", "inviato da outlook",
    "scarica outlook", "skickat från", "skickat med", "hämta outlook", "sendt fra", "sendt med", "hent outlook",
    "lähetetty iphonesta", "lähetetty laitteesta", "lähetetty outlook", "hanki outlook", "wysłano z", "wysłane z",
    "pobierz outlook", "odesláno z", "odoslané z", "získat outlook", "získať outlook", "az iphone", "küldve a",
    "elküldve innen", "trimis de pe", "trimis din", "poslano s", "poslano z", "saadetud minu", "nosūtīts no",
    "išsiųsta iš", "отправлено с", "отправлено из", "надіслано з", "изпратено от", "στάλθηκε από το",
    "iphone'umdan gönderildi", "gönderildi:", "נשלח מה", "נשלח מ", "أُرسلت من", "تم الإرسال من", "được gửi từ",
    "gửi từ", "ส่งจาก", "dikirim dari", "iphoneから送信", "androidから送信", "从我的", "发自我的", "發自我的", "從我的", "寄自我的",
    "나의 iphone에서", "내 iphone에서", "enviat des de", "sent from iphone", "sent from ipad", "sent from android",
    "sent from samsung", "sent from proton", "sent with proton", "sent with sparrow", "sent using",
    "sent on the move", "get bluemail", "get outlook", "virenfrei", "sans virus", "free from viruses",
    "to unsubscribe from this group", "you received this message because you are subscribed",
    "this message was sent with",
];

/// Those of them that a person may begin a sentence with; they count when a device or an app is named.
#[rustfmt::skip]
const OWN_STARTS: &[&str] = &[
    "sent from my", "von meinem", "gesendet von", "gesendet mit", "envoye de mon", "envoye depuis", "envoye a partir", "envoye avec", "enviado desde",
    "enviado con", "enviado com", "enviado via", "enviado do meu", "enviado a partir", "verstuurd", "verzonden", "inviato", "skickat", "sendt", "sent via", "sent with",
    "sent using", "wyslano z", "wyslane z", "odeslano z", "odoslane z", "kuldve a", "trimis", "poslano", "nosutits no", "issiusta is", "отправлено", "надіслано",
    "изпратено от", "gui tu", "נשלח מ", "diese nachricht wurde", "saadetud minu", "az iphone",
];

/// Devices and apps, folded.
#[rustfmt::skip]
pub(crate) const DEVICES: &[&str] = &[
    "iphone", "ipad", "android", "samsung", "galaxy", "blackberry", "huawei", "xiaomi", "pixel", "nokia", "windows", "mobile",
    "mobil", "phone", "telefon", "telephone", "handy", "smartphone", "tablet", "device", "handheld", "outlook", "mail", "gmx", "web.de", "proton",
    "yahoo", "gmail", "telekom", "verizon", "t-mobile", "app", "sparrow", "thunderbird", "apple", "watch", "mac", "movil", "celular", "telemovel", "cellulare",
    "gsm", "htc", "sony", "lg", "motorola", "oneplus", "superhuman", "spark", "airmail", "hubspot", "aol", "orange", "bluemail", "nine", "vodafone", "puhelim",
];

/// Openings of disclaimers.
#[rustfmt::skip]
const DISCLAIMER_STARTS: &[&str] = &[
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
    "please think of", "diese e-mail und", "diese e-mail kann", "diese nachricht enthält", "diese nachricht und",
    "vertraulichkeitshinweis", "haftungsausschluss", "hinweis: diese", "sollten sie diese", "wenn sie nicht der",
    "bitte denken sie an die umwelt", "bitte prüfen sie", "ce message contient", "ce message est", "ce message peut",
    "ce mail", "cet e-mail", "cet email", "avis de confidentialité", "clause de confidentialité",
    "si vous n'êtes pas le destinataire", "si vous avez reçu ce", "les informations contenues",
    "pensez à l'environnement", "l'intégrité de ce", "aviso legal", "aviso de confidencialidad",
    "la información contenida", "este mensaje y", "si usted no es el destinatario", "si ha recibido este",
    "antes de imprimir", "aviso de confidencialidade", "esta mensagem e", "esta mensagem pode",
    "as informações contidas", "se você não é", "se não é o destinatário", "antes de imprimir este", "deze e-mail en",
    "dit e-mailbericht", "deze boodschap", "indien u niet", "vertrouwelijkheid", "aan dit bericht",
    "questo messaggio e", "questa e-mail", "le informazioni contenute", "avviso di riservatezza", "ai sensi del",
    "informativa privacy", "se avete ricevuto", "se ha ricevuto", "detta meddelande", "detta e-postmeddelande",
    "detta mejl", "innehållet i detta", "denne e-mail", "denne mail", "denne meddelelse", "denne e-posten",
    "denne meldingen", "dette er en konfidensiell", "tämä viesti", "tämä sähköposti", "tietosuoja",
    "niniejsza wiadomość", "ta wiadomość", "treść tej wiadomości", "informacja zawarta", "klauzula poufności",
    "tento e-mail", "tato zpráva", "tento email", "obsah tohoto", "táto správa", "ez az e-mail", "ez az üzenet",
    "a levél tartalma", "acest mesaj", "acest e-mail", "mesajul acesta", "ova poruka", "ovaj e-mail",
    "ova elektronička", "это сообщение", "данное сообщение", "настоящее сообщение", "це повідомлення",
    "дане повідомлення", "това съобщение", "αυτό το μήνυμα", "το παρόν μήνυμα", "bu e-posta", "bu mesaj",
    "yasal uyarı", "הודעה זו", "دواعي السرية", "هذه الرسالة", "email này", "thư này", "อีเมลนี้", "email ini",
    "pesan ini", "このメール", "本メール", "本邮件", "此邮件", "本郵件", "이 메일", "본 메일", "see käesolev", "šis e-pasts",
    "šis el. laiškas", "the information transmitted", "this e-mail message", "this email message",
    "this e-mail transmission", "the content of this email", "the content of this message",
    "the content of this e-mail", "this document and", "confidentiality note", "confidential:",
    "private and confidential", "email disclaimer", "to the extent", "if you received this",
    "if you are not an intended", "before printing", "please do not print",
];

/// Openings of security banners.
#[rustfmt::skip]
const BANNER_STARTS: &[&str] = &[
    "caution: this", "caution:", "[external", "external email", "external sender", "this email originated",
    "this message originated", "this e-mail originated", "warning: this", "you don't often get email from",
    "you do not often get", "achtung: diese", "externe e-mail", "vorsicht: externe", "attention: this",
    "attention : ce", "**external", "*** external", "[ext]", "this message came from outside",
    "this message is from an external", "some people who received this message don't often",
    "sie erhalten nicht haufig", "precaucion:", "let op: deze e-mail", "this email is from an external",
    "ce courriel provient de l'exterieur", "[caution", "this sender is from outside", "be careful with this message",
    "e-mail externe", "cuidado: este", "atencao: este", "the sender of this message", "zixcorp", "[externe",
    "[extern]", "[external]", "external:", "external mail", "warning: external", "caution: external", "**caution",
    "*** caution", "this email was sent from outside", "this message was sent from outside",
    "this email is from outside", "this e-mail is from outside", "this e-mail came from outside",
    "this email came from outside", "sent from outside", "originated from outside", "be cautious", "exercise caution",
    "stop. think", "think before you click", "important: this email", "security notice", "security warning",
    "you don't often get emails from", "vorsicht: diese", "vorsicht! diese", "achtung! diese", "achtung: externe",
    "achtung externe", "warnung: diese", "diese e-mail kommt von", "diese e-mail wurde von einem externen",
    "diese nachricht stammt von", "diese e-mail stammt von", "[ext.]", "sie erhalten nicht oft",
    "sie erhalten häufig keine", "attention: courriel", "attention : courriel", "courriel externe", "message externe",
    "attention: cet", "attention : cet", "ce message provient", "cet e-mail provient", "cet email provient",
    "avertissement:", "avertissement :", "prudence:", "vous n'obtenez pas souvent", "vous ne recevez pas souvent",
    "precaución:", "atención: este", "correo externo", "aviso: este correo", "[correo externo",
    "este correo electrónico se originó", "este mensaje proviene", "no suele recibir correo", "no recibe a menudo",
    "cuidado:", "atenção: este", "e-mail externo", "este e-mail foi enviado por", "este email teve origem",
    "[e-mail externo", "mensagem externa", "não costuma receber", "let op: deze", "let op! deze",
    "waarschuwing: deze", "externe mail", "deze e-mail is afkomstig", "deze e-mail komt van buiten",
    "u ontvangt niet vaak", "opgelet: deze", "attenzione: questa", "attenzione: mail", "mail esterna",
    "e-mail esterna", "questa email proviene", "questa e-mail proviene", "non si ricevono spesso", "varning: detta",
    "obs! detta", "externt mejl", "extern avsändare", "detta mejl kommer från", "du får inte ofta", "advarsel: denne",
    "obs: denne", "ekstern e-mail", "ekstern e-post", "denne e-mail kommer fra", "denne e-posten kommer fra",
    "du får ikke ofte", "varoitus: tämä", "ulkoinen viesti", "uwaga: ta", "uwaga: wiadomość", "wiadomość zewnętrzna",
    "upozornění: tento", "externí e-mail", "upozornenie: táto", "figyelem: ez", "külső levél", "atenție: acest",
    "mesaj extern", "oprez: ova", "внимание: это", "внешнее письмо", "увага: цей", "зовнішній лист", "внимание: това",
    "προσοχή: αυτό", "dikkat: bu", "harici e-posta", "זהירות:", "تنبيه:", "تحذير:", "cảnh báo:", "คำเตือน:",
    "perhatian: email", "【外部", "[外部", "外部邮件", "外部郵件", "注意：此", "警告：此", "この メールは 社外", "社外からの", "외부 메일", "[외부", "주의: 이",
];

/// What disclaimers speak of.
#[rustfmt::skip]
const SECRECY: &[&str] = &[
    "confiden", "privileged", "protected health", "patient information", "intended", "recipient", "addressee", "unauthorized", "unauthorised", "liability",
    "virus", "malware", "scanned", "environment", "print", "copyright", "registered", "proprietary",
    "views or opinions", "disclaim", "legal", "vertraulich", "empfänger", "adressat", "umwelt", "ausdruck", "haftung",
    "unbefugt", "destinataire", "confidentiel", "environnement", "imprimer", "responsabilité", "destinatari",
    "reservad", "riservat", "privacy", "ambiente", "imprimir", "impresión", "stampare", "vertrouwelijk", "bestemd",
    "geadresseerde", "milieu", "afdrukken", "aansprakelijk", "konfidens", "konfidensiel", "fortrolig", "mottakar",
    "mottagar", "modtager", "miljø", "miljö", "sekretess", "luottamuksell", "vastaanottaj", "poufn", "adresat",
    "odbiorc", "důvěrn", "určen", "příjemc", "dôvern", "príjemc", "bizalmas", "címzett", "confidențial", "destinatar",
    "povjerljiv", "primatelj", "zaupn", "konfidentsiaal", "konfidenci", "конфиденц", "предназнач", "получател",
    "конфіденц", "призначен", "одержувач", "поверител", "εμπιστευτικ", "παραλήπτ", "gizli", "alıcı", "סודי", "נמען",
    "سري", "المستلم", "المرسل إليه", "bảo mật", "người nhận", "ลับ", "ผู้รับ", "rahasia", "penerima", "機密", "宛先",
    "保密", "机密", "收件人", "기밀", "수신",
];

/// What security banners speak of.
#[rustfmt::skip]
const DANGERS: &[&str] = &[
    "mail", "message", "link", "attachment", "sender", "external", "outside", "organi", "nachricht", "absender",
    "anhang", "anhänge", "courriel", "expéditeur", "pièces jointes", "lien", "correo", "remitente", "adjunto",
    "enlace", "mensaje", "mensagem", "remetente", "anexo", "bericht", "afzender", "bijlage", "messaggio", "mittente",
    "allegat", "avsändare", "bilag", "länk", "lenke", "avsender", "afsender", "viesti", "lähettäjä", "wiadomość",
    "nadawc", "załącznik", "zpráva", "odesílatel", "správa", "odosielateľ", "levél", "feladó", "mesaj", "expeditor",
    "poruka", "pošiljatelj", "сообщени", "письм", "отправител", "лист", "відправник", "съобщение", "подател",
    "μήνυμα", "αποστολ", "e-posta", "gönderen", "דוא", "שולח", "بريد", "رسالة", "المرسل", "thư", "người gửi", "อีเมล",
    "ผู้ส่ง", "pengirim", "外部", "社外", "送信者", "添付", "邮件", "郵件", "附件", "发件人", "발신", "메일", "첨부",
];

fn folded(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| fold(word)).collect()
}

/// Closings as keys.
pub(crate) static CLOSING_KEYS: LazyLock<HashSet<String>> =
    LazyLock::new(|| CLOSINGS.iter().map(|words| key(words)).collect());
/// Openings of the lines of mail apps, folded.
pub(crate) static FOOTERS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(folded(FOOTER_STARTS)));
/// Those that need a device or an app, folded.
pub(crate) static OWN_FOOTERS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(folded(OWN_STARTS)));
/// Openings of disclaimers, folded.
pub(crate) static DISCLAIMERS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(folded(DISCLAIMER_STARTS)));
/// Openings of banners, folded.
pub(crate) static BANNERS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(folded(BANNER_STARTS)));
/// What disclaimers speak of, folded.
pub(crate) static DISCLAIMED: LazyLock<Vec<String>> = LazyLock::new(|| folded(SECRECY));
/// What banners speak of, folded.
pub(crate) static WARNED_OF: LazyLock<Vec<String>> = LazyLock::new(|| folded(DANGERS));

/// Mailboxes that are nobody's own.
pub(crate) const GENERIC: &[&str] = &[
    "info",
    "contact",
    "hello",
    "office",
    "mail",
    "support",
    "help",
    "sales",
    "admin",
    "reception",
    "kontakt",
    "hola",
    "enquiries",
    "team",
    "service",
    "onboarding",
    "setup",
    "helpdesk",
    "privacy",
    "datenschutz",
    "noreply",
    "no-reply",
    "accounts",
    "invoices",
    "billing",
    "orders",
    "dispatch",
    "purchasing",
    "marketing",
    "careers",
    "legal",
    "customersolutions",
];
