/* runs.c -- messages about runs, from RUN to ENDED. */
#include "worker/runs.h"

#include "base/macros.h"
#include "io/streams.h"
#include "run/workers.h"
#include "worker/outcome.h"
#include "worker/wishes.h"

/* ------------------------------------------------------------------------- begin */

/* Read the next text of the message to the end of s->texts, where there is room. */
static const char *next_text(struct server *s, size_t size)
{
    char *const at = s->texts.data + s->texts.size;
    server_expect(lane_read(&s->lane, at, size));
    s->texts.size += size;
    return at;
}

/* With the texts of the message, which are read: they stay in s->texts.  False: there is no
 * memory for them. */
static bool read_request(struct server *s, const struct run_message *m, uint64_t texts,
                         pkhost_request *q)
{
    const uint64_t sizes[] = { m->source, m->filename, m->payload, m->input, m->files };
    uint64_t left = texts;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        server_expect(sizes[i] <= left ? LANE_DONE : LANE_NONSENSE);
        left -= sizes[i];
    }
    server_expect(left == 0 ? LANE_DONE : LANE_NONSENSE);
    *q = (pkhost_request){
        .kind = m->kind,
        .payload_size = m->payload,
        .source_size = m->source,
        .steps = m->steps,
        .memory = m->memory,
        .stdout_limit = m->stdout_limit,
        .stderr_limit = m->stderr_limit,
        .wall_time = m->wall_time,
        .cpu_time = m->cpu_time,
        .recursion = m->recursion,
        .slice = m->slice,
        .input_size = m->input,
        .files_size = m->files,
        .files_quota = m->files_quota,
        .input_on_demand = m->input_on_demand,
        .deterministic = m->deterministic,
        .seed = m->seed,
        .start_time = m->start_time,
        .want_value = m->want_value,
        .interactive = m->interactive,
        .spare_host_time = m->spare_host_time,
        .has_importer = m->has_importer,
        .token = m->has_functions || m->has_importer,
        .stream_output = m->stream_output,
    };
    text_clear(&s->texts);
    if (!text_reserve(&s->texts, texts + 1)) {
        server_expect(lane_skip(&s->lane));
        return false;
    }
    q->source = next_text(s, m->source);
    q->filename = next_text(s, m->filename);
    s->texts.data[s->texts.size++] = '\0';
    q->payload = next_text(s, m->payload);
    q->input = next_text(s, m->input);
    q->files = next_text(s, m->files);
    return true;
}

/* ---------------------------------------------------------------------- under way */

/* Run, until the host has something to do. */
static void run(struct server *s)
{
    pkhost_vm *const vm = s->vm;
    for (;;) {
        workers_run();
        if (!pkhost_vm_running(vm)) {
            outcome_send(s);
            return;
        }
        if (!wishes_have_interrupt(s))
            break;
        (void)pkhost_vm_interrupt(vm);
    }
    if (atomic_exchange(&s->pausable, false))
        wishes_paused(s);
    streams_send(vm);
    server_expect(lane_write(&s->lane, MESSAGE_PAUSED, 0, NULL, 0));
}

void runs_begin(struct server *s, const struct message *message)
{
    struct run_message m;
    pkhost_request request;
    int code = PKHOST_NO_MEMORY;
    server_expect(atomic_load(&s->run) == 0 && message->size >= sizeof m ? LANE_DONE
                                                                         : LANE_NONSENSE);
    server_expect(lane_read(&s->lane, &m, sizeof m));
    if (read_request(s, &m, message->size - sizeof m, &request))
        code = pkhost_vm_start(s->vm, &request);
    text_clear(&s->texts);
    if (code != PKHOST_DONE) {
        server_answer(s, code, NULL, 0);
        return;
    }
    s->reset_after = m.reset_after;
    atomic_store(&s->pausable, request.slice != 0);
    atomic_store(&s->run, m.run);
    wishes_heed(s);
    run(s);
}

void runs_go_on(struct server *s, const struct message *message)
{
    struct go_on_message m;
    server_expect(message->size == sizeof m ? LANE_DONE : LANE_NONSENSE);
    server_expect(lane_read(&s->lane, &m, sizeof m));
    if (pkhost_vm_go_on(s->vm, m.steps, m.by_line) != PKHOST_DONE)
        return; /* its end had been wished */
    atomic_store(&s->pausable, true);
    wishes_heed(s);
    run(s);
}

void runs_stop(struct server *s)
{
    if (pkhost_vm_interrupt(s->vm))
        run(s);
}

void runs_inspect(struct server *s)
{
    pkhost_view *view;
    if (!pkhost_vm_paused(s->vm)) {
        server_answer(s, PKHOST_NOT_PAUSED, NULL, 0);
        return;
    }
    pkhost_vm_inspect(&view, s->vm);
    if (view == NULL) {
        server_answer(s, PKHOST_NO_MEMORY, NULL, 0);
        return;
    }
    const uint64_t sizes[] = { view->traceback_size, view->variables_size };
    const struct lane_piece pieces[] = { { sizes, sizeof sizes },
                                         { view->traceback, view->traceback_size },
                                         { view->variables, view->variables_size } };
    server_answer(s, PKHOST_DONE, pieces, COUNT(pieces));
    pkhost_view_free(&view);
}
