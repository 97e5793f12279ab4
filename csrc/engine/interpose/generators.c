/* generators.c -- what a generator does when its body raises.
 *
 * PocketPy ends a generator whose body raises StopIteration as if it had
 * returned, after one more item, which is whatever was computed last.  Here
 * that is a RuntimeError, as in Python since PEP 479.
 */
#include "base/current.h"
#include "base/macros.h"
#include "base/originals.h"

#include "pocketpy/interpreter/generator.h"

EXPORT bool generator__next__(int argc, py_Ref argv);

/* PocketPy's own returns true in two cases: the generator has yielded, or its body has raised
 * StopIteration.  In the second case the generator has ended. */
EXPORT bool generator__next__(int argc, py_Ref argv)
{
    enum { OVER = 2 };
    if (argc == 1 && argv->type == tp_generator) {
        const Generator *data = py_touserdata(argv);
        if (data->state != OVER && data->frame == NULL)
            return ValueError("generator already executing");
        /* The argument may lie where PocketPy will put the generator's variables, or where the
         * garbage collector does not look. */
        VM *const vm = pk_current_vm;
        py_StackRef const generator = vm->stack.sp;
        py_push(argv);
        /* Its frame is popped when it yields: see VM__push_frame. */
        py_StackRef const class = vm->curr_class;
        vm->curr_class = NULL;
        const bool ok = pkhost_originals.generator_next(1, generator);
        vm->curr_class = class;
        data = py_touserdata(generator);
        vm->stack.sp = generator;
        if (!ok)
            return false;
        if (UNLIKELY(data->state == OVER))
            return RuntimeError("generator raised StopIteration");
        return true;
    }
    return pkhost_originals.generator_next(argc, argv);
}
