//! `deny.toml` is kept true without a network: every crate that is built has an allowed licence and an allowed source,
//! and no banned one is among them.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

fn metadata() -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let command = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--all-features",
            "--offline",
        ])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(command.status.success(), "{}", String::from_utf8_lossy(&command.stderr));
    serde_json::from_slice(&command.stdout).unwrap()
}

fn rules() -> toml::Table {
    include_str!("../deny.toml").parse().unwrap()
}

/// The packages that are built, by the resolved graph.
fn packages(metadata: &Value) -> Vec<&Value> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let built: BTreeSet<&str> = nodes.iter().map(|node| node["id"].as_str().unwrap()).collect();
    let packages = metadata["packages"].as_array().unwrap();
    let found: Vec<&Value> = packages
        .iter()
        .filter(|package| built.contains(package["id"].as_str().unwrap()))
        .collect();
    assert!(found.len() > 100, "the packages were not found");
    found
}

#[test]
fn every_licence_is_allowed() {
    let (metadata, rules) = (metadata(), rules());
    let allowed: Vec<&str> = rules["licenses"]["allow"]
        .as_array()
        .unwrap()
        .iter()
        .map(|licence| licence.as_str().unwrap())
        .collect();
    let mut used = BTreeSet::new();
    for package in packages(&metadata) {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"]
            .as_str()
            .unwrap_or_else(|| panic!("{name} states no licence"));
        let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX).unwrap();
        let fits = expression.evaluate(|requirement| {
            let allowed = allowed.contains(&requirement.to_string().as_str());
            if allowed {
                used.insert(requirement.to_string());
            }
            allowed
        });
        assert!(fits, "{name} has the licence {licence}, which deny.toml does not allow");
    }
    let unused: Vec<_> = allowed.iter().filter(|licence| !used.contains(**licence)).collect();
    assert!(
        unused.is_empty(),
        "deny.toml allows licences that nothing has: {unused:?}"
    );
}

#[test]
fn nothing_banned_is_built_and_all_comes_from_the_registry() {
    let (metadata, rules) = (metadata(), rules());
    let banned: Vec<&str> = rules["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["name"].as_str().unwrap())
        .collect();
    for package in packages(&metadata) {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.contains(&name), "{name} is banned in deny.toml");
        let source = package["source"].as_str();
        assert!(
            source.is_none_or(|source| source.starts_with("registry+")),
            "{name} comes from {source:?}"
        );
    }
}
