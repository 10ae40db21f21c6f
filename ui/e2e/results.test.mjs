// Results side by side, and as files: what a file says is what the page says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { id, settled, visit } from "./lib/browser.mjs";
import { csv, exported, number, pngSize, saves } from "./lib/figures.mjs";
import { stage } from "./lib/stage.mjs";
import { GENERATED, jobDone } from "./lib/studio.mjs";

const runs = [];
const on = stage({ series: [GENERATED], prepare: run });

/** Five runs that differ in cash, latency and parameters. */
async function run(studio) {
  const document = readFileSync(new URL("../../examples/documents/ema_momentum.graph.json", import.meta.url), "utf8");
  const { id: strategy } = await studio.api("/strategies", { method: "POST", body: { name: "EMA momentum", document } });
  const settings = [
    { cash_usdc: "1000" }, { cash_usdc: "500" }, { latency_ms: 3_000 }, { parameters: { fast: 20 } }, { parameters: { fast: 4 } },
  ];
  for (const own of settings) {
    const body = { strategy: { strategy: { id: strategy } }, settings: { series: GENERATED, ...own } };
    const job = await jobDone(studio, await studio.api("/backtests", { method: "POST", body }));
    assert.equal(job.state, "done", job.error);
    runs.push(await studio.api(`/backtests/${job.result}`));
  }
}

on.test("four runs are chosen from the list and compared, a fifth is not", async (page) => {
  await visit(page, "/backtests");
  const four = runs.slice(0, 4);
  for (const { id: run } of four) {
    await page.locator(`${id(`backtest-row-${run}`)} input[type=checkbox]`).check();
  }
  await page.locator(`${id(`backtest-row-${runs[4].id}`)} input[type=checkbox][disabled]`).waitFor();
  await page.locator(id("compare")).click();
  await page.waitForURL(/\/compare\?ids=/);
  await settled(page);
  const cells = (name) => page.locator(`${id(`compare-${name}`)} td`).allTextContents();
  await page.locator(id("compare-trades")).waitFor();
  const trades = (await cells("trades")).map((text) => number(text));
  assert.deepEqual(trades, four.map((r) => r.headline.trades));
  const profits = (await cells("pnl-net-usdc")).map((text) => number(text).toFixed(2));
  assert.deepEqual(profits, four.map((r) => Number(r.headline.pnl_usdc).toFixed(2)));
  assert.equal(new Set(profits).size, 4, "the runs do not differ, so nothing is compared");
  // What they differ in is marked; what they share is not.
  const rows = await page.locator(`${id("compare-settings")} tbody tr`).evaluateAll((all) =>
    all.map((row) => [row.dataset.differs, [...row.querySelectorAll("td")].map((cell) => cell.textContent)]));
  for (const [differs, values] of rows) {
    assert.equal(values.length, 4);
    assert.equal(differs, String(new Set(values).size > 1), values.join(" | "));
  }
  assert.equal(rows.filter(([differs]) => differs === "true").length, 3);
  const links = await page.locator(`${id("compare-metrics")} thead a`).evaluateAll((all) => all.map((a) => a.pathname));
  assert.deepEqual(links, four.map((r) => `/backtests/${r.id}`));
  const { name, bytes } = await saves(page, () => page.locator(id("export-png")).click());
  assert.equal(name, "compare.png");
  assert.ok(pngSize(bytes)[0] > 300);
});

on.test("trades, fills and equity as CSV add up to what the page shows", async (page) => {
  const [{ report, id: run }] = runs;
  await visit(page, `/backtests/${run}?tab=trades`);
  const headline = async (name) => number(await page.locator(id(`headline-${name}`)).textContent());
  const sum = (rows, name) => rows.reduce((total, row) => total + Math.round(Number(row[name]) * 1e6), 0) / 1e6;
  const trades = await exported(page, "export-csv");
  assert.match(trades.name, new RegExp(`^ema-momentum-${report.digest.slice(0, 8)}-trades\\.csv$`));
  const rows = csv(trades.bytes.toString());
  assert.equal(rows.length, await headline("trades"));
  assert.equal(sum(rows, "pnl_usdc").toFixed(2), (await headline("pnl-net-usdc")).toFixed(2));
  const totals = await page.locator(`${id("trades-totals")} td`).allTextContents();
  const [cost, fees, profit] = totals.slice(1, 4).map((text) => number(text).toFixed(2));
  assert.deepEqual(
    [cost, fees, profit],
    ["entry_cost_usdc", "fees_usdc", "pnl_usdc"].map((name) => sum(rows, name).toFixed(2)),
  );
  const fills = csv((await exported(page, "export-csv-fills")).bytes.toString());
  assert.equal(fills.length, report.fills.length);
  assert.equal(sum(fills, "fee_usdc").toFixed(2), fees, "fills and trades differ in their fees");
  const equity = csv((await exported(page, "export-csv-equity")).bytes.toString());
  assert.deepEqual(equity.at(-1).equity_usdc, report.metrics.closing_usdc);
});

on.test("the report as JSON is the one of this digest, and the chart is a picture", async (page) => {
  const [{ report, id: run }] = runs;
  await visit(page, `/backtests/${run}`);
  const { name, bytes } = await exported(page, "export-json");
  assert.match(name, /-report\.json$/);
  assert.deepEqual(JSON.parse(bytes), report);
  assert.equal(JSON.parse(bytes).digest, await page.locator(id("digest")).textContent());
  const picture = await saves(page, () => page.locator(id("export-png")).first().click());
  assert.match(picture.name, /\.png$/);
  const [width, height] = pngSize(picture.bytes);
  assert.ok(width > 300 && height > 150 && picture.bytes.length > 5_000, `${width} x ${height}, ${picture.bytes.length} bytes`);
});

on.test("trades are filtered, sorted and explained, and a link shows the same to another", async (page) => {
  const [{ report, id: run }] = runs;
  await visit(page, `/backtests/${run}?tab=trades`);
  await page.locator(id("trades-outcome")).selectOption("UP");
  await page.locator(id("trades-result")).selectOption("win");
  const won = report.trades.filter((t) => t.outcome === "UP" && Number(t.pnl_usdc) > 0);
  const count = page.locator(id("trades-count"));
  await count.filter({ hasText: new RegExp(`\\b${won.length}\\b`) }).waitFor();
  const profit = page.locator(`${id("trades-table")} th button`).nth(8);
  await profit.click();
  await page.waitForURL(/sort=-pnl/);
  const best = Math.max(...won.map((t) => Number(t.pnl_usdc)));
  const top = page.locator(`${id("trades-table")} tbody tr:not([aria-hidden])`).first();
  const of = async (row) => number(await row.locator("td").nth(8).textContent()).toFixed(2);
  assert.equal(await of(top), best.toFixed(2));
  await top.click();
  await page.locator(`${id("why")}[open]`).waitFor();
  const words = await count.textContent();
  // The address holds it all.
  await visit(page, page.url().slice(on.studio.url.length));
  await page.locator(`${id("why")}[open]`).waitFor();
  assert.equal(await count.textContent(), words);
  assert.equal(await of(top), best.toFixed(2));
  assert.equal(await page.locator(id("trades-outcome")).inputValue(), "UP");
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.searchParams.has("trade"));
});
