//! People who use the desk, their sign-ins, and the links by which they set a password.
//!
//! What stands here is what is kept and what may be done; hashing, tokens and the store are the business of
//! [`crate::accounts`]. Accounts are disabled, never removed: the history of tickets names them.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{AccountId, TokenHash};
use super::openid::{Identity, Ways};

/// Longer names are a mistake.
pub const LONGEST_NAME: usize = 100;

/// Mail has no longer addresses.
pub const LONGEST_EMAIL: usize = 254;

/// Of more changes the oldest go.
const MOST_CHANGES: usize = 500;

/// What somebody may do at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees the tickets of their own mails.
    AccountManager,
    /// Sees and decides everything about tickets and mails.
    CustomerSolutions,
    /// The same, and who may use the desk.
    Administrator,
}

impl Role {
    /// All of them, the one that may do least first.
    pub const ALL: [Self; 3] = [Self::AccountManager, Self::CustomerSolutions, Self::Administrator];

    /// As it is shown.
    pub fn words(self) -> &'static str {
        match self {
            Self::AccountManager => "account manager",
            Self::CustomerSolutions => "customer solutions",
            Self::Administrator => "administrator",
        }
    }

    /// As it stands in a form.
    pub fn key(self) -> &'static str {
        match self {
            Self::AccountManager => "account_manager",
            Self::CustomerSolutions => "customer_solutions",
            Self::Administrator => "administrator",
        }
    }

    /// The role that [`Role::key`] names.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Whether the tickets, mails and outgoing mails of everybody are shown.
    pub fn sees_everything(self) -> bool {
        match self {
            Self::AccountManager => false,
            Self::CustomerSolutions | Self::Administrator => true,
        }
    }
}

/// A hashed password, as a PHC string. Never shown, also not in logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Somebody who uses the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The number.
    pub id: AccountId,
    /// As others see it.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// None until it is set by an invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordHash>,
    /// Who they are for a provider of OpenID Connect, since they first signed in there. The address above never follows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<Identity>,
    /// Cannot sign in.
    pub disabled: bool,
    /// What happened to the account, the first first.
    pub changes: Vec<Change>,
    /// Views of the queue that they keep, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<View>,
    /// Written so far.
    pub revision: u64,
}

/// Nobody keeps more views.
pub const MOST_VIEWS: usize = 12;

/// Longer names of views do not fit beside each other.
pub const LONGEST_VIEW_NAME: usize = 40;

/// A view of the queue that somebody keeps under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// As its owner calls it.
    pub name: String,
    /// Which tickets, as the address of the queue has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub show: String,
    /// Whose tickets.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// Words that were searched for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// Who changes accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Somebody at the desk, with the name they had then.
    Account(AccountId, String),
    /// Whoever works on the machine.
    Operator,
    /// A program, by the name of its token.
    Program(String),
    /// A provider of OpenID Connect, by the name that the configuration gives it.
    Provider(String),
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(_, name) => f.write_str(name),
            Self::Operator => f.write_str("the operator of the machine"),
            Self::Program(name) | Self::Provider(name) => f.write_str(name),
        }
    }
}

/// What happens to accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// The account was made.
    Made {
        /// With this role.
        role: Role,
    },
    /// A link to set a password was made.
    Invited,
    /// A password was set.
    PasswordSet,
    /// The role was changed.
    RoleChanged {
        /// Before.
        old: Role,
        /// Since.
        new: Role,
    },
    /// It cannot be used any more.
    Disabled,
    /// It can be used again.
    Enabled,
    /// Its owner signed in at a provider of OpenID Connect for the first time.
    Linked {
        /// As the configuration called it.
        provider: String,
    },
    /// Whoever is known to that provider does not come in by this account any more.
    Unlinked {
        /// As the configuration called it.
        provider: String,
    },
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Made { role } => write!(f, "account made, {}", role.words()),
            Self::Invited => f.write_str("link to set a password made"),
            Self::PasswordSet => f.write_str("password set"),
            Self::RoleChanged { old, new } => write!(f, "role changed from {} to {}", old.words(), new.words()),
            Self::Disabled => f.write_str("disabled"),
            Self::Enabled => f.write_str("enabled"),
            Self::Linked { provider } => write!(f, "signed in with {provider} for the first time"),
            Self::Unlinked { provider } => write!(f, "sign-in with {provider} taken away"),
        }
    }
}

impl Account {
    /// A new account that cannot sign in yet.
    pub fn new(id: AccountId, name: String, email: String, role: Role, by: By, at: Timestamp) -> Self {
        Self {
            id,
            name,
            email,
            role,
            password: None,
            openid: None,
            disabled: false,
            changes: vec![Change {
                at,
                by,
                what: What::Made { role },
            }],
            views: Vec::new(),
            revision: 1,
        }
    }

    /// Whether they may say who uses the desk.
    pub fn administers(&self) -> bool {
        self.role == Role::Administrator && !self.disabled
    }

    /// Whether they may do so and can sign in. One such account must always be left.
    pub fn is_able_administrator(&self, ways: &Ways) -> bool {
        let by_password = ways.passwords && self.password.is_some();
        self.administers() && (by_password || self.is_known_to(ways.issuer.as_deref()))
    }

    /// Whether they have signed in at this provider.
    pub fn is_known_to(&self, issuer: Option<&str>) -> bool {
        let known = self.openid.as_ref().map(|identity| identity.issuer.as_str());
        known.is_some() && known == issuer
    }

    /// Whether they have signed in or set a password, ever.
    pub fn is_set_up(&self) -> bool {
        self.password.is_some() || self.openid.is_some()
    }

    /// The next version, after `what`; the same one when that changes nothing.
    #[must_use]
    pub fn after(&self, what: What, by: By, at: Timestamp) -> Self {
        let mut next = self.clone();
        match &what {
            What::RoleChanged { new, .. } => next.role = *new,
            What::Disabled => next.disabled = true,
            What::Enabled => next.disabled = false,
            What::Made { .. } | What::Invited | What::PasswordSet | What::Linked { .. } | What::Unlinked { .. } => {}
        }
        next.changes.push(Change { at, by, what });
        let too_many = next.changes.len().saturating_sub(MOST_CHANGES);
        next.changes.drain(..too_many);
        next.revision += 1;
        next
    }

    /// The next version, with another password.
    #[must_use]
    pub fn with_password(&self, password: PasswordHash, by: By, at: Timestamp) -> Self {
        let mut next = self.after(What::PasswordSet, by, at);
        next.password = Some(password);
        next
    }

    /// The next version, known to a provider from now on.
    #[must_use]
    pub fn linked(&self, identity: Identity, provider: &str, at: Timestamp) -> Self {
        let provider = provider.to_owned();
        let mut next = self.after(What::Linked { provider }, self.as_actor(), at);
        next.openid = Some(identity);
        next
    }

    /// The next version, known to no provider.
    #[must_use]
    pub fn unlinked(&self, provider: &str, by: By, at: Timestamp) -> Self {
        let provider = provider.to_owned();
        let mut next = self.after(What::Unlinked { provider }, by, at);
        next.openid = None;
        next
    }

    /// Names the password that is set, so that a session ends with it. None where nobody can sign in.
    pub fn credential(&self) -> Option<TokenHash> {
        let password = self.password.as_ref().filter(|_| !self.disabled)?;
        Some(TokenHash::of(password.0.as_bytes()))
    }

    /// The same for a sign-in at a provider. It ends with another password too: whoever sets one wants everybody else out.
    pub fn openid_credential(&self) -> Option<TokenHash> {
        let identity = self.openid.as_ref().filter(|_| !self.disabled)?;
        let password = self.password.as_ref().map_or("", |password| password.0.as_str());
        Some(TokenHash::of(format!("{}\n{password}", identity.key()).as_bytes()))
    }

    /// Themselves, as the one who changes something.
    pub fn as_actor(&self) -> By {
        By::Account(self.id, self.name.clone())
    }
}

/// What somebody typed into a form when their session had ended. Passwords are never in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typing {
    /// The page with the form.
    pub page: String,
    /// Where the form was sent to, which tells it from others on the page.
    pub action: String,
    /// Names and values of its fields.
    pub fields: Vec<(String, String)>,
    /// Who typed it. Nobody else is shown it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typist: Option<AccountId>,
}

impl Typing {
    /// Whether it may be shown to this account.
    pub fn is_by(&self, account: AccountId) -> bool {
        self.typist.is_none_or(|typist| typist == account)
    }
}

/// A sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The hash of its token.
    pub hash: TokenHash,
    /// Whose.
    pub account: AccountId,
    /// What they signed in with ([`Account::credential`]); with another password the session counts no more.
    pub credential: TokenHash,
    /// Since when.
    pub began: Timestamp,
    /// When it was last used, to a minute or so.
    pub seen: Timestamp,
    /// What was typed before it began, until its page is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<Typing>,
    /// Written so far.
    pub revision: u64,
}

impl Session {
    /// Whether it counts at `now`: it was used within `idle`, and began within `whole`.
    pub fn is_live(&self, now: Timestamp, idle: SignedDuration, whole: SignedDuration) -> bool {
        let within = |since: Timestamp, length| since.checked_add(length).is_ok_and(|end| now < end);
        within(self.seen, idle) && within(self.began, whole)
    }
}

/// A link by which somebody sets a password, once: whoever was invited, whoever forgot it, or a new administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The hash of its token.
    pub hash: TokenHash,
    /// For whom; none where it makes an administrator.
    pub account: Option<AccountId>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// Written so far.
    pub revision: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + 60 * minute).unwrap()
    }

    #[test]
    fn a_session_ends_when_it_is_idle_and_after_its_whole_length() {
        let mut session = Session {
            hash: TokenHash::of(b"token"),
            account: AccountId(1),
            credential: TokenHash::of(b"password"),
            began: at(0),
            seen: at(0),
            typing: None,
            revision: 1,
        };
        let (idle, whole) = (SignedDuration::from_mins(10), SignedDuration::from_mins(60));
        assert!(session.is_live(at(9), idle, whole));
        assert!(!session.is_live(at(10), idle, whole));
        session.seen = at(59);
        assert!(session.is_live(at(59), idle, whole));
        assert!(!session.is_live(at(60), idle, whole));
        // A clock that was set back ends nothing.
        assert!(session.is_live(at(-5), idle, whole));
    }

    #[test]
    fn every_change_is_kept_and_the_password_is_never_shown() {
        let made = Account::new(
            AccountId(1),
            "Ada".into(),
            "ada@vendor.example".into(),
            Role::Administrator,
            By::Operator,
            at(0),
        );
        let ways = Ways::default();
        assert!(made.administers() && !made.is_able_administrator(&ways));
        let able = made.with_password(PasswordHash("$argon2id$secret".into()), made.as_actor(), at(1));
        assert!(able.is_able_administrator(&ways));
        assert!(!format!("{able:?}").contains("secret"));
        let gone = able.after(What::Disabled, By::Operator, at(2));
        assert!(!gone.is_able_administrator(&ways));
        assert_eq!(gone.revision, 3);
        assert_eq!(gone.changes.len(), 3);
        assert!(Role::ALL.into_iter().all(|role| Role::named(role.key()) == Some(role)));
    }

    #[test]
    fn who_can_sign_in_depends_on_the_ways_that_are_open() {
        let (name, email) = ("Ada".to_owned(), "ada@vendor.example".to_owned());
        let made = Account::new(AccountId(1), name, email, Role::Administrator, By::Operator, at(0));
        let ways = |passwords, issuer: Option<&str>| Ways {
            passwords,
            issuer: issuer.map(str::to_owned),
        };
        let with_password = made.with_password(PasswordHash("$argon2id$secret".into()), made.as_actor(), at(1));
        assert!(!with_password.is_able_administrator(&ways(false, Some("https://id.example"))));
        let identity = Identity {
            issuer: "https://id.example".into(),
            subject: "7".into(),
        };
        let linked = made.linked(identity, "Example ID", at(2));
        assert!(linked.is_able_administrator(&ways(false, Some("https://id.example"))));
        assert!(!linked.is_able_administrator(&ways(true, Some("https://other.example"))));
        assert!(!linked.is_able_administrator(&ways(true, None)));
        assert_eq!(
            linked.changes[1].what.to_string(),
            "signed in with Example ID for the first time"
        );
        // A session that began at the provider ends with another password, with the link, and while the account is disabled.
        let credential = linked.openid_credential();
        assert!(credential.is_some() && credential != linked.credential());
        let changed = linked.with_password(PasswordHash("$argon2id$other".into()), linked.as_actor(), at(3));
        assert_ne!(changed.openid_credential(), credential);
        assert_eq!(
            linked.unlinked("Example ID", By::Operator, at(3)).openid_credential(),
            None
        );
        assert_eq!(
            linked.after(What::Disabled, By::Operator, at(3)).openid_credential(),
            None
        );
    }

    #[test]
    fn an_account_of_an_older_store_reads_without_a_provider() {
        let older = r#"{"id":1,"name":"Ada","email":"ada@vendor.example","role":"administrator","disabled":false,
            "changes":[],"revision":4}"#;
        let account: Account = serde_json::from_str(older).unwrap();
        assert_eq!(account.openid, None);
        assert!(!serde_json::to_string(&account).unwrap().contains("openid"));
    }
}
