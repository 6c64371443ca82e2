//! The program on a pseudo-terminal, for tests.
#![allow(dead_code, reason = "each test file uses a part")]

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

pub const ENTER: &str = "\r";
pub const ESC: &str = "\u{1b}";
pub const DOWN: &str = "\u{1b}[B";
pub const CTRL_C: &str = "\u{3}";
pub const PATIENCE: Duration = Duration::from_secs(20);

pub fn some(size: u16) -> NonZero<u16> {
    NonZero::new(size).unwrap()
}

/// The program on a screen of its own.
pub struct Screen {
    pub parser: vt100::Parser,
    /// Everything received, to tell whole frames from parts.
    pub received: Vec<u8>,
    pub output: Receiver<Vec<u8>>,
    pub input: Box<dyn Write + Send>,
    pub master: Box<dyn MasterPty + Send>,
    pub child: Box<dyn Child + Send + Sync>,
}

impl Screen {
    pub fn start(state: &TempDir, rows: u16, cols: u16, args: &[&str]) -> Self {
        Self::start_in(state.path(), rows, cols, "xterm-256color", args)
    }

    pub fn start_in(state: &Path, rows: u16, cols: u16, term: &str, args: &[&str]) -> Self {
        Self::start_program(state, (rows, cols), term, env!("CARGO_BIN_EXE_calling"), args)
    }

    pub fn start_program(state: &Path, size: (u16, u16), term: &str, program: &str, args: &[&str]) -> Self {
        Self::spawn(state, size, program, args, &[("TERM", term), ("NO_COLOR", "1")])
    }

    /// With just these variables that say something of colour.
    pub fn start_with(state: &Path, size: (u16, u16), args: &[&str], variables: &[(&str, &str)]) -> Self {
        let variables = [&[("TERM", "xterm-256color")], variables].concat();
        Self::spawn(state, size, env!("CARGO_BIN_EXE_calling"), args, &variables)
    }

    fn spawn(
        state: &Path,
        (rows, cols): (u16, u16),
        program: &str,
        args: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let pair =
            native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        for name in ["NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        command.env("CALLING_STATE_DIR", state);
        command.env("HOME", state);
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

    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    pub fn read_for(&mut self, most: Duration) {
        if let Ok(bytes) = self.output.recv_timeout(most) {
            self.take(&bytes);
        }
    }

    pub fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.received.extend(bytes);
    }

    /// Whether the question on screen is whole: a frame starts by going to the top and ends by clearing what is below
    /// it. Until then a new progress bar can stand above an old question. Outside the questions, always.
    pub fn is_whole(&self) -> bool {
        let last = |code: &[u8]| self.received.windows(code.len()).rposition(|part| part == code);
        !self.parser.screen().alternate_screen() || last(b"\x1b[J") > last(b"\x1b[H")
    }

    /// Reads until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) {
        let start = Instant::now();
        while !(self.text().contains(text) && self.is_whole()) {
            assert!(start.elapsed() < PATIENCE, "{text:?} never came; the screen is\n{}", self.text());
            self.read_for(Duration::from_millis(50));
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Presses keys and waits for what they bring.
    pub fn then(&mut self, keys: &str, text: &str) {
        self.press(keys);
        self.wait_for(text);
    }

    pub fn exit_code(&mut self) -> u32 {
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
    pub fn assert_sane(&self) {
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
pub fn begin(screen: &mut Screen, first: &str) {
    screen.wait_for("leave");
    screen.then(ENTER, first);
}

/// The keys that give the question on screen the answer that someone gave in a flags file.
pub fn keys_for(screen: &str, content: &Content, answers: &Answers) -> String {
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

pub fn comfort_first(content: &Content) -> Answers {
    let text = std::fs::read_to_string("examples/comfort-first.toml").unwrap();
    let source = Arc::new(SourceText { name: "example".to_owned(), text });
    let mut answers = Answers::default();
    FlagsFile::parse(&source).unwrap().read_answers(&content.pack, &mut answers, &Mistakes::default());
    answers
}

/// Which question is on screen, by its number.
pub fn number_on(screen: &Screen) -> Option<usize> {
    let text = screen.text();
    let rest = &text[text.find("question ")? + "question ".len()..];
    rest.split([' ', ',']).next()?.parse().ok()
}
