// SPDX-License-Identifier: MIT
//
// A future on strings: it is pending until the probe lets it give something. A
// stage polls by hand, with a waker that counts, and writes down which of its
// puppets were polled and which were destroyed.
#pragma once

#include <grader/probe.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace ch02 {

// Lives longer than its puppets, and they longer than their futures.
class stage {
 public:
  int wakes = 0;
  int wakers = 0;      // that exist now
  std::string polled;  // the letter of a puppet for each poll, in order
  std::string gone;    // and for each future that was destroyed

  // Polls once, with a waker that is gone afterwards unless a clone was kept.
  template <class F>
  auto poll(F& future) {
    ++wakers;
    const kioto::waker waker(this, table);
    kioto::context cx(waker);
    return future.poll(cx);
  }

 private:
  static stage& of(void* data) noexcept { return *static_cast<stage*>(data); }

  static void* clone(void* data) noexcept {
    ++of(data).wakers;
    return data;
  }
  static void wake(void* data) noexcept {
    ++of(data).wakes;
    --of(data).wakers;
  }
  static void wake_by_ref(void* data) noexcept { ++of(data).wakes; }
  static void drop(void* data) noexcept { --of(data).wakers; }

  static constexpr kioto::waker_vtable table{
      .clone = clone, .wake = wake, .wake_by_ref = wake_by_ref, .drop = drop};
};

// "ca" becomes "a c", nothing becomes "none": for letters whose order is free.
inline std::string sorted(const std::string& letters) {
  std::string line;
  for (char next = 'a'; next <= 'z'; ++next) {
    for (const char letter : letters) {
      if (letter != next) continue;
      if (!line.empty()) line += ' ';
      line += letter;
    }
  }
  return line.empty() ? "none" : line;
}

template <class T>
class puppet_future;

template <class T = int>
class puppet {
 public:
  puppet() = default;
  puppet(stage& s, char letter) { enter(s, letter); }
  puppet(const puppet&) = delete;
  puppet& operator=(const puppet&) = delete;

  // For one that was made without a stage, before its first future.
  void enter(stage& s, char letter) {
    stage_ = &s;
    letter_ = letter;
  }

  puppet_future<T> future() { return puppet_future<T>(*this); }

  // From the next poll on, the future is ready with `value`, or it throws.
  // Whoever polled last is woken.
  template <class... Args>
  void give(Args&&... value) {
    value_.emplace(std::forward<Args>(value)...);
    wake();
  }
  void fail(std::string what) {
    error_ = std::move(what);
    wake();
  }
  void wake() {
    if (waker_) std::move(waker_).wake();
  }

 private:
  friend puppet_future<T>;

  stage* stage_ = nullptr;
  char letter_ = '?';
  std::optional<T> value_;
  std::string error_;
  kioto::waker waker_;
};

template <class T>
class [[nodiscard]] puppet_future {
 public:
  using output_type = T;

  explicit puppet_future(puppet<T>& p) : puppet_(&p) {}
  puppet_future(puppet_future&& other) noexcept
      : puppet_(std::exchange(other.puppet_, nullptr)) {}
  puppet_future& operator=(puppet_future&&) = delete;
  ~puppet_future() {
    if (!puppet_) return;
    puppet_->stage_->gone += puppet_->letter_;
    puppet_->waker_ = kioto::waker();
  }

  kioto::poll<T> poll(kioto::context& cx) {
    puppet<T>& p = *puppet_;
    p.stage_->polled += p.letter_;
    if (!p.error_.empty()) throw std::runtime_error(p.error_);
    if (p.value_) return kioto::poll<T>::ready(*std::exchange(p.value_, {}));
    p.waker_ = cx.waker();
    return kioto::poll<T>::pending();
  }

 private:
  puppet<T>* puppet_;  // null = moved from
};

// Polls a combinator that is complete.
template <class F>
void emit_death(stage& s, F& complete) {
  const auto end = probe::dies([&] {
    try {
      (void)s.poll(complete);
    } catch (...) {
      return;  // that is not how it should end
    }
  });
  probe::emit("died", end.died);
  probe::emit("said", end.message.substr(0, end.message.find('\n')));
}

}  // namespace ch02
