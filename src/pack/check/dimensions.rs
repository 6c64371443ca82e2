//! Checking dimensions and their groups.

use std::collections::BTreeMap;

use super::sources::source;
use super::{MOST_DIMENSIONS, check_bound, check_new_id, look_up};
use crate::diagnostic::Diagnostic;
use crate::pack::dimension::Scale;
use crate::pack::draft::{DraftDimension, DraftNote, Questionnaire};
use crate::pack::{Clauses, Dimension, DimensionId, Group, Kind, Note};
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
    pub fn profile_keys(&self) -> BTreeMap<String, Entry> {
        let single = self.dimensions.iter().filter(|d| d.group().is_none()).map(|d| d.id.clone());
        single
            .map(|id| (id, Entry::Single))
            .chain(self.groups.iter().map(|g| (g.id.clone(), Entry::Group)))
            .collect()
    }
}

/// What a key of a profile names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Single,
    Group,
}

pub(super) fn check(questionnaire: &Questionnaire, mistakes: &Mistakes) -> Known {
    let written = &questionnaire.dimensions;
    check_bound(written.len(), MOST_DIMENSIONS, "dimensions", &questionnaire.place, mistakes);
    let mut seen = BTreeMap::new();
    let mut known = Known {
        dimensions: Vec::new(),
        groups: Vec::new(),
        by_id: BTreeMap::new(),
        group_by_id: BTreeMap::new(),
    };
    let mut group_kinds = Vec::new();
    for draft in &questionnaire.groups {
        check_new_id(&draft.id, &mut seen, "group", mistakes);
        known.group_by_id.insert(draft.id.value.clone(), known.groups.len());
        known.groups.push(Group {
            id: draft.id.value.clone(),
            name: draft.name.value.clone(),
            anchors: anchors(&draft.anchors, &draft.id, mistakes),
        });
        group_kinds.push(kind(&draft.kind, mistakes));
    }
    for draft in written.iter().take(MOST_DIMENSIONS) {
        check_new_id(&draft.id, &mut seen, "dimension", mistakes);
        known.by_id.insert(draft.id.value.clone(), DimensionId::new(known.dimensions.len()));
        let group = draft.group.as_ref().map(|group| look_up(group, &known.group_by_id, "group", mistakes));
        let (kind, scale) = match group {
            None => own_scale(draft, mistakes),
            Some(group) => {
                given_twice(draft, mistakes);
                // An unknown group was noted; any other stands in for it, since no pack comes of this.
                let group = group.unwrap_or(0);
                (group_kinds.get(group).copied().flatten(), Scale::Group(group))
            }
        };
        known.dimensions.push(Dimension {
            id: draft.id.value.clone(),
            name: draft.name.value.clone(),
            kind: kind.unwrap_or(Kind::Preference),
            term: draft.term,
            clauses: clauses(draft),
            note: draft.note.as_ref().map(|written| note(written, mistakes)),
            scale,
        });
        if draft.term && kind == Some(Kind::Preference) {
            mistakes.note(
                Diagnostic::at(&draft.id.place, format!("`{}` is a term, but a preference", draft.id.value))
                    .help("a term is something that people accept up to a point: kind = \"tolerance\""),
            );
        }
    }
    for (dimension, draft) in known.dimensions.iter_mut().zip(written) {
        let needs = draft.clauses.needs.as_ref();
        dimension.clauses.needs = needs.and_then(|id| look_up(id, &known.by_id, "dimension", mistakes));
    }
    known
}

/// Notes what a dimension says of itself although its group says it.
fn given_twice(draft: &DraftDimension, mistakes: &Mistakes) {
    let own = [
        ("kind", draft.kind.is_some()),
        ("low", draft.low.is_some()),
        ("high", draft.high.is_some()),
        ("anchors", !draft.anchors.is_empty()),
    ];
    for (key, _) in own.iter().filter(|(_, given)| *given) {
        let message = format!("dimension `{}` has `{key}`, which its group gives", draft.id.value);
        mistakes
            .note(Diagnostic::at(&draft.place, message).help(format!("remove `{key}`, or remove `group`")));
    }
}

fn own_scale(draft: &DraftDimension, mistakes: &Mistakes) -> (Option<Kind>, Scale) {
    let own = [("kind", &draft.kind), ("low", &draft.low), ("high", &draft.high)];
    for (key, _) in own.iter().filter(|(_, value)| value.is_none()) {
        mistakes.note(
            Diagnostic::at(&draft.place, format!("dimension `{}` has no `{key}`", draft.id.value))
                .help(format!("add `{key} = \"…\"`, or a `group`")),
        );
    }
    let text =
        |value: &Option<Placed<String>>| value.as_ref().map(|text| text.value.clone()).unwrap_or_default();
    let scale = Scale::Own {
        low: text(&draft.low),
        high: text(&draft.high),
        anchors: anchors(&draft.anchors, &draft.id, mistakes),
    };
    (draft.kind.as_ref().and_then(|written| kind(written, mistakes)), scale)
}

fn note(written: &DraftNote, mistakes: &Mistakes) -> Note {
    Note { say: written.say.value.clone(), source: source(&written.source, mistakes) }
}

fn clauses(draft: &DraftDimension) -> Clauses {
    let text = |clause: &Option<Placed<String>>| clause.as_ref().map(|clause| clause.value.clone());
    // What they need may be a dimension that is written later: it is looked up when all are known.
    Clauses {
        low: text(&draft.clauses.low),
        high: text(&draft.clauses.high),
        joins: draft.clauses.joins,
        needs: None,
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
