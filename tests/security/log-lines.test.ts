import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { describeError } from "@/lib/core/describe-error";
import { HOSTILE_TEXTS, UNPRINTABLE } from "../support/hostile-texts";

const WAYS = 6; // by which the program logs each text

test("a log has one line of JSON for each call, none over 4 kB, and nothing that a terminal obeys", async () => {
  const args = ["--import", "tsx", "tests/support/hostile-log.ts"];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, LOG_LEVEL: "debug" },
  });
  expect(stderr).toBe("");
  expect(stdout).not.toMatch(UNPRINTABLE);
  const lines = stdout.split("\n").filter(Boolean);
  expect(lines).toHaveLength(WAYS * HOSTILE_TEXTS.length);
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(4_000);
    const { msg } = JSON.parse(line);
    expect(["a value", "an error", "a library wrote to the console"]).toContain(msg);
    if (msg !== "a value") expect(line).not.toContain("FORGED"); // our own code never logs such a value
  }
  expect(stdout).toContain('"code":"INVALID_CALLBACK_URL_ERROR"');
});

test("an error is described by name, code, places of our code and cause, without any message", () => {
  const cause = Object.assign(new Error("password=hunter2"), { code: "23505" });
  const described = describeError(new TypeError('"hunter2"\n    at hunter2 (x.js:1:1)', { cause }));
  expect(described).toMatchObject({ name: "TypeError", cause: { name: "Error", code: "23505" } });
  expect(described.at?.[0]).toContain("log-lines.test.ts");
  expect(JSON.stringify(described)).not.toContain("hunter2");
  expect(describeError("hunter2")).toEqual({ name: "string" });
  expect(describeError(Object.assign(new Error(""), { code: "a\nb", name: "x y" }))).toMatchObject({ name: "Error" });
});
