/* between.c -- what can be asked of an isolated VM between runs: to be new, its snapshots, its
 * memory. */
#include "client/process.h"
#include "client/vm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Do something, if no run is under way. */
static int between(struct pkhost_isolated *vm, int (*act)(struct process *process))
{
    int answer = PKHOST_BUSY;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active))
        answer = act(&vm->process);
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

static int rebase(struct process *process)
{
    const int answer = process_get(process);
    return answer == PKHOST_DONE ? process_rebase(process) : answer;
}

int pkhost_isolated_reset(pkhost_isolated *vm) { return between(vm, process_reset); }
int pkhost_isolated_renew(pkhost_isolated *vm) { return between(vm, process_renew); }
int pkhost_isolated_rebase(pkhost_isolated *vm) { return between(vm, rebase); }

uint64_t pkhost_isolated_restores(pkhost_isolated *vm)
{
    pthread_mutex_lock(&vm->lock);
    const uint64_t restores = process_restores(&vm->process);
    pthread_mutex_unlock(&vm->lock);
    return restores;
}

/* ------------------------------------------------------------------------- questions */

/* Answers whether there is an answer, of `*size` bytes at most. */
static bool ask(struct pkhost_isolated *vm, uint32_t type, const void *data, size_t data_size,
                void *answer, size_t *size)
{
    const struct lane_piece piece = { data, data_size };
    bool answered = false;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active) && process_get(&vm->process) == PKHOST_DONE)
        answered = process_ask(&vm->process, type, 0, &piece, 1, answer, size) == PKHOST_DONE;
    pthread_mutex_unlock(&vm->lock);
    return answered;
}

uint64_t pkhost_isolated_memory(pkhost_isolated *vm)
{
    uint64_t memory = 0;
    size_t size = sizeof memory;
    const uint64_t most = vm->process.kind->memory;
    if (!ask(vm, MESSAGE_MEMORY, NULL, 0, &memory, &size) || size != sizeof memory)
        return 0;
    return memory < most ? memory : most;
}

void pkhost_isolated_why(pkhost_isolated *vm, char *message, size_t size)
{
    pthread_mutex_lock(&vm->lock);
    snprintf(message, size, "%s", vm->process.why);
    pthread_mutex_unlock(&vm->lock);
}

void pkhost_isolated_fail_allocation(pkhost_isolated *vm, uint64_t countdown)
{
    size_t size = 0;
    ask(vm, MESSAGE_FAIL_ALLOCATION, &countdown, sizeof countdown, NULL, &size);
}

const char *pkhost_isolated_check_region(pkhost_isolated *vm)
{
    size_t size = sizeof vm->said - 1;
    if (!ask(vm, MESSAGE_CHECK_REGION, NULL, 0, vm->said, &size))
        return "its process does not answer";
    vm->said[size] = '\0';
    return size == 0 ? NULL : vm->said;
}

/* ------------------------------------------------------------------------- snapshots */

struct pkhost_isolated_snapshot {
    uint64_t of; /* the VM's number */
    struct saved *saved;
};

int pkhost_isolated_snapshot_take(pkhost_isolated_snapshot **snapshot, pkhost_isolated *vm)
{
    pkhost_isolated_snapshot *const s = malloc(sizeof *s);
    struct saved *saved = NULL;
    int answer = s == NULL ? PKHOST_NO_MEMORY : PKHOST_BUSY;
    pthread_mutex_lock(&vm->lock);
    if (s != NULL && !atomic_load(&vm->run.active)) {
        answer = process_get(&vm->process);
        if (answer == PKHOST_DONE)
            answer = process_take(&vm->process, &saved);
    }
    pthread_mutex_unlock(&vm->lock);
    if (answer == PKHOST_DONE) {
        *s = (pkhost_isolated_snapshot){ vm->number, saved };
        *snapshot = s;
    } else {
        free(s);
    }
    return answer;
}

int pkhost_isolated_snapshot_restore(pkhost_isolated_snapshot *s, pkhost_isolated *vm)
{
    int answer = PKHOST_BUSY;
    if (s->of != vm->number)
        return PKHOST_OTHER_VM;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active)) {
        /* With a worker that was killed nothing is lost that is wanted: another one gets it. */
        for (int workers = 0; workers < 2; workers++) {
            answer = process_get(&vm->process);
            if (answer == PKHOST_DONE)
                answer = process_put(&vm->process, s->saved);
            if (answer != PKHOST_LOST || vm->process.worker != NULL)
                break;
        }
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

size_t pkhost_isolated_snapshot_size(const pkhost_isolated_snapshot *s) { return s->saved->size; }

void pkhost_isolated_snapshot_free(pkhost_isolated_snapshot **snapshot)
{
    pkhost_isolated_snapshot *const s = *snapshot;
    *snapshot = NULL;
    if (s != NULL)
        saved_free(&s->saved);
    free(s);
}
