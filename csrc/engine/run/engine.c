/* engine.c -- the engine as a whole: its beginning, forks, its end. */
#include "run/engine.h"

#include "base/current.h"
#include "base/originals.h"
#include "base/wakeup.h"
#include "interpose/literals.h"
#include "interpose/names.h"
#include "language/binary.h"
#include "libc/numerals.h"
#include "memory/mapping.h"
#include "memory/trap.h"
#include "python/numbers.h"
#include "run/life.h"
#include "run/run.h"
#include "run/workers.h"
#include "stop/faults.h"
#include "stop/stop.h"

#include <string.h>

static void before_fork(void)
{
    life_before_fork();
    names_before_fork();
}

static void after_fork_in_parent(void)
{
    names_after_fork();
    life_after_fork();
}

/* The child has no workers. */
static void after_fork_in_child(void)
{
    after_fork_in_parent();
    workers_reset_after_fork();
    faults_reset_after_fork();
    life_visit(run_after_fork);
}

void engine_forked(void) { workers_reset_after_fork(); }

/* Why the engine cannot be used, or NULL.  What the system lacks now it may have when
 * the next VM is made, so all that can fail is done first, and again if it failed. */
static const char *prepare(void)
{
    const char *missing;
    if (!originals_find(&missing))
        return missing;
    if (strcmp(PK_VERSION, pkhost_pocketpy_version()) != 0)
        return "the engine was built for another version of PocketPy";
    if (!numerals_prepare())
        return "the host has no memory left";
    if (!names_prepare())
        return "there is no address space for the names";
    /* What py_initialize() does, without the default VM that nobody needs. */
    pkhost_building = true;
    pk_names_initialize();
    numbers_prepare();
    binary_prepare();
    literals_prepare();
    pkhost_building = false;
    trap_calls(stop_on_trap);
    workers_serve(run_execute, run_finish);
    py_newbool(py_True(), true);
    py_newbool(py_False(), false);
    py_newnone(py_None());
    py_newnil(py_NIL());
    wakeups_expect_forks();
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
    return NULL;
}

/* A child of a fork meanwhile prepares its engine itself. */
static pthread_mutex_t preparing = PTHREAD_MUTEX_INITIALIZER;
static void before_early_fork(void) { pthread_mutex_lock(&preparing); }
static void after_early_fork(void) { pthread_mutex_unlock(&preparing); }
static void expect_early_forks(void)
{
    pthread_atfork(before_early_fork, after_early_fork, after_early_fork);
}

const char *engine_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    static atomic_bool prepared;
    const char *broken = NULL;

    if (atomic_load(&prepared))
        return NULL;
    pthread_once(&once, expect_early_forks);
    pthread_mutex_lock(&preparing);
    if (!atomic_load(&prepared)) {
        broken = prepare();
        atomic_store(&prepared, broken == NULL);
    }
    pthread_mutex_unlock(&preparing);
    return broken;
}

const char *pkhost_pocketpy_version(void) { return PK_VERSION; }
size_t pkhost_least_memory(void) { return 2 << 20; }
/* A region has to fit between two multiples of 4 GiB, with what is added to it. */
size_t pkhost_most_memory(void) { return (size_t)15 << (REGION_BITS - 4); }

static void interrupt(pkhost_vm *vm) { pkhost_vm_interrupt(vm); }

void pkhost_shutdown(void)
{
    workers_close();
    life_visit(interrupt); /* after this there are no new runs */
    workers_join();
}
