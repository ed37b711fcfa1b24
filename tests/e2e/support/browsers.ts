import { type Browser, type BrowserContext, type BrowserContextOptions, expect } from "@playwright/test";

/**
 * The browsers of a test, each with its own cookies. Collects console errors (a violation of the
 * Content-Security-Policy is one) and uncaught errors.
 */
export class Browsers {
  readonly #browser: Browser;
  readonly #open: BrowserContext[] = [];
  readonly #errors = new Set<string>();
  readonly #expected: RegExp[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** A new browser with the settings of this Playwright project, and these. */
  async open(options?: BrowserContextOptions): Promise<BrowserContext> {
    const context = await this.#browser.newContext(options);
    this.#open.push(context);
    context.on("console", (message) => {
      if (message.type() === "error") this.#errors.add(`${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.#errors.add(error.error().stack ?? error.error().message));
    return context;
  }

  /** Allows console errors that the test causes itself. */
  expectConsoleError(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Closes all browsers; fails on every unexpected error. */
  async close(): Promise<void> {
    for (const context of this.#open) await context.close();
    expect([...this.#errors].filter((error) => !this.#expected.some((pattern) => pattern.test(error)))).toEqual([]);
  }
}
