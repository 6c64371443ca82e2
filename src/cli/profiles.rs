//! `calling profiles`: browsing the content, useful on its own.

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::{PackChoice, ScopeArg, print};
use crate::diagnostic::nearest;
use crate::pack::{Pack, Scope, SpecialtyId};
use crate::report::profile;
use crate::report::text::Style;
use crate::terminal::Stream;

/// Look at specialties and roles, with facts and sources
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  calling profiles list --scope team\n  calling profiles show palliative-medicine | less"
)]
pub(super) struct ProfilesArgs {
    #[command(subcommand)]
    command: ProfilesCommand,
}

#[derive(Debug, Subcommand)]
enum ProfilesCommand {
    /// List them by family
    List {
        /// Which to list
        #[arg(long, value_enum, default_value = "all")]
        scope: ScopeArg,
    },
    /// Show one: what it is, where it stands and why, the road there, sources
    Show {
        /// Its slug, as `list` prints it
        slug: String,
    },
}

pub(super) fn run(args: &ProfilesArgs, pack: &PackChoice) -> Result<(), Failure> {
    let content = pack.content()?;
    let pack = &content.pack;
    let style = Style::of(Stream::Output);
    match &args.command {
        ProfilesCommand::List { scope } => {
            let scope = Scope::from(*scope);
            let shown: Vec<SpecialtyId> =
                pack.specialty_ids().filter(|id| scope.shows(pack.specialty(*id))).collect();
            print(&profile::list(pack, &shown, style))
        }
        ProfilesCommand::Show { slug } => print(&profile::page(pack, find(pack, slug)?, style)),
    }
}

/// The specialty with a slug or name, or a usage error that names the nearest.
fn find(pack: &Pack, typed: &str) -> Result<SpecialtyId, Failure> {
    let wanted = typed.trim().to_lowercase().replace(' ', "-");
    if let Some(found) = pack.find_specialty(&wanted) {
        return Ok(found);
    }
    let slugs: Vec<&str> = pack.specialties().iter().map(|specialty| specialty.slug.as_str()).collect();
    let hint = nearest(&wanted, &slugs).map_or_else(
        || "`calling profiles list` lists them".to_owned(),
        |slug| format!("did you mean `{slug}`?"),
    );
    let shown: String = typed.chars().filter(|c| !c.is_control()).take(80).collect();
    Err(Failure::Usage(format!("no specialty `{shown}`; {hint}")))
}
