//! The letters of a code: which there are, how many, and the three that check the others.
//!
//! The alphabet is Crockford's base 32: ten digits and the capital letters without I, L, O and U. A letter that could be
//! taken for one of them is read as that one. So a code can be typed from paper or by ear, and makes few words.
//!
//! A code is
//! - two letters for the number of its letters, modulo 8, and for the questionnaire, as its questions and options were when
//!   the code was made: seven bits of a hash;
//! - the answers;
//! - three check letters.
//!
//! **What is never misread.** The letters are elements of GF(32) and the coefficients of a polynomial; the check letters make
//! it a multiple of `g = x³ + x + 6`. `g` is primitive, so that x has the order (32³ − 1)/31 = 1057 modulo the scalars: no
//! `a·xⁱ + b·xʲ` is a multiple of g where i and j are less than 1057 apart, nor is anything that fits into three letters in
//! a row. Hence every code of which one or two letters are wrong is refused, so every swap of two letters, wherever they
//! stand, and every three letters in a row that are wrong; of all else, one in 32 768 is not seen. That is the Hamming code
//! over GF(32) with three check letters (M. J. E. Golay, "Notes on digital coding", Proceedings of the IRE 37, 1949, 657),
//! as a cyclic code (W. W. Peterson and D. T. Brown, "Cyclic codes for error detection", Proceedings of the IRE 49, 1961,
//! 228–235). A letter that is missing, or one too many, shows in the number of letters; where the first is missing, the
//! second stands in its place and never says the number that would fit: an empty letter is put in where it would.

use super::CodeError;

/// All letters, by value.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters that check the others.
const CHECK: usize = 3;
/// Letters before the answers.
const HEAD: usize = 2;
/// Numbers of letters that the head tells apart: as many as there are values of three bits.
const LENGTHS: usize = 8;
/// Of what a head says of the questionnaire, as many parts stand in its second letter.
const MARKS_IN_SECOND: u8 = 32;
/// Different questionnaires that a head can tell apart.
pub(super) const MARKS: u8 = 128;
/// Letters of a code at least: its head, one letter and the check.
pub(super) const FEWEST: usize = HEAD + 1 + CHECK;
/// Letters of a code at most, so that the laws above hold with room.
pub(super) const MOST: usize = 1000;
/// Letters between two hyphens.
pub(super) const GROUP: usize = 5;
/// What a letter can say.
pub(super) const BASE: u32 = 32;

/// The letters of an intact code without its length and its check.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Letters {
    /// For which questionnaire, and in which form of it.
    pub(super) mark: u8,
    /// The number that holds the answers, as digits to the base 32, the highest first.
    pub(super) digits: Vec<u8>,
}

/// The value of a letter as people write it; nothing for what no code holds.
pub(super) fn value(letter: char) -> Option<u8> {
    let alike = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == alike)?;
    u8::try_from(place).ok()
}

impl Letters {
    /// The code, in groups.
    pub(super) fn written(&self) -> String {
        let mut digits = self.digits.clone();
        loop {
            let length = HEAD + digits.len() + CHECK;
            // Without its first letter the code must not look like one that is a letter shorter.
            let [_, second] = head(length, self.mark);
            if length_of(second) != (length - 1) % LENGTHS {
                break;
            }
            digits.insert(0, 0);
        }
        let mut values = head(HEAD + digits.len() + CHECK, self.mark).to_vec();
        values.extend(digits);
        values.extend(check(&values));
        let letters: Vec<u8> = values.iter().map(|value| ALPHABET[usize::from(*value)]).collect();
        let groups = letters.chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned());
        groups.collect::<Vec<_>>().join("-")
    }

    /// Takes a code apart that is intact.
    ///
    /// # Errors
    /// Where it cannot be.
    pub(super) fn read(values: &[u8]) -> Result<Self, CodeError> {
        if values.len() > MOST {
            return Err(CodeError::TooLong);
        }
        let too_short = values.len() < FEWEST;
        let (body, check_letters) = values.split_at(values.len().saturating_sub(CHECK));
        let [first, second, digits @ ..] = body else { return Err(CodeError::TooShort) };
        if too_short {
            return Err(CodeError::TooShort);
        }
        if length_of(*first) != values.len() % LENGTHS {
            return Err(CodeError::Length);
        }
        if check_letters != check(body) {
            return Err(CodeError::Check);
        }
        Ok(Self { mark: mark_of([*first, *second]), digits: digits.to_vec() })
    }
}

/// Numbers of letters that a code can have by its first one, from the fewest.
pub(super) fn lengths(first: u8) -> impl Iterator<Item = usize> {
    (length_of(first)..=MOST).step_by(LENGTHS).filter(|length| *length >= FEWEST)
}

/// The letters before the answers.
fn head(length: usize, mark: u8) -> [u8; HEAD] {
    let length = u8::try_from(length % LENGTHS).unwrap_or_default();
    [length * (MARKS / MARKS_IN_SECOND) + mark / MARKS_IN_SECOND, mark % MARKS_IN_SECOND]
}

/// The number of letters, modulo [`LENGTHS`], by the first one.
fn length_of(first: u8) -> usize {
    usize::from(first / (MARKS / MARKS_IN_SECOND))
}

/// Which questionnaire a head says.
pub(super) fn mark_of([first, second]: [u8; HEAD]) -> u8 {
    first % (MARKS / MARKS_IN_SECOND) * MARKS_IN_SECOND + second
}

/// What is left of letters, followed by three empty ones, modulo g.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Remainder([u8; CHECK]);

impl Remainder {
    /// Adds a letter.
    pub(super) fn add(&mut self, value: u8) {
        let [first, second, third] = self.0;
        let top = first ^ value;
        // x³ = x + 6
        self.0 = [second, third ^ top, times(top, 6)];
    }

    /// Whether the last three letters check all before them.
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// The letters that check others.
fn check(values: &[u8]) -> [u8; CHECK] {
    let mut remainder = Remainder::default();
    for value in values {
        remainder.add(*value);
    }
    remainder.0
}

/// The product in GF(32), modulo x⁵ + x² + 1.
fn times(mut one: u8, mut other: u8) -> u8 {
    let mut product = 0;
    while other > 0 {
        if other & 1 == 1 {
            product ^= one;
        }
        one <<= 1;
        if one & 32 != 0 {
            one ^= 0b10_0101;
        }
        other >>= 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(code: &str) -> Vec<u8> {
        code.chars().filter_map(value).collect()
    }

    fn some_code() -> impl Strategy<Value = Vec<u8>> {
        (0..MARKS, proptest::collection::vec(0..32u8, 1..120))
            .prop_map(|(mark, digits)| values(&Letters { mark, digits }.written()))
    }

    /// What the law rests on, for every distance that two letters of a code can have.
    #[test]
    fn two_wrong_letters_never_make_up_for_each_other() {
        for distance in 1..=MOST {
            let mut one_and_empty = vec![0; distance + 1];
            one_and_empty[0] = 1;
            let is_multiple = (1..32).any(|b| check(&one_and_empty) == check(&[b]));
            assert!(!is_multiple, "{distance}");
        }
    }

    #[test]
    fn letters_that_look_alike_are_one() {
        for (written, meant) in [("o", "0"), ("O", "0"), ("i", "1"), ("L", "1"), ("u", "V"), ("z", "Z")] {
            let of = |text: &str| text.chars().next().and_then(value);
            assert_eq!(of(written), of(meant));
        }
        assert_eq!(value('-'), None);
        assert_eq!(value('ß'), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn every_wrong_letter_is_refused(code in some_code()) {
            for place in 0..code.len() {
                for wrong in (0..32).filter(|wrong| *wrong != code[place]) {
                    let mut damaged = code.clone();
                    damaged[place] = wrong;
                    prop_assert!(Letters::read(&damaged).is_err());
                }
            }
        }

        #[test]
        fn every_swap_of_two_letters_is_refused(code in some_code()) {
            for one in 0..code.len() {
                for other in (one + 1..code.len()).filter(|other| code[*other] != code[one]) {
                    let mut damaged = code.clone();
                    damaged.swap(one, other);
                    prop_assert!(Letters::read(&damaged).is_err());
                }
            }
        }

        #[test]
        fn every_missing_or_doubled_letter_is_refused(code in some_code()) {
            for place in 0..code.len() {
                let mut damaged = code.clone();
                damaged.remove(place);
                prop_assert!(Letters::read(&damaged).is_err());
                let mut damaged = code.clone();
                damaged.insert(place, code[place]);
                prop_assert!(Letters::read(&damaged).is_err());
            }
        }

        #[test]
        fn any_two_wrong_letters_are_refused(
            code in some_code(),
            places in proptest::array::uniform2(any::<prop::sample::Index>()),
            wrong in proptest::array::uniform2(1..32u8),
        ) {
            let [one, other] = places.map(|place| place.index(code.len()));
            prop_assume!(one != other);
            let mut damaged = code;
            damaged[one] ^= wrong[0];
            damaged[other] ^= wrong[1];
            prop_assert!(Letters::read(&damaged).is_err());
        }

        #[test]
        fn what_is_written_is_read(mark in 0..MARKS, digits in proptest::collection::vec(0..32u8, 1..120)) {
            let letters = Letters { mark, digits: digits.clone() };
            let read = Letters::read(&values(&letters.written())).unwrap();
            prop_assert_eq!(read.mark, mark);
            // An empty letter may have been put before them, which changes no number.
            prop_assert_eq!(&read.digits[read.digits.len() - digits.len()..], &digits[..]);
        }
    }
}
