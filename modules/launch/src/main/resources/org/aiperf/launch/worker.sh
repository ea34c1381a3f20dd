slot=$1
# In an allocation of many workers each knows its place by its rank.
[ "$slot" != - ] || slot=$((SLURM_PROCID + 1))
threads=$2
limit=$3
node=${SLURMD_NODENAME:-$(uname -n)}
name=$node
[ "$4" = alone ] || name=$node-$slot
umask 077
log=$run/logs/$name.log
until=0
[ "$limit" -eq 0 ] || until=$(($(date +%s) + limit))

# How long this place waits for another master before it is given up, in seconds.
patience=300
step=0
crashes=0
alone_since=0
asked=
child=

# Slurm warns this script alone before it ends the job.
leave() {
    asked=yes
    [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
}
trap leave TERM INT

master() {
    cat "$run/master.json" 2>/dev/null
}

while [ -z "$asked" ]; do
    step=$((step + 1))
    began=$(date +%s)
    known=$(master)
    agent worker --run "$run" --name "$name" --threads "$threads" --slot "$slot" --step "$step" --until "$until" \
        >>"$log" 2>&1 &
    child=$!
    echo "$child" >"$run/logs/$name.pid"
    [ -z "$asked" ] || kill -TERM "$child" 2>/dev/null
    wait "$child"
    code=$?
    # A signal ends the waiting and not the worker.
    while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        code=$?
    done
    child=
    ended=$(date +%s)
    if [ $((ended - began)) -ge 60 ]; then
        crashes=0
        alone_since=0
    fi
    case $code in
        0) exit 0 ;;
        75)
            # No master: it may come back, or another one be started, and this place is worth keeping till then.
            [ ! -e "$run/stop" ] || exit 0
            [ "$alone_since" -ne 0 ] || alone_since=$ended
            [ $((ended - alone_since)) -lt "$patience" ] || exit 75
            tries=0
            while [ -z "$asked" ] && [ "$tries" -lt 5 ] && [ "$(master)" = "$known" ]; do
                sleep 1
                tries=$((tries + 1))
            done
            ;;
        *)
            [ -z "$asked" ] || exit 0
            echo "the worker on $name ended with $code" >&2
            crashes=$((crashes + 1))
            [ "$crashes" -le 3 ] || exit "$code"
            sleep 1
            ;;
    esac
done
exit 0
