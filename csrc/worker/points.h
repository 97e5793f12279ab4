/* points.h -- the points of a start, each of which a test can let fail.
 *
 * A start has many steps that hardly ever fail: a system without memory, descriptors or
 * processes is not easily had.  So each step asks here first, and fails as if the kernel
 * had refused it (EIO), if the host has asked for that: by `fault` in struct make, for the
 * start of one worker; by a first message CONTROL_FAULT, for that of the zygote.
 *
 * This is no way in: who can ask is the host, which is trusted and could kill all of us
 * as well; a worker has no way to say anything here.
 */
#ifndef PKHOST_WORKER_POINTS_H
#define PKHOST_WORKER_POINTS_H

#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

enum start_point {
    POINT_NONE = 0,
    /* Of the zygote. */
    POINT_FORK_ZYGOTE, /* S */
    POINT_MEMORY,      /* what thread A keeps its books in */
    POINT_SIGNALS,     /* the descriptor that tells of children that have ended */
    POINT_THREAD,      /* thread B */
    POINT_ENGINE,
    POINT_JOIN, /* no failure: thread B then enters namespaces of its own */
    POINT_LOCK_IN,
    /* Of a worker, in thread A. */
    POINT_PLACE, /* in the books */
    POINT_LANE_FILE,
    POINT_LANE_SIZE,
    POINT_LANE_SEAL,
    POINT_LANE_MAP,
    POINT_IMAGE_MAP,
    POINT_LIMITS,
    /* In thread B. */
    POINT_KIND,
    POINT_FORK,
    /* In the worker itself: its exit code is the errno. */
    POINT_LOCK_IN_WORKER,
    POINT_IMAGE,
    POINTS,
};

void points_fail_at(uint32_t point);      /* from now on; POINT_NONE: none */
bool point_fails(enum start_point point); /* then errno is set */

#pragma GCC visibility pop

#endif
