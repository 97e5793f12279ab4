/* exception_text.h -- exceptions as text: str() and repr(). */
#ifndef PKHOST_LANGUAGE_EXCEPTION_TEXT_H
#define PKHOST_LANGUAGE_EXCEPTION_TEXT_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

bool exception_text_install(void);
/* What BaseException.__str__ gives, in the VM's retval: does not call the script's. */
bool exception_text(const py_TValue *value);

#pragma GCC visibility pop

#endif
