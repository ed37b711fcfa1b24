-- Sessions that were signed out of before their time. A session is a signed token, which nobody can take back; so the
-- few that are over are written down until the last token of theirs has expired.
CREATE TABLE ended_session (
  id uuid PRIMARY KEY,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX ended_session_expires_at_idx ON ended_session (expires_at);
