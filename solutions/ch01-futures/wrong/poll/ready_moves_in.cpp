// SPDX-License-Identifier: MIT
// mistake: An assignment puts the value in place.
// rejected by: ready makes its value from the arguments, without a copy
// in: plain
// says: moved 1
// says: because the value is constructed in place

// body of kioto::poll::ready
{
  poll made;
  made.value_ = T(std::forward<Args>(args)...);
  return made;
}
