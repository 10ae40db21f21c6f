// The live page and the log, over the real program and a simulated venue that is sixty times as fast as time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LOOKS, id, open, settled, visit } from "./lib/browser.mjs";
import { eventually } from "./lib/editor.mjs";
import { changes, patient, runRow, shownAs, sound, upToDate, venueLater, wholeNumber } from "./lib/live.mjs";
import { LONG_MS, SERIES, SIMULATED, eager, endRun, runBecomes, startRun } from "./lib/paper.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage({ series: [], options: SIMULATED });

/** Half as long again as a slot, by the venue's clock: long enough for a next one to begin. */
const NEXT_SLOT_MS = 450_000;

const events = (page) => page.locator(id("live-event"));
const eventIds = (page) => events(page).evaluateAll((all) => all.map((one) => one.dataset.event));

on.test("without a run there is one thing to do, and the feed is told at a glance", async (page) => {
  await visit(page, "/live");
  await upToDate(page);
  await page.locator(`${id("live-feed")}[data-feed='calm']`).waitFor({ timeout: LONG_MS });
  assert.match(await page.locator(id("live-following")).textContent(), new RegExp(SERIES));
  await changes(page, "live-venue-time", await page.locator(id("live-venue-time")).textContent());
  await sound(page, "live-empty");
  await page.locator("main a[href='/strategies']").click();
  await page.waitForURL(/\/strategies$/);
});

on.test("a run that does not trade says why, and counts", async (page) => {
  const run = await startRun(on.studio, "Patient", patient("Patient"));
  await visit(page, "/live");
  await shownAs(page, run, "running");
  // Between two slots it says other things.
  const rows = async () => {
    const why = await page.locator(id(`live-why-${run.id}`)).textContent();
    assert.match(why, /were not met in \d/);
    return wholeNumber(why);
  };
  const before = await eventually(rows, LONG_MS);
  await eventually(async () => assert.ok((await rows()) > before), LONG_MS);
  const told = await runBecomes(on.studio, run.id, (r) => r.waiting?.why === "no_decision");
  assert.equal(told.fills, 0);
  await endRun(on.studio, run);
});

on.test("a fill appears without a reload, and money moves with it", async (page) => {
  await visit(page, "/live");
  await upToDate(page);
  const run = await startRun(on.studio, "Eager", eager("Eager"));
  await shownAs(page, run, "running");
  const fills = () => runRow(page, run).locator("td").nth(6).textContent();
  await eventually(async () => assert.ok(wholeNumber(await fills()) > 0), LONG_MS);
  const told = await runBecomes(on.studio, run.id, (r) => Number(r.money.fees_usdc) > 0 || r.fills > 0);
  await eventually(async () => assert.ok(wholeNumber(await fills()) >= told.fills), LONG_MS);
  await runRow(page, run).getByRole("link", { name: "Eager" }).click();
  await page.waitForURL(new RegExp(`/live/${run.id}$`));
  await page.locator(id("live-fill")).first().waitFor({ timeout: LONG_MS });
  await endRun(on.studio, run);
});

on.test("a run that is paused does not enter, and enters again when it may", async (page) => {
  const run = await startRun(on.studio, "Pausing", eager("Pausing"));
  await runBecomes(on.studio, run.id, (r) => r.fills > 0);
  await visit(page, "/live");
  await page.locator(id(`pause-${run.id}`)).click();
  await shownAs(page, run, "paused");
  assert.match(await page.locator(id(`live-why-${run.id}`)).textContent(), /paused/);
  // What was on its way may still arrive; then slots come and go.
  const { fills } = await runBecomes(on.studio, run.id, (r) => r.open_orders === 0 && r.positions === 0);
  await venueLater(on.studio, NEXT_SLOT_MS);
  assert.equal((await on.studio.api(`/live/runs/${run.id}`)).fills, fills);
  await page.locator(id(`resume-${run.id}`)).click();
  await shownAs(page, run, "running");
  await runBecomes(on.studio, run.id, (r) => r.fills > fills);
  await endRun(on.studio, run);
});

on.test("stopping asks first, by keyboard too; a run that is over can be removed", async (page) => {
  const run = await startRun(on.studio, "Over", patient("Over"));
  await visit(page, "/live");
  await shownAs(page, run, "running");
  await page.locator(id(`stop-${run.id}`)).focus();
  await page.keyboard.press("Enter");
  await page.locator(`${id("live-confirm-dialog")}[open]`).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(`${id("live-confirm-dialog")}[open]`).waitFor({ state: "detached" });
  assert.equal((await on.studio.api(`/live/runs/${run.id}`)).state, "running", "nobody confirmed");
  await page.locator(id(`stop-${run.id}`)).click();
  await page.locator(`${id("live-confirm-dialog")}[open] ${id("live-confirm")}`).click();
  await shownAs(page, run, "stopped");
  await page.locator(id(`remove-${run.id}`)).click();
  await page.locator(`${id("live-confirm-dialog")}[open] ${id("live-confirm")}`).click();
  await runRow(page, run).waitFor({ state: "detached", timeout: LONG_MS });
});

on.test("the log is filtered by what the address says, and a link shows the same to another", async (page) => {
  const run = await startRun(on.studio, "Logged", eager("Logged"));
  const other = await startRun(on.studio, "Beside", patient("Beside"));
  await runBecomes(on.studio, run.id, (r) => r.fills > 0);
  await visit(page, "/live/events");
  await page.locator(id("live-filter-run")).selectOption(run.id);
  await page.locator(id("live-filter-kind")).selectOption("fill");
  await page.waitForURL((url) => url.searchParams.get("run") === run.id && url.searchParams.get("kind") === "fill");
  await events(page).first().waitFor({ timeout: LONG_MS });
  const kinds = await events(page).evaluateAll((all) => [...new Set(all.map((one) => one.dataset.kind))]);
  assert.deepEqual(kinds, ["fill"]);
  const { market } = (await on.studio.api(`/live/events?run=${run.id}&kind=fill`)).items[0];
  await page.locator(id("live-filter-market")).fill(market);
  await page.locator(id("live-filter-market")).press("Enter");
  await page.waitForURL((url) => url.searchParams.get("market") === market);
  await events(page).first().waitFor({ timeout: LONG_MS });
  const shown = await events(page).locator("code").allTextContents();
  assert.deepEqual([...new Set(shown)], [market]);
  await visit(page, page.url().slice(on.studio.url.length));
  assert.equal(await page.locator(id("live-filter-kind")).inputValue(), "fill");
  assert.equal(await page.locator(id("live-filter-market")).inputValue(), market);
  await page.locator(id("live-filter-clear")).click();
  await page.waitForURL((url) => url.search === "");
  await page.locator(`${id("live-event")}[data-kind='run']`).first().waitFor();
  assert.equal(await page.locator(id("live-filter-run")).inputValue(), "");
  await endRun(on.studio, run);
  await endRun(on.studio, other);
});

on.test("new events come to the top while one follows, and wait while one does not", async (page) => {
  const run = await startRun(on.studio, "Followed", eager("Followed"));
  await visit(page, `/live/events?run=${run.id}`);
  await events(page).first().waitFor({ timeout: LONG_MS });
  const [top] = await eventIds(page);
  await eventually(async () => assert.notEqual((await eventIds(page))[0], top), LONG_MS);
  const ids = await eventIds(page);
  assert.equal(new Set(ids).size, ids.length, "each event is shown once");
  await page.locator(id("live-follow")).click();
  await page.waitForURL((url) => url.searchParams.get("follow") === "off");
  const held = (await eventIds(page))[0];
  await page.locator(id("live-release")).waitFor({ timeout: LONG_MS });
  assert.equal((await eventIds(page))[0], held, "what is read does not move");
  await page.locator(id("live-release")).click();
  await eventually(async () => assert.notEqual((await eventIds(page))[0], held));
  await endRun(on.studio, run);
});

on.test("older events come page by page", async (page) => {
  const run = await startRun(on.studio, "Many", eager("Many"));
  // More than a page, of all runs of this file together.
  await eventually(async () => assert.ok((await on.studio.api("/live/events")).next), 2 * LONG_MS);
  await visit(page, "/live/events?follow=off");
  const first = await eventIds(page);
  await page.locator(id("live-more")).click();
  await page.waitForFunction(
    ([one, before]) => document.querySelectorAll(one).length > before,
    [id("live-event"), first.length],
    { timeout: LONG_MS },
  );
  const all = await eventIds(page);
  assert.deepEqual(all.slice(0, first.length), first);
  assert.equal(new Set(all).size, all.length);
  await endRun(on.studio, run);
});

for (const [look, options] of LOOKS) {
  test(`the live page and the log: ${look}`, { timeout: 300_000 }, async () => {
    const run = await startRun(on.studio, "Seen", eager("Seen"));
    await runBecomes(on.studio, run.id, (r) => r.fills > 0);
    const page = await open(on.browser, on.studio, options);
    await visit(page, "/live");
    await upToDate(page);
    await shownAs(page, run, "running");
    assert.equal(await page.locator(`table${id("live-runs")}`).count(), look === "small" ? 0 : 1);
    await sound(page, `live-${look}`);
    await visit(page, "/live/events");
    await events(page).first().waitFor();
    await settled(page);
    await sound(page, `live-events-${look}`);
    assert.deepEqual(page.errors, []);
    await page.context().close();
    await endRun(on.studio, run);
  });
}
