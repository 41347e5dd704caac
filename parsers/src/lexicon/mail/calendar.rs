//! Months, weekdays and hours as mail clients write them in header lines, in many languages.
//!
//! Only for dates of header blocks and attribution lines. Dates in prose have their own, smaller list in
//! `lexicon::calendar`: here "mar", "set" and "lip" may be months, because a line says that it is a date.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{fold, key};

/// Names and short forms by month, seen in Gmail, Outlook, Apple Mail, Thunderbird and Yahoo.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "janner", "janvier", "janv", "enero", "ene", "janeiro", "januari", "gennaio", "gen",
        "styczeń", "stycznia", "sty", "leden", "ledna", "led", "január", "januára", "januárja", "siječanj", "siječnja",
        "sij", "január", "ianuarie", "ian", "tammikuu", "tammikuuta", "tammik", "tammi", "jaanuar", "jaan", "janvāris",
        "janvārī", "sausis", "sausio", "saus", "января", "январь", "янв", "січня", "січень", "січ", "януари", "яну",
        "јануар", "јан", "ocak", "oca", "ιανουαρίου", "ιανουάριος", "ιαν", "ינואר", "ינו", "يناير", "januari",
        "มกราคม", "ม.ค", "gener", "gen", "janúar", "ژانویه", "urtarrila", "urt", "xaneiro", "xan",
    ],
    &[
        "february", "feb", "febr", "februar", "fevrier", "fevr", "fev", "febrero", "fevereiro", "februari", "febbraio",
        "luty", "lutego", "lut", "únor", "února", "úno", "február", "februára", "februarja", "veljača", "veljače",
        "velj", "vel", "februarie", "helmikuu", "helmikuuta", "helmik", "helmi", "veebruar", "veebr", "februāris",
        "februārī", "vasaris", "vasario", "vas", "февраля", "февраль", "февр", "фев", "лютого", "лютий", "лют",
        "февруари", "фебруар", "феб", "şubat", "şub", "φεβρουαρίου", "φεβρουάριος", "φεβ", "פברואר", "פבר", "فبراير",
        "pebruari", "peb", "กุมภาพันธ์", "ก.พ", "febrer", "febr", "febrúar", "فوریه", "otsaila", "ots", "febreiro",
    ],
    &[
        "march", "mar", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt", "marzec", "marca", "březen",
        "března", "bře", "marec", "marca", "ožujak", "ožujka", "ožu", "martie", "maaliskuu", "maaliskuuta", "maalisk",
        "maalis", "märts", "marts", "martā", "kovas", "kovo", "kov", "марта", "март", "мар", "березня", "березень",
        "бер", "mart", "μαρτίου", "μάρτιος", "μαρ", "μάρ", "מרץ", "מרס", "مارس", "maret", "มีนาคม", "มี.ค", "març",
        "március", "márc", "مارس", "martxoa", "mac",
    ],
    &[
        "april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwiecień", "kwietnia", "kwi", "duben", "dubna",
        "dub", "apríl", "apríla", "travanj", "travnja", "tra", "tra", "aprilie", "huhtikuu", "huhtikuuta", "huhtik",
        "huhti", "aprill", "aprīlis", "aprīlī", "balandis", "balandžio", "bal", "апреля", "апрель", "апр", "квітня",
        "квітень", "квіт", "април", "nisan", "nis", "απριλίου", "απρίλιος", "απρ", "אפריל", "אפר", "أبريل", "ابريل",
        "เมษายน", "เม.ย", "április", "ápr", "آوریل", "apirila",
    ],
    &[
        "may", "mai", "mayo", "maio", "mei", "maggio", "mag", "maj", "maja", "květen", "května", "kvě", "máj", "mája",
        "svibanj", "svibnja", "svi", "toukokuu", "toukokuuta", "toukok", "touko", "maijs", "maijā", "gegužė",
        "gegužės", "geg", "мая", "май", "травня", "травень", "трав", "мај", "mayıs", "may", "μαΐου", "μάιος", "μαϊ",
        "μαΐ", "מאי", "مايو", "พฤษภาคม", "พ.ค", "maig", "május", "máj", "maí", "مه", "maiatza",
    ],
    &[
        "june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu", "czerwiec", "czerwca", "cze", "červen",
        "června", "čvn", "čer", "jún", "júna", "junij", "junija", "lipanj", "lipnja", "iunie", "iun", "kesäkuu",
        "kesäkuuta", "kesäk", "kesä", "juuni", "jūnijs", "jūnijā", "jūn", "birželis", "birželio", "birž", "июня",
        "июнь", "июн", "червня", "червень", "черв", "юни", "јун", "haziran", "haz", "ιουνίου", "ιούνιος", "ιουν",
        "ιούν", "יוני", "يونيو", "มิถุนายน", "มิ.ย", "juny", "június", "júní", "ژوئن", "ekaina",
    ],
    &[
        "july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug", "lipiec", "lipca", "červenec",
        "července", "čvc", "júl", "júla", "julij", "julija", "srpanj", "srpnja", "iulie", "iul", "heinäkuu",
        "heinäkuuta", "heinäk", "heinä", "juuli", "jūlijs", "jūlijā", "jūl", "liepa", "liepos", "liep", "июля", "июль",
        "июл", "липня", "липень", "лип", "юли", "јул", "temmuz", "tem", "ιουλίου", "ιούλιος", "ιουλ", "ιούλ", "יולי",
        "يوليو", "กรกฎาคม", "ก.ค", "juliol", "július", "júlí", "ژوئیه", "uztaila",
    ],
    &[
        "august", "aug", "aout", "agosto", "augustus", "ago", "sierpień", "sierpnia", "sie", "srpen", "srpna", "srp",
        "augusta", "avgust", "avgusta", "avg", "kolovoz", "kolovoza", "kol", "elokuu", "elokuuta", "elok", "elo",
        "augusts", "augustā", "rugpjūtis", "rugpjūčio", "rugp", "августа", "август", "авг", "серпня", "серпень",
        "серп", "ağustos", "ağu", "αυγούστου", "αύγουστος", "αυγ", "αύγ", "אוגוסט", "אוג", "أغسطس", "agustus", "agu",
        "สิงหาคม", "ส.ค", "agost", "augusztus", "ágúst", "اوت", "abuztua", "ogos",
    ],
    &[
        "september", "sept", "sep", "septembre", "septiembre", "setembro", "settembre", "set", "wrzesień", "września",
        "wrz", "září", "zář", "septembra", "rujan", "rujna", "ruj", "septembrie", "syyskuu", "syyskuuta", "syysk",
        "syys", "septembris", "septembrī", "rugsėjis", "rugsėjo", "rugs", "сентября", "сентябрь", "сент", "сен",
        "вересня", "вересень", "вер", "септември", "септ", "септембар", "сеп", "eylül", "eyl", "σεπτεμβρίου",
        "σεπτέμβριος", "σεπ", "σεπτ", "ספטמבר", "ספט", "سبتمبر", "กันยายน", "ก.ย", "setembre", "szeptember", "szept",
        "سپتامبر", "iraila",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott", "październik",
        "października", "paź", "říjen", "října", "říj", "október", "októbra", "oktobra", "octombrie", "lokakuu",
        "lokakuuta", "lokak", "loka", "oktoober", "oktobris", "oktobrī", "spalis", "spalio", "spal", "октября",
        "октябрь", "окт", "жовтня", "жовтень", "жовт", "октомври", "октобар", "ekim", "eki", "οκτωβρίου", "οκτώβριος",
        "οκτ", "אוקטובר", "אוק", "أكتوبر", "ตุลาคม", "ต.ค", "octubre", "október", "اکتبر", "urria",
    ],
    &[
        "november", "nov", "novembre", "noviembre", "novembro", "listopad", "listopada", "listopadu", "lis", "novembra",
        "noiembrie", "noi", "marraskuu", "marraskuuta", "marrask", "marras", "novembris", "novembrī", "lapkritis",
        "lapkričio", "lapkr", "ноября", "ноябрь", "нояб", "ноя", "листопада", "листопад", "лист", "ноември", "ноем",
        "новембар", "нов", "kasım", "kas", "νοεμβρίου", "νοέμβριος", "νοε", "νοέ", "נובמבר", "נוב", "نوفمبر", "nopember",
        "nop", "พฤศจิกายน", "พ.ย", "novembre", "nóvember", "نوامبر", "azaroa",
    ],
    &[
        "december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dezembro", "dicembre", "grudzień",
        "grudnia", "gru", "prosinec", "prosince", "pro", "decembra", "prosinac", "prosinca", "decembrie", "joulukuu",
        "joulukuuta", "jouluk", "joulu", "detsember", "dets", "decembris", "decembrī", "gruodis", "gruodžio", "gruod",
        "декабря", "декабрь", "дек", "грудня", "грудень", "груд", "декември", "децембар", "дец", "aralık", "ara",
        "δεκεμβρίου", "δεκέμβριος", "δεκ", "דצמבר", "דצמ", "ديسمبر", "desember", "des", "ธันวาคม", "ธ.ค", "desembre",
        "december", "desember", "دسامبر", "abendua", "decembro", "dis",
    ],
];

/// Months that Croatian names otherwise than its neighbours: written with a dot behind the day, these are its months.
const CROATIAN: [(&str, i8); 5] = [("listopad", 10), ("listopada", 10), ("lis", 10), ("lip", 6), ("srp", 7)];

/// Names and short forms by weekday, Monday first. Short forms of up to three letters need not be known.
#[rustfmt::skip]
const WEEKDAYS: [&[&str]; 7] = [
    &[
        "monday", "mon", "montag", "mo", "lundi", "lun", "lunes", "segunda", "segunda feira", "maandag", "lunedi",
        "poniedziałek", "pondělí", "pondelok", "ponedjeljak", "ponedeljek", "luni", "maanantai", "maanantaina",
        "esmaspäev", "pirmdiena", "pirmadienis", "понедельник", "понеділок", "понеделник", "pazartesi", "δευτέρα",
        "שני", "الاثنين", "الإثنين", "senin", "จันทร์", "mandag", "måndag", "dilluns", "hétfő", "月曜日", "星期一", "월요일",
    ],
    &[
        "tuesday", "tue", "tues", "dienstag", "di", "mardi", "martes", "terça", "terça feira", "dinsdag", "martedi",
        "wtorek", "úterý", "utorok", "utorak", "torek", "marți", "tiistai", "tiistaina", "teisipäev", "otrdiena",
        "antradienis", "вторник", "вівторок", "salı", "τρίτη", "שלישי", "الثلاثاء", "selasa", "อังคาร", "tirsdag",
        "tisdag", "dimarts", "kedd", "火曜日", "星期二", "화요일",
    ],
    &[
        "wednesday", "wed", "mittwoch", "mi", "mercredi", "miércoles", "quarta", "quarta feira", "woensdag",
        "mercoledi", "środa", "středa", "streda", "srijeda", "sreda", "miercuri", "keskiviikko", "keskiviikkona",
        "kolmapäev", "trešdiena", "trečiadienis", "среда", "середа", "сряда", "çarşamba", "τετάρτη", "רביעי",
        "الأربعاء", "rabu", "พุธ", "onsdag", "dimecres", "szerda", "水曜日", "星期三", "수요일",
    ],
    &[
        "thursday", "thu", "thur", "thurs", "donnerstag", "do", "jeudi", "jueves", "quinta", "quinta feira",
        "donderdag", "giovedi", "czwartek", "čtvrtek", "štvrtok", "četvrtak", "četrtek", "joi", "torstai", "torstaina",
        "neljapäev", "ceturtdiena", "ketvirtadienis", "четверг", "четвер", "четвъртък", "perşembe", "πέμπτη", "חמישי",
        "الخميس", "kamis", "พฤหัสบดี", "torsdag", "dijous", "csütörtök", "木曜日", "星期四", "목요일",
    ],
    &[
        "friday", "fri", "freitag", "fr", "vendredi", "viernes", "sexta", "sexta feira", "vrijdag", "venerdi", "piątek",
        "pátek", "piatok", "petak", "petek", "vineri", "perjantai", "perjantaina", "reede", "piektdiena",
        "penktadienis", "пятница", "п'ятниця", "петък", "cuma", "παρασκευή", "שישי", "الجمعة", "jumat", "ศุกร์", "fredag",
        "divendres", "péntek", "金曜日", "星期五", "금요일",
    ],
    &[
        "saturday", "sat", "samstag", "sonnabend", "samedi", "sábado", "zaterdag", "sabato", "sobota", "subota",
        "sâmbătă", "lauantai", "lauantaina", "laupäev", "sestdiena", "šeštadienis", "суббота", "субота", "събота",
        "cumartesi", "σάββατο", "שבת", "السبت", "sabtu", "เสาร์", "lørdag", "lördag", "dissabte", "szombat", "土曜日",
        "星期六", "토요일",
    ],
    &[
        "sunday", "sun", "sonntag", "so", "dimanche", "domingo", "zondag", "domenica", "niedziela", "neděle", "nedeľa",
        "nedjelja", "nedelja", "duminică", "sunnuntai", "sunnuntaina", "pühapäev", "svētdiena", "sekmadienis",
        "воскресенье", "неділя", "неделя", "pazar", "κυριακή", "ראשון", "الأحد", "minggu", "อาทิตย์", "søndag", "söndag",
        "diumenge", "vasárnap", "日曜日", "星期日", "일요일",
    ],
];

/// The words for the second half of the day, folded without punctuation; the others below are the first half.
#[rustfmt::skip]
const AFTERNOON: &[&str] = &[
    "pm", "午後", "下午", "오후", "μμ", "ös", "ch", "م", "em", "popoldne", "mu", "晚上", "بعدازظهر", "ptg",
];
/// The words for the first half of the day.
#[rustfmt::skip]
const MORNING: &[&str] = &[
    "am", "午前", "上午", "오전", "πμ", "öö", "sa", "ص", "fm", "dopoldne", "pg", "凌晨", "早上", "قبلازظهر",
];

/// Zones with one meaning in mail: those of RFC 5322 and the European ones.
#[rustfmt::skip]
const ZONES: &[(&str, &str)] = &[
    ("gmt", "+00:00"), ("utc", "+00:00"), ("wet", "+00:00"), ("west", "+01:00"), ("cet", "+01:00"), ("cest", "+02:00"),
    ("mez", "+01:00"), ("mesz", "+02:00"), ("eet", "+02:00"), ("eest", "+03:00"), ("msk", "+03:00"), ("est", "-05:00"),
    ("edt", "-04:00"), ("cst", "-06:00"), ("cdt", "-05:00"), ("mst", "-07:00"), ("mdt", "-06:00"), ("pst", "-08:00"),
    ("pdt", "-07:00"), ("jst", "+09:00"), ("kst", "+09:00"), ("aest", "+10:00"), ("aedt", "+11:00"),
];

static MONTH_TABLE: LazyLock<HashMap<String, i8>> = LazyLock::new(|| table(&MONTHS));
static WEEKDAY_TABLE: LazyLock<HashMap<String, i8>> = LazyLock::new(|| table(&WEEKDAYS));

fn table(lists: &[&[&str]]) -> HashMap<String, i8> {
    let numbered = (1_i8..).zip(lists);
    numbered
        .flat_map(|(number, words)| words.iter().map(move |word| (fold(word), number)))
        .collect()
}

/// The month that a word names, 1 to 12; `dotted` tells whether a dot stood behind the day before it.
pub(crate) fn month(word: &str, dotted: bool) -> Option<i8> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let folded = fold(word);
    let croatian = CROATIAN.iter().find(|(name, _)| dotted && *name == folded);
    // "ב" is written together with the month.
    croatian.map(|(_, number)| *number).or_else(|| {
        let bare = folded.strip_prefix('ב').unwrap_or(&folded);
        MONTH_TABLE.get(&folded).or_else(|| MONTH_TABLE.get(bare)).copied()
    })
}

/// The weekday that a word names, Monday is 1.
pub(crate) fn weekday(word: &str) -> Option<i8> {
    WEEKDAY_TABLE.get(&key(word)).copied()
}

/// The offset that a zone's name stands for.
pub(crate) fn zone(word: &str) -> Option<&'static str> {
    let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    ZONES
        .iter()
        .find(|(name, _)| *name == folded)
        .map(|(_, offset)| *offset)
}

static HALVES: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    let bare = |word: &&str| letters(word);
    let (morning, afternoon) = (MORNING.iter().map(bare), AFTERNOON.iter().map(bare));
    morning
        .map(|word| (word, false))
        .chain(afternoon.map(|word| (word, true)))
        .collect()
});

fn letters(word: &str) -> String {
    fold(word).chars().filter(|c| c.is_alphabetic()).collect()
}

/// Whether a word such as "PM" says the second half of the day; none when it says neither.
pub(crate) fn half_of_day(word: &str) -> Option<bool> {
    HALVES.get(&letters(word)).copied()
}
