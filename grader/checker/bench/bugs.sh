#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# How soon the checker finds each bug of the catalogue, and whether it does so
# each time in the same way. Prints docs/checker-bugs.md; exit status 1 when a
# run does not find its bug, finds it by another schedule, or takes 100 ms, or
# when there is an alarm on what is right.
#
#   grader/checker/bench/bugs.sh [RUNS]        100 runs
#
# CHECKER_PROGRAMS: the folder of the programs, if not that of the preset dev.
set -euo pipefail
export LC_ALL=C

runs=${1:-100}
root=$(cd "$(dirname "$0")/../../.." && pwd)
programs=${CHECKER_PROGRAMS:-$root/build/dev/grader/checker/tests}
reports=$(mktemp)
trap 'rm -f "$reports"' EXIT

# Reports of the same scenario, one for each run, as cells of a row; last
# whether all is as it should be. The time is the median.
# shellcheck disable=SC2016 # the dollars are those of jq
found='def ms: map(.seconds) | sort | .[length / 2 | floor] * 1000
         | . * 100 | round / 100;
  (map(.failure.schedule) | unique) as $schedules | .[0] as $one |
  [ $one.failure.kind, $one.executions, ms,
    ($one.failure.deviations // "-"),
    (if $one.failure.weak_memory then "weak" else "-" end), $one.longest,
    (all(.result == "failed" and .seconds < 0.1)
      and ($schedules | length) == 1) ] | @tsv'
right='[ .executions, (.seconds * 100000 | round / 100),
    .result, .result != "failed" ] | @tsv'

clang=$("${CXX:-clang++-19}" --version | sed -n '1s/.*version \([0-9.]*\).*/\1/p')
cat <<END
# What the checker finds

The catalogue of classic bugs of runtimes in [grader/checker/tests/bugs](../grader/checker/tests/bugs):
each program has its bug and the same without it. Made by
\`grader/checker/bench/bugs.sh $runs\` on $(nproc) cores, with clang $clang: in each of
$runs runs each bug was found, by the same schedule. Time is the median of the runs;
deviations are the preemptions, old values and wakeups without a reason that the
bug takes; memory is weak if it takes more than sequential consistency; steps are
those of the trace that is shown. On the right: without the bug.

| bug | found | executions | ms | deviations | memory | steps | right | executions | ms |
| --- | --- | --: | --: | --: | --- | --: | --- | --: | --: |
END

status=0
for source in "$root"/grader/checker/tests/bugs/*.cpp; do
  name=$(basename "$source" .cpp)
  program=$programs/checker_bug_$name
  for ((i = 0; i < runs; i++)); do
    "$program" --scenario buggy 2> /dev/null
  done > "$reports"
  IFS=$'\t' read -r kind executions ms deviations weak steps as_it_should \
    < <(jq -rs "$found" "$reports")
  IFS=$'\t' read -r right_executions right_ms result no_alarm \
    < <("$program" --scenario correct 2> /dev/null | jq -r "$right")
  printf '| [%s](../grader/checker/tests/bugs/%s.cpp) |' "$name" "$name"
  printf ' %s |' "$kind" "$executions" "$ms" "$deviations" "$weak" "$steps" \
    "$result" "$right_executions" "$right_ms"
  printf '\n'
  if [[ $as_it_should != true || $no_alarm != true ]]; then
    printf '%s: not the same in each run, or an alarm where none is\n' \
      "$name" >&2
    status=1
  fi
done
exit "$status"
