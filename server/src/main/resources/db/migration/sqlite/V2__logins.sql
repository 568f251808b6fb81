-- Refresh tokens that providers rotated, sealed (see the package secrets). What they grew from is a
-- salted hash of the configured token: no secret.
create table logins (
  account    text not null primary key,
  grown_from text not null,
  sealed     blob not null
) strict;

-- A known text, sealed by the same key: it tells a wrong key from a damaged row.
create table key_check (
  id     integer not null primary key check (id = 1),
  sealed blob not null
) strict;
