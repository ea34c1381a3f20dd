# Sees to a store of files that are named by their SHA-256: MARK BASE BUNDLE RUNTIME [BYTES/NAME]...
# What has arrived gets its name once its digest is right. A file that changed since the last look, and once a day every
# file, is digested again, and deleted if it is damaged. RUNTIME is the name of an archive to unpack, or "-".
# Answers in lines that start with the mark: damaged NAME, missing NAME, runtime FOLDER, space DF, end.
mark=$1
base=$2
checked=$3.checked
runtime=$4
shift 4
umask 077
LC_ALL=C
export LC_ALL

say() {
    printf '==%s %s\n' "$mark" "$*"
}

digest() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum <"$1"
    elif command -v shasum >/dev/null 2>&1; then
        shasum -a 256 <"$1"
    else
        openssl dgst -sha256 -r <"$1"
    fi
}

is_right() {
    sum=$(digest "$1") && [ "${sum%% *}" = "${2%%.*}" ]
}

# The shared folder itself is not made here: its name may be a slip.
[ -d "${base%/*}" ] || { echo "there is no folder ${base%/*}" >&2 && exit 1; }
[ -d "$base/store/incoming" ] && [ -d "$base/runs" ] && [ -d "$base/natives" ] &&
    [ -d "$base/archives" ] ||
    mkdir -p -- "$base/store/incoming" "$base/runs" "$base/natives" "$base/archives" || exit 1
cd -- "$base/store" || exit 1

arrived=
for part in "$@"; do
    name=${part#*/}
    [ -f "incoming/$name" ] || continue
    if is_right "incoming/$name" "$name"; then
        mv -f -- "incoming/$name" "$name" || exit 1
        arrived="$arrived $name"
    else
        rm -f -- "incoming/$name"
        say damaged "$name"
    fi
done

# The new time is from before the digests: what changes while they are made is digested again next time.
changed=all
if [ -n "$(find "$checked" -prune -mtime -1 2>/dev/null)" ]; then
    changed=$(find . -maxdepth 1 -cnewer "$checked" -print 2>/dev/null) || changed=all
fi
[ "$changed" != all ] || : >".$mark" || exit 1

has_changed() {
    case $arrived in *"$1"*) return 1 ;; esac
    case $changed in all | *"./$1"*) return 0 ;; esac
    return 1
}

# One program for the sizes of all files: where there are many, starting one for each takes longer than all else.
sizes=$(for part in "$@"; do
    echo "${part#*/}"
done | xargs wc -c 2>/dev/null)
missing=
for part in "$@"; do
    name=${part#*/}
    if [ -f "$name" ]; then
        is_sound=yes
        case "
$sizes
" in *[!0-9]"${part%%/*} $name
"*) ;; *) is_sound= ;; esac
        if [ -z "$is_sound" ] || { has_changed "$name" && ! is_right "$name" "$name"; }; then
            rm -f -- "$name"
            say damaged "$name"
        fi
    fi
    if [ ! -f "$name" ]; then
        missing=yes
        say missing "$name"
    fi
done

# A runtime has a time of its own: whatever changed in it since then is digested again.
is_whole() {
    [ -d "$1" ] || return 1
    [ -n "$(find "$1/.checked" -mtime -1 2>/dev/null)" ] &&
        since=$(find "$1" ! -path "$1" -cnewer "$1/.checked" -print 2>/dev/null) && [ -z "$since" ] && return 0
    (cd "$1" && sha256sum -c files.sha256) >/dev/null 2>&1 && : >"$1/.checked"
}

if [ "$runtime" != - ] && [ -f "$runtime" ]; then
    home=${runtime%%.*}.runtime
    if ! is_whole "$home"; then
        [ ! -d "$home" ] || say damaged "$home"
        fresh=$(mktemp -d ./.unpacking-XXXXXXXXXX) || exit 1
        if gzip -dc <"$runtime" | tar -xf - -C "$fresh" && is_whole "$fresh" && rm -rf -- "$home" &&
            mv -- "$fresh" "$home"; then
            :
        else
            rm -rf -- "$fresh"
            echo "the Java runtime cannot be unpacked in $base/store" >&2
            exit 1
        fi
    fi
    say runtime "$base/store/$home"
fi

if [ -n "$missing" ]; then
    rm -f -- ".$mark"
    # What a broken transfer left is of no use; what another one sends at this moment is younger.
    find incoming -type f -mtime +1 -exec rm -f -- {} + 2>/dev/null
    find . -maxdepth 1 -name '.*' ! -name . -mtime +1 -exec rm -rf -- {} + 2>/dev/null
    # Agents make these again; those of older versions nobody would delete.
    find ../archives -type f -mtime +30 -exec rm -f -- {} + 2>/dev/null
    say space "$(df -Pk . 2>/dev/null | tail -n 1)"
elif [ "$changed" = all ]; then
    mv -f -- ".$mark" "$checked" || exit 1
fi
say end
