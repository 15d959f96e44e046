// SPDX-License-Identifier: MIT
#include "explain/compiler_words.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "clang_words.hpp"
#include "explain/phrases.hpp"

using namespace grader;

namespace {

// Promises for the examples below.
constexpr const char* coroutine = R"(#include <coroutine>
struct base {
  std::suspend_always initial_suspend();
  std::suspend_always final_suspend() noexcept;
  void unhandled_exception();
};
struct task { struct promise_type : base {
  task get_return_object(); void return_void(); }; };
struct number { struct promise_type : base {
  number get_return_object(); void return_value(int); }; };
)";

}  // namespace

TEST_CASE("clang's words for names and calls", "[explain]") {
  check({
      {"struct s {}; int f(s x) { return x.foo; }", "no-member",
       "s has no member foo"},
      {"struct s { int value; }; int f(s x) { return x.valu; }", "no-member",
       "The compiler knows 'value'"},
      {"int f() { return abc; }", "undeclared"},
      {"foo f();", "undeclared"},
      {"#include <kioto/foo.hpp>", "missing-header", "kioto/foo.hpp"},
      {"void g(int, int); void f() { g(1); }", "no-matching-function",
       "requires 2 arguments"},
      {"struct s { s(int, int); }; void f() { s x(1); }", "no-constructor"},
      {"void g(int&&); void f(int x) { g(x); }", "needs-rvalue"},
      {"struct s { void wake() &&; }; void f(s& x) { x.wake(); }",
       "needs-rvalue", "wake() takes only an object that is given up"},
      {"struct s { void g(); }; void f(const s& x) { x.g(); }",
       "const-violation"},
      {"class s { s(); }; s x;", "private-member"},
      {"struct s {}; bool f(s a) { return a == a; }", "no-operator"},
      {"void f() { int x = 1; auto l = [] { return x; }; l(); }",
       "not-captured"},
      {"struct a {}; struct b {}; b f(a x) { return x; }", "no-conversion",
       "The function returns b, and this return gives it a"},
      {"int f() { return 1 }", "syntax", "A semicolon is missing"},
      {"int f() { return 1;} int f() { return 2; }", "redefinition"},
      {"struct s { void f(); }; void s::f(int) {}", "no-declaration"},
      {"struct b { virtual void f() = 0; }; b x;", "abstract-class"},
      {"static_assert(sizeof(int) == 3, \"three\");", "static-assertion",
       "It says: three"},
  });
}

TEST_CASE("clang's words for a way from a base to what derives from it",
          "[explain]") {
  const std::string classes = "struct b {}; struct d : b {};\n";
  check({
      {classes + "void g(d&); void f(b& x) { g(x); }", "base-to-derived",
       "gets its base, b"},
      {classes + "void g(d*); void f(b* x) { g(x); }", "base-to-derived"},
      {classes + "void f(b& x) { d& y = x; }", "base-to-derived"},
      {"struct promise_base {}; template <class T> struct async_promise : "
       "promise_base {};\n"
       "void f(promise_base* x) { async_promise<int>* y = x; }",
       "base-to-derived"},
      {"struct promise_base {}; void f(promise_base* x) { x->result(); }",
       "base-to-derived", "async_promise<T>, which derives from it, does"},
      {"class b {}; class d : b {}; d& f(b& x) { return static_cast<d&>(x); }",
       "base-to-derived", "b is a private base of d"},
      // These have nothing to do with it.
      {"void f() { int& x = 3; }", "needs-lvalue"},
  });
}

TEST_CASE("clang's words for templates and constraints", "[explain]") {
  check({
      {"template <class T> concept c = requires(T t) { t.poll(); };\n"
       "template <c T> struct q {}; struct nf {}; q<nf> x;",
       "constraint-not-satisfied", "nf does not fulfil c"},
      {"template <class T> concept c = requires(T t) { t.poll(); };\n"
       "void g(c auto x); struct nf {}; void f() { g(nf{}); }",
       "constraint-not-satisfied", "nf does not fulfil c"},
      {"template <class T> T f(); int g() { return f(); }",
       "template-arguments"},
      {"template <class T> struct s {}; s x;", "template-arguments"},
      {"template <class T> void f(T t) { T::y z; }", "dependent-name"},
      {"template <class T> struct s; s<int> x;", "incomplete-type"},
      {"struct s; s x;", "incomplete-type"},
      {"struct s; struct t { s m; };", "incomplete-type"},
      {"template <class T> struct p { T v; }; p<void> x;", "void-value"},
      {"void g(); void f() { auto x = g(); }", "void-value"},
      {"template <class T> void f(T&& x); void g(); void h() { f(g()); }",
       "void-value"},
  });
}

TEST_CASE("clang's words for copies, lifetimes and dropped values",
          "[explain]") {
  check({
      {"struct s { s(const s&) = delete; s(); }; void f(s& a) { s b = a; }",
       "deleted-function"},
      {"struct s { s& operator=(const s&) = delete; };\n"
       "void f(s& a, s& b) { a = b; }",
       "deleted-function"},
      {"struct m { m(m&&); }; struct s { m x; }; s f(s& a) { return a; }",
       "deleted-function"},
      {"[[nodiscard]] int g(); void f() { g(); }", "discarded-value"},
      {"int f(bool b) { if (b) return 1; }", "missing-return"},
      {"void f() { return 1; }", "unexpected-return"},
      {"int* f() { int x = 1; return &x; }", "dangling-reference"},
      {"const int& f() { return 1; }", "dangling-reference"},
      {"auto f() { int x = 1; return [&] { return x; }; }",
       "dangling-reference"},
      {"int f() { int x; return x; }", "uninitialized"},
      {"struct s { int a, b; s() : b(1), a(2) {} };", "uninitialized"},
  });
}

TEST_CASE("clang's words for coroutines", "[explain]") {
  const std::string c = coroutine;
  check({
      {c + "int f() { co_return 1; }", "not-a-coroutine", "(int)"},
      {"int f() { co_return 1; }", "not-a-coroutine", "#include <coroutine>"},
      {c + "struct nf {}; task f() { co_await nf{}; }", "not-awaitable",
       "co_await gets nf"},
      {c + "struct p : base { task get_return_object(); void return_void();\n"
           "  template <class T> requires requires(T x) { x.poll(); }\n"
           "  auto await_transform(T); };\n"
           "struct t : task { using promise_type = p; };\n"
           "struct nf {}; t f() { co_await nf{}; }",
       "not-awaitable", "It has to allow x.poll()"},
      {"struct s { int a; s() : a(1)) {} };", "syntax", "bracket too many"},
      {"int f(); void f() {}", "no-declaration", "the one of the declaration"},
      {c + "task f() { co_return 5; }", "promise-member", "no return_value"},
      {c + "number f() { co_return; }", "promise-member", "no return_void"},
      {c + "task f() { co_yield 5; }", "promise-member", "no yield_value"},
      {c + "task f() { co_await std::suspend_always{}; return {}; }",
       "return-in-coroutine"},
      {c + "number f() { co_await std::suspend_always{}; }", "missing-return"},
      {c + "task f() { try {} catch (...) { co_await std::suspend_always{}; } "
           "}",
       "await-outside-coroutine", "catch block"},
      {c + "auto f() { co_await std::suspend_always{}; }",
       "await-outside-coroutine", "return type"},
      {c + "int main() { co_await std::suspend_always{}; }",
       "await-outside-coroutine"},
      {c + "struct s { s() { co_await std::suspend_always{}; } };",
       "await-outside-coroutine"},
      {c + "struct p : base { task get_return_object(); void return_void();\n"
           "  std::suspend_always final_suspend(); };\n"
           "struct t : task { using promise_type = p; }; t f() { co_return; }",
       "final-suspend"},
  });
}

TEST_CASE("a message that nobody knows has no words", "[explain]") {
  CHECK_FALSE(words_for("the moon is in the seventh house", {}));
  CHECK_FALSE(words_for("", {}));
}

TEST_CASE("only the compiler cares where a lambda stands", "[explain]") {
  CHECK(plain_message("no 'f((lambda at /a/b.cpp:1:2), int)'") ==
        "no 'f((lambda), int)'");
  CHECK(plain_message("'const v' (aka 'const w<x>') has 'v' (aka 'w')") ==
        "'const v' has 'v'");
  CHECK(plain_message("'(anonymous namespace)::a' and "
                      "'(anonymous namespace)::b'") == "'a' and 'b'");
  CHECK(plain_message("(lambda at nowhere") == "(lambda at nowhere");
}

TEST_CASE("each phrase is about a topic", "[explain]") {
  for (const auto& all : {mistake_phrases(), message_phrases()})
    for (const phrase& p : all) {
      INFO(p.pattern);
      CHECK(find_topic(p.code) != nullptr);
      CHECK_FALSE(p.words.empty());
    }
  for (const phrase& p : reason_phrases()) {
    INFO(p.pattern);
    CHECK((p.code.empty() || find_topic(p.code) != nullptr));
  }
}

TEST_CASE("a topic's section is in the chapter that it names", "[explain]") {
  for (const std::string& code : topic_codes()) {
    const topic& t = *find_topic(code);
    const std::string_view section = section_of(t);
    if (section.empty()) continue;
    INFO(code);
    bool found = false;
    const std::string wanted = fmt::format("# {}", section);
    const std::filesystem::path chapters = KIOTO_SOURCE_DIR "/chapters";
    for (const auto& dir : std::filesystem::directory_iterator(chapters))
      if (dir.path().filename().string().starts_with(
              fmt::format("ch{:02}", t.chapter)))
        found = try_read_file(dir.path() / "chapter.md")
                    .value_or("")
                    .contains(wanted);
    CHECK(found);
  }
}

TEST_CASE("topics have codes of their own, and say something", "[explain]") {
  std::set<std::string> seen;
  for (const std::string& code : topic_codes()) {
    INFO(code);
    CHECK(seen.insert(code).second);
    const topic* t = find_topic(code);
    REQUIRE(t != nullptr);
    CHECK(t->code == code);
    CHECK(t->means.ends_with("."));
  }
  CHECK(find_topic("Data_Race") == find_topic("data-race"));
  CHECK(find_topic("e1") != nullptr);
  CHECK(find_topic("") == nullptr);
}
