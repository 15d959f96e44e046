// SPDX-License-Identifier: MIT
#include <kioto/async/frame_allocator.hpp>

#include <catch2/catch.hpp>
#include <cstring>
#include <thread>
#include <vector>

namespace kd = kioto::detail;

TEST_CASE("frames: the next one of about its size takes the memory over",
          "[frames]") {
  void* first = kd::allocate_frame(100);
  kd::deallocate_frame(first, 100);
  void* other = kd::allocate_frame(200);
  void* second = kd::allocate_frame(97);
  if (kd::recycles_frames) CHECK(second == first);
  CHECK(other != first);
  kd::deallocate_frame(second, 97);
  kd::deallocate_frame(other, 200);
}

TEST_CASE("frames: every size from a byte to beyond the largest", "[frames]") {
  std::vector<void*> frames;
  constexpr std::size_t most = kd::frame_cache::largest + 100;
  for (int round = 0; round < 2; ++round) {
    for (std::size_t size = 1; size <= most; ++size) {
      frames.push_back(kd::allocate_frame(size));
      std::memset(frames.back(), 0xab, size);
    }
    for (std::size_t size = most; size > 0; --size) {
      kd::deallocate_frame(frames.back(), size);
      frames.pop_back();
    }
  }
  SUCCEED();
}

TEST_CASE("frames: a cache keeps no more than it may", "[frames]") {
  kd::frame_cache cache;
  // Never opened through the first keep() of a thread: has no room yet.
  CHECK(cache.take(64) == nullptr);
  std::vector<void*> kept, refused;
  std::thread([&] {
    for (std::size_t i = 0; i <= kd::frame_cache::most_bytes / 1024; ++i) {
      void* frame = ::operator new(1024);
      (kd::this_threads_frames.keep(frame, 1024) ? kept : refused)
          .push_back(frame);
    }
  }).join();  // frees what was kept
  CHECK(kept.size() == kd::frame_cache::most_bytes / 1024);
  REQUIRE(refused.size() == 1);
  ::operator delete(refused[0], std::size_t{1024});
}

TEST_CASE("frames: freed on another thread than they come from",
          "[frames][stress]") {
  std::vector<void*> frames(1000);
  for (int round = 0; round < 10; ++round) {
    for (void*& f : frames) f = kd::allocate_frame(128);
    std::thread([&] {
      for (void* f : frames) kd::deallocate_frame(f, 128);
    }).join();
  }
  SUCCEED();
}
