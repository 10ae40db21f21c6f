// From a template to a strategy that runs on paper, in the browser; with limits, by keyboard, with another version.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { LOOKS, accessibility, id, open, picture, settled, visit } from "./lib/browser.mjs";
import { edit, eventually, saved, strategy, type } from "./lib/editor.mjs";
import { press, reach } from "./lib/keys.mjs";
import { SERIES, SIMULATED, eager, endRun, keysShown, runBecomes, startRun } from "./lib/paper.mjs";
import { stage } from "./lib/stage.mjs";
import { jobDone } from "./lib/studio.mjs";

const on = stage({ series: [], options: SIMULATED });

/** The id of the run whose page is shown. */
async function runShown(page) {
  await page.waitForURL(/\/live\/[^/]+$/);
  return new URL(page.url()).pathname.split("/").pop();
}

/** Opens the dialog. */
async function opened(page) {
  await page.locator(id("paper-run")).click();
  await page.locator(`${id("paper-dialog")}[open]`).waitFor();
}

/** Opens the dialog and waits until the only followed series is chosen. */
async function dialog(page) {
  await opened(page);
  await page.waitForFunction((box) => document.querySelector(box)?.checked, id(`paper-series-${SERIES}`));
}

on.test("from a template to running on paper, with exactly the bytes that were shown", async (page) => {
  await visit(page, "/templates");
  await page.locator(id("template-use-late-favourite")).click();
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  await saved(page);
  await dialog(page);
  const shown = await page.waitForFunction(
    (line) => document.querySelector(line)?.dataset.hash ?? null,
    id("paper-component"),
  );
  const hash = await shown.jsonValue();
  await page.locator(id("paper-start")).click();
  const runId = await runShown(page);
  await page.locator(id("toast")).first().waitFor();
  const run = await runBecomes(on.studio, runId, (r) => r.state === "running" && r.last_tick_ms !== null);
  assert.equal(run.component, hash);
  const bytes = await fetch(`${on.studio.url}/api/v1/strategies/${run.strategy_id}/component`);
  assert.equal(createHash("sha256").update(new Uint8Array(await bytes.arrayBuffer())).digest("hex"), hash);
  assert.deepEqual(run.series, [SERIES]);
  await endRun(on.studio, run);
});

on.test("what is typed last is saved before it runs", async (page) => {
  const strategyId = await strategy(on.studio, "Drafted", eager("Drafted"));
  await edit(page, strategyId, { preview: false });
  await type(page, "strategy-name", "Drafted anew");
  await type(page, "rule-0-0-value", "0.01");
  await dialog(page);
  await page.locator(`${id("paper-start")}:not([disabled])`).click();
  const run = await runBecomes(on.studio, await runShown(page), () => true);
  const stored = await on.studio.api(`/strategies/${strategyId}`);
  assert.equal(JSON.parse(stored.document).conditions[0].rules[0].value, 0.01);
  assert.equal(run.name, "Drafted anew");
  await endRun(on.studio, run);
});

on.test("name, cash, latency and limits are what was set", async (page) => {
  const strategyId = await strategy(on.studio, "Limited", eager("Limited"));
  await edit(page, strategyId, { preview: false });
  await dialog(page);
  await type(page, "paper-name", "Morning");
  await type(page, "paper-cash", 400);
  await type(page, "paper-latency", 120);
  await page.locator(id("paper-limits")).click();
  await page.locator(id("limit-daily-loss")).check();
  // A part of the cash is suggested.
  await page.waitForFunction((field) => document.querySelector(field)?.value === "20", id("limit-daily-loss-value"));
  await page.locator(id("limit-left")).check();
  await type(page, "limit-left-value", 30);
  await page.locator(id("limit-spread")).check();
  await page.locator(id("limit-spread")).uncheck();
  await page.locator(id("paper-start")).click();
  const run = await runBecomes(on.studio, await runShown(page), () => true);
  assert.equal(run.name, "Morning");
  assert.equal(Number(run.money.opening_usdc), 400);
  assert.equal(run.latency_ms, 120);
  const set = Object.fromEntries(Object.entries(run.limits).filter(([, value]) => value !== null));
  assert.deepEqual(Object.keys(set).sort(), ["max_daily_loss_usdc", "min_left_ms"]);
  assert.equal(Number(set.max_daily_loss_usdc), 20);
  assert.equal(set.min_left_ms, 30_000);
  await endRun(on.studio, run);
});

on.test("errors keep it from starting and lead to the problems", async (page) => {
  const broken = { ...eager("Broken"), actions: [] };
  const strategyId = await strategy(on.studio, "Broken", broken);
  await edit(page, strategyId, { preview: false });
  await page.locator(id("paper-run")).click();
  await page.locator(id("paper-lack-errors")).waitFor();
  assert.ok(await page.locator(id("paper-start")).isDisabled());
  await page.locator(id("paper-problems")).click();
  await page.locator(id("problem-0")).waitFor();
});

on.test("from the list of strategies", async (page) => {
  const strategyId = await strategy(on.studio, "Listed", eager("Listed"));
  await visit(page, "/strategies");
  await page.locator(id(`strategy-menu-${strategyId}`)).click();
  await page.locator(id("strategy-paper")).click();
  await page.waitForFunction((box) => document.querySelector(box)?.checked, id(`paper-series-${SERIES}`));
  await page.locator(id("paper-start")).click();
  const run = await runBecomes(on.studio, await runShown(page), (r) => r.state === "running");
  assert.equal(run.strategy_id, strategyId);
  await endRun(on.studio, run);
});

on.test("from a backtest, exactly what was tested though the strategy was edited since", async (page) => {
  const strategyId = await strategy(on.studio, "Tested", eager("Tested"));
  const body = { strategy: { strategy: { id: strategyId } }, settings: {} };
  const job = await jobDone(on.studio, await on.studio.api("/backtests", { method: "POST", body }));
  assert.equal(job.state, "done", job.error);
  await edit(page, strategyId, { preview: false });
  await type(page, "rule-0-0-value", "0.03");
  await saved(page);
  await visit(page, `/backtests/${job.result}`);
  await page.locator(id("paper-run")).click();
  await page.waitForFunction((box) => document.querySelector(box)?.checked, id(`paper-series-${SERIES}`));
  const { report } = await on.studio.api(`/backtests/${job.result}`);
  await page.locator(`${id("paper-component")}[data-hash='${report.strategy.hash}']`).waitFor();
  await page.locator(id("paper-start")).click();
  const run = await runBecomes(on.studio, await runShown(page), (r) => r.state === "running");
  assert.equal(run.component, report.strategy.hash);
  await endRun(on.studio, run);
});

on.test("by keyboard alone", async (page) => {
  const strategyId = await strategy(on.studio, "Keys", eager("Keys"));
  await edit(page, strategyId, { preview: false });
  await press(page, id("paper-run"));
  await page.waitForFunction((box) => document.querySelector(box)?.checked, id(`paper-series-${SERIES}`));
  await reach(page, id("paper-series-search"));
  await page.keyboard.type("eth-updown-5m");
  await page.keyboard.press("Enter");
  await page.waitForFunction((box) => document.querySelector(box)?.checked, id("paper-series-eth-updown-5m"));
  await press(page, id("paper-limits"));
  await press(page, id("limit-trades-per-slot"), "Space");
  await press(page, id("paper-start"));
  const run = await runBecomes(on.studio, await runShown(page), () => true);
  assert.deepEqual([...run.series].sort(), [SERIES, "eth-updown-5m"].sort());
  assert.equal(run.limits.max_trades_per_slot, 3);
  await endRun(on.studio, run);
});

on.test("a version that was edited is set beside what runs, another takes over", async (page) => {
  const run = await startRun(on.studio, "Changing", eager("Changing"));
  await runBecomes(on.studio, run.id, (r) => r.last_tick_ms !== null);
  await edit(page, run.strategy_id, { preview: false });
  await type(page, "rule-0-0-value", "0.02");
  await page.locator(id("paper-update")).click();
  await page.locator(`${id("change-shadow")}:checked`).waitFor();
  await page.locator(`${id("change-apply")}:not([disabled])`).click();
  assert.equal(await runShown(page), run.id);
  const beside = await runBecomes(on.studio, run.id, (r) => r.shadow !== null);
  assert.equal(beside.component, run.component);
  assert.notEqual(beside.shadow.component, run.component);
  await edit(page, run.strategy_id, { preview: false });
  await page.locator(id("paper-update")).click();
  await page.locator(id("change-change")).check();
  await page.locator(`${id("change-apply")}:not([disabled])`).click();
  assert.equal(await runShown(page), run.id);
  await runBecomes(on.studio, run.id, (r) => r.component === beside.shadow.component);
  await endRun(on.studio, run);
});

for (const [name, options] of LOOKS.filter(([name]) => name !== "small")) {
  test(`the dialog can be used by everybody: ${name}`, { timeout: 240_000 }, async () => {
    const strategyId = await strategy(on.studio, `Read ${name}`, eager(`Read ${name}`));
    const page = await open(on.browser, on.studio, options);
    await edit(page, strategyId, { preview: false });
    await opened(page);
    // Another test's run may have left a second series that is followed, and then none is chosen.
    await page.locator(id(`paper-series-${SERIES}`)).check();
    await page.locator(id("paper-limits")).click();
    await page.locator(id("limit-exposure")).check();
    await eventually(async () => assert.deepEqual(await accessibility(page), []));
    await picture(page, `paper-dialog-${name}`);
    if (name === "french") assert.deepEqual(await keysShown(page), []);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
