-- How far the numbers of a line are reserved, so that a line that has lost Redis begins again above every number that
-- can have been issued. One row a concert, written once for thousands of joins. No key to the concert: the line knows it
-- by its id alone, and a join never waits for somebody who saves the concert.
CREATE TABLE "queue_block" (
    "concert_id" BIGINT NOT NULL,
    "reserved_to" BIGINT NOT NULL,

    CONSTRAINT "queue_block_pkey" PRIMARY KEY ("concert_id")
);

ALTER TABLE queue_block ADD CONSTRAINT queue_block_reserved_positive CHECK (reserved_to > 0);
