//! A number as large as needed that holds choices, each in as little room as it is likely.
//!
//! Of `total` equal parts a choice has `parts`, from `from` on. Putting it into a number n makes that
//! `(n / parts) · total + from + n mod parts`; taking it out again is exact. The number grows by the factor total / parts, so
//! that what is likely costs little, and a choice among equals exactly its share: mixed radix is the case of one part each.
//! (J. Duda, "Asymmetric numeral systems", arXiv 0902.0271, 2009, in the range variant, with a state of any size.)

use super::letters::BASE;

/// What a choice takes of all there is to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    /// Where its parts begin.
    pub(super) from: u32,
    /// How many it has; one at least.
    pub(super) parts: u32,
    /// How many there are.
    pub(super) total: u32,
}

/// A number, as digits to the base 2³², the lowest first, without empty ones at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Number(Vec<u32>);

impl Number {
    /// Puts a choice in.
    pub(super) fn put(&mut self, share: Share) {
        let rest = self.divide(share.parts);
        self.multiply_and_add(share.total, share.from + rest);
    }

    /// Looks which of `total` parts was chosen, and takes the choice out: `share_of` says which share a part belongs to.
    pub(super) fn take<T>(&mut self, total: u32, share_of: impl FnOnce(u32) -> (T, Share)) -> T {
        let part = self.divide(total);
        let (choice, share) = share_of(part);
        self.multiply_and_add(share.parts, part - share.from);
        choice
    }

    /// Whether nothing is in it any more.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As digits to the base 32, the highest first; one at least.
    pub(super) fn digits(mut self) -> Vec<u8> {
        let mut digits = Vec::new();
        while !self.is_empty() || digits.is_empty() {
            digits.push(u8::try_from(self.divide(BASE)).unwrap_or_default());
        }
        digits.reverse();
        digits
    }

    pub(super) fn of_digits(digits: &[u8]) -> Self {
        let mut number = Self::default();
        for digit in digits {
            number.multiply_and_add(BASE, u32::from(*digit));
        }
        number
    }

    /// Divides, and gives what is left.
    fn divide(&mut self, by: u32) -> u32 {
        let mut rest = 0;
        for digit in self.0.iter_mut().rev() {
            let whole = (rest << 32) | u64::from(*digit);
            // Less than 2³², since the rest is less than the divisor.
            *digit = low(whole / u64::from(by));
            rest = whole % u64::from(by);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        low(rest)
    }

    fn multiply_and_add(&mut self, by: u32, add: u32) {
        let mut carry = u64::from(add);
        for digit in &mut self.0 {
            let whole = u64::from(*digit) * u64::from(by) + carry;
            *digit = low(whole);
            carry = whole >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the higher half is dropped or empty")]
fn low(whole: u64) -> u32 {
    whole as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_put_in_is_taken_out_in_turn(
            choices in proptest::collection::vec((0..1000u32, 1..1000u32, 0..1000u32), 0..200),
        ) {
            let shares: Vec<Share> = choices
                .into_iter()
                .map(|(from, parts, more)| Share { from, parts, total: from + parts + more })
                .collect();
            let mut number = Number::default();
            for share in &shares {
                number.put(*share);
            }
            number = Number::of_digits(&number.digits());
            for share in shares.iter().rev() {
                let part = number.take(share.total, |part| (part, *share));
                prop_assert!((share.from..share.from + share.parts).contains(&part));
            }
            prop_assert!(number.is_empty());
        }
    }
}
