// Two tabs on one strategy: whatever happens, nobody's work vanishes without a word.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, tab } from "./lib/browser.mjs";
import { edit, saved, simpleForm, storedDocument, strategy, type } from "./lib/editor.mjs";
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

/** The size of the first action, however many the document names. */
async function storedSize(strategyId) {
  const { action, actions } = await storedDocument(studio, strategyId);
  return (actions?.[0] ?? action).size_usdc;
}

// The refusal to overwrite is an answer of status 412, which the browser puts on its console.
const REFUSED = ["412"];

async function conflict(open_) {
  const strategyId = await strategy(studio, "Shared by two", simpleForm("Shared by two"));
  const first = await open(browser, studio, { expect: REFUSED });
  await edit(first, strategyId);
  const second = await open_(first);
  await edit(second, strategyId);
  await type(first, "rule-0-0-value", "0.7");
  await saved(first);
  // The second person has not heard of it when it saves.
  await type(second, "action-0-size", "40");
  await second.locator(`${id("conflict-banner")}, ${id("conflict")}[open]`).first().waitFor();
  return { strategyId, first, second };
}

const elsewhere = () => open(browser, studio, { expect: REFUSED });

test("theirs stays until one decides, and mine can win", async () => {
  const { strategyId, first, second } = await conflict(elsewhere);
  const stored = await storedDocument(studio, strategyId);
  assert.equal(stored.conditions[0].rules[0].value, 0.7, "the first tab's edit was overwritten");
  assert.equal(await second.locator(id("action-0-size")).inputValue(), "40", "the second tab's edit was dropped");
  await second.locator(id("conflict-mine")).first().click();
  await saved(second);
  assert.equal(await storedSize(strategyId), 40);
  for (const page of [first, second]) {
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test("theirs can win, and mine can be had back by undo", async () => {
  const { strategyId, first, second } = await conflict(elsewhere);
  await second.locator(id("conflict-theirs")).first().click();
  await second.waitForFunction((s) => document.querySelector(s)?.value === "0.7", id("rule-0-0-value"));
  await second.locator(id("undo")).click();
  await second.waitForFunction((s) => document.querySelector(s)?.value === "40", id("action-0-size"));
  await saved(second);
  assert.equal(await storedSize(strategyId), 40);
  for (const page of [first, second]) {
    assert.deepEqual(page.errors, []);
    await page.context().close();
  }
});

test("two tabs of one browser", async () => {
  const { first } = await conflict((page) => tab(page, REFUSED));
  await first.context().close();
});
