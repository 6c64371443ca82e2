//! The `calling` program: everything is in the library, so that tests and other programs can use it too.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(calling::cli::run())
}
