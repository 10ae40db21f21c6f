// The data page: what there is, import with a report of rejects, deletion with undo, and an empty store.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { dataFolder, realSeries, remove, start } from "./lib/studio.mjs";

let browser, studio, dir, series;

before(async () => {
  series = realSeries();
  dir = dataFolder([series]);
  studio = await start(dir);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

const rows = (page) => page.locator("[data-testid^='market-row-']");

test("coverage by day and quality by market; a market and a day are deleted and brought back", async () => {
  const page = await open(browser, studio);
  await visit(page, "/data");
  await page.locator(id("calendar")).first().waitFor();
  await rows(page).first().waitFor();
  const before = await rows(page).count();
  assert.ok(before > 0);
  const first = (await rows(page).first().getAttribute("data-testid")).replace("market-row-", "");
  await page.locator(id(`delete-${first}`)).click();
  await page.locator(id(`market-row-${first}`)).waitFor({ state: "detached" });
  await page.locator(id("toast-action")).first().click();
  await page.locator(id(`market-row-${first}`)).waitFor();
  assert.equal(await rows(page).count(), before);
  await page.locator(id("delete-day")).click();
  await rows(page).first().waitFor({ state: "detached" });
  await page.locator(id("toast-action")).last().click();
  await page.locator(id(`market-row-${first}`)).waitFor();
  assert.equal(await rows(page).count(), before);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("an import reports what it brought and what it left out, also after a reload", async () => {
  const page = await open(browser, studio);
  await visit(page, "/data");
  // The layout of pmbacktest, top of book: 900 good rows and one whose bid is above its ask.
  const head = "recorded_at_ts,market_slug,up_bid,up_bid_size,up_ask,up_ask_size,down_bid,down_bid_size,down_ask,down_ask_size\n";
  const began = 1_790_000_100 - (1_790_000_100 % 900);
  const slug = `btc-updown-15m-${began}`;
  const lines = [];
  for (let second = 0; second < 900; second += 1) {
    lines.push(`${began + second}.5,${slug},0.50,10,0.51,10,0.49,10,0.50,10`);
  }
  lines.push(`${began + 100}.7,no slug,0.50,10,0.51,10,0.49,10,0.50,10`);
  const buffer = Buffer.from(head + lines.join("\n") + "\n");
  await page.locator(id("import-format")).selectOption("book-csv");
  const input = page.locator(`${id("drop")} input`);
  await input.setInputFiles({ name: "books.csv", mimeType: "text/csv", buffer });
  const report = page.locator(id("import-report"));
  await report.waitFor();
  assert.match(await report.textContent(), /900/);
  await page.locator(id("import-rejects")).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a file that is no recording is refused with the reason", async () => {
  const page = await open(browser, studio, { expect: ["422", "400", "415"] });
  await visit(page, "/data");
  const buffer = Buffer.from("no recording at all");
  const input = page.locator(`${id("drop")} input`);
  await input.setInputFiles({ name: "nothing.txt", mimeType: "text/plain", buffer });
  await page.locator(`${id("import-report")}, ${id("error-box")}`).first().waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("the recorded sample is imported from its files", async (t) => {
  const sample = join(process.env.CRAFTSTRAT_TICKS, "sample");
  if (!existsSync(join(sample, "books.parquet"))) {
    console.log("SKIPPED: the recorded sample's files are not there");
    return t.skip();
  }
  const other = dataFolder([]);
  const empty = await start(other);
  const page = await open(browser, empty);
  await visit(page, "/data");
  // An empty store has one thing to do, and it is here.
  assert.equal(await page.locator(id("calendar")).count(), 0);
  const files = ["books.parquet", "markets.parquet"].map((name) => join(sample, name));
  await page.locator(`${id("drop")} input`).setInputFiles(files);
  await page.locator(id("import-report")).waitFor({ timeout: 60_000 });
  await page.locator(id("calendar")).first().waitFor();
  assert.equal(await rows(page).count(), 18);
  await settled(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
  await empty.stop();
  remove(other);
});
