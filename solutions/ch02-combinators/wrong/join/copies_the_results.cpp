// SPDX-License-Identifier: MIT
// mistake: A local variable is moved where it is used last.
// rejected by: results wait inside a join, and are moved out once
// in: plain
// says: copied 3
// says: because a join gives its results away, it moves them

// body of kioto::join_future::take_results
{
  return std::apply(
      [](auto&... child) {
        const output_type results{child.result()...};
        return kioto::poll<output_type>::ready(results);
      },
      children_);
}
