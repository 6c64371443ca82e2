//! What a person does on a page.

use std::str::FromStr;

/// One thing done. In markup it stands as `data-do`: a word, and a number after a colon for some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Starts, or goes on where it stopped.
    Start,
    /// Starts again; what was answered is forgotten.
    StartAgain,
    /// Taps an option, by its place.
    Tap(usize),
    /// Is done with marking.
    Next,
    DontMind,
    NotSeenYet,
    Skip,
    Back,
    /// Says that the answer matters a lot, or takes that back.
    Matters,
    Help,
    Review,
    FirstThree,
    SoFar,
    Finish,
    /// Goes on with the questions.
    GoOn,
    /// Picks one of a list, by its place.
    Pick(usize),
    /// Goes back to where one came from.
    Close,
    WhatIf,
    Compare,
    Profiles,
    /// Shows a specialty's profile, by its place in the pack.
    Profile(usize),
    Save,
    SavePage,
    SaveAnswers,
    SaveJson,
    Forget,
    /// Brings back what was forgotten just now.
    BringBack,
    /// Switches single keys on or off.
    Keys,
    /// The browser could not keep what it was given.
    CannotKeep,
}

impl FromStr for Deed {
    type Err = ();

    fn from_str(text: &str) -> Result<Deed, ()> {
        let (word, number) = text.split_once(':').map_or((text, None), |(word, number)| (word, Some(number)));
        let place = || number.and_then(|number| number.parse().ok()).ok_or(());
        Ok(match word {
            "start" => Deed::Start,
            "start-again" => Deed::StartAgain,
            "tap" => Deed::Tap(place()?),
            "next" => Deed::Next,
            "dont-mind" => Deed::DontMind,
            "not-seen-yet" => Deed::NotSeenYet,
            "skip" => Deed::Skip,
            "back" => Deed::Back,
            "matters" => Deed::Matters,
            "help" => Deed::Help,
            "review" => Deed::Review,
            "first-three" => Deed::FirstThree,
            "so-far" => Deed::SoFar,
            "finish" => Deed::Finish,
            "go-on" => Deed::GoOn,
            "pick" => Deed::Pick(place()?),
            "close" => Deed::Close,
            "what-if" => Deed::WhatIf,
            "compare" => Deed::Compare,
            "profiles" => Deed::Profiles,
            "profile" => Deed::Profile(place()?),
            "save" => Deed::Save,
            "save-page" => Deed::SavePage,
            "save-answers" => Deed::SaveAnswers,
            "save-json" => Deed::SaveJson,
            "forget" => Deed::Forget,
            "bring-back" => Deed::BringBack,
            "keys" => Deed::Keys,
            "cannot-keep" => Deed::CannotKeep,
            _ => return Err(()),
        })
    }
}
