/* futex.c -- sleeping until another thread changes a word.  See futex(2). */
#define _GNU_SOURCE
#include "base/futex.h"

#include "base/clock.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic int several_processors = -1; /* -1: not yet asked */

void pause_briefly(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_ia32_pause();
#elif defined __aarch64__
    __asm__ volatile("yield");
#endif
}

void futex_wake(_Atomic uint32_t *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

int futex_wait(_Atomic uint32_t *word, uint32_t seen, int64_t timeout)
{
    struct timespec limit = { timeout / 1000000000, timeout % 1000000000 };
    if (syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, timeout < 0 ? NULL : &limit, NULL, 0)
            == 0
        || errno == EAGAIN)
        return 0;
    return errno;
}

bool can_spin(void)
{
    if (several_processors < 0) {
        cpu_set_t set;
        several_processors = sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) > 1;
    }
    return several_processors;
}

bool futex_spin(_Atomic uint32_t *word, uint32_t seen, int64_t most,
                const _Atomic int32_t *other_processor)
{
    if (!can_spin() || atomic_load(other_processor) == sched_getcpu())
        return atomic_load(word) != seen;
    const int64_t end = clock_ns(CLOCK_MONOTONIC) + most;
    do {
        for (int i = 0; i < 50; i++) {
            if (atomic_load_explicit(word, memory_order_acquire) != seen)
                return true;
            pause_briefly();
        }
    } while (clock_ns(CLOCK_MONOTONIC) < end && atomic_load(other_processor) != sched_getcpu());
    return false;
}
