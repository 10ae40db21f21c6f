// The dashboard: what was made, what runs, what is held and what needs somebody; for the owner of a server and for people.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LOOKS, id, launch, open, visit } from "./lib/browser.mjs";
import { simpleForm } from "./lib/editor.mjs";
import { press, reach } from "./lib/keys.mjs";
import { sound } from "./lib/live.mjs";
import { LONG_MS, SIMULATED, eager, endRun, startRun } from "./lib/paper.mjs";
import { account, elsewhere, shared, signedIn } from "./lib/people.mjs";
import { dataFolder, remove, start } from "./lib/studio.mjs";

const CARDS = ["dash-pnl", "dash-active", "dash-positions", "dash-alerts"];

let browser, studio, dir;

before(async () => {
  dir = dataFolder([]);
  studio = await start(dir, 0, SIMULATED);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (studio) assert.equal(await studio.stop(), 0, `the studio did not end well:\n${studio.said.join("\n")}`);
  if (dir) remove(dir);
});

test("where there is nothing each card says so and has one next action", async (t) => {
  for (const [name, options] of LOOKS) {
    await t.test(name, async () => {
      const page = await open(browser, studio, options);
      await visit(page, "/dashboard");
      for (const card of CARDS) {
        const empty = page.locator(id(`${card}-none`));
        await empty.waitFor();
        assert.equal(await empty.getByRole("link").count(), 1, `${card} has one next action`);
      }
      assert.equal(await page.locator(`${id("dashboard")} .btn-primary`).count(), 1, "one of them is the page's");
      await sound(page, `dashboard-empty-${name}`);
      assert.deepEqual(page.errors, []);
      await page.context().close();
    });
  }
});

test("the next action leads to the strategies, by keyboard alone", async () => {
  const page = await open(browser, studio);
  await visit(page, "/templates");
  await press(page, id("nav-dashboard"));
  await page.waitForURL((url) => url.pathname === "/dashboard");
  await page.locator(id("dash-pnl-none")).waitFor();
  await press(page, `${id("dash-pnl-none")} a`);
  await page.waitForURL((url) => url.pathname === "/strategies");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a run is shown with its state, its result and what it holds, and leads to its page", { timeout: 180_000 }, async () => {
  const run = await startRun(studio, "Eager", eager("Eager"));
  const page = await open(browser, studio);
  await visit(page, "/dashboard");
  await page.locator(`${id(`dash-run-${run.id}`)}[data-state='running']`).waitFor({ timeout: LONG_MS });
  // A slot lasts five seconds here: what is held comes and goes.
  await page.locator(id("dash-position")).first().waitFor({ timeout: LONG_MS });
  const equity = await page.locator(id("live-money-equity")).innerText();
  assert.match(equity, /\d/);
  await page.locator(id("dash-pnl-none")).waitFor({ state: "detached" });
  // It goes on by itself.
  await page.waitForFunction(
    ([shown, before]) => document.querySelector(shown)?.textContent !== before,
    [id("live-money-equity"), equity],
    { timeout: 2 * LONG_MS },
  );
  await reach(page, `${id(`dash-run-${run.id}`)} a`);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === `/live/${run.id}`);
  assert.deepEqual(page.errors, []);
  await page.context().close();
  for (const [name, options] of LOOKS) {
    const look = await open(browser, studio, options);
    await visit(look, "/dashboard");
    await look.locator(id(`dash-run-${run.id}`)).waitFor();
    await sound(look, `dashboard-${name}`);
    assert.deepEqual(look.errors, []);
    await look.context().close();
  }
  await endRun(studio, run);
});

test("a server that does not answer is said, and asked again", { timeout: 120_000 }, async () => {
  const page = await open(browser, studio, { expect: ["ERR_FAILED", "Failed to load"] });
  await page.route("**/api/v1/live", (route) => route.abort("failed"));
  await page.goto("/dashboard");
  await page.locator(id("error-box")).waitFor();
  await page.unroute("**/api/v1/live");
  await page.locator(id("dash-active")).waitFor({ timeout: LONG_MS });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("people see what is theirs, and what their plan allows", { timeout: 120_000 }, async () => {
  const many = await shared();
  try {
    await account(many, "ada@example.org", "Ada");
    await account(many, "bob@example.org", "Bob");
    const request = await elsewhere(many, "bob@example.org");
    await request("/strategies", { name: "Bob's", document: JSON.stringify(simpleForm("Bob's")) });
    const page = await signedIn(browser, many, "ada@example.org");
    await visit(page, "/dashboard");
    for (const card of CARDS) await page.locator(id(`${card}-none`)).waitFor();
    await page.locator(`${id("limit-strategies")}[data-full='false']`).waitFor();
    assert.ok(!(await page.locator("main").innerText()).includes("Bob"));
    await sound(page, "dashboard-accounts");
    assert.deepEqual(page.errors, []);
    await page.context().close();
  } finally {
    await many.stop();
    remove(many.dir);
  }
});
