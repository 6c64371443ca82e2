//! One respondent's answers, from a file and from what was typed, with what was asked about them.

use std::path::{Path, PathBuf};

use super::MatchArgs;
use super::options::{MatchOptions, file_option};
use crate::Content;
use crate::answers::cohort::folder::flags_files_in;
use crate::answers::flags_file::FlagsFile;
use crate::answers::{Answers, flags_text, reading};
use crate::cli::PackChoice;
use crate::cli::failure::Failure;
use crate::diagnostic::Diagnostic;
use crate::toml_tree::Mistakes;

/// One respondent's answers with what was asked about them.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// The file that they came from; nothing if all were typed.
    pub(super) file: Option<PathBuf>,
    pub(super) answers: Answers,
    pub(super) options: MatchOptions,
}

impl Sheet {
    /// The sheets of all that was named: files, the flags files of folders, or what was typed alone. Of several files all
    /// mistakes are told at once.
    pub(super) fn read_all(
        content: &Content,
        args: &MatchArgs,
        pack: &PackChoice,
    ) -> Result<Vec<Sheet>, Failure> {
        if args.files.is_empty() {
            return Ok(vec![Self::read(content, None, args, pack)?]);
        }
        let mut sheets = Vec::new();
        let mut mistakes = Vec::new();
        for file in expanded(&args.files)? {
            match Self::read(content, Some(&file), args, pack) {
                Ok(sheet) => sheets.push(sheet),
                Err(Failure::Answers(found)) => mistakes.extend(found),
                Err(other) => return Err(other),
            }
        }
        if mistakes.is_empty() { Ok(sheets) } else { Err(Failure::Answers(mistakes)) }
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
        Ok(Sheet { file: path.map(Path::to_owned), answers, options })
    }

    /// What its file is called; nothing if the answers were typed, or came from standard input.
    pub(super) fn name(&self) -> Option<String> {
        let file = self.file.as_deref().filter(|file| file.as_os_str() != "-");
        file.map(|file| file.display().to_string())
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
