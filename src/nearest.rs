//! "Did you mean …?": the known word that a mistyped one was meant to be.

/// The known word nearest to a mistyped one, or nothing if all are too far off to be meant.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    // A word of a megabyte is nobody's typing slip, and comparing costs its length.
    if wrong.len() > 80 {
        return None;
    }
    let wrong = wrong.to_lowercase().replace([' ', '_'], "-");
    let by_distance = known.iter().map(|word| (strsim::damerau_levenshtein(&wrong, word), *word)).min()?;
    let allowed = (wrong.chars().count() / 3).clamp(1, 3);
    if by_distance.0 <= allowed {
        return Some(by_distance.1);
    }
    // A word left unfinished, or with its ending dropped, is meant too if nothing else starts like it.
    let mut starting = known
        .iter()
        .filter(|word| wrong.len() >= 3 && (word.starts_with(&wrong) || wrong.starts_with(**word)));
    match (starting.next(), starting.next()) {
        (Some(word), None) => Some(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_is_not() {
        let known = ["hospice", "home", "ward"];
        assert_eq!(nearest("hospise", &known), Some("hospice"));
        assert_eq!(nearest("hosp", &known), Some("hospice"));
        assert_eq!(nearest("submarine", &known), None);
    }
}
