import { beforeAll, describe, expect, test } from "vitest";
import { issueToken } from "@/lib/auth/session";
import { makeAdmin, makeConcert, makeFans, type TestConcert, type TestUser } from "../support/fixtures";
import { api } from "../support/http";

type Headers = Record<string, string>;

const read = (path: string, headers: Headers = {}) =>
  fetch(new URL(path, process.env.TEST_BASE_URL), { redirect: "manual", headers });

const cookieOf = async (user: TestUser) => `next-auth.session-token=${(await issueToken(user)).token}`;

let fans: TestUser[];
let concert: TestConcert;

beforeAll(async () => {
  [fans, concert] = await Promise.all([makeFans(2), makeConcert()]);
});

const PAGES = ["/", "/signin", "/signup", "/tickets", "/wallet", "/docs/api", "", "/line", "/seats", "/checkout"];
const pathOf = (page: string, at: number) => (at < PAGES.indexOf("") ? page : `/concerts/${concert.slug}${page}`);

/** The page for a stranger and for two fans, each with a query and cookies of their own. */
async function readAsEverybody(path: string, headers: Headers = {}): Promise<Response[]> {
  const visitors = [null, ...fans];
  return Promise.all(
    visitors.map(async (user, at) => {
      const cookie = [
        user ? await cookieOf(user) : "",
        `theme=${at ? "dark" : "light"}`,
        `jari-queue-${concert.id}=x${at}`,
      ];
      return read(`${path}?visitor=${at}&next=/visitor-${at}&before=${at}`, { ...headers, cookie: cookie.join("; ") });
    }),
  );
}

describe("a shared page", () => {
  test.each(PAGES.map((page, at) => [page || "/concerts/{slug}", at] as const))(
    "%s is the same for a stranger and two fans, and sets no cookie",
    async (_, at) => {
      const path = pathOf(PAGES[at] ?? "", at);
      const read = async () => {
        const responses = await readAsEverybody(path, { "accept-language": "en" });
        for (const { status, headers } of responses) {
          expect(status).toBe(200);
          expect(headers.get("set-cookie")).toBeNull();
          expect(headers.get("cache-control")).toMatch(/s-maxage=1\b/);
        }
        return Promise.all(responses.map((response) => response.text()));
      };
      const distinct = async () => new Set(await read());
      await expect.poll(async () => (await distinct()).size).toBe(1); // a new second may begin between two of them
      const [html = ""] = await distinct();
      expect(html).toContain('<html lang="en"');
      expect(html).not.toContain('nonce="');
      for (const { name, email } of fans) for (const text of [name, email]) expect(html).not.toContain(text);
    },
  );

  test("takes no nonce from what a visitor sends", async () => {
    const html = await (await read("/wallet", { "content-security-policy": "script-src 'nonce-evil'" })).text();
    expect(html).not.toContain("evil");
  });

  test("is in the language of the cookie, else in the preferred one", async () => {
    const langOf = async (headers: Headers) =>
      /<html lang="(\w+)"/.exec(await (await read("/tickets", headers)).text())?.[1];
    expect(await langOf({})).toBe("ko");
    expect(await langOf({ "accept-language": "fr, en;q=0.5" })).toBe("en");
    expect(await langOf({ "accept-language": "en", cookie: "locale=ko" })).toBe("ko");
  });

  test.each(["/shared/ko", "/shared/en/tickets", "/%73hared/ko", "/SHARED/ko"])(
    "has no second address: %s",
    async (path) => {
      expect((await read(path)).status).toBe(404);
    },
  );

  test("answers 404 for a concert that does not exist", async () => {
    expect((await read("/concerts/nowhere/line")).status).toBe(404);
  });

  test("shows what an admin saves at once", async () => {
    const { id, slug } = await makeConcert();
    const admin = await makeAdmin();
    const html = async () => (await read(`/concerts/${slug}`)).text();
    expect(await html()).not.toContain("Renamed Concert");
    expect(
      (await api("PATCH", `/api/admin/concerts/${id}`, { as: admin, body: { name: "Renamed Concert" } })).status,
    ).toBe(200);
    await expect.poll(html).toContain("Renamed Concert");
  });
});

describe("with ?js=off a page is rendered for its visitor:", () => {
  test.each(["/", "/tickets", "/wallet", "/docs/api"])("%s", async (path) => {
    const [fan] = fans;
    const response = await read(`${path}?js=off`, { cookie: fan ? await cookieOf(fan) : "" });
    expect(response.headers.get("cache-control")).toMatch(/private|no-store/);
    expect(await response.text()).toContain(fan?.email);
  });

  test("a stranger is redirected to sign in", async () => {
    const { status, headers } = await read("/tickets?js=off");
    expect([status, headers.get("location")]).toEqual([307, "/signin?next=/tickets"]);
  });

  test("a shared page leads there where no script runs", async () => {
    expect(await (await read("/")).text()).toMatch(
      /<noscript><meta http-equiv="refresh" content="0; url=\?js=off"\/><\/noscript>/i,
    );
  });
});
