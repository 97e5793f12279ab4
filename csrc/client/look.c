/* look.c -- a look at a paused run in a worker. */
#include "client/attend.h"
#include "client/packed.h"
#include "client/watch.h"
#include "run/inspect.h"

/* What the engine shows at most (engine/run/inspect.c), and some more. */
enum { TRACEBACK_MOST = 1 << 20, VARIABLES_MOST = 16 << 20 };

enum { LOOK = 50000 }; /* ns: most answers come sooner */

/* The head of the next message; whoever asks for it waits, whatever signals come. */
static int read_head(struct pkhost_isolated *vm, struct message *head)
{
    struct lane *const lane = &vm->process.worker->lane;
    int answer;
    do {
        answer = lane_read_head(lane, head, -1, LOOK);
        if (answer != LANE_SIGNALED)
            break;
        process_look(&vm->process);
    } while (watch_idle(lane) == LANE_DONE);
    return answer;
}

/* Of a run that began paused, MESSAGE_PAUSED comes first. */
static int read_answer(struct pkhost_isolated *vm, struct message *head)
{
    int answer = read_head(vm, head);
    if (answer == LANE_DONE && vm->run.pause_unread && head->type == MESSAGE_PAUSED
        && head->size == 0) {
        vm->run.pause_unread = false;
        answer = read_head(vm, head);
    }
    return answer;
}

/* Ask for it.  LANE_DONE with a view, or without one: the host has no memory left, or the run
 * is not paused. */
static int ask(struct pkhost_isolated *vm, pkhost_view **view)
{
    struct lane *const lane = &vm->process.worker->lane;
    struct message head;
    uint64_t sizes[2];

    lane->idle = watch_idle;
    lane->context = vm;
    watch_message(vm, 0);
    watch_start(vm);
    int answer = lane_write(lane, MESSAGE_INSPECT, 0, NULL, 0);
    if (answer == LANE_DONE)
        answer = read_answer(vm, &head);
    if (answer != LANE_DONE)
        return answer;
    if (head.type != MESSAGE_ANSWER)
        return LANE_NONSENSE;
    if (head.detail == PKHOST_NOT_PAUSED || head.detail == PKHOST_NO_MEMORY)
        return head.size == 0 ? LANE_DONE : LANE_NONSENSE;
    if (head.detail != PKHOST_DONE || head.size < sizeof sizes
        || head.size > sizeof sizes + TRACEBACK_MOST + VARIABLES_MOST)
        return LANE_NONSENSE;
    answer = lane_read(lane, sizes, sizeof sizes);
    if (answer != LANE_DONE)
        return answer;
    if (sizes[0] > TRACEBACK_MOST || sizes[1] > VARIABLES_MOST
        || head.size != sizeof sizes + sizes[0] + sizes[1])
        return LANE_NONSENSE;
    text traceback = { 0 }, variables = { 0 };
    const bool room = text_reserve(&traceback, sizes[0]) && text_reserve(&variables, sizes[1]);
    if (!room)
        answer = lane_skip(lane);
    else if ((answer = lane_read(lane, traceback.data, sizes[0])) == LANE_DONE)
        answer = lane_read(lane, variables.data, sizes[1]);
    if (room && answer == LANE_DONE) {
        traceback.size = sizes[0];
        variables.size = sizes[1];
        if (packed_traceback(traceback.data, traceback.size)
            && packed_variables(variables.data, variables.size))
            *view = view_of(&traceback, &variables);
        else
            answer = LANE_NONSENSE;
    }
    text_free(&traceback);
    text_free(&variables);
    return answer;
}

void pkhost_isolated_inspect(pkhost_view **view, pkhost_isolated *vm)
{
    *view = NULL;
    pthread_mutex_lock(&vm->lock);
    if (pkhost_isolated_paused(vm)) {
        const int answer = ask(vm, view);
        if (answer != LANE_DONE) {
            const bool ended = lane_has_ended(&vm->process.worker->lane);
            attend_fail(vm, answer == LANE_NONSENSE ? "answered what cannot be"
                            : ended                 ? NULL
                                                    : "did not answer");
        }
    }
    pthread_mutex_unlock(&vm->lock);
}
