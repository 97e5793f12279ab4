/* allow_list.c - the system calls that a locked-in process may make, each with its reason,
 * and with what.
 *
 * A running engine computes.  It asks the kernel for memory, for the time, to wake and be
 * woken through memory that it shares with the host, and for its own signals; there is
 * nothing that it could open, read or write, and no other process that it could reach.
 *
 * What it may ask for is bounded where the kernel has more behind a call than an engine
 * needs: memory is never executable and never a file's, a futex is one to wait on and
 * nothing else (PI futexes have been a way into the kernel), forks make a plain process.
 *
 * The numbers stand in a search tree, which takes few comparisons; futex, the call that a
 * host waits for, stands before it.  Calls whose arguments do not matter cost nothing at
 * all: the kernel runs a filter for each number when it is installed, and remembers which
 * are always allowed. */
#include "worker/allow_list.h"

#include <linux/futex.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>

#include "confine/limits.h"
#include "confine/sys.h"

/* Numbers and flags that older headers lack. */
#ifndef __NR_rseq
#if defined(__x86_64__)
#define __NR_rseq 334
#else
#define __NR_rseq 293
#endif
#endif
#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif
#define POPULATE_READ 22
#define POPULATE_WRITE 23

static const uint32_t KILL = SECCOMP_RET_KILL_PROCESS;

/* ------------------------------------------------------------ checks of arguments */

/* The argument has no bits but these. */
static void only_bits(struct filter *filter, uint32_t argument, uint32_t bits)
{
    filter_load_argument(filter, argument);
    filter_answer_if_any(filter, ~bits, KILL);
}

static void is(struct filter *filter, uint32_t argument, uint32_t value)
{
    filter_load_argument(filter, argument);
    filter_answer_unless(filter, value, KILL);
}

/* The argument is one of the numbers below 32 whose bits are set. */
static void one_of(struct filter *filter, uint32_t argument, uint32_t numbers)
{
    filter_load_argument(filter, argument);
    filter_emit(filter, BPF_JMP | BPF_JGE | BPF_K, 32, 0, 1);
    filter_answer(filter, KILL);
    filter_emit(filter, BPF_MISC | BPF_TAX, 0, 0, 0);
    filter_emit(filter, BPF_LD | BPF_IMM, 1, 0, 0);
    filter_emit(filter, BPF_ALU | BPF_LSH | BPF_X, 0, 0, 0);
    filter_emit(filter, BPF_JMP | BPF_JSET | BPF_K, numbers, 1, 0);
    filter_answer(filter, KILL);
}

/* Nothing but to wait and to wake, of this process alone or not, until any clock's time. */
static void check_futex(struct filter *filter)
{
    filter_load_argument(filter, 1);
    filter_emit(filter, BPF_ALU | BPF_AND | BPF_K,
                ~(uint32_t)(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME), 0, 0);
    filter_answer_if(filter, FUTEX_WAKE, SECCOMP_RET_ALLOW);
    filter_answer_if(filter, FUTEX_WAIT, SECCOMP_RET_ALLOW);
    filter_answer_unless(filter, FUTEX_WAIT_BITSET, KILL);
}

/* Of its own, of no file, and not executable. */
static void check_mmap(struct filter *filter)
{
    only_bits(filter, 2, PROT_READ | PROT_WRITE);
    only_bits(filter, 3,
              MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_NORESERVE
                  | MAP_STACK | MAP_POPULATE);
    filter_emit(filter, BPF_ALU | BPF_AND | BPF_K, MAP_PRIVATE | MAP_ANONYMOUS, 0, 0);
    filter_answer_unless(filter, MAP_PRIVATE | MAP_ANONYMOUS, KILL);
}

static void check_mprotect(struct filter *filter) { only_bits(filter, 2, PROT_READ | PROT_WRITE); }

static void check_mremap(struct filter *filter) { only_bits(filter, 3, MREMAP_MAYMOVE); }

#if defined(__SANITIZE_ADDRESS__)
#define OF_A_SANITIZER (1u << MADV_DONTDUMP) /* its notes of the memory */
#else
#define OF_A_SANITIZER 0u
#endif

static void check_madvise(struct filter *filter)
{
    one_of(filter, 2,
           1u << MADV_DONTNEED | 1u << MADV_FREE | 1u << MADV_DONTFORK | 1u << MADV_DOFORK
               | 1u << MADV_HUGEPAGE | 1u << MADV_NOHUGEPAGE | 1u << POPULATE_READ
               | 1u << POPULATE_WRITE | OF_A_SANITIZER);
}

/* Not those of other processes, whose numbers are negative. */
#define CLOCKS                                                                                 \
    (1u << CLOCK_REALTIME | 1u << CLOCK_MONOTONIC | 1u << CLOCK_PROCESS_CPUTIME_ID             \
     | 1u << CLOCK_THREAD_CPUTIME_ID | 1u << CLOCK_MONOTONIC_RAW | 1u << CLOCK_REALTIME_COARSE \
     | 1u << CLOCK_MONOTONIC_COARSE | 1u << CLOCK_BOOTTIME)

static void check_clock(struct filter *filter) { one_of(filter, 0, CLOCKS); }

/* For a timer, the C library has another number for the clock of the calling thread. */
static void check_timer_clock(struct filter *filter)
{
    const uint32_t of_thread = ~0u << 3 | 6; /* the kernel's CPUCLOCK_PERTHREAD | SCHED */

    filter_load_argument(filter, 0);
    filter_answer_if(filter, of_thread, SECCOMP_RET_ALLOW);
    filter_answer_unless(filter, CLOCK_MONOTONIC, KILL);
}

/* A plain process: the flags of fork(). */
static void check_fork(struct filter *filter)
{
    filter_load_argument(filter, 0);
    filter_emit(filter, BPF_ALU | BPF_AND | BPF_K,
                ~(uint32_t)(CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID), 0, 0);
    filter_answer_unless(filter, SIGCHLD, KILL);
}

/* A thread: the flags of pthread_create(). */
static void check_thread(struct filter *filter)
{
    is(filter, 0,
       CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SYSVSEM | CLONE_SIGHAND | CLONE_THREAD
           | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID);
}

/* Its flags lie in memory, where no filter can look; the C library falls back to clone. */
static void check_clone3(struct filter *filter) { filter_answer(filter, FILTER_ERROR(ENOSYS)); }

/* Of its own limits, that on timers: who is not root can lower it, and no more. */
static void check_limit_on_timers(struct filter *filter)
{
    is(filter, 0, 0);
    is(filter, 1, LIMIT_SIGPENDING);
}

/* To be killed with the zygote; never to be not. */
static void check_parent_death(struct filter *filter)
{
    is(filter, 0, PR_SET_PDEATHSIG);
    is(filter, 1, SIGKILL);
}

/* The same, and to install a filter. */
static void check_parent_death_or_filter(struct filter *filter)
{
    filter_load_argument(filter, 0);
    filter_emit(filter, BPF_JMP | BPF_JEQ | BPF_K, PR_SET_SECCOMP, 0, 4);
    filter_load_argument(filter, 1);
    filter_answer_unless(filter, SECCOMP_MODE_FILTER, KILL);
    filter_answer(filter, SECCOMP_RET_ALLOW);
    check_parent_death(filter);
}

#if defined(__SANITIZE_ADDRESS__)
static void check_standard_error(struct filter *filter) { is(filter, 0, 2); }

static void check_missing(struct filter *filter) { filter_answer(filter, FILTER_ERROR(ENOENT)); }
#endif

/* ------------------------------------------------------------------------ the list */

struct allowed {
    uint16_t call;
    uint8_t lists;                  /* bits: 1 << enum allow_list */
    void (*check)(struct filter *); /* of its arguments, or NULL; may answer ALLOW itself */
};

#define FORKER (1 << ALLOW_LIST_FORKER)
#define GROUP (1 << ALLOW_LIST_GROUP)
#define ALL (FORKER | GROUP)

/* One call a line. */
/* clang-format off */
static const struct allowed calls[] = {
    /* Waiting for the host, and waking it; locks of the C library and the engine. */
    { __NR_futex, ALL, check_futex },
    { __NR_sched_yield, ALL, NULL },         /* PocketPy's, where it waits for a thread */
    { __NR_clock_nanosleep, ALL, check_clock }, /* a stop that waits for another thread's */
    { __NR_restart_syscall, ALL, NULL },     /* the kernel's own: sleeps that SIGSTOP broke */

    /* Signals of its own: time limits, faults of PocketPy, interrupts. */
    { __NR_rt_sigaction, ALL, NULL },        /* handlers, while a run is under way */
    { __NR_rt_sigprocmask, ALL, NULL },      /* sigsetjmp and siglongjmp; between runs */
    { __NR_rt_sigreturn, ALL, NULL },        /* every handler's end */
    { __NR_sigaltstack, ALL, NULL },         /* faults of a stack that is full */
    { __NR_timer_create, ALL, check_timer_clock }, /* of each thread that runs scripts */
    { __NR_timer_settime, ALL, NULL },       /* a run's limits on time */
    { __NR_timer_delete, ALL, NULL },        /* the end of such a thread */
    { __NR_gettid, ALL, NULL },              /* which thread a timer is for */

    /* Time.  Where the kernel's library for it (vDSO) can tell it, these are no calls. */
    { __NR_clock_gettime, ALL, check_clock },
    { __NR_getcpu, ALL, NULL },              /* whether the host runs on another processor */
    { __NR_sched_getaffinity, ALL, NULL },   /* whether there is another; a thread's stack */

    /* Memory. */
    { __NR_mmap, ALL, check_mmap },          /* the C library's; stacks of paused runs */
    { __NR_munmap, ALL, NULL },
    { __NR_mprotect, ALL, check_mprotect },  /* guards; how the loop is made to stop */
    { __NR_mremap, ALL, check_mremap },      /* realloc() */
    { __NR_madvise, ALL, check_madvise },    /* pages given back; pages touched ahead */
    { __NR_brk, ALL, NULL },                 /* malloc() */
    { __NR_getrandom, ALL, NULL },           /* where memory goes; random numbers */

    /* Its beginning. */
    { __NR_clone, FORKER, check_fork },      /* a worker is made; a worker makes none, by its limits */
    { __NR_close_range, FORKER, NULL },      /* nothing stays open in it */
    { __NR_prctl, FORKER, check_parent_death }, /* the end of the zygote is its end */
    { __NR_getppid, FORKER, NULL },          /* which may have come before that */
    { __NR_prlimit64, FORKER, check_limit_on_timers }, /* it makes no more than it has by then */
    { __NR_clone, GROUP, check_thread },
    { __NR_clone3, GROUP, check_clone3 },
    { __NR_rseq, GROUP, NULL },              /* the C library, in each thread */
    { __NR_set_robust_list, ALL, NULL },     /* the C library, after a fork and in each thread */

    /* Its end. */
    { __NR_exit, ALL, NULL },                /* of a thread */
    { __NR_exit_group, ALL, NULL },

#if defined(__SANITIZE_ADDRESS__)
    /* AddressSanitizer's report, after which the process ends. */
    { __NR_write, ALL, check_standard_error },
    { __NR_getpid, ALL, NULL },
    { __NR_openat, ALL, check_missing },
    { __NR_readlinkat, ALL, check_missing },
    { __NR_ioctl, ALL, check_missing },
#if defined(__NR_open)
    { __NR_open, ALL, check_missing },
    { __NR_readlink, ALL, check_missing },
#endif
#endif
};
/* clang-format on */

enum { COUNT = sizeof calls / sizeof *calls, LEAF = 3 };

/* ------------------------------------------------------------------- the search tree */

static void emit_one(struct filter *filter, const struct allowed *allowed)
{
    const uint16_t begun = filter_begin_call(filter, allowed->call);

    if (allowed->check != NULL)
        allowed->check(filter);
    filter_end_call(filter, begun);
}

static void emit_tree(struct filter *filter, const struct allowed *sorted, size_t count)
{
    if (count <= LEAF) {
        for (size_t i = 0; i < count; i++)
            emit_one(filter, &sorted[i]);
        filter_answer(filter, KILL);
        return;
    }
    const size_t half = count / 2;
    /* Over the lower half, which may be longer than a conditional jump can be. */
    filter_emit(filter, BPF_JMP | BPF_JGE | BPF_K, sorted[half].call, 0, 1);
    const uint16_t jump = filter->length;
    filter_emit(filter, BPF_JMP | BPF_JA, 0, 0, 0);
    emit_tree(filter, sorted, half);
    if (!filter->overflowed)
        filter->code[jump].k = (uint32_t)(filter->length - jump - 1);
    emit_tree(filter, sorted + half, count - half);
}

static int by_number(const void *a, const void *b)
{
    return ((const struct allowed *)a)->call - ((const struct allowed *)b)->call;
}

void allow_list_build(struct filter *filter, enum allow_list list, bool own_filters)
{
    struct allowed sorted[COUNT];
    size_t count = 0;

    for (size_t i = 0; i < COUNT; i++)
        if ((calls[i].lists & 1 << list) != 0 && calls[i].call != __NR_futex) {
            sorted[count] = calls[i];
            if (own_filters && calls[i].call == __NR_prctl)
                sorted[count].check = check_parent_death_or_filter;
            count++;
        }
    qsort(sorted, count, sizeof *sorted, by_number);

    filter_begin(filter);
    emit_one(filter, &calls[0]); /* futex */
    emit_tree(filter, sorted, count);
}

void allow_list_build_no_forks(struct filter *filter)
{
    filter_begin(filter);
    filter_answer_if(filter, __NR_clone, KILL);
    filter_answer(filter, SECCOMP_RET_ALLOW);
}
