// Every page, in both themes and languages and on a small screen: it loads, keeps the content security policy, says
// nothing on the console, can be used with a screen reader, and its picture is taken.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { LOOKS, accessibility, id, launch, open, picture, settled, visit } from "./lib/browser.mjs";
import { digest } from "./lib/editor.mjs";
import { dataFolder, jobDone, realSeries, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;
const pages = {};

before(async () => {
  dir = dataFolder();
  studio = await start(dir);
  browser = await launch();
  // One of everything, so that no page is empty.
  const example = (name) => readFileSync(new URL(`../../examples/documents/${name}`, import.meta.url), "utf8");
  const form = await studio.api("/strategies", {
    method: "POST",
    body: { name: "Late favourite", document: example("late_favourite.form.json") },
  });
  const graph = await studio.api("/strategies", {
    method: "POST",
    body: { name: "EMA momentum", document: example("ema_momentum.graph.json") },
  });
  const settings = { series: realSeries() };
  const runs = [];
  for (const strategy of [form, graph]) {
    const body = { strategy: { strategy: { id: strategy.id } }, settings };
    const job = await jobDone(studio, await studio.api("/backtests", { method: "POST", body }));
    assert.equal(job.state, "done", job.error);
    runs.push(job.result);
  }
  const sweep = await jobDone(studio, await studio.api("/sweeps", {
    method: "POST",
    body: {
      strategy: { strategy: { id: graph.id } },
      settings,
      axes: [{ name: "fast", from: 5, to: 15, step: 5 }, { name: "slow", from: 20, to: 40, step: 10 }],
      in_sample: 0.7,
    },
  }));
  assert.equal(sweep.state, "done", sweep.error);
  const post = (path, body) => studio.api(path, { method: "POST", body });
  const wallet = await post("/wallets", { label: "Paper", kind: "paper" });
  const assigned = { wallet: wallet.id, strategy: form.id, markets: [settings.series] };
  const assignment = await post("/assignments", assigned);
  Object.assign(pages, {
    home: "/",
    dashboard: "/dashboard",
    wallets: "/wallets",
    wallet: `/wallets/${wallet.id}`,
    assignments: "/assignments",
    "assignment-new": `/assignments/new?strategy=${graph.id}`,
    assignment: `/assignments/${assignment.id}`,
    strategies: "/strategies",
    templates: "/templates",
    "editor-form": `/strategies/${form.id}`,
    "editor-graph": `/strategies/${graph.id}`,
    backtests: "/backtests",
    backtest: `/backtests/${runs[0]}`,
    compare: `/compare?ids=${runs.join(",")}`,
    sweeps: "/sweeps",
    "sweep-new": `/sweeps/new?strategy=${graph.id}`,
    sweep: `/sweeps/${sweep.result}`,
    live: "/live",
    "live-events": "/live/events",
    upload: "/upload",
    data: "/data",
    settings: "/settings",
    "not-found": "/nowhere",
  });
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

for (const [name, options] of LOOKS) {
  test(`every page: ${name}`, async (t) => {
    const page = await open(browser, studio, options);
    for (const [key, path] of Object.entries(pages)) {
      await t.test(key, async () => {
        page.errors.length = 0;
        await visit(page, path);
        await drawn(page, key);
        await picture(page, `${key}-${name}`);
        assert.deepEqual(await accessibility(page), []);
        assert.deepEqual(page.errors, []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
        if (name === "french") assert.deepEqual(await untranslated(page), []);
      });
    }
    await page.context().close();
  });
}

/** Charts and previews are drawn a moment after the page is there. */
async function drawn(page, key) {
  if (key.startsWith("editor")) {
    await digest(page);
  }
}

/** Keys of messages that stand in the page in place of a sentence. */
function untranslated(page) {
  return page.evaluate(() => {
    const key = /^(common|pages|studio|graph|editor|results|intake|live|paper|account|wallets)-[a-z0-9-]+$/;
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.push(walk.currentNode.textContent.trim());
    for (const element of document.querySelectorAll("[aria-label],[title],[placeholder],[data-tip]")) {
      for (const name of ["aria-label", "title", "placeholder", "data-tip"]) {
        texts.push((element.getAttribute(name) ?? "").trim());
      }
    }
    return [...new Set(texts.filter((text) => text.split(/\s+/).some((word) => key.test(word))))];
  });
}

test("the document is served with a strict policy, and hashed files for ever", async () => {
  const answer = await fetch(studio.url, { headers: { "accept-encoding": "gzip" } });
  const policy = answer.headers.get("content-security-policy");
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
  assert.match(policy, /worker-src 'self'(;|$)/);
  const html = await answer.text();
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>/);
  assert.doesNotMatch(html, /\son[a-z]+=/);
  const wasm = /[^"']+_bg\.wasm/.exec(html)[0];
  const file = await fetch(new URL(wasm, studio.url), { headers: { "accept-encoding": "gzip, br" } });
  assert.match(file.headers.get("cache-control"), /max-age=31536000/);
  assert.match(file.headers.get("cache-control"), /immutable/);
  assert.ok(["gzip", "br"].includes(file.headers.get("content-encoding")));
  assert.equal(file.headers.get("content-type"), "application/wasm");
});

test("an address inside the page can be opened directly, and an unknown one says so", async () => {
  const page = await open(browser, studio);
  await visit(page, "/data");
  assert.equal(new URL(page.url()).pathname, "/data");
  await page.reload();
  await settled(page);
  await page.locator(id("calendar")).first().waitFor();
  const answer = await fetch(`${studio.url}/api/v1/nowhere`);
  assert.equal(answer.status, 404);
  assert.match(answer.headers.get("content-type"), /application\/problem\+json/);
  await page.context().close();
});
