// Answers requests in a process of its own, whose environment is as broken as a test wants it:
// node --import tsx tests/support/http-alone.ts '[{"path": "/api/health"}]'  prints [{status, body, …}] on its last line, after its log.
import { handle } from "@/lib/http/routes";

type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: string };

const answers = [];
for (const { path, ...init } of JSON.parse(process.argv[2] ?? "[]") as Asked[]) {
  const began = performance.now();
  const response = await handle(new Request(`http://jari.test${path}`, init));
  answers.push({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    milliseconds: performance.now() - began,
    body: await response.json(),
  });
}
process.stdout.write(`\n${JSON.stringify(answers)}\n`, () => process.exit(0));
