// SPDX-License-Identifier: MIT
#include "state/state.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>

#include "build/files.hpp"
#include "build/jobs.hpp"
#include "course/error.hpp"

namespace grader {

using nlohmann::json;

namespace {

constexpr int lock_wait_seconds = 120;

fs::path progress_file(const fs::path& state, const std::string& id) {
  return state / "progress" / (id + ".json");
}

fs::path failure_file(const fs::path& state, const std::string& id) {
  return state / "failures" / (id + ".json");
}

fs::path verdict_file(const fs::path& state, const std::string& id) {
  return state / "failures" / (id + ".verdict.json");
}

json load(const fs::path& file) {
  auto text = try_read_file(file);
  return text ? json::parse(*text, nullptr, false) : json();
}

}  // namespace

state_lock::state_lock(const fs::path& state) : scratch_(state / "tmp") {
  make_folder(state);
  acquire(state);
  // What a killed compiler left there last time goes too.
  std::error_code ec;
  fs::remove_all(scratch_, ec);
  make_folder(scratch_);
  if (const char* before = std::getenv("TMPDIR")) tmpdir_before_ = before;
  ::setenv("TMPDIR", fs::absolute(scratch_).c_str(), 1);
}

void state_lock::acquire(const fs::path& state) {
  fs::path file = state / "lock";
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0) throw_system_error("open", file, errno);
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
  fmt::print(stderr, "another grader is at work in this course: waiting\n");
  ::alarm(lock_wait_seconds);
  // A signal (Ctrl-C, or the alarm below) ends the wait.
  struct sigaction action{}, before{};
  action.sa_handler = [](int) {};
  ::sigaction(SIGALRM, &action, &before);
  int got = ::flock(fd_, LOCK_EX);
  ::alarm(0);
  ::sigaction(SIGALRM, &before, nullptr);
  if (got == 0) return;
  ::close(fd_);
  if (interrupted()) throw error(exit_status::interrupted, "interrupted");
  throw environment_error(
      fmt::format("another grader has held {} for {} seconds", file.string(),
                  lock_wait_seconds),
      "Is a check still running in another terminal?");
}

state_lock::~state_lock() {
  if (tmpdir_before_)
    ::setenv("TMPDIR", tmpdir_before_->c_str(), 1);
  else
    ::unsetenv("TMPDIR");
  std::error_code ec;
  fs::remove_all(scratch_, ec);
  ::close(fd_);
}

progress load_progress(const fs::path& state, const std::string& id) {
  progress p;
  try {
    json j = load(progress_file(state, id));
    std::string name = j.at("state");
    p.state = name == "solved"    ? progress_state::solved
              : name == "started" ? progress_state::started
                                  : progress_state::untouched;
    p.attempts = j.at("attempts");
    p.hints_taken = j.at("hints_taken");
    // Older graders did not write these.
    p.passed_once = j.value("passed_once", p.state == progress_state::solved);
    p.spoiled = j.value("spoiled", false);
    p.checked = j.value("checked", std::int64_t{0});
  } catch (const json::exception&) {
    return {};
  }
  return p;
}

void store_progress(const fs::path& state, const std::string& id,
                    const progress& p) {
  constexpr const char* names[] = {"untouched", "started", "solved"};
  json j = {{"state", names[static_cast<int>(p.state)]},
            {"attempts", p.attempts},
            {"hints_taken", p.hints_taken},
            {"passed_once", p.passed_once},
            {"spoiled", p.spoiled},
            {"checked", p.checked}};
  write_file(progress_file(state, id), j.dump(1) + "\n");
}

std::optional<last_failure> load_failure(const fs::path& state,
                                         const std::string& id) {
  try {
    json j = load(failure_file(state, id));
    last_failure f;
    f.case_number = j.at("case");
    f.title = j.at("title");
    f.build = build_named(j.at("build").get<std::string>());
    f.seed = std::stoull(j.at("seed").get<std::string>(), nullptr, 16);
    f.schedule = j.value("schedule", "");
    return f;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

void remember_verdict(const fs::path& state, const exercise_verdict& v) {
  progress p = load_progress(state, v.id);
  if (!v.cached) ++p.attempts;
  if (v.state == exercise_state::passed)
    p.state = progress_state::solved;
  else if (p.state == progress_state::solved ||
           v.count(outcome::not_written) != static_cast<int>(v.cases.size()))
    p.state = progress_state::started;
  p.passed_once = p.passed_once || p.state == progress_state::solved;
  p.checked = std::chrono::duration_cast<std::chrono::seconds>(
                  std::chrono::system_clock::now().time_since_epoch())
                  .count();
  store_progress(state, v.id, p);
  if (v.state != exercise_state::passed)
    write_file(verdict_file(state, v.id), to_json(v) + "\n");
  for (const case_verdict& c : v.cases) {
    if (c.result == outcome::pass) continue;
    json j = {{"case", c.number},
              {"title", c.title},
              {"build", c.build ? std::string(name_of(*c.build)) : ""},
              {"seed", fmt::format("{:x}", c.seed)}};
    if (c.explored) j["schedule"] = c.explored->schedule;
    return write_file(failure_file(state, v.id), j.dump(1) + "\n");
  }
  std::error_code ec;
  if (v.state != exercise_state::passed) return;
  fs::remove(failure_file(state, v.id), ec);
  fs::remove(verdict_file(state, v.id), ec);
}

std::optional<last_verdict> load_verdict(const fs::path& state,
                                         const std::string& id) {
  auto text = try_read_file(verdict_file(state, id));
  if (!text) return std::nullopt;
  try {
    std::error_code ec;
    return last_verdict{exercise_from_json(*text),
                        fs::last_write_time(verdict_file(state, id), ec)};
  } catch (const std::exception&) {
    return std::nullopt;  // of another release, or broken
  }
}

fs::path back_up(const fs::path& state, const exercise& e) {
  auto now = std::chrono::system_clock::now();
  std::string stamp = fmt::format(
      "{:%Y-%m-%d-%H%M%S}-{}",
      fmt::localtime(std::chrono::system_clock::to_time_t(now)), ::getpid());
  fs::path folder = state / "backups" / e.id / stamp;
  for (const std::string& file : e.files)
    if (auto text = try_read_file(e.stub_dir / file))
      write_file(folder / file, *text);
  return folder;
}

}  // namespace grader
