// SPDX-License-Identifier: MIT
//
// commands: other programs, and what they print.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

namespace weaken {

using lines = std::vector<std::string>;

/// Ends this program, with status 2.
[[noreturn]] void refuse(const std::string& why);

struct command_output {
  lines printed;
  bool has_crashed = false;  // or was killed
};

/// Refuses if the command ends with a status but 0.
[[nodiscard]] command_output run(const std::string& command);

/// In quotes, as a word of a shell's command.
[[nodiscard]] std::string in_quotes(const std::string& word);

/// Calls f(0) to f(count - 1), so many at a time.
template <class F>
void in_parallel(std::size_t jobs, std::size_t count, F f) {
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < std::min(jobs, count); ++i) {
    threads.emplace_back([&] {
      for (std::size_t n; (n = next.fetch_add(1)) < count;) f(n);
    });
  }
}

}  // namespace weaken
