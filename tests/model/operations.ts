import type { BoundAction } from "./actions";
import * as booking from "./booking";
import * as queue from "./queue";
import { type Place, type Settings, TICK_MS, type World } from "./world";

/** The state of an action between its steps. */
export type Local = {
  answer?: string;
  isInQueue?: boolean;
  extension?: queue.Extension;
  ends?: Place[];
  settings?: Settings;
  found?: string[];
  seen?: string;
};

/** One atomic step: a script of Redis, or a statement of Postgres. Returns "done" to skip the rest, "stay" to run again. */
export type Step = (world: World, local: Local, choice: number) => "done" | "stay" | undefined;
export type Operation = {
  steps: Step[];
  /** In how many ways the step may go while others run concurrently. */
  choices?: (world: World, at: number) => number;
};

const respond = (local: Local, answer: string): "done" => {
  local.answer = answer;
  return "done";
};

/** Ends one place after the other in the queue, as the caller does after commit, and the outbox again. */
const endEach: Step = (world, local) => {
  const place = local.ends?.shift();
  if (place) queue.end(world, place, "OVER");
  return local.ends?.length ? "stay" : undefined;
};

const respondWith =
  (answer: (world: World) => string): Step =>
  (world, local) =>
    respond(local, answer(world));

/** A step with an idempotency key: a success is repeated, a key in flight is rejected. */
function withKey(key: string, work: (world: World, local: Local) => string): Step {
  return (world, local, choice) => {
    const stored = world.keys[key];
    if (stored) local.answer = stored;
    else if (choice === 1) return respond(local, "IDEMPOTENCY_IN_FLIGHT");
    else local.answer = work(world, local);
    if (local.answer.startsWith("201")) world.keys[key] = local.answer;
    return local.ends?.length ? undefined : "done";
  };
}

const replay =
  (key: string): Step =>
  (world, local) =>
    world.keys[key] ? respond(local, world.keys[key]) : undefined;

const readSettings: Step = (world, local) => {
  local.settings = world.settings;
  return undefined;
};
const applySettings: Step = (world, local) => {
  if (local.settings) queue.configure(world, local.settings);
  return undefined;
};

function holdSteps(place: Place, seats: number[]): Step[] {
  return [
    (world, local) => {
      local.extension = queue.extend(world, place) ?? undefined;
      return local.extension ? undefined : respond(local, "QUEUE_TOKEN_NOT_ACTIVE");
    },
    (world, local) => {
      local.answer = booking.hold(world, place, seats);
      return local.answer.startsWith("201") ? "done" : undefined;
    },
    (world, local) => {
      if (local.extension) queue.restore(world, place, local.extension);
      return local.answer === "QUEUE_TOKEN_NOT_ACTIVE" ? undefined : "done";
    },
    (world) => {
      queue.end(world, place, "OVER");
      return "done";
    },
  ];
}

function leaveSteps(place: Place): Step[] {
  return [
    (world, local) => {
      local.isInQueue = /WAITING|ACTIVE/.test(queue.poll(world, place));
      return undefined;
    },
    (world, local) => {
      if (local.isInQueue) booking.releaseHolds(world, place.fan);
      booking.insertEnded(world, place);
      return undefined;
    },
    (world, local) => {
      queue.end(world, place, "GIVEN_UP");
      return respond(local, "204");
    },
  ];
}

function paySteps(place: Place | null, fan: number, names: string[], key: string): Step[] {
  return [
    replay(key),
    (world, local) => {
      if (!place) return respond(local, "QUEUE_TOKEN_REQUIRED");
      local.isInQueue = queue.isActive(world, place);
      return undefined;
    },
    (world, local) => {
      if (local.isInQueue) return undefined;
      return respond(local, world.keys[key] ?? "QUEUE_TOKEN_NOT_ACTIVE");
    },
    (world, local, choice) => {
      const own = world.reservations.filter((one) => one.fan === fan && names.includes(one.name));
      if (own.length < names.length) return respond(local, "RESERVATION_NOT_FOUND");
      if (world.keys[key]) local.ends = [{ fan, number: Math.max(...own.map(({ number }) => number)) }];
      return withKey(key, (_, here) => {
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
  const tokenRequired: Step = (_, local) => respond(local, "QUEUE_TOKEN_REQUIRED");
  switch (action.do) {
    case "join":
      return { steps: [respondWith((world) => queue.join(world, action.fan))] };
    case "poll":
      return { steps: [place ? respondWith((world) => queue.poll(world, place)) : tokenRequired] };
    case "leave":
      return { steps: place ? leaveSteps(place) : [tokenRequired] };
    case "hold":
      return { steps: place ? holdSteps(place, action.seats) : [tokenRequired] };
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
      return { steps: paySteps(place, action.fan, names, key), choices: twoWays(3) };
    case "refund": {
      const work = (world: World) => booking.refund(world, action.fan, names[0] ?? "");
      return { steps: [replay(key), withKey(key, work)], choices: twoWays(1) };
    }
    case "charge": {
      const work = (world: World) => `201 ${booking.credit(world, action.fan, amount)} left`;
      return { steps: [replay(key), withKey(key, work)], choices: twoWays(1) };
    }
    case "look":
      return {
        steps: [
          (world, local) => {
            local.seen = booking.tickets(world, action.fan);
            return undefined;
          },
          (world, local) => respond(local, `${local.seen} | ${world.wallets[action.fan]?.balance}`),
        ],
      };
    case "steer":
      return {
        steps: [
          (world, local) => {
            world.settings = { capacity: action.capacity, paused: action.paused };
            return readSettings(world, local, 0);
          },
          applySettings,
          respondWith(queue.serving),
        ],
      };
    case "edit":
      return {
        steps: [
          (world) => {
            Object.assign(world, { seatLimit: action.seatLimit, refunds: action.refunds });
            return undefined;
          },
          readSettings,
          applySettings,
          respondWith(() => "200"),
        ],
      };
    case "sweep":
      return {
        steps: [
          (world, local, choice) => {
            // A sweep skips locked seats: beside other actions it may skip any of the lapsed ones.
            const found = booking.lapsedHolds(world).filter((_, at) => (choice & (1 << at)) === 0);
            local.found = found.map(({ name }) => name);
            local.ends = booking.sweep(world, local.found);
            return undefined;
          },
          endEach,
          readSettings,
          applySettings,
          (_, local) => respond(local, `swept ${local.found?.length}`),
        ],
        choices: (world, at) => (at === 0 ? 1 << booking.lapsedHolds(world).length : 1),
      };
    case "drain":
      return {
        steps: [
          (world, local) => {
            local.ends = world.undelivered.splice(0);
            return undefined;
          },
          endEach,
          respondWith(() => "drained"),
        ],
      };
    case "forward":
      return {
        steps: [
          (world, local) => {
            world.now += action.ticks * TICK_MS;
            return respond(local, "later");
          },
        ],
      };
  }
}
