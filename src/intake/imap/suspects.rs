//! Messages at which a fetch failed. They are fetched one by one, after all others, so that a message that cannot be
//! read neither blocks the rest nor stays unseen: after some tries it gets a ledger row with the server's words.
//!
//! Kept in memory only; after a restart the count begins anew, which costs a few tries and loses nothing.

use std::collections::BTreeMap;

use crate::intake::error::IntakeError;

/// How often the server may refuse one message before it is listed as refused.
const REFUSED_TRIES: u32 = 3;

/// How often the connection may be lost at one message. More, because that may be the network's fault.
const LOST_TRIES: u32 = 5;

/// Messages at which a fetch failed, with the tries each had on its own.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    uid_validity: u32,
    tries: BTreeMap<u32, u32>,
}

impl Suspects {
    /// Forgets suspects of another numbering.
    pub(crate) fn belong_to(&mut self, uid_validity: u32) {
        if self.uid_validity != uid_validity {
            self.uid_validity = uid_validity;
            self.tries.clear();
        }
    }

    /// Parts the listed messages: ordinary ones, and suspects in the order in which they should be tried.
    pub(crate) fn part(&self, listed: BTreeMap<u32, u64>) -> (BTreeMap<u32, u64>, Vec<(u32, u64)>) {
        let (suspects, ordinary): (BTreeMap<_, _>, BTreeMap<_, _>) =
            listed.into_iter().partition(|(uid, _)| self.tries.contains_key(uid));
        let mut suspects: Vec<(u32, u64)> = suspects.into_iter().collect();
        suspects.sort_by_key(|(uid, _)| (self.tries.get(uid).copied(), *uid));
        (ordinary, suspects)
    }

    /// Notes that fetching `wanted` failed. Returns the messages to give up, each with its size and the reason.
    pub(crate) fn blame(&mut self, wanted: &BTreeMap<u32, u64>, error: &IntakeError) -> Vec<(u32, u64, String)> {
        let alone = wanted.len() == 1;
        let mut given_up = Vec::new();
        for (uid, size) in wanted {
            let known = self.tries.contains_key(uid);
            let tries = self.tries.entry(*uid).or_default();
            if !(alone && known) {
                continue;
            }
            *tries += 1;
            if let Some(limit) = limit(error)
                && *tries >= limit
            {
                let reason = format!("not fetched after {tries} tries, {size} bytes: {error}");
                given_up.push((*uid, *size, reason));
            }
        }
        given_up
    }

    /// It arrived after all, or it has its row.
    pub(crate) fn clear(&mut self, uid: u32) {
        self.tries.remove(&uid);
    }
}

/// How many tries a message has that fails like this; `None` when the message has no part in it.
fn limit(error: &IntakeError) -> Option<u32> {
    match error {
        IntakeError::Refused { .. } | IntakeError::Unreadable { .. } => Some(REFUSED_TRIES),
        IntakeError::Lost { .. } => Some(LOST_TRIES),
        IntakeError::Unreachable { .. }
        | IntakeError::DiskLow { .. }
        | IntakeError::Store(_)
        | IntakeError::File { .. }
        | IntakeError::Login { .. }
        | IntakeError::Token { .. }
        | IntakeError::Secret { .. }
        | IntakeError::NoSecret { .. }
        | IntakeError::Protection { .. }
        | IntakeError::NoFolder { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_given_up_only_on_its_own_and_after_three_refusals() {
        let refused = IntakeError::Refused {
            place: "imap.example.org:993".into(),
            doing: "fetching messages",
            words: "NO".into(),
        };
        let mut suspects = Suspects::default();
        suspects.belong_to(1);
        let both = BTreeMap::from([(4, 10), (9, 20)]);
        assert!(suspects.blame(&both, &refused).is_empty());
        let alone = BTreeMap::from([(9, 20)]);
        assert!(suspects.blame(&alone, &refused).is_empty());
        assert!(suspects.blame(&alone, &refused).is_empty());
        let (ordinary, in_turn) = suspects.part(BTreeMap::from([(4, 10), (5, 1), (9, 20)]));
        assert_eq!((ordinary, in_turn), (BTreeMap::from([(5, 1)]), vec![(4, 10), (9, 20)]));
        let given_up = suspects.blame(&alone, &refused);
        assert_eq!(given_up.len(), 1);
        assert!(given_up[0].2.contains("after 3 tries, 20 bytes"), "{}", given_up[0].2);
        suspects.clear(9);
        suspects.belong_to(2);
        assert!(suspects.tries.is_empty());
    }
}
