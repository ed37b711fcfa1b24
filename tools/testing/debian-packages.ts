import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { isRoot } from "../dev/services/os-user";
import { confirmSystemChange } from "../dev/system-changes";

const APT = "/usr/bin/apt-get";
const POLICY = "/usr/sbin/policy-rc.d"; // asked by a package before it starts its service

let isUpdated = false;

function install(names: string[]): void {
  const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
  const createsPolicy = !existsSync(POLICY);
  if (createsPolicy) writeFileSync(POLICY, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    if (!isUpdated) spawnSync("apt-get", ["update"], options);
    isUpdated = true;
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...names], options);
  } finally {
    if (createsPolicy) rmSync(POLICY);
  }
}

const machine = { canInstall: () => isRoot() && existsSync(APT), install };

/**
 * Installs Debian packages for their programs alone, if this is Debian, we are root and it may be done. No service is
 * started: its port may be somebody's. @returns whether it tried
 */
export async function installDebianPackages(
  names: string[],
  purpose: string,
  confirm = confirmSystemChange,
  system = machine,
): Promise<boolean> {
  if (!system.canInstall()) return false;
  const what = `install ${names.length === 1 ? "the Debian package" : "the Debian packages"} ${names.join(", ")}`;
  const action = `${what} with apt-get, and keep services from starting meanwhile by ${POLICY}`;
  if (!(await confirm({ action, purpose }))) return false;
  system.install(names);
  return true;
}
