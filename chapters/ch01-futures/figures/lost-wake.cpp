// SPDX-License-Identifier: MIT
//
// A thread waits in block_on for what another thread does. The reader chooses
// when that one comes. Both sides run on one thread here: the other side is
// called where its turn is.
#include <figure.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <string>
#include <utility>
//
#include <one_thread.hpp>

namespace {

using figure::arrow;
using figure::line;
using figure::look;

enum class turn { before, inside, between, asleep };

void other_thread(turn now);
void see_poll();
void see_keep();
void see_look(bool happened);
void see_answer(bool ready);
void see_parker(const kioto::waker& of);

// #region shown
/// Is shared by two threads. In a program, a mutex would guard it.
struct event {
  bool happened = false;
  kioto::waker waiting;
};

/// Leaves its waker, and looks then.
struct careful_future {
  using output_type = void;
  event& on;

  kioto::poll<void> poll(kioto::context& cx) {
    see_parker(cx.waker());  //~
    see_poll();              //~
    on.waiting = cx.waker();
    see_keep();                  //~
    other_thread(turn::inside);  //~
    see_look(on.happened);       //~
    if (on.happened) {
      see_answer(true);  //~
      return kioto::poll<void>::ready();
    }
    see_answer(false);  //~
    return kioto::poll<void>::pending();
  }
};

/// Looks, and leaves its waker then. Wrong.
struct hasty_future {
  using output_type = void;
  event& on;

  kioto::poll<void> poll(kioto::context& cx) {
    see_parker(cx.waker());  //~
    see_poll();              //~
    see_look(on.happened);   //~
    if (on.happened) {
      see_answer(true);  //~
      return kioto::poll<void>::ready();
    }
    other_thread(turn::inside);  //~
    on.waiting = cx.waker();
    see_keep();         //~
    see_answer(false);  //~
    return kioto::poll<void>::pending();
  }
};

/// Sleeps until it is notified, and has no token. Wrong. The first program has
/// it in place of the parker in block_on.
class bare_parker {
 public:
  void park() {
    std::unique_lock lock(mutex_);
    condition_.wait(lock);
  }
  void unpark() { condition_.notify_one(); }

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
};
// #endregion shown

// Not shown: but for its parker it is the block_on that the reader writes.
struct bare_thread final : kioto::wakeable {
  bare_parker parker;
  void wake() noexcept override { parker.unpark(); }
};

/// Is block_on with the bare parker.
template <class F>
void bare_block_on(F future) {
  auto thread = kioto::make_wakeable<bare_thread>();
  kioto::waker self = thread.waker();
  kioto::context cx(self);
  while (future.poll(cx).is_pending()) {
    thread->parker.park();
  }
}

// #region other
/// Is what the other thread does.
void make_it_happen(event& it) {
  it.happened = true;
  if (it.waiting) std::move(it.waiting).wake();
}
// #endregion other

// What the reader sees --------------------------------------------------------

constexpr auto file = "lost-wake.cpp";
constexpr auto parker_file = "kioto/rt/thread_parker.hpp";

event the_event;
bool bare = false;   // the parker without a token
bool hasty = false;  // the future that looks first
turn comes = turn::before;
bool in_other = false;  // whose turn it is
bool notified = false;
bool late = false;    // the other thread is through
bool asleep = false;  // the main thread
bool slept = false;
int polls = 0;
const kioto::thread_parker* parker = nullptr;

figure::box& main_thread() { return figure::of("main"); }

void see_state() {
  figure::of("event")
      .is(the_event.happened ? look::ready : look::idle,
          the_event.happened ? "has happened" : "not yet")
      .set("happened", the_event.happened ? "true" : "false")
      .set("waiting", the_event.waiting ? "a waker" : "empty");
  if (bare) {
    figure::of("parker").set("token", "it has none");
  } else {
    using state = kioto::thread_parker::state;
    state now = parker ? parker->state_.load() : state::empty;
    figure::of("parker")
        .is(now == state::notified ? look::woken : look::idle,
            now == state::notified ? "has the token" : "")
        .set("state_", now == state::empty    ? "empty"
                       : now == state::parked ? "parked"
                                              : "notified");
  }
}

void see(std::string_view who, std::string_view what, std::string_view where) {
  see_state();
  figure::step(who, what, where);
}

void see_parker(const kioto::waker& of) {
  if (bare) return;
  auto* sleeper = static_cast<kioto::wakeable*>(of.data_);
  parker = &static_cast<kioto::detail::blocked_thread*>(sleeper)->parker_;
}

void see_poll() {
  bool again = polls++ > 0;
  main_thread().is(look::active, "polls").set("polls", std::to_string(polls));
  see("main thread",
      again ? slept ? "It is awake again, and polls again."
                    : "park() has found the token, and did not sleep. The main "
                      "thread polls again."
            : "block_on polls the future for the first time.",
      bare ? line(file, "kioto::poll<void> poll(", "struct careful_future {")
           : line("kioto/rt/block_on.hpp", "auto result = fut.poll(cx);"));
}

std::string in_poll(std::string_view text) {
  return line(file, text, hasty ? "struct hasty_future" : "struct careful_fut");
}

void see_keep() {
  figure::draw(arrow::wake, "main", "event", "waker");
  see("main thread",
      hasty && late ? "It leaves its waker with the event. Too late: the event "
                      "has happened, and nobody takes this waker any more."
                    : "It leaves its waker with the event.",
      in_poll("on.waiting = cx.waker();"));
}

void see_look(bool happened) {
  figure::draw(arrow::call, "main", "event", "happened?");
  see("main thread",
      happened ? "It looks: the event has happened."
               : "It looks: the event has not happened.",
      in_poll("if (on.happened) {"));
}

void see_answer(bool ready) {
  main_thread().is(ready ? look::ready : look::pending,
                   ready ? "has the result" : "saw pending");
  see("main thread",
      ready ? "The future is ready, and block_on returns."
            : "The future is pending. So block_on wants to sleep.",
      in_poll(ready ? "return kioto::poll<void>::ready();"
                    : "return kioto::poll<void>::pending();"));
}

// The other side --------------------------------------------------------------

void see_unpark() {
  if (!late || bare || notified) return;
  figure::draw(arrow::wake, "other", "parker", "unpark()");
  see("other thread",
      "unpark() leaves the token. The main thread is awake, so there is nobody "
      "to notify: it will find the token.",
      line(parker_file, "return;  // awake: it will find the token"));
}

void other_thread(turn now) {
  if (now != comes || late) return;
  in_other = true;
  late = true;
  figure::of("other").is(look::active, "has its turn");
  bool knows = static_cast<bool>(the_event.waiting);
  the_event.happened = true;
  figure::draw(arrow::call, "other", "event", "= true");
  see("other thread", "Now the other thread comes. It makes the event happen.",
      line(file, "it.happened = true;"));
  figure::draw(arrow::call, "other", "event", "waiting?");
  see("other thread",
      knows ? "It finds a waker, and wakes it."
            : "It finds no waker, so it has nobody to wake. It goes away.",
      line(file, "if (it.waiting) std::move(it.waiting).wake();"));
  notified = false;
  make_it_happen(the_event);
  if (knows) see_unpark();
  figure::of("other").is(look::gone, "has gone");
  in_other = false;
}

}  // namespace

// What the parkers' mutex and condition variable do ---------------------------

void figure::on_lock() {
  if (in_other) return;
  main_thread().is(look::active, "goes to sleep");
  figure::draw(arrow::call, "main", "parker", "park()");
  see("main thread",
      bare ? "It calls park(), and is about to lock the mutex."
           : "It calls park(). There is no token, so it is about to lock the "
             "mutex and to sleep.",
      bare ? line(file, "std::unique_lock lock(mutex_);")
           : line(parker_file, "std::unique_lock lock(mutex_);",
                  "void park() noexcept {"));
  other_thread(turn::between);
}

void figure::on_notify() {
  notified = true;
  figure::draw(arrow::wake, "other", "parker", "unpark()");
  if (asleep) {
    main_thread().is(look::woken, "is notified");
    figure::draw(arrow::wake, "parker", "main", "notify");
  } else {
    figure::draw(arrow::lost, "parker", "main", "notify");
  }
  see("other thread",
      asleep ? bare ? "unpark() notifies, and the main thread wakes up."
                    : "unpark() leaves the token and notifies. The main thread "
                      "wakes up, and takes the token."
             : "unpark() notifies. Nobody waits there yet, so it reaches "
               "nobody, and nothing remembers it.",
      bare ? line(file, "void unpark() { condition_.notify_one(); }")
           : line(parker_file, "condition_.notify_one();"));
}

void figure::on_sleep() {
  main_thread().is(look::asleep, "sleeps");
  asleep = slept = true;
  notified = false;
  bool was_late = late;
  see("main thread", "It sleeps.",
      bare ? line(file, "condition_.wait(lock);")
           : line(parker_file, "condition_.wait(lock);",
                  "void park() noexcept {"));
  other_thread(turn::asleep);
  asleep = false;
  if (notified) return;
  main_thread().is(look::wrong, "sleeps for ever");
  see("main thread",
      was_late
          ? "The event has happened, and the other thread has gone. Nobody "
            "will come back. The wake is lost: it sleeps for ever."
          : "Nobody wakes it. It sleeps for ever.",
      bare ? line(file, "condition_.wait(lock);")
           : line(parker_file, "condition_.wait(lock);",
                  "void park() noexcept {"));
  halt();
}

void figure::run() {
  std::string program = chosen("program", "right");
  std::string when = chosen("turn", "between");
  bare = program == "bare";
  hasty = program == "hasty";
  comes = when == "before"   ? turn::before
          : when == "inside" ? turn::inside
          : when == "asleep" ? turn::asleep
                             : turn::between;
  main_thread().titled("main thread").is(look::idle, "").set("polls", "0");
  of("event");
  of("parker").titled(bare ? "bare_parker" : "thread_parker");
  of("other").titled("other thread").is(look::idle, "has not come");
  see("main thread",
      "The main thread calls block_on with a future that waits for an event. "
      "The other thread will make it happen, once.",
      bare ? line(file, "struct careful_future {")
           : line("kioto/rt/block_on.hpp", "output_of<F> block_on(F&& fut) {"));
  other_thread(turn::before);
  if (bare) {
    bare_block_on(careful_future{the_event});
  } else if (hasty) {
    kioto::block_on(hasty_future{the_event});
  } else {
    kioto::block_on(careful_future{the_event});
  }
}
