-- Two roles: the owner migrates, the service only reads and writes rows. So the service can neither drop the triggers
-- that keep facts append-only nor change a table. Run once as an administrator, connected to the new database and
-- before the first `migrate`; then give both a password or a certificate.
--
--     create role assessment_owner login;
--     create database assessment owner assessment_owner;
--     \connect assessment

create role assessment_service login;
alter default privileges for role assessment_owner grant usage on schemas to assessment_service;
alter default privileges for role assessment_owner grant select, insert, update, delete on tables to assessment_service;
alter default privileges for role assessment_owner grant usage, select on sequences to assessment_service;
