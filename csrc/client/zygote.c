/* zygote.c -- what zygote.h describes. */
#define _GNU_SOURCE
#include "client/zygote.h"

#include "channel/socket.h"
#include "client/start.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    WAIT = 1000,      /* ms */
    SEND_WITHIN = 20, /* times WAIT: a zygote that does not read for so long has no use */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t received = PTHREAD_COND_INITIALIZER;
static struct zygote *waited_for; /* by one thread, for all */

static char *file;
static struct zygote *current; /* may be dead */
static struct shared_memory *mapped;

void client_lock(void) { pthread_mutex_lock(&lock); }
void client_unlock(void) { pthread_mutex_unlock(&lock); }

void zygote_use(const char *worker)
{
    char *const copy = strdup(worker);
    if (copy != NULL) {
        free(file);
        file = copy;
    }
}

/* Counts on from a place of chance, in a child of a fork from another one. */
static uint64_t last_number;

uint64_t zygote_number(void)
{
    if (last_number == 0) {
        struct timespec t;
        if (getrandom(&last_number, sizeof last_number, 0) != (ssize_t)sizeof last_number) {
            clock_gettime(CLOCK_MONOTONIC, &t);
            last_number = ((uint64_t)getpid() << 40) + (uint64_t)t.tv_nsec;
        }
        last_number = (last_number >> 8) | 1; /* far from the end */
    }
    return ++last_number;
}

/* --------------------------------------------------------------------- life, death */

struct zygote *zygote_if_any(void) { return current != NULL && !current->dead ? current : NULL; }

void zygote_hold(struct zygote *zygote) { zygote->holders++; }

void zygote_drop(struct zygote *zygote)
{
    if (--zygote->holders != 0)
        return;
    close(zygote->socket);
    free(zygote);
}

void zygote_close(void)
{
    if (current == NULL)
        return;
    zygote_give_up(current);
    zygote_drop(current);
    current = NULL;
}

bool zygote_map(struct zygote *zygote, struct shared_memory *memory, int descriptor, size_t size)
{
    char *const start = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    const int error = errno;
    close(descriptor);
    errno = error;
    if (start == MAP_FAILED)
        return false;
    *memory = (struct shared_memory){ start, size, zygote, mapped, &mapped };
    if (mapped != NULL)
        mapped->link = &memory->next;
    mapped = memory;
    return true;
}

void zygote_unmap(struct shared_memory *memory)
{
    if (memory->start == NULL)
        return;
    munmap(memory->start, memory->size);
    *memory->link = memory->next;
    if (memory->next != NULL)
        memory->next->link = memory->link;
    memory->start = NULL;
}

/* All of its lanes say that their workers have ended. */
static void end_lanes(const struct shared_memory *memory)
{
    struct lane_words *const words = (struct lane_words *)memory->start;
    atomic_store(&words->ended, LANE_ENDED + SIGKILL);
    lane_ring_bell(words, LANE_OF_HOST);
}

void zygote_give_up(struct zygote *zygote)
{
    if (zygote->dead)
        return;
    zygote->dead = true;
    /* It may only be stuck: then this is the end of it.  The descriptor stays, as a thread
     * may be waiting with it; that thread wakes up. */
    shutdown(zygote->socket, SHUT_RDWR);
    for (struct shared_memory *memory = mapped; memory != NULL; memory = memory->next)
        if (memory->zygote == zygote)
            end_lanes(memory);
    pthread_cond_broadcast(&received);
}

void zygote_look(struct zygote *zygote)
{
    struct pollfd poll_for = { zygote->socket, 0, 0 };
    if (!zygote->dead && poll(&poll_for, 1, 0) > 0 && (poll_for.revents & (POLLHUP | POLLERR)))
        zygote_give_up(zygote);
}

struct zygote *zygote_get(const struct kind *expected, char *message, size_t size)
{
    if (current != NULL)
        zygote_look(current);
    if (zygote_if_any() != NULL)
        return current;
    struct zygote *const fresh = calloc(1, sizeof *fresh);
    if (fresh == NULL) {
        snprintf(message, size, "the host has no memory left");
        return NULL;
    }
    fresh->socket = start_zygote(file, expected, &fresh->greeting, message, size);
    if (fresh->socket < 0) {
        free(fresh);
        return NULL;
    }
    fresh->process = zygote_number();
    fresh->connection = zygote_number();
    fresh->holders = 1;
    if (current != NULL)
        zygote_drop(current);
    current = fresh;
    return fresh;
}

/* ------------------------------------------------------------------------ messages */

bool zygote_send(struct zygote *zygote, const void *message, size_t size, int descriptor)
{
    for (int waited = 0; !zygote->dead;) {
        const int error = socket_send(zygote->socket, message, size, descriptor);
        if (error == 0)
            return true;
        if (error == -EAGAIN && waited < SEND_WITHIN) {
            /* It reads without end, and never waits for this host, see stock.c. */
            struct pollfd poll_for = { zygote->socket, POLLOUT, 0 };
            waited += poll(&poll_for, 1, WAIT) == 0;
        } else if (error == -ENOMEM || error == -ENOBUFS || error == -ETOOMANYREFS) {
            errno = -error;
            return false;
        } else {
            zygote_give_up(zygote);
        }
    }
    errno = EPIPE;
    return false;
}

bool zygote_receive(struct zygote *zygote, void *message, size_t size, int *descriptor)
{
    *descriptor = -1;
    if (zygote->dead)
        return false;
    const ssize_t got = socket_receive(zygote->socket, message, size, descriptor);
    if (got == (ssize_t)size)
        return true;
    if (got < 0 && errno == EAGAIN)
        return false;
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
    zygote_give_up(zygote);
    return false;
}

bool zygote_wait(struct zygote *zygote)
{
    if (zygote->dead)
        return true;
    if (waited_for != NULL) {
        pthread_cond_wait(&received, &lock);
        return true;
    }
    struct pollfd poll_for = { zygote->socket, POLLIN, 0 };
    waited_for = zygote;
    zygote_hold(zygote);
    pthread_mutex_unlock(&lock);
    const int ready = poll(&poll_for, 1, WAIT);
    pthread_mutex_lock(&lock);
    waited_for = NULL;
    zygote_drop(zygote);
    /* The others look for themselves, and one of them waits next. */
    pthread_cond_broadcast(&received);
    return ready != 0;
}

/* --------------------------------------------------------------------------- forks */

static int for_child = -1; /* during a fork: the child's end of its socket */

/* What the child needs is here already, or the child starts a zygote of its own. */
static void offer_socket(struct zygote *zygote)
{
    int ends[2];
    const struct to_worker host = { .type = CONTROL_HOST };

    zygote_look(zygote);
    if (zygote->dead
        || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) < 0)
        return;
    const int high = fcntl(ends[0], F_DUPFD_CLOEXEC, CONTROL_FD + 1);
    if (high >= 0 && zygote_send(zygote, &host, sizeof host, ends[1]))
        for_child = high;
    else if (high >= 0)
        close(high);
    close(ends[0]);
    close(ends[1]);
}

void zygote_before_fork(bool with_zygote)
{
    pthread_mutex_lock(&lock);
    for_child = -1;
    if (with_zygote && current != NULL)
        offer_socket(current);
}

void zygote_after_fork_in_parent(void)
{
    if (for_child >= 0)
        close(for_child);
    for_child = -1;
    pthread_mutex_unlock(&lock);
}

/* A thread may be about to use the lane, after a function of the host's that forked: it
 * finds one whose worker has ended. */
static void replace(struct shared_memory *memory)
{
    if (mmap(memory->start, memory->size, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0)
        == MAP_FAILED)
        abort(); /* the parent's run must not be touched from here */
    end_lanes(memory);
}

void zygote_after_fork_in_child(void)
{
    for (struct shared_memory *memory = mapped; memory != NULL; memory = memory->next)
        replace(memory);
    received = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    if (waited_for != NULL)
        zygote_drop(waited_for);
    waited_for = NULL;
    last_number = 0;
    if (current != NULL) {
        /* Only closed: to shut it down would end it for the parent. */
        close(current->socket);
        current->socket = for_child;
        current->connection = zygote_number();
        current->dead = for_child < 0;
    }
    for_child = -1;
}
