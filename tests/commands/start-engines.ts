// Starts engines as the demo does and waits to be killed. Says what it started as one line of JSON.
import { startPostgres } from "@/tools/dev/services/postgres";
import { startValkey } from "@/tools/dev/services/valkey";

const [dataDir = "", password = ""] = process.argv.slice(2);
const [postgres, valkey] = await Promise.all([startPostgres({ dataDir, password }), startValkey()]);
const { url, port, pid } = postgres;
process.stdout.write(`${JSON.stringify({ url, port, keepers: [pid, valkey.pid] })}\n`);
