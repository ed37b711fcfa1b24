// npm run build: Prisma's client and the pages. Needs no settings and no servers.
import { build } from "./parts/build";
import { command } from "./parts/say";

await command(() => build({ quiet: false }));
