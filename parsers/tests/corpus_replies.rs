//! Replies of the public collections, held against what their own projects expect.
//!
//! Those projects cut quotes off; here they are layers of their own. So what an author wrote is compared, whether it ends
//! in a signature or not, and quoted lines between inline answers do not count as the answerer's.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "this is a test")]
#![allow(unreachable_pub, reason = "support is shared by tests")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/shared.rs"]
mod shared;

use cases::{folded, holds, json, tally, text};
use greenroom_parsers::{Layer, Profile, read};
use serde_json::Value;

const ANN: &str = "Ann Lee <ann@acme.example>";

/// Without the lines that are quoted.
fn own_lines(text: &str) -> String {
    let own = text.lines().filter(|line| !line.trim_start().starts_with('>'));
    own.collect::<Vec<_>>().join("\n")
}

#[test]
fn trimmed_replies() {
    let Some(folder) = shared::folder("corpus/replies/email_reply_trimmer") else {
        return;
    };
    let cases = json(&folder.join("expected.json"));
    let (mut wrong, mut total) = (Vec::new(), 0);
    for (name, case) in cases.as_object().unwrap() {
        let layers = cases::layers(ANN, "Re: Hello", "text/plain", &text(&folder.join(name)));
        let wanted = own_lines(case["trimmed"].as_str().unwrap());
        total += 1;
        if !holds(&layers[0], &wanted) {
            wrong.push(format!("{name}: {:?}", layers[0].text));
        }
    }
    tally("email_reply_trimmer", &wrong, total, 28);
}

/// Everything a layer shows, its header facts included.
fn content(layer: &Layer) -> String {
    let parts = [
        Some(layer.text.as_str()),
        layer.signature.as_deref(),
        layer.author.name.as_deref(),
        layer.author.email.as_deref(),
        layer.date_text.as_deref(),
    ];
    folded(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Whether most words of a header line are in what is known of a layer; "wrote" and "On" are in none.
fn mostly(layer: &Layer, line: &str) -> bool {
    let content = content(layer);
    let split = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = line.split(split).filter(|word| word.len() > 2).collect();
    let known = words.iter().filter(|word| content.contains(**word)).count();
    content.contains(&folded(line)) || known * 3 >= words.len() * 2 && known > 0
}

fn asserted(layers: &[Layer], claim: &Value) -> bool {
    let spoken: Vec<&Layer> = layers
        .iter()
        .filter(|layer| layer.how_it_came() || !layer.text.is_empty())
        .collect();
    let op = claim["op"].as_str().unwrap();
    if claim["field"] == "reply_count" {
        return spoken.len() as u64 == claim["value"].as_u64().unwrap();
    }
    let value = claim["value"].as_str().unwrap();
    let bare = folded(value.trim_end_matches(['-', '\n']));
    let Some(layer) = spoken.get(usize::try_from(claim["reply"].as_u64().unwrap()).unwrap()) else {
        return false;
    };
    let text = folded(&layer.text);
    let signature = folded(layer.signature.as_deref().unwrap_or_default());
    match (claim["field"].as_str().unwrap(), op) {
        ("body", "contains") => text.contains(&bare),
        ("body", "not_contains") => !text.contains(&bare),
        ("body", "equals") => text == bare,
        ("signatures", "contains") => signature.contains(&bare),
        ("signatures", "equals") => signature == bare,
        ("content" | "headers", "contains") => mostly(layer, value),
        (field, op) => panic!("unknown claim: {field} {op}"),
    }
}

/// Whether a layer is there at all: an empty one above the first header block is nobody's reply.
trait Came {
    fn how_it_came(&self) -> bool;
}

impl Came for Layer {
    fn how_it_came(&self) -> bool {
        !self.text.trim().is_empty()
            || self
                .author
                .email
                .as_deref()
                .is_some_and(|email| email != "ann@acme.example")
    }
}

#[test]
fn parsed_replies() {
    let Some(folder) = shared::folder("corpus/replies/mail-parser-reply") else {
        return;
    };
    let cases = json(&folder.join("expected.json"));
    let (mut wrong, mut total) = (Vec::new(), 0);
    for (name, case) in cases.as_object().unwrap() {
        // The others have no assertion that a program can read.
        for claim in case["assert"].as_array().into_iter().flatten() {
            let layers = cases::layers(ANN, "Re: Hello", "text/plain", &text(&folder.join(name)));
            total += 1;
            if !asserted(&layers, claim) {
                wrong.push(format!("{name}: {claim}"));
            }
        }
    }
    tally("mail-parser-reply", &wrong, total, 45);
}

/// The first layer of a talon case.
fn outermost(path: &std::path::Path, sender: &str) -> Layer {
    let ending = path.extension().unwrap().to_string_lossy().into_owned();
    let layers = match ending.as_str() {
        // What is expected is said of the plain part; the other one is put aside.
        "eml" => {
            let raw = text(path).replace("Content-Type: text/html", "Content-Type: application/octet-stream");
            read(raw.as_bytes(), &Profile::client_roles()).layers
        }
        "html" => cases::layers(sender, "Re: Hello", "text/html", &text(path)),
        _ => cases::layers(sender, "Hello", "text/plain", &text(path).replace("#sig#", "")),
    };
    layers.into_iter().next().unwrap()
}

#[test]
fn replies_and_signatures() {
    let Some(folder) = shared::folder("corpus/replies/talon") else {
        return;
    };
    let cases = json(&folder.join("expected.json"));
    let (mut wrong, mut total) = (Vec::new(), 0);
    for (name, case) in cases.as_object().unwrap() {
        let sender = match case["sender"].as_str() {
            Some(email) if email.contains('@') => format!("John Doe <{email}>"),
            Some(sender) => format!("{sender} <who@acme.example>"),
            None => ANN.to_owned(),
        };
        let layer = outermost(&folder.join(name), &sender);
        let told = |key: &str| case[key].as_str();
        let words = |html: &str| {
            folded(
                &html
                    .replace("<div>", " ")
                    .replace("</div>", " ")
                    .replace("</body></html>", "")
                    .replace("<html><head></head><body>", ""),
            )
        };
        let right = match (
            told("reply_text_ignoring_whitespace").or(told("reply_text_of_plain_part")),
            told("signature"),
        ) {
            (Some(reply), _) => holds(&layer, reply),
            (None, Some(signature)) => {
                folded(layer.signature.as_deref().unwrap_or_default()) == folded(&signature.replace("#sig#", ""))
            }
            (None, None) => match told("html_after_strip_ignoring_whitespace") {
                Some(html) => holds(&layer, &words(html)),
                None => !layer.text.is_empty() && !layer.text.contains("From"),
            },
        };
        total += 1;
        if !right {
            wrong.push(format!("{name}: {:?} {:?}", layer.text, layer.signature));
        }
    }
    tally("talon", &wrong, total, 16);
}
