//! What every backend of the store must do. A new backend adds a function that opens it, and passes all of this.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::Path;
use std::sync::Arc;

use greenroom::domain::account::{Account, By, Invitation, Role, Session};
use greenroom::domain::ids::{AccountId, LinkHash, MailId, OutboxId, PersonNo, TicketId, TokenHash};
use greenroom::domain::mail::{Cursor, FolderKey, LedgerKey, LedgerRow, Taken};
use greenroom::domain::outbox::{Brings, LinkRecord, LinkState, OutboxRow, OutboxState};
use greenroom::store::index::{Range, instant};
use greenroom::store::record::CursorRow;
use greenroom::store::sled::SledStore;
use greenroom::store::{Batch, Expected, Find, Index, Key, Record, Store, StoreError, Write, transfer};
use jiff::Timestamp;

fn open(folder: &Path) -> Arc<dyn Store> {
    Arc::new(SledStore::open(folder).unwrap())
}

fn folder() -> FolderKey {
    FolderKey {
        source: "support".into(),
        folder: "INBOX".into(),
    }
}

fn cursor(last_uid: u32, revision: u64) -> Record {
    Record::Cursor(CursorRow {
        folder: folder(),
        cursor: Cursor {
            uid_validity: 1,
            last_uid,
        },
        cut_off: None,
        revision,
    })
}

fn row(uid: u32) -> Record {
    Record::Ledger(LedgerRow {
        key: LedgerKey::imap(&folder(), 1, uid),
        size: 10,
        seen_at: at(0),
        taken: Taken::Stored {
            mail: MailId::of(&uid.to_be_bytes()),
        },
        acknowledged: uid.is_multiple_of(2),
        revision: 1,
    })
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn outgoing(number: u32, second: i64, revision: u64) -> OutboxRow {
    let id = OutboxId::activation(TicketId(1), PersonNo(number), 1);
    OutboxRow {
        message_id: format!("{number}@vendor.example"),
        id,
        ticket: TicketId(1),
        brings: Brings::Link {
            person: PersonNo(number),
            number: 1,
            link: LinkHash::of(b"token"),
        },
        to: "jane@acme.example".into(),
        queued_at: at(0),
        state: OutboxState::Waiting { not_before: at(second) },
        composed_at: None,
        composed_zone: None,
        attempts: Vec::new(),
        revision,
    }
}

fn keys(found: &[(String, Key)]) -> Vec<Key> {
    found.iter().map(|(_, key)| key.clone()).collect()
}

#[tokio::test]
async fn a_batch_is_written_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut batch = Batch::new();
    batch.insert(cursor(5, 1)).insert(row(5));
    store.commit(batch).await.unwrap();

    let mut stale = Batch::new();
    stale.insert(row(6)).insert(cursor(6, 1));
    let error = store.commit(stale).await.unwrap_err();
    assert!(matches!(error, StoreError::Conflict { .. }), "{error}");
    assert_eq!(store.get(&row(6).key()).await.unwrap(), None);

    let mut wrong_revision = Batch::new();
    wrong_revision.writes.push(Write {
        record: cursor(6, 3),
        expected: Expected::Revision(2),
    });
    assert!(store.commit(wrong_revision).await.is_err());
    let mut right = Batch::new();
    right.update(cursor(6, 2));
    store.commit(right).await.unwrap();
    assert_eq!(store.get(&cursor(0, 0).key()).await.unwrap(), Some(cursor(6, 2)));
}

#[tokio::test]
async fn of_writers_who_saw_the_same_only_one_wins() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut first = Batch::new();
    first.insert(cursor(0, 1));
    store.commit(first).await.unwrap();
    let tasks: Vec<_> = (1..=50)
        .map(|uid| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut batch = Batch::new();
                batch.update(cursor(uid, 2));
                store.commit(batch).await.is_ok()
            })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        won += usize::from(task.await.unwrap());
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn indexes_follow_their_records() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut batch = Batch::new();
    for number in [3, 1, 2] {
        batch.insert(Record::Outbox(outgoing(number, i64::from(number), 1)));
    }
    store.commit(batch).await.unwrap();
    let until = |second| Find::until(Index::OutboxByWake, at(second), 10);
    let key = |number: u32| Record::Outbox(outgoing(number, 0, 1)).key();
    assert_eq!(keys(&store.find(until(2)).await.unwrap()), [key(1), key(2)]);
    assert_eq!(store.earliest(Index::OutboxByWake).await.unwrap(), Some(at(1)));
    assert_eq!(store.find(until(0)).await.unwrap(), []);

    let mut sent = Batch::new();
    sent.update(Record::Outbox(OutboxRow {
        state: OutboxState::Sent { at: at(9) },
        ..outgoing(1, 1, 2)
    }));
    store.commit(sent).await.unwrap();
    assert_eq!(keys(&store.find(until(99)).await.unwrap()), [key(2), key(3)]);
    let by_state = |word: &str| Find::is(Index::OutboxByState, word, 10);
    assert_eq!(keys(&store.find(by_state("sent")).await.unwrap()), [key(1)]);
    assert_eq!(store.find(by_state("waiting")).await.unwrap().len(), 2);
}

#[tokio::test]
async fn ranges_and_pages_of_an_index() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut batch = Batch::new();
    for number in 1..=7 {
        batch.insert(Record::Outbox(outgoing(number, i64::from(number), 1)));
    }
    store.commit(batch).await.unwrap();
    let mut seen = Vec::new();
    let mut find = Find {
        index: Index::OutboxByWake,
        range: Range::From(instant(at(2))),
        after: None,
        limit: 2,
    };
    loop {
        let page = store.find(find.clone()).await.unwrap();
        let Some(last) = page.last().cloned() else { break };
        seen.extend(keys(&page));
        find.after = Some(last);
    }
    let expected: Vec<Key> = (2..=7)
        .map(|number| Record::Outbox(outgoing(number, 0, 1)).key())
        .collect();
    assert_eq!(seen, expected);
    let begins = Find {
        range: Range::StartsWith("3@".into()),
        index: Index::OutboxByMessage,
        after: None,
        limit: 9,
    };
    assert_eq!(store.find(begins).await.unwrap().len(), 1);
}

#[tokio::test]
async fn hostile_index_values_do_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut batch = Batch::new();
    let names = [
        "a\0b".to_owned(),
        "x".repeat(100_000),
        String::new(),
        "\u{10ffff}".into(),
    ];
    for (number, name) in (1..).zip(&names) {
        batch.insert(Record::Outbox(OutboxRow {
            message_id: name.clone(),
            ..outgoing(number, 1, 1)
        }));
    }
    store.commit(batch).await.unwrap();
    for (number, name) in (1..).zip(&names) {
        let found = store.find(Find::is(Index::OutboxByMessage, name, 9)).await.unwrap();
        assert_eq!(keys(&found), [Record::Outbox(outgoing(number, 0, 1)).key()]);
    }
}

#[tokio::test]
async fn what_was_committed_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut batch = Batch::new();
    batch.insert(cursor(5, 1)).insert(row(5));
    store.commit(batch).await.unwrap();
    let ids = store.put_raw(vec![b"a".to_vec(), b"b".to_vec()]).await.unwrap();
    drop(store);
    let store = open(dir.path());
    assert_eq!(store.get(&row(5).key()).await.unwrap(), Some(row(5)));
    assert_eq!(store.raw(ids[1]).await.unwrap(), Some(b"b".to_vec()));
    assert_eq!(store.scan(None, 9).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_second_process_is_refused_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let _first = open(dir.path());
    let error = SledStore::open(dir.path()).err().unwrap();
    assert!(matches!(error, StoreError::InUse { .. }), "{error}");
    assert!(error.to_string().contains("in use by another process"));
}

#[tokio::test]
async fn a_damaged_snapshot_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for round in 1..=3 {
        let store = open(dir.path());
        let mut batch = Batch::new();
        batch.insert(row(round));
        store.commit(batch).await.unwrap();
    }
    let snapshots: Vec<_> = std::fs::read_dir(dir.path().join("sled"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("snap."))
        .collect();
    assert!(!snapshots.is_empty(), "this test needs a snapshot to damage");
    for snapshot in snapshots {
        std::fs::write(snapshot, b"").unwrap();
    }
    let store = open(dir.path());
    for round in 1..=3 {
        assert!(store.get(&row(round).key()).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn everything_can_be_carried_to_another_store() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let store = open(dirs[0].path());
    let mut batch = Batch::new();
    batch.insert(cursor(5, 1));
    for uid in 1..=600 {
        batch.insert(row(uid));
    }
    batch.insert(Record::Link(LinkRecord {
        hash: LinkHash::of(b"token"),
        ticket: TicketId(1),
        person: PersonNo(1),
        number: 1,
        state: LinkState::Live { expires: None },
        revision: 1,
    }));
    store.commit(batch).await.unwrap();
    let mut file = Vec::new();
    let counts = transfer::export(&store, &mut file).await.unwrap();
    assert_eq!(counts.records, 602);
    assert_eq!(transfer::check(file.as_slice()).unwrap(), counts);

    let other = open(dirs[1].path());
    assert_eq!(transfer::import(&other, file.as_slice()).await.unwrap(), counts);
    assert_eq!(
        other.scan(None, usize::MAX).await.unwrap(),
        store.scan(None, usize::MAX).await.unwrap()
    );
    assert!(matches!(
        transfer::import(&other, file.as_slice()).await,
        Err(transfer::TransferError::NotEmpty(_))
    ));
}

fn account(number: u64, email: &str, revision: u64) -> Account {
    let (name, email) = ("Ada".to_owned(), email.to_owned());
    let made = Account::new(AccountId(number), name, email, Role::Administrator, By::Operator, at(0));
    Account { revision, ..made }
}

fn session(token: &[u8], account: u64) -> Session {
    Session {
        hash: TokenHash::of(token),
        account: AccountId(account),
        credential: TokenHash::of(b"password"),
        began: at(0),
        seen: at(0),
        typing: None,
        revision: 1,
    }
}

#[tokio::test]
async fn accounts_are_found_by_number_and_address_and_their_sessions_and_links_by_them() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let invitation = |token: &[u8], account: Option<u64>| Invitation {
        hash: TokenHash::of(token),
        account: account.map(AccountId),
        made_at: at(0),
        ends: at(60),
        revision: 1,
    };
    let mut batch = Batch::new();
    batch
        .insert(Record::Account(Box::new(account(1, "Ada@vendor.example", 1))))
        .insert(Record::Account(Box::new(account(2, "bo@vendor.example", 1))))
        .insert(Record::Session(Box::new(session(b"one", 1))))
        .insert(Record::Session(Box::new(session(b"two", 1))))
        .insert(Record::Session(Box::new(session(b"three", 12))))
        .insert(Record::Invitation(invitation(b"first", None)))
        .insert(Record::Invitation(invitation(b"second", Some(2))));
    store.commit(batch).await.unwrap();
    assert_eq!(store.accounts().await.unwrap().len(), 2);
    let found = store.account_by_email(" ada@VENDOR.example ").await.unwrap();
    assert_eq!(found.unwrap().id, AccountId(1));
    assert_eq!(store.account_by_email("ad@vendor.example").await.unwrap(), None);
    assert_eq!(store.sessions_of(AccountId(1)).await.unwrap().len(), 2);
    let hash = TokenHash::of(b"three");
    assert_eq!(store.session(hash).await.unwrap(), Some(session(b"three", 12)));
    assert_eq!(store.invitations_for(None).await.unwrap(), [invitation(b"first", None)]);
    let second = invitation(b"second", Some(2));
    assert_eq!(store.invitations_for(Some(AccountId(2))).await.unwrap(), [second]);

    let mut stale = Batch::new();
    stale.update(Record::Account(Box::new(account(2, "bo@vendor.example", 3))));
    assert!(store.commit(stale).await.is_err());
}

#[tokio::test]
async fn an_export_has_accounts_and_neither_sessions_nor_links() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let store = open(dirs[0].path());
    let mut batch = Batch::new();
    batch.insert(Record::Account(Box::new(account(1, "ada@vendor.example", 1))));
    for number in 0..600_u32 {
        batch.insert(Record::Session(Box::new(session(&number.to_be_bytes(), 1))));
    }
    batch.insert(Record::Invitation(Invitation {
        hash: TokenHash::of(b"link"),
        account: None,
        made_at: at(0),
        ends: at(60),
        revision: 1,
    }));
    batch.insert(row(1)).insert(cursor(1, 1));
    store.commit(batch).await.unwrap();
    let mut file = Vec::new();
    let counts = transfer::export(&store, &mut file).await.unwrap();
    assert_eq!(counts.records, 3);
    assert!(!String::from_utf8_lossy(&file).contains(&TokenHash::of(b"link").to_string()));
    let other = open(dirs[1].path());
    assert_eq!(transfer::import(&other, file.as_slice()).await.unwrap(), counts);
    assert_eq!(other.accounts().await.unwrap(), [account(1, "ada@vendor.example", 1)]);
    assert_eq!(other.sessions_of(AccountId(1)).await.unwrap(), []);
}

#[tokio::test]
async fn an_export_that_was_cut_off_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut batch = Batch::new();
    batch.insert(row(1)).insert(row(2));
    store.commit(batch).await.unwrap();
    let mut file = Vec::new();
    transfer::export(&store, &mut file).await.unwrap();
    let lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    for cut in 0..lines.len() {
        assert!(
            transfer::check(lines[..cut].concat().as_slice()).is_err(),
            "cut after {cut} lines"
        );
    }
    let without_one = [&lines[..1], &lines[2..]].concat().concat();
    assert!(transfer::check(without_one.as_slice()).is_err());
}

#[tokio::test]
async fn an_export_of_the_first_format_is_still_read() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let store = open(dirs[0].path());
    let mut batch = Batch::new();
    batch.insert(row(1)).insert(row(2));
    store.commit(batch).await.unwrap();
    let mut file = Vec::new();
    transfer::export(&store, &mut file).await.unwrap();
    let text = String::from_utf8(file).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[0] = r#"{"greenroom_export":{"format":1}}"#;
    *lines.last_mut().unwrap() = r#"{"end":{"records":2,"mails":0}}"#;
    let old = lines.join("\n");
    let counts = transfer::check(old.as_bytes()).unwrap();
    let other = open(dirs[1].path());
    assert_eq!(transfer::import(&other, old.as_bytes()).await.unwrap(), counts);
    let newer = text.replacen("\"format\":5", "\"format\":6", 1);
    let refused = transfer::check(newer.as_bytes()).unwrap_err().to_string();
    assert!(
        refused.contains("line 1: expected an export of format 1 to 5, found format 6"),
        "{refused}"
    );
}

#[tokio::test]
async fn what_is_removed_is_gone_with_its_index_and_guarded_like_a_write() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let mut batch = Batch::new();
    batch.insert(row(1)).insert(row(3));
    store.commit(batch).await.unwrap();
    let frozen = store.freeze().await.unwrap();
    let remove = |revision| Batch {
        removals: vec![(row(1).key(), revision)],
        ..Batch::new()
    };
    assert!(matches!(
        store.commit(remove(2)).await,
        Err(StoreError::Conflict { .. })
    ));
    store.commit(remove(1)).await.unwrap();
    assert!(matches!(
        store.commit(remove(1)).await,
        Err(StoreError::Conflict { .. })
    ));
    assert_eq!(store.get(&row(1).key()).await.unwrap(), None);
    let left = store.find(Find::first(Index::LedgerByMail, 10)).await.unwrap();
    assert_eq!(keys(&left), [row(3).key()]);
    assert_eq!(
        frozen.scan(None, 1).await.unwrap(),
        [row(1)],
        "the moment before still has it"
    );
    drop(frozen);
    let raw = store.put_raw(vec![b"mail".to_vec()]).await.unwrap();
    store.remove_raw(raw.clone()).await.unwrap();
    assert_eq!(store.raw(raw[0]).await.unwrap(), None);
    store.remove_raw(raw).await.unwrap();
}

#[tokio::test]
async fn no_raw_mail_is_removed_while_a_backup_relies_on_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let raw = store.put_raw(vec![b"mail".to_vec()]).await.unwrap();
    let frozen = store.freeze().await.unwrap();
    let mut removing = std::pin::pin!(store.remove_raw(raw.clone()));
    assert!(futures::poll!(removing.as_mut()).is_pending());
    assert!(frozen.raw(raw[0]).await.unwrap().is_some());
    drop(frozen);
    removing.await.unwrap();
    assert_eq!(store.raw(raw[0]).await.unwrap(), None);
}
