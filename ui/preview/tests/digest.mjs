// Runs the worker's built code over a bundle and compares digests. Usage: node digest.mjs <folder with preview.js> <case>
// where the case holds bundle.bin and cases.json: [{ name, request, digest }]. Prints what it took.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [built, folder] = process.argv.slice(2);
const copy = mkdtempSync(join(tmpdir(), "preview-"));
let failed = 0;
try {
  cpSync(built, copy, { recursive: true });
  writeFileSync(join(copy, "package.json"), '{"type":"module"}');
  const named = (ending) => readdirSync(copy).find((name) => name.startsWith("preview") && name.endsWith(ending));
  const { initSync, Preview, split } = await import(pathToFileURL(join(copy, named(".js"))));
  initSync({ module: readFileSync(join(copy, named(".wasm"))) });

  const preview = new Preview();
  const bundle = readFileSync(join(folder, "bundle.bin"));
  const time = (work) => {
    const start = performance.now();
    const value = work();
    return [value, performance.now() - start];
  };
  const [slots, loading] = time(() => {
    let start = 0;
    const ends = split(bundle);
    preview.reserve(ends.length);
    for (const end of ends) {
      preview.insert(bundle.subarray(start, end));
      start = end;
    }
    return ends.length;
  });
  console.log(`${slots} slots, ${bundle.length} bytes (${Math.round(bundle.length / slots)} a slot), read in ${loading.toFixed(1)} ms`);

  const read = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
  for (const { name, request, digest } of JSON.parse(readFileSync(join(folder, "cases.json")))) {
    const text = JSON.stringify(request);
    const [compiled, compiling] = time(() => read(preview.compile(text)));
    const [ran, first] = time(() => read(preview.run(text, 0)));
    const [bytes, again] = time(() => preview.run(text, 0));
    if (!compiled.runs || ran.outcome?.digest !== digest) {
      failed += 1;
      console.log(`${name}: ${ran.outcome?.digest} instead of ${digest}`, compiled.problems, compiled.failure, ran.failure);
      continue;
    }
    const rows = ran.outcome.report.timing.rows;
    const { trades } = ran.outcome.totals;
    const market = request.markets[0];
    const [near, looking] = time(() => read(preview.whyNot(market)));
    const [explained, explaining] = time(() => read(preview.explain(market, ran.outcome.report.markets[0].from + 1000)));
    const [series, drawing] = time(() => preview.series(market));
    if (near.Err || explained.Err || !series) {
      failed += 1;
      console.log(`${name}: cannot be looked into`, near.Err, explained.Err);
    }
    console.log(
      `${name}: ${rows} rows, ${trades} trades, compile ${compiling.toFixed(1)}, run ${first.toFixed(1)} then ${again.toFixed(1)} ms, ` +
        `${bytes.length} bytes, why not ${looking.toFixed(1)}, explain ${explaining.toFixed(1)}, series ${drawing.toFixed(1)} ms`,
    );
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);
