//! `calling quiz`: asks on a terminal and shows the result.

use std::io;
use std::path::Path;

use clap::Args;

use super::failure::Failure;
use super::{PackChoice, print};
use crate::Content;
use crate::answers::Answers;
use crate::pack::Pack;
use crate::quiz::result_menu::{After, offer, result};
use crate::quiz::saved::{self, Saved, Slot, Version};
use crate::quiz::sitting::{Order, Sitting};
use crate::quiz::surface::Surface;
use crate::quiz::welcome::welcome;
use crate::quiz::{Ending, Keeper, sit};
use crate::report::text::{Style, brief, render};
use crate::report::words::{count, retired, wrapped};
use crate::terminal::{Stream, can_ask, can_move_cursor};
use crate::visible;

/// Answer questions in the terminal, then see what fits and why
#[derive(Debug, Default, Args)]
#[command(
    after_help = "Answers are saved after each question and nothing leaves this machine. Stop with Esc, and\n\
    `calling` offers to go on where you were.\n\n\
    Examples:\n  calling quiz --full\n  printf '1\\n3\\n5\\n' | calling quiz --plain"
)]
pub(super) struct QuizArgs {
    /// Start again, without asking about a sitting that was stopped
    #[arg(long)]
    fresh: bool,
    /// Ask every question in order, instead of the most telling ones until the result is settled
    #[arg(long)]
    full: bool,
    /// Ask by numbered lines, without moving the cursor: for screen readers, slow links and pipes
    #[arg(long)]
    plain: bool,
}

pub(super) fn run(args: &QuizArgs, pack: &PackChoice) -> Result<(), Failure> {
    if !args.plain && !can_ask() {
        return Err(Failure::Usage(
            "the quiz needs a terminal. Without one:\n  \
             calling quiz --plain < answers.txt                 one answer a line\n  \
             calling questions --format flags > answers.toml    a file to fill in\n  \
             calling match answers.toml                         its result\n\
             `calling --help` lists all commands"
                .to_owned(),
        ));
    }
    let content = pack.content()?;
    let mut surface = if args.plain || !can_move_cursor() {
        Surface::plain()
    } else {
        Surface::screen().map_err(terminal_failed)?
    };
    // Lines from a pipe are someone's script: it is neither offered an old sitting nor leaves one behind.
    let slot = if can_ask() { Slot::take() } else { Err(String::new()) };
    let order = if args.full { Order::File } else { Order::Adaptive };
    let Some(mut sitting) = start(&mut surface, content, order, &slot, args.fresh)? else {
        return Ok(());
    };
    ask_and_show(&mut surface, content, &mut sitting, slot.as_ref().ok().map(|slot| slot.file.as_path()))
}

fn ask_and_show(
    surface: &mut Surface,
    content: &Content,
    sitting: &mut Sitting<'_>,
    file: Option<&Path>,
) -> Result<(), Failure> {
    let mut keeper = Keeper::new(file);
    loop {
        let ending = sit(surface, content, sitting, &mut keeper).map_err(terminal_failed)?;
        match ending {
            Ending::Stopped => {
                say_kept(surface, content, sitting, file);
                return Ok(());
            }
            Ending::InputEnded if can_ask() => {
                say_kept(surface, content, sitting, file);
                return Ok(());
            }
            Ending::Interrupted => {
                say_kept(surface, content, sitting, file);
                return Err(Failure::Interrupted);
            }
            Ending::Finished | Ending::InputEnded => {}
        }
        show_result(surface, content, sitting)?;
        match offer(surface, content, sitting) {
            Ok(After::AskOn | After::ShowAgain) => {}
            Ok(After::Leave) => break,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
            Err(error) => {
                say_kept(surface, content, sitting, file);
                return Err(terminal_failed(error));
            }
        }
    }
    if let Some(file) = file {
        saved::remove(file);
    }
    Ok(())
}

/// The gist on a terminal, where the menu leads to the rest; all of it elsewhere.
fn show_result(surface: &mut Surface, content: &Content, sitting: &Sitting<'_>) -> Result<(), Failure> {
    let report = result(content, sitting);
    let style = Style::of(Stream::Output);
    if !(can_ask() && Stream::Output.is_terminal()) {
        return print(&render(&report, style));
    }
    print(&format!("\n{}", brief(&report, style)))?;
    if sitting.left() > 0 {
        let saved = count(sitting.left(), "question");
        surface.say(&format!("Settled: another {saved} would hardly change it. You may answer them, too."));
    }
    Ok(())
}

fn terminal_failed(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::Interrupted => Failure::Interrupted,
        io::ErrorKind::InvalidData => Failure::NoAnswer(error.to_string()),
        _ => Failure::System("the terminal", error),
    }
}

fn say_kept(surface: &Surface, content: &Content, sitting: &Sitting<'_>, file: Option<&Path>) {
    let answered = sitting.answers().counts(&content.pack).chosen;
    let kept = match file.filter(|file| file.exists()) {
        Some(file) => {
            format!(" Your answers are kept in {}; `calling` goes on from there.", visible::path(file))
        }
        None => String::new(),
    };
    surface.say(&format!("Stopped after {}.{kept}", count(answered, "answer")));
}

/// The sitting to start with: a new one, or the saved one if the person wants it. Nothing if they leave here.
fn start<'c>(
    surface: &mut Surface,
    content: &'c Content,
    order: Order,
    slot: &Result<Slot, String>,
    fresh: bool,
) -> Result<Option<Sitting<'c>>, Failure> {
    let pack = &content.pack;
    let saving = slot.as_ref().map(|slot| slot.file.as_path()).map_err(String::as_str);
    let greeting = |width| welcome(pack, order, saving, width);
    let new = |key: Option<char>| key.map(|_| Sitting::new(content, order));
    let saved = saving.ok().filter(|_| !fresh).and_then(|file| saved::load(file, pack));
    match saved {
        Some(Saved::Usable { answers, at, version }) if !answers.is_empty() => {
            let go_on = format!("go on after {}", count(answers.iter().count(), "answer"));
            let choices = [('g', go_on.as_str()), ('n', "start again"), ('q', "leave")];
            let changed = match version {
                Version::Same => String::new(),
                Version::Changed => changed(pack, &answers),
            };
            let text = |width| {
                let changed = wrapped(&changed, width, "! ", "  ");
                format!("{}\nYou stopped before the end last time.\n{changed}", greeting(width))
            };
            Ok(greet(surface, &text, &choices)?.map(|key| match key {
                'n' => Sitting::new(content, order),
                _ => Sitting::resumed(content, order, answers, at),
            }))
        }
        Some(Saved::Unusable) => {
            let aside = set_aside(slot);
            let text = |width| format!("{}\n{}", greeting(width), wrapped(&aside, width, "! ", "  "));
            greet(surface, &text, &START).map(new)
        }
        Some(Saved::Usable { .. }) | None => greet(surface, &greeting, &START).map(new),
    }
}

/// What is said of answers that were given to an earlier version of the questions.
fn changed(pack: &Pack, answers: &Answers) -> String {
    let gone: Vec<String> = answers.retired(pack).map(retired).collect();
    format!("The questions have changed since. {}", gone.join(" ")).trim_end().to_owned()
}

/// What a new sitting can start with.
const START: [(char, &str); 2] = [('s', "start (or Enter)"), ('q', "leave")];

/// The key pressed at the welcome; nothing for leaving. Lines from a pipe hold answers only, so it is not asked there.
fn greet(
    surface: &mut Surface,
    text: &dyn Fn(usize) -> String,
    choices: &[(char, &str)],
) -> Result<Option<char>, Failure> {
    if !can_ask() {
        return Ok(choices.first().map(|(key, _)| *key));
    }
    let key = {
        let _restored_when_dropped = surface.take_screen().map_err(terminal_failed)?;
        surface.greet(text, choices)
    };
    match key {
        Ok('q') => Ok(None),
        Ok(key) => Ok(Some(key)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(terminal_failed(error)),
    }
}

/// Puts a sitting that cannot be gone on with out of the way, and says where it is.
fn set_aside(slot: &Result<Slot, String>) -> String {
    let kept = match slot.as_ref().map(Slot::set_aside) {
        Ok(Ok(path)) => format!("they are kept in {}", visible::path(&path)),
        Ok(Err(error)) => format!("they could not be put aside: {error}"),
        Err(why) => why.clone(),
    };
    format!(
        "Answers of an earlier sitting were made for other questions than today's, so they cannot be gone on with; \
         {kept}."
    )
}
