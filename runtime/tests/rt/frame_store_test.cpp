// SPDX-License-Identifier: MIT
//
// The store itself, which works under sanitizers too; that runtimes use it is
// another matter (allocations_test.cpp).
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstring>
#include <kioto/rt/frame_store.hpp>
#include <latch>
#include <set>
#include <thread>
#include <vector>

namespace kd = kioto::detail;

namespace {

constexpr std::size_t n = kd::frame_store::batch_size;

void* take(std::size_t size) { return kd::frame_store::source.take(size); }
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
    const std::size_t before = kd::frame_store::bytes();
    void* const a = take(48);
    void* const b = take(48);
    CHECK(a != b);
    give(a, 48);
    give(b, 48);
    CHECK(take(48) == b);
    CHECK(take(48) == a);
    give(a, 48);
    give(b, 48);
    // Less than a batch stays with the thread.
    CHECK(kd::frame_store::bytes() == before);
  }).join();
}

TEST_CASE("frame_store: what one thread gives another one takes, by batches",
          "[frame_store]") {
  constexpr std::size_t size = 1'008;
  std::vector<void*> frames;
  const std::size_t before = kd::frame_store::bytes();
  std::thread([&] {
    frames = take_many(2 * n + 5, size);
    give_all(frames, size);
    CHECK(kd::frame_store::bytes() == before + 2 * n * size);
  }).join();
  // The five went with their thread.
  CHECK(kd::frame_store::bytes() == before + 2 * n * size);
  std::thread([&] {
    const std::set<void*> known(frames.begin(), frames.end());
    const std::vector<void*> again = take_many(2 * n, size);
    CHECK(std::set<void*>(again.begin(), again.end()).size() == 2 * n);
    for (void* frame : again) CHECK(known.contains(frame));
    CHECK(kd::frame_store::bytes() == before);
    for (void* frame : again) ::operator delete(frame, size);
  }).join();
}

TEST_CASE("frame_store: it keeps 64 MiB, and no more", "[frame_store]") {
  constexpr std::size_t size = 1'024;
  const std::size_t before = kd::frame_store::bytes();
  std::thread([] {
    give_all(take_many(80'000, size), size);
    CHECK(kd::frame_store::bytes() <= kd::frame_store::most_bytes);
    CHECK(kd::frame_store::bytes() > kd::frame_store::most_bytes - n * size);
    // Back to the system, so that other tests find room.
    for (void* frame : take_many(65'536, size)) {
      ::operator delete(frame, size);
    }
  }).join();
  CHECK(kd::frame_store::bytes() <= before + n * size);
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
