/* process.c -- what process.h describes. */
#define _GNU_SOURCE
#include "client/process.h"

#include "base/clock.h"
#include "pkhost.h"

#include <stdio.h>
#include <string.h>

/* What a worker is given for an answer: it copies at most as much as its VM has, here with
 * much else to do on the same processors. */
static const int64_t ANSWER_WITHIN = 3000000000LL; /* ns */
static const int64_t BYTES_PER_US = 64;
/* And what one that has begun is given, in a fork, beside the time for its bytes. */
static const int64_t BEGUN_WITHIN = 1000000000;
enum { LOOK = 50000 }; /* ns: most answers come sooner */

static int64_t now(void) { return clock_ns(CLOCK_MONOTONIC); }

/* ------------------------------------------------------------- the worker's, or its seat's */

static void look(const struct worker *worker)
{
    if (worker->process != NULL)
        group_look(worker);
    else
        worker_look(worker);
}

void process_look(const struct process *process) { look(process->worker); }

void process_signal(const struct process *process)
{
    if (process->group != NULL)
        group_signal(process->worker);
    else
        worker_signal(process->worker);
}

void process_limit(const struct process *process, unsigned resource, uint64_t value)
{
    if (process->group != NULL)
        group_limit(process->worker, resource, value);
    else
        worker_limit(process->worker, resource, value);
}

void process_give_addresses(struct process *process, uint64_t bytes)
{
    if (process->group != NULL)
        group_give_addresses(process->worker, bytes);
    else
        worker_limit_addresses(process->worker, bytes);
}

/* ------------------------------------------------------------------- the worker's end */

void process_lose(struct process *process, const char *why)
{
    struct worker *const worker = process->worker;
    char how[PROCESS_MESSAGE / 2];

    if (worker == NULL)
        return;
    if (why == NULL && lane_has_ended(&worker->lane)) {
        worker_describe_end(worker, how, sizeof how);
        snprintf(process->end, sizeof process->end, "its process %s", how);
    } else {
        snprintf(process->end, sizeof process->end, "its process was ended, as it %s",
                 why == NULL ? "was lost" : why);
    }
    if (process->group != NULL)
        group_fail(&process->worker);
    else
        worker_end(&process->worker);
    saved_free(&process->carried);
    process->restores_before += process->restores + 1;
    process->restores = 0;
    process->used = false;
}

/* The worker has no more use, and waits for a message. */
static void end_worker(struct process *process)
{
    if (process->group != NULL)
        group_end(&process->worker);
    else
        worker_end(&process->worker);
}

/* What a function of the lane has answered, if it is not LANE_DONE. */
static int lose(struct process *process, int answer)
{
    process_lose(process, answer == LANE_NONSENSE  ? "wrote what cannot be"
                          : answer == LANE_TIMEOUT ? "did not answer"
                                                   : NULL);
    return PKHOST_LOST;
}

/* -------------------------------------------------------------------- conversations */

/* How long a conversation may last. */
struct patience {
    const struct worker *worker;
    int64_t end;
};

static int go_on_waiting(struct lane *lane)
{
    const struct patience *const patience = lane->context;
    look(patience->worker);
    if (lane_has_ended(lane))
        return LANE_GONE;
    return now() < patience->end ? 0 : LANE_TIMEOUT;
}

/* How long to copy as much as a VM has. */
static int64_t copying(const struct process *process)
{
    return (int64_t)process->kind->memory / BYTES_PER_US * 1000;
}

static void begin(struct process *process, struct patience *patience, int64_t end)
{
    struct lane *const lane = &process->worker->lane;
    patience->worker = process->worker;
    patience->end = end;
    lane->context = patience;
    lane->idle = go_on_waiting;
    lane->idle_due = 0;
}

static int read_head(struct lane *lane, struct message *message)
{
    for (;;) {
        const int64_t left = ((const struct patience *)lane->context)->end - now();
        int answer = lane_read_head(lane, message, left < 0 ? 0 : left, LOOK);
        if (answer == LANE_SIGNALED)
            answer = go_on_waiting(lane);
        else
            return answer;
        if (answer != 0)
            return answer;
    }
}

/* The lane has no context outside of a conversation. */
static void end(struct process *process)
{
    if (process->worker == NULL)
        return;
    process->worker->lane.context = NULL;
    process->worker->lane.idle = NULL;
}

static int64_t soon(const struct process *process)
{
    return now() + ANSWER_WITHIN + copying(process);
}

/* Within a conversation, after a question of this type: read the answer's head. */
static int read_answer(struct process *process, uint32_t type, uint64_t most,
                       struct message *message)
{
    const int answer = read_head(&process->worker->lane, message);
    if (answer != LANE_DONE)
        return lose(process, answer);
    const bool known = message->detail == PKHOST_DONE || message->detail == PKHOST_NO_MEMORY
                       || (type == MESSAGE_PUT_IMAGE && process->group != NULL
                           && message->detail == PKHOST_OTHER_VM);
    if (message->type == MESSAGE_ANSWER && message->size <= most && known)
        return PKHOST_DONE;
    return lose(process, LANE_NONSENSE);
}

/* Within a conversation: ask, and read the answer's head. */
static int ask(struct process *process, uint32_t type, int32_t detail,
               const struct lane_piece *pieces, size_t count, uint64_t most,
               struct message *message)
{
    const int answer = lane_write(&process->worker->lane, type, detail, pieces, count);
    return answer == LANE_DONE ? read_answer(process, type, most, message) : lose(process, answer);
}

/* Within a conversation: read some of the answer. */
static int read_bytes(struct process *process, void *to, size_t size)
{
    const int answer = lane_read(&process->worker->lane, to, size);
    return answer == LANE_DONE ? PKHOST_DONE : lose(process, answer);
}

int process_ask(struct process *process, uint32_t type, int32_t detail,
                const struct lane_piece *pieces, size_t count, void *answer, size_t *size)
{
    struct patience patience;
    struct message message;
    const size_t room = *size;

    *size = 0;
    begin(process, &patience, soon(process));
    int code = ask(process, type, detail, pieces, count, room, &message);
    if (code == PKHOST_DONE && message.size != 0)
        code = read_bytes(process, answer, message.size);
    end(process);
    if (code == PKHOST_DONE)
        *size = message.size;
    return code == PKHOST_DONE ? message.detail : code;
}

static int ask_without_answer(struct process *process, uint32_t type, int32_t detail,
                              const struct lane_piece *pieces, size_t count)
{
    size_t nothing = 0;
    return process_ask(process, type, detail, pieces, count, NULL, &nothing);
}

/* ----------------------------------------------------------------------------- images */

/* An image is a part of its VM's memory, and a list of what it leaves out as zero. */
static uint64_t image_most(const struct process *process)
{
    return process->kind->memory + process->kind->memory / 64 + (4 << 20);
}

static int receive_image(struct process *process, const struct message *head, struct saved **saved)
{
    if (head->detail != PKHOST_DONE)
        return head->size == 0 ? head->detail : lose(process, LANE_NONSENSE);
    if (head->size == 0)
        return lose(process, LANE_NONSENSE);
    *saved = saved_new(process->worker->zygote, head->size);
    if (*saved == NULL) {
        const int answer = lane_skip(&process->worker->lane);
        return answer == LANE_DONE ? PKHOST_NO_MEMORY : lose(process, answer);
    }
    const int code = read_bytes(process, (*saved)->data, head->size);
    if (code != PKHOST_DONE)
        saved_free(saved);
    return code;
}

static int take_image(struct process *process, struct saved **saved)
{
    struct patience patience;
    struct message head;

    *saved = NULL;
    begin(process, &patience, soon(process));
    int code = ask(process, MESSAGE_TAKE_IMAGE, 0, NULL, 0, image_most(process), &head);
    if (code == PKHOST_DONE)
        code = receive_image(process, &head, saved);
    end(process);
    return code;
}

/* PKHOST_LOST with a worker: the VM's place is not the image's.  That happens to one of a group
 * where something else was at its place. */
static int put_image(struct process *process, const struct saved *saved)
{
    const struct lane_piece piece = { saved->data, saved->size };
    const int code = ask_without_answer(process, MESSAGE_PUT_IMAGE, 0, &piece, 1);
    return code == PKHOST_OTHER_VM ? PKHOST_LOST : code;
}

/* What was made ahead of the old one is of no more use. */
static void set_base(struct process *process, struct saved *base)
{
    if (process->base != NULL)
        stock_forget(process->base);
    saved_free(&process->base);
    process->base = base;
}

/* --------------------------------------------------------------------------- the VM */

static bool has_worker(const struct process *process)
{
    return process->worker != NULL && worker_is_ours(process->worker);
}

int process_open(struct process *process, size_t memory, int32_t dialect, const char *policy,
                 size_t policy_size, const char *group)
{
    *process = (struct process){ .kind = kind_of(memory, dialect, policy, policy_size) };
    if (process->kind == NULL) {
        snprintf(process->why, sizeof process->why, "the host has no memory left");
        return PKHOST_NO_MEMORY;
    }
    if (group != NULL) {
        process->group = group_join(group, &process->seat, process->why, sizeof process->why);
        if (process->group == NULL)
            return PKHOST_NO_MEMORY;
    }
    return process_get(process);
}

void process_close(struct process *process)
{
    end_worker(process);
    group_leave(&process->group, process->seat);
    set_base(process, NULL);
    saved_free(&process->carried);
    kind_free(&process->kind);
}

/* In a group's process: make the VM.  Else the reason is in `why`. */
static int make_in_group(struct process *process)
{
    const struct kind *const kind = process->kind;
    const struct new_vm_message m = { .memory = kind->memory,
                                      .dialect = kind->dialect,
                                      .policy = kind->policy_size };
    const struct lane_piece pieces[] = { { &m, sizeof m }, { kind->policy, kind->policy_size } };
    size_t size = sizeof process->why - 1;
    const int code = process_ask(process, MESSAGE_NEW_VM, 0, pieces, 2, process->why, &size);
    process->why[code == PKHOST_LOST ? 0 : size] = 0;
    if (code == PKHOST_LOST)
        snprintf(process->why, sizeof process->why, "%s", process->end);
    return code;
}

/* What the VM is when new, in a group's process. */
static int make_base_in_group(struct process *process)
{
    const struct saved *const base = process->base;
    int code =
        base->process != process->worker->zygote->process ? PKHOST_LOST : put_image(process, base);
    if (code == PKHOST_DONE)
        code = ask_without_answer(process, MESSAGE_REBASE, 0, NULL, 0);
    snprintf(process->why, sizeof process->why,
             "what this VM was is lost: the process that made its processes was killed");
    return code;
}

/* Gives PKHOST_LOST without a worker if the group's process has ended on the way. */
static int take_seat(struct process *process)
{
    int code = group_take(&process->worker, process->group, process->seat, process->kind,
                          process->why, sizeof process->why);
    if (code != PKHOST_DONE)
        return code;
    code = make_in_group(process);
    if (code == PKHOST_DONE && process->base != NULL)
        code = make_base_in_group(process);
    return code;
}

static int take_worker(struct process *process)
{
    enum { TRIES = 5 };
    if (process->group == NULL)
        return worker_take(&process->worker, process->kind, process->base, process->why,
                           sizeof process->why);
    struct saved *const carried = process->carried; /* which is not lost with that process */
    process->carried = NULL;
    int code = take_seat(process);
    /* The process that there is may be about to end, by what another VM of the group does. */
    for (int tries = 1; tries < TRIES && code == PKHOST_LOST && process->worker == NULL; tries++)
        code = take_seat(process);
    const bool died = process->worker == NULL;
    if (code != PKHOST_DONE)
        end_worker(process);
    process->carried = carried;
    return code == PKHOST_LOST && died ? PKHOST_NO_MEMORY : code;
}

int process_get(struct process *process)
{
    process->why[0] = 0;
    if (has_worker(process))
        return PKHOST_DONE;
    end_worker(process);
    const int code = take_worker(process);
    if (code != PKHOST_DONE || process->carried == NULL)
        return code;
    const bool valid = process->carried->process == process->worker->zygote->process;
    if (valid && put_image(process, process->carried) == PKHOST_DONE) {
        saved_free(&process->carried);
        process->used = true;
        return PKHOST_DONE;
    }
    saved_free(&process->carried);
    snprintf(process->why, sizeof process->why, "what this VM was before the fork is lost: %s",
             valid ? "it could not be put back" : "the process that made its processes was killed");
    return PKHOST_LOST;
}

/* The VM is as new, in a worker that there is already or that the next use takes. */
static void is_new(struct process *process)
{
    saved_free(&process->carried);
    process->used = false;
}

int process_reset(struct process *process)
{
    if (!has_worker(process))
        return process_renew(process);
    const int code = ask_without_answer(process, MESSAGE_RESET, 0, NULL, 0);
    if (code == PKHOST_DONE)
        process->restores++;
    else if (code != PKHOST_LOST)
        return code;
    is_new(process); /* whoever has lost its worker is, too */
    return PKHOST_DONE;
}

int process_renew(struct process *process)
{
    if (process->group != NULL && has_worker(process))
        return process_reset(process);
    if (process->base != NULL && !saved_is_of_use(process->base))
        return PKHOST_LOST;
    end_worker(process);
    process->restores_before += process->restores + 1;
    process->restores = 0;
    is_new(process);
    return PKHOST_DONE;
}

int process_rebase(struct process *process)
{
    struct saved *saved;
    int code = take_image(process, &saved);
    if (code != PKHOST_DONE)
        return code;
    code = ask_without_answer(process, MESSAGE_REBASE, 0, NULL, 0);
    if (code != PKHOST_DONE) {
        saved_free(&saved);
        return code;
    }
    set_base(process, saved);
    process->used = false;
    return PKHOST_DONE;
}

int process_take(struct process *process, struct saved **saved)
{
    return take_image(process, saved);
}

int process_put(struct process *process, const struct saved *saved)
{
    if (saved->process != process->worker->zygote->process)
        return PKHOST_LOST;
    const int code = put_image(process, saved);
    process->used |= code == PKHOST_DONE;
    return code;
}

uint64_t process_restores(const struct process *process)
{
    return process->restores_before + process->restores;
}

/* --------------------------------------------------------------------------- forks */

int64_t process_expect_fork(void) { return now() + ANSWER_WITHIN; }

static bool is_to_be_saved(const struct process *process)
{
    return has_worker(process) && process->used;
}

void process_ask_before_fork(struct process *process, int64_t by)
{
    struct patience patience;

    /* The VMs of a group share its threads, of which each answer would take one. */
    process->asked = is_to_be_saved(process) && process->group == NULL;
    if (!process->asked)
        return;
    begin(process, &patience, by);
    const int answer = lane_write(&process->worker->lane, MESSAGE_TAKE_IMAGE, 0, NULL, 0);
    if (answer != LANE_DONE)
        (void)lose(process, answer);
    end(process);
}

static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }

void process_before_fork(struct process *process, int64_t by)
{
    struct patience patience;
    struct message head;
    const uint64_t most = image_most(process);
    int code;

    if (!is_to_be_saved(process))
        return;
    begin(process, &patience, by);
    if (process->asked) {
        code = read_answer(process, MESSAGE_TAKE_IMAGE, most, &head);
    } else {
        patience.end = later(by, now() + BEGUN_WITHIN);
        code = ask(process, MESSAGE_TAKE_IMAGE, 0, NULL, 0, most, &head);
    }
    if (code == PKHOST_DONE) {
        patience.end = later(by, now() + BEGUN_WITHIN + copying(process));
        (void)receive_image(process, &head, &process->carried);
    }
    end(process);
}

void process_after_fork_in_parent(struct process *process)
{
    if (has_worker(process))
        saved_free(&process->carried);
}

void process_after_fork_in_child(struct process *process)
{
    process->restores_before += process->restores;
    process->restores = 0;
}
