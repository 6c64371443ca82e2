// Matching of voting-advice applications by OpenVAA (github.com/OpenVAA/voting-advice-application, GPL-3.0): single-option
// questions only, first place only. Specialties stand as candidates, respondents as voters.
//
//   node openvaa.mjs MATCHING.mjs ANSWERS.csv TABLE.csv OUT.csv
//
// MATCHING.mjs is its packages/matching made into one file; peers.sh makes it from a checkout.
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [matching, answers, table, out] = process.argv.slice(2);
const { DISTANCE_METRIC, MISSING_VALUE_METHOD, MatchingAlgorithm } = await import(pathToFileURL(matching));

// No cell of the simulated cohort or of the table holds a comma or a quote.
const rows = readFileSync(table, "utf8").trim().split("\n").map((line) => line.split(","));
const slugs = rows[0].slice(4);
const several = new Set(rows.filter(([what, , , chosen]) => what === "evidence" && chosen === "0").map((row) => row[1]));
const levels = new Map(); // question -> option -> where it places the person
const theirs = new Map(); // question -> where each specialty stands
for (const [what, question, option, mine, ...specialties] of rows.slice(1)) {
  if (what !== "level" || several.has(question)) continue;
  if (!levels.has(question)) levels.set(question, new Map());
  levels.get(question).set(option, Number(mine));
  if (!theirs.has(question)) theirs.set(question, specialties.map(Number));
}

const lines = createInterface({ input: createReadStream(answers), crlfDelay: Infinity })[Symbol.asyncIterator]();
const asked = (await lines.next()).value.split(",");
const columns = asked.map((id, at) => ({ id, at })).filter(({ id }) => levels.has(id));
const questions = columns.map(({ id }) => ({
  id,
  normalizedDimensions: 1,
  normalizeValue: (level) => (level == null ? undefined : (level - 1) / 4 - 0.5), // as it does with answers from 1 to 5
}));
const targets = slugs.map((slug, place) => ({
  slug,
  answers: Object.fromEntries(columns.map(({ id }) => [id, { value: theirs.get(id)[place] }])),
}));
const algorithm = new MatchingAlgorithm({
  distanceMetric: DISTANCE_METRIC.Manhattan,
  missingValueOptions: { method: MISSING_VALUE_METHOD.RelativeMaximum },
});

const written = createWriteStream(out);
written.write("label,first\n");
for await (const line of lines) {
  const cells = line.split(",");
  const reference = {
    answers: Object.fromEntries(columns.map(({ id, at }) => [id, { value: levels.get(id).get(cells[at]) }])),
  };
  const first = algorithm.match({ questions, reference, targets })[0].target;
  if (!written.write(`${cells[0]},${first.slug}\n`)) await new Promise((free) => written.once("drain", free));
}
written.end();
