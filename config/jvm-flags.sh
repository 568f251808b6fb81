# Shared by `quotakeeper`, `make-caches.sh` and the benchmarks; to be sourced by bash. What the program asks of the JVM stands here alone:
# a start cache serves only runs with the flags that it was made with.

# Sets `flags` and `collector` for a server: small where the machine is. $1 is the number of its cores; asked of the machine unless given.
server_flags() {
  local cores=${1:-}
  [ -n "$cores" ] || cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
  flags=(-XX:+UseCompactObjectHeaders -Xss512k -XX:ReservedCodeCacheSize=48m -XX:MaxDirectMemorySize=64m)
  # The library that seals logins still asks for its memory in the old way; the JVM would warn of it.
  flags+=(--sun-misc-unsafe-memory-access=allow)
  # Four times as patient as usual before code is optimised: at a start that work competes with the start itself.
  flags+=(-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000
    -XX:Tier4BackEdgeThreshold=160000)
  if [ "$cores" -ge 4 ]; then
    flags+=(-Xmx512m)
    collector=-XX:+UseG1GC
  else
    # Room for what a thousand calls under way hold: it dies young, and old space stays as it is.
    flags+=(-Xmx128m -Xmn48m -XX:SurvivorRatio=2)
    collector=-XX:+UseSerialGC
  fi
}

# Sets `flags` and `collector` for a command that ends soon: nothing is compiled twice.
command_flags() {
  flags=(-XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1)
  collector=-XX:+UseSerialGC
}
