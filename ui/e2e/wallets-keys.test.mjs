// Wallets with keys, of people who share a server: what the plan allows, why there is no address to pay in to, addresses to
// withdraw to, and the key taken along after a second factor. Needs `up --accounts` (lib/people.mjs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { LOOKS, id, launch, open, settled, visit } from "./lib/browser.mjs";
import { type } from "./lib/editor.mjs";
import { sound } from "./lib/live.mjs";
import { REFUSED, account, app, confirm, elsewhere, shared, signedIn } from "./lib/people.mjs";
import { remove } from "./lib/studio.mjs";

/** Answers these tests mean to cause. */
const EXPECT = [...REFUSED, "409", "503"];

const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";

let browser, studio;

before(async () => {
  // Machines of tests may not lock memory.
  studio = await shared([], ["--memory-lock", "prefer"]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (studio) remove(studio.dir);
});

/** Sets up a second factor; codes of its app. */
async function enrol(page) {
  await visit(page, "/settings?section=security");
  await page.locator(id("factor-begin")).click();
  await confirm(page);
  const code = app(await page.locator(id("factor-secret")).innerText());
  await type(page, "factor-code", code());
  await page.locator(id("factor-submit")).click();
  await page.locator(id("recovery-kept")).click();
  await page.locator(`${id("factor")}[data-state='on']`).waitFor();
  return code;
}

/** Confirms with a code if that is asked for, and waits for what comes of it. */
async function confirmed(page, code, outcome) {
  const asked = page.locator(`${id("confirm")}[open]`);
  await asked.or(outcome).first().waitFor();
  if (await asked.isVisible()) await confirm(page, code());
  await outcome.waitFor();
}

async function make(page, kind, label) {
  await visit(page, "/wallets?new=1");
  await page.locator(id(`wallet-kind-${kind}`)).check();
  await type(page, "wallet-label", label);
  await page.locator(id("wallet-submit")).click();
}

test("how many wallets the plan has room for is said before it refuses", async () => {
  await account(studio, "ada@example.org", "Ada");
  const page = await signedIn(browser, studio, "ada@example.org", { expect: EXPECT });
  await visit(page, "/wallets");
  await page.locator(`${id("wallets-room")}[data-full='false']`).waitFor();
  await make(page, "paper", "Only one");
  await page.waitForURL(/\/wallets\/[^/]+$/);
  await visit(page, "/wallets?new=1");
  await page.locator(`${id("wallet-dialog")} ${id("wallets-room")}[data-full='true']`).waitFor();
  await sound(page, "wallet-plan-full");
  await type(page, "wallet-label", "One too many");
  await page.locator(id("wallet-submit")).click();
  await page.waitForFunction((place) => document.querySelector(place)?.textContent.trim(), id("wallet-error"));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a wallet with a key: no address without a chain, an address to withdraw to, the key as a file", { timeout: 180_000 }, async () => {
  await account(studio, "bob@example.org", "Bob");
  const page = await signedIn(browser, studio, "bob@example.org", { expect: EXPECT });
  await make(page, "deposit", "Cold");
  await page.waitForURL(/\/wallets\/[^/]+$/);
  await settled(page);
  const path = new URL(page.url()).pathname;
  // The reason stands where the address would be, and no address does.
  await page.locator(`${id("deposit-none")}[data-code='no_chain']`).waitFor();
  assert.equal(await page.locator(id("deposit-qr")).count(), 0);
  await page.locator(`${id("balances-none")}[data-code='no_chain']`).waitFor();
  // A second factor is said to be needed before anybody runs into that.
  assert.ok((await page.locator(id("factor-needed")).count()) >= 2);
  await page.locator(id("withdraw-no-address")).waitFor();
  await sound(page, "wallet-key");
  await type(page, "keystore-password", "a long password of a file");
  await type(page, "keystore-again", "another password of a file");
  await page.locator(id("keystore-submit")).click();
  await page.locator(`${id("keystore-again")}[aria-invalid='true']:focus`).waitFor();
  const code = await enrol(page);
  await visit(page, path);
  assert.equal(await page.locator(id("factor-needed")).count(), 0);
  await type(page, "allow-address", "0x123");
  await page.locator(id("allow-submit")).click();
  await page.locator(`${id("allow-address")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "allow-address", ADDRESS);
  await type(page, "allow-label", "Vault");
  await page.locator(id("allow-submit")).click();
  await confirmed(page, code, page.locator(`${id("allowed")}[data-holds='false']`));
  // The address does not hold yet: the form says so before it is sent; and there is no chain to withdraw on.
  await page.locator(id("withdraw-later")).waitFor();
  await type(page, "withdraw-amount", "5");
  await page.locator(id("withdraw-submit")).click();
  await page.waitForFunction((place) => document.querySelector(place)?.textContent.trim(), id("withdraw-error"));
  await page.locator(id("withdrawals-none")).waitFor();
  const password = "a long password of a file";
  await type(page, "keystore-password", password);
  await type(page, "keystore-again", password);
  const saved = page.waitForEvent("download");
  await page.locator(id("keystore-submit")).click();
  const file = await saved;
  const keystore = JSON.parse(readFileSync(await file.path(), "utf8"));
  assert.equal(keystore.version, 3);
  await page.waitForFunction((field) => document.querySelector(field)?.value === "", id("keystore-password"));
  assert.ok(!(await page.content()).includes(password), "the password is gone with the form");
  for (const [name, options] of LOOKS) {
    const look = await open(browser, studio, { ...options, expect: EXPECT });
    await look.context().addCookies(await page.context().cookies());
    await visit(look, path);
    await look.locator(id("allowed")).waitFor();
    await sound(look, `wallet-key-${name}`);
    assert.deepEqual(look.errors, []);
    await look.context().close();
  }
  await page.locator(id("allowed-remove")).click();
  await page.locator(id("sure-yes")).click();
  await confirmed(page, code, page.locator(id("allowed-none")));
  // Whoever has the key may have paid into it: whether it is empty, only the chain could say.
  await type(page, "delete-confirm", "Cold");
  await page.locator(id("delete-submit")).click();
  await page.waitForFunction((place) => document.querySelector(place)?.textContent.trim(), id("delete-error"));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a wallet nobody can know of is deleted", async () => {
  await account(studio, "eve@example.org");
  const page = await signedIn(browser, studio, "eve@example.org", { expect: EXPECT });
  await make(page, "safe", "Never used");
  await page.waitForURL(/\/wallets\/[^/]+$/);
  await settled(page);
  await type(page, "delete-confirm", "Never used");
  await page.locator(id("delete-submit")).click();
  await page.waitForURL((url) => url.pathname === "/wallets");
  await page.locator(`${id("wallets-room")}[data-full='false']`).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("nobody sees a wallet of somebody else", async () => {
  await account(studio, "cat@example.org");
  await account(studio, "dan@example.org");
  const request = await elsewhere(studio, "cat@example.org");
  const wallet = await request("/wallets", { label: "Cat's own", kind: "paper" });
  const page = await signedIn(browser, studio, "dan@example.org", { expect: [...EXPECT, "404"] });
  await visit(page, "/wallets");
  await page.locator(id("wallet-new")).waitFor();
  assert.equal(await page.locator(id("wallet")).count(), 0);
  await page.goto(`/wallets/${wallet.id}`);
  await page.locator(id("error-box")).first().waitFor();
  assert.ok(!(await page.locator("body").innerText()).includes("Cat's own"));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
