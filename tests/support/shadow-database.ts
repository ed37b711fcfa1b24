import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

const CHAR = 18; // Postgres's type "char", which the catalogue's queries return and adapter-pg does not map
const TEXT = 25;

const rowsOf = (answer: unknown): pg.QueryResult[] => [answer].flat() as pg.QueryResult[];

/** A pool whose "char" columns are called text, and the names of those columns. */
function poolOf(connectionString: string, charColumns: Set<string>): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 3 });
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  const queryAsText = async (...args: unknown[]) => {
    const answer = await query(...args);
    for (const { fields = [] } of rowsOf(answer)) {
      for (const field of fields.filter(({ dataTypeID }) => dataTypeID === CHAR)) {
        field.dataTypeID = TEXT;
        charColumns.add(field.name);
      }
    }
    return answer;
  };
  return Object.assign(pool, { query: queryAsText });
}

/** The engine wants those columns as characters again. */
function withCharacters<Connection extends SqlQueryable>(connection: Connection, charColumns: Set<string>): Connection {
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const typed = result.columnTypes.map((type, at) =>
      type === ColumnTypeEnum.Text && charColumns.has(result.columnNames[at] ?? "") ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes: typed };
  };
  return connection;
}

/** adapter-pg as Prisma's schema engine needs it, with shadow databases of their own: the stock one would use the main one. */
export function schemaEngineAdapter(url: string): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new Set<string>();
  const connect = async (at: string) => {
    const pool = poolOf(at, charColumns);
    const connection = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
    connection.executeScript = async (script) => {
      await pool.query(script); // whole: adapter-pg would cut the body of a function at its semicolons
    };
    return withCharacters(connection, charColumns);
  };
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(url),
    async connectToShadowDb() {
      const name = `shadow_${randomUUID().replaceAll("-", "")}`;
      await admin(`CREATE DATABASE "${name}"`);
      const shadow = new URL(url);
      shadow.pathname = `/${name}`;
      const connection = await connect(shadow.href);
      const dispose = connection.dispose.bind(connection);
      connection.dispose = async () => {
        await dispose();
        await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      };
      return connection;
    },
  };
}
