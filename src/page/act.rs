//! What each deed does, and what is shown then.

use super::deed::Deed;
use super::state::{Page, Purpose, Screen, Storage};
use super::view::{File, View};
use super::{kept, list, outcome, profile, question};
use crate::answers::{Answer, flags_file};
use crate::pack::{OptionId, QuestionId, SpecialtyId};
use crate::report::{html, json};
use crate::sitting::marks::Marks;
use crate::sitting::offer::offer_of_the_result;
use crate::sitting::said::{OPEN_AGAIN, first_three, taken_back};
use crate::sitting::written::written;
use crate::sitting::{Reply, Sitting};

impl Page<'_> {
    /// What is shown before anything is done.
    #[must_use]
    pub fn view(&mut self) -> View {
        View { moved: true, ..self.shown() }
    }

    /// Does something; what it does not know changes nothing.
    pub fn act(&mut self, deed: &str) -> View {
        let before = self.place();
        let forgotten = self.forgotten.take();
        self.said.clear();
        self.file = None;
        let mut forget = false;
        if let Ok(deed) = deed.parse::<Deed>() {
            forget = matches!(deed, Deed::Forget | Deed::StartAgain);
            match (deed, forgotten) {
                (Deed::BringBack, Some(sitting)) => self.sitting = sitting,
                (deed, _) => self.deal_with(deed),
            }
        }
        let moved = self.place() != before;
        if moved {
            self.marks = self.asked().map_or_else(Marks::default, |(question, purpose)| {
                if purpose == Purpose::Asking && self.said.is_empty() {
                    self.said = offer_of_the_result(&self.content.pack, &self.sitting).unwrap_or_default();
                }
                Marks::of(self.sitting.answers().to(question))
            });
        }
        View { moved, forget, ..self.shown() }
    }

    /// Where the person is: another place means another screen.
    fn place(&self) -> (Vec<Screen>, Option<QuestionId>, bool) {
        (self.screens.clone(), self.sitting.current(), self.forgotten.is_some())
    }

    fn deal_with(&mut self, deed: Deed) {
        match deed {
            Deed::Start | Deed::GoOn => self.go_on(deed),
            Deed::StartAgain => {
                self.forget();
                self.screens = vec![Screen::Question];
            }
            Deed::Tap(place) => self.tap(place),
            Deed::Next if self.marks.chosen.is_empty() => {
                self.say("Nothing is marked. Mark all that fit, then go on; or skip.");
            }
            Deed::Next => self.answer_with_marks(),
            Deed::DontMind => self.reply(Reply::Answer(Answer::DontMind)),
            Deed::NotSeenYet => self.reply(Reply::Answer(Answer::NotSeenYet)),
            Deed::Skip => self.reply(Reply::Skip),
            Deed::Back => self.reply(Reply::Back),
            Deed::Matters => {
                self.marks.toggle_importance();
                self.keep_marks();
            }
            Deed::FirstThree => self.said = first_three(self.content, &self.sitting),
            Deed::SoFar | Deed::Finish => self.screens = vec![Screen::Result],
            Deed::Help => self.screens.extend(self.asked().map(|(question, _)| Screen::Help(question))),
            Deed::Review => {
                self.screens.push(Screen::Review { at_the_end: self.sitting.current().is_none() });
            }
            Deed::WhatIf => self.screens.push(Screen::WhatIf),
            Deed::Compare => self.screens.push(Screen::Compare(None)),
            Deed::Profiles => self.screens.push(Screen::Profiles),
            Deed::Profile(place) => self.screens.extend(self.specialty(place).map(Screen::Profile)),
            Deed::Pick(place) => self.pick(place),
            Deed::Close => self.close(),
            Deed::Save => self.screens.push(Screen::Save(None)),
            Deed::SavePage | Deed::SaveAnswers | Deed::SaveJson => self.save(deed),
            Deed::Forget => {
                self.forgotten = (!self.sitting.answers().is_empty()).then(|| self.sitting.clone());
                self.forget();
                self.screens = vec![Screen::Welcome];
                self.say("Forgotten: this browser keeps nothing of yours any more.");
            }
            Deed::BringBack => {}
            Deed::Keys => self.keys = !self.keys,
            Deed::CannotKeep => {
                self.storage = Storage::Refused;
                self.say(
                    "This browser cannot keep your answers. The quiz goes on, but closing or reloading the page loses them: \
                     save them at the end.",
                );
            }
        }
    }

    fn say(&mut self, what: &str) {
        what.clone_into(&mut self.said);
    }

    fn go_on(&mut self, deed: Deed) {
        if deed == Deed::GoOn {
            self.sitting.go_on();
        }
        let next = if self.sitting.current().is_some() { Screen::Question } else { Screen::Result };
        self.screens = vec![next];
    }

    fn forget(&mut self) {
        let sitting = Sitting::new(self.content, self.settings.plan());
        self.sitting = match self.day {
            Some(day) => sitting.on(day),
            None => sitting,
        };
        self.misfits = None;
        self.kept = None;
    }

    /// Answers with an option, or marks it where several may be chosen.
    fn tap(&mut self, place: usize) {
        let Some((id, _)) = self.asked() else { return };
        let question = self.content.pack.question(id);
        if place >= question.options.len() {
            return;
        }
        let option = OptionId::new(place);
        if question.takes_several() {
            self.marks.toggle(option);
            self.keep_marks();
        } else {
            self.marks.chosen = vec![option];
            self.answer_with_marks();
        }
    }

    /// A mark counts from the moment it is made, but where it is only tried out.
    fn keep_marks(&mut self) {
        if let Some((question, Purpose::Asking | Purpose::Changing)) = self.asked() {
            self.sitting.keep_marks(question, &self.marks.chosen, self.marks.importance);
        }
    }

    fn answer_with_marks(&mut self) {
        let options = self.marks.chosen.clone();
        self.reply(Reply::Answer(Answer::Chose { options, importance: self.marks.importance }));
    }

    fn reply(&mut self, reply: Reply) {
        let Some((question, purpose)) = self.asked() else { return };
        let pack = &self.content.pack;
        let answer = match reply {
            Reply::Answer(answer) => Some(answer),
            Reply::Skip => None,
            Reply::Back if purpose == Purpose::Asking => return self.sitting.take(Reply::Back),
            Reply::Back => return self.close(),
        };
        match purpose {
            Purpose::Asking => {
                if answer.is_none() && self.sitting.answers().to(question).is_some() {
                    self.said = taken_back(pack, question);
                }
                self.sitting.take(answer.map_or(Reply::Skip, Reply::Answer));
                if self.sitting.current().is_none() {
                    self.screens = vec![Screen::Result];
                }
            }
            Purpose::Changing => {
                self.sitting.change(question, answer);
                self.close();
            }
            Purpose::TryingOut => {
                let mut changed = self.sitting.answers().clone();
                match answer {
                    Some(answer) => changed.set(question, answer),
                    None => changed.skip(question),
                }
                self.screens.pop();
                self.screens.push(Screen::Tried(changed));
            }
        }
    }

    fn close(&mut self) {
        let closed = if self.screens.len() > 1 { self.screens.pop() } else { None };
        let at_the_end = closed == Some(Screen::Review { at_the_end: true });
        if at_the_end && self.sitting.current().is_some() {
            self.screens = vec![Screen::Question];
            self.say(OPEN_AGAIN);
        }
    }

    /// Picks one of a list.
    fn pick(&mut self, place: usize) {
        match self.top() {
            Screen::Review { .. } => {
                self.screens.extend(self.sitting.put().get(place).copied().map(Screen::Changing));
            }
            Screen::WhatIf => self.screens.extend(self.sitting.put().get(place).copied().map(Screen::Trying)),
            Screen::Profiles => {
                self.screens.extend(self.roles(None).get(place).copied().map(Screen::Profile));
            }
            Screen::Compare(None) => {
                self.screens.extend(self.roles(None).get(place).map(|one| Screen::Compare(Some(*one))));
            }
            Screen::Compare(Some(one)) => {
                if let Some(other) = self.roles(Some(one)).get(place) {
                    self.screens.retain(|screen| !matches!(screen, Screen::Compare(_)));
                    self.screens.push(Screen::Comparison([one, *other]));
                }
            }
            _ => {}
        }
    }

    fn specialty(&self, place: usize) -> Option<SpecialtyId> {
        (place < self.content.pack.specialties().len()).then(|| SpecialtyId::new(place))
    }

    fn save(&mut self, deed: Deed) {
        let pack = &self.content.pack;
        let file = match deed {
            Deed::SavePage => {
                File { name: "my-result.html", kind: "text/html", text: html::render(&self.result()) }
            }
            Deed::SaveAnswers => File {
                name: "my-answers.toml",
                kind: "application/toml",
                text: flags_file::write(pack, self.sitting.answers()),
            },
            _ => File {
                name: "my-result.json",
                kind: "application/json",
                text: json::result::render(pack, &[(None, self.result())]),
            },
        };
        self.screens.retain(|screen| !matches!(screen, Screen::Save(_)));
        self.screens.push(Screen::Save(Some(file.clone())));
        self.file = Some(file);
    }

    /// What is to be kept from now on, if that is not kept already.
    fn newly_kept(&mut self) -> Option<String> {
        let record = self.sitting.record();
        let begun = !record.answers.is_empty() || !self.sitting.put().is_empty();
        if self.storage == Storage::Refused || (!begun && self.kept.is_none()) {
            return None;
        }
        let text = written(&self.content.pack, &record, None);
        if self.kept.as_ref() == Some(&text) || self.top() == Screen::Welcome {
            return None;
        }
        self.kept = Some(text.clone());
        Some(text)
    }

    fn shown(&mut self) -> View {
        let screen = match self.top() {
            Screen::Welcome => kept::welcome(self),
            Screen::Question | Screen::Changing(_) | Screen::Trying(_) => question::screen(self),
            Screen::Help(question) => question::help(self, question),
            Screen::Result => outcome::tools(self),
            Screen::Review { .. } | Screen::WhatIf => list::answers(self),
            Screen::Profiles => list::roles(self, None),
            Screen::Compare(one) => list::roles(self, one),
            Screen::Tried(changed) => outcome::tried(self, &changed),
            Screen::Profile(id) => profile::screen(self, id),
            Screen::Comparison(two) => profile::comparison(self, two),
            Screen::Save(file) => outcome::save(file.as_ref()),
        };
        View {
            // The result has it among its tools.
            screen: if self.top() == Screen::Result { screen } else { screen + &kept::foot(self) },
            below: (self.top() == Screen::Result).then(|| html::render(&self.result())),
            said: self.said.clone(),
            keep: self.newly_kept(),
            file: self.file.take(),
            keys: self.keys,
            ..View::default()
        }
    }
}
