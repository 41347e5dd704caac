//! What was read from one message, in the JSON form of the extraction contract.
//!
//! These types carry results; nothing here decides anything. The weighing of statements is in `resolve`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;

/// The `schema` of an [`Extraction`].
pub const EXTRACTION_SCHEMA: &str = "greenroom.extraction/1";

/// Everything that was read from one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// Always [`EXTRACTION_SCHEMA`].
    pub schema: String,
    /// The file the message came from; empty until the caller fills it in.
    #[serde(default)]
    pub file: String,
    /// The Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// What the message is about.
    pub kind: Kind,
    /// The author of the outermost message.
    pub submitter: Mailbox,
    /// The client organisation and the person there who wrote.
    pub client: Client,
    /// The client's go-live date, where one is stated.
    pub go_live: Option<GoLive>,
    /// The people to set up, in the order first mentioned.
    pub users: Vec<User>,
    /// People an amendment takes out.
    #[serde(default)]
    pub removed: Vec<RemovedUser>,
    /// Attachments that a person has to type in.
    pub manual_entry: Vec<ManualEntry>,
    /// What is missing, contradictory or doubtful.
    pub issues: Vec<Issue>,
    /// Why the file could not be read as mail.
    pub error: Option<String>,
}

impl Extraction {
    /// An extraction that says nothing but its kind.
    pub fn empty(kind: Kind) -> Self {
        Self {
            schema: EXTRACTION_SCHEMA.to_owned(),
            file: String::new(),
            message_id: None,
            kind,
            submitter: Mailbox::default(),
            client: Client::default(),
            go_live: None,
            users: Vec::new(),
            removed: Vec::new(),
            manual_entry: Vec::new(),
            issues: Vec::new(),
            error: None,
        }
    }

    /// The line for a file that could not be read as mail.
    pub fn failed(error: impl Into<String>) -> Self {
        Self {
            error: Some(error.into()),
            ..Self::empty(Kind::Unrelated)
        }
    }
}

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Asks for at least one person to be set up.
    Submission,
    /// Refers to an existing ticket.
    Amendment,
    /// Gives or moves a go-live date, without people and without a ticket.
    GoLiveChange,
    /// Asks for a new link or a password reset.
    ResetRequest,
    /// Written by a machine.
    Automatic,
    /// None of these.
    Unrelated,
}

/// A person as a mail header or a text names them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mailbox {
    /// The name in "Given Family" order.
    pub name: Option<String>,
    /// The address, domain in lower case.
    pub email: Option<String>,
}

/// The client organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Name of the organisation, where it is stated.
    pub name: Option<String>,
    /// The author of the innermost message from outside the submitter's own domain.
    pub contact: Option<Mailbox>,
}

/// The client's go-live date and where it is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoLive {
    /// The date, without a time or a zone.
    pub date: Date,
    /// Where it was read.
    pub evidence: Evidence,
}

/// One person to set up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// "Given Family", without honorifics.
    pub name: Option<String>,
    /// The address as written, domain in lower case.
    pub email: Option<String>,
    /// Access level, 1 to 4.
    pub level: Option<u8>,
    /// Roles: the profile's names for those it knows, others as written.
    pub roles: Vec<String>,
    /// Whether the activation link may be sent.
    pub activate: Activate,
    /// The day until which the person is held.
    pub hold_until: Option<Date>,
    /// Further fields of the profile.
    pub fields: Fields,
    /// Where each value was read, by the name of its field.
    #[serde(default)]
    pub evidence: BTreeMap<String, Evidence>,
}

/// Whether the activation link may be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activate {
    /// Somebody asked for the link to be sent.
    Now,
    /// Somebody asked to wait.
    Hold,
    /// Nobody said, or it is in doubt.
    #[default]
    Unstated,
}

/// The further fields of `device-sales`; a field is present only when stated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// The one, permanent role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The distributorship the person belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distributorship: Option<String>,
    /// Who holds the distributor's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distributor_account_holder: Option<String>,
    /// Who needs to see all of the distributorship's cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sees_all_cases: Option<Vec<String>>,
    /// Facility names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facilities: Option<Vec<String>>,
    /// Physicians, honorific dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub physicians: Option<Vec<String>>,
    /// Postal address on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ship_to: Option<String>,
    /// Created without an invitation, for inventory only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custodian_only: Option<bool>,
    /// Whether the person has had the training.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained: Option<bool>,
}

/// A person an amendment takes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedUser {
    /// The name used, even a first name alone.
    pub name: Option<String>,
    /// The address, where it is given.
    pub email: Option<String>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

/// An attachment that may hold user details and must be typed in by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManualEntry {
    /// File name, Content-ID of a pasted picture, or the address of a link.
    pub attachment: String,
    /// Why it cannot be read here.
    pub reason: ManualReason,
}

/// Why an attachment needs manual entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ManualReason {
    /// A PDF.
    Pdf,
    /// A screenshot or a photo.
    Image,
    /// Protected by a password.
    Encrypted,
    /// Damaged, or over a limit.
    Unreadable,
    /// A format that is not read.
    Unsupported,
    /// A link to a document elsewhere.
    Link,
}

/// Something that is missing, contradictory or doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// What is the matter.
    pub code: IssueCode,
    /// Index into `users`; null when it concerns the whole message.
    pub user: Option<usize>,
    /// One sentence for people.
    pub message: String,
}

/// What can be the matter with an extraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueCode {
    /// No name for the person.
    MissingName,
    /// No address for the person.
    MissingEmail,
    /// No access level.
    MissingLevel,
    /// Nobody said whether to activate.
    MissingActivation,
    /// Somebody is on hold and no go-live is known.
    MissingGoLive,
    /// `device-sales`: no role.
    MissingRole,
    /// `device-sales`: no facilities.
    MissingFacilities,
    /// `device-sales`: no physicians.
    MissingPhysicians,
    /// `device-sales`: no ship-to address.
    MissingShipTo,
    /// What stands in the address slot is no address.
    InvalidEmail,
    /// A level that does not exist.
    InvalidLevel,
    /// More than one level.
    AmbiguousLevel,
    /// The go-live names more than one day.
    AmbiguousGoLive,
    /// The go-live is not certain.
    TentativeGoLive,
    /// A role the profile does not know.
    UnknownRole,
    /// Statements of equal rank disagree about activation.
    ConflictingActivation,
    /// The same address for two names.
    DuplicateUser,
    /// Something has to be typed in by a person.
    ManualEntry,
    /// A submission in which nobody could be read.
    NoUsers,
    /// Added by the daemon: the due time had passed when the mail came.
    LateSubmission,
    /// Added by the daemon: the sender is not trusted.
    UntrustedSender,
    /// Added by the daemon: the address is already in use.
    AddressInUse,
}
