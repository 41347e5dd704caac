//! Any bytes as the HTML body of a mail.

#![no_main]

#[path = "../src/caught.rs"]
mod caught;

libfuzzer_sys::fuzz_target!(init: caught::let_libraries_panic(), |bytes: &[u8]| {
    greenroom_fuzz::html_body(bytes);
});
