#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Are verdicts always the same? Judges all answers, alternatives and wrong
# answers many times while every core is kept busy, and fails when any verdict
# differs from the first.
#
#   grader/bench/stability.sh [RUNS [ID...]]       200 runs, everything
set -euo pipefail

runs=${1:-200}
shift || true
root=$(cd "$(dirname "$0")/../.." && pwd)
grader=${GRADER:-$root/build/dev/grader/grader}

# The load ends with this script, or by itself after two hours.
load=()
trap 'kill "${load[@]}" 2> /dev/null || true' EXIT
for ((i = 0; i < $(nproc); i++)); do
  timeout 7200 sh -c 'while :; do :; done' &
  load+=("$!")
done

cd "$root"
"$grader" author verify --soak "$runs" --verbose "$@"
