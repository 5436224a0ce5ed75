# MySQL's part of the bootstrap: the functions that bootstrap.sh and record-security.sh call.
# Passwords travel by MYSQL_PWD and standard input, never on a command line; the server leaves the one in CREATE USER
# out of its logs. Written for MySQL's client; MariaDB's has other names for the TLS options.

client=mysql
command -v mysql >/dev/null 2>&1 || client=mariadb
case "$($client --help 2>/dev/null)" in
  *--ssl-mode*) tls_plain=--ssl-mode=REQUIRED tls_verified=--ssl-mode=VERIFY_IDENTITY ;;
  *) tls_plain=--ssl tls_verified="--ssl --ssl-verify-server-cert" ;;
esac
if [ -n "${DATABASE_CA_FILE:-}" ]; then
  tls="$tls_verified --ssl-ca=$DATABASE_CA_FILE"
else
  tls="$tls_plain"
fi

as_master() { MYSQL_PWD="$MASTER_PASSWORD" mysql_batch --user="$MASTER_USER" "$@"; }
as_owner() { MYSQL_PWD="$DATABASE_PASSWORD" mysql_batch --user="$DATABASE_USER" --database="$DATABASE_NAME" "$@"; }
# --no-defaults: a file of the image must not change what is meant here. $tls is a list of words.
mysql_batch() {
  $client --no-defaults --protocol=tcp --host="$DATABASE_HOST" --port="$DATABASE_PORT" --connect-timeout=5 \
    $tls --default-character-set=utf8mb4 --batch --raw --skip-column-names "$@"
}

answers() { as_master --execute='SELECT 1'; }

# sql_mode without NO_BACKSLASH_ESCAPES is set first, so that both signs below are escaped the same everywhere.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g")"; }

make_user_and_database() {
  partial_revokes=$(as_master --execute="SHOW VARIABLES LIKE 'partial_revokes'" | awk '{ print $2 }')
  # In GRANT an underscore stands for any sign, unless partial revokes are on.
  grant_name=$DATABASE_NAME
  [ "$partial_revokes" = ON ] || grant_name=$(printf '%s' "$DATABASE_NAME" | sed 's/_/\\_/g')
  password=$(quoted "$DATABASE_PASSWORD")
  # The lock makes tasks that start together take turns; when it is not had in time, the subquery's two rows stop the client.
  printf '%s\n' \
    "SET SESSION sql_mode = 'TRADITIONAL';" \
    "SELECT CASE GET_LOCK('openmetadata-bootstrap', 120) WHEN 1 THEN 'locked' ELSE (SELECT 1 UNION SELECT 2) END INTO @turn;" \
    "CREATE DATABASE IF NOT EXISTS \`$DATABASE_NAME\` CHARACTER SET utf8mb4;" \
    "CREATE USER IF NOT EXISTS '$DATABASE_USER'@'%' IDENTIFIED BY $password REQUIRE SSL;" \
    "ALTER USER '$DATABASE_USER'@'%' IDENTIFIED BY $password REQUIRE SSL;" \
    "GRANT ALL PRIVILEGES ON \`$grant_name\`.* TO '$DATABASE_USER'@'%';" | as_master
}

make_security_table() {
  printf '%s\n' "CREATE TABLE IF NOT EXISTS stack_security_settings (
      id smallint PRIMARY KEY,
      fingerprint varchar(255) NOT NULL,
      recorded_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);" | as_owner
}

recorded_fingerprint() { as_owner --execute="SELECT fingerprint FROM stack_security_settings WHERE id = 1"; }

record_fingerprint() {
  printf '%s\n' "REPLACE INTO stack_security_settings (id, fingerprint) VALUES (1, '$SECURITY_FINGERPRINT');" | as_owner
}

# One line for each stored section, with nothing that could be secret; empty when the server has stored none.
stored_security() {
  [ -n "$(as_owner --execute="SHOW TABLES LIKE 'openmetadata\\_settings'")" ] || return 0
  as_owner --execute="SELECT CONCAT(configType,
      ': provider=', COALESCE(JSON_UNQUOTE(JSON_EXTRACT(json, '\$.provider')), '-'),
      ' clientType=', COALESCE(JSON_UNQUOTE(JSON_EXTRACT(json, '\$.clientType')), '-'),
      ' authority=', COALESCE(JSON_UNQUOTE(JSON_EXTRACT(json, '\$.authority')), '-'),
      ' callbackUrl=', COALESCE(JSON_UNQUOTE(JSON_EXTRACT(json, '\$.callbackUrl')), '-'),
      ' adminPrincipals=', COALESCE(JSON_EXTRACT(json, '\$.adminPrincipals'), '-'))
    FROM openmetadata_settings
    WHERE configType IN ('authenticationConfiguration', 'authorizerConfiguration') ORDER BY configType"
}

# The server's own address as it stored it; newer releases keep it in a row of its own, older ones with the mail settings.
stored_address() {
  [ -n "$(as_owner --execute="SHOW TABLES LIKE 'openmetadata\\_settings'")" ] || return 0
  as_owner --execute="SELECT JSON_UNQUOTE(JSON_EXTRACT(json, '\$.openMetadataUrl')) FROM openmetadata_settings
    WHERE configType IN ('openMetadataBaseUrlConfiguration', 'emailConfiguration')
      AND JSON_EXTRACT(json, '\$.openMetadataUrl') IS NOT NULL ORDER BY configType DESC LIMIT 1"
}
