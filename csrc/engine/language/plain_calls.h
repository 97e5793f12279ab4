/* plain_calls.h -- the calls that scripts make most, without detours. */
#ifndef PKHOST_LANGUAGE_PLAIN_CALLS_H
#define PKHOST_LANGUAGE_PLAIN_CALLS_H

#include "language/callables.h"
#include "language/function.h"
#include "language/handlers.h"

#pragma GCC visibility push(hidden)

/* The loop goes on in the function's frame (RES_CALL), unless it was native code that called. */
static inline FrameResult enter_function(VM *vm, py_StackRef callable, const Function *function,
                                         py_StackRef locals, bool by_loop)
{
    const CodeObject *code = &function->decl->code;
    VM__push_frame(vm, Frame__new(code, callable, function->module, (py_Ref)&function->globals,
                                  locals, false));
    return by_loop ? RES_CALL : VM__run_top_frame(vm);
}

enum {
    NOT_PLAIN = CODE_GENERATOR | CODE_COROUTINE | CODE_VARARGS | CODE_VARKEYWORDS | CODE_NATIVE
};

/* Whether a function of ours has neither * nor ** nor keyword-only parameters, and is none that
 * makes a generator, or has a native body; and the value stack has room for it, from `locals` on. */
static inline bool function_is_plain(const VM *vm, const code_details *details,
                                     const CodeObject *code, const py_TValue *locals)
{
    return details != NULL && (details->flags & NOT_PLAIN) == 0 && details->keyword_only == 0
           && vm->stack.end - locals
                  >= (ptrdiff_t)code->nlocals + details->stack_depth + VALUES_LEFT;
}

/* The variables from here on have no value yet. */
static inline void leave_unbound(py_TValue *from, const py_TValue *end)
{
    for (; from < end; from++)
        from->type = tp_nil, from->is_ptr = false;
}

/* A call of a function of ours, [callable, self or nil, positional, pairs of keywords], or of a
 * class whose objects need nothing but an __init__ that is one.  False: it is not as simple as that,
 * or wrong, and nothing has been changed. */
bool plain_call(VM *vm, py_StackRef callable, py_StackRef keywords, int keyword_count, bool by_loop,
                FrameResult *result);
bool plain_construction(VM *vm, py_StackRef class, py_StackRef keywords, int keyword_count,
                        FrameResult *result);

#pragma GCC visibility pop

#endif
