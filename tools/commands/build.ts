// npm run build: Prisma's client, a check of all types, and the pages. Needs no settings and no servers.
import { build } from "../build";
import { runCommand } from "../cli";
import { runChild } from "../dev/child-process";
import { ensurePrismaClient } from "../generate/prisma-client";

await runCommand(async () => {
  ensurePrismaClient();
  const options = { env: process.env, quiet: false };
  await runChild("next typegen", ["node_modules/next/dist/bin/next", "typegen"], options); // else the last build's types count
  await runChild("The check of the types", ["node_modules/typescript/bin/tsc", "--noEmit"], options);
  await build({ quiet: false });
});
