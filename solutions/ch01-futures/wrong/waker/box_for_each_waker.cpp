// SPDX-License-Identifier: MIT
// mistake: A clone is an object of its own, so each waker gets a small box.
// rejected by: a wakeable and all its wakers cost one allocation
// in: plain
// says: a waker is a pointer and a table

// body of kioto::wakeable::make_waker
{
  struct box {
    wakeable* target;
  };
  static constexpr waker_vtable table = {
      .clone = [](void* data) noexcept -> void* {
        auto* const target = static_cast<box*>(data)->target;
        target->add_reference();
        return new box{target};
      },
      .wake =
          [](void* data) noexcept {
            auto* const target = static_cast<box*>(data)->target;
            delete static_cast<box*>(data);
            target->wake();
            target->drop_reference();
          },
      .wake_by_ref =
          [](void* data) noexcept { static_cast<box*>(data)->target->wake(); },
      .drop =
          [](void* data) noexcept {
            static_cast<box*>(data)->target->drop_reference();
            delete static_cast<box*>(data);
          },
  };
  add_reference();
  return kioto::waker(new box{this}, table);
}
