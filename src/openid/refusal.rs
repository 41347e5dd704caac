//! Why somebody who came by a provider was not let in: a sentence for them, and a word for the log.

use crate::store::StoreError;

/// Why somebody was not let in.
#[derive(Debug)]
pub enum Refusal {
    /// The provider cannot be reached, or answers with something else than it should.
    Away,
    /// It does not know the desk: the name or the secret is wrong.
    Stranger,
    /// They said no there.
    Cancelled,
    /// It said no.
    Denied,
    /// The sign-in was begun in another browser, or not at all.
    Elsewhere,
    /// It was used already, or began too long ago.
    Over,
    /// What came back cannot be believed; a word for the log.
    Untrusted(&'static str),
    /// What came back is of another time.
    Clock,
    /// None of their roles or groups is one that the desk knows.
    NoRole,
    /// Their account is disabled.
    Disabled,
    /// The provider names no address, or none that can be used.
    NoAddress,
    /// It does not say that the address is theirs.
    Unverified,
    /// Their address there is not the one of their account, which shows an account manager their tickets.
    Moved,
    /// The account with their address belongs to somebody else at the provider.
    Taken,
    /// Somebody began too often.
    TooMany {
        /// At least one.
        minutes: i64,
    },
    /// Others changed the same account all the time.
    Busy,
    /// The store could not do it.
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Refusal {
    /// What happened, and what to do about it. `name` is how people know the provider.
    pub fn words(&self, name: &str) -> String {
        match self {
            Self::Away => format!(
                "{name} does not answer as it should. Nothing is wrong with your account: try again in a minute."
            ),
            Self::Stranger => format!(
                "{name} does not know this desk. Please tell an administrator: the client of the desk or its secret is not right there."
            ),
            Self::Cancelled => {
                format!("You went back without signing in at {name}. Nothing has happened; you can try again.")
            }
            Self::Denied => format!("{name} did not let you sign in. Try again, or ask whoever looks after it."),
            Self::Elsewhere => {
                "This sign-in was not begun in this browser, so it does not count here. Please begin here.".to_owned()
            }
            Self::Over => {
                "This sign-in was used already, or took longer than ten minutes. Please begin once more.".to_owned()
            }
            Self::Untrusted(_) => format!(
                "What {name} sent cannot be trusted, so you were not signed in. Try again; if it stays so, tell an administrator."
            ),
            Self::Clock => format!(
                "The clocks of {name} and of this desk do not agree, so you were not signed in. Try again; if it stays so, tell an administrator."
            ),
            Self::NoRole => format!(
                "{name} knows you, but you have no role at this desk. Ask whoever looks after {name} to put you into the right group."
            ),
            Self::Disabled => "Your account at this desk is disabled. Ask an administrator of the desk.".to_owned(),
            Self::NoAddress => format!(
                "{name} does not tell an e-mail address of yours that this desk can use. Ask whoever looks after it."
            ),
            Self::Unverified => format!(
                "{name} does not say that your e-mail address was confirmed, so it does not count here. Confirm it there and try again."
            ),
            Self::Moved => format!(
                "Your e-mail address at {name} is not the one of your account here any more. It decides which tickets you see, so ask an administrator of the desk."
            ),
            Self::Taken => format!(
                "The account with your e-mail address belongs to somebody else who signs in with {name}. Ask an administrator of the desk."
            ),
            Self::TooMany { minutes } => {
                let unit = if *minutes == 1 { "minute" } else { "minutes" };
                format!("There were too many attempts. Try again in {minutes} {unit}.")
            }
            Self::Busy => "The desk is very busy. Try again in a moment.".to_owned(),
            Self::Store(_) => {
                "The store cannot be reached or written, so you were not signed in. Try again in a minute.".to_owned()
            }
        }
    }

    /// For the log; tells nothing about anybody.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Away => "the provider is away",
            Self::Stranger => "the provider does not know the desk",
            Self::Cancelled => "cancelled",
            Self::Denied => "denied by the provider",
            Self::Elsewhere => "not begun in this browser",
            Self::Over => "used already or too late",
            Self::Untrusted(why) => why,
            Self::Clock => "of another time",
            Self::NoRole => "no role",
            Self::Disabled => "disabled",
            Self::NoAddress => "no address",
            Self::Unverified => "address not verified",
            Self::Moved => "address is another one",
            Self::Taken => "account is somebody else's",
            Self::TooMany { .. } => "too many attempts",
            Self::Busy => "busy",
            Self::Store(_) => "no store",
        }
    }
}
