//! Simulated respondents: people who belong in a specialty, answering as people do.
//!
//! Each is drawn from a specialty's profile, then answers through a response model that need not be the one that
//! scores. Everything follows from the seed.

use serde::Serialize;

use super::draw::Draw;
use crate::answers::{Answer, Answers, Importance};
use crate::matching::likelihood::distance;
use crate::matching::response_style::ResponseStyle;
use crate::pack::{
    AnswerOption, DimensionId, Form, Kind, Level, OptionId, Pack, ProfileLevel, Question, SpecialtyId,
};

/// How simulated people answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResponseModel {
    /// Name for reports.
    pub name: &'static str,
    /// How an answer strays from what the person would do at work.
    pub noise: Noise,
    /// Standard deviation of that, in levels.
    pub noise_size: f64,
    /// Share of answers drawn at random from the options.
    pub careless: f64,
    /// How people use the agreement scale: their mean shift and how much shifts vary, in steps.
    pub shift: (f64, f64),
    /// Standard deviation of the logarithm of the stretch.
    pub stretch: f64,
    /// Share of questions left out.
    pub skipped: f64,
    /// How much wider than the profile's spread people vary around it.
    pub variety: f64,
}

/// The shape of response noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Noise {
    /// The person weighs the options by their distance.
    Weighing,
    /// The person perceives each dimension with a normal error, and takes the nearest option, as the scoring supposes.
    Nearest,
    /// The same with an error that has heavy tails (Laplace).
    HeavyTails,
}

impl ResponseModel {
    /// People who weigh the options by their distance instead of taking the nearest, as the scoring supposes; all else is the
    /// same in most of the others.
    pub const REFERENCE: ResponseModel = ResponseModel {
        name: "reference",
        noise: Noise::Weighing,
        noise_size: 0.8,
        careless: 0.08,
        shift: (0.07, 0.5),
        stretch: 0.25,
        skipped: 0.0,
        variety: 2.0,
    };

    /// All models that an evaluation runs, the reference first.
    pub const ALL: [ResponseModel; 8] = [
        Self::REFERENCE,
        ResponseModel { name: "nearest option", noise: Noise::Nearest, ..Self::REFERENCE },
        ResponseModel { name: "heavy tails", noise: Noise::HeavyTails, ..Self::REFERENCE },
        ResponseModel { name: "agreeing", noise: Noise::Nearest, shift: (0.8, 0.3), ..Self::REFERENCE },
        ResponseModel { name: "uneven scales", noise: Noise::Nearest, stretch: 0.6, ..Self::REFERENCE },
        ResponseModel { name: "careless", noise: Noise::Nearest, careless: 0.2, ..Self::REFERENCE },
        ResponseModel { name: "half skipped", noise: Noise::Nearest, skipped: 0.5, ..Self::REFERENCE },
        ResponseModel { name: "typical people", noise: Noise::Nearest, variety: 1.0, ..Self::REFERENCE },
    ];
}

/// The answers of one simulated person who belongs in a specialty, and the three specialties that are truly
/// nearest to that person.
///
/// `number` tells people of one seed and specialty apart.
#[must_use]
pub fn respondent(
    pack: &Pack,
    specialty: SpecialtyId,
    model: &ResponseModel,
    seed: u64,
    number: u64,
) -> (Answers, Vec<SpecialtyId>) {
    let mut draw = Draw::new(seed, specialty, number);
    let person = SimulatedPerson::of(pack, specialty, model, &mut draw);
    let mut answers = Answers::default();
    for id in pack.question_ids() {
        let question = pack.question(id);
        if !question.places() || draw.chance(model.skipped) {
            continue;
        }
        let options = if draw.chance(model.careless) {
            draw.any_options(question)
        } else {
            person.choose(question, model, &mut draw)
        };
        answers.set(id, Answer::Chose { options, importance: Importance::Usual });
    }
    (answers, person.nearest(pack))
}

/// Answers drawn at random from the options, without anyone behind them.
#[must_use]
pub fn random_sheet(pack: &Pack, seed: u64, number: u64) -> Answers {
    let mut draw = Draw::new(seed, SpecialtyId::new(0), number);
    let mut answers = Answers::default();
    for id in pack.question_ids().filter(|id| pack.question(*id).places()) {
        let options = draw.any_options(pack.question(id));
        answers.set(id, Answer::Chose { options, importance: Importance::Usual });
    }
    answers
}

/// What someone wants and accepts, and how they use a scale.
struct SimulatedPerson {
    levels: Vec<f64>,
    style: ResponseStyle,
}

impl SimulatedPerson {
    fn of(pack: &Pack, specialty: SpecialtyId, model: &ResponseModel, draw: &mut Draw) -> Self {
        let profile = &pack.specialty(specialty).profile;
        let levels = pack
            .dimensions()
            .iter()
            .zip(profile)
            .enumerate()
            .map(|(place, (dimension, entry))| {
                // A post of which nothing is known may be like any other.
                let entry =
                    entry.or_else(|| draw.one_of(&known(pack, DimensionId::new(place)).collect::<Vec<_>>()));
                let Some(entry) = entry else { return Level::HIGHEST.value() };
                let post = entry.level.value() + model.variety * entry.spread.value() * draw.normal();
                // Whoever is content in a post accepts what it asks for, and many would accept more.
                let more = if dimension.kind == Kind::Tolerance { draw.normal().abs() } else { 0.0 };
                (post + more).clamp(Level::LOWEST.value(), Level::HIGHEST.value())
            })
            .collect();
        let shift = model.shift.0 + model.shift.1 * draw.normal();
        let stretch = libm::exp(model.stretch * draw.normal());
        SimulatedPerson { levels, style: ResponseStyle { shift, stretch, prior: 1.0 } }
    }

    fn choose(&self, question: &Question, model: &ResponseModel, draw: &mut Draw) -> Vec<OptionId> {
        match question.form {
            Form::Scope | Form::Limits => Vec::new(),
            Form::Statement | Form::Choice => {
                let values: Vec<Vec<f64>> =
                    question.options.iter().map(|option| self.perceived(question, option)).collect();
                vec![OptionId::new(self.pick(&question.options[0], &values, model, draw))]
            }
            Form::Several { unchosen } => (0..question.options.len())
                .filter(|place| {
                    let option = &question.options[*place];
                    let chosen: Vec<f64> = option.places.iter().map(|at| at.level.value()).collect();
                    let left = vec![unchosen.value(); chosen.len()];
                    self.pick(option, &[left, chosen], model, draw) == 1
                })
                .map(OptionId::new)
                .collect(),
        }
    }

    /// The three specialties most probable for what this person is like, were it known without error.
    fn nearest(&self, pack: &Pack) -> Vec<SpecialtyId> {
        let fit = |id: SpecialtyId| -> f64 {
            let terms = pack.dimension_ids().map(|at| match pack.specialty(id).at(at) {
                Some(entry) => self.fit_on(pack, at, entry),
                None => self.fit_unknown(pack, at),
            });
            terms.sum()
        };
        let mut order: Vec<(f64, SpecialtyId)> = pack.specialty_ids().map(|id| (fit(id), id)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        order.into_iter().take(3).map(|(_, id)| id).collect()
    }

    /// Log-probability of what this person is like on one dimension, for someone who belongs in a specialty that
    /// stands there.
    fn fit_on(&self, pack: &Pack, at: DimensionId, entry: ProfileLevel) -> f64 {
        let kind = pack.dimension(at).kind;
        let distance = distance(kind, self.levels[at.index()], entry.level);
        let spread = entry.spread.value();
        let width = if kind == Kind::Tolerance { 0.0 } else { libm::log(spread) };
        -distance * distance / (2.0 * spread * spread) - width
    }

    /// The same where nothing is known of the specialty: it may stand wherever others do.
    fn fit_unknown(&self, pack: &Pack, at: DimensionId) -> f64 {
        let chances: Vec<f64> =
            known(pack, at).map(|entry| libm::exp(self.fit_on(pack, at, entry))).collect();
        #[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
        let mean = chances.iter().sum::<f64>() / chances.len().max(1) as f64;
        libm::log(mean.max(f64::MIN_POSITIVE))
    }

    /// Where an option stands for this person: on a statement, with their own use of the scale taken out.
    fn perceived(&self, question: &Question, option: &AnswerOption) -> Vec<f64> {
        let statement = question.form == Form::Statement;
        let rising = question.rises();
        option
            .places
            .iter()
            .map(|place| match (statement, rising) {
                (false, _) => place.level.value(),
                (true, true) => self.style.meant(place.level.value()),
                (true, false) => 6.0 - self.style.meant(6.0 - place.level.value()),
            })
            .collect()
    }

    /// Which of several sets of values, all on the dimensions of `like`, the person takes.
    fn pick(
        &self,
        like: &AnswerOption,
        values: &[Vec<f64>],
        model: &ResponseModel,
        draw: &mut Draw,
    ) -> usize {
        let own: Vec<f64> = like
            .places
            .iter()
            .map(|place| self.levels[place.dimension.index()])
            .map(|level| match model.noise {
                Noise::Weighing => level,
                Noise::Nearest => level + model.noise_size * draw.normal(),
                Noise::HeavyTails => level + model.noise_size * draw.laplace(),
            })
            .collect();
        let away: Vec<f64> = values
            .iter()
            .map(|set| set.iter().zip(&own).map(|(value, own)| (value - own) * (value - own)).sum())
            .collect();
        if model.noise == Noise::Weighing && model.noise_size > 0.0 {
            let variance = model.noise_size * model.noise_size;
            let weights: Vec<f64> = away.iter().map(|square| libm::exp(-square / (2.0 * variance))).collect();
            return draw.weighted(&weights);
        }
        (0..away.len()).min_by(|a, b| away[*a].total_cmp(&away[*b])).unwrap_or(0)
    }
}

/// Where specialties stand on a dimension, as far as that is known.
fn known(pack: &Pack, at: DimensionId) -> impl Iterator<Item = ProfileLevel> {
    pack.specialties().iter().filter_map(move |specialty| specialty.at(at))
}
