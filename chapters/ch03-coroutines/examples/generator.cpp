// SPDX-License-Identifier: MIT
// example: exit 0
// build: plain
// #region main
#include <coroutine>
#include <cstdio>
#include <exception>

class numbers {
 public:
  struct promise_type {
    int value = 0;

    numbers get_return_object() { return numbers(*this); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int next) {
      value = next;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  numbers(const numbers&) = delete;
  ~numbers() { coroutine_.destroy(); }

  bool next() {
    coroutine_.resume();
    return !coroutine_.done();
  }
  int value() const { return coroutine_.promise().value; }

 private:
  using handle = std::coroutine_handle<promise_type>;
  explicit numbers(promise_type& promise)
      : coroutine_(handle::from_promise(promise)) {}

  handle coroutine_;
};

numbers squares(int most) {
  for (int i = 1; i * i <= most; ++i) {
    const int square = i * i;
    co_yield square;
  }
}

int main() {
  for (auto list = squares(30); list.next();) {
    std::printf("%d\n", list.value());
  }
}
// #endregion main
