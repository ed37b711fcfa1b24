import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { issueToken } from "@/lib/auth/session";
import { findUnbalancedUsers } from "../../support/balance";
import type { TestUser } from "../../support/fixtures";
import { BASE_URL } from "./api";
import { Browsers } from "./browsers";
import { type Texts, textsIn } from "./messages";

type Fixtures = {
  /** The interface in the project's language. */
  texts: Texts;
  browsers: Browsers;
  /** A page in a new browser, signed in as `user` or as nobody. */
  openPage: (user?: TestUser, options?: BrowserContextOptions) => Promise<Page>;
};

const SESSION_COOKIE = "next-auth.session-token"; // its name where there is no https

export const test = base.extend<Fixtures>({
  texts: async ({ locale }, use) => use(textsIn(locale?.startsWith("ko") ? "ko" : "en")),
  browsers: async ({ browser }, use) => {
    const browsers = new Browsers(browser);
    await use(browsers);
    await browsers.close();
    expect(await findUnbalancedUsers()).toEqual([]);
  },
  openPage: ({ browsers }, use) =>
    use(async (user, options) => {
      const context = await browsers.open(options);
      if (user) {
        const { token } = await issueToken(user);
        await context.addCookies([
          { name: SESSION_COOKIE, value: token, url: BASE_URL, httpOnly: true, sameSite: "Lax" },
        ]);
      }
      return context.newPage();
    }),
});

export { expect };
