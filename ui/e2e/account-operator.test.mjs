// The operator's pages, the plan, and limits before one runs into them. Needs `up --accounts` (lib/people.mjs).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { id, launch, settled, visit } from "./lib/browser.mjs";
import { simpleForm } from "./lib/editor.mjs";
import { OPERATOR, account, chooseInMenu, confirm, elsewhere, shared, signedIn } from "./lib/people.mjs";
import { remove } from "./lib/studio.mjs";

let browser, studio, page, user;

before(async () => {
  studio = await shared();
  browser = await launch();
  await account(studio, OPERATOR, "Olga");
  await account(studio, "ada@example.org", "Ada");
  page = await signedIn(browser, studio, OPERATOR);
  user = await signedIn(browser, studio, "ada@example.org");
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (studio) remove(studio.dir);
});

const row = (email) => page.locator(`${id("user")}[data-email='${email}']`);

/** Goes to a section by its link. */
async function section(name) {
  await page.locator(id(`operator-${name}`)).click();
  await page.locator(`${id(`operator-${name}`)}[aria-current='page']`).waitFor();
  await settled(page);
}

/** Means it, and confirms that it is them where that is wanted. */
async function yes() {
  const answer = page.waitForResponse((response) => response.request().method() === "PATCH");
  await page.locator(id("sure-yes")).click();
  if (!(await answer).ok()) await confirm(page);
}

test("only who runs the installation sees it", async () => {
  await visit(user, "/operator/users");
  assert.equal(await user.locator(id("users")).count(), 0);
  await user.locator(id("account-menu")).click();
  assert.equal(await user.locator(id("account-menu-operator")).count(), 0);
  await user.keyboard.press("Escape");
  await chooseInMenu(page, "account-menu-operator");
  await page.locator(id("system-users")).filter({ hasText: "2" }).waitFor();
  assert.deepEqual([...page.errors, ...user.errors], []);
});

test("a plan is changed, after a question, and its owner sees it", async () => {
  await visit(user, "/plan");
  await user.locator(`${id("plan")}[data-plan='free']`).waitFor();
  assert.match(await user.locator(id("plan-history")).innerText(), /30/);
  await user.locator("tr[data-plan='free'][aria-current='true']").waitFor();
  await visit(page, "/operator/users?q=ada");
  assert.equal(await page.locator(id("user")).count(), 1);
  const plan = row("ada@example.org").locator(id("user-plan"));
  await plan.selectOption("pro");
  await page.locator(id("sure-no")).click();
  await page.waitForFunction((field) => document.querySelector(field)?.value === "free", id("user-plan"));
  await plan.selectOption("starter");
  await yes();
  await page.locator(id("toast")).first().waitFor();
  await user.reload();
  await user.locator(`${id("plan")}[data-plan='starter']`).waitFor();
  assert.deepEqual([...page.errors, ...user.errors], []);
});

test("the dialog that starts a strategy says what the plan still allows", async () => {
  const request = await elsewhere(studio, "ada@example.org");
  const made = await request("/strategies", { name: "Noted", document: JSON.stringify(simpleForm("Noted")) });
  await visit(user, `/strategies/${made.id}`);
  await user.locator(id("paper-run")).first().click();
  await user.locator(`${id("limit-strategies")} a[href='/plan']`).waitFor();
  assert.deepEqual(user.errors, []);
});

test("the audit log is searched, and jobs and parked runs are listed", async () => {
  await visit(page, "/operator");
  await section("audit");
  await page.locator(id("audit-action")).selectOption("operator.change_plan");
  await page.locator(`${id("audit-entry")}[data-action='operator.change_plan']`).first().waitFor();
  await page.waitForFunction(
    (entry) => [...document.querySelectorAll(entry)].every((e) => e.dataset.action === "operator.change_plan"),
    id("audit-entry"),
  );
  assert.equal(new URL(page.url()).searchParams.get("action"), "operator.change_plan");
  await page.locator(id("audit-clear")).click();
  await page.locator(`${id("audit-entry")}[data-action='login']`).first().waitFor();
  await section("jobs");
  await section("parked");
  assert.deepEqual(page.errors, []);
});

test("who is locked is out at once, and cannot get in", async () => {
  await visit(page, "/operator/users");
  await row("ada@example.org").locator(id("user-lock")).click();
  await yes();
  await page.locator(`${id("user")}[data-email='ada@example.org'][data-locked='true']`).waitFor();
  await visit(user, "/strategies");
  await user.waitForURL((url) => url.pathname === "/login");
  await assert.rejects(elsewhere(studio, "ada@example.org"), /40[13]/);
  await row("ada@example.org").locator(id("user-lock")).click();
  await yes();
  await page.locator(`${id("user")}[data-email='ada@example.org'][data-locked='false']`).waitFor();
  assert.deepEqual(page.errors, []);
});
