/* workers.c -- the threads on which scripts run.
 *
 * A worker is made when a run begins and none is idle.  It takes one run at a
 * time, then waits for the next: first by looking again and again for some
 * microseconds, since waking a thread costs more than a small script, then
 * asleep; after a second without work it ends.  A thread that waits for a
 * run does the same.
 */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    STACK = 8 << 20, /* as a process's first thread has it */
    STACK_GUARD = 64 << 10,
    STACK_LOW = 512 << 10,  /* what native code must find below a script's frame */
    STACK_END = 64 << 10,   /* what our own code needs (ZONE_HOST) */
    IDLE_MOST = 1000000000, /* ns */
    /* How long to look again before sleeping, in ns.  A worker's next run
     * comes when its host has dealt with the last.  A thread that waits
     * for a run may be in the way of its worker, where other programs keep the
     * processors busy, so it looks just long enough for a small script.  Nobody looks on the
     * processor that the other was on last: where the kernel has put both on
     * one, each would hold up what it waits for. */
    WORKER_SPIN = 40000,
    WAITER_SPIN = 15000,
};

struct worker {
    _Atomic(pkhost_vm *) job;
    _Atomic uint32_t bell; /* futex: counted up with every job */
    deadlines deadlines;
    _Atomic int32_t host_processor; /* on which the host of its last run was */
    sem_t prepared;                 /* posted when `ready` says whether it can run anything */
    int ready;                      /* PKHOST_DONE, or what was not to be had for it */
    struct worker *next_idle;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gone = PTHREAD_COND_INITIALIZER; /* a worker has ended */
static worker *idle;                                   /* latest first: its caches are warm */
static int count;
static atomic_bool closing;                 /* idle workers are to end at once, and none to begin */
static _Atomic int several_processors = -1; /* -1: not yet asked */

static _Thread_local char *stack_low __attribute__((tls_model("initial-exec")));
static _Thread_local char *stack_bottom __attribute__((tls_model("initial-exec")));
static _Thread_local size_t stack_size __attribute__((tls_model("initial-exec")));

int64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ------------------------------------------------------------------- waiting */

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

/* Spinning for another thread makes sense only where it has a processor. */
static bool can_spin(void)
{
    if (several_processors < 0) {
        cpu_set_t set;
        several_processors = sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) > 1;
    }
    return several_processors;
}

static bool spin_until_changed(_Atomic uint32_t *word, uint32_t seen, int64_t most,
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

bool futex_spin(_Atomic uint32_t *word, uint32_t seen, const _Atomic int32_t *other_processor)
{
    return spin_until_changed(word, seen, WAITER_SPIN, other_processor);
}

/* --------------------------------------------------------------- the C stack */

bool worker_stack_is_low(void)
{
    return stack_low != NULL && (char *)__builtin_frame_address(0) < stack_low;
}

bool worker_stack_is_at_its_end(void)
{
    return stack_bottom != NULL && (char *)__builtin_frame_address(0) < stack_bottom + STACK_END;
}

bool worker_in_stack_guard(const void *address)
{
    const char *a = address;
    /* A large frame may step over the first page of the guard. */
    return stack_bottom != NULL && a < stack_bottom + PAGE && a >= stack_bottom - STACK_GUARD;
}

/* A run that can pause has a stack of its own. */
void worker_use_stack(char *bottom, size_t size)
{
    static _Thread_local char *own __attribute__((tls_model("initial-exec")));
    static _Thread_local size_t own_size __attribute__((tls_model("initial-exec")));
    if (bottom != NULL) {
        own = stack_bottom;
        own_size = stack_size;
    } else {
        bottom = own;
        size = own_size;
    }
    stack_bottom = bottom;
    stack_size = size;
    stack_low = bottom == NULL ? NULL : bottom + STACK_LOW;
}

/* The script begins here.  How deep its native code may go is counted from
 * this frame on, so that it is the same on every stack. */
char *worker_bound_stack(void)
{
    enum { DEPTH = STACK - STACK_LOW - (256 << 10) }; /* the rest: what is above this frame */
    char *low = (char *)__builtin_frame_address(0) - DEPTH;
    if (stack_bottom != NULL && low > stack_bottom + STACK_LOW)
        stack_low = low;
    return stack_low;
}

void worker_bound_stack_again(char *low) { stack_low = low; }

/* AddressSanitizer marks the surroundings of the locals in every frame, and
 * cannot clear the marks of frames that a jump leaves, unless it is made on
 * the stack that the thread was born with. */
#ifdef __SANITIZE_ADDRESS__
void __asan_unpoison_memory_region(const volatile void *start, size_t size);

void worker_forget_frames(void)
{
    enum { HANDLERS = 1 << 15 }; /* what ours use of the alternate stack, at most */
    if (stack_bottom != NULL)
        __asan_unpoison_memory_region(stack_bottom, stack_size);
    __asan_unpoison_memory_region(__builtin_frame_address(0), HANDLERS);
}
#endif

static void find_stack(void)
{
    pthread_attr_t attributes;
    void *base;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    if (pthread_attr_getstack(&attributes, &base, &size) == 0) {
        stack_bottom = base;
        stack_size = size;
        stack_low = (char *)base + STACK_LOW;
    }
    pthread_attr_destroy(&attributes);
}

/* ------------------------------------------------------------------- workers */

static void take_off_idle(worker *w)
{
    for (worker **p = &idle; *p != NULL; p = &(*p)->next_idle) {
        if (*p == w) {
            *p = w->next_idle;
            return;
        }
    }
}

/* Returns the next job, or NULL if there was none for too long. */
static pkhost_vm *next_job(worker *w)
{
    for (;;) {
        uint32_t seen = atomic_load(&w->bell);
        pkhost_vm *job = atomic_exchange(&w->job, NULL);
        if (job != NULL)
            return job;
        if (!atomic_load(&closing)) {
            if (spin_until_changed(&w->bell, seen, WORKER_SPIN, &w->host_processor)
                || futex_wait(&w->bell, seen, IDLE_MOST) != ETIMEDOUT)
                continue;
        }
        pthread_mutex_lock(&lock);
        job = atomic_exchange(&w->job, NULL);
        if (job == NULL)
            take_off_idle(w);
        pthread_mutex_unlock(&lock);
        return job;
    }
}

static void end_worker(void)
{
    pthread_mutex_lock(&lock);
    count--;
    pthread_cond_broadcast(&gone);
    pthread_mutex_unlock(&lock);
}

static void *worker_main(void *argument)
{
    worker *w = argument;
    void *alternate_stack = NULL;
    find_stack();
    const int ready = !faults_prepare_thread(&alternate_stack) ? PKHOST_NO_MEMORY
                      : !deadlines_make(&w->deadlines)         ? PKHOST_NO_TIMERS
                                                               : PKHOST_DONE;
    w->ready = ready;
    sem_post(&w->prepared);
    if (ready != PKHOST_DONE) { /* nobody gives it a job, and it is not ours any more */
        if (alternate_stack != NULL)
            faults_end_thread(alternate_stack);
        end_worker();
        return NULL;
    }
    for (pkhost_vm *job; (job = next_job(w)) != NULL;) {
        atomic_store(&job->worker_processor, sched_getcpu());
        vm_execute(job);
        atomic_store(&w->host_processor, atomic_load(&job->host_processor));
        /* Idle before the end is announced, or the next run would find no
         * worker and make another. */
        pthread_mutex_lock(&lock);
        w->next_idle = idle;
        idle = w;
        pthread_mutex_unlock(&lock);
        vm_settle(job);
    }
    deadlines_end(&w->deadlines);
    faults_end_thread(alternate_stack);
    sem_destroy(&w->prepared);
    free(w);
    end_worker();
    return NULL;
}

/* pthread_create() says EAGAIN for both. */
static int why_no_thread(void)
{
    void *stack = mmap(NULL, STACK + STACK_GUARD, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED)
        return PKHOST_NO_MEMORY;
    munmap(stack, STACK + STACK_GUARD);
    return PKHOST_NO_THREAD;
}

/* With the lock.  Waits until the thread has what it needs, which it has to get
 * itself: what is not to be had is no fault of a script's. */
static int make_worker(worker **made)
{
    worker *w = calloc(1, sizeof *w);
    pthread_attr_t attributes;
    pthread_t thread;
    if (w == NULL || pthread_attr_init(&attributes) != 0) {
        free(w);
        return PKHOST_NO_MEMORY;
    }
    sem_init(&w->prepared, 0, 0);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_attr_setguardsize(&attributes, STACK_GUARD);

    /* Born with every signal blocked: see faults_prepare_thread. */
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int error = pthread_create(&thread, &attributes, worker_main, w);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    pthread_attr_destroy(&attributes);
    int answer = PKHOST_DONE;
    if (error != 0) {
        answer = why_no_thread();
    } else {
        count++;
        while (sem_wait(&w->prepared) != 0)
            ; /* a signal */
        answer = w->ready;
    }
    if (answer != PKHOST_DONE) {
        sem_destroy(&w->prepared);
        free(w);
        w = NULL;
    }
    *made = w;
    return answer;
}

int workers_submit(pkhost_vm *vm)
{
    int answer = PKHOST_DONE;
    pthread_mutex_lock(&lock);
    worker *w = idle;
    if (atomic_load(&closing))
        answer = PKHOST_ENDING;
    else if (w != NULL)
        idle = w->next_idle;
    else
        answer = make_worker(&w);
    if (answer == PKHOST_DONE) {
        vm->worker = w;
        atomic_store(&w->job, vm);
    }
    pthread_mutex_unlock(&lock);
    if (answer == PKHOST_DONE) {
        atomic_fetch_add(&w->bell, 1);
        futex_wake(&w->bell);
    }
    return answer;
}

deadlines *worker_deadlines(worker *w) { return &w->deadlines; }

int pkhost_worker_count(void)
{
    pthread_mutex_lock(&lock);
    int result = count;
    pthread_mutex_unlock(&lock);
    return result;
}

void pkhost_shutdown(void)
{
    pthread_mutex_lock(&lock);
    atomic_store(&closing, true);
    pthread_mutex_unlock(&lock);
    vm_interrupt_all(); /* after this there are no new ones */
    pthread_mutex_lock(&lock);
    while (count > 0) {
        for (worker *w = idle; w != NULL; w = w->next_idle) {
            atomic_fetch_add(&w->bell, 1);
            futex_wake(&w->bell);
        }
        pthread_cond_wait(&gone, &lock);
    }
    atomic_store(&closing, false);
    pthread_mutex_unlock(&lock);
}

/* A child has only the thread that forked. */
void workers_reset_after_fork(void)
{
    pthread_mutex_init(&lock, NULL);
    pthread_cond_init(&gone, NULL);
    idle = NULL;
    count = 0;
    atomic_store(&closing, false);
}
