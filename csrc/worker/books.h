/* books.h -- what thread A knows: its hosts, their workers and their images.
 *
 * All of it lies in memory that no fork has (MADV_DONTFORK), so a worker that is taken
 * over finds nothing of other workers.  Only thread A uses it.
 */
#ifndef PKHOST_WORKER_BOOKS_H
#define PKHOST_WORKER_BOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/lane.h"
#include "channel/control.h"

#pragma GCC visibility push(hidden)

enum { HOSTS_MOST = 1024, IMAGES_MOST = 8192, WORKERS_MOST = 1 << 16 };

/* A process that has a socket to us. */
struct host {
    int socket; /* -1: none; the place is free */
    /* An answer that its socket had no room for: nothing is read from it before that is
     * sent, so there is never more than one. */
    bool waits;
    struct made answer;
    int descriptor;
};

struct worker {
    bool used;
    bool killed;                       /* the host has no more use for it */
    uint64_t number;                   /* the host's name for it */
    struct host *host;                 /* NULL: it is gone */
    int pid;                           /* 0: none yet, or it was reaped */
    uint32_t lane_count;               /* how many lanes there are, */
    size_t lane_size;                  /* bytes of each, */
    char *lanes;                       /* and the first; of the only one, just the page of words is
                          * mapped here */
    uint64_t addresses;                /* bytes of address space, but for what the host lets it
                                        * have beside its VM */
    int64_t processor_time;            /* ns that it may use; 0: no limit */
    bool over_time;                    /* it was ended because of that */
    bool group;                        /* it can use several processors at a time */
    struct worker *by_number, *by_pid; /* the next in the same bucket, or that is free */
};

struct kept_image {
    uint64_t number; /* 0: the place is free */
    struct host *host;
    int descriptor; /* -1: it did not reach us */
};

/* Everything else is after this.  False and errno. */
bool books_open(void);

/* NULL and errno: no place is left. */
struct host *books_add_host(int socket);
void books_remove_host(struct host *host); /* its images are gone, its workers killed */
/* Each host, one after another; NULL: begin, and the end. */
struct host *books_next_host(struct host *after);

struct worker *books_add_worker(struct host *host, uint64_t number);
void books_has_pid(struct worker *worker, int pid);
struct worker *books_find_worker(const struct host *host, uint64_t number);
struct worker *books_find_pid(int pid);
void books_was_reaped(struct worker *worker); /* its pid is no more */
void books_remove_worker(struct worker *worker);
struct worker *books_next_worker(struct worker *after);

struct kept_image *books_add_image(struct host *host, uint64_t number, int descriptor);
struct kept_image *books_find_image(const struct host *host, uint64_t number);
void books_remove_image(struct kept_image *image); /* and close its descriptor */
struct kept_image *books_next_image(struct kept_image *after);

#pragma GCC visibility pop

#endif
