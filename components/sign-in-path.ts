/** Where a visitor signs in, to come back to the page that they see. */
export const signInPath = (): string => `/signin?next=${encodeURIComponent(location.pathname)}`;
