#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# How many executions a second the checker does: by chance, so that no scenario
# is over early. Prints a table with the targets of the design; exit status 1
# when one is missed.
#
#   grader/checker/bench/speed.sh [SECONDS]        1 second each
#
# BUILD: the folder of the build, if not that of the preset dev.
set -euo pipefail
export LC_ALL=C

seconds=${1:-1}
root=$(cd "$(dirname "$0")/../../.." && pwd)
build=${BUILD:-$root/build/dev}
status=0

# row PROGRAM SCENARIO TARGET
row() {
  local executions steps took rate verdict=ok
  read -r executions steps took < <(
    "$build/$1" --scenario "$2" --only chance --seconds "$seconds" \
      --executions 1e9 2> /dev/null |
      jq -r '[.executions, .longest, .seconds] | @tsv')
  rate=$(awk -v n="$executions" -v s="$took" 'BEGIN { printf "%d", n / s }')
  if ((rate < $3)); then
    verdict=MISSED
    status=1
  fi
  printf '| %-34s | %5d | %9d | %9d | %-6s |\n' \
    "$2" "$steps" "$rate" "$3" "$verdict"
}

printf '| %-34s | steps | a second  | target    |        |\n' scenario
printf '| --- | --: | --: | --: | --- |\n'
row grader/checker/tests/checker_litmus sb_seq_cst 200000
row grader/checker/tests/checker_litmus mp_release_acquire 200000
row grader/checker/tests/checker_litmus order_of_a_mutex 200000
row grader/checker/tests/checker_bug_park_lost_wakeup correct 200000
row grader/checker/tests/checker_bug_chase_lev correct 200000
row runtime/tests/model/kioto_models multi_thread_spawn_against_the_end 15000
row runtime/tests/model/kioto_models multi_thread_one_task 15000
exit "$status"
