//! Every level and spread in `specialties/` follows from the raters' raw numbers, or from the tables of years and
//! competition, by the rules in docs/ratings.md.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_precision_loss, reason = "three raters and some dozen dimensions")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calling::default_pack;
use calling::pack::{DimensionId, Dossier, Pack, Specialty};

/// A table of docs/ratings: by slug, then by the column's heading.
type Table = BTreeMap<String, BTreeMap<String, String>>;

fn table(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ratings").join(name);
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').skip(1).collect();
    let row = |line: &str| {
        let mut cells = line.split(',').map(str::to_owned);
        let slug = cells.next().unwrap();
        (slug, columns.iter().map(|column| (*column).to_owned()).zip(cells).collect())
    };
    lines.map(row).collect()
}

/// What three raters said of one specialty and dimension, in order; fewer where some found nothing to rate.
fn ratings(raters: &[Table; 3], slug: &str, dimension: &str) -> Vec<f64> {
    let mut said: Vec<f64> = raters.iter().filter_map(|rater| rater[slug][dimension].parse().ok()).collect();
    said.sort_by(f64::total_cmp);
    said
}

fn median(sorted: &[f64]) -> f64 {
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

fn variance(ratings: &[f64]) -> f64 {
    if ratings.len() < 2 {
        return 0.0;
    }
    let mean = ratings.iter().sum::<f64>() / ratings.len() as f64;
    ratings.iter().map(|rating| (rating - mean).powi(2)).sum::<f64>() / (ratings.len() - 1) as f64
}

/// How much posts vary by themselves. A term whose sentence rests on nothing newer than 2022 may have changed since.
fn variety(pack: &Pack, id: DimensionId, dossier: &Dossier) -> f64 {
    let dimension = pack.dimension(id);
    let recent = || {
        let why = dossier.whys.get(&id);
        why.and_then(|why| dossier.source(why)).and_then(|source| source.year).is_some_and(|year| year > 2022)
    };
    match dimension.group().map(|group| pack.groups()[group].id.as_str()) {
        Some("settings") => 0.7,
        None if dimension.term => {
            if recent() {
                0.7
            } else {
                1.0
            }
        }
        _ => 0.5,
    }
}

/// The dimensions that share a spread with this one.
fn together(pack: &Pack, id: DimensionId) -> Vec<DimensionId> {
    match pack.dimension(id).group() {
        None => vec![id],
        Some(group) => {
            pack.dimension_ids().filter(|one| pack.dimension(*one).group() == Some(group)).collect()
        }
    }
}

/// Where no page was found, the level says little, and the spread says so.
fn rests_on_no_page(specialty: &Specialty, dossier: &Dossier, id: DimensionId) -> bool {
    let level = specialty.at(id).map_or(3.0, |known| known.level.value());
    let ends = [1.0, 4.0, 5.0].iter().any(|end| (end - level).abs() < 0.5);
    ends && dossier.whys.get(&id).is_some_and(|why| why.source.is_none())
}

#[test]
fn levels_are_medians_and_spreads_follow_the_rule() {
    let raters = ["rater-a.csv", "rater-b.csv", "rater-c.csv"].map(table);
    let content = default_pack();
    let pack = &content.pack;
    for (specialty, slug) in pack.specialty_ids().zip(raters[0].keys()) {
        let dossier = pack.dossier(specialty);
        let specialty = pack.specialty(specialty);
        assert_eq!(&specialty.slug, slug);
        for id in pack.dimension_ids() {
            let dimension = pack.dimension(id);
            let at = format!("{slug} {}", dimension.id);
            let by_table = ["training-length", "competition"].contains(&dimension.id.as_str());
            // A term on which nothing was found has no level, whatever a rater made of other facts.
            let (false, Some(entry)) = (by_table, specialty.at(id)) else { continue };
            let said = ratings(&raters, slug, &dimension.id);
            assert!(said.len() >= 2, "{at}: two raters found nothing to rate");
            let level = entry.level.value();
            assert!((level - median(&said)).abs() < 1e-9, "{at}: {level}, not the median of {said:?}");

            let members = together(pack, id);
            let of = |id: &DimensionId| variance(&ratings(&raters, slug, &pack.dimension(*id).id));
            let disagreement = members.iter().map(of).sum::<f64>() / members.len() as f64;
            let spread = (variety(pack, id, &dossier).powi(2) + disagreement).sqrt();
            let least = if rests_on_no_page(specialty, &dossier, id) { 1.0 } else { 0.0 };
            let (found, expected) = (entry.spread.value(), spread.max(least));
            assert!((found - expected).abs() <= 0.051, "{at}: spread {found}, not {expected}");
        }
    }
    assert!(raters.iter().all(|rater| rater.len() == pack.specialties().len()));
}

fn level_of_years(years: f64) -> f64 {
    [5.0, 9.0, 12.0, 14.0].iter().filter(|bound| years >= **bound).count() as f64 + 1.0
}

fn level_of_ratio(ratio: f64) -> f64 {
    [1.0, 2.0, 4.0, 8.0].iter().filter(|bound| ratio >= **bound).count() as f64 + 1.0
}

#[test]
fn years_and_competition_follow_their_tables() {
    let terms = table("terms.csv");
    let content = default_pack();
    let pack = &content.pack;
    let dimension = |id: &str| pack.dimension_ids().find(|one| pack.dimension(*one).id == id).unwrap();
    let (length, competition) = (dimension("training-length"), dimension("competition"));
    for id in pack.specialty_ids() {
        let specialty = pack.specialty(id);
        let row = &terms[&specialty.slug];
        let level = |id| specialty.at(id).map(|known| known.level.value());
        assert_eq!(level(length), Some(level_of_years(row["years"].parse().unwrap())), "{}", specialty.slug);
        let expected = match row["by"].as_str() {
            "ratio" => Some(level_of_ratio(row["ratio"].parse().unwrap())),
            // Posts that stay empty, or a handful in the country, count before a ratio; the sentence says which.
            "words" => Some(row["level_of_competition"].parse().unwrap()),
            _ => None,
        };
        assert_eq!(level(competition), expected, "{}", specialty.slug);
    }
    assert_eq!(terms.len(), pack.specialties().len());
}
