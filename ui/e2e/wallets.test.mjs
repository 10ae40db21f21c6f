// Wallets of the owner of a server, and strategies on them: made, changed, assigned, checked before they run, run, taken off.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LOOKS, id, launch, open, settled, visit } from "./lib/browser.mjs";
import { simpleForm, strategy, type } from "./lib/editor.mjs";
import { choose, fill, press, reach } from "./lib/keys.mjs";
import { sound } from "./lib/live.mjs";
import { LONG_MS, SERIES, SIMULATED, eager } from "./lib/paper.mjs";
import { dataFolder, remove, start } from "./lib/studio.mjs";

/** Answers these tests mean to cause. */
const REFUSED = ["403", "409", "422", "Failed to load resource"];

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

const paper = (label) => studio.api("/wallets", { method: "POST", body: { label, kind: "paper" } });

const put = (body) => studio.api("/assignments", { method: "POST", body: { markets: [SERIES], ...body } });

const stands = (page, state) =>
  page.locator(`${id("assignment")}[data-state='${state}']`).waitFor({ timeout: LONG_MS });

const ready = (page, is) =>
  page.locator(`${id("preflight")}[data-ready='${is}']`).waitFor({ timeout: LONG_MS });

test("without a wallet there is one next action; a paper wallet is made, renamed, paused and resumed", async () => {
  const page = await open(browser, studio);
  await visit(page, "/wallets");
  await sound(page, "wallets-empty");
  await page.locator(id("wallet-new")).click();
  await page.locator(`${id("wallet-dialog")}[open]`).waitFor();
  assert.equal(new URL(page.url()).search, "?new=1", "the form has an address");
  // How many there may be stands above the button; nobody signs in here, so there are paper wallets alone.
  await page.locator(`${id("wallet-dialog")} ${id("wallets-room")}[data-full='false']`).waitFor();
  await page.locator(id("wallet-no-keys")).waitFor();
  await page.locator(id("wallet-submit")).click();
  await page.locator(`${id("wallet-label")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "wallet-label", "First");
  await type(page, "wallet-cash", "1,000");
  await page.locator(id("wallet-submit")).click();
  // A thousand, or one? It is not guessed.
  await page.locator(`${id("wallet-cash")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "wallet-cash", "250.5");
  await page.locator(id("wallet-submit")).click();
  await page.waitForURL(/\/wallets\/[^/]+$/);
  await page.getByRole("heading", { level: 1, name: "First" }).waitFor();
  await settled(page);
  assert.match(await page.locator(id("wallet-money")).innerText(), /250\.5/);
  assert.equal(await page.locator(id("deposit-none")).count(), 0, "a paper wallet has no address");
  await page.locator(id("wallet-rename")).click();
  await type(page, "rename-label", "Renamed");
  await page.locator(id("rename-submit")).click();
  await page.getByRole("heading", { level: 1, name: "Renamed" }).waitFor();
  for (const state of ["paused", "active"]) {
    await page.locator(id("wallet-pause")).click();
    await page.locator(`${id("wallet-head")}[data-state='${state}']`).waitFor();
  }
  await page.reload();
  await page.locator(`${id("wallet-head")}[data-state='active'][data-kind='paper']`).waitFor();
  await page.locator(id("way-wallets-title")).click();
  await page.locator(id("wallet")).filter({ hasText: "Renamed" }).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a wallet is made by keyboard alone, and deleted by typing its name", async () => {
  const page = await open(browser, studio);
  await visit(page, "/wallets");
  await press(page, id("wallet-new"));
  await page.locator(`${id("wallet-dialog")}[open]`).waitFor();
  await fill(page, id("wallet-label"), "By keys");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "By keys" }).waitFor();
  await settled(page);
  await fill(page, id("delete-confirm"), "By key");
  await page.keyboard.press("Enter");
  await page.locator(`${id("delete-confirm")}[aria-invalid='true']:focus`).waitFor();
  await fill(page, id("delete-confirm"), "By keys");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/wallets");
  await page.locator(id("wallets")).waitFor();
  await page.locator(id("wallet")).filter({ hasText: "By keys" }).waitFor({ state: "detached" });
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a strategy is put on a wallet from the list, runs, and ends", { timeout: 240_000 }, async () => {
  const wallet = await paper("Runs");
  const strategyId = await strategy(studio, "Assigned", eager("Assigned"));
  const page = await open(browser, studio, { expect: REFUSED });
  await visit(page, "/strategies");
  await page.locator(id(`strategy-menu-${strategyId}`)).click();
  await page.locator(id("strategy-assign")).click();
  await page.waitForURL((url) => url.pathname === "/assignments/new" && url.searchParams.get("strategy") === strategyId);
  await settled(page);
  assert.equal(await page.locator(id("assign-strategy")).inputValue(), strategyId);
  await page.locator(id("assign-wallet")).selectOption(wallet.id);
  await page.locator(id("assign-submit")).click();
  await page.locator(`${id("assign-markets")}[aria-invalid='true']:focus`).waitFor();
  await page.locator(id(`market-${SERIES}`)).click();
  assert.equal(await page.locator(id("assign-markets")).inputValue(), SERIES);
  await type(page, "assign-max", "50");
  await page.locator(id("assign-submit")).click();
  await page.waitForURL(/\/assignments\/(?!new)[^/]+$/);
  await stands(page, "stopped");
  await ready(page, true);
  await page.locator(id("preflight-passed")).click();
  await page.locator(`${id("check-wallet-paused")}[data-ok='true']`).waitFor();
  await page.locator(`${id("activate")}:not([disabled])`).click();
  await stands(page, "running");
  const deleted = page.locator(id("assignment-delete"));
  assert.ok(await deleted.isDisabled(), "what runs is not taken off");
  await page.locator("a[href^='/live/']").first().click();
  await page.waitForURL(/\/live\/[^/]+$/);
  await page.locator(`${id("live-standing")}[data-state='running']`).waitFor({ timeout: LONG_MS });
  await page.goBack();
  await stands(page, "running");
  // A wallet whose strategy runs is not deleted, and the page says why.
  await visit(page, `/wallets/${wallet.id}`);
  await page.locator(`${id("assignment")}[data-state='running']`).waitFor();
  await type(page, "delete-confirm", "Runs");
  await page.locator(id("delete-submit")).click();
  await page.waitForFunction((place) => document.querySelector(place)?.textContent.trim(), id("delete-error"));
  await page.locator(`${id("assignment")} a[href^='/assignments/']`).click();
  await page.locator(id("deactivate")).click();
  await stands(page, "stopped");
  await page.locator(id("assignment-delete")).click();
  await page.locator(id("sure-yes")).click();
  await page.waitForURL((url) => url.pathname === "/assignments");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("what stands in the way is said with the way to mend it, before anything is activated", { timeout: 120_000 }, async () => {
  const wallet = await paper("Paused");
  const strategyId = await strategy(studio, "Waiting", simpleForm("Waiting"));
  const made = await put({ wallet: wallet.id, strategy: strategyId });
  await studio.api(`/wallets/${wallet.id}`, { method: "PATCH", body: { paused: true } });
  const page = await open(browser, studio);
  await visit(page, `/assignments/${made.id}`);
  await ready(page, false);
  const check = page.locator(`${id("check-wallet-paused")}[data-ok='false'][data-blocks='true']`);
  await check.waitFor();
  assert.notEqual(await check.locator(id("check-mend")).innerText(), "");
  assert.ok(await page.locator(id("activate")).isDisabled());
  await sound(page, "assignment-blocked");
  await check.locator(`a[href='/wallets/${wallet.id}']`).click();
  await page.locator(`${id("wallet-head")}[data-state='paused']`).waitFor();
  await page.locator(id("wallet-pause")).click();
  await page.locator(`${id("wallet-head")}[data-state='active']`).waitFor();
  await page.goBack();
  await ready(page, true);
  await page.locator(id("assignment-change")).click();
  await type(page, "change-markets", "no/slash");
  await page.locator(id("change-submit")).click();
  await page.locator(`${id("change-markets")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "change-markets", "btc-*");
  await type(page, "change-max", "12.5");
  await page.locator(id("change-submit")).click();
  await page.locator(id("assignment-markets")).filter({ hasText: "btc-*" }).waitFor();
  assert.match(await page.locator(id("assignment-max")).innerText(), /12\.5/);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("the editor leads to the form, which is filled in by keyboard alone", { timeout: 120_000 }, async () => {
  const wallet = await paper("Keyboard");
  await paper("A newer one, which stands first");
  const strategyId = await strategy(studio, "From the editor", simpleForm("From the editor"));
  const page = await open(browser, studio, { width: 1600 });
  await visit(page, `/strategies/${strategyId}`);
  await press(page, id("assign"));
  await page.waitForURL((url) => url.searchParams.get("strategy") === strategyId);
  await settled(page);
  await choose(page, id("assign-wallet"), wallet.id);
  assert.equal(new URL(page.url()).searchParams.get("wallet"), wallet.id, "what is chosen is in the address");
  await fill(page, id("assign-markets"), "btc-*, eth-updown-15m");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/assignments\/(?!new)[^/]+$/);
  await ready(page, true).catch(() => ready(page, false));
  await reach(page, id("preflight-again"));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("an address of nothing says so", async () => {
  const page = await open(browser, studio, { expect: ["404", "Failed to load resource"] });
  for (const path of ["/wallets/none", "/assignments/none"]) {
    await page.goto(path);
    await page.locator(id("error-box")).first().waitFor();
  }
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("in every look", { timeout: 180_000 }, async (t) => {
  const wallet = await paper("Looked at");
  const strategyId = await strategy(studio, "Looked at", simpleForm("Looked at"));
  const made = await put({ wallet: wallet.id, strategy: strategyId });
  const pages = {
    wallets: "/wallets",
    "wallet-new": "/wallets?new=1",
    wallet: `/wallets/${wallet.id}`,
    assignments: "/assignments",
    "assignment-new": `/assignments/new?strategy=${strategyId}&wallet=${wallet.id}`,
    assignment: `/assignments/${made.id}`,
  };
  for (const [name, options] of LOOKS) {
    const page = await open(browser, studio, options);
    for (const [key, path] of Object.entries(pages)) {
      await t.test(`${key}: ${name}`, async () => {
        await visit(page, path);
        await sound(page, `${key}-${name}`);
        assert.deepEqual(page.errors, []);
      });
    }
    await page.context().close();
  }
});
