// SPDX-License-Identifier: MIT
// case: values and errors may be move-only, and a value may be void
// must: compile
// why: each result is given away once, so it needs no copy; a std::monostate stands for void
// about: kioto::try_join_future::poll
#include <expected>
#include <kioto/future/join_all.hpp>
#include <kioto/future/ready.hpp>
#include <kioto/future/try_join.hpp>
#include <utility>
#include <vector>

namespace try_join_move_only {

struct owner {
  owner() = default;
  owner(owner&&) = default;
  owner& operator=(owner&&) = default;
};
using outcome = std::expected<owner, owner>;
using nothing = std::expected<void, owner>;

inline auto poll(kioto::context& cx) {
  auto both = kioto::try_join(kioto::ready(outcome()), kioto::ready(nothing()));
  return both.poll(cx);
}

inline auto poll_all(std::vector<kioto::ready_future<nothing>> futures,
                     kioto::context& cx) {
  auto all = kioto::join_all(std::move(futures));
  return all.poll(cx);
}

inline auto try_all(std::vector<kioto::ready_future<nothing>> futures,
                    kioto::context& cx) {
  auto all = kioto::try_join_all(std::move(futures));
  return all.poll(cx);
}

}  // namespace try_join_move_only
