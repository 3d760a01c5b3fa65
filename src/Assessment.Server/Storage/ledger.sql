-- What the ledger keeps: every fact is queued in its own transaction, put in order by one sequencer, and stands in a Merkle
-- tree whose roots are signed. Runs after schema.sql, under the owner's role, any number of times.

create schema if not exists assessment_ledger;

-- Facts that are recorded and not in the tree yet, each with its digests and the salt they were made with.
create table if not exists assessment_ledger.queue (
    seq_id         bigint primary key,
    id             uuid   not null,
    data_digest    bytea  not null,
    headers_digest bytea  not null,
    salt           bytea  not null
);
-- It is emptied as fast as it is filled; what was deleted is cleared away before it slows down the looking.
alter table assessment_ledger.queue set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Salts of the facts in the tree. Without its salt a digest says nothing about a text that is gone: both go when a fact is redacted.
create table if not exists assessment_ledger.salt (
    seq_id bigint primary key,
    salt   bytea  not null
);

-- The leaves in the order of the log; the line is what is hashed, to the byte.
create table if not exists assessment_ledger.leaf (
    index  bigint primary key,
    seq_id bigint not null unique,
    line   text   not null
);

-- Hashes, 256 to a tile, as C2SP tlog-tiles has them; the last tile of a level grows.
create table if not exists assessment_ledger.tile (
    level  smallint not null,
    n      bigint   not null,
    hashes bytea    not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
    primary key (level, n)
);
-- Hashes cannot be compressed.
alter table assessment_ledger.tile alter column hashes set storage external;

-- How far the tree has come: one row. The origin is the log's name, which stands in every leaf.
create table if not exists assessment_ledger.tree_state (
    only_one   boolean     primary key default true check (only_one),
    origin     text,
    size       bigint      not null,
    root       bytea       not null,
    changed_at timestamptz not null default now()
);

-- What was signed, and the key it is verified with.
create table if not exists assessment_ledger.checkpoint (
    size      bigint      primary key,
    note      text        not null,
    key       text        not null,
    signed_at timestamptz not null default now()
);

-- Bundles that were asked for, kept for a day: whose, and of which checkpoint.
create table if not exists assessment_ledger.export (
    id           uuid        primary key,
    actor        text        not null,
    size         bigint      not null,
    requested_at timestamptz not null default now()
);
-- One is made at a time for each. Whoever makes it, or is to, says so again and again; when that has not come for a while, nobody does.
alter table assessment_ledger.export add column if not exists worked_at timestamptz;
create unique index if not exists export_running on assessment_ledger.export (actor) where worked_at is not null;

-- In the transaction of the facts: their digests under a fresh salt of 32 random bytes. data::text is the same to the byte for
-- every client of the database, and after dump and restore. Facts are inserted one at a time, so a trigger for each costs half of
-- one for each statement.
create or replace function assessment_ledger.queue_facts() returns trigger language plpgsql as $$
declare
    salt bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
begin
    insert into assessment_ledger.queue (seq_id, id, data_digest, headers_digest, salt)
    values (new.seq_id, new.id, sha256('\x02'::bytea || salt || convert_to(new.data::text, 'UTF8')),
            sha256('\x03'::bytea || salt || convert_to(coalesce(new.headers::text, ''), 'UTF8')), salt);
    return null;
end $$;

create or replace trigger facts_are_queued_for_the_ledger after insert on assessment_events.mt_events
    for each row execute function assessment_ledger.queue_facts();
alter table assessment_events.mt_events enable always trigger facts_are_queued_for_the_ledger;

-- Once: facts from before the ledger are taken in like those after it. Nobody records in between, for the trigger's lock is held.
do $$
begin
    if exists (select from assessment_ledger.tree_state) then return; end if;
    insert into assessment_ledger.queue (seq_id, id, data_digest, headers_digest, salt)
    select seq_id, id, sha256('\x02'::bytea || salt || convert_to(data::text, 'UTF8')),
           sha256('\x03'::bytea || salt || convert_to(coalesce(headers::text, ''), 'UTF8')), salt
    from (select *, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) as salt from assessment_events.mt_events order by seq_id offset 0) salted;
    insert into assessment_ledger.tree_state (size, root) values (0, sha256(''));
end $$;

-- What stands in the log stays: leaves, salts and checkpoints are never edited, a tile and the tree only grow.
create or replace function assessment_ledger.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The ledger is append-only: % of % is refused.', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger leaves_stay before update or delete on assessment_ledger.leaf
    for each row execute function assessment_ledger.refuse_change();
create or replace trigger checkpoints_stay before update or delete on assessment_ledger.checkpoint
    for each row execute function assessment_ledger.refuse_change();
create or replace trigger salts_are_never_edited before update on assessment_ledger.salt
    for each row execute function assessment_ledger.refuse_change();
create or replace trigger queued_facts_are_never_edited before update on assessment_ledger.queue
    for each row execute function assessment_ledger.refuse_change();
create or replace trigger tiles_stay before delete on assessment_ledger.tile
    for each row execute function assessment_ledger.refuse_change();
create or replace trigger tiles_only_grow before update on assessment_ledger.tile for each row
    when (new.level <> old.level or new.n <> old.n or substr(new.hashes, 1, length(old.hashes)) <> old.hashes)
    execute function assessment_ledger.refuse_change();
create or replace trigger the_tree_stays before delete on assessment_ledger.tree_state
    for each row execute function assessment_ledger.refuse_change();
create or replace trigger the_tree_only_grows before update on assessment_ledger.tree_state for each row
    when (new.size < old.size or (new.size = old.size and new.root <> old.root) or new.origin is distinct from coalesce(old.origin, new.origin))
    execute function assessment_ledger.refuse_change();

do $$
declare
    name text;
    rule record;
begin
    foreach name in array array['queue', 'salt', 'leaf', 'tile', 'tree_state', 'checkpoint'] loop
        execute format('create or replace trigger %1$s_is_never_truncated before truncate on assessment_ledger.%1$s
            for each statement execute function assessment_ledger.refuse_change()', name);
    end loop;
    for rule in select tgname, tgrelid::regclass as on_table from pg_trigger
        where tgrelid::regclass::text like 'assessment_ledger.%' and not tgisinternal
    loop
        execute format('alter table %s enable always trigger %I', rule.on_table, rule.tgname);
    end loop;
end $$;
