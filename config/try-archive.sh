#!/usr/bin/env bash
# Tries a release archive as its user would: unpacked into a folder with spaces in its name, on a Java runtime without a compiler.
#   try-archive.sh ARCHIVE    run by the build; needs jlink, which a JDK has
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" >/dev/null && pwd)
# shellcheck source=config/find-java.sh
. "$here/find-java.sh"

# How long the server may take to come up or to stop, in seconds. Far more than the slowest machine needs.
patience=120

jdk=$(find_java 25 jdk)
archive=$(cd -P "$(dirname "$1")" >/dev/null && pwd)/$(basename "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/quotakeeper archive.XXXXXX")
# Options for the JVM cannot hold a space.
temporary=$(mktemp -d "${TMPDIR:-/tmp}/quotakeeper-temporary.XXXXXX")
server=
clean_up() {
  [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true
  rm -rf "$work" "$temporary"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

fail() {
  echo "the archive does not work: $*" >&2
  tail -n 20 "$work"/*.out "$work"/*.err >&2 2>/dev/null || true
  exit 1
}

# Waits until command "$@" succeeds.
eventually() {
  local waited=0
  until "$@"; do
    [ "$waited" -lt $((patience * 10)) ] || fail "not within $patience seconds: $*"
    sleep 0.1
    waited=$((waited + 1))
  done
}
is_up() {
  kill -0 "$server" 2>/dev/null || fail "the server ended"
  grep -q '^Quotakeeper listens on ' "$work/serve.out"
}
is_down() { ! kill -0 "$server" 2>/dev/null; }

# A user's Java: the modules that docs/operations.md names, nothing else.
modules=$(sed -n 's/^jlink --add-modules \([a-z.,]*\).*/\1/p' "$here/../docs/operations.md")
[ -n "$modules" ] || fail "docs/operations.md names no modules"
"$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --output "$work/a runtime"
[ ! -e "$work/a runtime/bin/javac" ] || fail "the runtime has a compiler"
export JAVA_HOME="$work/a runtime"

for name in $(compgen -e | grep '^QUOTAKEEPER_' || true); do unset "$name"; done
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
export XDG_STATE_HOME="$work/state" XDG_DATA_HOME="$work/data"

mkdir "$work/a folder"
tar -xzf "$archive" -C "$work/a folder"
cd "$work/a folder"/quotakeeper-*
for file in LICENSE README.md THIRD-PARTY.txt docs/quotakeeper.example.yaml ops/quotakeeper.service ops/Containerfile; do
  [ -s "$file" ] || fail "it has no $file"
done
# Whatever its pages link to beside the web.
links() { { grep -oE '\]\([^)#]+' "$1" || true; } | sed 's/^](//' | { grep -vE '^[a-z]+:' || true; }; }
pages=0
while IFS= read -r page; do
  pages=$((pages + 1))
  while IFS= read -r link; do
    [ -e "$(dirname "$page")/$link" ] || fail "$page links to $link, which is not in it"
  done < <(links "$page")
done < <(find . -name '*.md')
[ "$pages" -gt 10 ] || fail "it has only $pages pages"

# Each jar is one that the program uses; others are left from an older build.
(cd "$work" && "$jdk/bin/jar" -xf "$OLDPWD/lib/quotakeeper.jar" META-INF/MANIFEST.MF)
used=$(tr -d '\r' <"$work/META-INF/MANIFEST.MF" | sed -e ':again' -e 'N' -e 's/\n //' -e 't again' -e 'P' -e 'D' | sed -n 's/^Class-Path: //p')
for jar in lib/*.jar; do
  case " quotakeeper.jar $used " in *" ${jar#lib/} "*) ;; *) fail "it has $jar, which the program does not use: ./build clean" ;; esac
done

./quotakeeper --version >"$work/version.out" 2>"$work/version.err" || fail "--version ended with $?"
grep -q '^quotakeeper [0-9]' "$work/version.out" || fail "--version names no version"
[ ! -s "$work/version.err" ] || fail "--version says something on standard error"

printf 'server: {port: 0}\n' >"$work/quotakeeper.yaml"
./quotakeeper config check "$work/quotakeeper.yaml" >"$work/check.out" 2>&1 || fail "config check ended with $?"

QUOTAKEEPER_JAVA_OPTS=-Djava.io.tmpdir=$temporary \
  ./quotakeeper serve --config "$work/quotakeeper.yaml" --data "$work/kept" >"$work/serve.out" 2>"$work/serve.err" &
server=$!
eventually is_up
left=$(ls -A "$temporary")
[ -z "$left" ] || fail "the server unpacks into the temporary folder: $left"
# In a folder without a cache that fits, and with options that fit none: JSON alone is said on standard output.
: >lib/command.aot
QUOTAKEEPER_JAVA_OPTS=-XX:-UseCompactObjectHeaders ./quotakeeper status -o json >"$work/status.out" 2>"$work/status.err" \
  || fail "status ended with $?"
[ "$(head -c 1 "$work/status.out")" = '{' ] || fail "status -o json does not begin with {"
# The JVM's own complaints; what the program logs depends on how busy the machine is.
! grep -q '^WARNING:' "$work/serve.err" || fail "the JVM warns of the server"

kill -TERM "$server"
eventually is_down
code=0
wait "$server" || code=$?
server=
[ "$code" -eq 0 ] || fail "told to stop, the server ended with $code instead of 0"
