#!/usr/bin/env bash
# Has a service of its own record the reference case and change its key, and unpacks the bundle that it exports into a folder, with
# some of its proofs beside it: what two keys have signed over HTTP, as anybody would fetch it.
set -euo pipefail

target=${1:?"usage: serve.sh FOLDER"}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
chmod 755 "$work"
service=
stop() {
  [ -z "$service" ] || { kill "$service" && wait "$service"; } 2>/dev/null || true
  service=
}
trap 'stop; rm -rf "$work"' EXIT

fail() {
  echo "FAILED: $1" >&2
  tail -n 20 "$work/log" >&2
  exit 1
}

# Tries for a minute and more.
until_it() {
  local tries=0
  until "$@"; do
    kill -0 "$service" 2>/dev/null || fail "The service ended."
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "$* did not come true."
    sleep 0.1
  done
}

newest() {
  # shellcheck disable=SC2012 # Names of our own.
  ls -t "$root"/artifacts/bin/Assessment.Server/*/Assessment.Server.dll 2>/dev/null | head -n 1
}
[ -n "$(newest)" ] || dotnet build "$root/src/Assessment.Server" --verbosity quiet >&2
server=$(newest)

field() { sed "s/^[^{]*{\(.*,\)\{0,1\}\"$1\":\"\{0,1\}\([^\",}]*\).*/\2/"; }
token() { curl -sf "$address/dev/tokens" -H 'Content-Type: application/json' -d "{\"subject\":\"$1\",\"roles\":[\"$1\"],\"clearance\":\"RED\"}" | field accessToken; }
get() { curl -sf -H "Authorization: Bearer $auditor" "$@"; }
signed() { get "$api/ledger/checkpoint" -o "$work/checkpoint" && [ "$(sed -n 2p "$work/checkpoint")" -gt "$1" ]; }
announced() { address=$(sed -n 's/^Assessment is at //p' "$work/log") && [ -n "$address" ]; }

start() {
  (cd "$(dirname "$server")" && exec env ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS=http://127.0.0.1:0 \
    Assessment__DataDirectory="$work/data" Assessment__Ledger__KeyFile="$work/keys" dotnet Assessment.Server.dll) >"$work/log" 2>&1 &
  service=$!
  until_it announced
  api=$address/api/v1
  auditor=$(token auditor)
}

(umask 077 && dotnet "$server" ledger-key >"$work/keys")
start
until_it signed 100
size=$(sed -n 2p "$work/checkpoint")
stop
(umask 077 && { dotnet "$server" ledger-key && cat "$work/keys"; } >"$work/both" && mv "$work/both" "$work/keys")
start
curl -sf "$api/sources" -o "$work/source" -H "Authorization: Bearer $(token analyst)" -H 'Content-Type: application/json' -d '{"name":"A paper","kind":"media","reliability":"B"}'
until_it signed "$size"
[ "$(sed '1,/^$/d' "$work/checkpoint" | wc -l)" = 2 ] || fail "Not two keys have signed."

export=$(get -X POST "$api/audit/exports" | field id)
fetched() { [ "$(get "$api/audit/exports/$export" -o "$work/bundle.zip" -w '%{http_code}')" = 200 ]; }
until_it fetched
mkdir -p "$target/proofs"
unzip -q "$work/bundle.zip" -d "$target"

to=$(sed -n 2p "$target/checkpoint")
for index in 0 $((to / 2)) $((to - 1)); do
  position=$(sed -n "$((index + 1))s/.*\"seq\":\"\([0-9]*\)\".*/\1/p" "$target/facts/000000000000.ndjson")
  get -H 'Accept: text/plain' "$api/audit/events/$position/proof" -o "$target/proofs/$index.tlog-proof"
done
for from in $(find "$target/checkpoints" -type f -printf '%f\n' | sort -n | sed -n '1p;$p'); do
  {
    echo "$from $(sed -n 3p "$target/checkpoints/$from")"
    echo "$to $(sed -n 3p "$target/checkpoint")"
    get "$api/audit/consistency?from=$from&to=$to" | sed 's/.*"proof":\[//; s/\].*//' | tr -d '"' | tr , '\n'
  } >"$target/proofs/$from-$to.consistency"
done
