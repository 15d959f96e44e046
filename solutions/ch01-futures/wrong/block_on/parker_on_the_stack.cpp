// SPDX-License-Identifier: MIT
// mistake: The parker is needed as long as block_on runs, so it is a local.
// rejected by: a waker may be woken after block_on has returned
// in: asan
// says: stack-use-after

// region include/kioto/rt/block_on.hpp#wakeable
namespace detail {

inline constexpr waker_vtable parker_table = {
    .clone = [](void* data) noexcept -> void* { return data; },
    .wake =
        [](void* data) noexcept { static_cast<thread_parker*>(data)->unpark(); },
    .wake_by_ref =
        [](void* data) noexcept { static_cast<thread_parker*>(data)->unpark(); },
    .drop = [](void*) noexcept {},
};

}  // namespace detail

// body of kioto::block_on
{
  thread_parker parker;
  const waker self(&parker, detail::parker_table);
  context cx(self);
  for (;;) {
    auto result = fut.poll(cx);
    if (result.is_ready()) return std::move(result).value();
    parker.park();
  }
}
