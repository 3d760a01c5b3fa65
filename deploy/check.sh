#!/bin/sh
# Checks the published service: no compiler in it, a sentence and exit code 78 where a setting lacks, and it serves.
# Uses the database of ConnectionStrings__Assessment, as in production; without one, an embedded PostgreSQL.
set -eu

deploy=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
chmod 755 "$work"
service=
stop() {
  if [ -n "$service" ]; then
    kill "$service" 2>/dev/null || true
    wait "$service" || true
  fi
  rm -rf "$work"
}
trap stop EXIT

fail() {
  echo "FAILED: $1" >&2
  [ ! -f "$work/log" ] || tail -n 40 "$work/log" >&2
  exit 1
}

"$deploy/publish.sh" "$work/app"
cd "$work/app"
database=${ConnectionStrings__Assessment-}
unset ConnectionStrings__Assessment Authentication__Authority ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT

for compiler in Microsoft.CodeAnalysis JasperFx.RuntimeCompiler Wolverine.RuntimeCompilation; do
  [ -z "$(find . -name "$compiler*")" ] || fail "$compiler is in the published service."
done

refused() {
  code=0
  "$@" >/dev/null 2>"$work/log" || code=$?
  [ "$code" = 78 ] || fail "Exit code $code instead of 78."
  [ "$(wc -l <"$work/log")" = 1 ] || fail "Not one sentence."
}
refused dotnet Assessment.Server.dll
refused env ConnectionStrings__Assessment=Host=127.0.0.1 dotnet Assessment.Server.dll
refused env ConnectionStrings__Assessment=Host=127.0.0.1 Authentication__Authority=https://login.example.org Assessment__DataDirectory="$work/none" dotnet Assessment.Server.dll
refused env ConnectionStrings__Assessment=Host=127.0.0.1 Assessment__DataDirectory="$work/none" dotnet Assessment.Server.dll signer

export ASPNETCORE_URLS="http://127.0.0.1:${CHECK_PORT:-5998}"
if [ -n "$database" ]; then
  export ConnectionStrings__Assessment="$database" Authentication__Authority=https://login.example.org
  Assessment__DataDirectory="$work/data" Assessment__Ledger__Key=$(dotnet Assessment.Server.dll ledger-key)
  export Assessment__DataDirectory Assessment__Ledger__Key
  dotnet Assessment.Server.dll migrate >"$work/log" 2>&1 || fail "The migration."
else
  export ASPNETCORE_ENVIRONMENT=Development Assessment__DataDirectory="$work/data"
fi
dotnet Assessment.Server.dll >"$work/log" 2>&1 &
service=$!

for path in /health/live /health/ready /openapi/v1.json /sign-in /page/style.css /page/script.js /_framework/blazor.web.js; do
  tries=0
  until curl --silent --fail --output /dev/null "$ASPNETCORE_URLS$path"; do
    kill -0 "$service" 2>/dev/null || fail "The service ended."
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || fail "$path does not answer."
    sleep 0.1
  done
done
[ "$(curl --silent "$ASPNETCORE_URLS/health/ready")" = Healthy ] || fail "Not healthy: $(curl --silent "$ASPNETCORE_URLS/health/ready")"
status=$(curl --silent --output /dev/null --write-out '%{http_code}' "$ASPNETCORE_URLS/api/v1/partnerships")
[ "$status" = 401 ] || fail "Without a token the API answers $status."

# The page as a browser takes it: what it may load, and that all it names is there, with the type that nosniff asks for.
curl --silent --fail --dump-header "$work/headers" --output "$work/page" "$ASPNETCORE_URLS/sign-in" || fail "/sign-in does not answer."
grep -qi "^content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';" "$work/headers" || fail "The page has no strict Content-Security-Policy."
named=$(grep -o '\(href\|src\)="\(page\|_framework\)/[^"]*"' "$work/page" | cut -d'"' -f2)
[ "$(echo "$named" | wc -l)" -ge 5 ] || fail "The page names too few files: $named"
for file in $named; do
  case $file in *.css) type=text/css ;; *.js) type=text/javascript ;; *.svg) type=image/svg+xml ;; *) type= ;; esac
  answer=$(curl --silent --output /dev/null --write-out '%{http_code} %{content_type}' "$ASPNETCORE_URLS/$file")
  case $answer in "200 $type"*) ;; *) fail "/$file answers $answer." ;; esac
done
status=$(curl --silent --header 'Accept: text/html' --output "$work/page" --write-out '%{http_code} %{content_type}' "$ASPNETCORE_URLS/no/such/page")
case $status in "404 text/html"*) ;; *) fail "A page that is not there answers $status." ;; esac

echo "The published service starts and answers: $(du -sh . | cut -f1), $(find . -name '*.dll' | wc -l) assemblies, none of them a compiler."
