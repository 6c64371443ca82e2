//! `calling quiz`: asks on a terminal and shows the result.

use std::path::{Path, PathBuf};

use clap::Args;
use dialoguer::{Input, Select};

use super::failure::Failure;
use super::{PackChoice, print};
use crate::Content;
use crate::answers::{Answers, flags_file};
use crate::output_file::{Existing, write_whole};
use crate::quiz::saved::{self, Saved};
use crate::quiz::sitting::Sitting;
use crate::quiz::{Ending, Keeper, sit};
use crate::report::text::{Style, render};
use crate::report::words::{count, wrapped};
use crate::report::{Report, json};
use crate::terminal::{Stream, can_ask, can_move_cursor, write_error};

/// Specialties that get reasons on screen.
const TOP: usize = 5;

/// Answer questions in the terminal, then see what fits and why
#[derive(Debug, Default, Args)]
#[command(
    after_help = "Answers are saved after each question and nothing leaves this machine. Stop with Esc, and\n\
    `calling` offers to go on where you were."
)]
pub(super) struct QuizArgs {
    /// Start again, without asking about a sitting that was stopped
    #[arg(long)]
    fresh: bool,
}

pub(super) fn run(args: &QuizArgs, pack: &PackChoice) -> Result<(), Failure> {
    if !can_ask() || !can_move_cursor() {
        return Err(Failure::Usage(
            "the quiz needs a terminal that can move its cursor. Without one:\n  \
             calling questions --format flags > answers.toml    a file to fill in\n  \
             calling match answers.toml                         its result\n\
             `calling --help` lists all commands"
                .to_owned(),
        ));
    }
    let content = pack.content()?;
    let file = saved::file();
    let Some(sitting) = start(content, file.as_deref(), args.fresh)? else {
        return Err(Failure::Interrupted);
    };
    let mut keeper = Keeper::new(file.as_deref());
    let ending =
        sit(&content.pack, sitting, &mut keeper).map_err(|error| Failure::System("the terminal", error))?;
    if let Some(trouble) = &keeper.trouble {
        say(&format!("Your answers could not be saved as you went: {trouble}"));
    }
    let kept = file.as_deref().filter(|file| keeper.trouble.is_none() && file.exists());
    match ending {
        Ending::Finished(answers) => finish(content, &answers, file.as_deref()),
        Ending::Stopped(answers, _) => {
            let counts = answers.counts(&content.pack);
            say(&format!("Stopped after {}.", count(counts.chosen, "answer")));
            say_kept(kept);
            Ok(())
        }
        Ending::Interrupted => {
            say_kept(kept);
            Err(Failure::Interrupted)
        }
    }
}

fn say(text: &str) {
    write_error(&wrapped(text, Stream::Error.width(), "", ""));
}

fn say_kept(kept: Option<&Path>) {
    if let Some(file) = kept {
        say(&format!("Your answers are kept in {}; `calling` goes on from there.", file.display()));
    }
}

/// The sitting to start with: a new one, or the saved one if the person wants it. Nothing if they leave here.
fn start<'c>(content: &'c Content, file: Option<&Path>, fresh: bool) -> Result<Option<Sitting<'c>>, Failure> {
    let pack = &content.pack;
    let stopped = file.filter(|_| !fresh).and_then(|file| saved::load(file, pack));
    let (answers, at) = match stopped {
        Some(Saved::Usable { answers, at }) if !answers.is_empty() => (answers, at),
        Some(Saved::Unusable) => {
            say(
                "Answers were kept from an earlier sitting, but for other questions than today's: this one starts afresh.",
            );
            return Ok(Some(Sitting::new(pack)));
        }
        Some(Saved::Usable { .. }) | None => {
            return Ok(Some(Sitting::new(pack)));
        }
    };
    let go_on = format!("Go on at question {} of {}", at.index() + 1, pack.questions().len());
    let choice = select("You stopped before the end last time", &[&go_on, "Start again"])?;
    Ok(choice
        .map(|choice| if choice == 0 { Sitting::resumed(pack, answers, at) } else { Sitting::new(pack) }))
}

fn finish(content: &Content, answers: &Answers, sitting: Option<&Path>) -> Result<(), Failure> {
    let report = Report::new(content, answers, None, TOP);
    print(&render(&report, Style::of(Stream::Output)))?;
    loop {
        let choice =
            select("What now", &["Leave", "Save my answers (a flags file)", "Save the result (JSON)"])?;
        match choice {
            Some(1) => save("my-answers.toml", flags_file::write(&content.pack, answers).as_bytes())?,
            Some(2) => save("my-result.json", json::render(&report).as_bytes())?,
            _ => break,
        }
    }
    if let Some(sitting) = sitting {
        saved::remove(sitting);
    }
    Ok(())
}

/// Asks for a name and writes the file; what goes wrong is said, and nothing is lost.
fn save(suggested: &str, bytes: &[u8]) -> Result<(), Failure> {
    let name: String = Input::new()
        .with_prompt("File name")
        .default(suggested.to_owned())
        .interact_text()
        .map_err(|error| asking_failed(&error))?;
    match write_whole(&PathBuf::from(&name), bytes, Existing::Keep) {
        Ok(()) => say(&format!("Saved in {name}.")),
        Err(error) => say(&format!("{error}.")),
    }
    Ok(())
}

/// One choice from a short list; nothing for Esc.
fn select(prompt: &str, items: &[&str]) -> Result<Option<usize>, Failure> {
    Select::new()
        .with_prompt(prompt)
        .items(items)
        .default(0)
        .interact_opt()
        .map_err(|error| asking_failed(&error))
}

/// dialoguer hides the cursor while it asks and does not show it again after Ctrl-C (its issue 77).
fn asking_failed(error: &dialoguer::Error) -> Failure {
    write_error("\u{1b}[?25h\n");
    let dialoguer::Error::IO(error) = error;
    match error.kind() {
        std::io::ErrorKind::Interrupted => Failure::Interrupted,
        kind => Failure::System("the terminal", kind.into()),
    }
}
