-- What the service's role may do, in full: runs last in every migration, so that a new table needs no line here. Without the roles
-- of deploy/postgres/roles.sql, as on a developer's own database, there is nobody to grant anything to.

do $$
declare
    place text;
    refused record;
begin
    if to_regrole('assessment_service') is null then return; end if;

    -- By default rows are read, written and removed, as read models and messages are.
    for place in select quote_ident(nspname) from pg_namespace where starts_with(nspname, 'assessment') loop
        execute format('grant usage on schema %s to assessment_service', place);
        execute format('revoke truncate, references, trigger on all tables in schema %s from assessment_service', place);
        execute format('grant select, insert, update, delete on all tables in schema %s to assessment_service', place);
        execute format('grant usage, select on all sequences in schema %s to assessment_service', place);
    end loop;

    -- What triggers refuse whatever the row is not even granted. So is a table append-only by its triggers alone: their functions are
    -- named refuse_ and what.
    for refused in
        select tgrelid::regclass as name, bool_or(tgtype & 16 > 0) as updates, bool_or(tgtype & 8 > 0) as deletes
        from pg_trigger
        where tgqual is null and tgfoid in (
            select oid from pg_proc where starts_with(proname, 'refuse_') and pronamespace in (select oid from pg_namespace where starts_with(nspname, 'assessment')))
        group by 1
    loop
        if refused.updates then execute format('revoke update on %s from assessment_service', refused.name); end if;
        if refused.deletes then execute format('revoke delete on %s from assessment_service', refused.name); end if;
    end loop;

    -- Archiving, and what an append does to its stream.
    revoke update on assessment_events.mt_events, assessment_events.mt_streams from assessment_service;
    grant update (is_archived) on assessment_events.mt_events to assessment_service;
    grant update (version, timestamp, is_archived) on assessment_events.mt_streams to assessment_service;
    -- Redacting, of what two persons have agreed on.
    grant execute on function assessment.redact(bigint) to assessment_service;
    revoke insert, update, delete on assessment.schema_version from assessment_service;
end $$;
