//! Very large and very deep mails: read to their end, bounded, and nobody's words given to somebody else.

#![allow(clippy::unwrap_used, reason = "this is a test")]

use greenroom_parsers::{Layer, Profile, read};

/// A mail may have as many layers as can be told apart, and one for all others.
const MAX_LAYERS: usize = 101;

fn layers(body: &str) -> Vec<Layer> {
    let mail = format!(
        "From: Pat Field <pat@vendor.example>\nTo: cs@vendor.example\nSubject: Re: Users\n\
         Date: Tue, 04 May 2027 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"
    );
    read(mail.as_bytes(), &Profile::client_roles()).layers
}

#[test]
fn a_megabyte_of_quoted_lines() {
    let line = "> I think that we should look at the list again, and then we will see: nothing is urgent.\n";
    let quoted = line.repeat(1_000_000 / line.len());
    let body = format!(
        "Agreed.\n\nOn Mon, May 3, 2027 at 10:12 AM Jane Doe <jane@acme.example> wrote:\n{quoted}\nThat is all."
    );
    let layers = layers(&body);
    assert_eq!(layers.len(), 2);
    assert_eq!(layers[0].text, "Agreed.\n\nThat is all.");
    assert_eq!(layers[1].author.email.as_deref(), Some("jane@acme.example"));
    assert!(layers[1].text.len() > 900_000);
}

#[test]
fn ten_thousand_answers_on_top_of_each_other() {
    let answers: Vec<String> = (0..10_000)
        .map(|at| format!("On Mon, May 3, 2027 at 10:12 AM Jane Doe <jane{at}@acme.example> wrote:\n\nAnswer {at}.\n"))
        .collect();
    let layers = layers(&format!("Newest.\n\n{}", answers.join("\n")));
    assert_eq!(layers.len(), MAX_LAYERS);
    assert_eq!(layers[0].text, "Newest.");
    assert_eq!(layers[1].text, "Answer 0.");
    assert_eq!(layers[99].author.email.as_deref(), Some("jane98@acme.example"));
    assert_eq!(layers[99].text, "Answer 98.");
    let last = &layers[100];
    assert_eq!(
        (last.author.name.as_deref(), last.author.email.as_deref()),
        (None, None)
    );
    assert!(last.text.contains("Answer 9999."));
}

#[test]
fn quotes_a_thousand_deep() {
    let mut body = String::from("Newest.\n");
    for depth in 1..1_000 {
        let marks = ">".repeat(depth);
        body.push_str(&format!(
            "{marks} On Mon, May 3, 2027 at 10:12 AM Jane Doe <jane@acme.example> wrote:\n"
        ));
    }
    body.push_str("\nBelow all quotes.");
    let layers = layers(&body);
    assert!(layers.len() <= MAX_LAYERS);
    assert_eq!(layers[0].text, "Newest.\n\nBelow all quotes.");
}

#[test]
fn header_blocks_without_end() {
    let block = "From: Jane Doe <jane@acme.example>\nSent: Monday, May 3, 2027 10:12 AM\nTo: Pat\nSubject: Users\n";
    let layers = layers(&block.repeat(5_000));
    assert!(layers.len() <= MAX_LAYERS);
    assert!(layers.iter().all(|layer| layer.text.is_empty()));
}
