-- The key `marks` has 32-bit words: a ring of MINUTES slots of statistics, then two of each number. The status is 0
-- (unknown), STATUS_*, or the second from which the fan is overdue; joinedAt (s) is 0 if the fan was away since.
local MINUTES, WORDS_PER_MINUTE = 32, 64
local STATUS_ENDED, STATUS_LEFT, STATUS_EXPELLED = 1, 2, 3
local FIRST_NUMBER = MINUTES * WORDS_PER_MINUTE -- status word of number n: FIRST_NUMBER + 2 * n; its joinedAt word is the next

local STAT_JOINED, STAT_ADMITTED, STAT_ARRIVED, STAT_SKIPPED, STAT_LEFT, STAT_EXPELLED = 1, 2, 3, 4, 5, 6
local WAITING_AT_END, ACTIVE_AT_END, SKIPPED_AT_END = 7, 8, 9
local FIRST_BUCKET, LAST_BUCKET = 10, 51
