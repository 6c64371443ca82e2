//! How people use an agreement scale, apart from what they think.
//!
//! Some agree with whatever they read, some avoid the ends of a scale, some love them (Baumgartner and
//! Steenkamp, "Response styles in marketing research", Journal of Marketing Research 38, 2001). A style is a
//! shift and a stretch of the whole answer sheet. The true style is unknown, so scores are mixed over a small
//! grid of styles, weighted by how well each explains the sheet.

/// Parts in which style weights are counted. Evidence on which style shows is a multiple of as many micronats, so that
/// mixing it by whole parts gives whole micronats and nothing is rounded.
pub const STYLE_PARTS: i64 = 1 << 10;

/// One way of using an agreement scale: `marked = 3 + stretch · (meant − 3) + shift`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResponseStyle {
    /// Steps by which every answer is moved towards agreeing; negative for disagreeing.
    pub shift: f64,
    /// Factor by which answers are moved away from the middle; under 1 for people who avoid the ends.
    pub stretch: f64,
    /// Share of people expected to answer in this way.
    pub prior: f64,
}

impl ResponseStyle {
    /// The unbiased style.
    pub const NEUTRAL: ResponseStyle = ResponseStyle { shift: 0.0, stretch: 1.0, prior: 1.0 };

    /// Three shifts by three stretches; the middle of each is expected of half of the people.
    #[must_use]
    pub fn grid() -> Vec<ResponseStyle> {
        let shifts = [(-0.7, 0.2), (0.0, 0.5), (0.7, 0.3)];
        let stretches = [(0.6, 0.25), (1.0, 0.5), (1.6, 0.25)];
        shifts
            .iter()
            .flat_map(|(shift, p)| {
                stretches.iter().map(move |(stretch, q)| ResponseStyle {
                    shift: *shift,
                    stretch: *stretch,
                    prior: p * q,
                })
            })
            .collect()
    }

    /// What a person of this style meant by a mark, both on the scale from 1 (disagree) to 5 (agree).
    ///
    /// It may lie outside 1 to 5: someone who avoids the ends and still marks one means it more than most.
    #[must_use]
    pub fn meant(self, marked: f64) -> f64 {
        3.0 + (marked - 3.0 - self.shift) / self.stretch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priors_of_the_grid_sum_to_one() {
        let sum: f64 = ResponseStyle::grid().iter().map(|style| style.prior).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_neutral_style_means_what_it_marks() {
        assert!((ResponseStyle::NEUTRAL.meant(4.0) - 4.0).abs() < 1e-12);
    }

    #[test]
    fn a_mark_of_someone_who_agrees_with_everything_means_less() {
        let agreeing = ResponseStyle { shift: 0.7, ..ResponseStyle::NEUTRAL };
        assert!(agreeing.meant(4.0) < 4.0);
    }
}
