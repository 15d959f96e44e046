// SPDX-License-Identifier: MIT
#include "model/source_lines.hpp"

#include "build/files.hpp"
#include "run/sanitizer_report.hpp"

namespace grader {

namespace fs = std::filesystem;

const std::vector<std::string>& source_lines::lines_of(
    const std::string& file) {
  const auto [at, is_new] = lines_.try_emplace(file);
  if (!is_new || !readable_.contains(file)) return at->second;
  const std::string text = printable(try_read_file(file).value_or(""));
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    at->second.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return at->second;
}

const std::string& source_lines::line(const std::string& file, int number) {
  static const std::string none;
  const std::vector<std::string>& all = lines_of(file);
  const auto at = static_cast<std::size_t>(number) - 1;
  return number >= 1 && at < all.size() ? all[at] : none;
}

std::string source_lines::shown(const std::string& file) const {
  const fs::path relative = fs::path(file).lexically_relative(from_);
  const bool is_outside = relative.empty() || *relative.begin() == "..";
  return is_outside ? file : relative.string();
}

std::set<std::string> files_in_depfile(const std::string& depfile,
                                       const fs::path& folder) {
  std::set<std::string> files;
  std::string name;
  const auto take = [&] {
    if (!name.empty() && !name.ends_with(':'))
      files.insert((folder / name).lexically_normal().string());
    name.clear();
  };
  for (std::size_t i = 0; i < depfile.size(); ++i) {
    const char c = depfile[i];
    const char next = i + 1 < depfile.size() ? depfile[i + 1] : ' ';
    if (c == '\\' && (next == ' ' || next == '#')) {
      name += next;
      ++i;
    } else if (c == '$' && next == '$') {
      name += '$';
      ++i;
    } else if (c == ' ' || c == '\n' || (c == '\\' && next == '\n')) {
      take();
    } else {
      name += c;
    }
  }
  take();
  return files;
}

}  // namespace grader
