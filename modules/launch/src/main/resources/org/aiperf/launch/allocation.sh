#!/bin/sh
# All workers of a run in one allocation: RUN LIMIT_SECONDS alone|shared THREADS...
# THREADS are those of the workers in each component of the job. What a worker needs to go on, its own script does.
run=$1
limit=$2
exclusive=$3
shift 3
components=$#
component=0
for threads in "$@"; do
    [ "$component" -eq 0 ] || set -- "$@" :
    [ "$components" -eq 1 ] || set -- "$@" "--het-group=$component"
    set -- "$@" --kill-on-bad-exit=0 "--cpus-per-task=$threads" \
        sh "$run/worker.sh" - "$threads" "$limit" "$exclusive"
    component=$((component + 1))
done
shift "$components"
exec srun "$@"
