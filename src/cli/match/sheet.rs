//! One respondent's answers, from a file and from what was typed, with what was asked about them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::MatchArgs;
use super::options::{MatchOptions, file_option};
use crate::Content;
use crate::answers::cohort::folder::flags_files_in;
use crate::answers::flags_file::FlagsFile;
use crate::answers::{Answers, code, flags_text, reading};
use crate::cli::PackChoice;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::terminal::write_message;
use crate::toml_tree::Mistakes;
use crate::visible;

/// One respondent's answers with what was asked about them.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) from: CameFrom,
    pub(super) answers: Answers,
    pub(super) options: MatchOptions,
}

/// Where answers came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CameFrom {
    /// All were typed with `--answer`.
    Typed,
    /// This file; `-` is standard input.
    File(PathBuf),
    /// The code that was typed at this place, counted from 1.
    Code(usize),
}

impl Sheet {
    /// The sheets of all that was named: codes, files, the flags files of folders, or what was typed alone. Of several all
    /// mistakes are told at once.
    pub(super) fn read_all(
        content: &Content,
        args: &MatchArgs,
        pack: &PackChoice,
    ) -> Result<Vec<Sheet>, Failure> {
        if args.files.is_empty() && args.code.is_empty() {
            return Ok(vec![Self::read(content, None, args, pack)?]);
        }
        let mut sheets = Vec::new();
        let mut mistakes = Vec::new();
        let codes = (1..).zip(&args.code).map(|(place, code)| Self::of_code(content, place, code, args));
        let files = expanded(&args.files)?;
        let files = files.iter().map(|file| Self::read(content, Some(file), args, pack));
        for sheet in codes.chain(files) {
            match sheet {
                Ok(sheet) => sheets.push(sheet),
                Err(Failure::Answers(found)) => mistakes.extend(found),
                Err(other) => return Err(other),
            }
        }
        if mistakes.is_empty() { Ok(sheets) } else { Err(Failure::Answers(mistakes)) }
    }

    /// Reads a code that was typed, and what else was.
    fn of_code(content: &Content, place: usize, code: &str, args: &MatchArgs) -> Result<Sheet, Failure> {
        let mut answers = read_code(content, code).map_err(|mistake| Failure::Answers(vec![mistake]))?;
        let mistakes = Mistakes::default();
        read_typed(content, &args.answer, &mut answers, &mistakes);
        let answers = mistakes.unless_any(answers).map_err(Failure::Answers)?;
        Ok(Sheet { from: CameFrom::Code(place), answers, options: args.options.clone() })
    }

    /// Reads a file, if there is one, and what was typed.
    fn read(
        content: &Content,
        path: Option<&Path>,
        args: &MatchArgs,
        pack: &PackChoice,
    ) -> Result<Sheet, Failure> {
        let source =
            path.map(flags_text::read).transpose().map_err(|mistake| Failure::Answers(vec![mistake]))?;
        let file = source.as_ref().map(FlagsFile::parse).transpose().map_err(Failure::Answers)?;
        let packs = file.as_ref().map_or(Ok(()), |file| file.check_pack(pack.pack_from()));
        packs.map_err(|mistake| Failure::Answers(vec![mistake]))?;
        let mistakes = Mistakes::default();
        let mut options = args.options.clone();
        for option in file.as_ref().map(|file| file.options(&mistakes)).unwrap_or_default() {
            if mistakes.are_many() {
                break;
            }
            if let Some(written) = file_option(&option, &mistakes) {
                options = options.or(written);
            }
        }
        let mut answers = Answers::default();
        if let Some(file) = &file {
            file.read_answers(&content.pack, &mut answers, &mistakes);
        }
        read_typed(content, &args.answer, &mut answers, &mistakes);
        let answers = mistakes.unless_any(answers).map_err(Failure::Answers)?;
        let from = path.map_or(CameFrom::Typed, |path| CameFrom::File(path.to_owned()));
        Ok(Sheet { from, answers, options })
    }

    /// What its file is called; nothing if the answers were typed, or came from standard input.
    pub(super) fn file(&self) -> Option<String> {
        match &self.from {
            CameFrom::File(file) if file.as_os_str() != "-" => Some(file.display().to_string()),
            CameFrom::File(_) | CameFrom::Typed | CameFrom::Code(_) => None,
        }
    }

    /// How it is told from others, for people.
    pub(super) fn name(&self) -> String {
        match &self.from {
            CameFrom::Typed => "the answers that were typed".to_owned(),
            CameFrom::File(file) => visible::path(file),
            CameFrom::Code(place) => format!("code {place}"),
        }
    }
}

/// The answers that a typed code says. What fits no more is told at once, and the rest is used.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn read_code(content: &Content, code: &str) -> Result<Answers, Diagnostic> {
    match code::read(&content.pack, code) {
        Ok(read) => {
            for misfit in &read.misfits {
                write_message(&format!("{misfit}\n"));
            }
            Ok(read.answers)
        }
        Err(error) => {
            let source = Arc::new(SourceText { name: "--code".to_owned(), text: code.to_owned() });
            Err(Diagnostic::at(&Place { source, span: 0..code.len() }, error.to_string()))
        }
    }
}

/// Answers typed with `--answer`.
pub(super) fn read_typed(content: &Content, pairs: &[String], answers: &mut Answers, mistakes: &Mistakes) {
    reading::read_pairs(&content.pack, "--answer", pairs, answers, mistakes);
}

/// Each folder as the flags files in it, by name.
fn expanded(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let within = flags_files_in(path)
            .map_err(|error| Failure::Answers(vec![Diagnostic::unreadable(path, &error)]))?;
        if within.is_empty() {
            return Err(Failure::Usage(format!("{} holds no flags file (.toml or .json)", path.display())));
        }
        files.extend(within);
    }
    Ok(files)
}
