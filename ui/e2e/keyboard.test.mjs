// A strategy from nothing without a mouse: built as a form and backtested, and built as a graph. What else is done by
// keyboard is in keyboard-form, keyboard-graph and keyboard-document.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { eventually, storedDocument } from "./lib/editor.mjs";
import { choose, reach, replace } from "./lib/keys.mjs";
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

test("a form", { timeout: 300_000 }, async () => {
  const page = await open(browser, studio);
  await visit(page, "/strategies");
  await reach(page, id("new-form"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  await reach(page, id("strategy-name"));
  await replace(page, "By keyboard");
  if ((await page.locator(id("rule-0-0")).count()) === 0) {
    await reach(page, id("add-rule"));
    await page.keyboard.press("Enter");
  }
  await reach(page, id("rule-0-0-field"));
  await replace(page, "mid_up");
  await page.keyboard.press("Enter");
  await choose(page, id("rule-0-0-operator"), ">");
  await reach(page, id("rule-0-0-value"));
  await replace(page, "0.6");
  await reach(page, id("action-0-size"));
  await replace(page, "20");
  await page.waitForFunction((s) => Number(document.querySelector(s)?.textContent ?? 0) > 0, id("preview-trade-count"));
  const strategyId = new URL(page.url()).pathname.split("/").pop();
  await eventually(async () => {
    const stored = await storedDocument(studio, strategyId);
    const [rule] = stored.conditions[0].rules;
    assert.deepEqual([rule.indicator ?? rule.field, rule.operator, rule.value], ["mid_up", ">", 0.6]);
  });
  await page.keyboard.press("ControlOrMeta+z");
  await reach(page, id("backtest"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await reach(page, id("run-start"));
  await page.keyboard.press("Enter");
  await page.locator("[data-testid^='headline-']").first().waitFor({ timeout: 30_000 });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a graph", { timeout: 300_000 }, async () => {
  const page = await open(browser, studio);
  await visit(page, "/strategies");
  await reach(page, id("new-graph"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  const strategyId = new URL(page.url()).pathname.split("/").pop();
  const ids = () => page.locator("[data-testid^='node-']").evaluateAll((all) => all.map((node) => node.dataset.node));
  const count = (wanted) => eventually(async () => assert.equal((await ids()).length, wanted));
  const add = async (text) => {
    const before = await ids();
    await reach(page, id("add-node"));
    await page.keyboard.press("Enter");
    await page.locator(id("add-search")).waitFor();
    await page.keyboard.type(text);
    const chosen = page.locator(`${id("add-option")}[aria-selected='true']`);
    for (let steps = 0; steps < 20 && !(await chosen.textContent()).startsWith(text); steps += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await count(before.length + 1);
    return (await ids()).find((node) => !before.includes(node));
  };
  const atFirst = (await ids()).length;
  const input = await add("Mid price, Up");
  const comparison = await add("is above");
  await reach(page, id(`node-${input}`));
  await page.keyboard.press("c");
  await page.keyboard.press("Enter");
  await eventually(async () => {
    const stored = await storedDocument(studio, strategyId);
    assert.ok(stored.edges.some((edge) => edge.source === input), JSON.stringify(stored.edges));
  });
  await page.keyboard.press("ControlOrMeta+z");
  await eventually(async () => {
    const stored = await storedDocument(studio, strategyId);
    assert.ok(!stored.edges.some((edge) => edge.source === input));
  });
  // A node is moved, doubled and removed.
  await reach(page, id(`node-${input}`));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ControlOrMeta+d");
  await count(atFirst + 3);
  await page.keyboard.press("Delete");
  await count(atFirst + 2);
  assert.ok((await ids()).includes(comparison));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
