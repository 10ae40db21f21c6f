// What a file of tests plays on: a studio of its own, a browser, and one person whose tabs come and go. Tabs of one person
// load the page faster than those of strangers; each test opens its own strategy, so that none sees another's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, tab } from "./browser.mjs";
import { dataFolder, realSeries, remove, start } from "./studio.mjs";

/**
 * Registers a studio over `series` (recorded slots where there are any), with these options of `up`. `fill` may add to its
 * folder before it starts, `prepare` to what it holds afterwards.
 */
export function stage({ series, fill, prepare, options, width = 1600, height = 1000 } = {}) {
  const on = { studio: null, browser: null };
  let dir, person;
  before(async () => {
    dir = dataFolder(series ?? [realSeries()]);
    fill?.(dir);
    on.studio = await start(dir, 0, options);
    on.browser = await launch();
    person = await open(on.browser, on.studio, { width, height });
    await prepare?.(on.studio);
  });
  after(async () => {
    await on.browser?.close();
    if (on.studio) assert.equal(await on.studio.stop(), 0, `the studio did not end well:\n${on.studio.said.join("\n")}`);
    if (dir) remove(dir);
  });
  /** A test in a tab of its own; nothing may go wrong in the page but what `expect` names. */
  on.test = (name, work, { expect = [], timeout = 120_000 } = {}) =>
    test(name, { timeout }, async () => {
      const page = await tab(person, expect);
      try {
        await work(page);
        assert.deepEqual(page.errors, []);
      } finally {
        await page.close();
      }
    });
  return on;
}
