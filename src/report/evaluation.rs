//! What `calling pack evaluate` found, as text and a chart.

use super::words::wrapped;
use crate::matching::trial::evaluation::{Bin, Evaluation, ModelResult, Plan};
use crate::matching::trial::undecided::UndecidedResult;
use crate::pack::Pack;

/// Pairs and questions listed.
const LISTED: usize = 12;
/// Chances under this many results are too few to judge.
const ENOUGH: usize = 200;
/// A question that gives the true specialty less than this, in nats, contributes next to nothing.
const IDLE: f64 = 0.05;

/// Tables to read.
#[must_use]
pub fn text(pack: &Pack, evaluation: &Evaluation, plan: &Plan, width: usize) -> String {
    let mut out =
        String::from("How often the true specialty comes first / among the first three, in per cent\n\n");
    out.push_str(&rules_table(evaluation));
    out.push_str(&shortlist_table(&evaluation.models, plan.shortlist_share));
    out.push_str(&adaptive_table(&evaluation.models));
    out.push_str(&undecided_table(&evaluation.undecided));
    out.push_str(&calibration_tables(&evaluation.models));
    out.push_str("\nMost confused (true, then put first instead, and how often)\n\n");
    for (truth, taken, times) in evaluation.confused.iter().take(LISTED) {
        let line = format!("{times:4}  {} -> {}", pack.specialty(*truth).slug, pack.specialty(*taken).slug);
        out.push_str(&wrapped(&line, width, "  ", "        "));
    }
    out.push_str("\nWhat each question gives the true specialty on average, in nats\n\n");
    for (question, nats) in &evaluation.questions {
        let idle = if *nats < IDLE { "  contributes next to nothing" } else { "" };
        out.push_str(&format!("  {:24}{nats:6.2}{idle}\n", pack.question(*question).id));
    }
    let (magnet, share, ever) = evaluation.random_first;
    let line = format!(
        "On random sheets {ever} of {} specialties come first at least once; most often {} ({:.1} %).",
        pack.specialties().len(),
        pack.specialty(magnet).slug,
        100.0 * share
    );
    out.push('\n');
    out.push_str(&wrapped(&line, width, "", ""));
    out
}

fn rules_table(evaluation: &Evaluation) -> String {
    let Some(first) = evaluation.models.first() else { return String::new() };
    let mut out = format!("  {:18}", "");
    for rule in &first.rules {
        out.push_str(&format!("{:>14}", rule.name.split(' ').next().unwrap_or_default()));
    }
    out.push('\n');
    for model in &evaluation.models {
        out.push_str(&format!("  {:18}", model.name));
        for rule in &model.rules {
            out.push_str(&format!(
                "{:>14}",
                format!("{:.1} / {:.1}", 100.0 * rule.first, 100.0 * rule.first_three)
            ));
        }
        out.push('\n');
    }
    out
}

fn shortlist_table(models: &[ModelResult], share: f64) -> String {
    let mut out = format!(
        "\nShortlists: chance stated of holding the true specialty, and found, in per cent; found where\n\
         the last is left out by lot so that exactly {:.0} is stated; median size\n\n",
        100.0 * share
    );
    for model in models {
        let lists = &model.shortlists;
        out.push_str(&format!(
            "  {:18}{:8.1}{:8.1}{:8.1}{:5}\n",
            model.name,
            100.0 * lists.stated,
            100.0 * lists.found,
            100.0 * lists.found_at_share,
            lists.median_size
        ));
    }
    out
}

fn adaptive_table(models: &[ModelResult]) -> String {
    if models.iter().all(|model| model.adaptive.respondents == 0) {
        return String::new();
    }
    let mut out = String::from(
        "\nAsking adaptively: questions (half of the people, nine in ten), and in per cent: the same\n",
    );
    out.push_str("first as the full form; the first three among its first three or tied with its third;\n");
    out.push_str("the true specialty first / among three (full form: first)\n\n");
    for model in models {
        let tried = &model.adaptive;
        let share = |share: f64| format!("{:.1}", 100.0 * share);
        out.push_str(&format!(
            "  {:18}{:3}{:4}{:>8}{:>8}{:>8} / {:<6} ({})\n",
            model.name,
            tried.median,
            tried.nine_in_ten,
            share(tried.same_first),
            share(tried.same_three),
            share(tried.first),
            share(tried.first_three),
            share(tried.full_first)
        ));
    }
    out
}

fn undecided_table(undecided: &[UndecidedResult]) -> String {
    if undecided.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "\nPeople whose answers point nowhere: questions until the last of them has a result or the offer\n\
         of one; settled by then / offered, in per cent; specialties still open (half of those offered)\n\n",
    );
    for kind in undecided {
        out.push_str(&format!(
            "  {:18}{:3}{:>8.1} / {:<6.1}{:4}\n",
            kind.name,
            kind.most_questions,
            100.0 * kind.settled,
            100.0 * kind.offered,
            kind.median_open
        ));
    }
    out
}

fn calibration_tables(models: &[ModelResult]) -> String {
    let best = models.iter().map(|model| (model.name, &model.calibration));
    let nearest = models.iter().map(|model| (model.name, &model.top_three));
    calibration_table("being the best fit", best)
        + &calibration_table("being among the three nearest", nearest)
}

fn calibration_table<'a>(what: &str, models: impl Iterator<Item = (&'a str, &'a Vec<Bin>)>) -> String {
    let mut out = format!("\nChance stated of {what}, and found, in per cent (bins of {ENOUGH} or more)\n\n");
    for (name, bins) in models {
        let means = bins.iter().filter(|bin| bin.count >= ENOUGH).filter_map(Bin::means);
        let cells: Vec<String> =
            means.map(|(stated, found)| format!("{:.0}:{:.0}", 100.0 * stated, 100.0 * found)).collect();
        out.push_str(&format!("  {name:18}{}\n", cells.join("  ")));
    }
    out
}

/// The first response model's calibration: stated chances across, found ones upwards, with the diagonal that a
/// perfectly calibrated result would follow.
#[must_use]
pub fn svg(evaluation: &Evaluation) -> String {
    const SIDE: f64 = 400.0;
    const MARGIN: f64 = 60.0;
    let x = |value: f64| MARGIN + value * SIDE;
    let y = |value: f64| MARGIN + (1.0 - value) * SIDE;
    let size = SIDE + 2.0 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"14\">\n<title>Calibration: chance stated against share found</title>\n\
         <rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/>\n\
         <path d=\"M{} {}V{}H{}\" fill=\"none\" stroke=\"#444\"/>\n\
         <path d=\"M{} {}L{} {}\" stroke=\"#999\" stroke-dasharray=\"6 4\"/>\n",
        x(0.0),
        y(1.0),
        y(0.0),
        x(1.0),
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    for step in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{:.0} %</text>\n<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{:.0} %</text>\n",
            x(step), y(0.0) + 22.0, 100.0 * step, x(0.0) - 8.0, y(step) + 5.0, 100.0 * step
        ));
    }
    let series = evaluation.models.first();
    for (bins, fill, shape) in
        series.iter().flat_map(|m| [(&m.calibration, "#00549f", true), (&m.top_three, "#b3400a", false)])
    {
        for (stated, found) in bins.iter().filter(|bin| bin.count >= ENOUGH).filter_map(Bin::means) {
            let (left, top) = (x(stated), y(found));
            out.push_str(&if shape {
                format!("<circle cx=\"{left:.1}\" cy=\"{top:.1}\" r=\"5\" fill=\"{fill}\"/>\n")
            } else {
                format!(
                    "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\" fill=\"{fill}\"/>\n",
                    left - 4.5,
                    top - 4.5
                )
            });
        }
    }
    out.push_str(&format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">chance stated</text>\n\
         <text x=\"16\" y=\"{}\" transform=\"rotate(-90 16 {})\" text-anchor=\"middle\">share found</text>\n\
         <circle cx=\"{}\" cy=\"80\" r=\"5\" fill=\"#00549f\"/><text x=\"{}\" y=\"85\">best fit</text>\n\
         <rect x=\"{}\" y=\"96\" width=\"9\" height=\"9\" fill=\"#b3400a\"/><text x=\"{}\" y=\"105\">among the first three</text>\n</svg>\n",
        x(0.5), y(0.0) + 44.0, y(0.5), y(0.5), x(0.06), x(0.09), x(0.06) - 4.5, x(0.09)
    ));
    out
}
