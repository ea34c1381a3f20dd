# Prints the SHA-256 of a file in hexadecimal, with whichever tool there is: FILE
if command -v sha256sum >/dev/null 2>&1; then
    sha256sum <"$1" || exit 1
elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 <"$1" || exit 1
else
    openssl dgst -sha256 -r <"$1" || exit 1
fi
