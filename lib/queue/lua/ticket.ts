import { WAITING_REPLY } from "./poll-interval";

/** What a place is now: the answer of join and poll, decoded by `ticket.ts`. */
export const TICKET = /* lua */ `
local ACTIVE_MS = 10000

-- Whoever asks about a place is here, before a step is taken: not passed over by it, back in line, or arrived.
local function greet(line, user, number)
  local session = sessionOf(user)
  if isActive(session, number) then return arrive(user, session) end
  if passedNumberOf(user) == number then
    redis.call("ZREM", PASSED, user)
    redis.call("ZADD", WAITING, number, user)
    keep(line, WAITING)
    stands(number, 0) -- how long they were away is no wait
    countPlaces()
  end
  if waitingNumberOf(user) == number then hear(number, 0) end
end

-- For a fan who is inside, in ms: seldom, but in time to see the session's end.
local function activePollAfterMs(active, sessionLeftMs)
  local byBudget = 1000 * active / (pollsPerSecond * ACTIVE_SHARE)
  local pastTheEnd = math.floor(random * byBudget) -- of those who were let in together, not all ask in one moment
  return math.min(jittered(math.max(ACTIVE_MS, byBudget)), math.max(FRONT_MS, sessionLeftMs) + pastTheEnd)
end

local function waitingAt(position, number, outlook)
  local afterMs = pollAfterMs(position)
  hear(number, afterMs)
  return ${WAITING_REPLY}
end

local function ticket(line, user, number)
  if waitingNumberOf(user) == number then
    -- A sale that has closed ends the wait; the place itself stays, in case the closing is moved.
    if now >= line.closesAt then return { "EXPIRED" } end
    return waitingAt(redis.call("ZRANK", WAITING, user) + 1, number, line.outlook)
  end
  local session = sessionOf(user)
  if isActive(session, number) then
    arrive(user, session)
    local afterMs = activePollAfterMs(redis.call("ZCARD", ACTIVE), session.endsAt - now)
    return { "ACTIVE", session.admittedAt, session.endsAt, afterMs }
  end
  if isLost(line, number) then return { "LOST" } end
  local fact = number <= line.issued and factOf(number) or GIVEN_UP
  if fact == GIVEN_UP then return { "NOT_IN_QUEUE" } end
  if fact == EXPELLED then return { "PUT_OUT" } end
  return { "EXPIRED" }
end
`;
