import cluster from "node:cluster";
import { randomUUID } from "node:crypto";
import { AggregatorRegistry } from "prom-client";
import { z } from "zod";
import { gathering, metrics } from "@/lib/http/frame/observed";

// Prometheus asks one port and is answered by one of several processes: it asks whoever leads them, who asks all.
const KIND = "jari:counts";
const question = z.object({ kind: z.literal(KIND), id: z.string() });
const answer = question.extend({ text: z.string() });

/** In the process that leads: answers what all of them count together. */
export function answerForAll(): void {
  const all = new AggregatorRegistry();
  cluster.on("message", (worker, message) => {
    const asked = question.safeParse(message);
    if (!asked.success) return;
    const reply = (text: string) => worker.isConnected() && worker.send({ ...asked.data, text });
    all.clusterMetrics().then(reply, () => reply("")); // one of them ended meanwhile
  });
}

/** In each of those that answer: /api/metrics says what all of them count, not only the one that was asked. */
export function countTogether(): void {
  AggregatorRegistry.setRegistries([metrics.registry]);
  new AggregatorRegistry(); // which from now on answers whoever leads
  const waiting = new Map<string, (text: string) => void>();
  process.on("message", (message) => {
    const told = answer.safeParse(message);
    if (!told.success) return;
    waiting.get(told.data.id)?.(told.data.text);
    waiting.delete(told.data.id);
  });
  gathering.counts = () =>
    new Promise((resolve) => {
      const id = randomUUID();
      waiting.set(id, resolve);
      process.send?.({ kind: KIND, id });
    });
}
