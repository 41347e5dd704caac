//! Takes mail from Maildirs and folders of files, also while somebody else reads or writes there.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::fs;
use std::path::{Path, PathBuf};

use greenroom::config::{FilesConfig, MaildirConfig};
use greenroom::domain::mail::{FolderKey, LedgerKey, Taken};
use greenroom::intake::accept::{Arrival, Content, accept};
use greenroom::intake::audit::recount;
use tokio::sync::watch;

#[path = "support/intake.rs"]
mod support;

use support::{Bench, mail, mail_of, subjects, taken};

fn with_maildir() -> (Bench, PathBuf) {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("Maildir");
    for part in ["new", "cur", "tmp"] {
        fs::create_dir_all(path.join(part)).unwrap();
    }
    bench.config.source.maildir.push(MaildirConfig {
        name: "local".into(),
        path: "Maildir".into(),
        poll_seconds: 5,
        max_mail_mb: 1,
    });
    (bench, path)
}

fn with_files() -> (Bench, PathBuf) {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("files");
    fs::create_dir_all(&path).unwrap();
    bench.config.source.files.push(FilesConfig {
        name: "drop".into(),
        path: "files".into(),
        poll_seconds: 5,
        max_mail_mb: 1,
    });
    (bench, path)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn mbox(mails: &[Vec<u8>]) -> Vec<u8> {
    let mut text = Vec::new();
    for mail in mails {
        text.extend_from_slice(b"From ann@vendor.example Mon Mar  1 08:00:00 2027\n");
        text.extend_from_slice(mail);
        text.extend_from_slice(b"\n");
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maildir_is_taken_and_new_mail_is_moved_to_cur_unseen() {
    let (bench, path) = with_maildir();
    fs::write(path.join("new/1.a.host"), mail("mail 1")).unwrap();
    fs::write(path.join("new/2.b.host"), mail("mail 2")).unwrap();
    fs::write(path.join("cur/3.c.host:2,S"), mail("mail 3")).unwrap();
    fs::write(path.join("tmp/4.d.host"), "half a ma").unwrap();
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.acknowledged), (3, 2));
    assert_eq!(bench.subjects().await, subjects(3));
    assert!(names(&path.join("new")).is_empty());
    assert_eq!(names(&path.join("cur")), ["1.a.host:2,", "2.b.host:2,", "3.c.host:2,S"]);
    let uids: Vec<String> = bench.ledger().await.into_iter().map(|row| row.key.uid).collect();
    assert_eq!(uids, ["1.a.host", "2.b.host", "3.c.host"]);
    // A person reads one; it is still the same mail.
    fs::rename(path.join("cur/1.a.host:2,"), path.join("cur/1.a.host:2,RS")).unwrap();
    assert_eq!(bench.once_well().await[0].report.rows(), 0);
    let audits = recount(&bench.config, &bench.store).await.unwrap();
    assert_eq!(
        (audits[0].present, audits[0].stored, audits[0].unexplained.len()),
        (3, 3, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_before_the_move_in_a_maildir_is_made_up_for() {
    let (bench, path) = with_maildir();
    fs::write(path.join("new/1.a.host"), mail("mail 1")).unwrap();
    let folder = FolderKey {
        source: "local".into(),
        folder: "Maildir".into(),
    };
    let arrival = Arrival {
        key: LedgerKey::file(&folder, "1.a.host"),
        size: 1,
        content: Content::Mail(mail("mail 1")),
        tell: true,
    };
    let now = "2027-03-01T07:00:00Z".parse().unwrap();
    accept(&bench.store, now, vec![arrival], None).await.unwrap();
    let results = bench.once_well().await;
    assert_eq!((results[0].report.rows(), results[0].report.acknowledged), (0, 1));
    assert_eq!(names(&path.join("cur")), ["1.a.host:2,"]);
    assert!(bench.ledger().await[0].acknowledged);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_oversize_mail_in_a_maildir_is_listed_and_stays() {
    let (bench, path) = with_maildir();
    fs::write(path.join("new/1.a.host"), mail_of("too large", 1_500_000)).unwrap();
    fs::write(path.join("new/2.b.host"), mail("mail 1")).unwrap();
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.refused), (1, 1));
    assert_eq!(names(&path.join("new")), ["1.a.host"]);
    assert!(matches!(&bench.ledger().await[0].taken, Taken::Refused { reason } if reason.contains("1 MB")));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_mboxes_are_taken_and_left_as_they_are() {
    let (bench, path) = with_files();
    fs::write(path.join("one.eml"), mail("mail 1")).unwrap();
    fs::write(path.join("two.EML"), mail("mail 2")).unwrap();
    fs::write(path.join("notes.txt"), "not a mail").unwrap();
    fs::write(
        path.join("many.mbox"),
        mbox(&[mail("mail 3"), mail_of("too large", 1_500_000), mail("mail 4")]),
    )
    .unwrap();
    let before = names(&path);
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.refused), (4, 1));
    assert_eq!(bench.subjects().await, subjects(4));
    let uids: Vec<String> = bench.ledger().await.into_iter().map(|row| row.key.uid).collect();
    assert_eq!(
        uids,
        ["many.mbox#1", "many.mbox#2", "many.mbox#3", "one.eml", "two.EML"]
    );
    assert_eq!(names(&path), before);
    assert_eq!(bench.once_well().await[0].report.rows(), 0);
    let audits = recount(&bench.config, &bench.store).await.unwrap();
    assert_eq!((audits[0].present, audits[0].unexplained.len()), (5, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_mbox_that_grows_gives_only_what_is_new_and_a_name_used_again_hides_nothing() {
    let (bench, path) = with_files();
    fs::write(path.join("many.mbox"), mbox(&[mail("mail 1")])).unwrap();
    fs::write(path.join("request.eml"), mail("mail 2")).unwrap();
    bench.once_well().await;
    fs::write(path.join("many.mbox"), mbox(&[mail("mail 1"), mail("mail 3")])).unwrap();
    fs::write(path.join("request.eml"), mail("mail 4")).unwrap();
    let results = bench.once_well().await;
    assert_eq!(results[0].report.new_mails, 2);
    assert_eq!(bench.subjects().await, subjects(4));
    assert_eq!(bench.once_well().await[0].report.rows(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_mbox_is_listed_and_the_rest_is_taken() {
    let (bench, path) = with_files();
    fs::write(path.join("a.mbox"), "no mail at all\n").unwrap();
    fs::write(path.join("b.mbox"), mbox(&[mail("mail 1")])).unwrap();
    fs::write(path.join("c.mbox"), "").unwrap();
    let results = bench.once_well().await;
    assert_eq!((results[0].report.new_mails, results[0].report.refused), (1, 1));
    assert!(matches!(&bench.ledger().await[0].taken, Taken::Refused { reason } if reason.contains("no mbox")));
    let audits = recount(&bench.config, &bench.store).await.unwrap();
    assert_eq!((audits[0].present, audits[0].unexplained.len()), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_being_written_is_left_until_it_rests() {
    let (bench, path) = with_files();
    let (stop, stopped) = watch::channel(false);
    let mut intake = bench.spawn(&stopped);
    bench
        .until_unaided(&intake, |folders| folders.values().all(|status| status.passes == 1))
        .await;
    let whole = mail_of("mail 1", 2000);
    fs::write(path.join("request.eml"), &whole[..700]).unwrap();
    // The clock is moved step by step: whether the folder's loop has begun to wait for it cannot be seen from here.
    let look_again = |passes: u64| {
        bench.until(&intake, move |folders| {
            folders.values().all(|status| status.passes >= passes)
        })
    };
    look_again(2).await;
    fs::write(path.join("request.eml"), &whole[..1400]).unwrap();
    look_again(3).await;
    assert!(bench.ledger().await.is_empty(), "it changed between the looks");
    fs::write(path.join("request.eml"), &whole).unwrap();
    look_again(4).await;
    assert!(bench.ledger().await.is_empty(), "it changed between the looks");
    bench.until(&intake, |folders| taken(folders) == 1).await;
    assert_eq!(bench.subjects().await, subjects(1));
    stop.send(true).unwrap();
    while intake.tasks.join_next().await.is_some() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_folder_is_named_and_the_others_are_taken() {
    let (mut bench, path) = with_maildir();
    fs::write(path.join("new/1.a.host"), mail("mail 1")).unwrap();
    bench.config.source.files.push(FilesConfig {
        name: "gone".into(),
        path: "not-there".into(),
        poll_seconds: 5,
        max_mail_mb: 1,
    });
    let results = bench.once().await;
    assert_eq!(results[0].report.new_mails, 1);
    assert!(results[1].error.as_ref().unwrap().to_string().contains("not-there"));
}
