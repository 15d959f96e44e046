// SPDX-License-Identifier: MIT
//
// The slabs alone, without what threads keep of them.
#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <kioto/rt/frame_slabs.hpp>
#include <set>
#include <thread>
#include <vector>

namespace kd = kioto::detail;

namespace {

constexpr std::size_t slab_bytes = kd::frame_slabs::slab_bytes;

std::size_t slabs_in_use() { return kd::frame_slabs::read_statistics().slabs; }

// Takes frames of a size from the slabs, until there are `count`; what is more
// goes back.
std::vector<void*> take(std::size_t count, std::size_t size) {
  kd::frame_slabs::reserve();
  std::vector<void*> frames;
  while (frames.size() < count) {
    kd::frame_supply some = kd::frame_slabs::take(size);
    kd::free_frame* left = nullptr;
    while (void* const frame = some.take()) {
      if (frames.size() < count) {
        frames.push_back(frame);
      } else {
        left = new (frame) kd::free_frame{left};
      }
    }
    if (left != nullptr) kd::frame_slabs::give(left, size);
  }
  return frames;
}

void give(const std::vector<void*>& frames, std::size_t size) {
  kd::free_frame* list = nullptr;
  for (void* frame : frames) list = new (frame) kd::free_frame{list};
  kd::frame_slabs::give(list, size);
}

std::uintptr_t address(const void* frame) {
  return std::bit_cast<std::uintptr_t>(frame);
}

// Bytes of the slabs of these frames that are in memory.
std::size_t resident_bytes(const std::vector<void*>& frames) {
  std::set<std::uintptr_t> places;
  for (void* frame : frames) places.insert(address(frame) / slab_bytes);
  std::size_t bytes = 0;
  for (const std::uintptr_t place : places) {
    std::vector<unsigned char> pages(slab_bytes / 4096);
    REQUIRE(::mincore(std::bit_cast<void*>(place * slab_bytes), slab_bytes,
                      pages.data()) == 0);
    for (const unsigned char page : pages) bytes += 4096 * (page & 1U);
  }
  return bytes;
}

}  // namespace

TEST_CASE("frame_slabs: frames are neighbours, aligned, and nothing is between",
          "[frame_slabs]") {
  for (std::size_t size = 16; size <= 1'024; size += 16) {
    INFO("size " << size);
    const std::size_t count = 3 * slab_bytes / size;
    std::vector<void*> frames = take(count, size);
    std::ranges::sort(frames, {}, address);
    std::size_t gaps = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (address(frames[i]) % (size % 64 == 0 ? 64 : 16) != 0) FAIL();
      if (!kd::frame_slabs::owns(frames[i])) FAIL();
      if (i == 0) continue;
      const std::size_t apart = address(frames[i]) - address(frames[i - 1]);
      if (apart < size) FAIL();
      gaps += apart != size;
    }
    CHECK(gaps < count / 8);  // between slabs, and where others have some
    give(frames, size);
  }
}

TEST_CASE("frame_slabs: a frame goes back to its slab, and is found there",
          "[frame_slabs]") {
  constexpr std::size_t size = 992;
  const std::vector<void*> frames = take(2 * slab_bytes / size, size);
  // A few of one slab.
  std::vector<void*> some;
  for (void* frame : frames) {
    if (address(frame) / slab_bytes == address(frames[70]) / slab_bytes &&
        some.size() < 5) {
      some.push_back(frame);
    }
  }
  give(some, size);
  const std::vector<void*> again = take(5, size);
  CHECK(std::set<void*>(again.begin(), again.end()) ==
        std::set<void*>(some.begin(), some.end()));
  give(frames, size);
}

TEST_CASE("frame_slabs: frames are taken by their addresses, however they came",
          "[frame_slabs]") {
  constexpr std::size_t size = 928;
  std::vector<void*> frames = take(slab_bytes / size, size);
  // Keeps one of each slab, so that none of them is free as a whole.
  std::set<std::uintptr_t> places;
  std::vector<void*> kept, others;
  for (void* frame : frames) {
    const bool first = places.insert(address(frame) / slab_bytes).second;
    (first ? kept : others).push_back(frame);
  }
  std::vector<void*> riffled;
  for (std::size_t i = 0; i < others.size(); ++i) {
    riffled.push_back(others[i * 7 % others.size()]);
  }
  REQUIRE(std::set<void*>(riffled.begin(), riffled.end()).size() ==
          others.size());
  give(riffled, size);
  const std::vector<void*> again = take(others.size(), size);
  std::size_t back = 0;
  for (std::size_t i = 1; i < again.size(); ++i) {
    back += address(again[i]) < address(again[i - 1]);
  }
  CHECK(back < places.size());
  give(again, size);
  give(kept, size);
}

TEST_CASE("frame_slabs: a slab whose frames are all back serves another size",
          "[frame_slabs]") {
  const std::vector<void*> small = take(10 * slab_bytes / 32, 32);
  give(small, 32);
  const std::size_t before = slabs_in_use();
  const std::vector<void*> large = take(5 * (slab_bytes / 976), 976);
  std::set<std::uintptr_t> old;
  for (void* frame : small) old.insert(address(frame) / slab_bytes);
  std::size_t again = 0;
  for (void* frame : large) again += old.contains(address(frame) / slab_bytes);
  CHECK(again > large.size() / 2);
  give(large, 976);
  CHECK(slabs_in_use() <= before + 1);  // the one that is being cut
}

TEST_CASE("frame_slabs: of free slabs it keeps 64 MiB, and no more",
          "[frame_slabs]") {
  constexpr std::size_t most = kd::frame_slabs::most_free_bytes;
  constexpr std::size_t size = 1'024;
  const std::vector<void*> frames = take(most / size + 20'000, size);
  for (void* frame : frames) *static_cast<char*>(frame) = 1;
  CHECK(resident_bytes(frames) > most);
  give(frames, size);
  CHECK(kd::frame_slabs::read_statistics().resident == most / slab_bytes);
  CHECK(resident_bytes(frames) <= most + slab_bytes);
  // And what has no memory any more gets it again.
  const std::vector<void*> again = take(frames.size(), size);
  for (void* frame : again) *static_cast<char*>(frame) = 1;
  give(again, size);
}

TEST_CASE("frame_slabs: other memory is not its own", "[frame_slabs]") {
  int local = 0;
  static int global = 0;
  const std::vector<int> heap(1);
  CHECK_FALSE(kd::frame_slabs::owns(&local));
  CHECK_FALSE(kd::frame_slabs::owns(&global));
  CHECK_FALSE(kd::frame_slabs::owns(heap.data()));
  CHECK_FALSE(kd::frame_slabs::owns(nullptr));
}
