//! `calling pack schema`: JSON Schemas for editors and scripts.

use std::path::PathBuf;

use clap::{Arg, Args};
use serde_json::{Map, Value, json};

use crate::cli::failure::Failure;
use crate::cli::r#match::options_in_files;
use crate::cli::{PackChoice, load, print};
use crate::report::schema;

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
#[allow(clippy::struct_excessive_bools, reason = "switches, of which the group lets one through")]
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
    /// For a line of `calling match --format jsonl`, and of results.jsonl
    #[arg(long)]
    line: bool,
    /// For what `calling diff` and `calling match --what-if` print as JSON
    #[arg(long)]
    difference: bool,
    /// For what `calling match --next` prints as JSON
    #[arg(long)]
    next: bool,
    /// For what `calling profiles` prints as JSON
    #[arg(long)]
    profiles: bool,
    /// For what `calling questions` prints as JSON
    #[arg(long)]
    questionnaire: bool,
    /// For what `calling pack evaluate` prints as JSON
    #[arg(long)]
    evaluation: bool,
    /// For what `calling pack evaluate --respondents` prints as JSON
    #[arg(long)]
    respondents: bool,
}

impl What {
    /// The schema of something printed, which is the same for any pack.
    fn printed(&self) -> Option<Value> {
        let all: [(bool, fn() -> Value); 8] = [
            (self.result, schema::result),
            (self.line, schema::line),
            (self.difference, schema::difference),
            (self.next, schema::next),
            (self.profiles, schema::profiles),
            (self.questionnaire, schema::questionnaire),
            (self.evaluation, schema::evaluation),
            (self.respondents, schema::sheets_tried),
        ];
        all.into_iter().find(|(asked, _)| *asked).map(|(_, schema)| schema())
    }
}

pub(super) fn run(args: &SchemaArgs, chosen: &PackChoice) -> Result<(), Failure> {
    if let Some(printed) = args.what.printed() {
        return print(&schema::text(&printed));
    }
    let pack = &load(args.dir.as_ref().or(chosen.pack.as_ref()).map(PathBuf::as_path))?.pack;
    print(&schema::text(&if args.what.questions {
        schema::questions(pack)
    } else if args.what.specialty {
        schema::specialty(pack)
    } else {
        schema::flags(pack, file_options())
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
    let mut described = if !arg.get_action().takes_values() {
        json!({ "type": "boolean" })
    } else if values.is_empty() {
        json!({ "type": ["string", "integer"] })
    } else {
        json!({ "enum": values })
    };
    if let Some(help) = arg.get_help() {
        described["description"] = json!(help.to_string());
    }
    described
}
