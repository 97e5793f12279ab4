/* streams.c -- what a script in a worker writes and reads: the host's side. */
#include "client/streams.h"

#include "client/watch.h"

void isolated_streams_begin(struct pkhost_isolated *vm)
{
    struct isolated_streams *s = &vm->streams;
    pthread_mutex_lock(&s->lock);
    stream_begin(&s->out, vm->request.stdout_limit);
    stream_begin(&s->err, vm->request.stderr_limit);
    s->announced = s->ended = s->asked = s->wanted = false;
    text_clear(&s->input);
    pthread_mutex_unlock(&s->lock);
}

void isolated_streams_free(struct pkhost_isolated *vm)
{
    struct isolated_streams *s = &vm->streams;
    text_free(&s->out.kept);
    text_free(&s->err.kept);
    text_free(&s->input);
    pthread_mutex_destroy(&s->lock);
}

/* ---------------------------------------------------------------------------- output */

static stream *stream_of(struct pkhost_isolated *vm, int number)
{
    return number == PKHOST_STDERR ? &vm->streams.err : &vm->streams.out;
}

int isolated_output_read(struct pkhost_isolated *vm, const struct message *head, const char **wrong)
{
    stream *const to = stream_of(vm, head->detail);
    char piece[16384];

    if (head->detail != PKHOST_STDOUT && head->detail != PKHOST_STDERR) {
        *wrong = "wrote to a stream that there is not";
        return LANE_NONSENSE;
    }
    /* Its own engine keeps the limit exactly. */
    if (to->limit >= 0 && head->size > (uint64_t)to->limit - to->total) {
        *wrong = "wrote more than its limit on output";
        return LANE_NONSENSE;
    }
    bool announce = false;
    for (uint64_t left = head->size; left > 0;) {
        const size_t size = left < sizeof piece ? left : sizeof piece;
        const int answer = lane_read(&vm->process.worker->lane, piece, size);
        if (answer != LANE_DONE)
            return answer;
        left -= size;
        pthread_mutex_lock(&vm->streams.lock);
        const bool kept = stream_keep(to, piece, size);
        if (vm->request.stream_output && !vm->streams.announced)
            vm->streams.announced = announce = true;
        pthread_mutex_unlock(&vm->streams.lock);
        if (!kept) {
            *wrong = "wrote more than the host has memory for";
            return LANE_NONSENSE;
        }
    }
    if (announce)
        events_announce(&vm->events);
    return LANE_DONE;
}

size_t pkhost_isolated_take_output(pkhost_isolated *vm, int stream, char *buffer, size_t size)
{
    pthread_mutex_lock(&vm->streams.lock);
    size = stream_take(stream_of(vm, stream), buffer, size);
    vm->streams.announced = false;
    pthread_mutex_unlock(&vm->streams.lock);
    return size;
}

/* ----------------------------------------------------------------------------- input */

int isolated_input_wanted(struct pkhost_isolated *vm, const char **wrong)
{
    if (!vm->request.input_on_demand || vm->streams.asked) {
        *wrong = "asked for input that it cannot have";
        return LANE_NONSENSE;
    }
    vm->streams.asked = true;
    return LANE_DONE;
}

int isolated_input_send(struct pkhost_isolated *vm)
{
    struct isolated_streams *s = &vm->streams;
    text input = { 0 };
    bool tell = false;

    if (!s->asked)
        return LANE_DONE;
    pthread_mutex_lock(&s->lock);
    const bool any = s->input.size > 0, end = !any && s->ended;
    if (any) {
        input = s->input;
        s->input = (text){ 0 };
    } else if (!end && !s->wanted) {
        s->wanted = tell = true;
    }
    if (any || end)
        s->wanted = false;
    pthread_mutex_unlock(&s->lock);
    if (tell)
        events_announce(&vm->events);
    if (!any && !end)
        return LANE_DONE;
    s->asked = false;
    watch_message(vm, input.size);
    const struct lane_piece piece = { input.data, input.size };
    const int answer = lane_write(&vm->process.worker->lane, MESSAGE_GIVE_INPUT, 0, &piece, 1);
    text_free(&input);
    return answer;
}

void pkhost_isolated_give_input(pkhost_isolated *vm, const char *data, size_t size)
{
    struct isolated_streams *s = &vm->streams;
    pthread_mutex_lock(&vm->lock);
    pthread_mutex_lock(&s->lock);
    if (size == 0 || !text_append(&s->input, data, size))
        s->ended = true;
    s->wanted = false;
    pthread_mutex_unlock(&s->lock);
    isolated_alert(vm); /* it sleeps, and is to send it */
    pthread_mutex_unlock(&vm->lock);
    events_announce(&vm->events);
}
