-- What was known of each owner when it was last written, as one JSON document (see StateCodec).
-- The checksum is over key and document: SQLite finds a broken page, not a flipped bit in a value.
create table owner_state (
  provider text not null,
  name     text not null,
  document text not null,
  checksum integer not null,
  primary key (provider, name)
) strict;

-- What was known of each account beside its owner's quota.
create table account_facts (
  account  text not null primary key,
  document text not null,
  checksum integer not null
) strict;
