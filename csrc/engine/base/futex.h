/* futex.h -- sleeping until another thread changes a word.  See futex(2).
 *
 * The other thread changes the word, then calls futex_wake().  The
 * sleeper reads the word first, then checks whether it has to sleep at all, and passes
 * what it has read.
 */
#ifndef PKHOST_BASE_FUTEX_H
#define PKHOST_BASE_FUTEX_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

void futex_wake(_Atomic uint32_t *word); /* all threads that sleep */
/* 0: woken, or the word is not `seen` any more; else EINTR or ETIMEDOUT.
 * `timeout` is in ns; negative: none. */
int futex_wait(_Atomic uint32_t *word, uint32_t seen, int64_t timeout);

/* Look again and again for `most` ns, which is cheaper than a sleep where the other
 * thread will be ready soon.  Returns whether the word has changed.  Nobody looks
 * on the processor that the other thread was on last: where the kernel has put both
 * on one, each would hold up what it waits for. */
bool futex_spin(_Atomic uint32_t *word, uint32_t seen, int64_t most,
                const _Atomic int32_t *other_processor);
void pause_briefly(void); /* between two looks */
bool can_spin(void);      /* whether the other thread can have a processor meanwhile */

/* How long a thread that waits for a run spins, in ns.  It may be in the way of the run's
 * worker, where other programs keep the processors busy, so this is just long
 * enough for a small script. */
enum { WAITER_SPIN = 15000 };

#pragma GCC visibility pop

#endif
