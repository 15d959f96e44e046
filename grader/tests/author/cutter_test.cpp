// SPDX-License-Identifier: MIT
#include "author/cutter.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "../course/temporary_course.hpp"

using grader::cut_error;
using grader::found_body;
using grader::function_list;
using strings = std::vector<std::string>;

namespace {

const grader::fs::path fixtures =
    grader::fs::path(KIOTO_SOURCE_DIR) / "grader/tests/fixtures/cutter";

// fixtures/cutter/constructs.hpp, parsed once.
const std::vector<function_list>& parsed() {
  static const std::vector<function_list> files = [] {
    std::vector<function_list> list;
    list.emplace_back(grader::parse_options{}, fixtures / "constructs.hpp",
                      strings{"kioto", "global_function"});
    return list;
  }();
  return files;
}

std::string text_of(const function_list& list, const found_body& body) {
  return list.source().substr(body.begin, body.end - body.begin);
}

// "signature | initialisers | body" of everything that a symbol names, with
// white space as single blanks.
strings found(const std::vector<function_list>& files,
              const std::string& symbol) {
  strings result;
  for (const found_body& b : select_bodies(files, symbol)) {
    const std::string& source = files.front().source();
    std::string text =
        b.signature + " | " +
        source.substr(b.initialisers_begin, b.begin - b.initialisers_begin) +
        "| " + text_of(files.front(), b);
    std::string tidy;
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\n';
      if (!blank || tidy.back() != ' ') tidy += blank ? ' ' : c;
    }
    result.push_back(tidy);
  }
  return result;
}

strings found(const std::string& symbol) { return found(parsed(), symbol); }

std::string refused(const std::string& symbol) {
  try {
    select_bodies(parsed(), symbol);
  } catch (const cut_error& error) {
    return error.what();
  }
  return "not refused";
}

}  // namespace

TEST_CASE("free functions are found by name", "[author][cutter]") {
  CHECK(found("kioto::plain") ==
        strings{"kioto::plain(int) | | { CHECK_IT(a > 0); return a; }"});
  CHECK(found("kioto::inner::deep::nested") ==
        strings{"kioto::inner::deep::nested() | | { return 9; }"});
  CHECK(found("kioto::hidden") == strings{"kioto::hidden() | | { return 8; }"});
  CHECK(found("kioto::from_c") == strings{"kioto::from_c() | | { return 6; }"});
  CHECK(found("kioto::constant") ==
        strings{"kioto::constant() | | { return 3; }"});
  CHECK(found("kioto::not_deduced") ==
        strings{"kioto::not_deduced() | | { return N; }"});
  CHECK(found("global_function") ==
        strings{"global_function(int) | | { return a; }"});
}

TEST_CASE("macros, strings and comments in a body end no body",
          "[author][cutter]") {
  CHECK(found("kioto::macro_inside") ==
        strings{"kioto::macro_inside(int) | | { CHECK_IT(\"}\" != nullptr); "
                "return a; }"});
  const std::string body = found("kioto::unbalanced").at(0);
  CHECK(body.ends_with("return s[0] == '}'; }"));
}

TEST_CASE("the body of a coroutine is what was written", "[author][cutter]") {
  CHECK(found("kioto::coroutine") ==
        strings{"kioto::coroutine(int) | | { co_await "
                "std::suspend_always{}; (void)n; }"});
  CHECK(found("kioto::coroutine_of") ==
        strings{"kioto::coroutine_of(T) | | { co_return; }"});
  CHECK(found("kioto::guarded_coroutine") ==
        strings{"kioto::guarded_coroutine() | | try { co_return; } catch "
                "(...) { throw; }"});
}

TEST_CASE("a function-try-block is a body with its handlers",
          "[author][cutter]") {
  CHECK(found("kioto::guarded") ==
        strings{"kioto::guarded(int) | | try { return a; } catch (...) { "
                "return 0; }"});
  CHECK(found("kioto::members::members(members&&)") ==
        strings{"kioto::members::members(members &&) | | try : a_(1) { b_ = 1; "
                "} catch (...) {}"});
}

TEST_CASE("what stands before a body does not hide it", "[author][cutter]") {
  CHECK(found("kioto::trailing") ==
        strings{"kioto::trailing(int) | | { return a; }"});
  CHECK(found("kioto::constrained") ==
        strings{"kioto::constrained(T) | | { return t; }"});
  CHECK(found("kioto::abbreviated_result") ==
        strings{"kioto::abbreviated_result(T) | | { return t; }"});
  CHECK(found("kioto::members::dynamic") ==
        strings{"kioto::members::dynamic() const volatile | | { return 5; }"});
}

TEST_CASE("a name means every overload, a list means one", "[author][cutter]") {
  CHECK(found("kioto::overloaded").size() == 4);
  CHECK(found("kioto::overloaded(int)") ==
        strings{"kioto::overloaded(int) | | { return 1; }"});
  CHECK(found("kioto::overloaded( const std :: string & )") ==
        strings{"kioto::overloaded(const std::string &) | | { return 2; }"});
  CHECK(found("kioto::overloaded(unsigned int, const char *)") ==
        strings{"kioto::overloaded(unsigned int, const char *) | | { return 3; "
                "}"});
  CHECK(found("kioto::overloaded()") ==
        strings{"kioto::overloaded() | | { return 4; }"});
  CHECK(found("kioto::variadic(int, ...)") ==
        strings{"kioto::variadic(int, ...) | | { return 5; }"});
  CHECK(found("kioto::members::make(int (*)(int), int (&)[2])") ==
        strings{"kioto::members::make(int (*)(int), int (&)[2]) | | { return "
                "f(a[0]); }"});
}

TEST_CASE("qualifiers tell overloads apart", "[author][cutter]") {
  CHECK(found("kioto::members::get").size() == 3);
  CHECK(found("kioto::members::get() &") ==
        strings{"kioto::members::get() & | | { return 1; }"});
  CHECK(found("kioto::members::get() const&") ==
        strings{"kioto::members::get() const & | | { return 2; }"});
  CHECK(found("kioto::members::get() &&") ==
        strings{"kioto::members::get() && | | { return 3; }"});
  CHECK(found("kioto::members::only()") ==
        strings{"kioto::members::only() const | | { return 4; }"});
  CHECK(refused("kioto::members::get()") ==
        "\"kioto::members::get()\" fits several functions; add what stands "
        "behind the parameter list:\n"
        "  kioto::members::get() &\n"
        "  kioto::members::get() &&\n"
        "  kioto::members::get() const &");
}

TEST_CASE("initialisers belong to a constructor", "[author][cutter]") {
  CHECK(found("kioto::members::members()") ==
        strings{"kioto::members::members() | : a_(1), b_{2} | {}"});
  CHECK(found("kioto::members::members(int)") ==
        strings{"kioto::members::members(int) | : a_(a > 0 ? a : -a), // a "
                "colon: here b_(0) | { b_ = a; }"});
  CHECK(found("kioto::members::~members") ==
        strings{"kioto::members::~members() | | { a_ = 0; }"});
  // All of them but the defaulted one.
  CHECK(found("kioto::members::members").size() == 3);
}

TEST_CASE("operators are found by their own names", "[author][cutter]") {
  CHECK(found("kioto::members::operator=") ==
        strings{"kioto::members::operator=(members &&) | | { return *this; }"});
  CHECK(found("kioto::members::operator()").size() == 2);
  CHECK(found("kioto::members::operator()(int)") ==
        strings{"kioto::members::operator()(int) const | | { return x; }"});
  CHECK(found("kioto::members::operator()()") ==
        strings{"kioto::members::operator()() | | { return 0; }"});
  CHECK(found("kioto::members::operator[]") ==
        strings{"kioto::members::operator[](int) const | | { return i; }"});
  CHECK(found("kioto::members::operator<") ==
        strings{"kioto::members::operator<(const members &) const | | { return "
                "a_ < o.a_; }"});
  CHECK(found("kioto::members::operator->") ==
        strings{"kioto::members::operator->() | | { return this; }"});
  CHECK(found("kioto::members::operator bool") ==
        strings{"kioto::members::operator bool() const | | { return a_ != 0; "
                "}"});
  CHECK(found("kioto::members::operator std::string") ==
        strings{"kioto::members::operator std::string() | | { return {}; }"});
}

TEST_CASE("a friend belongs to the namespace", "[author][cutter]") {
  CHECK(found("kioto::befriended") ==
        strings{"kioto::befriended(const members &) | | { return m.a_; }"});
  CHECK(found("kioto::operator==") ==
        strings{"kioto::operator==(const box<T> &, const box<T> &) | | { "
                "return a.t_ == b.t_; }"});
}

TEST_CASE("members of templates are found inside and outside",
          "[author][cutter]") {
  CHECK(found("kioto::members::of") ==
        strings{"kioto::members::of(U &&) const | | { return u; }"});
  CHECK(found("kioto::box::box") ==
        strings{"kioto::box::box(const box<T> &) | : t_(other.t_) | {}",
                "kioto::box::box() | : t_(1) | {}",
                "kioto::box<void>::box() | | {}"});
  CHECK(found("kioto::box::box(const box &)").size() == 1);
  CHECK(found("kioto::box::convert") ==
        strings{"kioto::box::convert(U) const | | { return "
                "static_cast<T>(u); }"});
  CHECK(found("kioto::box::counted") ==
        strings{"kioto::box::counted() const | | { return N; }"});
  CHECK(found("kioto::box::~box") ==
        strings{"kioto::box::~box() | | { t_ = {}; }"});
  CHECK(found("kioto::box::inside::f") ==
        strings{"kioto::box::inside::f(T) | | { return t; }"});
}

TEST_CASE("specialisations are named by what is written", "[author][cutter]") {
  CHECK(found("kioto::box::get").size() == 4);
  CHECK(found("kioto::box<void>::get") ==
        strings{"kioto::box<void>::get() const | | { return 11; }"});
  CHECK(found("kioto::box< T * >::get") ==
        strings{"kioto::box<T*>::get() const | | { return nullptr; }"});
  CHECK(found("kioto::box<T*>::only_pointers").size() == 1);
  CHECK(found("kioto::specialised").size() == 2);
  CHECK(found("kioto::specialised<int>") ==
        strings{"kioto::specialised<int>(int) | | { return 7; }"});
}

TEST_CASE("a splice may mean the primary template alone", "[author][cutter]") {
  const auto bodies =
      select_bodies(parsed(), "kioto::box::get", grader::among::primary_first);
  REQUIRE(bodies.size() == 1);
  CHECK(bodies[0].signature == "kioto::box::get() const");
  CHECK(text_of(parsed().front(), bodies[0]) == "{ return t_; }");
}

TEST_CASE("a body that cannot be cut is refused with the reason",
          "[author][cutter]") {
  const std::string deduced =
      " has a return type that is deduced from its body; write it out";
  CHECK(refused("kioto::deduced") == "\"kioto::deduced(int)\"" + deduced);
  CHECK(refused("kioto::deduced_too") ==
        "\"kioto::deduced_too(int)\"" + deduced);
  CHECK(refused("kioto::deduced_behind") ==
        "\"kioto::deduced_behind(int)\"" + deduced);
  CHECK(refused("kioto::immediate") ==
        "\"kioto::immediate()\" is consteval: it runs in the compiler, where a "
        "hole cannot stop");
  CHECK(refused("kioto::body_of_macro") ==
        "\"kioto::body_of_macro()\" has a body that a macro makes");
  CHECK(refused("kioto::made_by_macro") ==
        "\"kioto::made_by_macro()\" has a body that a macro makes");
  CHECK(refused("kioto::declared_only") ==
        "\"kioto::declared_only(int)\" is only declared here; its body is in "
        "another file");
  CHECK(refused("kioto::members::operator=(const members &)") ==
        "\"kioto::members::operator=(const members &)\" is deleted and has no "
        "body");
  CHECK(refused("kioto::members::operator==") ==
        "\"kioto::members::operator==(const members &)\" is defaulted and has "
        "no body of its own");
}

TEST_CASE("a symbol that fits nothing leads to near ones", "[author][cutter]") {
  CHECK(refused("kioto::palin") ==
        "no function \"kioto::palin\"; near it are:\n  kioto::plain(int)");
  CHECK(refused("kioto::inner::nested") ==
        "no function \"kioto::inner::nested\"; near it are:\n"
        "  kioto::inner::deep::nested()");
  CHECK(refused("kioto::overloaded(long)") ==
        "no function \"kioto::overloaded(long)\"; there are:\n"
        "  kioto::overloaded()\n"
        "  kioto::overloaded(const std::string &)\n"
        "  kioto::overloaded(int)\n"
        "  kioto::overloaded(unsigned int, const char *)");
  CHECK(refused("kioto::nowhere_at_all") ==
        "no function \"kioto::nowhere_at_all\" in the files");
  // Neither lambdas nor functions of other files.
  CHECK(refused("kioto::lambda") ==
        "no function \"kioto::lambda\" in the files");
  CHECK(refused("kioto::in_other_file") ==
        "no function \"kioto::in_other_file\" in the files");
}

TEST_CASE("text that is no symbol is refused", "[author][cutter]") {
  for (const char* text : {"", "kioto::", "kioto::f(", "kioto::f() try",
                           "kioto::f;", "::f", "(int)"}) {
    INFO(text);
    CHECK(refused(text).find("is no symbol; write it like") !=
          std::string::npos);
  }
}

TEST_CASE("line numbers and sources of a file are kept", "[author][cutter]") {
  const auto bodies = select_bodies(parsed(), "kioto::plain");
  REQUIRE(bodies.size() == 1);
  CHECK(bodies[0].line == 24);
  CHECK(bodies[0].symbol == "kioto::plain");
  CHECK(bodies[0].file == fixtures / "constructs.hpp");
}

TEST_CASE("find_bodies reads a file once for many symbols",
          "[author][cutter]") {
  const auto bodies = grader::find_bodies(
      {}, fixtures / "constructs.hpp",
      {"kioto::plain", "global_function", "kioto::plain(int)"});
  REQUIRE(bodies.size() == 2);
  CHECK(bodies[0].symbol == "kioto::plain");
  CHECK(bodies[1].symbol == "global_function");
}

TEST_CASE("a file that does not compile is named with clang's words",
          "[author][cutter]") {
  try {
    const grader_test::text_folder folder;
    folder.write("file.hpp", "namespace kioto {\nint f( { return 1; }\n}\n");
    function_list({}, folder.path() / "file.hpp", {"kioto"});
    FAIL("not refused");
  } catch (const cut_error& error) {
    const std::string text = error.what();
    CHECK(text.find("file.hpp does not compile, so its functions cannot be "
                    "found: ") != std::string::npos);
    CHECK(text.find("file.hpp:2:") != std::string::npos);
    CHECK(text.find('\n') == std::string::npos);
  }
}

TEST_CASE("a compiler that is not there is a matter of the machine",
          "[author][cutter]") {
  const grader_test::text_folder folder;
  folder.write("file.hpp", "");
  grader::parse_options options;
  options.compiler = "no-such-compiler-19";
  CHECK_THROWS_AS(function_list(options, folder.path() / "file.hpp", {"kioto"}),
                  grader::environment_error);
}

TEST_CASE("sources with #line and included bodies keep their offsets",
          "[author][cutter]") {
  const grader_test::text_folder folder;
  folder.write("file.cpp",
               "#include <constructs.hpp>\n"
               "#line 700 \"elsewhere.hpp\"\n"
               "namespace kioto {\n"
               "inline int f() { return in_other_file(); }\n"
               "}\n");
  std::vector<function_list> files;
  files.emplace_back(grader::parse_options{"clang++-19", {fixtures}},
                     folder.path() / "file.cpp", strings{"kioto"});
  CHECK(found(files, "kioto::f") ==
        strings{"kioto::f() | | { return in_other_file(); }"});
}
