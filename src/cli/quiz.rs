//! `calling quiz`: asks on a terminal and shows the result.

use std::io;

use clap::Args;

use super::failure::Failure;
use super::{PackChoice, print};
use crate::Content;
use crate::date::Date;
use crate::quiz::ended_by::EndedBy;
use crate::quiz::gist::{gist, result};
use crate::quiz::goodbye;
use crate::quiz::keeper::Keeper;
use crate::quiz::key_choice::KeyChoice;
use crate::quiz::result_menu::{After, offer};
use crate::quiz::saved::{self, Saved};
use crate::quiz::session::{Ending, sit};
use crate::quiz::slot::Slot;
use crate::quiz::surface::Surface;
use crate::quiz::welcome::welcome;
use crate::report::text::{Detail, Style, render};
use crate::report::words::{count, wrapped};
use crate::sitting::Sitting;
use crate::sitting::record::{Order, Record};
use crate::sitting::written::SavedSitting;
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
    let surface = if args.plain || !can_move_cursor() {
        Surface::plain()
    } else {
        Surface::screen().map_err(terminal_failed)?
    };
    // Lines from a pipe are someone's script: it is neither offered an old sitting nor leaves one behind.
    let slot = if can_ask() { Slot::take(&content.pack) } else { Err(String::new()) };
    let order = if args.full { Order::File } else { Order::Adaptive };
    let offered = if args.fresh { Offered::Nothing } else { Offered::WhatIsSaved };
    let mut quiz = Quiz { surface, content, keeper: Keeper::new(&slot), command: command(args, pack) };
    let ended = match quiz.start(order, &slot, offered)? {
        None => return Ok(()),
        Some(Start::Ask(mut sitting)) => quiz.ask(&mut sitting, None),
        Some(Start::See(mut sitting, news)) => quiz.see(&mut sitting, news),
    };
    quiz.surface.leave_screen();
    ended
}

/// What is typed to come back to this quiz.
fn command(args: &QuizArgs, pack: &PackChoice) -> String {
    let folder = pack.pack.as_deref().map(visible::path).unwrap_or_default();
    let mut words = vec!["calling"];
    if pack.pack.is_some() {
        words.extend(["--pack", folder.as_str()]);
    }
    if args.full || args.plain {
        words.push("quiz");
    }
    words.extend(args.full.then_some("--full"));
    words.extend(args.plain.then_some("--plain"));
    words.join(" ")
}

/// Whether earlier sittings are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offered {
    WhatIsSaved,
    Nothing,
}

/// What to begin with.
enum Start<'c> {
    Ask(Sitting<'c>),
    /// A result, with what is to be said about it.
    See(Sitting<'c>, Option<String>),
}

/// What a new sitting can start with.
const START: [KeyChoice<'_>; 2] = [('s', "start (or Enter)"), ('q', "leave")];

/// The quiz with what it talks through and where it keeps what it is told.
struct Quiz<'s> {
    surface: Surface,
    content: &'static Content,
    keeper: Keeper<'s>,
    command: String,
}

impl Quiz<'_> {
    /// Greets, and lets the person choose what to begin with. Nothing if they leave here.
    fn start(
        &mut self,
        order: Order,
        slot: &Result<Slot, String>,
        offered: Offered,
    ) -> Result<Option<Start<'static>>, Failure> {
        let pack = &self.content.pack;
        let usable = slot.as_ref().ok().filter(|_| offered == Offered::WhatIsSaved);
        let saved = usable.and_then(|slot| saved::load(&slot.file, pack));
        let finished = usable.and_then(|slot| slot.last_finished(pack));
        let mut choices = Vec::new();
        let (mut below, mut warning) = ("", String::new());
        let going_on = match saved {
            Some(Saved::Usable(sitting)) if !sitting.record.answers.is_empty() => {
                let go_on = format!("go on after {}", count(sitting.record.answers.iter().count(), "answer"));
                choices.extend([('g', go_on), ('n', "start again".to_owned())]);
                below = "You stopped before the end last time.";
                warning = sitting.what_does_not_fit(pack).unwrap_or_default();
                Some(sitting)
            }
            Some(Saved::Unusable) => {
                warning = usable.map(set_aside).unwrap_or_default();
                None
            }
            Some(Saved::Usable(_)) | None => None,
        };
        if going_on.is_none() {
            choices.push((START[0].0, START[0].1.to_owned()));
        }
        if let Some(day) = finished.as_ref().and_then(|finished| finished.finished) {
            choices.push(('v', format!("see your result of {day} again")));
        }
        choices.push((START[1].0, START[1].1.to_owned()));
        let saving = slot.as_ref().map(|slot| slot.file.as_path()).map_err(String::as_str);
        let text = |width| {
            let said = |text: &str, first| match text {
                "" => String::new(),
                text => wrapped(text, width, first, "  "),
            };
            let greeting = welcome(pack, order, saving, width);
            format!("{greeting}\n{}{}", said(below, ""), said(&warning, "! "))
        };
        let key = self.greet(&text, &choices)?;
        Ok(key.map(|key| self.begin(key, order, going_on, finished)))
    }

    fn begin(
        &mut self,
        key: char,
        order: Order,
        going_on: Option<Box<SavedSitting>>,
        finished: Option<SavedSitting>,
    ) -> Start<'static> {
        let (content, pack) = (self.content, &self.content.pack);
        match (key, going_on, finished) {
            ('g', Some(sitting), _) => {
                self.keeper.resumes(&sitting);
                Start::Ask(Sitting::resumed(content, order, sitting.record).on(Date::today()))
            }
            ('v', _, Some(sitting)) => {
                self.keeper.shows_again(&sitting);
                let news = sitting.what_does_not_fit(pack);
                Start::See(Sitting::resumed(content, order, sitting.record).on(Date::today()), news)
            }
            _ => Start::Ask(Sitting::resumed(content, order, Record::default()).on(Date::today())),
        }
    }

    /// The key pressed at the welcome; nothing for leaving. Lines from a pipe hold answers only, so it is not asked there.
    fn greet(
        &mut self,
        text: &dyn Fn(usize) -> String,
        choices: &[(char, String)],
    ) -> Result<Option<char>, Failure> {
        if !can_ask() {
            return Ok(choices.first().map(|(key, _)| *key));
        }
        let choices: Vec<KeyChoice<'_>> = choices.iter().map(|(key, what)| (*key, what.as_str())).collect();
        match self.surface.greet(text, &choices) {
            Ok('q') => Ok(None),
            Ok(key) => Ok(Some(key)),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(terminal_failed(error)),
        }
    }

    /// Asks, and shows the result.
    fn ask(&mut self, sitting: &mut Sitting<'_>, mut news: Option<String>) -> Result<(), Failure> {
        match sit(&mut self.surface, self.content, sitting, &mut self.keeper, &mut news) {
            Ok(Ending::Stopped) => self.stopped(sitting),
            Ok(Ending::InputEnded) if can_ask() => self.stopped(sitting),
            Ok(Ending::Finished | Ending::InputEnded) => self.see(sitting, news),
            Err(error) => self.broken_off(sitting, error),
        }
    }

    /// Shows the result with its menu, until the person leaves.
    fn see(&mut self, sitting: &mut Sitting<'_>, mut news: Option<String>) -> Result<(), Failure> {
        loop {
            if matches!(self.surface, Surface::Plain(_)) {
                self.print_result(sitting)?;
            }
            match offer(&mut self.surface, self.content, sitting, &mut self.keeper, news.take()) {
                Ok(After::AskOn(why)) => return self.ask(sitting, why),
                Ok(After::ShowAgain) => {}
                Ok(After::Leave) => return self.left(sitting),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return self.left(sitting),
                Err(error) => return self.broken_off(sitting, error),
            }
        }
    }

    /// The gist on a terminal, where the menu leads to the rest; all of it elsewhere.
    fn print_result(&self, sitting: &Sitting<'_>) -> Result<(), Failure> {
        let style = Style::of(Stream::Output);
        if can_ask() && Stream::Output.is_terminal() {
            print(&format!("\n{}", gist(self.content, sitting, style)))
        } else {
            print(&render(&result(self.content, sitting), style, Detail::Short))
        }
    }

    /// The result stays on the shell's lines after the screen is gone.
    fn left(&mut self, sitting: &Sitting<'_>) -> Result<(), Failure> {
        if matches!(self.surface, Surface::Screen(_)) {
            self.surface.leave_screen();
            self.print_result(sitting)?;
        }
        let fate = self.keeper.fate(sitting);
        if let Some(kept) = goodbye::left(&fate, &self.command) {
            self.surface.say(&kept);
        }
        goodbye::lost(&fate).map_or(Ok(()), |why| Err(Failure::NotKept(why)))
    }

    fn stopped(&mut self, sitting: &Sitting<'_>) -> Result<(), Failure> {
        let fate = self.keeper.fate(sitting);
        self.surface.say(&goodbye::stopped(sitting.answered(), &fate, &self.command));
        goodbye::lost(&fate).map_or(Ok(()), |why| Err(Failure::NotKept(why)))
    }

    /// Ctrl-C, a signal, or a terminal that failed: what became of the answers is said all the same.
    fn broken_off(&mut self, sitting: &Sitting<'_>, error: io::Error) -> Result<(), Failure> {
        let failure = terminal_failed(error);
        // Whoever sent lines from a pipe is told which of them was wrong, and nothing else.
        if !can_ask() {
            return Err(failure);
        }
        let fate = self.keeper.fate(sitting);
        self.surface.say(&goodbye::stopped(sitting.answered(), &fate, &self.command));
        if let Some(why) = goodbye::lost(&fate) {
            self.surface.say(&format!("calling: {why}"));
        }
        Err(failure)
    }
}

fn terminal_failed(error: io::Error) -> Failure {
    let ended_by = error.get_ref().and_then(|inner| inner.downcast_ref::<EndedBy>());
    match (error.kind(), ended_by) {
        (_, Some(EndedBy(signal))) => Failure::Stopped(*signal),
        (io::ErrorKind::Interrupted, None) => Failure::Interrupted,
        (io::ErrorKind::InvalidData, None) => Failure::NoAnswer(error.to_string()),
        _ => Failure::System("the terminal", error),
    }
}

/// Puts a sitting that cannot be gone on with out of the way, and says where it is.
fn set_aside(slot: &Slot) -> String {
    let kept = match slot.set_aside() {
        Ok(path) => format!("they are kept in {}", visible::path(&path)),
        Err(error) => format!("they could not be put aside: {error}"),
    };
    format!(
        "Answers of an earlier sitting were made for other questions than today's, so they cannot be gone on with; \
         {kept}."
    )
}
