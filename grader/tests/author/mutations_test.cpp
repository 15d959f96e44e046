// SPDX-License-Identifier: MIT
#include "author/mutations.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "../temporary.hpp"
#include "build/files.hpp"

using namespace grader;

namespace {

// The changes of a file's mutations, and the file with all of them in it.
struct mutated {
  std::string changes;  // "what it is | by what: how" a line
  std::string text;
};

mutated mutate(const std::string& source) {
  temporary_folder folder;
  const std::filesystem::path file = folder.path() / "a.hpp";
  write_file(file, source);
  const std::vector<own_part> parts = {{0, source.size(), "all"}};
  const std::vector<mutation> all =
      find_mutations({}, file, source, parts, {"kioto"});
  mutated result;
  std::vector<int> numbers;
  for (const mutation& m : all) {
    numbers.push_back(static_cast<int>(numbers.size()) + 1);
    result.changes += in_one_line(source, m.begin, m.end) + ": " + m.change +
                      (m.text.empty() ? "" : " -> " + m.text) + "\n";
  }
  result.text = with_mutations(source, all, numbers);
  return result;
}

std::string body(const std::string& inside) {
  return "#include <utility>\n#include <mutex>\n#include <atomic>\n"
         "namespace kioto {\n" +
         inside + "\n}\n";
}

}  // namespace

TEST_CASE("operators are swapped for their neighbours", "[author][mutations]") {
  CHECK(mutate(body("inline bool f(int a, int b) { return a < b + 7; }"))
            .changes ==
        "a < b + 7: <= for < -> a <= b + 7\n"
        "a < b + 7: >= for < -> a >= b + 7\n"
        "b + 7: - for + -> b - 7\n"
        "7: 8 for 7 -> 8\n");
  CHECK(mutate(body("inline void f(int& a) { a -= 1; --a; }")).changes ==
        "a -= 1;: statement dropped\n"
        "a -= 1: += for -= -> a += 1\n"
        "1: 0 for 1 -> 0\n"
        "--a;: statement dropped\n"
        "--a: ++ for -- -> ++a\n");
}

TEST_CASE("conditions are negated once, however they are written",
          "[author][mutations]") {
  CHECK(mutate(body("inline int f(bool a, bool b) {\n"
                    "  if (a && !b) { return 2; } else { return 3; }\n}"))
            .changes ==
        "a && !b: branches swapped\n"
        "a && !b: || for && -> a || !b\n"
        "!b: ! dropped\n"
        "2: 3 for 2 -> 3\n"
        "3: 4 for 3 -> 4\n");
  CHECK(
      mutate(body("inline void f(int* p) { while (!p) { break; } }")).changes ==
      "!p: condition negated\n"
      "break;: statement dropped\n");
  // What an equality's swap says already.
  CHECK(mutate(body("inline int f(int* p) { return p == nullptr ? 5 : 6; }"))
            .changes ==
        "p == nullptr: != for == -> p != nullptr\n"
        "5: 6 for 5 -> 6\n"
        "6: 7 for 6 -> 7\n");
}

TEST_CASE("what only the compiler evaluates is left alone",
          "[author][mutations]") {
  CHECK(mutate(body("template <class T> inline bool f(T) {\n"
                    "  static_assert(sizeof(T) > 0);\n"
                    "  constexpr int n = 3 + 4;\n"
                    "  int list[n] = {};\n"
                    "  if constexpr (sizeof(T) == 4) return true;\n"
                    "  return list[n - 1] == 0;\n}\n"
                    "inline bool g() { return f(1) && f('a'); }"))
            .changes ==
        "true: false for true -> false\n"
        "list[n - 1] == 0: != for == -> list[n - 1] != 0\n"
        "n - 1: + for - -> n + 1\n"
        "1: 0 for 1 -> 0\n"
        "0: 1 for 0 -> 1\n"
        "f(1) && f('a'): returned value flipped\n"
        "f(1) && f('a'): || for && -> f(1) || f('a')\n"
        "1: 0 for 1 -> 0\n");
}

TEST_CASE("memory orders are weakened", "[author][mutations]") {
  CHECK(mutate(body("inline int f(std::atomic<int>& a) {\n"
                    "  a.store(9, std::memory_order_release);\n"
                    "  return a.fetch_add(2, std::memory_order::acq_rel) +\n"
                    "         a.load(std::memory_order_relaxed);\n}"))
            .changes ==
        "a.store(9, std::memory_order_release);: statement dropped\n"
        "9: 10 for 9 -> 10\n"
        "std::memory_order_release: relaxed for release -> "
        "std::memory_order_relaxed\n"
        "a.fetch_add(2, std::memory_order::acq_rel) + "
        "a.load(std::memory_order_relaxed): - for + -> "
        "a.fetch_add(2, std::memory_order::acq_rel) - "
        "a.load(std::memory_order_relaxed)\n"
        "2: 3 for 2 -> 3\n"
        "std::memory_order::acq_rel: acquire for acq_rel -> "
        "std::memory_order::acquire\n"
        "std::memory_order::acq_rel: relaxed for acq_rel -> "
        "std::memory_order::relaxed\n"
        "std::memory_order::acq_rel: release for acq_rel -> "
        "std::memory_order::release\n");
}

TEST_CASE("moves and forwards are dropped, and locks not taken",
          "[author][mutations]") {
  CHECK(mutate(body("struct s { int v; };\n"
                    "template <class T> s f(T&& t, std::mutex& m) {\n"
                    "  std::lock_guard lock(m);\n"
                    "  auto x = s(std::forward<T>(t));\n"
                    "  return std::move(x);\n}"))
            .changes ==
        "std::lock_guard lock(m);: lock not taken -> std::unique_lock lock = $ "
        "? std::unique_lock(m, std::defer_lock) : std::unique_lock(m);\n"
        "s(std::forward<T>(t)): forward dropped from std::forward<T>(t) -> "
        "s( t)\n"
        "return std::move(x);: move dropped from std::move(x) -> return x;\n");
}

TEST_CASE("the answers of a poll are exchanged", "[author][mutations]") {
  CHECK(mutate(body("struct p { static p ready(int v = 0); static p pending(); "
                    "};\n"
                    "inline p f() { return kioto::p::ready(4); }\n"
                    "template <class T> T g() { return T::pending(); }"))
            .changes ==
        "kioto::p::ready(4): pending for ready -> kioto::p::pending()\n"
        "4: 5 for 4 -> 5\n"
        "T::pending(): ready for pending -> T::ready()\n");
}

TEST_CASE("a macro is dropped whole, and no part of it is touched",
          "[author][mutations]") {
  CHECK(mutate("#define ASSERT(c) ((c) ? void() : __builtin_abort())\n" +
               body("inline void f(int a) {\n  ASSERT(a == 1);\n}"))
            .changes == "ASSERT(a == 1);: statement dropped\n");
}

TEST_CASE("all mutants live in one text, the answer among them",
          "[author][mutations]") {
  const mutated m =
      mutate(body("inline int f(int a) {\n  if (a) a += 1;\n  else a = 5;\n  "
                  "return a;\n}"));
  CHECK(m.text.find("\n/*mutant 1*/ (::grader::mutant(1) !=\n"
                    "static_cast<bool>(a))") != std::string::npos);
  CHECK(
      m.text.find("\n/*mutant 2*/ { if (::grader::mutant(2)) {  } else {\n") !=
      std::string::npos);
  int line = 1;
  for (std::size_t i = 0; i < m.text.find("/*mutant 3*/"); ++i)
    line += m.text[i] == '\n' ? 1 : 0;
  CHECK(mutants_on_line(m.text, line) == std::vector<int>{3});
  CHECK(mutants_on_line(m.text, 1).empty());
}
