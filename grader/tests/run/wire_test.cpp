// SPDX-License-Identifier: MIT
#include <grader/wire.hpp>

#include <catch2/catch.hpp>

TEST_CASE("what is written is read", "[run]") {
  wire::writer w(wire::kind::event);
  w.put_text("sent").put(2).put(-1).put_text("");
  wire::reader r(w.data());
  CHECK(r.type() == wire::kind::event);
  CHECK(r.get_text() == "sent");
  CHECK(r.get() == 2);
  CHECK(r.get() == -1);
  CHECK(r.get_text().empty());
  CHECK(r.ok());
}

TEST_CASE("every truncated packet is noticed and reads as nothing", "[run]") {
  wire::writer w(wire::kind::event);
  w.put_text("name").put(7);
  for (std::size_t n = 0; n < w.data().size(); ++n) {
    wire::reader r(std::string_view(w.data()).substr(0, n));
    std::string_view name = r.get_text();
    std::int64_t number = r.get();
    CHECK_FALSE(r.ok());
    CHECK((name.empty() || name == "name"));
    CHECK(number == 0);
  }
}

TEST_CASE("a forged length does not read past the packet", "[run]") {
  for (std::int64_t length : {std::int64_t{-1}, std::int64_t{1} << 40,
                              std::int64_t{9}, INT64_MAX, INT64_MIN}) {
    wire::writer w(wire::kind::event);
    w.put(length);
    wire::reader r(w.data());
    CHECK(r.get_text().empty());
    CHECK_FALSE(r.ok());
  }
}

TEST_CASE("long text is cut to its limit", "[run]") {
  wire::writer w(wire::kind::event);
  w.put_text(std::string(100'000, 'x'));
  wire::reader r(w.data());
  CHECK(r.get_text().size() == wire::max_text);
}
