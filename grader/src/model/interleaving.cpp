// SPDX-License-Identifier: MIT
#include "model/interleaving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace grader {
namespace {

constexpr std::size_t screen = 80;
constexpr std::size_t margin = 6;  // number and gap
constexpr std::size_t most_columns = 3;
// A longer trace is shown without the learner's lines, and without its middle.
constexpr std::size_t sources_shown = 24;
constexpr std::size_t widest_place = 24;  // in a folded line
constexpr std::size_t narrowest_source = 28;
constexpr std::size_t source_lines_shown = 3;
constexpr std::size_t steps_shown = 60;
constexpr std::size_t steps_at_begin = 15;

// Code in lines of at most `columns`: broken at spaces, and behind "(" and ",".
std::vector<std::string> wrap_code(std::string_view code, std::size_t columns) {
  std::vector<std::string> lines(1);
  while (!code.empty()) {
    const std::size_t stop = code.find_first_of(" (,");
    const std::size_t end =
        stop == std::string_view::npos ? code.size() : stop + 1;
    std::string_view word = code.substr(0, end);
    code.remove_prefix(end);
    const std::size_t needed = width(word) - (word.ends_with(' ') ? 1 : 0);
    if (!lines.back().empty() && width(lines.back()) + needed > columns)
      lines.emplace_back();
    lines.back() += word;
  }
  return lines;
}

// A place of at most so many columns; its end says most.
std::string cut_place(const std::string& place, std::size_t columns) {
  if (width(place) <= columns) return place;
  std::size_t at = place.size() - (columns - 3);
  while ((static_cast<unsigned char>(place[at]) & 0xc0) == 0x80) ++at;
  return "..." + place.substr(at);
}

struct text_line {
  std::string text;
  tone how = tone::normal;
};

class page {
 public:
  page(const told_failure& t, const console& on) : told_(t), on_(on) {
    for (const told_step& s : t.steps) threads_.insert(s.thread);
    is_folded_ = threads_.size() > most_columns;
    const std::size_t columns = is_folded_ ? 1 : threads_.size();
    width_ = (screen - margin) / std::max<std::size_t>(1, columns);
    has_sources_ = t.steps.size() <= sources_shown;
    for (const told_step& s : t.steps)
      place_width_ =
          std::min(widest_place, std::max(place_width_, width(s.place)));
  }

  std::string text() {
    if (!is_folded_) text_ += head();
    const std::size_t count = told_.steps.size();
    const std::size_t left_out = count > steps_shown ? count - steps_shown : 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (left_out != 0 && i == steps_at_begin) {
        separate(fmt::format("{} steps left out", left_out));
        i += left_out;
      }
      add(told_.steps[i]);
    }
    return std::move(text_);
  }

 private:
  std::string name(int thread) const {
    const auto i = static_cast<std::size_t>(thread);
    const bool has_name = i < told_.threads.size() && !told_.threads[i].empty();
    return fmt::format("T{}{}{}", thread, has_name ? " " : "",
                       has_name ? told_.threads[i] : "");
  }

  std::string head() const {
    std::string line(margin, ' ');
    for (const int t : threads_)
      line += padded(cut(name(t), width_ - 2), width_);
    line.erase(line.find_last_not_of(' ') + 1);
    return on_.paint(tone::strong, line) + "\n";
  }

  std::size_t offset(int thread) const {
    if (is_folded_) return margin;
    const auto at = std::distance(threads_.begin(), threads_.find(thread));
    return margin + static_cast<std::size_t>(at) * width_;
  }

  void separate(const std::string& what) {
    text_ += std::string(margin, ' ') +
             on_.paint(tone::quiet, fmt::format("-- {} --", what)) + "\n";
  }

  void add(const told_step& s) {
    if (s.is_remark) return separate(s.what);
    if (last_thread_ >= 0 && last_thread_ != s.thread) separate("switch");
    last_thread_ = s.thread;
    std::string number = fmt::format("{:>4}  ", s.number);
    for (const text_line& line : is_folded_ ? folded(s) : cell(s)) {
      const std::string indent(offset(s.thread) - margin, ' ');
      text_ += on_.paint(tone::quiet, number) + indent +
               on_.paint(line.how, line.text) + "\n";
      number = std::string(margin, ' ');
    }
  }

  std::string what(const told_step& s) const {
    return s.times > 1 ? fmt::format("{}  ({} times)", s.what, s.times)
                       : s.what;
  }

  // A line is shown where it comes up first.
  std::string source_of(const told_step& s) {
    const bool is_new = has_sources_ && !s.source.empty() &&
                        sources_.insert({s.at.file, s.at.line}).second;
    return is_new ? s.source : std::string();
  }

  std::vector<text_line> cell(const told_step& s) {
    const std::size_t room = width_ - 1;
    const tone how = s.is_bad ? tone::bad : tone::normal;
    std::vector<text_line> lines;
    const std::string whole = s.place + (s.place.empty() ? "" : "  ") + what(s);
    if (width(whole) <= room) {
      lines.push_back({whole, how});
    } else {
      if (!s.place.empty()) lines.push_back({cut_place(s.place, room), how});
      add_wrapped(lines, what(s), room, how);
    }
    for (const std::string& more : s.more) add_wrapped(lines, more, room, how);
    add_source(lines, source_of(s), room, "");
    return lines;
  }

  static void add_wrapped(std::vector<text_line>& to, const std::string& text,
                          std::size_t room, tone how) {
    for (const std::string& line : wrap(text, room - 2))
      to.push_back({"  " + cut(line, room - 2), how});
  }

  static void add_source(std::vector<text_line>& to, const std::string& source,
                         std::size_t room, const std::string& before) {
    if (source.empty() || room < narrowest_source) return;
    std::vector<std::string> lines = wrap_code(source, room - 6);
    for (std::size_t i = 0; i < std::min(lines.size(), source_lines_shown);
         ++i) {
      while (lines[i].ends_with(' ')) lines[i].pop_back();
      to.push_back({before + (i == 0 ? "  | " : "  |   ") +
                        cut(lines[i], room - (i == 0 ? 4 : 6)),
                    tone::quiet});
    }
  }

  std::vector<text_line> folded(const told_step& s) {
    const tone how = s.is_bad ? tone::bad : tone::normal;
    std::size_t names = 0;
    for (const int t : threads_) names = std::max(names, width(name(t)));
    const std::string front =
        padded(cut(name(s.thread), 14), std::min<std::size_t>(names, 14)) +
        "  " + padded(cut_place(s.place, place_width_), place_width_) + "  ";
    const std::size_t room = screen - margin - width(front);
    std::vector<text_line> lines;
    std::string before = front;
    for (const std::string& line : wrap(what(s), room)) {
      lines.push_back({before + line, how});
      before = std::string(width(front), ' ');
    }
    for (const std::string& more : s.more)
      for (const std::string& line : wrap(more, room - 2))
        lines.push_back({fmt::format("{}  {}", before, line), how});
    add_source(lines, source_of(s), room, before);
    return lines;
  }

  const told_failure& told_;
  const console& on_;
  std::set<int> threads_;
  bool is_folded_ = false;
  bool has_sources_ = false;
  std::size_t width_ = 0;
  std::size_t place_width_ = 0;
  int last_thread_ = -1;
  std::set<std::pair<std::string, int>> sources_;
  std::string text_;
};

}  // namespace

std::string interleaving(const told_failure& t, const console& on) {
  return page(t, on).text();
}

}  // namespace grader
