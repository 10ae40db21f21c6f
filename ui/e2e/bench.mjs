// Measures the page: the first load, and the time from an edit to the repainted preview over a day and a week of slots.
// `cargo xtask bench`; numbers for docs/BENCHMARKS.md.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { id, launch, open, settled } from "./lib/browser.mjs";
import { digest, edit, simpleForm, strategy } from "./lib/editor.mjs";
import { craftstrat, dataFolder, remove, start } from "./lib/studio.mjs";

const EDITS = 25;
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
const ms = (value) => `${value.toFixed(1)} ms`;

/** A week of slots on the 1 Hz grid, and no rows in between: 86,400 a day. */
function week() {
  const made = dataFolder([]);
  craftstrat(made, "data", "generate", "--series", "sim-updown-15m", "--slots", "672", "--seed", "5");
  const folder = join(made, "ticks", "series=sim-updown-15m");
  const files = readdirSync(folder).map((day) => join(folder, day, "ticks.parquet"));
  const grid = dataFolder([]);
  craftstrat(grid, "data", "import", "--format", "ticks", "--grid-only", ...files);
  remove(made);
  return grid;
}

async function firstLoad(browser, studio) {
  for (const path of ["/", "/strategies", "/data"]) {
    const page = await open(browser, studio);
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    const began = performance.now();
    await page.goto(path);
    await settled(page);
    const took = performance.now() - began;
    console.log(`first load of ${path}: ${(bytes / 1000).toFixed(0)} kB on the wire, ${ms(took)} to its heading`);
    await page.context().close();
  }
}

/** The times from an input event to two frames after the new digest is in the page, and blocked time meanwhile. */
async function edits(page) {
  return page.evaluate(async ([count, input, shown]) => {
    const blocked = [];
    new PerformanceObserver((list) => blocked.push(...list.getEntries().map((entry) => entry.duration)))
      .observe({ type: "longtask" });
    const field = document.querySelector(input);
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const times = [];
    const worked = [];
    for (let at = 0; at < count; at += 1) {
      const before = document.querySelector(shown).dataset.digest;
      const began = performance.now();
      set.call(field, (0.5 + (at + 1) / 100).toFixed(2));
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((resolve) => {
        const look = () => {
          if (document.querySelector(shown)?.dataset.digest === before) return;
          watch.disconnect();
          // The frame that shows it is drawn before the task that follows the next frame's callbacks.
          requestAnimationFrame(() => setTimeout(resolve));
        };
        const watch = new MutationObserver(look);
        watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        look();
      });
      times.push(performance.now() - began);
      worked.push(document.querySelector("[data-testid='preview-millis']")?.textContent);
    }
    return { times, blocked, worked: worked.at(-1) };
  }, [EDITS, id("rule-0-0-value"), id("preview-digest")]);
}

async function latency(browser, studio) {
  const strategyId = await strategy(studio, "Measured", simpleForm("Measured"));
  for (const span of ["1", "7"]) {
    const page = await open(browser, studio);
    await edit(page, strategyId);
    const spans = page.locator(id("slot-span"));
    const before = await digest(page);
    if ((await spans.inputValue()) !== span) {
      await spans.selectOption(span);
      await digest(page, { not: before });
    }
    await edits(page);
    const { times, blocked, worked } = await edits(page);
    const sorted = [...times].sort((a, b) => a - b);
    console.log(
      `edit to repaint over ${span} day(s): median ${ms(quantile(sorted, 0.5))}, p95 ${ms(quantile(sorted, 0.95))}, ` +
        `worst ${ms(sorted.at(-1))} of ${EDITS} edits; last run: ${worked}; ` +
        `tasks over 50 ms: ${blocked.length}${blocked.length ? `, longest ${ms(Math.max(...blocked))}` : ""}`,
    );
    await page.context().close();
  }
}

const dir = week();
const studio = await start(dir);
const browser = await launch();
try {
  await firstLoad(browser, studio);
  await latency(browser, studio);
} finally {
  await browser.close();
  await studio.stop();
  remove(dir);
}
