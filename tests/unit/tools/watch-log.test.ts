import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { watchLog } from "@/tools/dev/services/watch-log";

const MARK = "ready to accept connections";

test.each([
  ["in one piece", [`LOG:  ${MARK}\n`]],
  ["cut in two", ["LOG:  ready to acc", "ept connections\n"]],
  [
    "with a crowd's refusals in the same breath",
    [`LOG:  ${MARK}\n${"FATAL:  the database system is starting up\n".repeat(500)}`],
  ],
])("a server's word that it is ready is heard %s", async (_, chunks) => {
  const stream = new PassThrough();
  const { found, tail } = watchLog(stream, new RegExp(MARK));
  for (const chunk of chunks) stream.write(chunk);
  await found;
  expect(tail().length).toBeLessThanOrEqual(2_000);
});
