import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { apiListener } from "@/server/api-listener";
import { makeConcert, makeFan, PASSWORD } from "@/tests/support/fixtures";

const run = promisify(execFile);

/** The base of the mount under test; where there is none over HTTP, the handlers are given one. */
async function reachable(): Promise<{ base: string; stop(): void }> {
  const { TEST_BASE_URL: base } = process.env;
  if (base) return { base, stop: () => {} };
  const server = createServer(apiListener(undefined, () => false)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

test("examples/book-a-seat.ts books a seat", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ price: 30_000 })]);
  const { base, stop } = await reachable();
  try {
    const settings = { JARI_URL: base, JARI_EMAIL: fan.email, JARI_PASSWORD: PASSWORD, JARI_CONCERT: concert.slug };
    const args = ["--import", "tsx", "examples/book-a-seat.ts"];
    const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...settings } });
    expect(stdout).toContain("Charged ₩30000");
    expect(stdout).toContain("Paid. Seat 1 is yours; ₩0 are left.");
  } finally {
    stop();
  }
});
