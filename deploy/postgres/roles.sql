-- Three roles. The owner migrates; the service reads facts and records them, and can neither change one nor drop the triggers
-- that keep them; the redactor, as whom nobody logs in, owns the one function that takes the text out of a fact. What each may do
-- is granted by the migration. Run as an administrator, connected to the new database, before the first `migrate`; then give
-- the owner and the service a password or a certificate. May be run again: a database that one role did everything in until now is
-- handed over to the owner.

do $$
begin
    if to_regrole('assessment_owner') is null then create role assessment_owner login; end if;
    if to_regrole('assessment_service') is null then create role assessment_service login; end if;
    if to_regrole('assessment_redactor') is null then create role assessment_redactor nologin; end if;
    execute format('alter database %I owner to assessment_owner', current_database());
end $$;

grant assessment_redactor to assessment_owner;

do $$
declare
    step text;
begin
    for step in
        select format('alter schema %I owner to assessment_owner', nspname) from pg_namespace
        where starts_with(nspname, 'assessment') and nspowner <> 'assessment_owner'::regrole
        union all
        -- Sequences of columns, and indexes, go with their tables.
        select format('alter %s %s owner to assessment_owner', case relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, c.oid::regclass)
        from pg_class c
        where relnamespace in (select oid from pg_namespace where starts_with(nspname, 'assessment'))
          and relkind in ('r', 'p', 'v', 'm', 'S') and relowner <> 'assessment_owner'::regrole
          and not exists (select from pg_depend where objid = c.oid and classid = 'pg_class'::regclass and deptype in ('a', 'i') and refobjsubid > 0)
        union all
        select format('alter routine %s owner to assessment_owner', p.oid::regprocedure) from pg_proc p
        where pronamespace in (select oid from pg_namespace where starts_with(nspname, 'assessment'))
          and proowner not in ('assessment_owner'::regrole, 'assessment_redactor'::regrole)
    loop
        execute step;
    end loop;
end $$;
