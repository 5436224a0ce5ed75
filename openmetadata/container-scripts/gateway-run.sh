exec nginx -e stderr -p "$directory" -c "$directory/nginx.conf"
