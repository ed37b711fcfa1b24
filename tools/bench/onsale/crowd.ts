import { Browser } from "./browser";
import { Network } from "./connection";
import { Fan, type FanRecord, type Sale } from "./fan";
import { SeatMaps } from "./seat-watch";
import { Site } from "./site";
import type { CrowdStats } from "./stats";

/** A fan to play: their session's cookie, when they come, and headers of their own. */
export type FanPlan = {
  index: number;
  cookie: string;
  arriveAt: number;
  hasFiles: boolean;
  headers?: Record<string, string>;
};

/** A crowd of one process. `pace` multiplies every human pause. */
export type CrowdPlan = {
  url: string;
  site?: string;
  sale: Sale;
  fans: FanPlan[];
  pace: number;
  maxConnections: number;
};

/** How far a crowd is. */
export type Progress = {
  arrived: number;
  joined: number;
  inside: number;
  bought: number;
  seats: number;
  finished: number;
  requests: number;
  refusals: number;
  cpuSeconds: number;
};

export type CrowdResult = { records: FanRecord[]; stats: CrowdStats; bytes: number };

const KOREAN_SHARE = 0.7;
const DEADLINE_CHECK_MS = 1_000;

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Plays fans of a sale in this process until each has bought or left, or the sale is declared over. */
export class Crowd {
  readonly #site: Site;
  readonly #fans: Fan[];
  readonly #plan: CrowdPlan;
  readonly #browsers: Browser[];
  #isOver = false;
  #finished = 0;

  constructor(plan: CrowdPlan) {
    this.#plan = plan;
    this.#site = new Site(
      new Network(new URL(plan.url), plan.maxConnections),
      plan.pace,
      new URL(plan.site ?? plan.url),
    );
    const maps = new SeatMaps();
    this.#browsers = plan.fans.map(({ cookie, hasFiles, headers }) => {
      const language = Math.random() < KOREAN_SHARE ? "ko-KR,ko;q=0.9" : "en-US,en;q=0.9";
      return new Browser(this.#site, { cookie, hasFiles, headers, language });
    });
    this.#fans = plan.fans.map(({ index }, n) => {
      const browser = this.#browsers[n];
      if (!browser) throw new Error("a fan without a browser");
      return new Fan(this.#site, browser, maps, plan.sale, index, () => this.#isOver);
    });
  }

  /** Whoever still waits stops waiting; who is inside finishes. */
  end(): void {
    this.#isOver = true;
  }

  progress(): Progress {
    const records = this.#fans.map(({ record }) => record);
    const count = (...outcomes: FanRecord["outcome"][]) =>
      records.filter(({ outcome }) => outcomes.includes(outcome)).length;
    return {
      arrived: records.length - count("coming"),
      joined: records.filter(({ number }) => number !== null).length,
      inside: count("inside"),
      bought: count("bought"),
      seats: records.reduce((sum, { seats }) => sum + seats.length, 0),
      finished: this.#finished,
      requests: this.#site.stats.requests,
      refusals: Object.values(this.#site.stats.refusals).reduce((sum, count) => sum + count, 0),
      cpuSeconds: cpuSeconds(),
    };
  }

  async run(): Promise<CrowdResult> {
    const { network, timers, stats } = this.#site;
    const checking = setInterval(() => network.checkDeadlines(performance.now()), DEADLINE_CHECK_MS);
    await this.#learnFiles();
    await Promise.all(
      this.#fans.map(async (fan, n) => {
        await timers.sleep((this.#plan.fans[n]?.arriveAt ?? 0) - performance.timeOrigin - performance.now());
        await fan.run();
        this.#finished++;
      }),
    );
    clearInterval(checking);
    return { records: this.#fans.map(({ record }) => record), stats, bytes: network.bytes };
  }

  /** One visitor without a cache opens the pages first, so that it is known which files others have kept. */
  async #learnFiles(): Promise<void> {
    const cookie = this.#plan.fans[0]?.cookie ?? "";
    const scout = new Browser(this.#site, {
      cookie,
      hasFiles: false,
      language: "ko-KR,ko;q=0.9",
      headers: this.#plan.fans[0]?.headers,
    });
    const { slug } = this.#plan.sale;
    for (const path of [`/concerts/${slug}`, `/concerts/${slug}/line`, "/tickets"])
      await scout.openPage("first look", path);
    scout.close();
  }
}
