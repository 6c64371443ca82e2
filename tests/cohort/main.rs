//! Reading cohorts: what form services export, rows and cells that are wrong, and inputs of every kind.
#![allow(clippy::unwrap_used, clippy::format_collect, reason = "a test fails by panicking, and is small")]

mod codes;
mod exports;
mod forms;
mod input;
mod laws;
mod other_inputs;
mod rows;
mod shapes;
mod tables;
mod workbooks;
