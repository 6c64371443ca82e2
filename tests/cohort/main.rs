//! Reading cohorts: what form services export, rows and cells that are wrong, and inputs of every kind.

mod forms;
mod input;
mod laws;
mod other_inputs;
mod rows;
mod tables;
mod workbooks;
