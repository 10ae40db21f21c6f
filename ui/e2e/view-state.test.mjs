// What one sees is in the address, so that a link shows it to another; and a lost network is said and caught up with.
import assert from "node:assert/strict";
import { id, settled, visit } from "./lib/browser.mjs";
import { digest, edit, eventually, saved, simpleForm, storedDocument, strategy, type } from "./lib/editor.mjs";
import { conditions } from "./lib/graph.mjs";
import { stage } from "./lib/stage.mjs";
import { GENERATED, craftstrat } from "./lib/studio.mjs";

const OTHER = "sim-updown-15m";
const on = stage({
  series: [GENERATED],
  fill: (dir) => craftstrat(dir, "data", "generate", "--series", OTHER, "--slots", "24", "--seed", "9"),
});
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);

on.test("the editor's view and the day of its preview are in the address", async (page) => {
  const strategyId = await strategy(on.studio, "Linked", conditions("Linked"));
  await edit(page, strategyId, { preview: false });
  await page.locator(id("tab-outline")).click();
  await page.locator(id("outline")).waitFor();
  assert.equal(query(page).tab, "outline");
  await page.reload();
  await page.locator(id("outline")).waitFor();
  await page.locator(`${id("tab-outline")}[aria-selected=true]`).waitFor();
  const form = await strategy(on.studio, "Linked form", simpleForm("Linked form"));
  await edit(page, form);
  const series = page.locator(id("slot-series"));
  const before = await digest(page);
  const wanted = (await series.inputValue()) === OTHER ? GENERATED : OTHER;
  await series.selectOption(wanted);
  const other = await digest(page, { not: before });
  assert.equal(query(page).series, wanted);
  const link = page.url();
  await visit(page, "/");
  await visit(page, link.slice(on.studio.url.length));
  assert.equal(await series.inputValue(), wanted);
  assert.equal(await digest(page), other);
});

on.test("going back leads where one was, searches included", async (page) => {
  for (const name of ["North wind", "South wind"]) await strategy(on.studio, name, simpleForm(name));
  await visit(page, "/strategies");
  await page.locator(id("strategies-search")).fill("south");
  const rows = page.locator("[data-testid^='strategy-row-']");
  await eventually(async () => assert.equal(await rows.count(), 1));
  await page.reload();
  await settled(page);
  await eventually(async () => assert.equal(await rows.count(), 1));
  await rows.locator("a").first().click();
  await page.waitForURL(/\/strategies\/.+/);
  await settled(page);
  await page.goBack();
  await settled(page);
  await eventually(async () => assert.equal(await rows.count(), 1));
  assert.equal(await page.locator(id("strategies-search")).inputValue(), "south");
  await page.goForward();
  await page.locator(id("strategy-name")).waitFor();
});

on.test("without a network the page says so, keeps what is edited, and saves it afterwards", async (page) => {
  const strategyId = await strategy(on.studio, "Tunnel", simpleForm("Tunnel"));
  await edit(page, strategyId);
  const before = await digest(page);
  await page.context().setOffline(true);
  await page.locator(id("offline-banner")).waitFor();
  // The preview needs no server.
  await type(page, "rule-0-0-value", "0.75");
  await digest(page, { not: before });
  await page.locator(`${id("save-state")}[data-state=offline]`).waitFor();
  assert.equal((await storedDocument(on.studio, strategyId)).conditions[0].rules[0].value, 0.6);
  await page.context().setOffline(false);
  await page.locator(id("offline-banner")).waitFor({ state: "detached" });
  await page.locator(id("toast")).first().waitFor();
  await saved(page);
  assert.equal((await storedDocument(on.studio, strategyId)).conditions[0].rules[0].value, 0.75);
}, { expect: ["ERR_INTERNET_DISCONNECTED", "Failed to load resource"] });
