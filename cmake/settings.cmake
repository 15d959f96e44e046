# SPDX-License-Identifier: MIT
# What every target of this repository is compiled with. Each part (runtime/,
# grader/) adds only what it alone needs.

set(KIOTO_SANITIZE "" CACHE STRING
  "Sanitizers for the whole build, as in -fsanitize=; empty: none")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-Wall -Wextra -Wpedantic -Werror)
add_link_options(-fuse-ld=lld)

if(KIOTO_SANITIZE)
  add_compile_options(
    -fsanitize=${KIOTO_SANITIZE}
    -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${KIOTO_SANITIZE})
endif()
