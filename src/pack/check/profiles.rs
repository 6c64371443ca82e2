//! Checking profiles: a level, a spread and a reason on every dimension.

use std::collections::BTreeMap;

use super::dimensions::{Entry, Known};
use super::sources::GENERAL_KNOWLEDGE;
use super::{level, look_up, year};
use crate::diagnostic::{Diagnostic, Place};
use crate::pack::draft::{
    DraftClaim, DraftEntry, DraftGroupEntry, DraftKnown, DraftLevel, DraftMember, DraftSpecialty,
};
use crate::pack::{Claim, DimensionId, Figure, Level, ProfileLevel, Spread, Why};
use crate::toml_tree::{Mistakes, Placed};

/// The spread from which on general knowledge may stand behind an end of the scale: then the level says little.
pub(super) const WIDE: f64 = 1.0;

/// Where a specialty stands, and why.
pub(super) struct Profile {
    /// By dimension; empty if any is missing, which was noted.
    pub levels: Vec<Option<ProfileLevel>>,
    pub whys: BTreeMap<DimensionId, Why>,
    pub figures: BTreeMap<DimensionId, Figure>,
}

pub(super) fn check(
    draft: &DraftSpecialty,
    known: &Known,
    claim: &dyn Fn(&DraftClaim) -> Claim,
    mistakes: &Mistakes,
) -> Profile {
    let mut checker = ProfileChecker {
        known,
        claim,
        mistakes,
        levels: BTreeMap::new(),
        whys: BTreeMap::new(),
        figures: BTreeMap::new(),
    };
    let keys = known.profile_keys();
    for level in &draft.levels {
        if let Some(kind) = look_up(&level.key, &keys, "dimension", mistakes) {
            checker.entry(level, kind);
        }
    }
    for key in keys.keys().filter(|key| !draft.levels.iter().any(|level| &level.key.value == *key)) {
        mistakes.note(
            Diagnostic::at(
                &draft.profile_place,
                format!("the profile of `{}` has no `{key}`", draft.slug.value),
            )
            .help(format!("add `{key} = {{ … }}` with level, spread, why and source")),
        );
    }
    let whole = checker.levels.len() == known.dimensions.len();
    Profile {
        levels: if whole { checker.levels.into_values().collect() } else { Vec::new() },
        whys: checker.whys,
        figures: checker.figures,
    }
}

struct ProfileChecker<'a> {
    known: &'a Known,
    claim: &'a dyn Fn(&DraftClaim) -> Claim,
    mistakes: &'a Mistakes,
    levels: BTreeMap<DimensionId, Option<ProfileLevel>>,
    whys: BTreeMap<DimensionId, Why>,
    figures: BTreeMap<DimensionId, Figure>,
}

impl ProfileChecker<'_> {
    fn entry(&mut self, written: &DraftLevel, kind: Entry) {
        let key = &written.key.value;
        let dimension = self.known.by_id.get(key).copied();
        match (&written.entry, kind, dimension) {
            (DraftEntry::One(one), Entry::Single, Some(dimension)) => self.one(key, one, dimension),
            (DraftEntry::NotKnown(place), _, dimension) => self.not_known(key, place, dimension),
            (DraftEntry::Group(group), Entry::Group, _) => self.group(group, self.known.group_by_id[key]),
            (DraftEntry::One(one), _, _) => self.mistakes.note(
                Diagnostic::at(&one.level.place, format!("`{key}` is a group of dimensions"))
                    .help("write `spread = …`, a table for each of its dimensions that has a reason, and `levels = { … }` for the rest"),
            ),
            (DraftEntry::Group(_), _, _) => self.mistakes.note(
                Diagnostic::at(&written.key.place, format!("`{key}` is a single dimension"))
                    .help("write `level = …`"),
            ),
        }
    }

    fn one(&mut self, key: &str, written: &DraftKnown, dimension: DimensionId) {
        let spread = self.spread(&written.spread);
        let level = level(&written.level, key, self.mistakes).unwrap_or(Level::LOWEST);
        self.grounds(key, level, &[Level::LOWEST, Level::HIGHEST], spread, &written.why);
        self.levels.insert(dimension, Some(ProfileLevel { level, spread }));
        self.whys.insert(dimension, (self.claim)(&written.why));
        if let Some(figure) = &written.figure {
            let year = figure.year.as_ref().and_then(|written| year(written, self.mistakes));
            self.figures.insert(dimension, Figure { say: figure.say.value.clone(), year });
        }
    }

    fn not_known(&mut self, key: &str, place: &Place, dimension: Option<DimensionId>) {
        let Some(dimension) = dimension.filter(|id| self.known.dimensions[id.index()].term) else {
            self.mistakes.note(
                Diagnostic::at(place, format!("`{key}` is not one of the terms, so it needs a level"))
                    .help("give it a level, with a wide spread where little is known"),
            );
            return;
        };
        self.levels.insert(dimension, None);
    }

    /// In a group, a dimension left out is at its lowest.
    fn group(&mut self, written: &DraftGroupEntry, group: usize) {
        let spread = self.spread(&written.spread);
        let members: BTreeMap<String, DimensionId> = self
            .known
            .by_id
            .iter()
            .filter(|(_, id)| self.known.dimensions[id.index()].group() == Some(group))
            .map(|(name, id)| (name.clone(), *id))
            .collect();
        let lowest = ProfileLevel { level: Level::LOWEST, spread };
        self.levels.extend(members.values().map(|id| (*id, Some(lowest))));
        if let Some(why) = &written.shared {
            self.whys.extend(members.values().map(|id| (*id, (self.claim)(why))));
        }
        let mut seen: BTreeMap<&str, &Placed<String>> = BTreeMap::new();
        for member in &written.members {
            let key = &member.key;
            if let Some(first) = seen.insert(&key.value, key) {
                let (line, _) = first.place.line_and_column();
                self.mistakes.note(
                    Diagnostic::at(&key.place, format!("`{}` has two levels", key.value))
                        .help(format!("the other is in line {line}; keep one")),
                );
            }
            self.member(member, &members, spread, written.shared.as_ref());
        }
    }

    fn member(
        &mut self,
        written: &DraftMember,
        members: &BTreeMap<String, DimensionId>,
        of_group: Spread,
        shared: Option<&DraftClaim>,
    ) {
        let key = &written.key;
        let found = look_up(key, members, "dimension of this group", self.mistakes);
        let level = level(&written.level, &key.value, self.mistakes);
        let spread = written.spread.as_ref().map_or(of_group, |own| self.spread(own));
        let Some((dimension, level)) = found.zip(level) else { return };
        self.levels.insert(dimension, Some(ProfileLevel { level, spread }));
        if let Some(why) = written.why.as_ref().or(shared) {
            self.grounds(&key.value, level, &[Level::HIGHEST], spread, why);
        }
        if let Some(why) = &written.why {
            self.whys.insert(dimension, (self.claim)(why));
        }
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

    /// General knowledge is no ground for the end of a scale, unless the spread says that little is known.
    fn grounds(&self, key: &str, level: Level, ends: &[Level], spread: Spread, why: &DraftClaim) {
        if ends.contains(&level) && why.source.value == GENERAL_KNOWLEDGE && spread.value() < WIDE {
            self.mistakes.note(
                Diagnostic::at(
                    &why.source.place,
                    format!("`{key}` stands at the end of the scale on general knowledge alone"),
                )
                .help(format!(
                    "name a source for it, take a level from 2 to 4, or give it a spread of {WIDE} or more"
                )),
            );
        }
    }
}
