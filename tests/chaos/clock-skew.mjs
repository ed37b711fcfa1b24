// Preloaded into an app process whose clock is an hour ahead of everybody else's.
const HOUR_MS = 3_600_000;
const Right = Date;

globalThis.Date = class Late extends Right {
  constructor(...args) {
    super(...(args.length === 0 ? [Right.now() + HOUR_MS] : args));
  }
  static now() {
    return Right.now() + HOUR_MS;
  }
};
