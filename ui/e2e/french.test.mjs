// The page in French: what the compiler says of a document too. French is fetched when it is chosen.
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

const strategies = (page, name) => page.locator(id("nav-strategies")).filter({ hasText: name });

/** How often a page asked for French. */
function asked(page) {
  const count = { french: 0 };
  page.on("request", (request) => (count.french += request.url().endsWith("/split_french.wasm") ? 1 : 0));
  return count;
}

test("a problem of a document is told in French, in the list and at its place", async () => {
  const document = { ...simpleForm("Vide"), conditions: [{ type: "AND", rules: [] }] };
  const strategyId = await strategy(studio, "Vide", document);
  const page = await open(browser, studio, { locale: "fr-FR", width: 1600 });
  await visit(page, `/strategies/${strategyId}`);
  const message = "Ce groupe n’a aucune règle.";
  await page.locator(id("form")).getByText(message).first().waitFor();
  await page.locator(id("problems")).click();
  const problem = page.locator(`${id("problem-list")} [data-testid^='problem-']`).first();
  await problem.waitFor();
  const text = (await problem.textContent()).replace(/\s+/g, " ");
  assert.ok(text.includes(message), text);
  assert.ok(text.includes("→ ajoutez une règle, ou supprimez le groupe"), text);
  assert.doesNotMatch(text, /group has no|add a rule/i);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("French comes when it is chosen, once", async () => {
  const page = await open(browser, studio);
  const count = asked(page);
  await visit(page, "/settings");
  await strategies(page, "Strategies").waitFor();
  assert.equal(count.french, 0);
  await page.locator(id("setting-lang-fr")).check();
  await strategies(page, "Stratégies").waitFor();
  await page.locator(id("setting-lang-en")).check();
  await strategies(page, "Strategies").waitFor();
  await page.locator(id("setting-lang-fr")).check();
  await strategies(page, "Stratégies").waitFor();
  assert.equal(count.french, 1);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("where French cannot be fetched the page is there in English, and turns French when it can be", async () => {
  const page = await open(browser, studio, { locale: "fr-FR", expect: ["ERR_FAILED", "Failed to fetch"] });
  await page.route("**/split_french.wasm", (route) => route.abort("failed"));
  await visit(page, "/");
  await strategies(page, "Strategies").waitFor();
  await page.unroute("**/split_french.wasm");
  // It is asked for again by itself.
  await strategies(page, "Stratégies").waitFor();
  await settled(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
