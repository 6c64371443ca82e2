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
use crate::quiz::sitting::{Order, Sitting};
use crate::quiz::{Ending, Keeper, sit};
use crate::report::text::{Style, render};
use crate::report::words::{count, wrapped};
use crate::report::{Report, Wanted, html, json};
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
    /// Ask every question in order, instead of the most telling ones until the result is settled
    #[arg(long)]
    full: bool,
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
    let order = if args.full { Order::File } else { Order::Adaptive };
    let file = saved::file();
    let Some(mut sitting) = start(content, order, file.as_deref(), args.fresh)? else {
        return Err(Failure::Interrupted);
    };
    let mut keeper = Keeper::new(file.as_deref());
    loop {
        let ending = sit(&content.pack, &mut sitting, &mut keeper)
            .map_err(|error| Failure::System("the terminal", error))?;
        if let Some(trouble) = keeper.trouble.take() {
            say(&format!("Your answers could not be saved as you went: {trouble}"));
        }
        let kept = file.as_deref().filter(|file| file.exists());
        match ending {
            Ending::Stopped => {
                let answered = sitting.answers().counts(&content.pack).chosen;
                say(&format!("Stopped after {}.", count(answered, "answer")));
                say_kept(kept);
                return Ok(());
            }
            Ending::Interrupted => {
                say_kept(kept);
                return Err(Failure::Interrupted);
            }
            Ending::Finished => {}
        }
        match finish(content, sitting.answers(), sitting.left())? {
            Next::AskOn => sitting.go_on(),
            Next::Leave => break,
        }
    }
    if let Some(file) = &file {
        saved::remove(file);
    }
    Ok(())
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
fn start<'c>(
    content: &'c Content,
    order: Order,
    file: Option<&Path>,
    fresh: bool,
) -> Result<Option<Sitting<'c>>, Failure> {
    let pack = &content.pack;
    let (answers, at) = match file.filter(|_| !fresh).and_then(|file| saved::load(file, pack)) {
        Some(Saved::Usable { answers, at }) if !answers.is_empty() => (answers, at),
        Some(Saved::Unusable) => {
            say("Answers were kept from an earlier sitting, but for other questions than today's: this one \
                 starts afresh.");
            return Ok(Some(Sitting::new(content, order)));
        }
        Some(Saved::Usable { .. }) | None => return Ok(Some(Sitting::new(content, order))),
    };
    let given = answers.iter().count();
    let go_on = format!("Go on after {}", count(given, "answer"));
    let choice = select("You stopped before the end last time", &[&go_on, "Start again"])?;
    Ok(choice.map(|choice| match choice {
        0 => Sitting::resumed(content, order, answers, Some(at)),
        _ => Sitting::new(content, order),
    }))
}

/// What the person wants after the result.
enum Next {
    AskOn,
    Leave,
}

/// Shows the result and offers what can be done with it. `left` is how many questions were saved.
fn finish(content: &Content, answers: &Answers, left: usize) -> Result<Next, Failure> {
    let report = Report::new(content, answers, &Wanted { top: TOP, ..Wanted::default() });
    print(&render(&report, Style::of(Stream::Output)))?;
    if left > 0 {
        say(&format!(
            "\nYour first three are settled, so {} could be saved. You may answer them, too.",
            count(left, "question")
        ));
    }
    let more = format!("Answer the other {}", count(left, "question"));
    let mut items = vec![
        "Leave",
        "Save my answers (a flags file)",
        "Save the result (a page to read or print)",
        "Save the result (JSON)",
    ];
    if left > 0 {
        items.push(&more);
    }
    loop {
        match select("What now", &items)? {
            Some(1) => save("my-answers.toml", flags_file::write(&content.pack, answers).as_bytes())?,
            Some(2) => save("my-result.html", html::render(&report).as_bytes())?,
            Some(3) => save("my-result.json", json::render(&report).as_bytes())?,
            Some(4) => return Ok(Next::AskOn),
            _ => return Ok(Next::Leave),
        }
    }
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
