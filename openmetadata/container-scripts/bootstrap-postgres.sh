# PostgreSQL's part of the bootstrap: the functions that bootstrap.sh and record-security.sh call.
# Passwords travel by PGPASSWORD and standard input, never on a command line, and the server sees only the hash of the
# new one (\password), so that its statement log holds none.

export PGHOST="$DATABASE_HOST" PGPORT="$DATABASE_PORT" PGCONNECT_TIMEOUT=5
if [ -n "${DATABASE_CA_FILE:-}" ]; then
  export PGSSLMODE=verify-full PGSSLROOTCERT="$DATABASE_CA_FILE"
else
  export PGSSLMODE="${DATABASE_TLS_MODE:-require}"
fi

as_master() { PGUSER="$MASTER_USER" PGPASSWORD="$MASTER_PASSWORD" PGDATABASE="${MASTER_DATABASE:-postgres}" psql_batch "$@"; }
as_owner() { PGUSER="$DATABASE_USER" PGPASSWORD="$DATABASE_PASSWORD" PGDATABASE="$DATABASE_NAME" psql_batch "$@"; }
psql_batch() { psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }

answers() { as_master --command='SELECT 1'; }

# Owning takes membership in the login's role. From 16 on it can be had without inheriting what the role may do; before,
# it is given back at the end. The lock makes tasks that start together take turns: role changes that meet fail with "tuple concurrently updated".
make_user_and_database() {
  printf '%s\n%s\n' "$DATABASE_PASSWORD" "$DATABASE_PASSWORD" | as_master --file=/dev/fd/3 3<<'SQL'
\getenv database DATABASE_NAME
\getenv owner DATABASE_USER
SET client_min_messages = warning;
SELECT pg_advisory_lock(7361952401)::text AS locked \gset
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') AS role_exists,
       current_setting('server_version_num')::int >= 160000 AS has_set_option \gset
\if :role_exists
\else
  CREATE ROLE :"owner" LOGIN;
  \echo 'made the login' :owner
\endif
\password :"owner"
\if :has_set_option
  GRANT :"owner" TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
  SELECT true AS stays_member \gset
\else
  SELECT pg_has_role(:'owner', 'MEMBER') AS stays_member \gset
  GRANT :"owner" TO CURRENT_USER;
\endif
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SELECT pg_get_userbyid(datdba) AS actual_owner, pg_get_userbyid(datdba) = :'owner' AS owned
  FROM pg_database WHERE datname = :'database' \gset
\if :owned
  SET ROLE :"owner";
  REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
  RESET ROLE;
\else
  \echo 'database' :database 'belongs to' :actual_owner 'and is left as it is'
\endif
\if :stays_member
\else
  REVOKE :"owner" FROM CURRENT_USER;
\endif
SQL
}

make_security_table() {
  as_owner --command="SET client_min_messages = warning" --command="SELECT pg_advisory_lock(7361952402)" \
    --command="CREATE TABLE IF NOT EXISTS stack_security_settings (
      id smallint PRIMARY KEY CHECK (id = 1),
      fingerprint text NOT NULL,
      recorded_at timestamptz NOT NULL)" >/dev/null
}

recorded_fingerprint() { as_owner --command="SELECT fingerprint FROM stack_security_settings WHERE id = 1"; }

record_fingerprint() {
  printf '%s\n' "INSERT INTO stack_security_settings VALUES (1, '$SECURITY_FINGERPRINT', now())
    ON CONFLICT (id) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, recorded_at = EXCLUDED.recorded_at;" | as_owner
}

# One line for each stored section, with nothing that could be secret; empty when the server has stored none.
stored_security() {
  [ "$(as_owner --command="SELECT to_regclass('public.openmetadata_settings') IS NOT NULL")" = t ] || return 0
  as_owner --command="SELECT configtype || ': provider=' || coalesce(json::jsonb ->> 'provider', '-')
      || ' clientType=' || coalesce(json::jsonb ->> 'clientType', '-')
      || ' authority=' || coalesce(json::jsonb ->> 'authority', '-')
      || ' callbackUrl=' || coalesce(json::jsonb ->> 'callbackUrl', '-')
      || ' adminPrincipals=' || coalesce(json::jsonb ->> 'adminPrincipals', '-')
    FROM openmetadata_settings
    WHERE configtype IN ('authenticationConfiguration', 'authorizerConfiguration') ORDER BY configtype"
}

# The server's own address as it stored it; newer releases keep it in a row of its own, older ones with the mail settings.
stored_address() {
  [ "$(as_owner --command="SELECT to_regclass('public.openmetadata_settings') IS NOT NULL")" = t ] || return 0
  as_owner --command="SELECT json::jsonb ->> 'openMetadataUrl' FROM openmetadata_settings
    WHERE configtype IN ('openMetadataBaseUrlConfiguration', 'emailConfiguration')
      AND json::jsonb ->> 'openMetadataUrl' IS NOT NULL ORDER BY configtype DESC LIMIT 1"
}
