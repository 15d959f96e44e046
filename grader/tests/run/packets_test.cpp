// SPDX-License-Identifier: MIT
#include "run/packets.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "course/error.hpp"
#include "grader/wire.hpp"

using namespace grader;

namespace {

struct taken {
  record r;
  int threads = 0;
  bool over = false;

  taken& operator<<(const wire::writer& w) {
    over = take_packet(w.data(), r, threads);
    return *this;
  }
};

wire::writer event(std::string_view name, std::int64_t value) {
  return wire::writer(wire::kind::event)
      .put_text(name)
      .put(1)
      .put(wire::integer)
      .put(value);
}

}  // namespace

TEST_CASE("a whole record is complete", "[run]") {
  taken t;
  t << wire::writer(wire::kind::hello).put(wire::protocol).put(1);
  t << event("value", 42) << wire::writer(wire::kind::end).put(1);
  CHECK_FALSE(t.over);
  t << wire::writer(wire::kind::exited).put(0).put(1500).put(0);
  CHECK(t.over);
  CHECK(t.threads == 1);
  CHECK(t.r.how == ending::complete);
  REQUIRE(t.r.events.size() == 1);
  CHECK(std::get<std::int64_t>(t.r.events[0].values[0]) == 42);
  CHECK(t.r.cpu_ms == 1.5);
}

TEST_CASE("an end that counts other events is none", "[run]") {
  taken t;
  t << event("value", 1) << wire::writer(wire::kind::end).put(2);
  CHECK(t.r.how == ending::exited);
}

TEST_CASE("an end behind a hole does not hide it", "[run]") {
  taken t;
  t << wire::writer(wire::kind::todo)
           .put_text("ch01.poll")
           .put_text("f()")
           .put_text("f.hpp")
           .put(7);
  t << wire::writer(wire::kind::end).put(0);
  CHECK(t.r.how == ending::not_written);
  CHECK(t.r.todo_line == 7);
}

TEST_CASE("no packet, whatever it holds, breaks the session", "[run]") {
  std::mt19937 chance(0x5eed);
  taken t;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(chance() % 64, '\0');
    for (char& c : bytes) c = static_cast<char>(chance());
    if (!bytes.empty() && i % 2 == 0) bytes[0] = "HXETWCBFZ"[chance() % 9];
    take_packet(bytes, t.r, t.threads);
  }
  CHECK(t.threads >= 0);
}

TEST_CASE("inputs that do not fit into a packet are the judge's fault",
          "[run]") {
  std::vector<std::int64_t> many(10'000);
  CHECK_THROWS_AS(run_request("p", {{"many", many}}), grader_fault);
  CHECK_NOTHROW(run_request("p", {{"few", std::int64_t{1}}}));
}
