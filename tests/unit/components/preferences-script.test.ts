import { runInNewContext } from "node:vm";
import { beforeEach, describe, expect, test } from "vitest";
import { PREFERENCES_SCRIPT } from "@/app/_lib/preferences-script";

type Submission = { submitter: { name: string; value: string } | null; stopped: string[] };

/** What the script needs of a browser. */
function createPage(cookie: string, { refusesCookies = false } = {}) {
  const jar = new Map(cookie.split("; ").map((pair) => pair.split("=") as [string, string]));
  const buttons = ["system", "light", "dark"].map((value) => ({
    value,
    pressed: value === "system",
    setAttribute(_: string, pressed: boolean) {
      this.pressed = pressed;
    },
  }));
  const listeners = new Map<string, (event: object) => void>();
  const page = {
    root: { dataset: {} as { theme?: string } },
    reloads: 0,
    pressed: () => buttons.filter(({ pressed }) => pressed).map(({ value }) => value),
    cookies: () => Object.fromEntries(jar),
    ready: () => listeners.get("DOMContentLoaded")?.({}),
    submit(name: string, value: string): string[] {
      const event: Submission = { submitter: { name, value }, stopped: [] };
      listeners.get("submit")?.({
        ...event,
        preventDefault: () => event.stopped.push("default"),
        stopImmediatePropagation: () => event.stopped.push("listeners"),
      });
      return event.stopped;
    },
  };
  const document = {
    documentElement: page.root,
    querySelectorAll: () => buttons,
    get cookie() {
      return [...jar].map((pair) => pair.join("=")).join("; ");
    },
    set cookie(line: string) {
      const [pair = ""] = line.split("; ");
      const [name = "", value = ""] = pair.split("=");
      if (refusesCookies) return;
      if (line.endsWith("max-age=0")) jar.delete(name);
      else jar.set(name, value);
    },
  };
  const location = { reload: () => page.reloads++ };
  const addEventListener = (type: string, listener: (event: object) => void) => listeners.set(type, listener);
  runInNewContext(PREFERENCES_SCRIPT, { document, location, addEventListener });
  return page;
}

describe("the script in the head of shared pages", () => {
  let page: ReturnType<typeof createPage>;
  beforeEach(() => {
    page = createPage("locale=ko; theme=dark");
  });

  test("is text that HTML leaves as it is", () => {
    expect(PREFERENCES_SCRIPT).not.toMatch(/[&<>"']/);
  });

  test("shows the theme of the cookie, and which button is pressed once the buttons are there", () => {
    expect(page.root.dataset.theme).toBe("dark");
    page.ready();
    expect(page.pressed()).toEqual(["dark"]);
  });

  test("takes nothing else from a cookie", () => {
    expect(createPage("theme=evil").root.dataset.theme).toBeUndefined();
    expect(createPage("other-theme=dark").root.dataset.theme).toBeUndefined();
  });

  test("shows and stores another theme at once, and none for the device's", () => {
    expect(page.submit("theme", "light")).toEqual(["default", "listeners"]);
    expect([page.root.dataset.theme, page.cookies()]).toEqual(["light", { locale: "ko", theme: "light" }]);
    expect(page.pressed()).toEqual(["light"]);
    page.submit("theme", "system");
    expect([page.root.dataset.theme, page.cookies()]).toEqual([undefined, { locale: "ko" }]);
    expect(page.reloads).toBe(0);
  });

  test("stores another language and loads the page in it", () => {
    expect(page.submit("locale", "en")).toEqual(["default", "listeners"]);
    expect([page.cookies().locale, page.reloads]).toEqual(["en", 1]);
  });

  test("leaves the form to the server where the browser refuses the cookie, and every other form", () => {
    const other = createPage("locale=ko", { refusesCookies: true });
    expect(other.submit("locale", "en")).toEqual([]);
    expect(other.submit("email", "a@b.test")).toEqual([]);
    expect(other.reloads).toBe(0);
  });
});
