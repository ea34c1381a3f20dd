# Starts a program that listens for a minute on a free port of an address and says a word to whoever comes: ADDRESS WORD
# GUESTS. Where no guests are to come it only tries to listen.
# Answers with one line that starts with the word: "WORD listens PROCESS ADDRESS PORT", "WORD failed REASON", or
# "WORD untried".
umask 077
folder=$(mktemp -d "${TMPDIR:-/tmp}/aiperf-XXXXXXXXXX") || exit 1
trap 'rm -rf -- "$folder"' EXIT
session=
command -v setsid >/dev/null 2>&1 && session=setsid
if command -v perl >/dev/null 2>&1; then
    $session perl -e '
        use strict;
        use Socket qw(:DEFAULT getaddrinfo getnameinfo NI_NUMERICHOST NI_NUMERICSERV SOCK_STREAM);
        my ($address, $word, $guests, $file) = @ARGV;
        sub tell_all { open(my $f, ">", "$file.new"); print $f "$_[0]\n"; close $f; rename "$file.new", $file; }
        sub fail { tell_all("failed $_[0]"); exit 1; }
        my ($error, $found) = getaddrinfo($address, "0", { socktype => SOCK_STREAM });
        fail("$error") if $error;
        socket(my $door, $found->{family}, SOCK_STREAM, 0) or fail("$!");
        bind($door, $found->{addr}) or fail("$!");
        listen($door, 128) or fail("$!");
        my ($bad, $host, $port) = getnameinfo(getsockname($door), NI_NUMERICHOST | NI_NUMERICSERV);
        alarm 60;
        tell_all("listens $$ $host $port");
        while ($guests > 0 and accept(my $guest, $door)) { syswrite $guest, "$word\n"; close $guest; }
    ' "$1" "$2" "$3" "$folder/said" </dev/null >/dev/null 2>&1 &
elif command -v python3 >/dev/null 2>&1; then
    $session python3 -c '
import os, signal, socket, sys
def tell(text):
    with open(sys.argv[4] + ".new", "w") as f:
        f.write(text + "\n")
    os.rename(sys.argv[4] + ".new", sys.argv[4])
try:
    found = socket.getaddrinfo(sys.argv[1], 0, 0, socket.SOCK_STREAM)[0]
    door = socket.socket(found[0], socket.SOCK_STREAM)
    door.bind(found[4])
    door.listen(128)
except OSError as e:
    tell("failed " + (e.strerror or str(e)))
    sys.exit(1)
signal.alarm(60)
tell("listens %d %s %d" % ((os.getpid(),) + door.getsockname()[:2]))
while int(sys.argv[3]) > 0:
    guest, _ = door.accept()
    guest.sendall((sys.argv[2] + "\n").encode())
    guest.close()
' "$1" "$2" "$3" "$folder/said" </dev/null >/dev/null 2>&1 &
else
    echo "$2 untried"
    exit 0
fi
started=$!
while [ ! -e "$folder/said" ]; do
    if ! kill -0 "$started" 2>/dev/null && [ ! -e "$folder/said" ]; then
        echo "$2 untried"
        exit 0
    fi
    sleep 0.02 2>/dev/null || sleep 1
done
echo "$2 $(cat "$folder/said")"
