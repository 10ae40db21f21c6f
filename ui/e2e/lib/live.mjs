// What tests of the live pages do again and again.
import assert from "node:assert/strict";
import { accessibility, id, picture } from "./browser.mjs";
import { eventually } from "./editor.mjs";
import { LONG_MS, keysShown } from "./paper.mjs";

/** Everything a page says while the server is away: that is what these tests do to it. */
export const AWAY = [
  "ERR_CONNECTION", "ERR_INCOMPLETE_CHUNKED", "ERR_EMPTY_RESPONSE", "Failed to load resource", "EventSource", "response: 503",
];

/** A form that is shown every tick and never wants anything: no share is that dear. */
export function patient(name) {
  return {
    mode: "form",
    name,
    conditions: [{ type: "AND", rules: [{ indicator: "mid_up", operator: ">", value: 0.9999 }] }],
    actions: [{ signal: "buy", outcome: "UP", size_mode: "fixed", size_usdc: 5, order_type: "market" }],
    risk: { max_trades_per_slot: 1 },
  };
}

/** The row or card of a run. */
export const runRow = (page, run) => page.locator(id(`live-run-${run.id}`));

/** Waits until a run is shown in a state. */
export const shownAs = (page, run, state) =>
  page.locator(`${id(`live-run-${run.id}`)}[data-state='${state}']`).waitFor({ timeout: LONG_MS });

/** Waits until the page is up to date. */
export const upToDate = (page) => page.locator(`${id("live-link")}[data-link='open']`).waitFor({ state: 'attached', timeout: LONG_MS });

/** The whole number in a text. */
export const wholeNumber = (text) => Number(/\d[\d,\s\u202f]*/.exec(text)?.[0].replace(/\D/g, "") ?? "NaN");

/** Waits until what a test id shows is another than `before`; the new text. */
export async function changes(page, name, before) {
  const handle = await page.waitForFunction(
    ([selector, old]) => {
      const text = document.querySelector(selector)?.textContent;
      return text && text !== old ? text : null;
    },
    [id(name), before],
    { timeout: LONG_MS },
  );
  return handle.jsonValue();
}

/** Waits until the venue's clock has gone on by so much, by the server's own account. */
export async function venueLater(studio, ms) {
  const from = (await studio.api("/live")).now_ms;
  return eventually(async () => {
    const { now_ms: now } = await studio.api("/live");
    assert.ok(now >= from + ms, `${now - from} of ${ms} ms have passed at the venue`);
    return now;
  }, LONG_MS);
}

/** The page as it stands can be used by everybody: axe, no keys for sentences, no wider than the window; its picture. */
export async function sound(page, name) {
  await picture(page, name);
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(await keysShown(page), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the window`);
}
