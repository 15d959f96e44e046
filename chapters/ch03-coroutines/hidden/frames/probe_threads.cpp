// SPDX-License-Identifier: MIT
//
// Frames of coroutines, and of threads. Where recycles_frames is false, under a
// sanitizer, a cache is used directly: frame_cache's keep and take, with memory
// of operator new.
#include <algorithm>
#include <atomic>
#include <ch03/leaf.hpp>
#include <cstdint>
#include <cstdio>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/async/frame_source.hpp>
#include <kioto/future/countdown.hpp>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "support.hpp"

using ch03::poll_once;
using kd::this_threads_frames;
using probe::emit;

// --- coroutines ---

namespace {

kioto::async<int> leaf(std::int64_t polls) {
  co_await kioto::countdown(static_cast<unsigned>(polls));
  co_return 1;
}

template <std::size_t Bytes>
kioto::async<int> with_locals(int depth, std::int64_t polls) {
  char locals[Bytes] = {};
  if (depth == 0) co_return co_await leaf(polls);
  const int sum = co_await with_locals<Bytes>(depth - 1, polls);
  locals[static_cast<std::size_t>(depth)] = 1;
  co_return sum + locals[static_cast<std::size_t>(depth)];
}

kioto::async<int> rounds(int count, int depth, std::int64_t polls) {
  int sum = 0;
  for (int i = 0; i < count; ++i) {
    sum += co_await with_locals<16>(depth, polls);
    sum += co_await with_locals<300>(depth, polls);
  }
  co_return sum;
}

// Counts operator new between its first round and the end of `count` more.
kioto::async<int> steady(int count, int depth, std::int64_t polls) {
  emit("sum", co_await rounds(1, depth, polls));
  const std::int64_t before = probe::allocations();
  const int sum = co_await rounds(count, depth, polls);
  const std::int64_t calls = probe::allocations() - before;
  emit("sum", sum);
  emit("calls of operator new", calls);
  co_return sum;
}

}  // namespace

PROBE(steady_state) {
  auto call = steady(probe::ask<int>("rounds"), probe::ask<int>("depth"),
                     probe::ask<std::int64_t>("polls"));
  while (poll_once(call).is_pending()) {
  }
}

// Under a sanitizer: a local of a coroutine that is read after its end.
PROBE(read_too_late) {
  static const int* stale = nullptr;
  auto coroutine = [](int n) -> kioto::async<int> {
    const int local = n;
    stale = &local;
    co_await kioto::countdown(1000);
    co_return local;
  };
  auto call = coroutine(5);
  (void)poll_once(call);
  emit("local", *stale);
  const auto end = probe::dies([&] {
    {
      auto dropped = std::move(call);
    }
    const auto again = coroutine(7);
    std::fprintf(stderr, "read %d\n", *stale);
  });
  const std::string_view said = end.message;
  const bool reported = said.find("use-after-free") != said.npos;
  emit("the sanitizer reports it", reported);
}

// --- threads ---

namespace {

// A thread that runs `body`, which must live as long. std::thread is asked for
// the same types each time, which compiles faster.
template <class F>
std::thread started(F& body) {
  void (*run)(void*) = [](void* f) { (*static_cast<F*>(f))(); };
  return std::thread(run, static_cast<void*>(&body));
}

// Gives frames to the cache, as if they were freed. Returns: how many
// it kept.
int keep(const std::vector<std::size_t>& sizes) {
  int kept = 0;
  for (const std::size_t size : sizes) {
    const std::size_t n = kd::frame_cache::rounded(size);
    void* const memory = ::operator new(n);
    if (this_threads_frames.keep(memory, size))
      ++kept;
    else
      ::operator delete(memory, n);
  }
  return kept;
}

}  // namespace

// On a thread of its own, whose cache is empty.
PROBE(bounded) {
  const auto size = probe::ask<std::size_t>("size");
  const auto count = probe::ask<std::size_t>("count");
  auto body = [&] {
    std::vector<frame> frames(count, frame(1));
    for (frame& f : frames) f = frame(size);
    emit("calls of operator new", again(frames));
    emit("calls of operator new", again(frames));
    for (frame& f : frames) f.free();
  };
  started(body).join();
}

PROBE(other_thread) {
  const auto size = probe::ask<std::size_t>("size");
  std::vector<frame> frames;
  for (auto n = probe::ask<std::int64_t>("count"); n > 0; --n)
    frames.emplace_back(size);
  auto there = [&] {
    emit("there: calls of operator new", again(frames));
    for (frame& f : frames) f.free();
  };
  started(there).join();
  const std::int64_t before = probe::allocations();
  for (frame& f : frames) f = frame(size);
  emit("here: calls of operator new", probe::allocations() - before);
  for (frame& f : frames) f.free();
}

// Two threads at once, each with its own frames.
PROBE(two_threads) {
  const auto size = probe::ask<std::size_t>("size");
  const auto rounds = probe::ask<int>("rounds");
  std::atomic<int> lost = 0;
  auto work = [&] {
    void* mine = ::operator new(kd::frame_cache::rounded(size));
    for (int i = 0; i < rounds; ++i) {
      if (!this_threads_frames.keep(mine, size)) break;
      void* const back = this_threads_frames.take(size);
      if (back != mine) {
        ++lost;
        return;
      }
    }
    ::operator delete(mine, kd::frame_cache::rounded(size));
  };
  std::thread first = started(work);
  std::thread second = started(work);
  first.join();
  second.join();
  emit("came back as another frame", lost.load());
}

PROBE(thread_ends) {
  const auto sizes = sizes_asked();
  auto body = [&] { emit("kept", keep(sizes)); };
  started(body).join();
}

// An object of the thread that is destroyed after the thread's cache, if that
// is a thread_local object, too, frees frames.
PROBE(while_it_ends) {
  struct late {
    std::vector<std::size_t> sizes;
    ~late() {
      (void)keep(sizes);
      emit("freed", sizes.size());
    }
  };
  const auto sizes = sizes_asked();
  auto body = [&] {
    // Made before the cache is used: destroyed after it.
    static thread_local late object;
    object.sizes = sizes;
    emit("kept", keep(sizes));
  };
  started(body).join();
}

// --- another source ---

namespace {

// How many frames it has given, and not got back.
std::int64_t missing = 0;

const kd::frame_source counting{[](std::size_t size) {
                                  ++missing;
                                  return ::operator new(size);
                                },
                                [](void* memory, std::size_t size) noexcept {
                                  --missing;
                                  ::operator delete(memory, size);
                                }};

}  // namespace

// Whoever does not ask the source misses nothing.
PROBE(another_source) {
  const auto size = probe::ask<std::size_t>("size");
  const auto fits = probe::ask<std::int64_t>("fits");
  const auto count = fits + probe::ask<std::int64_t>("more");
  kd::shared_frame_source.store(&counting);
  auto body = [&] {
    std::vector<frame> frames;
    for (std::int64_t i = 0; i < count; ++i) frames.emplace_back(size);
    for (const frame& f : frames) f.free();
    emit("too few came back", std::max<std::int64_t>(0, missing - fits));
  };
  started(body).join();
  kd::shared_frame_source.store(nullptr);
  emit("too few came back", std::max<std::int64_t>(0, missing));
}
