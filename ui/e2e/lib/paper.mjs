// What tests of paper trading do again and again: a simulated venue that is sixty times as fast as time, runs, and what
// becomes of them.
import assert from "node:assert/strict";
import { id } from "./browser.mjs";
import { eventually, strategy } from "./editor.mjs";

export const SERIES = "btc-updown-5m";

/** Options of `up`: a slot of five minutes takes five seconds. */
export const SIMULATED = ["--venue", "simulated", "--sim-speed", "60", "--follow", SERIES];

/** Longer than a slot, its settlement and the page's next look at the server take. */
export const LONG_MS = 90_000;

/** A form that wants to buy at every tick it is shown, and may twice in a slot unless `risk` says otherwise. */
export function eager(name, risk = { max_trades_per_slot: 2 }) {
  return {
    mode: "form",
    name,
    conditions: [{ type: "AND", rules: [{ indicator: "mid_up", operator: ">", value: 0 }] }],
    actions: [{ signal: "buy", outcome: "UP", size_mode: "fixed", size_usdc: 5, order_type: "market" }],
    risk,
  };
}

/** Starts a document on paper through the API; the run. */
export async function startRun(studio, name, document, more = {}) {
  const strategyId = await strategy(studio, name, document);
  const body = { strategy: { strategy: { id: strategyId } }, series: [SERIES], ...more };
  return studio.api("/live/runs", { method: "POST", body });
}

/** Ends a run, so that it does not get into the way of another test. */
export async function endRun(studio, run) {
  await studio.api(`/live/runs/${run.id}/stop`, { method: "POST" });
}

/** Waits until what is known of a run is as `holds` wants it; what is known then. */
export function runBecomes(studio, runId, holds, withinMs = LONG_MS) {
  return eventually(async () => {
    const run = await studio.api(`/live/runs/${runId}`);
    assert.ok(holds(run), JSON.stringify({ state: run.state, waiting: run.waiting, fills: run.fills }));
    return run;
  }, withinMs);
}

/** Waits until a run was shown ticks that are so much later than one. */
export const ticksLater = (studio, runId, fromMs, ms) =>
  runBecomes(studio, runId, (run) => run.last_tick_ms !== null && run.last_tick_ms >= fromMs + ms);

/** Waits until the server's kill switch is as wanted. */
export const killedIs = (studio, wanted) =>
  eventually(async () => assert.equal((await studio.api("/live")).killed, wanted));

/** Turns the kill switch by mouse: one press asks, a second confirms. */
export async function turnKill(page, button = "kill-switch") {
  await page.locator(id(button)).click();
  await page.locator(`${id("kill-dialog")}[open]`).waitFor();
  await page.locator(id("kill-confirm")).click();
  await page.locator(`${id("kill-dialog")}[open]`).waitFor({ state: "detached" });
}

/** The kill switch and the banner say the same. */
export async function killShown(page, wanted) {
  await page.locator(`${id("kill-switch")}[aria-checked='${wanted}']`).waitFor({ timeout: LONG_MS });
  await page.locator(id("kill-banner")).waitFor({ state: wanted ? "visible" : "detached" });
}

/** Keys of messages that stand in the page in place of a sentence. */
export function keysShown(page) {
  return page.evaluate(() => {
    const key = /^(common|pages|editor|results|live|paper|account|wallets)-[a-z0-9-]+$/;
    const texts = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.push(walk.currentNode.textContent.trim());
    for (const element of document.querySelectorAll("[aria-label],[title],[placeholder]")) {
      for (const name of ["aria-label", "title", "placeholder"]) texts.push((element.getAttribute(name) ?? "").trim());
    }
    return [...new Set(texts.filter((text) => text.split(/\s+/).some((word) => key.test(word))))];
  });
}
