//! What `calling pack evaluate --respondents` found, as text.

use super::words::{count, wrapped};
use crate::answers::cohort::Unread;
use crate::matching::trial::evaluation::Bin;
use crate::matching::trial::sheets::SheetsResult;
use crate::pack::Pack;

/// Tables to read.
#[must_use]
pub fn text(
    pack: &Pack,
    found: &SheetsResult,
    unread: &Unread,
    shortlist_share: f64,
    width: usize,
) -> String {
    let mut out = wrapped(&whose(found, unread), width, "", "");
    out.push_str(
        "\nHow often the true specialty is among the first so many, in per cent, and the mean of one\n\
         over its place; a tie is shared among its places\n\n",
    );
    out.push_str(&format!("  {:18}{:>8}{:>8}{:>8}{:>8}{:>8}\n", "", "first", "three", "five", "ten", "mean"));
    for rule in &found.rules {
        let [first, three, five, ten] =
            [rule.first, rule.first_three, rule.first_five, rule.first_ten].map(|share| 100.0 * share);
        out.push_str(&format!(
            "  {:18}{first:8.1}{three:8.1}{five:8.1}{ten:8.1}{:8.3}\n",
            rule.name, rule.reciprocal_rank
        ));
    }
    out.push_str("\nHow honest the chances are\n\n");
    for line in chances(pack, found, shortlist_share) {
        out.push_str(&wrapped(&line, width, "  ", "    "));
    }
    out.push_str(&calibration(&found.calibration));
    out
}

fn whose(found: &SheetsResult, unread: &Unread) -> String {
    let mut line = format!(
        "{} with a known truth; half of them answer {} or fewer.",
        count(found.respondents, "sheet"),
        count(found.median_answered, "question")
    );
    if found.unanswered > 0 {
        let answer = if found.unanswered == 1 { "answers" } else { "answer" };
        line.push_str(&format!(" {} {answer} none, and can only be guessed at.", found.unanswered));
    }
    if !unread.is_nothing() {
        line.push_str(&format!(" {unread}."));
    }
    line
}

#[allow(clippy::cast_precision_loss, reason = "a thousand specialties at most")]
fn chances(pack: &Pack, found: &SheetsResult, share: f64) -> [String; 4] {
    let per_cent = |share: f64| format!("{:.1} %", 100.0 * share);
    let lists = &found.shortlists;
    [
        format!(
            "Best fit: stated {}, found {}",
            per_cent(found.stated_first),
            per_cent(found.rules.first().map_or(0.0, |ours| ours.first))
        ),
        format!(
            "Log-loss: {:.3} nats, where guessing among all {} has {:.3}",
            found.log_loss,
            pack.specialties().len(),
            libm::log(pack.specialties().len().max(1) as f64)
        ),
        format!(
            "Shortlist: stated {}, found {}, median size {}",
            per_cent(lists.stated),
            per_cent(lists.found),
            lists.median_size
        ),
        format!(
            "Shortlist cut by lot so that exactly {:.0} % is stated: found {}",
            100.0 * share,
            per_cent(lists.found_at_share)
        ),
    ]
}

fn calibration(bins: &[Bin]) -> String {
    let mut out = String::from(
        "\nChance stated of being the best fit, and found, in per cent, and how many such chances there\n\
         were; what rests on few is mostly luck\n\n",
    );
    for (bin, (stated, found)) in bins.iter().filter_map(|bin| bin.means().map(|means| (bin, means))) {
        out.push_str(&format!("  {:5.0}{:6.0}{:8}\n", 100.0 * stated, 100.0 * found, bin.count));
    }
    out
}
