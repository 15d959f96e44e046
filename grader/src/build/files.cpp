// SPDX-License-Identifier: MIT
#include "build/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>

#include "course/error.hpp"

namespace grader {
namespace {

class descriptor {
 public:
  explicit descriptor(int fd) : fd_(fd) {}
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string next_step(int error_number) {
  if (error_number == ENOSPC || error_number == EDQUOT)
    return "The disk is full: free some space (./kioto clean frees the "
           "builds). Your files are untouched.";
  return {};
}

}  // namespace

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

void throw_system_error(std::string_view doing,
                        const std::filesystem::path& file, int error_number) {
  std::error_code ec;
  std::filesystem::path near = std::filesystem::proximate(file, ec);
  bool below = !ec && !near.empty() && *near.begin() != "..";
  throw environment_error(
      fmt::format("cannot {} {}: {}", doing, (below ? near : file).string(),
                  std::strerror(error_number)),
      next_step(error_number));
}

void throw_if_disk_full(std::string_view tool_output) {
  // A linker that maps its output into memory gets SIGBUS for a full disk.
  constexpr std::string_view signs[] = {"No space left on device",
                                        "unable to execute command: Bus error"};
  if (std::none_of(std::begin(signs), std::end(signs), [&](auto sign) {
        return tool_output.find(sign) != std::string_view::npos;
      }))
    return;
  throw environment_error("a compiler could not write its output",
                          next_step(ENOSPC));
}

std::optional<std::string> try_read_file(const std::filesystem::path& file) {
  descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info{};
  if (fd.get() < 0 || ::fstat(fd.get(), &info) < 0 || !S_ISREG(info.st_mode))
    return std::nullopt;
  std::string text(static_cast<size_t>(info.st_size), '\0');
  size_t have = 0;
  while (true) {
    if (have == text.size()) text.resize(have + 4096);
    ssize_t n = ::read(fd.get(), text.data() + have, text.size() - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return std::nullopt;
    if (n == 0) break;
    have += static_cast<size_t>(n);
  }
  text.resize(have);
  return text;
}

std::string read_file(const std::filesystem::path& file) {
  errno = 0;
  if (auto text = try_read_file(file)) return *std::move(text);
  throw_system_error("read", file, errno != 0 ? errno : EINVAL);
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  if (ec) throw_system_error("make the folder", folder, ec.value());
}

void write_file(const std::filesystem::path& file, std::string_view text) {
  if (file.has_parent_path()) make_folder(file.parent_path());
  std::string temporary = file.string() + ".tmp-" + std::to_string(::getpid());
  int failed = 0;
  {
    descriptor fd(::open(temporary.c_str(),
                         O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (fd.get() < 0) throw_system_error("write", file, errno);
    if (!write_all(fd.get(), text)) failed = errno;
  }
  if (failed == 0 && ::rename(temporary.c_str(), file.c_str()) < 0)
    failed = errno;
  if (failed != 0) {
    ::unlink(temporary.c_str());
    throw_system_error("write", file, failed);
  }
}

}  // namespace grader
