// SPDX-License-Identifier: MIT
//
// Atomic accesses and fences.
#include <algorithm>
#include <checker/execution.hpp>
#include <checker/memory.hpp>
#include <cstring>

namespace checker {
namespace {

constexpr std::size_t most_candidates = 6;

bool acquires(int order) {
  return order == __ATOMIC_ACQUIRE || order == __ATOMIC_CONSUME ||
         order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}
bool releases(int order) {
  return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL ||
         order == __ATOMIC_SEQ_CST;
}
bool is_sequential(int order) { return order == __ATOMIC_SEQ_CST; }

std::uint64_t value_at(address a, std::size_t size) {
  std::uint64_t value = 0;
  std::memcpy(&value, reinterpret_cast<const void*>(a), size);
  return value;
}
void put_value(address a, std::size_t size, std::uint64_t value) {
  std::memcpy(reinterpret_cast<void*>(a), &value, size);
}

std::uint64_t mask_of(std::size_t size) {
  return size == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * size) - 1;
}

constexpr std::array<std::uint8_t, most_candidates> first_is_free{0, 1, 1,
                                                                  1, 1, 1};

}  // namespace

void atomic_location::reset() {
  stores.clear();
  for (auto& of_thread : reads) of_thread.clear();
  accessed = {};
  written = {};
  sequential_floor = 0;
}

atomic_location& memory::location(address a, std::size_t size) {
  granule& g = granules_.get(a & ~address{7});
  for (atomic_location* it : g.atomics) {
    if (it->at == a) return *it;
  }
  atomic_location& it = locations_.take();
  it.at = a;
  it.size = size;
  // Its first value was written as plain memory.
  atomic_store first;
  first.value = value_at(a, size);
  for (const plain_access& before : g.accesses) {
    if (before.writes && (before.bytes >> (a & 7) & 1) != 0) {
      first.thread = before.thread;
      first.when = before.when;
      first.place = before.place;
      first.step = before.step;
    }
  }
  it.stores.push_back(first);
  g.atomics.push_back(&it);
  return it;
}

void memory::touch(atomic_location& it, bool writes, code_place place) {
  thread_state& t = execution_.self();
  if (granule* const g = granules_.find(it.at & ~address{7})) {
    for (const plain_access& before : g->accesses) {
      if (before.thread == t.id || (before.bytes >> (it.at & 7) & 1) == 0) {
        continue;
      }
      if (!before.writes && !writes) continue;
      if (before.when > t.knows.happened[before.thread]) {
        race(deed::atomic_access, place,
             {before.thread, before.writes ? deed::writes : deed::reads,
              before.place, before.step});
      }
    }
  }
  const auto me = static_cast<std::size_t>(t.id);
  it.accessed[me] = t.time();
  it.accessed_at[me] = place;
  if (writes) it.written[me] = t.time();
}

void memory::acquire(const atomic_store& from, int order) {
  if (!from.releases) return;
  thread_state& t = execution_.self();
  (acquires(order) ? t.knows : t.from_relaxed_reads).join(from.released);
}

std::size_t memory::oldest_readable(const atomic_location& it,
                                    int order) const {
  const thread_state& t = execution_.self();
  const bool sequential = is_sequential(order);
  std::size_t oldest = 0;
  // A store that this thread knows of.
  for (std::size_t i = it.stores.size() - 1; i > 0; --i) {
    const atomic_store& s = it.stores[i];
    if (s.when <= t.knows.seen[s.thread] ||
        (s.sequential_at != 0 && s.sequential_at < t.knows.sequential_time) ||
        (sequential && s.when <= fenced_[s.thread])) {
      oldest = i;
      break;
    }
  }
  // A read that this thread knows of.
  for (thread_id u = 0; u < execution_.thread_count(); ++u) {
    const auto& reads = it.reads[static_cast<std::size_t>(u)];
    for (std::size_t i = reads.size(); i-- > 0;) {
      if (reads[i].when <= t.knows.seen[u] ||
          (sequential && reads[i].when <= fenced_[u])) {
        oldest = std::max(oldest, reads[i].store);
        break;
      }
    }
  }
  return sequential ? std::max(oldest, it.sequential_floor) : oldest;
}

void memory::note_read(atomic_location& it, std::size_t store) {
  thread_state& t = execution_.self();
  auto& reads = it.reads[static_cast<std::size_t>(t.id)];
  if (reads.empty() || reads.back().store < store) {
    reads.push_back({t.time(), store});
  }
}

// The same load again with the same result: the thread goes round in a circle,
// until somebody else stores something.
void memory::note_repeat(const atomic_location& it, std::size_t store,
                         code_place place) {
  thread_state& t = execution_.self();
  for (repeated_read& r : t.reads) {
    if (r.site != place.site || r.object != it.at) continue;
    if (r.store == store && store + 1 == it.stores.size()) {
      if (t.patience > 0) {
        --t.patience;
      } else {
        t.is_spinning = true;
      }
    }
    r.store = store;
    return;
  }
  t.reads.push_back({place.site, it.at, store});
}

bool memory::has_changed(const repeated_read& since) {
  granule* const g = granules_.find(since.object & ~address{7});
  if (g == nullptr) return true;
  for (const atomic_location* it : g->atomics) {
    if (it->at == since.object) return it->stores.size() != since.store + 1;
  }
  return true;
}

std::uint64_t memory::load(address a, std::size_t size, int order,
                           code_place place) {
  check_alive(a, deed::reads, place);
  atomic_location& it = location(a, size);
  touch(it, false, place);
  const thread_state& t = execution_.self();
  const std::size_t newest = it.stores.size() - 1;
  std::size_t oldest =
      execution_.options.weak_memory ? oldest_readable(it, order) : newest;
  // What is stored comes to be seen: who reads again does not read the same old
  // value for ever.
  for (const repeated_read& r : t.reads) {
    if (r.site == place.site && r.object == a && r.store < newest) {
      oldest = std::max(oldest, r.store + 1);
    }
  }
  std::array<std::size_t, most_candidates> candidates;
  std::size_t count = 0;
  for (std::size_t i = newest + 1; i-- > oldest && count < most_candidates;) {
    bool is_alike = false;  // to one that is a candidate already
    for (std::size_t k = 0; k < count; ++k) {
      const atomic_store& other = it.stores[candidates[k]];
      is_alike |= other.value == it.stores[i].value && !other.releases &&
                  !it.stores[i].releases;
    }
    if (!is_alike) candidates[count++] = i;
  }
  const std::size_t read =
      candidates[execution_.choose(count, first_is_free.data())];
  const atomic_store from = it.stores[read];
  acquire(from, order);
  note_read(it, read);
  if (is_sequential(order)) {
    it.sequential_floor = std::max(it.sequential_floor, read);
  }
  note_repeat(it, read, place);
  if (execution_.tracing().is_on()) {
    const bool stale = read != newest;
    const atomic_store& last = it.stores[newest];
    execution_.tracing().add({execution_.steps(), t.id, op_kind::load,
                              stale ? note::stale : note::none, a, size,
                              from.value, last.value, last.step, last.thread,
                              place});
  }
  return from.value;
}

void memory::append(atomic_location& it, std::uint64_t value, int order,
                    bool continues, code_place place) {
  thread_state& t = execution_.self();
  atomic_store s;
  s.value = value;
  s.thread = t.id;
  s.when = t.time();
  s.place = place;
  s.step = execution_.steps();
  if (releases(order)) {
    s.releases = true;
    s.released = t.knows;
  } else if (t.has_release_fence) {
    s.releases = true;
    s.released = t.released_by_fence;
  }
  if (continues && it.stores.back().releases) {
    s.releases = true;
    s.released.join(it.stores.back().released);
  }
  if (is_sequential(order)) s.sequential_at = sequential_clock_++;
  it.stores.push_back(s);
  put_value(it.at, it.size, value);
  const std::size_t newest = it.stores.size() - 1;
  if (is_sequential(order)) it.sequential_floor = newest;
  note_read(it, newest);
  t.advance();
  t.made_progress();
}

void memory::store(address a, std::size_t size, std::uint64_t value, int order,
                   code_place place) {
  check_alive(a, deed::writes, place);
  atomic_location& it = location(a, size);
  touch(it, true, place);
  execution_.tracing().add({execution_.steps(), execution_.self().id,
                            op_kind::store, note::none, a, size,
                            value & mask_of(size), 0, 0, -1, place});
  append(it, value & mask_of(size), order, false, place);
}

atomic_location& memory::begin_update(address a, std::size_t size, int order,
                                      code_place place) {
  check_alive(a, deed::writes, place);
  atomic_location& it = location(a, size);
  touch(it, true, place);
  const atomic_store before = it.stores.back();
  acquire(before, order);
  return it;
}

void memory::finish_update(atomic_location& it, std::uint64_t value, int order,
                           code_place place) {
  value &= mask_of(it.size);
  execution_.tracing().add({execution_.steps(), execution_.self().id,
                            op_kind::update, note::none, it.at, it.size,
                            it.stores.back().value, value, 0, -1, place});
  append(it, value, order, true, place);
}

bool memory::compare_exchange(address a, std::size_t size,
                              std::uint64_t& expected, std::uint64_t desired,
                              int order, int failure_order, bool is_weak,
                              code_place place) {
  check_alive(a, deed::writes, place);
  atomic_location& it = location(a, size);
  thread_state& t = execution_.self();
  const std::uint64_t mask = mask_of(size);
  touch(it, false, place);
  const atomic_store before = it.stores.back();
  const bool is_equal = before.value == (expected & mask);
  bool is_spurious = false;
  if (is_equal && is_weak && execution_.options.spurious_events &&
      t.spurious_left > 0) {
    is_spurious = execution_.choose(2, first_is_free.data()) == 1;
    if (is_spurious) --t.spurious_left;
  }
  const bool succeeds = is_equal && !is_spurious;
  execution_.tracing().add({execution_.steps(), t.id, op_kind::compare_exchange,
                            succeeds      ? note::succeeds
                            : is_spurious ? note::fails_spuriously
                                          : note::fails,
                            a, size, before.value, desired & mask, 0, -1,
                            place});
  if (succeeds) {
    touch(it, true, place);
    acquire(before, order);
    append(it, desired & mask, order, true, place);
    return true;
  }
  acquire(before, failure_order);
  note_read(it, it.stores.size() - 1);
  note_repeat(it, it.stores.size() - 1, place);
  expected = before.value;
  return false;
}

void memory::fence(int order, code_place place) {
  thread_state& t = execution_.self();
  if (acquires(order)) t.knows.join(t.from_relaxed_reads);
  if (is_sequential(order)) {
    t.knows.seen.join(fenced_);
    t.knows.sequential_time = sequential_clock_++;
    fenced_.join(t.knows.seen);
    execution_.tracing().add({execution_.steps(), t.id, op_kind::fence,
                              note::none, 0, 0, 0, 0, 0, -1, place});
  }
  if (releases(order)) {
    t.has_release_fence = true;
    t.released_by_fence = t.knows;
    t.advance();
  }
}

std::uint64_t memory::read_newest(address a, std::size_t size,
                                  code_place place) {
  check_alive(a, deed::reads, place);
  atomic_location& it = location(a, size);
  touch(it, false, place);
  const atomic_store newest = it.stores.back();
  acquire(newest, __ATOMIC_SEQ_CST);
  note_read(it, it.stores.size() - 1);
  return newest.value;
}

}  // namespace checker
