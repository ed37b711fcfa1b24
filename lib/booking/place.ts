/** A fan's place in the queue of one concert, as booking records it: what a reservation was made under. */
export type Place = { concertId: string; userId: string; number: number };
