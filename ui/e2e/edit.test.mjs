// Editing: one undo history over both views, saving, reloading in the middle, versions, import and export, sharing, why.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { digest, edit, eventually, saved, simpleForm, storedDocument, strategy, type } from "./lib/editor.mjs";
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

/** A test over a page of its own on a strategy of its own; nothing may go wrong in the page. */
function editing(name, work, { document = simpleForm(name), expect = [] } = {}) {
  test(name, async () => {
    const strategyId = await strategy(studio, name, document);
    const page = await open(browser, studio, { expect });
    await edit(page, strategyId);
    await work(page, strategyId);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

const firstValue = async (strategyId) => (await storedDocument(studio, strategyId)).conditions[0].rules[0].value;

const graphExample = JSON.parse(
  readFileSync(new URL("../../examples/documents/ema_momentum.graph.json", import.meta.url), "utf8"),
);

editing("an edit is previewed and saved", async (page, strategyId) => {
  const before = await digest(page);
  await type(page, "rule-0-0-value", "0.8");
  await digest(page, { not: before });
  await eventually(async () => assert.equal(await firstValue(strategyId), 0.8));
});

editing("undo and redo go through form and graph alike", async (page, strategyId) => {
  const first = await digest(page);
  const original = await storedDocument(studio, strategyId);
  await type(page, "rule-0-0-value", "0.75");
  await page.locator(id("rule-0-0-value")).blur();
  const second = await digest(page, { not: first });
  await page.locator(id("tab-graph")).click();
  await page.locator("[data-node]").first().waitFor();
  await eventually(async () => assert.equal((await storedDocument(studio, strategyId)).mode, "node"));
  const changed = await storedDocument(studio, strategyId);
  assert.equal(await digest(page), second, "the same strategy as a graph decides otherwise");
  const undo = page.locator(id("undo"));
  while (await undo.isEnabled()) await undo.click();
  assert.equal(await digest(page, { not: second }), first);
  await eventually(async () => assert.deepEqual(await storedDocument(studio, strategyId), original));
  const redo = page.locator(id("redo"));
  while (await redo.isEnabled()) await redo.click();
  assert.equal(await digest(page, { not: first }), second);
  await eventually(async () => assert.deepEqual(await storedDocument(studio, strategyId), changed));
});

editing("a reload in the middle loses neither edits nor history", async (page, strategyId) => {
  const first = await digest(page);
  await type(page, "rule-0-0-value", "0.7");
  await page.reload();
  await settled(page);
  assert.equal(await page.locator(id("rule-0-0-value")).inputValue(), "0.7");
  const second = await digest(page, { not: first });
  await page.locator(id("undo")).click();
  assert.equal(await digest(page, { not: second }), first);
  await eventually(async () => assert.equal(await firstValue(strategyId), 0.6));
});

editing("a problem is shown where it is, and the list leads there", async (page) => {
  const field = page.locator(id("rule-0-0-field"));
  await page.locator(id("action-0-size")).fill("-5");
  await page.locator(id("action-0-size")).blur();
  await page.locator(`${id("problems")}:not([disabled])`).click();
  const problem = page.locator(id("problem-0"));
  await problem.waitFor();
  // The second time, too, though nothing else was clicked in between.
  for (const time of ["first", "second"]) {
    await problem.click();
    const led = () => page.locator(id("action-0-size")).evaluate((size) => size === document.activeElement);
    await eventually(async () => assert.ok(await led(), `the ${time} click does not lead to the field`));
  }
  await field.waitFor();
});

editing("versions are named, compared and restored", async (page, strategyId) => {
  await page.locator(id("versions")).click();
  await type(page, "version-name", "Before");
  await page.locator(id("version-save")).click();
  await page.locator(id("version-compare-1")).waitFor();
  await page.keyboard.press("Escape");
  const before = await digest(page);
  await type(page, "rule-0-0-value", "0.9");
  await digest(page, { not: before });
  await saved(page);
  await page.locator(id("versions")).click();
  await page.locator(id("version-compare-1")).click();
  const difference = page.locator(id("diff"));
  await difference.waitFor();
  await page.waitForFunction((s) => /0[.,]9/.test(document.querySelector(s)?.textContent ?? ""), id("diff"));
  await page.locator(id("version-restore-1")).click();
  await page.waitForFunction((s) => document.querySelector(s)?.value === "0.6", id("rule-0-0-value"));
  await eventually(async () => assert.equal(await firstValue(strategyId), 0.6));
});

editing("what is exported can be imported again, as text and as a component", async (page, strategyId) => {
  const shown = await digest(page);
  const download = async (item) => {
    await page.locator(id("export")).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator(id(item)).click()]);
    return file.path();
  };
  const json = await download("export-json");
  const wasm = await download("export-wasm");
  const original = await storedDocument(studio, strategyId);
  for (const [path, name] of [[json, "again.json"], [wasm, "again.wasm"]]) {
    await visit(page, "/strategies");
    const input = page.locator(id("strategies-import"));
    await input.setInputFiles({ name, mimeType: "application/octet-stream", buffer: readFileSync(path) });
    await page.waitForURL(/\/strategies\/.+/);
    await settled(page);
    const copy = new URL(page.url()).pathname.split("/").pop();
    assert.notEqual(copy, strategyId);
    assert.deepEqual(await storedDocument(studio, copy), original);
    assert.equal(await digest(page), shown);
  }
});

editing("a share link carries the document", async (page, strategyId) => {
  const shown = await digest(page);
  await page.locator(id("share")).click();
  await page.locator(id("toast")).first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${studio.url}/shared#`), link);
  const other = await open(browser, studio);
  await visit(other, link.slice(studio.url.length));
  assert.equal(await digest(other), shown);
  assert.deepEqual(other.errors, []);
  await other.context().close();
  assert.ok(strategyId);
}, { document: { ...simpleForm("Shared") } });

editing("why: every node's value at a trade, and why not", async (page) => {
  await page.locator(`${id("preview-trades")} tbody tr`).first().click();
  await page.locator("[data-testid^='value-']").first().waitFor();
  assert.ok((await page.locator("[data-testid^='value-']").count()) > 3);
}, { document: { ...graphExample, name: "Why" } });

editing("why not: the condition that was closest", async (page) => {
  await page.locator(id("near-miss")).first().waitFor();
}, { document: { ...simpleForm("Why not"), conditions: [{ type: "AND", rules: [
  { indicator: "mid_up", operator: ">", value: 0.6 },
  { indicator: "spread_up", operator: "<", value: -1 },
] }] } });
