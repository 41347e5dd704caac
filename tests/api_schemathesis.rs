//! Schemathesis reads the OpenAPI document and asks the real program everything that it allows, and much that it does not:
//! no answer may be a server's error, and none may be other than the document says.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "this is a test, and the support serves other tests too"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use regex::Regex;
use serde_json::{Value, json};

#[path = "support/commands.rs"]
mod commands;

use commands::{Daemon, prepare, said};

const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// What is looked at in each answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
                      response_schema_conformance,unsupported_method,allow_header_conformance,ignored_auth";

/// Schemathesis in an environment of its own, or nothing, said loudly, where Python is missing.
fn schemathesis() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis");
    let setup = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/servers/python-setup.sh");
    let made = Command::new(setup)
        .arg(&venv)
        .arg(SCHEMATHESIS)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    if made.status.success() {
        return Some(venv.join("bin/schemathesis"));
    }
    let words = String::from_utf8_lossy(&made.stderr).into_owned();
    let required = std::env::var_os("GREENROOM_REQUIRE_SERVERS").is_some_and(|value| value == "1");
    assert!(!required, "schemathesis cannot be set up: {words}");
    eprintln!("SKIPPED: the API is not tried with schemathesis, which needs python3 with venv: {words}");
    None
}

fn get(url: &str, token: &str) -> Value {
    let asked = ureq::get(url).header("Authorization", format!("Bearer {token}"));
    let text = asked.call().unwrap().body_mut().read_to_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Runs it on a document, as many requests as `examples` asks for, and says what it printed.
fn try_all(program: &Path, folder: &Path, document: &str, base: &str, token: &str, examples: u32) {
    let output = Command::new(program)
        .args(["run", document, "--url", base, "--checks", CHECKS])
        .args(["--phases", "examples,coverage,fuzzing", "--seed", "17"])
        .args(["--max-examples", &examples.to_string(), "--continue-on-failure"])
        .args([
            "--request-timeout",
            "30",
            "--no-color",
            "--suppress-health-check",
            "all",
        ])
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .current_dir(folder)
        .env("HOME", folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{document}:\n{words}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tried = Regex::new(r"(\d+) generated, (\d+) passed").unwrap();
    let tried = tried.captures(&words).unwrap_or_else(|| panic!("{words}"));
    assert_eq!(tried[1], tried[2], "{words}");
    assert!(tried[1].parse::<u32>().unwrap() > 1000, "{words}");
}

#[test]
fn schemathesis_finds_nothing() {
    let Some(program) = schemathesis() else { return };
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    said(folder.path(), &["run", "--once"]);
    let _daemon = Daemon::start(folder.path());
    let config: toml::Table = std::fs::read_to_string(folder.path().join("greenroom.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let base = format!("http://{}", config["api"]["listen"].as_str().unwrap());
    let token = std::fs::read_to_string(folder.path().join("data/api.token")).unwrap();
    let token = token.lines().next().unwrap().trim().to_owned();

    // The document as it is: names are made up, so most tickets are not there.
    let served = format!("{base}/api/v1/openapi.json");
    try_all(&program, folder.path(), &served, &base, &token, 15);

    // The same with the names of what is there, so that decisions are made.
    let mut narrowed = get(&served, &token);
    let names = |list: &str, key: &str| -> Vec<Value> {
        let all = get(&format!("{base}/api/v1/{list}?limit=50"), &token);
        let all = all[list].as_array().unwrap().iter();
        all.map(|one| one[key].clone()).collect()
    };
    let (tickets, mails) = (names("tickets", "name"), names("mails", "mail"));
    assert!(tickets.len() > 3 && mails.len() > 3, "the demo's mails were not read");
    for (path, methods) in narrowed["paths"].as_object_mut().unwrap() {
        let known = match path.split('/').nth(3) {
            Some("tickets") => &tickets,
            Some("mails") => &mails,
            Some(_) | None => continue,
        };
        for operation in methods.as_object_mut().unwrap().values_mut() {
            let parameters = operation["parameters"].as_array_mut().unwrap();
            // Made-up revisions are always stale.
            parameters.retain(|parameter| parameter["name"] != "If-Match");
            for parameter in parameters {
                if parameter["name"] == "id" {
                    parameter["schema"] = json!({ "type": "string", "enum": known });
                }
            }
        }
    }
    let shapes = narrowed["components"]["schemas"].as_object_mut().unwrap();
    for shape in shapes
        .values_mut()
        .filter(|shape| shape["additionalProperties"] == false)
    {
        let number = r##"{"$ref":"#/components/schemas/PersonNo"}"##;
        let properties = shape["properties"].to_string();
        let known = properties.replace(number, r#"{"type":"integer","enum":[1,2]}"#);
        shape["properties"] = serde_json::from_str(&known).unwrap();
        shape["properties"].as_object_mut().unwrap().remove("revision");
        if let Some(required) = shape["required"].as_array_mut() {
            required.retain(|one| one != "revision");
        }
    }
    let file = folder.path().join("narrowed.json");
    std::fs::write(&file, narrowed.to_string()).unwrap();
    try_all(&program, folder.path(), &file.display().to_string(), &base, &token, 40);
}
