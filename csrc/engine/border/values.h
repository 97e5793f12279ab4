/* values.h -- values of scripts as MessagePack, and back. */
#ifndef PKHOST_BORDER_VALUES_H
#define PKHOST_BORDER_VALUES_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* In ZONE_ENGINE; false with an exception set. */
bool values_write(pkhost_vm *vm, text *to, py_Ref value);
bool values_write_array(pkhost_vm *vm, text *to, py_TValue *items, int count);
/* `wrapped`: how many lists and dicts around the host's values are ours. */
bool values_read(pkhost_vm *vm, const char *data, size_t size, int wrapped, py_OutRef out);
/* As values_write, for inspection: no step, no exception, nothing in the region
 * changes.  False also if the value is large. */
bool values_view(pkhost_vm *vm, text *to, py_Ref value);

#pragma GCC visibility pop

#endif
