/* serve.c -- what serve.h describes: the worker's thread, and its messages. */
#define _GNU_SOURCE
#include "worker/serve.h"

#include "base/page.h"
#include "memory/region.h"
#include "run/snapshot.h"
#include "run/workers.h"
#include "stop/faults.h"
#include "worker/between.h"
#include "worker/runs.h"
#include "worker/streams.h"
#include "worker/wishes.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ------------------------------------------------------------------------ prepare */

/* The words, and the beginning of each ring. */
static void touch(const struct lane *lane)
{
    enum { RING_PART = PAGE };
    volatile char *const parts[] = { (char *)lane->words, lane->in, lane->out };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t at = 0; at < (i == 0 ? PAGE : RING_PART); at += PAGE)
            __atomic_fetch_or(&parts[i][at], 0, __ATOMIC_RELAXED);
}

/* That of a worker which is no group's: not on the stack, of which scripts have the rest. */
static struct server alone;

void serve_reserve(void)
{
    enum { SMALL = 512 }; /* bytes */
    (void)text_reserve(&alone.texts, SMALL);
}

bool serve_image(pkhost_vm *vm, void *bytes, size_t size)
{
    return snapshot_adopt(vm, bytes, size);
}

/* ----------------------------------------------------------------------- messages */

/* Wait for a message, for ever or for `timeout` ns; whether there is one.  A run that is paused
 * may be interrupted meanwhile. */
static bool wait(struct server *s, int64_t timeout, int64_t look)
{
    for (;;) {
        const uint32_t seen = lane_bell(&s->lane);
        bool has;
        if (wishes_have_interrupt(s))
            runs_stop(s);
        server_expect(lane_has_message(&s->lane, &has));
        if (has)
            return true;
        if (lane_wait(&s->lane, seen, timeout, look) == LANE_TIMEOUT)
            return false;
        if (look < SERVER_LOOK) /* it was woken ahead of a message */
            look = SERVER_LOOK;
    }
}

/* In a group: make the VM of this lane, and free it. */
static void make_vm(struct server *s, const struct message *message)
{
    struct new_vm_message m;
    char why[200] = "";
    server_expect(message->size >= sizeof m ? LANE_DONE : LANE_NONSENSE);
    server_expect(lane_read(&s->lane, &m, sizeof m));
    server_expect(m.policy == message->size - sizeof m ? LANE_DONE : LANE_NONSENSE);
    if (!server_read_texts(s, m.policy)) {
        server_answer(s, PKHOST_NO_MEMORY, NULL, 0);
        return;
    }
    region_choose_place(s->place);
    pkhost_vm_new(&s->vm, m.memory, m.dialect, s->texts.data, s->texts.size, why, sizeof why);
    if (s->vm == NULL && errno == EEXIST) /* its images will be of no use elsewhere */
        pkhost_vm_new(&s->vm, m.memory, m.dialect, s->texts.data, s->texts.size, why, sizeof why);
    const struct lane_piece said = { why, s->vm == NULL ? strlen(why) : 0 };
    server_answer(s, s->vm == NULL ? PKHOST_NO_MEMORY : PKHOST_DONE, &said, 1);
}

static void free_vm(struct server *s)
{
    wishes_forget(s);
    pkhost_vm_free(&s->vm);
    workers_run(); /* of a run that was paused, its end */
    text_free(&s->texts);
    s->texts = (text){ 0 };
}

static void do_message(struct server *s, const struct message *message)
{
    const bool makes = message->type == MESSAGE_NEW_VM, ends = message->type == MESSAGE_END;
    server_expect(ends || makes == (s->vm == NULL) ? LANE_DONE : LANE_NONSENSE);
    switch (message->type) {
    case MESSAGE_NEW_VM: make_vm(s, message); break;
    case MESSAGE_RUN: runs_begin(s, message); break;
    case MESSAGE_GO_ON: runs_go_on(s, message); break;
    case MESSAGE_STOP: runs_stop(s); break;
    case MESSAGE_INSPECT: runs_inspect(s); break;
    case MESSAGE_GIVE_INPUT: /* of a run that has ended since it wanted it, or has not */
        if (pkhost_vm_running(s->vm))
            streams_take_input(s, message);
        else
            server_expect(lane_skip(&s->lane));
        break;
    case MESSAGE_END:
        if (!s->in_group)
            _exit(SERVER_ENDED);
        free_vm(s);
        break;
    default: server_expect(between_runs(s, message) ? LANE_DONE : LANE_NONSENSE);
    }
    server_expect(s->lane.in_left == 0 ? LANE_DONE : LANE_NONSENSE);
}

void serve_messages(struct server *s, int64_t look)
{
    struct message message;
    while (wait(s, look, look)) {
        server_expect(lane_read_head(&s->lane, &message, -1, 0));
        do_message(s, &message);
    }
}

_Noreturn void serve(void *memory, size_t ring, pkhost_vm *vm)
{
    struct server *const s = &alone;
    lane_open(&s->lane, LANE_OF_WORKER, memory, ring);
    s->vm = vm;
    streams_prepare();
    wishes_prepare();
    if (workers_enlist() != PKHOST_DONE)
        _exit(SERVER_NOT_READY);
    faults_enter(); /* for good, so that each run finds its handlers in place */
    server_enter(s);
    touch(&s->lane);
    if (s->texts.capacity > 0)
        *(volatile char *)s->texts.data = '\0';
    atomic_store(&s->lane.words->state, LANE_READY);
    lane_alert(&s->lane);

    struct message message;
    /* One made ahead has a long time to wait.  Many end after one message, a run: only those that
     * get a second one are worth a processor that looks for more. */
    for (uint64_t messages = 0;; messages++) {
        (void)wait(s, -1, messages > 1 ? SERVER_LOOK : 0);
        server_expect(lane_read_head(&s->lane, &message, -1, 0));
        do_message(s, &message);
    }
}
