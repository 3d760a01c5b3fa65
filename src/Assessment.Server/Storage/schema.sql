-- Everything the service keeps beside Marten's and Wolverine's own tables. Runs after theirs, under the
-- owner's role, any number of times.

create extension if not exists btree_gist;

create table if not exists assessment.schema_version (version int not null);

-- Which version of which resource a request with a key has made. No answer is kept: it is made again from the facts.
create table if not exists assessment.idempotency (
    actor       text        not null,
    key         text        not null,
    digest      bytea       not null,
    resource    text        not null,
    stream      uuid        not null,
    version     bigint      not null,
    status      int         not null,
    location    text        not null,
    part        text        not null,
    recorded_at timestamptz not null default now(),
    primary key (actor, key)
);
create index if not exists idempotency_recorded_at on assessment.idempotency (recorded_at);

-- The keys that seal the page's cookies and forms, for all nodes. Whoever loses them has everybody sign in once more.
create table if not exists assessment.page_keys (
    name      text        primary key,
    key       text        not null,
    stored_at timestamptz not null default now()
);

-- The last position before the first fact recorded after a time: facts recorded a little later may stand a little before the
-- next one by time, but not further away than a transaction may last, a minute. When the minute before the moment is empty, every
-- fact up to the moment had its position by then: the first one behind them is found by position, however much was recorded in the
-- minute that follows, as by an import. Every query is one that an index answers from its end, whatever the planner believes of how
-- times are spread; in this language they are planned once a session.
create or replace function assessment.position_before(moment timestamptz) returns bigint language plpgsql stable as $$
declare
    latest      timestamptz := (select max(timestamp) from assessment_events.mt_events where timestamp <= moment);
    first_after bigint;
begin
    if latest > moment - interval '1 minute' then
        select min(seq_id) into first_after
        from assessment_events.mt_events, (select min(timestamp) as at from assessment_events.mt_events where timestamp > moment) next
        where timestamp > moment and timestamp <= next.at + interval '1 minute';
    else
        select seq_id into first_after from assessment_events.mt_events
        where seq_id > coalesce((select seq_id from assessment_events.mt_events where timestamp = latest order by seq_id desc limit 1), 0)
          -- So that no index on the time is thought of.
          and timestamp + interval '0' > moment
        order by seq_id limit 1;
    end if;
    return coalesce(first_after, (select max(seq_id) + 1 from assessment_events.mt_events), 1) - 1;
end $$;

-- Where analysts stand. A row says what one published judgment was from one position of the store up to another,
-- so that the picture as of any position is one indexed query, however long the history. valid_from is null between a
-- judgment and the fact that concludes its publication.
create table if not exists assessment.standing (
    partnership text     not null,
    dimension   text     not null,
    perspective text     not null,
    assessment  uuid     not null,
    revision    int      not null,
    analyst     text     not null,
    marking     smallint not null,
    cut_off     date     not null,
    level       smallint not null,
    judgment    jsonb    not null,
    published   bigint,
    published_at timestamptz,
    valid_from  bigint,
    valid_until bigint   not null default 9223372036854775807
);
-- Only what has ended: rows that are open would stretch every page of the index up to the end of time, and leave it to be searched
-- whole. They are found by the next one, in the order in which the latest of each analyst comes first.
drop index if exists assessment.standing_as_of;
create index if not exists standing_closed on assessment.standing
    using gist (partnership, int8range(valid_from, valid_until)) where valid_until < 9223372036854775807 and valid_from is not null;
drop index if exists assessment.standing_open;
create index if not exists standing_latest on assessment.standing (partnership, dimension, perspective, analyst, marking, cut_off desc, published desc)
    where valid_until = 9223372036854775807 and valid_from is not null;
drop index if exists assessment.standing_of_assessment;
create index if not exists standing_rows_of_assessment on assessment.standing (assessment, valid_until);

create index if not exists standing_begun on assessment.standing (valid_from);
create index if not exists standing_ended on assessment.standing (valid_until) where valid_until < 9223372036854775807;

-- Who disagrees with which judgment, valid like the standings.
create table if not exists assessment.dissent (
    partnership text     not null,
    dimension   text     not null,
    perspective text     not null,
    assessment  uuid     not null,
    dissent     uuid     not null,
    analyst     text     not null,
    marking     smallint not null,
    level       smallint not null,
    rationale   text     not null,
    joiners     text[]   not null,
    recorded_at timestamptz not null,
    valid_from  bigint   not null,
    valid_until bigint   not null default 9223372036854775807
);
drop index if exists assessment.dissent_as_of;
create index if not exists dissent_closed on assessment.dissent
    using gist (partnership, int8range(valid_from, valid_until)) where valid_until < 9223372036854775807;
create index if not exists dissent_open on assessment.dissent (partnership) where valid_until = 9223372036854775807;
create index if not exists dissent_changing on assessment.dissent (dissent) where valid_until = 9223372036854775807;
drop index if exists assessment.dissent_of_assessment;
create index if not exists dissent_rows_of_assessment on assessment.dissent (assessment, valid_until);

-- What lists are filtered by. Their items are folded from the facts.
create table if not exists assessment.partnership_listing (
    stream   uuid     primary key,
    marking  smallint not null,
    position bigint   not null
);

create table if not exists assessment.source_listing (
    source   uuid   primary key,
    position bigint not null
);
create index if not exists source_listing_position on assessment.source_listing (position desc);

create table if not exists assessment.claim_listing (
    claim       uuid     primary key,
    partnership text     not null,
    marking     smallint not null,
    dimensions  text[]   not null,
    chain       uuid[]   not null,
    -- Every source that has stood in the chain at any time: whose claims a regraded source may touch.
    sources     uuid[]   not null,
    corroborates uuid[]  not null,
    contradicts uuid[]   not null,
    withdrawn   boolean  not null default false,
    words       tsvector not null,
    position    bigint   not null
);
alter table assessment.claim_listing add column if not exists sources uuid[];
update assessment.claim_listing set sources = array(
    select distinct source::uuid from assessment_events.mt_events fact, jsonb_array_elements_text(fact.data->'chain') source
    where fact.stream_id = claim and fact.type in ('claim-recorded', 'claim-traced') order by 1)
where sources is null;
alter table assessment.claim_listing alter column sources set not null;
create index if not exists claim_listing_sources on assessment.claim_listing using gin (sources);
alter table assessment.claim_listing add column if not exists contradicts uuid[];
update assessment.claim_listing set contradicts = array(
    select (other->>'claim')::uuid from assessment_events.mt_events fact, jsonb_array_elements(fact.data->'contradicts') with ordinality as related(other, place)
    where fact.stream_id = claim and fact.type = 'claim-recorded' order by place)
where contradicts is null;
alter table assessment.claim_listing alter column contradicts set not null;
create index if not exists claim_listing_contradicts on assessment.claim_listing using gin (contradicts);
create index if not exists claim_listing_position on assessment.claim_listing (partnership, position desc);
create index if not exists claim_listing_newest on assessment.claim_listing (position desc);
create index if not exists claim_listing_words on assessment.claim_listing using gin (words);
create index if not exists claim_listing_chain on assessment.claim_listing using gin (chain);
create index if not exists claim_listing_corroborates on assessment.claim_listing using gin (corroborates);

-- The published part is for everybody with the clearance, the pending part for those who work on it.
create table if not exists assessment.assessment_listing (
    assessment         uuid     primary key,
    partnership        text     not null,
    author             text     not null,
    position           bigint   not null,
    published          text,
    published_marking  smallint,
    published_dimensions text[] not null default '{}',
    published_claims   uuid[]   not null default '{}',
    pending            text,
    pending_marking    smallint,
    pending_dimensions text[]   not null default '{}',
    pending_claims     uuid[]   not null default '{}',
    -- Every claim that a submitted text has cited at any time: whom a change of evidence may have touched.
    cited_claims       uuid[]   not null default '{}'
);
create index if not exists assessment_listing_position on assessment.assessment_listing (partnership, position desc);
create index if not exists assessment_listing_newest on assessment.assessment_listing (position desc);
create index if not exists assessment_listing_claims on assessment.assessment_listing using gin (published_claims);
create index if not exists assessment_listing_cited_claims on assessment.assessment_listing using gin (cited_claims);

create table if not exists assessment.forecast_listing (
    forecast    uuid     primary key,
    partnership text     not null,
    marking     smallint not null,
    opens_at    timestamptz not null,
    closes_at   timestamptz not null,
    -- How it ended; whether it is open follows from the clock.
    ended       text,
    position    bigint   not null
);
create index if not exists forecast_listing_position on assessment.forecast_listing (partnership, position desc);
create index if not exists forecast_listing_newest on assessment.forecast_listing (position desc);

-- Every estimate and every resolution, as they were recorded: scores are worked out from them, as of any position.
create table if not exists assessment.forecast_estimate (
    forecast    uuid        not null,
    analyst     text        not null,
    probability double precision not null,
    given_at    timestamptz not null,
    position    bigint      not null,
    primary key (forecast, position)
);
create index if not exists forecast_estimate_of_analyst on assessment.forecast_estimate (analyst, forecast, position);
create table if not exists assessment.forecast_resolution (
    forecast    uuid        not null,
    outcome     text        not null,
    -- By this resolution at the latest.
    known_at    timestamptz not null,
    position    bigint      not null,
    primary key (forecast, position)
);
-- Days that an earlier build stored as no day.
update assessment.standing set cut_off = '0001-01-01' where cut_off = '-infinity';
update assessment.forecast_listing set opens_at = '0001-01-01 00:00:00Z' where opens_at = '-infinity';
update assessment.forecast_listing set closes_at = '9999-12-31 23:59:59.999999Z' where closes_at = 'infinity';

-- Checks of the read models against the facts. One runs at a time; whoever works on it says so with every step, and when that has
-- not come for a while another node takes it up from the first stream that is not checked yet.
create table if not exists assessment.replay (
    id          uuid        primary key,
    started_by  text        not null,
    started_at  timestamptz not null default clock_timestamp(),
    ended_at    timestamptz,
    state       text        not null default 'running',
    up_to       bigint      not null,
    total       bigint      not null default 0,
    processed   bigint      not null default 0,
    next        uuid                 default '00000000-0000-0000-0000-000000000000',
    worked      interval    not null default '0',
    worked_at   timestamptz not null default '-infinity',
    attempts    int         not null default 0,
    version     bigint      not null default 1,
    failure     text,
    differences json        not null default '[]',
    counts      jsonb       not null default '{}'
);
-- How many facts there were to check, by the highest marking of their stream: nobody is told of more than they may see.
alter table assessment.replay add column if not exists totals jsonb not null default '{}';
create unique index if not exists replay_running on assessment.replay (state) where state = 'running';

-- Who read what is marked AMBER or above, and what auditors read. Without numbers: gaps between them would count what an auditor may
-- not know of.
create table if not exists assessment.reading (
    id        uuid        primary key,
    actor     text        not null,
    method    text        not null,
    path      text        not null collate "C",
    query     text        not null,
    marking   smallint    not null,
    clearance smallint    not null,
    read_at   timestamptz not null
);
create index if not exists reading_newest on assessment.reading (read_at, id);
create index if not exists reading_of_actor on assessment.reading (actor, read_at, id);
create index if not exists reading_of_path on assessment.reading (path, read_at, id);

-- Moments are asked for by time, audits by actor and correlation.
create index if not exists fact_timestamp on assessment_events.mt_events (timestamp, seq_id);
create index if not exists fact_user_name on assessment_events.mt_events (user_name, seq_id);
create index if not exists fact_partnership on assessment_events.mt_events ((headers->>'partnership'), seq_id);
-- What only leads do: who else could resolve a forecast.
create index if not exists fact_of_lead on assessment_events.mt_events (user_name, timestamp)
    where type in ('partnership-established', 'partnership-changed', 'dimension-defined', 'forecast-asked', 'forecast-resolved', 'forecast-voided', 'redaction-approved');
create index if not exists fact_correlation on assessment_events.mt_events (correlation_id);

-- Which sources were ever merged, and into which: so are those found that are one.
create index if not exists fact_mergers on assessment_events.mt_events (stream_id) where type = 'source-merged';
create index if not exists fact_merged_into on assessment_events.mt_events ((data->>'into')) where type = 'source-merged';

-- The database's clock is the audit clock, whatever a node says: Marten times the first facts of a stream by the node's. Moments
-- rely on it: a fact is never older than the transaction that records it.
create or replace function assessment.time_fact() returns trigger language plpgsql as $$
begin
    new.timestamp := now();
    return new;
end $$;
create or replace trigger facts_are_timed_by_the_database before insert on assessment_events.mt_events
    for each row execute function assessment.time_fact();

-- Facts are never deleted, whoever asks, and never edited: see redaction.sql for that. What may lawfully change: whether a stream is
-- archived or a fact skipped by projections, and the .NET name of its type.
create or replace function assessment.refuse_change_of_fact() returns trigger language plpgsql as $$
begin
    raise exception 'Facts are append-only: % of % is refused.', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger facts_are_never_deleted before delete on assessment_events.mt_events
    for each row execute function assessment.refuse_change_of_fact();
create or replace trigger facts_are_never_truncated before truncate on assessment_events.mt_events
    for each statement execute function assessment.refuse_change_of_fact();
-- An append moves its stream's version on and the time with it; archiving sets a flag. Nothing else changes, and nothing goes back.
create or replace trigger streams_only_grow before update on assessment_events.mt_streams
    for each row when (new.version < old.version or row(new.id, new.type, new.created, new.tenant_id) is distinct from row(old.id, old.type, old.created, old.tenant_id))
    execute function assessment.refuse_change_of_fact();
create or replace trigger streams_are_never_deleted before delete on assessment_events.mt_streams
    for each row execute function assessment.refuse_change_of_fact();
create or replace trigger streams_are_never_truncated before truncate on assessment_events.mt_streams
    for each statement execute function assessment.refuse_change_of_fact();

-- Reads stay until the owner of the table takes away old ones.
create or replace function assessment.refuse_change_of_read() returns trigger language plpgsql as $$
begin
    raise exception 'Reads are append-only: % of % is refused.', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create or replace trigger reads_stay before update or delete on assessment.reading
    for each row execute function assessment.refuse_change_of_read();
create or replace trigger reads_are_never_truncated before truncate on assessment.reading
    for each statement execute function assessment.refuse_change_of_read();

alter table assessment_events.mt_events enable always trigger facts_are_never_deleted;
alter table assessment_events.mt_events enable always trigger facts_are_never_truncated;
alter table assessment_events.mt_streams enable always trigger streams_only_grow;
alter table assessment_events.mt_streams enable always trigger streams_are_never_deleted;
alter table assessment_events.mt_streams enable always trigger streams_are_never_truncated;
alter table assessment.reading enable always trigger reads_stay;
alter table assessment.reading enable always trigger reads_are_never_truncated;
