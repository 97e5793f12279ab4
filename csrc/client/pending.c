/* pending.c -- what isolated VMs cannot do yet.  Each function goes from here when it is written;
 * until then it refuses. */
#include "client/isolated.h"

#include <stdio.h>
#include <stddef.h>

void pkhost_isolation_use(const char *worker) { (void)worker; }

size_t pkhost_isolation_protections(char *text, size_t size, char *message, size_t message_size)
{
    (void)text;
    (void)size;
    snprintf(message, message_size, "isolated VMs are not yet there");
    return 0;
}

void pkhost_isolated_new(pkhost_isolated **vm, size_t memory, const char *policy,
                         size_t policy_size, const char *group, char *message, size_t message_size)
{
    *vm = NULL;
    (void)memory;
    (void)policy;
    (void)policy_size;
    (void)group;
    snprintf(message, message_size, "isolated VMs are not yet there");
}

void pkhost_isolated_free(pkhost_isolated **vm) { (void)vm; }

int pkhost_isolated_renew(pkhost_isolated *vm)
{
    (void)vm;
    return PKHOST_CLOSED;
}

int pkhost_isolated_start(pkhost_isolated *vm, const pkhost_request *request)
{
    (void)vm;
    (void)request;
    return PKHOST_CLOSED;
}

int pkhost_isolated_run(pkhost_isolated *vm, const pkhost_request *request)
{
    (void)vm;
    (void)request;
    return PKHOST_CLOSED;
}

int pkhost_isolated_wait(pkhost_isolated *vm, int64_t timeout)
{
    (void)vm;
    (void)timeout;
    return PKHOST_CLOSED;
}

int pkhost_isolated_wait_resumed(pkhost_isolated *vm, int64_t timeout)
{
    (void)vm;
    (void)timeout;
    return PKHOST_CLOSED;
}

bool pkhost_isolated_running(pkhost_isolated *vm)
{
    (void)vm;
    return false;
}

bool pkhost_isolated_interrupt(pkhost_isolated *vm)
{
    (void)vm;
    return false;
}

bool pkhost_isolated_halt(pkhost_isolated *vm)
{
    (void)vm;
    return true;
}

bool pkhost_isolated_stopping(pkhost_isolated *vm)
{
    (void)vm;
    return false;
}

bool pkhost_isolated_pause(pkhost_isolated *vm)
{
    (void)vm;
    return false;
}

bool pkhost_isolated_paused(pkhost_isolated *vm)
{
    (void)vm;
    return false;
}

int pkhost_isolated_go_on(pkhost_isolated *vm, int64_t steps, bool by_line)
{
    (void)vm;
    (void)steps;
    (void)by_line;
    return PKHOST_CLOSED;
}

void pkhost_isolated_inspect(pkhost_view **view, pkhost_isolated *vm)
{
    (void)view;
    (void)vm;
}

const pkhost_outcome *pkhost_isolated_outcome(pkhost_isolated *vm)
{
    (void)vm;
    return NULL;
}

size_t pkhost_isolated_take_output(pkhost_isolated *vm, int stream, char *buffer, size_t size)
{
    (void)vm;
    (void)stream;
    (void)buffer;
    (void)size;
    return 0;
}

void pkhost_isolated_give_input(pkhost_isolated *vm, const char *data, size_t size)
{
    (void)vm;
    (void)data;
    (void)size;
}

void pkhost_isolated_direct_calls(pkhost_isolated *vm, uintptr_t functions, uintptr_t answers)
{
    (void)vm;
    (void)functions;
    (void)answers;
}

bool pkhost_isolated_is_here(const pkhost_isolated *vm)
{
    (void)vm;
    return false;
}

void pkhost_isolated_reply(pkhost_isolated *vm, const char *data, size_t size)
{
    (void)vm;
    (void)data;
    (void)size;
}

void pkhost_isolated_close(pkhost_isolated *vm) { (void)vm; }

void pkhost_isolated_leave_wakeup(pkhost_isolated *vm) { (void)vm; }

int pkhost_isolated_rebase(pkhost_isolated *vm)
{
    (void)vm;
    return PKHOST_CLOSED;
}

uint64_t pkhost_isolated_restores(pkhost_isolated *vm)
{
    (void)vm;
    return 0;
}

int pkhost_isolated_reset(pkhost_isolated *vm)
{
    (void)vm;
    return PKHOST_CLOSED;
}

uint64_t pkhost_isolated_memory(pkhost_isolated *vm)
{
    (void)vm;
    return 0;
}

void pkhost_isolated_fail_allocation(pkhost_isolated *vm, uint64_t countdown)
{
    (void)vm;
    (void)countdown;
}

const char *pkhost_isolated_check_region(pkhost_isolated *vm)
{
    (void)vm;
    return NULL;
}

int pkhost_isolated_snapshot_take(pkhost_isolated_snapshot **snapshot, pkhost_isolated *vm)
{
    (void)snapshot;
    (void)vm;
    return PKHOST_CLOSED;
}

int pkhost_isolated_snapshot_restore(pkhost_isolated_snapshot *snapshot, pkhost_isolated *vm)
{
    (void)snapshot;
    (void)vm;
    return PKHOST_CLOSED;
}

size_t pkhost_isolated_snapshot_size(const pkhost_isolated_snapshot *snapshot)
{
    (void)snapshot;
    return 0;
}

void pkhost_isolated_snapshot_free(pkhost_isolated_snapshot **snapshot) { (void)snapshot; }

int pkhost_isolated_worker_count(void) { return 0; }

void pkhost_isolation_shutdown(void) {}
