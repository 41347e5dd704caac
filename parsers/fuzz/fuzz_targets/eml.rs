//! Any bytes as an attached file of this format.

#![no_main]

#[path = "../src/caught.rs"]
mod caught;

libfuzzer_sys::fuzz_target!(init: caught::let_libraries_panic(), |bytes: &[u8]| {
    greenroom_fuzz::attached("eml", bytes);
});
