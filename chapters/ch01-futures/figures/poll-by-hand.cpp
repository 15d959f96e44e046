// SPDX-License-Identifier: MIT
//
// The reader owns a future and polls it by hand. Nothing happens in between,
// unless somebody wakes.
#include <figure.hpp>
#include <kioto/detail/assert.hpp>
#include <kioto/future/context.hpp>
#include <kioto/future/countdown.hpp>
#include <kioto/future/pending.hpp>
#include <kioto/future/poll.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <kioto/future/yield_now.hpp>
#include <string>
#include <utility>

namespace {

using figure::arrow;
using figure::line;
using figure::look;

constexpr auto file = "poll-by-hand.cpp";

void see_copies();
void see_wake();
void see_ring();
void see_look(bool rung);
void see_keep();

// #region shown
/// Is what happens outside: a key, a packet, the end of a time.
struct bell {
  bool rung = false;
  kioto::waker waiting;

  void ring() {
    rung = true;
    see_ring();  //~
    if (waiting) std::move(waiting).wake();
  }
};

/// Is ready when the bell has been rung.
class bell_future {
 public:
  using output_type = void;
  explicit bell_future(bell& on) : bell_(on) {}

  kioto::poll<void> poll(kioto::context& cx) {
    KIOTO_ASSERT(!complete_, "bell: polled after completion");
    see_look(bell_.rung);  //~
    if (bell_.rung) {
      complete_ = true;
      return kioto::poll<void>::ready();
    }
    bell_.waiting = cx.waker();
    see_keep();  //~
    return kioto::poll<void>::pending();
  }

 private:
  bell& bell_;
  bool complete_ = false;
};

/// Is what your waker wakes: a note that it is time to ask again.
struct note final : kioto::wakeable {
  bool ask_again = false;

  void wake() noexcept override {
    ask_again = true;
    see_wake();  //~
  }
};
// #endregion shown

// What the reader sees --------------------------------------------------------

bell the_bell;
kioto::wakeable_ptr<note> the_note = kioto::make_wakeable<note>();
std::string which;
bool in_poll = false;
bool kept_before = false;  // a copy of the waker is with the bell already
void (*see_inside)(const void* future) = nullptr;  // of the type it has
const void* the_future = nullptr;
int polls = 0;

struct of_library {
  const char* file;
  const char* wakes;
  const char* pending;
  const char* ready;
};

of_library places() {
  if (which == "countdown") {
    return {"kioto/future/countdown.hpp", "cx.waker().wake_by_ref();",
            "return kioto::poll<unsigned>::pending();",
            "return kioto::poll<unsigned>::ready(start_);"};
  }
  if (which == "yield_now") {
    return {"kioto/future/yield_now.hpp", "cx.waker().wake_by_ref();",
            "return kioto::poll<void>::pending();",
            "return kioto::poll<void>::ready();"};
  }
  if (which == "pending") {
    return {"kioto/future/pending.hpp", "", "return kioto::poll<T>::pending();",
            ""};
  }
  return {file, "", "return kioto::poll<void>::pending();",
          "return kioto::poll<void>::ready();"};
}

void see_copies() {
  // Two of the references are ours: the pointer, and the waker in the context.
  std::size_t kept = the_note->references_.load() - 2;
  figure::of("waker").set("copies kept", std::to_string(kept));
}

void see_bell() {
  if (which != "bell") return;
  figure::of("bell")
      .titled("bell")
      .is(the_bell.rung ? look::ready : look::idle,
          the_bell.rung ? "has rung" : "silent")
      .set("rung", the_bell.rung ? "true" : "false")
      .set("waiting", the_bell.waiting ? "a waker" : "empty");
}

void see_wake() {
  see_inside(the_future);
  figure::of("you").set("ask again", "yes");
  figure::of("waker").is(look::woken, "was woken");
  see_copies();
  see_bell();
  figure::draw(arrow::wake, in_poll ? "future" : "bell", "waker", "wake");
  figure::draw(arrow::wake, "waker", "you", "ask again");
  if (in_poll) {
    figure::step("future",
                 "Still inside of its poll, the future wakes the waker. It "
                 "wants to be asked again. All that wake() does is to make a "
                 "note for you.",
                 line(places().file, places().wakes));
  } else {
    figure::of("you").is(look::woken, "has been woken");
    figure::step("bell",
                 "The bell wakes the waker that was left with it. Nobody polls "
                 "here: wake() makes a note for you, and returns.",
                 line(file, "if (waiting) std::move(waiting).wake();"));
    figure::of("waker").is(look::idle, "waits");
  }
}

void see_ring() {
  figure::can("p");
  see_bell();
  figure::step("bell",
               the_bell.waiting
                   ? "Outside, somebody rings the bell. The future does not "
                     "notice: nobody polls it."
                   : "Outside, somebody rings the bell. Nobody has left a "
                     "waker with it, so nobody is woken.",
               line(file, "rung = true;"));
}

void see_look(bool rung) {
  kept_before = static_cast<bool>(the_bell.waiting);
  see_bell();
  figure::draw(arrow::call, "future", "bell", "rung?");
  figure::step("future",
               rung ? "The future looks at the bell: it has been rung."
                    : "The future looks at the bell: not rung yet.",
               line(file, "if (bell_.rung) {"));
}

void see_keep() {
  see_bell();
  see_copies();
  figure::draw(arrow::wake, "future", "bell", "waker");
  figure::step("future",
               kept_before
                   ? "It says again whom to wake. The bell has a copy of your "
                     "waker already, so the assignment makes no second one."
                   : "It cannot wait here: a poll does not block. So it leaves "
                     "a copy of your waker with the bell.",
               line(file, "bell_.waiting = cx.waker();"));
}

template <class F>
void see_members(const void* it_is) {
  const F& future = *static_cast<const F*>(it_is);
  figure::box& it = figure::of("future");
  if constexpr (requires { future.left_; }) {
    it.set("left_", future.left_ ? std::to_string(*future.left_) : "empty");
  } else if constexpr (requires { future.bell_; }) {
    it.set("bell_", "the bell");
  } else if constexpr (requires { future.state_; }) {
    using state = decltype(future.state_);
    it.set("state_", future.state_ == state::fresh     ? "fresh"
                     : future.state_ == state::yielded ? "yielded"
                                                       : "complete");
  } else {
    it.set("members", "none");
  }
}

// The scenario ----------------------------------------------------------------

template <class F>
class owner {
 public:
  owner(F future, std::string_view title) : future_(std::move(future)) {
    figure::of("you").is(look::idle, "has not asked");
    figure::of("you").set("polls", "0").set("ask again", "no");
    figure::of("future").titled(title).is(look::idle, "does nothing");
    figure::of("waker").titled("waker").is(look::idle, "waits");
    the_future = &future_;
    see_inside = see_members<F>;
    see_copies();
    see_inside(the_future);
    see_bell();
  }

  // #region ask
  /// Asks the future once, as an executor would.
  void ask() {
    kioto::context cx(waker_);
    see_call();  //~
    auto answer = future_.poll(cx);
    see_answer(answer.is_ready());  //~
  }
  // #endregion ask

 private:
  void see_call() {
    bool asked = the_note->ask_again || polls == 0;
    const char* why =
        polls == 0 ? " Only now does the future begin: it is lazy."
        : done_    ? " But it was ready: it must not be polled again."
        : asked    ? " You were asked to."
                   : " Nobody asked for this. It is legal, and does no harm.";
    the_note->ask_again = false;
    ++polls;
    in_poll = true;
    figure::of("you").is(look::active, "waits for the answer");
    figure::of("you").set("polls", std::to_string(polls));
    figure::of("you").set("ask again", "no");
    figure::of("future").is(look::active, "is polled");
    figure::of("waker").is(look::idle, "waits");
    figure::draw(arrow::call, "you", "future", "poll(cx)");
    figure::step("you",
                 std::string("You call poll(cx). In the context is your "
                             "waker.") +
                     why,
                 line(file, "auto answer = future_.poll(cx);"));
  }

  void see_answer(bool ready) {
    in_poll = false;
    see_inside(the_future);
    see_copies();
    see_bell();
    bool again = the_note->ask_again;
    figure::of("waker").is(look::idle, "waits");
    done_ = done_ || ready;
    if (ready) {
      figure::of("future").is(look::ready, "complete");
      figure::of("you").is(look::ready, "has the result");
    } else {
      figure::of("future").is(look::pending, "pending");
      figure::of("you").is(again ? look::woken : look::asleep,
                           again ? "has been woken" : "has nothing to do");
    }
    figure::draw(arrow::answer, "future", "you", ready ? "ready" : "pending");
    figure::can(which == "bell" && !the_bell.rung ? "pr" : "p");
    figure::step(
        "future", text_of(ready, again),
        line(places().file, ready ? places().ready : places().pending));
  }

  static const char* text_of(bool ready, bool again) {
    if (ready) return "It answers ready, and the result is yours.";
    if (again) {
      return "It answers pending. The note is there already: the wake came "
             "before the answer. You may ask again at once.";
    }
    if (which == "bell") {
      return "It answers pending. There is no note, so you can do something "
             "else until the bell wakes you.";
    }
    return "It answers pending, and it has kept no waker. Nobody will ever "
           "wake you.";
  }

  F future_;
  kioto::waker waker_ = the_note.waker();
  bool done_ = false;
};

template <class F>
void play(F future, std::string_view title) {
  owner<F> you(std::move(future), title);
  figure::can(which == "bell" ? "pr" : "p");
  figure::step("you",
               "You have a future, and a waker. Nothing happens: a future "
               "does nothing until somebody polls it.",
               line(file, "void ask() {"));
  for (char action : figure::actions()) {
    figure::begin_action();
    if (action == 'r') {
      the_bell.ring();
    } else {
      you.ask();
    }
  }
}

}  // namespace

void figure::run() {
  which = figure::chosen("future", "countdown");
  if (which == "countdown") play(kioto::countdown(2), "countdown(2)");
  if (which == "yield_now") play(kioto::yield_now(), "yield_now()");
  if (which == "pending") play(kioto::pending<void>(), "pending()");
  if (which == "bell") play(bell_future(the_bell), "bell_future");
}
