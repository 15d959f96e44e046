// SPDX-License-Identifier: MIT
//
// The stack does not grow: not with the number of awaits, not with the depth of
// a chain, not when a deep chain is destroyed. Built at -O0 in every build.
#include <catch2/catch.hpp>
#include <kioto/async/async.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/yield_now.hpp>
#include <kioto/rt/block_on.hpp>
#include <stdexcept>

#include "support/probe_waker.hpp"

using kioto::async;

namespace {

struct turn {
  static async<const void*> frame_address() {
    co_await kioto::ready();
    co_return __builtin_frame_address(0);
  }

  static async<> many(int turns) {
    const void* first = co_await frame_address();
    for (int i = 0; i < turns; ++i) {
      const void* here = co_await frame_address();
      if (here != first) throw std::runtime_error("the stack has grown");
    }
  }
};

}  // namespace

TEST_CASE("async.28 awaits that are ready at once use no stack", "[async]") {
  kioto::block_on(turn::many(10'000));
}

TEST_CASE("async.28 10 million awaits that are ready at once use no stack",
          "[.long]") {
  kioto::block_on(turn::many(10'000'000));
}

TEST_CASE("async.16 100,000 nested awaits return, or throw", "[async]") {
  constexpr int depth = 100'000;
  struct deep {
    static async<int> down(int n, bool throws) {
      if (n == 0) {
        co_await kioto::yield_now();
        if (throws) throw std::runtime_error("bottom");
        co_return 0;
      }
      co_return co_await down(n - 1, throws) + 1;
    }
  };
  CHECK(kioto::block_on(deep::down(depth, false)) == depth);
  CHECK_THROWS_WITH(kioto::block_on(deep::down(depth, true)), "bottom");
}

TEST_CASE("async.30 100,000 suspended frames are dropped in order", "[async]") {
  constexpr int depth = 100'000;
  struct deep {
    struct order {
      int& next;
      int level;
      bool& right;
      ~order() { right = right && next++ == level; }
    };
    static async<> down(int n, int& next, bool& right) {
      order o{next, n, right};
      if (n == 0) {
        co_await kioto::pending<void>();
      } else {
        co_await down(n - 1, next, right);
      }
    }
  };
  int next = 0;
  bool right = true;
  test::probe_context probe;
  {
    auto root = deep::down(depth, next, right);
    CHECK(root.poll(probe.cx()).is_pending());
  }
  CHECK(next == depth + 1);
  CHECK(right);
}
