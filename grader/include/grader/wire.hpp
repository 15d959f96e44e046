// SPDX-License-Identifier: MIT
//
// The protocol between a judge and a probe's process: packets on a
// SOCK_SEQPACKET socket, so that a packet is whole or absent, whichever process
// of the sandbox sends it.
//
//   judge                     probe's first process       a case (its fork)
//                        <--  hello, threads
//   run, case, inputs    -->  forks                  -->  event*
//                                                         todo | threw | crash
//   dump                 -->  signals the case            backtrace
//                                                         end, count
//   stop                 -->  kills the case
//                        <--  exited, status, time
//
//   measure, case, inputs -->  runs it itself: no fork
//                        <--  ready                        (perf.hpp)
//   batch, count, start  -->
//                        <--  answer, value
//
// A packet is a kind and fields; a field is an integer (8 bytes, this machine's
// order: both ends are on it) or text (an integer length, then bytes).
#pragma once

#include <csignal>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace wire {

inline constexpr int protocol = 1;
inline constexpr std::size_t max_packet = 60'000;  // bytes
inline constexpr std::size_t max_text = 16'000;    // bytes of one text field
// Where a probe's process finds its end of the socket.
inline constexpr int probe_fd = 3;
// Makes a case send a backtrace of its main thread.
inline constexpr int dump_signal = SIGUSR2;

enum class kind : char {
  // from the judge
  run = 'R',      // name, count, then inputs: name, type, content
  dump = 'D',     // where is the case now?
  stop = 'S',     // kill the case
  measure = 'M',  // as run: the process is the case
  batch = 'G',    // count, start
  // from the probe's first process
  hello = 'H',   // protocol, number of threads
  exited = 'X',  // wait status, microseconds of CPU time, peak memory in KiB
  // from a case
  event = 'E',  // name, count, then values: type, content
  todo = 'T',   // exercise, function, file, line
  threw = 'W',  // what()
  crash = 'C',  // signal, near the stack's end (0 or 1), frames: count, each
  backtrace = 'B',  // frames: count, each an address relative to the program
  fault = 'F',      // text: the probe was misused
  ready = 'Y',      // a measured case waits for its first batch
  answer = 'A',     // value
  end = 'Z'         // number of events sent
};

// Types of values and inputs.
inline constexpr char integer = 'i', boolean = 'b', text = 's', integers = 'v';

class writer {
 public:
  explicit writer(kind k) : data_(1, static_cast<char>(k)) {}
  writer& put(std::int64_t v) {
    data_.append(reinterpret_cast<const char*>(&v), sizeof v);
    return *this;
  }
  writer& put_text(std::string_view s) {
    s = s.substr(0, max_text);
    put(static_cast<std::int64_t>(s.size()));
    data_.append(s);
    return *this;
  }
  const std::string& data() const { return data_; }

 private:
  std::string data_;
};

// Reads the fields of a packet. A packet that is too short (or forged) gives
// zeros and empty text, and ok() is false from then on.
class reader {
 public:
  explicit reader(std::string_view packet) : rest_(packet) {
    if (rest_.empty()) ok_ = false;
  }
  kind type() const { return ok_ ? static_cast<kind>(rest_[0]) : kind{}; }
  std::int64_t get() {
    std::int64_t v = 0;
    std::string_view bytes = take(sizeof v);
    if (ok_) std::memcpy(&v, bytes.data(), sizeof v);
    return v;
  }
  std::string_view get_text() {
    std::int64_t n = get();
    if (n < 0 || static_cast<std::size_t>(n) > max_text) ok_ = false;
    return ok_ ? take(static_cast<std::size_t>(n)) : std::string_view{};
  }
  bool ok() const { return ok_; }

 private:
  std::string_view take(std::size_t n) {
    if (!ok_ || rest_.size() < at_ + n) {
      ok_ = false;
      return {};
    }
    std::string_view bytes = rest_.substr(at_, n);
    at_ += n;
    return bytes;
  }

  std::string_view rest_;
  std::size_t at_ = 1;
  bool ok_ = true;
};

}  // namespace wire
