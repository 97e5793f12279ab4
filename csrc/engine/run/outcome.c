/* outcome.c -- what a run leaves behind: why it ended, where, what it used. */
#include "internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    NAME_MOST = 256,
    LINE_MOST = 512,
    MESSAGE_MOST = 16384,
};

void outcome_clear(pkhost_vm *vm)
{
    text_clear(&vm->error_type);
    text_clear(&vm->error_message);
    text_clear(&vm->traceback);
    text_clear(&vm->last_line);
    text_clear(&vm->refused);
    text_clear(&vm->value);
    vm->has_value = false;
    vm->host_error = 0;
    vm->fault[0] = '\0';
    vm->exited = false;
    vm->exit_said = false;
    vm->aborted = false;
    vm->exception_limit = PKHOST_LIMIT_NONE;
    facts_forget(vm);
    vm->exit_code = 0;
    memset(&vm->outcome, 0, sizeof vm->outcome);
}

/* Append text of the script's to a text of ours.  The script's is read in the
 * engine's zone, piece by piece, so that a bad address is contained. */
static void append(pkhost_vm *vm, text *to, const char *data, size_t size, bool one_line)
{
    char piece[512];
    while (size > 0) {
        size_t n = size < sizeof piece ? size : sizeof piece;
        memcpy(piece, data, n);
        if (one_line)
            for (size_t i = 0; i < n; i++)
                if ((unsigned char)piece[i] < ' ')
                    piece[i] = ' ';
        int zone = zone_enter_host(vm);
        text_append(to, piece, n);
        zone_return(vm, zone);
        data += n;
        size -= n;
    }
}

static void append_end(pkhost_vm *vm, char end)
{
    int zone = zone_enter_host(vm);
    text_append(&vm->traceback, &end, 1);
    zone_return(vm, zone);
}

static size_t at_most(size_t size, size_t most) { return size < most ? size : most; }

static void append_number(pkhost_vm *vm, int number)
{
    char digits[16];
    const int size = snprintf(digits, sizeof digits, "%d", number > 0 ? number : 0);
    append(vm, &vm->traceback, digits, (size_t)size, true);
    append_end(vm, PKHOST_FIELD_END);
}

void outcome_add_frame(pkhost_vm *vm, SourceData_ source, int line, int column,
                       const char *function)
{
    const char *start = NULL, *end = NULL;
    text *to = &vm->traceback;
    int indent = 0;

    if (library_has(source))
        return;

    append(vm, to, source->filename->data, at_most((size_t)source->filename->size, NAME_MOST),
           true);
    append_end(vm, PKHOST_FIELD_END);
    append_number(vm, line);
    append_number(vm, column);
    if (function != NULL)
        append(vm, to, function, at_most(strlen(function), NAME_MOST), true);
    append_end(vm, PKHOST_FIELD_END);
    if (line <= 0 || !SourceData__get_line(source, line, &start, &end))
        start = NULL;
    while (start != NULL && start < end && (*start == ' ' || *start == '\t'))
        start++, indent++;
    append_number(vm, column > 0 ? indent : 0);
    if (start != NULL)
        append(vm, to, start, at_most((size_t)(end - start), LINE_MOST), true);
    append_end(vm, PKHOST_RECORD_END);
}

static void set_text(text *t, const char *value)
{
    text_clear(t);
    text_append(t, value, strlen(value));
}

/* SystemExit: no code and 0 are a good end; what is no number is a message, and 1. */
static bool is_good_exit(pkhost_vm *vm, py_TValue *exception)
{
    if (!py_isinstance(exception, tp_SystemExit))
        return false;
    py_TValue *code = &((BaseException *)py_touserdata(exception))->args;
    vm->exited = true;
    if (py_isnil(code) || py_isnone(code)) {
        vm->exit_code = 0;
    } else {
        vm->exit_said = code->type != tp_int;
        vm->exit_code = vm->exit_said ? 1 : code->_i64;
    }
    return vm->exit_code == 0;
}

void outcome_of_exception(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    py_TValue exception = pk->unhandled_exc;
    if (py_isnil(&exception) || is_good_exit(vm, &exception))
        return;
    py_newnil(&pk->unhandled_exc);
    pk->stack.sp = pk->stack.begin;
    py_push(&exception);

    /* The host's exception of before is its end only if it is this very one. */
    const py_TValue *hosts = &pk->reg[HOST_ERROR_REGISTER];
    if (hosts->type == 0 || hosts->_obj != exception._obj)
        vm->host_error = 0;

    const fact f = facts_of_exception(vm, &exception);
    vm->exception_limit = f.limit;
    if (f.refused != NULL) {
        const char *name = py_name2str(f.refused);
        append(vm, &vm->refused, name, at_most(strlen(name), NAME_MOST), true);
    }

    const char *type = py_tpname(exception.type);
    append(vm, &vm->error_type, type, at_most(strlen(type), NAME_MOST), true);
    const BaseException *data = py_touserdata(&exception);
    for (int i = data->stacktrace.length - 1; i >= 0; i--) {
        const BaseExceptionFrame *f = c11__at(BaseExceptionFrame, &data->stacktrace, i);
        /* See py_BaseException__stpush. */
        const int column = f->locals.type == tp_int ? (int)f->locals._i64 : 0;
        outcome_add_frame(vm, f->src, f->lineno, column, f->name ? f->name->data : NULL);
    }
    if (py_str(py_peek(-1)) && py_isstr(py_retval())) {
        c11_sv message = py_tosv(py_retval());
        append(vm, &vm->error_message, message.data, at_most((size_t)message.size, MESSAGE_MOST),
               false);
    } else {
        static const char failed[] = "<its __str__ failed>";
        append(vm, &vm->error_message, failed, sizeof failed - 1, false);
        py_clearexc(NULL);
    }
    py_pop();
}

/* ------------------------------------------------------------------ stop texts */

static const char *seconds(char *buffer, size_t size, int64_t ns)
{
    snprintf(buffer, size, "%.6g s", (double)ns / 1e9);
    return buffer;
}

static void explain_stop(pkhost_vm *vm, enum stop reason, bool restored)
{
    const pkhost_request *q = &vm->request;
    const bool to_stderr = vm->output_limit == PKHOST_LIMIT_STDERR;
    char message[320], amount[40];
    const char *type = "";

    message[0] = '\0';
    switch (reason) {
    case STOP_STEPS:
        type = "STEPS";
        snprintf(message, sizeof message, "the limit of %lld steps was reached",
                 (long long)q->steps);
        break;
    case STOP_MEMORY:
        type = "MEMORY";
        snprintf(message, sizeof message, "the limit of %llu bytes of memory was reached%s",
                 (unsigned long long)q->memory,
                 restored ? " by a request that could not be met" : "");
        break;
    case STOP_OUTPUT:
        type = "OUTPUT";
        if (vm->output_limit == PKHOST_LIMIT_DISK)
            snprintf(message, sizeof message, "the limit of %llu bytes on files was reached",
                     (unsigned long long)q->files_quota);
        else
            snprintf(message, sizeof message, "the limit of %lld bytes on %s was reached",
                     (long long)(to_stderr ? q->stderr_limit : q->stdout_limit),
                     to_stderr ? "stderr" : "stdout");
        break;
    case STOP_WALL_TIME:
        type = "WALL_TIME";
        snprintf(message, sizeof message, "the wall-time limit of %s was reached",
                 seconds(amount, sizeof amount, q->wall_time));
        break;
    case STOP_CPU_TIME:
        type = "CPU_TIME";
        snprintf(message, sizeof message, "the CPU-time limit of %s was reached",
                 seconds(amount, sizeof amount, q->cpu_time));
        break;
    case STOP_INTERRUPTED:
        type = "INTERRUPTED";
        snprintf(message, sizeof message, "the host interrupted the script");
        break;
    case STOP_CRASH: {
        type = "CRASHED";
        text *said = &vm->last_line;
        while (said->size > 0 && said->data[said->size - 1] == '\n')
            said->size--;
        if (vm->aborted && said->size > 0)
            snprintf(message, sizeof message, "the engine gave up: %.*s",
                     (int)at_most(said->size, FAULT_TEXT), said->data);
        else
            snprintf(message, sizeof message, "the engine failed: %s", vm->fault);
        break;
    }
    case STOP_EXIT:
        type = "SystemExit";
        snprintf(message, sizeof message, "%lld", (long long)vm->exit_code);
        break;
    case STOP_NONE: return;
    }
    set_text(&vm->error_type, type);
    set_text(&vm->error_message, message);
}

static int32_t status_of(enum stop reason, int64_t exit_code, bool failed)
{
    switch (reason) {
    case STOP_NONE: return failed ? PKHOST_STATUS_ERROR : PKHOST_STATUS_OK;
    case STOP_STEPS: return PKHOST_STATUS_STEPS;
    case STOP_MEMORY: return PKHOST_STATUS_MEMORY;
    case STOP_OUTPUT: return PKHOST_STATUS_OUTPUT;
    case STOP_WALL_TIME: return PKHOST_STATUS_WALL_TIME;
    case STOP_CPU_TIME: return PKHOST_STATUS_CPU_TIME;
    case STOP_INTERRUPTED: return PKHOST_STATUS_INTERRUPTED;
    case STOP_EXIT: return exit_code == 0 ? PKHOST_STATUS_OK : PKHOST_STATUS_ERROR;
    case STOP_CRASH: break;
    }
    return PKHOST_STATUS_CRASHED;
}

/* The limit that ended the run, or that the exception is about which did. */
static int32_t limit_of(const pkhost_vm *vm, enum stop reason)
{
    switch (reason) {
    case STOP_NONE: return (int32_t)vm->exception_limit;
    case STOP_STEPS: return PKHOST_LIMIT_STEPS;
    case STOP_MEMORY: return PKHOST_LIMIT_MEMORY;
    case STOP_OUTPUT: return (int32_t)vm->output_limit;
    case STOP_WALL_TIME: return PKHOST_LIMIT_WALL_TIME;
    case STOP_CPU_TIME: return PKHOST_LIMIT_CPU_TIME;
    case STOP_INTERRUPTED:
    case STOP_EXIT:
    case STOP_CRASH: break;
    }
    return PKHOST_LIMIT_NONE;
}

void outcome_finish(pkhost_vm *vm, bool restored)
{
    pkhost_outcome *o = &vm->outcome;
    enum stop reason = atomic_load(&vm->stop);
    if (vm->abandoned == STOP_CRASH)
        reason = STOP_CRASH;
    explain_stop(vm, reason, restored);
    o->status = status_of(reason, vm->exit_code, vm->error_type.size != 0);
    if (o->status == PKHOST_STATUS_OK) {
        text_clear(&vm->error_type);
        text_clear(&vm->error_message);
        text_clear(&vm->traceback);
    }
    files_give(vm);
    o->files = vm->files_out.data;
    o->files_size = vm->files_out.size;
    o->restored = restored;
    o->has_value = vm->has_value && o->status == PKHOST_STATUS_OK;
    o->value = vm->value.data;
    o->value_size = vm->value.size;
    o->host_error = o->status == PKHOST_STATUS_OK ? 0 : vm->host_error;
    o->exited = vm->exited && (reason == STOP_NONE || reason == STOP_EXIT);
    o->exit_said = o->exited && vm->exit_said;
    o->exit_code = vm->exit_code;
    o->limit = limit_of(vm, reason);
    o->refused = reason == STOP_NONE ? vm->refused.data : NULL;
    o->refused_size = reason == STOP_NONE ? vm->refused.size : 0;
    o->error_type = vm->error_type.data;
    o->error_type_size = vm->error_type.size;
    o->error_message = vm->error_message.data;
    o->error_message_size = vm->error_message.size;
    o->traceback = vm->traceback.data;
    o->traceback_size = vm->traceback.size;
}

/* Output may be taken after the run has ended, so what is left is looked up
 * when it is asked for. */
void outcome_see_streams(pkhost_vm *vm)
{
    pkhost_outcome *o = &vm->outcome;
    pthread_mutex_lock(&vm->streams_lock);
    o->stdout_data = vm->out.kept.data + vm->out.taken;
    o->stdout_size = vm->out.kept.size - vm->out.taken;
    o->stdout_total = vm->out.total;
    o->stderr_data = vm->err.kept.data + vm->err.taken;
    o->stderr_size = vm->err.kept.size - vm->err.taken;
    o->stderr_total = vm->err.total;
    pthread_mutex_unlock(&vm->streams_lock);
}
