//! Where a question stands among those that are asked, in words and as a share.

use super::record::{Order, Until};
use crate::matching::next_question::OFFERED_AFTER;

/// Parts of a whole bar.
pub const WHOLE: usize = 1000;
/// What the usual number of questions takes of it. The bar knows no more than that half of the people are asked no more,
/// and must not fall back for the other half.
const USUAL: usize = 800;

/// Where a question stands among those that are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Questions left behind.
    pub behind: usize,
    /// Questions of the pack.
    pub all: usize,
    /// Questions that half of the people are asked, where asking stops once the result is settled.
    pub usual: usize,
    /// In which order they come.
    pub order: Order,
    /// When asking comes to its end.
    pub until: Until,
}

impl Progress {
    /// Whether the result may be had although it is not settled.
    #[must_use]
    pub fn may_finish(self) -> bool {
        self.behind >= OFFERED_AFTER && self.behind < self.all
    }

    fn stops_when_settled(self) -> bool {
        self.order == Order::Adaptive && self.until == Until::Settled
    }

    /// The same as words.
    #[must_use]
    pub fn words(self) -> String {
        let number = (self.behind + 1).min(self.all);
        if self.stops_when_settled() && self.usual < self.all {
            return if self.behind < self.usual {
                format!("question {number} of about {}", self.usual)
            } else {
                format!("question {number}, until settled ({} at most)", self.all)
            };
        }
        format!("question {number} of {}", self.all)
    }

    /// How much of the bar is filled, of [`WHOLE`]: never less for a later question.
    #[must_use]
    pub fn filled(self) -> usize {
        let all = self.all.max(1);
        if self.order == Order::File || self.usual >= all {
            return WHOLE * self.behind.min(all) / all;
        }
        match self.behind.checked_sub(self.usual) {
            None => USUAL * self.behind / self.usual,
            Some(more) => USUAL + (WHOLE - USUAL) * more.min(all - self.usual) / (all - self.usual),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(behind: usize) -> Progress {
        Progress { behind, all: 59, usual: 28, order: Order::Adaptive, until: Until::Settled }
    }

    #[test]
    fn words_are_honest_about_what_is_not_known() {
        assert_eq!(at(3).words(), "question 4 of about 28");
        assert_eq!(at(29).words(), "question 30, until settled (59 at most)");
        assert_eq!(Progress { until: Until::AllAsked, ..at(23) }.words(), "question 24 of 59");
        assert_eq!(Progress { behind: 0, all: 5, usual: 5, ..at(0) }.words(), "question 1 of 5");
    }

    #[test]
    fn the_bar_never_falls_back() {
        let mut last = 0;
        for behind in 0..=59 {
            for until in [Until::Settled, Until::AllAsked] {
                let filled = Progress { until, ..at(behind) }.filled();
                assert!(filled >= last, "{filled} after {last} at {behind}");
                last = filled;
            }
        }
        assert_eq!((at(0).filled(), last), (0, WHOLE));
    }
}
