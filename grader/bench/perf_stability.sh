#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Do performance cases say the truth on a busy machine? Judges the answer of a
# small course and one that works twice as long, in turns, while other cores are
# kept busy: the one has to pass every time, the other to fail every time.
# Prints the ratios that were measured; exit status 1 when a verdict was wrong.
#
#   grader/bench/perf_stability.sh [RUNS [BUSY]]   100 runs, one core left free
set -euo pipefail
export LC_ALL=C

runs=${1:-100}
busy=${2:-$(($(nproc) - 1))}
root=$(cd "$(dirname "$0")/../.." && pwd)
grader=${GRADER:-$root/build/dev/grader/grader}
case='a checksum goes once over the values'

course=$(mktemp -d)
load=()
trap 'kill "${load[@]}" 2> /dev/null || true; rm -rf "$course"' EXIT
cp -r "$root/grader/tests/fixtures/measured_course/." "$course"
mkdir -p "$course/grader" "$course/runtime/include"
cp -r "$root/grader/include" "$root/grader/probe" "$course/grader"
touch "$course/kioto"
unset KIOTO_ROOT
cd "$course"
"$grader" author sync > /dev/null

# The answer in the learner's place; the wrong one stays with the verifier,
# which puts it together.
answer=solutions/ch00-sums/checksum
cp -r "$answer/." exercises/ch00-sums/checksum/
cp -r "$answer" twice
sed -i 's|  return before;|  const std::uint64_t sum = before;\
  for (std::uint64_t v : values) before = factor * before + v;\
  asm volatile("" : "+r"(before));\
  return sum;|' twice/src/checksum.cpp

echo "warming up" >&2
"$grader" check ch00 --format plain >&2
"$grader" check ch00.checksum --from twice --format plain >&2 || (($? == 1))

# The load ends with this script, or by itself.
for ((i = 0; i < busy; i++)); do
  timeout 7200 sh -c 'while :; do :; done' &
  load+=("$!")
done

# judge NAME WANTED ARGUMENTS...: the case's verdict, its ratio and its spread.
wrong=0
judge() {
  local name=$1 wanted=$2 report result
  shift 2
  report=$("$grader" check ch00.checksum --only "$case" --seed "$RANDOM" \
    --format json "$@" || true)
  result=$(jq -r '.verdicts[0].cases[0].result' <<< "$report")
  if [[ $result != "$wanted" ]]; then
    wrong=$((wrong + 1))
    printf '%s: %s, not %s\n%s\n' "$name" "$result" "$wanted" "$report"
  fi
  jq -r --arg name "$name" '.verdicts[0].cases[0]
    | [$name,
       (.headline + (.story[0].saw // "") | capture(": (?<x>[0-9.]+)x").x),
       (.notes | length > 0)] | @tsv' \
    <<< "$report" >> ratios
  jq -r --arg name "$name" '[$name, .verdicts[0].cases[0].ms] | @tsv' \
    <<< "$report" >> took
}

for ((i = 0; i < runs; i++)); do
  judge answer pass
  judge twice fail --from twice
done

printf '%d runs, %d cores, %d kept busy, load %s\n' \
  "$runs" "$(nproc)" "$busy" "$(cut -d' ' -f1-3 /proc/loadavg)"
for name in answer twice; do
  grep "^$name" ratios | cut -f2 | sort -n | awk -v name="$name" '
    { v[NR] = $1 } END { printf "%-7s ratio %.2f, from %.2f to %.2f", name,
                         v[int((NR + 1) / 2)], v[1], v[NR] }'
  grep "^$name" took | cut -f2 | sort -n | awk '{ v[NR] = $1 } END {
    printf "; %.0f ms, at most %.0f ms", v[int((NR + 1) / 2)], v[NR] }'
  printf '; %d undecided\n' "$(grep -c "^$name.*true$" ratios || true)"
done
printf '%d of %d verdicts wrong\n' "$wrong" $((2 * runs))
((wrong == 0))
