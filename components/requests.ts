import type { Charge, ChargeInput, Hold, HoldInput, Payment, PaymentInput, Refund } from "@/client/types";
import { type ApiResponse, fetchApi } from "./api";

const TIMEOUT_MS = 20_000; // the server answers within 14 s (REQUEST_TIMEOUT_SECONDS)

const post = <Data>(path: string, idempotencyKey: string, body?: object) =>
  fetchApi<Data>(path, { method: "POST", body, idempotencyKey, timeoutMs: TIMEOUT_MS });

/** Holds seats, or changes the hold to these. */
export const holdSeats = (body: HoldInput, idempotencyKey: string): Promise<ApiResponse<Hold>> =>
  post("/api/holds", idempotencyKey, body);

/** Pays held seats from the wallet. */
export const payForSeats = (body: PaymentInput, idempotencyKey: string): Promise<ApiResponse<Payment>> =>
  post("/api/payments", idempotencyKey, body);

/** Charges the wallet. */
export const chargeWallet = (body: ChargeInput, idempotencyKey: string): Promise<ApiResponse<Charge>> =>
  post("/api/wallet/charges", idempotencyKey, body);

/** Refunds a payment to the wallet. */
export const refundPayment = (paymentId: string, idempotencyKey: string): Promise<ApiResponse<Refund>> =>
  post(`/api/payments/${encodeURIComponent(paymentId)}/refund`, idempotencyKey);

/** Releases a held seat. It may be sent again: a seat that is released stays so. */
export const releaseSeat = (reservationId: string): Promise<ApiResponse<null>> =>
  fetchApi(`/api/holds/${encodeURIComponent(reservationId)}`, { method: "DELETE", timeoutMs: TIMEOUT_MS });
