# Starts a program that outlives this shell: LOG PIDFILE PROGRAM [ARGUMENT...]
log=$1
pid=$2
shift 2
command -v "$1" >/dev/null 2>&1 || { echo "there is no program $1" >&2; exit 127; }
umask 077
: >>"$log" || exit 1
rm -f -- "$pid" || exit 1
session=
command -v setsid >/dev/null 2>&1 && session=setsid
$session nohup sh -c 'echo "$$" >"$0.new" && mv -f -- "$0.new" "$0" && exec "$@"' "$pid" "$@" \
    </dev/null >>"$log" 2>&1 &
started=$!
# The pid file is written by the program's own process, so once it is there the program has left our session.
while [ ! -e "$pid" ]; do
    if ! kill -0 "$started" 2>/dev/null && [ ! -e "$pid" ]; then
        echo "cannot write $pid" >&2
        exit 1
    fi
    sleep 0.02 2>/dev/null || sleep 1
done
