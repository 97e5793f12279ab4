/* literals.c -- {1, 2} and 2j, where the builtins set and complex are gone.
 *
 * PocketPy makes both of the builtin, and does not look whether there is one: a policy
 * may hide it, and a script may delete it.  Right before, it asks for the name.  If the
 * builtin is not there, then a function is put in its place, which PocketPy calls
 * next; it takes itself away again and raises the NameError.  Nothing of the script's
 * runs in between.
 */
#include "interpose/literals.h"

#include "base/current.h"

void literals_prepare(void)
{
    ((struct name *)py_name("set"))->of_literal = OP_BUILD_SET;
    ((struct name *)py_name("complex"))->of_literal = OP_BUILD_IMAG;
}

static bool raise_missing(const char *builtin)
{
    const py_Name name = py_name(builtin); /* while the function is there */
    py_deldict(pk_current_vm->builtins, name);
    return NameError(name);
}

static bool without_set(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return raise_missing("set");
}

static bool without_complex(int argc, py_Ref argv)
{
    (void)argc, (void)argv;
    return raise_missing("complex");
}

void literals_look_up(VM *pk, struct name *name)
{
    const py_Frame *frame = pk->top_frame;

    if (frame == NULL || frame->ip < 0
        || c11__getitem(Bytecode, &frame->co->codes, frame->ip).op != name->of_literal
        || py_getdict(pk->builtins, (py_Name)name) != NULL)
        return;
    py_TValue function;
    py_newnativefunc(&function, name->of_literal == OP_BUILD_SET ? without_set : without_complex);
    py_setdict(pk->builtins, (py_Name)name, &function);
}
