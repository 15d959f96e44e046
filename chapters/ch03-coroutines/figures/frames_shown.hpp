// SPDX-License-Identifier: MIT
//
// The frames of coroutine-frame.cpp as the reader sees them: what is in them is
// read where it lies.
#pragma once

#include <algorithm>
#include <array>
#include <coroutine>
#include <figure.hpp>
#include <kioto/async/async.hpp>
#include <kioto/async/await_chain.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using figure::arrow;
using figure::look;
using kioto::detail::promise_base;

/// Where a coroutine begins and ends.
struct coroutine_lines {
  const char *name, *begin, *end;
};
constexpr std::array coroutines = {
    coroutine_lines{"twice", "async<int> twice(", "co_return 2 * value;"},
    coroutine_lines{"average", "async<int> average(", "co_return both / 2;"},
    coroutine_lines{"sum", "async<int> sum(", "co_return first + second;"},
};

const coroutine_lines& lines_of(std::string_view name) {
  return *std::ranges::find(coroutines, name, &coroutine_lines::name);
}

struct frame {
  std::string name;
  void* memory = nullptr;
  bool begun = false;
  bool gone = false;
  bool going = false;
  std::string root = {};     // as it was shown last, here and below
  std::string link_to = {};  // whose frame `link` points into
  std::string link_as = {};  // what it is: leaf, or awaited_by
  unsigned line = 0;         // where it was suspended
  std::vector<std::pair<std::string, int>> locals;

  promise_base& promise() const {
    return std::coroutine_handle<promise_base>::from_address(memory).promise();
  }
};

std::vector<frame> frames;
std::string runs;           // the coroutine that runs
bool frame_is_new = false;  // its promise is not there yet
bool at_rest = true;        // between two polls
bool is_dropped = false;    // what a link points to may be gone

frame* find(std::string_view name) {
  for (frame& it : frames) {
    if (it.name == name) return &it;
  }
  return nullptr;
}

std::string name_of(const promise_base* promise) {
  for (const frame& it : frames) {
    if (&it.promise() == promise) return it.name;
  }
  return "?";
}

std::string result_of(promise_base& promise) {
  auto& of_int = static_cast<kioto::detail::async_promise<int>&>(promise);
  auto& outcome = of_int.result();
  using state = decltype(outcome.state_);
  return outcome.state_ == state::value ? std::to_string(outcome.value_)
                                        : "empty";
}

// The line where a coroutine is suspended, or 0: asked of whoever knows it.
unsigned suspended_at(const frame& it) {
  if (is_dropped) return 0;
  for (const frame& other : frames) {
    if (other.gone || (frame_is_new && &other == &frames.back())) continue;
    const kioto::detail::await_point* link = other.promise().link;
    if (link && link->awaiting == &it.promise()) return link->where.line();
  }
  return 0;
}

// What is in `root` of a coroutine. The first of a chain has the root of this
// poll; another one is of an earlier poll, and gone.
std::string root_of(const promise_base& promise) {
  if (promise.is_done()) return "done";
  if (promise.root == nullptr) return "null";
  bool is_new = !at_rest && promise.root == frames.front().promise().root;
  return is_new ? "this poll" : "old";
}

// What is in `link`, and an arrow to there.
void see_link(frame& it) {
  const promise_base& promise = it.promise();
  if (!is_dropped) {
    it.link_as = promise.is_at_rest() ? "leaf" : "awaited_by";
    it.link_to = promise.link ? name_of(promise.link->awaiting) : "";
  }
  if (it.link_to.empty()) return;
  figure::of(it.name).set("link", it.link_as + ": in " + it.link_to);
  if (find(it.link_to)->gone) return;
  figure::draw(arrow::points, it.name, it.link_to, it.link_as);
}

void see_frame(frame& it) {
  figure::box& box = figure::of(it.name);
  box.clear().titled("frame of " + it.name);
  if (it.gone) {
    box.is(look::gone, "destroyed");
    return;
  }
  bool empty = frame_is_new && &it == &frames.back();
  box.set("root", "null").set("link", "null").set("result", "empty");
  if (empty) {
    box.is(look::idle, "new");
    return;
  }
  promise_base& promise = it.promise();
  box.set("root", it.root = root_of(promise));
  see_link(it);
  box.set("result", result_of(promise));
  for (const auto& [name, value] : it.locals) {
    box.set(name, std::to_string(value));
  }
  if (unsigned where = suspended_at(it)) it.line = where;
  if (it.going) {
    box.is(look::wrong, "is destroyed");
  } else if (promise.is_done()) {
    box.is(look::ready, "has ended");
  } else if (runs == it.name) {
    box.is(look::active, "runs");
  } else if (!it.begun) {
    box.is(look::idle, "not begun");
  } else {
    box.is(look::pending, "suspended in line " + std::to_string(it.line));
  }
}

}  // namespace
