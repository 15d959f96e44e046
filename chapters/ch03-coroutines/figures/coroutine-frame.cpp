// SPDX-License-Identifier: MIT
//
// Two coroutines, one in the other, and what is in their frames. The reader
// polls the outer one, and lets numbers come for the inner one.
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

namespace {

using figure::line;

/// Tells that the body of a coroutine begins, and that it ends.
class body {
 public:
  explicit body(const char* of);
  ~body();

 private:
  const char* of_;
};

void see_local(const char* of, const char* name, int value);
void see_poll_of_leaf(bool first);
void see_pending();

// #region shown
kioto::async<int> sum(struct inbox& in);

kioto::async<int> twice(inbox& in) {
  body here("twice");  //~
  int value = co_await sum(in);
  see_local("twice", "value", value);  //~
  co_return 2 * value;
}

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
// #endregion shown

// What the reader sees --------------------------------------------------------

constexpr auto file = "coroutine-frame.cpp";
constexpr auto chain_file = "kioto/async/await_chain.hpp";
constexpr auto awaiter_file = "kioto/async/awaiter.hpp";

bool over = false;  // what is destroyed from here on is not shown
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
  bool outer = frames.empty();
  frames.push_back(
      {.name = outer ? "twice" : "sum", .memory = memory, .locals = {}});
  frame_is_new = true;
  if (outer) {
    see("you",
        "Calling twice() only makes its frame: a promise, the parameters, room "
        "for the locals. Its body has not begun.",
        line(file, "kioto::async<int> twice(inbox& in) {"));
  } else {
    see("twice",
        "The call of sum() makes a second frame. Its body has not begun "
        "either.",
        line(file, "int value = co_await sum(in);"));
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
  it.ran_in = polls;
  runs = of;
  if (it.promise().awaited_by) {
    figure::draw(arrow::call, "twice", "sum", "resumes");
    see("sum",
        "co_await links the two: awaited_by of sum points to the await in "
        "twice. Then it jumps into sum, whose body begins.",
        line(chain_file, "call.callee->awaited_by = &call;"));
  } else {
    see("twice", "Its body begins.",
        line(file, "kioto::async<int> twice(inbox& in) {"));
  }
}

body::~body() {
  if (over) return;
  frame& it = *find(of_);
  if (result_of(it.promise()) != "empty") {
    see(of_,
        of_ == std::string("sum")
            ? "co_return puts the result into the promise of sum. At its end, "
              "sum jumps to whoever awaits it: awaited_by says who."
            : "co_return puts the result into the promise of twice. Nobody "
              "awaits twice, so control goes back to the poll.",
        line(file, of_ == std::string("sum") ? "co_return first + second;"
                                             : "co_return 2 * value;"));
    return;
  }
  it.locals.clear();
  runs.clear();
  bool leaf = of_ == std::string("sum");
  it.going = true;
  see("kioto",
      leaf
          ? "Destruction begins at the leaf: the frame of sum goes first, with "
            "its locals."
          : "The frame of twice goes, with its locals.",
      line("src/async/await_chain.cpp",
           find("sum") ? "at->frame().destroy();"
                       : "return first.frame().destroy();"));
  it.gone = true;
}

void see_local(const char* of, const char* name, int value) {
  frame& it = *find(of);
  it.locals.emplace_back(name, value);
  it.ran_in = polls;
  runs = of;
  std::string text =
      "The number is there, so sum is resumed behind its "
      "co_await. " +
      std::string(name) + " is " + std::to_string(value) +
      ", and lies in the frame.";
  std::string where = std::string("int ") + name + " = co_await";
  if (of == std::string("twice")) {
    find("sum")->gone = true;
    text =
        "twice goes on behind its co_await, takes the result out, and the "
        "frame of sum is destroyed. value is " +
        std::to_string(value) + ".";
  }
  see(of, text, line(file, where));
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
    runs.clear();
    see("you",
        "The promise of twice knows its leaf. So the poll goes to that future "
        "at once: no coroutine is resumed for it." +
            end,
        line(chain_file, "if (!leaf->poll(*leaf, root.cx)) {"));
  }
}

void see_pending() {
  figure::draw(arrow::wake, "sum", "inbox", "waker");
  see("sum", "There is no number yet. The leaf leaves the waker in the inbox.",
      line(file, "in_->waiting = cx.waker();"));
}

struct note final : kioto::wakeable {
  bool ask_again = false;
  void wake() noexcept override { ask_again = true; }
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

// Returns: whether it is done.
bool poll(kioto::async<int>& task) {
  kioto::waker waker = you.waker();
  kioto::context cx(waker);
  you->ask_again = false;
  bool first = polls++ == 0;
  figure::of("you")
      .is(look::active, "polls")
      .set("polls", std::to_string(polls));
  figure::draw(arrow::call, "you", "twice", "poll");
  see("you",
      first ? "You poll the outer coroutine. The poll makes a root on your "
              "stack, lends it to "
              "the chain, and resumes the first frame."
            : "You poll the outer coroutine again. A new root is made on your "
              "stack.",
      line(chain_file, "await_root root{cx};"));
  at_rest = false;
  find("twice")->ran_in = polls;
  auto answer = task.poll(cx);
  at_rest = true;
  runs.clear();
  if (answer.is_ready()) {
    int result = std::move(answer).value();
    figure::of("you").is(look::ready, "has " + std::to_string(result));
    figure::can("");
    figure::draw(arrow::answer, "twice", "you", "ready");
    see("you", "The poll is ready: the result comes out of the promise.",
        line("kioto/async/async.hpp", "::ready(promise_->result().take());"));
    return true;
  }
  figure::of("you").is(look::asleep, "waits");
  figure::draw(arrow::answer, "twice", "you", "pending");
  see("you",
      "The poll returns pending. What stays is in the frames: leaf of twice "
      "says where the next poll has to go, and awaited_by the way back.",
      line(chain_file, "first.leaf = root.leaf;"));
  return false;
}

}  // namespace

void figure::run() {
  kioto::detail::shared_frame_source.store(&source);
  of("you").titled("you").is(look::idle, "").set("polls", "0");
  of("twice").titled("frame of twice").is(look::gone, "not there");
  of("inbox");
  of("sum").titled("frame of sum").is(look::gone, "not there");
  std::string letters = "npd";
  can(letters);
  see("you", "There are two coroutines, and no frame yet.",
      line(file, "int value = co_await sum(in);"));
  std::optional<kioto::async<int>> task = twice(the_inbox);
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
      find("twice")->gone = true;
      see("you", "You destroy the outer coroutine, and its frame goes.",
          line("kioto/async/await_chain.hpp", "first.frame().destroy();"));
    } else if (action == 'd') {
      can("");
      figure::of("you").is(look::idle, "has dropped it");
      see("you",
          "You drop the outer coroutine while it is not done: that cancels it, "
          "and all that "
          "it awaits.",
          line("kioto/async/async.hpp",
               "if (promise_ != nullptr) detail::destroy_async(*promise_);"));
      bool begun = find("twice")->begun;
      task.reset();
      for (frame& it : frames) it.gone = true;
      see("you",
          begun ? "Both frames are gone, and the inbox has no waker any more."
                : "Its body never began. The frame is gone.",
          begun ? line(file, "if (in_) in_->waiting = {};")
                : line("src/async/await_chain.cpp",
                       "return first.frame().destroy();  // never began"));
    }
  }
  over = true;
}
