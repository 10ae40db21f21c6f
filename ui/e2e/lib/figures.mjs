// Figures as the page and its files write them, and the files themselves.
import { readFileSync } from "node:fs";
import { id } from "./browser.mjs";

/** The number in a text of the page: signs, thousands and units around it do not matter. */
export function number(text) {
  const found = /[-+−]?\s*[^\d\s-]?\d[\d,]*(\.\d+)?/.exec(text);
  if (!found) throw new Error(`no number in “${text}”`);
  return Number(found[0].replace("−", "-").replace(/[^\d.-]/g, ""));
}

/** A table as it is written in RFC 4180: rows as objects by the names of the first one. */
export function csv(text) {
  const rows = [];
  let row = [], cell = "", quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted && letter === '"' && text[at + 1] === '"') cell += text[at++];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ",") cell = void row.push(cell) ?? "";
    else if (!quoted && letter === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
    } else cell += letter;
  }
  if (quoted || cell !== "" || row.length) throw new Error("the file does not end with a line end");
  const [names, ...rest] = rows;
  return rest.map((values) => {
    if (values.length !== names.length) throw new Error(`${values.length} cells under ${names.length} names`);
    return Object.fromEntries(names.map((name, at) => [name, values[at]]));
  });
}

/** Does what saves a file; its name and its bytes. */
export async function saves(page, work) {
  const [file] = await Promise.all([page.waitForEvent("download"), work()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Chooses an entry of the menu of exports; the file. */
export async function exported(page, entry) {
  await page.locator(id("export")).click();
  return saves(page, () => page.locator(id(entry)).click());
}

/** Width and height of a PNG. */
export function pngSize(bytes) {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  if (!bytes.subarray(0, 8).equals(signature)) throw new Error("this is no PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}
