-- The key `marks` is an array of 32-bit words. It begins with a ring of MINUTES slots of statistics (stats.lua); then every
-- queue number has two words: its status, and the second at which it was issued (0: unknown, or the fan was away since).
-- A status is 0 (unknown), STATUS_ENDED, STATUS_LEFT, STATUS_EXPELLED, or the second from which the fan is overdue.
local MINUTES, WORDS_PER_MINUTE = 32, 64
local STATUS_ENDED, STATUS_LEFT, STATUS_EXPELLED = 1, 2, 3
local FIRST_NUMBER = MINUTES * WORDS_PER_MINUTE -- status word of number n: FIRST_NUMBER + 2 * n; its joinedAt word is the next

-- Words of a minute's slot: counters, sizes after the last change, wait buckets.
local STAT_JOINED, STAT_ADMITTED, STAT_ARRIVED, STAT_SKIPPED, STAT_LEFT, STAT_EXPELLED = 1, 2, 3, 4, 5, 6
local WAITING_AT_END, ACTIVE_AT_END, SKIPPED_AT_END = 7, 8, 9
local FIRST_BUCKET, LAST_BUCKET = 10, 51
