export type Place = { concertId: string; userId: string; number: number };
