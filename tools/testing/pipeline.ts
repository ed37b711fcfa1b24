import { KCAT, NGINX, POSTGRES, REDIS_SERVER } from "./external-tools";
import {
  besideTool,
  browserTests,
  contract,
  lint,
  prepareBrowser,
  prepareEngines,
  quickChaosTest,
  type Step,
  testBuild,
  types,
  vitest,
} from "./steps";

// Whatever sends scripts with several keys: the queue, the gate, the rate limits.
const QUEUE_TESTS = [
  "tests/integration/queue",
  "tests/integration/outbox/queue-sink",
  "tests/api/accounts",
  "tests/api/queue",
  "tests/api/gate",
];
// Of `npm run test:fast`: the heart of the queue, of booking and of payments, about two seconds a file.
const QUICK = [
  ...["admission", "join-and-leave", "poll-interval", "session.test"].map((name) => `tests/integration/queue/${name}`),
  ...["hold", "release", "seat-map", "sweep"].map((name) => `tests/integration/booking/${name}`),
  ...["charge", "pay", "refund"].map((name) => `tests/integration/payments/${name}`),
  "tests/integration/core/idempotency",
];

/**
 * Everything `npm test` runs; `npm test -- <part>` runs one part of it. Stages follow each other; the lanes of a stage
 * run beside each other, on engines of their own, and what waits in one lane leaves the machine to the other. The
 * browser tests have the machine to themselves.
 */
export const STAGES: Step[][][] = [
  [
    [
      { part: "lint", name: "lint", run: lint },
      { part: "types", name: "types", run: types },
    ],
    [{ part: "unit", name: "unit tests", run: vitest("unit") }],
  ],
  [
    [{ part: "integration", name: "integration tests", prepare: prepareEngines, run: vitest("integration") }],
    [
      { part: "integration", name: "race tests", prepare: prepareEngines, run: vitest("race") },
      besideTool(REDIS_SERVER, {
        name: "the queue on a Redis Cluster",
        tests: "a Redis Cluster",
        folders: [...QUEUE_TESTS, "tests/cluster"],
        settings: { TEST_REDIS_TRANSPORT: "cluster" },
      }),
      besideTool(POSTGRES, {
        name: "a backup restored",
        tests: "a backup and its restore",
        folders: ["tests/backup"],
      }),
      contract("integration", "over Upstash's REST transport", { TEST_REDIS_TRANSPORT: "upstash" }),
      { part: "e2e", name: "build", run: testBuild },
    ],
    [
      // Mostly waits, for processes to start, to stop and to notice.
      { part: "integration", name: "commands", prepare: prepareEngines, run: vitest("commands") },
      besideTool(KCAT, { name: "events over Kafka's protocol", tests: "Kafka's protocol", folders: ["tests/kafka"] }),
      besideTool(NGINX, { name: "polling through nginx", tests: "nginx", folders: ["tests/edge"] }),
    ],
  ],
  [
    [contract("integration", "through the production server", { TEST_MOUNT: "serve" })],
    [{ part: "chaos", name: "chaos test", run: quickChaosTest("--untimed") }], // mostly waits
    [contract("e2e", "through Next", { TEST_MOUNT: "next" })],
  ],
  [[{ part: "e2e", name: "browser tests", prepare: prepareBrowser, run: browserTests("e2e *") }]],
];

/** What takes too long for every run: `npm test -- <part>` alone. */
export const ON_DEMAND: Step[] = [
  { part: "quick", name: "quick integration tests", prepare: prepareEngines, run: vitest("integration", QUICK) },
  { part: "timing", name: "timing of the engines and the API", prepare: prepareEngines, run: vitest("timing") },
  { part: "timing", name: "recovery after faults", run: quickChaosTest() },
  { part: "timing", name: "build", run: testBuild },
  { part: "timing", name: "timing of pages", prepare: prepareBrowser, run: browserTests("timing *") },
  {
    part: "plans",
    name: "query plans with a million seats",
    run: vitest("integration", ["tests/integration/database/query-plans-at-scale"], { PLANS_SEATS: "1000000" }),
  },
  besideTool(NGINX, {
    part: "edge",
    name: "ten thousand pollers through nginx",
    tests: "nginx",
    folders: ["tests/edge"],
    settings: { EDGE_POLLERS: "10000", EDGE_SECONDS: "20" },
  }),
];
