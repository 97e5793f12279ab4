/* modules_on_demand.h -- modules in C of ours that are made when they are first imported.
 *
 * Most scripts import few of them, so a new VM does without their types.  What one needs to know of
 * such a type later lies in the region, which comes with it when a VM is put back or copied.
 */
#ifndef PKHOST_INTERPOSE_MODULES_ON_DEMAND_H
#define PKHOST_INTERPOSE_MODULES_ON_DEMAND_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

typedef struct module_on_demand {
    const char *name;
    bool (*fill)(py_GlobalRef module); /* false: raised */
} module_on_demand;

/* Which there are, in VMs of dialect "python".  The table is static, and the same for all VMs. */
void modules_on_demand_are(const module_on_demand *table, size_t count);
bool modules_on_demand_have(const char *name);
/* As PocketPy's py_import: 0 if it is none of them. */
int modules_on_demand_import(const char *name);

#pragma GCC visibility pop

#endif
