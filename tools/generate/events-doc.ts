// npm run docs:events: writes docs/events.md anew from the schemas of the events.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { eventsDocument } from "@/lib/outbox/events-doc";
import { ROOT } from "../root";

await writeFile(path.join(ROOT, "docs/events.md"), eventsDocument());
