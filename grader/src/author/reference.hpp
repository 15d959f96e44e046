// SPDX-License-Identifier: MIT
//
// The reference answer of one exercise, parsed: where its holes and regions
// are, and edits that put something else there.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "author/cutter.hpp"
#include "author/edits.hpp"
#include "author/regions.hpp"
#include "author/splice.hpp"
#include "course/course.hpp"

namespace grader {

// A file's path as in exercise::files -> edits of it.
using file_edits = std::map<std::string, std::vector<edit>>;

class reference {
 public:
  // Reads and parses the answer's files. `symbols` are all that will be asked
  // for, `known` is asked before clang. Throws course_error.
  reference(const course& c, const exercise& e,
            const std::vector<std::string>& symbols,
            ast_cache* known = nullptr);

  const std::string& source(const std::string& file) const;
  const std::vector<found_region>& regions(const std::string& file) const;

  const std::vector<function_list>& lists() const { return lists_; }

  // The bodies of a symbol. Throws cut_error.
  std::vector<found_body> bodies(std::string_view symbol, among which) const;

  // The file, as in exercise::files, that a body lies in.
  std::string file_of(const found_body& body) const;

  // A region of the manifest or of a splice. Throws cut_error.
  const found_region& find(const std::string& file,
                           const std::string& name) const;

  // What `s` replaces, and which bodies those are (by signature). Errors are
  // course_errors that name the splice's line.
  file_edits replacements(const splice& s,
                          std::vector<std::string>& replaced) const;

 private:
  found_body single_body(const replacement& r) const;
  void add_replacement(const replacement& r, file_edits& edits,
                       std::vector<std::string>& replaced) const;

  const exercise& exercise_;
  std::vector<function_list> lists_;  // in the order of exercise::files
  std::map<std::string, std::vector<found_region>> regions_;
};

// Adds `#include header` behind the includes of `source`, in order.
edit add_include(std::string_view source, const std::string& header);

// The directories that a reference's includes are looked up in.
std::vector<fs::path> include_dirs(const course& c, const exercise& e);

}  // namespace grader
