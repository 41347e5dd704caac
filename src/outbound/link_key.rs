//! Tokens of links and Message-IDs of our mails, both derived from one secret and the name of the outgoing mail.
//!
//! Because a token can be made again at any time, it is never stored, and a repeat of a mail carries the same link. The
//! price: whoever has the key file and the store can make every link, and without the key file no queued mail can go
//! out. It belongs into the backup, apart from the exports.

use std::fmt;
use std::path::Path;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::ids::{LinkHash, OutboxId};

use super::key_file::{self, KeyFileError};

/// 160 bits: 32 letters and digits in a link, beyond guessing.
const TOKEN_BYTES: usize = 20;
/// 80 bits each for the name and the proof in a Message-ID.
const MARK_BYTES: usize = 10;
/// What the left part of our Message-IDs begins with.
const MARK: &str = "gr.";

/// The secret of one deployment.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

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
        key_file::load_or_create(path).map(Self)
    }

    /// A key of these bytes, for tests and the demo.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The token of the link in the outgoing mail `id`: 32 lower-case letters and digits.
    pub fn token(&self, id: &OutboxId) -> String {
        readable(&self.sign("link", &id.0)[..TOKEN_BYTES])
    }

    /// What the store knows a token by.
    pub fn hash(token: &str) -> LinkHash {
        LinkHash::of(token.as_bytes())
    }

    /// The Message-ID of the outgoing mail `id`, without angle brackets. Always the same for the same mail.
    pub fn message_id(&self, id: &OutboxId, domain: &str) -> String {
        let name = readable(&self.sign("mail", &id.0)[..MARK_BYTES]);
        let proof = self.proof(&name, domain);
        format!("{MARK}{name}.{proof}@{domain}")
    }

    /// Whether a Message-ID, with or without angle brackets, is one of ours. Nobody else can make one up.
    pub fn recognise(&self, message_id: &str) -> bool {
        let bare = message_id.trim().trim_start_matches('<').trim_end_matches('>');
        let Some((left, domain)) = bare.rsplit_once('@') else {
            return false;
        };
        let Some((name, proof)) = left.strip_prefix(MARK).and_then(|rest| rest.split_once('.')) else {
            return false;
        };
        proof == self.proof(name, domain)
    }

    fn proof(&self, name: &str, domain: &str) -> String {
        let text = format!("{name}@{}", domain.to_ascii_lowercase());
        readable(&self.sign("proof", &text)[..MARK_BYTES])
    }

    /// HMAC-SHA-256 of a purpose and a text; the purpose keeps the three kinds of use apart.
    fn sign(&self, purpose: &str, text: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of every length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
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
}
