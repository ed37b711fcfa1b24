/** A fan's place in one concert's line, as booking remembers it: what a reservation was made under. */
export type Place = { concertId: string; userId: string; number: number };
