// SPDX-License-Identifier: MIT
#include "run/packets.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "course/error.hpp"

namespace grader {
namespace {

constexpr std::size_t events_limit = 1u << 20;

raw_event read_event(wire::reader& packet) {
  raw_event e;
  e.name = packet.get_text();
  std::int64_t count = packet.get();
  for (std::int64_t i = 0; i < count && packet.ok(); ++i) {
    char type = static_cast<char>(packet.get());
    if (type == wire::text)
      e.values.emplace_back(std::string(packet.get_text()));
    else if (type == wire::boolean)
      e.values.emplace_back(packet.get() != 0);
    else
      e.values.emplace_back(packet.get());
  }
  return e;
}

std::vector<std::int64_t> read_frames(wire::reader& packet) {
  std::vector<std::int64_t> frames;
  std::int64_t count = packet.get();
  for (std::int64_t i = 0; i < count && packet.ok(); ++i)
    frames.push_back(packet.get());
  return frames;
}

}  // namespace

std::string run_request(const std::string& probe,
                        const std::vector<probe_input>& inputs,
                        wire::kind how) {
  wire::writer w(how);
  w.put_text(probe).put(static_cast<std::int64_t>(inputs.size()));
  for (const probe_input& in : inputs) {
    w.put_text(in.name);
    if (auto* v = std::get_if<std::int64_t>(&in.content))
      w.put(wire::integer).put(*v);
    else if (auto* b = std::get_if<bool>(&in.content))
      w.put(wire::boolean).put(*b ? 1 : 0);
    else if (auto* s = std::get_if<std::string>(&in.content))
      w.put(wire::text).put_text(*s);
    else {
      auto& list = std::get<std::vector<std::int64_t>>(in.content);
      w.put(wire::integers).put(static_cast<std::int64_t>(list.size()));
      for (std::int64_t i : list) w.put(i);
    }
  }
  if (w.data().size() > wire::max_packet)
    throw grader_fault("the inputs of probe " + probe + " are too large");
  return w.data();
}

bool take_packet(std::string_view packet, record& r, int& threads) {
  wire::reader in(packet);
  switch (in.type()) {
    case wire::kind::hello:
      in.get();
      threads = std::max<int>(1, static_cast<int>(in.get()));
      return false;
    case wire::kind::event:
      if (r.events.size() < events_limit) r.events.push_back(read_event(in));
      return false;
    case wire::kind::todo:
      r.how = ending::not_written;
      r.text = in.get_text();
      r.todo_function = in.get_text();
      r.todo_file = in.get_text();
      r.todo_line = static_cast<int>(in.get());
      return false;
    case wire::kind::threw:
      r.how = ending::threw;
      r.text = in.get_text();
      return false;
    case wire::kind::crash:
      in.get();
      r.stack_overflow = in.get() != 0;
      r.frames = read_frames(in);
      return false;
    case wire::kind::backtrace:
      r.frames = read_frames(in);
      return false;
    case wire::kind::fault:
      r.how = ending::fault;
      r.text = in.get_text();
      return false;
    case wire::kind::end:
      if (r.how == ending::exited &&
          in.get() == static_cast<std::int64_t>(r.events.size()))
        r.how = ending::complete;
      return false;
    case wire::kind::exited:
      r.status = static_cast<int>(in.get());
      r.cpu_ms = static_cast<double>(in.get()) / 1000;
      return true;
    default:
      return false;  // not of this protocol: learner code may send anything
  }
}

}  // namespace grader
