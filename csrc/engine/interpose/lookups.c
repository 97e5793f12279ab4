/* lookups.c -- looking names up in classes: what every operator, method and attribute begins with. */
#include "base/macros.h"
#include "interpose/layers.h"

/* Ancestors whose order is not the chain's, or some of which have a layer. */
static __attribute__((noinline)) py_ItemRef find_by_mro(const class_details *details, py_Name name)
{
    for (int i = 0; i < details->mro_length; i++) {
        py_TValue *const found = layer_find(details->mro[i], name);
        if (found != NULL)
            return found;
    }
    return NULL;
}

EXPORT py_ItemRef pk_tpfindname(py_TypeInfo *type, py_Name name)
{
    const class_details *const details = class_details_of(type);
    if (details != NULL && UNLIKELY((details->flags & CLASS_LOOKUP) != 0))
        return find_by_mro(details, name);
    do {
        py_TValue *const found = class_own(type, name);
        if (found != NULL)
            return found;
        type = type->base_ti;
    } while (type != NULL);
    return NULL;
}
