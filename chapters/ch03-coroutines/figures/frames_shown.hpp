// SPDX-License-Identifier: MIT
//
// The frames of coroutine-frame.cpp as the reader sees them: what is in them is
// read where it lies.
#pragma once

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

struct frame {
  std::string name;
  void* memory = nullptr;
  bool begun = false;
  bool gone = false;
  bool going = false;
  int ran_in = 0;     // the poll in which it has run
  unsigned line = 0;  // where it was suspended
  std::vector<std::pair<std::string, int>> locals;

  promise_base& promise() const {
    return std::coroutine_handle<promise_base>::from_address(memory).promise();
  }
};

std::vector<frame> frames;
std::string runs;           // the coroutine that runs
bool frame_is_new = false;  // its promise is not there yet
bool at_rest = true;        // between two polls
int polls = 0;

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
  for (const frame& other : frames) {
    if (other.gone || (frame_is_new && &other == &frames.back())) continue;
    promise_base& promise = other.promise();
    if (promise.leaf && promise.leaf->awaiting == &it.promise()) {
      return promise.leaf->where.line();
    }
    if (promise.awaited_by && promise.awaited_by->awaiting == &it.promise()) {
      return promise.awaited_by->where.line();
    }
  }
  return 0;
}

void see_frame(frame& it) {
  figure::box& box = figure::of(it.name);
  box.titled("frame of " + it.name);
  if (it.gone) {
    box.clear().is(look::gone, "destroyed");
    return;
  }
  bool empty = frame_is_new && &it == &frames.back();
  box.set("awaited_by", "null").set("root", "null").set("leaf", "null");
  box.set("result", "empty");
  if (empty) {
    box.is(look::idle, "new");
    return;
  }
  promise_base& promise = it.promise();
  if (promise.awaited_by) {
    std::string caller = name_of(promise.awaited_by->awaiting);
    box.set("awaited_by", caller);
    figure::draw(arrow::points, it.name, caller, "awaited_by");
  }
  if (promise.leaf) {
    std::string leaf = name_of(promise.leaf->awaiting);
    box.set("leaf", "in " + leaf);
    if (!find(leaf)->gone) figure::draw(arrow::points, it.name, leaf, "leaf");
  }
  // The root is set when control comes to a coroutine. One that has not run in
  // this poll has an old one, which nobody looks at.
  if (promise.is_done()) {
    box.set("root", "done");
  } else if (promise.root) {
    box.set("root", at_rest || it.ran_in != polls ? "old" : "this poll");
  }
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
