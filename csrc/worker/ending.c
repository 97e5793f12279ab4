/* ending.c -- what ending.h describes. */
#define _GNU_SOURCE
#include "worker/ending.h"

#include "stop/deadlines.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* The worker had the same page, and may have written anything into it; so the host's
 * bell is rung whether or not the host seems to sleep. */
static void tell(const struct worker *w, int status)
{
    for (uint32_t i = 0; i < w->lane_count; i++) {
        struct lane_words *const words = (struct lane_words *)(w->lanes + i * w->lane_size);
        atomic_store(&words->ended, ((uint32_t)status & 0xffff) | LANE_ENDED);
        atomic_fetch_add(&words->host.bell, 1);
        syscall(SYS_futex, &words->host.bell, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
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
        tell(w, status);
        if (w->killed)
            forget(w);
    }
}

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
