import { AggregatorRegistry } from "prom-client";
import { counted, metrics } from "@/lib/http/frame/observed";
import { type Counts, isAbout, type Question } from "./counts-of-all";

/**
 * For one of several processes behind one port: whichever of them Prometheus meets, it reads what all have counted. Should
 * whoever leads not say, what this one has.
 */
export function countTogether(): void {
  AggregatorRegistry.setRegistries(metrics.registry);
  new AggregatorRegistry(); // answers whoever leads
  const waiting = new Map<number, (text: string | null) => void>();
  let questions = 0;
  process.on("message", (message) => {
    if (!isAbout(message)) return;
    const { asked, text } = message as Counts;
    waiting.get(asked)?.(text);
    waiting.delete(asked);
  });
  counted.byAll = async () => {
    const question: Question = { what: "counts", asked: ++questions };
    const answer = new Promise<string | null>((resolve) => waiting.set(question.asked, resolve));
    process.send?.(question);
    return (await answer) ?? metrics.registry.metrics();
  };
}
