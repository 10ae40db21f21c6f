// A form by keyboard alone: nested groups, indicators by search, actions, parameters, limits, order; and one history over
// form and graph.
import assert from "node:assert/strict";
import { id } from "./lib/browser.mjs";
import { edit, eventually, saved, simpleForm, storedDocument, strategy } from "./lib/editor.mjs";
import { back, choose, entry, fill, press, reach, replace } from "./lib/keys.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();

async function opened(page, name) {
  const strategyId = await strategy(on.studio, name, simpleForm(name));
  await edit(page, strategyId, { preview: false });
  await page.locator(id("rule-0-0")).waitFor();
  return strategyId;
}
const stored = (strategyId) => storedDocument(on.studio, strategyId);
const becomes = (strategyId, check) => eventually(async () => check(await stored(strategyId)));
const focused = (page, testid) => page.locator(`${id(testid)}:focus`).waitFor();

on.test("a nested group is made, filled by search, joined otherwise, moved and taken out", async (page) => {
  const strategyId = await opened(page, "Nested by keyboard");
  await press(page, id("add-group-0"));
  // The first rule of the new group is there, with the focus in its picker.
  await focused(page, "rule-0-2-0-field");
  await replace(page, "spread up");
  const option = page.locator(`${id("form")} [role=option][aria-selected=true]`);
  await option.filter({ hasText: "spread_up" }).waitFor();
  // What stands beside it helps to choose: a unit, a usual range, a sentence.
  assert.match(await option.textContent(), /\$ · usually .+/);
  await page.keyboard.press("Enter");
  await choose(page, id("rule-0-2-0-operator"), "<");
  await fill(page, id("rule-0-2-0-value"), "0.04");
  await press(page, id("add-rule-0-2"));
  await focused(page, "rule-0-2-1-field");
  await replace(page, "relative strength");
  await page.locator("[role=option][data-value='RSI'], [role=option][data-value='rsi']").first().waitFor();
  for (let steps = 0; steps < 10; steps += 1) {
    if (/^rsi$/i.test(await option.getAttribute("data-value"))) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await choose(page, id("rule-0-2-1-operator"), "<");
  await fill(page, id("rule-0-2-1-value"), "30");
  await becomes(strategyId, ({ conditions: [{ rules }] }) => {
    const { type, rules: [first, second] } = rules[2];
    assert.deepEqual([type, first.indicator, first.operator, first.value], ["OR", "spread_up", "<", 0.04]);
    assert.deepEqual([(second.fn ?? second.indicator).toUpperCase(), second.operator, second.value], ["RSI", "<", 30]);
  });
  assert.match(await page.locator(id("sentence")).textContent(), /\(.* or .*\)/);
  // Joined by AND instead.
  await back(page, id("group-0-2-joined"));
  await choose(page, id("group-0-2-joined"), "AND");
  await becomes(strategyId, ({ conditions: [{ rules }] }) => assert.equal(rules[2].type ?? "AND", "AND"));
  // The menu of the group moves it up; the menu of a rule takes that out.
  await press(page, id("rule-0-2-menu"));
  await page.locator("[role=menuitem]:focus").waitFor();
  await page.keyboard.press("Enter");
  await becomes(strategyId, ({ conditions: [{ rules }] }) => assert.ok(rules[1].rules, "the group did not move up"));
  await reach(page, id("rule-0-2-menu"));
  await page.keyboard.press("Enter");
  await entry(page, id("rule-0-2-remove"));
  await becomes(strategyId, ({ conditions: [{ rules }] }) => {
    assert.deepEqual(rules.map((r) => r.indicator ?? r.rules.length), ["mid_up", 2]);
  });
  // A picker can be left without choosing.
  await reach(page, id("rule-0-0-field"));
  await page.keyboard.type("bid");
  await page.keyboard.press("Escape");
  await page.locator(`${id("form")} [role=listbox]`).waitFor({ state: "detached" });
  assert.equal((await stored(strategyId)).conditions[0].rules[0].indicator, "mid_up");
});

on.test("actions, parameters and limits are edited", async (page) => {
  const strategyId = await opened(page, "Actions by keyboard");
  await choose(page, id("action-0-outcome"), "DOWN");
  await choose(page, id("action-0-order"), "limit");
  await fill(page, id("action-0-price"), "0.45");
  await fill(page, id("action-0-size"), "30");
  await press(page, id("action-0-once"), "Space");
  await press(page, id("add-action"));
  await choose(page, id("action-1-signal"), "close");
  await becomes(strategyId, ({ actions }) => {
    const [first, second] = actions;
    assert.deepEqual(
      [first.outcome, first.order_type, first.price, first.size_usdc ?? first.size, first.once_per_slot],
      ["DOWN", "limit", 0.45, 30, true],
    );
    assert.equal(second.signal, "close");
  });
  // The second action goes before the first.
  await press(page, `${id("action-1")} [aria-haspopup=menu]`);
  await page.locator("[role=menuitem]:focus").waitFor();
  await page.keyboard.press("Enter");
  await becomes(strategyId, ({ actions }) => assert.deepEqual(actions.map((a) => a.signal), ["close", "buy"]));
  await press(page, id("add-parameter"));
  await fill(page, id("parameter-0-name"), "threshold");
  await fill(page, id("parameter-0-default"), "0.6");
  await becomes(strategyId, ({ parameters }) => assert.deepEqual([parameters[0].name, parameters[0].default], ["threshold", 0.6]));
  // It can stand in the place of a number.
  await choose(page, id("rule-0-0-value-kind"), "parameter");
  await becomes(strategyId, ({ conditions: [{ rules }] }) => assert.deepEqual(rules[0].value, { parameter: "threshold" }));
  await fill(page, id("risk-stoploss-pct"), "35");
  await fill(page, id("risk-max-trades-per-slot"), "2");
  await becomes(strategyId, ({ risk }) => assert.deepEqual([risk.stoploss_pct, risk.max_trades_per_slot], [35, 2]));
  // Arrows step a number, and emptying it takes the limit away.
  await reach(page, id("risk-stoploss-pct"));
  await page.keyboard.press("ArrowUp");
  await becomes(strategyId, ({ risk }) => assert.equal(risk.stoploss_pct, 36));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await becomes(strategyId, ({ risk }) => assert.equal(risk.stoploss_pct ?? null, null));
});

on.test("one history leads back and forth through form and graph", async (page) => {
  const strategyId = await opened(page, "Back and forth");
  const original = await stored(strategyId);
  await press(page, id("rule-0-0-value"), "ArrowUp");
  await becomes(strategyId, ({ conditions }) => assert.equal(conditions[0].rules[0].value, 0.61));
  const typed = await stored(strategyId);
  await back(page, id("tab-form"));
  await page.keyboard.press("ArrowRight");
  await focused(page, "tab-graph");
  await becomes(strategyId, ({ mode }) => assert.equal(mode, "node"));
  const converted = await stored(strategyId);
  await reach(page, "[data-testid^='node-']");
  const node = await page.evaluate(() => document.activeElement.dataset.node);
  await page.keyboard.press("Shift+ArrowDown");
  const at = ({ nodes }) => nodes.find((n) => n.id === node).position.y;
  await becomes(strategyId, (document) => assert.equal(at(document) - at(converted), 32));
  const moved = await stored(strategyId);
  const steps = [moved, converted, typed, original];
  for (const wanted of steps.slice(1)) {
    await page.keyboard.press("ControlOrMeta+z");
    await becomes(strategyId, (document) => assert.deepEqual(document, wanted));
  }
  await page.locator(`${id("undo")}[disabled]`).waitFor();
  assert.equal(await page.locator(id("rule-0-0-value")).inputValue(), "0.6");
  for (const wanted of [...steps].reverse().slice(1)) {
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await becomes(strategyId, (document) => assert.deepEqual(document, wanted));
  }
  await page.locator(`${id("redo")}[disabled]`).waitFor();
  await page.locator(id(`node-${node}`)).waitFor();
  await saved(page);
});
