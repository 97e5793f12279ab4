/* streams.c -- what a script writes and reads.
 *
 * Output is kept in host memory, up to its limit; the host may take it while
 * the script runs.  Input is given with the request, or on demand: then a
 * script that reads waits here, asleep, until the host gives it some, or a
 * reason to stop.  A host that is in another process is sent output and asked for
 * input by the functions that streams_are_remote() was given.
 */
#define _GNU_SOURCE
#include "io/streams.h"

#include "base/current.h"
#include "base/events.h"
#include "base/futex.h"
#include "base/macros.h"
#include "memory/region.h"
#include "stop/stop.h"
#include "stop/zone.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool streams_begin(pkhost_vm *vm)
{
    const pkhost_request *q = &vm->request;
    pthread_mutex_lock(&vm->output.lock);
    stream_begin(&vm->output.out, q->stdout_limit);
    stream_begin(&vm->output.err, q->stderr_limit);
    vm->output.early = q->stream_output;
    vm->output.announced = false;
    vm->output.limit = PKHOST_LIMIT_NONE;
    vm->input.taken = 0;
    vm->input.on_demand = q->input_on_demand;
    vm->input.ended = vm->input.wanted = false;
    text_clear(&vm->input.data);
    const bool copied = text_append(&vm->input.data, q->input, q->input_size);
    pthread_mutex_unlock(&vm->output.lock);
    return copied;
}

/* NULL: the host is in this process. */
static const struct streams_remote *remote;

void streams_are_remote(const struct streams_remote *functions) { remote = functions; }

/* With output that is not kept behind what is, if there is some. */
static void send(pkhost_vm *vm, int stream_number, const char *data, size_t size)
{
    stream *const s = stream_number == PKHOST_STDERR ? &vm->output.err : &vm->output.out;
    const size_t kept = s->kept.size - s->taken;
    if (kept + size != 0)
        remote->send(vm, stream_number, kept != 0 ? s->kept.data + s->taken : NULL, kept, data,
                     size);
    s->taken = s->kept.size = 0;
}

void streams_send(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->output.lock);
    send(vm, PKHOST_STDOUT, NULL, 0);
    send(vm, PKHOST_STDERR, NULL, 0);
    pthread_mutex_unlock(&vm->output.lock);
}

/* Keep or send what fits.  Returns whether all did. */
static bool keep(pkhost_vm *vm, int stream_number, const char *data, size_t size)
{
    enum { SEND_FROM = 16 << 10 };
    stream *const s = stream_number == PKHOST_STDERR ? &vm->output.err : &vm->output.out;
    if (LIKELY(remote == NULL))
        return stream_keep(s, data, size);
    const size_t fits = stream_room(s, size);
    if (!vm->output.early && s->kept.size - s->taken + fits < SEND_FROM)
        return stream_keep(s, data, size);
    send(vm, stream_number, data, fits);
    s->total += fits;
    return fits == size;
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
    pthread_mutex_lock(&vm->output.lock);
    if (stream_number == PKHOST_STDERR) {
        if (memchr(data, '\n', size) != NULL && size > 1)
            text_clear(&vm->output.last_line);
        if (vm->output.last_line.size < FAULT_TEXT)
            text_append(&vm->output.last_line, data, size < FAULT_TEXT ? size : FAULT_TEXT);
    }
    bool all = keep(vm, stream_number, data, size);
    if (vm->output.early && remote == NULL && !vm->output.announced) {
        vm->output.announced = true;
        announce = true;
    }
    if (!all && vm->output.limit == PKHOST_LIMIT_NONE)
        vm->output.limit =
            stream_number == PKHOST_STDERR ? PKHOST_LIMIT_STDERR : PKHOST_LIMIT_STDOUT;
    pthread_mutex_unlock(&vm->output.lock);
    if (announce)
        events_announce(&vm->events);
    zone_return(vm, zone);
    if (!all)
        stop_request(vm, STOP_OUTPUT);
}

size_t pkhost_vm_take_output(pkhost_vm *vm, int stream_number, char *buffer, size_t size)
{
    pthread_mutex_lock(&vm->output.lock);
    stream *s = stream_number == PKHOST_STDERR ? &vm->output.err : &vm->output.out;
    size = stream_take(s, buffer, size);
    vm->output.announced = false;
    pthread_mutex_unlock(&vm->output.lock);
    return size;
}

/* --------------------------------------------------------------------- input */

int streams_read_byte(void)
{
    pkhost_vm *vm = pkhost_here;
    int zone = zone_enter_host(vm);
    int result = -1;

    pthread_mutex_lock(&vm->output.lock);
    for (;;) {
        if (vm->input.taken < vm->input.data.size) {
            result = (unsigned char)vm->input.data.data[vm->input.taken++];
            break;
        }
        if (!vm->input.on_demand || vm->input.ended || atomic_load(&vm->stop.reason) != STOP_NONE)
            break;
        uint32_t seen = atomic_load(&vm->events.count);
        if (remote != NULL) {
            pthread_mutex_unlock(&vm->output.lock);
            remote->want_input(vm);
        } else if (!vm->input.wanted) {
            vm->input.wanted = true;
            pthread_mutex_unlock(&vm->output.lock);
            events_announce(&vm->events);
        } else {
            pthread_mutex_unlock(&vm->output.lock);
            /* A deadline interrupts this; an interrupt() announces itself. */
            atomic_fetch_add(&vm->events.waiters, 1);
            if (atomic_load(&vm->stop.reason) == STOP_NONE)
                futex_wait(&vm->events.count, seen, 50000000);
            atomic_fetch_sub(&vm->events.waiters, 1);
        }
        pthread_mutex_lock(&vm->output.lock);
    }
    pthread_mutex_unlock(&vm->output.lock);
    zone_return(vm, zone);
    return result;
}

void pkhost_vm_give_input(pkhost_vm *vm, const char *data, size_t size)
{
    pthread_mutex_lock(&vm->output.lock);
    if (vm->input.taken == vm->input.data.size)
        vm->input.taken = vm->input.data.size = 0;
    if (size == 0 || !text_append(&vm->input.data, data, size))
        vm->input.ended = true;
    vm->input.wanted = false;
    pthread_mutex_unlock(&vm->output.lock);
    events_announce(&vm->events);
}
