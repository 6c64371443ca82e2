//! Days of the calendar: when answers were given. Only the quiz reads the clock.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day of the calendar, from 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u32,
    /// From 1.
    month: usize,
    day: u32,
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

const FIRST_YEAR: u32 = 1970;
const LAST_YEAR: u32 = 9999;

impl Date {
    const FIRST: Self = Self { year: FIRST_YEAR, month: 1, day: 1 };

    /// Today, as the clock of Greenwich has it: the standard library knows no other, and no more is needed to tell one
    /// sitting from another.
    #[must_use]
    pub fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        u32::try_from(seconds / 86_400).ok().and_then(Self::after).unwrap_or(Self::FIRST)
    }

    /// So many days after 1 January 1970; nothing beyond the year 9999.
    #[must_use]
    pub fn after(mut days: u32) -> Option<Self> {
        let mut year = FIRST_YEAR;
        while days >= days_of(year) {
            days -= days_of(year);
            year += 1;
            if year > LAST_YEAR {
                return None;
            }
        }
        let mut month = 1;
        while days >= days_in(year, month) {
            days -= days_in(year, month);
            month += 1;
        }
        Some(Self { year, month, day: days + 1 })
    }

    /// Days since 1 January 1970.
    #[must_use]
    pub fn days(self) -> u32 {
        let years: u32 = (FIRST_YEAR..self.year).map(days_of).sum();
        let months: u32 = (1..self.month).map(|month| days_in(self.year, month)).sum();
        years + months + self.day - 1
    }

    /// As it is written in a file: `2026-11-30`.
    #[must_use]
    pub fn written(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Reads what [`Date::written`] writes.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        // Exactly this form: what else looks like a date may have day and month the other way round.
        let is_form = text.len() == 10 && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
        let mut parts = text.splitn(3, '-').filter(|_| is_form);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let date = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let real = (FIRST_YEAR..=LAST_YEAR).contains(&date.year)
            && (1..=12).contains(&date.month)
            && (1..=days_in(date.year, date.month)).contains(&date.day);
        real.then_some(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {}", self.day, MONTHS[self.month - 1], self.year)
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of(year: u32) -> u32 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: u32, month: usize) -> u32 {
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
            let date = Date::after(days).unwrap();
            assert_eq!((date.to_string().as_str(), date.days()), (said, days));
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let date = Date::after(20_787).unwrap();
        assert_eq!(date.written(), "2026-11-30");
        assert_eq!(Date::read(&date.written()), Some(date));
        for wrong in [
            "",
            "1969-12-31",
            "2026-1-01",
            "0002026-01",
            "+026-01-01",
            "2026-13-01",
            "2026-02-30",
            "today",
            "2026-11-30T10",
        ] {
            assert_eq!(Date::read(wrong), None, "{wrong}");
        }
    }
}
