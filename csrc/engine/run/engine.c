/* engine.c -- the engine as a whole: its beginning, forks, its end. */
#include "run/engine.h"

#include "base/current.h"
#include "base/originals.h"
#include "base/wakeup.h"
#include "interpose/names.h"
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

static const char *broken; /* why the engine cannot be used */

static void before_fork(void)
{
    life_before_fork();
    names_before_fork();
    wakeups_before_fork();
}

static void after_fork_in_parent(void)
{
    wakeups_after_fork();
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

static void prepare(void)
{
    if (!originals_find(&broken))
        return;
    if (strcmp(PK_VERSION, pkhost_pocketpy_version()) != 0) {
        broken = "the engine was built for another version of PocketPy";
        return;
    }
    if (!numerals_prepare()) {
        broken = "the host has no memory left";
        return;
    }
    if (!names_prepare()) {
        broken = "there is no address space for the names";
        return;
    }
    /* What py_initialize() does, without the default VM that nobody needs. */
    pkhost_building = true;
    pk_names_initialize();
    numbers_prepare();
    pkhost_building = false;
    trap_calls(stop_on_trap);
    workers_serve(run_execute, run_finish);
    py_newbool(py_True(), true);
    py_newbool(py_False(), false);
    py_newnone(py_None());
    py_newnil(py_NIL());
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
}

const char *engine_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
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
