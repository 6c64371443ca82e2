//! Every level and spread in `specialties/` follows from the raters' raw numbers by the rules in docs/ratings.md.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_precision_loss, reason = "three raters and some dozen dimensions")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calling::default_pack;
use calling::pack::Pack;

/// One rater's numbers: by slug, then by dimension.
type Ratings = BTreeMap<String, BTreeMap<String, f64>>;

fn rater(name: &str) -> Ratings {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/ratings/rater-{name}.csv"));
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let dimensions: Vec<&str> = lines.next().unwrap().split(',').skip(1).collect();
    lines
        .map(|line| {
            let mut cells = line.split(',');
            let slug = cells.next().unwrap().to_owned();
            let numbers = cells.map(|cell| cell.parse().unwrap());
            (slug, dimensions.iter().map(|dimension| (*dimension).to_owned()).zip(numbers).collect())
        })
        .collect()
}

fn variance(ratings: &[f64]) -> f64 {
    let mean = ratings.iter().sum::<f64>() / ratings.len() as f64;
    ratings.iter().map(|rating| (rating - mean).powi(2)).sum::<f64>() / (ratings.len() - 1) as f64
}

/// How much posts vary by themselves, for a key of a profile.
fn variety(key: &str) -> f64 {
    match key {
        "competition" => 0.8,
        "nights" | "settings" => 0.7,
        _ => 0.5,
    }
}

/// The key of a profile that a dimension belongs to, and the dimensions under that key.
fn key_and_members(pack: &Pack, place: usize) -> (String, Vec<String>) {
    let dimension = &pack.dimensions()[place];
    match dimension.group() {
        None => (dimension.id.clone(), vec![dimension.id.clone()]),
        Some(group) => {
            let members = pack.dimensions().iter().filter(|other| other.group() == Some(group));
            (pack.groups()[group].id.clone(), members.map(|member| member.id.clone()).collect())
        }
    }
}

#[test]
fn levels_are_medians_and_spreads_follow_the_rule() {
    let raters = ["a", "b", "c"].map(rater);
    let content = default_pack();
    let pack = &content.pack;
    for specialty in pack.specialties() {
        let of = |dimension: &str| raters.each_ref().map(|rater| rater[&specialty.slug][dimension]);
        for (place, dimension) in pack.dimensions().iter().enumerate() {
            let entry = specialty.profile[place];
            let mut ratings = of(&dimension.id);
            ratings.sort_by(f64::total_cmp);
            let at = format!("{} {}", specialty.slug, dimension.id);
            assert!((entry.level.value() - ratings[1]).abs() < 1e-9, "{at}: level {:?}", entry.level);

            let (key, members) = key_and_members(pack, place);
            let disagreement =
                members.iter().map(|member| variance(&of(member))).sum::<f64>() / members.len() as f64;
            let expected = (variety(&key).powi(2) + disagreement).sqrt();
            assert!(
                (entry.spread.value() - expected).abs() <= 0.051,
                "{at}: {:?}, not {expected}",
                entry.spread
            );
        }
    }
    assert!(raters.iter().all(|rater| rater.len() == pack.specialties().len()));
}
