//! Checking specialties: their profiles, claims and sources.

use std::collections::BTreeMap;

use super::dimensions::Known;
use super::{MOST_SPECIALTIES, Slugs, check_bound, check_new_id, level, look_up};
use crate::diagnostic::Diagnostic;
use crate::pack::draft::{DraftClaim, DraftLevel, DraftLevels, DraftSource, DraftSpecialty};
use crate::pack::{
    Claim, DimensionId, Dossier, Fact, Level, Nearby, ProfileLevel, Source, Specialty, SpecialtyId,
    SpecialtyKind, Spread, Why,
};
use crate::toml_tree::{Mistakes, Placed};

/// What is written as `source` for something uncontroversial that needs none.
const GENERAL_KNOWLEDGE: &str = "general-knowledge";

/// Slugs in order; each must be new and name its file.
pub(super) fn slugs(drafts: &[DraftSpecialty], mistakes: &Mistakes) -> Slugs {
    if let Some(first) = drafts.first() {
        check_bound(drafts.len(), MOST_SPECIALTIES, "specialties", &first.place, mistakes);
    }
    let mut seen = BTreeMap::new();
    for draft in drafts {
        check_new_id(&draft.slug, &mut seen, "specialty", mistakes);
        let file = draft.place.source.name.rsplit(['/', '\\']).next().unwrap_or_default();
        if !draft.slug.value.is_empty() && file.strip_suffix(".toml") != Some(&draft.slug.value) {
            mistakes.note(
                Diagnostic::at(
                    &draft.slug.place,
                    format!("slug `{}` does not match the file's name", draft.slug.value),
                )
                .help(format!("name the file `{}.toml`", draft.slug.value)),
            );
        }
    }
    seen.into_keys().take(MOST_SPECIALTIES).enumerate().map(|(i, slug)| (slug, SpecialtyId::new(i))).collect()
}

pub(super) fn check(
    drafts: &[DraftSpecialty],
    known: &Known,
    slugs: &Slugs,
    mistakes: &Mistakes,
) -> (Vec<Specialty>, Vec<Dossier>) {
    let mut ordered: Vec<&DraftSpecialty> = drafts.iter().take(MOST_SPECIALTIES).collect();
    ordered.sort_by(|a, b| a.slug.value.cmp(&b.slug.value));
    let checked: Vec<(Specialty, Dossier)> =
        ordered.iter().map(|draft| Checker { known, slugs, mistakes }.specialty(draft)).collect();
    for (i, (one, _)) in checked.iter().enumerate() {
        let twin =
            checked[..i].iter().find(|(other, _)| !one.profile.is_empty() && other.profile == one.profile);
        if let Some((other, _)) = twin {
            mistakes.note(
                Diagnostic::at(
                    &ordered[i].profile_place,
                    format!("the profile is the same as that of `{}`", other.slug),
                )
                .help("no answers could tell the two apart: find a dimension on which they differ"),
            );
        }
    }
    checked.into_iter().unzip()
}

struct Checker<'a> {
    known: &'a Known,
    slugs: &'a Slugs,
    mistakes: &'a Mistakes,
}

impl Checker<'_> {
    fn specialty(&self, draft: &DraftSpecialty) -> (Specialty, Dossier) {
        let (sources, source_by_id) = self.sources(draft);
        let (profile, whys) = self.profile(draft, &source_by_id);
        let claim = |written: &DraftClaim| self.claim(written, &source_by_id);
        let dossier = Dossier {
            summary: draft.summary.value.clone(),
            week: draft.week.as_ref().map(claim),
            road: draft.road.iter().map(claim).collect(),
            likes: draft.likes.iter().map(claim).collect(),
            hard: draft.hard.iter().map(claim).collect(),
            nearby: self.nearby(draft),
            whys,
            facts: draft
                .facts
                .iter()
                .map(|(topic, written)| Fact { topic: topic.value.clone(), claim: claim(written) })
                .collect(),
            sources,
        };
        let specialty = Specialty {
            slug: draft.slug.value.clone(),
            name: draft.name.value.clone(),
            kind: self.kind(&draft.kind),
            family: draft.family.value.clone(),
            needs_medical_degree: draft.needs_medical_degree,
            profile,
        };
        (specialty, dossier)
    }

    fn kind(&self, written: &Placed<String>) -> SpecialtyKind {
        let kinds = BTreeMap::from([
            ("specialty".to_owned(), SpecialtyKind::Specialty),
            ("subspecialty".to_owned(), SpecialtyKind::Subspecialty),
            ("role".to_owned(), SpecialtyKind::Role),
        ]);
        look_up(written, &kinds, "kind of specialty", self.mistakes).unwrap_or(SpecialtyKind::Role)
    }

    fn sources(&self, draft: &DraftSpecialty) -> (Vec<Source>, BTreeMap<String, Option<usize>>) {
        let mut seen = BTreeMap::new();
        let mut sources = Vec::new();
        let mut by_id = BTreeMap::from([(GENERAL_KNOWLEDGE.to_owned(), None)]);
        for written in &draft.sources {
            check_new_id(&written.id, &mut seen, "source", self.mistakes);
            by_id.insert(written.id.value.clone(), Some(sources.len()));
            sources.push(self.source(written));
        }
        if sources.is_empty() {
            self.mistakes.note(
                Diagnostic::at(&draft.place, format!("`{}` names no sources", draft.slug.value))
                    .help("add [[sources]] with `id`, `title`, and `url` and `year` where there are any"),
            );
        }
        (sources, by_id)
    }

    fn source(&self, written: &DraftSource) -> Source {
        if let Some(url) = written.url.as_ref().filter(|url| !is_web_address(&url.value)) {
            self.mistakes.note(
                Diagnostic::at(&url.place, "not a web address")
                    .help("it starts with https:// or http:// and has no spaces"),
            );
        }
        let year = written.year.as_ref().and_then(|year| {
            let whole = (1800..=2200u16).find(|whole| f64::from(*whole).total_cmp(&year.value).is_eq());
            if whole.is_none() {
                self.mistakes
                    .note(Diagnostic::at(&year.place, "not a year").help("write four digits, as in 2023"));
            }
            whole
        });
        Source {
            id: written.id.value.clone(),
            title: written.title.value.clone(),
            url: written.url.as_ref().map(|url| url.value.clone()),
            year,
        }
    }

    fn claim(&self, written: &DraftClaim, sources: &BTreeMap<String, Option<usize>>) -> Claim {
        let source = look_up(&written.source, sources, "source", self.mistakes).flatten();
        Claim { say: written.say.value.clone(), source }
    }

    fn nearby(&self, draft: &DraftSpecialty) -> Vec<Nearby> {
        let mut nearby = Vec::new();
        for (slug, differs) in &draft.nearby {
            if slug.value == draft.slug.value {
                self.mistakes.note(
                    Diagnostic::at(&slug.place, "a specialty cannot be near to itself").help("name another"),
                );
            }
            let found = look_up(slug, self.slugs, "specialty", self.mistakes);
            nearby.extend(found.map(|specialty| Nearby { specialty, differs: differs.value.clone() }));
        }
        nearby
    }

    /// Level, spread and reason on every dimension; empty if any is missing, which is noted.
    fn profile(
        &self,
        draft: &DraftSpecialty,
        sources: &BTreeMap<String, Option<usize>>,
    ) -> (Vec<ProfileLevel>, BTreeMap<DimensionId, Why>) {
        let mut whys = BTreeMap::new();
        let mut levels = BTreeMap::new();
        let keys = self.known.profile_keys();
        for entry in &draft.levels {
            if look_up(&entry.key, &keys, "dimension", self.mistakes).is_none() {
                continue;
            }
            let why = self.claim(&entry.why, sources);
            let spread = self.spread(&entry.spread);
            for (dimension, level) in self.entry_levels(entry) {
                self.grounds(entry, level);
                levels.insert(dimension, ProfileLevel { level, spread });
                whys.insert(dimension, why.clone());
            }
        }
        for key in keys.keys().filter(|key| !draft.levels.iter().any(|entry| &entry.key.value == *key)) {
            self.mistakes.note(
                Diagnostic::at(
                    &draft.profile_place,
                    format!("the profile of `{}` has no `{key}`", draft.slug.value),
                )
                .help(format!("add `{key} = {{ … }}` with level, spread, why and source")),
            );
        }
        if levels.len() < self.known.dimensions.len() {
            return (Vec::new(), whys);
        }
        (levels.into_values().collect(), whys)
    }

    /// The levels that one entry gives; in a group, a dimension left out is at its lowest.
    fn entry_levels(&self, entry: &DraftLevel) -> Vec<(DimensionId, Level)> {
        let key = &entry.key.value;
        match (&entry.levels, self.known.group_by_id.get(key)) {
            (DraftLevels::One(written), None) => {
                let level = level(written, key, self.mistakes).unwrap_or(Level::LOWEST);
                self.known.by_id.get(key).map(|id| (*id, level)).into_iter().collect()
            }
            (DraftLevels::Group(written), Some(group)) => self.group_levels(written, *group),
            (DraftLevels::One(written), Some(_)) => {
                self.mistakes.note(
                    Diagnostic::at(&written.place, format!("`{key}` is a group of dimensions"))
                        .help("write `levels = { … }` with a level for each that is more than 1"),
                );
                Vec::new()
            }
            (DraftLevels::Group(_), None) => {
                self.mistakes.note(
                    Diagnostic::at(&entry.key.place, format!("`{key}` is a single dimension"))
                        .help("write `level = …`"),
                );
                Vec::new()
            }
        }
    }

    fn group_levels(
        &self,
        written: &[(Placed<String>, Placed<f64>)],
        group: usize,
    ) -> Vec<(DimensionId, Level)> {
        let members: BTreeMap<String, DimensionId> = self
            .known
            .by_id
            .iter()
            .filter(|(_, id)| self.known.dimensions[id.index()].group() == Some(group))
            .map(|(name, id)| (name.clone(), *id))
            .collect();
        let mut levels: BTreeMap<DimensionId, Level> =
            members.values().map(|id| (*id, Level::LOWEST)).collect();
        for (key, value) in written {
            let found = look_up(key, &members, "dimension of this group", self.mistakes);
            levels.extend(found.zip(level(value, &key.value, self.mistakes)));
        }
        levels.into_iter().collect()
    }

    fn spread(&self, written: &Placed<f64>) -> Spread {
        Spread::new(written.value).unwrap_or_else(|| {
            if !written.value.is_nan() {
                self.mistakes.note(
                    Diagnostic::at(&written.place, format!("spread {} is outside 0.1 to 2", written.value))
                        .help("it says by how many levels posts differ, as a standard deviation"),
                );
            }
            #[allow(clippy::expect_used, reason = "a constant inside the range")]
            Spread::new(1.0).expect("1 lies from 0.1 to 2")
        })
    }

    /// General knowledge is no ground for the end of a scale.
    fn grounds(&self, entry: &DraftLevel, level: Level) {
        let at_an_end = match entry.levels {
            DraftLevels::One(_) => level == Level::LOWEST || level == Level::HIGHEST,
            DraftLevels::Group(_) => level == Level::HIGHEST,
        };
        if at_an_end && entry.why.source.value == GENERAL_KNOWLEDGE {
            self.mistakes.note(
                Diagnostic::at(
                    &entry.why.source.place,
                    format!(
                        "`{}` stands at the end of the scale on general knowledge alone",
                        entry.key.value
                    ),
                )
                .help("name a source for it, or take a level from 2 to 4"),
            );
        }
    }
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.')
            && !host.starts_with('.')
            && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}
