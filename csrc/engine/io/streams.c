/* streams.c -- what a script writes and reads.
 *
 * Output is kept in host memory, up to its limit; the host may take it while
 * the script runs.  Input is given with the request, or on demand: then a
 * script that reads waits here, asleep, until the host gives it some, or a
 * reason to stop.
 */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool text_append(text *t, const char *data, size_t size)
{
    if (size > t->capacity - t->size) {
        size_t capacity = t->capacity ? t->capacity : 256;
        while (capacity - t->size < size)
            capacity *= 2;
        char *grown = realloc(t->data, capacity);
        if (grown == NULL)
            return false;
        t->data = grown;
        t->capacity = capacity;
    }
    if (size != 0)
        memcpy(t->data + t->size, data, size);
    t->size += size;
    return true;
}

void text_clear(text *t)
{
    enum { KEEP = 1 << 16 }; /* a flood's buffer is not kept for the next run */
    if (t->capacity > KEEP)
        text_free(t);
    t->size = 0;
}

void text_free(text *t)
{
    free(t->data);
    *t = (text){ 0 };
}

static void begin(stream *s, int64_t limit)
{
    text_clear(&s->kept);
    s->taken = 0;
    s->total = 0;
    s->limit = limit;
}

void streams_begin(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->streams_lock);
    begin(&vm->out, vm->request.stdout_limit);
    begin(&vm->err, vm->request.stderr_limit);
    vm->output_announced = false;
    vm->output_limit = PKHOST_LIMIT_NONE;
    pthread_mutex_unlock(&vm->streams_lock);
}

/* Keep what fits.  Returns whether all did. */
static bool keep(stream *s, const char *data, size_t size)
{
    bool all = true;
    if (s->limit >= 0 && size > (uint64_t)s->limit - s->total) {
        size = (size_t)((uint64_t)s->limit - s->total);
        all = false;
    }
    if (s->taken != 0 && s->taken == s->kept.size)
        s->taken = s->kept.size = 0;
    if (!text_append(&s->kept, data, size))
        return false; /* the host's memory is at its end */
    s->total += size;
    return all;
}

void streams_write(int stream_number, const char *data, size_t size)
{
    pkhost_vm *vm = pkhost_here;
    if (size == 0 || pkhost_building)
        return;
    /* Read all of it here, where a bad address is still the script's fault. */
    (void)*(volatile const char *)data;
    (void)*(volatile const char *)(data + size - 1);
    if (region_of(data) == vm->region && !region_has(vm->region, data + size - 1))
        stop_abandon(vm, STOP_CRASH);

    int zone = zone_enter_host(vm);
    bool announce = false;
    pthread_mutex_lock(&vm->streams_lock);
    if (stream_number == PKHOST_STDERR) {
        if (memchr(data, '\n', size) != NULL && size > 1)
            text_clear(&vm->last_line);
        if (vm->last_line.size < FAULT_TEXT)
            text_append(&vm->last_line, data, size < FAULT_TEXT ? size : FAULT_TEXT);
    }
    bool all = keep(stream_number == PKHOST_STDERR ? &vm->err : &vm->out, data, size);
    if (vm->stream_output && !vm->output_announced) {
        vm->output_announced = true;
        announce = true;
    }
    if (!all && vm->output_limit == PKHOST_LIMIT_NONE)
        vm->output_limit =
            stream_number == PKHOST_STDERR ? PKHOST_LIMIT_STDERR : PKHOST_LIMIT_STDOUT;
    pthread_mutex_unlock(&vm->streams_lock);
    if (announce)
        vm_announce(vm);
    zone_return(vm, zone);
    if (!all)
        stop_request(vm, STOP_OUTPUT);
}

size_t pkhost_vm_take_output(pkhost_vm *vm, int stream_number, char *buffer, size_t size)
{
    pthread_mutex_lock(&vm->streams_lock);
    stream *s = stream_number == PKHOST_STDERR ? &vm->err : &vm->out;
    size_t have = s->kept.size - s->taken;
    if (size > have)
        size = have;
    if (size != 0)
        memcpy(buffer, s->kept.data + s->taken, size);
    s->taken += size;
    vm->output_announced = false;
    pthread_mutex_unlock(&vm->streams_lock);
    return size;
}

/* --------------------------------------------------------------------- input */

int streams_read_byte(void)
{
    pkhost_vm *vm = pkhost_here;
    int zone = zone_enter_host(vm);
    int result = -1;

    pthread_mutex_lock(&vm->streams_lock);
    for (;;) {
        if (vm->input_read < vm->input.size) {
            result = (unsigned char)vm->input.data[vm->input_read++];
            break;
        }
        if (!vm->input_on_demand || vm->input_ended || atomic_load(&vm->stop) != STOP_NONE)
            break;
        uint32_t seen = atomic_load(&vm->event);
        if (!vm->input_wanted) {
            vm->input_wanted = true;
            pthread_mutex_unlock(&vm->streams_lock);
            vm_announce(vm);
        } else {
            pthread_mutex_unlock(&vm->streams_lock);
            /* A deadline interrupts this; an interrupt() announces itself. */
            atomic_fetch_add(&vm->waiters, 1);
            if (atomic_load(&vm->stop) == STOP_NONE)
                futex_wait(&vm->event, seen, 50000000);
            atomic_fetch_sub(&vm->waiters, 1);
        }
        pthread_mutex_lock(&vm->streams_lock);
    }
    pthread_mutex_unlock(&vm->streams_lock);
    zone_return(vm, zone);
    return result;
}

void pkhost_vm_give_input(pkhost_vm *vm, const char *data, size_t size)
{
    pthread_mutex_lock(&vm->streams_lock);
    if (vm->input_read == vm->input.size)
        vm->input_read = vm->input.size = 0;
    if (size == 0 || !text_append(&vm->input, data, size))
        vm->input_ended = true;
    vm->input_wanted = false;
    pthread_mutex_unlock(&vm->streams_lock);
    vm_announce(vm);
}

/* PocketPy's own input() gives an empty text at the end of input, again and
 * again; ours raises EOFError, which PocketPy has not either. */
static const char END[] = "EOFError";

static bool builtin_input(int argc, py_Ref argv)
{
    if (argc > 1)
        return TypeError("input() takes at most 1 argument");
    if (argc == 1) {
        if (!py_checkstr(argv))
            return false;
        c11_sv prompt = py_tosv(argv);
        streams_write(PKHOST_STDOUT, prompt.data, (size_t)prompt.size);
    }
    c11_sbuf line;
    c11_sbuf__ctor(&line);
    bool any = false;
    for (int c; (c = streams_read_byte()) != -1;) {
        any = true;
        if (c == '\n')
            break;
        c11_sbuf__write_char(&line, (char)c);
    }
    if (atomic_load(&pkhost_here->stop) != STOP_NONE) {
        c11_sbuf__dtor(&line);
        stop_raise(pkhost_here);
        return false;
    }
    if (!any) {
        c11_sbuf__dtor(&line);
        return py_exception(exception_type(END, tp_Exception, tp_RuntimeError),
                            "there is no more input");
    }
    c11_sbuf__py_submit(&line, py_retval());
    const c11_sv text = py_tosv(py_retval());
    return unicode_check(text.data, (size_t)text.size);
}

/* print(*args, sep=' ', end='\n', flush=False); PocketPy's ends at a NUL. */
static bool print(int argc, py_Ref argv)
{
    (void)argc;
    for (int i = 1; i <= 2; i++)
        if (!py_checkstr(&argv[i]))
            return false;
    if (!py_checktype(&argv[3], tp_bool))
        return false;
    c11_sbuf to;
    c11_sbuf__ctor(&to);
    for (int i = 0; i < py_tuple_len(argv); i++) {
        if (i > 0)
            c11_sbuf__write_sv(&to, py_tosv(&argv[1]));
        if (!py_str(py_tuple_getitem(argv, i))) {
            c11_sbuf__dtor(&to);
            return false;
        }
        c11_sbuf__write_sv(&to, py_tosv(py_retval()));
    }
    c11_sbuf__write_sv(&to, py_tosv(&argv[2]));
    c11_string *text = c11_sbuf__submit(&to);
    streams_write(PKHOST_STDOUT, text->data, (size_t)text->size);
    c11_string__delete(text);
    py_newnone(py_retval());
    return true;
}

void streams_add_input(void)
{
    py_Ref printing = py_getdict(pk_current_vm->builtins, py_name("print"));
    if (printing != NULL && printing->type == tp_function)
        ((Function *)py_touserdata(printing))->cfunc = print;
    exception_add(END, tp_Exception);
    py_bindfunc(pk_current_vm->builtins, "input", builtin_input);
}
