//! The drawing of how honest chances are: the same figures as in the JSON, in the frame and on the right side of it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod command;

use command::stdout_of;
use serde_json::Value;

/// A pack and a number of people with which seven points are drawn.
const TRIAL: [&str; 9] = [
    "pack",
    "evaluate",
    "tests/fixtures/whole-pack",
    "--per-specialty",
    "400",
    "--adaptive",
    "0",
    "--answering",
    "weighing",
];
/// Fewer people than this make no point.
const ENOUGH: u64 = 200;

/// Where a chance stated and a share found stand: a square of 400 from 60 on, shares upwards.
fn place(stated: f64, found: f64) -> String {
    format!("cx=\"{:.1}\" cy=\"{:.1}\"", 60.0 + 400.0 * stated, 60.0 + 400.0 * (1.0 - found))
}

#[test]
fn the_drawing_of_calibration_shows_the_figures_of_the_json() {
    let drawing = stdout_of(&[&TRIAL[..], &["--format", "svg"]].concat(), "");
    let json: Value =
        serde_json::from_str(&stdout_of(&[&TRIAL[..], &["--format", "json"]].concat(), "")).unwrap();
    let bins = json["models"][0]["calibration"].as_array().unwrap();
    let points: Vec<String> = bins
        .iter()
        .filter(|bin| bin["count"].as_u64().unwrap() >= ENOUGH)
        .map(|bin| place(bin["stated"].as_f64().unwrap(), bin["found"].as_f64().unwrap()))
        .collect();
    assert!(points.len() > 3, "{points:?}");
    for point in &points {
        assert!(drawing.contains(point), "{point} is missing from {drawing}");
    }
    // The two of the legend have whole numbers.
    assert_eq!(drawing.matches("<circle cx=").count(), points.len() + 1);
    assert!(drawing.contains("<path d=\"M60 60V460H460\""), "the axes");
    assert!(drawing.contains("<path d=\"M60 460L460 60\""), "the diagonal");
    for (height, label) in [(465, "0 %"), (385, "20 %"), (65, "100 %")] {
        assert!(
            drawing.contains(&format!("x=\"52\" y=\"{height}\" text-anchor=\"end\">{label}<")),
            "{label}"
        );
    }
}
