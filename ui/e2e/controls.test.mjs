// What every page is made of: menus, tabs, dialogs and the border between two columns take the pointer and the focus, and
// give them back.
import assert from "node:assert/strict";
import { id } from "./lib/browser.mjs";
import { edit, eventually, simpleForm, storedDocument, strategy } from "./lib/editor.mjs";
import { drag, middle } from "./lib/graph.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();
const focused = (page, testid) => page.locator(`${id(testid)}:focus`).waitFor();

async function opened(page, name) {
  const strategyId = await strategy(on.studio, name, simpleForm(name));
  await edit(page, strategyId, { preview: false });
  await page.locator(id("rule-0-0")).waitFor();
  return strategyId;
}

on.test("a menu closes when one leaves it, chooses or presses Escape, and gives the focus back", async (page) => {
  const strategyId = await opened(page, "Menus");
  const menu = page.locator("[role=menu]");
  const open = async () => {
    await page.locator(id("rule-0-0-menu")).click();
    await menu.waitFor();
  };
  const closed = () => menu.waitFor({ state: "detached" });
  await open();
  await page.locator(id("strategy-name")).click();
  await closed();
  await focused(page, "strategy-name");
  await open();
  await page.locator(id("sentence")).click();
  await closed();
  await open();
  await page.locator(id("rule-0-0-menu")).click();
  await closed();
  await open();
  await page.keyboard.press("Escape");
  await closed();
  await focused(page, "rule-0-0-menu");
  // Another menu takes its place.
  await open();
  await page.locator(id("export")).click();
  await page.locator(id("export-json")).waitFor();
  assert.equal(await menu.count(), 1);
  await page.keyboard.press("Escape");
  await open();
  await page.locator("[role=menuitem]:not([disabled])").first().click();
  await closed();
  await eventually(async () => {
    const { rules } = (await storedDocument(on.studio, strategyId)).conditions[0];
    assert.equal(rules[0].indicator, "pct_into_slot");
  });
});

on.test("arrows change the tab and take the focus along", async (page) => {
  await opened(page, "Tabs");
  await page.locator(id("tab-form")).focus();
  await page.keyboard.press("End");
  await focused(page, "tab-json");
  await page.locator(`${id("tab-json")}[aria-selected=true]`).waitFor();
  await page.keyboard.press("ArrowRight");
  await focused(page, "tab-form");
  await page.locator(id("form")).waitFor();
});

on.test("a dialog gives the focus back to what opened it", async (page) => {
  await opened(page, "Dialogs");
  for (const [button, dialog] of [["versions", "versions-dialog"], ["backtest", "run-dialog"]]) {
    await page.locator(id(button)).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((s) => document.querySelector(s)?.contains(document.activeElement), `${id(dialog)}[open]`);
    await page.keyboard.press("Escape");
    await page.locator(`${id(dialog)}[open]`).waitFor({ state: "detached" });
    await focused(page, button);
  }
});

on.test("the border between builder and preview is dragged and stepped, and stays", async (page) => {
  await opened(page, "Border");
  const border = page.locator("[role=separator]");
  const share = async () => Number(await border.getAttribute("aria-valuenow"));
  const before = await share();
  const box = await border.boundingBox();
  const from = { x: box.x + box.width / 2, y: box.y + 100 };
  await drag(page, from, { x: from.x - 160, y: from.y });
  assert.ok(before - (await share()) >= 8, `${before} % became ${await share()} %`);
  const dragged = await share();
  await page.reload();
  await border.waitFor();
  assert.equal(await share(), dragged);
  await border.focus();
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.equal(await share(), dragged + 2));
  // What is beside it follows.
  const { x } = await middle(page, "preview");
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.ok((await middle(page, "preview")).x > x));
});
