//! The quiz on a real pseudo-terminal.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(unix)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
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
        Self::start_in(state.path(), rows, cols, "xterm-256color", args)
    }

    fn start_in(state: &Path, rows: u16, cols: u16, term: &str, args: &[&str]) -> Self {
        let pair =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_calling"));
        command.args(args);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", term);
        command.env("NO_COLOR", "1");
        command.env("CALLING_STATE_DIR", state);
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

/// Past the welcome, to the first question.
fn begin(screen: &mut Screen, first: &str) {
    screen.wait_for("leave");
    screen.then(ENTER, first);
}

const SMALL: [&str; 4] = ["--pack", "tests/fixtures/small-pack", "quiz", "--full"];

#[test]
fn a_whole_sitting_ends_with_the_result_and_a_saved_file() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 60, 80, &SMALL);
    begin(&mut screen, "What to show?");
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
    screen.then(ENTER, "Talking: over 98 in 100, strong fit (2 of 2)");
    screen.then("w", "strongly agree; it matters a lot to");
    screen.then("q", "save\u{a0}the\u{a0}answers");
    let saved = state.path().join("answers.toml");
    screen.then("f", "File name");
    for _ in 0.."my-answers.toml".len() {
        screen.press("\u{7f}");
    }
    screen.press(saved.to_str().unwrap());
    screen.then(ENTER, "Saved in");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
    let text = std::fs::read_to_string(saved).unwrap();
    assert!(text.contains("with-people = { choose = \"strongly-agree\", matters = \"a-lot\" }"), "{text}");
    assert!(text.contains("alone = \"not-seen-yet\"") && !text.contains("accept-nights"), "{text}");
    assert!(!state.path().join("sitting-1.toml").exists(), "a finished sitting is not offered again");
}

#[test]
fn ctrl_c_keeps_the_answers_and_leaves_the_terminal_as_it_was() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    screen.then("4", "I like to be alone.");
    screen.press(CTRL_C);
    assert_eq!(screen.exit_code(), 130);
    assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
    screen.assert_sane();

    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}2\u{a0}answers");
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
    begin(&mut screen, "What to show?");
    let pid = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(screen.exit_code(), 143);
    screen.assert_sane();
}

#[test]
fn a_killed_quiz_goes_on_at_the_question_that_was_on_screen() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("2", "I like to be with people.");
    screen.then("2", "I like to be alone.");
    let pid = screen.child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    let mut screen = Screen::start(&state, 24, 80, &SMALL);
    screen.wait_for("go\u{a0}on\u{a0}after\u{a0}2\u{a0}answers");
}

#[test]
fn a_narrow_screen_shows_each_question_once() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 24, 40, &["quiz", "--full"]);
    begin(&mut screen, "question 1 of 58");
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
    begin(&mut screen, "question 1 of 58");
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
    begin(&mut screen, "What to show?");
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

fn comfort_first(content: &Content) -> Answers {
    let text = std::fs::read_to_string("examples/comfort-first.toml").unwrap();
    let source = Arc::new(SourceText { name: "example".to_owned(), text });
    let mut answers = Answers::default();
    FlagsFile::parse(&source).unwrap().read_answers(&content.pack, &mut answers, &Mistakes::default());
    answers
}

/// Which question is on screen, by its number.
fn number_on(screen: &Screen) -> Option<usize> {
    let text = screen.text();
    let rest = &text[text.find("question ")? + "question ".len()..];
    rest.split([' ', ',']).next()?.parse().ok()
}

#[test]
fn the_usual_quiz_stops_once_the_result_is_settled_and_offers_the_rest() {
    let content = calling::default_pack();
    let answers = comfort_first(&content);
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 60, 80, &[]);
    begin(&mut screen, "question 1 of about 20");
    let mut asked = 0;
    while !screen.text().contains("why,\u{a0}in\u{a0}full") {
        asked += 1;
        let keys = keys_for(&screen.text(), &content, &answers);
        screen.press(&keys);
        let start = Instant::now();
        while !(screen.is_whole() && number_on(&screen) == Some(asked + 1))
            && !screen.text().contains("why,\u{a0}in\u{a0}full")
        {
            assert!(start.elapsed() < PATIENCE, "{}", screen.text());
            screen.read_for(Duration::from_millis(50));
        }
    }
    assert!((20..=58).contains(&asked), "{asked} questions");
    if asked < 58 {
        assert!(
            screen.text().contains(&format!("answer\u{a0}the\u{a0}other\u{a0}{}", 58 - asked)),
            "{}",
            screen.text()
        );
    }
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}

/// Every key of a question that takes one answer, and of one that takes several.
#[test]
fn every_key_does_what_the_foot_says() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 30, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("t", "Nothing was answered yet");
    screen.then("?", "It changes no score");
    screen.then("q", "What to show?");
    screen.then(DOWN, "> 1");
    screen.then("\u{1b}[A", "> 2");
    screen.then("\u{1b}[H", "> 1");
    screen.then("\u{1b}[F", "> 2");
    screen.then("\t", "> 1");
    screen.then(" ", "I like to be with people.");
    screen.then("j", "> 1");
    screen.then("k", "> 5");
    screen.then("d", "I like to be alone.");
    screen.then("\u{7f}", "(you said: don't mind)");
    screen.then("n", "I like to be alone.");
    screen.then("\u{1b}[D", "(you said: not seen yet)");
    screen.then("m", "matters a lot: YES");
    screen.then("m", "m matters a lot ");
    screen.then("4", "I like to be alone.");
    screen.then("t", "So far: ");
    screen.then("s", "How many nights?");
    screen.then("2", "Where?");
    screen.then("2", "[x] In a laboratory");
    screen.then("2", "2 [ ] In a laboratory");
    screen.then("0", "There is no option 0");
    screen.then("1", "[x] At home");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    assert!(screen.text().contains("Stopped after 3 answers."), "{}", screen.text());
    screen.assert_sane();
}

#[test]
fn an_answer_can_be_changed_from_the_review_before_and_after_the_result() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 40, 80, &SMALL);
    begin(&mut screen, "What to show?");
    screen.then("1", "I like to be with people.");
    screen.then("5", "I like to be alone.");
    screen.then("r", "Your answers");
    screen.wait_for("> I like to be with people. \u{2014} Strongly agree");
    screen.then(ENTER, "* Strongly agree");
    screen.then("4", "> I like to be with people. \u{2014} Agree");
    screen.then(ESC, "I like to be alone.");
    screen.then("1", "How many nights?");
    screen.then("2", "Where?");
    screen.press("1");
    screen.then(ENTER, "1  ########## Talking");
    screen.then("r", "Your answers");
    screen.wait_for("> Where?");
    screen.then(ENTER, "[x] At home");
    screen.press("12");
    screen.then(ENTER, "> Where? \u{2014} In a laboratory");
    screen.press("q");
    screen.wait_for("your result\u{20}");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    screen.assert_sane();
}

#[test]
fn the_menu_compares_tries_and_shows_profiles() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 40, 80, &SMALL);
    begin(&mut screen, "What to show?");
    for (key, next) in
        [("1", "with people."), ("5", "alone."), ("1", "nights?"), ("2", "Where?"), ("1", "[x] At home")]
    {
        screen.then(key, next);
    }
    screen.then(ENTER, "compare\u{a0}two");
    screen.then("c", "Compare which role");
    screen.then(ENTER, "with which other?");
    screen.then(ENTER, "Where they differ");
    screen.then("q", "compare\u{a0}two");
    screen.then("p", "Which role?");
    screen.then(ENTER, "This is Talking");
    screen.then("q", "compare\u{a0}two");
    screen.then("i", "What if you had answered otherwise?");
    screen.then("\u{1b}[H", "> What to show?");
    screen.then(DOWN, "> I like to be with people.");
    screen.then(ENTER, "Only to try it out");
    screen.then("1", "What that does to the order");
    screen.then("q", "compare\u{a0}two");
    screen.press(CTRL_C);
    assert_eq!(screen.exit_code(), 130);
    assert!(screen.text().contains("Your answers are kept in"), "{}", screen.text());
    screen.assert_sane();
}

/// What was on screen when the program was killed is lost, and nothing before it.
#[test]
fn killed_at_any_moment_it_loses_at_most_the_question_on_screen() {
    let content = calling::default_pack();
    let answers = comfort_first(&content);
    let kill = |screen: &Screen| {
        let pid = screen.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    };
    for moment in 1..=10_usize {
        let state = tempfile::tempdir().unwrap();
        let mut screen = Screen::start(&state, 40, 80, &["quiz", "--full"]);
        begin(&mut screen, "question 1 of 58");
        for asked in 1..=moment {
            let keys = keys_for(&screen.text(), &content, &answers);
            screen.then(&keys, &format!("question {} of 58", asked + 1));
        }
        // In the middle of a key's work, and at rest.
        if moment % 2 == 0 {
            screen.press(&keys_for(&screen.text(), &content, &answers));
            thread::sleep(Duration::from_micros(97 * moment as u64));
        }
        kill(&screen);
        let mut screen = Screen::start(&state, 40, 80, &["quiz", "--full"]);
        screen.wait_for("go\u{a0}on\u{a0}after");
        screen.press(ENTER);
        screen.wait_for(" of 58");
        let at = number_on(&screen).unwrap();
        assert!((moment + 1..=moment + 2).contains(&at), "killed after {moment}, goes on at {at}");
        kill(&screen);
    }
}

#[test]
fn two_quizzes_at_once_keep_their_answers_apart() {
    let state = tempfile::tempdir().unwrap();
    let mut one = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut one, "What to show?");
    one.then("1", "I like to be with people.");
    let mut two = Screen::start(&state, 24, 80, &SMALL);
    begin(&mut two, "What to show?");
    two.then("2", "I like to be with people.");
    two.then("1", "I like to be alone.");
    one.then("5", "I like to be alone.");
    one.press(ESC);
    two.press(ESC);
    assert_eq!((one.exit_code(), two.exit_code()), (0, 0));
    let read = |name: &str| std::fs::read_to_string(state.path().join(name)).unwrap();
    assert!(read("sitting-1.toml").contains("with-people = \"strongly-agree\""));
    assert!(read("sitting-2.toml").contains("with-people = \"strongly-disagree\""));
}

#[test]
fn a_sitting_for_other_content_is_explained_and_kept() {
    let state = tempfile::tempdir().unwrap();
    std::fs::write(state.path().join("sitting-1.toml"), "pack-hash = \"0\"\nat = \"places\"\n[answers]\n")
        .unwrap();
    let mut screen = Screen::start(&state, 30, 80, &SMALL);
    screen.wait_for("made for other questions");
    screen.then(ENTER, "What to show?");
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
    assert!(state.path().join("earlier-sitting-1.toml").exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_said_once_and_the_quiz_goes_on() {
    let state = tempfile::tempdir().unwrap();
    // A file where the folder should be refuses everyone, the superuser too.
    std::fs::write(state.path().join("taken"), "").unwrap();
    let mut screen = Screen::start_in(&state.path().join("taken"), 30, 80, "xterm-256color", &SMALL);
    screen.wait_for("cannot be saved");
    screen.then(ENTER, "What to show?");
    assert!(!screen.text().contains("cannot be saved"));
    screen.then("1", "I like to be with people.");
    assert!(!screen.text().contains("cannot be saved"));
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
}

#[test]
fn a_disk_that_fills_up_is_said_once_and_the_quiz_goes_on() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 30, 80, &SMALL);
    begin(&mut screen, "What to show?");
    // A folder under the file's name refuses to be replaced, as a full disk refuses to be written.
    std::fs::create_dir(state.path().join("sitting-1.toml")).unwrap();
    screen.then("1", "I like to be with people.");
    screen.wait_for("Your answers cannot be saved");
    screen.then("5", "I like to be alone.");
    assert!(!screen.text().contains("cannot be saved"), "{}", screen.text());
    screen.press(ESC);
    assert_eq!(screen.exit_code(), 0);
}

#[test]
fn small_and_large_screens_show_whole_questions() {
    for (rows, cols) in [(20, 60), (50, 200)] {
        let state = tempfile::tempdir().unwrap();
        let mut screen = Screen::start(&state, rows, cols, &["quiz", "--full"]);
        begin(&mut screen, "question 1 of 58");
        screen.then("1", "question 2 of 58");
        screen.wait_for("5   Strongly agree");
        screen.wait_for("Esc stop and keep");
        screen.press(ESC);
        assert_eq!(screen.exit_code(), 0);
        screen.assert_sane();
    }
}

#[test]
fn a_dumb_terminal_gets_plain_lines() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start_in(state.path(), 60, 80, "dumb", &SMALL);
    screen.then(ENTER, "What to show?");
    screen.then("1\r", "I like to be with people.");
    screen.then("5!\r", "I like to be alone.");
    screen.then("b\r", "You answered: Strongly agree; it matters a lot.");
    screen.then("q\r", "Your answers are kept in");
    assert_eq!(screen.exit_code(), 0);
    assert!(!screen.received.contains(&0x1b), "an escape sequence on a dumb terminal");
}

#[test]
fn no_color_leaves_only_the_sequences_that_move_the_cursor() {
    let state = tempfile::tempdir().unwrap();
    let mut screen = Screen::start(&state, 40, 80, &SMALL);
    begin(&mut screen, "What to show?");
    for (key, next) in
        [("1", "with people."), ("5", "alone."), ("1", "nights?"), ("2", "Where?"), ("1", "[x] At home")]
    {
        screen.then(key, next);
    }
    screen.then(ENTER, "compare\u{a0}two");
    screen.press("q");
    assert_eq!(screen.exit_code(), 0);
    // Colour and weight end in `m`; nothing else that the quiz writes does.
    let text = String::from_utf8_lossy(&screen.received).into_owned();
    let coloured = text
        .split("\u{1b}[")
        .skip(1)
        .any(|code| code.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m'));
    assert!(!coloured, "{text:?}");
}
