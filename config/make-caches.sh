#!/usr/bin/env bash
# Makes the start caches: two files beside the program's jars, with which this machine's Java starts a server in half the time and a command in
# 0.6 of it (bench/start.sh measures it).
#   make-caches.sh [FOLDER]    FOLDER holds quotakeeper.jar; without it, the folder of this script
# A rehearsal of the server and of its commands shows the JVM what it will need (JEP 514). It runs on simulated providers, on loopback
# and a free port, in a folder of its own. A cache serves the Java and the jars that it was made with; with others the JVM passes it by.
# Works with the bash 3.2 of macOS.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" >/dev/null && pwd)
# shellcheck source=config/find-java.sh
. "$here/find-java.sh"
# shellcheck source=config/jvm-flags.sh
. "$here/jvm-flags.sh"

# How long a rehearsal, and the making of a cache after it, may take, in seconds. Far more than the slowest machine needs.
patience=600

jars=$(cd -P "${1:-$here}" >/dev/null && pwd)
java=$(find_java 25)/bin/java
work=$(mktemp -d "${TMPDIR:-/tmp}/quotakeeper-caches.XXXXXX")
server=
clean_up() {
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
  echo "quotakeeper: no start caches could be made: $*" >&2
  tail -n 20 "$work"/*.log >&2 2>/dev/null || true
  exit 1
}

# Waits until process $1 has ended, and returns its exit code; kills it after `patience` seconds.
ended() {
  local waited=0
  while kill -0 "$1" 2>/dev/null; do
    if [ "$waited" -ge $((patience * 10)) ]; then
      kill -9 "$1"
      fail "it took longer than $patience seconds"
    fi
    sleep 0.1
    waited=$((waited + 1))
  done
  wait "$1"
}

# A rehearsal must not find the user's servers, nor be led by the user's settings.
for name in $(compgen -e | grep '^QUOTAKEEPER_' || true); do unset "$name"; done
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS JDK_AOT_VM_OPTIONS
export XDG_STATE_HOME=$work/state XDG_DATA_HOME=$work/data

[ -w "$jars" ] || fail "$jars cannot be written"
cd "$work"
quiet=(-Xlog:disable -Xlog:all=error:stderr)
# What a rehearsal teaches the JVM of hot code would have it optimise that code at once, at the start, when a core is dear.
lean=(-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining)

server_flags
"$java" "${flags[@]}" "$collector" "${quiet[@]}" "${lean[@]}" -XX:AOTCacheOutput="$work/server.aot" \
  -jar "$jars/quotakeeper.jar" demo --port 0 >"$work/server.log" 2>&1 &
server=$!
waited=0
until grep -q '^Quotakeeper listens on ' "$work/server.log"; do
  kill -0 "$server" 2>/dev/null || fail "the server did not start"
  [ "$waited" -lt $((patience * 10)) ] || fail "the server did not start within $patience seconds"
  sleep 0.1
  waited=$((waited + 1))
done

command_flags
"$java" "${flags[@]}" "$collector" "${quiet[@]}" "${lean[@]}" -XX:AOTCacheOutput="$work/command.aot" \
  -Dquotakeeper.terminal=out,err -cp "$jars/quotakeeper.jar" io.quotakeeper.app.Rehearsal >"$work/command.log" 2>&1 <<'COMMANDS' &
status
sync ci
status -o wide --no-color
status -o json
check chat gpt-5
check ci core -o json
lease chat gpt-5 --explain
account list
account show ci
provider list
provider explain openai --status 429 --header retry-after:7
config check
--version
--help
status --help
COMMANDS
ended $! || fail "a command failed in the rehearsal"

kill "$server"
ended "$server" || fail "the server did not stop well"
server=
for cache in server.aot command.aot; do
  [ -s "$work/$cache" ] || fail "this Java made no $cache"
  # Within the target's file system, so that the new file takes the old one's place at once.
  cp "$work/$cache" "$jars/$cache.next"
  mv -f "$jars/$cache.next" "$jars/$cache"
done
