//! Words of mail clients: header lines of forwarded mail here, what stands between and around mails in the modules below.

pub(crate) mod calendar;
pub(crate) mod endings;
pub(crate) mod lines;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{fold, key};

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
            "送信者", "発信者", "보낸사람", "발신", "odosielateľ", "σταλθηκε απο", "відправник", "expeditor", "kellelt",
            "sūtītājs", "no", "nuo", "siuntėjas", "từ", "người gửi", "จาก", "ผู้ส่ง", "daripada", "од", "подател",
            "frá", "از", "प्रेषक", "remitent", "odesílatel", "från", "lähettäjä", "expéditeur", "gönderen", "發件人",
            "发自", "보낸이", "שולח", "المرسل", "šalje",
        ],
    ),
    (
        Header::To,
        &[
            "to", "an", "a", "para", "aan", "til", "till", "do", "destinataire", "empfanger", "destinatario",
            "vastaanottaja", "кому", "до", "kime", "alici", "ontvanger", "cimzett", "catre", "收件者", "收件人", "宛先",
            "받는 사람", "komu", "pro", "mottagare", "modtager", "per", "προς", "אל", "إلى", "kepada", "prejemnik", "za",
            "destinatari", "adresat", "destinatarul", "primatelj", "adresati", "à", "prima", "pre",
            "받는사람", "받는 이", "수신", "pour", "destinatar", "címzett", "kellele", "saaja", "adressaat", "kam", "adresāts",
            "skirta", "gavėjas", "alıcı", "kome", "đến", "tới", "người nhận", "ถึง", "ผู้รับ", "ke", "untuk", "per a",
            "به", "प्रति", "נמען", "ל", "către", "mottaker", "收件方", "受信者", "送信先", "المستلم", "destinatário",
            "destinataires", "empfänger",
        ],
    ),
    (
        Header::Cc,
        &[
            "cc", "kopie", "copie", "copia", "kopia", "kopi", "копия", "копія", "bilgi", "masolatot kap", "副本", "抄送",
            "참조", "kopija", "cc copie", "con copia", "kopie an", "copie a", "bcc", "c c", "κοινοποιηση", "עותק",
            "نسخة", "dw",
            "másolat", "kp", "v vednost", "másolatot kap", "kopio", "kópia", "koopia", "copie à", "kopie cc", "κοιν", "κοινοποίηση",
            "抄送人", "참조인", "העתק", "نسخة إلى", "sao y", "đồng gửi", "สำเนา", "สำเนาถึง", "tembusan", "do wiadomości",
            "con copia para", "cópia", "kopi til", "còpia", "a c", "копие", "kopie für", "cci",
            "副本抄送", "в копии",
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
            "日時", "发送日期", "傳送日期", "發送時間", "傳送時間", "寄件時間", "보낸시간", "보낸 시간", "일시", "gönderilen", "gönderilme tarihi",
            "στάλθηκε", "εστάλη", "ημερομηνία", "відправлено", "küldve", "dátum", "dată", "data trimiterii",
            "odoslané", "odesláno", "datum odeslání", "nosūtīts", "išsiųsta", "išsiųstas", "wysłano", "wysłany",
            "data wysłania", "envoyé", "date d'envoi", "enviada", "enviado às", "fecha de envío", "נשלח",
            "נשלח בתאריך", "تاريخ الإرسال", "تم الإرسال", "الإرسال", "أرسل", "ngày", "ngày gửi", "đã gửi", "gửi",
            "thời gian", "วันที่", "ส่ง", "ส่งเมื่อ", "terkirim", "waktu", "изпратено", "enviat", "enviat el", "poslato", "data d'enviament",
            "dagsetning", "kuupäev", "lähetetty", "päivämäärä", "päiväys", "poslan", "послато", "datum og tid",
            "sendt dato", "verzonden op", "verstuurd", "data e ora", "date sent", "sent at", "sent on",
            "date and time", "تاريخ",
        ],
    ),
    (
        Header::Subject,
        &[
            "subject", "betreff", "objet", "asunto", "assunto", "onderwerp", "oggetto", "emne", "amne", "aihe",
            "тема", "konu", "targy", "subiect", "主旨", "主题", "件名", "제목", "predmet", "temat", "predmet spravy", "re",
            "θεμα", "נושא", "الموضوع", "subjek", "teema", "naslov", "subiectul", "tema", "zadeva", "sujet", "perihal", "oggetto messaggio", "主題",
            "标题", "標題", "tárgy", "tēma", "temats", "chủ đề", "tiêu đề", "เรื่อง", "หัวเรื่อง", "ชื่อเรื่อง",
            "subjekt", "относно", "предмет", "assumpte", "efni", "موضوع", "विषय", "ämne", "předmět", "θέμα",
            "subject line", "ogg",
        ],
    ),
    (
        Header::ReplyTo,
        &[
            "reply to", "antwort an", "repondre a", "responder a", "beantwoorden", "antwoord aan", "rispondi a",
            "odpovedet",
            "risposta", "reply", "répondre à", "svar til", "svara till", "svar till", "vastausosoite", "odpowiedź do",
            "odpovědět", "odpovedať", "ответить", "відповісти", "yanıtla", "yanıt adresi", "返信先", "回复", "回覆", "답장",
            "responder para", "respon a", "răspuns", "válaszcím", "odgovor na", "απάντηση",
        ],
    ),
    (
        Header::Other,
        &[
            "importance", "priority", "attachments", "organisation", "organization", "wichtigkeit", "prioritat",
            "importancia", "belang", "anlagen", "anhange", "pieces jointes", "categories", "sensitivity", "bijlagen",
            "allegati", "when", "where", "mailed by", "signed by", "list id", "message id", "resent from", "sender",
            "priorite", "priorita", "importance haute",
            "attachment", "anlage", "anhang", "bilagor", "bilaga", "vedlegg", "vedhæftede filer", "vedhæftet",
            "liitteet", "liite", "załączniki", "přílohy", "prílohy", "вложения", "прикрепленные файлы", "додатки",
            "csatolmányok", "mellékletek", "添付ファイル", "附件", "첨부", "첨부 파일", "ekler", "anexos", "adjuntos",
            "datos adjuntos", "archivos adjuntos", "pièces jointes", "pj", "prioridad", "prioridade", "importanza",
            "importância", "belangrijkheid", "urgentie", "znaczenie", "ważność", "důležitost", "dôležitosť",
            "betydelse", "viktighet", "tärkeys", "важность", "重要度", "重要性", "önem", "συνημμένα", "atașamente",
            "prilozi", "priloge", "manused", "pielikumi", "priedai", "followup flag", "flag status", "flag",
            "kennzeichnung", "vertraulichkeit", "sensitivité", "encrypted by", "security", "x mailer", "envoyé par",
            "gesendet von", "sent by", "on behalf of", "bilgilendirme",
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
    if label.len() > 80 {
        return None;
    }
    TABLE.get(&key(label)).copied()
}

/// How the subject of a forwarded mail begins, folded.
#[rustfmt::skip]
pub(crate) const FORWARD_SUBJECTS: &[&str] = &[
    "fw", "fwd", "wg", "tr:", "tr :", "enc:", "rv:", "i:", "doorst", "vs:", "vb:", "vl:", "pd:", "ilt:", "tov", "пересл",
    "转发", "轉寄", "轉發", "전달", "転送", "προωθ", "redir", "prosl", "διαβ", "הועבר", "إعادة توجيه", "chuyển tiếp:", "reencaminhado",
];

/// How the subject of a reply begins, folded.
#[rustfmt::skip]
pub(crate) const REPLY_SUBJECTS: &[&str] = &[
    "re:", "re :", "re[", "aw:", "antw:", "antwort:", "sv:", "r:", "rif:", "res:", "rép", "odp:", "ynt:", "回复", "回覆",
    "答复", "答覆", "返信", "회신", "отв:", "ответ:", "відп", "vá:", "atb:", "απ:", "ats:", "rsp:", "hồi", "bls:", "رد:", "השב", "re：",
];

/// Whether a subject says that its mail is a reply.
pub(crate) fn is_reply_subject(subject: &str) -> bool {
    let folded = fold(subject.trim());
    REPLY_SUBJECTS.iter().any(|start| folded.starts_with(&fold(start)))
}

/// Whether a subject says that its mail is a forward.
pub(crate) fn is_forward_subject(subject: &str) -> bool {
    let folded = fold(subject.trim());
    FORWARD_SUBJECTS.iter().any(|start| folded.starts_with(&fold(start)))
}

/// Between who sent a mail and whose mail it is, folded.
#[rustfmt::skip]
pub(crate) const BEHALF: &[&str] = &[
    " on behalf of ", " im auftrag von ", " au nom de ", " en nombre de ", " namens ", " em nome de ", " per conto di ",
    " pa vegne af ", " pa vegne av ", " w imieniu ",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_names_one_header() {
        let mut known: HashMap<String, Header> = HashMap::new();
        for (header, labels) in HEADERS {
            for label in *labels {
                let before = known.insert(key(label), *header);
                assert!(
                    before.is_none_or(|before| before == *header),
                    "{label}: {before:?} and {header:?}"
                );
                assert!(!key(label).is_empty(), "{label}");
            }
        }
    }
}
