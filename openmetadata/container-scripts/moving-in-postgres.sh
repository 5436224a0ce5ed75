# PostgreSQL's part of what the bootstrap looks at when an earlier installation may have filled the database. Follows
# the functions of bootstrap-postgres.sh.

database_exists() { as_master --command="SELECT 1 FROM pg_database WHERE datname = '$DATABASE_NAME'"; }

# What the bootstrap itself leaves in the database does not count.
count_tables() {
  as_owner --command="SELECT count(*) FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'stack_security_settings'"
}

usable() {
  if ! as_owner --command="SELECT 1" >/dev/null 2>&1; then
    owner=$(as_master --command="SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '$DATABASE_NAME'")
    give_over "$owner" "database $DATABASE_NAME, which does not let $DATABASE_USER in,"
    return 1
  fi
  owners=$(foreign_objects)
  if [ -n "$owners" ]; then
    printf '%s\n' "$owners" | while IFS='|' read -r owner what; do give_over "$owner" "$what in database $DATABASE_NAME"; done
    return 1
  fi
  [ "$(as_owner --command="SELECT has_schema_privilege('public', 'CREATE')")" = t ] && return
  echo "login $DATABASE_USER may not create tables in database $DATABASE_NAME. Run as its owner: ALTER DATABASE \"$DATABASE_NAME\" OWNER TO \"$DATABASE_USER\"" >&2
  return 1
}

# A migration changes tables and replaces functions, which only their owner may. One line for each login that owns any
# whose rights this one has not; what an extension brought stays with the login that made the extension.
foreign_objects() {
  as_owner --command="WITH owned AS (
      SELECT relowner AS owner, CASE relkind WHEN 'v' THEN 'views' WHEN 'm' THEN 'views' WHEN 'S' THEN 'sequences' ELSE 'tables' END AS kind, relnamespace AS place, c.oid, 'pg_class'::regclass AS catalog
        FROM pg_class c WHERE relkind IN ('r', 'p', 'S', 'v', 'm')
      UNION ALL SELECT proowner, 'functions', pronamespace, p.oid, 'pg_proc'::regclass FROM pg_proc p),
    counted AS (
      SELECT owner, kind, count(*) AS number FROM owned JOIN pg_namespace n ON n.oid = place
       WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT pg_has_role(owner, 'USAGE')
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = catalog AND d.objid = owned.oid AND d.deptype = 'e')
       GROUP BY owner, kind)
    SELECT pg_get_userbyid(owner) || '|' || string_agg(number || ' ' || CASE number WHEN 1 THEN rtrim(kind, 's') ELSE kind END, ', ' ORDER BY kind DESC) FROM counted GROUP BY owner"
}

# Says who owns what, and the commands that give it over. REASSIGN OWNED asks for the rights of both logins, and does
# not work for the superuser that made the server, who owns the system's own objects: there each object is named.
give_over() {
  as_master --set=owner="$1" --set=what="$2" >&2 <<'SQL'
\getenv database DATABASE_NAME
\getenv login DATABASE_USER
SELECT oid = 10 AS made_the_server, rolname = current_user AS is_master,
       current_setting('server_version_num')::int >= 160000 AS has_inherit_option,
       coalesce((SELECT string_agg(datname, ', ' ORDER BY datname) FROM pg_database WHERE datdba = r.oid), 'none') AS databases
  FROM pg_roles r WHERE rolname = :'owner' \gset
SELECT format('login %I owns %s; a migration by login %I may not change that.', :'owner', :'what', :'login');
SELECT format('Run this with psql in database %I as %I, then run pulumi up again:', :'database',
              CASE WHEN :'made_the_server' THEN :'owner' ELSE current_user END);
\if :made_the_server
SELECT format('    DO $$ DECLARE command text; BEGIN FOR command IN SELECT format(''ALTER %%s %%s OWNER TO %1$I'', CASE relkind WHEN ''v'' THEN ''VIEW'' WHEN ''m'' THEN ''MATERIALIZED VIEW'' WHEN ''S'' THEN ''SEQUENCE'' ELSE ''TABLE'' END, oid::regclass) FROM pg_class c WHERE relnamespace = ''public''::regnamespace AND relkind IN (''r'', ''p'', ''v'', ''m'', ''S'') AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = ''pg_class''::regclass AND objid = c.oid AND (deptype = ''e'' OR relkind = ''S'' AND deptype IN (''a'', ''i''))) UNION ALL SELECT format(''ALTER ROUTINE %%s OWNER TO %1$I'', oid::regprocedure) FROM pg_proc p WHERE pronamespace = ''public''::regnamespace AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = ''pg_proc''::regclass AND objid = p.oid AND deptype = ''e'') LOOP EXECUTE command; END LOOP; END $$;', :'login');
SELECT format('    ALTER DATABASE %I OWNER TO %I;', :'database', :'login');
\echo 'It moves the tables, views, sequences and functions of schema public, and the database itself; nothing else.'
\else
SELECT format('    GRANT %I TO CURRENT_USER%s;', member, CASE WHEN :'has_inherit_option' THEN ' WITH INHERIT TRUE' END)
  FROM unnest(ARRAY[:'owner', :'login']) AS member WHERE NOT (:'is_master' AND member = :'owner');
SELECT format('    REASSIGN OWNED BY %I TO %I;', :'owner', :'login');
SELECT format('    REVOKE %I FROM CURRENT_USER;', member)
  FROM unnest(ARRAY[:'owner', :'login']) AS member WHERE NOT (:'is_master' AND member = :'owner');
SELECT format('It moves everything that %1$I owns in database %2$I: tables, views, sequences, functions, types, schemas. It also moves every database of this server that %1$I owns, which are: %3$s. What is granted to %1$I stays granted.',
              :'owner', :'database', :'databases');
\endif
SQL
}
