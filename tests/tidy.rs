//! The rules of the house that no compiler checks.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::path::{Path, PathBuf};

/// A module longer than this is split.
const LONGEST_MODULE: usize = 600;

/// What may stand at the top level.
const TOP: [&str; 14] = [
    "Cargo.toml",
    "Cargo.lock",
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "clippy.toml",
    "deny.toml",
    "deploy",
    "fixtures",
    "parsers",
    "rustfmt.toml",
    "src",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, without what is built or fetched.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if ["target", ".git", ".cache", "corpus"].contains(&name.as_str()) {
            // In a second work tree `.git` is a file.
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn rust() -> Vec<(PathBuf, String)> {
    let folders = ["src", "parsers", "tests", "benches"].map(|name| root().join(name));
    let all = folders
        .iter()
        .filter(|folder| folder.exists())
        .flat_map(|folder| files(folder));
    let rust = all.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let found: Vec<_> = rust
        .map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(found.len() > 50, "the sources were not found");
    found
}

/// Every line that breaks a rule, told by `test`.
fn breaches(test: impl Fn(&Path, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in rust() {
        for (number, line) in (1..).zip(text.lines()) {
            if test(&path, line) {
                found.push(format!(
                    "{}:{number}: {}",
                    path.strip_prefix(root()).unwrap().display(),
                    line.trim()
                ));
            }
        }
    }
    found
}

fn is_below(path: &Path, folder: &str) -> bool {
    path.strip_prefix(root()).unwrap().starts_with(folder)
}

#[test]
fn no_module_is_too_long() {
    for (path, text) in rust() {
        let lines = text.lines().count();
        assert!(
            lines <= LONGEST_MODULE,
            "{} has {lines} lines; split it",
            path.display()
        );
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (path, text) in rust() {
        let says = text.starts_with("//!") || text.starts_with("#![doc = include_str!");
        assert!(says, "{} begins without `//!`", path.display());
    }
}

#[test]
fn no_unfinished_work_is_left() {
    // Written in two parts, so that this file does not find itself.
    let marks = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["XX", "X"],
        ["todo", "!("],
        ["unimplemented", "!("],
    ]
    .map(|mark| mark.concat());
    let found = breaches(|_, line| marks.iter().any(|mark| line.contains(mark.as_str())));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn tests_neither_sleep_nor_hide() {
    let marks = [["sleep", "("], ["#[ig", "nore"], ["allow(dead", "_code"]].map(|mark| mark.concat());
    let clock = |path: &Path| path.ends_with("src/clock.rs") || path.ends_with("src/intake/mod.rs");
    let waits = |path: &Path, line: &str| clock(path) || line.contains("clock.sleep(") || line.contains("fn sleep(");
    let found = breaches(|path, line| marks.iter().any(|mark| line.contains(mark.as_str())) && !waits(path, line));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_clock_reads_the_time() {
    // clippy.toml forbids the calls; this forbids to get around it.
    let marks = [["disallowed", "_methods"]].map(|mark| mark.concat());
    let found =
        breaches(|path, line| marks.iter().any(|mark| line.contains(mark.as_str())) && !path.ends_with("src/clock.rs"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn only_the_store_knows_a_database() {
    let found = breaches(|path, line| {
        is_below(path, "src")
            && !is_below(path, "src/store")
            && (line.contains("sled::") && !line.contains("store::sled"))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_domain_and_the_parsers_are_pure() {
    let forbidden = [
        "tokio",
        "std::fs",
        "std::net",
        "async fn",
        ".await",
        "crate::store",
        "crate::config",
        "sled",
    ];
    let pure = |path: &Path| is_below(path, "src/domain") || is_below(path, "parsers/src");
    let code = |line: &str| !line.trim_start().starts_with("//");
    let found = breaches(|path, line| pure(path) && code(line) && forbidden.iter().any(|word| line.contains(word)));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_top_level_is_the_customers() {
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let known =
            name.starts_with('.') || ["target", "tests"].contains(&name.as_str()) || TOP.contains(&name.as_str());
        assert!(known, "{name} does not belong at the top level");
    }
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let words = [
        ["../", "shared"],
        ["labelled", "-b"],
        ["/work", "/main"],
        ["/work", "/shared"],
    ]
    .map(|word| word.concat());
    for path in files(root()) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        // The suite of shared material is found by tests that say so and skip; they name it through one constant.
        let may = path.ends_with("tests/tidy.rs")
            || path.ends_with("tests/support/shared.rs")
            || path.ends_with("Cargo.lock");
        for word in words.iter().filter(|_| !may) {
            assert!(!text.contains(word.as_str()), "{} speaks of {word}", path.display());
        }
    }
}

#[test]
fn every_fixture_of_mail_has_its_label() {
    let folder = root().join("fixtures/mail");
    let names = |ending: &str| -> Vec<String> {
        let with_ending = files(&folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|found| found == ending));
        with_ending
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect()
    };
    assert!(!names("eml").is_empty(), "there are no fixtures of mail");
    assert_eq!(
        names("eml"),
        names("json"),
        "a mail without a label, or a label without a mail"
    );
}

/// What stands between backticks on a page.
fn quoted(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("deploy").join(page)).unwrap();
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a test such as `store_faults::a_full_disk` is there; `*` stands for all tests of a file.
fn test_exists(named: &str) -> bool {
    let (file, name) = named.split_once("::").unwrap();
    let places = [
        format!("tests/{file}.rs"),
        format!("tests/{file}/main.rs"),
        format!("parsers/tests/{file}.rs"),
        // Beside what they test.
        format!("src/accounts/{file}.rs"),
        format!("src/web/desk/{file}.rs"),
    ];
    let text = places
        .iter()
        .find_map(|place| std::fs::read_to_string(root().join(place)).ok());
    text.is_some_and(|text| {
        // A file may list its cases and make a test of each, for every server.
        let listed = text.split_once("on_every_server! {\n");
        let mut cases = listed.map_or("", |(_, rest)| rest).lines().map(str::trim);
        let mut lines = text.lines().map(str::trim);
        let mut is_test = false;
        lines.any(|line| {
            let found = is_test && (name == "*" || line.contains(&format!("fn {name}(")));
            is_test = line.starts_with("#[test]") || line.starts_with("#[tokio::test");
            found
        }) || cases
            .by_ref()
            .take_while(|line| *line != "}")
            .any(|line| line == format!("{name},"))
    })
}

#[test]
fn every_promise_and_every_fault_names_tests_that_exist() {
    for page in ["PROMISES.md", "FAULTS.md", "SECURITY.md", "SERVERS.md"] {
        let words = quoted(page);
        let tests: Vec<&String> = words.iter().filter(|word| word.contains("::")).collect();
        assert!(tests.len() > 20, "{page} names only {} tests", tests.len());
        for named in tests {
            assert!(test_exists(named), "{page} names {named}, which is no test");
        }
        for scenario in words.iter().filter(|word| word.starts_with("fixtures/")) {
            assert!(
                root().join(scenario).exists(),
                "{page} names {scenario}, which is not there"
            );
        }
    }
    for (page, head) in [("FAULTS.md", "| fault"), ("SERVERS.md", "| what |")] {
        let text = std::fs::read_to_string(root().join("deploy").join(page)).unwrap();
        let rows = text
            .lines()
            .filter(|line| line.starts_with("| ") && !line.starts_with(head));
        for row in rows {
            let by_hand = page == "SERVERS.md" && row.contains("measured by hand");
            assert!(row.contains("::") || by_hand, "no test holds this row: {row}");
        }
    }
    let promises = std::fs::read_to_string(root().join("deploy/PROMISES.md")).unwrap();
    let promises: Vec<&str> = promises.split("\n## ").skip(1).collect();
    assert_eq!(promises.len(), 6);
    for promise in promises {
        assert!(promise.contains("::"), "no test holds this promise: {promise}");
    }
}
