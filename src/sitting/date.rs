//! The day on which a quiz was finished.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the calendar, as the clock of Greenwich has it: no more is needed to tell one sitting from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    year: u64,
    /// From 1.
    month: usize,
    day: u64,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Today.
    #[must_use]
    pub fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self::after(seconds / 86_400)
    }

    /// So many days after 1 January 1970.
    fn after(mut days: u64) -> Self {
        let mut year = 1970;
        while days >= days_of(year) {
            days -= days_of(year);
            year += 1;
        }
        let mut month = 1;
        while days >= days_in(year, month) {
            days -= days_in(year, month);
            month += 1;
        }
        Self { year, month, day: days + 1 }
    }

    /// As it is written in a file: `2026-11-30`.
    #[must_use]
    pub fn written(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Reads what [`Date::written`] writes.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let date = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let real = (1..=12).contains(&date.month) && (1..=days_in(date.year, date.month)).contains(&date.day);
        real.then_some(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.day, MONTHS[self.month - 1], self.year)
    }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: u64, month: usize) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, said) in [
            (0, "1 January 1970"),
            (59, "1 March 1970"),
            (11_016, "29 February 2000"),
            (20_787, "30 November 2026"),
        ] {
            assert_eq!(Date::after(days).to_string(), said);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let date = Date::after(20_787);
        assert_eq!(date.written(), "2026-11-30");
        assert_eq!(Date::read(&date.written()), Some(date));
        for wrong in ["", "2026-13-01", "2026-02-30", "today", "2026-11-30T10"] {
            assert_eq!(Date::read(wrong), None, "{wrong}");
        }
    }
}
