// The kill switch of all runs: from every page, by mouse and by keys, over reloads and restarts of the server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LOOKS, accessibility, id, launch, open, picture, visit } from "./lib/browser.mjs";
import { reach } from "./lib/keys.mjs";
import {
  SIMULATED, eager, endRun, keysShown, killShown, killedIs, runBecomes, startRun, ticksLater, turnKill,
} from "./lib/paper.mjs";
import { dataFolder, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;

before(async () => {
  dir = dataFolder([]);
  studio = await start(dir, 0, SIMULATED);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

const AWAY = ["ERR_CONNECTION", "Failed to load resource", "EventSource"];

test("it is turned on three pages, and survives a reload and a restart of the server", { timeout: 300_000 }, async () => {
  const page = await open(browser, studio, { expect: AWAY });
  await visit(page, "/strategies");
  await killShown(page, false);
  // One press alone does nothing.
  await page.locator(id("kill-switch")).click();
  await page.locator(`${id("kill-dialog")}[open]`).waitFor();
  await page.locator(id("kill-cancel")).click();
  await page.locator(`${id("kill-dialog")}[open]`).waitFor({ state: "detached" });
  assert.equal((await studio.api("/live")).killed, false);
  await turnKill(page);
  await killShown(page, true);
  await killedIs(studio, true);
  await page.reload();
  await killShown(page, true);
  await visit(page, "/backtests");
  await killShown(page, true);
  await turnKill(page, "kill-banner-off");
  await killShown(page, false);
  await killedIs(studio, false);
  await visit(page, "/live");
  await turnKill(page);
  await killShown(page, true);
  const port = studio.port;
  assert.equal(await studio.stop(), 0);
  await page.locator(id("offline-banner")).waitFor({ timeout: 30_000 });
  studio = await start(dir, port, SIMULATED);
  await page.locator(id("offline-banner")).waitFor({ state: "detached", timeout: 30_000 });
  await killShown(page, true);
  await killedIs(studio, true);
  await visit(page, "/data");
  await killShown(page, true);
  await turnKill(page);
  await killShown(page, false);
  await killedIs(studio, false);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("while it is on nothing enters, and afterwards it does again", { timeout: 300_000 }, async () => {
  const run = await startRun(studio, "Eager", eager("Eager"));
  await runBecomes(studio, run.id, (r) => r.fills > 0);
  const page = await open(browser, studio);
  await visit(page, "/strategies");
  await turnKill(page);
  await killShown(page, true);
  const paused = await runBecomes(studio, run.id, (r) => r.state === "paused");
  // What was on its way to the venue when the switch was turned arrives within its latency.
  const calm = await ticksLater(studio, run.id, paused.last_tick_ms, 10_000);
  const later = await ticksLater(studio, run.id, calm.last_tick_ms, 600_000);
  assert.equal(later.fills, calm.fills);
  await turnKill(page, "kill-banner-off");
  await runBecomes(studio, run.id, (r) => r.state !== "paused" && r.fills > later.fills);
  await endRun(studio, run);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("it is turned by keyboard alone and from the palette", { timeout: 300_000 }, async () => {
  const page = await open(browser, studio);
  await visit(page, "/templates");
  const asked = () =>
    page.waitForFunction((confirm) => document.activeElement?.matches(confirm), id("kill-confirm"));
  await page.keyboard.press("Control+Shift+K");
  await asked();
  await page.keyboard.press("Escape");
  await page.locator(`${id("kill-dialog")}[open]`).waitFor({ state: "detached" });
  assert.equal((await studio.api("/live")).killed, false);
  await page.keyboard.press("Control+Shift+K");
  await asked();
  await page.keyboard.press("Enter");
  await killShown(page, true);
  await killedIs(studio, true);
  await reach(page, id("kill-switch"));
  await page.keyboard.press("Space");
  await asked();
  await page.keyboard.press("Enter");
  await killShown(page, false);
  await page.keyboard.press("Control+K");
  await page.locator(id("palette-input")).waitFor();
  await page.keyboard.type("stop all entries");
  await page.locator(`${id("palette-kill-switch")}[aria-selected='true']`).waitFor();
  await page.keyboard.press("Enter");
  await asked();
  await page.keyboard.press("Enter");
  await killShown(page, true);
  await turnKill(page);
  await killShown(page, false);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

for (const [name, options] of LOOKS) {
  test(`it can be seen and read by everybody: ${name}`, { timeout: 300_000 }, async () => {
    const page = await open(browser, studio, options);
    await visit(page, "/strategies");
    await turnKill(page);
    await killShown(page, true);
    await page.locator(id("kill-switch")).click();
    await page.locator(`${id("kill-dialog")}[open]`).waitFor();
    await picture(page, `kill-switch-${name}`);
    assert.deepEqual(await accessibility(page), []);
    if (name === "french") assert.deepEqual(await keysShown(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
    await page.locator(id("kill-confirm")).click();
    await killShown(page, false);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
