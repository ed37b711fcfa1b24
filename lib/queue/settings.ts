/** `admitPerMinute` holds for any 60 seconds; a queue ignores settings of a lower `version` than its own. */
export type QueueSettings = {
  concertId: string;
  capacity: number;
  admitPerMinute: number;
  paused: boolean;
  opensAt: Date;
  closesAt: Date;
  version: number;
};

/** The settings as arguments, in the order of `lua/settings.lua`. */
export const settingsArgs = ({
  capacity,
  admitPerMinute,
  paused,
  opensAt,
  closesAt,
  version,
}: QueueSettings): number[] => [
  capacity,
  admitPerMinute,
  paused ? 1 : 0,
  opensAt.getTime(),
  closesAt.getTime(),
  version,
];
