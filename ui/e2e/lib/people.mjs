// A studio that people share: its outbox of mail, people who sign up, and what an authenticator app shows.
//
// Of the program it needs `up --accounts --mail-outbox DIR`, which writes a file `*.eml` per mail into DIR, with ADMIN_EMAIL
// in the environment: who signs up with that address is the operator. Mail holds one link to `/verify` or `/reset` with the
// code in its query or fragment.
import { createHmac } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert/strict";
import { anotherAddress, id, open, visit } from "./browser.mjs";
import { eventually, type } from "./editor.mjs";
import { dataFolder, start } from "./studio.mjs";

export const OPERATOR = "operator@example.org";
export const PASSWORD = "correct horse battery";

/** Answers that these tests mean to cause, as the browser's console tells them. */
export const REFUSED = ["401", "403", "422", "Failed to load resource"];

/** Starts a studio that people share, with these options of `up` besides. */
export async function shared(series = [], more = []) {
  const dir = dataFolder(series);
  const outbox = join(dir, "outbox");
  const options = ["--venue", "none", "--accounts", "--behind-proxy", "--mail-outbox", outbox, ...more];
  const studio = await start(dir, 0, options, { ADMIN_EMAIL: OPERATOR });
  return Object.assign(studio, { outbox });
}

/** The text of a mail, however it is written. */
function textOf(file) {
  const [head, ...rest] = readFileSync(file, "utf8").split(/\r?\n\r?\n/);
  const body = rest.join("\n\n");
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === "base64") return { head, body: Buffer.from(body, "base64").toString("utf8") };
  if (encoding !== "quoted-printable") return { head, body };
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return { head, body: Buffer.from(bytes, "latin1").toString("utf8") };
}

/** Waits for mail to somebody with a link to `path`, beyond those there were; where the newest one leads, on this site. */
export function mailed(studio, to, path, before = 0) {
  return eventually(() => {
    const found = links(studio, to, path);
    assert.ok(found.length > before, `mail to ${to}: ${found.length} links to ${path}`);
    return found.at(-1);
  });
}

/** All links to `path` that were sent to somebody, the oldest first. */
export function links(studio, to, path) {
  if (!existsSync(studio.outbox)) return [];
  const files = readdirSync(studio.outbox).filter((name) => name.endsWith(".eml")).sort();
  return files.flatMap((name) => {
    const { head, body } = textOf(join(studio.outbox, name));
    if (!new RegExp(`^to:.*${to.replace(/[.+]/g, "\\$&")}`, "im").test(head)) return [];
    return [...body.matchAll(/https?:\/\/[^\s>]+/g)]
      .map(([address]) => new URL(address))
      .filter((address) => address.pathname === path)
      .map((address) => address.pathname + address.search + address.hash);
  });
}

/** A request to the API as a page would make it. */
async function ask(studio, path, body, cookie) {
  const answer = await fetch(`${studio.url}/api/v1${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      origin: studio.url,
      "x-forwarded-for": anotherAddress(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(cookie ? { cookie } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return { cookie: answer.headers.getSetCookie().map((c) => c.split(";")[0]).join("; "), text };
}

/** Makes an account through the API, with its address confirmed. */
export async function account(studio, email, name = "") {
  await ask(studio, "/signup", { email, password: PASSWORD, name });
  const link = await mailed(studio, email, "/verify");
  await ask(studio, "/signup/verify", { code: /(?:code=|#)([\w-]+)/.exec(link)[1] });
}

/** Somebody who is signed in by another program: their requests to the API. */
export async function elsewhere(studio, email) {
  const { cookie } = await ask(studio, "/login", { email, password: PASSWORD });
  return async (path, body) => {
    const { text } = await ask(studio, path, body, cookie);
    return text === "" ? null : JSON.parse(text);
  };
}

/** Fills in who one is. */
export async function fillLogin(page, email, password = PASSWORD) {
  await type(page, "login-email", email);
  await type(page, "login-password", password);
  await page.locator(id("login-submit")).click();
}

/** A page of somebody who is signed in. */
export async function signedIn(browser, studio, email, options = {}) {
  const page = await open(browser, studio, { expect: REFUSED, ...options });
  await visit(page, "/login");
  await fillLogin(page, email);
  await page.locator(id("account-menu")).waitFor();
  return page;
}

/** Confirms in the dialog that it is really them; with a code where they have a second factor. */
export async function confirm(page, code) {
  await page.locator(`${id("confirm")}[open]`).waitFor();
  await type(page, "confirm-password", PASSWORD);
  if (code) await type(page, "confirm-code", code);
  await page.locator(id("confirm-submit")).click();
  await page.locator(`${id("confirm")}[open]`).waitFor({ state: "detached" });
}

/** Chooses an entry of the account's menu. */
export async function chooseInMenu(page, name) {
  await page.locator(id("account-menu")).click();
  await page.locator(id(name)).click();
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/** The six digits of a secret at a moment: RFC 6238 with its defaults. */
export function totp(secret, atMs) {
  const bits = [...secret.replace(/[\s=]/g, "")].map((c) => LETTERS.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / STEP_MS)));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/**
 * Codes of an app, each good once. The server takes the present code and the next one; what it took it refuses from then on.
 */
export function app(secret) {
  let last = 0;
  return () => {
    const step = Math.max(Math.floor(Date.now() / STEP_MS), last + 1);
    last = step;
    return totp(secret, step * STEP_MS);
  };
}
