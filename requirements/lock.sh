#!/usr/bin/env bash
# Writes the lock files anew: the widest set first, then the narrower ones with the same versions.
# No registry's host and no path gets into them, so they serve on any machine.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
UV="${UV:-uv}"
command -v "$UV" >/dev/null || { echo "Locking needs uv; install it or name it: UV=/path/to/uv ./run lock" >&2; exit 1; }
compile() {
  "$UV" pip compile --no-config --quiet --universal --python-version 3.12 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate "$@"
}
compile dev.in -o dev.txt
compile base.in -c dev.txt -o base.txt
compile matching.in -c dev.txt -o matching.txt
