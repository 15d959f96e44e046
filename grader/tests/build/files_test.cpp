// SPDX-License-Identifier: MIT
#include "build/files.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>

#include "../temporary.hpp"
#include "build/digest.hpp"
#include "course/error.hpp"

using namespace grader;

TEST_CASE("a written file holds the text, and no temporary is left",
          "[build]") {
  temporary_folder at;
  write_file(at.path() / "a/b/file", "first");
  write_file(at.path() / "a/b/file", "second");
  CHECK(read_file(at.path() / "a/b/file") == "second");
  auto entries = std::filesystem::directory_iterator(at.path() / "a/b");
  CHECK(std::distance(begin(entries), end(entries)) == 1);
}

TEST_CASE("a full disk is named, and the old content stays", "[build]") {
  // /dev/full fails every write with ENOSPC, but cannot be renamed to: a link
  // beside the file is where the temporary would be.
  CHECK_THROWS_AS(write_file("/dev/full/x", "text"), environment_error);
  temporary_folder at;
  auto file = at.path() / "file";
  write_file(file, "old");
  std::filesystem::create_symlink(
      "/dev/full", file.string() + ".tmp-" + std::to_string(::getpid()));
  try {
    write_file(file, "new");
    FAIL("no error");
  } catch (const environment_error& e) {
    CHECK(std::string(e.what()).find("No space left") != std::string::npos);
    CHECK(e.next().find("disk is full") != std::string::npos);
  }
  CHECK(read_file(file) == "old");
}

TEST_CASE("what is no regular file cannot be read", "[build]") {
  temporary_folder at;
  CHECK_FALSE(try_read_file(at.path()));
  CHECK_FALSE(try_read_file(at.path() / "missing"));
  CHECK_FALSE(try_read_file("/dev/zero"));
  CHECK_THROWS_AS(read_file(at.path() / "missing"), environment_error);
}

TEST_CASE("a digest tells parts, order and missing files apart", "[build]") {
  temporary_folder at;
  auto missing = at.path() / "missing";
  auto empty = at.path() / "empty";
  write_file(empty, "");
  CHECK(digest().add("ab").add("c").hex() != digest().add("a").add("bc").hex());
  CHECK(digest().add_file(missing).hex() != digest().add_file(empty).hex());
  CHECK(digest().add("x").hex() == digest().add("x").hex());
  CHECK(digest().add("x").hex().size() == 32);
}
