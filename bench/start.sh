#!/usr/bin/env bash
# How long a start takes, with and without the start caches, in turn in one run; medians and their ratios.
#   bench/start.sh [RUNS]    10 runs of each unless said; the launcher builds before, if it must
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
runs=${1:-10}
work=$(mktemp -d "${TMPDIR:-/tmp}/quotakeeper-start.XXXXXX")
watched=
clean_up() {
  [ -z "$watched" ] || kill -9 "$watched" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM
export XDG_STATE_HOME=$work/state XDG_DATA_HOME=$work/data
export LC_ALL=C
unset QUOTAKEEPER_URL QUOTAKEEPER_TOKEN QUOTAKEEPER_JAVA_OPTS
cd "$work"
mkfifo said

# The launcher may build; that is not to be measured.
"$here/quotakeeper" --version
[ -f "$here/server/target/app/server.aot" ] || { echo "no start caches; run config/make-caches.sh server/target/app" >&2; exit 1; }

# The launcher leaves the cache out where the user chooses an archive; this is the one that each JDK brings.
without=-Xshare:auto
TIMEFORMAT=%R

# Waits until the server says where it listens, asks it, and prints its address if $1 is given. To look again and again would take
# the core that is measured.
answered() {
  local line='' answer=''
  read -r line <&4
  local url=${line#Quotakeeper listens on }
  local place=${url#http://}
  exec 3<>"/dev/tcp/${place%:*}/${place##*:}"
  printf 'GET /health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$place" >&3
  read -r answer <&3
  exec 3>&-
  case $answer in *' 200 '*) ;; *) echo "answered: $answer" >&2; return 1 ;; esac
  [ -z "${1:-}" ] || echo "$url"
}

start_server() {
  "$here/quotakeeper" "$@" --port 0 >"$work/said" 2>"$work/serve.err" &
  watched=$!
  exec 4<"$work/said"
}
stop_server() {
  kill "$watched"
  wait "$watched" || true
  watched=
  exec 4<&-
}
first_answer() {
  start_server serve --data "$1"
  answered
}

# Does $2... with the user's options $1, and appends the seconds it took to file $3's name.
timed() {
  local file=$1 options=$2
  shift 2
  { time QUOTAKEEPER_JAVA_OPTS=$options "$@" >/dev/null 2>"$work/complaints"; } 2>>"$file"
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
row() {
  local with without
  with=$(median "$work/$2.with")
  without=$(median "$work/$2.without")
  awk -v name="$1" -v a="$with" -v b="$without" -v gate="$3" \
    'BEGIN { printf "%-36s %8.3f %8.3f %8.2f   %s s\n", name, a, b, a / b, gate }'
}

for ((run = 0; run <= runs; run++)); do
  for kind in with without; do
    options=
    [ "$kind" = with ] || options=$without
    for what in server new-folder; do
      file=$work/$what.$kind
      # The first of each warms the file cache and does not count.
      [ "$run" -gt 0 ] || file=$work/not-counted
      [ "$what" = server ] || rm -rf "$work/new-folder"
      { time QUOTAKEEPER_JAVA_OPTS=$options first_answer "$work/$what"; } 2>>"$file"
      stop_server
    done
  done
done

start_server demo
url=$(answered say)
for ((run = 0; run <= runs; run++)); do
  for kind in with without; do
    options=
    [ "$kind" = with ] || options=$without
    for what in status check version; do
      file=$work/$what.$kind
      [ "$run" -gt 0 ] || file=$work/not-counted
      case $what in
        status) timed "$file" "$options" "$here/quotakeeper" status -o json ;;
        check) timed "$file" "$options" "$here/quotakeeper" check chat gpt-5 || [ $? -ge 10 ] ;;
        version) timed "$file" "$options" "$here/quotakeeper" --version ;;
      esac
    done
  done
done
stop_server

printf '%-36s %8s %8s %8s   %s\n' "seconds, median of $runs" cache none ratio gate
row "server, start to first answer" server 1.0
row "the same with a new data folder" new-folder 1.0
row "status -o json of a running server" status 0.6
row "check of a running server" check 0.6
row "--version" version 0.6
