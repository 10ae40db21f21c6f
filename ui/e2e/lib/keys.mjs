// What a person does who has no mouse.
import assert from "node:assert/strict";

/** Presses Tab until what `selector` names has the focus, which must be seen there. */
export async function reach(page, selector, key = "Tab") {
  await page.locator(selector).first().waitFor();
  for (let presses = 0; presses < 300; presses += 1) {
    const at = await page.evaluate((wanted) => {
      const here = document.activeElement;
      if (!here?.matches(wanted)) return { there: false };
      // A field may show it on the frame it shares with its unit.
      const [own, frame] = [here, here.parentElement].map((element) => getComputedStyle(element));
      return { there: true, seen: [own, frame].some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none") };
    }, selector);
    if (at.there) {
      assert.ok(at.seen, `the focus on ${selector} cannot be seen`);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${selector}`);
}

/** Goes back to what lies before. */
export const back = (page, selector) => reach(page, selector, "Shift+Tab");

/** Goes there and presses a key: Enter unless another is named. */
export async function press(page, selector, key = "Enter") {
  await reach(page, selector);
  await page.keyboard.press(key);
}

/** Replaces what is in the focused field. */
export async function replace(page, text) {
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Goes to a field and replaces what is in it. */
export async function fill(page, selector, text) {
  await reach(page, selector);
  await replace(page, text);
}

/** Goes to a list to choose from and steps to a value. */
export async function choose(page, selector, value) {
  await reach(page, selector);
  await page.keyboard.press("Home");
  const options = await page.locator(`${selector} option`).count();
  for (let steps = 0; steps <= options; steps += 1) {
    if ((await page.locator(selector).inputValue()) === value) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`${selector} does not offer ${value}`);
}

/** Steps through an open menu to an entry and chooses it. */
export async function entry(page, selector) {
  await page.locator(selector).waitFor();
  for (let steps = 0; steps < 20; steps += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the menu does not lead to ${selector}`);
}
