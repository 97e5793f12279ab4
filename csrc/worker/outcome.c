/* outcome.c -- what a run leaves behind, for the host. */
#include "worker/outcome.h"

#include "base/macros.h"
#include "io/streams.h"
#include "worker/wishes.h"

void outcome_send(struct server *s)
{
    pkhost_vm *const vm = s->vm;
    streams_send(vm);
    const pkhost_outcome *const o = pkhost_vm_outcome(vm);
    const bool reset = s->reset_after && !o->restored;
    const struct ended_message m = {
        .exit_code = o->exit_code,
        .steps = o->steps,
        .wall_time = o->wall_time,
        .cpu_time = o->cpu_time,
        .peak_memory = o->peak_memory,
        .stdout_total = o->stdout_total,
        .stderr_total = o->stderr_total,
        .host_error = o->host_error,
        .status = o->status,
        .limit = o->limit,
        .restored = o->restored,
        .exited = o->exited,
        .exit_said = o->exit_said,
        .has_value = o->has_value,
        .value = o->has_value ? o->value_size : 0,
        .files = o->files_size,
        .refused = o->refused_size,
        .error_type = o->error_type_size,
        .error_message = o->error_message_size,
        .traceback = o->traceback_size,
        .error_text = o->error_text_size,
    };
    const struct lane_piece pieces[] = {
        { &m, sizeof m },
        { o->value, m.value },
        { o->files, m.files },
        { o->refused, m.refused },
        { o->error_type, m.error_type },
        { o->error_message, m.error_message },
        { o->traceback, m.traceback },
        { o->error_text, m.error_text },
    };
    wishes_forget(s);
    server_expect(lane_write(&s->lane, MESSAGE_ENDED, 0, pieces, COUNT(pieces)));
    if (reset)
        (void)pkhost_vm_reset(vm);
}
