// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <thread>

#include "build/files.hpp"
#include "build/jobs.hpp"
#include "build/toolchain.hpp"
#include "cli/verbs.hpp"
#include "report/story_text.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {
namespace {

struct finding {
  bool good;
  std::string what;
  std::string repair;  // empty when good
};

finding tool(const std::string& name, const std::string& package) {
  std::string file = find_program(name);
  return {!file.empty(),
          fmt::format("{}: {}", name, file.empty() ? "not found" : file),
          fmt::format("apt-get install {}", package)};
}

finding sanitizer_runtime() {
  job_result r = run_command({"clang++-19", "-print-resource-dir"});
  std::string folder = r.output.substr(0, r.output.find('\n'));
  bool there =
      fs::exists(fs::path(folder) / "lib/linux/libclang_rt.asan-x86_64.a");
  return {there, fmt::format("sanitizers: {}", there ? "there" : "not found"),
          "apt-get install libclang-rt-19-dev"};
}

finding address_randomisation() {
  std::string bits =
      try_read_file("/proc/sys/vm/mmap_rnd_bits").value_or("unknown");
  bits = bits.substr(0, bits.find('\n'));
  // The grader starts ThreadSanitizer without randomisation, so any is fine.
  return {true, fmt::format("address randomisation: {} bits", bits), ""};
}

finding sandbox() {
  std::string why;
  bool good = find_isolation(&why) == isolation::isolated;
  return {good,
          good
              ? "sandbox: isolated (bubblewrap)"
              : fmt::format("sandbox: none, checks run unsafe-local ({})", why),
          find_program("bwrap").empty()
              ? "apt-get install bubblewrap"
              : "Allow user namespaces: sysctl "
                "kernel.unprivileged_userns_clone=1, on Ubuntu 24.04 also "
                "kernel.apparmor_restrict_unprivileged_userns=0, or an "
                "AppArmor profile for bwrap."};
}

finding disk(const std::string& root) {
  struct statvfs v{};
  if (::statvfs(root.c_str(), &v) != 0)
    return {false, "disk: cannot be asked", ""};
  double free_mib = static_cast<double>(v.f_bavail) *
                    static_cast<double>(v.f_frsize) / (1 << 20);
  return {free_mib > 1024, fmt::format("disk: {:.0f} MiB free", free_mib),
          "Free some space: the caches of a whole course need about 1 GiB."};
}

void print_json(const std::vector<finding>& all, console& out) {
  nlohmann::json findings = nlohmann::json::array();
  for (const finding& f : all) {
    nlohmann::json j = {{"good", f.good}, {"what", f.what}};
    if (!f.good) j["repair"] = f.repair;
    findings.push_back(std::move(j));
  }
  nlohmann::json report = {{"findings", findings}};
  out.print(
      report.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) +
      "\n");
}

}  // namespace

exit_status run_doctor(const std::string& course_root, console& out) {
  unsigned cores = std::thread::hardware_concurrency();
  std::vector<finding> all = {
      tool("clang++-19", "clang-19"),
      tool("ld.lld-19", "lld-19"),
      tool("llvm-ar-19", "llvm-19"),
      tool("llvm-symbolizer-19", "llvm-19"),
      sanitizer_runtime(),
      address_randomisation(),
      sandbox(),
      {true, fmt::format("cores: {}", cores), ""},
      disk(course_root.empty() ? "." : course_root),
      {!course_root.empty(),
       "course: " + (course_root.empty() ? "none here" : course_root),
       "Go to the folder of the course."},
  };
  bool good =
      std::all_of(all.begin(), all.end(), [](auto& f) { return f.good; });
  if (out.kind() == format::json) print_json(all, out);
  for (const finding& f : all) {
    if (out.kind() == format::json) break;
    out.print(fmt::format(
        "  {}  {}\n",
        out.paint(f.good ? tone::good : tone::bad, f.good ? "good" : "BAD "),
        f.what));
    if (!f.good && !f.repair.empty()) out.print(indented(f.repair, 8));
  }
  return good ? exit_status::pass : exit_status::environment;
}

}  // namespace grader
