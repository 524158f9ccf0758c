// Opens pages in a real browser and prints what it finds as JSON: node look.mjs BROWSER all|sheets PAGE...
// `sheets` looks only at a phone's first screen and the printed sheets, without axe and the nine views.
// tests/tools/browser.rs judges.
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [browserPath, what, ...pages] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
const seen = [];

for (const file of pages) {
  const page = { file, views: [], requests: [], dialogs: 0, ran: 0, errors: [] };
  const url = pathToFileURL(file).href;
  for (const width of what === "all" ? [320, 768, 1280] : []) {
    for (const view of ["light", "dark", "print"]) {
      // Scripts are not blocked here: the page itself must have none.
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme: view === "dark" ? "dark" : "light",
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
  }
  // The first screen of a phone.
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const tab = await context.newPage();
  await tab.goto(url);
  page.first_screen = await tab.evaluate(() => {
    const bottom = (what) => document.querySelector(what)?.getBoundingClientRect().bottom ?? null;
    return { name: bottom(".label"), week: bottom("h1"), start: bottom(".start"), plan: bottom(".plan"), days: bottom(".days") };
  });
  page.pdf = {};
  for (const format of ["A4", "Letter"]) {
    const path = `${file}.${format}.pdf`;
    await tab.pdf({ path, format, preferCSSPageSize: true });
    page.pdf[format] = path;
  }
  // The text that is read on paper: sentences, quotes, lists, figures; no captions and no sources.
  await tab.emulateMedia({ media: "print" });
  page.body_text_pt = await tab.evaluate(() => Math.min(
    ...[...document.querySelectorAll("body, p:not(.soft, .small, .label), blockquote, .figures, .list li:not(.soft), .start li, .count")]
      .filter((e) => e.checkVisibility()).map((e) => parseFloat(getComputedStyle(e).fontSize) * 0.75)));
  await context.close();
  seen.push(page);
}
await browser.close();
process.stdout.write(JSON.stringify(seen));
