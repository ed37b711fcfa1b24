import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ensurePostgresUser } from "@/tools/dev/services/os-user";
import { worldReadableCopy } from "@/tools/dev/services/postgres-binaries";
import { confirmSystemChange, type Terminal } from "@/tools/dev/system-changes";
import { installDebianPackages } from "@/tools/testing/debian-packages";

const CHANGE = { action: "create the system user `postgres`", purpose: "PostgreSQL refuses to run as root." };

/** A terminal that keeps what is printed, with a person who gives this answer, or without one. */
function terminal(answer?: string) {
  const lines: string[] = [];
  const isInteractive = answer !== undefined;
  const ask: Terminal["ask"] = async (question) => {
    lines.push(question);
    return answer ?? "";
  };
  return { lines, isInteractive, ask, print: (line: string) => void lines.push(line) };
}

describe("a change of the machine", () => {
  test("is announced and made where nobody can answer", async () => {
    const unattended = terminal();
    expect(await confirmSystemChange(CHANGE, unattended, "")).toBe(true);
    expect(unattended.lines).toEqual([
      "About to create the system user `postgres`. PostgreSQL refuses to run as root. (JARI_INSTALL=0 refuses this.)",
    ]);
  });

  test.each([
    ["", true],
    ["y", true],
    ["n", false],
    [" No", false],
  ])("is asked for at a terminal: the answer %j means %j", async (answer, expected) => {
    const attended = terminal(answer);
    expect(await confirmSystemChange(CHANGE, attended, "")).toBe(expected);
    expect(attended.lines.at(-1)).toBe("Go on? [Y/n] ");
  });

  test("is refused by JARI_INSTALL=0 without a question, which says what it was needed for", async () => {
    const attended = terminal("y");
    expect(await confirmSystemChange(CHANGE, attended, "0")).toBe(false);
    expect(attended.lines).toEqual([
      "Jari would create the system user `postgres`, but JARI_INSTALL is 0. PostgreSQL refuses to run as root.",
    ]);
  });

  test("is made without a question with JARI_INSTALL=1", async () => {
    const attended = terminal("n");
    expect(await confirmSystemChange(CHANGE, attended, "1")).toBe(true);
    expect(attended.lines).toHaveLength(1);
  });
});

describe("the system user of PostgreSQL", () => {
  const machine = ({ root = true, exists = false } = {}) => {
    return { isRoot: () => root, hasUser: () => exists, createUser: vi.fn() };
  };

  test("is created for root after a confirmation", async () => {
    const system = machine();
    await ensurePostgresUser(async () => true, system);
    expect(system.createUser).toHaveBeenCalledOnce();
  });

  test("is not created after a refusal, and the error says what is missing and what to do", async () => {
    const system = machine();
    await expect(ensurePostgresUser(async () => false, system)).rejects.toThrow(
      /has no user `postgres`.*useradd --system postgres/,
    );
    expect(system.createUser).not.toHaveBeenCalled();
  });

  test.each([{ root: false }, { exists: true }])("is not needed with %j, and nobody is asked", async (state) => {
    const system = machine(state);
    const confirm = vi.fn(async () => true);
    await ensurePostgresUser(confirm, system);
    expect([confirm.mock.calls, system.createUser.mock.calls]).toEqual([[], []]);
  });
});

describe("a Debian package", () => {
  test("is installed after a confirmation that names it, apt-get and policy-rc.d", async () => {
    const system = { canInstall: () => true, install: vi.fn() };
    const confirm = vi.fn(async (_: typeof CHANGE) => true);
    expect(await installDebianPackages(["kcat"], "A test needs it.", confirm, system)).toBe(true);
    expect(confirm.mock.calls[0]?.[0]?.action).toMatch(/the Debian package kcat with apt-get.*policy-rc\.d/);
    expect(system.install).toHaveBeenCalledWith(["kcat"]);
  });

  test("is not installed after a refusal", async () => {
    const system = { canInstall: () => true, install: vi.fn() };
    expect(await installDebianPackages(["kcat"], "A test needs it.", async () => false, system)).toBe(false);
    expect(system.install).not.toHaveBeenCalled();
  });

  test("is not asked for where it cannot be installed", async () => {
    const confirm = vi.fn(async () => true);
    const system = { canInstall: () => false, install: vi.fn() };
    expect(await installDebianPackages(["kcat"], "A test needs it.", confirm, system)).toBe(false);
    expect(confirm).not.toHaveBeenCalled();
  });
});

describe("PostgreSQL of a checkout that only root can reach", () => {
  let folder: string;
  const source = () => path.join(folder, "package");
  const shared = () => path.join(folder, "shared");

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "jari-copy-"));
    await mkdir(source());
    await writeFile(path.join(source(), "package.json"), JSON.stringify({ version: "18.1.0" }));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test("is copied once to where its user can run it, which is said before", async () => {
    const confirm = vi.fn(async () => true);
    const copy = await worldReadableCopy(source(), shared(), confirm);
    expect(copy).toBe(path.join(shared(), "postgres-18.1.0"));
    expect(await readFile(path.join(copy, "package.json"), "utf8")).toContain("18.1.0");
    expect(confirm).toHaveBeenCalledExactlyOnceWith({
      action: `copy PostgreSQL to ${copy}`,
      purpose: `PostgreSQL does not run as root, and no other user can reach ${source()}.`,
    });
    await worldReadableCopy(source(), shared(), confirm);
    expect(confirm).toHaveBeenCalledOnce();
  });

  test("is not copied against a refusal, which says what else would do", async () => {
    const refused = worldReadableCopy(source(), shared(), async () => false);
    await expect(refused).rejects.toThrow("Move the checkout, or set DATABASE_URL");
    expect(await readdir(folder)).toEqual(["package"]);
  });
});
