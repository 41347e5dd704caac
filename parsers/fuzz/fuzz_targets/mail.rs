//! Any bytes as a whole mail.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    greenroom_fuzz::mail(bytes);
});
