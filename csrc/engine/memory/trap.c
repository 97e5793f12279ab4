/* trap.c -- making PocketPy's loop call us before its next bytecode. */
#include "memory/trap.h"

#include "base/current.h"
#include "memory/region.h"

static py_TraceFunc on_trap;

void trap_calls(py_TraceFunc function) { on_trap = function; }

/* PocketPy declares both plain; no tearing is possible at these sizes. */
static inline void store_line(region *r, int line)
{
    __atomic_store_n(&region_vm(r)->trace_info.prev_loc.lineno, line, __ATOMIC_RELEASE);
}
static inline void store_function(region *r, py_TraceFunc function)
{
    __atomic_store_n(&region_vm(r)->trace_info.func, function, __ATOMIC_RELEASE);
}

void trap_prepare(region *r, bool counted)
{
    region_vm(r)->trace_info.prev_loc.src = &r->nowhere;
    store_line(r, TRAP_QUIET);
    store_function(r, counted ? on_trap : NULL);
}

void trap_set(region *r)
{
    if (pkhost_building)
        return;
    store_line(r, TRAP_SET);
    store_function(r, on_trap);
}

void trap_reset(region *r, bool counted)
{
    store_line(r, TRAP_QUIET);
    if (!counted)
        store_function(r, NULL);
}
