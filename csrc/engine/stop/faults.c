/* faults.c -- the handlers of signals: faults inside the engine, and deadlines.
 *
 * Handlers stand only while a run is under way in some thread.  They are
 * installed when the first run begins, on top of whatever is there then, and
 * taken away when the last one ends, so an application's handlers are its own
 * whichever was first.  A fault outside the engine goes to the handler that
 * was there before, as if we were not.
 *
 * All handlers run on the alternate stack, since the thread's own may be what
 * overflowed.  Those of faults leave their signal unblocked, since they may jump
 * without putting the mask back.  That of deadlines jumps to the entry of a run only,
 * which does put it back; another process may have sent more of its signals than
 * there is room for one upon the other.
 */
#define _GNU_SOURCE
#include "stop/faults.h"

#include "base/clock.h"
#include "base/current.h"
#include "base/macros.h"
#include "base/stack.h"
#include "memory/region.h"
#include "stop/deadlines.h"
#include "stop/stop.h"
#include "stop/used_time.h"
#include "stop/zone.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const int fault_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL };
enum { FAULTS = COUNT(fault_signals) };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int runs;                         /* under way; guarded by lock */
static struct sigaction before[FAULTS];  /* what ours stands on */
static struct sigaction beneath[FAULTS]; /* what that one may call if it calls us */
static struct sigaction before_deadline;
static _Thread_local int forwarding __attribute__((tls_model("initial-exec")));

static const char *fault_name(int signal)
{
    switch (signal) {
    case SIGSEGV: return "invalid memory access (SIGSEGV)";
    case SIGBUS: return "invalid memory access (SIGBUS)";
    case SIGFPE: return "arithmetic fault (SIGFPE)";
    default: return "illegal instruction (SIGILL)";
    }
}

/* To this process, by a timer that expires at once: a process of scripts alone (csrc/worker)
 * may not send signals, not even to itself. */
static void send_again(int signal)
{
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal };
    const struct itimerspec soon = { .it_value = { 0, 1 } };
    int timer; /* the kernel's */

    if (syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &timer) != 0
        || syscall(SYS_timer_settime, timer, 0, &soon, NULL) != 0)
        raise(signal);
}

static void forward(int signal, siginfo_t *info, void *context)
{
    int n = 0;
    while (fault_signals[n] != signal)
        n++;
    const struct sigaction *next = forwarding ? &beneath[n] : &before[n];
    if (next->sa_flags & SA_SIGINFO) {
        forwarding++;
        next->sa_sigaction(signal, info, context);
        forwarding--;
    } else if (next->sa_handler == SIG_DFL || next->sa_handler == SIG_IGN) {
        /* Nobody else wants it.  A fault is raised again by the instruction
         * that made it when we return; one that was sent has to be sent. */
        struct sigaction reset = { .sa_handler = SIG_DFL };
        sigaction(signal, &reset, NULL);
        if (info->si_code <= 0)
            send_again(signal);
    } else {
        forwarding++;
        next->sa_handler(signal);
        forwarding--;
    }
}

static void on_fault(int signal, siginfo_t *info, void *context)
{
    pkhost_vm *vm = pkhost_here;
    /* si_code <= 0: sent by kill() and the like, not raised by an instruction. */
    if (vm == NULL || vm->zone != ZONE_ENGINE || info->si_code <= 0) {
        int error = errno;
        forward(signal, info, context);
        errno = error;
        return;
    }
    const void *address = info->si_addr;
    if (signal == SIGSEGV && stack_guard_has(address))
        stop_crash(vm, "stack overflow in native code");
    else if (region_in_guard(vm->region, address))
        stop_crash(vm, "overflow of the value stack");
    else
        stop_crash(vm, "%s", fault_name(signal));
}

/* Whether a time limit is really reached, what the host's functions took not
 * counted; if not, the timer is set to when it will be. */
static bool is_due(pkhost_vm *vm, enum stop reason)
{
    const pkhost_request *q = &vm->request;
    const int64_t now = clock_ns(CLOCK_MONOTONIC);
    int64_t left;
    if (reason == STOP_CPU_TIME)
        left = q->cpu_time - time_cpu(vm, now);
    else if (q->spare_host_time)
        left = q->wall_time - time_wall(vm, now);
    else
        left = q->wall_time - (now - vm->time.wall_start);
    if (left <= 0)
        return true;
    deadlines_postpone(vm->stop.deadlines, reason, left);
    return false;
}

static void (*look_at_wishes)(void);

void faults_heed(void (*look)(void)) { look_at_wishes = look; }

static void on_deadline(int signal, siginfo_t *info, void *context)
{
    (void)signal, (void)context;
    int error = errno;
    pkhost_vm *vm = pkhost_here;
    if (info->si_code != SI_TIMER) {
        if (look_at_wishes != NULL)
            look_at_wishes();
        errno = error;
        return;
    }
    if (vm == NULL || vm->stop.deadlines == NULL)
        return;
    if (atomic_load(&vm->stop.reason) == STOP_NONE) {
        if (is_due(vm, info->si_value.sival_int))
            stop_request(vm, info->si_value.sival_int);
    } else if (vm->zone == ZONE_ENGINE) {
        /* Its own processor time: a script that had none could not stop. */
        const int64_t now = clock_ns(CLOCK_THREAD_CPUTIME_ID);
        if (vm->stop.overdue_since == 0)
            vm->stop.overdue_since = now;
        else if (now - vm->stop.overdue_since >= GRACE / 4)
            stop_abandon(vm, atomic_load(&vm->stop.reason));
    }
    errno = error;
}

static bool is_ours(const struct sigaction *action)
{
    return (action->sa_flags & SA_SIGINFO) && action->sa_sigaction == on_fault;
}

void faults_enter(void)
{
    pthread_mutex_lock(&lock);
    const bool first = runs++ == 0;
    struct sigaction ours = { .sa_sigaction = on_fault,
                              .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER };
    for (int n = 0; n < FAULTS; n++) {
        struct sigaction now;
        if (!first) {
            /* Somebody may have installed theirs since; it may call ours. */
            sigaction(fault_signals[n], NULL, &now);
            if (is_ours(&now))
                continue;
        }
        sigaction(fault_signals[n], &ours, &now);
        if (!is_ours(&now)) {
            if (before[n].sa_handler != now.sa_handler)
                beneath[n] = before[n];
            before[n] = now;
        }
    }
    if (first) {
        struct sigaction deadline = { .sa_sigaction = on_deadline,
                                      .sa_flags = SA_SIGINFO | SA_ONSTACK };
        sigaction(deadlines_signal(), &deadline, &before_deadline);
    }
    pthread_mutex_unlock(&lock);
}

void faults_leave(void)
{
    pthread_mutex_lock(&lock);
    if (--runs == 0) {
        for (int n = 0; n < FAULTS; n++) {
            struct sigaction now;
            sigaction(fault_signals[n], &before[n], &now);
            if (!is_ours(&now)) /* theirs came later, and stays */
                sigaction(fault_signals[n], &now, NULL);
        }
        sigaction(deadlines_signal(), &before_deadline, NULL);
    }
    pthread_mutex_unlock(&lock);
}

void faults_reset_after_fork(void)
{
    pthread_mutex_init(&lock, NULL);
    if (runs > 0) {
        runs = 1;
        faults_leave();
    }
}

/* ------------------------------------------------------------------- threads */

enum { ALTERNATE_STACK = 64 * 1024 };

bool faults_prepare_thread(void **alternate_stack)
{
    /* Signals sent to the process are for the host's threads, and must never
     * run a handler of the application's in the middle of the engine. */
    sigset_t all;
    sigfillset(&all);
    for (int n = 0; n < FAULTS; n++)
        sigdelset(&all, fault_signals[n]);
    sigdelset(&all, SIGTRAP);
    sigdelset(&all, SIGABRT);
    pthread_sigmask(SIG_SETMASK, &all, NULL);

    void *stack =
        mmap(NULL, ALTERNATE_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED)
        return false;
    stack_t use = { .ss_sp = stack, .ss_size = ALTERNATE_STACK };
    if (sigaltstack(&use, NULL) != 0) {
        munmap(stack, ALTERNATE_STACK);
        return false;
    }
    *alternate_stack = stack;
    return true;
}

void faults_end_thread(void *alternate_stack)
{
    stack_t none = { .ss_flags = SS_DISABLE };
    sigaltstack(&none, NULL);
    munmap(alternate_stack, ALTERNATE_STACK);
}
