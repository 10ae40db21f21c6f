// How the preview runs is set beside it, and a backtest with the same settings gives the same digest.
import assert from "node:assert/strict";
import { id } from "./lib/browser.mjs";
import { digest, edit, simpleForm, strategy, type } from "./lib/editor.mjs";
import { stage } from "./lib/stage.mjs";
import { GENERATED, jobDone } from "./lib/studio.mjs";

const on = stage({ series: [GENERATED] });

/** The server's result over the markets of the preview's strip, with these settings. */
async function backtest(page, strategyId, settings) {
  const slots = page.locator(`${id("slot-strip")} [role='option']`);
  const markets = await slots.evaluateAll((all) => all.map((slot) => slot.id.slice("slot-".length)));
  assert.ok(markets.length > 0);
  const body = { strategy: { strategy: { id: strategyId } }, settings: { ...settings, markets }, no_variants: true };
  const job = await jobDone(on.studio, await on.studio.api("/backtests", { method: "POST", body }));
  assert.equal(job.state, "done", job.error);
  return on.studio.api(`/backtests/${job.result}`);
}

on.test("a fee, cash and latency set in the page count as on the server", async (page) => {
  const strategyId = await strategy(on.studio, "Settings", simpleForm("Settings"));
  await edit(page, strategyId);
  const own = await digest(page);
  await page.locator(id("preview-setup")).click();
  await type(page, "preview-fees", "3");
  const taxed = await digest(page, { not: own });
  const server = await backtest(page, strategyId, { fee_rate: "0.03" });
  assert.ok(server.headline.trades > 0, "a fee is taken of something");
  assert.equal(taxed, server.digest);
  // Another rate is another result, there and here.
  await type(page, "preview-fees", "7.5");
  const dearer = await digest(page, { not: taxed });
  assert.equal(dearer, (await backtest(page, strategyId, { fee_rate: "0.075" })).digest);
  await type(page, "preview-cash", "500");
  const poorer = await digest(page, { not: dearer });
  await type(page, "preview-latency", "1000");
  const slower = await digest(page, { not: poorer });
  const settings = { fee_rate: "0.075", cash_usdc: "500", latency_ms: 1000 };
  assert.equal(slower, (await backtest(page, strategyId, settings)).digest);
  // Without a rate each market's own fees are taken again.
  await type(page, "preview-cash", "1000");
  await type(page, "preview-latency", "250");
  await type(page, "preview-fees", "");
  await page.waitForFunction(
    ([shown, wanted]) => document.querySelector(shown)?.dataset.digest === wanted,
    [id("preview-digest"), own],
  );
});
