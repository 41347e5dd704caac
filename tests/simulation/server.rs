//! The mail server of the simulation. What it is handed is looked at at once: may this mail leave now, and is it the
//! same as before?

use std::sync::Arc;

use async_trait::async_trait;
use greenroom::domain::outbox::AttemptResult;
use greenroom::outbound::Transport;
use greenroom::outbound::transport::Outgoing;
use jiff::SignedDuration;

use crate::mortal::Life;
use crate::script::{Weather, is_refused};
use crate::stage::{Claim, Delivered, Shared, Stage};

/// The server, as one life of the process knows it.
pub(crate) struct Server {
    pub(crate) shared: Shared,
    pub(crate) life: Arc<Life>,
}

/// The part of a link's address before its token.
const LINK: &str = "/a/";

/// After so many tries a mail may be given up.
const MOST_TRIES: u32 = 9;

#[async_trait]
impl Transport for Server {
    async fn send(&self, mail: &Outgoing) -> AttemptResult {
        self.life.point().await;
        let whose = self.look_at(mail);
        self.take_long(whose).await;
        self.hear_meanwhile().await;
        let result = self.shared.lock().answer(mail, whose);
        self.life.point().await;
        result
    }

    async fn probe(&self) -> Result<String, String> {
        Ok("the server of the simulation".into())
    }
}

impl Server {
    fn look_at(&self, mail: &Outgoing) -> Option<(u32, u32)> {
        let mut stage = self.shared.lock();
        stage.counts.handed += 1;
        let to = mail.to.to_string();
        stage.note(format!("the server is handed a mail for {to}"));
        let Some(Claim { whose, objection }) = stage.claims.get(&mail.message_id).cloned() else {
            stage.model.broken(format!("a mail for {to}, and nobody knows why"));
            return None;
        };
        stage.model.violations.extend(objection);
        let (of, place) = whose;
        stage.model.handed(of, place, &mail.message_id);
        if let Some(before) = stage.left.get(&mail.message_id) {
            let same = *before == mail.bytes;
            stage.counts.repeated += 1;
            if !same {
                stage
                    .model
                    .broken(format!("the mail for {to} was repeated, and not to the letter"));
            }
        }
        if stage
            .left_since
            .get(&mail.message_id)
            .is_some_and(|link| *link != link_in(&mail.bytes))
        {
            stage.model.broken(format!(
                "the mail for {to} was repeated after a restore, with another link"
            ));
        }
        Some(whose)
    }

    /// Time passes while the mail is on its way, and somebody does something.
    async fn take_long(&self, whose: Option<(u32, u32)>) {
        let (desk, what) = {
            let mut stage = self.shared.lock();
            let Some((seconds, what)) = stage.meanwhile.take() else {
                return;
            };
            let later = stage.truth + SignedDuration::from_secs(seconds);
            stage.go_to(later);
            (stage.desk.clone(), what)
        };
        if let (Some(desk), Some((of, place))) = (desk, whose) {
            desk.review(&self.shared, of, place, what).await;
        }
    }

    /// A mail comes in and is settled while this one is on its way.
    async fn hear_meanwhile(&self) {
        let desk = {
            let mut stage = self.shared.lock();
            let Some(letter) = stage.between.take() else { return };
            stage.put(letter);
            if stage.mailbox.is_away {
                return;
            }
            stage.desk.clone()
        };
        let Some(desk) = desk else { return };
        desk.app.take_in(|_| {}).await;
        let settled = desk.app.settle_mails().await;
        let mut stage = self.shared.lock();
        stage.all_is_settled();
        if let Err(error) = settled {
            stage.model.broken(format!("a mail cannot be settled: {error}"));
        }
    }
}

impl Stage {
    /// What the server says, and whether the mail is with its reader then.
    fn answer(&mut self, mail: &Outgoing, whose: Option<(u32, u32)>) -> AttemptResult {
        let reason = |words: &str| words.to_owned();
        let first = !self.tries.contains_key(&mail.message_id);
        let refused = whose.is_some_and(|(of, place)| {
            let guard = self.model.guard(of, place);
            // A corrected address is one that works.
            guard.is_some_and(|guard| is_refused(guard.person) && !mail.to.to_string().starts_with("new."))
        });
        let tries = self.tries.entry(mail.message_id.clone()).or_default();
        *tries += 1;
        if let Some((of, place)) = whose
            && (*tries >= MOST_TRIES || refused)
        {
            self.model.excuse(of, place, "it cannot be delivered");
        }
        match self.weather {
            Weather::Down => AttemptResult::Hindered {
                reason: reason("connection refused"),
            },
            Weather::Login => AttemptResult::Hindered {
                reason: reason("535 authentication failed"),
            },
            Weather::Greylist if first => AttemptResult::Deferred {
                reason: reason("451 come back later"),
            },
            Weather::LostBeforeData => {
                self.left.insert(mail.message_id.clone(), mail.bytes.clone());
                AttemptResult::Unknown {
                    reason: reason("the connection was lost"),
                }
            }
            Weather::Fair | Weather::Greylist | Weather::LostAfterData if refused => {
                if let Some((of, place)) = whose {
                    self.model.refused(of, place);
                }
                AttemptResult::Refused {
                    reason: reason("550 no such user"),
                }
            }
            Weather::Fair | Weather::Greylist => {
                self.deliver(mail, whose);
                AttemptResult::Accepted
            }
            Weather::LostAfterData => {
                self.deliver(mail, whose);
                AttemptResult::Unknown {
                    reason: reason("the connection was lost after the mail"),
                }
            }
        }
    }

    fn deliver(&mut self, mail: &Outgoing, whose: Option<(u32, u32)>) {
        self.left.insert(mail.message_id.clone(), mail.bytes.clone());
        self.counts.accepted += 1;
        let Some((of, place)) = whose else { return };
        self.model.accepted(of, place);
        let token = link_in(&mail.bytes);
        self.delivered.push(Delivered { of, place, token });
    }
}

/// The token of the link in a mail.
pub(crate) fn link_in(mail: &[u8]) -> String {
    // Quoted-printable breaks lines with an equals sign.
    let text = String::from_utf8_lossy(mail).replace("=\r\n", "");
    let after = text.split(LINK).nth(1).unwrap_or_default();
    after
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
        .collect()
}
