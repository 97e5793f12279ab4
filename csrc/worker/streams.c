/* streams.c -- output goes to the host, and input comes from there.
 *
 * The engine keeps some output, and counts all of it against its limits (io/streams.c).
 */
#include "worker/streams.h"

#include "base/macros.h"
#include "io/streams.h"
#include "worker/wishes.h"

static void send(pkhost_vm *vm, int stream, const char *kept, size_t kept_size, const char *data,
                 size_t size)
{
    struct server *const s = server_here;
    const struct lane_piece pieces[] = { { kept, kept_size }, { data, size } };
    /* A host that wants it when the run is over is not woken for each part of it. */
    const int answer =
        vm->output.early
            ? lane_write(&s->lane, MESSAGE_OUTPUT, stream, pieces, COUNT(pieces))
            : lane_write_unhurried(&s->lane, MESSAGE_OUTPUT, stream, pieces, COUNT(pieces));
    server_expect(answer);
}

void streams_take_input(struct server *s, const struct message *message)
{
    if (server_read_texts(s, message->size))
        pkhost_vm_give_input(s->vm, s->texts.data, s->texts.size);
    else /* as the engine does where there is no memory for it */
        pkhost_vm_give_input(s->vm, NULL, 0);
    text_clear(&s->texts);
}

/* A deadline, which ends the run, interrupts the sleep, and its timer goes on signalling:
 * one that comes just before the sleep is not missed for long.  An interrupt rings the bell,
 * which is read before the wishes are. */
static void want_input(pkhost_vm *vm)
{
    enum { LOOK = 10000 }; /* ns: its processor time is the script's */
    struct server *const s = server_here;
    streams_send(vm); /* what is asked for */
    server_expect(lane_write(&s->lane, MESSAGE_WANT_INPUT, 0, NULL, 0));
    for (;;) {
        const uint32_t seen = lane_bell(&s->lane);
        bool has;
        wishes_heed(s);
        if (atomic_load(&vm->stop.reason) != STOP_NONE)
            return;
        server_expect(lane_has_message(&s->lane, &has));
        if (has)
            break;
        (void)lane_wait(&s->lane, seen, -1, LOOK);
    }
    struct message message;
    server_expect(lane_read_head(&s->lane, &message, -1, 0));
    server_expect(message.type == MESSAGE_GIVE_INPUT ? LANE_DONE : LANE_NONSENSE);
    streams_take_input(s, &message);
}

void streams_prepare(void)
{
    static const struct streams_remote remote = { send, want_input };
    streams_are_remote(&remote);
}
