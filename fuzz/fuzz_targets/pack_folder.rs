#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| calling_fuzz::pack_folder::try_out(bytes));
