//! Where something stands on a dimension, and how widely it varies.

use serde::{Deserialize, Serialize};

/// A place on a dimension, from 1 (its low end) to 5 (its high end).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Level(f64);

impl Level {
    /// The low end.
    pub const LOWEST: Level = Level(1.0);
    /// The high end.
    pub const HIGHEST: Level = Level(5.0);

    /// A level, if the value lies from 1 to 5.
    #[must_use]
    pub fn new(value: f64) -> Option<Level> {
        (1.0..=5.0).contains(&value).then_some(Level(value))
    }

    /// The value, from 1 to 5.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// Position of the nearest anchor, from 0 to 4; halves count upwards.
    #[must_use]
    pub fn anchor(self) -> usize {
        [1.5, 2.5, 3.5, 4.5].iter().filter(|bound| self.0 >= **bound).count()
    }

    /// The same distance from the other end.
    #[must_use]
    pub fn reversed(self) -> Level {
        Level(6.0 - self.0)
    }
}

/// How much real posts (and the people who rated them) differ: a standard deviation in levels, from 0.1 to 2.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Spread(f64);

impl Spread {
    /// A spread, if the value lies from 0.1 to 2.
    #[must_use]
    pub fn new(value: f64) -> Option<Spread> {
        (0.1..=2.0).contains(&value).then_some(Spread(value))
    }

    /// The value, in levels.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_to_five_is_a_level() {
        assert!(Level::new(1.0).is_some() && Level::new(5.0).is_some());
        for wrong in [0.99, 5.01, f64::NAN, f64::INFINITY] {
            assert!(Level::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_nearest_anchor_is_found() {
        let anchors: Vec<usize> =
            [1.0, 1.5, 2.4, 3.0, 4.5, 5.0].iter().filter_map(|v| Level::new(*v)).map(Level::anchor).collect();
        assert_eq!(anchors, [0, 1, 1, 2, 4, 4]);
    }
}
