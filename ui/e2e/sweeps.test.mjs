// A sweep through the page: parameters picked, every combination run, both halves side by side, one of them opened.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { id, settled, visit } from "./lib/browser.mjs";
import { digest, storedDocument, strategy } from "./lib/editor.mjs";
import { csv, exported, number } from "./lib/figures.mjs";
import { stage } from "./lib/stage.mjs";
import { GENERATED, jobDone } from "./lib/studio.mjs";

let swept;
const on = stage({ series: [GENERATED], prepare });
const document = readFileSync(new URL("../../examples/documents/ema_momentum.graph.json", import.meta.url), "utf8");
const axes = [{ name: "fast", from: 5, to: 15, step: 5 }, { name: "slow", from: 20, to: 40, step: 10 }];

/** A sweep that was run before, for what is done with its result. */
async function prepare(studio) {
  const strategyId = await strategy(studio, "Swept", document);
  const body = { strategy: { strategy: { id: strategyId } }, settings: { series: GENERATED }, axes, in_sample: 0.7 };
  const job = await jobDone(studio, await studio.api("/sweeps", { method: "POST", body }));
  assert.equal(job.state, "done", job.error);
  swept = await studio.api(`/sweeps/${job.result}`);
}

/** The row of one half with these values. */
const row = (half, fast, slow) => half.rows.find((r) => r.values[0] === fast && r.values[1] === slow);
const profit = (r) => Number(r.pnl_net_usdc ?? r.metrics?.pnl_net_usdc);
const cells = (page, testid) =>
  page.locator(`[data-testid^='${testid}-']`).evaluateAll((all) => all.map((c) => [c.getAttribute("aria-label"), c.textContent]));

on.test("parameters are picked and varied, and the page leads to the result", async (page) => {
  const strategyId = await strategy(on.studio, "To be swept", document);
  await visit(page, "/sweeps");
  await page.locator("main a[href='/sweeps/new']").first().click();
  await page.locator(id("sweep-strategy")).selectOption(strategyId);
  await page.locator(id("vary-fast")).check();
  await page.locator(id("vary-slow")).check();
  const axis = async (name, from, to, step) => {
    for (const [end, value] of [["from", from], ["to", to], ["step", step]]) {
      await page.locator(id(`axis-${end}-${name}`)).fill(String(value));
    }
  };
  // Beyond what the document allows there is no sweep.
  await axis("fast", 5, 90, 5);
  await page.locator(`${id("run-start")}[disabled]`).waitFor();
  assert.match(await page.locator(`${id("axis-fast")} [role=status]`).textContent(), /60/);
  await axis("fast", 5, 15, 5);
  await axis("slow", 20, 40, 10);
  await page.locator(id("combination-count")).filter({ hasText: /\b9\b/ }).waitFor();
  await page.locator(id("split-share")).fill("70");
  await page.locator(id("run-start")).click();
  await page.waitForURL(/\/sweeps\/(?!new)[^/?]+/, { timeout: 60_000 });
  await settled(page);
  assert.equal(await page.locator("[data-testid^='sweep-cell-']").count(), 9);
  const sweepId = new URL(page.url()).pathname.split("/").pop();
  const made = await on.studio.api(`/sweeps/${sweepId}`);
  assert.deepEqual(
    [made.request.axes, made.request.in_sample, made.in_sample.rows.map((r) => r.digest)],
    [axes, 0.7, swept.in_sample.rows.map((r) => r.digest)],
  );
});

on.test("both maps show what the search saw and what it did not, in figures the report has", async (page) => {
  await visit(page, `/sweeps/${swept.id}`);
  await page.locator(id("searched")).filter({ hasText: /\b9\b/ }).waitFor();
  for (const [testid, half] of [["sweep-cell", swept.in_sample], ["sweep-out-cell", swept.out_of_sample]]) {
    const shown = await cells(page, testid);
    assert.equal(shown.length, 9);
    for (const [label, text] of shown) {
      const [, fast, slow] = /fast (\d+), slow (\d+)/.exec(label).map(Number);
      assert.equal(number(text).toFixed(2), profit(row(half, fast, slow)).toFixed(2), `${testid} ${label}`);
    }
  }
  // Another metric is another map, and stays with the link.
  await page.locator(id("sweep-metric")).selectOption("trades");
  const trades = async () => (await cells(page, "sweep-cell")).map(([, text]) => number(text));
  const wanted = [20, 30, 40].flatMap((slow) => [5, 10, 15].map((fast) => row(swept.in_sample, fast, slow).trades));
  assert.deepEqual(await trades(), wanted);
  await page.reload();
  await settled(page);
  assert.deepEqual(await trades(), wanted);
});

on.test("a cell opens its variant: both halves, its digest, and a strategy of its own", async (page) => {
  await visit(page, `/sweeps/${swept.id}`);
  await page.locator(`${id("sweep-cell-0")}`).focus();
  // By keyboard too: arrows move within the map, Enter chooses.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const variant = page.locator(id("variant"));
  await variant.waitFor();
  const [inside, outside] = [swept.in_sample, swept.out_of_sample].map((half) => row(half, 10, 30));
  assert.match(await variant.textContent(), new RegExp(inside.digest));
  const both = await variant.locator("tbody tr").first().locator("td").allTextContents();
  assert.deepEqual(both.map((text) => number(text).toFixed(2)), [profit(inside).toFixed(2), profit(outside).toFixed(2)]);
  assert.ok(new URL(page.url()).searchParams.has("row"));
  await page.locator(id("variant-strategy")).click();
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  await digest(page);
  const { nodes } = await storedDocument(on.studio, new URL(page.url()).pathname.split("/").pop());
  const defaults = Object.fromEntries(nodes.filter((n) => n.type === "parameter").map((n) => [n.data.name, n.data.default]));
  assert.deepEqual(defaults, { fast: 10, slow: 30 });
});

on.test("the table has every combination, sorts by what lies outside, and is exported", async (page) => {
  await visit(page, `/sweeps/${swept.id}?tab=table`);
  const table = page.locator(id("sweep-table"));
  const heads = await table.locator("thead th").allTextContents();
  assert.deepEqual(heads.slice(0, 2), ["fast", "slow"]);
  const lines = table.locator("tbody tr:not([aria-hidden])");
  assert.equal(await lines.count(), 9);
  await table.locator("thead button").nth(3).click();
  await page.waitForURL(/sort=-3/);
  const column = (at) => lines.evaluateAll((all, at) => all.map((line) => line.querySelectorAll("td")[at].textContent), at);
  const outside = (await column(3)).map((text) => number(text));
  assert.deepEqual(outside, [...outside].sort((a, b) => b - a));
  const best = swept.out_of_sample.rows.reduce((a, b) => (profit(b) > profit(a) ? b : a));
  assert.deepEqual([number((await column(0))[0]), number((await column(1))[0])], best.values);
  await lines.first().click();
  await page.locator(id("variant")).waitFor();
  const [inside, out] = [await exported(page, "export-csv"), await exported(page, "export-csv-out")].map((f) => csv(f.bytes.toString()));
  assert.deepEqual([inside.length, out.length], [9, 9]);
  const named = (rows, r) => rows.find((line) => Number(line.fast) === r.values[0] && Number(line.slow) === r.values[1]);
  assert.equal(named(out, best).digest, best.digest);
});
