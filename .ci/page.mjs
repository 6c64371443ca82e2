// Used by the script beside it: opens the page in browsers and holds it against the program.
import { execFileSync, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [work, chromium, firefox, calling, sheets] = process.argv.slice(2);
const require = createRequire(`${work}/node_modules/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const file = `${work}/made/quiz.html`;
const wrong = [];
const must = (holds, what) => holds || wrong.push(what);
const { questions } = JSON.parse(execFileSync(calling, ["questions", "--format", "json"], { maxBuffer: 1 << 26 }));
const byAsk = new Map(questions.map((question) => [question.ask, question]));
must(byAsk.size === questions.length, "two questions in the same words");

// ---- Sheets: the examples, and made-up ones. An answer is { choose: [places], alot } or { key }.

function written(text) {
  const answers = {};
  for (const [, id, value] of text.split("[answers]")[1].matchAll(/^([a-z0-9-]+) = (.+)$/gm)) {
    const said = [...value.matchAll(/"([^"]*)"/g)].map((one) => one[1]);
    const question = questions.find((one) => one.id === id);
    if (said[0] === "dont-mind" || said[0] === "not-seen-yet") answers[id] = { key: said[0] };
    else {
      const alot = value.includes("a-lot") || said.some((one) => one.endsWith("!"));
      const ids = said.filter((one) => one !== "a-lot").map((one) => one.replace("!", ""));
      answers[id] = { alot, choose: ids.map((one) => question.options.findIndex((option) => option.id === one)) };
    }
  }
  return answers;
}

function madeUp(seed) {
  let state = seed * 2654435761 + 1;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const answers = {};
  for (const { id, options, form } of questions) {
    const kind = random(20);
    if (kind === 0) continue;
    if (kind === 1 || kind === 2) answers[id] = { key: kind === 1 ? "dont-mind" : "not-seen-yet" };
    else {
      const number = form === "several" || form === "limits" ? 1 + random(3) : 1;
      const choose = [...new Set(Array.from({ length: number }, () => random(options.length)))];
      answers[id] = { alot: random(8) === 0, choose };
    }
  }
  return answers;
}

const flags = (answers) =>
  "[answers]\n" + Object.entries(answers).map(([id, { key, alot, choose }]) => {
    const said = choose?.map((at) => `"${questions.find((one) => one.id === id).options[at].id}"`);
    const value = key ? `"${key}"` : said.length > 1 ? `[${said.join(", ")}]` : said[0];
    return `${id} = ${alot ? `{ choose = ${value}, matters = "a-lot" }` : value}\n`;
  }).join("");

const matched = (path, format) => execFileSync(calling, ["match", path, "--format", format], { maxBuffer: 1 << 26 }).toString();

/** The answers as the page saves them, in a file: they have the day, as a sheet does not, and it shows in results. */
function kept(saved) {
  const path = `${work}/made/saved.toml`;
  writeFileSync(path, saved);
  return path;
}

/** Whether saved answers are those of a sheet. "None of these" is a question left open. */
function same(saved, answers) {
  const plain = (all) => JSON.stringify(Object.entries(all).filter(([, one]) => one.choose?.length !== 0).sort()
    .map(([id, { key, alot, choose }]) => [id, key ?? [Boolean(alot), [...choose].sort((a, b) => a - b)]]));
  return plain(written(saved)) === plain(answers);
}

// ---- The page in a browser.

/** What the page can be told from outside: it is a shadow tree, so that the result's style and its own never meet. */
function helpers() {
  const root = () => document.getElementById("quiz").shadowRoot;
  globalThis.q = {
    root,
    find: (what) => root().querySelector(`[data-do="${what}"]`),
    tap: (what) => { const one = q.find(what); if (!one) throw new Error(`no ${what}`); one.click(); },
    heading: () => root().querySelector("h1")?.textContent ?? "",
    text: () => root().querySelector(".screen").textContent,
    said: () => root().querySelector(".said").textContent,
    ended: () => !root().querySelector("h1"),
    focus: () => root().activeElement?.tagName ?? document.activeElement?.tagName,
    /** Answers all that is asked; gives the questions in the order in which they came. */
    answer(answers, byAsk) {
      const asked = [];
      while (!q.ended()) {
        const id = byAsk[q.heading()];
        asked.push(id);
        const answer = answers[id];
        if (!answer || answer.choose?.length === 0) q.tap("skip");
        else if (answer.key) q.tap(answer.key);
        else {
          if (answer.alot) q.tap("matters");
          const several = Boolean(q.find("next"));
          for (const at of answer.choose) q.tap(`tap:${at}`);
          if (several) q.tap("next");
        }
      }
      return asked;
    },
    saved(what) {
      q.tap("save");
      q.tap(what);
      const text = root().querySelector("textarea").value;
      q.tap("close");
      return text;
    },
  };
}

async function opened(browser, url, viewport) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => wrong.push(`${url}: ${error}`));
  page.on("console", (line) => line.type() === "error" && wrong.push(`${url}: ${line.text()}`));
  if (viewport) await page.setViewport(viewport);
  await page.goto(url);
  await ready(page);
  return { context, page, requests };
}

async function ready(page) {
  await page.evaluate(helpers);
  await page.waitForFunction(() => q.find("start"), { timeout: 60_000 });
}

async function checkAccess(page, where) {
  await page.evaluate(`${axe}; undefined`);
  const found = await page.evaluate(async () =>
    (await globalThis.axe.run()).violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`));
  for (const one of found) wrong.push(`${where}: ${one}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  must(over <= 0, `${where}: ${over} pixels too wide`);
  const small = await page.evaluate(() => [...q.root().querySelectorAll("button, summary")]
    .map((one) => [one.textContent, one.getBoundingClientRect()])
    .filter(([, { width, height }]) => height > 0 && (height < 44 || width < 44)).map(([text]) => text));
  must(small.length === 0, `${where}: less than 44 pixels: ${small.join(", ")}`);
}

const several = (id) => ["several", "limits"].includes(questions.find((one) => one.id === id).form);

/** One question after the other by real events: a finger or keys. */
async function bySense(page, sense, answers) {
  const ids = Object.fromEntries(questions.map(({ ask, id }) => [ask, id]));
  const tap = async (what) => {
    const handle = await page.evaluateHandle((what) => {
      const one = q.find(what);
      one.scrollIntoView({ block: "center" });
      // Gone once what this does is shown: a tap is dealt with after it is made.
      const waiting = document.createElement("i");
      waiting.dataset.waiting = "";
      q.root().querySelector(".screen").append(waiting);
      return one;
    }, what);
    if (sense === "touch") await handle.tap();
    else await page.keyboard.press(await handle.evaluate((one) => one.dataset.keys?.split(" ")[0] ?? "Enter"));
    await page.waitForFunction(() => !q.root().querySelector("[data-waiting]"));
  };
  await tap("start");
  let number = 0;
  for (;;) {
    const heading = await page.evaluate(() => (q.ended() ? null : q.heading()));
    if (heading === null) break;
    if (++number === 10) {
      await page.reload();
      await ready(page);
      must((await page.evaluate(() => q.text())).includes("Go on after"), "nothing to go on with after a reload");
      await tap("start");
      must((await page.evaluate(() => q.heading())) === heading, "another question after a reload");
    }
    const focus = await page.evaluate(() => q.focus());
    must(focus === "H1", `focus is on ${focus}, not on the heading, at ${heading} (${sense}, question ${number})`);
    const answer = answers[ids[heading]];
    if (!answer || answer.choose?.length === 0) await tap("skip");
    else if (answer.key) await tap(answer.key);
    else {
      if (answer.alot) await tap("matters");
      for (const at of answer.choose) await tap(`tap:${at}`);
      if (several(ids[heading])) await tap("next");
    }
  }
}

async function useAsPeopleDo(name, browser, urls) {
  for (const [way, url] of Object.entries(urls)) {
    for (const [sense, viewport] of [
      ["touch", { width: 360, height: 640, hasTouch: true, isMobile: name === "Chromium" }],
      ["keys", { width: 1280, height: 800 }],
    ]) {
      const where = `${name}, ${way}, ${sense}`;
      const answers = written(readFileSync("examples/comfort-first.toml", "utf8"));
      const { context, page, requests } = await opened(browser, url, viewport);
      await checkAccess(page, `${where}, welcome`);
      if (name === "Chromium" && way === "disk") await page.setOfflineMode(true);
      await bySense(page, sense, answers);
      await page.evaluate(() => q.find("go-on") && q.tap("go-on"));
      await page.evaluate((answers, byAsk) => q.answer(answers, byAsk), answers,
        Object.fromEntries(questions.map(({ ask, id }) => [ask, id])));
      const shown = await page.evaluate(() => [document.querySelector("h1")?.textContent, document.title]);
      must(shown[0] && shown[1].includes("result"), `${where}: no result but ${shown}`);
      await checkAccess(page, `${where}, result`);
      const [html, saved] = await page.evaluate(() => ["save-page", "save-answers"].map(q.saved));
      must(html === matched(kept(saved), "html"), `${where}: another result than the program's`);
      must(same(saved, answers), `${where}: other answers than were given`);
      await page.evaluate(() => q.tap("review"));
      await checkAccess(page, `${where}, review`);
      await page.evaluate(() => q.tap("pick:3"));
      await checkAccess(page, `${where}, question`);
      await page.evaluate(() => q.tap("help"));
      await checkAccess(page, `${where}, help`);
      await page.evaluate(() => { q.tap("close"); q.tap("close"); q.tap("close"); });
      await page.evaluate(() => { q.tap("what-if"); q.tap("pick:5"); q.tap("tap:0"); });
      await checkAccess(page, `${where}, what-if`);
      await page.evaluate(() => { q.tap("close"); q.tap("close"); q.tap("compare"); q.tap("pick:0"); q.tap("pick:3"); });
      await checkAccess(page, `${where}, comparison`);
      await page.evaluate(() => { q.tap("close"); q.tap("profiles"); q.tap("pick:0"); });
      await checkAccess(page, `${where}, profile`);
      await page.evaluate(() => { q.tap("close"); q.tap("close"); q.tap("forget"); });
      must((await page.evaluate(() => localStorage.length)) === 0, `${where}: something is kept after forgetting`);
      await page.evaluate(() => q.tap("bring-back"));
      // Saving goes through an address within the page.
      const others = requests.filter((one) => one !== url && !/^(blob|data):/.test(one));
      must(others.length === 0, `${where}: asks for ${others.join(", ")}`);
      console.log(`${where}: used`);
      await context.close();
    }
  }
}

/** The results of whole sheets, letter for letter, and the order of the questions as the terminal has it. */
async function holdAgainstProgram(browser, url) {
  const names = readdirSync("examples").filter((name) => name.endsWith(".toml"));
  const all = names.map((name) => [`examples/${name}`, written(readFileSync(`examples/${name}`, "utf8"))]);
  must(all.length === 9, `${all.length} examples`);
  for (let seed = 1; seed <= Number(sheets); seed += 1) {
    const answers = madeUp(seed);
    const path = `${work}/made/sheet-${seed}.toml`;
    writeFileSync(path, flags(answers));
    all.push([path, answers]);
  }
  const ids = Object.fromEntries(questions.map(({ ask, id }) => [ask, id]));
  const { page } = await opened(browser, url);
  let sittings = 0;
  for (const [path, answers] of all) {
    await page.evaluate(() => { q.tap("forget"); }).catch(() => {});
    await page.evaluate(() => q.tap("start"));
    const asked = await page.evaluate((answers, ids) => q.answer(answers, ids), answers, ids);
    if (sittings < 100) {
      sittings += 1;
      must(sameOrder(asked, answers), `${path}: the terminal asks in another order`);
    }
    await page.evaluate((answers, ids) => { if (q.find("go-on")) { q.tap("go-on"); q.answer(answers, ids); } }, answers, ids);
    const [html, json, saved] = await page.evaluate(() => ["save-page", "save-json", "save-answers"].map(q.saved));
    must(same(saved, answers), `${path}: other answers than were given`);
    must(html === matched(kept(saved), "html"), `${path}: another page than the program's`);
    const { results: [result] } = JSON.parse(matched(kept(saved), "json"));
    const { results: [own] } = JSON.parse(json);
    delete result.file; delete own.file;
    must(JSON.stringify(own) === JSON.stringify(result), `${path}: another JSON than the program's`);
  }
  console.log(`${all.length} sheets: the same page and JSON as the program's; ${sittings} sittings in the same order as in the terminal`);
  await page.close();
}

/** Whether the terminal asks the same questions in the same order, given the answers in that order. */
function sameOrder(asked, answers) {
  const lines = asked.map((id) => {
    const answer = answers[id];
    if (!answer || answer.choose?.length === 0) return "s";
    if (answer.key) return answer.key === "dont-mind" ? "d" : "n";
    return answer.choose.map((at) => at + 1).join(" ") + (answer.alot ? "!" : "");
  });
  const said = spawnSync(calling, ["quiz", "--plain"], { input: lines.join("\n") + "\n", env: { ...process.env, COLUMNS: "1000" } });
  const text = said.stderr.toString().replace(/\s+/g, " ");
  let at = 0;
  for (const id of asked) {
    at = text.indexOf(questions.find((one) => one.id === id).ask.replace(/\s+/g, " "), at);
    if (at < 0) return false;
    at += 1;
  }
  return said.status === 0;
}

/** How long people wait, with the processor slowed four times. */
async function measure(browser, url) {
  const page = await browser.newPage();
  await page.emulateCPUThrottling(4);
  const start = performance.now();
  await page.goto(url);
  await ready(page);
  const first = await page.evaluate(() => { q.tap("start"); return performance.now(); });
  const whole = performance.now() - start;
  const answers = written(readFileSync("examples/comfort-first.toml", "utf8"));
  const waits = await page.evaluate((answers, ids) => {
    const waits = [];
    while (!q.ended()) {
      const answer = answers[ids[q.heading()]];
      const begun = performance.now();
      if (!answer?.choose?.length) q.tap("skip");
      else {
        const several = Boolean(q.find("next"));
        for (const at of answer.choose) q.tap(`tap:${at}`);
        if (several) q.tap("next");
      }
      document.body.getBoundingClientRect();
      waits.push(performance.now() - begun);
    }
    return waits;
  }, answers, Object.fromEntries(questions.map(({ ask, id }) => [ask, id])));
  const result = waits.pop();
  console.log(`slowed four times: first question after ${Math.round(first)} ms (${Math.round(whole)} ms from outside), ` +
    `next question after ${Math.round(Math.max(...waits))} ms at most, result after ${Math.round(result)} ms; ` +
    `${Math.round(statSync(file).size / 1000)} kB`);
  await page.close();
}

const heard = [];
const server = createServer((request, response) => {
  heard.push(request.url);
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(readFileSync(file));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const urls = { disk: pathToFileURL(file).href, http: `http://127.0.0.1:${server.address().port}/quiz.html` };
for (const [name, options] of [
  ["Chromium", { executablePath: chromium, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"] }],
  ["Firefox", { browser: "firefox", executablePath: firefox }],
]) {
  const browser = await puppeteer.launch({ headless: true, ...options });
  try {
    await useAsPeopleDo(name, browser, urls);
    if (name === "Chromium") {
      await measure(browser, urls.disk);
      await holdAgainstProgram(browser, urls.http);
    }
  } finally {
    await browser.close();
  }
}
server.close();
const others = heard.filter((path) => path !== "/quiz.html");
must(others.length === 0, `the server was asked for ${others.join(", ")}`);
must(statSync(file).size < 1_000_000, "a megabyte or more");
for (const line of [...new Set(wrong)]) console.error(line);
console.log(`${wrong.length === 0 ? "page: all as it should be" : `page: ${wrong.length} wrong`}`);
process.exit(wrong.length > 0 ? 1 : 0);
