// Everything without a mouse: a strategy built as a form and as a graph, moved through, undone, backtested.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { eventually, simpleForm, storedDocument, strategy } from "./lib/editor.mjs";
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

/** Presses Tab until what `selector` names has the focus. */
async function reach(page, selector, key = "Tab") {
  await page.locator(selector).first().waitFor();
  for (let presses = 0; presses < 250; presses += 1) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) {
      const shown = await page.evaluate(() => {
        // A field may show it on the frame it shares with its unit.
        const [own, frame] = [document.activeElement, document.activeElement.parentElement].map(getComputedStyle);
        return [own, frame].some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none");
      });
      assert.ok(shown, `the focus on ${selector} cannot be seen`);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/** Replaces what is in the focused field. */
async function replace(page, text) {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

test("a form", { timeout: 120_000 }, async () => {
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
  await reach(page, id("rule-0-0-operator"));
  await page.keyboard.press("Home");
  for (let steps = 0; steps < 20; steps += 1) {
    if ((await page.locator(id("rule-0-0-operator")).inputValue()) === ">") break;
    await page.keyboard.press("ArrowDown");
  }
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

test("rules are reordered by keyboard", async () => {
  const strategyId = await strategy(studio, "Order", simpleForm("Order"));
  const page = await open(browser, studio);
  await visit(page, `/strategies/${strategyId}`);
  await reach(page, "#rule-0-0-handle");
  await page.keyboard.press("Alt+ArrowDown");
  await eventually(async () => {
    const { rules } = (await storedDocument(studio, strategyId)).conditions[0];
    assert.deepEqual(rules.map((rule) => rule.indicator), ["pct_into_slot", "mid_up"]);
  });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a graph", { timeout: 120_000 }, async () => {
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

test("the palette and the list of shortcuts", async () => {
  const page = await open(browser, studio);
  await visit(page, "/");
  await page.keyboard.press("ControlOrMeta+k");
  await page.locator(`${id("palette-input")}:focus`).waitFor();
  await page.keyboard.type("data");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/[a-z]+/);
  await settled(page);
  await page.keyboard.press("?");
  await page.locator(`${id("shortcuts")}[open]`).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(`${id("shortcuts")}[open]`).waitFor({ state: "detached" });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
