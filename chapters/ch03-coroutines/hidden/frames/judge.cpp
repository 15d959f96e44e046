// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <grader/judge.hpp>
#include <vector>

namespace {

// What the header promises.
constexpr std::int64_t step = 16, largest = 1024, most_bytes = 1 << 20;

constexpr std::int64_t rounded(std::int64_t size) {
  return (size + step - 1) / step * step;
}

using sizes = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a frame that is freed is the next one of its size",
          "[ch03.frames][plain]") {
  sizes asked = {1, judge::pick(2, largest - 1), largest};
  auto s = judge::run("next_one", {{"sizes", asked}});
  for (const auto size : asked) {
    s.blame("kioto::detail::allocate_frame")
        .step("two frames of {} bytes made, the first freed, a third one made",
              size)
        .expect("calls of operator new", {0},
                "memory that lies in the cache is used before new memory is");
  }
  s.end();
}

TEST_CASE("a free frame serves every size of its step, and no other",
          "[ch03.frames][plain]") {
  // In pairs: of one step, then of two steps that are neighbours.
  const auto top = rounded(judge::pick(step + 1, largest - step));
  const sizes asked = {top - step + 1, top,       top,
                       top - step + 1, top,       top + 1,
                       top - step + 1, top - step};
  auto s = judge::run("neighbours", {{"sizes", asked}});
  s.blame("kioto::detail::frame_cache::take");
  for (std::size_t i = 0; i < asked.size(); i += 2) {
    const bool same = rounded(asked[i]) == rounded(asked[i + 1]);
    s.step("a frame of {} bytes made and freed, one of {} made", asked[i],
           asked[i + 1])
        .expect("calls of operator new", {same ? 0 : 1},
                same ? "sizes count in steps of 16 bytes: 1 to 16, 17 to 32"
                     : "these two sizes lie in different steps of 16 bytes");
  }
  s.end();
}

TEST_CASE("every frame has memory of its own, large enough and aligned",
          "[ch03.frames]") {
  // A prime number of them, so that any stride visits all.
  auto asked = judge::picks(97, 1, largest + 4 * step);
  asked[0] = 1;
  asked[1] = step + 1;
  asked[2] = largest;
  asked[3] = largest + 1;
  auto s = judge::run("own_memory",
                      {{"sizes", asked}, {"stride", judge::pick(1, 96)}});
  s.blame("kioto::detail::allocate_frame");
  for (const char* round : {"first", "second"}) {
    s.step("{} round: frames of 1 to {} bytes made and freed, one at a time",
           round, largest + 4 * step)
        .expect("too small", {0},
                "memory that is kept for a step of 16 bytes must have room for "
                "the largest size of it");
  }
  s.step("in each round: {} frames made, written, read and freed", asked.size())
      .expect("changed by another", {0},
              "two frames that live at the same time share no byte")
      .expect("not aligned", {0},
              "a frame may hold anything that operator new may hold");
  s.end();
}

TEST_CASE("a frame larger than 1024 bytes is never kept",
          "[ch03.frames][plain]") {
  const sizes asked = {largest + 1, judge::pick(largest + 2, 8 * largest)};
  auto s = judge::run("larger", {{"sizes", asked}});
  s.blame("kioto::detail::deallocate_frame");
  for (const auto size : asked) {
    s.step("a frame of {} bytes made, freed, and one of its size made", size)
        .expect("calls of operator new", {1},
                "the cache has lists up to 1024 bytes; what is larger comes "
                "from operator new and goes to operator delete");
  }
  s.end();
}

TEST_CASE("in the steady state coroutines never call operator new",
          "[ch03.frames][plain]") {
  const auto rounds = judge::pick(20, 60), depth = judge::pick(3, 9),
             polls = judge::pick(1, 4);
  auto s = judge::run("steady_state",
                      {{"rounds", rounds}, {"depth", depth}, {"polls", polls}});
  s.blame("kioto::detail::allocate_frame")
      .step(
          "two chains of {} coroutines awaited, with locals of 16 and of 300 "
          "bytes",
          depth + 2)
      .expect("sum", {2 * (depth + 1)}, "that is what they return");
  s.step("{} times the same", rounds)
      .expect("sum", {rounds * 2 * (depth + 1)}, "that is what they return")
      .expect("calls of operator new", {0},
              "the frames of the first round lie in the cache");
  s.end();
}

TEST_CASE("a cache keeps one MiB, and no more", "[ch03.frames][plain]") {
  // Also a size of which as many fit as fill it to the last byte.
  for (const auto size :
       {judge::pick(600, largest), judge::pick(largest - step + 1, largest)}) {
    const auto fits = most_bytes / rounded(size);
    const auto more = judge::pick(5, 50);
    auto s = judge::run("bounded", {{"size", size}, {"count", fits + more}});
    s.blame("kioto::detail::frame_cache::keep")
        .step(
            "on a new thread: {} frames of {} bytes made, all freed, and as "
            "many made again",
            fits + more, size)
        .expect("calls of operator new", {more},
                "most_bytes has room for this many less, counted in steps of "
                "16 bytes; what finds no room goes to the source");
    s.blame("kioto::detail::frame_cache::take")
        .step("all freed, and as many made again")
        .expect("calls of operator new", {more},
                "a frame that is taken leaves room for another one");
    s.end();
  }
}

TEST_CASE("a frame that finds no room goes back to malloc",
          "[ch03.frames][plain]") {
  const auto size = judge::pick(600, largest);
  const auto more = most_bytes / rounded(size);
  const auto rounds = judge::pick(6, 12);
  auto s = judge::run(
      "gives_back", {{"size", size}, {"count", 2 * more}, {"rounds", rounds}});
  s.blame("kioto::detail::deallocate_frame")
      .step("{} times {} frames of {} bytes made, and all freed", rounds,
            2 * more, size)
      .expect("MiB that malloc misses", {0},
              "half of them find room in the cache, and what keep() has not "
              "kept goes to the source, which deletes it here");
  s.end();
}

TEST_CASE("a frame stays with the thread that frees it",
          "[ch03.frames][plain]") {
  const auto size = judge::pick(1, largest), count = judge::pick(2, 40);
  auto s = judge::run("other_thread", {{"size", size}, {"count", count}});
  s.blame("kioto::detail::deallocate_frame")
      .step(
          "{} frames of {} bytes made here; freed and made again there, on "
          "another thread",
          count, size)
      .expect("there: calls of operator new", {0},
              "the thread that freed them has them in its cache");
  s.step("all freed there, and as many made here")
      .expect("here: calls of operator new", {count},
              "a cache belongs to one thread: what lies in another one's can "
              "not be reached without a lock");
  s.end();
}

TEST_CASE("two threads use their caches at the same time",
          "[ch03.frames][tsan]") {
  const auto size = judge::pick(1, largest), rounds = judge::pick(20, 60);
  auto s = judge::run("two_threads", {{"size", size}, {"rounds", rounds}});
  s.blame("kioto::detail::frame_cache::keep")
      .step(
          "two threads, each keeps a frame of {} bytes and takes it back, {} "
          "times",
          size, rounds)
      .expect("came back as another frame", {0},
              "a thread takes only what it has kept itself");
  s.end();
}

TEST_CASE("a thread that ends gives back all that it kept",
          "[ch03.frames][asan]") {
  auto kept = judge::picks(static_cast<int>(judge::pick(10, 40)), 1, largest);
  kept[0] = kept[1] = kept[2];  // more than one in a list
  auto s = judge::run("thread_ends", {{"sizes", kept}});
  s.blame("kioto::detail::frame_cache::close")
      .step(
          "a thread's cache, used directly: keep() gets {} frames of 1 to 1024 "
          "bytes; the thread ends",
          kept.size())
      .expect("kept", {kept.size()}, "there is room for all of them");
  s.end(
      "a thread that ends gives back what its cache holds: who calls close()? "
      "An "
      "object of the thread that no line uses is never made, and so never "
      "destroyed");
}

TEST_CASE("a frame that is freed while its thread ends is not lost",
          "[ch03.frames][asan]") {
  const auto freed =
      judge::picks(static_cast<int>(judge::pick(5, 20)), 1, largest);
  auto s = judge::run("while_it_ends", {{"sizes", freed}});
  s.blame("kioto::detail::frame_cache::keep")
      .step(
          "a thread's cache, used directly: keep() gets {} frames; the thread "
          "ends",
          freed.size())
      .expect("kept", {freed.size()}, "there is room for all of them");
  s.step(
       "{} more are freed, by the destructor of a thread_local object that "
       "is older than the cache",
       freed.size())
      .expect(
          "freed", {freed.size()},
          "after the end of the cache keep() keeps nothing, and what it has "
          "not kept goes to the source");
  s.end(
      "nobody comes after close() for what is kept: what is freed later "
      "is not kept any more");
}

TEST_CASE("under a sanitizer a frame is never used again",
          "[ch03.frames][asan]") {
  auto s = judge::run("read_too_late");
  s.blame("kioto::detail::deallocate_frame")
      .step("a coroutine waits; a pointer to one of its locals is kept")
      .expect("local", {5}, "it is alive");
  s.step("the coroutine destroyed, another one made, the pointer read")
      .expect("the sanitizer reports it", {true},
              "recycles_frames is false here: memory that is used again at "
              "once would hide that somebody still looks at it");
  s.end();
}

TEST_CASE("what a source gave goes back to it", "[ch03.frames][plain]") {
  const auto size = judge::pick(600, largest);
  const auto fits = most_bytes / rounded(size), more = judge::pick(5, 50);
  auto s = judge::run("another_source",
                      {{"size", size}, {"fits", fits}, {"more", more}});
  s.blame("kioto::detail::deallocate_frame")
      .step(
          "a source that is not operator new; on a thread, {} frames of {} "
          "bytes made, and all freed",
          fits + more, size)
      .expect("too few came back", {0},
              "what take_from_source() gave, and keep() has not kept, goes to "
              "give_to_source()");
  s.blame("kioto::detail::frame_cache::close")
      .step("the thread ends")
      .expect("too few came back", {0},
              "what take_from_source() gave goes to give_to_source(), now as "
              "before: nobody else may delete it");
  s.end();
}

PERF_CASE("a frame is found without a search, and without malloc",
          "[ch03.frames]") {
  // Each in a step of 16 bytes of its own.
  const auto first = judge::pick(8, step);
  sizes asked;
  for (std::int64_t i = 0; i < 32; ++i) asked.push_back(first + 2 * i * step);
  judge::perf("make_and_free", {{"sizes", asked}})
      .blame("kioto::detail::frame_cache::take")
      .operation("{} frames of different sizes made, and freed", asked.size())
      .expect(
          [](judge::perf_batch b) {
            return static_cast<std::int64_t>(
                static_cast<std::uint64_t>(b.start) +
                32 * static_cast<std::uint64_t>(b.count));
          },
          "each frame keeps what is written into it")
      .at_most(2.5,
               "the size says which list to look at, and its first frame "
               "is the one: a handful of instructions");
}
