// Used by the script beside it: looks at pages in a browser, or compares two tables.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const wrong = [];
const [first, ...rest] = process.argv.slice(2);
if (first === "--same") same(...rest);
else await look(first, ...rest);
for (const line of wrong) console.error(line);
process.exit(wrong.length > 0 ? 1 : 0);

/**
 * Narrow without overflow, no script, no request, nothing that axe-core finds by day or by night, a result's first screen
 * whole on a phone and on a desk, no hand-out higher than its sheet; and printed to A4 beside itself.
 */
async function look(modules, executablePath, ...pages) {
  const require = createRequire(`${modules}/node_modules/`);
  const { chromium } = require("playwright-core");
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath, args });
  for (const path of pages) {
    const say = (what) => wrong.push(`${path}: ${what}`);
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("dialog", (dialog) => (say("a dialog"), dialog.dismiss()));
    await page.goto(pathToFileURL(path).href);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) say(`${over} pixels too wide at 360`);
    const scripts = await page.evaluate(() => document.scripts.length);
    if (scripts > 0) say(`${scripts} scripts`);
    if (requests.length > 1) say(`asks for ${requests.slice(1).join(", ")}`);
    if (/\/result-[^/]*$/.test(path)) await firstScreen(page, say);
    if (path.endsWith("handouts.html")) await onOneSheet(page, say);
    await page.pdf({ path: `${path}.pdf`, format: "A4", preferCSSPageSize: true });
    await page.addScriptTag({ content: axe });
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [360, 1280]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const found = ({ id, help, nodes }) => `${id}: ${help}, ${nodes.length} times, first ${nodes[0].html.slice(0, 160)}`;
        for (const violation of violations) say(`${colorScheme}, ${width}: ${found(violation)}`);
      }
    }
    console.log(`${path}: looked at`);
    await page.close();
  }
  await browser.close();
}

/** Headline, how sure and the names are seen without scrolling. */
async function firstScreen(page, say) {
  for (const [width, height] of [[360, 640], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    const end = await page.evaluate(() => document.querySelector("header").getBoundingClientRect().bottom);
    if (end > height) say(`the first screen ends at ${end} of ${height} at ${width}`);
  }
  await page.setViewportSize({ width: 360, height: 800 });
}

/** Nothing on a sheet is cut off at its foot or its side, as A4 has it within the margins. */
async function onOneSheet(page, say) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.round((178 / 25.4) * 96), height: 1000 });
  const cut = await page.evaluate(() => {
    const over = (sheet) => sheet.scrollHeight - sheet.clientHeight > 1 || sheet.scrollWidth - sheet.clientWidth > 1;
    return [...document.querySelectorAll(".page")].filter(over).map((sheet) => sheet.querySelector("h2").textContent);
  });
  if (cut.length > 0) say(`cut off on ${cut.length} hand-outs, first ${cut[0]}`);
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 360, height: 800 });
}

/** Two tables with the same cells, of which none is the outcome of a formula. */
function same(one, other) {
  const [a, b] = [one, other].map((path) => readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim().split("\n"));
  if (a.length !== b.length) wrong.push(`${one} has ${a.length} lines, ${other} ${b.length}`);
  a.forEach((line, row) => {
    if (plain(line) !== plain(b[row] ?? "")) wrong.push(`row ${row + 1} differs:\n  ${line}\n  ${b[row]}`);
    if (/#NAME\?|Err:\d+|#VALUE!/.test(line + b[row])) wrong.push(`row ${row + 1} holds a formula's outcome`);
  });
  console.log(`${one}: ${a.length} rows, the same as the CSV`);
}

/** A line without what differs in writing only: quotes round numbers. */
function plain(line) {
  return line.replaceAll('"', "");
}
