// SPDX-License-Identifier: MIT
// mistake: A table is read where it is made.
// rejected by: a wakeable lives exactly as long as somebody owns it
// in: asan
// says: stack-use-after-return
// says: a.wake_by_ref()

// body of kioto::wakeable::make_waker
{
  const waker_vtable table = {
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
  add_reference();
  return kioto::waker(this, table);
}
