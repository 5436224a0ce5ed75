# MySQL's part of what the bootstrap looks at when an earlier installation may have filled the database. Follows
# the functions of bootstrap-mysql.sh.

database_exists() { as_master --execute="SELECT 1 FROM information_schema.schemata WHERE schema_name = '$DATABASE_NAME'"; }

# What the bootstrap itself leaves in the database does not count.
count_tables() {
  as_owner --execute="SELECT count(*) FROM information_schema.tables
    WHERE table_schema = '$DATABASE_NAME' AND table_name <> 'stack_security_settings'"
}

# MySQL's tables have no owner: the login has every right in its database, whoever made them. Views, triggers and
# routines run with the rights of the login that made them, which a dump brings by name alone.
usable() {
  as_owner --execute='SELECT 1' >/dev/null || return 1
  missing=$(as_master --execute="SELECT DISTINCT definer FROM (
      SELECT definer FROM information_schema.views WHERE table_schema = '$DATABASE_NAME'
      UNION ALL SELECT definer FROM information_schema.triggers WHERE trigger_schema = '$DATABASE_NAME'
      UNION ALL SELECT definer FROM information_schema.routines WHERE routine_schema = '$DATABASE_NAME'
      UNION ALL SELECT definer FROM information_schema.events WHERE event_schema = '$DATABASE_NAME') AS made
    WHERE definer NOT IN (SELECT CONCAT(user, '@', host) FROM mysql.user)") || return 1
  [ -z "$missing" ] && return
  printf '%s\n' "$missing" | while read -r definer; do
    account="'${definer%@*}'@'${definer##*@}'"
    echo "views, triggers or routines of database $DATABASE_NAME run as login $account, which this server does not have. Make it, as $MASTER_USER; nobody can log in with it:" >&2
    echo "    CREATE USER $account ACCOUNT LOCK;" >&2
    echo "    GRANT ALL PRIVILEGES ON \`$DATABASE_NAME\`.* TO $account;" >&2
  done
  echo "Tables have no owner in MySQL: nothing else is to be given over. Then run pulumi up again." >&2
  return 1
}
