//! The whole daemon in a storm: real store, real pipeline, real workers, and everything around them made by a seed.
//!
//! A seed makes a script of about two hundred days (`plan`): mails of account managers, decisions of reviewers, moved
//! go-lives, a mail server that fails in every way, a process that is killed in the middle of its work, a clock that is
//! set, a mailbox that is away, an operator who takes backups, restores one when the store is lost, and erases people. The
//! script is played (`world`) while a second account of the promises (`model`), which
//! shares nothing with the daemon's rules, looks at every mail that leaves; at the end the store is compared with it
//! (`verdict`). A script that breaks a promise is made smaller (`shrink`) and printed; kept in `fixtures/simulation`, it
//! is played for ever after.
//!
//! The process dies at commits, raw mails and outgoing mails; what it leaves is what it had written until then, and it
//! comes to life on a copy of that, without the good order of a store that is closed.
//!
//! - `GREENROOM_SIMULATION_SEEDS`: how many seeds are played (200; `tests/run nightly` plays 10,000).
//! - `GREENROOM_SIMULATION_FIRST`: the first of them (0). One seed alone: its number here, and 1 above.
//! - `GREENROOM_SIMULATION_BREAK`: for so many seeds, which of them notice the promises that are broken on purpose.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    reason = "this is a test"
)]

mod chance;
mod desk;
mod guard;
mod keep;
mod letters;
mod life;
mod lost;
mod mails;
mod model;
mod mortal;
mod plan;
mod post;
mod script;
mod server;
mod shrink;
mod stage;
mod verdict;
mod world;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use mortal::Breakage;
use script::Script;
use stage::Counts;
use world::{Outcome, play};

/// So many seeds in every run of the tests.
const SEEDS: u64 = 200;

/// The seeds that notice a promise which is broken on purpose.
const DAY_EARLY: u64 = 0;
const FORGOTTEN_MOVE: u64 = 3;
const TOLD_FIRST: u64 = 12;
const LET_OUT: u64 = 1;

/// So many failing seeds are made smaller and told; more would only cost time.
const TOLD: usize = 3;

fn number(variable: &str, otherwise: u64) -> u64 {
    let given = std::env::var(variable).ok();
    given.map_or(otherwise, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{variable}: expected a number, found {text}"))
    })
}

/// Plays a script; whoever panics at it has broken a promise too.
fn outcome(script: &Script, breakage: Option<Breakage>) -> Outcome {
    std::panic::catch_unwind(|| play(script, breakage)).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|&words| words.to_owned()));
        Outcome {
            violations: vec![format!("a panic: {}", words.unwrap_or_default())],
            history: Vec::new(),
            counts: Counts::default(),
        }
    })
}

/// The history of a failing script and a smaller one that fails as well.
fn told(name: &str, script: &Script, breakage: Option<Breakage>) -> String {
    let small = shrink::shrink(script, |smaller| !outcome(smaller, breakage).violations.is_empty());
    let again = outcome(&small, breakage);
    format!(
        "\n{name} breaks promises:\n  {}\nits history, made smaller:\n  {}\nto keep it:\n{}",
        again.violations.join("\n  "),
        again.history.join("\n  "),
        small.to_text()
    )
}

fn add(sum: &mut Counts, one: Counts) {
    sum.handed += one.handed;
    sum.repeated += one.repeated;
    sum.accepted += one.accepted;
    sum.deaths += one.deaths;
    sum.mails += one.mails;
    sum.decisions += one.decisions;
    sum.tickets += one.tickets;
    sum.returned += one.returned;
    sum.backups += one.backups;
    sum.restores += one.restores;
    sum.erasures += one.erasures;
}

#[test]
fn no_seed_breaks_a_promise() {
    let (first, seeds) = (
        number("GREENROOM_SIMULATION_FIRST", 0),
        number("GREENROOM_SIMULATION_SEEDS", SEEDS),
    );
    let next = AtomicU64::new(first);
    let failed = Mutex::new(Vec::new());
    let sum = Mutex::new(Counts::default());
    // Each waits for its disk now and then.
    let workers = 2 * std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + seeds {
                        return;
                    }
                    let outcome = outcome(&plan::script(seed), None);
                    add(&mut sum.lock().unwrap_or_else(PoisonError::into_inner), outcome.counts);
                    if !outcome.violations.is_empty() {
                        // Threads of the daemon may take turns another way the next time: this is what happened now.
                        let history = outcome.history.join("\n  ");
                        println!("seed {seed}: {}\n  {history}", outcome.violations.join("; "));
                        failed.lock().unwrap_or_else(PoisonError::into_inner).push(seed);
                    }
                }
            });
        }
    });
    let mut failed = failed.into_inner().unwrap();
    failed.sort_unstable();
    println!("{seeds} seeds: {:?}", sum.into_inner().unwrap());
    for seed in failed.iter().take(TOLD) {
        println!("{}", told(&format!("seed {seed}"), &plan::script(*seed), None));
    }
    assert!(
        failed.is_empty(),
        "{} of {seeds} seeds break promises: {failed:?}",
        failed.len()
    );
}

#[test]
fn what_once_failed_does_not_fail_again() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/simulation");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no script was kept");
    let mut failed = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let script = Script::from_text(&std::fs::read_to_string(&file).unwrap());
        assert!(!script.why.is_empty(), "{name}: it does not say why it is kept");
        let outcome = outcome(&script, None);
        if !outcome.violations.is_empty() {
            println!("{name}:\n  {}", outcome.history.join("\n  "));
            failed.push((name, outcome.violations));
        }
    }
    assert!(failed.is_empty(), "these break promises again: {failed:#?}");
}

/// Plays a seed with a promise broken on purpose, and wants that to be noticed by these words; whole, the seed is quiet.
fn is_noticed(seed: u64, breakage: Breakage, words: &str) {
    let script = plan::script(seed);
    let whole = outcome(&script, None).violations;
    assert!(
        whole.is_empty(),
        "seed {seed} breaks promises without {breakage:?}: {whole:?}"
    );
    let found = outcome(&script, Some(breakage)).violations;
    let noticed = found.iter().any(|violation| violation.contains(words));
    assert!(noticed, "seed {seed} does not notice {breakage:?}: {found:?}");
}

#[test]
fn a_day_early_is_noticed() {
    is_noticed(DAY_EARLY, Breakage::DayEarly, " before ");
}

#[test]
fn a_forgotten_move_is_noticed() {
    is_noticed(FORGOTTEN_MOVE, Breakage::ForgetReplan, " before ");
}

#[test]
fn telling_the_mailbox_before_storing_is_noticed() {
    is_noticed(TOLD_FIRST, Breakage::TellFirst, "is lost");
}

#[test]
fn a_restore_that_lets_queued_mails_out_is_noticed() {
    is_noticed(LET_OUT, Breakage::LetOut, "while a mail waits to be read");
}

/// Says of so many seeds what they notice when promises are broken on purpose, to find those above anew.
#[test]
fn seeds_that_notice_what_is_broken() {
    let breakages = [
        Breakage::DayEarly,
        Breakage::ForgetReplan,
        Breakage::TellFirst,
        Breakage::LetOut,
    ];
    let (first, seeds) = (
        number("GREENROOM_SIMULATION_FIRST", 0),
        number("GREENROOM_SIMULATION_BREAK", 0),
    );
    for (seed, breakage) in (first..first + seeds).flat_map(|seed| breakages.map(|breakage| (seed, breakage))) {
        let found = outcome(&plan::script(seed), Some(breakage)).violations;
        println!(
            "seed {seed}, {breakage:?}: {} violations, such as {:?}",
            found.len(),
            found.first()
        );
    }
}
