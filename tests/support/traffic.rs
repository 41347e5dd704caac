//! Two thousand mails such as a mailbox gets them, the same in each run, and what has to become of each.

/// What a mail is, and so what has to become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A submission whose people are sent their link at once.
    Now,
    /// A submission whose people are held for a day far off.
    Hold,
    /// An automatic mail: ignored.
    Automatic,
    /// A submission of somebody we do not know: quarantined.
    Stranger,
    /// Nothing to do with us: ignored.
    Unrelated,
}

/// How a copy differs from its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copy {
    /// Another way through the mail servers: a mail of its own, which becomes a duplicate.
    AnotherWay,
    /// Not at all: one more row in the ledger, for a mail that is known.
    SameBytes,
}

/// A mail and what it is.
pub(crate) struct Mail {
    pub(crate) kind: Kind,
    /// Set on copies; the original comes somewhere before.
    pub(crate) copy: Option<Copy>,
    /// Without angle brackets. Copies share it.
    pub(crate) message_id: String,
    /// The addresses of the people in it.
    pub(crate) people: Vec<String>,
    pub(crate) bytes: Vec<u8>,
}

/// Random numbers that are the same on every machine and in every version (`SplitMix64`).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

const FIRST: [&str; 8] = ["Kim", "Lee", "Sam", "Alex", "Robin", "Jo", "Toni", "Chris"];
const LAST: [&str; 8] = ["Ash", "Birch", "Cedar", "Elm", "Hazel", "Linden", "Maple", "Rowan"];

/// `count` mails, the copies among them. Those who are held wait until `hold_until`, such as `4 October 2027`.
pub(crate) fn mails(count: usize, chance: &mut Chance, hold_until: &str) -> Vec<Mail> {
    let mut mails: Vec<Mail> = Vec::with_capacity(count);
    let mut copied = std::collections::BTreeSet::new();
    while mails.len() < count {
        let number = mails.len() + 1;
        let kind = match chance.below(100) {
            0..60 => Kind::Now,
            60..70 => Kind::Hold,
            70..80 => Kind::Automatic,
            80..90 => Kind::Stranger,
            90..95 => Kind::Unrelated,
            way => {
                let of = usize::try_from(chance.below(number as u64)).unwrap();
                // Each mail is copied once at most, so that what a copy is does not depend on their order.
                if let Some(original) = mails.get(of).filter(|mail| mail.copy.is_none())
                    && copied.insert(of)
                {
                    let way = if way < 99 { Copy::AnotherWay } else { Copy::SameBytes };
                    mails.push(copy_of(original, way));
                }
                continue;
            }
        };
        mails.push(mail(kind, number, chance, hold_until));
    }
    mails
}

fn copy_of(original: &Mail, way: Copy) -> Mail {
    let received =
        "Received: from mx2.vendor.example by mail.vendor.example with ESMTPS; Mon, 1 Mar 2027 09:00:00 +0000\r\n";
    let head = match way {
        Copy::AnotherWay => received,
        Copy::SameBytes => "",
    };
    Mail {
        kind: original.kind,
        copy: Some(way),
        message_id: original.message_id.clone(),
        people: original.people.clone(),
        bytes: [head.as_bytes(), &original.bytes].concat(),
    }
}

fn mail(kind: Kind, number: usize, chance: &mut Chance, hold_until: &str) -> Mail {
    let people = match kind {
        Kind::Now | Kind::Hold | Kind::Stranger => people(number, chance),
        Kind::Automatic | Kind::Unrelated => Vec::new(),
    };
    let from = match kind {
        Kind::Stranger => "Eve Wood <eve@elsewhere.example>",
        Kind::Now | Kind::Hold | Kind::Automatic | Kind::Unrelated => "Pat Field <pat@vendor.example>",
    };
    let (subject, body) = match kind {
        Kind::Now | Kind::Stranger => (
            "New users",
            format!("Please activate right away:\r\n\r\n{}", list(&people, chance)),
        ),
        Kind::Hold => (
            "New users, not yet",
            format!("Please hold these until {hold_until}:\r\n\r\n{}", list(&people, chance)),
        ),
        Kind::Automatic => (
            "Automatic reply: New users",
            "I am out of the office until Monday.\r\n".into(),
        ),
        Kind::Unrelated => ("Lunch", "There is soup in the canteen. See you there.\r\n".into()),
    };
    let automatic = if kind == Kind::Automatic {
        "Auto-Submitted: auto-replied\r\n"
    } else {
        ""
    };
    let message_id = format!("{number}@vendor.example");
    let text = format!(
        "From: {from}\r\nTo: cs@vendor.example\r\nSubject: {subject} ({number})\r\nDate: Mon, 1 Mar 2027 09:00:00 +0000\r\n\
         Message-ID: <{message_id}>\r\n{automatic}\r\n{body}"
    );
    Mail {
        kind,
        copy: None,
        message_id,
        people: people.into_iter().map(|(_, address)| address).collect(),
        bytes: text.into_bytes(),
    }
}

/// One or two people, name and address.
fn people(number: usize, chance: &mut Chance) -> Vec<(String, String)> {
    let mut person = |place: u64| {
        let first = FIRST[usize::try_from(chance.below(4) + 4 * place).unwrap()];
        let last = LAST[usize::try_from(chance.below(8)).unwrap()];
        let address = format!("{first}.{last}.{number}@client{}.example", number % 37).to_lowercase();
        (format!("{first} {last}"), address)
    };
    let mut people = vec![person(0)];
    if number.is_multiple_of(2) {
        people.push(person(1));
    }
    people
}

/// The people as labelled lines or as a table.
fn list(people: &[(String, String)], chance: &mut Chance) -> String {
    let level = chance.below(4) + 1;
    if chance.below(2) == 0 {
        let blocks = people.iter().map(|(name, address)| {
            format!("Name: {name}\r\nEmail: {address}\r\nLevel: {level}\r\nRoles: none\r\n\r\n")
        });
        return blocks.collect();
    }
    let rows = people
        .iter()
        .map(|(name, address)| format!("{name} | {address} | {level} | none\r\n"));
    format!("Name | Email | Level | Roles\r\n{}", rows.collect::<String>())
}
