//! `questions.toml` as written.

use std::sync::Arc;

use super::read_levels;
use super::specialty::{DraftSource, read_source};
use crate::diagnostic::{Place, SourceText};
use crate::toml_tree::{Mistakes, Placed, Table, parse};

/// `questions.toml`.
#[derive(Debug)]
pub struct Questionnaire {
    pub(in crate::pack) place: Place,
    pub(in crate::pack) name: Placed<String>,
    pub(in crate::pack) version: Placed<String>,
    pub(in crate::pack) language: Placed<String>,
    pub(in crate::pack) focus: Vec<Placed<String>>,
    pub(in crate::pack) focus_name: Option<Placed<String>>,
    pub(in crate::pack) agreement: Vec<DraftOption>,
    pub(in crate::pack) groups: Vec<DraftGroup>,
    pub(in crate::pack) dimensions: Vec<DraftDimension>,
    pub(in crate::pack) sections: Vec<DraftSection>,
    pub(in crate::pack) questions: Vec<DraftQuestion>,
    pub(in crate::pack) retired: Vec<DraftRetired>,
    pub(in crate::pack) codes: Vec<DraftCodes>,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftSection {
    pub id: Placed<String>,
    pub name: Placed<String>,
    pub core: bool,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftGroup {
    pub id: Placed<String>,
    pub name: Placed<String>,
    pub kind: Placed<String>,
    pub anchors: Vec<Placed<String>>,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftDimension {
    pub place: Place,
    pub id: Placed<String>,
    pub name: Placed<String>,
    pub group: Option<Placed<String>>,
    pub kind: Option<Placed<String>>,
    pub term: bool,
    pub clauses: DraftClauses,
    pub note: Option<DraftNote>,
    pub low: Option<Placed<String>>,
    pub high: Option<Placed<String>>,
    pub anchors: Vec<Placed<String>>,
}

/// What someone at either end of a dimension wants, in words for a headline.
#[derive(Debug, Default)]
pub(in crate::pack) struct DraftClauses {
    pub low: Option<Placed<String>>,
    pub high: Option<Placed<String>>,
    pub joins: bool,
    pub needs: Option<Placed<String>>,
}

/// Something that is true of a whole dimension, with its source.
#[derive(Debug)]
pub(in crate::pack) struct DraftNote {
    pub say: Placed<String>,
    pub source: DraftSource,
}

/// A question that was asked once, or an option of one.
#[derive(Debug)]
pub(in crate::pack) struct DraftRetired {
    pub place: Place,
    pub question: Placed<String>,
    pub option: Option<Placed<String>>,
    pub number: Placed<f64>,
    pub say: Placed<String>,
}

/// What the questions were when codes were made.
#[derive(Debug)]
pub(in crate::pack) struct DraftCodes {
    pub version: Placed<String>,
    pub place: Place,
    pub layout: Vec<Placed<String>>,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftQuestion {
    pub place: Place,
    pub id: Placed<String>,
    pub number: Option<Placed<f64>>,
    pub always: bool,
    pub core: bool,
    pub section: Placed<String>,
    pub form: Placed<String>,
    pub ask: Placed<String>,
    pub talk: Option<Placed<String>>,
    pub dimension: Option<Placed<String>>,
    pub reverse: bool,
    pub unchosen: Option<Placed<f64>>,
    pub options: Vec<DraftOption>,
}

#[derive(Debug)]
pub(in crate::pack) struct DraftOption {
    pub place: Place,
    pub id: Placed<String>,
    pub number: Option<Placed<f64>>,
    pub say: Placed<String>,
    pub clause: Option<Placed<String>>,
    pub limits: Option<Placed<String>>,
    pub scope: Option<Placed<String>>,
    pub places: Vec<(Placed<String>, Placed<f64>)>,
}

/// Reads `questions.toml`.
///
/// Returns nothing after a syntax error, which is noted like every other mistake.
#[must_use]
pub fn read_questionnaire(source: &Arc<SourceText>, mistakes: &Mistakes) -> Option<Questionnaire> {
    let document = parse(source, mistakes)?;
    let mut top = Table::top(&document, source, mistakes, "questions.toml");
    let mut about = top.need_table("pack", "[pack]");
    let missing = || Placed { value: String::new(), place: Place { source: Arc::clone(source), span: 0..0 } };
    let mut need = |key| about.as_mut().map_or_else(missing, |table| table.need_text(key));
    let (name, version, language) = (need("name"), need("version"), need("language"));
    let focus = about.as_mut().map(|table| table.texts("focus")).unwrap_or_default();
    let focus_name = about.as_mut().and_then(|table| table.text("focus-name"));
    if let Some(about) = about {
        about.finish();
    }
    let agreement = top.table("agreement", "[agreement]").map_or_else(Vec::new, |mut table| {
        let options = table.tables("options", "an option").into_iter().map(read_option).collect();
        table.finish();
        options
    });
    let questionnaire = Questionnaire {
        place: top.place(),
        name,
        version,
        language,
        focus,
        focus_name,
        agreement,
        groups: top.tables("groups", "a group").into_iter().map(read_group).collect(),
        dimensions: top.tables("dimensions", "a dimension").into_iter().map(read_dimension).collect(),
        sections: top.tables("sections", "a section").into_iter().map(read_section).collect(),
        questions: top.tables("questions", "a question").into_iter().map(read_question).collect(),
        retired: top.tables("retired", "a retired question").into_iter().map(read_retired).collect(),
        codes: top.tables("codes", "a layout of codes").into_iter().map(read_codes).collect(),
    };
    top.finish();
    Some(questionnaire)
}

fn read_group(mut table: Table<'_>) -> DraftGroup {
    let group = DraftGroup {
        id: table.need_text("id"),
        name: table.need_text("name"),
        kind: table.need_text("kind"),
        anchors: table.texts("anchors"),
    };
    table.finish();
    group
}

fn read_dimension(mut table: Table<'_>) -> DraftDimension {
    let dimension = DraftDimension {
        place: table.place(),
        id: table.need_text("id"),
        name: table.need_text("name"),
        group: table.text("group"),
        kind: table.text("kind"),
        term: table.flag("term").unwrap_or(false),
        clauses: table.table("clauses", "`clauses`").map(read_clauses).unwrap_or_default(),
        note: table.table("note", "`note`").map(read_note),
        low: table.text("low"),
        high: table.text("high"),
        anchors: table.texts("anchors"),
    };
    table.finish();
    dimension
}

fn read_clauses(mut table: Table<'_>) -> DraftClauses {
    let joins = table.flag("joins").unwrap_or(false);
    let clauses =
        DraftClauses { low: table.text("low"), high: table.text("high"), joins, needs: table.text("needs") };
    table.finish();
    clauses
}

fn read_note(mut table: Table<'_>) -> DraftNote {
    let say = table.need_text("say");
    DraftNote { say, source: read_source(table) }
}

fn read_retired(mut table: Table<'_>) -> DraftRetired {
    let retired = DraftRetired {
        place: table.place(),
        question: table.need_text("question"),
        option: table.text("option"),
        number: table.need_number("number"),
        say: table.need_text("say"),
    };
    table.finish();
    retired
}

fn read_codes(mut table: Table<'_>) -> DraftCodes {
    let (place, version) = (table.place(), table.need_text("version"));
    let codes = DraftCodes { version, place, layout: table.texts("layout") };
    table.finish();
    codes
}

fn read_section(mut table: Table<'_>) -> DraftSection {
    let section = DraftSection {
        id: table.need_text("id"),
        name: table.need_text("name"),
        core: table.flag("core").unwrap_or(false),
    };
    table.finish();
    section
}

fn read_question(mut table: Table<'_>) -> DraftQuestion {
    let question = DraftQuestion {
        place: table.place(),
        id: table.need_text("id"),
        number: table.number("number"),
        always: table.flag("always").unwrap_or(false),
        core: table.flag("core").unwrap_or(false),
        section: table.need_text("section"),
        form: table.need_text("form"),
        ask: table.need_text("ask"),
        talk: table.text("talk"),
        dimension: table.text("dimension"),
        reverse: table.flag("reverse").unwrap_or(false),
        unchosen: table.number("unchosen"),
        options: table.tables("options", "an option").into_iter().map(read_option).collect(),
    };
    table.finish();
    question
}

fn read_option(mut table: Table<'_>) -> DraftOption {
    let option = DraftOption {
        place: table.place(),
        id: table.need_text("id"),
        number: table.number("number"),
        say: table.need_text("say"),
        clause: table.text("clause"),
        limits: table.text("limits"),
        scope: table.text("scope"),
        places: table.table("places", "`places`").map(|places| read_levels(&places)).unwrap_or_default(),
    };
    table.finish();
    option
}
