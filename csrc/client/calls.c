/* calls.c -- functions of the host's that a worker calls.
 *
 * They run on the thread that attends, which holds no lock meanwhile: they may use other
 * VMs, or this one as far as a run allows. */
#include "client/calls.h"

#include "base/messagepack.h"
#include "border/direct_calls.h"
#include "client/packed.h"
#include "client/watch.h"

enum {
    ROOM = 4096,        /* for a short answer; a longer one replaces it */
    FILE_MOST = 1024,   /* bytes of a module's file: PocketPy has no longer ones */
    BESIDE_MOST = 4096, /* bytes of a value beside those that its VM has room for */
};

/* Something of this thread's that no other has. */
static uintptr_t this_thread(void)
{
    static _Thread_local char here;
    return (uintptr_t)&here;
}

bool pkhost_isolated_is_here(const pkhost_isolated *vm)
{
    return atomic_load(&vm->run.caller) == this_thread();
}

void pkhost_isolated_reply(pkhost_isolated *vm, const char *data, size_t size)
{
    text_clear(&vm->host.reply);
    text_append(&vm->host.reply, data, size);
}

void pkhost_isolated_direct_calls(pkhost_isolated *vm, uintptr_t functions, uintptr_t answers)
{
    direct_calls_set(&vm->host.direct, functions, answers);
}

/* Past one value, with all that is in it. */
static bool skip(messagepack_reader *in)
{
    messagepack_item item;
    for (uint64_t left = 1; left > 0; left--) {
        switch (messagepack_read(in, &item)) {
        case MESSAGEPACK_IS_MALFORMED: return false;
        case MESSAGEPACK_IS_ARRAY: left += item.size; break;
        case MESSAGEPACK_IS_MAP: left += 2 * (uint64_t)item.size; break;
        default: break;
        }
    }
    return true;
}

/* The payload is a list of [module, name, signature, number, docstring], or of a constant
 * [module, name, nil, value, nil]; the numbers of functions follow each other. */
void isolated_calls_note(struct pkhost_isolated *vm, const pkhost_request *request)
{
    const unsigned char *const start = (const unsigned char *)request->payload;
    messagepack_reader in = { start, start + request->payload_size };
    messagepack_item list, item;
    enum { PARTS = 5 };

    if (request->kind != PKHOST_EXPOSE || messagepack_read(&in, &list) != MESSAGEPACK_IS_ARRAY)
        return;
    for (; list.size > 0; list.size--) {
        if (messagepack_read(&in, &item) != MESSAGEPACK_IS_ARRAY || item.size != PARTS)
            return;
        if (!skip(&in) || !skip(&in))
            return;
        if (messagepack_read(&in, &item) != MESSAGEPACK_IS_STR) {
            if (!skip(&in))
                return;
        } else if (messagepack_read(&in, &item) == MESSAGEPACK_IS_INT
                   && item.integer >= vm->functions && item.integer < INT32_MAX) {
            vm->functions = (int32_t)item.integer + 1;
        }
        if (!skip(&in))
            return;
    }
}

/* Whether the worker can ask for that. */
static bool may_ask(const struct pkhost_isolated *vm, const struct message *head)
{
    const pkhost_request *q = &vm->request;
    if (q->token == 0)
        return false;
    if (head->detail == PKHOST_IMPORT)
        return q->has_importer && head->size <= FILE_MOST;
    return head->detail >= 0 && head->detail < vm->functions
           && head->size <= 2 * q->memory + BESIDE_MOST;
}

/* The host's number of the exception that a reply is. */
static void note_exception(struct pkhost_isolated *vm, const char *reply, size_t size)
{
    const unsigned char *const start = (const unsigned char *)reply;
    messagepack_reader in = { start + 1, start + size };
    messagepack_item item;
    if (size < 1 || reply[0] != PKHOST_REPLY_EXCEPTION
        || messagepack_read(&in, &item) != MESSAGEPACK_IS_ARRAY || item.size != 3
        || messagepack_read(&in, &item) != MESSAGEPACK_IS_STR
        || messagepack_read(&in, &item) != MESSAGEPACK_IS_STR)
        return;
    if (messagepack_read(&in, &item) == MESSAGEPACK_IS_INT)
        vm->run.exception = item.integer;
}

/* Call it.  Returns whether the script may go on; then the reply is in host.reply. */
static bool call(struct pkhost_isolated *vm, int32_t function)
{
    struct vm_host *const h = &vm->host;
    static const char nothing[ROOM];

    h->reply.size = 0;
    if (h->reply.capacity < ROOM && !text_append(&h->reply, nothing, ROOM))
        return false;
    h->reply.size = 0;
    atomic_store(&vm->run.caller, this_thread());
    const int64_t answer =
        host_call(h, vm->request.token, function, h->call.data, h->call.size, h->reply.data, ROOM);
    atomic_store(&vm->run.caller, 0);
    if (answer >= 0)
        h->reply.size = (size_t)answer;
    return answer != PKHOST_REPLY_STOP;
}

int isolated_call_serve(struct pkhost_isolated *vm, const struct message *head, const char **wrong)
{
    struct lane *const lane = &vm->process.worker->lane;
    struct vm_host *const h = &vm->host;

    if (!may_ask(vm, head)) {
        *wrong = "called a function that it was not given";
        return LANE_NONSENSE;
    }
    text_clear(&h->call);
    if (!text_reserve(&h->call, head->size)) {
        *wrong = "gave a function more than the host has memory for";
        return LANE_NONSENSE;
    }
    int answer = lane_read(lane, h->call.data, head->size);
    if (answer != LANE_DONE)
        return answer;
    h->call.size = head->size;
    if (head->detail >= 0 && !packed_arguments(h->call.data, h->call.size, vm->request.memory)) {
        *wrong = "gave a function what is no value";
        return LANE_NONSENSE;
    }
    watch_count(vm);
    /* One that was told to stop calls nothing any more. */
    bool on = !atomic_load(&vm->run.stopping);
    if (on) {
        on = call(vm, head->detail) && !atomic_load(&vm->run.stopping);
        if (vm->process.worker == NULL || !worker_is_ours(vm->process.worker))
            return LANE_GONE;
        watch_count_host(vm);
    }
    note_exception(vm, h->reply.data, on ? h->reply.size : 0);
    const struct lane_piece piece = { h->reply.data, on ? h->reply.size : 0 };
    watch_message(vm, piece.size);
    return lane_write(lane, MESSAGE_REPLY, on ? 0 : PKHOST_REPLY_STOP, &piece, 1);
}
