// SPDX-License-Identifier: MIT
#include "model/model_process.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <vector>

#include "build/jobs.hpp"
#include "course/error.hpp"
#include "run/kept_output.hpp"
#include "run/record.hpp"
#include "run/sanitizer_report.hpp"
#include "sandbox/one_process.hpp"

namespace grader {
namespace {

constexpr std::size_t address_space = std::size_t{1} << 30;

// A file without a name, for what the program prints.
class scratch_file {
 public:
  scratch_file() : fd_(::memfd_create("output", MFD_CLOEXEC)) {
    if (fd_ < 0) throw environment_error("cannot make a file in memory");
  }
  scratch_file(const scratch_file&) = delete;
  scratch_file& operator=(const scratch_file&) = delete;
  ~scratch_file() { ::close(fd_); }

  int fd() const { return fd_; }
  std::size_t size() const {
    struct stat s{};
    return ::fstat(fd_, &s) == 0 ? static_cast<std::size_t>(s.st_size) : 0;
  }
  std::string text() const {
    kept_output all;
    std::vector<char> some(kept_output::most);
    ::lseek(fd_, 0, SEEK_SET);
    for (ssize_t n; (n = ::read(fd_, some.data(), some.size())) > 0;)
      all.append({some.data(), static_cast<std::size_t>(n)});
    return all.text();
  }

 private:
  int fd_;
};

struct descriptors {
  int said, output, program, filter;

  // In the child: where the sandbox and the program look for them.
  void put_in_place() {
    for (int* fd : {&said, &output, &program, &filter})
      if (*fd >= 0) *fd = ::fcntl(*fd, F_DUPFD_CLOEXEC, 64);
    ::dup2(said, 1);
    ::dup2(output, 2);
    ::dup2(program, program_fd);
    if (filter >= 0) ::dup2(filter, filter_fd);
  }
};

int become(std::vector<std::string> command) {
  std::vector<char*> argv;
  argv.reserve(command.size() + 1);
  for (std::string& word : command) argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  return 127;
}

}  // namespace

model_run run_model(const std::filesystem::path& program,
                    const std::vector<std::string>& arguments, isolation level,
                    double seconds) {
  const scratch_file output;
  const int file = ::open(program.c_str(), O_RDONLY | O_CLOEXEC);
  const int filter = level == isolation::isolated ? one_process_filter() : -1;
  if (filter >= 0) ::fcntl(filter, F_SETFD, FD_CLOEXEC);
  std::vector<std::string> command =
      sandbox_command(level, program, build_kind::plain, filter >= 0);
  command.insert(command.end(), arguments.begin(), arguments.end());
  const auto whole = static_cast<long>(std::ceil(seconds));
  sandbox_limits limits = limits_for(build_kind::plain);
  limits.address_bytes = address_space;
  limits.file_bytes = output_limit;
  limits.cpu_seconds = whole;

  job_result result;
  job_pool pool(1);
  job j;
  j.label = "explore";
  j.limits = {std::chrono::seconds(whole), whole, 0, output_limit,
              output_limit};
  j.body = [&](int said) {
    descriptors{said, output.fd(), file, filter}.put_in_place();
    apply_limits(limits, build_kind::plain);
    return become(command);
  };
  j.then = [&](const job_result& r) { result = r; };
  pool.submit(std::move(j));
  pool.run();
  ::close(file);
  if (filter >= 0) ::close(filter);

  model_run run;
  run.said = std::move(result.output);
  run.output = printable(output.text());
  run.output_bytes = output.size();
  // The sandbox tells of a signal in its exit status.
  const bool by_signal = result.signal != 0 || result.exit_code > 128;
  run.status = result.signal != 0       ? result.signal
               : result.exit_code > 128 ? result.exit_code - 128
                                        : result.exit_code;
  if (by_signal) run.how = model_ending::killed;
  if (by_signal && (run.status == SIGXFSZ || run.output_bytes >= output_limit))
    run.how = model_ending::too_much_output;
  if (result.timed_out || (by_signal && run.status == SIGXCPU))
    run.how = model_ending::timed_out;
  return run;
}

}  // namespace grader
