#!/usr/bin/env bash
# The service beside the floor, in one run on one machine: as the disk is, and with 2 ms added to each sync.
#   tests/bench/run.sh BUILD_DIR [RESIDENTS [WORK_DIR]]     a Release build, on a machine with nothing else to do
# BUILD_DIR holds bot/kuulolla and tests/bench/bench_{floor,load,store} (`ninja kuulolla bench`).
set -euo pipefail
build=$(realpath "${1:?BUILD_DIR}")
residents=${2:-200000}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${3:-${TMPDIR:-/tmp}}/kuulolla-bench-XXXXXX")
port=$((20000 + RANDOM % 20000))
path=/hooks/web/message
server=
trap 'stop; rm -rf "$work"' EXIT

stop() {
  [ -n "$server" ] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

wait_until_it_listens() {
  for _ in $(seq 600); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    kill -0 "$server" 2>/dev/null || { cat "$work/$1.log" >&2; exit 1; }
    sleep 0.05
  done
  echo "$1 does not listen" >&2
  exit 1
}

# start NAME SYNC_DELAY_US: seccomp stops the program at its syncs only, so that nothing else is slowed.
start() {
  local slow=()
  [ "$2" = 0 ] || slow=(strace -D -f --seccomp-bpf -o /dev/null -e trace=fdatasync,fsync
                        -e "inject=fdatasync,fsync:delay_exit=$2")
  rm -rf "$work/data"
  mkdir "$work/data"
  if [ "$1" = floor ]; then
    "${slow[@]}" "$build/tests/bench/bench_floor" "$port" "$work/data/floor.db" >"$work/$1.log" 2>&1 &
  else
    "${slow[@]}" "$build/bot/kuulolla" serve --config "$work/bench.conf.yaml" >"$work/$1.log" 2>&1 &
  fi
  server=$!
  wait_until_it_listens "$1"
}

load() { "$build/tests/bench/bench_load" "$port" "$path" "$@"; }
# The processor's time that the server has used, in microseconds.
used() { awk -v hz="$(getconf CLK_TCK)" '{print int(($14 + $15) * 1000000 / hz)}' "/proc/$server/stat"; }
figure() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p"; }

mkdir -p "$work/scripts" "$work/data"
cp "$here/bench.yaml" "$work/scripts/"
cat >"$work/bench.conf.yaml" <<CONFIG
listen: 127.0.0.1:$port
public_url: http://127.0.0.1:$port
store: sqlite:$work/data/kuulolla.db
vault_key: $(head -c 32 /dev/urandom | base64)
scripts: [$work/scripts]
channels:
  - {name: web, adapter: webchat}
CONFIG

declare -A rate
# measure NAME SYNC_DELAY_US
measure() {
  local name=$1 delay=$2 line
  start "$name" "$delay"
  echo "== $name, $delay us added to each sync"
  echo "   first messages   $(load 64 "$residents" 1)"
  for connections in 64 256; do
    local round=$((connections == 64 ? 1 : 2)) before
    before=$(used)
    line=$(load "$connections" "$residents" 1 "$round")
    echo "   turns            $line"
    echo "   processor        $((($(used) - before) / residents)) us a turn"
    rate[$name.$delay.$connections]=$(figure turns_a_second <<<"$line")
  done
  line=$(load 1 1 20 3)
  echo "   one conversation $line"
  echo "   memory           $(awk '/VmRSS/ {print int($2/1024) " MiB"}' "/proc/$server/status")"
  stop
}

for delay in 0 2000; do
  measure floor "$delay"
  measure kuulolla "$delay"
done
echo "== kuulolla as a part of the floor"
for delay in 0 2000; do
  for connections in 64 256; do
    awk -v a="${rate[kuulolla.$delay.$connections]}" -v b="${rate[floor.$delay.$connections]}" -v d="$delay" \
      -v c="$connections" 'BEGIN {printf "   %4d us added, %3d connections: %.2f\n", d, c, a / b}'
  done
done
