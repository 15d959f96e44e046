# shellcheck shell=bash
# SPDX-License-Identifier: MIT
#
# The launcher's own verbs. Read by ./kioto when one of them was given.

usage() {
  cat <<'TEXT'
Kioto: build an asynchronous C++ runtime, one exercise at a time.

  ./kioto check ch00         check the first exercise (installs and builds what
                             is missing, the first time)
  ./kioto next               what to do next
  ./kioto list               every exercise and how it stands
  ./kioto hint ch00.hello    one step of help
  ./kioto doctor             is this machine fit for the course?
  ./kioto VERB --help        more about a verb of the grader

  ./kioto book               the book: pages, PDF and EPUB in build/book/
  ./kioto book --site        its pages alone; --edition instructor or class
  ./kioto book ch01          its pages, served on this machine and opened at
                             this chapter; boxes show how each exercise stands

For those who work on the course:
  ./kioto test [ARGS]        build everything, run every test (ARGS go to ctest)
  ./kioto test --asan        only the runtime's tests under ASan and UBSan
  ./kioto test --tsan        only the runtime's tests under TSan
  ./kioto nightly            the long checks; report in build/nightly/
  ./kioto runtime-bench      benchmarks of the runtime (ARGS go to it)
  ./kioto runtime-bench --peers [--only ROW] [--samples N]
                             beside Tokio and Asio; report in build/peers/
  ./kioto install [--prefix DIR]   `grader` works from anywhere in the course
  ./kioto clean              free what was built; your answers stay

Before the verb: --yes installs packages without asking; --no-install takes
the packages as they are. KIOTO_DRY_RUN=1 shows what would be done.
TEXT
}

usage_error() {
  say "$@"
  say "./kioto help shows how each verb is used"
  exit 3
}

# --- book ---------------------------------------------------------------------

# What the weaver takes from npm, in the versions of its lock file; npm leaves a
# file of its own when it is done.
need_book_modules() {
  local folder=$root/book log=$build/npm.log
  [[ -e $folder/package-lock.json ]] || return 0
  [[ ! $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] ||
    return 0
  local command=(npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund)
  if dry_run "${command[@]}"; then return; fi
  progress "getting what the book is woven with"
  if ! supervise "${command[@]}" >"$log" 2>&1; then
    clear_line
    tail -n 10 -- "$log" >&2
    die 4 "npm could not get the book's packages (the lines above say why)"
  fi
  clear_line
}

# The arguments are those of book/build.mjs. Leaves the build locked.
weave_book() {
  lock_build
  need_packages use book
  need_book_modules
  local command=(node "$root/book/build.mjs" "$@")
  if dry_run "${command[@]}"; then return; fi
  supervise "${command[@]}" || exit "$?"
}

# serve_book PAGE PORT [--open]: what `grader book` becomes.
serve_book() {
  weave_book --site --reader >/dev/null
  unlock_build
  local command=(node "$root/book/serve.mjs" --site "$build/book/site"
    --grader "$grader" --page "$1" --port "$2" "${@:3}")
  if dry_run "${command[@]}"; then return; fi
  export KIOTO_ROOT=$root
  exec "${command[@]}"
}

verb_book() {
  case ${1-} in
    --serve) serve_book "${@:2}" ;;
    ch[0-9]* | --port | --port=* | --no-open | -h | --help)
      forward book "$@"
      ;;
    '')
      # `grader book`, from anywhere in the course, is for a reader.
      if [[ ${KIOTO_COMMAND-} == grader ]]; then forward book; else weave_book; fi
      ;;
    *) weave_book "$@" ;;
  esac
}

# --- test ---------------------------------------------------------------------

# The summary of ctest is the last thing that is printed.
run_ctest() {
  local dir=$1
  shift
  unlock_build
  if dry_run ctest --test-dir "$dir" "$@"; then return; fi
  export KIOTO_ROOT=$root
  supervise ctest --test-dir "$dir" --output-on-failure --no-tests=error \
    -j2 "$@" || exit 1
}

# build/dev runs these too: tests runtime.asan and runtime.tsan.
build_sanitized() {
  build_targets "$1" "the runtime's tests under $1" kioto_tests \
    kioto_stack_tests kioto_stress
}

test_everything() {
  need_book_modules
  build_targets dev 'everything' all
  build_sanitized asan
  build_sanitized tsan
  run_ctest "$build/dev" "$@"
}

test_under() {
  build_sanitized "$1"
  run_ctest "$build/dev" -R "^runtime\\.$1\$" -V "${@:2}"
}

verb_test() {
  lock_build
  need_packages use book test
  case ${1-} in
    --asan | --tsan)
      configure dev
      test_under "${1#--}" "${@:2}"
      ;;
    *) test_everything "$@" ;;
  esac
}

# --- nightly ------------------------------------------------------------------

# One row of the report: name, verdict, seconds; the output has its own file.
nightly_step() {
  local name=$1 began=$SECONDS verdict=passed
  shift
  if dry_run "$@"; then return; fi
  say "nightly: $name"
  if ! supervise "$@" >"$report/$name.log" 2>&1; then
    verdict=FAILED
    failures=$((failures + 1))
  fi
  printf '| %s | %s | %s |\n' "$name" "$verdict" "$((SECONDS - began))" \
    >>"$report/report.md"
}

verb_nightly() {
  local report=$build/nightly failures=0 script preset
  (($# == 0)) || usage_error "nightly takes no arguments"
  lock_build
  need_packages use test nightly
  build_targets dev 'everything' all
  build_sanitized asan
  build_sanitized tsan
  unlock_build
  export KIOTO_ROOT=$root
  if [[ ! ${KIOTO_DRY_RUN:-} ]]; then
    mkdir -p "$report"
    printf '# Nightly report\n\n| step | verdict | seconds |\n| --- | --- | --- |\n' \
      >"$report/report.md"
  fi
  nightly_step clang-tidy "$root/scripts/checks/tidy"
  for preset in dev asan tsan; do
    nightly_step "long-$preset" \
      "$build/$preset/runtime/tests/kioto_stack_tests" '[long]'
  done
  for preset in dev asan tsan; do
    nightly_step "stress-$preset" \
      "$build/$preset/runtime/tests/kioto_stress" 600
  done
  nightly_step models "$build/dev/runtime/tests/model/kioto_model_tests" \
    --seconds 60
  nightly_step memory-orders "$root/runtime/tests/model/orders.sh"
  nightly_step verify "$grader" author verify --full --verbose
  nightly_step verify-full-tests "$build/dev/grader/tests/grader_tests" '[full]'
  nightly_step runtime-bench "$root/kioto" runtime-bench
  for script in "$root"/grader/bench/*.sh; do
    [[ ! -x $script ]] || nightly_step "$(basename -- "$script" .sh)" "$script"
  done
  [[ ${KIOTO_DRY_RUN:-} ]] || say "report: build/nightly/report.md"
  ((failures == 0)) || die 1 "$failures of the long checks failed"
}

# --- runtime-bench ------------------------------------------------------------

# The programs run in turns; the driver prints the table.
compare_with_peers() {
  local programs=$build/peers/runtime/bench/compare
  lock_build
  need_packages use peers
  build_targets peers 'kioto and its peers' kioto_comparison
  unlock_build
  local command=("$programs/compare" --out "$build/peers" "$@"
    "kioto=$programs/compare_kioto"
    "Tokio=$programs/tokio/target/release/compare_tokio"
    "Asio=$programs/compare_asio" "floor=$programs/compare_floor")
  if dry_run "${command[@]}"; then return; fi
  supervise "${command[@]}" || exit "$?"
}

verb_runtime_bench() {
  if [[ ${1-} == --peers ]]; then
    compare_with_peers "${@:2}"
    return
  fi
  local program=$build/release/runtime/bench/kioto_bench
  lock_build
  need_packages use nightly
  build_targets release 'the benchmarks' kioto_bench
  unlock_build
  if dry_run "$program" "$@"; then return; fi
  supervise "$program" "$@" || die 1 "a benchmark failed"
}

# --- install, clean -----------------------------------------------------------

verb_install() {
  local prefix=$HOME/.local
  [[ $(id -u) != 0 ]] || prefix=/usr/local
  case ${1-} in
    '') ;;
    --prefix=?*) prefix=${1#--prefix=} ;;
    --prefix)
      [[ ${2-} ]] || usage_error "install --prefix needs a folder"
      prefix=$2
      ;;
    *) usage_error "install: unknown argument $1" ;;
  esac
  local target=$prefix/bin/grader
  if dry_run install -D -m 755 "$lib/grader-shim" "$target"; then return; fi
  install -D -m 755 -- "$lib/grader-shim" "$target" ||
    die 4 "cannot write $target; choose a folder of your own with --prefix"
  say "installed $target: grader check ch00 works anywhere in the course"
  [[ :$PATH: == *:"$prefix/bin":* ]] ||
    say "add it to your shell first: export PATH=\"$prefix/bin:\$PATH\""
}

# Everything in build/ but the lock that is held meanwhile, and the grader's
# cache; progress, backups and answers are not touched.
verb_clean() {
  local paths=() path
  (($# == 0)) || usage_error "clean takes no arguments"
  lock_build
  if [[ -e $root/.grader/lock ]] && ! flock -n "$root/.grader/lock" true; then
    die 4 "a grader is at work here; let it finish first"
  fi
  while IFS= read -rd '' path; do
    paths+=("$path")
  done < <(find "$build" -mindepth 1 -maxdepth 1 ! -name .lock -print0 \
    2>/dev/null)
  [[ ! -d $root/.grader/cache ]] || paths+=("$root/.grader/cache")
  if ((${#paths[@]} == 0)); then
    say "nothing to clean"
    return
  fi
  local size
  size=$(du -shc -- "${paths[@]}" | tail -n 1)
  if dry_run rm -rf -- "${paths[@]}"; then return; fi
  rm -rf -- "${paths[@]}"
  say "freed ${size%%[[:space:]]*} (build/ and the grader's cache);" \
    "your answers and progress are untouched"
}

# --- dispatch -----------------------------------------------------------------

run_verb() {
  local verb=${1-}
  (($# == 0)) || shift
  case $verb in
    '')
      usage >&2
      exit 3
      ;;
    -h | --help | help)
      (($#)) || { usage && exit 0; }
      forward "$1" --help
      ;;
    book) verb_book "$@" ;;
    test) verb_test "$@" ;;
    nightly) verb_nightly "$@" ;;
    runtime-bench) verb_runtime_bench "$@" ;;
    install) verb_install "$@" ;;
    clean) verb_clean "$@" ;;
  esac
}
