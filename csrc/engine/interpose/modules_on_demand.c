/* modules_on_demand.c -- modules in C of ours that are made when they are first imported. */
#include "interpose/modules_on_demand.h"

#include "interpose/attribute_places.h"
#include "memory/dialect.h"

#include <stdatomic.h>
#include <string.h>

static _Atomic(const module_on_demand *) modules;
static atomic_size_t module_count;

void modules_on_demand_are(const module_on_demand *table, size_t count)
{
    atomic_store(&modules, table);
    atomic_store(&module_count, count); /* last: who sees it sees the table too */
}

static const module_on_demand *find(const char *name)
{
    const size_t count = atomic_load(&module_count);
    if (!dialect_is_python())
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (strcmp(atomic_load(&modules)[i].name, name) == 0)
            return &atomic_load(&modules)[i];
    return NULL;
}

bool modules_on_demand_have(const char *name) { return find(name) != NULL; }

int modules_on_demand_import(const char *name)
{
    const module_on_demand *const found = find(name);
    if (found == NULL)
        return 0;
    const py_Type first = (py_Type)pk_current_vm->types.length;
    const py_GlobalRef module = py_newmodule(name);
    if (!found->fill(module))
        return -1;
    attribute_places_settle(module);
    attribute_places_settle_types(first);
    py_assign(py_retval(), module);
    return 1;
}
