/* names.h -- interned names. */
#ifndef PKHOST_INTERPOSE_NAMES_H
#define PKHOST_INTERPOSE_NAMES_H

#include "memory/region.h"

#pragma GCC visibility push(hidden)

bool names_prepare(void); /* until it succeeds; false: there is no address space for them */
/* Each str that was made of a name of one VM. */
void names_visit_objects(const names *own, void (*visit)(py_Ref, void *), void *context);
void names_before_fork(void);
void names_after_fork(void);

#pragma GCC visibility pop

#endif
