#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| tinystep_fuzz::rules::check(text));
