/** The text of a poster. `dates` are ISO 8601, earliest first. */
export type PosterText = { slug: string; name: string; host: string; dates: readonly string[]; venue?: string };

const inSeoul = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Seoul",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

export type PosterDate = { year: string; month: string; day: string; time: string };

/** The date in Seoul, in figures, so that posters read the same in every language. */
export function dateParts(moment: string): PosterDate {
  const parts = new Map(inSeoul.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    year: part("year"),
    month: String(Number(part("month"))),
    day: String(Number(part("day"))),
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** "12.24", "12.24—26", "12.30—1.2": the first and the last day. */
export function formatDateRange(dates: readonly string[]): string {
  const [first, last] = [dates.at(0), dates.at(-1)].map((date) => date && dateParts(date));
  if (!first || !last) return "";
  const from = `${first.month}.${first.day}`;
  if (first.month !== last.month) return `${from}—${last.month}.${last.day}`;
  return first.day === last.day ? from : `${from}—${last.day}`;
}

/** "빛의 계절 — 새별 필하모닉 정기연주회" is a title and a byline; the host is added unless it is named there. */
export function splitTitle({ name, host }: PosterText): { title: string; byline: string } {
  const [title = name, ...subtitles] = name.split(/\s+[—–|]\s+|:\s+/);
  const subtitle = subtitles.join(" — ");
  if (!subtitle) return { title: name, byline: host };
  return { title, byline: subtitle.includes(host) ? subtitle : `${subtitle} · ${host}` };
}
