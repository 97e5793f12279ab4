/* call.c -- calls of the host's functions: in the place of border/direct_calls.c, which
 * calls Python. */
#include "border/direct_calls.h"

#include "stop/stop.h"
#include "worker/server.h"
#include "worker/streams.h"
#include "worker/wishes.h"

/* What the host answers, of so many bytes, which are still to be read. */
static int64_t take_reply(struct server *s, struct vm_host *h, size_t size, char *reply,
                          size_t room)
{
    if (size <= room) {
        server_expect(lane_read(&s->lane, reply, size));
        return (int64_t)size;
    }
    text_clear(&h->reply);
    if (text_reserve(&h->reply, size)) {
        server_expect(lane_read(&s->lane, h->reply.data, size));
        h->reply.size = size;
    } else { /* as pkhost_vm_reply(): an empty reply */
        server_expect(lane_skip(&s->lane));
    }
    return PKHOST_REPLY_TOO_LARGE;
}

/* As in a process with Python, a stop takes effect only when the function has returned. */
int64_t host_call(struct vm_host *h, int64_t token, int32_t function, const char *data, size_t size,
                  char *reply, size_t room)
{
    (void)token; /* the host knows whose lane it is */
    struct server *const s = server_here;
    const struct lane_piece arguments = { data, size };
    struct message message;
    server_expect(lane_write(&s->lane, MESSAGE_CALL, function, &arguments, 1));
    for (;;) {
        const int answer = lane_read_head(&s->lane, &message, -1, SERVER_LOOK);
        if (answer == LANE_SIGNALED) {
            /* A deadline may have struck, whose timer goes on signalling.  The host may wait
             * for something that it can give up. */
            if (atomic_load(&s->vm->stop.reason) != STOP_NONE)
                atomic_store(&s->lane.words->state, LANE_STOPPING);
            continue;
        }
        server_expect(answer);
        if (message.type == MESSAGE_REPLY)
            break;
        server_expect(message.type == MESSAGE_GIVE_INPUT ? LANE_DONE : LANE_NONSENSE);
        streams_take_input(s, &message);
    }
    wishes_heed(s); /* what was wished meanwhile, whose signal may still be on its way */
    atomic_store(&s->lane.words->state, LANE_READY);
    if (message.detail == PKHOST_REPLY_STOP) {
        server_expect(lane_skip(&s->lane));
        return PKHOST_REPLY_STOP;
    }
    return take_reply(s, h, message.size, reply, room);
}

/* There is no Python here. */
void direct_calls_set(struct direct_calls *d, uintptr_t functions, uintptr_t answers)
{
    (void)d, (void)functions, (void)answers;
}
