// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "course/layers.hpp"
#include "temporary_course.hpp"

using grader::check_layers;
using grader::course;
using grader::finding;
using grader_test::text_folder;

namespace {

// A runtime of a few headers; every file is listed with its layer.
class runtime : public text_folder {
 public:
  runtime() { layers_.root = path(); }

  runtime& add(const std::string& file, int layer, std::string_view text) {
    layers_.layers[file] = layer;
    write("runtime/" + file, text);
    return *this;
  }

  course& layers() { return layers_; }

  // Every finding as "file:line: message", without "runtime/include/kioto/".
  std::vector<std::string> findings() const {
    std::vector<std::string> lines;
    for (const finding& f : check_layers(layers_)) {
      const std::string top = "runtime/include/kioto/";
      const std::string file =
          f.file.starts_with(top) ? f.file.substr(top.size()) : f.file;
      lines.push_back(file + ":" + std::to_string(f.line) + ": " + f.message);
    }
    return lines;
  }

 private:
  course layers_;
};

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a tidy runtime has no findings", "[course][layers]") {
  runtime r;
  r.add("include/kioto/detail/assert.hpp", 0, "#include <cstdio>\n")
      .add("include/kioto/future/poll.hpp", 1,
           "#include <kioto/detail/assert.hpp>\n")
      .add("include/kioto/future/waker.hpp", 1,
           "#include <kioto/future/poll.hpp>\n")
      .add("src/rt/run.cpp", 2, "#include <kioto/future/waker.hpp>\n");
  r.write("runtime/include/kioto/kioto.hpp",
          "#include <kioto/future/waker.hpp>\n");
  r.write("runtime/src/CMakeLists.txt", "");
  CHECK(r.findings().empty());
}

TEST_CASE("every file has a layer, and every layer its files",
          "[course][layers]") {
  runtime r;
  r.write("runtime/include/kioto/future/poll.hpp", "");
  r.layers().layers["include/kioto/future/waker.hpp"] = 1;
  CHECK(r.findings() ==
        strings{"future/poll.hpp:1: belongs to no layer; list it in "
                "\"introduces\" of its chapter, or in chapters/support.toml",
                "future/waker.hpp:1: is listed in layer 1, but there is no "
                "such file"});
}

TEST_CASE("a file includes no higher layer", "[course][layers]") {
  runtime r;
  r.add("include/kioto/future/poll.hpp", 1,
        "\n#include <kioto/future/late.hpp>\n")
      .add("include/kioto/future/late.hpp", 2, "");
  CHECK(r.findings() ==
        strings{"future/poll.hpp:2: is in layer 1 and includes "
                "<kioto/future/late.hpp> of layer 2; a file includes only its "
                "own layer and lower ones"});
}

TEST_CASE("includes have angle brackets and the whole path",
          "[course][layers]") {
  runtime r;
  r.add("include/kioto/future/poll.hpp", 1, R"(#include "waker.hpp"
#include <future/waker.hpp>
#include <waker.hpp>
#include <kioto/future/wakre.hpp>
#include <grader/todo.hpp>
#include <string>
)")
      .add("include/kioto/future/waker.hpp", 1, "");
  CHECK(r.findings() ==
        strings{"future/poll.hpp:1: includes \"waker.hpp\" without angle "
                "brackets; write <kioto/...> with the whole path",
                "future/poll.hpp:2: includes <future/waker.hpp>; write the "
                "whole path: <kioto/future/waker.hpp>",
                "future/poll.hpp:3: includes <waker.hpp>; write the whole "
                "path: <kioto/future/waker.hpp>",
                "future/poll.hpp:4: includes <kioto/future/wakre.hpp>, which "
                "does not exist",
                "future/poll.hpp:5: includes <grader/todo.hpp>; the runtime "
                "does not know the grader"});
}

TEST_CASE("nobody inside includes the facade", "[course][layers]") {
  runtime r;
  r.add("src/run.cpp", 1, "#include <kioto/kioto.hpp>\n");
  r.add("include/kioto/kioto.hpp", 1, "");
  CHECK(r.findings() ==
        strings{"kioto.hpp:1: is the facade; it belongs to no layer",
                "runtime/src/run.cpp:1: includes the facade "
                "<kioto/kioto.hpp>; include the single headers"});
}

TEST_CASE("the graph of folders has no circle", "[course][layers]") {
  runtime r;
  r.add("include/kioto/a/one.hpp", 1, "#include <kioto/b/two.hpp>\n")
      .add("include/kioto/b/two.hpp", 1, "#include <kioto/c/three.hpp>\n")
      .add("include/kioto/c/three.hpp", 1, "\n#include <kioto/a/four.hpp>\n")
      .add("include/kioto/a/four.hpp", 1, "");
  CHECK(r.findings() ==
        strings{"c/three.hpp:2: closes a circle of folders: a -> b -> c -> a; "
                "the graph of folders has no circle"});
}

TEST_CASE("detail/ is a leaf", "[course][layers]") {
  runtime r;
  r.add("include/kioto/a/one.hpp", 1, "#include <kioto/detail/x.hpp>\n")
      .add("include/kioto/a/two.hpp", 1, "")
      .add("include/kioto/detail/x.hpp", 1,
           "#include <kioto/detail/y.hpp>\n#include <kioto/a/two.hpp>\n")
      .add("include/kioto/detail/y.hpp", 1, "");
  CHECK(r.findings() ==
        strings{"detail/x.hpp:2: is in detail/ and includes "
                "<kioto/a/two.hpp>; files of detail/ include only each other"});
}

TEST_CASE("an include is found where it is one", "[course][layers]") {
  strings found;
  for (const grader::include_line& include : grader::scan_includes(R"source(
// #include <no/comment.hpp>
/*
#include <no/block.hpp>
*/
#  include   <yes/one.hpp>  // why
const char* a = "#include <no/string.hpp>";
const char* b = R"(
#include <no/raw.hpp>
)";
const char c = '"';
#define TEXT \
#include <no/continued.hpp>
#ifdef X
#include "yes/two.hpp"
#endif
#include NAME
int d = 1'000;
#include <yes/three.hpp>
)source")) {
    found.push_back(std::to_string(include.line) + " " + include.path +
                    (include.angled ? "" : " quoted"));
  }
  CHECK(found == strings{"6 yes/one.hpp", "15 yes/two.hpp quoted",
                         "17 NAME quoted", "19 yes/three.hpp"});
}

TEST_CASE("the closure of includes is followed to its end",
          "[course][layers]") {
  runtime r;
  r.add("include/kioto/a.hpp", 1, "#include <kioto/b.hpp>\n")
      .add("include/kioto/b.hpp", 1,
           "#include <kioto/c.hpp>\n#include <kioto/a.hpp>\n")
      .add("include/kioto/c.hpp", 1, "#include <vector>\n")
      .add("include/kioto/d.hpp", 1, "")
      .add("src/e.cpp", 1, "#include <kioto/b.hpp>\n");
  using keys = std::set<std::string>;
  const keys abc = {"include/kioto/a.hpp", "include/kioto/b.hpp",
                    "include/kioto/c.hpp"};
  CHECK(include_closure(r.layers(), "src/e.cpp") == abc);
  CHECK(include_closure(r.layers(), "include/kioto/a.hpp") ==
        keys{"include/kioto/b.hpp", "include/kioto/c.hpp"});
  CHECK(include_closure(r.layers(), "include/kioto/d.hpp").empty());
  r.write("probe.cpp", "#include <kioto/c.hpp>\n#include <grader/probe.hpp>\n");
  CHECK(include_closure(r.layers(), r.path() / "probe.cpp") ==
        keys{"include/kioto/c.hpp"});
  CHECK(include_closure(r.layers(), r.path() / "missing.cpp").empty());
}
