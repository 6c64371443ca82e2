//! How a hand-out is made to fit its sheet: an estimate of its height, and what is spared where it is too high.

use super::super::paper::{LINE, MM, lines, lines_at};
use super::{CODE, Page, PageReason};

/// What a sheet holds, and how wide it, its two columns and what is set in from them are, in tenths of a millimetre, as
/// `handouts.css` has it.
const SHEET: usize = 270 * MM;
const WIDE: usize = 178 * MM;
const BODY: usize = 112 * MM;
const BESIDE: usize = 58 * MM;

impl Page {
    /// Takes off what can be spared, the least important first, until the page is one sheet.
    pub(super) fn fit(&mut self) {
        while self.height() > SHEET {
            let spared = if self.notes.len() > 1 {
                self.notes.pop().is_some()
            } else if self.beside() > self.body() {
                self.spare_beside()
            } else {
                self.spare_of_body()
            };
            // The first sentence on limits stays.
            if !spared
                && self.notes.pop().is_none()
                && self.limits.drain(1.min(self.limits.len())..).count() == 0
            {
                return;
            }
        }
    }

    fn spare_beside(&mut self) -> bool {
        if self.shortlist.len() > 3 {
            self.more += 1;
            return self.shortlist.pop().is_some();
        }
        let spared = self.in_pairs.len() > 1;
        self.in_pairs = &self.in_pairs[..self.in_pairs.len() - usize::from(spared)];
        spared
    }

    fn spare_of_body(&mut self) -> bool {
        for lines in [&mut self.go_and_see, &mut self.apart] {
            if lines.len() > 1 {
                return lines.pop().is_some();
            }
        }
        if self.read_on.len() > 1 {
            return self.read_on.pop().is_some();
        }
        if self.code.take().is_some() {
            return true;
        }
        if let Some(leader) = &mut self.leader {
            if leader.rather_than.take().is_some() {
                return true;
            }
            if leader.reasons.len() > 1 {
                return leader.reasons.pop().is_some();
            }
            if !leader.summary.is_empty() {
                leader.summary.clear();
                return true;
            }
        }
        self.read_on.pop().is_some()
    }

    /// An estimate of its height on paper, in tenths of a millimetre.
    fn height(&self) -> usize {
        const AROUND_A_NOTE: usize = 3 * MM;
        const TO_WRITE: usize = 42 * MM;
        const SMALL_LINE: usize = 36;
        let name = 15 + 56 * lines_at(12.5, &self.name, 110 * MM);
        // The headline is bold and has serifs: as wide as Arial a tenth larger.
        let headline = self.headline.as_deref().map_or(0, |text| 36 + 60 * lines_at(15.0, text, WIDE));
        let notes = self.limits.iter().chain(&self.notes);
        let notes: usize = notes.map(|line| paragraph(line, WIDE - AROUND_A_NOTE)).sum();
        let sure = self.how_sure.as_deref().map_or(0, |line| paragraph(line, WIDE) + 52);
        let day = self.answered_on.as_deref().unwrap_or_default();
        let foot =
            format!("{day} {}. Shown: {}. {} {}", self.counts, self.scope, self.purpose, self.versions);
        let foot = 31 + SMALL_LINE * lines_at(8.0, &foot, WIDE);
        name + headline + notes + sure + self.body().max(self.beside()) + TO_WRITE + foot
    }

    /// The wider column: reasons and what to do.
    fn body(&self) -> usize {
        let reason = |reason: &PageReason| {
            let say = format!("{} [{}]", reason.say, reason.source);
            paragraph(&say, BODY - 16 * MM)
        };
        let leader = self.leader.as_ref().map_or(0, |leader| {
            let rather_than = leader.rather_than.as_deref().map_or(0, |line| paragraph(line, BODY));
            heading(&format!("Why {}", leader.name), BODY)
                + if leader.summary.is_empty() { 0 } else { paragraph(&leader.summary, BODY) }
                + leader.reasons.iter().map(reason).sum::<usize>()
                + rather_than
        });
        let read_on = self.read_on.iter().map(|one| format!("{}: {}", one.name, one.address));
        leader
            + list(self.apart_heading, self.apart.iter(), BODY)
            + list(self.see_heading, self.go_and_see.iter(), BODY)
            + list(self.read_heading, read_on, BODY)
            + self.code.as_ref().map_or(0, |code| paragraph(&format!("{CODE} {code}"), BODY) + 2 * MM)
    }

    /// The narrower column: the shortlist, and what to talk about.
    fn beside(&self) -> usize {
        const BOX: usize = 6 * MM;
        const SET_IN: usize = 6 * MM;
        const MORE: &str = "And 99 more: your answers leave much open.";
        let names = self.shortlist.iter().map(|one| &one.name);
        let more = if self.more > 0 { paragraph(MORE, BESIDE) } else { 0 };
        list(self.shortlist_heading, names, BESIDE - SET_IN)
            + more
            + 8 * MM
            + list("Talk it over in pairs", self.in_pairs.iter(), BESIDE - BOX)
            + list("Tick what is so by now", self.ticks.iter(), BESIDE - SET_IN)
    }
}

/// Heights of text in a column, with the space before it.
fn paragraph(text: &str, width: usize) -> usize {
    8 + LINE * lines(text, width)
}

fn heading(text: &str, width: usize) -> usize {
    30 + 49 * lines_at(11.5, text, width)
}

fn list(title: &str, items: impl ExactSizeIterator<Item: AsRef<str>>, width: usize) -> usize {
    if items.len() == 0 {
        return 0;
    }
    heading(title, width) + items.map(|item| paragraph(item.as_ref(), width)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::super::{LONGEST_TEXT, laid_out};
    use super::*;
    use crate::answers::cohort::Respondent;
    use crate::default_pack;
    use crate::matching::trial::simulation::random_sheet;
    use crate::result::{Report, Wanted};

    #[test]
    fn a_page_is_one_sheet_whatever_was_answered() {
        let content = default_pack();
        for number in 0..60 {
            let answers = random_sheet(&content.pack, 6, number);
            let label = Some("W".repeat(1000));
            let one = Respondent { row: number, label, answers, problems: Vec::new() };
            let report = Report::new(&content, &one.answers, &Wanted { top: 1, ..Wanted::default() });
            let mut page = laid_out(&one, &report);
            for reason in page.leader.iter_mut().flat_map(|leader| &mut leader.reasons) {
                reason.say = "long ".repeat(LONGEST_TEXT / 5);
            }
            page.limits = vec!["WIDE ".repeat(LONGEST_TEXT / 5); 2];
            page.fit();
            assert!(page.height() <= SHEET, "{}", page.height());
            assert!(
                page.leader.is_some_and(|leader| !leader.reasons.is_empty()) && !page.shortlist.is_empty()
            );
        }
    }
}
