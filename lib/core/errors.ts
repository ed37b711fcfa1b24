import type { Locale } from "./locales";

export const ERRORS = {
  BAD_JSON: {
    status: 400,
    title: "Body is not JSON",
    ko: "요청을 읽지 못했어요. 다시 시도해 주세요.",
    en: "We could not read that request. Please try again.",
  },
  BAD_REQUEST: {
    status: 400,
    title: "Not HTTP",
    ko: "요청을 이해하지 못했어요.",
    en: "We could not make sense of that request.",
  },
  QUEUE_TOKEN_REQUIRED: {
    status: 400,
    title: "Queue token required",
    ko: "먼저 대기열에 줄을 서 주세요.",
    en: "Please join the line first.",
  },
  QUEUE_TOKEN_INVALID: {
    status: 400,
    title: "Queue token invalid",
    ko: "이 대기열 토큰은 사용할 수 없어요. 대기열에 다시 들어와 주세요.",
    en: "This queue token can't be used. Please join the line again.",
  },
  QUEUE_TOKEN_NOT_ACTIVE: {
    status: 400,
    title: "Queue token not active",
    ko: "아직 차례가 아니거나 차례가 끝났어요. 대기열에서 확인해 주세요.",
    en: "It is not your turn yet, or your turn is over. Please check your place in line.",
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    title: "Idempotency-Key required",
    ko: "요청에 Idempotency-Key가 필요해요.",
    en: "This request needs an Idempotency-Key.",
  },
  UNAUTHENTICATED: { status: 401, title: "Sign in first", ko: "로그인이 필요해요.", en: "Please sign in first." },
  BAD_CREDENTIALS: {
    status: 401,
    title: "Wrong email or password",
    ko: "이메일이나 비밀번호가 맞지 않아요.",
    en: "That email and password don't match.",
  },
  INSUFFICIENT_BALANCE: {
    status: 402,
    title: "Balance too low",
    ko: "잔액이 부족해요. 충전하고 다시 결제해 주세요.",
    en: "Your balance is too low. Charge it and pay again.",
  },
  FORBIDDEN: {
    status: 403,
    title: "Not allowed",
    ko: "이 화면은 관리자만 사용할 수 있어요.",
    en: "Only an admin can do this.",
  },
  EMAIL_NOT_VERIFIED: {
    status: 403,
    title: "Email not verified",
    ko: "이 공연은 이메일을 인증해야 줄을 설 수 있어요. 받은 메일의 링크를 눌러 주세요.",
    en: "To join this line, please verify your email with the link we sent you.",
  },
  NOT_FOUND: { status: 404, title: "Not found", ko: "찾는 것이 없어요.", en: "There is nothing here." },
  CONCERT_NOT_FOUND: {
    status: 404,
    title: "Concert not found",
    ko: "없는 공연이에요.",
    en: "There is no such concert.",
  },
  REHEARSAL_RUNNING: {
    status: 409,
    title: "A rehearsal is running",
    ko: "다른 리허설이 진행 중이에요. 끝난 뒤에 다시 시도해 주세요.",
    en: "Another rehearsal is running. Try again when it has ended.",
  },
  SALE_RUNNING: {
    status: 409,
    title: "A sale is running",
    ko: "지금 판매 중이거나 곧 판매를 시작하는 공연이 있어요. 그래도 진행할지 확인해 주세요.",
    en: "A concert is on sale now or will be soon. Confirm that you want to go on.",
  },
  SCHEDULE_NOT_FOUND: {
    status: 404,
    title: "Schedule not found",
    ko: "없는 일정이에요.",
    en: "There is no such date.",
  },
  SEAT_NOT_FOUND: { status: 404, title: "Seat not found", ko: "없는 좌석이에요.", en: "There is no such seat." },
  RESERVATION_NOT_FOUND: {
    status: 404,
    title: "Reservation not found",
    ko: "예약을 찾지 못했어요.",
    en: "We could not find that reservation.",
  },
  PAYMENT_NOT_FOUND: {
    status: 404,
    title: "Payment not found",
    ko: "결제를 찾지 못했어요.",
    en: "We could not find that payment.",
  },
  NOT_IN_QUEUE: {
    status: 404,
    title: "Not in the line",
    ko: "대기열에 없는 순번이에요. 다시 줄을 서 주세요.",
    en: "You are not in this line. Please join again.",
  },
  PUT_OUT: {
    status: 404,
    title: "Put out of the line",
    ko: "운영자가 이 순번을 대기열에서 뺐어요. 결제된 금액은 없어요. 다시 줄을 서면 새 번호를 받아요.",
    en: "The organisers took this place out of the line. Nothing was charged. Join again and you get a new number.",
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: "Method not allowed",
    ko: "지원하지 않는 요청이에요.",
    en: "That method is not supported here.",
  },
  REQUEST_TIMEOUT: {
    status: 408,
    title: "Request came too slowly",
    ko: "요청이 너무 오래 걸렸어요. 다시 시도해 주세요.",
    en: "That request took too long to arrive. Please try again.",
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: "Body must be JSON",
    ko: "요청의 Content-Type은 application/json이어야 해요.",
    en: "The Content-Type of this request must be application/json.",
  },
  HOST_NOT_ALLOWED: {
    status: 421,
    title: "Host not allowed",
    ko: "이 주소로는 서비스하지 않아요. 운영자는 ALLOWED_HOSTS에 추가할 수 있어요.",
    en: "This site is not served under that host. Its operator can add it to ALLOWED_HOSTS.",
  },
  EMAIL_TAKEN: {
    status: 409,
    title: "Email taken",
    ko: "이미 가입된 이메일이에요. 로그인해 주세요.",
    en: "That email already has an account. Try signing in.",
  },
  SALE_NOT_OPEN: {
    status: 409,
    title: "Sale not open",
    ko: "아직 예매가 열리지 않았어요.",
    en: "Sales have not opened yet.",
  },
  SALE_CLOSED: { status: 409, title: "Sale closed", ko: "예매가 끝났어요.", en: "Sales have closed." },
  SEAT_NOT_AVAILABLE: {
    status: 409,
    title: "Seat not available",
    ko: "방금 다른 분이 먼저 잡은 좌석이 있어요. 나머지 선택은 그대로예요.",
    en: "Someone just took one of those seats. Your other choices are still here.",
  },
  SEAT_LIMIT: {
    status: 409,
    title: "Seat limit reached",
    ko: "한 사람이 예매할 수 있는 좌석 수를 넘었어요.",
    en: "That is more seats than one fan may book.",
  },
  SEAT_IN_USE: {
    status: 409,
    title: "Seat held or sold",
    ko: "배정되었거나 판매된 좌석이 있어서 바꿀 수 없어요.",
    en: "A seat there is held or sold, so this can't be changed.",
  },
  HOLD_EXPIRED: {
    status: 409,
    title: "Hold expired",
    ko: "시간이 지나 좌석이 풀렸어요. 결제된 금액은 없어요.",
    en: "Time ran out and the seats were released. Nothing was charged.",
  },
  ALREADY_PAID: {
    status: 409,
    title: "Already paid",
    ko: "이미 결제한 예약이에요.",
    en: "This reservation is already paid.",
  },
  REFUND_CLOSED: {
    status: 409,
    title: "Refund closed",
    ko: "환불할 수 있는 기간이 지났거나 이미 환불했어요.",
    en: "The time for refunds has passed, or it was refunded already.",
  },
  BALANCE_LIMIT: {
    status: 409,
    title: "Balance limit",
    ko: "잔액은 1억 원까지 충전할 수 있어요.",
    en: "A balance can be charged up to ₩100,000,000.",
  },
  IDEMPOTENCY_IN_FLIGHT: {
    status: 409,
    title: "Request in flight",
    ko: "같은 요청을 처리하고 있어요. 잠시 뒤에 확인해 주세요.",
    en: "The same request is still being worked on. Check again in a moment.",
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: "Body too large",
    ko: "보낸 내용이 너무 커요.",
    en: "That request is too large.",
  },
  INVALID_INPUT: {
    status: 422,
    title: "Invalid input",
    ko: "입력한 내용을 확인해 주세요.",
    en: "Please check what you entered.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: "Idempotency-Key reused",
    ko: "같은 Idempotency-Key로 다른 요청을 보냈어요.",
    en: "That Idempotency-Key was used for a different request.",
  },
  PROOF_REQUIRED: {
    status: 428,
    title: "Proof of work required",
    ko: "지금 요청이 많이 몰려서 기기의 확인이 필요해요. 잠시 뒤에 다시 시도해 주세요.",
    en: "Many requests come from your network, so your device has to show some work. Please try again in a moment.",
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: "Too many requests",
    ko: "요청이 너무 많아요. 잠시 뒤에 다시 시도해 주세요.",
    en: "Too many requests. Please try again in a moment.",
  },
  HOLD_COOLDOWN: {
    status: 429,
    title: "Wait before the next hold",
    ko: "결제하지 않은 선점이 이어져서 잠시 동안은 좌석을 잡을 수 없어요. 기다린 뒤에 다시 시도해 주세요.",
    en: "Several of your holds ended unpaid, so you can't hold seats for a while. Please try again later.",
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    title: "Headers too large",
    ko: "요청의 헤더가 너무 커요.",
    en: "The headers of that request are too large.",
  },
  INTERNAL: {
    status: 500,
    title: "Something broke",
    ko: "문제가 생겼어요. 잠시 뒤에 다시 시도해 주세요.",
    en: "Something went wrong. Please try again in a moment.",
  },
  QUEUE_UNAVAILABLE: {
    status: 503,
    title: "Line unavailable",
    ko: "대기열이 잠시 멈췄어요. 순번은 그대로예요. 곧 다시 시도할게요.",
    en: "The line has paused for a moment. Your place is kept. We'll try again shortly.",
  },
  OVERLOADED: {
    status: 503,
    title: "Too busy just now",
    ko: "지금 이용하는 분이 아주 많아요. 잠시 뒤에 다시 시도해 주세요.",
    en: "Very many people are here right now. Please try again in a moment.",
  },
  UNAVAILABLE: {
    status: 503,
    title: "Service unavailable",
    ko: "잠시 연결이 어려워요. 곧 다시 시도해 주세요.",
    en: "We can't be reached for a moment. Please try again shortly.",
  },
} as const satisfies Record<string, { status: number; title: string } & Record<Locale, string>>;

export type ErrorCode = keyof typeof ERRORS;

export const PASSWORD_WEAKNESSES = {
  COMMON: {
    ko: "많은 사람이 쓰는 비밀번호예요. 다른 것으로 정해 주세요.",
    en: "Too many people use that password. Please choose another one.",
  },
  PERSONAL: {
    ko: "비밀번호에 이름이나 이메일이 들어 있어요. 다른 것으로 정해 주세요.",
    en: "That password holds your name or your email. Please choose another one.",
  },
} as const satisfies Record<string, Record<Locale, string>>;

export type PasswordWeakness = keyof typeof PASSWORD_WEAKNESSES;

export type ErrorDetail = {
  seatNumbers?: number[];
  missing?: number;
  waitSeconds?: number;
  challenge?: object;
  retryAfterSeconds?: number;
  errors?: { path: string; message: string; code?: string }[];
  engines?: Record<string, "ok" | "gone">;
};

/** An expected error. It has no stack trace, because formatting thousands a second costs more than the requests. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: ErrorDetail = {},
  ) {
    super(ERRORS[code].title);
    this.name = "AppError";
    this.stack = `${this.name}: ${this.message}`;
  }
}

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === "string" && Object.hasOwn(ERRORS, value);
