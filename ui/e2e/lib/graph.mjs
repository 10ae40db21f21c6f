// What tests do on the canvas of a graph.
import assert from "node:assert/strict";
import { id, visit } from "./browser.mjs";
import { eventually, storedDocument, strategy } from "./editor.mjs";

/** Width of a node at full size, which says how far the canvas is magnified. */
const NODE_WIDTH = 200;

/** Two conditions joined into one purchase; the second condition's input is not connected. */
export function conditions(name) {
  const node = (id_, type, x, y, data) => ({ id: id_, type, position: { x, y }, data });
  return {
    mode: "node",
    name,
    nodes: [
      node("mid", "input", 0, 0, { field: "mid_up" }),
      node("above", "comparator", 280, 0, { operator: ">", value: 0.6 }),
      node("spread", "input", 0, 160, { field: "spread_up" }),
      node("tight", "comparator", 280, 160, { operator: "<=", value: 0.03 }),
      node("both", "logic", 560, 80, { operator: "AND" }),
      node("buy", "action", 840, 80, { signal: "buy", outcome: "UP", size_usdc: 25 }),
    ],
    edges: [
      { source: "mid", target: "above" },
      { source: "above", target: "both" },
      { source: "both", target: "buy" },
    ],
  };
}

/** A strategy from a graph, opened; its id. What it decides does not matter, so the preview is not waited for. */
export async function canvas(page, studio, document) {
  const strategyId = await strategy(studio, document.name, document);
  await reopen(page, strategyId);
  return strategyId;
}

/** Opens a graph and waits until its nodes are drawn. */
export async function reopen(page, strategyId) {
  await visit(page, `/strategies/${strategyId}`);
  await page.locator("[data-testid^='node-']").first().waitFor();
}

/** The ids of the nodes on the canvas. */
export const nodeIds = (page) =>
  page.locator("[data-testid^='node-']").evaluateAll((all) => all.map((node) => node.dataset.node));

/** Waits until there are that many nodes. */
export const nodeCount = (page, wanted) =>
  eventually(async () => assert.equal((await nodeIds(page)).length, wanted));

/** The ids of the selected nodes, sorted, as they are marked. */
export async function selected(page) {
  const marked = await page.locator("[data-testid^='node-'].ring-primary").evaluateAll((all) => all.map((n) => n.dataset.node));
  return marked.sort();
}

/** Waits until exactly these nodes are selected. */
export const areSelected = (page, ids) =>
  eventually(async () => assert.deepEqual(await selected(page), [...ids].sort()));

/** How far the canvas is magnified. */
export async function zoom(page) {
  const box = await page.locator("[data-testid^='node-']").first().boundingBox();
  return box.width / NODE_WIDTH;
}

/** Magnifies the canvas about a place with Ctrl and the wheel, to at least so many times. */
export async function magnify(page, { x, y }, times) {
  const before = await zoom(page);
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -600);
  // The wheel is heard a moment later; until then Ctrl stays down.
  await eventually(async () => assert.ok((await zoom(page)) > before * times));
  await page.keyboard.up("Control");
}

/** The middle of what a test id names, on the screen. */
export async function middle(page, testid) {
  const box = await page.locator(id(testid)).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The head of a node: where one takes hold of it. */
export async function head(page, node) {
  const box = await page.locator(id(`node-${node}`)).boundingBox();
  return { x: box.x + box.width / 2, y: box.y + 10 };
}

/** Drags from one place of the screen to another. */
export async function drag(page, from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + (to.x - from.x) / 3, from.y + (to.y - from.y) / 3);
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** A place on the canvas, in parts of its size. */
export async function place(page, across, down) {
  const box = await page.locator(id("graph")).boundingBox();
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

/** Where nodes are as the server has them: `{ id: [x, y] }`. */
export async function positions(studio, strategyId) {
  const { nodes } = await storedDocument(studio, strategyId);
  return Object.fromEntries(nodes.filter((n) => n.position).map((n) => [n.id, [n.position.x, n.position.y]]));
}

/** The edges as the server has them: `mid>above`, sorted. */
export async function edges(studio, strategyId) {
  const stored = await storedDocument(studio, strategyId);
  return stored.edges.map(({ source, target }) => `${source}>${target}`).sort();
}

/** Waits until the server has exactly these edges. */
export const edgesBecome = (studio, strategyId, wanted) =>
  eventually(async () => assert.deepEqual(await edges(studio, strategyId), [...wanted].sort()));

/** The one step there is to take back is taken back, and the server then has the document it began with. */
export async function oneStepBack(page, studio, strategyId, original) {
  await page.locator(id("undo")).click();
  await page.locator(`${id("undo")}[disabled]`).waitFor();
  await eventually(async () => assert.deepEqual(await storedDocument(studio, strategyId), original));
}
