/* generators.h -- functions that pause: generators, coroutines, asynchronous generators. */
#ifndef PKHOST_LANGUAGE_GENERATORS_H
#define PKHOST_LANGUAGE_GENERATORS_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

/* In py_retval(): of the function at `callable`, whose variables lie at `locals`; the values end
 * at vm->stack.sp.  Its type is by the code's flags. */
void generator_new(VM *vm, py_StackRef callable, py_StackRef locals, uint32_t flags);

/* A generator, coroutine or asynchronous generator that our functions made. */
bool generator_is(const py_TValue *value);

enum generator_event { GENERATOR_FAILED = -1, GENERATOR_RETURNED, GENERATOR_YIELDED };
/* Goes on until it yields or returns, which is in last_retval then.  `sent` is the value of the
 * yield it paused at; NULL: None, or its begin. */
enum generator_event generator_resume(VM *vm, const py_TValue *generator, const py_TValue *sent);
/* Raises the exception where it paused. */
enum generator_event generator_throw(VM *vm, const py_TValue *generator,
                                     const py_TValue *exception);
bool generator_close(VM *vm, const py_TValue *generator);

/* What it waits for in a `yield from` or `await`: nil if it does not. */
py_TValue generator_awaited(const py_TValue *generator);
bool generator_is_running(const py_TValue *generator);
bool generator_is_over(const py_TValue *generator);
bool generator_is_fresh(const py_TValue *generator);
bool generator_is_watched(const py_TValue *generator); /* interpose/finalizers.h */

/* Whose frame it is. */
const py_TValue *generator_function(const py_TValue *generator);
/* Away from the stack: the frame, its function and the slots of its variables; NULL: it runs, or
 * is over. */
const py_Frame *generator_paused_frame(const py_TValue *generator, const py_TValue **function,
                                       const py_TValue **slots);
/* Whether it is the generator's frame, which is entered. */
bool generator_runs_in(const py_TValue *generator, const py_Frame *frame);

#pragma GCC visibility pop

#endif
