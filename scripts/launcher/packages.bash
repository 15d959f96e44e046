# shellcheck shell=bash
# SPDX-License-Identifier: MIT
#
# Finds the packages of packages.md that are missing, and installs them with
# apt where that is allowed: as root or through sudo, and the user agrees, or
# --yes was given, or there is no terminal to ask on. Otherwise prints the one
# command to type. Read by ./kioto only when a stamp is missing or out of date.

# Prints "package|at least|purpose" for each row of the groups given.
package_rows() {
  local group row_group package least purpose
  for group in "$@"; do
    while IFS='|' read -r _ row_group package least purpose _; do
      [[ ${row_group// /} == "$group" ]] || continue
      purpose=${purpose# }
      printf '%s|%s|%s\n' "${package// /}" "${least// /}" "${purpose% }"
    done <"$lib/packages.md"
  done
}

# Sets `missing` to the rows whose package is not installed.
find_missing() {
  local rows row installed
  missing=()
  mapfile -t rows < <(package_rows "$@")
  installed=$(dpkg-query -W -f='${db:Status-Abbrev}|${Package}|\n' \
    "${rows[@]%%|*}" 2>/dev/null) || true
  for row in "${rows[@]}"; do
    [[ $installed == *i\ \|"${row%%|*}"\|* ]] && continue
    # nodejs from elsewhere brings npm, and conflicts with the package.
    [[ ${row%%|*} == npm ]] && type -P npm >/dev/null && continue
    missing+=("$row")
  done
}

list_rows() {
  local row package least purpose
  for row in "$@"; do
    IFS='|' read -r package least purpose <<<"$row"
    printf '  %-20s %s\n' "$package" "${purpose}" >&2
  done
}

# Another kind of system: names and versions, and how to go on without us.
explain_other_system() {
  local row package least purpose
  say "this system has no apt, so nothing was installed. Kioto needs:"
  while IFS='|' read -r package least purpose; do
    printf '  %-20s %-5s or newer   %s\n' "$package" "$least" "$purpose" >&2
  done < <(package_rows "$@")
  say "These are Debian's names. When they are there, run once:" \
    "./kioto --no-install check ch00"
  exit 4
}

# Prints what to write before a command so that root runs it; fails when
# there is no way.
root_prefix() {
  if [[ $(id -u) == 0 ]]; then
    return
  fi
  type -P sudo >/dev/null || return 1
  [[ -t 0 && -t 2 ]] || sudo -n true 2>/dev/null || return 1
  printf 'sudo'
}

# Asks once. Without a terminal nobody can answer, and a build machine means yes.
agreed() {
  local answer
  if $assume_yes || [[ ! -t 0 || ! -t 2 ]]; then return 0; fi
  read -r -p 'kioto: install them with apt now? [Y/n] ' answer || return 1
  [[ ${answer,,} == @(|y|yes) ]]
}

# The lists are stale when none of them is younger than a week.
lists_are_stale() {
  local fresh
  fresh=$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mtime -7 \
    -print -quit 2>/dev/null) || true
  [[ ! $fresh ]]
}

ask_to_type() {
  local sudo='' update=''
  [[ $(id -u) == 0 ]] || sudo='sudo '
  ! lists_are_stale || update="${sudo}apt-get update && "
  say "type this, then start kioto again:"
  printf '  %sapt-get install --no-install-recommends %s\n' \
    "$update$sudo" "$*" >&2
  exit 4
}

# Turns apt's status lines into progress; the rest of its words go to a log.
show_apt() {
  local line kind percent
  while IFS= read -r line || [[ $line ]]; do
    case $line in
      dlstatus:* | pmstatus:*)
        IFS=: read -r kind _ percent _ <<<"$line"
        [[ $kind == dlstatus ]] && kind=downloading || kind=installing
        progress "$kind packages, ${percent%%.*} %"
        ;;
      *) printf '%s\n' "$line" ;;
    esac
  done >>"$build/apt.log"
  clear_line
}

# Runs in the foreground: sudo may ask for a password. Ctrl-C ends a download;
# dpkg is let finish, because a half-installed package needs a repair by hand.
run_apt() {
  local prefix=$1 verb=$2
  shift 2
  # sudo passes only the standard descriptors, and apt closes the one for its
  # status in what it starts: so a copy of stdout, made behind sudo.
  # shellcheck disable=SC2016  # expanded by the inner shell
  local command=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C
    sh -c 'exec apt-get "$@" 3>&1' apt-get -q -y
    -o APT::Status-Fd=3 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120
    -o Acquire::Retries=3 "$verb" "$@")
  [[ ! $prefix ]] || command=("$prefix" "${command[@]}")
  if dry_run "${command[@]}"; then return 0; fi
  (
    [[ " $* " != *' --no-download '* ]] || trap '' INT TERM HUP
    "${command[@]}" 2>&1
  ) </dev/null | show_apt
}

apt_failed() {
  tail -n 12 -- "$build/apt.log" >&2
  say "apt could not install the packages (its last lines are above)." \
    "Debian 12, Ubuntu 24.04 and newer releases have all of them."
  exit 4
}

install_packages() {
  local prefix=$1
  shift
  [[ ${KIOTO_DRY_RUN:-} ]] || : >"$build/apt.log"
  if lists_are_stale; then
    progress "reading the package lists"
    run_apt "$prefix" update || apt_failed
  fi
  run_apt "$prefix" install --no-install-recommends --download-only "$@" ||
    apt_failed
  run_apt "$prefix" install --no-install-recommends --no-download "$@" ||
    apt_failed
}

# get_packages GROUP...: returns with everything installed, or ends with 4.
get_packages() {
  local group prefix missing
  if ! $own_packages; then
    type -P apt-get dpkg-query >/dev/null || explain_other_system "$@"
    find_missing "$@"
    if ((${#missing[@]})); then
      say "missing packages:"
      list_rows "${missing[@]}"
      if ! prefix=$(root_prefix) || ! agreed; then
        ask_to_type "${missing[@]%%|*}"
      fi
      install_packages "$prefix" "${missing[@]%%|*}"
    fi
  fi
  [[ ! ${KIOTO_DRY_RUN:-} ]] || return 0
  for group in "$@"; do
    cp -- "$lib/packages.md" "$build/.packages-$group"
  done
}
