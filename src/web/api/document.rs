//! The OpenAPI 3.1 document, written from the operations that the router is made of and from the types that they take and
//! give. It says nothing that is secret, and is given to every token.

use std::collections::BTreeMap;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use schemars::SchemaGenerator;
use schemars::generate::{Contract, SchemaSettings};
use serde_json::{Map, Value, json};

use super::super::router::AppState;
use super::operation::{Good, Operation, Operations};
use super::problem::Written;
use super::repeats::LONGEST_KEY;

const PATH: &str = "/api/v1/openapi.json";

const ABOUT: &str = "What the desk does, for programs. Decisions name the revision they were made on, in the body or as If-Match; a stale \
                     one changes nothing. With an Idempotency-Key a request is done once within 24 hours, however often it is sent. \
                     Lists are read by pages: `next` of one is `after` of the following. A list ends where `next` is null.";

/// Adds the document to the operations, itself included.
pub(super) fn add(mut all: Operations) -> Router<AppState> {
    let itself = Operation::get(PATH, "openapi", "This document").gives::<BTreeMap<String, Value>>();
    let (router, mut list) = {
        all.list.push(itself);
        all.into_parts()
    };
    list.sort_by_key(|operation| operation.path);
    let text = document(&list).to_string();
    let answer = move || async move {
        let json = HeaderValue::from_static("application/json");
        (StatusCode::OK, [(CONTENT_TYPE, json)], text.clone()).into_response()
    };
    router.route(PATH, axum::routing::get(answer))
}

fn generator(contract: Contract) -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.contract = contract;
    });
    settings.into_generator()
}

/// The document of these operations.
fn document(list: &[Operation]) -> Value {
    let (mut takes, mut gives) = (generator(Contract::Deserialize), generator(Contract::Serialize));
    let problem = gives.subschema_for::<Written>();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for operation in list {
        let described = described(operation, &mut takes, &mut gives, &json!(problem));
        let method = if operation.is_post { "post" } else { "get" };
        paths
            .entry(operation.path)
            .or_default()
            .insert(method.into(), described);
    }
    let mut schemas = takes.take_definitions(true);
    // What is both taken and given has one name and must be one thing; a test looks.
    schemas.extend(gives.take_definitions(true));
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Greenroom", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

fn described(
    operation: &Operation,
    takes: &mut SchemaGenerator,
    gives: &mut SchemaGenerator,
    problem: &Value,
) -> Value {
    let scope = operation.scope.map_or_else(
        || "Every token may.".to_owned(),
        |scope| format!("Needs a token with the scope `{}`.", scope.key()),
    );
    let mut described = json!({
        "operationId": operation.name,
        "summary": operation.summary,
        "description": scope,
        "parameters": parameters(operation, takes),
        "responses": answers(operation, gives, problem),
    });
    if let Some(shape) = operation.body {
        let schema = shape(takes);
        described["requestBody"] = json!({
            "required": true,
            "content": { "application/json": { "schema": schema } },
        });
    }
    described
}

fn parameters(operation: &Operation, takes: &mut SchemaGenerator) -> Vec<Value> {
    let mut all = Vec::new();
    if operation.path.contains("{id}") {
        let (pattern, says) = match operation.path.split('/').nth(3) {
            Some("tickets") => ("^GR-[0-9]{1,18}$", "The name of the ticket."),
            Some("mails") => ("^[0-9a-f]{64}$", "The name of the mail."),
            Some(_) | None => ("^[0-9]{1,18}$", "The number."),
        };
        let schema = json!({ "type": "string", "pattern": pattern });
        all.push(json!({ "name": "id", "in": "path", "required": true, "description": says, "schema": schema }));
    }
    if let Some(shape) = operation.query {
        let schema = json!(shape(takes));
        let required = |name: &String| {
            schema["required"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == name))
        };
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            let (required, schema) = (required(name), stated(schema));
            all.push(json!({ "name": name, "in": "query", "required": required, "schema": schema }));
        }
    }
    let header = |name: &str, says: &str, schema: Value| json!({ "name": name, "in": "header", "required": false, "description": says, "schema": schema });
    if operation.is_guarded {
        let tag = json!({ "type": "string", "pattern": "^\"[0-9]{1,18}\"$" });
        all.push(header(
            "If-Match",
            "The ETag that was looked at. A stale one is answered with 412.",
            tag,
        ));
        let key = json!({ "type": "string", "pattern": format!("^[!-~]{{1,{LONGEST_KEY}}}$") });
        all.push(header(
            "Idempotency-Key",
            "Names the request, so that it is done once.",
            key,
        ));
    }
    if operation.has_tag {
        let tag = json!({ "type": "string" });
        all.push(header(
            "If-None-Match",
            "The ETag of an earlier answer: 304 when it is still so.",
            tag,
        ));
    }
    if operation.is_post {
        let name = json!({ "type": "string", "pattern": "^[A-Za-z][A-Za-z .'-]{0,98}[A-Za-z]$" });
        all.push(header(
            "X-Greenroom-User",
            "For whom the program acts, as the history names them.",
            name,
        ));
    }
    all
}

/// The schema of a parameter that is there. One that is left out is no `null`.
fn stated(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(types) = schema["type"].as_array() {
        let left: Vec<&Value> = types.iter().filter(|one| *one != "null").collect();
        schema["type"] = left.first().map_or(Value::Null, |one| (*one).clone());
    }
    let choices = schema["anyOf"].as_array();
    match choices.and_then(|all| all.iter().find(|one| one["type"] != "null")) {
        Some(one) => one.clone(),
        None => schema,
    }
}

fn answers(operation: &Operation, gives: &mut SchemaGenerator, problem: &Value) -> Value {
    let mut all = Map::new();
    for status in operation.statuses() {
        let words = StatusCode::from_u16(status)
            .ok()
            .and_then(|status| status.canonical_reason());
        let mut answer = json!({ "description": words.unwrap_or("Refused") });
        match status {
            200 => {
                answer["content"] = match operation.good {
                    Good::Json(shape) => json!({ "application/json": { "schema": shape(gives) } }),
                    Good::Other(media_type) => {
                        json!({ media_type: { "schema": { "type": "string", "format": "binary" } } })
                    }
                };
                if operation.has_tag || operation.is_guarded {
                    let says = "The revision, for If-Match and If-None-Match.";
                    answer["headers"]["ETag"] =
                        json!({ "description": says, "required": true, "schema": { "type": "string" } });
                }
            }
            304 => {}
            _ => answer["content"] = json!({ "application/problem+json": { "schema": problem } }),
        }
        all.insert(status.to_string(), answer);
    }
    Value::Object(all)
}
