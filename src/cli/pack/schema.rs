//! `calling pack schema`: JSON Schemas for editors and scripts.

use std::path::PathBuf;

use clap::{Arg, Args};
use serde_json::{Map, Value, json};

use crate::cli::failure::Failure;
use crate::cli::r#match::options_in_files;
use crate::cli::{PackChoice, load, print};
use crate::report::schema::{flags, questions, result, specialty, text};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  calling pack schema --specialty my-pack > specialty.schema.json\n  \
        calling pack schema --result > result.schema.json\n\n\
    Many editors read the name of a schema from the first line of a TOML file:\n  #:schema ../specialty.schema.json")]
pub(super) struct SchemaArgs {
    /// Folder with questions.toml and specialties/ [default: the built-in pack]
    dir: Option<PathBuf>,
    #[command(flatten)]
    what: What,
}

/// Exactly one of them.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
#[allow(clippy::struct_excessive_bools, reason = "four switches, of which the group lets one through")]
struct What {
    /// For questions.toml
    #[arg(long)]
    questions: bool,
    /// For a file in specialties/, with this pack's dimensions and their anchors
    #[arg(long)]
    specialty: bool,
    /// For a flags file, with this pack's questions and options
    #[arg(long)]
    flags: bool,
    /// For what `calling match --format json` prints
    #[arg(long)]
    result: bool,
}

pub(super) fn run(args: &SchemaArgs, chosen: &PackChoice) -> Result<(), Failure> {
    if args.what.result {
        return print(&text(&result()));
    }
    let pack = &load(args.dir.as_ref().or(chosen.pack.as_ref()).map(PathBuf::as_path))?.pack;
    print(&text(&if args.what.questions {
        questions(pack)
    } else if args.what.specialty {
        specialty(pack)
    } else {
        flags(pack, file_options())
    }))
}

/// The options that a flags file may give, from the very definitions of the command line.
fn file_options() -> Map<String, Value> {
    let command = options_in_files();
    let mut options: Map<String, Value> =
        command.get_arguments().filter_map(|arg| Some((arg.get_long()?.to_owned(), option(arg)))).collect();
    let pack = "The pack that the answers are for. It is opened only where --pack on the command line names one, too";
    options.insert("pack".to_owned(), json!({ "type": "string", "description": pack }));
    options
}

fn option(arg: &Arg) -> Value {
    let values: Vec<String> =
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let mut schema = if !arg.get_action().takes_values() {
        json!({ "type": "boolean" })
    } else if values.is_empty() {
        json!({ "type": ["string", "integer"] })
    } else {
        json!({ "enum": values })
    };
    if let Some(help) = arg.get_help() {
        schema["description"] = json!(help.to_string());
    }
    schema
}
