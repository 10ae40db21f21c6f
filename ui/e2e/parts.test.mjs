// The parts of the page that are fetched when they are first shown.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { simpleForm, strategy } from "./lib/editor.mjs";
import { dataFolder, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;

before(async () => {
  dir = dataFolder([]);
  studio = await start(dir);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

/** The parts a page asked for, by their names. */
function fetched(page) {
  const names = [];
  page.on("request", (request) => {
    const part = /\/(split_\w+)\.wasm/.exec(request.url());
    if (part) names.push(part[1]);
  });
  return names;
}

test("the first page needs no part, and each part is fetched once", async () => {
  const page = await open(browser, studio);
  const names = fetched(page);
  await visit(page, "/");
  await visit(page, "/templates");
  assert.deepEqual(names, []);
  await page.locator("nav a[href='/backtests']").first().click();
  await page.getByRole("heading", { level: 1, name: "Backtests" }).waitFor();
  await page.locator("nav a[href='/templates']").first().click();
  await page.getByRole("heading", { level: 1, name: "Templates" }).waitFor();
  await page.locator("nav a[href='/backtests']").first().click();
  await page.getByRole("heading", { level: 1, name: "Backtests" }).waitFor();
  assert.deepEqual(names, ["split_results"]);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a part that cannot be fetched is said so, and comes when it is tried again", async () => {
  const expect = ["ERR_FAILED", "Failed to fetch"];
  const page = await open(browser, studio, { expect });
  await page.route("**/split_results.wasm", (route) => route.abort("failed"));
  await visit(page, "/");
  await page.locator("nav a[href='/backtests']").first().click();
  await page.locator(id("error-box")).waitFor();
  // The rest of the page goes on.
  await page.locator("nav a[href='/templates']").first().click();
  await page.getByRole("heading", { level: 1, name: "Templates" }).waitFor();
  await page.locator("nav a[href='/backtests']").first().click();
  await page.locator(id("error-box")).waitFor();
  await page.unroute("**/split_results.wasm");
  await page.locator(id("error-box")).getByRole("button").click();
  await page.getByRole("heading", { level: 1, name: "Backtests" }).waitFor();
  await settled(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("an editor shows its form without the canvas, and what cannot be fetched comes when it is tried again", async () => {
  const strategyId = await strategy(studio, "Pieces", simpleForm("Pieces"));
  const page = await open(browser, studio, { expect: ["ERR_FAILED", "Failed to fetch"] });
  await page.route("**/split_piece_canvas.wasm", (route) => route.abort("failed"));
  const box = page.locator(`#builder ${id("error-box")}`);
  await visit(page, `/strategies/${strategyId}`);
  await page.locator(id("form")).waitFor();
  await page.locator(id("tab-graph")).click();
  await box.waitFor();
  await page.locator(id("tab-form")).click();
  await page.locator(id("form")).waitFor();
  await page.locator(id("tab-graph")).click();
  await box.waitFor();
  await page.unroute("**/split_piece_canvas.wasm");
  await box.getByRole("button").click();
  await page.locator("[data-node]").first().waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
