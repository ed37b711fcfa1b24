import { describe, expect, it } from "vitest";
import { defaultForm, defaultHall } from "@/components/admin/concerts/defaults";
import {
  type ConcertForm,
  fromSeoul,
  parseInteger,
  toHallInput,
  toSeoul,
} from "@/components/admin/concerts/form-state";
import { toCreateBody, toUpdateBody } from "@/components/admin/concerts/request-body";
import { fromServerErrors, validate } from "@/components/admin/concerts/validate";
import { concertEdit, concertInput } from "@/lib/concerts";
import { planHall } from "@/lib/concerts/halls";
import { PROBLEMS } from "@/lib/concerts/halls/diagnostics";
import { loadMessages, locales } from "@/messages";

const filled = (): ConcertForm => {
  const form = defaultForm("2026-11-22T16:00:00Z");
  const texts = { name: " 밤의 온도 ", host: "느린파도", description: "새 노래", salesCloseAt: "2027-01-02T18:00" };
  return {
    ...form,
    ...texts,
    dates: form.dates.map((date) => ({ ...date, startsAt: "2027-01-02T19:00", venue: "마루" })),
  };
};
const saved = (form: ConcertForm): ConcertForm => ({
  ...form,
  name: form.name.trim(),
  dates: form.dates.map((date) => ({
    ...date,
    ...{ id: "7", hall: null, now: { kind: "plain" as const, seats: 50, inUse: false } },
  })),
});

describe("the admin's form", () => {
  it("speaks of times on the clock in Seoul", () => {
    expect(toSeoul("2026-12-31T16:30:00.000Z")).toBe("2027-01-01T01:30");
    expect(fromSeoul("2027-01-01T01:30")).toBe("2026-12-31T16:30:00.000Z");
    expect(defaultForm("2026-11-22T16:00:00Z").salesOpenAt).toBe("2026-11-24T20:00"); // it is the 23rd there
  });

  it("reads whole numbers as people write them", () => {
    expect(["110000", "110,000", " 110 000 ", "0"].map(parseInteger)).toEqual([110_000, 110_000, 110_000, 0]);
    expect(["", "-1", "1e3", "ten"].map(parseInteger)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });

  it("makes the body the contract takes", () => {
    expect(validate(filled())).toEqual(new Map());
    const parsed = concertInput.parse(toCreateBody(filled()));
    expect(parsed).toMatchObject({ name: "밤의 온도", capacity: 100, schedules: [{ venue: "마루" }] });
    expect(parsed.salesCloseAt.toISOString()).toBe("2027-01-02T09:00:00.000Z");
  });

  it("cuts a plain hall without gap or overlap, whatever its size", () => {
    for (const seats of ["30", "50", "200"]) expect(planHall(toHallInput({ ...defaultHall(), seats })).ok).toBe(true);
    const cut = planHall(toHallInput({ ...defaultHall(), seats: "10" }));
    expect(cut.ok ? [] : cut.errors.map(({ code }) => code)).toContain("GRADE_BACKWARDS");
  });

  it("sends only what was changed of a concert that exists", () => {
    const before = saved(filled());
    expect(toUpdateBody(before, before)).toBeNull();
    expect(toUpdateBody({ ...before, seatLimit: "2" }, before)).toEqual({ seatLimit: 2 });
    const moved = { ...before, dates: before.dates.map((date) => ({ ...date, venue: "큰 마루" })) };
    const body = toUpdateBody(moved, before);
    expect(body).toEqual({ schedules: [{ id: "7", startsAt: "2027-01-02T10:00:00.000Z", venue: "큰 마루" }] });
    expect(concertEdit.safeParse(body).success).toBe(true);
  });

  it("names every field that has to be mended, in the order of the page", () => {
    const empty = { ...defaultForm("2026-11-22T00:00:00Z"), seatLimit: "0", capacity: "many" };
    expect([...validate(empty).keys()]).toEqual([
      ...["name", "host", "description", "salesCloseAt", "seatLimit", "capacity"],
      ...["schedules[0].startsAt", "schedules[0].venue"],
    ]);
    expect(validate({ ...filled(), salesCloseAt: "2026-01-01T00:00" }).get("salesCloseAt")).toEqual({ code: "order" });
    const badHall = filled().dates.map((date) => ({ ...date, hall: { ...defaultHall(), seats: "0" } }));
    expect([...validate({ ...filled(), dates: badHall }).keys()]).toEqual(["schedules[0].hall"]);
  });

  it("puts what an answer names to the field it belongs to", () => {
    const errors = ["name", "schedules[1].hall.plan.zones[0]", "schedules[1].hall.plan.name"];
    const fieldErrors = fromServerErrors(errors.map((path) => ({ path, message: `mend ${path}` })));
    expect([...fieldErrors.keys()]).toEqual(["name", "schedules[1].hall"]);
  });

  it("has a sentence for every problem of a hall, in every language", async () => {
    for (const locale of locales)
      expect(Object.keys((await loadMessages(locale)).admin.problem).toSorted()).toEqual(
        Object.keys(PROBLEMS).toSorted(),
      );
  });
});
