// Logs what a stranger would like to log, by each way that this process has; its log goes to its standard output.
import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { logConsole } from "@/lib/observability/console-log";
import { HOSTILE_TEXTS } from "./hostile-texts";

logConsole();
for (const text of HOSTILE_TEXTS) {
  log.warn({ value: text, [text]: 1, nested: { text }, many: Array.from({ length: 50 }, () => text) }, "a value");
  log.warn({ err: describeError(new Error(text, { cause: new TypeError(text) })) }, "an error");
  console.error(new Error(text), text, { text });
  console.warn(`[next-auth][error][INVALID_CALLBACK_URL_ERROR]\n${text}`, { text });
  console.log(text);
  console.info("%s", text);
}
