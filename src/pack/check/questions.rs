//! Checking sections and questions.

use std::collections::BTreeMap;

use super::dimensions::Known;
use super::numbers::number;
use super::{MOST_OPTIONS, MOST_QUESTIONS, check_bound, check_new_id, level, look_up};
use crate::diagnostic::Diagnostic;
use crate::pack::draft::{DraftOption, DraftQuestion, Questionnaire};
use crate::pack::{
    AnswerOption, DimensionId, Form, Kind, Level, Placement, Question, RESERVED, Scope, Section, SectionId,
};
use crate::toml_tree::Mistakes;

pub(super) fn check(
    questionnaire: &Questionnaire,
    known: &Known,
    mistakes: &Mistakes,
) -> (Vec<Section>, Vec<Question>) {
    check_bound(questionnaire.questions.len(), MOST_QUESTIONS, "questions", &questionnaire.place, mistakes);
    check_bound(questionnaire.sections.len(), MOST_QUESTIONS, "sections", &questionnaire.place, mistakes);
    let mut seen = BTreeMap::new();
    let mut sections = Vec::new();
    let mut section_by_id = BTreeMap::new();
    for draft in questionnaire.sections.iter().take(MOST_QUESTIONS) {
        check_new_id(&draft.id, &mut seen, "section", mistakes);
        section_by_id.insert(draft.id.value.clone(), SectionId::new(sections.len()));
        sections.push(Section {
            id: draft.id.value.clone(),
            name: draft.name.value.clone(),
            core: draft.core,
        });
    }

    let checker =
        QuestionChecker { known, agreement: &questionnaire.agreement, sections: &section_by_id, mistakes };
    let mut seen = BTreeMap::new();
    let mut questions = Vec::new();
    for draft in questionnaire.questions.iter().take(MOST_QUESTIONS) {
        check_new_id(&draft.id, &mut seen, "question", mistakes);
        questions.extend(checker.question(draft));
    }
    for (form, what) in [("scope", "asks for the scope"), ("limits", "asks about limits")] {
        for second in questionnaire.questions.iter().filter(|q| q.form.value == form).skip(1) {
            mistakes.note(
                Diagnostic::at(&second.form.place, format!("a second question {what}"))
                    .help("keep one of them"),
            );
        }
    }
    limits_are_asked_about(questionnaire, &questions, mistakes);
    (sections, questions)
}

/// A limit is a mark on an answer, so each term that can be marked has a question before the one about limits.
fn limits_are_asked_about(questionnaire: &Questionnaire, questions: &[Question], mistakes: &Mistakes) {
    let Some(place) = questions.iter().position(|question| question.form == Form::Limits) else { return };
    let written = questionnaire.questions.iter().find(|draft| draft.id.value == questions[place].id);
    let Some(written) = written else { return };
    for (option, draft) in questions[place].options.iter().zip(&written.options) {
        let Some(term) = option.limits else { continue };
        let asked = |question: &Question| question.form == Form::Choice && question.dimensions() == [term];
        if !questions[..place].iter().any(asked) {
            mistakes.note(
                Diagnostic::at(
                    &draft.place,
                    format!("no question before this one asks about the term of `{}`", option.id),
                )
                .help("add a question of the form \"choice\" whose options place on that term alone"),
            );
        }
    }
}

struct QuestionChecker<'a> {
    known: &'a Known,
    agreement: &'a [DraftOption],
    sections: &'a BTreeMap<String, SectionId>,
    mistakes: &'a Mistakes,
}

impl QuestionChecker<'_> {
    /// A question, or nothing if its form is unknown.
    fn question(&self, draft: &DraftQuestion) -> Option<Question> {
        let section = look_up(&draft.section, self.sections, "section", self.mistakes);
        let form = self.form(draft)?;
        self.stray_keys(draft, form);
        let options = match form {
            Form::Statement => self.statement_options(draft),
            Form::Scope | Form::Limits | Form::Choice | Form::Several { .. } => self.own_options(draft, form),
        };
        let question = Question {
            id: draft.id.value.clone(),
            number: draft.number.as_ref().and_then(number),
            always: draft.always,
            core: draft.core,
            section: section.unwrap_or(SectionId::new(0)),
            form,
            ask: draft.ask.value.clone(),
            talk: draft.talk.as_ref().map(|talk| talk.value.clone()),
            options,
        };
        self.fair(draft, &question);
        Some(question)
    }

    fn form(&self, draft: &DraftQuestion) -> Option<Form> {
        let unchosen = match &draft.unchosen {
            Some(written) => level(written, "unchosen", self.mistakes).unwrap_or(Level::LOWEST),
            None => Level::LOWEST,
        };
        let forms = BTreeMap::from([
            ("scope".to_owned(), Form::Scope),
            ("limits".to_owned(), Form::Limits),
            ("statement".to_owned(), Form::Statement),
            ("choice".to_owned(), Form::Choice),
            ("several".to_owned(), Form::Several { unchosen }),
        ]);
        look_up(&draft.form, &forms, "form of question", self.mistakes)
    }

    /// Keys that the form has no use for would be silently ignored otherwise.
    fn stray_keys(&self, draft: &DraftQuestion, form: Form) {
        let statement = form == Form::Statement;
        let several = matches!(form, Form::Several { .. });
        let id = &draft.id.value;
        let note = |wrong: bool, message: String, help: &str| {
            if wrong {
                self.mistakes.note(Diagnostic::at(&draft.place, message).help(help));
            }
        };
        note(
            statement && draft.dimension.is_none(),
            format!("statement `{id}` has no `dimension`"),
            "add `dimension = \"…\"`: what agreeing says something about",
        );
        note(
            !statement && draft.dimension.is_some(),
            format!("`dimension` of `{id}` belongs to a statement"),
            "place each option with `places = { … }`",
        );
        note(!statement && draft.reverse, format!("`reverse` of `{id}` belongs to a statement"), "remove it");
        note(
            statement && !draft.options.is_empty(),
            format!("statement `{id}` has options of its own"),
            "remove them, or make it a \"choice\"",
        );
        note(
            several && draft.unchosen.is_none(),
            format!("`{id}` does not say where an option that is not chosen places a person"),
            "add `unchosen = 1.5`, or another level from 1 to 5",
        );
        note(
            !several && draft.unchosen.is_some(),
            format!("`unchosen` of `{id}` belongs to form \"several\""),
            "remove it",
        );
    }

    /// The pack's agreement options, placed evenly from one end of the dimension to the other.
    fn statement_options(&self, draft: &DraftQuestion) -> Vec<AnswerOption> {
        let steps = self.agreement.len();
        if steps < 2 {
            self.mistakes.note(
                Diagnostic::at(&draft.place, format!("`{}` is a statement, but the pack has no [agreement] options", draft.id.value))
                    .help("add [agreement] with `options = [ … ]`, from the strongest disagreement to the strongest agreement"),
            );
            return Vec::new();
        }
        let dimension = draft
            .dimension
            .as_ref()
            .and_then(|id| look_up(id, &self.known.by_id, "dimension", self.mistakes));
        let mut options = Vec::new();
        for (step, option) in self.agreement.iter().enumerate() {
            #[allow(clippy::cast_precision_loss, reason = "a handful of options")]
            let level = Level::new(1.0 + 4.0 * step as f64 / (steps - 1) as f64).unwrap_or(Level::HIGHEST);
            let level = if draft.reverse { level.reversed() } else { level };
            options.push(AnswerOption {
                id: option.id.value.clone(),
                number: option.number.as_ref().and_then(number),
                say: option.say.value.clone(),
                clause: None,
                places: dimension.map(|dimension| Placement { dimension, level }).into_iter().collect(),
                scope: None,
                limits: None,
            });
        }
        options
    }

    fn own_options(&self, draft: &DraftQuestion, form: Form) -> Vec<AnswerOption> {
        check_bound(draft.options.len(), MOST_OPTIONS, "options", &draft.place, self.mistakes);
        // A pack with one term asks about one limit.
        if draft.options.len() < if form == Form::Limits { 1 } else { 2 } {
            self.mistakes.note(
                Diagnostic::at(&draft.place, format!("`{}` has too few options", draft.id.value))
                    .help("add `options = [{ id = \"…\", say = \"…\", places = { … } }, …]`"),
            );
        }
        let mut seen = BTreeMap::new();
        let mut options = Vec::new();
        for option in draft.options.iter().take(MOST_OPTIONS) {
            check_new_id(&option.id, &mut seen, "option", self.mistakes);
            if RESERVED.contains(&option.id.value.as_str()) {
                self.mistakes.note(
                    Diagnostic::at(
                        &option.id.place,
                        format!("`{}` answers any question by itself", option.id.value),
                    )
                    .help("give the option another id"),
                );
            }
            options.push(AnswerOption {
                id: option.id.value.clone(),
                number: option.number.as_ref().and_then(number),
                say: option.say.value.clone(),
                clause: option.clause.as_ref().map(|clause| clause.value.clone()),
                places: self.places(option),
                scope: self.scope(option, form),
                limits: self.limits(option, form),
            });
        }
        options
    }

    fn places(&self, option: &DraftOption) -> Vec<Placement> {
        let mut places = Vec::new();
        for (dimension, written) in &option.places {
            let found = look_up(dimension, &self.known.by_id, "dimension", self.mistakes);
            let level = level(written, &dimension.value, self.mistakes);
            places.extend(found.zip(level).map(|(dimension, level)| Placement { dimension, level }));
        }
        places.sort_by_key(|place| place.dimension);
        places
    }

    fn scope(&self, option: &DraftOption, form: Form) -> Option<Scope> {
        let scopes = Scope::every().map(|scope| (scope.id().to_owned(), scope)).collect();
        match (&option.scope, form == Form::Scope) {
            (Some(written), true) => look_up(written, &scopes, "scope", self.mistakes),
            (None, false) => None,
            (written, wanted) => {
                let place = written.as_ref().map_or(&option.place, |scope| &scope.place);
                let (message, help) = if wanted {
                    (
                        "has no `scope`",
                        "add `scope = \"doctor\"`, or another: `calling pack schema` lists them",
                    )
                } else {
                    ("has a `scope`, but its question does not ask for one", "remove it")
                };
                self.mistakes.note(
                    Diagnostic::at(place, format!("option `{}` {message}", option.id.value)).help(help),
                );
                None
            }
        }
    }

    /// The term that an option of a question about limits is about.
    fn limits(&self, option: &DraftOption, form: Form) -> Option<DimensionId> {
        match (&option.limits, form == Form::Limits) {
            (None, false) => None,
            (Some(written), true) => {
                let found = look_up(written, &self.known.by_id, "dimension", self.mistakes)?;
                if !self.known.dimensions[found.index()].term {
                    self.mistakes.note(
                        Diagnostic::at(
                            &written.place,
                            format!("`{}` is not one of the terms", written.value),
                        )
                        .help("a limit is set on a dimension with `term = true`"),
                    );
                }
                Some(found)
            }
            (written, wanted) => {
                let place = written.as_ref().map_or(&option.place, |limits| &limits.place);
                let (message, help) = if wanted {
                    ("does not say which term it limits", "add `limits = \"…\"` with the id of a term")
                } else {
                    ("has `limits`, but its question is not of the form \"limits\"", "remove it")
                };
                self.mistakes.note(
                    Diagnostic::at(place, format!("option `{}` {message}", option.id.value)).help(help),
                );
                None
            }
        }
    }

    /// Options must be comparable, and a tolerance must stand alone, or accepting more could cost someone a place.
    fn fair(&self, draft: &DraftQuestion, question: &Question) {
        let touched = question.dimensions();
        let names = |ids: &[DimensionId]| -> String {
            ids.iter().map(|id| self.known.dimensions[id.index()].id.as_str()).collect::<Vec<_>>().join(", ")
        };
        for (option, written) in question.options.iter().zip(&draft.options) {
            let own: Vec<DimensionId> = option.places.iter().map(|place| place.dimension).collect();
            let wrong = match question.form {
                Form::Scope | Form::Limits => !own.is_empty(),
                Form::Statement => false,
                Form::Choice => own != touched || own.is_empty(),
                Form::Several { .. } => own.is_empty(),
            };
            if !wrong {
                continue;
            }
            let (message, help) = match question.form {
                Form::Scope | Form::Limits => (
                    "places the respondent, but a question of this form must not".to_owned(),
                    "remove `places`".to_owned(),
                ),
                _ if touched.is_empty() => {
                    ("places nobody anywhere".to_owned(), "add `places = { … }`".to_owned())
                }
                _ => (
                    format!("places on {}", if own.is_empty() { "nothing".to_owned() } else { names(&own) }),
                    format!("place every option of this question on: {}", names(&touched)),
                ),
            };
            self.mistakes
                .note(Diagnostic::at(&written.place, format!("option `{}` {message}", option.id)).help(help));
        }
        let tolerances = touched.iter().any(|id| self.known.dimensions[id.index()].kind == Kind::Tolerance);
        if tolerances && (touched.len() > 1 || question.takes_several()) {
            self.mistakes.note(
                Diagnostic::at(
                    &draft.place,
                    format!("`{}` mixes a tolerance with something else", question.id),
                )
                .help("ask about a tolerance in a question of its own, as a statement or a choice"),
            );
        }
    }
}
