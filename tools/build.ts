import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { bundleServer } from "@/server/build/bundle-server";
import { precompressAssets } from "@/server/build/precompress-assets";
import { runChild } from "./dev/child-process";
import { ensurePrismaClient } from "./generate/prisma-client";
import { ROOT } from "./root";

const FOLDERS = [
  "app",
  "client",
  "components",
  "lib",
  "messages",
  "public",
  "prisma/migrations",
  "prisma/seed",
  "server",
];
const FILES = [
  "instrumentation.ts",
  "instrumentation-node.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "prisma/schema.prisma",
  "proxy.ts",
  "tailwind.config.ts",
  "tools/build.ts",
  "tools/cli.ts",
  "tools/root.ts",
  "tsconfig.json",
];

/** Whether a build depends on this file, a path from the root of the checkout. */
export const isBuildInput = (file: string): boolean =>
  FILES.includes(file) || FOLDERS.some((folder) => file.startsWith(`${folder}/`));

const distFolder = () => path.join(ROOT, process.env.NEXT_DIST_DIR || ".next");
const stampFile = () => path.join(distFolder(), "jari-inputs");

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** One hash of all files that a build is made from. */
async function hashInputs(): Promise<string> {
  const listed = FILES.map((file) => path.join(ROOT, file));
  const files = [...listed, ...(await Promise.all(FOLDERS.map(filesOf))).flat()];
  const hash = createHash("sha256").update(process.version);
  for (const file of files.sort()) {
    hash.update(`\0${path.relative(ROOT, file)}\0`).update(await readFile(file).catch(() => ""));
  }
  return hash.digest("hex");
}

/** Whether the last build is still up to date. */
export async function isBuilt(): Promise<boolean> {
  return (await readFile(stampFile(), "utf8").catch(() => "")) === (await hashInputs());
}

/** Generates Prisma's client, builds the pages and bundles the server, without settings or engines. @throws UserError with the output. */
export async function build({ quiet }: { quiet: boolean }): Promise<void> {
  ensurePrismaClient();
  const inputs = await hashInputs();
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production" };
  await runChild("The build", ["node_modules/next/dist/bin/next", "build"], { env, quiet });
  await Promise.all([precompressAssets(path.join(distFolder(), "static")), bundleServer()]);
  await writeFile(stampFile(), inputs);
}
