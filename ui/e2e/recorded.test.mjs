// Paper trading over a venue that replays recorded slots, sixty times as fast as they were: a page shows what was traded in them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { createInterface } from "node:readline";
import { id, launch, open, visit } from "./lib/browser.mjs";
import { LONG_MS, eager, endRun, runBecomes, startRun } from "./lib/paper.mjs";
import { RECORDED, craftstrat, dataFolder, hasRecorded, remove, start } from "./lib/studio.mjs";

let browser, studio, venue, slots;
const dirs = [];

before(async () => {
  if (!hasRecorded) return;
  dirs.push(dataFolder([RECORDED]), dataFolder([]));
  slots = JSON.parse(craftstrat(dirs[0], "data", "ls", "--json")).markets.map((market) => market.symbol);
  const options = ["--data-dir", dirs[0], "sim", "--store", "--port", "0", "--speed", "60", "--json"];
  venue = spawn(process.env.CRAFTSTRAT, options, { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => venue.kill("SIGKILL"));
  const [said] = await new Promise((resolve) => createInterface({ input: venue.stdout }).once("line", (...line) => resolve(line)));
  studio = await start(dirs[1], 0, ["--venue", JSON.parse(said).clob, "--follow", RECORDED]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  venue?.kill("SIGKILL");
  dirs.forEach(remove);
});

test("what runs trades in the recorded slots, and the page shows it", { timeout: 300_000 }, async () => {
  if (!hasRecorded) {
    console.log("SKIPPED: no recorded slots (data sample could not be fetched)");
    return;
  }
  const run = await startRun(studio, "Replayed", eager("Replayed"), { series: [RECORDED] });
  const page = await open(browser, studio);
  await visit(page, `/live/${run.id}`);
  await page.locator(id("live-fill")).first().waitFor({ timeout: LONG_MS });
  const known = await runBecomes(studio, run.id, (r) => r.fills > 0);
  const traded = known.markets.map((market) => market.market);
  assert.ok(traded.length > 0 && traded.every((market) => slots.includes(market)), `${traded} of ${slots}`);
  assert.deepEqual(page.errors, []);
  await endRun(studio, run);
});
