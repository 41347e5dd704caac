//! `greenroom ticket restored`: what a restore has left for a person.

use serde_json::{Value, json};

use super::super::client::Client;

/// The code of the problem that stands on such a ticket.
const CODE: &str = "restored";

/// Settles, if that is wished, what nobody needs to decide about person by person, and says what is left.
pub(super) async fn run(client: &Client, settle: bool) -> anyhow::Result<Value> {
    let listed = client.list("tickets", "state", Some("needs_review")).await?;
    let (mut settled, mut left) = (Vec::new(), Vec::new());
    for name in array(&listed["tickets"])
        .iter()
        .filter_map(|ticket| ticket["name"].as_str())
    {
        let shown = client.get(&format!("tickets/{name}")).await?;
        let ticket = &shown["ticket"];
        if !has(&ticket["problems"], CODE) {
            continue;
        }
        let people = array(&ticket["people"]);
        let doubtful: Vec<&Value> = people
            .iter()
            .filter(|person| has(&person["problems"], "perhaps_sent"))
            .map(|person| &person["no"])
            .collect();
        if settle && doubtful.is_empty() {
            let body = json!({ "codes": [CODE], "revision": ticket["revision"] });
            client.post(&format!("tickets/{name}/settle"), &body).await?;
            settled.push(json!(name));
        } else {
            left.push(json!({ "ticket": name, "perhaps_sent": doubtful }));
        }
    }
    Ok(json!({ "settled": settled, "left": left }))
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn has(problems: &Value, code: &str) -> bool {
    array(problems).iter().any(|problem| problem["code"] == code)
}

pub(super) fn words(answer: &Value) -> String {
    let settled = array(&answer["settled"]).len();
    let mut lines = Vec::new();
    if settled > 0 {
        lines.push(format!("Settled {settled} tickets."));
    }
    for ticket in array(&answer["left"]) {
        let name = ticket["ticket"].as_str().unwrap_or_default();
        let people: Vec<String> = array(&ticket["perhaps_sent"]).iter().map(Value::to_string).collect();
        lines.push(match people.as_slice() {
            [] => format!("{name} waits for a person."),
            people => format!("{name} waits for a person; perhaps sent a link: {}.", people.join(", ")),
        });
    }
    if lines.is_empty() {
        lines.push("No ticket waits because of a restore.".into());
    }
    lines.join("\n")
}
