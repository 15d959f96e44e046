# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Which C++ files are ours to keep in shape: not exercises, which are cut from
# the answers; not fixtures, which are broken on purpose; not splice files of
# wrong answers, which are pieces of a file.

# Prints them, each ended by a NUL, below the current folder.
cxx_sources() {
  local parts=()
  local part
  for part in runtime grader chapters solutions; do
    [[ ! -d $part ]] || parts+=("$part")
  done
  find "${parts[@]}" \( -name fixtures -o -name wrong \) -prune -o \
    -type f \( -name '*.hpp' -o -name '*.cpp' \) -print0 | sort -z
}
