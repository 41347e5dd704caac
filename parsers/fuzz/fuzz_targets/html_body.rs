//! Any bytes as the HTML body of a mail.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    greenroom_fuzz::html_body(bytes);
});
