// A studio of its own for a test: the real program, on a free port, over a copy of prepared ticks.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.CRAFTSTRAT;
const prepared = process.env.CRAFTSTRAT_TICKS;

export const RECORDED = "btc-updown-15m";
export const GENERATED = "eth-updown-15m";

/** Whether recorded slots are there; tests over them fall back to generated ones and say so. */
export const hasRecorded = existsSync(join(prepared ?? "", "ticks", `series=${RECORDED}`));

/** The series to test on: recorded where there is one. */
export function realSeries() {
  if (hasRecorded) return RECORDED;
  console.log("SKIPPED: no recorded slots (data sample could not be fetched): generated ones are used in their place");
  return GENERATED;
}

/** Runs a command of the program to its end; its output. */
export function craftstrat(dir, ...args) {
  const run = spawnSync(program, ["--data-dir", dir, "--quiet", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`craftstrat ${args.join(" ")}: ${run.stderr || run.error}`);
  return run.stdout;
}

/** A new data folder; with the prepared ticks, or the given series of them only, or none. */
export function dataFolder(series = [RECORDED, GENERATED]) {
  const dir = mkdtempSync(join(tmpdir(), "craftstrat-e2e-"));
  mkdirSync(join(dir, "ticks"), { recursive: true });
  for (const name of series) {
    const from = join(prepared, "ticks", `series=${name}`);
    if (existsSync(from)) cpSync(from, join(dir, "ticks", `series=${name}`), { recursive: true });
  }
  return dir;
}

/** Where ticks come from when a test does not say: nowhere, so that nothing is asked of anybody. */
const NO_VENUE = ["--venue", "none"];

/** Starts the studio over `dir`, with these options of `up` and environment, and waits until it says where it is. */
export async function start(dir, port = 0, options = NO_VENUE, env = {}) {
  const child = spawn(program, ["--data-dir", dir, "up", "--port", String(port), ...options], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  // Whatever ends a test ends what it started.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const said = [];
  const ended = new Promise((resolve) => child.once("exit", (code) => {
    process.removeListener("exit", kill);
    resolve(code);
  }));
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const found = /^CraftStrat is at (\S+)/.exec(line);
        if (found) resolve(found[1]);
      });
    }
    ended.then((code) => reject(new Error(`craftstrat up ended (${code}):\n${said.join("\n")}`)));
  });
  return {
    url,
    dir,
    said,
    port: Number(new URL(url).port),
    /** Asks it to stop and waits until it has; its exit code. */
    async stop(signal = "SIGINT") {
      child.kill(signal);
      return ended;
    },
    /** A request to its API; the parsed answer. */
    async api(path, { method = "GET", body, headers = {} } = {}) {
      const isBytes = body instanceof Uint8Array;
      const answer = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: body === undefined || isBytes ? headers : { "content-type": "application/json", ...headers },
        body: body === undefined || isBytes ? body : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? null : JSON.parse(text);
    },
  };
}

/** Removes a data folder. */
export function remove(dir) {
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
}

/** Follows a job to its end through the API. */
export async function jobDone(studio, job) {
  const answer = await fetch(`${studio.url}/api/v1/jobs/${job.id}/events`);
  let last = job;
  let rest = "";
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    rest += chunk;
    const events = rest.split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const data = event.split("\n").filter((l) => l.startsWith("data:"));
      if (data.length) last = JSON.parse(data.map((l) => l.slice(5)).join("\n"));
    }
    if (["done", "failed", "cancelled"].includes(last.state)) break;
  }
  return last;
}
