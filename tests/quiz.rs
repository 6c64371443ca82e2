//! The quiz on a real pseudo-terminal.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use calling::Content;
use calling::answers::flags_file::FlagsFile;
use calling::answers::{Answer, Answers, Importance};
use calling::diagnostic::SourceText;
use calling::toml_tree::Mistakes;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

const ENTER: &str = "\r";
const ESC: &str = "\u{1b}";
const DOWN: &str = "\u{1b}[B";
const CTRL_C: &str = "\u{3}";
const PATIENCE: Duration = Duration::from_secs(20);

fn some(size: u16) -> NonZero<u16> {
    NonZero::new(size).unwrap()
}

/// The program on a screen of its own.
struct Screen {
    parser: vt100::Parser,
    /// Everything received, to tell whole frames from parts.
    received: Vec<u8>,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

impl Screen {
    fn start(state: &TempDir, rows: u16, cols: u16, args: &[&str]) -> Self {
        let pair =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_calling"));
        command.args(args);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color");
        command.env("CALLING_STATE_DIR", state.path());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let input = pair.master.take_writer().unwrap();
        Self {
            parser: vt100::Parser::new(some(rows), some(cols), 2000),
            received: Vec::new(),
            output,
            input,
            master: pair.master,
            child,
        }
    }

    fn text(&self) -> String {
        self.parser.screen().contents()
    }

    fn read_for(&mut self, most: Duration) {
        if let Ok(bytes) = self.output.recv_timeout(most) {
            self.take(&bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.received.extend(bytes);
    }

    /// Whether the question on screen is whole: a frame starts by going to the top and ends by clearing what is below
    /// it. Until then a new progress bar can stand above an old question. Outside the questions, always.
    fn is_whole(&self) -> bool {
        let last = |code: &[u8]| self.received.windows(code.len()).rposition(|part| part == code);
        !self.parser.screen().alternate_screen() || last(b"\x1b[J") > last(b"\x1b[H")
    }

    /// Reads until the screen shows a text.
    fn wait_for(&mut self, text: &str) {
        let start = Instant::now();
        while !(self.text().contains(text) && self.is_whole()) {
            assert!(start.elapsed() < PATIENCE, "{text:?} never came; the screen is\n{}", self.text());
            self.read_for(Duration::from_millis(50));
        }
    }

    fn press(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Presses keys and waits for what they bring.
    fn then(&mut self, keys: &str, text: &str) {
        self.press(keys);
        self.wait_for(text);
    }

    fn exit_code(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            self.read_for(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().unwrap() {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                    self.take(&bytes);
                }
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "the program goes on; the screen is\n{}", self.text());
        }
    }

    /// Whether the terminal is as a shell wants it: cursor shown, main screen, echo on.
    fn assert_sane(&self) {
        let screen = self.parser.screen();
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.alternate_screen(), "the alternate screen is left on");
        let modes = format!("{:?}", self.master.get_termios().unwrap().local_flags);
        for mode in ["ECHO", "ICANON", "ISIG"] {
            assert!(modes.split(['(', ')', ' ']).any(|word| word == mode), "{mode} is off in {modes}");
        }
    }
}

const SMALL: [&str; 4] = ["--pack", "tests/fixtures/small-pack", "quiz", "--full"];

#[test]
fn a_whole_sitting_ends_with_the_result_and_a_saved_file() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 60, 80, &SMALL);
    screen.wait_for("What to show?");
    screen.wait_for("question 1 of 5");
    screen.then("3", "There is no option 3");
    screen.then("1", "I like to be with people.");
    screen.then("m", "matters a lot: YES");
    screen.then("5", "I like to be alone.");
    screen.then("b", "question 2 of 5");
    screen.wait_for("* Strongly agree");
    screen.then(ENTER, "question 3 of 5");
    screen.then("n", "How many nights?");
    screen.then("s", "Where?");
    screen.then(ENTER, "Nothing is marked");
    screen.then("1", "[x] At home");
    screen.then(ENTER, "Talking: 1st of 2, strong fit: 2 of 2 answers agree.");
    screen.wait_for("strongly agree; it matters a lot to");
    let saved = state.path().join("answers.toml");
    screen.then(DOWN, "> Save my answers");
    screen.then(ENTER, "File name");
    for _ in 0.."my-answers.toml".len() {
        screen.press("\u{7f}");
    }
    screen.press(saved.to_str().unwrap());
    screen.then(ENTER, "Saved in");
    screen.press(ENTER);
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
    let text = std::fs::read_to_string(saved).unwrap();
    assert!(text.contains("with-people = { choose = \"strongly-agree\", matters = \"a-lot\" }"), "{text}");
    assert!(text.contains("alone = \"not-seen-yet\"") && !text.contains("accept-nights"), "{text}");
    assert!(!state.path().join("sitting.toml").exists(), "a finished sitting is not offered again");
}

#[test]
fn ctrl_c_keeps_the_answers_and_leaves_the_terminal_as_it_was() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("What to show?");
    screen.then("1", "I like to be with people.");
    screen.then("4", "I like to be alone.");
    screen.press(CTRL_C);
    assert_eq!(screen.exit_code(), 130);
    assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
    screen.assert_sane();

    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("Go on after 2 answers");
    screen.then(ENTER, "I like to be alone.");
    screen.then("b", "* Agree");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}

#[test]
fn a_signal_leaves_the_terminal_as_it_was() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("What to show?");
    let pid = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(screen.exit_code(), 143);
    screen.assert_sane();
}

#[test]
fn a_killed_quiz_goes_on_at_the_question_that_was_on_screen() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("What to show?");
    screen.then("2", "I like to be with people.");
    screen.then("2", "I like to be alone.");
    let pid = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("Go on after 2 answers");
}

#[test]
fn a_narrow_screen_shows_each_question_once() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 40, &["quiz", "--full"]);
    screen.wait_for("question 1 of 58");
    screen.then("1", "question 2 of 58");
    for keys in [DOWN, DOWN, "?", DOWN] {
        screen.press(keys);
    }
    screen.wait_for("> 3");
    assert_eq!(screen.text().matches("I would like to spend").count(), 1, "{}", screen.text());
    let row = |text: &str| screen.text().lines().position(|line| line.contains(text));
    assert_eq!(row("Time with patients"), Some(0), "nothing stands above the question");
}

#[test]
fn a_resize_in_the_middle_of_a_question_draws_it_anew() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &["quiz", "--full"]);
    screen.wait_for("question 1 of 58");
    screen.then("1", "question 2 of 58");
    screen.master.resize(PtySize { rows: 12, cols: 36, pixel_width: 0, pixel_height: 0 }).unwrap();
    screen.parser.screen_mut().set_size(some(12), some(36));
    screen.wait_for("I would like to spend most of my\nworking day with patients.");
    assert_eq!(screen.text().matches("I would like to spend").count(), 1, "{}", screen.text());
    screen.then("4", "without my");
}

#[test]
fn keys_that_are_not_known_answer_nothing() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("What to show?");
    // F5 and Ctrl-Left: sequences whose tails hold digits.
    screen.press("\u{1b}[15~");
    screen.press("\u{1b}[1;5D");
    // What follows such a key at once is dropped with its tail, so a person's next key comes a little later.
    while !screen.text().contains("Not seen yet: you cannot know") {
        screen.read_for(Duration::from_millis(200));
        screen.press("?");
    }
    assert!(screen.text().contains("question 1 of 5"), "{}", screen.text());
}

/// The keys that give the question on screen the answer that someone gave in a flags file.
fn keys_for(screen: &str, content: &Content, answers: &Answers) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = words(screen);
    let pack = &content.pack;
    let id = pack.question_ids().find(|id| shown.contains(&words(&pack.question(*id).ask))).unwrap();
    match answers.to(id) {
        None => "s".to_owned(),
        Some(Answer::DontMind) => "d".to_owned(),
        Some(Answer::NotSeenYet) => "n".to_owned(),
        Some(Answer::Chose { options, importance }) => {
            let mut keys = if *importance == Importance::ALot { "m".to_owned() } else { String::new() };
            for option in options {
                match option.index() {
                    place @ 0..9 => keys.push_str(&(place + 1).to_string()),
                    9 => keys.push('0'),
                    // Beyond the tenth, from the end upwards.
                    place => {
                        let options = pack.question(id).options.len();
                        keys.push_str("\u{1b}[F");
                        keys.push_str(&"\u{1b}[A".repeat(options - 1 - place));
                        keys.push(' ');
                    }
                }
            }
            match pack.question(id).takes_several() {
                true if options.is_empty() => "s".to_owned(),
                true => keys + ENTER,
                false => keys,
            }
        }
    }
}

#[test]
fn the_usual_quiz_stops_once_the_result_is_settled_and_offers_the_rest() {
    let text = std::fs::read_to_string("examples/comfort-first.toml").unwrap();
    let source = Arc::new(SourceText { name: "example".to_owned(), text });
    let content = calling::default_pack();
    let mut answers = Answers::default();
    FlagsFile::parse(&source).unwrap().read_answers(&content.pack, &mut answers, &Mistakes::default());

    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 60, 80, &[]);
    let mut asked = 0;
    while !screen.text().contains("What now") {
        asked += 1;
        screen.wait_for(&format!("question {asked} of 58"));
        let keys = keys_for(&screen.text(), &content, &answers);
        screen.press(&keys);
        let next = format!("question {} of 58", asked + 1);
        let start = Instant::now();
        while !screen.text().contains(&next) && !screen.text().contains("What now") {
            assert!(start.elapsed() < PATIENCE, "{}", screen.text());
            screen.read_for(Duration::from_millis(50));
        }
    }
    assert!((16..40).contains(&asked), "{asked} questions");
    screen.wait_for(&format!("Answer the other {} questions", 58 - asked));
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}
