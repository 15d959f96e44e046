// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "author/skeleton.hpp"
#include "build/files.hpp"
#include "cli/verbs.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {

exit_status run_new(session_context& s, const std::string& id) {
  state_lock lock(s.where.state);
  skeleton made = make_skeleton(s.of, id);
  for (auto& [file, text] : made.files) {
    write_file(s.of.root / file, text);
    s.out.print(fmt::format("wrote {}\n", file));
  }
  // Last: without its files the manifest would be broken.
  fs::path manifest = s.of.root / made.manifest;
  write_file(manifest, read_file(manifest) + made.block);
  s.out.print(fmt::format("added {} to {}\n\n", id, made.manifest));
  s.out.print(indented(
      "It works as it stands, and asks for twice a number. Replace that, and "
      "every FILL: with what it asks for. Then:",
      0));
  s.out.print(
      fmt::format("  grader author sync\n  grader author verify {}\n", id));
  return exit_status::pass;
}

}  // namespace grader
