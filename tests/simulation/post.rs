//! The mailbox: who writes what, and when the account of the promises hears of it.

use greenroom::domain::ids::MailId;

use crate::letters;
use crate::script::Act;
use crate::world::World;

impl World {
    /// Somebody's mail comes into the mailbox.
    pub(crate) async fn post(&mut self, act: &Act) {
        let Some((id, family, bytes)) = self.write(act).await else {
            return;
        };
        let act = &named_by(act, &bytes);
        let mail = MailId::of(&bytes);
        let mut stage = self.shared.lock();
        stage.counts.mails += 1;
        stage.note(format!("a mail comes: {act:?}"));
        stage.model.family.entry(mail).or_insert(family);
        drop(stage);
        self.bytes.insert(id, bytes.clone());
        let name = format!("{:06}.m{id}", self.messages.len());
        std::fs::write(self.mailbox().join("tmp").join(&name), bytes).unwrap();
        std::fs::rename(
            self.mailbox().join("tmp").join(&name),
            self.mailbox().join("new").join(&name),
        )
        .unwrap();
        self.messages.push(name);
        self.waiting.push(act.clone());
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
                let first = self.bytes.get(of)?;
                let bytes = if *same_bytes {
                    first.clone()
                } else {
                    letters::by_another_way(first, *id)
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
