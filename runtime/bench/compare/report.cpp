// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace comparison {
namespace {

std::string number(double value) {
  return value < 100 ? fmt::format("{:.1f}", value)
                     : fmt::format("{:.0f}", value);
}

std::string title_of(const row& r) {
  return fmt::format("{}, {} worker{}", r.title, r.workers,
                     r.workers == 1 ? "" : "s");
}

// "met", or by how much not.
std::string verdict(const measured& m, const std::string& program) {
  const cell* c = m.headline(program);
  if (c == nullptr) return "-";
  if (c->median <= m.of.target) return "met";
  return fmt::format("{:.2f}x", c->median / m.of.target);
}

}  // namespace

cell spread_of(std::vector<double> samples) {
  std::ranges::sort(samples);
  const std::size_t n = samples.size();
  return {(samples[(n - 1) / 2] + samples[n / 2]) / 2, samples.front(),
          samples.back()};
}

const cell* measured::headline(const std::string& program) const {
  const auto values = cells.find(program);
  if (values == cells.end()) return nullptr;
  for (const char* what : {"wall", "bytes"}) {
    const auto found = values->second.find(what);
    if (found != values->second.end()) return &found->second;
  }
  return nullptr;
}

std::string table_of(const results& all) {
  std::string text = "| workload |";
  std::string rule = "| --- |";
  for (const auto& name : all.programs) {
    text += fmt::format(" {} |", name);
    rule += " --: |";
  }
  text += " spread | CPU | target | |\n" + rule + " --- | --: | --: | --- |\n";
  for (const measured& m : all.rows) {
    text += fmt::format("| {} |", title_of(m.of));
    for (const auto& name : all.programs) {
      const cell* c = m.headline(name);
      text += fmt::format(" {} |", c == nullptr ? "-" : number(c->median));
    }
    const std::string& first = all.programs.front();
    const cell* c = m.headline(first);
    std::string cpu = "-";
    if (const auto values = m.cells.find(first); values != m.cells.end()) {
      if (const auto found = values->second.find("cpu");
          found != values->second.end()) {
        cpu = number(found->second.median);
      }
    }
    text += c == nullptr
                ? " - |"
                : fmt::format(" {}-{} |", number(c->least), number(c->most));
    text += fmt::format(" {} | {} | {} |\n", cpu, number(m.of.target),
                        verdict(m, first));
  }
  return text;
}

std::string json_of(const results& all) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const measured& m : all.rows) {
    nlohmann::ordered_json programs;
    for (const auto& [program, values] : m.cells) {
      for (const auto& [what, c] : values) {
        programs[program][what] = {
            {"median", c.median}, {"least", c.least}, {"most", c.most}};
      }
    }
    rows.push_back({{"workload", m.of.workload},
                    {"workers", m.of.workers},
                    {"title", m.of.title},
                    {"target", m.of.target},
                    {"programs", programs}});
  }
  return nlohmann::ordered_json{{"schema", 1}, {"rows", rows}}.dump(2) + "\n";
}

std::string chart_of(const results& all) {
  // Okabe and Ito's colours, which those who see few colours tell apart.
  static const char* const colours[] = {"#0072b2", "#d55e00", "#999999",
                                        "#009e73"};
  constexpr int left = 300, widest = 420, bar = 14, gap = 16, top = 40;
  const int programs = static_cast<int>(all.programs.size());
  const int group = programs * bar + gap;
  const int height = top + group * static_cast<int>(all.rows.size()) + gap;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" "
      "font-family=\"sans-serif\" font-size=\"12\" role=\"img\" "
      "aria-label=\"kioto beside others; shorter is better\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
      left + widest + 120, height);
  for (int p = 0; p < programs; ++p) {
    svg += fmt::format(
        "<rect x=\"{}\" y=\"12\" width=\"12\" height=\"12\" fill=\"{}\"/>"
        "<text x=\"{}\" y=\"22\">{}</text>\n",
        left + p * 90, colours[p % 4], left + p * 90 + 18,
        all.programs[static_cast<std::size_t>(p)]);
  }
  int y = top;
  for (const measured& m : all.rows) {
    double slowest = 0;
    for (const auto& name : all.programs) {
      if (const cell* c = m.headline(name)) {
        slowest = std::max(slowest, c->median);
      }
    }
    svg +=
        fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n",
                    left - 10, y + programs * bar / 2 + 4, title_of(m.of));
    for (int p = 0; p < programs; ++p) {
      const cell* c = m.headline(all.programs[static_cast<std::size_t>(p)]);
      if (c == nullptr || slowest == 0) continue;
      const double width = std::max(1.0, widest * c->median / slowest);
      svg += fmt::format(
          "<rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" "
          "fill=\"{}\"/><text x=\"{:.1f}\" y=\"{}\">{}</text>\n",
          left, y + p * bar, width, bar - 2, colours[p % 4], left + width + 6,
          y + p * bar + bar - 3, number(c->median));
    }
    y += group;
  }
  return svg + "</svg>\n";
}

}  // namespace comparison
