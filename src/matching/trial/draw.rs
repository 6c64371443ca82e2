//! Random numbers for simulations.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

use crate::pack::{OptionId, ProfileLevel, Question, SpecialtyId};

/// Random numbers that are the same on every machine.
pub(super) struct Draw(Pcg64Mcg);

impl Draw {
    pub(super) fn new(seed: u64, specialty: SpecialtyId, number: u64) -> Self {
        let stream = (specialty.index() as u64) << 40 | number;
        Draw(Pcg64Mcg::seed_from_u64(seed ^ stream.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    /// From 0 up to, but without, 1.
    pub(super) fn uniform(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// Standard normal, by Box and Muller ("A note on the generation of random normal deviates", 1958).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform())
    }

    /// Laplace, with a standard deviation of one.
    pub(super) fn laplace(&mut self) -> f64 {
        let sign = if self.chance(0.5) { 1.0 } else { -1.0 };
        -sign * libm::log(1.0 - self.uniform()) / std::f64::consts::SQRT_2
    }

    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.uniform() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.len().saturating_sub(1)
    }

    pub(super) fn one_of(&mut self, all: &[ProfileLevel]) -> Option<ProfileLevel> {
        let weights = vec![1.0; all.len()];
        let place = (!all.is_empty()).then(|| self.weighted(&weights))?;
        all.get(place).copied()
    }

    pub(super) fn any_options(&mut self, question: &Question) -> Vec<OptionId> {
        let all = (0..question.options.len()).map(OptionId::new);
        if question.takes_several() {
            return all.filter(|_| self.chance(0.25)).collect();
        }
        let weights = vec![1.0; question.options.len()];
        vec![OptionId::new(self.weighted(&weights))]
    }
}
