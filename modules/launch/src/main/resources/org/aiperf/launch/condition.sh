# Tells what a process would have on this node: MARK SHARED_FOLDER
# Each answer stands between "==MARK name==" and "==MARK end=="; what cannot be found out is left out.
mark=$1
shared=$2
umask 077
LC_ALL=C
export LC_ALL

answer() {
    name=$1
    shift
    said=$("$@" 2>/dev/null </dev/null) && printf '\n==%s %s==\n%s\n==%s end==\n' "$mark" "$name" "$said" "$mark"
}

answer limits cat /proc/self/limits
answer libc getconf GNU_LIBC_VERSION
answer loader sh -c 'ldd --version 2>&1 | head -n 1'
answer home sh -c 'cd && df -Pk .'
answer inodes df -Pi -- "$shared"

# A folder may be mounted so that nothing in it may be run, and native libraries are loaded from there.
runs_programs() {
    program=$(mktemp "$shared/.aiperf-program-XXXXXXXXXX") || return 1
    printf '#!/bin/sh\necho yes\n' >"$program" && chmod 700 "$program" && { "$program" 2>/dev/null || echo no; }
    rm -f -- "$program"
}
answer program runs_programs
