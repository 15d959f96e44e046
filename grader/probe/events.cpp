// SPDX-License-Identifier: MIT
#include <grader/probe.hpp>
#include <grader/todo.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "internal.hpp"

namespace probe {
namespace {

struct input {
  std::string name;
  char type;
  std::int64_t number;
  std::string text;
  std::vector<std::int64_t> numbers;
};

// Leaked on purpose: cases end while other threads may still emit.
std::vector<input>& inputs() {
  static auto* all = new std::vector<input>;
  return *all;
}

std::atomic<long> sent{0};
bool alone = false;

// True in the process that a judge listens to.
bool has_judge() {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(wire::probe_fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
         type == SOCK_SEQPACKET;
}

const input& find(std::string_view name, char type) {
  for (const input& i : inputs())
    if (i.name == name && i.type == type) return i;
  detail::fault("the judge sent no such input: " + std::string(name));
}

}  // namespace

namespace detail {

void send_raw(const void* data, unsigned size) noexcept {
  while (::send(wire::probe_fd, data, size, MSG_NOSIGNAL) < 0)
    if (errno != EINTR) ::_exit(1);
}

void send(const wire::writer& packet) noexcept {
  send_raw(packet.data().data(), static_cast<unsigned>(packet.data().size()));
}

void take_inputs(wire::reader& packet) {
  std::int64_t count = packet.get();
  for (std::int64_t i = 0; i < count && packet.ok(); ++i) {
    input in;
    in.name = packet.get_text();
    in.type = static_cast<char>(packet.get());
    in.number = 0;
    if (in.type == wire::text) {
      in.text = packet.get_text();
    } else if (in.type == wire::integers) {
      std::int64_t n = packet.get();
      for (std::int64_t k = 0; k < n && packet.ok(); ++k)
        in.numbers.push_back(packet.get());
    } else {
      in.number = packet.get();
    }
    inputs().push_back(std::move(in));
  }
}

long events_sent() noexcept { return sent.load(std::memory_order_relaxed); }

void expect_no_judge() noexcept { alone = true; }
bool is_alone() noexcept { return alone; }

void fault(std::string_view text) noexcept {
  if (alone) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
    std::abort();
  }
  send(wire::writer(wire::kind::fault).put_text(text));
  ::_exit(1);
}

}  // namespace detail

std::int64_t ask_int(std::string_view name) {
  return find(name, wire::integer).number;
}
bool ask_bool(std::string_view name) {
  return find(name, wire::boolean).number != 0;
}
std::string ask_text(std::string_view name) {
  return find(name, wire::text).text;
}
std::vector<std::int64_t> ask_ints(std::string_view name) {
  return find(name, wire::integers).numbers;
}

namespace {

void print_event(std::string_view name, const event_value* values, int count) {
  std::string line = "event: ";
  line += name;
  for (int i = 0; i < count; ++i) {
    const event_value& v = values[i];
    line += ' ';
    if (v.type() == event_value::kind::text)
      line += v.text();
    else if (v.type() == event_value::kind::boolean)
      line += v.number() != 0 ? "yes" : "no";
    else
      line += std::to_string(v.number());
  }
  std::puts(line.c_str());
  std::fflush(stdout);
}

}  // namespace

void emit_values(std::string_view name, const event_value* values, int count) {
  if (alone) return print_event(name, values, count);
  // One packet at a time, in the order of the count.
  static std::mutex one_at_a_time;
  wire::writer packet(wire::kind::event);
  packet.put_text(name).put(count);
  for (int i = 0; i < count; ++i) {
    packet.put(static_cast<char>(values[i].type()));
    if (values[i].type() == event_value::kind::text)
      packet.put_text(values[i].text());
    else
      packet.put(values[i].number());
  }
  std::lock_guard lock(one_at_a_time);
  // relaxed: a count; the mutex orders it with the packets.
  sent.fetch_add(1, std::memory_order_relaxed);
  detail::send(packet);
}

}  // namespace probe

namespace grader {

void todo(const char* exercise, const char* function, const char* file,
          unsigned line) noexcept {
  if (probe::has_judge()) {
    probe::detail::send(wire::writer(wire::kind::todo)
                            .put_text(exercise)
                            .put_text(function)
                            .put_text(file)
                            .put(line));
    ::_exit(1);
  }
  std::fprintf(stderr, "%s:%u: not written yet: %s (%s)\n", file, line,
               function, exercise);
  std::abort();
}

}  // namespace grader
