"use strict";
// Carries what is tapped and typed to the engine, and shows what it answers. Nothing is decided here.
(async () => {
  const element = (id) => document.getElementById(id);
  const host = element("quiz");
  const root = host.attachShadow({ mode: "open" });
  root.append(element("frame").content.cloneNode(true));
  const screen = root.querySelector(".screen");
  const said = root.querySelector(".said");
  const own = document.querySelector("style[data-own]");
  const title = document.title;
  const store = host.dataset.keep;
  let engine, keys = false, below = [];

  async function unpacked(id) {
    const text = atob(element(id).textContent);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function give(bytes) {
    const at = engine.room(bytes.length);
    new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
  }

  function taken(length) {
    return JSON.parse(new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.view(), length)));
  }

  function act(deed) {
    give(new TextEncoder().encode(deed));
    show(taken(engine.act()));
  }

  function show(view) {
    const focused = root.activeElement;
    screen.innerHTML = view.screen;
    screen.classList.toggle("keys", view.keys);
    keys = view.keys;
    showBelow(view.below);
    said.textContent = view.said;
    if (view.moved) {
      const heading = root.querySelector("h1") || document.querySelector("h1");
      if (heading) {
        heading.tabIndex = -1;
        heading.style.outline = "none";
        heading.focus({ preventScroll: true });
      }
      scrollTo(0, 0);
    } else if (focused) {
      const same = focused.dataset.do ? `[data-do="${focused.dataset.do}"]` : focused.localName;
      const again = root.querySelector(same);
      if (again) again.focus({ preventScroll: true });
    }
    if (view.file) save(view.file);
    if (view.forget) forget();
    if (view.keep !== null && !keep(view.keep)) act("cannot-keep");
  }

  // A whole page below the screen, as it is: its body and its style.
  function showBelow(text) {
    for (const node of below) node.remove();
    below = [];
    own.disabled = text !== null;
    // The result has landmarks of its own.
    host.classList.toggle("above", text !== null);
    screen.setAttribute("role", text === null ? "main" : "region");
    if (text === null) screen.removeAttribute("aria-label");
    else screen.setAttribute("aria-label", "This quiz");
    document.title = title;
    if (text === null) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const styles = [...page.querySelectorAll("style")];
    document.head.append(...styles);
    const nodes = [...page.body.childNodes];
    document.body.append(...nodes);
    below = [...styles, ...nodes];
    document.title = page.title;
  }

  function today() {
    return new Date().toISOString().slice(0, 10);
  }

  function kept() {
    try {
      const text = localStorage.getItem(store);
      localStorage.setItem(store + " ?", "");
      localStorage.removeItem(store + " ?");
      return "works\n" + today() + "\n" + (text || "");
    } catch {
      return "refused\n" + today() + "\n";
    }
  }

  function keep(text) {
    try {
      localStorage.setItem(store, text);
      return true;
    } catch {
      return false;
    }
  }

  function forget() {
    try {
      localStorage.removeItem(store);
    } catch {
      // What cannot be reached was never kept.
    }
  }

  function save(file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text], { type: file.kind + ";charset=utf-8" }));
    link.download = file.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function copy() {
    const area = root.querySelector("textarea");
    area.select();
    let done = document.execCommand("copy");
    if (!done && navigator.clipboard) done = await navigator.clipboard.writeText(area.value).then(() => true, () => false);
    said.textContent = done ? "Copied." : "This browser copies nothing by itself: the text is marked, so copy it by hand.";
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.do) act(button.dataset.do);
    else if ("print" in button.dataset) print();
    else if ("copy" in button.dataset) copy();
  });

  function buttonFor(key) {
    const buttons = [...root.querySelectorAll("[data-keys]")];
    return buttons.find((button) => button.dataset.keys.split(" ").includes(key));
  }

  function move(step) {
    const options = [...root.querySelectorAll(".option")];
    const at = options.indexOf(root.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length;
    if (options.length > 0) options[next].focus();
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const at = root.activeElement;
    if (at && at.matches("textarea")) return;
    const key = event.key;
    const onButton = at && at.matches("button, summary, a");
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (!root.querySelector("[role=group] .option")) return;
      move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter" && root.querySelector("[data-enter]") && !(onButton && !at.matches(".option"))) {
      act(root.querySelector("[data-enter]").dataset.enter);
    } else {
      if (onButton && key === "Enter") return;
      if (!keys && key.length === 1) return;
      const button = buttonFor(key) || (key.length === 1 && buttonFor(key.toLowerCase()));
      if (button) button.click();
      else if (keys && "jk".includes(key.toLowerCase())) move(key.toLowerCase() === "j" ? 1 : -1);
      else return;
    }
    event.preventDefault();
  });

  // A phone's own way back goes back in the quiz, as long as there is one there.
  function catchBack() {
    try {
      history.pushState(null, "");
    } catch {
      // Some frames have no history of their own.
    }
  }
  addEventListener("popstate", () => {
    const back = buttonFor("Backspace");
    if (!back) return history.back();
    catchBack();
    back.click();
  });

  try {
    const [code, content] = await Promise.all([unpacked("engine"), unpacked("content")]);
    engine = (await WebAssembly.instantiate(code)).instance.exports;
    give(content);
    engine.open();
    give(new TextEncoder().encode(kept()));
    show(taken(engine.begin()));
    catchBack();
  } catch (error) {
    screen.textContent = "This browser cannot run the page: it needs a current Chrome, Edge, Firefox or Safari. (" + error + ")";
  }
})();
