import { afterAll, beforeAll } from "vitest";
import { type FakeNext, startFakeNext } from "./fake-next";
import { startTestServer, type TestServer } from "./test-server";

/** Registered by a file of tests: the front door before a Next of the test's own, whose answers it decides. */
export function pageServer(): { readonly next: FakeNext; readonly port: number; newPath(name: string): string } {
  let next: FakeNext;
  let server: TestServer;
  let pages = 0;
  beforeAll(async () => {
    next = await startFakeNext();
    server = await startTestServer({}, next.port);
  });
  afterAll(async () => {
    await server.stop();
    next.stop();
  });
  return {
    get next() {
      return next;
    },
    get port() {
      return server.port;
    },
    /** The path of a page that no other test asks for. */
    newPath: (name) => `/concerts/${name}-${++pages}`,
  };
}
