// Uploads that mean harm: refused with reasons where the checks see it, and where they cannot the page stays alive.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { id, launch, open, visit } from "./lib/browser.mjs";
import { digest, edit, simpleForm, strategy } from "./lib/editor.mjs";
import { bomb, endless, examples, turned } from "./lib/guests.mjs";
import { dataFolder, realSeries, remove, start } from "./lib/studio.mjs";

let browser, studio, dir;

before(async () => {
  dir = dataFolder([realSeries()]);
  studio = await start(dir);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await studio?.stop();
  if (dir) remove(dir);
});

async function upload(page, path) {
  await visit(page, "/upload");
  await page.locator(`${id("drop")} input`).setInputFiles(path);
  await page.locator(`${id("upload-accepted")}, ${id("upload-refused")}`).first().waitFor();
}

test("a good component shows its checks, its fuel and what it declares, and is saved", async () => {
  const page = await open(browser, studio);
  await upload(page, examples()[0].path);
  assert.equal(await page.locator("[data-testid^='check-'][data-result='passed']").count(), 9);
  await page.locator(id("fuel")).waitFor();
  await page.locator(id("declares")).waitFor();
  await page.locator(id("upload-name")).fill("Uploaded");
  await page.locator(id("upload-save")).click();
  await page.waitForURL(/\/strategies\/.+/);
  await digest(page);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test("what is no strategy is refused with the reason", async () => {
  const page = await open(browser, studio);
  const empty = join(dir, "empty.wasm");
  writeFileSync(empty, Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]));
  await upload(page, empty);
  await page.locator(id("upload-refused")).waitFor();
  assert.equal(await page.locator(id("upload-save")).count(), 0);
  assert.ok((await page.locator("[data-testid^='check-'][data-result='failed']").count()) >= 1);
  const text = join(dir, "text.wasm");
  writeFileSync(text, "no wasm at all");
  await page.locator(`${id("drop")} input`).setInputFiles(text);
  await page.locator(id("toast")).first().waitFor();
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

for (const [name, harm] of [["an endless loop", endless], ["a memory bomb", bomb]]) {
  test(`${name}: refused where the checks meet it`, async () => {
    const page = await open(browser, studio);
    await upload(page, turned(dir, "always", 1e300, harm));
    await page.locator(id("upload-refused")).waitFor();
    await page.locator(`${id("check-runs")}[data-result='failed']`).waitFor();
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });

  test(`${name} that hides from the checks: the page stops it and lives on`, async () => {
    // Uploads are checked on the last slots; this one behaves from the middle of them on.
    const { markets } = await studio.api(`/markets?series=${realSeries()}`);
    const path = turned(dir, "hidden", markets[Math.floor(markets.length / 2)].start_ms, harm);
    const answer = await studio.api("/components", { method: "POST", body: readFileSync(path) });
    assert.equal(answer.accepted, true, JSON.stringify(answer.checks));
    const body = { name: `Hidden: ${name}`, component: answer.hash };
    const hidden = await studio.api("/strategies", { method: "POST", body });
    const page = await open(browser, studio);
    await visit(page, `/strategies/${hidden.id}`);
    await page.locator(`${id("preview-stopped")}, ${id("preview-fault")}`).first().waitFor({ timeout: 20_000 });
    // The page still answers, and another strategy is previewed in it.
    const other = await strategy(studio, "After", simpleForm("After"));
    await edit(page, other);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
