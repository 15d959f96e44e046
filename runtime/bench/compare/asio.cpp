// SPDX-License-Identifier: MIT
//
// Asio's coroutines on an io_context, with `workers` threads in run(); a
// concurrency hint of 1 for one, which takes its locks away. A spawned task
// leaves its result in a vector, and the last one sends to a channel: Asio's
// promises, and parallel groups, cost more.
#include <asio.hpp>
#include <asio/experimental/concurrent_channel.hpp>
#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <thread>
#include <vector>

#include "workload.hpp"

namespace {

using asio::awaitable;
using asio::use_awaitable;

// Runs `root()` to its end, on so many threads.
template <class Root>
comparison::maker on_threads(double operations, Root root) {
  return [=](unsigned workers) -> comparison::workload {
    return [=] {
      asio::io_context context(static_cast<int>(workers));
      asio::co_spawn(context, root(), asio::detached);
      std::vector<std::jthread> others;
      for (unsigned i = 1; i < workers; ++i) {
        others.emplace_back([&context] { context.run(); });
      }
      context.run();
      return operations;
    };
  };
}

// Waits for so many tasks. Threads: any may call one_ended().
class all_ended {
 public:
  all_ended(asio::any_io_executor executor, std::size_t n)
      : left_(n), last_(executor, 1) {}

  void one_ended() {
    if (left_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      last_.try_send(asio::error_code(), 0);
    }
  }
  auto wait() { return last_.async_receive(use_awaitable); }

 private:
  std::atomic<std::size_t> left_;
  asio::experimental::concurrent_channel<void(asio::error_code, int)> last_;
};

awaitable<std::size_t> trivial(std::size_t i) { co_return i; }

awaitable<void> spawn_and_join(std::size_t n) {
  const auto executor = co_await asio::this_coro::executor;
  std::vector<std::size_t> results(n);
  all_ended all(executor, n);
  for (std::size_t i = 0; i < n; ++i) {
    asio::co_spawn(executor, trivial(i),
                   [&, i](const std::exception_ptr&, std::size_t result) {
                     results[i] = result;
                     all.one_ended();
                   });
  }
  co_await all.wait();
  comparison::keep(results);
}

awaitable<void> yields(std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) co_await asio::post(use_awaitable);
}

awaitable<void> yields_in_tasks(std::size_t tasks, std::size_t n) {
  const auto executor = co_await asio::this_coro::executor;
  all_ended all(executor, tasks);
  for (std::size_t i = 0; i < tasks; ++i) {
    asio::co_spawn(executor, yields(n),
                   [&](const std::exception_ptr&) { all.one_ended(); });
  }
  co_await all.wait();
}

awaitable<std::size_t> chain(std::size_t depth) {
  if (depth == 0) co_return 0;
  co_return 1 + co_await chain(depth - 1);
}

awaitable<void> chains(std::size_t depth, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) comparison::keep(co_await chain(depth));
}

awaitable<void> leaf_at(std::size_t depth, std::size_t wakes) {
  if (depth == 0) {
    co_await yields(wakes);
  } else {
    co_await leaf_at(depth - 1, wakes);
  }
}

// Makes so many tasks that wait for ever, and leaves them.
comparison::maker idle_tasks(std::size_t n) {
  return [=](unsigned workers) -> comparison::workload {
    auto context =
        std::make_shared<asio::io_context>(static_cast<int>(workers));
    auto never = std::make_shared<
        asio::experimental::concurrent_channel<void(asio::error_code, int)>>(
        *context);
    return [=] {
      auto waits = [](auto& channel) -> awaitable<void> {
        co_await channel.async_receive(use_awaitable);
      };
      for (std::size_t i = 0; i < n; ++i) {
        asio::co_spawn(*context, waits(*never), asio::detached);
      }
      context->poll();
      return static_cast<double>(n);
    };
  };
}

}  // namespace

int main(int argc, char** argv) {
  return comparison::run(
      {
          {"spawn", on_threads(1'000, [] { return spawn_and_join(1'000); })},
          {"spawn_many",
           on_threads(100'000, [] { return spawn_and_join(100'000); })},
          {"yield",
           on_threads(1e5, [] { return yields_in_tasks(1'000, 100); })},
          {"chain", on_threads(1e5, [] { return chains(100, 1'000); })},
          {"leaf_wake", on_threads(1e5, [] { return leaf_at(100, 100'000); })},
      },
      {{"idle_task", idle_tasks(100'000)}}, argc, argv);
}
