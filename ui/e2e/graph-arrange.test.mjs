// What is done to several nodes at once: copied as text, doubled, lined up, tidied up, framed; and notes beside them.
import assert from "node:assert/strict";
import { id } from "./lib/browser.mjs";
import { eventually, storedDocument, strategy } from "./lib/editor.mjs";
import {
  areSelected, canvas, conditions, drag, edges, edgesBecome, head, nodeCount, oneStepBack, place, positions, reopen,
  selected, zoom,
} from "./lib/graph.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();
const THREE = ["mid>above", "above>both", "both>buy"];

/** Selects nodes with the mouse. */
async function pick(page, ids) {
  for (const [index, node] of ids.entries()) {
    const at = await head(page, node);
    if (index > 0) await page.keyboard.down("Shift");
    await page.mouse.click(at.x, at.y);
    if (index > 0) await page.keyboard.up("Shift");
  }
  await areSelected(page, ids);
}

/** Chooses an entry of one of the canvas's menus. */
async function menu(page, name, item) {
  await page.locator(id(name)).click();
  await page.locator(id(item)).click();
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

on.test("nodes are copied as JSON with the edges among them, and pasted into another strategy", async (page) => {
  const { studio } = on;
  await canvas(page, studio, conditions("Copied from"));
  await pick(page, ["mid", "above", "both"]);
  await page.keyboard.press("ControlOrMeta+c");
  await eventually(async () => assert.match(await clipboard(page), /^\s*\{/));
  const copied = JSON.parse(await clipboard(page));
  assert.deepEqual(copied.nodes.map((n) => n.id).sort(), ["above", "both", "mid"]);
  assert.deepEqual(copied.edges.map((e) => `${e.source}>${e.target}`).sort(), ["above>both", "mid>above"]);
  const other = await strategy(studio, "Pasted into", conditions("Pasted into"));
  await reopen(page, other);
  const original = await storedDocument(studio, other);
  await page.locator(id("graph")).focus();
  await page.keyboard.press("ControlOrMeta+v");
  await nodeCount(page, 9);
  await areSelected(page, ["mid-2", "above-2", "both-2"]);
  await edgesBecome(studio, other, [...THREE, "mid-2>above-2", "above-2>both-2"]);
  await oneStepBack(page, studio, other, original);
  // Cut takes away what paste brings back.
  await pick(page, ["mid", "above"]);
  await page.keyboard.press("ControlOrMeta+x");
  await nodeCount(page, 4);
  await page.keyboard.press("ControlOrMeta+v");
  await nodeCount(page, 6);
  await edgesBecome(studio, other, ["both>buy", "mid>above"]);
});

on.test("text that is no part of a strategy is not pasted, and the reason is said", async (page) => {
  const strategyId = await canvas(page, on.studio, conditions("Not pasted"));
  await page.evaluate(() => navigator.clipboard.writeText("a shopping list"));
  await page.locator(id("graph")).focus();
  await page.keyboard.press("ControlOrMeta+v");
  await page.locator(id("toast")).filter({ hasText: "There are no nodes in what you want to paste" }).waitFor();
  await nodeCount(page, 6);
  assert.deepEqual(await edges(on.studio, strategyId), [...THREE].sort());
});

on.test("nodes are doubled with their edges, a little aside", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Doubled"));
  const original = await storedDocument(studio, strategyId);
  await pick(page, ["above", "both"]);
  await menu(page, "graph-edit-menu", "graph-duplicate");
  await nodeCount(page, 8);
  await areSelected(page, ["above-2", "both-2"]);
  await edgesBecome(studio, strategyId, [...THREE, "above-2>both-2"]);
  const at = await positions(studio, strategyId);
  assert.deepEqual(at["above-2"], [at.above[0] + 32, at.above[1] + 32]);
  await oneStepBack(page, studio, strategyId, original);
});

on.test("nodes are lined up and spread evenly, each as one step", async (page) => {
  const { studio } = on;
  const document = conditions("Lined up");
  document.nodes.find((n) => n.id === "above").position = { x: 320, y: 24 };
  document.nodes.find((n) => n.id === "buy").position = { x: 1000, y: 120 };
  const strategyId = await canvas(page, studio, document);
  const original = await storedDocument(studio, strategyId);
  const became = (check) => eventually(async () => check(await positions(studio, strategyId)));
  // Small enough that all of it stays in sight when settings open beside it.
  const corner = await place(page, 0.02, 0.5);
  await page.mouse.move(corner.x, corner.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, 400);
  await page.keyboard.up("Control");
  await eventually(async () => assert.ok((await zoom(page)) < 0.7));
  // What lies at the right first: beside it, settings open.
  await pick(page, ["buy", "mid", "above"]);
  await menu(page, "graph-arrange-menu", "graph-align-top");
  await became((at) => assert.deepEqual([at.mid[1], at.above[1], at.buy[1]], [0, 0, 0]));
  await menu(page, "graph-arrange-menu", "graph-distribute-across");
  await became((at) => assert.deepEqual([at.mid[0], at.above[0], at.buy[0]], [0, 504, 1000]));
  await page.locator(id("undo")).click();
  await page.locator(id("undo")).click();
  await pick(page, ["spread", "tight"]);
  await menu(page, "graph-arrange-menu", "graph-align-left");
  await became((at) => assert.deepEqual([at.spread[0], at.tight[0], at.above[0]], [0, 0, 320]));
  await oneStepBack(page, studio, strategyId, original);
});

on.test("tidying up puts every node behind what it reads, and none over another", async (page) => {
  const { studio } = on;
  const document = conditions("Tidy");
  for (const [at, node] of document.nodes.entries()) node.position = { x: 40 * (5 - at), y: 8 * at };
  const strategyId = await canvas(page, studio, document);
  const original = await storedDocument(studio, strategyId);
  await page.locator(id("layout")).click();
  await eventually(async () => {
    const at = await positions(studio, strategyId);
    for (const { source, target } of document.edges) {
      assert.ok(at[target][0] >= at[source][0] + 200, `${target} is not behind ${source}`);
    }
  });
  const boxes = await page.locator("[data-testid^='node-']").evaluateAll((all) => all.map((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top, right, bottom };
  }));
  for (const [at, a] of boxes.entries()) {
    for (const b of boxes.slice(at + 1)) {
      const over = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      assert.ok(!over, "one node lies over another");
    }
  }
  await oneStepBack(page, studio, strategyId, original);
});

on.test("a frame has a title, moves with what is in it and is taken away without it", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Framed"));
  const before = await positions(studio, strategyId);
  await pick(page, ["spread", "tight"]);
  await page.keyboard.press("ControlOrMeta+g");
  await page.locator(`${id("frame-title")}:focus`).waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("How wide");
  const frame = page.locator("[data-testid^='frame-frame']");
  await frame.filter({ hasText: "How wide" }).waitFor();
  const bar = await frame.locator("[data-frame]").boundingBox();
  const from = { x: bar.x + bar.width / 2, y: bar.y + bar.height / 2 };
  await drag(page, from, { x: from.x, y: from.y + 120 });
  await eventually(async () => {
    const now = await positions(studio, strategyId);
    assert.ok(now.spread[1] > before.spread[1]);
    assert.equal(now.spread[1] - before.spread[1], now.tight[1] - before.tight[1]);
    assert.deepEqual(now.above, before.above);
  });
  const held = (await storedDocument(studio, strategyId)).nodes.find((n) => n.data.members);
  assert.deepEqual([held.data.text, held.data.members], ["How wide", ["spread", "tight"]]);
  await page.keyboard.press("ControlOrMeta+Shift+g");
  await frame.waitFor({ state: "detached" });
  await eventually(async () => {
    const { nodes } = await storedDocument(studio, strategyId);
    assert.deepEqual(nodes.map((n) => n.id), conditions("").nodes.map((n) => n.id));
  });
});

on.test("a note is written beside the nodes and kept", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Noted"));
  await page.locator(id("graph")).focus();
  await page.keyboard.press("n");
  await page.locator(`${id("setting-text")}:focus`).waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Wide spreads eat the edge.");
  await nodeCount(page, 7);
  const [note] = await selected(page);
  await page.locator(id(`node-${note}`)).filter({ hasText: "Wide spreads eat the edge." }).waitFor();
  await eventually(async () => {
    const stored = (await storedDocument(studio, strategyId)).nodes.find((n) => n.id === note);
    assert.equal(stored.data.text, "Wide spreads eat the edge.");
  });
});
