// One run: its position counts down, a reload and a restart of the server leave it where it is, and it is stopped from
// its page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LOOKS, id, launch, open, visit } from "./lib/browser.mjs";
import { eventually } from "./lib/editor.mjs";
import { AWAY, sound, upToDate, wholeNumber } from "./lib/live.mjs";
import { LONG_MS, SIMULATED, eager, endRun, runBecomes, startRun } from "./lib/paper.mjs";
import { dataFolder, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;

before(async () => {
  dir = dataFolder([]);
  studio = await start(dir, 0, SIMULATED);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (studio) assert.equal(await studio.stop(), 0, `the studio did not end well:\n${studio.said.join("\n")}`);
  if (dir) remove(dir);
});

/** Waits until the run on the page is in a state. */
const stands = (page, state) =>
  page.locator(`${id("live-standing")}[data-state='${state}']`).waitFor({ timeout: LONG_MS });

/** Seconds of a countdown: `4:07`. */
const seconds = (text) => text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

test("a position appears and counts down to its slot's end", { timeout: 300_000 }, async () => {
  const run = await startRun(studio, "Counting", eager("Counting"));
  const page = await open(browser, studio);
  await visit(page, `/live/${run.id}`);
  await stands(page, "running");
  await upToDate(page);
  // A slot lasts five seconds here, so a position may be gone before the second look: then the next one is looked at.
  await eventually(async () => {
    const countdown = page.locator(`${id("live-position")} ${id("countdown")}`).first();
    const market = () => page.locator(`${id("live-position")} td`).first().textContent({ timeout: 5_000 });
    const [of, first] = [await market(), await countdown.textContent({ timeout: 5_000 })];
    await page.waitForFunction(
      ([selector, old]) => {
        const now = document.querySelector(selector)?.textContent;
        return now && now !== old;
      },
      [`${id("live-position")} ${id("countdown")}`, first],
      { timeout: 5_000 },
    );
    const second = await countdown.textContent({ timeout: 5_000 });
    assert.equal(await market(), of, "another position by now");
    assert.match(first, /^\d:\d\d$/);
    assert.match(second, /^\d:\d\d$/);
    assert.ok(seconds(second) < seconds(first), `${first} then ${second}`);
  }, 2 * LONG_MS);
  await page.locator(id("live-fill")).first().waitFor({ timeout: LONG_MS });
  const told = await studio.api(`/live/runs/${run.id}`);
  assert.equal(Number(told.money.opening_usdc), 1000);
  assert.deepEqual(page.errors, []);
  await page.context().close();
  await endRun(studio, run);
});

test("ticks move the page, and a reload in the middle leaves it where it is", { timeout: 300_000 }, async () => {
  const run = await startRun(studio, "Reloaded", eager("Reloaded"));
  await runBecomes(studio, run.id, (r) => r.fills > 0);
  const page = await open(browser, studio);
  await visit(page, `/live/${run.id}`);
  await upToDate(page);
  await page.locator(id("live-market")).first().waitFor({ timeout: LONG_MS });
  const rows = async () => page.locator(`${id("live-market")} td`).nth(2).textContent();
  const first = await rows();
  await eventually(async () => assert.notEqual(await rows(), first), LONG_MS);
  await page.reload();
  await stands(page, "running");
  await upToDate(page);
  assert.equal(await page.locator("h1").textContent(), "Reloaded");
  assert.ok((await page.locator(id("live-fill")).count()) > 0, "its fills are there again");
  assert.deepEqual(page.errors, []);
  await page.context().close();
  await endRun(studio, run);
});

test("while the server is away the page says so; when it is back the run goes on", { timeout: 240_000 }, async () => {
  const run = await startRun(studio, "Lasting", eager("Lasting"));
  const { fills } = await runBecomes(studio, run.id, (r) => r.fills > 0);
  const page = await open(browser, studio, { expect: AWAY });
  await visit(page, `/live/${run.id}`);
  await upToDate(page);
  const port = studio.port;
  assert.equal(await studio.stop(), 0);
  await page.locator(id("live-lost")).waitFor({ timeout: LONG_MS });
  await page.locator("[data-old='true']").waitFor();
  assert.ok((await page.locator(id("live-fill")).count()) > 0, "what was known stays, marked as old");
  studio = await start(dir, port, SIMULATED);
  await page.locator(id("live-lost")).waitFor({ state: "detached", timeout: LONG_MS });
  await stands(page, "running");
  const later = await runBecomes(studio, run.id, (r) => r.state === "running" && r.fills > fills);
  assert.equal(later.id, run.id);
  // Its age may be "just now" for ever; its time is not.
  const lastTick = () => page.locator(`${id("live-last-tick")} ${id("age")}`).getAttribute("title");
  const before = await lastTick();
  await eventually(async () => assert.notEqual(await lastTick(), before), LONG_MS);
  assert.deepEqual(page.errors, []);
  await page.context().close();
  await endRun(studio, run);
});

test("a run is paused, resumed, stopped and removed from its page", { timeout: 300_000 }, async () => {
  const run = await startRun(studio, "Handled", eager("Handled"));
  const page = await open(browser, studio);
  await visit(page, `/live/${run.id}`);
  await stands(page, "running");
  await page.locator(id(`pause-${run.id}`)).click();
  await stands(page, "paused");
  await page.locator(id(`resume-${run.id}`)).click();
  await stands(page, "running");
  await page.locator(id(`stop-${run.id}`)).click();
  await page.locator(`${id("live-confirm-dialog")}[open] ${id("live-confirm")}`).click();
  // What it holds runs out first.
  await stands(page, "stopped");
  await page.locator(id(`remove-${run.id}`)).click();
  await page.locator(`${id("live-confirm-dialog")}[open] ${id("live-confirm")}`).click();
  await page.waitForURL(/\/live$/);
  assert.equal(await page.locator(id(`live-run-${run.id}`)).count(), 0);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a version stands beside a run, takes over, and the one before can come back", { timeout: 300_000 }, async () => {
  const run = await startRun(studio, "Versions", eager("Versions"));
  const path = `/strategies/${run.strategy_id}`;
  const { revision } = await studio.api(path);
  const page = await open(browser, studio);
  await visit(page, `/live/${run.id}`);
  await stands(page, "running");
  // The stored strategy changes meanwhile.
  const next = eager("Versions");
  next.conditions[0].rules[0].value = 0.001;
  await studio.api(`${path}/document`, {
    method: "PUT",
    headers: { "if-match": `"${revision}"` },
    body: { document: JSON.stringify(next) },
  });
  await page.locator(id("live-beside")).click();
  await page.locator(`${id("live-version")}[data-beside='true']`).waitFor({ timeout: LONG_MS });
  const rows = page.locator(id("live-shadow-rows"));
  await eventually(async () => assert.ok(wholeNumber(await rows.textContent()) > 0), LONG_MS);
  const first = await studio.api(`/live/runs/${run.id}`);
  await page.locator(id("live-swap")).click();
  await page.locator(id("live-swap-confirm")).click();
  const swapped = await runBecomes(studio, run.id, (r) => r.component === first.shadow.component);
  assert.equal(swapped.shadow.component, first.component);
  await page.locator(id("live-swap")).filter({ hasText: "Roll back" }).waitFor({ timeout: LONG_MS });
  await page.locator(id("live-swap")).click();
  await page.locator(id("live-swap-confirm")).click();
  await runBecomes(studio, run.id, (r) => r.component === first.component);
  await page.locator(id("live-discard")).click();
  await page.locator(`${id("live-version")}[data-beside='false']`).waitFor({ timeout: LONG_MS });
  assert.deepEqual(page.errors, []);
  await page.context().close();
  await endRun(studio, run);
});

test("a run nobody knows says so", { timeout: 240_000 }, async () => {
  const page = await open(browser, studio, { expect: ["404", "Failed to load resource"] });
  await visit(page, "/live/nobody");
  await page.locator(id("error-box")).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

for (const [look, options] of LOOKS) {
  test(`the page of a run: ${look}`, { timeout: 300_000 }, async () => {
    const run = await startRun(studio, "Seen", eager("Seen"));
    await runBecomes(studio, run.id, (r) => r.fills > 0);
    const page = await open(browser, studio, options);
    await visit(page, `/live/${run.id}`);
    await upToDate(page);
    await page.locator(id("live-fill")).first().waitFor({ timeout: LONG_MS });
    await page.locator("main canvas").first().waitFor();
    await sound(page, `live-run-${look}`);
    assert.deepEqual(page.errors, []);
    await page.context().close();
    await endRun(studio, run);
  });
}
