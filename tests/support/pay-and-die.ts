// A process that pays and is killed right after the commit, before it could tell anybody. Its arguments: the fan's id,
// and the reservations.
import { randomUUID } from "node:crypto";
import { pay } from "@/lib/payments";

const [userId = "", ...reservationIds] = process.argv.slice(2);

await pay(userId, reservationIds, { key: randomUUID(), requestHash: "test" });
process.kill(process.pid, "SIGKILL");
