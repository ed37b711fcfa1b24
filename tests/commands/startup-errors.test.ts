import { existsSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { freePort } from "@/tools/dev/services/ports";
import { runNpmCommand } from "../support/npm-command";

const occupied = net.createServer();
let PORT: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => occupied.listen(0, "127.0.0.1", resolve));
  PORT = String((occupied.address() as net.AddressInfo).port);
});
afterAll(() => occupied.close());

const JARI_DATA_DIR = path.join(tmpdir(), `jari-never-made-${process.pid}`);
const sentences = (output: string) => output.split("\n").filter((line) => line.trim() && !line.startsWith("Jari, "));

describe("npm run demo", () => {
  test("reports a port in use and how to choose another, and starts nothing", async () => {
    const { code, output } = await runNpmCommand(["demo"], { PORT, JARI_DATA_DIR });
    expect(code).toBe(1);
    expect(sentences(output)).toEqual([
      `Port ${PORT} is in use. Choose another one: PORT=${Number(PORT) + 1} npm run demo`,
    ]);
    expect(existsSync(JARI_DATA_DIR)).toBe(false);
  });

  test("reports a malformed setting before it starts anything", async () => {
    const { code, output } = await runNpmCommand(["demo"], { HOLD_SECONDS: "five", JARI_DATA_DIR });
    expect(code).toBe(1);
    expect(output).toContain("for example HOLD_SECONDS=300");
    expect(output).not.toContain("    at ");
    expect(existsSync(JARI_DATA_DIR)).toBe(false);
  });

  test("does not empty a database that is not its own", async () => {
    const settings = { DATABASE_URL: env().DATABASE_URL, PORT: String(await freePort()), JARI_DATA_DIR };
    const { code, output } = await runNpmCommand(["demo", "--reset"], settings);
    expect(code).toBe(1);
    expect(output).toContain("DATABASE_URL names yours");
  });
});

describe("npm start", () => {
  test("reports every missing setting with an example", async () => {
    const { code, output } = await runNpmCommand(["start"]);
    expect(code).toBe(1);
    for (const name of ["DATABASE_URL", "REDIS_URL", "NEXTAUTH_SECRET", "CRON_SECRET"]) {
      expect(output).toContain(`${name} is missing`);
      expect(output).toContain(`for example ${name}=`);
    }
    expect(output).not.toContain("    at ");
  });

  test("reports a port in use", async () => {
    const { DATABASE_URL, REDIS_URL = "", NEXTAUTH_SECRET, CRON_SECRET } = env();
    const { code, output } = await runNpmCommand(["start"], {
      DATABASE_URL,
      REDIS_URL,
      NEXTAUTH_SECRET,
      CRON_SECRET,
      PORT,
    });
    expect(code).toBe(1);
    expect(sentences(output)).toEqual([
      `Port ${PORT} is in use. Choose another one: PORT=${Number(PORT) + 1} npm start`,
    ]);
  });
});
