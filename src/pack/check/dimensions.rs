//! Checking dimensions and their groups.

use std::collections::BTreeMap;

use super::{MOST_DIMENSIONS, check_bound, check_new_id, look_up};
use crate::diagnostic::Diagnostic;
use crate::pack::draft::{DraftDimension, Questionnaire};
use crate::pack::{Dimension, DimensionId, Group, Kind};
use crate::toml_tree::{Mistakes, Placed};

/// The dimensions and groups of a pack, with look-ups by id.
pub(super) struct Known {
    pub dimensions: Vec<Dimension>,
    pub groups: Vec<Group>,
    pub by_id: BTreeMap<String, DimensionId>,
    pub group_by_id: BTreeMap<String, usize>,
}

impl Known {
    /// Ids that can be keys of a profile: dimensions outside groups, and groups.
    pub fn profile_keys(&self) -> BTreeMap<String, ()> {
        let single = self.dimensions.iter().filter(|d| d.group.is_none()).map(|d| d.id.clone());
        single.chain(self.groups.iter().map(|g| g.id.clone())).map(|id| (id, ())).collect()
    }
}

/// What a group hands down to its dimensions.
struct Shared {
    kind: Kind,
    anchors: [String; 5],
}

pub(super) fn check(questionnaire: &Questionnaire, mistakes: &Mistakes) -> Known {
    check_bound(
        questionnaire.dimensions.len(),
        MOST_DIMENSIONS,
        "dimensions",
        &questionnaire.place,
        mistakes,
    );
    let mut seen = BTreeMap::new();
    let mut known = Known {
        dimensions: Vec::new(),
        groups: Vec::new(),
        by_id: BTreeMap::new(),
        group_by_id: BTreeMap::new(),
    };
    let mut shared = Vec::new();
    for draft in &questionnaire.groups {
        check_new_id(&draft.id, &mut seen, "group", mistakes);
        known.group_by_id.insert(draft.id.value.clone(), known.groups.len());
        known.groups.push(Group { id: draft.id.value.clone(), name: draft.name.value.clone() });
        shared.push(Shared {
            kind: kind(&draft.kind, mistakes).unwrap_or(Kind::Preference),
            anchors: anchors(&draft.anchors, &draft.id, mistakes),
        });
    }
    for draft in questionnaire.dimensions.iter().take(MOST_DIMENSIONS) {
        check_new_id(&draft.id, &mut seen, "dimension", mistakes);
        known.by_id.insert(draft.id.value.clone(), DimensionId::new(known.dimensions.len()));
        let dimension = match &draft.group {
            Some(group) => {
                let group = look_up(group, &known.group_by_id, "group", mistakes).unwrap_or(0);
                grouped(draft, group, shared.get(group), mistakes)
            }
            None => single(draft, mistakes),
        };
        known.dimensions.push(dimension);
    }
    known
}

fn grouped(draft: &DraftDimension, group: usize, shared: Option<&Shared>, mistakes: &Mistakes) -> Dimension {
    let own = [("kind", &draft.kind), ("low", &draft.low), ("high", &draft.high)];
    for (key, _) in own.iter().filter(|(_, value)| value.is_some()) {
        mistakes.note(
            Diagnostic::at(
                &draft.place,
                format!("dimension `{}` has `{key}`, which its group gives", draft.id.value),
            )
            .help(format!("remove `{key}`, or remove `group`")),
        );
    }
    let (kind, anchors) =
        shared.map_or((Kind::Preference, Default::default()), |shared| (shared.kind, shared.anchors.clone()));
    let [low, .., high] = anchors.clone();
    Dimension {
        id: draft.id.value.clone(),
        name: draft.name.value.clone(),
        kind,
        low,
        high,
        anchors,
        group: Some(group),
    }
}

fn single(draft: &DraftDimension, mistakes: &Mistakes) -> Dimension {
    let text = |key: &str, value: &Option<Placed<String>>| {
        value.as_ref().map(|text| text.value.clone()).unwrap_or_else(|| {
            mistakes.note(
                Diagnostic::at(&draft.place, format!("dimension `{}` has no `{key}`", draft.id.value))
                    .help(format!("add `{key} = \"…\"`, or a `group`")),
            );
            String::new()
        })
    };
    let (low, high) = (text("low", &draft.low), text("high", &draft.high));
    let kind = match &draft.kind {
        Some(written) => kind(written, mistakes),
        None => {
            text("kind", &None);
            None
        }
    };
    Dimension {
        id: draft.id.value.clone(),
        name: draft.name.value.clone(),
        kind: kind.unwrap_or(Kind::Preference),
        low,
        high,
        anchors: anchors(&draft.anchors, &draft.id, mistakes),
        group: None,
    }
}

fn kind(written: &Placed<String>, mistakes: &Mistakes) -> Option<Kind> {
    let kinds = BTreeMap::from([
        ("preference".to_owned(), Kind::Preference),
        ("tolerance".to_owned(), Kind::Tolerance),
    ]);
    look_up(written, &kinds, "kind of dimension", mistakes)
}

fn anchors(written: &[Placed<String>], id: &Placed<String>, mistakes: &Mistakes) -> [String; 5] {
    let texts: Vec<String> = written.iter().map(|anchor| anchor.value.clone()).collect();
    let count = texts.len();
    texts.try_into().unwrap_or_else(|_| {
        mistakes.note(
            Diagnostic::at(&id.place, format!("`{}` has {count} anchors instead of 5", id.value))
                .help("say what can be observed at each level, from 1 to 5: anchors = [\"…\", \"…\", \"…\", \"…\", \"…\"]"),
        );
        Default::default()
    })
}
