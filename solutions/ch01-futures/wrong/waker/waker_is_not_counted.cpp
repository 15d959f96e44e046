// SPDX-License-Identifier: MIT
// mistake: Only clones count; the first waker shares the handle's reference.
// rejected by: a wakeable lives exactly as long as somebody owns it
// in: plain
// says: expected: destroyed 0, because somebody still owns the bell

// body of kioto::wakeable::make_waker
{
  static constexpr waker_vtable table = {
      .clone = [](void* data) noexcept -> void* {
        static_cast<wakeable*>(data)->add_reference();
        return data;
      },
      .wake =
          [](void* data) noexcept {
            static_cast<wakeable*>(data)->wake();
            static_cast<wakeable*>(data)->drop_reference();
          },
      .wake_by_ref =
          [](void* data) noexcept { static_cast<wakeable*>(data)->wake(); },
      .drop =
          [](void* data) noexcept {
            static_cast<wakeable*>(data)->drop_reference();
          },
  };
  return kioto::waker(this, table);
}
