//! The mailbox: who writes what, and when the account of the promises hears of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use greenroom::domain::ids::MailId;
use jiff::tz::TimeZone;

use crate::letters;
use crate::lost::Files;
use crate::script::Act;
use crate::stage::Stage;
use crate::world::World;

/// A mail on its way to us.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) id: u32,
    /// The submission that it is, or a copy of; its own number for every other mail.
    family: u32,
    act: Act,
    bytes: Vec<u8>,
}

/// The mailbox, and how far the daemon has got with it.
#[derive(Debug)]
pub(crate) struct Mailbox {
    pub(crate) dir: PathBuf,
    pub(crate) is_away: bool,
    /// Every message that ever was in it.
    pub(crate) messages: Vec<String>,
    /// What each of them is.
    pub(crate) acts: BTreeMap<String, (MailId, Act)>,
    /// Messages that a lost store had taken and the restored one has not yet. Nobody clears them out before.
    pub(crate) again: BTreeSet<String>,
    /// Mails that the daemon has not looked at, as far as anybody knows.
    pub(crate) waiting: Vec<(MailId, Act)>,
    /// Mails that it has not settled for sure.
    pub(crate) unsettled: Vec<Act>,
    /// The account of the promises before them.
    pub(crate) before: Files,
    /// Every mail, by its number.
    bytes: BTreeMap<u32, Vec<u8>>,
}

impl Mailbox {
    pub(crate) fn new(dir: &Path) -> Self {
        for part in ["new", "cur", "tmp"] {
            std::fs::create_dir_all(dir.join("in").join(part)).unwrap();
        }
        Self {
            dir: dir.to_owned(),
            is_away: false,
            messages: Vec::new(),
            acts: BTreeMap::new(),
            again: BTreeSet::new(),
            waiting: Vec::new(),
            unsettled: Vec::new(),
            before: BTreeMap::new(),
            bytes: BTreeMap::new(),
        }
    }

    fn path(&self, part: &str) -> PathBuf {
        let name = if self.is_away { "in.away" } else { "in" };
        self.dir.join(name).join(part)
    }

    /// The mailbox cannot be reached any more, or again.
    pub(crate) fn go(&mut self, away: bool) {
        if away != self.is_away {
            let old = self.path("");
            self.is_away = away;
            std::fs::rename(old, self.path("")).unwrap();
        }
    }

    /// The names of all messages that are in it now.
    pub(crate) fn present(&self) -> BTreeSet<String> {
        let folders = ["new", "cur"].map(|part| std::fs::read_dir(self.path(part)).unwrap());
        let files = folders.into_iter().flatten();
        files.map(|file| name_of(&file.unwrap())).collect()
    }

    /// Somebody clears out what has been taken in.
    pub(crate) fn tidy(&self) {
        for entry in std::fs::read_dir(self.path("cur")).unwrap() {
            let entry = entry.unwrap();
            if !self.again.contains(&name_of(&entry)) {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
    }
}

/// The name of a message. In `cur` flags follow it.
fn name_of(entry: &std::fs::DirEntry) -> String {
    let name = entry.file_name().to_string_lossy().into_owned();
    name.split(':').next().unwrap_or_default().to_owned()
}

impl Stage {
    /// A mail comes into the mailbox.
    pub(crate) fn put(&mut self, letter: Letter) {
        self.counts.mails += 1;
        self.note(format!("a mail comes: {:?}", letter.act));
        let mail = MailId::of(&letter.bytes);
        self.model.family.entry(mail).or_insert(letter.family);
        let mailbox = &mut self.mailbox;
        let name = format!("{:06}.m{}", mailbox.acts.len(), letter.id);
        std::fs::write(mailbox.path("tmp").join(&name), &letter.bytes).unwrap();
        mailbox.bytes.insert(letter.id, letter.bytes);
        std::fs::rename(mailbox.path("tmp").join(&name), mailbox.path("new").join(&name)).unwrap();
        mailbox.acts.insert(name.clone(), (mail, letter.act.clone()));
        if let Act::Submit { id, .. } = &letter.act {
            self.model.submissions.insert(*id, letter.act.clone());
        }
        mailbox.messages.push(name);
        mailbox.waiting.push((mail, letter.act));
    }

    /// The daemon is about to look: from now on what was written counts.
    pub(crate) fn hear(&mut self) {
        let heard = std::mem::take(&mut self.mailbox.waiting);
        self.hear_all(heard);
    }

    /// The daemon has written what became of a mail, which counts from now on even if nobody was to know of it yet: it was
    /// taken in while another was on its way, and the process may have died since.
    pub(crate) fn hear_of(&mut self, mail: MailId) {
        let heard = self.mailbox.waiting.extract_if(.., |(waiting, _)| *waiting == mail);
        let heard: Vec<(MailId, Act)> = heard.collect();
        self.hear_all(heard);
    }

    fn hear_all(&mut self, mails: Vec<(MailId, Act)>) {
        if mails.is_empty() {
            return;
        }
        let now = self.shown();
        if self.mailbox.unsettled.is_empty() {
            self.mailbox.before = self.model.files.clone();
        }
        for (_, act) in mails {
            self.model.delivered(&act, now);
            self.mailbox.unsettled.push(act);
        }
    }

    /// Everything that the daemon has looked at has become what it becomes.
    pub(crate) fn all_is_settled(&mut self) {
        self.mailbox.unsettled.clear();
        self.mailbox.again.clear();
        self.model.before.clear();
        self.model.all_is_read();
    }

    /// The process died. What it had looked at and not settled may not have been taken in.
    pub(crate) fn interrupt(&mut self) {
        let unsettled = std::mem::take(&mut self.mailbox.unsettled);
        if !unsettled.is_empty() && self.model.before.is_empty() {
            self.model.before = std::mem::take(&mut self.mailbox.before);
        }
        for act in unsettled {
            self.model.interrupted(&act);
        }
    }
}

impl World {
    /// What somebody writes, if what it speaks of is there.
    pub(crate) async fn letter(&mut self, act: &Act) -> Option<Letter> {
        let (id, family, bytes) = self.write(act).await?;
        let act = named_by(act, &bytes);
        let mut stage = self.shared.lock();
        let today = stage.truth.to_zoned(TimeZone::UTC).date();
        stage.model.written.insert(id, today);
        Some(Letter { id, family, act, bytes })
    }

    /// The number, the submission and the bytes of a mail, if what it speaks of is there.
    async fn write(&mut self, act: &Act) -> Option<(u32, u32, Vec<u8>)> {
        let at = self.shared.lock().truth;
        Some(match act {
            Act::Submit {
                id,
                manager,
                client,
                people,
                say,
                table,
                complete,
            } => {
                let bytes = letters::submission(*id, *manager, *client, people, *say, (*table, *complete), at);
                (*id, *id, bytes)
            }
            Act::Copy { id, of, same_bytes } => {
                let first = self.shared.lock().mailbox.bytes.get(of).cloned()?;
                let bytes = if *same_bytes {
                    first
                } else {
                    letters::by_another_way(&first, *id)
                };
                (*id, *of, bytes)
            }
            Act::Amend {
                id,
                of,
                manager,
                place,
                ask,
                tag,
            } => {
                let (person, _) = self.person(*of, *place)?;
                let tag = if *tag { self.number_of(*of).await } else { None };
                (*id, *id, letters::amendment(*id, *manager, *of, person, *ask, tag, at))
            }
            Act::Unclear { id, of, manager } => {
                self.person(*of, 1)?;
                let tag = self.number_of(*of).await;
                (*id, *id, letters::unclear(*id, *manager, *of, tag, at))
            }
            Act::GoLive {
                id,
                client,
                manager,
                to,
            } => (*id, *id, letters::go_live(*id, *manager, *client, *to, at)),
            Act::AskLink { id, of, place } => {
                let (person, address) = self.person(*of, *place)?;
                (*id, *id, letters::new_link(*id, person, &address, at))
            }
            Act::Returned { id, of, place } => {
                let mut stage = self.shared.lock();
                let guard = stage.model.guard(*of, *place).filter(|guard| guard.accepted)?;
                let (message_id, _) = guard.handed.last()?;
                (*id, *id, letters::returned(*id, message_id, at))
            }
            Act::Noise { id, noise } => (*id, *id, letters::noise(*id, *noise, at)),
            _ => return None,
        })
    }

    fn person(&self, of: u32, place: u32) -> Option<(u32, String)> {
        let mut stage = self.shared.lock();
        let guard = stage.model.guard(of, place)?;
        Some((guard.person, guard.address.clone()))
    }

    /// The number of the ticket of a submission, as the account manager knows it.
    async fn number_of(&mut self, of: u32) -> Option<u64> {
        let found = self
            .alive(async |_, shared| {
                let desk = shared.lock().desk.clone()?;
                desk.ticket_of(shared, of).await
            })
            .await??;
        Some(found.id.0)
    }
}

/// The mail as it was sent: without a tag where the ticket was not known.
fn named_by(act: &Act, bytes: &[u8]) -> Act {
    let mut act = act.clone();
    if let Act::Amend { tag, .. } = &mut act {
        *tag = String::from_utf8_lossy(bytes).contains("[GR-");
    }
    act
}
