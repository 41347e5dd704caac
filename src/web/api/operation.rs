//! What can be asked of the API, one operation each: the router and the OpenAPI document are made from the same list, so
//! that neither knows something that the other does not.

use std::collections::BTreeSet;

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, on};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::super::router::AppState;
use super::{caller, repeats};
use crate::domain::api::Scope;

/// Makes the schema of one type.
pub(super) type Shape = fn(&mut SchemaGenerator) -> Schema;

/// What a good answer is.
#[derive(Clone, Copy)]
pub(super) enum Good {
    /// JSON of this shape.
    Json(Shape),
    /// Anything else, by its media type.
    Other(&'static str),
}

/// One operation.
pub(super) struct Operation {
    pub(super) is_post: bool,
    pub(super) path: &'static str,
    /// Its name, one of a kind.
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    /// What the token must let its holder do; nothing where every holder may.
    pub(super) scope: Option<Scope>,
    pub(super) query: Option<Shape>,
    pub(super) body: Option<Shape>,
    pub(super) good: Good,
    /// Statuses besides those that follow from the rest.
    pub(super) more: BTreeSet<u16>,
    /// It answers with an `ETag`, and `304` to whoever has that already.
    pub(super) has_tag: bool,
    /// It takes `If-Match` and `Idempotency-Key`.
    pub(super) is_guarded: bool,
}

impl Operation {
    fn new(is_post: bool, path: &'static str, name: &'static str, summary: &'static str) -> Self {
        Self {
            is_post,
            path,
            name,
            summary,
            scope: None,
            query: None,
            body: None,
            good: Good::Other("application/json"),
            more: BTreeSet::new(),
            has_tag: false,
            is_guarded: false,
        }
    }

    pub(super) fn get(path: &'static str, name: &'static str, summary: &'static str) -> Self {
        Self::new(false, path, name, summary)
    }

    pub(super) fn post(path: &'static str, name: &'static str, summary: &'static str) -> Self {
        Self::new(true, path, name, summary)
    }

    pub(super) fn within(mut self, scope: Scope) -> Self {
        self.scope = Some(scope);
        self
    }

    pub(super) fn asks<T: JsonSchema>(mut self) -> Self {
        self.query = Some(T::json_schema);
        self
    }

    pub(super) fn takes<T: JsonSchema>(mut self) -> Self {
        self.body = Some(SchemaGenerator::subschema_for::<T>);
        self
    }

    pub(super) fn gives<T: JsonSchema>(mut self) -> Self {
        self.good = Good::Json(SchemaGenerator::subschema_for::<T>);
        self
    }

    pub(super) fn gives_bytes(mut self, media_type: &'static str) -> Self {
        self.good = Good::Other(media_type);
        self
    }

    pub(super) fn or(mut self, status: u16) -> Self {
        self.more.insert(status);
        self
    }

    pub(super) fn tagged(mut self) -> Self {
        self.has_tag = true;
        self
    }

    /// Takes `If-Match` and `Idempotency-Key`, and answers with the new `ETag`.
    pub(super) fn guarded(mut self) -> Self {
        self.is_guarded = true;
        self
    }

    /// Every status that it may answer with.
    pub(super) fn statuses(&self) -> BTreeSet<u16> {
        let mut all = self.more.clone();
        all.extend([200, 401, 503]);
        let mut when = |holds: bool, statuses: &[u16]| {
            if holds {
                all.extend(statuses);
            }
        };
        when(self.scope.is_some(), &[403]);
        when(self.path.contains('{'), &[400, 404]);
        when(self.query.is_some(), &[400, 422]);
        when(self.is_post, &[413, 422]);
        when(self.body.is_some(), &[400, 415]);
        when(self.has_tag, &[304]);
        when(self.is_guarded, &[409, 412]);
        all
    }
}

/// All operations, and the router that is made of them.
pub(super) struct Operations {
    state: AppState,
    router: Router<AppState>,
    pub(super) list: Vec<Operation>,
}

impl Operations {
    pub(super) fn new(state: &AppState) -> Self {
        Self {
            state: state.clone(),
            router: Router::new(),
            list: Vec::new(),
        }
    }

    pub(super) fn add<H, T>(&mut self, operation: Operation, handler: H)
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let filter = if operation.is_post {
            MethodFilter::POST
        } else {
            MethodFilter::GET
        };
        let mut method = on(filter, handler);
        if operation.is_guarded {
            method = method.route_layer(from_fn_with_state(self.state.clone(), repeats::once));
        }
        if let Some(scope) = operation.scope {
            method = method.route_layer(from_fn_with_state(scope, caller::scoped));
        }
        self.router = std::mem::take(&mut self.router).route(operation.path, method);
        self.list.push(operation);
    }

    pub(super) fn into_parts(self) -> (Router<AppState>, Vec<Operation>) {
        (self.router, self.list)
    }
}
