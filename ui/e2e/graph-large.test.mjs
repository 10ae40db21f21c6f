// A graph of 200 nodes: it can be dragged, moved and magnified. How long frames take meanwhile depends on the machine and is
// reported; what is judged is that dragging all nodes takes about as long as moving the view, and changes one element.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { id } from "./lib/browser.mjs";
import { eventually, saved, storedDocument } from "./lib/editor.mjs";
import { canvas, conditions, head, magnify, nodeCount, place } from "./lib/graph.mjs";
import { stage } from "./lib/stage.mjs";

const on = stage();
const document_ = JSON.parse(readFileSync(new URL("testdata/nodes_200.graph.json", import.meta.url), "utf8"));

/** Frames while `work` goes on: the times between them, sorted, ms. */
async function frames(page, work) {
  await page.evaluate(() => {
    window.frameTimes = [];
    let last = performance.now();
    const next = (now) => {
      window.frameTimes?.push(now - last);
      last = now;
      if (window.frameTimes) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await work();
  return page.evaluate(() => {
    const times = window.frameTimes;
    window.frameTimes = null;
    return times.sort((a, b) => a - b);
  });
}

/** Writes how long frames took; their 95th percentile, ms. */
function report(what, times) {
  const quantile = (q) => times[Math.min(times.length - 1, Math.floor(q * times.length))];
  const at = (q) => quantile(q).toFixed(1);
  console.log(`200 nodes, ${what}: ${times.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
  assert.ok(times.length >= 20, `${times.length} frames while ${what}`);
  return quantile(0.95);
}

/** How many elements of the canvas are changed while `work` goes on. */
async function changed(page, work) {
  await page.locator(id("graph")).evaluate((graph) => {
    window.changedOnes = new Set();
    window.changes = new MutationObserver((all) => all.forEach(({ target }) => window.changedOnes.add(target)));
    window.changes.observe(graph, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await work();
  return page.evaluate(() => {
    window.changes.disconnect();
    return window.changedOnes.size;
  });
}

on.test("200 nodes are drawn, dragged, moved and magnified", async (page) => {
  const strategyId = await canvas(page, on.studio, { ...document_, name: "Large" });
  await nodeCount(page, 200);
  assert.equal(await page.locator("g[data-edge]").count(), document_.edges.length);
  // Its sentence is long, stands above it, and is folded until one asks for all of it.
  const height = async () => (await page.locator(id("sentence")).boundingBox()).height;
  const folded = await height();
  assert.ok(folded < 80, `the sentence is ${folded} px high`);
  await page.locator(id("sentence-all")).click();
  await page.locator(`${id("sentence-all")}[aria-expanded=true]`).waitFor();
  assert.ok((await height()) > folded);
  await page.locator(id("sentence-all")).click();
  await page.locator(`${id("sentence-all")}[aria-expanded=false]`).waitFor();
  await page.locator(id("graph")).evaluate((graph) => graph.scrollIntoView({ block: "center" }));
  // Near enough to take hold of one.
  const centre = await place(page, 0.5, 0.5);
  await magnify(page, centre, 2);
  const [held, at] = await page.evaluate(([x, y]) => {
    const graph = document.querySelector("[data-testid='graph']").getBoundingClientRect();
    const inside = ({ left, right, top, bottom }) =>
      left > graph.left + 40 && right < graph.right - 240 && top > graph.top + 40 && bottom < graph.bottom - 140;
    const nodes = [...document.querySelectorAll("[data-testid^='node-']")].filter((node) => inside(node.getBoundingClientRect()));
    const away = (node) => Math.hypot(node.getBoundingClientRect().left - x, node.getBoundingClientRect().top - y);
    const [nearest] = nodes.sort((a, b) => away(a) - away(b));
    const box = nearest.getBoundingClientRect();
    return [nearest.dataset.node, [box.left + box.width / 2, box.top + 8]];
  }, [centre.x, centre.y]);
  const around = async (work) => {
    for (let step = 1; step <= 40; step += 1) await work(Math.sin(step / 6) * 90, Math.cos(step / 6) * 60, step);
  };
  await page.mouse.move(...at);
  await page.mouse.down();
  report("one of them dragged", await frames(page, () => around((dx, dy) => page.mouse.move(at[0] + dx, at[1] + dy))));
  await page.mouse.up();
  const before = document_.nodes.find((n) => n.id === held).position;
  await eventually(async () => {
    const now = (await storedDocument(on.studio, strategyId)).nodes.find((n) => n.id === held).position;
    assert.notDeepEqual(now, before);
  });
  await page.locator(id("graph")).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.locator(`${id("graph-live")}`).filter({ hasText: "200 nodes selected" }).waitFor();
  const grip = await page.locator(id(`node-${held}`)).boundingBox();
  const all = [grip.x + grip.width / 2, grip.y + 8];
  const places = async () => {
    const { nodes } = await storedDocument(on.studio, strategyId);
    return new Map(nodes.map((n) => [n.id, n.position]));
  };
  const resting = await places();
  await page.mouse.move(...all);
  await page.mouse.down();
  // Taken up: from here on one layer moves.
  await page.mouse.move(all[0] + 20, all[1] + 20);
  await page.locator("[data-lifted]").first().waitFor({ state: "attached" });
  assert.equal(await page.locator("[data-node][data-lifted]").count(), 200);
  const drag = () => around((dx, dy) => page.mouse.move(all[0] + dx, all[1] + dy));
  assert.equal(await changed(page, drag), 1);
  const dragged = report("all of them dragged", await frames(page, drag));
  await page.mouse.move(all[0] + 96, all[1] + 64);
  await page.mouse.up();
  assert.equal(await page.locator("[data-lifted]").count(), 0);
  // All went the same way, as one step, which is taken back as one.
  const shifts = async () => [...(await places())].map(([node, { x, y }]) => `${x - resting.get(node).x} ${y - resting.get(node).y}`);
  await eventually(async () => {
    const now = new Set(await shifts());
    assert.equal(now.size, 1);
    assert.ok(!now.has("0 0"));
  });
  await page.keyboard.press("ControlOrMeta+z");
  await eventually(async () => assert.deepEqual(await places(), resting));
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await eventually(async () => assert.ok(!(await shifts()).includes("0 0")));
  await page.mouse.move(centre.x, centre.y);
  const moved = report("the view moved", await frames(page, () => around((dx, dy) => page.mouse.wheel(dx / 4, dy / 4))));
  // A frame or two of the display more are chance.
  assert.ok(dragged <= Math.max(moved, 17) * 3, `${dragged} ms a frame, ${moved} ms where the view moves`);
  await page.keyboard.down("Control");
  report("the view magnified", await frames(page, () => around((dx, dy, step) => page.mouse.wheel(0, step % 2 ? 40 : -40))));
  await page.keyboard.up("Control");
  await page.locator(id("fit")).click();
  await saved(page);
});

on.test("a node at the right edge stays in sight when its settings open beside the canvas", async (page) => {
  await canvas(page, on.studio, conditions("Edge"));
  assert.equal(await page.locator(id("inspector")).isVisible(), false, "there is room for help");
  const box = (testid) => page.locator(id(testid)).boundingBox();
  const right = ({ x, width }) => x + width;
  await page.mouse.move(...Object.values(await place(page, 0.5, 0.9)));
  await page.mouse.wheel(right(await box("node-buy")) + 20 - right(await box("graph")), 0);
  await eventually(async () => assert.ok(Math.abs(right(await box("node-buy")) + 20 - right(await box("graph"))) < 2));
  await page.mouse.click(...Object.values(await head(page, "buy")));
  await page.locator(id("inspector")).waitFor();
  await eventually(async () => assert.ok(right(await box("node-buy")) <= (await box("inspector")).x));
});
