/* stock.h -- taking workers, and those that are made ahead.
 *
 * To fork a worker takes some tenths of a millisecond of the zygote's time.  So, for each
 * kind of VM in use, and for each image, some are made before they are needed, while
 * nobody waits.  How many follows from use: none is made ahead for what is used once; one
 * that was missing makes for more; those of a kind that was not used for long are given up
 * when one of another kind is taken.  There are never more than WORKERS_AHEAD_MOST in all.
 *
 * Those that were taken are replaced when a worker is ended, as then no script waits, and one
 * message tells of both; before that only if none is left and none is on its way.
 */
#ifndef PKHOST_CLIENT_STOCK_H
#define PKHOST_CLIENT_STOCK_H

#include "client/worker.h"

#pragma GCC visibility push(hidden)

enum {
    WORKERS_AHEAD = 2,       /* of a kind that is in use */
    WORKERS_AHEAD_MOST = 16, /* of all kinds */
};

/* Take a worker, which begins with `image`, or as new if that is NULL.
 *
 * Answers PKHOST_DONE; or PKHOST_NO_MEMORY or PKHOST_NO_THREAD, with the reason in
 * `message`: what is missing, and what helps; or PKHOST_LOST: `image` was made in
 * workers of a zygote that has died.  `*worker` is NULL then.  Takes some microseconds if
 * one was made ahead; else as long as a fork does, and some milliseconds more for the first
 * of its kind; and starts the zygote, if there is none. */
int worker_take(struct worker **worker, struct kind *kind, struct saved *image, char *message,
                size_t size);

/* What can wait until a script runs, and nothing else is to be done: for whoever waits for a
 * worker that is `fresh`. */
void stock_tend(void);

/* Kill it and forget it.  Also one that has ended by itself; NULL: nothing. */
void worker_end(struct worker **worker);

/* The image is going away: end what was made ahead of it. */
void stock_forget(const struct saved *image);

/* End all that were made ahead, and the zygote. */
void stock_close(void);

/* In the child: there are none.  With the client's lock. */
void stock_after_fork_in_child(void);

#pragma GCC visibility pop

#endif
