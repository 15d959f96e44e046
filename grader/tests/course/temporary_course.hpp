// SPDX-License-Identifier: MIT
//
// A small course in a temporary folder, for tests that read or write one.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "../temporary.hpp"

namespace grader_test {

// A folder of texts that goes away with the object.
class text_folder : public ::temporary_folder {
 public:
  void write(const std::string& file, std::string_view text) const {
    std::filesystem::create_directories((path() / file).parent_path());
    std::ofstream out(path() / file, std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + file);
  }

  std::string read(const std::string& file) const {
    std::ifstream in(path() / file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  bool has(const std::string& file) const {
    return std::filesystem::exists(path() / file);
  }
};

inline constexpr const char* manifest_file =
    "chapters/ch01-futures/chapter.toml";

// The manifest that the tests break, one line a key.
inline constexpr std::string_view good_manifest = R"(schema = 1
id = "ch01"
title = "Futures"
summary = "nothing happens until somebody polls"
introduces = ["include/kioto/future/poll.hpp"]

[[exercise]]
name = "poll"
kind = "core"
title = "poll: ready or pending"
minutes = 20
points = 10
task = "Write it."
files = ["include/kioto/future/poll.hpp"]
look_at = ["runtime/include/kioto/detail/assert.hpp"]
holes = ["kioto::poll::map"]
regions = ["include/kioto/future/poll.hpp#state"]
free = ["the private members"]
checks = ["asan"]
hints = ["A question.", "A direction.", "Nearly the answer."]
)";

inline constexpr std::string_view good_poll = R"(// SPDX-License-Identifier: MIT
//
// poll: ready or pending.
//
// #region answer-notes
// Rejected
//   - An int.
// #endregion answer-notes
#pragma once

#include <kioto/detail/assert.hpp>
#include <utility>

namespace kioto {

class poll {
 public:
  explicit poll(int value) : ready_(true), value_(value) {}

  /// Calls `fn`.
  template <class F>
  poll map(F&& fn) const {
    return poll(std::forward<F>(fn)(value_));
  }

 private:
  // #region state
  bool ready_ = false;
  int value_ = 0;
  // #endregion state
};

}  // namespace kioto
)";

// A whole course of one exercise: ch01.poll.
class temporary_course : public text_folder {
 public:
  temporary_course() {
    write("kioto", "#!/bin/sh\n");
    write("chapters/support.toml", R"(schema = 1

[[layer]]
number = 0
files = ["include/kioto/detail/assert.hpp"]
)");
    write(manifest_file, good_manifest);
    write("runtime/include/kioto/detail/assert.hpp", "#pragma once\n");
    write("runtime/include/kioto/future/poll.hpp", good_poll);
    write("grader/include/grader/todo.hpp", "#pragma once\n");
  }

  // Writes the manifest with its line that begins with `key` replaced.
  void replace_line(std::string_view key, std::string_view line) const {
    write(manifest_file, with_line(good_manifest, key, line));
  }

  // Puts `text` behind the manifest.
  void append(std::string_view text) const {
    write(manifest_file, std::string(good_manifest) + std::string(text));
  }

  static std::string with_line(std::string_view text, std::string_view key,
                               std::string_view line) {
    std::istringstream in{std::string(text)};
    std::string result;
    bool found = false;
    for (std::string each; std::getline(in, each);) {
      const bool here = !found && each.starts_with(key);
      found = found || here;
      if (here && line.empty()) continue;
      result.append(here ? line : std::string_view(each)).append("\n");
    }
    if (!found) throw std::runtime_error("no line " + std::string(key));
    return result;
  }
};

}  // namespace grader_test
