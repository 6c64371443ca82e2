//! Evaluates the default pack under other numbers in the matching model than its own: what "What was tried" in
//! docs/method.md rests on.
//!
//! ```sh
//! cargo run --release --example try_model -- variety=1.5 tolerance=0.7
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for a terminal")]

use std::process::ExitCode;

use calling::default_pack;
use calling::matching::certainty::SHORTLIST_SHARE;
use calling::matching::evidence::Evidence;
use calling::matching::model::Model;
use calling::matching::trial::evaluation::{Plan, evaluate};
use calling::matching::trial::simulation::ResponseModel;
use calling::report::evaluation::text;

const USAGE: &str =
    "usage: try_model [variety=N] [tolerance=N] [correlation=N] [careless=N] [answer-noise=N]";

fn main() -> ExitCode {
    let mut model = Model::default();
    for argument in std::env::args().skip(1) {
        let Some((name, Ok(number))) = argument.split_once('=').map(|(name, number)| (name, number.parse()))
        else {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        };
        match name {
            "variety" => model.variety = number,
            "tolerance" => model.tolerance = number,
            "correlation" => model.correlation = number,
            "careless" => model.careless = number,
            "answer-noise" => model.answer_noise = number,
            _ => {
                eprintln!("{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    let pack = default_pack().pack;
    let plan = Plan {
        per_specialty: 50,
        adaptive_per_specialty: 0,
        seed: 1,
        shortlist_share: SHORTLIST_SHARE,
        models: ResponseModel::ALL.to_vec(),
        questions: pack.question_ids().collect(),
    };
    let evaluation = evaluate(&pack, &Evidence::of(&pack, &model), &plan, &|| ());
    print!("{}", text(&pack, &evaluation, &plan, 100));
    ExitCode::SUCCESS
}
