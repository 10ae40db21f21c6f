// What tests do in the editor again and again.
import { PATIENCE_MS, id, visit } from "./browser.mjs";

/** Makes a strategy through the API; its id. */
export async function strategy(studio, name, document) {
  const body = { name, document: typeof document === "string" ? document : JSON.stringify(document) };
  return (await studio.api("/strategies", { method: "POST", body })).id;
}

/** A form that trades: one rule, one action. */
export function simpleForm(name = "Simple") {
  return {
    mode: "form",
    name,
    conditions: [{
      type: "AND",
      rules: [
        { indicator: "mid_up", operator: ">", value: 0.6 },
        { indicator: "pct_into_slot", operator: "between", value: [0.2, 0.9] },
      ],
    }],
    actions: [{ signal: "buy", outcome: "UP", size_mode: "fixed", size_usdc: 25, order_type: "market" }],
    risk: { max_trades_per_slot: 1 },
  };
}

/** Opens a strategy in the editor and waits for its preview. */
export async function edit(page, strategyId, { preview = true } = {}) {
  await visit(page, `/strategies/${strategyId}`);
  if (preview) await digest(page);
}

/** Waits until the preview is done with the document as it stands; the run's digest. */
export async function digest(page, { not } = {}) {
  const handle = await page.waitForFunction(
    ([panel, shown, before]) => {
      const value = document.querySelector(shown)?.dataset.digest;
      return document.querySelector(panel)?.dataset.running === "false" && value !== before ? value : null;
    },
    [id("preview"), id("preview-digest"), not ?? null],
  );
  return handle.jsonValue();
}

/** Waits until everything is saved. */
export async function saved(page) {
  await page.locator(`${id("save-state")}[data-state='saved']`).waitFor();
}

/** Types a value into a field as a person does. */
export async function type(page, name, value) {
  const field = page.locator(id(name));
  await field.fill(String(value));
}

/** The document as the source view or the server has it. */
export async function storedDocument(studio, strategyId) {
  return JSON.parse((await studio.api(`/strategies/${strategyId}`)).document);
}

/** Checks every so often until it holds; its last failure where it never does. */
export async function eventually(check, withinMs = PATIENCE_MS, everyMs = 50) {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
