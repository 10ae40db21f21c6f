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

/** Goes to a list to choose from, opens it, steps to a value and takes it. */
export async function choose(page, selector, value) {
  await reach(page, selector);
  const [at, wanted] = await page.locator(selector).evaluate((list, value) => {
    const values = [...list.options].filter((option) => !option.disabled).map((option) => option.value);
    return [list.value, value].map((v) => values.indexOf(v));
  }, value);
  assert.ok(wanted >= 0, `${selector} does not offer ${value}`);
  await page.keyboard.press("Space");
  const key = wanted > at ? "ArrowDown" : "ArrowUp";
  for (let steps = Math.abs(wanted - at); steps > 0; steps -= 1) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await page.waitForFunction(([s, v]) => document.querySelector(s)?.value === v, [selector, value]);
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
