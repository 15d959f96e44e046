# SPDX-License-Identifier: MIT
#
# What fixtures' commands may use. They run in the copy of the course, in a
# process namespace of their own: every process in /proc is theirs.

hello=exercises/ch00-warm-up/hello  # the exercise that most fixtures are about

# Waits for at most two seconds until the condition (a command) holds.
await() {
  local end=$((SECONDS + 3))
  until "$@"; do
    ((SECONDS < end)) || return 1
    # shellcheck disable=SC2034
    read -rt 0.01 nothing <> <(:) || true
  done
}

# Names of the processes that are neither this script's nor on their way out.
others() {
  local dir state comm
  for dir in /proc/[0-9]*; do
    { read -r state <"$dir/stat"; } 2>/dev/null || continue
    comm=${state#*(}
    comm=${comm%)*}
    state=${state##*) }
    # Ours: its first process and what that has just forked. Z: a zombie.
    [[ ${dir#/proc/} == 1 || ${dir#/proc/} == "$BASHPID" ]] && continue
    [[ $state == Z* || $comm == bash ]] && continue
    printf "%s " "$comm"
  done
}

is_quiet() { [[ -z $(others) ]]; }

# What is still there after a moment: a killed process takes one to go.
processes_left() { await is_quiet || others; }

is_running() { [[ " $(others)" == *" $1 "* ]]; }

# start COMMAND...: in the background, as a terminal does: a process group of
# its own. Its text goes to started.txt, its id to `started`.
start() {
  set -m
  "$@" >"${work:?}/started.txt" 2>&1 </dev/null &
  started=$!
  set +m
}

# To be called before a fixture changes what is not the learner's: the next one
# gets the course as it was.
change_course() { : >"${work:?}/changed"; }

# The name of a backup holds the time and a process id.
without_stamps() { sed -E 's|(backups/[^/]+/)[-0-9]+|\1<time>|'; }

# The right answer of hello in its place.
solve_hello() {
  cp solutions/ch00-warm-up/hello/src/hello.cpp "${hello:?}/src/hello.cpp"
}

# interrupt SECONDS WHOM COMMAND...: Ctrl-C that long after the start, for the
# process or, as a terminal does it, for its group. Says what came of it.
interrupt() {
  local delay=$1 whom=$2 status=0 left said
  shift 2
  start "$@"
  sleep "$delay"
  if [[ $whom == group ]]; then whom=-$started; else whom=$started; fi
  kill -INT -- "$whom"
  wait "$started" || status=$?
  said=$(grep -a interrupted "$work/started.txt")
  # Before it began there is nothing to say: the signal itself ended it.
  [[ -s $work/started.txt ]] || said='interrupted: nothing is left running'
  left=$(processes_left)
  printf 'exit %s, %s%s\n' "$status" "$said" "${left:+, left: $left}"
}

# SIGKILL for it. It is disowned first, or bash may say so in the middle.
kill_started() {
  disown "$started"
  kill -KILL "$started"
}
