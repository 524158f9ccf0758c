// Opens pages in a real browser and prints what it finds as JSON: node look.mjs BROWSER all|sheets PAGE...
// `sheets` looks only at a phone and at the sheets in the widest font, without axe and the views.
// tests/tools/browser.rs judges.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [browserPath, what, ...pages] = process.argv.slice(2);
const open = (...more) => chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", ...more] });
const browser = await open();
// A person's own font size, twice the usual.
const large = await open("--blink-settings=defaultFontSize=32");
const FONTS = {
  DejaVu: ["DejaVu Serif", "DejaVu Sans"],
  Liberation: ["Liberation Serif", "Liberation Sans"],
  Noto: ["Noto Serif", "Noto Sans"],
  Roboto: ["Noto Serif", "Roboto"],
};
// On paper only its own colours count, and no paper is as narrow as a phone.
const VIEWS = [[768, "light"], [1280, "print"]];
for (const width of [320, 390, 1280]) for (const view of ["light", "dark", "forced"]) VIEWS.push([width, view]);
const fontsOf = ([serif, sans]) => `:root { --serif: "${serif}"; --sans: "${sans}"; }`;
const seen = [];

// Words of usual length that are broken over two lines. What a person wrote in one long piece may be.
const brokenWords = () => {
  const broken = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest(".aloud, .d, pre, svg, style")) continue;
    for (const word of node.data.matchAll(/\p{L}+/gu)) {
      if (word[0].length > 14) continue;
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.top)));
      if (tops.size > 1) broken.push(word[0]);
    }
  }
  return broken;
};

// Words below the days that run into those of the next day.
const touchingWords = () => {
  const boxes = (item) => {
    const texts = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement.closest(".d, svg") || !texts.currentNode.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      found.push(...[...range.getClientRects()].filter((r) => r.width > 0));
    }
    return found;
  };
  const touching = [];
  for (const strip of document.querySelectorAll(".strip")) {
    const items = [...strip.children].map((item) => [item.textContent.trim(), boxes(item)]);
    for (let at = 1; at < items.length; at += 1) {
      const [[words, before], [, after]] = [items[at - 1], items[at]];
      const meet = (a, b) => a.top < b.bottom && b.top < a.bottom && a.left < b.left && a.right > b.left;
      if (before.some((a) => after.some((b) => meet(a, b)))) touching.push(words);
    }
  }
  return touching;
};

// Words of one day that have room beside them and take two lines all the same.
const brokenDays = () => [...document.querySelectorAll(".strip .roomy")].filter((item) => {
  const range = document.createRange();
  range.selectNodeContents(item.lastChild);
  return new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size > 1;
}).map((item) => item.textContent.trim());

// What can be tapped and is smaller than a finger. Links inside of somebody's text are as high as their line.
const smallTaps = () => [...document.querySelectorAll("a, summary, input, button, label")]
  .filter((e) => e.checkVisibility() && !e.closest("blockquote"))
  .map((e) => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 43.9)
  .map(([text, box]) => `${text}: ${Math.round(box.width)} x ${Math.round(box.height)}`);

for (const file of pages) {
  const page = { file, views: [], requests: [], dialogs: 0, ran: 0, errors: [] };
  const url = pathToFileURL(file).href;
  for (const [width, view] of what === "all" ? VIEWS : []) {
    // Scripts are not blocked here: the page itself must have none.
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: view === "dark" ? "dark" : "light",
      forcedColors: view === "forced" ? "active" : "none",
    });
    const tab = await context.newPage();
    tab.on("request", (r) => {
      if (r.url() !== url && !r.url().startsWith("data:")) page.requests.push(r.url());
    });
    tab.on("dialog", async (d) => { page.dialogs += 1; await d.dismiss(); });
    tab.on("pageerror", (e) => page.errors.push(String(e)));
    await tab.goto(url);
    if (view === "print") await tab.emulateMedia({ media: "print" });
    const measured = await tab.evaluate(() => ({
      mode: document.compatMode,
      wide: document.documentElement.scrollWidth,
      ran: Object.keys(window).filter((k) => k.startsWith("tinystep_ran")).length,
      scripts: document.querySelectorAll("script, iframe, object, embed, link, base, form").length,
      handlers: [...document.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name))).length,
      links: [...document.querySelectorAll("a")].map((a) => a.getAttribute("href")),
    }));
    page.ran += measured.ran + measured.scripts + measured.handlers;
    page.mode = measured.mode;
    page.links = measured.links;
    // Look at what is folded too.
    await tab.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    await tab.evaluate(axe);
    const result = await tab.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    page.views.push({
      width, view, wide: measured.wide,
      violations: result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`),
    });
    await context.close();
  }
  // A phone, and the same with large type.
  const phone = { viewport: { width: 390, height: 844 } };
  const context = await browser.newContext(phone);
  const tab = await context.newPage();
  await tab.goto(url);
  // What fits on a screen depends on the fonts, so they are those of a phone.
  const onPhone = await tab.addStyleTag({ content: fontsOf(FONTS.Roboto) });
  page.first_screen = await tab.evaluate(() => {
    const bottom = (what) => document.querySelector(what)?.getBoundingClientRect().bottom ?? null;
    return {
      name: bottom(".label"), week: bottom("h1"), start: bottom(".start"), plan: bottom(".plan"), plans: bottom(".seven"),
    };
  });
  page.screens = await tab.evaluate(() => document.documentElement.scrollHeight / 844);
  page.small_taps = await tab.evaluate(smallTaps);
  page.broken_words = await tab.evaluate(brokenWords);
  page.touching_words = await tab.evaluate(touchingWords);
  page.broken_days = await tab.evaluate(brokenDays);
  page.roomy_days = await tab.evaluate(() =>
    [...document.querySelectorAll(".strip .roomy")].map((item) => item.lastChild.data.trim()));
  await onPhone.evaluate((e) => e.remove());
  page.touching_words.push(...await tab.evaluate(touchingWords));
  const largeContext = await large.newContext(phone);
  const largeTab = await largeContext.newPage();
  await largeTab.goto(url);
  await largeTab.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  page.large = {
    size: await largeTab.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize)),
    wide: await largeTab.evaluate(() => document.documentElement.scrollWidth),
    broken: await largeTab.evaluate(brokenWords),
  };
  await largeContext.close();
  page.pdf = {};
  for (const [font, families] of Object.entries(FONTS).slice(0, what === "all" ? 4 : 1)) {
    const style = await tab.addStyleTag({ content: fontsOf(families) });
    for (const format of ["A4", "Letter"]) {
      const path = `${file}.${font}.${format}.pdf`;
      await tab.pdf({ path, format, preferCSSPageSize: true });
      page.pdf[`${font} ${format}`] = path;
    }
    await style.evaluate((e) => e.remove());
  }
  // The text that is read on paper: sentences, quotes, lists; no captions, no figures and no sources.
  await tab.emulateMedia({ media: "print" });
  page.body_text_pt = await tab.evaluate(() => Math.min(
    ...[...document.querySelectorAll("body, p:not(.soft, .small, .label, .counted, .by-hand), blockquote, .way li, .start li")]
      .filter((e) => e.checkVisibility()).map((e) => parseFloat(getComputedStyle(e).fontSize) * 0.75)));
  await context.close();
  seen.push(page);
}
await browser.close();
await large.close();
process.stdout.write(JSON.stringify(seen));
