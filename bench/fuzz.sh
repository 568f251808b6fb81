#!/usr/bin/env bash
# Fuzzes what reads bytes from outside, with Jazzer: bench/fuzz.sh [seconds for each, 600] [parsers, all].
# A parser must not throw, nor take more than a second of the processor's time or allocate more than 64 MiB for one input.
# What breaks that is left in bench/target/fuzz/<parser>/ (crash-*), with the log beside it; inputs that were new are kept
# in .../corpus for the next run. Exit code 1 if anything was found. As many run at a time as FUZZ_JOBS says (1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here"
# shellcheck source=../config/find-java.sh
. config/find-java.sh
JAVA_HOME=$(find_java 25 jdk)
export JAVA_HOME

jazzer=0.30.0   # Apache-2.0
seconds=${1:-600}
[ $# -eq 0 ] || shift
P=io.quotakeeper.providers.ProviderParser
parsers=("$@")
[ $# -gt 0 ] || parsers=(RESETS NUMBERS FIELDS HEADERS BODIES ERRORS EXPRESSIONS ADAPTERS VECTORS CONFIGURATION EVENTS)

class_of() {
  case $1 in
    CONFIGURATION) echo io.quotakeeper.config.ConfigurationParser ;;
    EVENTS) echo io.quotakeeper.cli.EventParser ;;
    *) echo $P ;;
  esac
}

out=$here/bench/target/fuzz
mkdir -p "$out"
./build -q -pl server -am test-compile dependency:build-classpath -Dmdep.outputFile="$out/classpath" -Dmdep.includeScope=test
./build -q -N dependency:get -Dartifact=com.code-intelligence:jazzer-junit:$jazzer
repository=$(./build -q -N help:evaluate -Dexpression=settings.localRepository -DforceStdout)
jars=$(ls "$repository"/com/code-intelligence/jazzer{,-api}/$jazzer/*.jar | paste -sd:)
classes=$here/server/target/test-classes:$here/providers/target/test-classes
for module in server engine testkit providers core; do classes=$classes:$here/$module/target/classes; done
classpath=$classes:$(cat "$out/classpath"):$jars

fuzz() {
  local name=$1 chosen folder=$out/$1
  chosen=$(class_of "$name")#$name
  mkdir -p "$folder/corpus"
  rm -rf "$folder/seeds"
  "$JAVA_HOME/bin/java" -cp "$classpath" io.quotakeeper.fuzz.Fuzz "$chosen" "$folder/seeds"
  (cd "$folder" && "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -XX:-OmitStackTraceInFastThrow \
    -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED -Dparser="$chosen" -cp "$classpath" \
    com.code_intelligence.jazzer.Jazzer --target_class=io.quotakeeper.fuzz.Fuzz \
    --instrumentation_includes='io.quotakeeper.**:net.thisptr.**' \
    --disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal \
    -max_total_time="$seconds" -max_len=65536 -timeout=30 -rss_limit_mb=3000 corpus seeds >log 2>&1) \
    && echo "$name: nothing in $seconds s, $(grep -c . <(ls "$folder/corpus")) inputs" \
    || { echo "$name: FOUND, see $folder"; return 1; }
}

jobs=${FUZZ_JOBS:-1}
found=0
running=0
for name in "${parsers[@]}"; do
  fuzz "$name" &
  running=$((running + 1))
  if [ "$running" -ge "$jobs" ]; then wait -n || found=1; running=$((running - 1)); fi
done
while [ "$running" -gt 0 ]; do wait -n || found=1; running=$((running - 1)); done
exit $found
