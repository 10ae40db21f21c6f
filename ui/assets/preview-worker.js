// The thread in which a preview runs. It fetches ticks and keeps them in IndexedDB, hands messages to the WebAssembly
// that does the work, and may be killed at any moment: nothing it holds is missed.
//
// In:  boot {module}, run {seq, request}, look {id, market, at, near, series}
// Out: ready {module}, started, loading {done, total}, rest, compiled {answer}, outcome {answer, component},
//      failed {code, message}, explained | near {answer}, series {...}
// Between `started` and the next `loading` or `rest` it computes and cannot be reached: the page counts that time.

import init, { Preview, ownModule, split } from "/assets/preview/preview.js";

const API = "/api/v1";
// Stored columns besides the book: with them every strategy can be run on what was loaded once.
const COLUMNS = ["sample", "chainlink_price", "settlement_price", "market_volume_usd"];
const SLOTS_PER_REQUEST = 96;
const REQUESTS_AT_ONCE = 3;
// How long the server's ticks are taken to be the same without asking.
const STAMP_VALID_MS = 15_000;
const CACHE_BYTES_MAX = 192 * 1024 * 1024;

let latest = 0;
let stamp = "";
let stampAt = -Infinity;
let preview;
let booted;
const ready = new Promise((resolve) => {
  booted = resolve;
});

class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

function say(kind, fields = {}, transfer = []) {
  postMessage({ kind, ...fields }, transfer);
}

async function boot({ module }) {
  try {
    await init(module ? { module_or_path: module } : undefined);
    preview = new Preview();
    booted();
    say("ready", { module: module ? undefined : ownModule() });
  } catch (error) {
    say("failed", { seq: 0, code: "boot", message: String(error?.message ?? error) });
  }
}

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(API + path, options || undefined);
  } catch {
    throw new Refused("offline", "the server does not answer");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Refused(problem.code ?? "refused", problem.detail ?? `the server answered ${response.status}`);
}

// --- the cache ------------------------------------------------------------------------------------------------------

// `slots` holds blocks by slug with the stamp they were read under, `uses` when each was last wanted and its size.
let database;
function cache() {
  database ??= new Promise((resolve) => {
    let request;
    try {
      request = indexedDB.open("craftstrat-ticks", 1);
    } catch {
      return resolve(null);
    }
    request.onupgradeneeded = () => {
      request.result.createObjectStore("slots", { keyPath: "slug" });
      request.result.createObjectStore("uses", { keyPath: "slug" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
    request.onblocked = () => resolve(null);
  });
  return database;
}

const settled = (request) =>
  new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(undefined);
  });

const finished = (transaction) =>
  new Promise((resolve) => {
    transaction.oncomplete = transaction.onerror = transaction.onabort = () => resolve();
  });

// Takes what is kept of `slugs` under the present stamp; the slugs that are not.
async function takeCached(slugs) {
  const db = await cache();
  if (!db || stamp === "") return slugs;
  const missing = [];
  const transaction = db.transaction(["slots", "uses"], "readwrite");
  const [slots, uses] = [transaction.objectStore("slots"), transaction.objectStore("uses")];
  const found = await Promise.all(slugs.map((slug) => settled(slots.get(slug))));
  for (const [i, entry] of found.entries()) {
    try {
      if (entry?.stamp !== stamp) throw new Error("others by now");
      preview.insert(new Uint8Array(entry.block));
      uses.put({ slug: entry.slug, used: Date.now(), bytes: entry.block.byteLength });
    } catch {
      missing.push(slugs[i]);
    }
  }
  return missing;
}

async function keep(blocks) {
  const db = await cache();
  if (!db || stamp === "") return;
  const transaction = db.transaction(["slots", "uses"], "readwrite");
  const [slots, uses] = [transaction.objectStore("slots"), transaction.objectStore("uses")];
  for (const { slug, block } of blocks) {
    slots.put({ slug, stamp, block });
    uses.put({ slug, used: Date.now(), bytes: block.byteLength });
  }
  const all = (await settled(uses.getAll())) ?? [];
  let bytes = all.reduce((sum, use) => sum + use.bytes, 0);
  for (const use of all.sort((a, b) => a.used - b.used)) {
    if (bytes <= CACHE_BYTES_MAX) break;
    bytes -= use.bytes;
    slots.delete(use.slug);
    uses.delete(use.slug);
  }
  await finished(transaction);
}

// --- loading --------------------------------------------------------------------------------------------------------

// Asks for the state of the server's ticks; forgets ours where it is another.
async function refreshStamp() {
  const response = await ask("/ticks", { markets: [], columns: [] });
  const now = response.headers.get("etag") ?? "";
  if (now !== stamp) preview.clear();
  stamp = now;
  stampAt = performance.now();
}

async function fetchSlots(slugs) {
  const response = await ask("/ticks", { markets: slugs, columns: COLUMNS });
  const bundle = new Uint8Array(await response.arrayBuffer());
  if ((response.headers.get("etag") ?? "") !== stamp) {
    // Somebody imported meanwhile: what came is good, what is kept is not.
    stampAt = -Infinity;
  }
  const blocks = [];
  let start = 0;
  for (const end of split(bundle)) {
    const block = bundle.slice(start, end);
    blocks.push({ slug: preview.insert(block), block: block.buffer });
    start = end;
  }
  if (stampAt > -Infinity) keep(blocks);
}

// Brings every slot of `markets` into memory; stops early when `stale()`.
async function load(markets, seq, stale) {
  let missing = preview.missing(markets);
  const total = missing.length;
  say("loading", { seq, done: 0, total });
  if (performance.now() - stampAt > STAMP_VALID_MS) {
    await refreshStamp();
    missing = preview.missing(markets);
  }
  if (missing.length === 0) return;
  preview.reserve(missing.length);
  missing = await takeCached(missing);
  const queue = [];
  for (let i = 0; i < missing.length; i += SLOTS_PER_REQUEST) queue.push(missing.slice(i, i + SLOTS_PER_REQUEST));
  const work = async () => {
    for (let slugs = queue.shift(); slugs && !stale(); slugs = queue.shift()) {
      await fetchSlots(slugs);
      say("loading", { seq, done: Math.max(0, total - preview.missing(markets).length), total });
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work));
}

// --- messages -------------------------------------------------------------------------------------------------------

async function run({ seq, request }) {
  latest = seq;
  await ready;
  const stale = () => seq !== latest;
  try {
    const { source, markets } = JSON.parse(request);
    let component;
    if (source.component !== undefined && !preview.knows(request)) {
      say("loading", { seq, done: 0, total: 0 });
      component = new Uint8Array(await (await ask(`/components/${source.component}`)).arrayBuffer());
    }
    if (stale()) return;
    say("started", { seq });
    const compiled = preview.compile(request, component);
    const { runs, millis } = JSON.parse(new TextDecoder().decode(compiled));
    say("compiled", { seq, answer: compiled.buffer, runs }, [compiled.buffer]);
    if (!runs) return;
    if (preview.missing(markets).length > 0 || performance.now() - stampAt > STAMP_VALID_MS) {
      await load(markets, seq, stale);
      if (stale()) return;
      say("started", { seq });
    }
    const answer = preview.run(request, millis);
    const bytes = preview.component() ?? new Uint8Array();
    say("outcome", { seq, answer: answer.buffer, component: bytes.buffer }, [answer.buffer, bytes.buffer]);
  } catch (error) {
    // A trap in our own code leaves it in no state to go on.
    const fatal = error instanceof WebAssembly.RuntimeError;
    const code = fatal ? "crashed" : (error.code ?? "ticks");
    say("failed", { seq, code, message: String(error?.message ?? error) });
  }
}

async function look({ id, market, at, near, series }) {
  await ready;
  say("started", { seq: id });
  try {
    if (series) {
      const found = preview.series(market);
      const buffers = found ? Object.values(found).map((values) => values.buffer) : [];
      say("series", { id, market, series: found ?? null }, buffers);
    }
    if (at !== null && at !== undefined) {
      const answer = preview.explain(market, at);
      say("explained", { id, answer: answer.buffer }, [answer.buffer]);
    }
    if (near) {
      const answer = preview.whyNot(market);
      say("near", { id, market, answer: answer.buffer }, [answer.buffer]);
    }
  } catch (error) {
    say("failed", { seq: id, code: "crashed", message: String(error?.message ?? error) });
  }
  say("rest", { seq: id });
}

onmessage = ({ data }) => {
  if (data.kind === "boot") boot(data);
  if (data.kind === "run") run(data);
  if (data.kind === "look") look(data);
};
