/* traitor.c - a worker that was taken over: it is linked in the place of csrc/worker/serve.c, so
 * that all around it (the zygote, the fork, what locks it in) is the real thing.
 *
 * Its script is no Python but an order, a word and numbers, which says how it is to betray its
 * host: traitor_calls.c has those that ask the kernel for something, traitor_lies.c those about the
 * lane.  "well" is a run that ends well and prints "well".
 */
#define _GNU_SOURCE
#include "traitor.h"

#include "worker/server.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

_Thread_local struct lane *lane;
_Thread_local struct run_message run;
_Thread_local char order[ORDER_MOST];
_Thread_local int64_t numbers[NUMBERS];
_Thread_local int numbers_count;

void say(const char *format, ...)
{
    char text[500];
    va_list arguments;
    va_start(arguments, format);
    const int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct lane_piece piece = { text, (size_t)size };
    lane_write(lane, MESSAGE_OUTPUT, PKHOST_STDOUT, &piece, 1);
    said += (uint64_t)size;
}
_Thread_local uint64_t said, said_of_errors;

void end_with(struct ended_message *ended, const struct lane_piece *texts, size_t count)
{
    struct lane_piece pieces[8] = { { ended, sizeof *ended } };
    for (size_t i = 0; i < count; i++)
        pieces[i + 1] = texts[i];
    lane_write(lane, MESSAGE_ENDED, 0, pieces, count + 1);
}

struct ended_message truth(void)
{
    return (struct ended_message){
        .steps = 7,
        .wall_time = 1000,
        .cpu_time = 1000,
        .peak_memory = 1 << 20,
        .stdout_total = said,
        .stderr_total = said_of_errors,
        .status = PKHOST_STATUS_OK,
    };
}

void end_well(void)
{
    struct ended_message ended = truth();
    end_with(&ended, NULL, 0);
}

void answer(const void *data, size_t size)
{
    const struct lane_piece piece = { data, size };
    lane_write(lane, MESSAGE_ANSWER, PKHOST_DONE, &piece, 1);
}

_Noreturn void pause_for_ever(void)
{
    static uint32_t nothing;
    for (;;)
        syscall(SYS_futex, &nothing, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
}

void read_message(struct message *message)
{
    int answer;
    do {
        answer = lane_read_head(lane, message, -1, 0);
    } while (answer == LANE_SIGNALED);
    if (answer != LANE_DONE)
        _exit(70);
}

/* What is answered to the next question between runs: the order "between" says. */
static _Thread_local enum {
    TRUTH,
    SILENCE,
    TOO_LARGE,
    CUT_OFF,
    OTHER_TYPE,
    OTHER_CODE,
    EXIT,
    LOOK
} lie;

static void answer_question(uint32_t type)
{
    static const char bytes[5000];
    const int told = (int)lie;
    /* Of a look: the sizes of a traceback and of variables, and as many bytes. */
    const uint64_t look[2] = { (uint64_t)numbers[1], (uint64_t)numbers[2] };
    const struct lane_piece looked[] = { { look, sizeof look },
                                         { bytes, (size_t)numbers[3] % sizeof bytes } };
    const struct lane_piece piece = { bytes, 100 };
    lie = TRUTH;
    switch (told) {
    case LOOK: lane_write(lane, MESSAGE_ANSWER, PKHOST_DONE, looked, 2); return;
    case TRUTH: answer(bytes, type == MESSAGE_TAKE_IMAGE ? sizeof bytes : 0); break;
    case SILENCE: pause_for_ever();
    case TOO_LARGE: lane_write_head(lane, MESSAGE_ANSWER, PKHOST_DONE, UINT64_MAX); break;
    case CUT_OFF: lane_write_head(lane, MESSAGE_ANSWER, PKHOST_DONE, 200); break;
    case OTHER_TYPE: lane_write(lane, MESSAGE_OUTPUT, PKHOST_STDOUT, &piece, 1); break;
    case OTHER_CODE: lane_write(lane, MESSAGE_ANSWER, -7, &piece, 1); break;
    default: _exit(73);
    }
    lane_write_end(lane, 0);
}

static void obey(void)
{
    char text[4 * ORDER_MOST] = "";
    if (lane_read(lane, &run, sizeof run) != LANE_DONE || run.source >= sizeof text
        || lane_read(lane, text, run.source) != LANE_DONE)
        _exit(71);
    lane_skip(lane);
    said = said_of_errors = 0;
    numbers_count = 0;
    char *rest = NULL;
    const char *word = strtok_r(text, " \n", &rest);
    snprintf(order, sizeof order, "%s", word != NULL ? word : "");
    while ((word = strtok_r(NULL, " \n", &rest)) != NULL && numbers_count < NUMBERS)
        numbers[numbers_count++] = (int64_t)strtoull(word, NULL, 0);
    if (run.kind != PKHOST_EXECUTE) { /* functions are exposed: it pretends to have taken them */
        end_well();
    } else if (strcmp(order, "well") == 0) {
        say("well\n");
        end_well();
    } else if (strcmp(order, "pause") == 0) { /* and lie when it is looked at */
        lie = (unsigned)numbers[0];
        lane_write(lane, MESSAGE_PAUSED, 0, NULL, 0);
    } else if (strcmp(order, "between") == 0) {
        lie = (unsigned)numbers[0];
        end_well();
    } else if (!do_calls() && !do_lies() && !do_lies_of_a_group()) {
        _exit(72);
    }
}

void serve_reserve(void) {}

bool serve_image(pkhost_vm *vm, void *bytes, size_t size)
{
    (void)vm, (void)bytes, (void)size;
    return true;
}

static void see_to(const struct message *message)
{
    const uint64_t used = 1 << 20;
    switch (message->type) {
    case MESSAGE_RUN: obey(); break;
    case MESSAGE_GO_ON:
    case MESSAGE_STOP:
        lane_skip(lane);
        end_well();
        break;
    case MESSAGE_MEMORY:
        lane_skip(lane);
        answer(&used, sizeof used);
        break;
    case MESSAGE_REPLY:
    case MESSAGE_GIVE_INPUT: lane_skip(lane); break;
    case MESSAGE_NEW_VM:
        lane_skip(lane);
        answer(NULL, 0);
        break;
    default:
        lane_skip(lane);
        answer_question(message->type);
        break;
    }
}

_Noreturn void serve(void *memory, size_t ring, pkhost_vm *vm)
{
    static struct lane only;
    (void)vm;
    lane = &only;
    lane_open(lane, LANE_OF_WORKER, memory, ring);
    atomic_store(&lane->words->state, LANE_READY);
    lane_alert(lane);
    for (;;) {
        struct message message;
        read_message(&message);
        if (message.type == MESSAGE_END)
            _exit(0);
        see_to(&message);
    }
}

void serve_messages(struct server *s, int64_t look)
{
    struct message message;
    lane = &s->lane;
    while (lane_read_head(lane, &message, look, look) == LANE_DONE) {
        if (message.type != MESSAGE_END)
            see_to(&message);
    }
}
