// SPDX-License-Identifier: MIT
#include <kioto/rt/current_thread.hpp>
#include <kioto/rt/frame_store.hpp>
#include <kioto/rt/root_poll.hpp>
#include <kioto/rt/runtime.hpp>
#include <utility>

namespace kioto {

namespace detail {
namespace {

// This thread polls the futures of a runtime, and may not begin another time.
class polling_scope {
 public:
  explicit polling_scope(std::source_location where) {
    KIOTO_ASSERT(!this_thread_polls,
                 "block_on: this thread polls futures of a runtime; to block "
                 "here would stall that runtime",
                 where);
    this_thread_polls = true;
  }
  polling_scope(const polling_scope&) = delete;
  polling_scope& operator=(const polling_scope&) = delete;
  ~polling_scope() { this_thread_polls = false; }
};

}  // namespace

void block_thread(scheduler& on, root_future& root) {
  const polling_scope scope(root.where);
  on.block_on(root);
}

void wait_on_thread(scheduler& on, root_future& root) {
  const polling_scope scope(root.where);
  wait_on_this_thread(on, root);
}

}  // namespace detail

runtime::~runtime() {
  if (scheduler_ == nullptr) return;
  KIOTO_ASSERT(
      !detail::this_thread_polls,
      "a runtime was destroyed by a thread that polls futures: its end "
      "may block; use shutdown_background()");
  scheduler_->shut_down(std::nullopt);
  scheduler_->drop_reference();
}

void runtime::shutdown_timeout(
    std::chrono::steady_clock::duration timeout) noexcept {
  detail::scheduler& s = *std::exchange(scheduler_, nullptr);
  s.shut_down(std::chrono::steady_clock::now() + timeout);
  s.drop_reference();
}

runtime_builder& runtime_builder::event_interval(unsigned polls,
                                                 std::source_location where) {
  KIOTO_ASSERT(polls != 0, "event_interval: at least 1", where);
  config_.event_interval = polls;
  return *this;
}

runtime_builder& runtime_builder::global_queue_interval(
    unsigned polls, std::source_location where) {
  KIOTO_ASSERT(polls != 0, "global_queue_interval: at least 1", where);
  config_.global_queue_interval = polls;
  return *this;
}

runtime_builder& runtime_builder::max_blocking_threads(
    unsigned n, std::source_location where) {
  KIOTO_ASSERT(n != 0, "max_blocking_threads: at least 1", where);
  config_.max_blocking_threads = n;
  return *this;
}

runtime_builder& runtime_builder::thread_name(std::string name) {
  config_.thread_name = std::move(name);
  return *this;
}

runtime_builder& runtime_builder::on_thread_start(std::function<void()> hook) {
  config_.on_thread_start = std::move(hook);
  return *this;
}

runtime_builder& runtime_builder::on_thread_stop(std::function<void()> hook) {
  config_.on_thread_stop = std::move(hook);
  return *this;
}

runtime_builder& runtime_builder::thread_keep_alive(
    std::chrono::steady_clock::duration time) noexcept {
  config_.thread_keep_alive = time;
  return *this;
}

runtime_builder& runtime_builder::current_thread() noexcept {
  make_ = make_current_thread;
  return *this;
}

detail::scheduler& runtime_builder::make_current_thread(
    const detail::scheduler_config& config) {
  return *new detail::current_thread(config);
}

runtime runtime_builder::build() const {
  detail::frame_store::use();
  runtime made(make_(config_));
  if (start_watchdog_) start_watchdog_(*made.scheduler_);
  return made;
}

}  // namespace kioto
