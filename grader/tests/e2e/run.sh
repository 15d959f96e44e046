#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Runs one fixture on a copy of the course and compares what the learner would
# see with its golden text. README.md says what a fixture is made of.
#
#   run.sh GRADER SOURCE WORK NAME      NAME: a folder in fixtures/
#   run.sh GRADER SOURCE WORK prepare   makes the copy in WORK, builds its caches
#
# A fixture runs in a process and a mount namespace of its own: every process
# that it leaves behind is seen, whoever else is at work on this machine, and
# what it mounts is gone with it.
set -euo pipefail

if [[ $1 != --inside ]]; then
  if [[ $EUID == 0 ]]; then as_root=(); else as_root=(--map-root-user); fi
  # Nothing of the caller's environment: a golden text depends on none of it.
  exec env -i PATH="$PATH" HOME="$HOME" LANG=C.UTF-8 CI=true \
    KIOTO_BLESS="${KIOTO_BLESS-}" \
    unshare "${as_root[@]}" --pid --fork --kill-child --mount-proc \
    "$BASH" "${BASH_SOURCE[0]}" --inside "$@"
fi

here=$(cd -- "${BASH_SOURCE[0]%/*}" && pwd)
grader=$2 source=$3 work=$4 name=$5
course=$work/course
fixture=$here/fixtures/$name
readonly here grader source work name course fixture
# shellcheck source-path=SCRIPTDIR source=helpers.bash
source "$here/helpers.bash"

mkdir -p "$work/bin"
ln -sfn "$grader" "$work/bin/grader"
PATH=$work/bin:$PATH

# --- the copy of the course -----------------------------------------------------

# Our part of it; times stay, since the caches know files by them.
copy_course() {
  local part
  mkdir -p "$course/grader" "$course/docs"
  for part in chapters solutions runtime kioto grader/include grader/probe \
    grader/checker docs/examples; do
    rm -rf "${course:?}/$part"
    cp -a "$source/$part" "$course/$part"
  done
  rm -f "$work/changed"
}

prepare() {
  copy_course
  cd -- "$course"
  # The stubs are cut anew: the checkout's exercises may be somebody's work.
  rm -rf exercises "$work/exercises"
  mkdir exercises
  grader author sync
  cp -a exercises "$work/exercises"
  # The stub of the first exercise and the answers make every build there is.
  grader check ch00 ch01 --from runtime --format plain || (($? == 2))
  grader check ch00 --format plain || (($? == 1))
  grader explore docs/examples/explore/park.cpp || (($? == 1))
}

restore() {
  if [[ -e $work/changed ]]; then copy_course; fi
  local state=$course/.grader
  rm -rf "$state/progress" "$state/failures" "$state/backups" \
    "$state/cache/verdicts" "$course/exercises"
  cp -a "$work/exercises" "$course/exercises"
}

# What the learner has: names, kinds, modes, sizes and times of the files.
work_of_learner() {
  find exercises -printf '%p %y %m %s %T@ %l\n' | sort
}

# --- one fixture ------------------------------------------------------------------

problems=0
problem() {
  printf 'e2e.%s: %s\n' "$name" "$*"
  problems=$((problems + 1))
}

run_fixture() {
  local status=0 wanted=0 out=$work/out.txt before left
  restore
  cd -- "$course"
  if [[ -d $fixture/files ]]; then
    cp -r "$fixture/files/." exercises/ch00-warm-up/hello/
  fi
  files_may_change=false  # a fixture's setup.sh says otherwise
  if [[ -r $fixture/setup.sh ]]; then
    # shellcheck source=/dev/null
    source "$fixture/setup.sh"
  fi
  before=$(work_of_learner)
  (
    set +e
    # shellcheck source=/dev/null
    source "$fixture/command"
  ) >"$out.raw" 2>&1 </dev/null || status=$?
  if ! $files_may_change && [[ $(work_of_learner) != "$before" ]]; then
    problem "the learner's files are not as they were:"
    diff <(printf '%s\n' "$before") <(work_of_learner) || true
  fi
  left=$(processes_left)
  [[ -z $left ]] || problem "left running: $left"

  # Durations are all that may differ from run to run.
  sed -E 's/[0-9]+\.[0-9]+ s\b/<time> s/g; s/[0-9.]+ ms\b/<time> ms/g' \
    "$out.raw" >"$out"
  if LC_ALL=C grep -qP '[^\t\n\x20-\x7e\x80-\xff]' "$out"; then
    problem "the text holds control codes"
  fi
  if ! iconv -f UTF-8 -t UTF-8 "$out" >/dev/null; then
    problem "the text is not UTF-8"
  fi
  if [[ ! -e $fixture/wide ]] && grep -anE "^.{81,}" "$out"; then
    problem "the lines above are wider than 80 columns"
  fi
  if [[ ${KIOTO_BLESS-} ]]; then
    cp "$out" "$fixture/expected.txt"
    printf '%s\n' "$status" >"$fixture/exit"
  fi
  wanted=$(<"$fixture/exit")
  ((status == wanted)) || problem "exit status $status, not $wanted"
  diff -u --label expected --label now "$fixture/expected.txt" "$out" ||
    problem "the text differs; KIOTO_BLESS=1 takes the new one"
  ((problems == 0))
}

if [[ $name == prepare ]]; then prepare; else run_fixture; fi
