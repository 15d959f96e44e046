// SPDX-License-Identifier: MIT
#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <kioto/async/frame_allocator.hpp>
#include <kioto/rt/frame_slabs.hpp>
#include <mutex>
#include <utility>

namespace kioto::detail {
namespace {

constexpr std::size_t slab_bytes = frame_slabs::slab_bytes;
constexpr std::size_t page_bytes = frame_supply::page_bytes;
constexpr std::size_t pages = slab_bytes / page_bytes;
constexpr std::size_t classes = frame_cache::largest / frame_cache::step;

static_assert(frame_supply::unit == frame_cache::step);

// What is known of a slab.
struct alignas(64) slab {
  std::array<frame_supply::bits, pages> free;
  slab* next;                     // of its shelf's list, or of the free ones
  slab* previous;                 // of its shelf's list
  std::uint32_t used;             // frames that are elsewhere
  std::uint32_t pages_with_free;  // a bit for each page
};

// --- address space ---

constexpr std::size_t most_slabs = std::size_t{1} << 18;  // 16 GiB
constexpr std::size_t slabs_at_once = 16;                 // made usable

// A quarter of what the process may have at all.
std::size_t slabs_to_ask_for() noexcept {
  ::rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0) return most_slabs;
  return std::min<std::size_t>(most_slabs, limit.rlim_cur / 4 / slab_bytes);
}

// Reserved once; stays for the life of the program, as all below.
class address_space {
 public:
  // Asks for less, until it is granted.
  static void reserve() noexcept {
    for (std::size_t n = slabs_to_ask_for(); n >= slabs_at_once; n /= 2) {
      const std::size_t known_bytes = aligned(n * sizeof(slab));
      const std::size_t bytes = known_bytes + n * slab_bytes;
      void* const at = ::mmap(nullptr, bytes + slab_bytes, PROT_NONE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (at == MAP_FAILED) continue;
      const auto address = std::bit_cast<std::uintptr_t>(at);
      begin = static_cast<std::byte*>(at) + (aligned(address) - address);
      known = reinterpret_cast<slab*>(begin);
      begin += known_bytes;
      addresses_of_slabs = {std::bit_cast<std::uintptr_t>(begin),
                            n * slab_bytes};
      return;
    }
  }

  static std::size_t slabs() noexcept {
    return addresses_of_slabs.bytes / slab_bytes;
  }
  static slab& at(std::size_t i) noexcept { return known[i]; }
  static std::byte* memory_of(const slab& s) noexcept {
    return begin + static_cast<std::size_t>(&s - known) * slab_bytes;
  }
  // Requires: it is in a slab.
  static std::size_t offset_of(const void* frame) noexcept {
    return static_cast<std::size_t>(static_cast<const std::byte*>(frame) -
                                    begin);
  }

  // Makes slabs readable and writable. Returns: false if there is no memory.
  [[nodiscard]] static bool make_usable(std::size_t first,
                                        std::size_t n) noexcept {
    return make_usable(known + first, n * sizeof(slab)) &&
           make_usable(begin + first * slab_bytes, n * slab_bytes);
  }

 private:
  static constexpr std::size_t aligned(std::size_t n) noexcept {
    return (n + slab_bytes - 1) / slab_bytes * slab_bytes;
  }

  static bool make_usable(void* memory, std::size_t bytes) noexcept {
    // In whole pages, however large those are. What is known of the slabs
    // before may be in the first of them.
    const std::size_t before =
        std::bit_cast<std::uintptr_t>(memory) % slab_bytes;
    return ::mprotect(static_cast<std::byte*>(memory) - before,
                      aligned(before + bytes), PROT_READ | PROT_WRITE) == 0;
  }

  static inline constinit slab* known = nullptr;
  static inline constinit std::byte* begin = nullptr;
};

// --- slabs that no shelf has ---

class free_slabs {
 public:
  // Returns: null if there is no memory.
  slab* take() noexcept {
    const std::lock_guard lock(mutex_);
    if (resident_ != nullptr) {
      --residents_;
      return std::exchange(resident_, resident_->next);
    }
    if (empty_ != nullptr) return std::exchange(empty_, empty_->next);
    if (begun_ == usable_) {
      const std::size_t n =
          std::min(slabs_at_once, address_space::slabs() - usable_);
      if (n == 0 || !address_space::make_usable(usable_, n)) return nullptr;
      usable_ += n;
    }
    return &address_space::at(begun_++);
  }

  void give(slab& s) noexcept {
    const std::lock_guard lock(mutex_);
    const bool keeps =
        residents_ < frame_slabs::most_free_bytes / slab_bytes ||
        ::madvise(address_space::memory_of(s), slab_bytes, MADV_DONTNEED) != 0;
    residents_ += keeps;
    slab*& list = keeps ? resident_ : empty_;
    s.next = std::exchange(list, &s);
  }

  std::size_t residents() noexcept {
    const std::lock_guard lock(mutex_);
    return residents_;
  }

 private:
  std::mutex mutex_;  // of all
  slab* resident_ = nullptr;
  slab* empty_ = nullptr;  // their memory went back to the system
  std::size_t residents_ = 0;
  std::size_t begun_ = 0;   // that were ever taken
  std::size_t usable_ = 0;  // whose memory is readable and writable
};

constinit free_slabs others;

// --- slabs of a size ---

class alignas(64) shelf {
 public:
  frame_supply take(std::size_t size) noexcept {
    const std::lock_guard lock(mutex_);
    if (with_free_ == nullptr && !open_slab(size)) return {};
    slab& s = *with_free_;
    const auto page =
        static_cast<std::size_t>(std::countr_zero(s.pages_with_free));
    s.pages_with_free &= s.pages_with_free - 1;
    if (s.pages_with_free == 0) unlink(s);
    const frame_supply::bits taken = std::exchange(s.free[page], {});
    for (const std::uint64_t some : taken) s.used += std::popcount(some);
    return {address_space::memory_of(s) + page * page_bytes, taken};
  }

  void give(const free_frame* frames) noexcept {
    const std::lock_guard lock(mutex_);
    while (frames != nullptr) {
      const free_frame* const at = std::exchange(frames, frames->next);
      const std::size_t offset = address_space::offset_of(at);
      slab& s = address_space::at(offset / slab_bytes);
      if (s.pages_with_free == 0) link(s);
      add(s, offset % slab_bytes);
      if (--s.used == 0) {
        unlink(s);
        s.pages_with_free = 0;
        --slabs_;
        others.give(s);
      }
    }
  }

  std::size_t size() noexcept {
    const std::lock_guard lock(mutex_);
    return slabs_;
  }

 private:
  // One more, all of whose frames are free. Returns: false if there is no
  // memory.
  bool open_slab(std::size_t size) noexcept {
    slab* const s = others.take();
    if (s == nullptr) return false;
    if (whole_.pages_with_free == 0) {
      for (std::size_t at = 0; at + size <= slab_bytes; at += size) {
        add(whole_, at);
      }
    }
    ++slabs_;
    *s = whole_;
    link(*s);
    return true;
  }

  static void add(slab& s, std::size_t offset) noexcept {
    const std::size_t page = offset / page_bytes;
    const std::size_t unit = offset % page_bytes / frame_supply::unit;
    s.free[page][unit / 64] |= std::uint64_t{1} << unit % 64;
    s.pages_with_free |= std::uint32_t{1} << page;
  }

  void link(slab& s) noexcept {
    s.previous = nullptr;
    s.next = with_free_;
    if (with_free_ != nullptr) with_free_->previous = &s;
    with_free_ = &s;
  }

  void unlink(slab& s) noexcept {
    (s.previous != nullptr ? s.previous->next : with_free_) = s.next;
    if (s.next != nullptr) s.next->previous = s.previous;
  }

  std::mutex mutex_;  // of all, and of its slabs
  slab whole_{};      // what is known of one of which all frames are free
  slab* with_free_ = nullptr;
  std::size_t slabs_ = 0;
};

constinit std::array<shelf, classes> shelves;

shelf& shelf_of(std::size_t size) noexcept {
  return shelves[size / frame_cache::step - 1];
}

}  // namespace

void frame_slabs::reserve() noexcept {
  static const bool done = (address_space::reserve(), true);
  (void)done;
}

frame_supply frame_slabs::take(std::size_t size) noexcept {
  return shelf_of(size).take(size);
}

void frame_slabs::give(const free_frame* frames, std::size_t size) noexcept {
  shelf_of(size).give(frames);
}

frame_slabs::statistics frame_slabs::read_statistics() noexcept {
  std::size_t slabs = 0;
  for (shelf& s : shelves) slabs += s.size();
  return {slabs, others.residents()};
}

}  // namespace kioto::detail
