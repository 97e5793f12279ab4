/* ending.c -- what ending.h describes. */
#define _GNU_SOURCE
#include "worker/ending.h"

#include "base/clock.h"
#include "stop/deadlines.h"
#include "worker/lock_in.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SECOND = 1000000000, MILLISECOND = 1000000 };

/* The worker had the same page, and may have written anything into it; so the host's
 * bell is rung whether or not the host seems to sleep. */
static void wake_host(struct lane_words *words)
{
    atomic_fetch_add(&words->host.bell, 1);
    syscall(SYS_futex, &words->host.bell, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void tell_of_limit(const struct worker *worker)
{
    struct lane_words *const words = (struct lane_words *)worker->lanes;
    if (words == NULL)
        return;
    atomic_fetch_add(&words->limits, 1);
    wake_host(words);
}

static void forget(struct worker *w)
{
    if (w->lanes != NULL)
        munmap(w->lanes, w->lane_count * w->lane_size);
    books_remove_worker(w);
}

void end_worker(struct worker *worker)
{
    worker->killed = true;
    if (worker->pid == 0)
        forget(worker); /* it has been reaped, or was never made */
    else
        kill(worker->pid, SIGKILL); /* nobody else reaps it, so it is still the same */
}

void signal_worker(const struct worker *worker)
{
    if (worker->pid != 0)
        kill(worker->pid, deadlines_signal());
}

static void tell(const struct worker *w, int status)
{
    for (uint32_t i = 0; i < w->lane_count; i++) {
        struct lane_words *const words = (struct lane_words *)(w->lanes + i * w->lane_size);
        atomic_store(&words->ended, ((uint32_t)status & 0xffff) | LANE_ENDED);
        wake_host(words);
    }
}

void reap_workers(void)
{
    int status, pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        struct worker *const w = books_find_pid(pid);
        if (w == NULL)
            continue;
        books_was_reaped(w);
        tell(w, w->over_time ? SIGXCPU : status);
        if (w->killed)
            forget(w);
    }
}

static unsigned count_killed(void)
{
    unsigned count = 0;
    struct worker *w = NULL;
    while ((w = books_next_worker(w)) != NULL)
        count += w->killed && w->pid != 0;
    return count;
}

bool await_killed_worker(void)
{
    const unsigned before = count_killed();
    const int64_t end = clock_ns(CLOCK_MONOTONIC) + SECOND;
    const struct timespec moment = { .tv_nsec = MILLISECOND / 4 };
    unsigned left = before;

    while (left != 0 && left == before && clock_ns(CLOCK_MONOTONIC) < end) {
        nanosleep(&moment, NULL);
        reap_workers();
        left = count_killed();
    }
    return left < before;
}

/* ------------------------------------------------------------------ processor time */

static int64_t look_at = INT64_MAX; /* CLOCK_MONOTONIC, ns: no limit is reached before */

static int64_t least_time_for(const struct worker *w, int64_t processor_time)
{
    static long processors;
    if (processors == 0)
        processors = sysconf(_SC_NPROCESSORS_ONLN);
    return w->group && processors > 1 ? processor_time / processors : processor_time;
}

static void look_within(int64_t time)
{
    enum { OFTEN = 20 * MILLISECOND };
    const int64_t at = clock_ns(CLOCK_MONOTONIC) + (time < OFTEN ? OFTEN : time);
    if (at < look_at)
        look_at = at;
}

static void check_processor_time(struct worker *w)
{
    if (w->processor_time == 0 || w->pid == 0 || w->killed || w->over_time)
        return;
    const int64_t left = w->processor_time - lock_in_cpu_time(w->pid);
    if (left > 0) {
        look_within(least_time_for(w, left));
    } else {
        w->over_time = true;
        kill(w->pid, SIGKILL);
    }
}

void limit_processor_time(struct worker *worker, uint64_t seconds)
{
    worker->processor_time = seconds < INT64_MAX / SECOND ? (int64_t)seconds * SECOND : 0;
    if (worker->processor_time != 0)
        look_within(least_time_for(worker, worker->processor_time));
}

void limit_more_processor_time(struct worker *worker, uint64_t seconds)
{
    const int64_t used = lock_in_cpu_time(worker->pid); /* negative: it has ended */
    limit_processor_time(worker, seconds);
    if (worker->processor_time != 0 && used > 0)
        worker->processor_time += used;
}

int see_to_processor_times(void)
{
    if (look_at == INT64_MAX)
        return -1;
    int64_t left = look_at - clock_ns(CLOCK_MONOTONIC);
    if (left <= 0) {
        struct worker *w = NULL;
        look_at = INT64_MAX;
        while ((w = books_next_worker(w)) != NULL)
            check_processor_time(w);
        if (look_at == INT64_MAX)
            return -1;
        left = look_at - clock_ns(CLOCK_MONOTONIC);
    }
    return (int)(left / MILLISECOND < 1 << 30 ? left / MILLISECOND + 1 : 1 << 30);
}

/* ------------------------------------------------------------------------ of a host */

void end_host(struct host *host)
{
    struct worker *w = NULL;
    struct kept_image *image = NULL;
    while ((w = books_next_worker(w)) != NULL)
        if (w->host == host && !w->killed)
            end_worker(w);
    while ((image = books_next_image(image)) != NULL)
        if (image->host == host)
            books_remove_image(image);
    close(host->socket);
    if (host->descriptor >= 0)
        close(host->descriptor);
    books_remove_host(host);
}
