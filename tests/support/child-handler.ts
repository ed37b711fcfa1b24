// Answers requests in a process of its own, whose environment is as broken as a test wants it (`alone.ts`). Its log goes to
// its standard output.
import { handle } from "@/lib/api/framework/dispatch";
import type { ChildRequest, ChildResponse } from "./run-in-child";

process.once("message", async (requests: ChildRequest[]) => {
  const answers: ChildResponse[] = [];
  for (const { path, ...init } of requests) {
    const began = performance.now();
    const response = await handle(new Request(`http://jari.test${path}`, init));
    answers.push({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      milliseconds: performance.now() - began,
      text: await response.text(),
    });
  }
  process.send?.(answers, () => process.exit(0));
});
