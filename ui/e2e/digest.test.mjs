// The page and the server run the same bytes to the same result: every template, every example in Rust, on real slots.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { digest } from "./lib/editor.mjs";
import { examples } from "./lib/guests.mjs";
import { dataFolder, jobDone, realSeries, remove, start } from "./lib/studio.mjs";
import { readFileSync } from "node:fs";

let browser, studio, dir, page;

before(async () => {
  realSeries();
  dir = dataFolder();
  studio = await start(dir);
  browser = await launch();
  page = await open(browser, studio);
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

/** The server's digest for a strategy over the markets the preview ran on. */
async function serverDigest(strategyId, markets) {
  const body = { strategy: { strategy: { id: strategyId } }, settings: { markets }, no_variants: true };
  const job = await jobDone(studio, await studio.api("/backtests", { method: "POST", body }));
  assert.equal(job.state, "done", job.error);
  const detail = await studio.api(`/backtests/${job.result}`);
  return { digest: detail.digest, trades: detail.headline.trades };
}

/** The markets the preview ran over: its strip of slots. */
function chosenMarkets() {
  return page.locator(`${id("slot-strip")} [role='option']`).evaluateAll((slots) => slots.map((slot) => slot.id.slice(5)));
}

test("templates", async (t) => {
  await visit(page, "/templates");
  const cards = await page.locator("[data-testid^='template-use-']").evaluateAll((all) => all.map((a) => a.dataset.testid));
  assert.ok(cards.length >= 10, `${cards.length} templates`);
  for (const card of cards) {
    await t.test(card.replace("template-use-", ""), async () => {
      await visit(page, "/templates");
      await page.locator(id(card)).click();
      await page.waitForURL(/\/strategies\/.+/);
      await settled(page);
      const shown = await digest(page);
      const markets = await chosenMarkets();
      assert.ok(markets.length > 0);
      const strategyId = new URL(page.url()).pathname.split("/").pop();
      const server = await serverDigest(strategyId, markets);
      assert.equal(shown, server.digest);
    });
  }
});

test("examples in Rust, uploaded", async (t) => {
  for (const { name, path } of examples()) {
    await t.test(name, async () => {
      const answer = await studio.api("/components", { method: "POST", body: readFileSync(path) });
      assert.equal(answer.accepted, true, JSON.stringify(answer.checks));
      const made = await studio.api("/strategies", { method: "POST", body: { name, component: answer.hash } });
      await visit(page, `/strategies/${made.id}`);
      const shown = await digest(page);
      const server = await serverDigest(made.id, await chosenMarkets());
      assert.equal(shown, server.digest);
    });
  }
});

test("nothing went wrong in the page meanwhile", () => {
  assert.deepEqual(page.errors, []);
});
