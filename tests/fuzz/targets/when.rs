#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tinystep_fuzz::when::check(text));
