//! Checking specialties: their claims, sources and what one can go and see.

use std::collections::BTreeMap;

use super::dimensions::Known;
use super::profiles::{self, Profile};
use super::sources::{GENERAL_KNOWLEDGE, source};
use super::{MOST_SPECIALTIES, Slugs, check_bound, check_new_id, look_up};
use crate::diagnostic::Diagnostic;
use crate::pack::draft::{DraftClaim, DraftExperience, DraftSpecialty};
use crate::pack::{
    Audience, Claim, Dossier, Experience, Fact, Nearby, Profession, Source, Specialty, SpecialtyId,
    SpecialtyKind,
};
use crate::toml_tree::{Mistakes, Placed};

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
        ordered.iter().map(|draft| SpecialtyChecker { known, slugs, mistakes }.specialty(draft)).collect();
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

struct SpecialtyChecker<'a> {
    known: &'a Known,
    slugs: &'a Slugs,
    mistakes: &'a Mistakes,
}

impl SpecialtyChecker<'_> {
    fn specialty(&self, draft: &DraftSpecialty) -> (Specialty, Dossier) {
        let (sources, source_by_id) = self.sources(draft);
        let claim = |written: &DraftClaim| self.claim(written, &source_by_id);
        let Profile { levels: profile, whys, figures } =
            profiles::check(draft, self.known, &claim, self.mistakes);
        let dossier = Dossier {
            summary: draft.summary.value.clone(),
            week: draft.week.as_ref().map(claim),
            road: draft.road.iter().map(claim).collect(),
            likes: draft.likes.iter().map(claim).collect(),
            hard: draft.hard.iter().map(claim).collect(),
            nearby: self.nearby(draft),
            whys,
            figures,
            see: draft.see.iter().map(|written| self.experience(written, &source_by_id)).collect(),
            start_here: draft.start_here.as_ref().map(claim),
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
            enter: self.enter(draft),
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
            sources.push(source(written, self.mistakes));
        }
        if sources.is_empty() {
            self.mistakes.note(
                Diagnostic::at(&draft.place, format!("`{}` names no sources", draft.slug.value))
                    .help("add [[sources]] with `id`, `title`, and `url` and `year` where there are any"),
            );
        }
        (sources, by_id)
    }

    fn claim(&self, written: &DraftClaim, sources: &BTreeMap<String, Option<usize>>) -> Claim {
        let source = look_up(&written.source, sources, "source", self.mistakes).flatten();
        Claim { say: written.say.value.clone(), source }
    }

    fn experience(&self, written: &DraftExperience, sources: &BTreeMap<String, Option<usize>>) -> Experience {
        let audiences = Audience::every().map(|(id, audience)| (id.to_owned(), audience)).collect();
        let open_to = written.open_to.iter();
        let shows = written.shows.iter();
        Experience {
            claim: self.claim(&written.claim, sources),
            ask: written.ask.value.clone(),
            open_to: open_to.filter_map(|id| look_up(id, &audiences, "audience", self.mistakes)).collect(),
            shows: shows
                .filter_map(|id| look_up(id, &self.known.by_id, "dimension", self.mistakes))
                .collect(),
        }
    }

    fn enter(&self, draft: &DraftSpecialty) -> Vec<Profession> {
        let professions = Profession::every().map(|(id, profession)| (id.to_owned(), profession)).collect();
        draft.enter.iter().filter_map(|id| look_up(id, &professions, "profession", self.mistakes)).collect()
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
}
