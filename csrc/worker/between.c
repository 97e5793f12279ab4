/* between.c -- messages between runs: what the host wants of the VM itself. */
#include "worker/between.h"

#include "memory/mapping.h"
#include "run/snapshot.h"

#include <string.h>
#include <sys/mman.h>

/* ------------------------------------------------------------------------- images */

struct sending {
    struct server *server;
    size_t size;
};

static void begin(void *context, size_t size)
{
    struct sending *const sending = context;
    sending->size = size;
    server_expect(lane_write_head(&sending->server->lane, MESSAGE_ANSWER, PKHOST_DONE, size));
}

static void write_on(void *context, const void *data, size_t size)
{
    const struct sending *const sending = context;
    server_expect(lane_write_data(&sending->server->lane, data, size));
}

static void take_image(struct server *s)
{
    struct sending sending = { s, 0 };
    const image_sink sink = { begin, write_on, &sending };
    if (pkhost_vm_running(s->vm))
        server_answer(s, PKHOST_BUSY, NULL, 0);
    else if (snapshot_send(s->vm, &sink))
        server_expect(lane_write_end(&s->lane, sending.size));
    else
        server_answer(s, PKHOST_NO_MEMORY, NULL, 0);
}

static void read_on(void *context, void *to, size_t size)
{
    struct server *const s = context;
    server_expect(lane_read(&s->lane, to, size));
}

static int put_image(struct server *s, size_t size)
{
    const image_source source = { read_on, s };
    return snapshot_put(s->vm, &source, size);
}

/* The VM is to keep it. */
static int adopt_image(struct server *s, size_t size)
{
    void *const bytes = size == 0 ? MAP_FAILED : map_anew(size, PROT_READ | PROT_WRITE, 0);
    if (bytes == MAP_FAILED)
        return size == 0 ? PKHOST_OTHER_VM : PKHOST_NO_MEMORY;
    server_expect(lane_read(&s->lane, bytes, size));
    if (snapshot_adopt(s->vm, bytes, size))
        return PKHOST_DONE;
    munmap(bytes, size);
    return PKHOST_OTHER_VM;
}

static void take_given_image(struct server *s, const struct message *message)
{
    const int code = pkhost_vm_running(s->vm) ? PKHOST_BUSY
                     : message->detail != 0   ? adopt_image(s, message->size)
                                              : put_image(s, message->size);
    server_expect(lane_skip(&s->lane)); /* what was not read */
    server_answer(s, code, NULL, 0);
}

/* --------------------------------------------------------------------- the others */

static void check_region(struct server *s)
{
    const char *const wrong = pkhost_vm_check_region(s->vm);
    const struct lane_piece said = { wrong, wrong == NULL ? 0 : strlen(wrong) };
    server_answer(s, PKHOST_DONE, &said, 1);
}

bool between_runs(struct server *s, const struct message *message)
{
    uint64_t number;
    const struct lane_piece answer = { &number, sizeof number };

    switch (message->type) {
    case MESSAGE_RESET: server_answer(s, pkhost_vm_reset(s->vm), NULL, 0); return true;
    case MESSAGE_REBASE: server_answer(s, pkhost_vm_rebase(s->vm), NULL, 0); return true;
    case MESSAGE_TAKE_IMAGE: take_image(s); return true;
    case MESSAGE_PUT_IMAGE: take_given_image(s, message); return true;
    case MESSAGE_MEMORY:
        number = pkhost_vm_memory(s->vm);
        server_answer(s, PKHOST_DONE, &answer, 1);
        return true;
    case MESSAGE_FAIL_ALLOCATION:
        server_expect(lane_read(&s->lane, &number, sizeof number));
        pkhost_vm_fail_allocation(s->vm, number);
        server_answer(s, PKHOST_DONE, NULL, 0);
        return true;
    case MESSAGE_CHECK_REGION: check_region(s); return true;
    default: return false;
    }
}
