//! Prints the table of evidence at the neutral style as CSV, for programs that look the same numbers up:
//! question, option, chosen (0 or 1), then the evidence in micronats for each specialty. Levels of the options and of
//! the specialties follow in the same form, for programs that measure distances.

#![allow(clippy::print_stdout, reason = "an example that prints")]

use calling::pack::{Form, Level, OptionId};

fn main() {
    let content = calling::default_pack();
    let pack = &content.pack;
    let neutral = content.evidence.style_priors().len() / 2;
    let slugs: Vec<&str> = pack.specialties().iter().map(|specialty| specialty.slug.as_str()).collect();
    println!("what,question,option,chosen,{}", slugs.join(","));
    for id in pack.question_ids() {
        let question = pack.question(id);
        for place in 0..question.options.len() {
            let option = &question.options[OptionId::new(place).index()];
            let rows = match question.form {
                Form::Scope | Form::Limits => continue,
                Form::Statement | Form::Choice => vec![(place, 1)],
                Form::Several { .. } => vec![(2 * place, 0), (2 * place + 1, 1)],
            };
            for (row, chosen) in rows {
                let line = content.evidence.line(id, row, neutral);
                let values: Vec<String> = line.evidence.iter().map(ToString::to_string).collect();
                println!("evidence,{},{},{chosen},{}", question.id, option.id, values.join(","));
            }
            if let Some(at) = option.places.first() {
                let level = |level: Level| level.value().to_string();
                let theirs: Vec<String> = pack
                    .specialties()
                    .iter()
                    .map(|specialty| {
                        specialty.at(at.dimension).map_or(String::new(), |known| level(known.level))
                    })
                    .collect();
                println!("level,{},{},{},{}", question.id, option.id, level(at.level), theirs.join(","));
            }
        }
    }
}
