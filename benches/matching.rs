//! What a person waits for: scoring, a whole result, and choosing the next question. `cargo bench`.
#![allow(missing_docs, reason = "criterion's macros write functions without")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::hint::black_box;

use calling::matching::next_question::candidates;
use calling::matching::placing::Placer;
use calling::matching::scoring::score;
use calling::matching::totals::Scorer;
use calling::matching::trial::simulation::{ResponseModel, respondent};
use calling::pack::{Scope, SpecialtyId};
use calling::report::opening::opening;
use calling::report::text::{Detail, Style, render};
use calling::result::{Report, Wanted};
use criterion::{Criterion, criterion_group, criterion_main};

fn benchmarks(criterion: &mut Criterion) {
    let content = calling::default_pack();
    let (full, _) = respondent(&content.pack, SpecialtyId::new(7), &ResponseModel::REFERENCE, 1, 1);
    let half = ResponseModel { skipped: 0.5, ..ResponseModel::REFERENCE };
    let (half, _) = respondent(&content.pack, SpecialtyId::new(7), &half, 1, 1);
    criterion.bench_function("start with the default pack", |b| b.iter(calling::default_pack));
    criterion.bench_function("score a full sheet", |b| {
        b.iter(|| score(&content.pack, &content.evidence, black_box(&full)));
    });
    let mut scorer = Scorer::new(&content.pack, &content.evidence);
    criterion.bench_function("score a full sheet of many, without its parts", |b| {
        b.iter(|| scorer.score(black_box(&full)).0[0]);
    });
    let mut placer = Placer::new(&content.pack, &content.evidence);
    criterion.bench_function("place a full sheet of many, with shortlist and chances", |b| {
        b.iter(|| placer.place(black_box(&full), None));
    });
    criterion.bench_function("choose the next question, half answered", |b| {
        b.iter(|| candidates(&content.pack, &content.evidence, black_box(&half), Scope::EVERYTHING));
    });
    criterion.bench_function("from the last answer to the result on screen", |b| {
        let wanted = Wanted { top: 5, ..Wanted::default() };
        b.iter(|| opening(&Report::new(&content, black_box(&full), &wanted), Style::FOR_FILES, None));
    });
    criterion.bench_function("the whole result as text", |b| {
        let wanted = Wanted { top: 5, ..Wanted::default() };
        b.iter(|| render(&Report::new(&content, black_box(&full), &wanted), Style::FOR_FILES, Detail::Short));
    });
}

criterion_group!(all, benchmarks);
criterion_main!(all);
