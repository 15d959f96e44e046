// SPDX-License-Identifier: MIT
//
// checker_weaken says which orders the scenarios need, and insists on a reason
// for the others.
#include <filesystem>
#include <fstream>
#include <string>

#include "explored.hpp"

namespace {

const std::string of_itself = " --argued " CHECKER_TESTS "/orders.cpp";

test::program_output weaken(const std::string& options) {
  return test::run(CHECKER_WEAKEN " " CHECKER_PROGRAMS "/checker_orders" +
                   options + " 2>&1");
}

bool has(const test::program_output& out, const std::string& text) {
  return out.text.find(text) != std::string::npos;
}

// A file with this comment, for as long as the test runs.
class argument {
 public:
  explicit argument(const std::string& text) {
    std::ofstream(path_) << "// " << text << '\n';
  }
  ~argument() { std::filesystem::remove(path_); }

  std::string option() const { return " --argued " + path_; }

 private:
  const std::string path_ = CHECKER_PROGRAMS "/argument_of_weaken_test.txt";
};

}  // namespace

TEST_CASE("weaken: an order that is needed is noticed", "[weaken]") {
  const auto out = weaken(of_itself);
  INFO(out.text);
  CHECK(out.status == 0);
  CHECK(has(out,
            "| `flag::raise`, orders.cpp:20 | store release | relaxed | "
            "`publish`: data race |\n"));
  CHECK(has(out,
            "| `flag::is_up`, orders.cpp:21 | load acquire | relaxed | "
            "`publish`: data race |\n"));
}

TEST_CASE("weaken: a survivor has its reason from a comment", "[weaken]") {
  const auto out = weaken(of_itself);
  INFO(out.text);
  CHECK(has(out,
            "| `counter::add`, orders.cpp:30 | update acq_rel | acquire | "
            "survives: nothing is told by the number. |\n"));
  CHECK(has(out,
            "| update acq_rel | release | survives: nothing is told by "
            "the number. |\n"));
  CHECK(has(out, "| failure acquire | relaxed | survives: as above. |\n"));
  CHECK(has(out,
            "5 weaker orders: 2 are noticed, 3 survive with a reason, 0 "
            "without.\n"));
}

TEST_CASE("weaken: fails if a survivor has no reason", "[weaken]") {
  const auto out = weaken("");
  INFO(out.text);
  CHECK(out.status == 1);
  CHECK(has(out, "| release | survives: **not argued** |\n"));
  CHECK(has(out, "2 are noticed, 0 survive with a reason, 3 without.\n"));
}

TEST_CASE("weaken: fails if an argument is about no survivor", "[weaken]") {
  const argument in_vain(
      "survives: flag::raise store release -> relaxed: said so.");
  const auto out = weaken(of_itself + in_vain.option());
  INFO(out.text);
  CHECK(out.status == 1);
  CHECK(has(out,
            "Argued, but does not survive: flag::raise store release -> "
            "relaxed\n"));
}

TEST_CASE("weaken: refuses an argument without a reason", "[weaken]") {
  const argument bare("survives: flag::raise store release -> relaxed");
  const auto out = weaken(bare.option());
  INFO(out.text);
  CHECK(out.status == 2);
  CHECK(has(out, "no argument: flag::raise"));
}

TEST_CASE("weaken: asks about the operations of a folder", "[weaken]") {
  CHECK(has(weaken(" --in " CHECKER_TESTS "/bugs"), "\n0 weaker orders:"));
  CHECK(has(weaken(" --in " CHECKER_TESTS), "\n5 weaker orders:"));
}
