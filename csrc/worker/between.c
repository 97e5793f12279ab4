/* between.c -- messages between runs: what the host wants of the VM itself. */
#include "worker/between.h"

#include "memory/mapping.h"
#include "run/snapshot.h"

#include <string.h>
#include <sys/mman.h>

static void take_image(struct server *s)
{
    if (pkhost_vm_running(s->vm)) {
        server_answer(s, PKHOST_BUSY, NULL, 0);
        return;
    }
    image *const now = snapshot_image(s->vm);
    const struct lane_piece bytes = { now, now == NULL ? 0 : image_size(now) };
    server_answer(s, now == NULL ? PKHOST_NO_MEMORY : PKHOST_DONE, &bytes, 1);
    image_free(now);
}

static void put_image(struct server *s, const struct message *message)
{
    int code = PKHOST_BUSY;
    void *bytes = MAP_FAILED;
    if (!pkhost_vm_running(s->vm)) {
        code = PKHOST_NO_MEMORY;
        if (message->size != 0)
            bytes = map_anew(message->size, PROT_READ | PROT_WRITE, 0);
    }
    if (bytes == MAP_FAILED) {
        server_expect(lane_skip(&s->lane));
    } else {
        server_expect(lane_read(&s->lane, bytes, message->size));
        code = PKHOST_DONE;
        if (!snapshot_put(s->vm, bytes, message->size, message->detail != 0)) {
            munmap(bytes, message->size);
            code = PKHOST_OTHER_VM;
        }
    }
    server_answer(s, code, NULL, 0);
}

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
    case MESSAGE_PUT_IMAGE: put_image(s, message); return true;
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
