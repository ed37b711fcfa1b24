import { test as base, expect, type Page } from "@playwright/test";
import { issueToken } from "@/lib/auth/session";
import { usersOutOfBalance } from "../../support/balance";
import type { TestUser } from "../../support/fixtures";
import { Browsers } from "./browsers";
import { SITE } from "./program";
import { type Words, wordsIn } from "./words";

type House = {
  /** What this project's people read. */
  words: Words;
  browsers: Browsers;
  /** A page in a new browser, signed in as `user` or as nobody. */
  arrive: (user?: TestUser) => Promise<Page>;
};

const SESSION_COOKIE = "next-auth.session-token"; // its name where there is no https

export const test = base.extend<House>({
  words: async ({ locale }, use) => use(wordsIn(locale?.startsWith("ko") ? "ko" : "en")),
  browsers: async ({ browser }, use) => {
    const browsers = new Browsers(browser);
    await use(browsers);
    await browsers.close();
    expect(await usersOutOfBalance()).toEqual([]);
  },
  arrive: ({ browsers }, use) =>
    use(async (user) => {
      const context = await browsers.open();
      if (user) {
        const { token } = await issueToken(user);
        await context.addCookies([{ name: SESSION_COOKIE, value: token, url: SITE, httpOnly: true, sameSite: "Lax" }]);
      }
      return context.newPage();
    }),
});

export { expect };
