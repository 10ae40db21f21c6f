// The canvas by mouse: nodes are dragged, selected by a marquee and connected; what cannot be connected is refused with the
// reason; the view is moved and magnified.
import assert from "node:assert/strict";
import { id } from "./lib/browser.mjs";
import { eventually, saved, storedDocument } from "./lib/editor.mjs";
import {
  areSelected, canvas, conditions, drag, edges, edgesBecome, head, magnify, middle, nodeCount, nodeIds, oneStepBack, place, positions,
  reopen, zoom,
} from "./lib/graph.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();

/** How far `b` is from `a` on the screen, in pixels of the canvas. */
async function apart(page, a, b) {
  const scale = await zoom(page);
  const [from, to] = [await page.locator(id(`node-${a}`)).boundingBox(), await page.locator(id(`node-${b}`)).boundingBox()];
  return [Math.round((to.x - from.x) / scale), Math.round((to.y - from.y) / scale)];
}

on.test("a dragged node stays where it was put, also after a reload, and one undo takes it back", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Dragged"));
  const original = await storedDocument(studio, strategyId);
  const before = (await positions(studio, strategyId)).above;
  const from = await head(page, "above");
  const scale = await zoom(page);
  await drag(page, from, { x: from.x + 70, y: from.y + 160 });
  await eventually(async () => assert.notDeepEqual((await positions(studio, strategyId)).above, before));
  const [x, y] = (await positions(studio, strategyId)).above;
  assert.ok(Math.abs((x - before[0]) * scale - 70) <= 8 && Math.abs((y - before[1]) * scale - 160) <= 8, `${x}, ${y}`);
  assert.deepEqual([x % 8, y % 8], [0, 0], "it does not lie on the grid");
  const { above, ...others } = await positions(studio, strategyId);
  const { above: _, ...othersBefore } = Object.fromEntries(original.nodes.map((n) => [n.id, [n.position.x, n.position.y]]));
  assert.deepEqual(others, othersBefore, "other nodes moved along");
  await saved(page);
  await reopen(page, strategyId);
  assert.deepEqual(await apart(page, "mid", "above"), [above[0] - others.mid[0], above[1] - others.mid[1]]);
  await oneStepBack(page, studio, strategyId, original);
});

on.test("a marquee selects what it touches, which then moves together as one step", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Marquee"));
  const original = await storedDocument(studio, strategyId);
  const [first, last] = [await page.locator(id("node-mid")).boundingBox(), await page.locator(id("node-spread")).boundingBox()];
  const corner = { x: first.x - 12, y: first.y - 12 };
  await drag(page, corner, { x: last.x + last.width / 2, y: last.y + last.height / 2 });
  await areSelected(page, ["mid", "spread"]);
  // With Shift, a click takes one more in.
  await page.keyboard.down("Shift");
  const more = await head(page, "tight");
  await page.mouse.click(more.x, more.y);
  await page.keyboard.up("Shift");
  await areSelected(page, ["mid", "spread", "tight"]);
  const from = await head(page, "spread");
  await drag(page, from, { x: from.x, y: from.y + 90 });
  const down = async () => {
    const now = await positions(studio, strategyId);
    return Object.fromEntries(original.nodes.map((n) => [n.id, now[n.id][1] - n.position.y]));
  };
  await eventually(async () => assert.ok((await down()).spread > 0));
  const { mid, spread, tight, ...rest } = await down();
  assert.ok(mid === spread && tight === spread, JSON.stringify({ mid, spread, tight }));
  assert.deepEqual(rest, { above: 0, both: 0, buy: 0 });
  await oneStepBack(page, studio, strategyId, original);
});

on.test("ports are connected by dragging, and an edge is taken off by dragging it away", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Connected"));
  const original = await storedDocument(studio, strategyId);
  const three = ["mid>above", "above>both", "both>buy"];
  await drag(page, await middle(page, "port-out-spread-value"), await middle(page, "port-in-tight-a"));
  await edgesBecome(studio, strategyId, [...three, "spread>tight"]);
  // Dropped anywhere on a node, it takes the port that fits.
  await drag(page, await middle(page, "port-out-tight-value"), await head(page, "both"));
  await edgesBecome(studio, strategyId, [...three, "spread>tight", "tight>both"]);
  // By its end, an edge goes to another node, and away.
  await drag(page, await middle(page, "port-in-above-a"), await place(page, 0.5, 0.95));
  await edgesBecome(studio, strategyId, ["above>both", "both>buy", "spread>tight", "tight>both"]);
  for (let steps = 0; steps < 3; steps += 1) await page.locator(id("undo")).click();
  await eventually(async () => assert.deepEqual(await storedDocument(studio, strategyId), original));
});

on.test("a connection that makes no sense is refused with the reason, and nothing changes", async (page) => {
  const { studio } = on;
  const document = conditions("Refused");
  document.nodes.push({ id: "any", type: "logic", position: { x: 560, y: 240 }, data: { operator: "OR" } });
  document.edges.push({ source: "both", target: "any" });
  const strategyId = await canvas(page, studio, document);
  const before = await edges(studio, strategyId);
  const refused = async (from, to, why) => {
    await drag(page, await middle(page, from), to);
    await page.locator(id("toast")).filter({ hasText: why }).first().waitFor();
    assert.match(await page.locator(id("graph-live")).textContent(), why);
  };
  await refused("port-out-mid-value", await head(page, "both"), /needs a condition, not a number/);
  await refused("port-out-both-value", await head(page, "tight"), /needs a number, not a condition/);
  await refused("port-out-any-value", await head(page, "both"), /would be a circle/);
  await refused("port-out-spread-value", await middle(page, "port-in-above-a"), /has an input already/);
  await refused("port-out-spread-value", await head(page, "mid"), /no port to connect to/);
  await page.locator(`${id("undo")}[disabled]`).waitFor();
  assert.deepEqual(await edges(studio, strategyId), before);
});

on.test("an edge dropped on nothing asks for a node it can lead to", async (page) => {
  const { studio } = on;
  const strategyId = await canvas(page, studio, conditions("Dropped"));
  const original = await storedDocument(studio, strategyId);
  await drag(page, await middle(page, "port-out-spread-value"), await place(page, 0.35, 0.85));
  await page.locator(`${id("add-search")}:focus`).waitFor();
  // What takes no number is not offered.
  await page.locator(id("add-search")).fill("Mid price, Up");
  assert.equal(await page.locator(id("add-option")).filter({ hasText: "Mid price, Up" }).count(), 0);
  await page.locator(id("add-search")).fill("is above");
  await page.locator(id("add-option")).first().click();
  await nodeCount(page, 7);
  const made = (await nodeIds(page)).find((node) => !original.nodes.some((n) => n.id === node));
  await edgesBecome(studio, strategyId, ["mid>above", "above>both", "both>buy", `spread>${made}`]);
  await oneStepBack(page, studio, strategyId, original);
});

on.test("the view is magnified by the wheel, moved by the map, and shows everything again", async (page) => {
  await canvas(page, on.studio, conditions("Seen"));
  const inside = () => page.evaluate(([graph, nodes]) => {
    const frame = document.querySelector(graph).getBoundingClientRect();
    return [...document.querySelectorAll(nodes)].every((node) => {
      const box = node.getBoundingClientRect();
      return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    });
  }, [id("graph"), "[data-testid^='node-']"]);
  assert.ok(await inside(), "not everything is shown at first");
  const first = await zoom(page);
  const at = await place(page, 0.5, 0.5);
  await magnify(page, at, 1.5);
  assert.ok(!(await inside()));
  const map = await page.locator(id("minimap")).boundingBox();
  const seen = () => page.locator(`${id("minimap")} svg > rect`).last().evaluate((r) => Number(r.getAttribute("x")));
  await page.mouse.click(map.x + 20, map.y + map.height / 2);
  const left = await seen();
  await page.mouse.click(map.x + map.width - 20, map.y + map.height / 2);
  assert.ok((await seen()) > left, "the map does not lead to the right");
  // The wheel alone moves the view.
  const before = await page.locator(id("node-buy")).boundingBox();
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, 120);
  await eventually(async () => {
    assert.ok(Math.abs(before.y - (await page.locator(id("node-buy")).boundingBox()).y - 120) < 2);
  });
  await page.locator(id("fit")).click();
  await eventually(async () => assert.ok(await inside()));
  assert.ok(Math.abs((await zoom(page)) - first) < 0.01);
});
