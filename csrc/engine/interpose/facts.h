/* facts.h -- what an exception is about, besides its class and its text. */
#ifndef PKHOST_INTERPOSE_FACTS_H
#define PKHOST_INTERPOSE_FACTS_H

#include "base/vm.h"
#include <stdarg.h>

#pragma GCC visibility push(hidden)

/* Around py_exception: what its arguments tell, noted once the exception is there. */
fact facts_of_message(pkhost_vm *vm, py_Type type, const char *format, va_list arguments);
void facts_note(pkhost_vm *vm, fact f);
/* The policy refused a name: noted of the exception that was just raised for it. */
void facts_refused(pkhost_vm *vm, const char *name);
/* An exception is about to be raised; what was noted was of another. */
static inline void facts_forget(pkhost_vm *vm) { vm->checks.noted = NULL; }
/* The exception gets the first place of its traceback, which keeps the note. */
void facts_keep(pkhost_vm *vm, const py_TValue *exception, BaseExceptionFrame *first);
fact facts_of_exception(pkhost_vm *vm, const py_TValue *exception);

#pragma GCC visibility pop

#endif
