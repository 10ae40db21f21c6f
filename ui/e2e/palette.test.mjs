// The palette and the list of keys: whatever can be done is found by typing, and done.
import assert from "node:assert/strict";
import { id, settled, visit } from "./lib/browser.mjs";
import { edit, saved, simpleForm, storedDocument, strategy, type } from "./lib/editor.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();
const options = (page) => page.locator(`${id("palette")} [role=option]`);

/** Opens the palette and types. */
async function find(page, text) {
  await page.keyboard.press("ControlOrMeta+k");
  await page.locator(`${id("palette-input")}:focus`).waitFor();
  await page.keyboard.type(text);
}

/** Finds a command, which must come first, and runs it. */
async function run(page, text, command) {
  await find(page, text);
  await page.locator(`${id(`palette-${command}`)}[aria-selected=true]`).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(`${id("palette")}[open]`).waitFor({ state: "detached" });
}

const path = (page) => new URL(page.url()).pathname;

on.test("pages, strategies and templates are found and opened", async (page) => {
  const strategyId = await strategy(on.studio, "Quiet evenings", simpleForm("Quiet evenings"));
  await visit(page, "/");
  await run(page, "sweeps", "sweeps");
  await page.waitForURL("**/sweeps");
  await run(page, "quiet even", `strategy-${strategyId}`);
  await page.waitForURL(`**/strategies/${strategyId}`);
  await settled(page);
  assert.equal(await page.locator(id("strategy-name")).inputValue(), "Quiet evenings");
  // Letters in their order are enough.
  await run(page, "ltefav", "template-late-favourite");
  await page.waitForURL((url) => /\/strategies\/.+/.test(url.pathname) && !url.pathname.endsWith(strategyId));
  await settled(page);
  await saved(page);
  const made = await storedDocument(on.studio, path(page).split("/").pop());
  assert.match(made.name, /late/i);
  await run(page, "new graph", "new-graph");
  await page.locator(id("graph")).waitFor();
});

on.test("arrows walk through what was found, a click chooses, Escape gives the focus back", async (page) => {
  await visit(page, "/strategies");
  await page.locator(id("new-form")).first().focus();
  await find(page, "");
  const count = await options(page).count();
  assert.ok(count > 20, `${count} commands`);
  const at = () => options(page).evaluateAll((all) => all.findIndex((o) => o.getAttribute("aria-selected") === "true"));
  assert.equal(await at(), 0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await at(), 2);
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press("ArrowUp");
  assert.equal(await at(), count - 1);
  const inView = await options(page).last().evaluate((option) => {
    const [list, box] = [option.parentElement.getBoundingClientRect(), option.getBoundingClientRect()];
    return box.top >= list.top - 1 && box.bottom <= list.bottom + 1;
  });
  assert.ok(inView, "the cursor went out of sight");
  assert.equal(await page.locator(id("palette-input")).getAttribute("aria-activedescendant"), `palette-option-${count - 1}`);
  await page.keyboard.type("zzzzqq");
  await page.locator(`${id("palette")} [role=status]`).waitFor();
  assert.equal(await options(page).count(), 0);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.locator(`${id("palette")}[open]`).waitFor({ state: "detached" });
  await page.locator(`${id("new-form")}:focus`).waitFor();
  await find(page, "data");
  await page.locator(id("palette-data")).click();
  await page.waitForURL("**/data");
});

on.test("the editor's own commands are in it, and change the document", async (page) => {
  const strategyId = await strategy(on.studio, "By command", simpleForm("By command"));
  await edit(page, strategyId, { preview: false });
  await type(page, "rule-0-0-value", "0.7");
  await page.locator(id("rule-0-0-value")).blur();
  const shows = (value) => page.waitForFunction(([s, v]) => document.querySelector(s).value === v, [id("rule-0-0-value"), value]);
  await run(page, "undo", "undo");
  await shows("0.6");
  await run(page, "redo", "redo");
  await shows("0.7");
  await saved(page);
});

on.test("theme and language are switched, and stay so", async (page) => {
  await visit(page, "/");
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const lang = () => page.evaluate(() => document.documentElement.lang);
  const [light, english] = [await theme(), await lang()];
  assert.match(english, /^en/);
  await run(page, "dark", "theme-dark");
  await page.waitForFunction((before) => document.documentElement.dataset.theme !== before, light);
  const dark = await theme();
  await run(page, "fran", "lang");
  await page.waitForFunction(() => document.documentElement.lang.startsWith("fr"));
  await page.reload();
  await settled(page);
  assert.equal(await theme(), dark);
  assert.match(await lang(), /^fr/);
  await page.locator(id("nav-strategies")).filter({ hasText: "Stratégies" }).waitFor();
  await run(page, "english", "lang");
  await page.waitForFunction(() => document.documentElement.lang.startsWith("en"));
  await run(page, "light", "theme-light");
  await page.waitForFunction((before) => document.documentElement.dataset.theme === before, light);
});

on.test("the list of keys is that of the page on show, and a question mark in a field is text", async (page) => {
  const listed = async () => {
    await page.locator(`${id("shortcuts")}[open]`).waitFor();
    const keys = await page.locator(`${id("shortcuts")} kbd`).allTextContents();
    await page.keyboard.press("Escape");
    await page.locator(`${id("shortcuts")}[open]`).waitFor({ state: "detached" });
    return keys;
  };
  await visit(page, "/data");
  await page.keyboard.press("?");
  const everywhere = await listed();
  assert.ok(everywhere.includes("Ctrl+K") && everywhere.includes("?"), everywhere.join(" "));
  assert.ok(!everywhere.includes("Ctrl+Z"), "there is nothing to undo on this page");
  const strategyId = await strategy(on.studio, "Keys", simpleForm("Keys"));
  await edit(page, strategyId, { preview: false });
  await page.locator(id("undo")).focus();
  await page.keyboard.press("?");
  const editor = await listed();
  for (const keys of ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+S", ...everywhere]) assert.ok(editor.includes(keys), `${keys}: ${editor}`);
  const name = page.locator(id("strategy-name"));
  await name.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("?");
  assert.equal(await name.inputValue(), "Keys?");
  assert.equal(await page.locator(`${id("shortcuts")}[open]`).count(), 0);
  await page.keyboard.press("ControlOrMeta+s");
  await saved(page);
  assert.equal((await storedDocument(on.studio, strategyId)).name, "Keys?");
});
