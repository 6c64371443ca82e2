//! A role's profile, and two side by side.

use askama::Template;

use super::markup::filled;
use super::state::Page;
use crate::pack::{Claim, DimensionId, Dossier, Level, Pack, Source, SpecialtyId};
use crate::report::pack::comparison::{apart, heading};
use crate::report::pack::profile::{bar, family};
use crate::report::words::{kind, listed, titled};

#[derive(Template)]
#[template(path = "profile.html", config = "src/page/askama.toml")]
struct Profile<'a> {
    name: &'a str,
    about: String,
    summary: &'a str,
    parts: Vec<(&'static str, Vec<Said<'a>>)>,
    groups: Vec<(&'a str, Vec<Place<'a>>)>,
    sources: Vec<Listed<'a>>,
}

/// A sentence and the number of its source.
struct Said<'a> {
    say: String,
    source: Option<usize>,
    /// Another role that it is about, by its place in the pack.
    role: Option<(&'a str, usize)>,
}

/// Where a role stands on a dimension, or roles do.
struct Place<'a> {
    about: String,
    at: Vec<At<'a>>,
}

struct At<'a> {
    who: &'a str,
    bar: String,
    /// The same for whoever does not see the bar.
    level: String,
    why: String,
}

struct Listed<'a> {
    title: String,
    url: Option<&'a str>,
}

/// A role's profile.
pub(super) fn screen(page: &Page<'_>, id: SpecialtyId) -> String {
    let pack = &page.content.pack;
    let specialty = pack.specialty(id);
    let dossier = pack.dossier(id);
    let degree = if specialty.needs_medical_degree { "needs" } else { "needs no" };
    let single = pack.dimension_ids().filter(|one| pack.dimension(*one).group().is_none());
    let mut groups = vec![("Where it stands, from 1 to 5", places(pack, id, &dossier, single))];
    for (place, group) in pack.groups().iter().enumerate() {
        let above_lowest = |one: &DimensionId| specialty.at(*one).is_some_and(|at| at.level > Level::LOWEST);
        let members = pack.dimension_ids().filter(|one| pack.dimension(*one).group() == Some(place));
        groups.push((group.name.as_str(), places(pack, id, &dossier, members.filter(above_lowest))));
    }
    groups.retain(|(_, places)| !places.is_empty());
    filled(&Profile {
        name: &specialty.name,
        about: format!("{}, {}; {degree} a medical degree", kind(specialty.kind), family(&specialty.family)),
        summary: &dossier.summary,
        parts: parts(pack, &dossier),
        groups,
        sources: dossier.sources.iter().map(source).collect(),
    })
}

fn parts<'a>(pack: &'a Pack, dossier: &'a Dossier) -> Vec<(&'static str, Vec<Said<'a>>)> {
    let see = dossier.see.iter().map(|one| {
        let open_to: Vec<&str> = one.open_to.iter().map(|audience| audience.say()).collect();
        Said { say: format!("{} {} For {}.", one.claim.say, one.ask, listed(&open_to)), ..said(&one.claim) }
    });
    let nearby = dossier.nearby.iter().map(|one| {
        let role = Some((pack.specialty(one.specialty).name.as_str(), one.specialty.index()));
        Said { say: one.differs.clone(), source: None, role }
    });
    let mut parts = vec![
        ("A usual week", dossier.week.iter().map(said).collect()),
        ("The road there", dossier.road.iter().map(said).collect()),
        ("What people like", dossier.likes.iter().map(said).collect()),
        ("What people find hard", dossier.hard.iter().map(said).collect()),
        ("Go and see", see.collect()),
        ("Start here", dossier.start_here.iter().map(said).collect()),
        ("More facts", dossier.facts.iter().map(|fact| said(&fact.claim)).collect()),
        ("Nearby", nearby.collect::<Vec<_>>()),
    ];
    parts.retain(|(_, said)| !said.is_empty());
    parts
}

fn said(claim: &Claim) -> Said<'_> {
    Said { say: claim.say.clone(), source: claim.source.map(|place| place + 1), role: None }
}

fn places<'a>(
    pack: &'a Pack,
    id: SpecialtyId,
    dossier: &Dossier,
    dimensions: impl Iterator<Item = DimensionId>,
) -> Vec<Place<'a>> {
    let one =
        |dimension| Place { about: heading(pack, dimension), at: vec![at(pack, id, dossier, dimension, "")] };
    dimensions.map(one).collect()
}

fn at<'a>(pack: &Pack, id: SpecialtyId, dossier: &Dossier, dimension: DimensionId, who: &'a str) -> At<'a> {
    let entry = pack.specialty(id).at(dimension);
    let why = dossier.whys.get(&dimension);
    At {
        who,
        bar: bar(entry),
        level: entry.map_or("not known".to_owned(), |entry| format!("{} of 5", entry.level.anchor() + 1)),
        why: match (why, entry) {
            (Some(why), _) => {
                why.source.map_or(why.say.clone(), |place| format!("{} [{}]", why.say, place + 1))
            }
            (None, None) => "Not known: ask.".to_owned(),
            (None, Some(_)) => String::new(),
        },
    }
}

fn source(source: &Source) -> Listed<'_> {
    Listed { title: titled(source), url: source.url.as_deref() }
}

#[derive(Template)]
#[template(path = "comparison.html", config = "src/page/askama.toml")]
struct Comparison<'a> {
    roles: Vec<(&'a str, String, usize)>,
    differ: Vec<Place<'a>>,
    alike: String,
}

/// Two roles side by side.
pub(super) fn comparison(page: &Page<'_>, two: [SpecialtyId; 2]) -> String {
    let pack = &page.content.pack;
    let dossiers = two.map(|id| pack.dossier(id));
    let (differ, alike) = apart(pack, &two);
    let name = |id: SpecialtyId| pack.specialty(id).name.as_str();
    let differ = differ.into_iter().map(|dimension| Place {
        about: heading(pack, dimension),
        at: two
            .iter()
            .zip(&dossiers)
            .map(|(id, dossier)| {
                let mut at = at(pack, *id, dossier, dimension, name(*id));
                at.why = dossier.whys.get(&dimension).map(|why| why.say.clone()).unwrap_or_default();
                at
            })
            .collect(),
    });
    let alike: Vec<&str> = alike.iter().map(|one| pack.dimension(*one).name.as_str()).collect();
    filled(&Comparison {
        roles: two
            .iter()
            .zip(&dossiers)
            .map(|(id, dossier)| (name(*id), dossier.summary.clone(), id.index()))
            .collect(),
        differ: differ.collect(),
        alike: alike.join("; "),
    })
}
