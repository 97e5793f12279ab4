/* special_names.c -- names that the language gives a meaning. */
#include "language/special_names.h"
#include "language/install.h"

struct special_names special;

void special_names_install(void)
{
    /* Several threads may build VMs at a time, and all write the same. */
#define X(name) __atomic_store_n(&special.name, py_name("__" #name "__"), __ATOMIC_RELAXED);
    SPECIAL_NAMES(X)
#undef X
}
