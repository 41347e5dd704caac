//! pdf.js, which draws PDFs on the page of manual entry and is loaded nowhere else. Built in, so that nothing is fetched from
//! elsewhere; `README.md` beside this file says which version it is and how to take the next one.
//!
//! Scripts inside of a PDF never run: the part of pdf.js that could run them is not here.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;

use super::super::router::AppState;

/// Where it is. The version is in the address, so browsers may keep it.
pub(super) const LIBRARY: &str = "/assets/pdf-5.6.205/pdf.min.mjs";
/// The part that reads PDFs, in a thread of its own.
pub(super) const WORKER: &str = "/assets/pdf-5.6.205/pdf.worker.min.mjs";
/// The folder of the decoders for scans.
pub(super) const DECODERS: &str = "/assets/pdf-5.6.205/";

/// The worker alone may compile the decoders, and has nothing else than that and the PDF.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const DECODER: &str = "application/wasm";

/// The addresses of all parts.
pub(in crate::web) fn routes() -> Router<AppState> {
    Router::new()
        .route(LIBRARY, get(|| async { part(SCRIPT, include_bytes!("pdf.min.mjs")) }))
        .route(
            WORKER,
            get(|| async {
                let policy = [(CONTENT_SECURITY_POLICY, WORKER_POLICY)];
                (policy, part(SCRIPT, include_bytes!("pdf.worker.min.mjs")))
            }),
        )
        .route(
            "/assets/pdf-5.6.205/jbig2.wasm",
            get(|| async { part(DECODER, include_bytes!("jbig2.wasm")) }),
        )
        .route(
            "/assets/pdf-5.6.205/openjpeg.wasm",
            get(|| async { part(DECODER, include_bytes!("openjpeg.wasm")) }),
        )
}

fn part(kind: &'static str, bytes: &'static [u8]) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, bytes)
}
