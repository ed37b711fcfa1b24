// npm run build: Prisma's client and the pages. Needs no settings and no servers.
import { build } from "../build";
import { runCommand } from "../cli";

await runCommand(() => build({ quiet: false }));
