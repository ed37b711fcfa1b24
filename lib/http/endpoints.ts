import { createAdmissions } from "./admin-admissions";
import { createAudit, listAudits } from "./admin-audits";
import { createAdminConcert, editAdminConcert } from "./admin-concerts";
import { seeOutboxHistory } from "./admin-history";
import { seeOutbox, sendOutboxAgain } from "./admin-outbox";
import { createExpulsion, findPlace } from "./admin-places";
import { seeAdminQueue, steerAdminQueue } from "./admin-queues";
import {
  createWebhook,
  createWebhookTest,
  deleteWebhook,
  editWebhook,
  listWebhookDeliveries,
  listWebhooks,
} from "./admin-webhooks";
import { listConcerts } from "./concerts";
import { runAudit, runOutbox, runSweep } from "./cron";
import type { Endpoint } from "./frame/endpoint";
import { seeHealth } from "./health";
import { createHold, releaseHold } from "./holds";
import { seeMetrics } from "./metrics";
import { describing } from "./openapi";
import { createPayment, createRefund } from "./payments";
import { joinQueue, leaveQueue, seeQueue } from "./queue";
import { listReservations } from "./reservations";
import { listSchedules } from "./schedules";
import { streamSeats } from "./seat-stream";
import { listSeats } from "./seats";
import { seeServing } from "./serving";
import { createSession, deleteSession } from "./sessions";
import { createUser } from "./users";
import { createCharge, seeWallet } from "./wallet";

const contract: readonly Endpoint[] = [
  createUser,
  createSession,
  deleteSession,
  listConcerts,
  joinQueue,
  seeQueue,
  leaveQueue,
  seeServing,
  listSchedules,
  listSeats,
  streamSeats,
  createHold,
  releaseHold,
  createPayment,
  createRefund,
  seeWallet,
  createCharge,
  listReservations,
  createAdminConcert,
  editAdminConcert,
  seeAdminQueue,
  steerAdminQueue,
  createAdmissions,
  findPlace,
  createExpulsion,
  listAudits,
  createAudit,
  seeOutbox,
  sendOutboxAgain,
  seeOutboxHistory,
  listWebhooks,
  createWebhook,
  editWebhook,
  deleteWebhook,
  createWebhookTest,
  listWebhookDeliveries,
  runSweep,
  runOutbox,
  runAudit,
  seeHealth,
  seeMetrics,
];

/** Every endpoint there is. */
export const endpoints: readonly Endpoint[] = [...contract, describing(contract)];
