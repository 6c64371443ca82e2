//! A specialty's own page, and lists of them, as text.

use crate::pack::search::Found;
use crate::pack::{Claim, DimensionId, Dossier, Level, Pack, ProfileLevel, SpecialtyId};
use crate::report::text::Style;
use crate::report::words::{kind, listed, titled, wrapped};

/// Sentences shown of each specialty that was found.
const FOUND_SENTENCES: usize = 2;

/// Columns under the bars of a profile.
const INDENT: &str = "         ";

/// All that is known about a specialty: what it is, where it stands and why, facts and sources.
#[must_use]
pub fn page(pack: &Pack, id: SpecialtyId, style: Style) -> String {
    let specialty = pack.specialty(id);
    let dossier = pack.dossier(id);
    let degree =
        if specialty.needs_medical_degree { "needs a medical degree" } else { "needs no medical degree" };
    let about =
        format!("{}, {}; {} ({})", kind(specialty.kind), family(&specialty.family), degree, specialty.slug);
    let mut out = style.bold(&wrapped(&specialty.name, style.width, "", ""));
    out.push_str(&style.dim(wrapped(&about, style.width, "", "").trim_end()));
    out.push_str("\n\n");
    out.push_str(&wrapped(&dossier.summary, style.width, "", ""));
    let sections: [(&str, Vec<&Claim>); 4] = [
        ("A usual week", dossier.week.iter().collect()),
        ("The road there", dossier.road.iter().collect()),
        ("What people like", dossier.likes.iter().collect()),
        ("What people find hard", dossier.hard.iter().collect()),
    ];
    for (heading, claims) in sections.into_iter().filter(|(_, claims)| !claims.is_empty()) {
        out.push_str(&format!("\n{}\n", style.bold(heading)));
        out.extend(claims.iter().map(|claim| said(claim, style)));
    }
    out.push_str(&profile(pack, id, &dossier, style));
    out.push_str(&next_steps(&dossier, style));
    if !dossier.facts.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("More facts")));
        out.extend(dossier.facts.iter().map(|fact| said(&fact.claim, style)));
    }
    if !dossier.nearby.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("Nearby")));
        for nearby in &dossier.nearby {
            let other = pack.specialty(nearby.specialty);
            let line = format!("{} ({}) {}", other.name, other.slug, nearby.differs);
            out.push_str(&wrapped(&line, style.width, "  ", "    "));
        }
    }
    out.push_str(&sources(&dossier, style));
    out
}

/// What one can go and see, with whom to ask and whom it is open to, and where to read on.
fn next_steps(dossier: &Dossier, style: Style) -> String {
    let mut out = String::new();
    if !dossier.see.is_empty() {
        out.push_str(&format!("\n{}\n", style.bold("Go and see")));
    }
    for experience in &dossier.see {
        let open_to: Vec<&str> = experience.open_to.iter().map(|audience| audience.say()).collect();
        let line = format!(
            "{} {} For {}. [{}]",
            experience.claim.say,
            experience.ask,
            listed(&open_to),
            mark(&experience.claim)
        );
        out.push_str(&wrapped(&line, style.width, "  ", "    "));
    }
    if let Some(claim) = &dossier.start_here {
        out.push_str(&format!("\n{}\n{}", style.bold("Start here"), said(claim, style)));
    }
    out
}

/// One line for each specialty: slug and name, by family.
#[must_use]
pub fn list(pack: &Pack, shown: &[SpecialtyId], style: Style) -> String {
    let widest = shown.iter().map(|id| pack.specialty(*id).slug.len()).max().unwrap_or(0);
    let mut families: Vec<&str> = shown.iter().map(|id| pack.specialty(*id).family.as_str()).collect();
    families.sort_unstable();
    families.dedup();
    let mut out = String::new();
    for one in families {
        let gap = if out.is_empty() { "" } else { "\n" };
        out.push_str(&format!("{gap}{}\n", style.bold(&family(one))));
        for specialty in shown.iter().map(|id| pack.specialty(*id)).filter(|s| s.family == one) {
            // Where both do not fit on a line, the slug is what one types, so the name gives way.
            if widest + 4 + specialty.name.chars().count() <= style.width {
                out.push_str(&format!("  {:widest$}  {}\n", specialty.slug, specialty.name));
            } else {
                out.push_str(&wrapped(
                    &format!("{}  {}", specialty.slug, specialty.name),
                    style.width,
                    "  ",
                    "    ",
                ));
            }
        }
    }
    out
}

/// Specialties found by word, each with the first few sentences that hold it.
#[must_use]
pub fn found(pack: &Pack, all: &[Found], style: Style) -> String {
    let mut out = String::new();
    for one in all {
        let specialty = pack.specialty(one.specialty);
        out.push_str(&style.bold(&wrapped(
            &format!("{} ({})", specialty.name, specialty.slug),
            style.width,
            "",
            "  ",
        )));
        for sentence in one.sentences.iter().take(FOUND_SENTENCES) {
            out.push_str(&wrapped(sentence, style.width, "  ", "    "));
        }
    }
    out
}

/// A family's id as words.
#[must_use]
pub fn family(id: &str) -> String {
    id.replace('-', " ")
}

fn said(claim: &Claim, style: Style) -> String {
    wrapped(&format!("{} [{}]", claim.say, mark(claim)), style.width, "  ", "    ")
}

fn profile(pack: &Pack, id: SpecialtyId, dossier: &Dossier, style: Style) -> String {
    let specialty = pack.specialty(id);
    let mut out = format!("\n{}\n", style.bold("Where it stands, from 1 to 5"));
    for place in pack.dimension_ids().filter(|id| pack.dimension(*id).group().is_none()) {
        let dimension = pack.dimension(place);
        let (low, high) = pack.ends(place);
        let line = format!("{}  {}: {low} … {high}", bar(specialty.at(place)), dimension.name);
        out.push_str(&wrapped(&line, style.width, "  ", INDENT));
        let why = match dossier.whys.get(&place) {
            Some(why) => format!("{} [{}]", why.say, mark(why)),
            None => "Not known: ask.".to_owned(),
        };
        out.push_str(&wrapped(&why, style.width, INDENT, INDENT));
        if let Some(note) = &dimension.note {
            let line = format!("{} [{}]", note.say, titled(&note.source));
            out.push_str(&style.dim(wrapped(&line, style.width, INDENT, INDENT).trim_end()));
            out.push('\n');
        }
    }
    for group in 0..pack.groups().len() {
        out.push_str(&group_lines(pack, id, dossier, group, style));
    }
    out
}

fn group_lines(pack: &Pack, id: SpecialtyId, dossier: &Dossier, group: usize, style: Style) -> String {
    let specialty = pack.specialty(id);
    let members: Vec<DimensionId> =
        pack.dimension_ids().filter(|id| pack.dimension(*id).group() == Some(group)).collect();
    let mut out = format!("\n{}\n", style.bold(&pack.groups()[group].name));
    // A pack may have one sentence for the whole group, which then stands with its lowest dimension, too.
    let lowest =
        members.iter().find(|id| specialty.at(**id).is_some_and(|known| known.level == Level::LOWEST));
    let shared = lowest.and_then(|member| dossier.whys.get(member));
    for member in &members {
        let entry = specialty.at(*member);
        let Some(known) = entry.filter(|known| known.level > Level::LOWEST) else { continue };
        let dimension = pack.dimension(*member);
        let anchor = &pack.anchors(*member)[known.level.anchor()];
        let line = format!("{}  {}: {anchor}", bar(entry), dimension.name);
        out.push_str(&wrapped(&line, style.width, "  ", INDENT));
        if let Some(why) = dossier.whys.get(member).filter(|why| shared != Some(*why)) {
            out.push_str(&wrapped(&format!("{} [{}]", why.say, mark(why)), style.width, INDENT, INDENT));
        }
    }
    if let Some(why) = shared {
        out.push_str(&wrapped(&format!("{} [{}]", why.say, mark(why)), style.width, "  ", "    "));
    }
    out
}

fn mark(claim: &Claim) -> String {
    claim.source.map_or_else(|| "general knowledge".to_owned(), |place| (place + 1).to_string())
}

/// A level as five places, filled up to it; five question marks where nothing was found.
#[must_use]
pub fn bar(entry: Option<ProfileLevel>) -> String {
    let Some(known) = entry else { return "?".repeat(5) };
    let filled = known.level.anchor() + 1;
    format!("{}{}", "#".repeat(filled), ".".repeat(5 - filled))
}

fn sources(dossier: &Dossier, style: Style) -> String {
    let mut out = format!("\n{}\n", style.bold("Sources"));
    for (place, named) in dossier.sources.iter().enumerate() {
        out.push_str(&wrapped(&titled(named), style.width, &format!("{:>4}  ", place + 1), "      "));
        if let Some(url) = &named.url {
            // An address must stay whole to be followed, however narrow the screen.
            out.push_str(&format!("      {}\n", style.dim(url)));
        }
    }
    out
}
