/** Request priorities, highest first: paying for held seats, holding seats, waiting in the queue, looking, arriving. */
export const PRIORITIES = ["pay", "hold", "queue", "browse", "enter"] as const;

// A priority belongs to an endpoint: looking up more about the caller would cost as much as serving the request.
export type Priority = (typeof PRIORITIES)[number];
