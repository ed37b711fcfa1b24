import { issueToken } from "@/lib/auth/session";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "./fixtures";
import { joinActive, paymentScenario, requestHold } from "./scenarios";
import { expiredToken, forgedToken } from "./session-tokens";

/** Those who may ask, in the order in which they do: whoever may change something comes after those who may not. */
export const CALLERS = ["nobody", "forged", "expired", "another fan", "an admin", "the fan"] as const;
export type Caller = (typeof CALLERS)[number];

/** A fan who has paid for a seat, holds another one and one elsewhere, and stands in a third line; and who else there is. */
export type AccessScenario = {
  users: Record<"another fan" | "an admin" | "the fan", TestUser>;
  concert: TestConcert;
  third: TestConcert;
  /** The fan's tokens of both. */
  token: string;
  thirdToken: string;
  /** Another fan's token of the same concert. */
  othersToken: string;
  /** What the fan holds at the concert, and elsewhere. */
  reservationId: string;
  elsewhereId: string;
  paymentId: string;
};

async function heldBy(fan: TestUser, concert: TestConcert, seat: number): Promise<{ token: string; id: string }> {
  const token = await joinActive(fan, concert);
  const { body } = await requestHold(fan, token, concert, [seat]);
  return { token, id: body.reservations[0]?.id ?? "" };
}

/** Makes the scene. */
export async function accessScenario(): Promise<AccessScenario> {
  const { fan, concert, paymentId } = await paymentScenario();
  const [another, admin] = await Promise.all([makeFan(), makeAdmin()]);
  const [elsewhere, third] = await Promise.all([makeConcert(), makeConcert()]);
  const { token, id: reservationId } = await heldBy(fan, concert, 2);
  const { id: elsewhereId } = await heldBy(fan, elsewhere, 1);
  const [othersToken, thirdToken] = [await joinActive(another, concert), await joinActive(fan, third)];
  const users = { "another fan": another, "an admin": admin, "the fan": fan };
  return { users, concert, third, token, thirdToken, othersToken, reservationId, elsewhereId, paymentId };
}

/** The headers of a session of this asker's, a new one each time: one of the requests ends the session it comes with. */
export async function sessionFor(asker: Caller, { users }: AccessScenario): Promise<Record<string, string>> {
  if (asker === "nobody") return {};
  const tokenOf = {
    forged: async () => forgedToken(users["the fan"]),
    expired: async () => expiredToken(users["the fan"]),
    "another fan": async () => (await issueToken(users["another fan"])).token,
    "an admin": async () => (await issueToken(users["an admin"])).token,
    "the fan": async () => (await issueToken(users["the fan"])).token,
  };
  return { authorization: `Bearer ${await tokenOf[asker]()}` };
}
