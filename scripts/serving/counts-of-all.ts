import cluster from "node:cluster";
import { AggregatorRegistry } from "prom-client";

/** A process of the front door asks whoever leads it what all of them have counted; the answer has the same `asked`. */
export type Question = { what: "counts"; asked: number };
export type Counts = { what: "counts"; asked: number; text: string | null };

export const isAbout = (message: unknown): message is Question | Counts =>
  typeof message === "object" && message !== null && Reflect.get(message, "what") === "counts";

/** For whoever leads: answers with the counts of all processes together; null when one of them does not say. */
export function answerForAll(): void {
  const all = new AggregatorRegistry();
  cluster.on("message", async (worker, message) => {
    if (!isAbout(message)) return;
    const text = await all.clusterMetrics().catch(() => null);
    const counts: Counts = { what: "counts", asked: message.asked, text };
    if (worker.isConnected()) worker.send(counts);
  });
}
