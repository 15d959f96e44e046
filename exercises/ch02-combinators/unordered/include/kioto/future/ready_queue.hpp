// SPDX-License-Identifier: MIT
//
// ch02.unordered: futures_unordered: ten thousand children, one of them awake
//
// Write what is marked Yours. Contract: the public names and what their
// comments promise. Free: what the wakers of a child point to, and where those
// that were woken wait.
//
// ready_queue: a waker for each child of a combinator. Whoever wakes a child
// puts it into the queue, and wakes the task of the combinator; that polls what
// it finds in the queue, and nothing else.
//
//   wakers of child 7 --> [ ready_child | future ]
//                              | wake()
//                              v                   parent: atomic_waker
//   owner <-- pop() -- tail [3]->[9]->[7] head          | wake()
//                                                       v
//                                                  task of the owner
//
// Thread safety: ready_child::wake() is called by any thread. All the rest
// belongs to one thread at a time, the owner.
#pragma once

#include <atomic>
#include <kioto/future/atomic_waker.hpp>
#include <kioto/future/wakeable.hpp>
#include <kioto/future/waker.hpp>
#include <memory>
#include <utility>

// Yours: what the wakers of a child point to, and where those that were woken
// wait
