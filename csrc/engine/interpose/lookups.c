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

py_TValue *class_find(py_TypeInfo *type, py_Name name)
{
    const class_details *const details = class_details_of(type);
    if (details != NULL && UNLIKELY((details->flags & CLASS_LOOKUP) != 0))
        return find_by_mro(details, name);
    const uint32_t mixed = name_mixed(name);
    do {
        py_TValue *const found =
            name_dict_find_mixed((const NameDict *)type->self._obj->flex, name, mixed);
        if (found != NULL)
            return found;
        type = type->base_ti;
    } while (type != NULL);
    return NULL;
}

EXPORT py_ItemRef pk_tpfindname(py_TypeInfo *type, py_Name name) { return class_find(type, name); }

EXPORT py_TValue *NameDict__try_get(NameDict *dict, py_Name name)
{
    return name_dict_find(dict, name);
}
