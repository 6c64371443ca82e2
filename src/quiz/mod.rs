//! Asking people: questions one at a time, saved after each, resumed where they were left.

pub mod asking;
pub mod ended_by;
pub mod gist;
pub mod goodbye;
pub mod keeper;
pub mod key_choice;
pub mod result_menu;
pub mod saved;
pub mod session;
pub mod slot;
pub mod surface;
pub mod welcome;

mod bar;
mod file_name;
mod frame;
mod key_bytes;
mod keys;
mod legend;
mod list;
mod plain;
mod press;
mod prompt;
mod screen;
#[cfg(unix)]
mod signals;
mod terminal_state;
mod viewer;
