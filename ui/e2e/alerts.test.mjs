// Alerts: they appear on every page, are listed in the bell and sent to a webhook; and the settings around them.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { LOOKS, accessibility, id, launch, open, picture, settled, visit } from "./lib/browser.mjs";
import { eventually, type } from "./lib/editor.mjs";
import { trapping, turned } from "./lib/guests.mjs";
import { LONG_MS, SERIES, SIMULATED, eager, endRun, keysShown, startRun } from "./lib/paper.mjs";
import { dataFolder, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;

before(async () => {
  dir = dataFolder([]);
  studio = await start(dir, 0, SIMULATED);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

/** A webhook of this machine: what it was sent, and how it answers. */
async function webhook() {
  const heard = { bodies: [], posts: [], status: 200 };
  const server = createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      heard.bodies.push(JSON.parse(body));
      heard.posts.push({ headers: request.headers, body });
      answer.writeHead(heard.status).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  heard.url = `http://127.0.0.1:${server.address().port}/hook`;
  heard.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return heard;
}

test("many refusals are told on the page one is on, and the bell leads to the run", { timeout: 300_000 }, async () => {
  const page = await open(browser, studio);
  await visit(page, "/templates");
  // The page must have looked once, so that it knows what is new.
  await page.locator(`${id("bell")}[data-unseen='0']`).waitFor();
  await page.waitForResponse((response) => response.url().endsWith("/api/v1/live"), { timeout: LONG_MS });
  const run = await startRun(studio, "Refused", eager("Refused", {}), { limits: { max_order_usdc: "1" } });
  const toast = page.locator(id("toast")).filter({ has: page.locator(id("toast-action")) });
  await toast.first().waitFor({ timeout: LONG_MS });
  await page.locator(`${id("bell")}:not([data-unseen='0'])`).click();
  const alert = page.locator(`${id("alerts-panel")} ${id("alert")}[data-kind='denial-burst']`).first();
  await alert.waitFor();
  assert.equal(await alert.getAttribute("data-seen"), "false");
  await page.locator(id("alerts-seen")).click();
  await page.locator(`${id("bell")}[data-unseen='0']`).waitFor();
  await page.locator(`${id("alert")}[data-seen='true']`).first().waitFor();
  await alert.locator("a").click();
  await page.waitForURL((url) => url.pathname === `/live/${run.id}`);
  await page.locator(id("alerts-panel")).waitFor({ state: "detached" });
  await endRun(studio, run);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a component that traps is told, and Escape closes the list", { timeout: 300_000 }, async () => {
  // Uploads are checked on the last recorded slots, where this one behaves.
  const { markets } = await studio.api("/markets");
  const last = Math.max(...markets.map((market) => market.start_ms));
  const path = turned(dir, "trap", 1e300, trapping(last + 1));
  const answer = await studio.api("/components", { method: "POST", body: readFileSync(path) });
  assert.equal(answer.accepted, true, JSON.stringify(answer.checks));
  const made = await studio.api("/strategies", { method: "POST", body: { name: "Trap", component: answer.hash } });
  const body = { strategy: { strategy: { id: made.id } }, series: [SERIES] };
  const run = await studio.api("/live/runs", { method: "POST", body });
  await eventually(async () => {
    const { items } = await studio.api("/live/alerts");
    assert.ok(items.some((alert) => alert.kind === "fault" && alert.run_id === run.id), JSON.stringify(items));
  }, LONG_MS);
  const page = await open(browser, studio);
  await visit(page, "/strategies");
  await page.locator(`${id("bell")}:not([data-unseen='0'])`).click({ timeout: LONG_MS });
  await page.locator(`${id("alerts-panel")} ${id("alert")}[data-kind='fault']`).first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator(id("alerts-panel")).waitFor({ state: "detached" });
  await page.locator(`${id("bell")}:focus`).waitFor();
  await endRun(studio, run);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("a webhook is set, tested and sent alerts", { timeout: 300_000 }, async (t) => {
  const hook = await webhook();
  // A listener that is left open would keep this file from ending.
  t.after(() => hook.close());
  const page = await open(browser, studio, { expect: ["422", "Failed to load resource"] });
  await visit(page, "/settings");
  await page.locator(id("webhook-url")).waitFor();
  await type(page, "webhook-url", "http://hooks.example/");
  assert.ok(await page.locator(id("webhook-save")).isDisabled());
  await type(page, "webhook-url", hook.url);
  await page.locator(id("webhook-kind-denial-burst")).check();
  assert.ok(await page.locator(id("webhook-test")).isDisabled(), "what is not saved cannot be tested");
  await page.locator(id("webhook-save")).click();
  await page.locator(`${id("webhook")}[data-changed='false']`).waitFor();
  await page.locator(id("webhook-test")).click();
  await page.locator(`${id("webhook-result")}[data-result='arrived']`).waitFor();
  assert.equal(hook.bodies.length, 1);
  assert.equal(hook.bodies[0].subject, "test");
  const secret = await page.locator(id("webhook-secret")).textContent();
  const { headers, body } = hook.posts[0];
  const signed = createHmac("sha256", secret).update(`${headers["x-craftstrat-timestamp"]}.${body}`).digest("hex");
  assert.equal(headers["x-craftstrat-signature"], `sha256=${signed}`, "what the page shows is what it is signed with");
  hook.status = 500;
  await page.locator(id("webhook-test")).click();
  await page.locator(`${id("webhook-result")}[data-result='failed']`).waitFor();
  hook.status = 200;
  const run = await startRun(studio, "Sent", eager("Sent", {}), { limits: { max_order_usdc: "1" } });
  await eventually(async () => {
    const sent = hook.bodies.filter((alert) => alert.run_id === run.id);
    assert.ok(sent.length > 0 && sent.every((alert) => alert.kind === "denial_burst"), JSON.stringify(hook.bodies));
  }, LONG_MS);
  await endRun(studio, run);
  await page.reload();
  await settled(page);
  await page.waitForFunction(
    (line) => Number(document.querySelector(line)?.dataset.delivered ?? 0) > 0,
    id("webhook-state"),
  );
  await page.locator(id("webhook-url")).fill("");
  await page.locator(id("webhook-save")).click();
  await page.locator(`${id("webhook")}[data-changed='false']`).waitFor();
  assert.equal((await studio.api("/live/webhook")).url ?? null, null);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("limits over all runs are set, kept and taken away", { timeout: 240_000 }, async () => {
  const page = await open(browser, studio);
  await visit(page, "/settings");
  await page.locator(id("limit-exposure")).check();
  await type(page, "limit-exposure-value", 123.5);
  await page.locator(id("overall-save")).click();
  await page.locator(`${id("overall-limits")}[data-changed='false']`).waitFor();
  assert.equal(Number((await studio.api("/live/limits")).max_exposure_usdc), 123.5);
  await page.reload();
  await page.waitForFunction((field) => document.querySelector(field)?.value === "123.5", id("limit-exposure-value"));
  await page.locator(id("limit-exposure")).uncheck();
  await page.locator(id("overall-save")).click();
  await page.locator(`${id("overall-limits")}[data-changed='false']`).waitFor();
  assert.equal((await studio.api("/live/limits")).max_exposure_usdc, null);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

for (const [name, options] of LOOKS) {
  test(`settings and bell can be used by everybody: ${name}`, { timeout: 240_000 }, async () => {
    const page = await open(browser, studio, options);
    await visit(page, "/settings");
    await page.locator(id("webhook-url")).waitFor();
    await page.locator(id("bell")).click();
    await page.locator(`${id("alerts-panel")} ${id("alert")}, ${id("alerts-panel")} ${id("no-alerts")}`).first().waitFor();
    assert.deepEqual(await accessibility(page), []);
    await picture(page, `alerts-${name}`);
    if (name === "french") assert.deepEqual(await keysShown(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
