/* lane_of_host.c -- the host's side of a lane, for ctypes. */
#include "channel/lane.h"

#include <stdlib.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT struct lane *host_open(void *memory, size_t ring);
EXPORT struct lane *host_open(void *memory, size_t ring)
{
    struct lane *const lane = malloc(sizeof *lane);
    if (lane != NULL)
        lane_open(lane, LANE_OF_HOST, memory, ring);
    return lane;
}

EXPORT void host_close(struct lane *lane);
EXPORT void host_close(struct lane *lane) { free(lane); }

EXPORT uint32_t host_state(struct lane *lane);
EXPORT uint32_t host_state(struct lane *lane) { return atomic_load(&lane->words->state); }

EXPORT uint32_t host_ended(struct lane *lane);
EXPORT uint32_t host_ended(struct lane *lane) { return atomic_load(&lane->words->ended); }

/* Wait until the worker says something, at most so many ns. */
EXPORT int host_wait(struct lane *lane, uint32_t seen, int64_t timeout);
EXPORT int host_wait(struct lane *lane, uint32_t seen, int64_t timeout)
{
    return lane_wait(lane, seen, timeout, 0);
}

EXPORT uint32_t host_bell(struct lane *lane);
EXPORT uint32_t host_bell(struct lane *lane) { return lane_bell(lane); }

EXPORT int host_read_head(struct lane *lane, struct message *head, int64_t timeout, int64_t look);
EXPORT int host_read_head(struct lane *lane, struct message *head, int64_t timeout, int64_t look)
{
    return lane_read_head(lane, head, timeout, look);
}

EXPORT int host_read(struct lane *lane, void *to, size_t size);
EXPORT int host_read(struct lane *lane, void *to, size_t size) { return lane_read(lane, to, size); }

EXPORT int host_write(struct lane *lane, uint32_t type, int32_t detail, const void *data,
                      size_t size);
EXPORT int host_write(struct lane *lane, uint32_t type, int32_t detail, const void *data,
                      size_t size)
{
    const struct lane_piece piece = { data, size };
    return lane_write(lane, type, detail, &piece, 1);
}

/* As the host has it: the run, the wishes, the bell. */
EXPORT void host_wish(struct lane *lane, uint64_t run, uint64_t wishes);
EXPORT void host_wish(struct lane *lane, uint64_t run, uint64_t wishes)
{
    atomic_store(&lane->words->wished_run, run);
    atomic_store(&lane->words->wishes, wishes);
    lane_alert(lane);
}
