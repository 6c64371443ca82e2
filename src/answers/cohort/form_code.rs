//! The code of a printed form: how many questions it has, and which version of the content it was printed from. Numbers on
//! a sheet of another version may stand for something else.

use crate::pack::Pack;

/// Letters of the content's hash in a code.
const HASH_LETTERS: usize = 6;
/// What stands for the form with all questions.
const WHOLE: &str = "whole";
/// What stands before the number of questions of a short form.
const SHORT: &str = "short";

/// The code of the form with so many questions that place people, or of the one with all; as in `short20-1.2.0-3f9a1c`.
#[must_use]
pub fn form_code(pack: &Pack, short: Option<usize>) -> String {
    let which = short.map_or_else(|| WHOLE.to_owned(), |count| format!("{SHORT}{count}"));
    format!("{which}-{}-{}", pack.version(), hash_of(pack))
}

fn hash_of(pack: &Pack) -> &str {
    pack.hash().get(..HASH_LETTERS).unwrap_or(pack.hash())
}

/// What is wrong with a code that was typed in.
#[derive(Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is none.
    NoCode,
    /// It is that of another version of the content.
    OtherVersion,
    /// The sheet has more questions than the table has columns for.
    MoreQuestions(usize),
}

/// Checks a code against the content and the number of questions that place people in the table.
///
/// # Errors
/// What is wrong with it.
pub fn check(pack: &Pack, questions: usize, typed: &str) -> Result<(), Wrong> {
    let typed = typed.trim().to_lowercase();
    let (which, rest) = typed.split_once('-').ok_or(Wrong::NoCode)?;
    let (version, hash) = rest.rsplit_once('-').ok_or(Wrong::NoCode)?;
    let count = which.strip_prefix(SHORT).and_then(|count| count.parse().ok());
    if (count.is_none() && which != WHOLE) || hash.is_empty() {
        return Err(Wrong::NoCode);
    }
    if version != pack.version().to_lowercase() || hash != hash_of(pack) {
        return Err(Wrong::OtherVersion);
    }
    let of_all = || pack.questions().iter().filter(|question| question.places()).count();
    match count.unwrap_or_else(of_all) {
        count if count > questions => Err(Wrong::MoreQuestions(count)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::default_pack;

    #[test]
    fn a_code_says_which_form_it_was() {
        let pack = default_pack().pack;
        let all = pack.questions().iter().filter(|question| question.places()).count();
        let short = form_code(&pack, Some(20));
        assert!(short.starts_with(&format!("short20-{}-", pack.version())), "{short}");
        assert_eq!(check(&pack, 20, &short.to_uppercase()), Ok(()));
        assert_eq!(check(&pack, all, &form_code(&pack, None)), Ok(()));
        assert_eq!(check(&pack, 19, &short), Err(Wrong::MoreQuestions(20)));
        assert_eq!(check(&pack, 20, &format!("{short}0")), Err(Wrong::OtherVersion));
        assert_eq!(check(&pack, 20, &short.replacen(pack.version(), "0.0.0", 1)), Err(Wrong::OtherVersion));
        for other in ["", "20", "short20", "shortly-a-b", "whole-1", "Careers evening"] {
            assert_eq!(check(&pack, 20, other), Err(Wrong::NoCode), "{other}");
        }
    }
}
