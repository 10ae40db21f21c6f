// Every page about people, in both themes and languages and on a small screen: it can be used with a screen reader, says
// nothing on the console, is no wider than the window, and its picture is taken. Needs `up --accounts` (lib/people.mjs).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LOOKS, accessibility, id, launch, open, picture, settled, visit } from "./lib/browser.mjs";
import { keysShown } from "./lib/paper.mjs";
import { OPERATOR, REFUSED, account, confirm, shared, signedIn } from "./lib/people.mjs";
import { remove } from "./lib/studio.mjs";

/** Pages of who is not signed in, and of the operator, who has them all. */
const OUTSIDE = ["/login", "/signup", "/verify", "/forgot", "/reset", "/reset?code=some-code"];
const INSIDE = [
  "/settings", "/settings?section=profile", "/settings?section=security", "/settings?section=sessions",
  "/settings?section=tokens", "/settings?section=data", "/plan",
  "/operator", "/operator/users", "/operator/audit", "/operator/jobs", "/operator/parked",
];

let browser, studio, cookies;

before(async () => {
  studio = await shared();
  browser = await launch();
  await account(studio, OPERATOR, "Olga");
  const page = await signedIn(browser, studio, OPERATOR);
  cookies = await page.context().cookies();
  await page.context().close();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (studio) remove(studio.dir);
});

async function sound(page, name) {
  await picture(page, name);
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(await keysShown(page), []);
  assert.deepEqual(page.errors, []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
}

const named = (path) => `account${path.replace(/\W+/g, "-")}`;

for (const [name, options] of LOOKS) {
  test(`pages without an account: ${name}`, async (t) => {
    const page = await open(browser, studio, { ...options, expect: REFUSED });
    for (const path of OUTSIDE) {
      await t.test(path, async () => {
        await visit(page, path);
        await sound(page, `${named(path)}-${name}`);
      });
    }
    await t.test("errors move nothing", async () => {
      await visit(page, "/login");
      const box = () => page.locator(id("login-form")).boundingBox();
      const before = await box();
      await page.locator(id("login-submit")).click();
      await page.locator(`${id("login-email")}[aria-invalid='true']`).waitFor();
      assert.deepEqual(await box(), before);
      await sound(page, `account-login-errors-${name}`);
    });
    await page.context().close();
  });

  test(`pages of an account: ${name}`, async (t) => {
    const page = await open(browser, studio, { ...options, expect: REFUSED });
    await page.context().addCookies(cookies);
    for (const path of INSIDE) {
      await t.test(path, async () => {
        await visit(page, path);
        await sound(page, `${named(path)}-${name}`);
      });
    }
    await t.test("menu and dialog", async () => {
      await visit(page, "/settings?section=data");
      await page.locator(id("account-menu")).click();
      await page.locator(id("sign-out")).waitFor();
      await sound(page, `account-menu-${name}`);
      await page.keyboard.press("Escape");
      await page.locator(id("export")).click();
      await page.locator(`${id("confirm")}[open]`).waitFor();
      await sound(page, `account-confirm-${name}`);
      await page.keyboard.press("Escape");
      await settled(page);
    });
    await page.context().close();
  });
}

test("setting up a second factor", async () => {
  const page = await open(browser, studio, { expect: REFUSED });
  await page.context().addCookies(cookies);
  await visit(page, "/settings?section=security");
  await page.locator(id("factor-begin")).click();
  await confirm(page);
  await page.locator(id("factor-qr")).waitFor();
  await sound(page, "account-factor");
  await page.context().close();
});
