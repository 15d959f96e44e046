// SPDX-License-Identifier: MIT
//
// The store itself, which works under sanitizers too; that runtimes use it is
// another matter (allocations_test.cpp).
#include <catch2/catch.hpp>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <kioto/async/async.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/rt/frame_slabs.hpp>
#include <kioto/rt/frame_store.hpp>
#include <kioto/task/spawn.hpp>
#include <latch>
#include <set>
#include <thread>
#include <vector>

#include "support/runtimes.hpp"

namespace kd = kioto::detail;

namespace {

constexpr std::size_t n = kd::frame_store::batch_size;

void* take(std::size_t size) {
  kd::frame_slabs::reserve();  // use() does that, where frames are recycled
  return kd::frame_store::source.take(size);
}
void give(void* frame, std::size_t size) {
  kd::frame_store::source.give(frame, size);
}

// Frames of the size, filled with its number.
std::vector<void*> take_many(std::size_t count, std::size_t size) {
  std::vector<void*> frames;
  for (std::size_t i = 0; i < count; ++i) {
    frames.push_back(take(size));
    std::memset(frames.back(), static_cast<int>(size / 16), size);
  }
  return frames;
}

void give_all(const std::vector<void*>& frames, std::size_t size) {
  for (void* frame : frames) give(frame, size);
}

}  // namespace

TEST_CASE("frame_store: a thread takes again what it has given, the last first",
          "[frame_store]") {
  std::thread([] {
    void* const a = take(48);
    void* const b = take(48);
    CHECK(a != b);
    give(a, 48);
    give(b, 48);
    CHECK(take(48) == b);
    CHECK(take(48) == a);
    give(a, 48);
    give(b, 48);
  }).join();
}

TEST_CASE("frame_store: what one thread gives another one takes, by batches",
          "[frame_store]") {
  constexpr std::size_t size = 1'008;
  std::vector<void*> frames;
  std::latch given(1), seen(1);
  std::thread giver([&] {
    frames = take_many(2 * n + 5, size);
    give_all(frames, size);
    given.count_down();
    seen.wait();
  });
  given.wait();
  std::thread([&] {
    const std::set<void*> known(frames.begin(), frames.end());
    const std::vector<void*> again = take_many(2 * n + 5, size);
    std::size_t met = 0;
    for (void* frame : again) met += known.contains(frame);
    CHECK(met == 2 * n);  // the giver has the other five
    give_all(again, size);
  }).join();
  seen.count_down();
  giver.join();
}

TEST_CASE("frame_store: what a thread has goes back when it ends",
          "[frame_store]") {
  constexpr std::size_t size = 944;
  const std::size_t before = kd::frame_slabs::read_statistics().slabs;
  std::thread([] {
    // More than one slab of the size, to the last frame.
    give_all(take_many(3 * (kd::frame_slabs::slab_bytes / size), size), size);
  }).join();
  // But for one that is being cut.
  CHECK(kd::frame_slabs::read_statistics().slabs <= before + 1);
}

TEST_CASE("frame_store: hand_in() leaves nothing with the thread",
          "[frame_store]") {
  constexpr std::size_t size = 880;
  std::vector<void*> frames;
  std::latch given(1), seen(1);
  std::thread giver([&] {
    frames = take_many(n + 5, size);
    for (std::size_t i = 0; i < frames.size(); ++i) {
      if (i % 2 == 0 || !kd::this_threads_frames.keep(frames[i], size)) {
        give(frames[i], size);
      }
    }
    kd::frame_store::hand_in();
    given.count_down();
    seen.wait();
  });
  given.wait();
  std::thread([&] {
    const std::set<void*> known(frames.begin(), frames.end());
    const std::vector<void*> again = take_many(frames.size(), size);
    std::size_t met = 0;
    for (void* frame : again) met += known.contains(frame);
    CHECK(met == frames.size());
    give_all(again, size);
  }).join();
  seen.count_down();
  giver.join();
}

TEST_CASE("frame_store: workers that sleep have handed in their frames",
          "[frame_store]") {
  const auto slabs = [] { return kd::frame_slabs::read_statistics().slabs; };
  auto rt = test::multi_thread(2);
  const std::size_t before = slabs();
  rt.block_on(rt.spawn([]() -> kioto::async<> {
    std::vector<kioto::join_handle<void>> tasks;
    for (int i = 0; i < 20'000; ++i)
      tasks.push_back(kioto::spawn(test::settle(1)));
    for (auto& task : tasks) (void)co_await task;
  }()));
  // 40 slabs and more, had they kept what they may.
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (slabs() > before + 8 && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
  CHECK(slabs() <= before + 8);
}

TEST_CASE("frame_store: takes memory of operator new, and deletes it",
          "[frame_store]") {
  for (const std::size_t size : {16U, 512U, 1'024U}) {
    // Else the leak check finds it.
    give(::operator new(size), size);
  }
  SUCCEED();
}

TEST_CASE("frame_store: frames go round between threads, whole",
          "[frame_store][stress]") {
  constexpr int threads = 4, rounds = 200;
  std::latch start(threads);
  std::vector<int> broken(threads);
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t) {
    all.emplace_back([&, t] {
      start.arrive_and_wait();
      for (int round = 0; round < rounds; ++round) {
        const std::size_t size =
            16 * (1 + static_cast<std::size_t>((round + t) % 64));
        const auto count = static_cast<std::size_t>(40 + round % 100);
        std::vector<void*> frames = take_many(count, size);
        for (void* frame : frames) {
          const auto* bytes = static_cast<const unsigned char*>(frame);
          for (std::size_t i = 0; i < size; ++i) {
            if (bytes[i] != size / 16) ++broken[static_cast<std::size_t>(t)];
          }
        }
        give_all(frames, size);
      }
    });
  }
  for (std::thread& t : all) t.join();
  CHECK(broken == std::vector<int>(threads));
}
