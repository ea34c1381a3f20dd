#!/bin/sh
# Prints the home of a JDK 25, or says in one line how to get one.
set -u

feature() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

of_path() {
  java=$(command -v javac 2>/dev/null) || return 0
  if command -v readlink >/dev/null 2>&1; then
    java=$(readlink -f "$java" 2>/dev/null || echo "$java")
  fi
  dirname "$(dirname "$java")"
}

for home in "${AIPERF_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(of_path)" \
  /usr/lib/jvm/* /usr/local/lib/jvm/* /opt/java/* /opt/jdk* \
  "${HOME:-}"/.jdks/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.m2/jdks/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
  if [ -n "$home" ] && [ "$(feature "$home")" = 25 ]; then
    echo "$home"
    exit 0
  fi
done
echo "aiperf: no JDK 25 was found; install one (for example from https://adoptium.net) or set AIPERF_JAVA_HOME to it" >&2
exit 1
