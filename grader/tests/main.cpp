// SPDX-License-Identifier: MIT
#include "judge/host.hpp"

int main(int argc, char** argv) { return grader::run_catch(argc, argv); }
