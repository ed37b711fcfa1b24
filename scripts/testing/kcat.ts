import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { runsAsRoot } from "../engines/account";
import { say } from "../parts/say";

const runs = (path: string): boolean => spawnSync(path, ["-V"], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** The `kcat` whose library plays a Kafka broker for the tests: KCAT_PATH, the system's, Debian's package when we are root. */
export function findKcat(): string | null {
  const named = process.env.KCAT_PATH ?? "kcat";
  if (!runs(named) && runsAsRoot() && existsSync("/usr/bin/apt-get")) {
    say("Installing kcat, which plays a Kafka broker");
    const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
    spawnSync("apt-get", ["update"], options);
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "kcat"], options);
  }
  return runs(named) ? named : null;
}
