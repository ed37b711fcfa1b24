import { existsSync } from "node:fs";
import path from "node:path";
import type { Env } from "@/lib/core/env";
import { freePort } from "../engines/ports";
import { CLIENT_ADDRESS } from "../serving/visitor";
import { answers } from "./answers";
import { startChild } from "./children";
import { ROOT } from "./root";
import { Sentence } from "./say";
import { watch } from "./services";
import type { Stopping } from "./stop";

const NEXT = "node_modules/next/dist/bin/next";
const KEEP_ALIVE_MS = "65000"; // longer than the front door keeps a connection idle

/** Loopback's name for a server that listens on every network. */
export const localBase = ({ HOST, PORT }: Pick<Env, "HOST" | "PORT">) =>
  `http://${HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST}:${PORT}`;

/** @throws Sentence when there is no build to serve. */
export function requireBuild({ NEXT_DIST_DIR }: Pick<Env, "NEXT_DIST_DIR">): void {
  if (existsSync(path.join(ROOT, NEXT_DIST_DIR, "BUILD_ID"))) return;
  throw new Sentence("There is no build to serve. Make one with: npm run build");
}

/** Serves a build: the pages' process on a port of its own, and the front door on PORT. Resolves when both answer. */
export async function serveBuild(stopping: Stopping, settings: Env, given: NodeJS.ProcessEnv): Promise<void> {
  const env = { ...given, TRUSTED_PROXY_HEADER: CLIENT_ADDRESS }; // the front door is the one who knows
  const { TRUSTED_PROXY_HEADER = "" } = settings;
  const port = await freePort();
  const next = [NEXT, "start", "-H", "127.0.0.1", "-p", String(port), "--keepAliveTimeout", KEEP_ALIVE_MS] as const;
  const pages = stopping.add(startChild("The pages' process", [...next], { env, quiet: true }));
  const front = stopping.add(
    startChild("The front door", ["scripts/serve.ts", String(port), TRUSTED_PROXY_HEADER], { env }),
  );
  await Promise.all([
    answers(`http://127.0.0.1:${port}/robots.txt`, pages),
    answers(`${localBase(settings)}/api/health`, front, (status) => status === 200),
  ]);
  pages.show(); // from now on, what it says is worth reading
  for (const child of [pages, front]) watch(child, stopping);
}

/** Serves the sources with hot reload; its own mount answers /api. Resolves when it answers. */
export async function serveSources(stopping: Stopping, settings: Env, env: NodeJS.ProcessEnv): Promise<void> {
  const next = [NEXT, "dev", "-H", settings.HOST, "-p", String(settings.PORT)] as const;
  const site = stopping.add(startChild("next dev", [...next], { env }));
  await answers(`${localBase(settings)}/api/health`, site, (status) => status === 200);
  watch(site, stopping);
}
