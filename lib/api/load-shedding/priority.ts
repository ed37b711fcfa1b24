/**
 * Highest first: paying for held seats, holding seats, waiting in the queue, browsing, entering it. Work with passwords
 * has slots of its own, which no other request can take and which take none of theirs.
 */
export const PRIORITIES = ["pay", "hold", "queue", "browse", "enter", "password"] as const;

// A priority belongs to an endpoint, because looking up its caller would cost as much as the request.
export type Priority = (typeof PRIORITIES)[number];
