// SPDX-License-Identifier: MIT
//
// Three coroutines, each awaits the next, and what is in their frames. The
// reader polls the first one, and lets numbers come for the last one.
#include <coroutine>
#include <deque>
#include <figure.hpp>
#include <kioto/async/async.hpp>
#include <kioto/async/await_chain.hpp>
#include <kioto/async/frame_source.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "frames_shown.hpp"
#include "moments_shown.hpp"

namespace {

using figure::line;

// #region shown
/// Is where numbers come in.
struct inbox {
  std::deque<int> numbers;
  kioto::waker waiting;

  auto next();
};

/// Is a leaf: ready with the next number.
class number {
 public:
  using output_type = int;

  explicit number(inbox& in) : in_(&in) {}
  number(number&& other) noexcept : in_(std::exchange(other.in_, nullptr)) {}
  ~number() {
    if (in_) in_->waiting = {};
  }

  kioto::poll<int> poll(kioto::context& cx) {
    see_poll_of_leaf(std::exchange(first_, false));  //~
    if (!in_->numbers.empty()) {
      int it = in_->numbers.front();
      in_->numbers.pop_front();
      return kioto::poll<int>::ready(it);
    }
    in_->waiting = cx.waker();
    see_pending();  //~
    return kioto::poll<int>::pending();
  }

 private:
  inbox* in_;
  bool first_ = true;  //~
};

auto inbox::next() { return number(*this); }

kioto::async<int> sum(inbox& in) {
  body here("sum");  //~
  int first = co_await in.next();
  see_local("sum", "first", first);  //~
  int second = co_await in.next();
  see_local("sum", "second", second);  //~
  co_return first + second;
}

kioto::async<int> average(inbox& in) {
  body here("average");  //~
  int both = co_await sum(in);
  see_local("average", "both", both);  //~
  co_return both / 2;
}

kioto::async<int> twice(inbox& in) {
  body here("twice");  //~
  int value = co_await average(in);
  see_local("twice", "value", value);  //~
  co_return 2 * value;
}
// #endregion shown

// What the reader sees --------------------------------------------------------

constexpr auto file = "coroutine-frame.cpp";
constexpr auto chain_file = "kioto/async/await_chain.hpp";
constexpr auto call_of_first = "std::optional task = twice(the_inbox);";

std::string line_of_call(std::string_view callee) {
  return line(file, "= co_await " + std::string(callee) + "(in);");
}

bool over = false;  // what is destroyed from here on is not shown
int polls = 0;
inbox the_inbox;

void see(std::string_view who, std::string_view what, std::string_view where) {
  for (frame& it : frames) see_frame(it);
  std::string numbers;
  for (int it : the_inbox.numbers) {
    numbers += (numbers.empty() ? "" : ", ") + std::to_string(it);
  }
  figure::of("inbox")
      .set("numbers", numbers.empty() ? "none" : numbers)
      .set("waiting", the_inbox.waiting ? "your waker" : "empty")
      .is(numbers.empty() ? look::idle : look::ready,
          numbers.empty() ? "empty" : "has a number");
  if (the_inbox.waiting) {
    figure::draw(arrow::points, "inbox", "you", "waker");
  }
  figure::step(who, what, where);
}

// Frames come from here: it tells of each that is made.
void* make_frame(std::size_t size) {
  void* memory = ::operator new(size);
  std::string name = coroutines[frames.size()].name;
  std::string caller = frames.empty() ? "you" : frames.back().name;
  frames.push_back({.name = name, .memory = memory, .locals = {}});
  frame_is_new = true;
  if (caller == "you") {
    see(caller,
        "The call of twice() only makes its frame: a promise, the parameters, "
        "room for the locals. Its body has not begun.",
        line(file, call_of_first));
  } else {
    see(caller,
        "The call of " + name +
            "() makes another frame. Its body has not begun either.",
        line_of_call(name));
  }
  frame_is_new = false;
  return memory;
}

constexpr kioto::detail::frame_source source = {
    .take = make_frame,
    .give = [](void* memory,
               std::size_t) noexcept { ::operator delete(memory); },
};

body::body(const char* of) : of_(of) {
  frame& it = *find(of);
  it.begun = true;
  runs = of;
  if (kioto::detail::await_call* call = it.promise().awaited_by()) {
    std::string caller = name_of(call->awaiting);
    figure::draw(arrow::call, caller, of, "starts");
    see(of,
        "co_await links the two: link points to the await in " + caller +
            ". Then the body of " + of + " begins, with the same root.",
        line(chain_file, "first.link = caller;"));
  } else {
    see(of, "twice is given the root, and its body begins.",
        line(file, lines_of(of).begin));
  }
}

body::~body() {
  if (over) return;
  frame& it = *find(of_);
  std::string result = result_of(it.promise());
  it.locals.clear();
  if (result != "empty") {
    see(of_,
        "co_return puts " + result + " into the promise of " + of_ +
            ". The locals are destroyed.",
        line(file, lines_of(of_).end));
    return;
  }
  runs.clear();
  is_dropped = true;
  it.going = true;
  std::string what = of_;
  see("kioto",
      what == "sum" ? "Destruction begins at the leaf, which takes its waker "
                      "out of the inbox. The frame of sum goes first."
                    : "Then the frame of " + what + " goes.",
      line("src/async/await_chain.cpp", what == "twice"
                                            ? "first.frame().destroy();"
                                            : "at->frame().destroy();"));
  it.gone = true;
}

void see_local(const char* of, const char* name, int value) {
  frame& it = *find(of);
  it.locals.emplace_back(name, value);
  runs = of;
  std::string text = std::string(name) + " is " + std::to_string(value) +
                     ", and lies in the frame of " + of + ".";
  if (it.memory != frames.back().memory) {
    frame& callee = *(&it + 1);
    callee.gone = true;
    text = std::string(of) +
           " goes on behind its co_await, and takes the result out: " + name +
           " is " + std::to_string(value) + ". The frame of " + callee.name +
           " is destroyed.";
  }
  see(of, text, line(file, std::string("int ") + name + " = co_await"));
}

void see_poll_of_leaf(bool first) {
  bool there = !the_inbox.numbers.empty();
  std::string end = there ? " There is a number." : "";
  figure::draw(arrow::call, first ? "sum" : "you", first ? "inbox" : "sum",
               first ? "poll" : "poll the leaf");
  if (first) {
    const char* which =
        find("sum")->locals.empty() ? "int first = " : "int second = ";
    see("sum",
        "The awaiter is a part of the frame of sum. It polls its future, "
        "before anything is suspended." +
            end,
        line(file, which));
  } else {
    see("you",
        "twice is given the new root. It knows the leaf, so that is polled at "
        "once: no coroutine is resumed for it." +
            end,
        line(chain_file, "if (!leaf->poll(*leaf, root.cx)) {"));
  }
}

void see_pending() {
  figure::draw(arrow::wake, "sum", "inbox", "waker");
  see("sum", "There is no number yet. The leaf leaves the waker in the inbox.",
      line(file, "in_->waiting = cx.waker();"));
}

// The one that awaits the leaf goes on.
void see_resumed(const kioto::detail::await_leaf& leaf) {
  std::string name = name_of(leaf.awaiting);
  figure::draw(arrow::call, "you", name, "resumes");
  see("you",
      name +
          " awaits the leaf: it is given the new root, and resumed. average, "
          "between, is not touched.",
      line(chain_file, "leaf->awaiting->root = &root;"));
}

// A coroutine has ended, and the one that awaits it goes on.
void see_resumed(const kioto::detail::await_call& call) {
  std::string ended = name_of(call.callee);
  frame& caller = *find(name_of(call.awaiting));
  runs.clear();
  figure::draw(arrow::call, ended, caller.name, "root");
  see(ended,
      ended +
          " has ended: its root is done. It hands the root of this poll to " +
          caller.name +
          (caller.root == "old" ? ", which had an old one."
                                : ", which has it already."),
      line(chain_file, "caller.root = root;"));
}

// The first of the chain has ended.
void see_end_of_first() {
  runs.clear();
  see("twice",
      "twice has ended: its root is done. Nobody awaits it, so control goes "
      "back to the poll.",
      line(chain_file, "if (callee.awaited_by() == nullptr) return"));
}

struct note final : kioto::wakeable {
  void wake() noexcept override {}
};

// The scenario ----------------------------------------------------------------

kioto::wakeable_ptr<note> you = kioto::make_wakeable<note>();

void number_comes(int number) {
  the_inbox.numbers.push_back(number);
  bool wakes = static_cast<bool>(the_inbox.waiting);
  if (wakes) std::move(the_inbox.waiting).wake();
  if (wakes) {
    figure::of("you").is(look::woken, "has been woken");
    figure::draw(arrow::wake, "inbox", "you", "wake");
  }
  see("outside",
      "The number " + std::to_string(number) + " comes. " +
          (wakes ? "The inbox wakes you, who poll. It knows nothing of frames."
                 : "Nobody has left a waker in the inbox, so nobody is woken."),
      line(file, "std::deque<int> numbers;"));
}

[[gnu::noinline]] kioto::poll<int> poll_here(kioto::async<int>& task,
                                             kioto::context& cx) {
  return task.poll(cx);
}

// Each poll is deeper on the stack than the one before, so no root lies where
// an earlier one did: what a promise has says of which poll it is.
kioto::poll<int> poll_deeper(kioto::async<int>& task, kioto::context& cx) {
  auto room = static_cast<volatile char*>(
      __builtin_alloca(64 * static_cast<std::size_t>(polls)));
  *room = 0;
  return poll_here(task, cx);
}

// Returns: whether it is done.
bool poll(kioto::async<int>& task) {
  kioto::waker waker = you.waker();
  kioto::context cx(waker);
  bool first = polls++ == 0;
  figure::of("you")
      .is(look::active, "polls")
      .set("polls", std::to_string(polls));
  figure::draw(arrow::call, "you", "twice", "poll");
  see("you",
      first ? "You poll the outer coroutine. The poll makes a root on your "
              "stack, and lends it to the chain."
            : "You poll the outer coroutine again, with a new root on your "
              "stack.",
      line(chain_file, "await_root root{cx};"));
  at_rest = false;
  auto answer = poll_deeper(task, cx);
  if (answer.is_ready()) {
    see_end_of_first();
    int result = std::move(answer).value();
    figure::of("you").is(look::ready, "has " + std::to_string(result));
    figure::can("");
    figure::draw(arrow::answer, "twice", "you", "ready");
    see("you", "The poll is ready: the result comes out of the promise.",
        line("kioto/async/async.hpp", "::ready(promise_->result().take());"));
    return true;
  }
  at_rest = true;
  runs.clear();
  figure::of("you").is(look::asleep, "waits");
  figure::draw(arrow::answer, "twice", "you", "pending");
  see("you",
      "The poll returns pending, and its root is gone. link of twice says "
      "where the next poll has to go, to the leaf; the others say the way "
      "back.",
      line(chain_file, "first.link = root.leaf;"));
  return false;
}

}  // namespace

void figure::run() {
  kioto::detail::shared_frame_source.store(&source);
  of("you").titled("you").is(look::idle, "").set("polls", "0");
  for (const coroutine_lines& it : coroutines) {
    of(it.name).titled(std::string("frame of ") + it.name);
    of(it.name).is(look::gone, "not there");
  }
  of("inbox");
  std::string letters = "npd";
  can(letters);
  see("you", "None of the three coroutines is called yet: there is no frame.",
      line(file, call_of_first));
  // #region call
  std::optional task = twice(the_inbox);
  // #endregion call
  int next = 20;
  for (char action : actions()) {
    if (!task) break;
    begin_action();
    if (action == 'n' && letters.contains('n')) {
      if (next == 22) letters.erase(0, 1);
      can(letters);
      number_comes(next);
      next = 22;
    } else if (action == 'p' && poll(*task)) {
      task.reset();
      at_rest = true;
      find("twice")->gone = true;
      see("you", "You destroy the outer coroutine, and its frame goes.",
          line(chain_file, "first.frame().destroy();"));
    } else if (action == 'd') {
      can("");
      figure::of("you").is(look::idle, "has dropped it");
      see("you",
          "You drop the outer coroutine while it is not done: that cancels it, "
          "and all that it awaits.",
          line("kioto/async/async.hpp",
               "if (promise_ != nullptr) detail::destroy_async(*promise_);"));
      bool begun = find("twice")->begun;
      task.reset();
      for (frame& it : frames) it.gone = true;
      see("you",
          begun ? "All three frames are gone."
                : "Its body never began. The frame is gone.",
          line("src/async/await_chain.cpp", "first.frame().destroy();"));
    }
  }
  over = true;
}
