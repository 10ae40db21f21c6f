// What is done with a strategy as a whole, by keyboard alone: versions, templates, files, links, problems, and asking the
// preview why and why not.
import assert from "node:assert/strict";
import { id, settled, tab, visit } from "./lib/browser.mjs";
import { digest, edit, eventually, saved, simpleForm, storedDocument, strategy } from "./lib/editor.mjs";
import { saves } from "./lib/figures.mjs";
import { back, choose, entry, fill, press, reach, replace } from "./lib/keys.mjs";
import { stage } from "./lib/stage.mjs";
import { craftstrat } from "./lib/studio.mjs";

const OTHER = "sim-updown-15m";
const on = stage({ fill: (dir) => craftstrat(dir, "data", "generate", "--series", OTHER, "--slots", "24", "--seed", "9") });
const shows = (page, testid, value) =>
  page.waitForFunction(([s, v]) => document.querySelector(s)?.value === v, [id(testid), value]);
const openId = (page) => new URL(page.url()).pathname.split("/").pop();

/** Opens a strategy and waits for its preview; its id. */
async function opened(page, name, document = simpleForm(name)) {
  const strategyId = await strategy(on.studio, name, document);
  await edit(page, strategyId);
  return strategyId;
}

on.test("a version is named, compared in words and decisions, restored, and the restoring taken back", async (page) => {
  const strategyId = await opened(page, "Versions by keyboard");
  await press(page, id("versions"));
  await fill(page, id("version-name"), "Cautious");
  await page.keyboard.press("Enter");
  await page.locator(id("version-compare-1")).waitFor();
  assert.match(await page.locator(id("version-list")).textContent(), /Cautious/);
  await page.keyboard.press("Escape");
  await page.locator(`${id("versions")}:focus`).waitFor();
  const before = await digest(page);
  await fill(page, id("rule-0-0-value"), "0.9");
  const changed = await digest(page, { not: before });
  await saved(page);
  await press(page, id("versions"));
  await press(page, id("version-compare-1"));
  const difference = page.locator(id("diff"));
  await difference.locator("[data-happened=changed]").filter({ hasText: /0\.9/ }).first().waitFor();
  await difference.locator(id("decided")).waitFor();
  assert.ok(Number(await difference.locator(id("decided")).getAttribute("data-changed")) > 0, "nothing is decided otherwise");
  await press(page, id("version-restore-1"));
  await shows(page, "rule-0-0-value", "0.6");
  assert.equal(await digest(page, { not: changed }), before);
  await eventually(async () => assert.equal((await storedDocument(on.studio, strategyId)).conditions[0].rules[0].value, 0.6));
  await press(page, id("toast-action"));
  await shows(page, "rule-0-0-value", "0.9");
});

on.test("a template is found in the gallery and used", async (page) => {
  await visit(page, "/templates");
  const all = await page.locator("[data-testid^='template-use-']").count();
  await fill(page, id("templates-search"), "favourite");
  await eventually(async () => assert.ok((await page.locator("[data-testid^='template-use-']").count()) < all));
  await press(page, id("template-use-late-favourite"));
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  await digest(page);
  assert.match((await storedDocument(on.studio, openId(page))).name, /favourite/i);
});

on.test("a strategy is exported and imported again", async (page) => {
  const strategyId = await opened(page, "Files by keyboard");
  await press(page, id("export"));
  const { name, bytes } = await saves(page, () => entry(page, id("export-json")));
  assert.equal(name, "files-by-keyboard.json");
  assert.deepEqual(JSON.parse(bytes), await storedDocument(on.studio, strategyId));
  await back(page, id("nav-strategies"));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/strategies");
  await settled(page);
  // Waited for before it is asked for, as hearing of it takes a moment to set up.
  const chooser = page.waitForEvent("filechooser");
  await press(page, id("strategies-import"));
  await (await chooser).setFiles({ name, mimeType: "application/json", buffer: bytes });
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  assert.notEqual(openId(page), strategyId);
  assert.deepEqual(await storedDocument(on.studio, openId(page)), JSON.parse(bytes));
});

on.test("a link carries the strategy to somebody who makes it their own", async (page) => {
  const strategyId = await opened(page, "Link by keyboard");
  const shown = await digest(page);
  await press(page, id("share"));
  await page.locator(id("toast")).first().waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await tab(page);
  await visit(other, link.slice(on.studio.url.length));
  assert.equal(await digest(other), shown);
  await press(other, id("open-copy"));
  await other.waitForURL(/\/strategies\/.+/);
  await settled(other);
  assert.notEqual(openId(other), strategyId);
  assert.deepEqual(await storedDocument(on.studio, openId(other)), await storedDocument(on.studio, strategyId));
  assert.deepEqual(other.errors, []);
  await other.close();
});

on.test("problems are listed and lead to their place, in the form and in the graph", async (page) => {
  const strategyId = await opened(page, "Problems by keyboard");
  await fill(page, id("action-0-size"), "-5");
  await page.locator(`${id("preview-errors")}`).waitFor();
  await back(page, id("problems"));
  await page.keyboard.press("Enter");
  await press(page, id("problem-0"));
  await page.waitForFunction((s) => document.querySelector(s).contains(document.activeElement), id("action-0"));
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true", "it is not the wrong field");
  await replace(page, "25");
  await page.locator(id("preview-errors")).waitFor({ state: "detached" });
  await back(page, "[role=tab][aria-selected=true]");
  await page.keyboard.press("ArrowRight");
  await page.locator("[data-testid^='node-']").first().waitFor();
  const { nodes } = await eventually(async () => {
    const document = await storedDocument(on.studio, strategyId);
    assert.equal(document.mode, "node");
    return document;
  });
  // Without what it compares, a comparison is a problem of that node.
  const compared = nodes.find((n) => n.type === "input").id;
  await reach(page, id(`node-${compared}`));
  await page.keyboard.press("Delete");
  const fault = page.locator("[data-testid^='fault-']").first();
  await fault.waitFor();
  await press(page, id("problem-0"));
  await page.waitForFunction(() => document.activeElement?.dataset.node && document.activeElement.querySelector("[data-testid^='fault-']"));
});

on.test("the preview says why a trade was made, row by row", async (page) => {
  await opened(page, "Why by keyboard");
  const explained = () => page.locator(id("explain")).getAttribute("data-at-ms").then(Number);
  // The strip of slots is one stop; arrows go from slot to slot.
  const slot = () => page.locator(id("slot-shown")).getAttribute("data-slot");
  await reach(page, id("slot-strip"));
  await page.keyboard.press("Home");
  const first = await slot();
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.notEqual(await slot(), first));
  // The table of trades is one too: Enter goes to the moment of the trade.
  await reach(page, `${id("preview-trades")} [role=region]`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(`${id("preview-trades")} tr[aria-selected=true]`).waitFor();
  // There, everything that had to hold did.
  const rule = page.locator(`${id("rule-0-0")} [data-truth]`).first();
  await eventually(async () => assert.equal(await rule.getAttribute("data-truth"), "true"));
  const traded = await explained();
  // The cursor moves by a row and by a minute of them; every part is explained again.
  await back(page, id("cursor"));
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.ok((await explained()) > traded));
  const next = await explained();
  await page.keyboard.press("PageDown");
  await eventually(async () => assert.ok((await explained()) < next));
  // At the beginning of the slot the second rule asks for more of it.
  await page.keyboard.press("Home");
  await eventually(async () => assert.equal(await page.locator(`${id("rule-0-1")} [data-truth]`).first().getAttribute("data-truth"), "false"));
});

on.test("and why none was made, down to the condition", async (page) => {
  const name = "Why not by keyboard";
  const document = { ...simpleForm(name), conditions: [{ type: "AND", rules: [
    { indicator: "mid_up", operator: ">", value: 0.6 },
    { indicator: "spread_up", operator: "<", value: -1 },
  ] }] };
  await opened(page, name, document);
  await page.locator(id("near-miss")).filter({ hasText: /-1|−1/ }).waitFor();
  await press(page, id("near-jump-0"));
  await page.waitForFunction((s) => document.querySelector(s).contains(document.activeElement), id("rule-0-1"));
  // Loosened there, it trades.
  await fill(page, id("rule-0-1-value"), "1");
  await page.waitForFunction((s) => Number(document.querySelector(s)?.textContent ?? 0) > 0, id("preview-trade-count"));
  // Another series is chosen from a list.
  const before = await digest(page);
  const shown = await page.locator(id("slot-series")).inputValue();
  const values = await page.locator(`${id("slot-series")} option`).evaluateAll((all) => all.map((o) => o.value));
  await choose(page, id("slot-series"), values.find((value) => value !== shown));
  await digest(page, { not: before });
});
