//! Any bytes as an attached file of this format; zipped ones are damaged inside.

#![no_main]

#[path = "../src/caught.rs"]
mod caught;
#[path = "../src/zipped.rs"]
mod zipped;

libfuzzer_sys::fuzz_target!(init: caught::let_libraries_panic(), |bytes: &[u8]| {
    greenroom_fuzz::attached("odt", bytes);
});

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    zipped::mutate(data, size, max_size, seed)
});
