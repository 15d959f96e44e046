// SPDX-License-Identifier: MIT
// mistake: What is inside of an rvalue moves by itself.
// rejected by: a result is moved on its way, never copied
// in: plain
// says: expected: returned ready, 0
// says: no value is copied

// region include/kioto/async/awaiter.hpp#helper
bool poll_into_outcome(context& cx) {
  kioto::poll<output_of<F>> result = poll_for(future_, cx, where);
  if (result.is_pending()) return false;
  if constexpr (std::is_void_v<output_of<F>>) {
    outcome_.succeed();
  } else {
    outcome_.succeed(result.value());
  }
  return true;
}
