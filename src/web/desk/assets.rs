//! What pages load from here: one style sheet, small scripts, the picture in the tab.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::super::router::style_sheet;

/// `GET /assets/desk.css`.
pub(in crate::web) async fn style() -> Response {
    style_sheet(include_str!("desk.css"))
}

/// `GET /assets/desk.js`. Pages work without it.
pub(in crate::web) async fn script() -> Response {
    kept_for_a_while("text/javascript; charset=utf-8", include_str!("desk.js"))
}

/// `GET /assets/entry.js`: for the page of manual entry alone.
pub(in crate::web) async fn entry() -> Response {
    kept_for_a_while("text/javascript; charset=utf-8", include_str!("entry.js"))
}

/// `GET /assets/mark.svg`.
pub(in crate::web) async fn mark() -> Response {
    kept_for_a_while("image/svg+xml", include_str!("mark.svg"))
}

fn kept_for_a_while(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "max-age=300")], text).into_response()
}
