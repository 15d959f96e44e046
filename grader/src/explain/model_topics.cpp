// SPDX-License-Identifier: MIT
//
// What can go wrong in one interleaving and not in another.
#include "explain/topics.hpp"

namespace grader {

const std::vector<topic> model_topics = {
    {"lost-wakeup",
     "A thread sleeps and nobody is left to wake it. A notify or a wake is not "
     "kept: it reaches who waits at that moment, and nobody else.",
     "Find the gap between the last look at the condition and the sleep, where "
     "the other thread may come. Close it: look with the mutex held that the "
     "wait lets go of, and change the condition with that mutex held, too, "
     "also if it is an atomic. With a waker: store it first, and look once "
     "more after that. And does each change notify, and all whom it is for?",
     1},
    {"circular-wait",
     "No thread can go on: each waits for what another one holds, or for a "
     "mutex that nobody will unlock any more.",
     "Take the locks in one order everywhere, or both at once with "
     "std::scoped_lock. Call nothing of others, such as a waker or a callback, "
     "while you hold a lock, and do not join a thread that needs it.",
     1},
    {"livelock",
     "Threads run and get no further: each repeats what changes nothing for "
     "the others.",
     "Who should change what the loop looks at, and is that thread still "
     "there? Sleep until it is changed, do not poll. Two threads that give way "
     "to each other need one that goes first.",
     1},
    {"broken-assertion",
     "In this order of steps something does not hold that has to hold in every "
     "order.",
     "Look at what happens between two steps of one thread. What is read, "
     "decided and written in several steps has to be one: under a lock, or by "
     "fetch_add or compare_exchange. If a step says STALE, a release store and "
     "an acquire load are missing. A wait has to look at its condition again "
     "when it returns.",
     1},
    {"misuse",
     "A function was called where it may not be, such as unlock of a mutex "
     "that another thread holds.",
     "Let std::lock_guard or std::unique_lock unlock. Who still uses the "
     "object while it is destroyed?",
     1},
    {"beyond-the-checker",
     "The code does more than the checker goes through: too many threads, too "
     "much memory, too many steps.",
     "Does a loop run on that should sleep, or does something start more than "
     "it has to?",
     -1},
};

}  // namespace grader
