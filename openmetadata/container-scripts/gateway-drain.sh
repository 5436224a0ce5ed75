# Told to stop, it serves on: callers know this address until their DNS forgets it. Then nginx ends after the requests under way.
set +e
drain() { sleep "$GATEWAY_DRAIN_SECONDS"; kill -QUIT "$nginx"; }
trap drain TERM QUIT
nginx -e stderr -p "$directory" -c "$directory/nginx.conf" &
nginx=$!
wait "$nginx"
status=$?
# A signal ends the waiting, not nginx.
while kill -0 "$nginx" 2>/dev/null; do
  wait "$nginx"
  status=$?
done
exit "$status"
