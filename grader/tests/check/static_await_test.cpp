// SPDX-License-Identifier: MIT
#include "check/static_await.hpp"

#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/files.hpp"

using namespace grader;

namespace {

std::size_t found(std::string_view source) {
  return find_static_awaits(source).size();
}

}  // namespace

TEST_CASE("async.19 an await in the initialiser of a static is found",
          "[check]") {
  CHECK(found("task f() { static int x = co_await g(); }") == 1);
  CHECK(found("task f() { static int x(co_await g()); }") == 1);
  CHECK(found("task f() { static int x{co_await g()}; }") == 1);
  CHECK(found("task f() { static auto x = h(1, {co_yield 2}); }") == 1);
  CHECK(found("task f() { if (a) { static int x = co_await g(); } }") == 1);
  CHECK(found("task f() { thread_local int x = co_await g(); }") == 1);
  CHECK(found("task f() { static thread_local int x = co_await g(); }") == 1);
  CHECK(found("task f() { const static int x = 1, y = co_await g(); }") == 1);
  CHECK(found("template <class T> task f(T t) { static T x = co_await t; }") ==
        1);
  CHECK(found("struct s { task f() { static int x = co_await g(); } };") == 1);
  CHECK(found("auto l = [](int) -> task { static int x = co_await g(); };") ==
        1);
  // What a lambda captures is taken where the lambda is made.
  CHECK(found("task f() { static auto x = [y = co_await g()] { return y; }; "
              "}") == 1);
  CHECK(found("task f() { static auto x = [] { static int y = 0; return y; "
              "}() + co_await g(); }") == 1);
}

TEST_CASE("async.19 any other await is left alone", "[check]") {
  CHECK(found("task f() { int x = co_await g(); static int y = x; }") == 0);
  CHECK(found("task f() { static int y = 1; int x = co_await g(); }") == 0);
  CHECK(found("static task f() { int x = co_await g(); }") == 0);
  CHECK(found("struct s { static task f() { co_await g(); } };") == 0);
  CHECK(found("task f() { struct s { static task h() { co_await g(); } }; "
              "}") == 0);
  CHECK(found("namespace n { static task f() { co_await g(); } }") == 0);
  CHECK(found("extern \"C\" { static task f() { co_await g(); } }") == 0);
  CHECK(found("template <class T> class c { static task f() { co_await g(); "
              "} };") == 0);
  // The lambda is a coroutine of its own.
  CHECK(found("task f() { static auto l = []() -> task { co_await g(); }; "
              "}") == 0);
  CHECK(found("task f() { static auto l = [](int a[2]) mutable noexcept -> "
              "task { co_await g(); }; }") == 0);
  CHECK(found("task f() { auto l = []() static -> task { co_await g(); }; "
              "}") == 0);
  // Comments and literals.
  CHECK(found("task f() { static int x = 1; /* co_await */ }") == 0);
  CHECK(found("task f() { static auto x = \"co_await\"; }") == 0);
  CHECK(found("task f() { // static\n int x = co_await g(); }") == 0);
  CHECK(found("static_assert(true); task f() { static_assert(a); co_await "
              "b; }") == 0);
  // Text that does not end.
  CHECK(found("task f() { static auto x = [") == 0);
  CHECK(found("task f() { static int x = (") == 0);
  CHECK(found("}}} static") == 0);
}

TEST_CASE("async.19 it is told like an error of the compiler", "[check]") {
  temporary_folder at;
  write_file(at.path() / "a.cpp",
             "task f() {\n  static int x =\n      co_yield 1;\n}\n");
  auto errors = static_await_errors({{at.path() / "a.cpp", "src/a.cpp"}});
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].severity == "error");
  CHECK(errors[0].where.file == "src/a.cpp");
  CHECK(errors[0].where.line == 3);
  CHECK(errors[0].column == 7);
  CHECK(errors[0].source == "co_yield 1;");
  CHECK(errors[0].message.starts_with("co_yield in the initialiser"));
}
