// A graph by keyboard alone: nodes are selected, moved, copied, connected, framed, tidied up and set, on the canvas and in
// the outline.
import assert from "node:assert/strict";
import { id } from "./lib/browser.mjs";
import { eventually, storedDocument } from "./lib/editor.mjs";
import { areSelected, canvas, conditions, edges, edgesBecome, nodeCount, nodeIds, positions } from "./lib/graph.mjs";
import { back, choose, fill, press, reach, replace } from "./lib/keys.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();
const THREE = ["mid>above", "above>both", "both>buy"];
const node = (name) => id(`node-${name}`);
const live = (page) => page.locator(id("graph-live"));

/** The data of a node as the server has it. */
const data = async (strategyId, name) => (await storedDocument(on.studio, strategyId)).nodes.find((n) => n.id === name)?.data;

/** Starts an edge at the focused node and steps to the target whose announcement matches. */
async function aim(page, target) {
  await page.keyboard.press("c");
  await live(page).filter({ hasText: /Connect to .+ of \d+/ }).waitFor();
  for (let steps = 0; steps < 20; steps += 1) {
    if (target.test(await live(page).textContent())) return;
    await page.keyboard.press("ArrowRight");
  }
  throw new Error(`no target is ${target}`);
}

on.test("nodes are selected, moved together, copied, pasted and removed", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Keys on the canvas"));
  const before = await positions(studio, strategyId);
  await press(page, node("spread"), "Shift+Enter");
  await press(page, node("tight"), "Shift+Enter");
  await areSelected(page, ["spread", "tight"]);
  await live(page).filter({ hasText: "2 nodes selected" }).waitFor();
  assert.match(await page.locator(node("tight")).getAttribute("aria-label"), /selected/);
  await page.keyboard.press("Shift+ArrowDown");
  const shifted = ([x, y]) => [x, y + 32];
  await eventually(async () => {
    const now = await positions(studio, strategyId);
    assert.deepEqual([now.spread, now.tight], [shifted(before.spread), shifted(before.tight)]);
    assert.deepEqual(now.mid, before.mid);
  });
  await page.keyboard.press("ControlOrMeta+z");
  await eventually(async () => assert.deepEqual(await positions(studio, strategyId), before));
  await reach(page, node("above"));
  await page.keyboard.press("Escape");
  await press(page, node("above"), "Shift+Enter");
  await press(page, node("both"), "Shift+Enter");
  await areSelected(page, ["above", "both"]);
  await page.keyboard.press("ControlOrMeta+c");
  await live(page).filter({ hasText: "2 nodes copied" }).waitFor();
  await page.keyboard.press("ControlOrMeta+v");
  await areSelected(page, ["above-2", "both-2"]);
  await page.locator(`${node("above-2")}:focus`).waitFor();
  await edgesBecome(studio, strategyId, [...THREE, "above-2>both-2"]);
  await page.keyboard.press("Delete");
  await nodeCount(page, 6);
  await edgesBecome(studio, strategyId, THREE);
  // The focus stays on the canvas, where everything can be selected.
  await page.locator(`${id("graph")}:focus`).waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await areSelected(page, conditions("").nodes.map((n) => n.id));
});

on.test("a node keeps the focus while it is moved past others", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Keys move far"));
  await reach(page, node("spread"));
  // Past the node above, which Tab reached first until then.
  for (let steps = 0; steps < 8; steps += 1) {
    await page.keyboard.press("Shift+ArrowUp");
    await page.locator(`${node("spread")}:focus`).waitFor();
  }
  await eventually(async () => assert.equal((await positions(studio, strategyId)).spread[1], 160 - 8 * 32));
});

on.test("ports are connected step by step, with targets read out, and refusals too", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Keys connect"));
  await reach(page, node("spread"));
  await aim(page, /is at most/);
  await page.keyboard.press("Enter");
  await edgesBecome(studio, strategyId, [...THREE, "spread>tight"]);
  await live(page).filter({ hasText: /^Connected / }).waitFor();
  // Escape leaves everything as it is.
  await reach(page, node("tight"));
  await aim(page, /Connect to/);
  await page.keyboard.press("Escape");
  await live(page).filter({ hasText: "Cancelled" }).waitFor();
  assert.deepEqual(await edges(studio, strategyId), [...THREE, "spread>tight"].sort());
  // What is joined to all it can be joined to says so.
  await reach(page, node("tight"));
  await aim(page, /all|and/i);
  await page.keyboard.press("Enter");
  await edgesBecome(studio, strategyId, [...THREE, "spread>tight", "tight>both"]);
  // Connections are also a list beside the canvas.
  await page.keyboard.press("Escape");
  await press(page, node("tight"));
  await press(page, id("disconnect-tight-both"));
  await edgesBecome(studio, strategyId, [...THREE, "spread>tight"]);
});

on.test("settings, notes, frames and order are all within reach", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Keys beside the canvas"));
  await press(page, node("above"));
  // Enter leads to the settings of the node.
  await page.waitForFunction((s) => document.querySelector(s).contains(document.activeElement), id("inspector"));
  await choose(page, id("setting-operator"), "<");
  await fill(page, id("setting-value"), "0.4");
  await eventually(async () => {
    const { operator, value } = await data(strategyId, "above");
    assert.deepEqual([operator, value], ["<", 0.4]);
  });
  await back(page, node("spread"));
  await page.keyboard.press("n");
  await page.locator(`${id("setting-text")}:focus`).waitFor();
  await replace(page, "Is it worth it?");
  await nodeCount(page, 7);
  const note = (await nodeIds(page)).find((n) => !conditions("").nodes.some((known) => known.id === n));
  await eventually(async () => assert.equal((await data(strategyId, note)).text, "Is it worth it?"));
  await back(page, node("spread"));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("ControlOrMeta+g");
  await page.locator(`${id("frame-title")}:focus`).waitFor();
  await replace(page, "Costs");
  const frames = async () => (await storedDocument(studio, strategyId)).nodes.filter((n) => n.data.members).map((n) => n.data.text);
  await eventually(async () => assert.deepEqual(await frames(), ["Costs"]));
  await back(page, node("spread"));
  await page.keyboard.press("ControlOrMeta+Shift+g");
  await eventually(async () => assert.deepEqual(await frames(), []));
  // Tidied up by a key, lined up by the menu.
  await page.keyboard.press("l");
  await live(page).filter({ hasText: "Nodes tidied up" }).waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await areSelected(page, [...conditions("").nodes.map((n) => n.id), note]);
  await back(page, id("graph-arrange-menu"));
  await page.keyboard.press("Enter");
  await page.locator("[role=menuitem]:focus").waitFor();
  await page.keyboard.press("Enter");
  await eventually(async () => {
    const left = Object.values(await positions(studio, strategyId)).map(([x]) => x);
    assert.equal(new Set(left).size, 1, left.join(" "));
  });
  await page.locator(`${id("graph-arrange-menu")}:focus`).waitFor();
});

on.test("the outline does without a canvas what is done on it", async (page) => {
  const { studio } = on;
  const document = conditions("Outline");
  document.nodes.push({ id: "sell", type: "action", position: { x: 840, y: 240 }, data: { signal: "close", outcome: "UP" } });
  document.edges.push({ source: "tight", target: "sell" });
  const strategyId = await canvas(page, studio, document);
  await back(page, "[role=tab][aria-selected=true]");
  await page.keyboard.press("ArrowRight");
  await page.locator(id("outline")).waitFor();
  // A node is added where it is needed, which connects it.
  await press(page, id("outline-tight"));
  await page.locator(id("details-tight")).waitFor();
  await press(page, id("add-into-tight-a"));
  await page.locator(`${id("add-search")}:focus`).waitFor();
  await page.keyboard.type("Spread, Up");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.ok((await edges(studio, strategyId)).some((e) => /^spread_up.*>tight$/.test(e))));
  const made = (await edges(studio, strategyId)).find((e) => e.endsWith(">tight")).split(">")[0];
  // Its settings are open; another field is chosen.
  await page.locator(id(`details-${made}`)).waitFor();
  await choose(page, id("setting-field"), "spread_down");
  await eventually(async () => assert.equal((await data(strategyId, made)).field, "spread_down"));
  // Actions are taken in their order, which is changed; nodes are disconnected and removed.
  await press(page, id("earlier-sell"));
  const actions = async () => (await storedDocument(studio, strategyId)).nodes.filter((n) => n.type === "action").map((n) => n.id);
  await eventually(async () => assert.deepEqual(await actions(), ["sell", "buy"]));
  await press(page, id("outline-disconnect-above"));
  await eventually(async () => assert.ok(!(await edges(studio, strategyId)).includes("above>both")));
  await press(page, id("delete-sell"));
  await eventually(async () => assert.deepEqual(await actions(), ["buy"]));
  await page.keyboard.press("ControlOrMeta+z");
  await eventually(async () => assert.deepEqual(await actions(), ["sell", "buy"]));
});
