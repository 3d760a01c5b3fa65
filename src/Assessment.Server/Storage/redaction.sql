-- How the text of a fact is taken out, the one edit there is: two persons have put on record that they want it, the leaf in the
-- log stays, and everything but the text stays. Runs after ledger.sql, under the owner's role, any number of times.

-- The members of facts that people write as they like. What is counted, compared or followed is not among them.
create or replace function assessment.free_text() returns text[] language sql immutable as $$
    select array['alternatives', 'assumptions', 'comment', 'criteria', 'definition', 'distinct', 'indicators', 'label', 'name', 'note', 'question',
                 'rationale', 'reason', 'reference', 'statement', 'text', 'title', 'unit']
$$;

-- The same JSON with a mark in place of every text.
create or replace function assessment.without_text(value jsonb, is_text boolean) returns jsonb language plpgsql immutable as $$
begin
    return case jsonb_typeof(value)
        when 'object' then (
            select coalesce(jsonb_object_agg(member.key, assessment.without_text(member.value, member.key = any (assessment.free_text()))), '{}')
            from jsonb_each(value) member)
        when 'array' then (
            select coalesce(jsonb_agg(assessment.without_text(item.value, is_text) order by item.place), '[]')
            from jsonb_array_elements(value) with ordinality item (value, place))
        when 'string' then case when is_text then '"[redacted]"' else value end
        else value
    end;
end $$;

create index if not exists fact_redactions on assessment_events.mt_events (((data->>'position')::bigint)) where type = 'redaction-approved';
create index if not exists redaction_proposals on assessment_events.mt_events (seq_id) where type = 'redaction-proposed';
create index if not exists fact_redactions_done on assessment_events.mt_events (stream_id) where type = 'redaction-carried-out';

-- The case in which two different persons proposed and approved that the fact at a position be redacted; null when they have not.
-- What is said about redactions itself stays.
create or replace function assessment.redaction_case(place bigint) returns text language sql stable as $$
    select approval.data->>'case'
    from assessment_events.mt_events approval join assessment_events.mt_events proposal using (stream_id)
    where approval.type = 'redaction-approved' and (approval.data->>'position')::bigint = place
      and proposal.type = 'redaction-proposed' and proposal.version < approval.version
      and proposal.data->>'position' = approval.data->>'position' and proposal.data->>'case' = approval.data->>'case'
      and proposal.user_name <> approval.user_name
      and not exists (select from assessment_events.mt_events fact where fact.seq_id = place and starts_with(fact.type, 'redaction-'))
    order by approval.seq_id limit 1
$$;

-- What a fact is to become by its redaction; null when none is approved, and none is twice.
create or replace function assessment.redacted(place bigint, data jsonb) returns jsonb language sql stable as $$
    select assessment.without_text(data, false) || jsonb_build_object('redacted', given)
    from assessment.redaction_case(place) given where given is not null and not data ? 'redacted'
$$;

create or replace function assessment.refuse_edit_of_fact() returns trigger language plpgsql as $$
begin
    if new.data = assessment.redacted(old.seq_id, old.data)
       and to_jsonb(old) - '{data,is_archived,is_skipped,mt_dotnet_type}'::text[] = to_jsonb(new) - '{data,is_archived,is_skipped,mt_dotnet_type}'::text[] then
        return new;
    end if;
    raise exception 'Facts are append-only: % of % is refused.', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create or replace trigger facts_are_never_edited before update on assessment_events.mt_events
    for each row when ((to_jsonb(old) - '{is_archived,is_skipped,mt_dotnet_type}'::text[]) is distinct from (to_jsonb(new) - '{is_archived,is_skipped,mt_dotnet_type}'::text[]))
    execute function assessment.refuse_edit_of_fact();
alter table assessment_events.mt_events enable always trigger facts_are_never_edited;

create or replace function assessment_ledger.refuse_loss_of_salt() returns trigger language plpgsql as $$
begin
    if assessment.redaction_case(old.seq_id) is not null then return old; end if;
    raise exception 'The ledger is append-only: % of % is refused.', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create or replace trigger salts_go_with_the_text before delete on assessment_ledger.salt
    for each row execute function assessment_ledger.refuse_loss_of_salt();
alter table assessment_ledger.salt enable always trigger salts_go_with_the_text;

-- Carries out what is approved, wherever the text stands; again it changes nothing. Rebuilt read models come out the same.
create or replace function assessment.redact(place bigint) returns void language plpgsql security definer set search_path = '' as $$
declare
    fact assessment_events.mt_events;
begin
    if assessment.redaction_case(place) is null then
        raise exception 'No redaction of the fact at position % is approved.', place using errcode = 'insufficient_privilege';
    end if;
    if exists (select from assessment_ledger.queue where seq_id = place) then
        raise exception 'The fact at position % does not stand in the log yet.', place using errcode = 'object_not_in_prerequisite_state';
    end if;

    update assessment_events.mt_events set data = assessment.redacted(seq_id, data) where seq_id = place and not data ? 'redacted';
    select * into strict fact from assessment_events.mt_events where seq_id = place;
    delete from assessment_ledger.salt where seq_id = place;
    -- The digest of the request: without a salt, it could be guessed from.
    update assessment.idempotency set digest = sha256(uuid_send(gen_random_uuid()))
    where stream = fact.stream_id and version = (select min(version) from assessment.idempotency where stream = fact.stream_id and version >= fact.version);
    delete from assessment.likeness where stream = fact.stream_id and fact.version = 1;
    -- The service reads the words of what is left.
    update assessment.source_listing set words = '', words_version = 0 where source = fact.stream_id;
    update assessment.claim_listing set words = '', words_version = 0 where claim = fact.stream_id;
    update assessment.assessment_listing set published_words = '', pending_words = '', words_version = 0 where assessment = fact.stream_id;
    update assessment.forecast_listing set words = '', words_version = 0 where forecast = fact.stream_id;
    -- What replays found different may hold it; where something differed stays, and a replay run anew says what.
    update assessment.replay set version = version + 1, differences = (select coalesce(json_agg(item - 'expected' - 'found'), '[]') from jsonb_array_elements(differences::jsonb) item)
    where differences::text <> '[]';
    update assessment.dissent set rationale = '[redacted]' where dissent::text = fact.data->>'dissent' and recorded_at = fact.timestamp and assessment = fact.stream_id;
end $$;
revoke all on function assessment.redact(bigint) from public;

-- It acts as the redactor, who may do this and nothing else. Without that role, as on a developer's own database, as whoever migrates.
do $$
begin
    if to_regrole('assessment_redactor') is null or not pg_has_role('assessment_redactor', 'member') then return; end if;
    grant usage on schema assessment, assessment_events, assessment_ledger to assessment_redactor;
    grant select, update (data) on assessment_events.mt_events to assessment_redactor;
    grant select on assessment_ledger.queue to assessment_redactor;
    grant select, delete on assessment_ledger.salt to assessment_redactor;
    grant select, update (digest) on assessment.idempotency to assessment_redactor;
    grant select, delete on assessment.likeness to assessment_redactor;
    grant select, update (words, words_version) on assessment.source_listing, assessment.claim_listing, assessment.forecast_listing to assessment_redactor;
    grant select, update (published_words, pending_words, words_version) on assessment.assessment_listing to assessment_redactor;
    grant select, update (version, differences) on assessment.replay to assessment_redactor;
    grant select, update (rationale) on assessment.dissent to assessment_redactor;
    grant create on schema assessment to assessment_redactor;
    alter function assessment.redact(bigint) owner to assessment_redactor;
    revoke create on schema assessment from assessment_redactor;
end $$;
