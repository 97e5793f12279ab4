/* used_time.c -- the time that a run has used. */
#include "stop/used_time.h"

#include "base/clock.h"

void time_begin(pkhost_vm *vm)
{
    vm->time.in_host_before = 0;
    vm->time.in_host = false;
    vm->time.slept = 0;
    vm->time.wall_used = vm->time.cpu_used = 0;
}

void time_continue(pkhost_vm *vm)
{
    vm->time.wall_start = clock_ns(CLOCK_MONOTONIC) - vm->time.wall_used;
    vm->time.cpu_start = clock_ns(CLOCK_THREAD_CPUTIME_ID) - vm->time.cpu_used;
}

void time_pause(pkhost_vm *vm, int64_t now)
{
    vm->time.wall_used = now - vm->time.wall_start;
    vm->time.cpu_used = clock_ns(CLOCK_THREAD_CPUTIME_ID) - vm->time.cpu_start;
}

void time_host_begin(pkhost_vm *vm)
{
    vm->time.host_since = clock_ns(CLOCK_MONOTONIC);
    vm->time.in_host = true;
}

void time_host_end(pkhost_vm *vm)
{
    vm->time.in_host = false;
    vm->time.in_host_before += clock_ns(CLOCK_MONOTONIC) - vm->time.host_since;
}

int64_t time_wall(const pkhost_vm *vm, int64_t now)
{
    int64_t hosts = vm->time.in_host_before + (vm->time.in_host ? now - vm->time.host_since : 0);
    return now - vm->time.wall_start - hosts;
}

int64_t time_cpu(const pkhost_vm *vm, int64_t now)
{
    int64_t cpu = clock_ns(CLOCK_THREAD_CPUTIME_ID) - vm->time.cpu_start;
    int64_t wall = time_wall(vm, now);
    return cpu < wall || (vm->time.in_host_before == 0 && !vm->time.in_host) ? cpu : wall;
}
