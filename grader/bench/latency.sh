#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# How long a learner waits: medians over warm runs of a course in which every
# exercise is answered, each run after a real edit. Prints a table with the
# targets of the design; exit status 1 when one is missed.
#
#   grader/bench/latency.sh [RUNS]       10 runs unless told
set -euo pipefail
export LC_ALL=C

runs=${1:-10}
root=$(cd "$(dirname "$0")/../.." && pwd)
grader=${GRADER:-$root/build/dev/grader/grader}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

for part in chapters exercises solutions runtime grader/include grader/probe; do
  mkdir -p "$copy/$(dirname "$part")"
  cp -r "$root/$part" "$copy/$part"
done
cp "$root/kioto" "$copy/kioto"
unset KIOTO_ROOT
cd "$copy"

# The answers take the place of the stubs.
cp -r solutions/ch00-warm-up/hello/. exercises/ch00-warm-up/hello/
while read -r stub; do
  cp "runtime/${stub#exercises/ch01-futures/*/}" "$stub"
done < <(find exercises/ch01-futures -type f)

# An edit that changes nothing but the text, in one file of each exercise.
edit() {
  local exercise
  for exercise in "$@"; do
    printf '// edit %s\n' "$EPOCHREALTIME" >> \
      "$(find "exercises/$exercise" -type f | sort | head -1)"
  done
}

# Milliseconds from the start of a check to its first line that matches, and to
# its end, into first and total.
measure() {
  local pattern=$1 start now line
  shift
  first='' start=${EPOCHREALTIME/./}
  while IFS= read -r line; do
    if [[ -z $first && $line =~ $pattern ]]; then
      now=${EPOCHREALTIME/./}
      first=$(((now - start) / 1000))
    fi
  done < <("$grader" check --format plain "$@" || true)
  now=${EPOCHREALTIME/./}
  total=$(((now - start) / 1000))
  [[ -n $first ]] || { echo "nothing matched $pattern in check $*" >&2; exit 1; }
}

median() { printf '%s\n' "$@" | sort -n | awk '{v[NR]=$1} END{print v[int((NR+1)/2)]}'; }
largest() { printf '%s\n' "$@" | sort -n | tail -1; }

missed=0
row() { # label target values...
  local label=$1 target=$2 value verdict=ok
  shift 2
  value=$(median "$@")
  if ((value > target)); then verdict=MISSED missed=1; fi
  printf '%-44s %6d ms %6d ms %6d ms  %s\n' \
    "$label" "$value" "$(largest "$@")" "$target" "$verdict"
}

echo "warming up" >&2
"$grader" check ch00 ch01 > /dev/null || true
printf '%-44s %9s %9s %9s\n' "$runs runs, $(nproc) cores" median largest target

case_line='^  (PASS|FAIL) +[0-9]+ '
for exercise in ch00-warm-up/hello ch01-futures/{poll,leaf,waker,block_on}; do
  id=${exercise%%-*}.${exercise##*/}
  firsts=() totals=() unchanged=()
  for ((i = 0; i < runs; i++)); do
    edit "$exercise"
    measure "$case_line" "$id"
    firsts+=("$first") totals+=("$total")
    measure "$case_line" "$id"
    unchanged+=("$total")
  done
  row "$id, first verdict" 600 "${firsts[@]}"
  row "$id, all verdicts" 2000 "${totals[@]}"
  row "$id, unchanged" 50 "${unchanged[@]}"
done

firsts=() totals=()
for ((i = 0; i < runs; i++)); do
  edit ch01-futures/{poll,leaf,waker,block_on}
  measure "$case_line" ch01
  firsts+=("$first") totals+=("$total")
done
row "ch01, first verdict" 1000 "${firsts[@]}"
row "ch01, all verdicts" 4000 "${totals[@]}"

poll=exercises/ch01-futures/poll/include/kioto/future/poll.hpp
cp "$poll" "$copy/poll.right"
firsts=()
for ((i = 0; i < runs; i++)); do
  { cat "$copy/poll.right"; printf 'int broken%s(;\n' "$i"; } > "$poll"
  measure '^  error ' ch01.poll
  firsts+=("$first")
done
row "ch01.poll, a syntax error shown" 300 "${firsts[@]}"
exit "$missed"
