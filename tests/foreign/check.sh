#!/usr/bin/env bash
# Puts the service to others' tools: people sign in through a certified provider, the Aspire dashboard takes its telemetry in, and
# the ledger is judged by verifiers that are not ours: note and tlog of Go's checksum database, openssl, and the npm package that
# Sigstore's clients trust their log with. They have to accept what holds, and to refuse what was changed.
# Judged are the golden logs, what a service has signed just now, and folders that are named: the parts of an unpacked bundle,
# with proofs/ beside them.
# Installs what they need where it may (apt-get as root); elsewhere it says what is missing, which in CI is a failure.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
golden=$here/../Assessment.Ledger.Tests
gopath=/usr/share/gocode
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

have() {
  command -v go node npm openssl curl unzip >/dev/null && [ -d $gopath/src/golang.org/x/mod/sumdb ]
}

if ! have && command -v apt-get >/dev/null; then
  as_root=
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  missing=()
  command -v go >/dev/null || missing+=(golang-go)
  [ -d $gopath/src/golang.org/x/mod/sumdb ] || missing+=(golang-golang-x-mod-dev)
  for program in openssl curl unzip; do command -v $program >/dev/null || missing+=($program); done
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends "${missing[@]}"; } >"$work/apt" 2>&1 || tail -n 5 "$work/apt" >&2
fi
if ! have; then
  echo "The ledger was not put to verifiers of others: that takes go with golang.org/x/mod (Debian's golang-golang-x-mod-dev), node, npm, openssl, curl and unzip." >&2
  [ "${CI:-}" != true ] || exit 1
  exit 0
fi

# The shell commands of a section of the README that every bundle has.
commands() {
  awk -v section="## $1" '$0 ~ "^## " { inside = index($0, section) == 1 } inside && /^```$/ { code = 0 } inside && code { print } inside && /^```sh$/ { code = 1 }' "$2/README.md"
}

with_openssl() {
  commands "With openssl" "$1" >"$work/openssl.sh"
  [ -s "$work/openssl.sh" ] || fail "The README of a bundle says nothing of openssl."
  (cd "$1" && bash -eu "$work/openssl.sh") >"$work/said" 2>&1
}

"$here/serve.sh" "$work/served"
GO111MODULE=off GOPATH=$gopath GOCACHE=$work/go-cache GOFLAGS='' go build -o "$work/verify" "$here/go/verify.go"
cp -r "$here/npm" "$work/npm"
(cd "$work/npm" && npm ci --silent)

# The parts of a bundle, unpacked, with some proofs beside them.
judge() {
  local parts=$work/parts
  rm -rf "$parts"
  cp -r "$1" "$parts"
  "$work/verify" "$parts" || fail "Go refuses the ledger."
  node "$work/npm/verify.js" "$parts" || fail "Sigstore's verifier refuses the ledger."

  with_openssl "$parts" || fail "openssl refuses the checkpoint: $(cat "$work/said")"
  cp "$parts/checkpoint" "$work/checkpoint"
  sed '2s/$/0/' "$work/checkpoint" >"$parts/checkpoint"
  ! with_openssl "$parts" || fail "openssl accepts a checkpoint of another size."
  cp "$work/checkpoint" "$parts/checkpoint"

  (cd "$parts" && commands "By hand" . | bash -eu) | cut -c 1-64 | uniq >"$work/leaf"
  [ "$(wc -l <"$work/leaf")" = 1 ] || fail "The first leaf does not have the first hash of the tree."
  echo "openssl accepts the signature and refuses it under another size."
}

sign_in_and_out() {
  cp -r "$here/sign-in" "$work/sign-in"
  (cd "$work/sign-in" && npm ci --silent && node check.js "$server" "$work/sign-in-data") >"$work/said" 2>&1 || fail "Signing in through a provider of others: $(tail -n 60 "$work/said")"
  grep -v '^oidc-provider' "$work/said"
}

# The dashboard of others is there for two kinds of machines.
receive_telemetry() {
  local kind
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) kind=linux-x64 ;;
    Linux-aarch64) kind=linux-arm64 ;;
    *) echo "Telemetry was not put to a receiver of others: it is fetched for Linux alone." >&2; return ;;
  esac
  mkdir -p "$work/telemetry" && cp "$here/telemetry/"* "$work/telemetry"
  dotnet restore "$work/telemetry/dashboard.csproj" -p:DashboardKind=$kind --verbosity quiet >"$work/said" || fail "The dashboard cannot be fetched: $(cat "$work/said")"
  local packages
  packages=$(dotnet msbuild "$work/telemetry/dashboard.csproj" -p:DashboardKind=$kind -getProperty:NuGetPackageRoot)
  chmod +x "$packages"aspire.dashboard.sdk.$kind/*/tools/Aspire.Dashboard
  (cd "$work/telemetry" && node check.js "$server" "$work/telemetry-data" "$(ls "$packages"aspire.dashboard.sdk.$kind/*/tools/Aspire.Dashboard | tail -n 1)") >"$work/said" 2>&1 \
    || fail "Telemetry, seen by a receiver of others: $(tail -n 60 "$work/said")"
  cat "$work/said"
}

chmod 755 "$work"
# shellcheck disable=SC2012 # Names of our own.
server=$(dirname "$(ls -t "$here"/../../artifacts/bin/Assessment.Server/*/Assessment.Server.dll | head -n 1)")
sign_in_and_out
receive_telemetry

for bundle in "$golden/Golden" "$golden/GoldenOfTwoKeys" "$work/served" "$@"; do judge "$bundle"; done
