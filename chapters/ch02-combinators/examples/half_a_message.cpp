// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
#include <cstdio>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/select.hpp>
#include <kioto/rt/block_on.hpp>
#include <string>

// #region main
const char* wire = "PING";  // one letter arrives for each poll

struct read_line {  // ready when it has four letters
  using output_type = std::string;
  std::string got{};

  kioto::poll<std::string> poll(kioto::context& cx) {
    if (*wire) got += *wire++;
    if (got.size() == 4) return kioto::poll<std::string>::ready(got);
    cx.waker().wake_by_ref();
    return kioto::poll<std::string>::pending();
  }
};

std::string fresh_each_time(int turns) {
  while (turns-- > 0) {  // the ticks of a clock come in between
    auto r = kioto::block_on(kioto::select(read_line(), kioto::countdown(1)));
    if (r.index() == 0) return std::get<0>(r);
  }
  return "nothing";
}

std::string one_for_all(int turns) {
  read_line line;
  while (turns-- > 0) {
    auto r = kioto::block_on(kioto::select(line, kioto::countdown(1)));
    if (r.index() == 0) return std::get<0>(r);
  }
  return "nothing";
}

int main() {
  std::printf("fresh_each_time: %s\n", fresh_each_time(20).c_str());
  wire = "PING";
  std::printf("one_for_all: %s\n", one_for_all(20).c_str());
}
// #endregion main
