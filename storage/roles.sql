-- PostgreSQL: two roles, so that the program that takes steps cannot touch history.
--
--   mutasi_owner   owns the tables and runs `mutasi init` (MUTASI_DATABASE_URL with this role, only then)
--   mutasi_app     runs everything else; it adds to history and cannot change, delete, empty or unguard it
--
-- Run after `mutasi init`, and again after each upgrade, as a superuser or as a role that may create roles and owns the
-- tables:
--
--   psql --single-transaction --set ON_ERROR_STOP=1 --dbname mutasi --file roles.sql
--
-- Then give mutasi_app a way to log in, for example: ALTER ROLE mutasi_app PASSWORD '…'.

DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['mutasi_owner', 'mutasi_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', one);
        END IF;
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC, mutasi_app', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO mutasi_app', current_database());
    EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO mutasi_owner', current_database());
    FOR one IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('ALTER TABLE %s OWNER TO mutasi_owner', one);
    END LOOP;
    FOR one IN
        SELECT p.oid::regprocedure::text FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace AND p.prorettype = 'trigger'::regtype
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO mutasi_owner', one);
    END LOOP;
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC, mutasi_app', current_schema());
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO mutasi_app', current_schema());
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO mutasi_owner', current_schema());
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, mutasi_app', current_schema());
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM PUBLIC, mutasi_app', current_schema());
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO mutasi_app', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO mutasi_app', current_schema());
END $$;

-- History: it is read and added to.
REVOKE UPDATE, DELETE ON
    transition, decree, copy, process_version, change, change_decision, log_leaf, log_node, log_checkpoint,
    artwork, wording
    FROM mutasi_app;

-- What the law of erasure may ask for: it is deleted, never changed.
REVOKE UPDATE ON payload, change_salt FROM mutasi_app;

-- One row each, whose lock orders history; offices are locked too. Nobody adds or removes such rows.
REVOKE INSERT, DELETE ON log_head, log_tree, office FROM mutasi_app;

-- Numbers and mandates end, and never go away.
REVOKE DELETE ON booking, claim, counter, series, mandate FROM mutasi_app;

-- What kind of database this is, and its schema, are written by `mutasi init`.
REVOKE INSERT, UPDATE, DELETE ON installation, alembic_version FROM mutasi_app;
