// What belongs to an account: profile, second factor, sessions, tokens, data. Needs `up --accounts` (lib/people.mjs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { id, launch, open, settled, visit } from "./lib/browser.mjs";
import { type } from "./lib/editor.mjs";
import {
  PASSWORD, REFUSED, account, app, chooseInMenu, confirm, elsewhere, fillLogin, shared, signedIn,
} from "./lib/people.mjs";
import { remove } from "./lib/studio.mjs";

let browser, studio;

before(async () => {
  studio = await shared();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (studio) remove(studio.dir);
});

/** Goes to a section of the settings by its tab. */
async function section(page, name) {
  if (new URL(page.url()).pathname !== "/settings") await chooseInMenu(page, "account-menu-settings");
  await page.locator(id(`tab-${name}`)).click();
  await page.waitForURL((url) => url.searchParams.get("section") === name);
  await settled(page);
}

async function file(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("a name is changed and stands in the menu", async () => {
  await account(studio, "ada@example.org", "Ada");
  const page = await signedIn(browser, studio, "ada@example.org");
  await section(page, "profile");
  await page.locator(`${id("profile-verified")}[data-verified='true']`).waitFor();
  assert.equal(await page.locator(id("profile-email")).inputValue(), "ada@example.org");
  await type(page, "profile-name", "Ada Lovelace");
  await page.locator(id("profile-language-fr")).check({ force: true });
  await page.locator(id("profile-submit")).click();
  await page.locator(id("toast")).waitFor();
  await page.locator(id("account-menu")).click();
  await page.locator(id("account-name")).filter({ hasText: "Ada Lovelace" }).waitFor();
  await page.keyboard.press("Escape");
  await page.reload();
  await settled(page);
  await page.locator(`${id("profile-language-fr")}:checked`).waitFor();
  // Another password: the present one must be right, and the rules hold.
  await section(page, "security");
  await type(page, "password-current", "not the password");
  await type(page, "password-password", "another fine password");
  await page.locator(id("password-submit")).click();
  await page.locator(`${id("password-current")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "password-current", PASSWORD);
  await page.locator(id("password-submit")).click();
  await page.waitForFunction((field) => document.querySelector(field)?.value === "", id("password-current"));
  await page.locator(id("audit-entry")).first().waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a second factor is set up, asked for, replaced by a recovery code, and turned off", async () => {
  await account(studio, "bob@example.org");
  const page = await signedIn(browser, studio, "bob@example.org");
  await section(page, "security");
  await page.locator(`${id("factor")}[data-state='off']`).waitFor();
  await page.locator(id("factor-begin")).click();
  // Who would rather not, has changed nothing.
  await page.locator(`${id("confirm")}[open]`).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(`${id("confirm")}[open]`).waitFor({ state: "detached" });
  await page.locator(id("factor-begin")).click();
  await confirm(page);
  const drawn = await page.locator(id("factor-qr")).evaluate((image) => image.decode().then(() => image.naturalWidth > 0));
  assert.ok(drawn, "the code can be scanned");
  const code = app(await page.locator(id("factor-secret")).innerText());
  await type(page, "factor-code", "000000");
  await page.locator(id("factor-submit")).click();
  await page.locator(`${id("factor-code")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "factor-code", code());
  await page.locator(id("factor-submit")).click();
  const recovery = await page.locator(`${id("recovery-codes")} li`).allInnerTexts();
  assert.equal(recovery.length, 10);
  const kept = await file(page, () => page.locator(id("recovery-download")).click());
  for (const one of recovery) assert.ok(kept.text.includes(one));
  await page.locator(id("recovery-copy")).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), recovery.join("\n"));
  await page.locator(id("recovery-kept")).click();
  await page.locator(`${id("factor")}[data-state='on']`).waitFor();
  await page.locator(id("recovery-codes")).waitFor({ state: "detached" });
  // From now on the password alone is not enough.
  await chooseInMenu(page, "sign-out");
  await fillLogin(page, "bob@example.org");
  await page.locator(`${id("login-code")}:focus`).waitFor();
  await type(page, "login-code", "000000");
  await page.locator(id("login-code-submit")).click();
  await page.locator(`${id("login-code")}[aria-invalid='true']`).waitFor();
  await type(page, "login-code", recovery[0]);
  await page.locator(id("login-code-submit")).click();
  await page.locator(id("account-menu")).waitFor();
  await section(page, "security");
  await page.locator(id("factor-disable")).click();
  await page.locator(id("sure-yes")).click();
  await confirm(page, recovery[1]);
  await page.locator(`${id("factor")}[data-state='off']`).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a token is shown once, works for what it may, and is revoked", async () => {
  await account(studio, "cat@example.org");
  const page = await signedIn(browser, studio, "cat@example.org");
  await section(page, "tokens");
  await page.locator(id("no-tokens")).waitFor();
  await page.locator(id("token-make")).click();
  await page.locator(`${id("token-name")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "token-name", "Bot");
  await page.locator(id("token-scope-backtests")).check();
  await page.locator(id("token-make")).click();
  await confirm(page);
  const token = await page.locator(id("token-value")).innerText();
  assert.match(token, /^cs_/);
  await page.locator(id("token-copy")).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);
  await page.locator(id("token-kept")).click();
  await page.locator(id("token")).filter({ hasText: "Bot" }).waitFor();
  assert.ok(!(await page.content()).includes(token), "it is not shown again");
  await page.locator(id("token-revoke")).click();
  await page.locator(id("sure-yes")).click();
  await page.locator(id("no-tokens")).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("other sessions are ended, one or all", async () => {
  await account(studio, "dan@example.org");
  const page = await signedIn(browser, studio, "dan@example.org");
  const others = [await elsewhere(studio, "dan@example.org"), await elsewhere(studio, "dan@example.org")];
  await section(page, "sessions");
  await page.locator(`${id("session")}[data-current='true']`).waitFor();
  assert.equal(await page.locator(id("session")).count(), 3);
  await page.locator(id("session-end")).first().click();
  await page.waitForFunction((row) => document.querySelectorAll(row).length === 2, id("session"));
  await page.locator(id("sessions-end-others")).click();
  await page.locator(id("sure-yes")).click();
  await page.waitForFunction((row) => document.querySelectorAll(row).length === 1, id("session"));
  for (const request of others) await assert.rejects(request("/sessions"), /401/);
  assert.ok(await page.locator(id("sessions-end-others")).isDisabled());
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("data is exported, and the account deleted by typing its address", async () => {
  await account(studio, "eve@example.org", "Eve");
  const page = await signedIn(browser, studio, "eve@example.org");
  await section(page, "data");
  await page.locator(id("export")).click();
  const exported = await file(page, () => confirm(page));
  assert.ok(JSON.stringify(JSON.parse(exported.text)).includes("eve@example.org"));
  await type(page, "delete-email", "somebody@example.org");
  await page.locator(id("delete-submit")).click();
  await page.locator(`${id("delete-email")}[aria-invalid='true']:focus`).waitFor();
  await type(page, "delete-email", "eve@example.org");
  await page.locator(id("delete-submit")).click();
  await page.waitForURL((url) => url.pathname === "/login");
  await fillLogin(page, "eve@example.org");
  await page.locator(`${id("login-password")}[aria-invalid='true']`).waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("an address that is not confirmed is said so on every page", async () => {
  const page = await open(browser, studio, { expect: REFUSED });
  await visit(page, "/signup");
  await type(page, "signup-email", "fay@example.org");
  await type(page, "signup-password", PASSWORD);
  await page.locator(id("signup-submit")).click();
  await page.locator(id("signup-sent")).waitFor();
  await visit(page, "/login");
  await fillLogin(page, "fay@example.org");
  // Whether one gets in before is the server's to say; if so, the page leads to the mail.
  const banner = page.locator(id("verify-banner"));
  await banner.or(page.locator(id("login-error")).filter({ hasText: /./ })).waitFor();
  if (await banner.isVisible()) {
    await banner.locator("a").click();
    await page.waitForFunction((field) => document.querySelector(field)?.value === "fay@example.org", id("verify-email"));
  }
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
