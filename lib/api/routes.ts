import { createAdmissions } from "./admin-admissions";
import { createAudit, listAudits } from "./admin-audits";
import { createAdminConcert, updateAdminConcert } from "./admin-concerts";
import { createOutboxRetry, getOutbox } from "./admin-outbox";
import { getOutboxHistory } from "./admin-outbox-history";
import { createExpulsion, findPlace } from "./admin-places";
import { getAdminQueue, updateAdminQueue } from "./admin-queues";
import { createRehearsal, listAdminRehearsals } from "./admin-rehearsals";
import {
  createWebhook,
  createWebhookTest,
  deleteWebhook,
  editWebhook,
  listWebhookDeliveries,
  listWebhooks,
} from "./admin-webhooks";
import { getConcertSession } from "./concert-session";
import { listConcerts } from "./concerts";
import { runAudit, runOutbox, runSweep } from "./cron";
import type { Endpoint } from "./framework/endpoint";
import { getHealth } from "./health";
import { createHold, releaseHold } from "./holds";
import { getMe } from "./me";
import { getMetrics } from "./metrics";
import { openApiEndpoint } from "./openapi";
import { deleteOwnSession, deleteOwnSessions, listOwnSessions } from "./own-sessions";
import { createPayment, createRefund } from "./payments";
import { getQueue, joinQueue, leaveQueue } from "./queue";
import { getQueueState } from "./queue-state";
import { listReservations } from "./reservations";
import { listSchedules } from "./schedules";
import { streamSeats } from "./seat-stream";
import { listSeats } from "./seats";
import { createSession, deleteSession } from "./sessions";
import { createUser } from "./users";
import { createCharge, getWallet } from "./wallet";

const contract: readonly Endpoint[] = [
  createUser,
  createSession,
  deleteSession,
  getMe,
  listOwnSessions,
  deleteOwnSessions,
  deleteOwnSession,
  listConcerts,
  getConcertSession,
  joinQueue,
  getQueue,
  leaveQueue,
  getQueueState,
  listSchedules,
  listSeats,
  streamSeats,
  createHold,
  releaseHold,
  createPayment,
  createRefund,
  getWallet,
  createCharge,
  listReservations,
  createAdminConcert,
  updateAdminConcert,
  listAdminRehearsals,
  createRehearsal,
  getAdminQueue,
  updateAdminQueue,
  createAdmissions,
  findPlace,
  createExpulsion,
  listAudits,
  createAudit,
  getOutbox,
  createOutboxRetry,
  getOutboxHistory,
  listWebhooks,
  createWebhook,
  editWebhook,
  deleteWebhook,
  createWebhookTest,
  listWebhookDeliveries,
  runSweep,
  runOutbox,
  runAudit,
  getHealth,
  getMetrics,
];

/** Endpoints of fans come first, then those of admins, cron and operators. */
export const endpoints: readonly Endpoint[] = [...contract, openApiEndpoint(contract)];
