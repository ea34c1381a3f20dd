# Tells the facts of a node: MARK SHARED_FOLDER
# Each fact stands between "==MARK name==" and "==MARK end=="; whatever is missing here is left out.
mark=$1
shared=$2
LC_ALL=C
export LC_ALL
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
PATH=$PATH:/opt/slurm/bin:/opt/rocm/bin:/usr/local/Ascend/driver/tools:/usr/local/cuda/bin
export PATH

# Nothing below may wait for input.
limited() {
    if command -v timeout >/dev/null 2>&1; then
        timeout 5 "$@" </dev/null 2>/dev/null
    else
        "$@" </dev/null 2>/dev/null
    fi
}

fact() {
    name=$1
    shift
    command -v "$1" >/dev/null 2>&1 || return 0
    printf '\n==%s %s==\n' "$mark" "$name"
    limited "$@" && printf '\n==%s end==\n' "$mark"
}

fact kernel uname -sr
fact architecture uname -m
fact hostname hostname
fact hostname uname -n
fact user id -un
fact user id -u
fact cpus getconf _NPROCESSORS_ONLN
fact cpus nproc
fact lscpu lscpu
fact cpuinfo grep -m 1 '^model name' /proc/cpuinfo
fact memory grep -E '^(MemTotal|MemAvailable):' /proc/meminfo
fact shared df -Pk -- "$shared"
fact nvidia nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits
fact ascend npu-smi info -m
fact amd rocm-smi --showproductname --showmeminfo vram --csv
fact intel xpu-smi discovery --dump 2,16
fact driver nvidia-smi --query-gpu=driver_version --format=csv,noheader
fact driver cat /sys/module/amdgpu/version
fact nvidia_power nvidia-smi --query-gpu=index,power.draw,power.limit --format=csv,noheader,nounits
fact amd_power rocm-smi --showpower --csv
fact slurm slurmd -V
fact slurm sinfo -V
fact slurm_node slurmd -C
fact system grep '^PRETTY_NAME=' /etc/os-release
fact addresses ip -o addr
# A network file system whose server is gone holds up the second; then the first counts.
fact disks df -PTkl -x tmpfs -x devtmpfs -x squashfs -x overlay
fact disks df -PTk -x tmpfs -x devtmpfs -x squashfs -x overlay

# A value of each file of the kernel: PATH<tab>VALUE
values() {
    for file in "$@"; do
        [ -r "$file" ] || continue
        value=$(limited head -c 200 "$file" | head -n 1)
        [ -n "$value" ] && printf '%s\t%s\n' "$file" "$value"
    done
}
section() {
    printf '\n==%s %s==\n' "$mark" "$1"
    shift
    "$@"
    printf '\n==%s end==\n' "$mark"
}
section speeds values /sys/class/net/*/speed
section infiniband values /sys/class/infiniband/*/ports/*/state /sys/class/infiniband/*/ports/*/rate
# The counters of energy may be the administrator's alone; the limits are everybody's.
rapl=/sys/class/powercap/intel-rapl:[0-9]*
section rapl values $rapl/name $rapl/constraint_0_power_limit_uw $rapl/energy_uj
[ -z "$(cat $rapl/energy_uj 2>/dev/null)" ] ||
    { sleep 0.2 2>/dev/null && section rapl_later values $rapl/energy_uj; }
section files sh -c 'ulimit -n'

# The version stands in the release file of a JDK; asking the program itself starts a JVM, so only a new one is asked.
runtime() {
    [ -x "$1" ] || return 0
    program=$(readlink -f -- "$1" 2>/dev/null) || program=$1
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "${program%/bin/java}/release" 2>/dev/null)
    [ -n "$version" ] ||
        version=$(limited sh -c '"$0" -version 2>&1' "$program" | sed -n '1s/^[^"]*"\([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 25 ] 2>/dev/null && limited "$program" -version &&
        printf '%s\t%s\n' "$version" "$program"
}
printf '\n==%s java==\n' "$mark"
[ -n "$JAVA_HOME" ] && runtime "$JAVA_HOME/bin/java"
found=$(command -v java 2>/dev/null) && runtime "$found"
for home in /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/*; do
    runtime "$home/bin/java"
done
printf '\n==%s end==\n' "$mark"

fact clock date +%s.%N
fact clock date +%s
printf '\n==%s done==\n' "$mark"
