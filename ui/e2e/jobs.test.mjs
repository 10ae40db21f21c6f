// Long work: progress, a reload in the middle, cancelling, results; and the server going away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, visit } from "./lib/browser.mjs";
import { edit, eventually, saved, simpleForm, storedDocument, strategy, type } from "./lib/editor.mjs";
import { craftstrat, dataFolder, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;

before(async () => {
  dir = dataFolder([]);
  // Two weeks of slots: long enough to be caught in the middle.
  craftstrat(dir, "data", "generate", "--series", "sim-updown-15m", "--slots", "1344", "--seed", "3");
  studio = await start(dir);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

/** Begins more backtests than a fast machine ends while a page is opened. */
async function begin(page, name) {
  const strategyId = await strategy(studio, name, simpleForm(name));
  const body = { strategy: { strategy: { id: strategyId } }, settings: {} };
  const jobs = [];
  for (let count = 0; count < 8; count += 1) jobs.push(await studio.api("/backtests", { method: "POST", body }));
  await visit(page, "/backtests");
  return jobs;
}

test("a backtest shows its progress, survives a reload and ends in a report", async () => {
  const page = await open(browser, studio);
  const job = (await begin(page, "Long")).pop();
  const running = page.locator(`${id("running")} ${id("job-bar")}`);
  await running.first().waitFor();
  await page.reload();
  await running.first().waitFor();
  await page.locator(id(`backtest-row-${job.result}`)).waitFor({ timeout: 60_000 });
  await visit(page, `/backtests/${job.result}`);
  await page.locator("[data-testid^='headline-']").first().waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a backtest can be cancelled", async () => {
  const page = await open(browser, studio);
  const jobs = await begin(page, "Cancelled");
  await page.locator(id("job-cancel")).first().click();
  await eventually(async () => {
    const states = await Promise.all(jobs.map(async (job) => (await studio.api(`/jobs/${job.id}`)).state));
    assert.ok(states.includes("cancelled"), states.join());
  });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("while the server is away the page says so, keeps edits and saves them afterwards", async () => {
  const strategyId = await strategy(studio, "Away", simpleForm("Away"));
  const page = await open(browser, studio, { expect: ["ERR_CONNECTION", "Failed to load resource", "EventSource", "Failed to fetch"] });
  await edit(page, strategyId);
  const port = studio.port;
  assert.equal(await studio.stop(), 0);
  await page.locator(id("offline-banner")).waitFor({ timeout: 30_000 });
  await type(page, "rule-0-0-value", "0.7");
  studio = await start(dir, port);
  await page.locator(id("offline-banner")).waitFor({ state: "detached", timeout: 30_000 });
  await saved(page);
  assert.equal((await storedDocument(studio, strategyId)).conditions[0].rules[0].value, 0.7);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a port that is taken and a folder in use are said clearly", async () => {
  const other = dataFolder([]);
  await assert.rejects(start(other, studio.port), /port|address|use/i);
  await assert.rejects(start(dir), /another craftstrat works in/);
  remove(other);
});
