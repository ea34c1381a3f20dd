#!/bin/sh
# Makes aiperf-agent-PLATFORM.zip: the agent's jars, a trimmed Java runtime, and agent.txt, which lists them with their
# SHA-256 in the order of the class path: PLATFORM WORK OUT, with the jars in WORK/PLATFORM.
set -eu
platform=$1
work=$2
out=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
jdk=$(sh "$here/../find-jdk.sh")

# What `jdeps` finds in the jars, without what only tools for developers use.
modules=java.base,java.desktop,java.logging,java.management,jdk.unsupported

# Linking takes some seconds, so a runtime of the same JDK and modules is kept.
kind=$(cat "$jdk/release" "$here/bundle.sh" | sha256sum | cut -c1-16)
runtime=runtime-$kind.tar.gz
image=$work/runtime
if [ ! -f "$work/$runtime" ]; then
  rm -rf "$image" "$work"/runtime-*.tar.gz
  "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress zip-0 \
    --output "$image"
  "$image/bin/java" -Xshare:dump -Xlog:disable -Xlog:all=error:stderr
  (cd "$image" && find . -type f ! -name files.sha256 -print | sort | sed 's/^..//' | tr '\n' '\0' |
    xargs -0 sha256sum >files.sha256)
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf - -C "$image" . | gzip -9n >"$work/$runtime.part"
  mv "$work/$runtime.part" "$work/$runtime"
fi

jars=$work/$platform
agent=$(cd "$jars" && ls aiperf-agent-*.jar)
# A jar's manifest breaks its lines after 72 bytes and goes on after a blank.
class_path=$(cd "$work" && "$jdk/bin/jar" --extract --file "$jars/$agent" META-INF/MANIFEST.MF &&
  tr -d '\r' <META-INF/MANIFEST.MF | sed -e ':a' -e '$!N' -e 's/\n //' -e 'ta' -e 'P' -e 'D' |
  sed -n 's/^Class-Path: //p')
rm -rf "$work/META-INF"

# The agent must start on what is sent along: without a run to work for it says so and ends with 2.
started=0
(cd "$jars" && "$image/bin/java" -cp "$agent:$(echo "$class_path" | tr ' ' ':')" org.aiperf.agent.AgentMain) \
  >"$work/start.log" 2>&1 || started=$?
if [ "$started" != 2 ] || ! grep -q 'run is missing' "$work/start.log"; then
  echo "the agent does not start on its trimmed runtime; see $work/start.log, and the modules in $0" >&2
  exit 1
fi

content=$work/archive
rm -rf "$content"
mkdir -p "$content" "$out"
entry() {
  file=$content/${3:-$(basename -- "$2")}
  ln "$2" "$file" 2>/dev/null || cp "$2" "$file"
  echo "$1 $(sha256sum <"$file" | cut -d' ' -f1) $(($(wc -c <"$file"))) $(basename -- "$file")"
}
{
  echo "# The agent of AIPerf Workbench for $platform"
  for jar in "$agent" $class_path; do
    entry jar "$jars/$jar"
  done
  entry runtime "$work/$runtime" "runtime-$platform.tar.gz"
} >"$work/agent.txt"
mv "$work/agent.txt" "$content/agent.txt"

archive=$out/aiperf-agent-$platform.zip
"$jdk/bin/jar" --create --no-manifest --no-compress --file "$archive.part" -C "$content" .
mv "$archive.part" "$archive"
rm -rf "$content"
echo "$archive"
