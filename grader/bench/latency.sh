#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# How long a learner waits: medians over warm runs of a course in which every
# exercise is answered, each run after a real edit. Prints a table with the
# targets of the design; exit status 1 when one is missed.
#
#   grader/bench/latency.sh [RUNS [CHAPTER...]]    10 runs, all chapters
set -euo pipefail
export LC_ALL=C

runs=${1:-10}
shift || true
chapters=("$@")
root=$(cd "$(dirname "$0")/../.." && pwd)
grader=${GRADER:-$root/build/dev/grader/grader}
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

for part in chapters exercises solutions runtime grader/include grader/probe \
  grader/checker; do
  mkdir -p "$copy/$(dirname "$part")"
  cp -r "$root/$part" "$copy/$part"
done
cp "$root/kioto" "$copy/kioto"
unset KIOTO_ROOT
cd "$copy"

((${#chapters[@]})) || mapfile -t chapters < <(
  find chapters -mindepth 1 -maxdepth 1 -name 'ch[0-9]*' -printf '%f\n' | cut -d- -f1 | sort)

# The answers take the place of the stubs.
while read -r stub; do
  IFS=/ read -r _ slug name file <<< "$stub"
  answer=runtime/$file
  [[ -e $answer ]] || answer=solutions/$slug/$name/$file
  cp "$answer" "$stub"
done < <(find exercises -mindepth 3 -type f)

# slug/name of each exercise of a chapter, in no order.
exercises_of() {
  (cd exercises && find . -mindepth 2 -maxdepth 2 -path "./$1-*" -type d |
    cut -c3-)
}

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
"$grader" check "${chapters[@]}" > /dev/null || true
printf '%-44s %9s %9s %9s\n' "$runs runs, $(nproc) cores" median largest target

case_line='^  (PASS|FAIL) +[0-9]+ '
for chapter in "${chapters[@]}"; do
  mapfile -t exercises < <(exercises_of "$chapter")
  for exercise in "${exercises[@]}"; do
    id=$chapter.${exercise##*/}
    # Performance cases come last and have three seconds of their own.
    all=2000
    [[ ! -e chapters/${exercise%/*}/hidden/${exercise##*/}/perf.cpp ]] || all=5000
    firsts=() totals=() unchanged=()
    for ((i = 0; i < runs; i++)); do
      edit "$exercise"
      measure "$case_line" "$id"
      firsts+=("$first") totals+=("$total")
      measure "$case_line" "$id"
      unchanged+=("$total")
    done
    row "$id, first verdict" 600 "${firsts[@]}"
    row "$id, all verdicts" "$all" "${totals[@]}"
    row "$id, unchanged" 50 "${unchanged[@]}"
  done
  ((${#exercises[@]} > 1)) || continue
  firsts=() totals=()
  for ((i = 0; i < runs; i++)); do
    edit "${exercises[@]}"
    measure "$case_line" "$chapter"
    firsts+=("$first") totals+=("$total")
  done
  row "$chapter, first verdict" 1000 "${firsts[@]}"
  row "$chapter, all verdicts" 4000 "${totals[@]}"
done

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
