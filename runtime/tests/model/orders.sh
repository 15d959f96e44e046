#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Which memory orders of the runtime its models need: each is weakened, one at a
# time. Prints docs/memory-orders.md; exit status 1 when a weaker one survives
# without a reason in a *_model.cpp, or a reason is about none.
#
#   runtime/tests/model/orders.sh [SECONDS]    2 of them for each scenario
#
# KIOTO_BUILD: the folder of the build, if not that of the preset dev.
set -euo pipefail

seconds=${1:-2}
root=$(cd "$(dirname "$0")/../../.." && pwd)
build=${KIOTO_BUILD:-$root/build/dev}
arguments=()
for file in "$root"/runtime/tests/model/*_model.cpp; do
  arguments+=(--argued "$file")
done

cat << 'END'
# Memory orders of the runtime

Made by `runtime/tests/model/orders.sh`, a step of `./kioto nightly`. Each operation of
the runtime that the scenarios of [runtime/tests/model](../runtime/tests/model) execute
is taken to be weaker than the source says, one at a time; the last column is the first
scenario that fails then, and with what. Where none does the reason stands in the
scenarios' files, behind `survives:`. [checker.md](checker.md) says what the model leaves
out. Not here are the orders of `frame_source`: under the checker no frames are recycled.

END
exec "$build/grader/checker/checker_weaken" \
  "$build/runtime/tests/model/kioto_models" \
  "$build/runtime/tests/model/kioto_models_of_one_core" \
  --in "$root/runtime/include" --in "$root/runtime/src" \
  --seconds "$seconds" "${arguments[@]}"
