import { expect, test } from "vitest";
import { undeclaredParts } from "@/tests/support/contract";
import { api } from "@/tests/support/http";

// The check that every answer of the suite goes through: that it can fail is what makes its silence worth something.
const JSON_TYPE = { "content-type": "application/json" };
const PROBLEM = { "content-type": "application/problem+json" };

const concert = { id: "42", slug: "a", name: "A", host: "H", salesOpenAt: "2026-12-01T11:00:00.000Z", schedules: 2 };
const about = (status: number, body: unknown, headers: Record<string, string> = JSON_TYPE, path = "/api/concerts") =>
  undeclaredParts("GET", path, { status, headers: new Headers(headers) }, body);
const { body: problem } = await api("GET", "/api/wallet");
const refused = (status: number, code: string, path = "/api/queue?concertId=1") =>
  about(status, { ...problem, status, code }, PROBLEM, path);

test("accepts a response that matches its declaration", () => {
  expect(about(200, { concerts: [concert] })).toEqual([]);
  expect(refused(404, "NOT_IN_QUEUE")).toEqual([]);
  expect(refused(404, "NOT_FOUND", "/api/nothing")).toEqual([]);
});

test.each([
  ["a status that is not", about(418, { concerts: [] })],
  ["a field that is missing", about(200, { concerts: [{ ...concert, slug: undefined }] })],
  ["a field of another type", about(200, { concerts: [{ ...concert, id: 42 }] })],
  ["a field too many", about(200, { concerts: [{ ...concert, passwordHash: "x" }] })],
  ["another media type", about(200, "<html>", { "content-type": "text/html" })],
  ["a header that is not", about(200, { concerts: [] }, { ...JSON_TYPE, "set-cookie": "a=b" })],
  ["a code of another endpoint", refused(404, "PAYMENT_NOT_FOUND")],
  ["a code nobody knows", refused(404, "WHATEVER")],
  ["a code with the status of another", refused(409, "NOT_IN_QUEUE")],
  ["a path that is not there, answered", about(200, {}, JSON_TYPE, "/api/nothing")],
])("%s declared does not", (_, wrong) => expect(wrong).not.toEqual([]));
