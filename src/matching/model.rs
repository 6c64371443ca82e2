//! The numbers that the matching model rests on.

use super::response_style::ResponseStyle;

/// Parameters of the response model: how a person who belongs in a specialty is expected to answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Share of answers given carelessly, as if drawn at random from the options; from 0 to 1.
    pub careless: f64,
    /// Standard deviation, in levels, of an answer around what the person would do at work.
    pub answer_noise: f64,
    /// How much wider than posts people vary around a specialty: the factor on a profile's spread.
    pub variety: f64,
    /// What an answer on a tolerance weighs beside one on a preference; from 0 to 1.
    pub tolerance: f64,
    /// How alike the errors of two questions on one dimension are, from 0 (unrelated) to 1 (the same error twice).
    pub correlation: f64,
    /// Ways of using an agreement scale, with their prior weights.
    pub styles: Vec<ResponseStyle>,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            careless: 0.12,
            answer_noise: 0.6,
            variety: 2.0,
            tolerance: 0.4,
            correlation: 0.3,
            styles: ResponseStyle::grid(),
        }
    }
}

impl Model {
    /// What one answer weighs where `questions` ask about the same dimension.
    ///
    /// Answers that share their errors tell less than their number suggests. Kish's design effect puts the
    /// effective number of `n` answers with correlation `ρ` at `n / (1 + ρ(n − 1))`, so each weighs
    /// `1 / (1 + ρ(n − 1))` (Kish, Survey Sampling, 1965, section 5.4).
    #[must_use]
    pub fn tempering(&self, questions: usize) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a few hundred questions at most")]
        let others = questions.saturating_sub(1) as f64;
        1.0 / (1.0 + self.correlation * others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_alone_on_its_dimension_counts_in_full() {
        assert!((Model::default().tempering(1) - 1.0).abs() < 1e-12);
        assert!(Model::default().tempering(3) < Model::default().tempering(2));
    }
}
