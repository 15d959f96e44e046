// SPDX-License-Identifier: MIT
#include "sandbox/sandbox.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>

using namespace grader;

namespace {

// The memory of a program that is started with the limits of a build.
std::string memory_of_a_program(build_kind b) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(ends[1], 1);
    apply_limits(limits_for(b), b);
    ::execl("/usr/bin/cat", "cat", "/proc/self/maps", nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  std::string text;
  char bytes[4096];
  for (ssize_t n; (n = ::read(ends[0], bytes, sizeof bytes)) > 0;)
    text.append(bytes, static_cast<std::size_t>(n));
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  return text;
}

}  // namespace

TEST_CASE("a program finds the same addresses in each run", "[sandbox]") {
  for (const build_kind b : all_builds) {
    const std::string once = memory_of_a_program(b);
    CHECK_FALSE(once.empty());
    // But where time is measured: one place may be faster than another.
    CHECK((memory_of_a_program(b) == once) == (b != build_kind::perf));
  }
}
