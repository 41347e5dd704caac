//! What happens in one run: a setting and steps in the order of time. A script is all that a run depends on, so it can be
//! written down, made smaller, and played again.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// The clients of every run, each the first part of its domain.
pub(crate) const CLIENTS: [&str; 3] = ["Fernhill", "Larkspur", "Oakridge"];

/// The account managers of every run.
pub(crate) const MANAGERS: [(&str, &str); 3] = [("Pat Field", "pat"), ("Mo Stone", "mo"), ("Ida Brook", "ida")];

/// Whom the server refuses for good: one address in so many.
const REFUSED: u32 = 13;

/// What a run starts with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Setting {
    /// Where the clock stands at first.
    pub(crate) start: Timestamp,
    /// The zone of each client.
    pub(crate) zones: [String; 3],
    /// The hour at which links go out.
    pub(crate) send_at: Time,
    /// Days on which no links go out.
    pub(crate) holidays: Vec<Date>,
    /// So many links an hour.
    pub(crate) burst: u32,
}

/// What is said about when links go out, in a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Say {
    /// Hold until a week before this go-live.
    GoLive(Date),
    /// The same, and the day is not certain.
    Perhaps(Date),
    /// Hold until this day.
    Until(Date),
    /// Hold, and no day is known.
    Hold,
    /// At once.
    Now,
    /// Nothing.
    Nothing,
}

/// What an answer asks for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ask {
    /// Hold until this day.
    Until(Date),
    /// Do not activate yet.
    Stop,
    /// At once.
    Now,
    /// Take the person out.
    Remove,
}

/// What a reviewer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Do {
    Approve,
    Now,
    On(Date),
    BeforeGoLive,
    Stop,
    Cancel,
    NewLink,
    Correct,
    GoLive(Date),
    Settle,
    Reject,
}

/// How the mail server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Weather {
    Fair,
    /// 4xx at the first attempt of each mail.
    Greylist,
    /// Not reached at all.
    Down,
    /// The mail is taken, and the connection is lost before we hear of it.
    LostAfterData,
    /// The connection is lost before the mail is taken, and nobody can tell.
    LostBeforeData,
    /// The credentials do not work any more.
    Login,
}

/// A mail that says nothing we act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Noise {
    OutOfOffice,
    Bounce,
    Lunch,
    Stranger,
}

/// One thing that happens. Mails have numbers of their own; `of` is the number of the submission that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Act {
    /// A submission; people are numbers, and one who is on two lists is the same person.
    Submit {
        id: u32,
        manager: u8,
        client: u8,
        people: Vec<u32>,
        say: Say,
        table: bool,
        complete: bool,
    },
    /// The same mail once more: with the same bytes, or by another way through the servers.
    Copy {
        id: u32,
        of: u32,
        same_bytes: bool,
    },
    /// An answer about one person. With a tag where the ticket is known.
    Amend {
        id: u32,
        of: u32,
        manager: u8,
        place: u32,
        ask: Ask,
        tag: bool,
    },
    /// An answer that nobody can read, and that may mean everybody.
    Unclear {
        id: u32,
        of: u32,
        manager: u8,
    },
    /// The go-live of a client moves.
    GoLive {
        id: u32,
        client: u8,
        manager: u8,
        to: Date,
    },
    /// Somebody asks for a new link.
    AskLink {
        id: u32,
        of: u32,
        place: u32,
    },
    /// A mail server says that the last link of somebody could not be delivered after all.
    Returned {
        id: u32,
        of: u32,
        place: u32,
    },
    /// Something else comes.
    Noise {
        id: u32,
        noise: Noise,
    },
    /// The daemon looks into the mailbox, which it does after other steps by itself.
    Look,
    /// A reviewer goes through everything that waits, and decides by this mood.
    Desk {
        mood: u64,
    },
    /// A reviewer does one thing.
    Review {
        of: u32,
        place: u32,
        what: Do,
    },
    /// Somebody presses the button of their latest link, or of the one before.
    Press {
        of: u32,
        place: u32,
        older: bool,
    },
    /// The mail server changes its ways.
    Weather {
        weather: Weather,
    },
    /// The next mail takes so long to send, and meanwhile a reviewer does this to its person.
    Meanwhile {
        seconds: i64,
        what: Do,
    },
    /// This mail comes in while the next one goes out.
    Between {
        mail: Box<Act>,
    },
    /// The process dies at so many steps of its own from now, and is started again later.
    Kill {
        points: u32,
        down_minutes: i64,
    },
    Stop,
    Start,
    /// The machine's clock is set.
    Jump {
        seconds: i64,
    },
    /// The mailbox cannot be reached, or can again.
    Away,
    Back,
    /// Somebody clears out what has been taken in.
    Tidy,
    /// The operator takes a backup.
    Backup,
    /// The store is lost, and the last backup takes its place.
    Restore,
    /// The operator erases somebody; whoever still waits only if they are to be taken out first.
    Erase {
        of: u32,
        place: u32,
        take_out: bool,
    },
    /// The configuration changes, and the daemon is started again.
    Holiday {
        day: Date,
    },
    SendAt {
        hour: i8,
    },
    Zone {
        client: u8,
        zone: String,
    },
}

impl Act {
    /// Whether the daemon looks into the mailbox right after this.
    pub(crate) fn is_followed_by_a_look(&self) -> bool {
        !matches!(
            self,
            Self::Submit { .. }
                | Self::Copy { .. }
                | Self::Amend { .. }
                | Self::Unclear { .. }
                | Self::GoLive { .. }
                | Self::AskLink { .. }
                | Self::Returned { .. }
                | Self::Noise { .. }
        )
    }
}

/// Something that happens at an instant, told by a clock that is always right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub(crate) at: Timestamp,
    pub(crate) act: Act,
}

/// A whole run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Script {
    /// Why it is kept; empty for one that a seed makes.
    #[serde(default)]
    pub(crate) why: String,
    pub(crate) setting: Setting,
    pub(crate) steps: Vec<Step>,
}

impl Script {
    /// As lines: the setting, then a step each.
    pub(crate) fn to_text(&self) -> String {
        let head = Self {
            steps: Vec::new(),
            ..self.clone()
        };
        let mut text = serde_json::to_string(&head).unwrap() + "\n";
        for step in &self.steps {
            text += &(serde_json::to_string(step).unwrap() + "\n");
        }
        text
    }

    pub(crate) fn from_text(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let mut script: Self = serde_json::from_str(lines.next().unwrap()).unwrap();
        script.steps = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
        script
    }
}

/// Whether the server refuses mail for this person.
pub(crate) fn is_refused(person: u32) -> bool {
    person % REFUSED == REFUSED - 1
}
