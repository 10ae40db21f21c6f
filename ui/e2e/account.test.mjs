// Signing up and in: from the first form to the page one wanted to go to, and back out. Needs `up --accounts` (lib/people.mjs).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { edit, eventually, saved, simpleForm, type } from "./lib/editor.mjs";
import { fill, press, reach } from "./lib/keys.mjs";
import {
  PASSWORD, REFUSED, account, chooseInMenu, elsewhere, fillLogin, links, mailed, shared, signedIn,
} from "./lib/people.mjs";
import { dataFolder, remove, start } from "./lib/studio.mjs";

let browser, studio;

before(async () => {
  studio = await shared();
  browser = await launch();
  await account(studio, "ada@example.org", "Ada");
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (studio) remove(studio.dir);
});

const rule = (page, name, state) => page.locator(`[data-rule='${name}'][data-state='${state}']`).waitFor();
const at = (page, pathname) => page.waitForURL((url) => url.pathname === pathname);

test("who signs up sees the rules first, confirms by mail and signs in", async () => {
  const page = await open(browser, studio, { expect: REFUSED });
  await visit(page, "/");
  await at(page, "/login");
  await page.locator("a[href='/signup']").click();
  await rule(page, "length", "unknown");
  await page.locator(id("signup-submit")).click();
  // The first field that is wrong has the focus, and says why.
  await page.locator(`${id("signup-email")}[aria-invalid='true']:focus`).waitFor();
  assert.notEqual(await page.locator(id("signup-email-error")).innerText(), "");
  await type(page, "signup-email", "new@example.org");
  await type(page, "signup-password", "short");
  await rule(page, "length", "broken");
  await type(page, "signup-password", PASSWORD);
  await rule(page, "length", "kept");
  await rule(page, "not-email", "kept");
  await type(page, "signup-name", "New");
  await page.locator(id("signup-submit")).click();
  await page.locator(id("signup-sent")).waitFor();
  const link = await mailed(studio, "new@example.org", "/verify");
  await page.locator(id("send-again")).click();
  await mailed(studio, "new@example.org", "/verify", 1);
  await visit(page, link);
  await page.locator(`${id("verify")}[data-state='done']`).waitFor();
  const address = new URL(page.url());
  assert.equal(address.search + address.hash, "", "the code is not left in the address");
  await page.locator("main a[href='/login']").click();
  await fillLogin(page, "new@example.org");
  await page.locator(id("account-menu")).waitFor();
  await at(page, "/");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a code that is not good says so, and another mail can be had", async () => {
  const page = await open(browser, studio, { expect: REFUSED });
  await visit(page, "/verify?code=no-such-code");
  await page.locator(`${id("verify")}[data-state='failed']`).waitFor();
  assert.equal(new URL(page.url()).search, "");
  await type(page, "verify-email", "nobody@example.org");
  await page.locator(id("verify-submit")).click();
  await page.locator(id("verify-sent")).waitFor();
  assert.deepEqual(links(studio, "nobody@example.org", "/verify"), []);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a wrong password and an unknown address are told alike", async () => {
  const page = await open(browser, studio, { expect: REFUSED });
  const said = [];
  for (const email of ["ada@example.org", "nobody@example.org"]) {
    await visit(page, "/login");
    await fillLogin(page, email, "not the password");
    await page.locator(`${id("login-password")}[aria-invalid='true']:focus`).waitFor();
    said.push(await page.locator(id("login-password-error")).innerText());
  }
  assert.equal(said[0], said[1]);
  assert.notEqual(said[0], "");
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("by keyboard alone one gets to the page one wanted, and its address is not made up", async () => {
  const page = await open(browser, studio, { expect: REFUSED });
  await page.goto("/backtests?strategy=s1");
  await at(page, "/login");
  await settled(page);
  await fill(page, id("login-email"), "ada@example.org");
  await fill(page, id("login-password"), PASSWORD);
  await page.keyboard.press("Enter");
  await at(page, "/backtests");
  assert.equal(new URL(page.url()).search, "?strategy=s1");
  await press(page, id("account-menu"));
  await page.locator(`${id("account-menu-plan")}:focus`).waitFor();
  await page.keyboard.press("Escape");
  await reach(page, id("account-menu"), "Shift+Tab");
  // Out, and back in by an address that leads elsewhere: it does not.
  await chooseInMenu(page, "sign-out");
  await at(page, "/login");
  assert.equal(new URL(page.url()).search, "", "who signs out is not led back");
  await visit(page, "/login?next=//elsewhere.example/");
  await fillLogin(page, "ada@example.org");
  await at(page, "/");
  assert.equal(new URL(page.url()).origin, new URL(studio.url).origin);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a forgotten password is set by mail, and the old one is worth nothing", async () => {
  await account(studio, "bob@example.org", "Bob");
  const page = await open(browser, studio, { expect: REFUSED });
  await visit(page, "/login");
  await page.locator("a[href='/forgot']").click();
  await type(page, "forgot-email", "bob@example.org");
  await page.locator(id("forgot-submit")).click();
  await page.locator(id("forgot-sent")).waitFor();
  await visit(page, await mailed(studio, "bob@example.org", "/reset"));
  assert.equal(new URL(page.url()).search + new URL(page.url()).hash, "");
  await type(page, "reset-password", "another fine password");
  await page.locator(id("reset-submit")).click();
  await page.locator(id("reset-done")).waitFor();
  await page.locator("main a[href='/login']").click();
  await fillLogin(page, "bob@example.org");
  await page.locator(`${id("login-password")}[aria-invalid='true']`).waitFor();
  await fillLogin(page, "bob@example.org", "another fine password");
  await page.locator(id("account-menu")).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a session that ends leads to signing in, and unsaved work is there again after it", async () => {
  await account(studio, "eve@example.org");
  const page = await signedIn(browser, studio, "eve@example.org");
  const request = await elsewhere(studio, "eve@example.org");
  const made = await request("/strategies", { name: "Kept", document: JSON.stringify(simpleForm("Kept")) });
  await edit(page, made.id, { preview: false });
  const sessions = await request("/sessions");
  const theirs = sessions.items.filter((session) => !session.current);
  assert.equal(theirs.length, 1);
  // A change that is not saved yet, and then nobody is signed in any more.
  await page.route("**/document", (route) => route.abort("failed"));
  const name = page.locator(id("strategy-name"));
  await name.fill("Kept, and changed");
  await name.press("Tab");
  await page.locator(`${id("save-state")}:not([data-state='saved'])`).waitFor();
  await page.context().clearCookies();
  await page.unroute("**/document");
  await at(page, "/login");
  await page.locator(id("login-ended")).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("next"), `/strategies/${made.id}`);
  await fillLogin(page, "eve@example.org");
  await at(page, `/strategies/${made.id}`);
  await saved(page);
  await eventually(async () => {
    const { document } = await request(`/strategies/${made.id}`);
    assert.equal(JSON.parse(document).name, "Kept, and changed");
  });
  await page.context().close();
});

test("who has a server of their own sees nothing of signing in but a line in the settings", async () => {
  const dir = dataFolder([]);
  const own = await start(dir);
  try {
    const page = await open(browser, own);
    await visit(page, "/");
    assert.equal(await page.locator(id("account-menu")).count(), 0);
    await visit(page, "/settings");
    await page.locator(id("settings-local")).waitFor();
    assert.equal(await page.locator("[role='tab']").count(), 0);
    await visit(page, "/login");
    await page.locator("main a[href='/']").waitFor();
    assert.deepEqual(page.errors, []);
    await page.context().close();
  } finally {
    await own.stop();
    remove(dir);
  }
});
