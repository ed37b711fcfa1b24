const MILESTONES = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 3, 1, 0];

/** Whether the number of people ahead has passed a round number since it was last read out. */
export const shouldAnnounce = (lastAnnounced: number | null, ahead: number): boolean =>
  lastAnnounced === null || MILESTONES.some((milestone) => ahead <= milestone && milestone < lastAnnounced);
