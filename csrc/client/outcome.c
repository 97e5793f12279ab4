/* outcome.c -- what a run in a worker leaves behind.
 *
 * A worker may say what it likes of how its script did: that is the script's result.  But
 * nothing that it says is beyond what a sound one could have said of this run, so that what
 * the host does with it stays within bounds too.
 */
#include "client/outcome.h"

#include "base/clock.h"
#include "base/macros.h"
#include "client/packed.h"

#include <stdio.h>
#include <string.h>

/* Bytes of texts that the engine bounds (run/outcome.c, stop/traceback.c), and some more. */
enum { NAME_MOST = 1024, MESSAGE_MOST = 1 << 16, TRACEBACK_MOST = 1 << 20, BESIDE_MOST = 4096 };

void isolated_outcome_clear(struct pkhost_isolated *vm)
{
    text_clear(&vm->result.texts);
    memset(&vm->result.outcome, 0, sizeof vm->result.outcome);
    vm->run.exception = 0;
}

static int64_t between(int64_t number, int64_t least, int64_t most)
{
    return number < least ? least : number > most ? most : number;
}

/* ------------------------------------------------------------------------------ ENDED */

/* Bytes of a value, and of the files, at most. */
static uint64_t value_most(const pkhost_request *q) { return 2 * q->memory + BESIDE_MOST; }
static uint64_t files_most(const pkhost_request *q) { return q->files_quota + BESIDE_MOST; }

/* Bytes of all texts at most: a message that says that it has more is not waited for. */
static uint64_t texts_most(const pkhost_request *q)
{
    return value_most(q) + files_most(q) + 2 * NAME_MOST + MESSAGE_MOST + TRACEBACK_MOST
           + PKHOST_ERROR_TEXT_MOST;
}

/* Whether no text is larger than it can be, and all together are the message's. */
static bool sizes_are_right(const pkhost_request *q, const struct ended_message *e, uint64_t all)
{
    const struct {
        uint64_t size, most;
    } texts[] = {
        { e->value, e->has_value != 0 ? value_most(q) : BESIDE_MOST },
        { e->files, files_most(q) },
        { e->refused, NAME_MOST },
        { e->error_type, NAME_MOST },
        { e->error_message, MESSAGE_MOST },
        { e->traceback, TRACEBACK_MOST },
        { e->error_text, PKHOST_ERROR_TEXT_MOST },
    };
    uint64_t sum = 0;
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (texts[i].size > texts[i].most)
            return false;
        sum += texts[i].size;
    }
    return sum == all;
}

static bool is_flag(uint8_t byte) { return byte <= 1; }

static bool numbers_are_right(const struct pkhost_isolated *vm, const struct ended_message *e)
{
    return e->status >= PKHOST_STATUS_OK && e->status <= PKHOST_STATUS_CRASHED
           && e->limit >= PKHOST_LIMIT_NONE && e->limit <= PKHOST_LIMIT_RECURSION
           && is_flag(e->restored) && is_flag(e->exited) && is_flag(e->exit_said)
           && is_flag(e->has_value) && e->stdout_total == vm->streams.out.total
           && e->stderr_total == vm->streams.err.total
           && (e->host_error == 0 || e->host_error == vm->run.exception);
}

/* The texts, in the order of the message. */
static bool take_texts(struct pkhost_isolated *vm, const struct ended_message *e)
{
    pkhost_outcome *const o = &vm->result.outcome;
    const char *at = vm->result.texts.data;
    const bool ok = o->status == PKHOST_STATUS_OK;
    const struct {
        const char **text;
        size_t *to;
        uint64_t size;
        bool given;
    } texts[] = {
        { &o->value, &o->value_size, e->value, o->has_value },
        { &o->files, &o->files_size, e->files, true },
        { &o->refused, &o->refused_size, e->refused, true },
        { &o->error_type, &o->error_type_size, e->error_type, !ok },
        { &o->error_message, &o->error_message_size, e->error_message, !ok },
        { &o->traceback, &o->traceback_size, e->traceback, !ok },
        { &o->error_text, &o->error_text_size, e->error_text, !ok },
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (texts[i].given && texts[i].size != 0) {
            *texts[i].text = at;
            *texts[i].to = texts[i].size;
        }
        at += texts[i].size;
    }
    return (!o->has_value || packed_value(o->value, o->value_size, vm->request.memory))
           && packed_files(o->files, o->files_size, vm->request.files_quota)
           && packed_traceback(o->traceback, o->traceback_size);
}

int isolated_outcome_read(struct pkhost_isolated *vm, const struct message *head,
                          const char **wrong)
{
    const pkhost_request *const q = &vm->request;
    struct lane *const lane = &vm->process.worker->lane;
    pkhost_outcome *const o = &vm->result.outcome;
    struct ended_message e;

    *wrong = "said of its run's end what cannot be";
    if (head->detail != 0 || head->size < sizeof e || head->size - sizeof e > texts_most(q))
        return LANE_NONSENSE;
    int answer = lane_read(lane, &e, sizeof e);
    if (answer != LANE_DONE)
        return answer;
    const uint64_t size = head->size - sizeof e;
    if (!numbers_are_right(vm, &e) || !sizes_are_right(q, &e, size))
        return LANE_NONSENSE;
    if (!text_reserve(&vm->result.texts, size)) {
        *wrong = "left behind more than the host has memory for";
        return LANE_NONSENSE;
    }
    if (size != 0 && (answer = lane_read(lane, vm->result.texts.data, size)) != LANE_DONE)
        return answer;
    vm->result.texts.size = size;

    const int64_t lasted = clock_ns(CLOCK_MONOTONIC) - vm->run.began;
    o->status = e.status;
    o->limit = e.limit;
    o->restored = e.restored;
    o->exited = e.exited;
    o->exit_said = e.exited && e.exit_said;
    o->exit_code = e.exit_code;
    o->steps = q->steps < 0 ? PKHOST_UNLIMITED : between(e.steps, 0, q->steps);
    o->wall_time = between(e.wall_time, 0, lasted);
    o->cpu_time = between(e.cpu_time, 0, lasted);
    o->peak_memory = e.peak_memory < q->memory ? e.peak_memory : q->memory;
    o->has_value = e.has_value && e.status == PKHOST_STATUS_OK;
    o->host_error = e.status == PKHOST_STATUS_OK ? 0 : e.host_error;
    return take_texts(vm, &e) ? LANE_DONE : LANE_NONSENSE;
}

/* ------------------------------------------------------------------------ other ends */

/* The worker has said nothing of it, or nothing that counts. */
static void end_without_worker(struct pkhost_isolated *vm, enum pkhost_status status,
                               const char *type, const char *message)
{
    pkhost_outcome *const o = &vm->result.outcome;
    isolated_outcome_clear(vm);
    o->status = (int32_t)status;
    o->restored = true;
    o->steps = PKHOST_UNLIMITED;
    o->wall_time = clock_ns(CLOCK_MONOTONIC) - vm->run.began;
    snprintf(vm->result.message, sizeof vm->result.message, "%s", message);
    o->error_type = type;
    o->error_type_size = strlen(type);
    o->error_message = vm->result.message;
    o->error_message_size = strlen(vm->result.message);
}

void isolated_outcome_refused(struct pkhost_isolated *vm, const char *why)
{
    char message[sizeof vm->result.message];
    snprintf(message, sizeof message, "the script cannot begin: its process %s", why);
    end_without_worker(vm, PKHOST_STATUS_CRASHED, "CRASHED", message);
    vm->result.outcome.restored = false;
}

void isolated_outcome_crashed(struct pkhost_isolated *vm)
{
    char message[sizeof vm->result.message];
    snprintf(message, sizeof message, "the script cannot go on: %s", vm->process.end);
    end_without_worker(vm, PKHOST_STATUS_CRASHED, "CRASHED", message);
}

void isolated_outcome_interrupted(struct pkhost_isolated *vm)
{
    end_without_worker(vm, PKHOST_STATUS_INTERRUPTED, "INTERRUPTED",
                       "the host interrupted the script");
}

const pkhost_outcome *pkhost_isolated_outcome(pkhost_isolated *vm)
{
    pkhost_outcome *const o = &vm->result.outcome;
    struct isolated_streams *const s = &vm->streams;
    pthread_mutex_lock(&s->lock);
    o->stdout_data = s->out.kept.data + s->out.taken;
    o->stdout_size = s->out.kept.size - s->out.taken;
    o->stdout_total = s->out.total;
    o->stderr_data = s->err.kept.data + s->err.taken;
    o->stderr_size = s->err.kept.size - s->err.taken;
    o->stderr_total = s->err.total;
    pthread_mutex_unlock(&s->lock);
    return o;
}
