// SPDX-License-Identifier: MIT
//
// The verbs that touch the learner's files, or compare them with the stubs.
#include <fmt/format.h>

#include "author/stub.hpp"
#include "author/sync.hpp"
#include "build/files.hpp"
#include "build/jobs.hpp"
#include "cli/verbs.hpp"
#include "state/state.hpp"

namespace grader {

exit_status run_reset(session_context& s, const std::string& id) {
  const exercise& e = exercise_or_next(s, id);
  file_texts stubs = stub_files(s.of, e);
  state_lock lock(s.where.state);
  std::vector<std::string> changed;
  for (auto& [file, text] : stubs)
    if (try_read_file(e.stub_dir / file) != text) changed.push_back(file);
  if (changed.empty()) {
    s.out.print(fmt::format("{} is as it was given\n", e.id));
    return exit_status::pass;
  }
  fs::path backup = back_up(s.where.state, e);
  for (const std::string& file : changed) {
    fs::path to = e.stub_dir / file;
    // A folder where the file should be is kept, under another name.
    std::error_code ec;
    if (fs::is_directory(fs::symlink_status(to, ec))) {
      make_folder(backup);
      fs::rename(to, backup / (to.filename().string() + ".folder"), ec);
      if (ec) throw_system_error("move away", to, ec.value());
    } else if (!fs::is_regular_file(fs::symlink_status(to, ec))) {
      fs::remove(to, ec);
    }
    write_file(to, stubs[file]);
    s.out.print(fmt::format("restored {}\n",
                            to.lexically_relative(s.of.root).string()));
  }
  if (fs::exists(backup))
    s.out.print(fmt::format("your files are in {}\n",
                            backup.lexically_relative(s.of.root).string()));
  return exit_status::pass;
}

exit_status run_diff(session_context& s, const std::string& id) {
  const exercise& e = exercise_or_next(s, id);
  state_lock lock(s.where.state);
  fs::path folder = s.where.work() / (e.id + "@stub");
  std::string all;
  for (auto& [file, text] : stub_files(s.of, e)) {
    write_file(folder / file, text);
    fs::path mine = e.stub_dir / file;
    std::string shown = mine.lexically_relative(s.of.root).string();
    job_result r =
        run_command({"diff", "-u", "--label", "stub/" + file, "--label", shown,
                     "--", (folder / file).string(), mine.string()});
    if (r.exit_code > 1 || r.signal != 0)
      throw environment_error(
          fmt::format("cannot compare {}: {}", shown, r.output),
          fmt::format("grader reset {} brings the stub back", e.id));
    all += r.output;
  }
  s.out.print(all.empty() ? fmt::format("{} is as it was given\n", e.id) : all);
  return exit_status::pass;
}

exit_status run_sync(session_context& s, bool check_only) {
  state_lock lock(s.where.state);
  // What a stub would replace may be somebody's work.
  if (!check_only)
    for (const chapter& c : s.of.chapters)
      for (const exercise& e : c.exercises) back_up(s.where.state, e);
  sync_result r = sync(s.of, check_only);
  for (const std::string& file : r.written)
    s.out.print(fmt::format("wrote {}\n", file));
  for (const std::string& file : r.removed)
    s.out.print(fmt::format("removed {}\n", file));
  for (const finding& f : r.findings)
    s.out.print(fmt::format("{}:{}: {}\n", f.file, f.line, f.message));
  if (!r.findings.empty()) return exit_status::check_failed;
  if (r.clean()) s.out.print("all stubs are in step with the answers\n");
  return exit_status::pass;
}

}  // namespace grader
