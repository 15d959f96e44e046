// SPDX-License-Identifier: MIT
#include "run/sanitizer_report.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace grader {
namespace {

constexpr std::array<std::string_view, 4> openings = {
    "ERROR: AddressSanitizer", "ERROR: LeakSanitizer",
    "WARNING: ThreadSanitizer", "FATAL: ThreadSanitizer"};

constexpr std::string_view ubsan_opening = "runtime error: ";

struct span {
  std::size_t begin, end;
};

std::size_t line_start(std::string_view text, std::size_t at) {
  std::size_t nl = text.rfind('\n', at);
  return nl == std::string_view::npos ? 0 : nl + 1;
}

// "f.cpp:3:9: runtime error: ", and not what a program says of itself.
std::size_t find_undefined(std::string_view text) {
  std::size_t at = text.find(ubsan_opening);
  while (at != text.npos) {
    if (at > 2 && text.substr(at - 2, 2) == ": " && text[at - 3] >= '0' &&
        text[at - 3] <= '9')
      return at;
    at = text.find(ubsan_opening, at + 1);
  }
  return at;
}

std::optional<span> find_report(std::string_view text) {
  std::size_t at = find_undefined(text);
  for (std::string_view o : openings) at = std::min(at, text.find(o));
  if (at == std::string_view::npos) return std::nullopt;
  std::size_t begin = line_start(text, at);
  // ThreadSanitizer and LeakSanitizer draw a line of ='s above.
  if (begin >= 2) {
    std::size_t above = line_start(text, begin - 2);
    if (text.substr(above, 10) == "==========") begin = above;
  }
  std::size_t end = text.find("\nSUMMARY: ", at);
  end = end == std::string_view::npos ? end : text.find('\n', end + 1);
  if (end == std::string_view::npos) return span{begin, text.size()};
  // AddressSanitizer goes on with a map of the memory and ends the program;
  // ThreadSanitizer closes with another line of ='s.
  if (std::size_t last = text.find("==ABORTING", end); last != text.npos)
    return span{begin, std::min(text.size(), text.find('\n', last))};
  if (text.substr(end + 1, 10) == "==========") end = text.find('\n', end + 1);
  return span{begin, std::min(text.size(), end)};
}

struct meaning {
  std::string_view key, sentence;
};

constexpr meaning meanings[] = {
    {"heap-use-after-free", "memory is used after it was freed"},
    {"heap-buffer-overflow", "an access goes past the end of a heap block"},
    {"stack-buffer-overflow", "an access goes past the end of a local array"},
    {"stack-use-after-return",
     "a local variable is used after its function returned"},
    {"stack-use-after-scope", "a local variable is used after its scope ended"},
    {"stack-overflow", "the stack is full: a recursion does not end"},
    {"global-buffer-overflow", "an access goes past the end of a global"},
    {"container-overflow", "an access goes past the end of a container"},
    {"alloc-dealloc-mismatch",
     "memory is freed in another way than it was allocated"},
    {"new-delete-type-mismatch", "memory is deleted as another type"},
    {"double-free", "memory is freed twice"},
    {"bad-free", "something is freed that was never allocated"},
    {"allocation-size-too-big", "an allocation asks for far too much memory"},
    {"out-of-memory", "there is no memory left"},
    {"detected memory leaks", "memory is never freed"},
    {"data race", "two threads use the same memory and nothing orders them"},
    {"lock-order-inversion",
     "two threads take the same locks in another order"},
    {"unlock of an unlocked mutex", "a mutex is unlocked that is not locked"},
    {"double lock of a mutex", "a mutex is locked twice by its own thread"},
    {"thread leak", "a thread is never joined"},
    {"destroy of a locked mutex", "a mutex is destroyed while it is locked"},
    {"SEGV", "a pointer points nowhere"},
};

std::string describe(std::string_view report) {
  std::string_view head = report.substr(0, report.find("    #0 "));
  for (const meaning& m : meanings)
    if (head.find(m.key) != std::string_view::npos)
      return std::string(m.sentence) + " (" + std::string(m.key) + ")";
  if (std::size_t at = find_undefined(report); at != std::string_view::npos) {
    std::string_view rest = report.substr(at + ubsan_opening.size());
    return "undefined behaviour: " +
           std::string(rest.substr(0, rest.find('\n')));
  }
  std::size_t at = report.find("Sanitizer: ");
  if (at == std::string_view::npos) return "a sanitizer stopped the program";
  std::string_view rest = report.substr(at + 11);
  return std::string(rest.substr(0, rest.find_first_of("\n(")));
}

// "    #1 0x55.. in kioto::f(int) /path/file.hpp:12:3" and, of ThreadSanitizer,
// "    #1 kioto::f(int) /path/file.hpp:12:3 (probe+0x1)".
std::optional<stack_frame> parse_frame(std::string_view line) {
  std::size_t hash = line.find_first_not_of(' ');
  if (hash == std::string_view::npos || line[hash] != '#') return std::nullopt;
  std::size_t at = line.find(' ', hash);
  if (at == std::string_view::npos) return std::nullopt;
  line.remove_prefix(at + 1);
  if (line.starts_with("0x")) {
    std::size_t in = line.find(" in ");
    if (in == std::string_view::npos) return std::nullopt;
    line.remove_prefix(in + 4);
  }
  if (std::size_t module = line.rfind(" (");
      module != std::string_view::npos && line.ends_with(')') &&
      line.find("+0x", module) != line.npos)
    line = line.substr(0, module);
  if (std::size_t id = line.find(" (BuildId"); id != std::string_view::npos)
    line = line.substr(0, id);
  stack_frame f;
  std::size_t path = line.rfind(" /");
  if (path == std::string_view::npos) {
    f.function = line;
    return f;
  }
  f.function = line.substr(0, path);
  std::string_view place = line.substr(path + 1);
  std::size_t colon = place.find(':');
  f.file = place.substr(0, colon);
  if (colon != std::string_view::npos)
    std::from_chars(place.data() + colon + 1, place.data() + place.size(),
                    f.line);
  return f;
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '='))
    s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == ':')) s.remove_suffix(1);
  return s;
}

void erase_word_after(std::string& text, std::string_view before) {
  std::size_t at = text.find(before);
  if (at == std::string::npos) return;
  std::size_t end = text.find(' ', at + before.size());
  text.erase(at, end == std::string::npos ? end : end - at);
}

void replace(std::string& text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
}

// "Previous write of size 8 at 0x720800000048 by thread T1" without what only
// the machine knows: "previous write by thread T1". "Address 0x7f.. is located
// in stack of thread T0 at offset 32 in frame" is "it lives in this frame".
std::string plain_title(std::string_view title) {
  std::string t(title);
  if (t.starts_with("Address 0x") && t.ends_with(" in frame"))
    return "it is a local variable of";
  if (t.starts_with("Indirect leak of ")) return "it holds more, allocated by";
  if (t.starts_with("Direct leak of ")) return "nor is what was allocated by";
  erase_word_after(t, " of size ");
  erase_word_after(t, " at 0x");
  if (std::size_t at = t.find(" (tid="); at != t.npos)
    if (std::size_t end = t.find(')', at); end != t.npos)
      t.erase(at, end + 1 - at);
  replace(t, "Location is heap block ", "");
  replace(t, " here", "");
  if (t.ends_with(" at")) t.resize(t.size() - 3);
  replace(t, "thread T0", "main thread");
  replace(t, "by main thread", "by the main thread");
  if (!t.empty() && t[0] >= 'A' && t[0] <= 'Z')
    t[0] = static_cast<char>(t[0] - 'A' + 'a');
  return t;
}

}  // namespace

std::string find_sanitizer_report(std::string_view output) {
  auto s = find_report(output);
  return s ? std::string(output.substr(s->begin, s->end - s->begin))
           : std::string();
}

std::string without_sanitizer_report(std::string_view output) {
  auto s = find_report(output);
  if (!s) return std::string(output);
  return without_symbolizer(output.substr(0, s->begin)) +
         without_symbolizer(output.substr(s->end));
}

std::string without_symbolizer(std::string_view output) {
  std::string own;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size() - 1) + 1;
    const std::string_view line = output.substr(0, end);
    output.remove_prefix(end);
    const std::size_t at = line.find("llvm-symbolizer");
    if (at == line.npos || line.find(": error: '[", at) == line.npos)
      own += line;
  }
  return own;
}

sanitizer_finding parse_sanitizer_report(std::string_view report) {
  sanitizer_finding result;
  result.sentence = describe(report);
  std::string_view title;
  bool in_stack = false, first = true;
  while (!report.empty()) {
    std::string_view line = report.substr(0, report.find('\n'));
    report.remove_prefix(std::min(report.size(), line.size() + 1));
    auto frame = parse_frame(line);
    if (!frame) {
      in_stack = false;
      if (!trimmed(line).empty()) title = trimmed(line);
      continue;
    }
    if (!in_stack) {
      in_stack = true;
      if (!first) result.others.push_back({plain_title(title), {}});
    }
    auto& into =
        result.others.empty() ? result.frames : result.others.back().frames;
    into.push_back(*std::move(frame));
    first = false;
  }
  return result;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    std::size_t length = byte < 0x80             ? 1
                         : (byte & 0xe0) == 0xc0 ? 2
                         : (byte & 0xf0) == 0xe0 ? 3
                         : (byte & 0xf8) == 0xf0 ? 4
                                                 : 0;
    bool good = length != 0 && i + length <= text.size();
    for (std::size_t k = 1; good && k < length; ++k)
      good = (static_cast<unsigned char>(text[i + k]) & 0xc0) == 0x80;
    // C1 controls are 0xc2 0x80..0x9f.
    if (good && byte == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0)
      good = false;
    if (length == 1)
      good = byte == '\n' || byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    if (good) {
      out.append(text.substr(i, length));
      i += length;
    } else {
      if (byte != '\r') out.push_back('?');
      ++i;
    }
  }
  return out;
}

}  // namespace grader
