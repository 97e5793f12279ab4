/* outcome.c -- what a run leaves behind: why it ended, where, what it used. */
#include "run/outcome.h"

#include "interpose/facts.h"
#include "io/files.h"
#include "io/streams.h"
#include "language/exceptions.h"
#include "language/tracebacks.h"
#include "memory/dialect.h"
#include "memory/region.h"
#include "python/traceback_text.h"
#include "stop/stop.h"
#include "stop/traceback.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    NAME_MOST = 256,
    MESSAGE_MOST = 16384,
};

void outcome_clear(pkhost_vm *vm)
{
    text_clear(&vm->result.error_type);
    text_clear(&vm->result.error_message);
    text_clear(&vm->result.error_text);
    text_clear(&vm->traceback);
    text_clear(&vm->output.last_line);
    text_clear(&vm->result.refused);
    text_clear(&vm->result.value);
    vm->result.has_value = false;
    vm->host.error = 0;
    vm->result.exception_limit = PKHOST_LIMIT_NONE;
    facts_forget(vm);
    stop_forget(vm);
    memset(&vm->result.outcome, 0, sizeof vm->result.outcome);
}

static size_t at_most(size_t size, size_t most) { return size < most ? size : most; }

static void set_text(text *t, const char *value)
{
    text_clear(t);
    text_append(t, value, strlen(value));
}

/* Dialect "python": on standard error, as CPython prints it.  The limit on that is no reason for the
 * run to end otherwise than it has: what is beyond it is cut. */
static void print_text(pkhost_vm *vm, py_Ref text)
{
    const c11_sv s = py_tosv(text);
    const int64_t limit = vm->request.stderr_limit;
    size_t size = (size_t)s.size;
    if (limit >= 0) {
        const uint64_t used = vm->output.err.total;
        size = used >= (uint64_t)limit ? 0 : at_most(size, (size_t)((uint64_t)limit - used));
    }
    if (size > 0)
        streams_write(PKHOST_STDERR, s.data, size);
}

/* What exit() was given, if that is no code. */
static void print_exit(pkhost_vm *vm, py_StackRef exception)
{
    if (!vm->stop.exit_said)
        return;
    py_StackRef text = py_pushtmp();
    *text = exception_of(exception)->fields[0];
    if (py_str(text) && py_isstr(py_retval())) {
        c11_sbuf line;
        c11_sbuf__ctor(&line);
        c11_sbuf__write_sv(&line, py_tosv(py_retval()));
        c11_sbuf__write_char(&line, '\n');
        c11_sbuf__py_submit(&line, text);
        print_text(vm, text);
    }
    py_clearexc(text);
}

/* SystemExit: no code and 0 are a good end; what is no number is a message, and 1. */
static bool is_good_exit(pkhost_vm *vm, py_TValue *exception)
{
    if (!py_isinstance(exception, tp_SystemExit))
        return false;
    const py_TValue *code = &((BaseException *)py_touserdata(exception))->args;
    if (dialect_is_python()) {
        const struct exception *const e = exception_of(exception);
        code = e->kind == KIND_EXIT ? &e->fields[0] : py_None();
    }
    vm->stop.exited = true;
    if (code->type == tp_nil || code->type == tp_NoneType) {
        vm->stop.exit_code = 0;
    } else if (code->type == tp_bool) {
        vm->stop.exit_code = code->_bool;
    } else {
        vm->stop.exit_said = code->type != tp_int;
        vm->stop.exit_code = vm->stop.exit_said ? 1 : code->_i64;
    }
    return vm->stop.exit_code == 0;
}

static void print_exception(pkhost_vm *vm, py_StackRef exception)
{
    if (!traceback_text(exception, true))
        return;
    const c11_sv text = py_tosv(py_retval());
    traceback_copy(vm, &vm->result.error_text, text.data,
                   at_most((size_t)text.size, PKHOST_ERROR_TEXT_MOST), false);
    print_text(vm, py_retval());
}

/* Where a place is in its line, from 1, in characters; 0: not known. */
static int column_of(const py_TValue *value, const BaseExceptionFrame *place)
{
    const char *start, *end;
    if (place->locals.type != tp_int)
        return 0;
    if (!dialect_is_python()) /* see py_BaseException__stpush */
        return (int)place->locals._i64;
    const place_details details = place_details_of(place);
    const struct exception *const e = exception_of(value);
    if (details.repeated == PLACE_OF_SOURCE)
        return e->kind == KIND_SYNTAX && e->fields[SYNTAX_OFFSET].type == tp_int
                   ? (int)e->fields[SYNTAX_OFFSET]._i64
                   : 0;
    const int column = details.column;
    if (column < 0 || !SourceData__get_line(place->src, place->lineno, &start, &end))
        return 0;
    int result = 1;
    for (const char *at = start; at < end && at < start + column; at++)
        result += ((unsigned char)*at & 0xC0) != 0x80;
    return result;
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
        vm->host.error = 0;

    const fact f = facts_of_exception(vm, &exception);
    vm->result.exception_limit = f.limit;
    if (f.refused != NULL) {
        const char *name = py_name2str(f.refused);
        traceback_copy(vm, &vm->result.refused, name, at_most(strlen(name), NAME_MOST), true);
    }

    const char *type = py_tpname(exception.type);
    if (*type == '\0') /* a script's class may have none, but there is an error */
        type = "?";
    traceback_copy(vm, &vm->result.error_type, type, at_most(strlen(type), NAME_MOST), true);
    const BaseException *data = py_touserdata(&exception);
    for (int i = data->stacktrace.length - 1; i >= 0; i--) {
        const BaseExceptionFrame *f = c11__at(BaseExceptionFrame, &data->stacktrace, i);
        const int column = column_of(&exception, f);
        traceback_add(vm, f->src, f->lineno, column, f->name ? f->name->data : NULL);
    }
    if (dialect_is_python()) {
        if (vm->stop.exited)
            print_exit(vm, py_peek(-1));
        else
            print_exception(vm, py_peek(-1));
        traceback_message(py_peek(-1));
        const c11_sv message = py_tosv(py_retval());
        traceback_copy(vm, &vm->result.error_message, message.data,
                       at_most((size_t)message.size, MESSAGE_MOST), false);
    } else if (py_str(py_peek(-1)) && py_isstr(py_retval())) {
        c11_sv message = py_tosv(py_retval());
        traceback_copy(vm, &vm->result.error_message, message.data,
                       at_most((size_t)message.size, MESSAGE_MOST), false);
    } else {
        static const char failed[] = "<its __str__ failed>";
        traceback_copy(vm, &vm->result.error_message, failed, sizeof failed - 1, false);
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
    const bool to_stderr = vm->output.limit == PKHOST_LIMIT_STDERR;
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
        if (vm->output.limit == PKHOST_LIMIT_DISK)
            snprintf(message, sizeof message, "the limit of %llu bytes on files was reached",
                     (unsigned long long)vm->files.reached);
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
        text *said = &vm->output.last_line;
        while (said->size > 0 && said->data[said->size - 1] == '\n')
            said->size--;
        if (vm->stop.aborted && said->size > 0)
            snprintf(message, sizeof message, "the engine gave up: %.*s",
                     (int)at_most(said->size, FAULT_TEXT), said->data);
        else
            snprintf(message, sizeof message, "the engine failed: %s", vm->stop.fault);
        break;
    }
    case STOP_EXIT:
        type = "SystemExit";
        snprintf(message, sizeof message, "%lld", (long long)vm->stop.exit_code);
        break;
    case STOP_NONE: return;
    }
    set_text(&vm->result.error_type, type);
    set_text(&vm->result.error_message, message);
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
    case STOP_NONE: return (int32_t)vm->result.exception_limit;
    case STOP_STEPS: return PKHOST_LIMIT_STEPS;
    case STOP_MEMORY: return PKHOST_LIMIT_MEMORY;
    case STOP_OUTPUT: return (int32_t)vm->output.limit;
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
    pkhost_outcome *o = &vm->result.outcome;
    enum stop reason = atomic_load(&vm->stop.reason);
    if (vm->stop.abandoned == STOP_CRASH)
        reason = STOP_CRASH;
    explain_stop(vm, reason, restored);
    o->status = status_of(reason, vm->stop.exit_code, vm->result.error_type.size != 0);
    if (o->status == PKHOST_STATUS_OK) {
        text_clear(&vm->result.error_type);
        text_clear(&vm->result.error_message);
        text_clear(&vm->result.error_text);
        text_clear(&vm->traceback);
    }
    files_give(vm);
    o->files = vm->files.packed.data;
    o->files_size = vm->files.packed.size;
    o->restored = restored;
    o->has_value = vm->result.has_value && o->status == PKHOST_STATUS_OK;
    o->value = vm->result.value.data;
    o->value_size = vm->result.value.size;
    o->host_error = o->status == PKHOST_STATUS_OK ? 0 : vm->host.error;
    o->exited = vm->stop.exited && (reason == STOP_NONE || reason == STOP_EXIT);
    o->exit_said = o->exited && vm->stop.exit_said;
    o->exit_code = vm->stop.exit_code;
    o->limit = limit_of(vm, reason);
    o->refused = reason == STOP_NONE ? vm->result.refused.data : NULL;
    o->refused_size = reason == STOP_NONE ? vm->result.refused.size : 0;
    o->error_type = vm->result.error_type.data;
    o->error_type_size = vm->result.error_type.size;
    o->error_message = vm->result.error_message.data;
    o->error_message_size = vm->result.error_message.size;
    traceback_cut(vm);
    o->traceback = vm->traceback.data;
    o->traceback_size = vm->traceback.size;
    o->error_text = reason == STOP_NONE ? vm->result.error_text.data : NULL;
    o->error_text_size = reason == STOP_NONE ? vm->result.error_text.size : 0;
}

/* Output may be taken after the run has ended, so what is left is looked up
 * when it is asked for. */
static void set_streams(pkhost_vm *vm)
{
    pkhost_outcome *o = &vm->result.outcome;
    pthread_mutex_lock(&vm->output.lock);
    o->stdout_data = vm->output.out.kept.data + vm->output.out.taken;
    o->stdout_size = vm->output.out.kept.size - vm->output.out.taken;
    o->stdout_total = vm->output.out.total;
    o->stderr_data = vm->output.err.kept.data + vm->output.err.taken;
    o->stderr_size = vm->output.err.kept.size - vm->output.err.taken;
    o->stderr_total = vm->output.err.total;
    pthread_mutex_unlock(&vm->output.lock);
}

const pkhost_outcome *pkhost_vm_outcome(pkhost_vm *vm)
{
    set_streams(vm);
    return &vm->result.outcome;
}
