/** Leads a browser without JavaScript to the page that is rendered for its visitor, with forms that need none. */
export const NoScript = () => (
  <noscript>
    <meta httpEquiv="refresh" content="0; url=?js=off" />
  </noscript>
);
