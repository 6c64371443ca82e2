//! Who asks, from where one comes, and whom an experience is open to.
//!
//! They are the same for every pack, so that `--scope` can be typed before a pack is read; and they are data: the tables in
//! `people/` hold all of them, one in a row under a heading, and a new row needs no other change. A text in a table holds
//! no comma.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Specialty;

const SCOPES: &str = include_str!("people/scopes.csv");
const PROFESSIONS: &str = include_str!("people/professions.csv");
const AUDIENCES: &str = include_str!("people/audiences.csv");

/// Who is asking, which decides the specialties that are shown. It hides; it never changes a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    id: &'static str,
    say: &'static str,
    /// The professions whose specialties are shown, by their place in the table; none of them where only the need of a
    /// degree decides.
    professions: Professions,
    /// What is shown where a profile does not say from which professions one comes; nothing shows both.
    needs_medical_degree: Option<bool>,
    /// Ids of the audiences that whoever asks belongs to; none where that is not known.
    audiences: &'static str,
}

impl Scope {
    /// Everything.
    pub const EVERYTHING: Self = Self {
        id: "all",
        say: "everything",
        professions: Professions(0),
        needs_medical_degree: None,
        audiences: "",
    };

    /// Every scope, in the order of the table, and everything.
    pub fn every() -> impl Iterator<Item = Self> {
        rows(SCOPES).map(Self::of_row).chain([Self::EVERYTHING])
    }

    /// The scope with an id.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::every().find(|scope| scope.id == id)
    }

    /// How it is written in files and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.id
    }

    /// What it shows, in words.
    #[must_use]
    pub fn say(self) -> &'static str {
        self.say
    }

    /// The audiences that whoever asks belongs to; none where that is not known.
    #[must_use]
    pub fn audiences(self) -> Vec<Audience> {
        self.audiences.split_whitespace().filter_map(Audience::find).collect()
    }

    /// Whether a specialty is shown. Where a profile does not say from which professions one comes, its need of a
    /// medical degree decides.
    #[must_use]
    pub fn shows(self, specialty: &Specialty) -> bool {
        if specialty.enter.is_empty() || self.professions == Professions(0) {
            return self.needs_medical_degree.is_none_or(|needs| needs == specialty.needs_medical_degree);
        }
        specialty.enter.iter().any(|profession| self.professions.contain(*profession))
    }

    fn of_row(row: [&'static str; 5]) -> Self {
        let [id, professions, degree, audiences, say] = row;
        let named = Profession::every().filter(|(id, _)| professions.split(' ').any(|one| one == *id));
        let professions = Professions(named.fold(0, |all, (_, one)| all | one.bit()));
        let needs_medical_degree = match degree {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        Self { id, say, professions, needs_medical_degree, audiences }
    }
}

impl Default for Scope {
    fn default() -> Self {
        Self::EVERYTHING
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = <&str>::deserialize(deserializer)?;
        Self::find(id).ok_or_else(|| de::Error::custom(format_args!("no scope `{id}`")))
    }
}

/// From where one can come to a specialty or role: a place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profession(u8);

impl Profession {
    /// Every profession, with how it is written in files.
    pub fn every() -> impl Iterator<Item = (&'static str, Self)> {
        rows(PROFESSIONS).zip(0..).map(|([id], place)| (id, Self(place)))
    }

    /// The profession with an id.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::every().find(|(known, _)| *known == id).map(|(_, profession)| profession)
    }

    /// How it is written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        rows(PROFESSIONS).nth(usize::from(self.0)).map_or("", |[id]| id)
    }

    fn bit(self) -> u64 {
        1 << (self.0 % 64)
    }
}

/// A set of professions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Professions(u64);

impl Professions {
    fn contain(self, profession: Profession) -> bool {
        self.0 & profession.bit() != 0
    }
}

/// Whom an experience is open to: a place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience(u8);

impl Audience {
    /// Every audience, with how it is written in files.
    pub fn every() -> impl Iterator<Item = (&'static str, Self)> {
        rows(AUDIENCES).zip(0..).map(|([id, _], place)| (id, Self(place)))
    }

    /// The audience with an id.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::every().find(|(known, _)| *known == id).map(|(_, audience)| audience)
    }

    /// How it is written in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        rows(AUDIENCES).nth(usize::from(self.0)).map_or("", |[id, _]| id)
    }

    /// How it is said, in the plural.
    #[must_use]
    pub fn say(self) -> &'static str {
        rows(AUDIENCES).nth(usize::from(self.0)).map_or("", |[_, say]| say)
    }
}

/// The rows of a table, without its heading.
fn rows<const COLUMNS: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    table.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::id::is_well_formed;

    #[test]
    fn every_row_of_the_tables_has_all_its_cells() {
        for table in [SCOPES, PROFESSIONS, AUDIENCES] {
            let columns = table.lines().next().unwrap_or_default().split(',').count();
            let ids: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
            for (line, id) in table.lines().skip(1).zip(&ids) {
                assert_eq!(line.split(',').count(), columns, "{line}");
                assert!(is_well_formed(id), "{line}");
                assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{line}");
            }
        }
        assert!(Profession::every().count() <= 64);
    }

    #[test]
    fn a_scope_names_professions_of_the_table_and_says_yes_or_no() {
        for [id, professions, degree, audiences, say] in rows(SCOPES) {
            for named in professions.split_whitespace() {
                assert!(Profession::find(named).is_some(), "{id}: {named}");
            }
            for named in audiences.split_whitespace() {
                assert!(Audience::find(named).is_some(), "{id}: {named}");
            }
            assert!(["", "yes", "no"].contains(&degree) && !say.is_empty(), "{id}");
            assert_ne!(id, Scope::EVERYTHING.id());
        }
    }

    #[test]
    fn a_scope_is_found_by_its_id_and_read_as_it_was_written() {
        for scope in Scope::every() {
            assert_eq!(Scope::find(scope.id()), Some(scope));
            let written = postcard::to_stdvec(&scope).unwrap();
            assert_eq!(postcard::from_bytes::<Scope>(&written).unwrap(), scope);
        }
        assert_eq!(Scope::default(), Scope::EVERYTHING);
    }
}
