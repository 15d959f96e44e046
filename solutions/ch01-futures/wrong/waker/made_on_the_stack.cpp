// SPDX-License-Identifier: MIT
// mistake: What a function makes, it can return.
// rejected by: a wakeable lives exactly as long as somebody owns it
// in: plain
// says: handle = make_wakeable<bell>()
// says: expected: destroyed 0, because the handle owns the bell

// body of kioto::make_wakeable
{
  T made(std::forward<Args>(args)...);
  return wakeable_ptr<T>(&made);
}
