import type { BoundAction } from "./actions";
import * as booking from "./booking";
import * as line from "./queue";
import { type Place, type Settings, TICK_MS, type World } from "./world";

/** What an action remembers between its steps. */
export type Local = {
  answer?: string;
  stands?: boolean;
  extension?: line.Extension;
  ends?: Place[];
  settings?: Settings;
  found?: string[];
  seen?: string;
};

/** One atomic step: a script of Redis, or a statement of Postgres. Answers "done" when the rest is left out, "stay" to run again. */
export type Step = (world: World, local: Local, choice: number) => "done" | "stay" | undefined;
export type Operation = {
  steps: Step[];
  /** In how many ways the step may go when others are on their way at the same time. */
  choices?: (world: World, at: number) => number;
};

const say = (local: Local, answer: string): "done" => {
  local.answer = answer;
  return "done";
};

/** Tells the line of one ended place after the other, as the caller after commit and the outbox do. */
const endEach: Step = (world, local) => {
  const place = local.ends?.shift();
  if (place) line.end(world, place, "OVER");
  return local.ends?.length ? "stay" : undefined;
};

const answering =
  (answer: (world: World) => string): Step =>
  (world, local) =>
    say(local, answer(world));

/** Steps with an idempotency key: a success is answered again, and a key in flight is refused. */
function keyed(key: string, work: (world: World, local: Local) => string): Step {
  return (world, local, choice) => {
    const known = world.keys[key];
    if (known) local.answer = known;
    else if (choice === 1) return say(local, "IDEMPOTENCY_IN_FLIGHT");
    else local.answer = work(world, local);
    if (local.answer.startsWith("201")) world.keys[key] = local.answer;
    return local.ends?.length ? undefined : "done";
  };
}

const replay =
  (key: string): Step =>
  (world, local) =>
    world.keys[key] ? say(local, world.keys[key]) : undefined;

const heard: Step = (world, local) => {
  local.settings = world.settings;
  return undefined;
};
const configured: Step = (world, local) => {
  if (local.settings) line.configure(world, local.settings);
  return undefined;
};

function holding(place: Place, seats: number[]): Step[] {
  return [
    (world, local) => {
      local.extension = line.extend(world, place) ?? undefined;
      return local.extension ? undefined : say(local, "QUEUE_TOKEN_NOT_ACTIVE");
    },
    (world, local) => {
      local.answer = booking.hold(world, place, seats);
      return local.answer.startsWith("201") ? "done" : undefined;
    },
    (world, local) => {
      if (local.extension) line.restore(world, place, local.extension);
      return local.answer === "QUEUE_TOKEN_NOT_ACTIVE" ? undefined : "done";
    },
    (world) => {
      line.end(world, place, "OVER");
      return "done";
    },
  ];
}

function leaving(place: Place): Step[] {
  return [
    (world, local) => {
      local.stands = /WAITING|ACTIVE/.test(line.poll(world, place));
      return undefined;
    },
    (world, local) => {
      if (local.stands) booking.releaseAll(world, place.fan);
      booking.rememberLeft(world, place);
      return undefined;
    },
    (world, local) => {
      line.end(world, place, "GIVEN_UP");
      return say(local, "204");
    },
  ];
}

function paying(place: Place | null, fan: number, names: string[], key: string): Step[] {
  return [
    replay(key),
    (world, local) => {
      if (!place) return say(local, "QUEUE_TOKEN_REQUIRED");
      local.stands = line.isLetIn(world, place);
      return undefined;
    },
    (world, local) => {
      if (local.stands) return undefined;
      return say(local, world.keys[key] ?? "QUEUE_TOKEN_NOT_ACTIVE");
    },
    (world, local, choice) => {
      const own = world.reservations.filter((one) => one.fan === fan && names.includes(one.name));
      if (own.length < names.length) return say(local, "RESERVATION_NOT_FOUND");
      if (world.keys[key]) local.ends = [{ fan, number: Math.max(...own.map(({ number }) => number)) }];
      return keyed(key, (_, here) => {
        const { answer, place: ended } = booking.pay(world, fan, names);
        if (ended) here.ends = [ended];
        return answer;
      })(world, local, choice);
    },
    endEach,
  ];
}

/** An action as the steps it consists of; `contested`: another one of its batch has the same key. */
export function operationFor({ action, place, names, amount, key }: BoundAction, contested: boolean): Operation {
  const twoWays = (from: number) => (_: World, at: number) => (contested && at === from ? 2 : 1);
  const needed: Step = (_, local) => say(local, "QUEUE_TOKEN_REQUIRED");
  switch (action.do) {
    case "join":
      return { steps: [answering((world) => line.join(world, action.fan))] };
    case "poll":
      return { steps: [place ? answering((world) => line.poll(world, place)) : needed] };
    case "leave":
      return { steps: place ? leaving(place) : [needed] };
    case "hold":
      return { steps: place ? holding(place, action.seats) : [needed] };
    case "release":
      return {
        steps: [
          (world, local) => {
            const { answer, ended } = booking.release(world, action.fan, names[0] ?? "");
            Object.assign(local, { answer, ends: ended && [ended] });
            return undefined;
          },
          endEach,
        ],
      };
    case "pay":
      return { steps: paying(place, action.fan, names, key), choices: twoWays(3) };
    case "refund": {
      const work = (world: World) => booking.refund(world, action.fan, names[0] ?? "");
      return { steps: [replay(key), keyed(key, work)], choices: twoWays(1) };
    }
    case "charge": {
      const work = (world: World) => `201 ${booking.credit(world, action.fan, amount)} left`;
      return { steps: [replay(key), keyed(key, work)], choices: twoWays(1) };
    }
    case "look":
      return {
        steps: [
          (world, local) => {
            local.seen = booking.tickets(world, action.fan);
            return undefined;
          },
          (world, local) => say(local, `${local.seen} | ${world.wallets[action.fan]?.balance}`),
        ],
      };
    case "steer":
      return {
        steps: [
          (world, local) => {
            world.settings = { capacity: action.capacity, paused: action.paused };
            return heard(world, local, 0);
          },
          configured,
          answering(line.serving),
        ],
      };
    case "edit":
      return {
        steps: [
          (world) => {
            Object.assign(world, { seatLimit: action.seatLimit, refunds: action.refunds });
            return undefined;
          },
          heard,
          configured,
          answering(() => "200"),
        ],
      };
    case "sweep":
      return {
        steps: [
          (world, local, choice) => {
            // Seats that somebody is working on are left to them: among others, any of the lapsed may be left.
            const found = booking.lapsedHolds(world).filter((_, at) => (choice & (1 << at)) === 0);
            local.found = found.map(({ name }) => name);
            local.ends = booking.sweep(world, local.found);
            return undefined;
          },
          endEach,
          heard,
          configured,
          (_, local) => say(local, `swept ${local.found?.length}`),
        ],
        choices: (world, at) => (at === 0 ? 1 << booking.lapsedHolds(world).length : 1),
      };
    case "drain":
      return {
        steps: [
          (world, local) => {
            local.ends = world.untold.splice(0);
            return undefined;
          },
          endEach,
          answering(() => "drained"),
        ],
      };
    case "forward":
      return {
        steps: [
          (world, local) => {
            world.now += action.ticks * TICK_MS;
            return say(local, "later");
          },
        ],
      };
  }
}
