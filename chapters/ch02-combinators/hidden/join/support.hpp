// SPDX-License-Identifier: MIT
//
// What the cases of join have in common: three scripted children, each pending
// so many times, then ready, or it throws; and a diary of each, which says what
// became of it. `counts.live` is the number of values that exist, in children
// and as results.
//
// Few types for many cases, since each list of children is compiled anew.
#pragma once

#include <ch02/polling.hpp>
#include <ch02/scripted.hpp>
#include <cstddef>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/poll.hpp>
#include <string>
#include <utility>
#include <vector>

namespace join_probe {

using child = ch02::scripted<probe::tracked>;

// "pending": how often each child is; child k gives 100 + k.
struct stage {
  ch02::diary diaries[3];
  std::string notes;
  ch02::wake_counter waker;
  std::vector<std::int64_t> pending = probe::ask_ints("pending");

  stage() {
    for (int k = 0; k < 3; ++k) {
      diaries[k].notes = &notes;
      diaries[k].letter = static_cast<char>('a' + k);
    }
  }

  // With a word it throws that in the end.
  child make(int k, std::string word = "") {
    return {diaries[k], pending.at(static_cast<std::size_t>(k)),
            probe::tracked(100 + k), std::move(word)};
  }

  void emit_polls() const {
    probe::emit("polls of each", diaries[0].polls, diaries[1].polls,
                diaries[2].polls);
  }
  void emit_alive() const {
    probe::emit("children alive", diaries[0].alive, diaries[1].alive,
                diaries[2].alive);
  }
};

inline void emit_state(bool is_ready) {
  probe::emit("returned", is_ready ? "ready" : "pending");
}

}  // namespace join_probe
