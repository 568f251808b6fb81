# Shared by `build` and `quotakeeper`; to be sourced by bash.

# The major version of the Java in folder $1, or nothing.
java_major() {
  local line
  [ -r "$1/release" ] || return 0
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=\"}
        echo "${line%%[.\"+-]*}"
        return 0
        ;;
    esac
  done <"$1/release"
}

# Prints the home of a Java of at least version $1. With $2 = jdk it must have a compiler.
# Looks at JAVA_HOME, then at the usual places of Linux and macOS, then at `java` on the PATH.
# Says what to do, and returns 1, where there is none.
find_java() {
  local wanted=$1 kind=${2:-jre} home major tool=java
  [ "$kind" = jdk ] && tool=javac
  local on_path
  on_path=$(command -v java || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=${on_path%/*/*}
  fi
  local candidates=("${JAVA_HOME:-}" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* /opt/java/* /opt/jdk*
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "$on_path")
  for home in "${candidates[@]}"; do
    [ -n "$home" ] && [ -x "$home/bin/$tool" ] || continue
    major=$(java_major "$home")
    if [[ "$major" =~ ^[0-9]+$ ]] && [ "$major" -ge "$wanted" ]; then
      echo "$home"
      return 0
    fi
  done
  {
    echo "quotakeeper: no Java $wanted found (looked at JAVA_HOME, /usr/lib/jvm, SDKMAN, /Library/Java and PATH)."
    echo "Install a JDK $wanted (for example Temurin) or set JAVA_HOME to one, then try again."
  } >&2
  return 1
}
