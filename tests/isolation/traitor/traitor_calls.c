/* traitor_calls.c - what a worker that was taken over asks the kernel for. */
#define _GNU_SOURCE
#include "traitor.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { X32 = 0x40000000 };

static char buffer[1 << 16];

/* A number that stands for an address: of memory of its own, of a path's text, and of two
 * numbers that are large. */
static long argument(int64_t number)
{
    static uint64_t ones[] = { UINT64_MAX, UINT64_MAX };
    static char passwd[] = "/etc/passwd";
    return number == -1000   ? (long)buffer
           : number == -1001 ? (long)passwd
           : number == -1002 ? (long)ones
                             : (long)number;
}

static long raw(long number, const long *a)
{
#if defined __x86_64__
    register long r10 __asm__("r10") = a[3];
    register long r8 __asm__("r8") = a[4];
    register long r9 __asm__("r9") = a[5];
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
#else
    const long result = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    return result < 0 ? -errno : result;
#endif
}

/* By the calls of the 32-bit machine. */
static long int80(long number, const long *a)
{
#if defined __x86_64__
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(a[0]), "c"(a[1]), "d"(a[2]), "S"(a[3]), "D"(a[4])
                     : "r8", "r9", "r10", "r11", "memory");
    return result;
#else
    (void)number, (void)a;
    return -ENOSYS;
#endif
}

/* How much memory it gets: by steps of 1 MiB, each touched.  Neither this nor the next one
 * endangers the machine if nothing else ends it. */
static void take_memory(void)
{
    int64_t taken = 0;
    for (; taken < 1 << 30; taken += 1 << 20) {
        char *const more =
            mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (more == MAP_FAILED)
            break;
        memset(more, 1, 1 << 20);
    }
    say("%ld\n", taken);
}

static void take_timers(void)
{
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
    int64_t count = 0;
    int timer;
    while (count < 1000000 && syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &timer) == 0)
        count++;
    say("%ld\n", count);
}

static int64_t deeper(int64_t levels) /* until the stack is full */
{
    volatile char here[4096];
    here[0] = 1;
    return levels == 0 ? 0 : deeper(levels - 1) + here[0];
}

bool do_calls(void)
{
    long arguments[6] = { 0 };
    for (int i = 0; i < 6 && i + 1 < NUMBERS; i++)
        arguments[i] = argument(numbers[i + 1]);
    if (strcmp(order, "native") == 0) {
        say("returned %ld\n", raw(numbers[0], arguments));
    } else if (strcmp(order, "x32") == 0) {
        say("returned %ld\n", raw(numbers[0] | X32, arguments));
    } else if (strcmp(order, "int80") == 0) {
        say("returned %ld\n", int80(numbers[0], arguments));
    } else if (strcmp(order, "memory") == 0) {
        take_memory();
    } else if (strcmp(order, "timers") == 0) {
        take_timers();
    } else if (strcmp(order, "exit") == 0) {
        _exit((int)numbers[0]);
    } else if (strcmp(order, "fault") == 0) {
        /* As a worker that was taken over would: the engine's handlers are not asked. */
        signal(SIGSEGV, SIG_DFL);
        volatile char *volatile nowhere = (char *)1;
        *nowhere = 1;
    } else if (strcmp(order, "trap") == 0) {
        signal(SIGILL, SIG_DFL);
        signal(SIGTRAP, SIG_DFL);
        __builtin_trap();
    } else if (strcmp(order, "stack") == 0) {
        signal(SIGSEGV, SIG_DFL);
        say("%ld\n", deeper(INT64_MAX));
    } else if (strcmp(order, "burn") == 0) {
        for (volatile uint64_t i = 0;; i++)
            continue;
    } else if (strcmp(order, "sleep") == 0) {
        pause_for_ever();
    } else {
        return false;
    }
    end_well();
    return true;
}
