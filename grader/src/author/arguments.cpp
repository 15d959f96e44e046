// SPDX-License-Identifier: MIT
#include "author/arguments.hpp"

#include <set>

#include "course/schema.hpp"
#include "course/text_file.hpp"

namespace grader {

namespace {

std::vector<argument> read_tables(const std::string& file,
                                  const table_reader& document,
                                  std::string_view tables,
                                  std::string_view key) {
  std::vector<argument> all;
  std::set<std::string> known;
  for (const toml_value& value : document.tables(tables)) {
    const table_reader one(file, std::string(tables), value);
    one.only({std::string(key), "why", "killed"});
    argument a{one.one_line(key), one.text("why"), one.has("killed"),
               one.line()};
    if (a.by_chance && one.one_line("killed") != "sometimes") {
      one.fail_at("killed", "\"killed\" is \"sometimes\", or not there");
    }
    if (!known.insert(a.of).second) {
      one.fail_at(key, "\"" + a.of + "\" is argued twice");
    }
    all.push_back(std::move(a));
  }
  return all;
}

}  // namespace

arguments load_arguments(const fs::path& root, const exercise& e) {
  const fs::path path = e.solution_dir / "argued" / (e.name + ".toml");
  arguments all;
  std::error_code ec;
  if (!fs::exists(path, ec)) return all;
  all.file = course_name(root, path);
  const toml_value document =
      parse_toml(all.file, read_course_text(root, path));
  const table_reader reader(all.file, "the file", document);
  reader.only({"schema", "mutant", "idle"});
  reader.number("schema", 1, 1);
  all.mutants = read_tables(all.file, reader, "mutant", "id");
  all.idle = read_tables(all.file, reader, "idle", "case");
  return all;
}

}  // namespace grader
