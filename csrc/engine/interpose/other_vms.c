/* other_vms.c -- VMs that are none of the engine's.
 *
 * PocketPy's module pkpy can run code in VMs of the library's own, which lie
 * outside of any region. */
#include "base/current.h"
#include "base/macros.h"
#include "stop/zone.h"

static _Noreturn void refuse_other_vms(void)
{
    if (pkhost_here == NULL)
        __builtin_trap();
    stop_crash(pkhost_here, "another VM was asked for, which there is not");
}

EXPORT void py_switchvm(int index)
{
    (void)index;
    refuse_other_vms();
}

EXPORT void py_resetvm(void) { refuse_other_vms(); }
