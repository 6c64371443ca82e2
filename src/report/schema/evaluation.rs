//! What `calling pack evaluate --format json` prints.

use serde_json::{Map, Value, json};

use super::printed::{array, chance, count, document, named, open, text};
use super::properties;

/// The schema of an evaluation.
#[must_use]
pub fn evaluation() -> Value {
    let confused = properties([
        ("truth", open("The specialty that the simulated person belongs to", named())),
        ("put_first", open("The one that came first instead", named())),
        ("times", count("How often")),
    ]);
    let question = properties([
        ("question", text("Its id")),
        ("ask", text("Its words")),
        (
            "mean_nats",
            json!({ "type": "number", "description": "Evidence that its answer gives the true specialty, on average, in nats" }),
        ),
    ]);
    let random = properties([
        ("most_often_first", open("The specialty that comes first most often on random sheets", named())),
        ("share", chance("Its share of them")),
        ("ever_first", count("How many specialties ever come first")),
    ]);
    document(
        "How well the questions work, tried on simulated respondents",
        properties([
            ("questions_asked", count("Questions put to each")),
            ("per_specialty", count("Simulated respondents for each specialty, under each response model")),
            ("adaptive_per_specialty", count("Of these, how many were also asked adaptively")),
            ("seed", count("Where the random numbers start")),
            ("shortlist_share", chance("What shortlists were asked to reach")),
            ("models", array(model(), "What came of each response model")),
            (
                "confused",
                array(open("A pair", confused), "Under the first response model, most confused first"),
            ),
            ("questions", array(open("A question", question), "Under the first response model")),
            ("undecided", undecided()),
            ("random_sheets", open("Sheets answered at random", random)),
        ]),
    )
}

/// The schema of an evaluation on people's own sheets.
#[must_use]
pub fn sheets_tried() -> Value {
    let mut fields = properties([
        ("respondents", count("Sheets whose true specialty is known")),
        ("left_out", count("Rows that were left out: not readable, or without a known truth")),
        ("unread_cells", count("Cells of the others that could not be read and count as skipped")),
        ("unanswered", count("Sheets that answer nothing which says anything about work")),
        ("median_answered", count("Questions with such an answer on half of the sheets at most")),
        ("questions_asked", count("Questions whose answers count")),
        ("shortlist_share", chance("What shortlists were asked to reach")),
        ("rules", rules()),
        ("stated_first", chance("The chance that was stated for what came first, on average")),
        ("calibration", array(bin(), "Chances of being the best fit, stated against found")),
    ]);
    fields.extend(honesty());
    document("How well the rules do on people's own sheets, whose true specialty is known", fields)
}

fn rules() -> Value {
    let rule = properties([
        ("name", text("The rule that put the specialties in order")),
        ("first", chance("Share of respondents whose true specialty came first")),
        ("first_three", chance("Share of those for whom it was among the first three")),
        ("first_five", chance("Share of those for whom it was among the first five")),
        ("first_ten", chance("Share of those for whom it was among the first ten")),
        ("mean_reciprocal_rank", chance("Mean of one over its place")),
    ]);
    array(open("A rule", rule), "Ours first, then its rivals, on the same sheets")
}

fn bin() -> Value {
    let fields = properties([
        ("count", count("How many chances")),
        ("stated", chance("Their mean")),
        ("found", chance("The share that came true")),
    ]);
    open("Chances of about the same size", fields)
}

/// What the chances and shortlists were worth.
fn honesty() -> Map<String, Value> {
    let loss = "Mean of minus the logarithm of the chance stated for the true specialty, in nats";
    properties([
        ("log_loss", json!({ "type": "number", "minimum": 0, "description": loss })),
        ("shortlist_coverage", chance("Share of shortlists that held the true specialty")),
        ("shortlist_coverage_at_share", chance("The same of lists cut so that they just reach the share")),
        ("shortlist_stated", chance("The chance that shortlists stated, on average")),
        ("shortlist_median_size", count("Their median length")),
    ])
}

fn model() -> Value {
    let mut fields = properties([
        ("name", text("Its name")),
        (
            "response_model",
            json!({ "type": "object", "description": "How people answered: the numbers of the simulation, which docs/method.md explains" }),
        ),
        ("respondents", count("How many")),
        ("rules", rules()),
        ("calibration", array(bin(), "Chances of being the best fit, stated against found")),
        ("top_three", array(bin(), "Chances of being among the three nearest, stated against found")),
        ("adaptive", adaptive()),
    ]);
    fields.extend(honesty());
    open("A response model", fields)
}

fn undecided() -> Value {
    let fields = properties([
        ("name", text("Why: on the fence, contradicting themselves, or answering at random")),
        ("respondents", count("How many were asked")),
        ("most_questions", count("Questions until the last of them had a result, or the offer of one")),
        ("settled", chance("Share whose result was settled by then")),
        ("offered", chance("Share who were offered a result that was not settled")),
        ("median_open", count("Specialties that half of those were told are still open, at most")),
    ]);
    array(open("A kind of people", fields), "People whose answers point nowhere, asked as in the quiz")
}

fn adaptive() -> Value {
    let fields = properties([
        ("respondents", count("How many were asked adaptively")),
        ("median_questions", count("Questions that half of them were put at most")),
        ("nine_in_ten_questions", count("Questions that nine in ten of them were put at most")),
        ("same_first", chance("Share with the same first place as by all questions")),
        ("same_three", chance("Share whose first three are among those of all questions, or tied with them")),
        ("first", chance("Share whose true specialty came first")),
        ("first_three", chance("Share for whom it was among the first three")),
        ("full_first", chance("Share whose true specialty came first by all questions")),
    ]);
    open("The same people asked as in the quiz", fields)
}
