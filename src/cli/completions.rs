//! `calling completions` and `calling man`: made from the same definitions as the commands themselves.

use std::io;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::failure::Failure;
use super::{Cli, print_bytes};

/// Print the completions for a shell
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  calling completions bash > ~/.local/share/bash-completion/completions/calling\n  \
    calling completions zsh > ~/.zfunc/_calling\n  \
    calling completions fish > ~/.config/fish/completions/calling.fish"
)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "calling", &mut bytes);
    print_bytes(&bytes)
}

/// Print the manual as a man page, with every command
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  calling man | man -l -\n  calling man > ~/.local/share/man/man1/calling.1"
)]
pub(super) struct ManArgs {}

pub(super) fn run_man() -> Result<(), Failure> {
    man_page().map_err(|error| Failure::System("the man page", error)).and_then(|bytes| print_bytes(&bytes))
}

/// The page of the program, then a section for each command: one file, so that there is one thing to install.
fn man_page() -> io::Result<Vec<u8>> {
    let mut command = Cli::command();
    command.build();
    let mut bytes = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut bytes)?;
    for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let man = clap_mangen::Man::new(subcommand.clone());
        let name = subcommand.get_bin_name().unwrap_or(subcommand.get_name()).to_uppercase();
        bytes.extend_from_slice(format!(".SH \"{name}\"\n").as_bytes());
        let mut section = Vec::new();
        man.render_synopsis_section(&mut section)?;
        man.render_description_section(&mut section)?;
        man.render_options_section(&mut section)?;
        // Sections of a command stand one step below its name.
        bytes.extend_from_slice(String::from_utf8_lossy(&section).replace(".SH ", ".SS ").as_bytes());
    }
    Ok(bytes)
}
