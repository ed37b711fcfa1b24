// npm run build: Prisma's client, a check of all types, and the pages. Needs no settings and no servers.
import { build } from "../build";
import { runCommand } from "../cli";
import { runChild } from "../dev/child-process";
import { ensurePrismaClient } from "../generate/prisma-client";

await runCommand(async () => {
  ensurePrismaClient();
  await runChild("The check of the types", ["node_modules/typescript/bin/tsc", "--noEmit"], {
    env: process.env,
    quiet: false,
  });
  await build({ quiet: false });
});
