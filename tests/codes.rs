//! Codes: how long they are, and what they survive.

use calling::answers::{Answer, Answers, Importance};
use calling::answers::code::code;
use calling::date::Date;
use calling::default_pack;
use calling::matching::trial::simulation::{ResponseModel, respondent};
use calling::pack::{OptionId, Pack, SpecialtyId};
use calling::quiz::record::Order;
use calling::quiz::sitting::{Reply, Sitting};

fn sheet(pack: &Pack, seed: usize) -> Answers {
    let specialty = SpecialtyId::new(seed % pack.specialties().len());
    let (mut answers, _) = respondent(pack, specialty, &ResponseModel::REFERENCE, 7, seed as u64);
    answers.answered = Date::read("2026-11-30");
    let mut state = seed as u64 + 12345;
    let mut draw = |n: u64| { state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407); (state >> 33) % n };
    for id in pack.question_ids() {
        let q = pack.question(id);
        if !q.places() {
            let n = q.options.len();
            let options = if q.takes_several() { (0..n).filter(|_| draw(4)==0).map(OptionId::new).collect() } else { vec![OptionId::new(draw(n as u64) as usize)] };
            answers.set(id, Answer::Chose { options, importance: Importance::Usual });
            continue;
        }
        match draw(100) {
            0..6 => answers.set(id, Answer::DontMind),
            6..10 => answers.set(id, Answer::NotSeenYet),
            10..20 => if let Some(Answer::Chose { options, .. }) = answers.to(id).cloned() { answers.set(id, Answer::Chose { options, importance: Importance::ALot }) },
            _ => {}
        }
    }
    answers
}

#[test]
fn measure() {
    let content = default_pack();
    let pack = &content.pack;
    let letters = |answers: &Answers| code(pack, answers).unwrap().replace('-', "").len();
    let mut full = Vec::new();
    let mut adaptive = Vec::new();
    let mut counts = Vec::new();
    for seed in 0..500 {
        let answers = sheet(pack, seed);
        full.push(letters(&answers));
        let mut sitting = Sitting::new(&content, Order::Adaptive);
        while let Some(q) = sitting.current() {
            sitting.take(answers.to(q).cloned().map_or(Reply::Skip, Reply::Answer));
        }
        let mut a = sitting.answers().clone();
        // dbg
        a.answered = Date::read("2026-11-30");
        counts.push(a.iter().count());
        adaptive.push((a.iter().count(), letters(&a)));
    }
    full.sort_unstable();
    println!("full median {} max {} n {}", full[250], full[499], sheet(pack, 3).iter().count());
    let mut by: Vec<usize> = adaptive.iter().map(|x| x.1).collect();
    by.sort_unstable();
    counts.sort_unstable();
    println!("adaptive answers median {} max {}; letters median {} p95 {} max {}", counts[250], counts[499], by[250], by[475], by[499]);
    for n in 20..60 { let of: Vec<usize> = adaptive.iter().filter(|x| x.0==n).map(|x|x.1).collect(); if !of.is_empty() { println!("{n}: {} sheets, max {} mean {}", of.len(), of.iter().max().unwrap(), of.iter().sum::<usize>() as f64/of.len() as f64); } }
    println!("{}", code(pack, &sheet(pack, 3)).unwrap());
}
