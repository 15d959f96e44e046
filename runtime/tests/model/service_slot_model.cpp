// SPDX-License-Identifier: MIT
//
// service_slot: two that ask for the service first, and the end that comes
// between.
//
// What holds: the service is made once, and whole for each who gets it; after
// the end it is closed, whoever made it.
//
// Seen to fail, one change at a time. Each order, no second look under the
// mutex: data race. A service made behind the end, and not closed: assertion.
#include <cassert>
#include <checker/scenario.hpp>
#include <kioto/task/service_slot.hpp>
#include <memory>
#include <optional>
#include <thread>

namespace {

using kioto::detail::service_slot;

class thing final : public kioto::detail::service {
 public:
  void close() noexcept override { is_closed_ = true; }
  bool wait_until(std::optional<time_point>) noexcept override {
    return is_closed_;
  }

  const int number = 7;  // plain: published by the slot

 private:
  bool is_closed_ = false;  // under the slot's mutex, until it is closed
};

thing& get(service_slot& slot, int& made) {
  return slot.get<thing>([&] {
    ++made;
    return std::make_unique<thing>();
  });
}

CHECKER_SCENARIO(service_slot_made_once) {
  const auto slot = std::make_unique<service_slot>();
  int made = 0;
  std::thread other([&] { assert(get(*slot, made).number == 7); });
  assert(get(*slot, made).number == 7);
  other.join();
  assert(made == 1);
  slot->close();
  assert(slot->wait_until(std::nullopt));
}

CHECKER_SCENARIO(service_slot_made_against_the_end) {
  const auto slot = std::make_unique<service_slot>();
  int made = 0;
  std::thread other([&] { assert(get(*slot, made).number == 7); });
  slot->close();
  assert(slot->wait_until(std::nullopt));
  other.join();
  assert(slot->wait_until(std::nullopt));
}

}  // namespace
