// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <chrono>

#include "author/verify.hpp"
#include "cli/verbs.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {

exit_status run_verify(session_context& s, const verify_arguments& a) {
  find_exercises(s.of, a.ids);  // a mistyped id is an error
  state_lock lock(s.where.state);
  auto began = std::chrono::steady_clock::now();
  auto say = [&](const std::string& step) {
    if (a.verbose)
      s.out.print("  " + step + "\n");
    else
      s.out.progress("  " + step);
  };
  verify_report r = a.soak != 0 ? soak(s.where, a.ids, a.soak, say)
                                : verify(s.where, a.ids, say);
  double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began)
          .count();
  for (const std::string& n : r.notes) s.out.print("note: " + n + "\n");
  for (const std::string& f : r.findings)
    s.out.print(s.out.paint(tone::bad, "wrong: ") + f + "\n");
  bool good = r.findings.empty();
  s.out.print(fmt::format("{}: {} checks, {} wrong, {} notes, {:.0f} s\n",
                          s.out.paint(good ? tone::good : tone::bad,
                                      good ? "verified" : "not verified"),
                          r.checks, r.findings.size(), r.notes.size(),
                          seconds));
  return good ? exit_status::pass : exit_status::check_failed;
}

}  // namespace grader
