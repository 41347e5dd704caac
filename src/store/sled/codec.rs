//! How keys and values look on disk.
//!
//! A value is a version byte, the CRC-32 of the payload (big-endian) and the payload, which is JSON: it outlives changes of
//! the types, and the checksum catches what the disk did to it. Keys sort by kind, then by their parts.

use crate::domain::ids::{AccountId, LinkHash, MailId, OutboxId, TicketId, TokenHash};
use crate::domain::mail::{FolderKey, LedgerKey};
use crate::store::record::{Key, Record};
use crate::store::{Find, Index, StoreError, index::Range};

/// The first byte of every value that this program writes.
const VALUE_VERSION: u8 = 1;
const HEAD: usize = 5;

/// A record as it is kept.
pub(super) fn encode(record: &Record) -> Result<Vec<u8>, StoreError> {
    let payload = serde_json::to_vec(record)
        .map_err(|error| StoreError::Failed(format!("{:?} cannot be written as JSON: {error}", record.key())))?;
    let mut value = Vec::with_capacity(HEAD + payload.len());
    value.push(VALUE_VERSION);
    value.extend_from_slice(&crc32fast::hash(&payload).to_be_bytes());
    value.extend_from_slice(&payload);
    Ok(value)
}

/// A record from what is kept, if the checksum holds.
pub(super) fn decode(value: &[u8]) -> Result<Record, StoreError> {
    let (head, payload) = value.split_at_checked(HEAD).ok_or_else(|| {
        StoreError::Damaged(format!(
            "expected a value of at least {HEAD} bytes, found {}",
            value.len()
        ))
    })?;
    if head[0] != VALUE_VERSION {
        return Err(StoreError::Damaged(format!(
            "expected a value of version {VALUE_VERSION}, found {}",
            head[0]
        )));
    }
    let (found, expected) = (crc32fast::hash(payload).to_be_bytes(), &head[1..]);
    if found != expected {
        return Err(StoreError::Damaged(format!(
            "expected the checksum {expected:02x?}, found {found:02x?}"
        )));
    }
    serde_json::from_slice(payload).map_err(|error| StoreError::Damaged(format!("a value cannot be read: {error}")))
}

/// The bytes of a key.
pub(super) fn key_bytes(key: &Key) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(48);
    match key {
        Key::Ticket(id) => {
            bytes.push(b'T');
            bytes.extend_from_slice(&id.0.to_be_bytes());
        }
        Key::Entry(id, seq) => {
            bytes.push(b'U');
            bytes.extend_from_slice(&id.0.to_be_bytes());
            bytes.extend_from_slice(&seq.to_be_bytes());
        }
        Key::Mail(id) => hash_key(&mut bytes, b'M', &id.0),
        Key::Reading(id) => hash_key(&mut bytes, b'R', &id.0),
        Key::Link(id) => hash_key(&mut bytes, b'K', &id.0),
        Key::Outbox(id) => {
            bytes.push(b'O');
            bytes.extend_from_slice(id.0.as_bytes());
        }
        Key::Sender(address) => {
            bytes.push(b'S');
            bytes.extend_from_slice(address.as_bytes());
        }
        Key::Restoration => bytes.push(b'Z'),
        Key::Erasure(number) => {
            bytes.push(b'E');
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        Key::Account(id) => {
            bytes.push(b'A');
            bytes.extend_from_slice(&id.0.to_be_bytes());
        }
        Key::Session(hash) => hash_key(&mut bytes, b'B', &hash.0),
        Key::Invitation(hash) => hash_key(&mut bytes, b'I', &hash.0),
        Key::SignIn(hash) => hash_key(&mut bytes, b'N', &hash.0),
        Key::IssuedToken(hash) => hash_key(&mut bytes, b'P', &hash.0),
        Key::Repeat(hash) => hash_key(&mut bytes, b'Q', &hash.0),
        Key::Delivery(id) => {
            bytes.push(b'W');
            bytes.extend_from_slice(id.as_bytes());
        }
        Key::Cursor(folder) => {
            bytes.push(b'C');
            folder_key(&mut bytes, folder);
        }
        Key::Ledger(key) => {
            bytes.push(b'L');
            folder_key(&mut bytes, &key.folder);
            bytes.extend_from_slice(&key.uid_validity.to_be_bytes());
            bytes.extend_from_slice(key.uid.as_bytes());
        }
    }
    bytes
}

fn hash_key(bytes: &mut Vec<u8>, kind: u8, hash: &[u8; 32]) {
    bytes.push(kind);
    bytes.extend_from_slice(hash);
}

/// Source and folder, each ended by a zero byte, which neither can hold.
fn folder_key(bytes: &mut Vec<u8>, folder: &FolderKey) {
    for text in [&folder.source, &folder.folder] {
        bytes.extend(text.bytes().filter(|byte| *byte != 0));
        bytes.push(0);
    }
}

/// The key that these bytes are.
pub(super) fn key_of(bytes: &[u8]) -> Result<Key, StoreError> {
    parse_key(bytes).ok_or_else(|| StoreError::Damaged(format!("expected a key, found {bytes:02x?}")))
}

fn parse_key(bytes: &[u8]) -> Option<Key> {
    let (kind, rest) = bytes.split_first()?;
    let hash = || <[u8; 32]>::try_from(rest).ok();
    match kind {
        b'T' => Some(Key::Ticket(TicketId(u64::from_be_bytes(rest.try_into().ok()?)))),
        b'U' => {
            let (id, seq) = rest.split_at_checked(8)?;
            let id = TicketId(u64::from_be_bytes(id.try_into().ok()?));
            Some(Key::Entry(id, u64::from_be_bytes(seq.try_into().ok()?)))
        }
        b'M' => hash().map(|h| Key::Mail(MailId(h))),
        b'R' => hash().map(|h| Key::Reading(MailId(h))),
        b'K' => hash().map(|h| Key::Link(LinkHash(h))),
        b'O' => Some(Key::Outbox(OutboxId(text(rest)?))),
        b'S' => Some(Key::Sender(text(rest)?)),
        b'Z' => rest.is_empty().then_some(Key::Restoration),
        b'E' => Some(Key::Erasure(u64::from_be_bytes(rest.try_into().ok()?))),
        b'A' => Some(Key::Account(AccountId(u64::from_be_bytes(rest.try_into().ok()?)))),
        b'B' => hash().map(|h| Key::Session(TokenHash(h))),
        b'I' => hash().map(|h| Key::Invitation(TokenHash(h))),
        b'N' => hash().map(|h| Key::SignIn(TokenHash(h))),
        b'P' => hash().map(|h| Key::IssuedToken(TokenHash(h))),
        b'Q' => hash().map(|h| Key::Repeat(TokenHash(h))),
        b'W' => Some(Key::Delivery(text(rest)?)),
        b'C' => Some(Key::Cursor(parse_folder(rest)?.0)),
        b'L' => {
            let (folder, rest) = parse_folder(rest)?;
            let (validity, uid) = rest.split_at_checked(4)?;
            let uid_validity = u32::from_be_bytes(validity.try_into().ok()?);
            Some(Key::Ledger(LedgerKey {
                folder,
                uid_validity,
                uid: text(uid)?,
            }))
        }
        _ => None,
    }
}

fn parse_folder(bytes: &[u8]) -> Option<(FolderKey, &[u8])> {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let (source, folder) = (text(parts.next()?)?, text(parts.next()?)?);
    Some((FolderKey { source, folder }, parts.next()?))
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

/// The bytes of an index entry: tag, value, a zero byte, the record's key.
pub(super) fn entry_bytes(index: Index, value: &str, key: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len() + key.len() + 3);
    bytes.extend_from_slice(index.tag().as_bytes());
    bytes.extend_from_slice(value.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(key);
    bytes
}

/// The first bytes that answer a question, and the first that no longer do.
pub(super) fn bounds(find: &Find) -> (Vec<u8>, Vec<u8>) {
    let tag = find.index.tag().as_bytes().to_vec();
    let with = |value: &str, end: &[u8]| [&tag, value.as_bytes(), end].concat();
    let (first, end) = match &find.range {
        Range::Is(value) => (with(value, &[0]), with(value, &[1])),
        // No text in UTF-8 has a byte of 0xff.
        Range::StartsWith(value) => (with(value, &[]), with(value, &[0xff])),
        Range::UpTo(value) => (tag.clone(), with(value, &[1])),
        Range::From(value) => (with(value, &[]), with("", &[0xff])),
        Range::Between(first, end) => (with(first, &[]), with(end, &[])),
        Range::All => (tag.clone(), with("", &[0xff])),
    };
    match &find.after {
        // The smallest bytes above the entry are the entry and a zero byte.
        Some((value, key)) => {
            let mut after = entry_bytes(find.index, value, &key_bytes(key));
            after.push(0);
            (after.max(first), end)
        }
        None => (first, end),
    }
}

/// The value of an index entry, which is the entry without its tag, the zero byte and the key.
pub(super) fn entry_value(entry: &[u8], key: &[u8]) -> Result<String, StoreError> {
    let value = entry
        .len()
        .checked_sub(key.len() + 1)
        .and_then(|end| entry.get(2..end))
        .and_then(text);
    value.ok_or_else(|| StoreError::Damaged(format!("expected an index entry, found {entry:02x?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back() {
        let folder = FolderKey {
            source: "support".into(),
            folder: "INBOX/Ü".into(),
        };
        let keys = [
            Key::Ticket(TicketId(7)),
            Key::Entry(TicketId(7), 3),
            Key::Mail(MailId::of(b"a")),
            Key::Reading(MailId::of(b"a")),
            Key::Link(LinkHash::of(b"a")),
            Key::Outbox(OutboxId("GR-7/1/activation/1".into())),
            Key::Cursor(folder.clone()),
            Key::Restoration,
            Key::Erasure(3),
            Key::Account(AccountId(4)),
            Key::Session(TokenHash::of(b"a")),
            Key::Invitation(TokenHash::of(b"a")),
            Key::SignIn(TokenHash::of(b"a")),
            Key::IssuedToken(TokenHash::of(b"a")),
            Key::Repeat(TokenHash::of(b"a")),
            Key::Delivery("crm/GR-7/3".into()),
            Key::Sender("pat@vendor.example".into()),
            Key::Ledger(LedgerKey::imap(&folder, 0, 12)),
            Key::Ledger(LedgerKey::file(&folder, "a\u{1}b.eml")),
        ];
        for key in keys {
            assert_eq!(key_of(&key_bytes(&key)).unwrap(), key);
        }
        assert!(key_of(b"").is_err());
        assert!(key_of(b"T123").is_err());
    }

    #[test]
    fn a_flipped_bit_is_noticed() {
        let record = Record::Cursor(crate::store::record::CursorRow {
            folder: FolderKey {
                source: "a".into(),
                folder: "b".into(),
            },
            cursor: crate::domain::mail::Cursor {
                uid_validity: 1,
                last_uid: 2,
            },
            cut_off: None,
            revision: 1,
        });
        let good = encode(&record).unwrap();
        assert_eq!(decode(&good).unwrap(), record);
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(matches!(decode(&bad), Err(StoreError::Damaged(_))), "bit {bit}");
        }
    }
}
