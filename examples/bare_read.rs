//! Reads a CSV file with the `csv` crate and does nothing with it: the floor that scoring is measured against.
//!
//! `cargo run --release --example bare_read -- FILE` prints the number of records and of bytes in their fields.

#![allow(clippy::print_stdout, reason = "an example that prints")]

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: bare_read FILE")?;
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let (mut records, mut bytes) = (0_u64, 0_usize);
    while reader.read_byte_record(&mut record)? {
        records += 1;
        bytes += record.iter().map(<[u8]>::len).sum::<usize>();
    }
    println!("{records} records, {bytes} bytes");
    Ok(())
}
