//! Any bytes as an attached file of this format.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    greenroom_fuzz::attached("msg", bytes);
});
