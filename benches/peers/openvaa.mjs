// OpenVAA's matching, the open-source voting-advice application: each specialty a candidate, each row a voter, each
// single-option question ordinal, Manhattan distance as it comes; the first place only. peers.sh bundles it with a
// checkout's packages/matching and packages/core. Cells are split at commas: the cohort has no quoted ones.
import { readFileSync, writeFileSync } from 'node:fs';
import { DISTANCE_METRIC, MatchingAlgorithm, MISSING_VALUE_METHOD, OrdinalQuestion } from '@openvaa/matching';

const [answers, table, out] = process.argv.slice(2);
const lines = (file) => readFileSync(file, 'utf8').trimEnd().split('\n');
const [[, , , , ...slugs], ...facts] = lines(table).map((line) => line.split(','));
const [head, ...people] = lines(answers);
const asked = head.split(',').slice(1);
const several = new Set(facts.filter(([what, , , chosen]) => what === 'evidence' && chosen === '0').map((fact) => fact[1]));
const candidates = slugs.map((slug) => ({ slug, answers: {} }));
const questions = asked.map((id) => {
  const levels = facts.filter(([what, question]) => what === 'level' && question === id);
  if (levels.length === 0 || several.has(id)) return null;
  // A candidate answers with the option at its level. Where none is, a value is added, so that every scale is 1 to 5.
  const values = levels.map(([, , option, level]) => ({ id: option, value: Number(level) }));
  for (let level = 1; level <= 5; level++) {
    if (!values.some(({ value }) => value === level)) values.push({ id: `level-${level}`, value: level });
  }
  const theirs = levels[0].slice(4).map(Number);
  candidates.forEach((candidate, n) => {
    candidate.answers[id] = { value: values.find(({ value }) => value === theirs[n]).id };
  });
  return new OrdinalQuestion({ id, values });
});
const algorithm = new MatchingAlgorithm({
  distanceMetric: DISTANCE_METRIC.Manhattan,
  missingValueOptions: { method: MISSING_VALUE_METHOD.RelativeMaximum }
});
const used = questions.filter((question) => question);
const firsts = people.map((line) => {
  const [label, ...cells] = line.split(',');
  const given = asked.flatMap((id, n) => (questions[n] && cells[n] ? [[id, { value: cells[n] }]] : []));
  if (given.length === 0) return `${label},\n`; // OpenVAA refuses a voter without answers
  const voter = { answers: Object.fromEntries(given) };
  return `${label},${algorithm.match({ questions: used, reference: voter, targets: candidates })[0].target.slug}\n`;
});
writeFileSync(out, `label,first\n${firsts.join('')}`);
