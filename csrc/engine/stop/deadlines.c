/* deadlines.c -- the timers of a worker. */
#define _GNU_SOURCE
#include "stop/deadlines.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static int choose(void)
{
    for (int s = SIGRTMAX - 1; s > SIGRTMIN; s--) {
        struct sigaction now;
        if (sigaction(s, NULL, &now) == 0 && !(now.sa_flags & SA_SIGINFO)
            && now.sa_handler == SIG_DFL)
            return s;
    }
    return SIGRTMAX - 1;
}

static int chosen;
static void choose_once(void) { chosen = choose(); }

int deadlines_signal(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, choose_once);
    return chosen;
}

bool deadlines_make(deadlines *d)
{
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = deadlines_signal() };
    event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
    event.sigev_value.sival_int = STOP_WALL_TIME;
    if (timer_create(CLOCK_MONOTONIC, &event, &d->wall) != 0)
        return false;
    event.sigev_value.sival_int = STOP_CPU_TIME;
    if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &d->cpu) != 0) {
        timer_delete(d->wall);
        return false;
    }
    atomic_store(&d->made, true);
    return true;
}

/* Between runs there may be no handler, and a timer that somebody has set for
 * a run that is over, or not yet begun, would end the process. */
void deadlines_listen(bool listen)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, deadlines_signal());
    pthread_sigmask(listen ? SIG_UNBLOCK : SIG_BLOCK, &signals, NULL);
}

void deadlines_end(deadlines *d)
{
    atomic_store(&d->made, false);
    timer_delete(d->wall);
    timer_delete(d->cpu);
}

static void set(timer_t timer, int64_t first, int64_t then)
{
    struct itimerspec when = {
        .it_value = { first / 1000000000, first % 1000000000 },
        .it_interval = { then / 1000000000, then % 1000000000 },
    };
    timer_settime(timer, 0, &when, NULL);
}

/* Negative: no deadline. */
void deadlines_arm(deadlines *d, int64_t wall, int64_t cpu)
{
    set(d->wall, wall < 0 ? 0 : wall, wall < 0 ? 0 : GRACE / 2);
    set(d->cpu, cpu < 0 ? 0 : cpu, cpu < 0 ? 0 : GRACE / 2);
}

void deadlines_postpone(deadlines *d, int reason, int64_t left)
{
    enum { LEAST = 100000 };
    set(reason == STOP_CPU_TIME ? d->cpu : d->wall, left < LEAST ? LEAST : left, GRACE / 2);
}

void deadlines_expire_soon(deadlines *d)
{
    if (atomic_load(&d->made))
        set(d->wall, GRACE / 2, GRACE / 2);
}
