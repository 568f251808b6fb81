#!/usr/bin/env bash
# Measures what bench/README.md tells of, on a machine that should be quiet: about an hour.
#   bench/all.sh              all of it, into bench/target/figures/
#   bench/all.sh jmh soak     some of it: jmh memory polling forecast lab sweep rest start soak
# SOAK_MINUTES, REST_MINUTES and START_RUNS (20, 5 and 10) shorten it for a trial; JMH holds further arguments of JMH.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
# shellcheck source=../config/find-java.sh
. "$root/config/find-java.sh"
java=$(find_java 25 jdk)/bin/java

"$root/build" -q -pl bench -am package -Dmaven.test.skip=true -Dspotless.check.skip -Dcheckstyle.skip \
  -Dquotakeeper.release.skip
figures=$here/target/figures
mkdir -p "$figures"

record() { # name, a command
  local name=$1
  shift
  echo "== $name"
  {
    echo "# $(date -u +%FT%TZ) $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $("$java" -version 2>&1 | sed -n 2p)"
    echo "# $*"
    "$@"
  } 2>&1 | tee "$figures/$name.txt"
}
run() { # name, options of the JVM and a program with its arguments
  local name=$1
  shift
  record "$name" "$java" -Dquotakeeper.log.level=WARN -cp "$here/target/app/*" "$@"
}

program=io.quotakeeper.bench
read -r -a more <<<"${JMH:-}"
jmh() { # name, arguments of JMH
  local name=$1
  shift
  run "$name" "$program.Ratios" -f 1 "$@" ${more[@]+"${more[@]}"}
}

for part in ${@:-jmh memory polling forecast lab sweep rest start soak}; do
  case $part in
    jmh)
      jmh check -prof gc 'CheckBenchmark'
      jmh lease -prof gc -wi 6 -i 3 LeaseBenchmark
      jmh evidence 'bench.EvidenceBenchmark'
      for threads in 1 2 8; do jmh "evidence-$threads-threads" -t "$threads" ContendedEvidence; done
      jmh cleanup Cleanup
      jmh cleanup-million -p windows=1000000 -wi 3 -i 10 Cleanup
      jmh expiry -wi 30 -i 30 Expiry
      ;;
    memory)
      run memory -Xmx2g "$program.Memory"
      run memory-compact-headers -Xmx2g -XX:+UseCompactObjectHeaders "$program.Memory"
      ;;
    forecast) run forecast "$program.ForecastBacktest" ;;
    polling) run polling -Dquotakeeper.log.level=ERROR "$program.PollingDay" 1 2 3 4 5 ;;
    lab) run lab -Dquotakeeper.log.level=ERROR "$program.lab.Laboratory" --scenarios "$here/scenarios" ;;
    sweep) run sweep "$program.Sweep" ;;
    rest) run rest "$program.AtRest" "${REST_MINUTES:-5}" ;;
    start) record start "$here/start.sh" "${START_RUNS:-10}" ;;
    soak) run soak "$program.Soak" "${SOAK_MINUTES:-20}" ;;
    *)
      echo "no such part: $part" >&2
      exit 2
      ;;
  esac
done
