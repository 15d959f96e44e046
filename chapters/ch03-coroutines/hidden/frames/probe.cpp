// SPDX-License-Identifier: MIT
//
// Frames as bytes with a size, through allocate_frame and deallocate_frame, and
// as coroutines. Where recycles_frames is false, under a sanitizer, a cache is
// used directly: frame_cache's keep and take, with memory of operator new.
#include <malloc.h>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <grader/probe.hpp>
#include <kioto/async/async.hpp>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/rt/block_on.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace kd = kioto::detail;
using kd::this_threads_frames;
using probe::emit;

namespace {

std::vector<std::size_t> sizes_asked() {
  std::vector<std::size_t> sizes;
  for (const auto n : probe::ask<std::vector<std::int64_t>>("sizes"))
    sizes.push_back(static_cast<std::size_t>(n));
  return sizes;
}

// Memory of one frame, filled with a byte of its own.
struct frame {
  explicit frame(std::size_t n, int mark = 0)
      : memory(kd::allocate_frame(n)),
        size(n),
        byte(static_cast<unsigned char>(mark)) {
    std::memset(memory, byte, size);
  }
  // How many of its bytes somebody else has changed.
  [[nodiscard]] int changed() const {
    const auto* at = static_cast<const unsigned char*>(memory);
    int n = 0;
    for (std::size_t i = 0; i < size; ++i) n += at[i] != byte;
    return n;
  }
  void free() const { kd::deallocate_frame(memory, size); }

  void* memory;
  std::size_t size;
  unsigned char byte;
};

// Frees all frames, then allocates as many again. Returns: how often that
// called operator new.
template <class Frames>
std::int64_t again(Frames& frames) {
  for (frame& f : frames) f.free();
  const std::int64_t before = probe::allocations();
  for (frame& f : frames) f = frame(f.size, f.byte);
  return probe::allocations() - before;
}

}  // namespace

// --- one frame ---

PROBE(next_one) {
  for (const std::size_t size : sizes_asked()) {
    const frame first(size);
    const frame other(size);
    first.free();
    const std::int64_t before = probe::allocations();
    const frame second(size);
    emit("calls of operator new", probe::allocations() - before);
    other.free();
    second.free();
  }
}

// "sizes" in pairs: what is freed, and what is asked for next.
PROBE(neighbours) {
  const auto sizes = sizes_asked();
  for (std::size_t i = 0; i < sizes.size(); i += 2) {
    const frame first(sizes[i]);
    first.free();
    const std::int64_t before = probe::allocations();
    const frame second(sizes[i + 1]);
    emit("calls of operator new", probe::allocations() - before);
    second.free();
  }
}

PROBE(larger) {
  for (const std::size_t size : sizes_asked()) {
    std::vector<frame> one(1, frame(size));
    emit("calls of operator new", again(one));
    one[0].free();
  }
}

// --- many frames ---

// Twice: allocates all, fills each with a byte of its own, looks whether it is
// still there, frees all in another order. Room is asked of malloc before
// anything is written beyond it.
PROBE(own_memory) {
  const auto sizes = sizes_asked();
  const auto stride = probe::ask<std::size_t>("stride");
  int small = 0, changed = 0, askew = 0;
  for (int round = 0; round < 2; ++round) {
    for (const std::size_t size : sizes) {
      void* const memory = kd::allocate_frame(size);
      small += ::malloc_usable_size(memory) < size;
      kd::deallocate_frame(memory, size);
    }
    emit("too small", small);
    if (small != 0) return;
    std::vector<frame> frames;
    int mark = 0;
    for (const std::size_t size : sizes) frames.emplace_back(size, ++mark);
    for (const frame& f : frames) {
      changed += f.changed() != 0;
      askew += reinterpret_cast<std::uintptr_t>(f.memory) %
                   __STDCPP_DEFAULT_NEW_ALIGNMENT__ !=
               0;
    }
    for (std::size_t i = 0; i < frames.size(); ++i)
      frames[i * stride % frames.size()].free();
  }
  emit("changed by another", changed);
  emit("not aligned", askew);
}

// On a thread of its own, whose cache is empty.
PROBE(bounded) {
  const auto size = probe::ask<std::size_t>("size");
  const auto count = probe::ask<std::size_t>("count");
  std::thread([&] {
    std::vector<frame> frames(count, frame(1));
    for (frame& f : frames) f = frame(size);
    emit("calls of operator new", again(frames));
    emit("calls of operator new", again(frames));
    for (frame& f : frames) f.free();
  }).join();
}

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

kioto::async<std::int64_t> rounds(std::int64_t count, int depth,
                                  std::int64_t polls) {
  std::int64_t sum = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    sum += co_await with_locals<16>(depth, polls);
    sum += co_await with_locals<300>(depth, polls);
  }
  co_return sum;
}

// Counts operator new between its first run and the end of `count` more.
kioto::async<> steady(std::int64_t count, int depth, std::int64_t polls) {
  emit("sum", co_await rounds(1, depth, polls));
  const std::int64_t before = probe::allocations();
  const std::int64_t sum = co_await rounds(count, depth, polls);
  const std::int64_t calls = probe::allocations() - before;
  emit("sum", sum);
  emit("calls of operator new", calls);
}

}  // namespace

PROBE(steady_state) {
  kioto::block_on(steady(probe::ask<std::int64_t>("rounds"),
                         probe::ask<int>("depth"),
                         probe::ask<std::int64_t>("polls")));
}

// Under a sanitizer: a local of a coroutine that is read after its end.
PROBE(read_too_late) {
  static const int* stale = nullptr;
  auto coroutine = [](int n) -> kioto::async<> {
    const int local = n;
    stale = &local;
    co_await kioto::countdown(1000);
  };
  std::optional<kioto::async<>> call(coroutine(5));
  const kioto::waker waker = kioto::waker::noop();
  kioto::context cx(waker);
  (void)call->poll(cx);
  emit("local", *stale);
  const auto end = probe::dies([&] {
    call.reset();
    const auto again = coroutine(7);
    std::fprintf(stderr, "read %d\n", *stale);
  });
  call.reset();
  const std::string_view said = end.message;
  const bool reported = said.find("use-after-free") != said.npos;
  emit("the sanitizer reports it", reported);
}

// --- threads ---

PROBE(other_thread) {
  const auto size = probe::ask<std::size_t>("size");
  std::vector<frame> frames;
  for (auto n = probe::ask<std::int64_t>("count"); n > 0; --n)
    frames.emplace_back(size);
  std::thread([&] {
    emit("there: calls of operator new", again(frames));
    for (frame& f : frames) f.free();
  }).join();
  std::int64_t before = probe::allocations();
  for (frame& f : frames) f = frame(size);
  emit("here: calls of operator new", probe::allocations() - before);
  for (frame& f : frames) f.free();
}

// Two threads at once, each with its own frames.
PROBE(two_threads) {
  const auto size = probe::ask<std::size_t>("size");
  const auto rounds = probe::ask<int>("rounds");
  int lost[2] = {};
  const auto work = [&](int& lost_here) {
    void* mine = ::operator new(kd::frame_cache::rounded(size));
    for (int i = 0; i < rounds; ++i) {
      if (!this_threads_frames.keep(mine, size)) break;
      void* const back = this_threads_frames.take(size);
      lost_here += back != mine;
      if (back != mine) return;
    }
    ::operator delete(mine, kd::frame_cache::rounded(size));
  };
  std::thread first([&] { work(lost[0]); });
  std::thread second([&] { work(lost[1]); });
  first.join();
  second.join();
  emit("came back as another frame", lost[0] + lost[1]);
}

namespace {

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

PROBE(thread_ends) {
  const auto sizes = sizes_asked();
  std::thread([&] { emit("kept", keep(sizes)); }).join();
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
  std::thread([&] {
    // Made before the cache is used: destroyed after it.
    static thread_local late object;
    object.sizes = sizes;
    emit("kept", keep(sizes));
  }).join();
}
