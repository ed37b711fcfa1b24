/** What a place is now: the answer of join and poll, decoded by `ticket.ts`. */
export const TICKET = /* lua */ `
local function ticket(line, user, number)
  if waitingNumberOf(user) == number then
    -- A sale that has closed ends the wait; the place itself stays, in case the closing is moved.
    if now >= line.closesAt then return { "EXPIRED", number } end
    return { "WAITING", number, redis.call("ZRANK", WAITING, user) + 1, line.outlook, now }
  end
  local session = sessionOf(user)
  if isActive(session, number) then
    return { "ACTIVE", number, session.admittedAt, session.endsAt, now }
  end
  if number > line.issued or redis.call("GETBIT", LEFT, number) == 1 then return { "NOT_IN_QUEUE" } end
  return { "EXPIRED", number }
end
`;
