// A run beside the backtest of the same ticks: equal, and said so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LOOKS, accessibility, id, open, picture, visit } from "./lib/browser.mjs";
import { eventually } from "./lib/editor.mjs";
import { LONG_MS, SIMULATED, eager, keysShown, runBecomes, startRun } from "./lib/paper.mjs";
import { stage } from "./lib/stage.mjs";

let run;

const on = stage({
  series: [],
  options: SIMULATED,
  prepare: async (studio) => {
    run = await startRun(studio, "Compared", eager("Compared", { max_trades_per_slot: 1 }));
  },
});

on.test("before a slot is settled there is nothing to compare", async (page) => {
  // A series nobody makes ticks of is never settled.
  const body = { strategy: { strategy: { id: run.strategy_id } }, series: ["sol-updown-4h"] };
  const waiting = await on.studio.api("/live/runs", { method: "POST", body });
  // Until the log has its beginning there is not even nothing.
  await eventually(() => on.studio.api(`/live/runs/${waiting.id}/comparison`));
  await visit(page, `/live/${waiting.id}/comparison`);
  await page.locator(`${id("comparison")}[data-verdict='nothing']`).waitFor();
});

on.test("settled slots are equal", async (page) => {
  await runBecomes(on.studio, run.id, (r) => r.fills > 0);
  // Recorded rows reach the store once a minute; each look runs a backtest, which is not to keep the venue from going on.
  const compared = await eventually(async () => {
    const found = await on.studio.api(`/live/runs/${run.id}/comparison`);
    assert.ok(found.markets >= 2 && found.live.length > 0, `${found.markets} markets`);
    return found;
  }, 4 * LONG_MS, 1_000);
  const { differences, reasons } = compared;
  assert.equal(compared.live_digest, compared.backtest_digest, JSON.stringify([reasons, differences.slice(0, 2)]));
  await visit(page, `/live/${run.id}/comparison`);
  await page.locator(`${id("comparison")}[data-verdict='equal']`).waitFor({ timeout: LONG_MS });
  assert.equal(await page.locator(id("difference")).count(), 0);
  // Both curves are drawn; the table beside the chart names them.
  await page.locator(`${id("comparison")} canvas`).first().waitFor();
}, { timeout: 300_000 });

for (const [name, options] of LOOKS.filter(([name]) => name !== "small")) {
  test(`the comparison can be read by everybody: ${name}`, { timeout: 300_000 }, async () => {
    const page = await open(on.browser, on.studio, options);
    await visit(page, `/live/${run.id}/comparison`);
    await page.locator(`${id("comparison")}[data-verdict='equal']`).waitFor({ timeout: LONG_MS });
    assert.deepEqual(await accessibility(page), []);
    await picture(page, `comparison-${name}`);
    if (name === "french") assert.deepEqual(await keysShown(page), []);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
