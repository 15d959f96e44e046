// SPDX-License-Identifier: MIT
//
// What can go wrong while a program runs: sanitizers' reports, crashes, hangs,
// and the words of a verdict.
#include "explain/topics.hpp"

namespace grader {

const std::vector<topic> failure_topics = {
    // --- AddressSanitizer ---
    {"heap-use-after-free",
     "An object on the heap was deleted, and somebody still used it through an "
     "old pointer or reference.",
     "Three places are named: the use, where it was freed, and where it was "
     "allocated. Ask who owns the object: either it was freed too early, or "
     "the user should hold a share of it. Read a member before the call that "
     "may delete `this`, not after it.",
     1, 3},
    {"heap-buffer-overflow",
     "An index or iterator went past the end (or before the beginning) of a "
     "block on the heap, such as the elements of a std::vector.",
     "Which value had the index in the line named, and how many elements were "
     "there? Look at the first and the last turn of the loop, and at empty "
     "containers.",
     0},
    {"stack-buffer-overflow",
     "An access went past the end of a local array or variable.",
     "Look at the index in the line named, and at the size in the declaration "
     "of the array.",
     0},
    {"stack-use-after-return",
     "A local variable was used after its function had returned: a pointer or "
     "a reference to it lived longer than the function.",
     "Find who kept the address: a lambda that captures by reference, a future "
     "or a waker that outlives the call, a thread. Give it a copy, move the "
     "variable into it, or let both share it with std::shared_ptr.",
     1, 3},
    {"stack-use-after-scope",
     "A local variable was used after its block had ended; often a temporary, "
     "which lives only until the end of its statement.",
     "Give the temporary a name in the scope that needs it, or store a copy "
     "and not a reference.",
     1, 3},
    {"stack-overflow",
     "The stack is full: functions call each other without an end, or far too "
     "deep.",
     "Look at the lines that call one another: what stops them? Work that can "
     "be long, such as a chain of ready futures, has to be a loop.",
     1, 3},
    {"global-buffer-overflow",
     "An access went past the end of a global or static array.",
     "Look at the index in the line named.", 0},
    {"container-overflow",
     "An element was used that lies within a container's memory, but behind "
     "its last element.",
     "reserve() makes room and no elements: use push_back or resize. Look also "
     "for an iterator from before an erase.",
     0},
    {"alloc-dealloc-mismatch",
     "Memory was freed in another way than it was allocated: new with free, "
     "new[] with delete, malloc with delete.",
     "Let a std::unique_ptr or a container own the memory.", 0},
    {"new-delete-type-mismatch",
     "An object was deleted through a pointer to another type, of another "
     "size.",
     "Cast the void* back to the type that was made, before delete. A base "
     "class that is deleted through needs a virtual destructor.",
     1},
    {"double-free",
     "The same memory was freed twice: two owners thought that it was theirs.",
     "Look at copies and moves: after a move the source must own nothing (set "
     "its pointer to null), and assigning to oneself must do no harm.",
     1, 3},
    {"bad-free",
     "Something was freed that new or malloc never gave: a local variable, or "
     "the middle of a block.",
     "Which pointer does the line free, and where did it get its value?", 0},
    {"allocation-size-too-big",
     "An allocation asked for far too much memory: a negative or garbage "
     "number as a size.",
     "A subtraction below zero of unsigned numbers is very large.", 0},
    {"out-of-memory", "There is no memory left.",
     "Look for a loop that only ever adds to a container.", 0},
    {"memory-leak",
     "Memory was allocated, and at the end nobody knew it any more and nobody "
     "had freed it.",
     "The line named has allocated it, or, if none of yours has, it is the one "
     "that had to give it back. Which path, an early return, an exception, a "
     "lost reference count, leaves without? Two shared_ptr that hold each "
     "other are a leak, too.",
     1, 3},
    {"SEGV",
     "A pointer that points nowhere was followed: it is null, as in an object "
     "that was moved from, it was never set, or it is stale: what it pointed "
     "to is gone.",
     "Which pointer does the line follow, who has set it last, and does what "
     "it was set to still live? If the same case failed under a sanitizer, "
     "too, that report says which it is, and what the memory was.",
     1, 3},
    {"undefined-behaviour",
     "The standard gives this operation no meaning, so the compiler may do "
     "anything with it.",
     "The message names the operation and the values. Check the values before "
     "the operation.",
     0},
    // --- ThreadSanitizer ---
    {"data-race",
     "Two threads used the same memory, one of them wrote, and nothing put one "
     "before the other. What is read may be old, half new, or garbage.",
     "Named is one place where it is used, and the other one if it is yours. "
     "Guard both with the same mutex, or make the variable a std::atomic. A "
     "release store and the acquire load that sees "
     "it also order what was written before; relaxed ones order nothing.",
     1},
    {"lock-order-inversion",
     "Two threads take the same locks in different orders, and may wait for "
     "each other for ever.",
     "Take them in one order everywhere, both at once with std::scoped_lock, "
     "or let go of one before taking the other.",
     1},
    {"unlock-of-an-unlocked-mutex",
     "A mutex was unlocked that is not locked, or by a thread that did not "
     "lock it.",
     "Let std::lock_guard or std::unique_lock do it.", 1},
    {"double-lock-of-a-mutex",
     "A thread locked a mutex that it already holds, and now waits for itself.",
     "Which function, called with the lock held, locks it again? A callback or "
     "a waker should be called without the lock.",
     1},
    {"destroy-of-a-locked-mutex",
     "A mutex was destroyed while somebody held it.",
     "Who deletes the object, and who is still inside one of its functions?",
     1},
    {"thread-leak", "A thread was started and never joined.",
     "std::jthread joins in its destructor.", 1},
    // --- crashes and stops ---
    {"crash", "The operating system or the program itself ended the run.",
     "The line named is the last of yours that ran. Check what it takes for "
     "granted.",
     -1},
    {"abort",
     "The program called abort(): a failed KIOTO_ASSERT, std::terminate after "
     "an exception that left a noexcept function or a thread, or an assertion "
     "of the library.",
     "An assertion names the rule that was broken: the sentence behind "
     "abort(). Whoever called there broke it, or set what it looks at. If "
     "there is no sentence, what your code printed last says which.",
     1, 3},
    {"division-by-zero", "An integer was divided by zero.",
     "Check the divisor before the division.", 0},
    {"exception",
     "An exception was thrown and nobody caught it on the way to the case.",
     "Who throws it, and is it allowed to come out here? A destructor or a "
     "function marked noexcept must keep it inside.",
     1, 3},
    {"hang",
     "The case was still at work when its time was over. The limit is many "
     "times what the reference needs.",
     "The line named is where it was. Look for a loop whose condition never "
     "changes, a loop that polls again and again without sleeping, and for "
     "work that grows with the square of its input.",
     1},
    {"deadlock",
     "Every thread sleeps, and nobody is left to wake one: a wake was lost, or "
     "never sent.",
     "The line named is where it sleeps. Who should wake it? Often the wake "
     "came before the sleep began, and nothing remembered it: set a flag "
     "under the same lock that the sleeper checks before it sleeps. Or a "
     "future returned pending and kept no waker.",
     1},
    {"out-of-limits",
     "The program took more memory, output or processes than a case may have.",
     "Look for a loop without an end that allocates, prints or starts "
     "something.",
     -1},
    {"static-object",
     "An object of static storage does something before the first case begins, "
     "and the program never got there.",
     "Look at constructors of globals and static members: they run before "
     "everything else.",
     0},
    {"early-end",
     "The program ended in the middle of the case: something called exit.",
     "A function should return or throw, never end the program.", -1},
    // --- the words of a verdict ---
    {"not-written-yet",
     "A KIOTO_TODO was reached: this function is still to be written.",
     "`grader next` shows the task. Replace the KIOTO_TODO by your code; "
     "`grader hint` helps.",
     -1},
    {"wrong-answer",
     "The case came to its end, and what your code did is not what it should "
     "have done.",
     "Read the story from its first step, and follow each in your code. The "
     "first thing that came out wrong is the last step of it.",
     -1},
    {"too-slow",
     "The case measures your code against the reference, both optimised: it "
     "was slower than it may be, waited where it should work, or gave a wrong "
     "answer on the way.",
     "The last step of the story says which. Look for a copy, an allocation or "
     "a lock in each operation, and for a loop over all where one is meant.",
     -1},
    {"compile-time",
     "The compiler decides this case: a small program that must, or must not, "
     "compile with your files.",
     "The sentence says which promise of the interface is broken. Look at the "
     "declaration: const, &&, noexcept, explicit, a deleted copy, a "
     "constraint.",
     -1},
    {"fault",
     "The grader itself or the course made a mistake. It is none of yours.",
     "Please report it, with what the check printed.", -1},
    {"E1",
     "Evidence of the first kind: your program is a process of its own, and "
     "the grader talks to it as a user would. It can fake nothing.",
     "", -1},
    {"E2",
     "Evidence of the second kind, the normal one: a probe calls your code, "
     "only what came out leaves its process, and the grader judges it outside.",
     "", -1},
    {"E3",
     "Evidence of the third kind: checked inside your own process, so it is "
     "feedback and no proof.",
     "", -1},
    {"isolated",
     "The code ran in a sandbox: no network, no files of yours, its own "
     "processes.",
     "", -1},
    {"unsafe-local",
     "This machine has no sandbox, so the code ran as you, with your files. "
     "For code of your own that is fine.",
     "`grader doctor` says how to get a sandbox.", -1},
};

}  // namespace grader
