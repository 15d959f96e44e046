// SPDX-License-Identifier: MIT
// says: poll<T&> is not supported: use a pointer or std::reference_wrapper<T>
#include <functional>
#include <kioto/future/poll.hpp>

#ifdef ALLOWED
using value = std::reference_wrapper<int>;
#else
using value = int&;
#endif

bool look(int& n) { return kioto::poll<value>::ready(n).is_ready(); }
