// Chromium for the tests, and a page that keeps what went wrong in it.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The looks every page is shown in: name and options of `open`. */
export const LOOKS = [
  ["light", { theme: "light" }],
  ["dark", { theme: "dark" }],
  ["french", { locale: "fr-FR" }],
  ["small", { width: 390, height: 844 }],
];

/** A browser without a window. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CRAFTSTRAT_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/** How long anything may take on a machine that does other things too; what never comes costs so much, what comes late nothing. */
export const PATIENCE_MS = 45_000;

/** The selector of a test id. */
export const id = (name) => `[data-testid="${name}"]`;

let addresses = 0;

/** An address nobody had before: a server behind a proxy counts requests by it. */
export function anotherAddress() {
  addresses += 1;
  return `10.1.${addresses >> 8}.${addresses & 255}`;
}

/**
 * A page in a fresh profile, with `page.errors`: errors on the console, uncaught ones, violations of the content security
 * policy and failed requests. `expect` names those a test means to cause.
 */
export async function open(browser, studio, options = {}) {
  const { theme = "light", locale = "en-GB", width = 1280, height = 900, expect = [] } = options;
  const context = await browser.newContext({
    baseURL: studio.url,
    colorScheme: theme,
    locale,
    viewport: { width, height },
    timezoneId: "Europe/Paris",
    permissions: ["clipboard-read", "clipboard-write"],
    reducedMotion: "reduce",
    extraHTTPHeaders: { "x-forwarded-for": anotherAddress() },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  watch(page, expect);
  return page;
}

/** Another tab of the same person. */
export async function tab(page, expect = []) {
  const other = await page.context().newPage();
  watch(other, expect);
  return other;
}

function watch(page, expect) {
  page.errors = [];
  const note = (text) => {
    if (!expect.some((known) => text.includes(known))) page.errors.push(text);
  };
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" || /Content.Security.Policy/i.test(text)) note(`console: ${text}`);
  });
  page.on("pageerror", (error) => note(`uncaught: ${error}`));
  page.on("requestfailed", (request) => {
    // Leaving a page ends its event streams and workers; that is no failure.
    const why = request.failure()?.errorText ?? "";
    if (why !== "net::ERR_ABORTED") note(`request: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) note(`response: ${response.status()} ${response.url()}`);
  });
}

/** Goes to a page of the studio and waits until its heading is there and nothing is loading. */
export async function visit(page, path) {
  await page.goto(path);
  await settled(page);
}

/** Waits until a page has its heading and shows no placeholder. */
export async function settled(page) {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("main .skeleton, main [aria-busy='true']"));
}

/** Serious and critical findings of axe, one line each. */
export async function accessibility(page) {
  // Through the debugger, as the policy of the page permits no script from elsewhere.
  const script = (await import("node:fs")).readFileSync(axePath, "utf8");
  await page.evaluate(script);
  const result = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  const grave = result.violations.filter((v) => ["serious", "critical"].includes(v.impact));
  return grave.map((v) => {
    const places = v.nodes.slice(0, 4).map((n) => n.target.join(" "));
    return `${v.impact} ${v.id} (${v.nodes.length}): ${places.join(" | ")}`;
  });
}

/** Writes a picture of the page as it stands. */
export async function picture(page, name) {
  const folder = process.env.CRAFTSTRAT_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
