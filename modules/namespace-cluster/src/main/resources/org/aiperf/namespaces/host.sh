#!/bin/sh
# The first process of a host: NAME FOLDER. It is in namespaces of its own already, dresses them as a machine, says
# "ready", and ends, and the whole host with it, when whoever started it is gone.
set -e
name=$1
folder=$2

hostname "$name"
ip link set lo up
mount --make-rprivate /

# The folder may lie below what is covered next.
mount --bind "$folder" /mnt
mount -t tmpfs -o mode=755 run /run
mkdir -p /run/sshd /run/munge /run/slurm /run/slurmd /run/host /run/logs /run/state
cp /mnt/slurm/* /run/slurm/
cp "/mnt/hosts/$name"/* /mnt/munge.key /run/host/
chmod 600 /run/host/*
chmod 644 /run/host/passwd /run/host/group /run/host/hosts /run/host/authorized_keys
for file in passwd group shadow hosts; do
    mount --bind "/run/host/$file" "/etc/$file"
done
mount --bind /mnt/logs /run/logs
[ "$name" != master ] || mount --bind /mnt/state /run/state
mount -t tmpfs -o mode=755 home /home
mkdir /home/lab /home/java
mount --bind /mnt/shared /home/lab
mount --bind "$JAVA_HOME" /home/java
mount -t tmpfs -o mode=1777 tmp /tmp
umount /mnt

exec 3<&0
(cat <&3 >/dev/null; kill -TERM 1) &
trap 'exit 0' TERM
echo ready
exec >/dev/null
# Whatever loses its parent becomes a child of this process, which has to take note of its end.
while :; do
    wait || :
    sleep 1
done
