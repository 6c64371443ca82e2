//! What is said of an option's value in a flags file that the definitions of the command line refuse.

use std::error::Error;

use clap::error::{ContextKind, ContextValue};

use crate::answers::flags_file::FileOption;
use crate::diagnostic::Diagnostic;

/// The mistake, with the values that would do if they can be counted.
pub(super) fn refused(option: &FileOption, error: &clap::Error) -> Diagnostic {
    let name = &option.name.value;
    let at = |message: String| Diagnostic::at(&option.name.place, message);
    let known: &[String] = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) => values,
        _ => &[],
    };
    let known = known.iter().map(String::as_str);
    match option.value.as_deref() {
        None => at(format!("`{name}` needs a value, not true")).suggest("", known),
        Some("") => at(format!("`{name}` is empty")).suggest("", known),
        Some(value) => {
            let why = error.source().map_or_else(String::new, |why| format!(": {why}"));
            at(format!("`{name}` cannot be `{value}`{why}")).suggest(value, known)
        }
    }
}
