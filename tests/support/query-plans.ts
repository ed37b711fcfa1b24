import type pg from "pg";
import { vi } from "vitest";
import { pool } from "@/lib/core/db";

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
};
/** How a table was read: by which kind of scan, and how many of its rows were looked at. */
export type Scan = { table: string; by: string; rows: number };

function* scansIn(node: Node): Generator<Scan> {
  const { "Relation Name": table, "Node Type": by, "Actual Loops": loops = 1 } = node;
  const each = (node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0);
  const rows = Math.round(loops * each); // several workers are told of as their mean, to two digits
  if (table && /Scan$/.test(by)) yield { table, by, rows };
  for (const inner of node.Plans ?? []) yield* scansIn(inner);
}

const explained = (message: string | undefined): Node | null => {
  const at = message?.indexOf("plan:\n") ?? -1;
  return message && at >= 0 ? JSON.parse(message.slice(at + "plan:\n".length)).Plan : null;
};

/** Lets a connection tell the plan of whatever it runs, also inside of functions, as it ran. */
export async function explainAll(client: pg.Client): Promise<void> {
  await client.query(`LOAD 'auto_explain';
    SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off;
    SET auto_explain.log_nested_statements = on; SET auto_explain.log_format = json; SET auto_explain.log_level = notice`);
}

/** Does something with this connection as the whole pool; answers every scan, and the names its statements were sent under. */
export async function recordScans(client: pg.Client, action: () => Promise<unknown>) {
  const scans: Scan[] = [];
  const names: unknown[] = [];
  const listen = ({ message }: { message: string | undefined }) => {
    const plan = explained(message);
    if (plan) scans.push(...scansIn(plan));
  };
  const lent = vi.spyOn(pool(), "query").mockImplementation((query: unknown) => {
    names.push(typeof query === "object" && query !== null && "name" in query ? query.name : undefined);
    return client.query(query as pg.QueryConfig);
  });
  client.on("notice", listen);
  try {
    await action();
  } finally {
    client.off("notice", listen);
    lent.mockRestore();
  }
  return { scans, names };
}
