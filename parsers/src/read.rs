//! The readers: each makes entries or statements out of one voice, and weighs nothing.
//!
//! First everybody who is named is collected (`people`), so that statements in running text can be tied to them
//! (`clauses`). Go-live dates and clients concern the whole message.

pub(crate) mod activation;
pub(crate) mod answered;
pub(crate) mod boxes;
pub(crate) mod bystander;
pub(crate) mod device;
pub(crate) mod folded;
pub(crate) mod footnotes;
pub(crate) mod go_live;
pub(crate) mod heading;
pub(crate) mod inline;
pub(crate) mod introduce;
pub(crate) mod labelled;
pub(crate) mod legend;
pub(crate) mod level;
pub(crate) mod mentions;
pub(crate) mod naming;
pub(crate) mod people;
pub(crate) mod pieces;
pub(crate) mod places;
pub(crate) mod readdressed;
pub(crate) mod record;
pub(crate) mod remarks;
pub(crate) mod renamed;
pub(crate) mod roles;
pub(crate) mod roster;
pub(crate) mod segments;
pub(crate) mod sentences;
pub(crate) mod slots;
mod smalltalk;
pub(crate) mod speech;
pub(crate) mod spelled;
pub(crate) mod subject;
pub(crate) mod table;
pub(crate) mod unaddressed;
pub(crate) mod values;
pub(crate) mod whom;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::dates::Reading;
use crate::document::Document;
use crate::evidence::Evidenced;
use crate::extraction::Mailbox;
use crate::lexicon::labels::Slot;
use crate::lexicon::listed::Listed;
use crate::lexicon::organisations;
use crate::names;
use crate::profile::Profile;
use crate::read::heading::{Heading, Section};
use crate::read::legend::Legend;
use crate::statement::{Claim, EmailReading, Entry, Global, Rank};
use crate::text::{Flow, squeeze};

/// What a reader needs to know about the voice it reads.
pub(crate) struct Context<'c> {
    pub(crate) profile: &'c Profile,
    pub(crate) doc: &'c Document,
    pub(crate) voice: usize,
    pub(crate) author: &'c Mailbox,
    pub(crate) reading: Reading,
    /// Mail domains of the message, as witnesses for names of organisations.
    pub(crate) domains: &'c [String],
    /// Whether somebody newer asks for the people of this text to be set up.
    pub(crate) asked_for: bool,
    /// What the marks in its lists mean, where the text explains them.
    pub(crate) legend: &'c Legend,
}

impl Context<'_> {
    /// A name with its place; typographic apostrophes stay as they were written.
    pub(crate) fn named(&self, name: String, flow: &Flow, range: std::ops::Range<usize>) -> Evidenced<String> {
        let evidence = self.doc.evidence(flow.source(range));
        let name = match evidence
            .text
            .chars()
            .find(|c| matches!(c, '\u{2019}' | '\u{2bc}' | '\u{b4}' | '\u{2018}'))
        {
            Some(written) if !evidence.text.contains('\'') => name.replace('\'', &written.to_string()),
            Some(_) | None => name,
        };
        Evidenced::read_at(name, evidence)
    }
}

/// A form while it is filled in, by labelled lines, table cells or lines about one person.
pub(crate) struct Form {
    voice: usize,
    pub(crate) entries: Vec<Entry>,
    pub(crate) globals: Vec<Global>,
    pub(crate) heading: Heading,
    /// What forms say before or beside everybody: "Ship-to for all".
    pub(crate) team: Vec<crate::statement::Said>,
    current: Option<Entry>,
    filled: HashSet<Slot>,
    /// How many labelled values describe the current person.
    labelled: usize,
    /// The words over the people below: "Dayton", "Warehouse".
    pub(crate) section: Option<Section>,
}

impl Form {
    pub(crate) fn new(voice: usize) -> Self {
        Self {
            voice,
            entries: Vec::new(),
            globals: Vec::new(),
            heading: Heading::default(),
            team: Vec::new(),
            current: None,
            filled: HashSet::new(),
            labelled: 0,
            section: None,
        }
    }

    /// An entry of this voice with nothing in it.
    pub(crate) fn blank(&self) -> Entry {
        Entry {
            voice: self.voice,
            asked: true,
            ..Entry::default()
        }
    }

    /// Whether somebody is being described.
    pub(crate) fn is_open(&self) -> bool {
        self.current.is_some()
    }

    /// "Rep: Cody Lundgren": the label says what the person is.
    pub(crate) fn named_as(&mut self, context: &Context<'_>, label: &str, value: &Flow) {
        if context.profile.has_levels() {
            return;
        }
        if let (Some(entry), Some(name)) = (&mut self.current, roles::known(label, context.profile)) {
            let role = crate::statement::RoleReading { name, known: true };
            let evidence = context.doc.evidence(value.whole());
            entry.say(Claim::Roles(vec![role]), Rank::Everybody, evidence);
        }
    }

    /// Says something of the person being described.
    pub(crate) fn say(&mut self, claim: Claim, evidence: crate::evidence::Evidence) {
        if let Some(entry) = &mut self.current {
            entry.say(claim, Rank::Column, evidence);
        }
    }

    /// Puts a labelled value where it belongs; says whether it was of use.
    pub(crate) fn put(&mut self, context: &Context<'_>, slot: Slot, value: &Flow) -> bool {
        match slot {
            Slot::GoLive => {
                self.globals.extend(go_live::in_slot(context, value));
                return true;
            }
            Slot::Client => {
                let name = squeeze(&value.text);
                if !name.is_empty() && !slots::is_prompt(&name) && name.len() < 120 && !name.contains('@') {
                    self.globals.push(Global::Client(Evidenced::read_at(
                        name,
                        context.doc.evidence(value.whole()),
                    )));
                }
                return true;
            }
            Slot::Name | Slot::First | Slot::Last | Slot::Email if self.filled.contains(&slot) => self.close(),
            Slot::Distributorship | Slot::AccountHolder | Slot::SeesAllCases if self.current.is_none() => {
                return self.put_team(context, slot, value);
            }
            Slot::Requester => {
                self.close();
                return true;
            }
            Slot::Activate | Slot::Held | Slot::HoldUntil if self.current.is_none() => return false,
            // "Activation: now for everybody" below the last of them.
            Slot::Activate if activation::is_of_all(&value.text) => return false,
            Slot::Other if self.current.is_none() => return false,
            Slot::Name
            | Slot::First
            | Slot::Last
            | Slot::Email
            | Slot::Level
            | Slot::Roles
            | Slot::Activate
            | Slot::Held
            | Slot::HoldUntil
            | Slot::Distributorship
            | Slot::AccountHolder
            | Slot::SeesAllCases
            | Slot::Facilities
            | Slot::Physicians
            | Slot::ShipTo
            | Slot::CustodianOnly
            | Slot::Trained
            | Slot::Other => {}
        }
        if value.text.trim().is_empty() || slots::is_prompt(&value.text) {
            return true;
        }
        let mut entry = self.current.take().unwrap_or_else(|| self.blank());
        let useful = slots::fill(context, &mut entry, slot, value, Rank::Person);
        if useful {
            self.filled.insert(slot);
            self.labelled += 1;
        }
        self.current = Some(entry);
        useful
    }

    /// Notes what a form says of everybody.
    pub(crate) fn put_team(&mut self, context: &Context<'_>, slot: Slot, value: &Flow) -> bool {
        let mut entry = self.blank();
        let value = &value.cut(0..organisations::without_stop(&value.text).len());
        let useful = slots::fill(context, &mut entry, slot, value, Rank::Everybody);
        self.team.append(&mut entry.said);
        useful
    }

    /// Whether somebody is described by a block of lines, to which a sentence right below belongs as well.
    pub(crate) fn is_block(&self) -> bool {
        self.current
            .as_ref()
            .is_some_and(|entry| entry.lines.len() > 1 || self.labelled > 2 && entry.name.is_some())
    }

    /// Notes a line that is about the person being described.
    pub(crate) fn own(&mut self, line: usize) {
        if let Some(entry) = &mut self.current {
            entry.lines.push(line);
        }
    }

    /// Adds somebody who was described in one go; labelled lines may follow.
    pub(crate) fn begin(&mut self, entry: Entry) {
        self.close();
        self.filled.extend([Slot::Name, Slot::First, Slot::Last]);
        if entry.email != EmailReading::None {
            self.filled.insert(Slot::Email);
        }
        self.current = Some(entry);
    }

    /// Adds somebody complete.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.close();
        self.push(entry);
    }

    /// Ends the description of the current person.
    pub(crate) fn close(&mut self) {
        self.filled.clear();
        self.labelled = 0;
        if let Some(entry) = self.current.take() {
            self.push(entry);
        }
    }

    fn push(&mut self, mut entry: Entry) {
        let nobody = entry.name.is_none() && entry.email == EmailReading::None;
        if nobody && !self.heading.nobody {
            self.team.append(&mut entry.said);
        }
        if nobody || self.heading.nobody {
            return;
        }
        self.heading.apply(&mut entry);
        if let Some(section) = &self.section {
            entry.notes.push(section.name.clone());
            let doubt = section.doubt.clone();
            doubt
                .into_iter()
                .for_each(|doubt| entry.say(Claim::Doubted, Rank::Column, doubt));
        }
        self.entries.push(entry);
    }
}

/// Words that no name contains.
#[rustfmt::skip]
static NO_NAME_WORDS: LazyLock<Listed> = LazyLock::new(|| Listed::of(&[
    "user", "users", "request", "requests", "new", "form", "list", "access", "team", "account", "accounts", "name",
    "email", "e-mail", "role", "roles", "level", "login", "logins", "staff", "people", "hi", "hello", "dear", "hey",
    "hallo", "bonjour", "hola", "please", "thanks", "thank", "regards", "go-live", "golive", "date", "client",
    "company", "activate", "activation", "attached", "attachment", "subject", "everyone", "all", "both",
    "confidential", "the", "and", "inc", "llc", "ltd", "gmbh", "corp", "department", "hospital", "clinic", "street",
    "road", "avenue", "suite", "phone", "tel", "fax", "mobile", "for", "with", "our", "your", "bitte", "good",
    "morning", "afternoon", "adding", "add", "creating", "create", "including", "include",
    "ticket", "tickets", "vorgang", "anfrage", "dossier", "pedido", "aanvraag", "richiesta",
]));

/// Last words of hospitals and of companies that sell devices.
const PLACE_ENDS: &[&str] = &[
    "hospital",
    "clinic",
    "center",
    "centre",
    "memorial",
    "surgery",
    "surgical",
    "institute",
    "infirmary",
    "regional",
    "implants",
    "devices",
    "orthopedics",
    "orthopaedics",
    "biologics",
    "medical",
    "ortho",
    "supply",
    "distributors",
    "distribution",
    "reps",
    "surgicenter",
    "asc",
    "hosp",
    "ctr",
    "klinik",
    "klinikum",
    "krankenhaus",
];

/// "Brambleworth Housing Trust": more than one word, the last of which ends names of organisations only.
fn is_organisation(name: &str) -> bool {
    let words = organisations::ORGANISATION_WORDS;
    let last = crate::text::fold(name.rsplit(' ').next().unwrap_or_default());
    name.contains(' ') && (words.contains(&last.as_str()) || PLACE_ENDS.contains(&last.as_str()))
}

/// Whether a text may be a person's name and is no label, level or role.
pub(crate) fn is_name(text: &str, profile: &Profile) -> bool {
    // Most texts are told from a name by their letters alone.
    if !names::looks_like_name(text.trim().trim_matches(['*', '"', ':', '.'])) {
        return false;
    }
    let Some(clean) = names::clean(text) else { return false };
    let ours = |word: &str| NO_NAME_WORDS.has(&crate::text::fold(word.trim_matches([',', ':', '.'])));
    if clean.split(' ').any(ours) || is_organisation(&clean) {
        return false;
    }
    level::label(&clean, profile).is_none()
        && roles::known(&clean, profile).is_none()
        && level::in_prose(&clean, profile).is_none()
        && crate::lexicon::labels::column(&clean).is_none()
        && !activation::speaks(&clean)
}
