// SPDX-License-Identifier: MIT
#include "author/verify.hpp"

#include <fmt/format.h>

#include <chrono>

#include "author/kill_matrix.hpp"
#include "author/verify_page.hpp"
#include "build/files.hpp"
#include "cli/verbs.hpp"
#include "report/story_text.hpp"
#include "state/state.hpp"

namespace grader {
namespace {

constexpr const char* page = "docs/verify-report.md";

verify_report run_full(session_context& s, const verify_arguments& a,
                       const progress_listener& say) {
  verify_report r =
      verify_full(s.where, a.ids, say, [&](const exercise_report& e) {
        store_report(s.where, e);
        if (s.out.kind() == format::json) return;
        s.out.print(fmt::format("\n{}  {}\n{}, {} checks, {:.0f} s\n\n{}",
                                s.out.paint(tone::strong, e.id), e.title,
                                mutants_in_words(e), e.checks, e.seconds,
                                matrix_text(e)));
      });
  write_file(s.where.root / page,
             report_page(s.where, stored_reports(s.where)));
  return r;
}

}  // namespace

exit_status run_verify(session_context& s, const verify_arguments& a) {
  find_exercises(s.of, a.ids);  // a mistyped id is an error
  state_lock lock(s.where.state);
  auto began = std::chrono::steady_clock::now();
  const bool json = s.out.kind() == format::json;
  auto say = [&](const std::string& step) {
    if (a.verbose && !json)
      s.out.print("  " + step + "\n");
    else
      s.out.progress("  " + step);
  };
  verify_report r = a.soak != 0 ? soak(s.where, a.ids, a.soak, say)
                    : a.full    ? run_full(s, a, say)
                                : verify(s.where, a.ids, say);
  bool good = r.findings.empty();
  exit_status status = good ? exit_status::pass : exit_status::check_failed;
  if (json) {
    s.out.print(report_json(r).dump(1) + "\n");
    return status;
  }
  double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began)
          .count();
  for (const std::string& n : r.notes) s.out.print("note: " + n + "\n");
  for (const std::string& f : r.findings)
    s.out.print(s.out.paint(tone::bad, "wrong: ") + f + "\n");
  s.out.print(fmt::format("{}: {} checks, {} wrong, {} notes, {:.0f} s\n",
                          s.out.paint(good ? tone::good : tone::bad,
                                      good ? "verified" : "not verified"),
                          r.checks, r.findings.size(), r.notes.size(),
                          seconds));
  return status;
}

}  // namespace grader
