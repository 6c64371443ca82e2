//! `calling profiles`: browsing the content, useful on its own.

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::{PackChoice, ScopeArg, print};
use crate::nearest::nearest;
use crate::pack::search::search;
use crate::pack::{Pack, Scope, SpecialtyId};
use crate::report::pack::{comparison, profile};
use crate::report::text::Style;
use crate::terminal::Stream;
use crate::visible::short;

/// Characters of what was typed that a message repeats.
const SHOWN: usize = 80;

/// Look at specialties and roles, with facts and sources
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  calling profiles list --scope team\n  calling profiles show palliative-medicine | less\n  \
        calling profiles compare palliative-medicine medical-oncology\n  calling profiles search bereavement"
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
        /// Only this family, such as medicine
        #[arg(long)]
        family: Option<String>,
    },
    /// Show one: what it is, where it stands and why, the road there, sources
    Show {
        /// Its slug, as `list` prints it
        slug: String,
    },
    /// Put two or three side by side, the greatest differences first
    Compare {
        /// Their slugs
        #[arg(num_args = 2..=3, required = true, value_name = "SLUG")]
        slugs: Vec<String>,
    },
    /// Find words in names, summaries and facts
    Search {
        /// What to look for; several words must stand in one sentence
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
}

pub(super) fn run(args: &ProfilesArgs, pack: &PackChoice) -> Result<(), Failure> {
    let pack = &pack.content()?.pack;
    let style = Style::of(Stream::Output);
    match &args.command {
        ProfilesCommand::List { scope, family } => list(pack, Scope::from(*scope), family.as_deref(), style),
        ProfilesCommand::Show { slug } => print(&profile::page(pack, find(pack, slug)?, style)),
        ProfilesCommand::Compare { slugs } => {
            let ids = slugs.iter().map(|slug| find(pack, slug)).collect::<Result<Vec<_>, _>>()?;
            print(&comparison::render(pack, &ids, style))
        }
        ProfilesCommand::Search { words } => {
            let words = words.join(" ");
            let found = search(pack, &words);
            if found.is_empty() {
                return Err(Failure::Usage(format!("nothing found for `{}`", short(&words, SHOWN))));
            }
            print(&profile::found(pack, &found, style))
        }
    }
}

fn list(pack: &Pack, scope: Scope, family: Option<&str>, style: Style) -> Result<(), Failure> {
    let family = family.map(|typed| find_family(pack, typed)).transpose()?;
    let shown: Vec<SpecialtyId> = pack
        .specialty_ids()
        .filter(|id| scope.shows(pack.specialty(*id)))
        .filter(|id| family.is_none_or(|family| pack.specialty(*id).family == family))
        .collect();
    print(&profile::list(pack, &shown, style))
}

/// The specialty with a slug, or a usage error that names the nearest.
pub(super) fn find(pack: &Pack, typed: &str) -> Result<SpecialtyId, Failure> {
    let wanted = typed.trim().to_lowercase().replace(' ', "-");
    if let Some(found) = pack.find_specialty(&wanted) {
        return Ok(found);
    }
    let slugs: Vec<&str> = pack.specialties().iter().map(|specialty| specialty.slug.as_str()).collect();
    let hint = match nearest(&wanted, &slugs) {
        Some(slug) => format!("did you mean `{slug}`?"),
        None => "`calling profiles list` lists them, `calling profiles search` finds words".to_owned(),
    };
    Err(Failure::Usage(format!("no specialty `{}`; {hint}", short(typed, SHOWN))))
}

/// The family with an id, or a usage error that lists them.
fn find_family<'p>(pack: &'p Pack, typed: &str) -> Result<&'p str, Failure> {
    let wanted = typed.trim().to_lowercase().replace(' ', "-");
    let mut families: Vec<&str> =
        pack.specialties().iter().map(|specialty| specialty.family.as_str()).collect();
    families.sort_unstable();
    families.dedup();
    families.iter().find(|family| **family == wanted).copied().ok_or_else(|| {
        Failure::Usage(format!("no family `{}`; there are: {}", short(typed, SHOWN), families.join(", ")))
    })
}
