//! Tokens of links and Message-IDs of our mails, both derived from one secret and the name of the outgoing mail.
//!
//! Because a token can be made again at any time, it is never stored, and a repeat of a mail carries the same link. The
//! price: whoever has the key file and the store can make every link, and without the key file no queued mail can go
//! out. A restored store goes on with a new key ([`crate::backup::restore`]): what was sent after the backup must not share its
//! link with somebody else. Older keys are kept, for what was queued with them and to recognise our own mails.

use std::fmt;
use std::path::Path;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::ids::{LinkHash, OutboxId};

use super::key_file::{self, KeyFileError, Secret};

/// 160 bits: 32 letters and digits in a link, beyond guessing.
const TOKEN_BYTES: usize = 20;
/// 80 bits each for the name and the proof in a Message-ID.
const MARK_BYTES: usize = 10;
/// What the left part of our Message-IDs begins with.
const MARK: &str = "gr.";

/// The secret of one deployment, and those before it.
#[derive(Clone)]
pub struct LinkKey {
    present: Secret,
    older: Vec<Secret>,
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

impl LinkKey {
    /// The key in the file at `path`; made when there is none.
    ///
    /// # Errors
    /// [`KeyFileError`] when the file cannot be read or made, is open to others, or is damaged.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        let mut all = key_file::load_or_create_all(path)?;
        let present = all.remove(0);
        Ok(Self { present, older: all })
    }

    /// A key of these bytes, for tests and the demo.
    pub fn from_bytes(bytes: Secret) -> Self {
        Self {
            present: bytes,
            older: Vec::new(),
        }
    }

    /// The token of a new link in the outgoing mail `id`: 32 lower-case letters and digits.
    pub fn token(&self, id: &OutboxId) -> String {
        token(&self.present, id)
    }

    /// The token of the outgoing mail `id` that has this hash, made with whichever key it was queued with.
    pub fn token_of(&self, id: &OutboxId, hash: LinkHash) -> Option<String> {
        let tokens = self.all().map(|key| token(key, id));
        tokens.into_iter().find(|token| Self::hash(token) == hash)
    }

    fn all(&self) -> impl Iterator<Item = &Secret> {
        std::iter::once(&self.present).chain(&self.older)
    }

    /// What the store knows a token by.
    pub fn hash(token: &str) -> LinkHash {
        LinkHash::of(token.as_bytes())
    }

    /// The Message-ID of the outgoing mail `id`, without angle brackets. Always the same for the same mail.
    pub fn message_id(&self, id: &OutboxId, domain: &str) -> String {
        let name = readable(&sign(&self.present, "mail", &id.0)[..MARK_BYTES]);
        let proof = proof(&self.present, &name, domain);
        format!("{MARK}{name}.{proof}@{domain}")
    }

    /// Whether a Message-ID, with or without angle brackets, is one of ours. Nobody else can make one up.
    pub fn recognise(&self, message_id: &str) -> bool {
        let bare = message_id.trim().trim_start_matches('<').trim_end_matches('>');
        let Some((left, domain)) = bare.rsplit_once('@') else {
            return false;
        };
        let Some((name, given)) = left.strip_prefix(MARK).and_then(|rest| rest.split_once('.')) else {
            return false;
        };
        self.all().any(|key| given == proof(key, name, domain))
    }
}

fn token(key: &Secret, id: &OutboxId) -> String {
    readable(&sign(key, "link", &id.0)[..TOKEN_BYTES])
}

fn proof(key: &Secret, name: &str, domain: &str) -> String {
    let text = format!("{name}@{}", domain.to_ascii_lowercase());
    readable(&sign(key, "proof", &text)[..MARK_BYTES])
}

/// HMAC-SHA-256 of a purpose and a text; the purpose keeps the three kinds of use apart.
fn sign(key: &Secret, purpose: &str, text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of every length");
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Base32 in lower case: survives being read aloud, and no mail client cuts a character off the end of such a link.
fn readable(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{PersonNo, TicketId};

    fn id(link: u32) -> OutboxId {
        OutboxId::activation(TicketId(17), PersonNo(2), link)
    }

    #[test]
    fn a_token_is_the_same_again_and_differs_by_mail_and_key() {
        let key = LinkKey::from_bytes([7; 32]);
        let token = key.token(&id(1));
        assert_eq!(token.len(), 32);
        assert_eq!(token, LinkKey::from_bytes([7; 32]).token(&id(1)));
        assert_ne!(token, key.token(&id(2)));
        assert_ne!(token, LinkKey::from_bytes([8; 32]).token(&id(1)));
        assert_eq!(format!("{key:?}"), "LinkKey(…)");
    }

    #[test]
    fn own_message_ids_are_recognised_and_forged_ones_are_not() {
        let key = LinkKey::from_bytes([7; 32]);
        let own = key.message_id(&id(1), "vendor.example");
        assert!(key.recognise(&own) && key.recognise(&format!("<{own}>")));
        assert!(key.recognise(&own.replace("vendor.example", "Vendor.Example")));
        assert!(!key.recognise(&own.replace("vendor.example", "other.example")));
        assert!(!key.recognise(&own.replace("gr.", "gr.x")));
        assert!(!LinkKey::from_bytes([8; 32]).recognise(&own));
        assert!(!key.recognise("") && !key.recognise("gr.a@b") && !key.recognise("a@b"));
    }

    #[test]
    fn the_message_id_does_not_tell_the_token() {
        let key = LinkKey::from_bytes([7; 32]);
        let own = key.message_id(&id(1), "vendor.example");
        assert!(!own.contains(&key.token(&id(1))[..16]));
    }

    #[test]
    fn an_older_key_serves_what_was_made_with_it_and_nothing_new() {
        let old = LinkKey::from_bytes([7; 32]);
        let key = LinkKey {
            present: [8; 32],
            older: vec![[7; 32]],
        };
        let hash = LinkKey::hash(&old.token(&id(1)));
        assert_ne!(key.token(&id(1)), old.token(&id(1)));
        assert_eq!(key.token_of(&id(1), hash), Some(old.token(&id(1))));
        assert_eq!(key.token_of(&id(2), hash), None);
        assert!(key.recognise(&old.message_id(&id(1), "vendor.example")));
        assert!(key.recognise(&key.message_id(&id(1), "vendor.example")));
    }
}
