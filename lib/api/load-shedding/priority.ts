/** Highest first: paying for held seats, holding seats, waiting in the queue, browsing, entering it. */
export const PRIORITIES = ["pay", "hold", "queue", "browse", "enter"] as const;

// A priority belongs to an endpoint, because looking up its caller would cost as much as the request.
export type Priority = (typeof PRIORITIES)[number];
