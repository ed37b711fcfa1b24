import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { Env } from "@/lib/core/env";
import { serverBundleFile } from "@/server/build/bundle-server";
import { CLIENT_ADDRESS_HEADER } from "@/server/client-info";
import { UserError } from "../cli";
import { ROOT } from "../root";
import { startChild } from "./child-process";
import { freePort } from "./services/ports";
import type { Shutdown } from "./shutdown";
import { supervise } from "./supervisor";
import { waitForHttp } from "./wait-for-http";

const NEXT = "node_modules/next/dist/bin/next";
const POOL_THREADS = String(availableParallelism() + 2); // of libuv: a lane for passwords as wide as the cores, and two for others
const KEEP_ALIVE_MS = "65000"; // longer than the server keeps a connection idle

/** Loopback's name for a server that listens on every network. */
export const localBaseUrl = ({ HOST, PORT }: Pick<Env, "HOST" | "PORT">) =>
  `http://${HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST}:${PORT}`;

/** @throws UserError when there is no build to serve. */
export function requireBuild({ NEXT_DIST_DIR }: Pick<Env, "NEXT_DIST_DIR">): void {
  if (existsSync(path.join(ROOT, NEXT_DIST_DIR, "BUILD_ID"))) return;
  throw new UserError("There is no build to serve. Make one with: npm run build");
}

/** Serves a build: Next on a port of its own and the server on PORT. Resolves when both answer. */
export async function serveBuild(shutdown: Shutdown, settings: Env, given: NodeJS.ProcessEnv): Promise<void> {
  const threads = { UV_THREADPOOL_SIZE: given.UV_THREADPOOL_SIZE || POOL_THREADS };
  const env = { ...given, ...threads, TRUSTED_PROXY_HEADER: CLIENT_ADDRESS_HEADER }; // the server sets it
  const port = await freePort();
  const next = ["start", "-H", "127.0.0.1", "-p", String(port), "--keepAliveTimeout", KEEP_ALIVE_MS];
  const pages = async () => {
    const child = startChild("Next", [NEXT, ...next], { env, quiet: true });
    await waitForHttp(`http://127.0.0.1:${port}/robots.txt`, child);
    child.show(); // from now on, what it says is worth reading
    return child;
  };
  const pagesRun = supervise(shutdown, pages);
  const front = async () => {
    const { TRUSTED_PROXY_HEADER = "" } = settings;
    const child = startChild("The server", [serverBundleFile(), String(port), TRUSTED_PROXY_HEADER], { env });
    await waitForHttp(`${localBaseUrl(settings)}/api/health`, child);
    await pagesRun; // so that the server starts later and stops first
    return child;
  };
  await Promise.all([pagesRun, supervise(shutdown, front)]);
}

/** Serves the sources with hot reload; its own mount answers /api. Resolves when it answers. */
export async function serveSources(shutdown: Shutdown, settings: Env, env: NodeJS.ProcessEnv): Promise<void> {
  const next = ["dev", "-H", settings.HOST, "-p", String(settings.PORT)];
  await supervise(shutdown, () => {
    const child = startChild("next dev", [NEXT, ...next], { env });
    return waitForHttp(`${localBaseUrl(settings)}/api/health`, child);
  });
}
