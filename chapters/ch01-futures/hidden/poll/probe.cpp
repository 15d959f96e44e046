// SPDX-License-Identifier: MIT
#include <array>
#include <ch01/ending.hpp>
#include <cstddef>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/poll.hpp>
#include <string>
#include <tuple>
#include <utility>

using ch01::show_ending_and_caller;
using kioto::poll;
using probe::emit;

namespace {

// A value that counts what is done to it, and can be made from nothing.
struct counted : probe::tracked {
  using tracked::tracked;
  counted() : tracked(0) {}
};

template <class T>
void show_state(const poll<T>& p) {
  emit("is_ready()", p.is_ready());
  emit("is_pending()", p.is_pending());
}

// Tells how it is called: as an object that somebody keeps, or as one that is
// given up.
template <class R>
struct telling {
  template <class... Args>
  R operator()(Args&&...) & {
    return tell("kept");
  }
  template <class... Args>
  R operator()(Args&&...) && {
    return tell("given up");
  }
  static R tell(const char* how) {
    emit("the function was", how);
    return R();
  }
};

template <class R>
void map_in_all_ways(int n) {
  const auto kept = poll<int>::ready(n);
  std::ignore = poll<int>::ready(n).map(telling<R>());
  std::ignore = kept.map(telling<R>());
  std::ignore = poll<void>::ready().map(telling<R>());
  telling<R> mine;
  std::ignore = poll<int>::ready(n).map(mine);
}

int ask_n() { return static_cast<int>(probe::ask_int("n")); }

}  // namespace

PROBE(state) {
  show_state(poll<int>::ready(ask_n()));
  show_state(poll<int>::pending());
  show_state(poll<bool>::ready(false));
  show_state(poll<void>::ready());
  show_state(poll<void>::pending());
}

PROBE(ready) {
  auto number = poll<int>::ready(ask_n());
  emit("value()", number.value());
  auto text = poll<std::string>::ready(probe::ask_text("word"));
  emit("value()", text.value());
  auto repeated =
      poll<std::string>::ready(static_cast<std::size_t>(ask_n()), 'k');
  emit("value()", repeated.value());
  [[maybe_unused]] auto given = poll<counted>::ready(counted(ask_n()));
  emit("copied", probe::counts.copied);
  const auto moved_before = probe::counts.moved;
  [[maybe_unused]] auto made = poll<counted>::ready(ask_n());
  emit("moved", probe::counts.moved - moved_before);
}

PROBE(pending) {
  {
    auto p = poll<counted>::pending();
    emit("is_pending()", p.is_pending());
    emit("made", probe::counts.made);
  }
  emit("destroyed", probe::counts.destroyed);
}

PROBE(value_lends) {
  auto p = poll<counted>::ready(ask_n());
  const auto before = probe::counts;
  emit("value()", p.value().value);
  p.value().value += 1;
  const auto& view = p;
  emit("value()", view.value().value);
  emit("copied", probe::counts.copied - before.copied);
  emit("moved", probe::counts.moved - before.moved);
}

PROBE(value_moves) {
  {
    auto p = poll<counted>::ready(ask_n());
    const counted taken = std::move(p).value();
    emit("value()", taken.value);
    emit("copied", probe::counts.copied);
    emit("is_ready()", p.is_ready());
  }
  emit("still alive", probe::counts.live);
}

// "how": which value() is called.
PROBE(value_of_pending) {
  const auto how = probe::ask_text("how");
  auto p = poll<int>::pending();
  const auto& view = p;
  const auto none = poll<void>::pending();
  // clang-format off: each call stands on the line that is named as its caller.
  if (how == "p.value()")
    show_ending_and_caller([&] { (void)p.value(); });
  if (how == "as_const(p).value()")
    show_ending_and_caller([&] { (void)view.value(); });
  if (how == "move(p).value()")
    show_ending_and_caller([&] { (void)std::move(p).value(); });
  if (how == "none.value()")
    show_ending_and_caller([&] { none.value(); });
  // clang-format on
}

PROBE(map) {
  int calls = 0;
  int got = 0;
  const auto n = ask_n();
  auto doubled = poll<int>::ready(n).map([&](int x) {
    ++calls;
    return std::int64_t{2} * x;
  });
  emit("calls", calls);
  emit("value()", doubled.value());
  calls = 0;
  auto nothing = poll<int>::ready(n).map([&](int x) {
    ++calls;
    got = x;
  });
  emit("calls", calls);
  emit("the function got", got);
  emit("is_ready()", nothing.is_ready());
  calls = 0;
  auto something = nothing.map([&] {
    ++calls;
    return n;
  });
  emit("calls", calls);
  emit("value()", something.value());
  calls = 0;
  auto still_nothing = nothing.map([&] { ++calls; });
  emit("calls", calls);
  emit("is_ready()", still_nothing.is_ready());
}

PROBE(map_pending) {
  int calls = 0;
  const auto count = [&calls](auto&&...) { return ++calls; };
  const auto discard = [&calls](auto&&...) { ++calls; };
  const auto show = [&calls](const auto& mapped) {
    emit("calls", calls);
    emit("is_pending()", mapped.is_pending());
  };
  const auto p = poll<int>::pending();
  show(poll<int>::pending().map(count));
  show(p.map(count));
  show(poll<void>::pending().map(count));
  show(poll<int>::pending().map(discard));
  show(p.map(discard));
  show(poll<void>::pending().map(discard));
}

PROBE(map_moves) {
  {
    const auto n = ask_n();
    auto p = poll<counted>::ready(n);
    auto q = std::move(p).map([](counted c) {
      c.value += 1;
      return c;
    });
    emit("value()", q.value().value);
    emit("copied", probe::counts.copied);
    int got = 0;
    std::ignore = std::move(q).map([&got](counted c) { got = c.value; });
    emit("the function got", got);
    emit("copied", probe::counts.copied);
    const auto moved_before = probe::counts.moved;
    auto looked = poll<counted>::ready(n).map(
        [](auto&& c) { return std::as_const(c).value; });
    emit("value()", looked.value());
    emit("moved", probe::counts.moved - moved_before);
  }
  emit("still alive", probe::counts.live);
}

PROBE(map_forwards) {
  const auto n = ask_n();
  map_in_all_ways<int>(n);
  map_in_all_ways<void>(n);
}

PROBE(map_lends) {
  const auto p = poll<counted>::ready(ask_n());
  int got = 0;
  auto next = p.map([](const counted& c) { return c.value + 1; });
  emit("value()", next.value());
  auto nothing = p.map([&got](const counted& c) { got = c.value; });
  emit("is_ready()", nothing.is_ready());
  emit("the function got", got);
  emit("copied", probe::counts.copied);
  auto taken = p.map([](counted c) { return c.value; });
  emit("value()", taken.value());
  emit("the poll's value()", p.value().value);
}

// Runs a program over three polls. Each instruction is 100 * operation
// + 10 * from + to; after each the three are shown.
PROBE(program) {
  {
    using slot = poll<counted>;
    std::array<slot, 3> slots = {slot::pending(), slot::pending(),
                                 slot::pending()};
    int next_value = 1;
    for (const auto code : probe::ask_ints("program")) {
      auto& from = slots.at(static_cast<std::size_t>(code / 10 % 10));
      auto& to = slots.at(static_cast<std::size_t>(code % 10));
      switch (code / 100) {
        case 0:
          to = slot::ready(next_value++);
          break;
        case 1:
          to = slot::pending();
          break;
        case 2:
          to = from;
          break;
        case 3: {
          slot copy(from);
          if (copy.is_ready()) copy.value().value += 100;
          to = std::move(copy);
          break;
        }
        default: {
          slot moved(std::move(from));
          from = slot::pending();
          to = std::move(moved);
        }
      }
      std::string shown;
      for (const auto& s : slots) {
        if (!shown.empty()) shown += ", ";
        shown += s.is_ready() ? std::to_string(s.value().value) : "pending";
      }
      emit("the polls hold", shown);
    }
  }
  emit("still alive", probe::counts.live);
}
