# Part of one of the server's steps: is the address that the server stored at its first start still the stack's?
# A changed variable counts for nothing after that. SERVER_ADDRESS is what the variable says; ADDRESS_COMMAND says
# whether the release's ops script stores another (reset-security.sh).

address_flag="${BOOTSTRAP_DIRECTORY:-/mnt/bootstrap}/set-address"
rm -f "$address_flag"
stored=$(stored_address)
if [ -n "$stored" ] && [ "$stored" != "$SERVER_ADDRESS" ]; then
  echo "the server keeps address $stored of an earlier start; the stack's is $SERVER_ADDRESS"
  if [ "$ADDRESS_COMMAND" = true ]; then
    printf '%s\n' "$SERVER_ADDRESS" >"$address_flag"
  else
    echo "This release has no command for it: change it in Settings > Preferences, or links in mails and alerts lead to the old one." >&2
  fi
fi
