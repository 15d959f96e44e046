// SPDX-License-Identifier: MIT
#include "run/sanitizer_report.hpp"

#include <catch2/catch.hpp>

using namespace grader;

namespace {

const std::string address_report =
    R"(=================================================================
==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x50 at pc 0x1
READ of size 4 at 0x5020 thread T0
    #0 0x5a in kioto::poll<int>::map(int) /c/exercises/poll.hpp:42:10
    #1 0x5b in main /c/probe.cpp:3:1

0x5020 is located 0 bytes inside of 4-byte region
freed by thread T0 here:
    #0 0x4c in operator delete(void*) (/probe+0x4c) (BuildId: 12)
    #1 0x5a in kioto::poll<int>::drop() /c/exercises/poll.hpp:40:5

SUMMARY: AddressSanitizer: heap-use-after-free /c/exercises/poll.hpp:42:10
Shadow bytes around the buggy address:
  0x502: 00 00
==7==ABORTING
)";

const std::string thread_report = R"(==================
WARNING: ThreadSanitizer: data race (pid=5)
  Write of size 8 at 0x7b by thread T1:
    #0 kioto::thread_parker::unpark() /c/thread_parker.hpp:12:3 (probe+0x1)

  Previous read of size 8 at 0x7b by main thread:
    #0 kioto::thread_parker::park() /c/thread_parker.hpp:9:3 (probe+0x2)

SUMMARY: ThreadSanitizer: data race /c/thread_parker.hpp:12:3 in unpark
==================
)";

}  // namespace

TEST_CASE("a report is taken out of what the learner printed", "[run]") {
  std::string all = "mine before\n" + address_report + "mine after\n";
  CHECK(find_sanitizer_report(all).find("==ABORTING") != std::string::npos);
  CHECK(without_sanitizer_report(all) == "mine before\n\nmine after\n");
  CHECK(without_sanitizer_report("a\n" + thread_report + "b\n") == "a\n\nb\n");
  CHECK(find_sanitizer_report("nothing of that kind").empty());
  CHECK(without_sanitizer_report("as it was") == "as it was");
}

TEST_CASE("a dead local is told without its address", "[run]") {
  sanitizer_finding f = parse_sanitizer_report(
      "==7==ERROR: AddressSanitizer: stack-use-after-return on address 0x7f\n"
      "READ of size 4 at 0x7f thread T0\n"
      "    #0 0x5a in wake() /c/block_on.hpp:42:10\n"
      "\n"
      "Address 0x7f is located in stack of thread T0 at offset 32 in frame\n"
      "    #0 0x4c in kioto::block_on() /c/block_on.hpp:30\n"
      "\n"
      "SUMMARY: AddressSanitizer: stack-use-after-return block_on.hpp:42:10\n");
  REQUIRE(f.others.size() == 1);
  CHECK(f.others[0].title == "it is a local variable of");
}

TEST_CASE("a use after free is told with both stacks", "[run]") {
  sanitizer_finding f = parse_sanitizer_report(address_report);
  CHECK(f.sentence ==
        "memory is used after it was freed (heap-use-after-free)");
  REQUIRE(f.frames.size() == 2);
  CHECK(f.frames[0].function == "kioto::poll<int>::map(int)");
  CHECK(f.frames[0].file == "/c/exercises/poll.hpp");
  CHECK(f.frames[0].line == 42);
  REQUIRE(f.others.size() == 1);
  CHECK(f.others[0].title == "freed by the main thread");
  CHECK(f.others[0].frames[1].line == 40);
}

TEST_CASE("a race is told with both threads", "[run]") {
  sanitizer_finding f = parse_sanitizer_report(thread_report);
  CHECK(f.sentence.find("data race") != std::string::npos);
  REQUIRE(f.frames.size() == 1);
  CHECK(f.frames[0].function == "kioto::thread_parker::unpark()");
  CHECK(f.frames[0].line == 12);
  REQUIRE(f.others.size() == 1);
  CHECK(f.others[0].frames[0].line == 9);
}

TEST_CASE("who made a thread is told in words", "[run]") {
  sanitizer_finding f = parse_sanitizer_report(
      "WARNING: ThreadSanitizer: data race (pid=7)\n"
      "  Write of size 8 at 0x7b by main thread:\n"
      "    #0 kioto::f() /c/f.hpp:12:3 (probe+0x1)\n\n"
      "  Thread T1 (tid=6, finished) created by main thread at:\n"
      "    #0 kioto::g() /c/f.hpp:20:3 (probe+0x1)\n");
  REQUIRE(f.others.size() == 1);
  CHECK(f.others[0].title == "thread T1 created by the main thread");
}

TEST_CASE("further leaks are told in words", "[run]") {
  sanitizer_finding f = parse_sanitizer_report(
      "==1==ERROR: LeakSanitizer: detected memory leaks\n\n"
      "Direct leak of 32 byte(s) in 1 object(s) allocated from:\n"
      "    #0 0x1 in f() /c/f.cpp:1:3\n\n"
      "Direct leak of 8 byte(s) in 1 object(s) allocated from:\n"
      "    #0 0x1 in g() /c/f.cpp:2:3\n\n"
      "Indirect leak of 31 byte(s) in 1 object(s) allocated from:\n"
      "    #0 0x1 in h() /c/f.cpp:3:3\n\n");
  REQUIRE(f.others.size() == 2);
  CHECK(f.others[0].title == "nor is what was allocated by");
  CHECK(f.others[1].title == "it holds more, allocated by");
}

TEST_CASE("the symbolizer's own troubles are nobody's output", "[run]") {
  CHECK(without_sanitizer_report(
            "mine\n"
            "/usr/bin/llvm-symbolizer-19: error: '[stack]': No such file or "
            "directory\n" +
            thread_report) == "mine\n\n");
  // Also where there is no report.
  CHECK(without_symbolizer("mine\n/usr/bin/llvm-symbolizer-19: error: "
                           "'[stack]': No such file or directory") == "mine\n");
}

TEST_CASE("undefined behaviour is told in its own words", "[run]") {
  std::string report =
      "/c/poll.hpp:3:9: runtime error: signed integer overflow: 1 + 2\n"
      "    #0 0x1 in f(int) /c/poll.hpp:3:9\n"
      "SUMMARY: UndefinedBehaviorSanitizer: x\n";
  sanitizer_finding f = parse_sanitizer_report(find_sanitizer_report(report));
  CHECK(f.sentence == "undefined behaviour: signed integer overflow: 1 + 2");
  REQUIRE(f.frames.size() == 1);
  CHECK(f.frames[0].line == 3);
}

TEST_CASE("what a program says of itself is no report", "[run]") {
  CHECK(find_sanitizer_report("runtime error: no name\n").empty());
  CHECK(find_sanitizer_report("kioto: runtime error: no name\n").empty());
}

TEST_CASE("what goes to a terminal has no control codes", "[run]") {
  CHECK(printable("tab\tnewline\n") == "tab\tnewline\n");
  CHECK(printable("\033[31mred\r\x07") == "?[31mred?");
  CHECK(printable("caf\xc3\xa9") == "caf\xc3\xa9");
  CHECK(printable("\xff\xc3") == "??");
  CHECK(printable("\xc2\x9b"
                  "31m") == "??31m");  // C1: also starts a sequence
  CHECK(printable("\xe2\x82") == "??");
}
