#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tinystep_fuzz::front_matter::check(bytes));
