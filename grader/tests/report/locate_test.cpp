// SPDX-License-Identifier: MIT
#include "report/locate.hpp"

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"

using namespace grader;

namespace {

std::optional<place> find(const std::string& symbol, const std::string& text) {
  temporary_folder at;
  write_file(at.path() / "f.hpp", text);
  return locate(symbol, {{at.path() / "f.hpp", "shown/f.hpp"}});
}

int line(const std::string& symbol, const std::string& text) {
  auto p = find(symbol, text);
  return p ? p->line : 0;
}

}  // namespace

TEST_CASE("a definition is found, not its uses", "[report]") {
  std::string text = R"(// map(x) in a comment {}
auto s = "map() {";
int use() { return a.map(1) + p->map(2); }
int map(int x);
template <class F>
auto map(F f) && -> int {
  return map(1);
})";
  CHECK(line("kioto::poll::map", text) == 6);
  CHECK(find("kioto::poll::map", text)->file == "shown/f.hpp");
  CHECK(line("kioto::poll::other", text) == 0);
}

TEST_CASE("constructors, destructors and operators are found", "[report]") {
  std::string text = R"(struct w {
  w(const w& o) noexcept : a(o.a) {}
  ~w() {}
  w& operator=(w&& o) { return *this; }
  bool operator()() const { return true; }
};)";
  CHECK(line("kioto::w::w", text) == 2);
  CHECK(line("kioto::w::~w", text) == 3);
  CHECK(line("kioto::w::operator=(w &&)", text) == 4);
  CHECK(line("kioto::w::operator()", text) == 5);
}

TEST_CASE("an overload is found by its parameters", "[report]") {
  std::string text = R"(struct w {
  w(void* data, const std::map<int, int>& table) : d(data) {}
  w(const w& o) noexcept : a(o.a) {}
  w(w&&) noexcept {}
  w& operator=(const w& other) { return *this; }
  w& operator=(w&& o) { return *this; }
  int f(int) { return 1; }
  int f(unsigned n = 3) { return 1; }
};)";
  CHECK(line("kioto::w::w(void *, const std::map<int, int> &)", text) == 2);
  CHECK(line("kioto::w::w(const w &)", text) == 3);
  CHECK(line("kioto::w::w(w &&)", text) == 4);
  CHECK(line("kioto::w::operator=(const w &)", text) == 5);
  CHECK(line("kioto::w::operator=(w &&)", text) == 6);
  CHECK(line("kioto::w::f(int)", text) == 7);
  CHECK(line("kioto::w::f(unsigned) const", text) == 8);
  // Written in other words.
  CHECK(line("kioto::w::f(std::size_t)", text) == 7);
}

TEST_CASE("the hole that a KIOTO_TODO stands in is found", "[report]") {
  temporary_folder folder;
  write_file(folder.path() / "a.hpp",
             "struct a {\n  int poll() { return 1; }\n};");
  write_file(folder.path() / "b.hpp", R"(struct b {
  // KIOTO_TODO("ch01.b") in a comment
  b() { KIOTO_TODO("ch01.b"); }
  int poll() {
    KIOTO_TODO("ch01.b");
  }
};)");
  const std::vector<std::string> holes = {"k::a::poll", "k::b::b",
                                          "k::b::poll(context &)"};
  const std::vector<shown_file> files = {{folder.path() / "a.hpp", "a.hpp"},
                                         {folder.path() / "b.hpp", "b.hpp"}};
  const auto first = locate_todo(holes, "k::a::poll", files);
  REQUIRE(first);
  CHECK(first->function == "k::b::b");
  CHECK(first->file == "b.hpp");
  CHECK(first->line == 3);
  const auto wanted = locate_todo(holes, "k::b::poll", files);
  REQUIRE(wanted);
  CHECK(wanted->function == "k::b::poll");
  CHECK(wanted->line == 5);
  CHECK_FALSE(locate_todo(holes, "k::a::poll", {files.front()}));
}

TEST_CASE("a hole belongs to its class, whatever others are called",
          "[report]") {
  temporary_folder at;
  std::vector<shown_file> files;
  for (const char* name : {"a", "b"}) {
    const std::string shown = std::string(name) + ".hpp";
    write_file(at.path() / shown,
               std::string("namespace k {\nclass ") + name +
                   " {\n  int poll() { KIOTO_TODO(\"x\"); }\n};\n}\n");
    files.push_back({at.path() / shown, shown});
  }
  for (const auto& wanted :
       {std::string("k::a::poll"), std::string("k::b::poll")}) {
    const auto found = locate_todo({"k::a::poll", "k::b::poll"}, wanted, files);
    REQUIRE(found);
    CHECK(found->function == wanted);
    CHECK(found->file == wanted.substr(3, 1) + ".hpp");
  }
}

TEST_CASE("comments and literals are blanked out", "[report]") {
  CHECK(without_comments("a /* b\nc */ d // e\nf") == "a     \n     d     \nf");
  CHECK(without_comments("x = \"a\\\"b\"; y") == "x =       ; y");
  CHECK(without_comments("1'000'000 + 'c'") == "1'000'000 +    ");
  CHECK(without_comments("\"open") == "     ");
}

TEST_CASE("a line of a text", "[report]") {
  CHECK(line_of("a\n  b  \nc", 2) == "b");
  CHECK(line_of("a\nb", 2) == "b");
  CHECK(line_of("a\nb", 3).empty());
}

TEST_CASE("a compiler's spelling of a function becomes its name", "[report]") {
  CHECK(plain_function_name(
            "auto kioto::poll<int>::map(F &&) && [T = int, F = (lambda)]") ==
        "kioto::poll::map");
  CHECK(plain_function_name("kioto::waker::waker(const waker &)") ==
        "kioto::waker::waker");
  CHECK(plain_function_name("kioto::poll<std::pair<int, int>> f(int)") == "f");
  CHECK(plain_function_name("bool kioto::w::operator==(const w &) const") ==
        "kioto::w::operator==");
  CHECK(plain_function_name("int *kioto::get()") == "kioto::get");
  CHECK(
      plain_function_name("kioto::waker &kioto::waker::operator=(waker &&)") ==
      "kioto::waker::operator=");
  CHECK(plain_function_name("kioto::w::operator bool() const") ==
        "kioto::w::operator bool");
  CHECK(plain_function_name("traps::hello[abi:cxx11](std::string_view)") ==
        "traps::hello");
  CHECK(plain_function_name("kioto::table::'lambda1'(void*)::operator()(void*) "
                            "const") == "lambda in kioto::table");
  CHECK(plain_function_name("kioto::f(int)::$_0::__invoke(void*)") ==
        "lambda in kioto::f");
  // One that a template was given does not make it a lambda.
  CHECK(plain_function_name("void kioto::f<g()::$_0>(g()::$_0&&)") ==
        "kioto::f");
  CHECK(plain_function_name("void kioto::f<g()::'lambda'()>(int)") ==
        "kioto::f");
}
