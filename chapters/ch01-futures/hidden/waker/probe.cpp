// SPDX-License-Identifier: MIT
#include <array>
#include <ch01/bare_signal.hpp>
#include <ch01/bell.hpp>
#include <ch01/ending.hpp>
#include <ch01/job.hpp>
#include <cstdint>
#include <grader/probe.hpp>
#include <grader/tracked.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "hard_jobs.hpp"
#include "table_of_wakers.hpp"

using ch01::bare_signal;
using ch01::bell;
using ch01::diary;
using ch01::emit_calls;
using ch01::emit_diary;
using ch01::make_bell;
using ch01::waker_of;

// --- one waker ---

PROBE(copy) {
  job j;
  {
    waker a = waker_of(j);
    emit_calls(j);
    {
      waker b(a);
      emit_calls(j);
    }
    emit_calls(j);
  }
  emit_calls(j);
}

PROBE(move) {
  job j;
  std::optional<waker> a(std::in_place, &j, job_table);
  std::optional<waker> b(std::move(*a));
  emit_calls(j);
  probe::emit("a is empty", !*a);
  a.reset();
  emit_calls(j);
  b->wake_by_ref();
  emit_calls(j);
  b.reset();
  emit_calls(j);
}

PROBE(wake) {
  job j;
  {
    waker w = waker_of(j);
    std::move(w).wake();
    emit_calls(j);
    probe::emit("w is empty", !w);
  }
  emit_calls(j);
}

// The waker lives in what its job owns, and the job destroys that.
PROBE(wake_destroys) {
  owner o;
  o.owned = new_waker(&o, owner_table);
  std::move(*o.owned).wake();
  emit_calls(o.job);
}

PROBE(wake_by_ref) {
  const auto times = probe::ask<int>("times");
  job j;
  {
    const waker w = waker_of(j);
    for (int i = 0; i < times; ++i) w.wake_by_ref();
    emit_calls(j);
  }
  emit_calls(j);
}

// Each clone is another pointer.
PROBE(clone_gives) {
  row r;
  the_row = &r;
  const waker a(r.places.data(), row_table);
  std::optional<waker> b;
  if (probe::ask<bool>("by_assignment"))
    b.emplace() = a;
  else
    b.emplace(a);
  b.reset();
  probe::emit("drop got", r.dropped == &r.places[1]      ? "what clone gave"
                          : r.dropped == r.places.data() ? "the pointer of a"
                          : r.dropped == nullptr         ? "no call"
                                                         : "another pointer");
}

PROBE(copy_assign) {
  job first, second;
  {
    waker a = waker_of(first);
    waker b = waker_of(second);
    a = b;
    emit_calls(first);
    emit_calls(second);
  }
  emit_calls(first);
  emit_calls(second);
}

PROBE(move_assign) {
  job first, second;
  std::optional<waker> a(std::in_place, &first, job_table);
  std::optional<waker> b(std::in_place, &second, job_table);
  *a = std::move(*b);
  emit_calls(first);
  emit_calls(second);
  probe::emit("b is empty", !*b);
  b.reset();
  emit_calls(second);
  a.reset();
  emit_calls(second);
}

// a = b, where the old reference of a is all that keeps b alive.
PROBE(assign_from_the_old) {
  job second;
  owner first{.owned = new_waker(&second, job_table), .keeps_memory = true};
  waker a(&first, owner_table);
  if (probe::ask<bool>("by_move"))
    a = std::move(*first.owned);
  else
    a = *first.owned;
  emit_calls(first.job);
  emit_calls(second);
  a.wake_by_ref();
  emit_calls(second);
}

PROBE(assign_to_itself) {
  const auto by_move = probe::ask<bool>("by_move");
  job j;
  {
    waker a = waker_of(j);
    waker& same = a;
    if (by_move)
      a = std::move(same);
    else
      a = same;
    if (!by_move) probe::emit("references", j.references);
  }
  probe::emit("references", j.references);
  probe::emit("called after the last reference was gone", j.called_too_late);
}

PROBE(assign_the_same) {
  job j;
  waker a = waker_of(j);
  const waker b(a);
  emit_calls(j);
  a = b;
  emit_calls(j);
}

PROBE(empty) {
  job j;
  {
    waker a;
    waker b(a);
    probe::emit("copy of an empty waker is empty", !b);
    b = waker_of(j);
    emit_calls(j);
    b = a;
    emit_calls(j);
    probe::emit("b is empty", !b);
  }
  emit_calls(j);
}

PROBE(wake_empty) {
  waker a;
  if (probe::ask<bool>("by_ref"))
    ch01::show_ending([&] { a.wake_by_ref(); });
  else
    ch01::show_ending([&] { std::move(a).wake(); });
}

PROBE(swap) {
  job first, second;
  waker a = waker_of(first);
  waker b = waker_of(second);
  a.swap(b);
  emit_calls(first);
  emit_calls(second);
  a.wake_by_ref();
  emit_calls(first);
  emit_calls(second);
}

namespace {

// A second table for the same job: it wakes in another way.
void other_wake(void* data) noexcept { ch01::job_calls::wake(data); }
void* other_clone(void* data) noexcept { return ch01::job_calls::clone(data); }
void other_wake_by_ref(void* data) noexcept {
  ch01::job_calls::wake_by_ref(data);
}
void other_drop(void* data) noexcept { ch01::job_calls::drop(data); }

const kioto::waker_vtable other_table = {.clone = other_clone,
                                         .wake = other_wake,
                                         .wake_by_ref = other_wake_by_ref,
                                         .drop = other_drop};

}  // namespace

PROBE(will_wake) {
  job first, second;
  const waker a = waker_of(first);
  const waker copy(a);
  const waker stranger = waker_of(second);
  ++first.references;
  const waker other_way(&first, other_table);
  probe::emit("a.will_wake(a)", a.will_wake(a));
  probe::emit("a.will_wake(copy)", a.will_wake(copy));
  probe::emit("a.will_wake(stranger)", a.will_wake(stranger));
  probe::emit("a.will_wake(other_way)", a.will_wake(other_way));
}

PROBE(noop) {
  const auto before = probe::allocations();
  {
    waker a = waker::noop();
    waker b(a);
    a.wake_by_ref();
    std::move(a).wake();
    b = waker::noop();
    std::move(b).wake();
  }
  probe::emit("allocations", probe::allocations() - before);
  probe::emit("one noop will wake another",
              waker::noop().will_wake(waker::noop()));
}

// --- a program of wakers ---
// "program": triples (operation, slot, slot or job), see the judge.
PROBE(program) {
  const auto program = probe::ask<std::vector<std::int64_t>>("program");
  table_of_wakers table;
  for (std::size_t i = 0; i + 2 < program.size(); i += 3) {
    table.run(program[i], program[i + 1], program[i + 2]);
    table.emit();
  }
}

// --- wakeable ---

PROBE(one_allocation) {
  diary d;
  probe::tracked note(probe::ask<int>("note"));
  const auto start = probe::allocations();
  auto handle = kioto::make_wakeable<bell>(d, std::move(note));
  const auto made = probe::allocations();
  probe::emit("allocations of make_wakeable", made - start);
  probe::emit("note", handle->note.value);
  probe::emit("copies of the note", probe::counts.copied);
  probe::emit("get() is the same bell", handle.get() == &*handle.operator->());

  const auto before = probe::allocations();
  {
    waker a = handle.waker();
    waker b(a);
    waker c(std::move(a));
    b = c;
    c.wake_by_ref();
    std::move(c).wake();
  }
  probe::emit("allocations of its wakers", probe::allocations() - before);
  probe::emit("rung", d.rings.load(std::memory_order_relaxed));
}

// "program": pairs (operation, owner), see the judge. Owner 0 is the handle.
PROBE(owners) {
  const auto program = probe::ask<std::vector<std::int64_t>>("program");
  diary d;
  std::optional handle(make_bell(d));
  emit_diary(d);
  std::array<std::optional<waker>, 5> wakers;
  for (std::size_t i = 0; i + 1 < program.size(); i += 2) {
    auto& w = wakers[static_cast<std::size_t>(program[i + 1])];
    switch (program[i]) {
      case 0:
        w.emplace(handle->waker());
        break;
      case 1:
        handle.reset();
        break;
      case 2:
        std::move(*w).wake();
        break;
      case 3:
        w->wake_by_ref();
        break;
      case 4:
        w.reset();
        break;
    }
    emit_diary(d);
  }
}

PROBE(same_wakeable) {
  diary d;
  auto first = make_bell(d);
  auto second = make_bell(d);
  probe::emit("same bell", first.waker().will_wake(first.waker()));
  probe::emit("two bells", first.waker().will_wake(second.waker()));
}

// --- threads ---

PROBE(last_owner) {
  const auto handle_is_last = probe::ask<bool>("handle_is_last");
  const auto note = probe::ask<int>("note");
  diary d;
  {
    std::optional handle(make_bell(d));
    auto* const shared = handle->get();
    bare_signal done;
    std::thread other([&, w = handle->waker()]() mutable {
      if (!handle_is_last) done.await();
      if (handle_is_last) shared->note.value = note;
      std::move(w).wake();
      if (handle_is_last) done.set();
    });
    if (handle_is_last) done.await();
    if (!handle_is_last) shared->note.value = note;
    handle.reset();
    if (!handle_is_last) done.set();
    other.join();
  }
  emit_diary(d);
  probe::emit("note at the end", d.last_note);
}

PROBE(many_threads) {
  const auto threads = probe::ask<int>("threads");
  const auto rounds = probe::ask<int>("rounds");
  diary d;
  {
    std::optional handle(make_bell(d));
    const waker shared = handle->waker();
    std::vector<std::thread> pool;
    for (int t = 0; t < threads; ++t)
      pool.emplace_back([&shared, rounds] {
        waker mine(shared);
        for (int i = 0; i < rounds; ++i) {
          waker copy(mine);
          copy.wake_by_ref();
          mine = copy;
          std::move(copy).wake();
        }
      });
    for (auto& t : pool) t.join();
    handle.reset();
    emit_diary(d);
  }
  emit_diary(d);
}
