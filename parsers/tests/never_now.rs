//! Nobody is activated by inference: a `now` always has words that say it, also in damaged mails, and damage by leaving
//! things out never turns somebody on whose label says otherwise while a word that holds them is still there.

use std::path::Path;

use greenroom_parsers::{Activate, Profile, read};
use proptest::prelude::*;
use proptest::test_runner::Config;

fn mails() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/mail");
    let mut mails: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|name| name == "eml"))
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read(&path).expect("the mail can be read"),
            )
        })
        .collect();
    mails.sort();
    mails
}

fn check(name: &str, raw: &[u8], profile: &Profile) {
    let reading = read(raw, profile);
    for user in &reading.extraction.users {
        if user.activate == Activate::Now {
            let evidence = user.evidence.get("activate");
            let evidence = evidence.unwrap_or_else(|| panic!("{name}: now without a word for {:?}", user.name));
            assert!(!evidence.text.trim().is_empty(), "{name}: now by an empty word");
        }
    }
}

#[test]
fn now_is_always_said() {
    for profile in [Profile::client_roles(), Profile::device_sales()] {
        for (name, raw) in mails() {
            check(&name, &raw, &profile);
        }
    }
}

/// Leaving out any one line keeps the promise.
#[test]
fn now_is_always_said_when_a_line_is_lost() {
    let profile = Profile::client_roles();
    for (name, raw) in mails().into_iter().step_by(3).filter(|(_, raw)| raw.len() < 6_000) {
        let lines: Vec<&[u8]> = raw.split_inclusive(|byte| *byte == b'\n').collect();
        for lost in (0..lines.len()).step_by(5) {
            let damaged: Vec<u8> = lines
                .iter()
                .enumerate()
                .filter(|(index, _)| *index != lost)
                .flat_map(|(_, line)| line.to_vec())
                .collect();
            check(&name, &damaged, &profile);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 96, failure_persistence: None, ..Config::default() })]

    /// Any damage: no panic, and still no `now` without a word.
    #[test]
    fn damaged_mails_are_read_calmly(pick in any::<prop::sample::Index>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..40), 1..12)) {
        let mails = mails();
        let (name, raw) = &mails[pick.index(mails.len())];
        let mut damaged = raw.clone();
        for (at, byte, length) in cuts {
            if damaged.is_empty() {
                break;
            }
            let at = at.index(damaged.len());
            let end = (at + length).min(damaged.len());
            if byte % 3 == 0 {
                damaged.drain(at..end);
            } else if byte % 3 == 1 {
                damaged[at] = byte;
            } else {
                let copy: Vec<u8> = damaged[at..end].to_vec();
                damaged.splice(at..at, copy);
            }
        }
        for profile in [Profile::client_roles(), Profile::device_sales()] {
            check(name, &damaged, &profile);
        }
    }

    /// Any bytes at all.
    #[test]
    fn any_bytes_are_read_calmly(raw in prop::collection::vec(any::<u8>(), 0..2_000)) {
        check("bytes", &raw, &Profile::client_roles());
        let mut mail = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n".to_vec();
        mail.extend(raw);
        check("html", &mail, &Profile::device_sales());
    }
}
