// SPDX-License-Identifier: MIT
//
// Mistakes that learners of the course have made, and their cousins.
#include "clang_words.hpp"

namespace {

// A template with a member that only void has, and one that only others have.
constexpr const char* answer = R"(#include <type_traits>
template <class T> struct poll { static poll ready(T); };
template <> struct poll<void> { static poll ready(); };
)";

constexpr const char* futures = R"(#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
)";

constexpr const char* pointer = "using f = void (*)(void*) noexcept;\n";

constexpr const char* table = R"(#include <kioto/future/waker.hpp>
struct s { void k() { static const kioto::waker_vtable t = {
)";

}  // namespace

TEST_CASE("a temporary where one is refused, and what is only lent",
          "[explain]") {
  const std::string f = futures;
  check({
      {f + "kioto::waker g(); void h() { kioto::context cx(g()); }",
       "refused-temporary", "context would refer to a temporary"},
      {f + "void h(const kioto::context& c) {\n"
           "  c.with_waker(kioto::waker::noop()); }",
       "refused-temporary"},
      {"#include <functional>\nint g(); auto x = std::cref(g());",
       "refused-temporary", "ref"},
      {"struct v { v(const int&); v(int&&) = delete; }; v f() { return v(3); }",
       "refused-temporary"},
      {f + "void h(kioto::context& c) { kioto::context d(c); }",
       "deleted-function", "copied"},
      {"struct v { v(); v(v&&) = delete; }; void g(v);\n"
       "void f(v& x) { g(static_cast<v&&>(x)); }",
       "deleted-function", "moved"},
      {f + "void h(kioto::context& c) { c.waker().wake(); }", "lent-object",
       "wake() uses its object up"},
      {f + "void h(kioto::context& c) { std::move(c.waker()).wake(); }",
       "lent-object"},
      {"struct s { void g(); }; void f(const s& x) { x.g(); }",
       "const-violation"},
  });
}

TEST_CASE("functions that a pointer does not take", "[explain]") {
  const std::string p = pointer;
  const std::string t = table;
  check({
      {t + "nullptr, [](void*) {}, nullptr, nullptr}; } };", "function-pointer",
       "does not promise that"},
      {t + "nullptr, [this](void*) noexcept { k(); }, nullptr, nullptr}; } };",
       "function-pointer", "captures something"},
      {t + "nullptr, [](s*) noexcept {}, nullptr, nullptr}; } };",
       "function-pointer", "are not the same"},
      {t + "[](void*) noexcept {}, nullptr, nullptr, nullptr}; } };",
       "function-pointer", "(void *(*)(void *) noexcept)"},
      {p + "void g(void*); f x = g;", "function-pointer", "noexcept"},
      {p + "struct s { void w(void*) noexcept; }; f x = &s::w;",
       "function-pointer", "member function"},
      {p + "f x; void k() { x = [](void*) {}; }", "function-pointer"},
      {"void g(void (*)(int)); void k() { int n = 1; g([&](int) { ++n; }); }",
       "function-pointer", "not of its form"},
  });
}

TEST_CASE("what a constructor's body comes too late for", "[explain]") {
  const std::string use = "void k() { int n = 1; s x([n] { return n; }); }";
  check({
      {"template <class F> struct s { F f; s(F g) { f = g; } };\n" + use,
       "member-initialiser", "the member f"},
      {"#include <optional>\ntemplate <class F> struct s {\n"
       "  std::optional<F> f; s(F g) { f = static_cast<F&&>(g); } };\n" +
           use,
       "member-initialiser", "lambda cannot be assigned"},
      {"struct s { const int x; s() {} };", "member-initialiser",
       "the const member x"},
      {"struct s { int& x; s(int& y) { x = y; } };", "member-initialiser",
       "the reference member x"},
      {"struct b { b(int); }; struct s : b { s() {} };", "member-initialiser",
       "the base class b"},
      {"struct s { const int x; void f(s& o) { o = *this; } };",
       "deleted-function", "const-qualified"},
  });
}

TEST_CASE("void in a template", "[explain]") {
  const std::string a = answer;
  check({
      {a + "template <class F> auto c(F f) { using r = decltype(f());\n"
           "  if (std::is_void_v<r>) { f(); return poll<r>::ready(); }\n"
           "  return poll<r>::ready(f()); }\nvoid k() { c([] {}); }",
       "void-value", "if constexpr"},
      {a + "template <class F> auto c(F f) -> poll<decltype(f())> {\n"
           "  if (std::is_void_v<decltype(f())>) return poll<void>::ready();\n"
           "  return poll<decltype(f())>::ready(f()); }\n"
           "void k() { c([] { return 1; }); }",
       "void-value", "both branches"},
      {"template <class F> auto c(F f) { auto x = f(); return x; }\n"
       "void k() { c([] {}); }",
       "void-value"},
      {"template <class F> auto c(F f) { return 1 + f(); }\n"
       "void k() { c([] {}); }",
       "void-value", "on the right"},
      {"void h(int); void g(); void k() { h(g()); }", "void-value"},
      {"void h(); void k() { h(1); }", "no-matching-function"},
      {"namespace kioto { template <class T> class poll { T& v();\n"
       "  static auto r() { return poll<void>::ready(); } };\n"
       "template <> class poll<void> { public: static poll ready(); }; }",
       "too-early", "general poll<T>"},
      {"template <class T> struct p { static int r() { return p<void>::n; }\n"
       "  static int n; };\ntemplate <> struct p<void> {};",
       "too-early", "used before this definition"},
  });
}

TEST_CASE("a type that a member of its name hides", "[explain]") {
  const std::string f = futures;
  const std::string head =
      f + "namespace kioto { struct s { kioto::poll<int> poll(context&) {";
  check({
      {head + " return poll<int>::pending(); } }; }", "hidden-name",
       "hides the type kioto::poll"},
      {head + " return poll::pending(); } }; }", "hidden-name",
       "kioto::poll<T>"},
      {f + "struct s { kioto::poll<int> poll(kioto::context&) {\n"
           "  return poll<int>::ready(3); } };",
       "hidden-name", "kioto::poll"},
      {f + "namespace kioto { template <class T> struct s {\n"
           "  kioto::poll<T> poll(context&) { poll<T> p; return p; } }; }",
       "hidden-name", "poll is a member of it"},
      {f + "namespace kioto { struct s { kioto::waker w;\n"
           "  kioto::waker waker() { waker x = w; return x; } }; }",
       "hidden-name", "waker is a member of it"},
      {f + "namespace kioto { struct s { kioto::waker w;\n"
           "  kioto::waker waker() { return waker(w); } }; }",
       "hidden-name"},
      {"#include <optional>\noptional<int> f();", "hidden-name",
       "std::optional"},
  });
}

TEST_CASE("a base class that is not public, or none", "[explain]") {
  const std::string make =
      "#include <kioto/future/wakeable.hpp>\n"
      "void k() { struct s final : BASE { void wake() noexcept {} };\n"
      "  auto p = kioto::make_wakeable<s>(); }";
  const auto with_base = [&](const std::string& base) {
    std::string text = make;
    return text.replace(text.find(": BASE"), 6, base);
  };
  check({
      {"#include <kioto/future/wakeable.hpp>\n"
       "class s : kioto::wakeable { void wake() noexcept override {} };\n"
       "void k() { auto p = kioto::make_wakeable<s>(); }",
       "base-class", "not publicly"},
      {with_base(""), "base-class", "has to be derived from wakeable"},
      {"struct b {}; class s : b {}; b* f(s* p) { return p; }", "base-class",
       "not publicly"},
      {"struct b { void w(); }; class s : b {}; void f(s& p) { p.w(); }",
       "base-class", "w comes from b"},
  });
}

TEST_CASE("one = where two were meant", "[explain]") {
  check({
      {"#include <vector>\nbool f(std::vector<int>& v, unsigned i) {\n"
       "  return i + 1 = v.size(); }",
       "not-assignable", "write =="},
      {"bool f(int a, int b) { return a && b = 3; }", "not-assignable"},
      {"bool f(int a) { return 3 = a; }", "not-assignable"},
      {"struct v { int size(); }; void f(v& x) { x.size() = 3; }",
       "not-assignable"},
      {"bool f(const int& a) { if (a = 3) return true; return false; }",
       "assignment-in-condition", "a is const"},
      {"void f(const int& a) { a = 3; }", "const-violation"},
  });
}
