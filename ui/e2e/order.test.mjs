// The order of rules, by mouse and by keyboard: what is dragged lands where it was dropped, is saved, and the sentence and
// the digest follow.
import assert from "node:assert/strict";
import { id } from "./lib/browser.mjs";
import { edit, eventually, saved, simpleForm, storedDocument, strategy } from "./lib/editor.mjs";
import { drag } from "./lib/graph.mjs";
import { reach } from "./lib/keys.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();

/** Three rules, and a group of two that any may fulfil. */
function nested(name) {
  const rule = (indicator, operator, value) => ({ indicator, operator, value });
  return {
    ...simpleForm(name),
    conditions: [{
      type: "AND",
      rules: [
        rule("mid_up", ">", 0.55),
        rule("spread_up", "<", 0.05),
        { type: "OR", rules: [rule("pct_into_slot", ">", 0.2), rule("ask_up", "<", 0.9)] },
        rule("bid_up", ">", 0.5),
      ],
    }],
  };
}

/** The order of the rules as the server has it, groups as lists. */
async function order(strategyId) {
  const names = (rules) => rules.map((r) => (r.rules ? names(r.rules) : r.indicator));
  const { conditions } = await storedDocument(on.studio, strategyId);
  return conditions.map((group) => names(group.rules));
}
const becomes = (strategyId, wanted) => eventually(async () => assert.deepEqual(await order(strategyId), wanted));

async function opened(page, name) {
  const strategyId = await strategy(on.studio, name, nested(name));
  await edit(page, strategyId, { preview: false });
  await page.locator(id("rule-0-0")).waitFor();
  return strategyId;
}

/** Drags a rule by its handle before another. */
async function drop(page, from, to) {
  const centre = async (selector) => {
    const box = await page.locator(selector).boundingBox();
    return { x: box.x + Math.min(box.width / 2, 60), y: box.y + Math.min(box.height / 2, 12) };
  };
  await drag(page, await centre(`#${from}-handle`), await centre(to));
}

const sentence = (page) => page.locator(id("sentence")).textContent();

on.test("a rule dragged before another is saved there, and the sentence says so", async (page) => {
  const strategyId = await opened(page, "Dragged rules");
  const before = await sentence(page);
  assert.match(before, /mid price of Up.* spread of Up/);
  await drop(page, "rule-0-1", id("rule-0-0"));
  await becomes(strategyId, [["spread_up", "mid_up", ["pct_into_slot", "ask_up"], "bid_up"]]);
  assert.match(await sentence(page), /spread of Up.* mid price of Up/);
  // Into the group, before its second rule; and out of it to the end.
  await drop(page, "rule-0-3", id("rule-0-2-1"));
  await becomes(strategyId, [["spread_up", "mid_up", ["pct_into_slot", "bid_up", "ask_up"]]]);
  await drop(page, "rule-0-2-0", id("add-rule"));
  await becomes(strategyId, [["spread_up", "mid_up", ["bid_up", "ask_up"], "pct_into_slot"]]);
  // A whole group; and a rule that gets a group of its own.
  await drop(page, "rule-0-2", id("rule-0-0"));
  await becomes(strategyId, [[["bid_up", "ask_up"], "spread_up", "mid_up", "pct_into_slot"]]);
  await drop(page, "rule-0-3", id("add-group"));
  await becomes(strategyId, [[["bid_up", "ask_up"], "spread_up", "mid_up"], ["pct_into_slot"]]);
  await saved(page);
  await page.reload();
  await page.locator(id("rule-1-0")).waitFor();
  await becomes(strategyId, [[["bid_up", "ask_up"], "spread_up", "mid_up"], ["pct_into_slot"]]);
  for (let steps = 0; steps < 5; steps += 1) await page.locator(id("undo")).click();
  await page.locator(`${id("undo")}[disabled]`).waitFor();
  assert.equal(await sentence(page), before);
});

on.test("with Alt and the arrows a rule moves up, down, into a group and out of it, and keeps the focus", async (page) => {
  const strategyId = await opened(page, "Moved rules");
  const before = await sentence(page);
  const held = (wanted) => page.locator(`#${wanted}-handle:focus`).waitFor();
  await reach(page, "#rule-0-0-handle");
  await page.keyboard.press("Alt+ArrowDown");
  await held("rule-0-1");
  await becomes(strategyId, [["spread_up", "mid_up", ["pct_into_slot", "ask_up"], "bid_up"]]);
  await page.keyboard.press("Alt+ArrowRight");
  await held("rule-0-1-0");
  await becomes(strategyId, [["spread_up", ["mid_up", "pct_into_slot", "ask_up"], "bid_up"]]);
  assert.notEqual(await sentence(page), before);
  await page.keyboard.press("Alt+ArrowLeft");
  await held("rule-0-2");
  await becomes(strategyId, [["spread_up", ["pct_into_slot", "ask_up"], "mid_up", "bid_up"]]);
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("ControlOrMeta+z");
  await becomes(strategyId, [["spread_up", ["pct_into_slot", "ask_up"], "mid_up", "bid_up"]]);
});
