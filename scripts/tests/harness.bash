# shellcheck shell=bash
# SPDX-License-Identifier: MIT
#
# A small test runner: each function test_* of the script runs in a subshell
# with an empty folder $work; the first expectation that fails ends it. What a
# test starts in the background it adds to `started`; that ends with the test.
started=()
end_started() { kill "${started[@]}" 2>/dev/null || true; }

# A failed expectation says what was expected and shows what came.
fail() {
  printf '    %s\n' "$@"
  exit 1
}

expect_status() {
  [[ $status == "$1" ]] || fail "expected exit status $1, got $status" \
    "stdout: $out" "stderr: $err"
}

# expect_in TEXT NEEDLE, expect_not_in TEXT NEEDLE
expect_in() { [[ $1 == *"$2"* ]] || fail "expected: $2" "in:       $1"; }
expect_not_in() { [[ $1 != *"$2"* ]] || fail "not expected: $2" "in: $1"; }
expect_equal() { [[ $1 == "$2" ]] || fail "expected: $2" "got:      $1"; }

# Runs a command; leaves its exit status, stdout and stderr in status, out, err.
run() {
  status=0
  "$@" >"$work/.out" 2>"$work/.err" </dev/null || status=$?
  out=$(<"$work/.out")
  err=$(<"$work/.err")
}

# run_tests [NAME...]: all test_* functions, or those named.
run_tests() {
  local name failed=0 count=0 scratch
  scratch=$(mktemp -d)
  # shellcheck disable=SC2064  # the folder of now
  trap "rm -rf -- '$scratch'" EXIT
  local names=("$@")
  (($#)) || mapfile -t names < <(compgen -A function test_)
  for name in "${names[@]}"; do
    work=$scratch/$name
    mkdir -p "$work"
    count=$((count + 1))
    if (trap end_started EXIT && "$name"); then
      printf 'ok   %s\n' "${name#test_}"
    else
      printf 'FAIL %s\n' "${name#test_}"
      failed=$((failed + 1))
    fi
  done
  printf '%s tests, %s failed\n' "$count" "$failed"
  ((failed == 0))
}
