import { type Browser, type BrowserContext, expect } from "@playwright/test";

/**
 * The browsers of a test, each with cookies of its own, and what they complained about: errors on the console (a broken
 * Content-Security-Policy is one) and errors that nobody caught.
 */
export class Browsers {
  readonly #browser: Browser;
  readonly #open: BrowserContext[] = [];
  readonly #heard = new Set<string>();
  readonly #expected: RegExp[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** A new browser, as this project's people have one. */
  async open(): Promise<BrowserContext> {
    const context = await this.#browser.newContext();
    this.#open.push(context);
    context.on("console", (message) => {
      if (message.type() === "error") this.#heard.add(`${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.#heard.add(error.error().stack ?? error.error().message));
    return context;
  }

  /** A complaint that the story of the test brings with it. */
  expectConsoleError(complaint: RegExp): void {
    this.#expected.push(complaint);
  }

  /** Closes all of them; fails on every complaint that was not expected. */
  async close(): Promise<void> {
    for (const context of this.#open) await context.close();
    expect([...this.#heard].filter((heard) => !this.#expected.some((known) => known.test(heard)))).toEqual([]);
  }
}
