// A person who cannot program makes a first strategy, sees it trade and backtests it: by script in under a minute.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { digest, saved, type } from "./lib/editor.mjs";
import { dataFolder, realSeries, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;

before(async () => {
  dir = dataFolder([realSeries()]);
  studio = await start(dir);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

/** From the editor to a result page. */
async function backtest(page) {
  await page.locator(id("backtest")).click();
  await page.locator(id("run-start")).click();
  await page.locator("[data-testid^='headline-']").first().waitFor({ timeout: 30_000 });
}

test("from a template", { timeout: 60_000 }, async () => {
  const page = await open(browser, studio);
  await visit(page, "/");
  await page.locator(id("nav-templates")).first().click();
  await page.locator(id("template-use-late-favourite")).click();
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  await digest(page);
  await saved(page);
  await backtest(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("from scratch", { timeout: 60_000 }, async () => {
  const page = await open(browser, studio);
  await visit(page, "/strategies");
  await page.locator(id("new-form")).first().click();
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  await type(page, "strategy-name", "My first strategy");
  const rule = page.locator(id("rule-0-0"));
  if ((await rule.count()) === 0) await page.locator(id("add-rule")).click();
  await rule.waitFor();
  const field = page.locator(id("rule-0-0-field"));
  await field.click();
  await field.fill("mid_up");
  await field.press("Enter");
  await page.locator(id("rule-0-0-operator")).selectOption(">");
  await type(page, "rule-0-0-value", "0.6");
  if ((await page.locator(id("action-0")).count()) === 0) await page.locator(id("add-action")).click();
  await type(page, "action-0-size", "20");
  await page.waitForFunction((s) => Number(document.querySelector(s)?.textContent ?? 0) > 0, id("preview-trade-count"));
  await saved(page);
  await backtest(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
